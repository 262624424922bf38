"""What we have of each version of each act: its period, its words, when it was checked, and what has come after it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from corpus.act_text import ActText, LaterChange
from corpus.acts import ActVersion
from corpus.passage import Wording
from corpus.provisions import Law
from ingest.fetched import FetchedDocument
from ingest.law.texts import OfficialTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionStatus:
    """One version. `form` is that of the official text at hand, empty without one.

    `checked_on` is the last day on which the version was looked at, by us or, if later, with
    the publisher (`asked_on`). `later` are the acts that the publisher lists as changing it,
    None where it has not been asked; `standing` is its word, "Valid" or "Historic".
    `rendered` counts our renderings and `sections` the version's §, repealed ones too.
    """

    id: str
    act: str
    name: str
    title: str
    eli: str
    in_force_from: date
    in_force_until: date | None
    is_in_force: bool
    wording: Wording
    form: str
    sections: int
    rendered: int
    checked_on: date
    asked_on: date | None
    standing: str
    later: tuple[LaterChange, ...] | None
    note: str
    uncertain: tuple[str, ...]


def status(law: Law, texts: OfficialTexts, on: date, acts: Iterable[str] = ()) -> tuple[VersionStatus, ...]:
    """Every version of the acts (all, if none is named), act by act and by period.

    `uncertain` is told for the version in force on that day.
    """
    wanted = {act.casefold() for act in acts}
    versions = (v for act in law.acts for v in law.versions(act) if not wanted or act.casefold() in wanted)
    return tuple(
        _status(law, version, texts.by_version.get(version.id), texts.record.get(version.id), on)
        for version in versions
    )


def _status(
    law: Law, version: ActVersion, text: ActText | None, fetched: FetchedDocument | None, on: date
) -> VersionStatus:
    asked_on = fetched.checked_on if fetched else None
    return VersionStatus(
        id=version.id,
        act=version.act,
        name=version.name,
        title=version.title,
        eli=version.eli,
        in_force_from=version.in_force_from,
        in_force_until=version.in_force_until,
        is_in_force=version.in_force(on),
        wording=Wording.ORDLYD if text else Wording.GENGIVELSE,
        form=text.form.value if text else "",
        sections=len(version.sections),
        rendered=len(law.renderings(version.id)),
        checked_on=max(filter(None, (version.checked_on, asked_on))),
        asked_on=asked_on,
        standing=fetched.status if fetched else text.status if text else "",
        later=_later(text, fetched),
        note=" ".join(version.note.split()),
        uncertain=law.notices(version.act, on) if version.in_force(on) else (),
    )


def _later(text: ActText | None, fetched: FetchedDocument | None) -> tuple[LaterChange, ...] | None:
    """What the publisher lists; only its own form of the text tells, and an empty list there is an answer."""
    if fetched is not None:
        return fetched.changes
    return text.changes if text is not None and text.changes else None
