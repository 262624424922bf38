"""Status, diff, check and feed in Danish: table rows and lines, and the same as JSON. Nothing is printed here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

from corpus.acts import ActVersion
from corpus.passage import Wording
from corpus.reference import LawRef
from ingest.feed import ChangeKind as FeedKind
from ingest.feed import FeedChange
from ingest.law.check import CheckReport
from ingest.law.diff import ActDiff, Change, ChangeKind
from ingest.law.difference import Difference
from ingest.law.status import VersionStatus

Row = tuple[str, ...]

STATUS_HEADINGS = ("Lov", "Version", "Gælder", "Tekst", "Kontrolleret", "Senere ændringer")
CHECK_HEADINGS = ("Version", "Bestemmelse", "Forskel", "Fil")
WATCH_HEADINGS = ("Dag", "Lov", "Hvad", "Titel", "Adresse")
_KINDS = {
    ChangeKind.CHANGED: "Ændret",
    ChangeKind.MOVED: "Flyttet",
    ChangeKind.MOVED_CHANGED: "Flyttet og ændret",
    ChangeKind.ADDED: "Ny",
    ChangeKind.REMOVED: "Udgået",
    ChangeKind.UNKNOWN: "Kan ikke sammenlignes",
}
_COUNTED = {
    ChangeKind.CHANGED: "ændret",
    ChangeKind.MOVED: "flyttet",
    ChangeKind.MOVED_CHANGED: "flyttet og ændret",
    ChangeKind.ADDED: "nye",
    ChangeKind.REMOVED: "udgået",
    ChangeKind.UNKNOWN: "kan ikke sammenlignes",
}
_FEED = {FeedKind.OURS: "er vores dokument", FeedKind.NAMES: "nævner loven i titlen"}
# The publisher's word for whether a document applies -> ours.
_STANDING = {"Valid": "gældende", "Historic": "historisk"}


def status_row(status: VersionStatus) -> Row:
    """The version as a row under `STATUS_HEADINGS`."""
    later = "ikke spurgt" if status.later is None else str(len(status.later)) if status.later else "ingen"
    return (status.act, status.name, _period(status), _text(status), status.checked_on.isoformat(), later)


def status_lines(statuses: Iterable[VersionStatus]) -> Iterator[str]:
    """What a row has no room for, for the versions in force, and what the texts are."""
    found = tuple(statuses)
    for status in found:
        told = tuple(_remarks(status))
        if told:
            yield f"{status.act}, {status.name}:"
            yield from (f"  - {line}" for line in told)
    if not any(status.wording is Wording.ORDLYD for status in found):
        yield "Ingen officiel ordlyd er hentet: teksterne er vores gengivelser. Hent ordlyden med 'praktik fetch'."


def diff_lines(found: ActDiff) -> Iterator[str]:
    """What was compared, each change, and the count of all."""
    yield f"{found.old.act}: {found.old.name} → {found.new.name}, {_compared(found)}."
    for change in found.changes:
        yield from _change_lines(change)
    counts = Counter(change.kind for change in found.changes)
    told = [f"{counts[kind]} {word}" for kind, word in _COUNTED.items() if counts[kind]]
    untold = f"; {found.untold} uden tekst i begge versioner, så ændrede ord ses ikke" if found.untold else ""
    yield f"I alt: {', '.join([*told, f'{found.unchanged} uændret'])}{untold}."


def check_row(difference: Difference) -> Row:
    """The difference as a row under `CHECK_HEADINGS`."""
    return (difference.version or "–", difference.provision, difference.differs, difference.file)


def check_lines(report: CheckReport) -> Iterator[str]:
    """The reviews that fit nothing any more, and the check in a few words."""
    for review in report.stale:
        yield (
            f"corpus/law/reviewed.toml: rækken {review.version}, {review.provision}, {review.differs!r} passer ikke "
            "længere på nogen forskel; slet den."
        )
    if report.without:
        yield f"Uden ordlyd og derfor ikke kontrolleret: {', '.join(report.without)}."
    yield (
        f"Kontrolleret mod ordlyden: {len(report.checked)} {_plural(report.checked, 'version', 'versioner')}. "
        f"{len(report.differences)} {_plural(report.differences, 'forskel', 'forskelle')}, "
        f"{len(report.explained)} gennemgået og forklaret i corpus/law/reviewed.toml."
    )


def watch_row(change: FeedChange) -> Row:
    """The entry as a row under `WATCH_HEADINGS`."""
    what = f"{_FEED[change.kind]} {change.document}".strip()
    return (change.entry.updated.isoformat(), change.act, what, change.entry.title, change.entry.eli)


def watch_lines(changes: tuple[FeedChange, ...], entries: int) -> Iterator[str]:
    """How much was read, and what cannot be seen there."""
    acts = ", ".join(dict.fromkeys(change.act for change in changes))
    yield f"{entries} poster læst; {f'{len(changes)} om {acts}' if changes else 'ingen om de love, vi bruger'}."
    yield (
        "Listen dækker omkring to måneder og viser ikke ændringer, der står i »forskellige andre love«; "
        "dem viser 'praktik law status' efter 'praktik fetch'."
    )


def as_json(value: Any) -> Any:
    """The value as JSON can hold it: references and versions by name, days as ISO."""
    if isinstance(value, LawRef):
        return str(value)
    if isinstance(value, ActVersion):
        return {"id": value.id, "name": value.name, "in_force_from": value.in_force_from.isoformat()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): as_json(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [as_json(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    return value.value if isinstance(value, Enum) else value


def diff_json(found: ActDiff) -> dict[str, Any]:
    """The diff as JSON, each hunk with the lines that are printed."""
    changes = []
    for change in found.changes:
        told: dict[str, Any] = as_json(change)
        told["hunks"] = [{"minus": hunk.minus, "plus": hunk.plus} for hunk in change.hunks]
        changes.append(told)
    whole: dict[str, Any] = as_json(found)
    return {**whole, "changes": changes}


def _period(status: VersionStatus) -> str:
    now = " (nu)" if status.is_in_force else ""
    if status.in_force_until is None:
        return f"fra {status.in_force_from.isoformat()}{now}"
    last = status.in_force_until - timedelta(days=1)
    return f"{status.in_force_from.isoformat()} – {last.isoformat()}{now}"


def _text(status: VersionStatus) -> str:
    if status.wording is Wording.ORDLYD:
        return f"ordlyd ({status.form})"
    return f"gengivelse ({status.rendered})"


def _remarks(status: VersionStatus) -> Iterator[str]:
    for change in status.later or ():
        issued = f"{change.issued.isoformat()}: " if change.issued else ""
        yield f"Senere ændring: {issued}{change.title} ({change.accession})"
    if not status.is_in_force:
        return
    if status.standing:
        yield f"Retsinformation: {_STANDING.get(status.standing, status.standing[:40])}."
    if status.note:
        yield status.note
    yield from status.uncertain


def _compared(found: ActDiff) -> str:
    if found.wording is Wording.ORDLYD:
        return "sammenlignet efter den officielle ordlyd"
    missing = ", ".join(found.unworded)
    return f"sammenlignet efter vores gengivelser og strukturen, fordi ordlyden mangler for {missing}"


def _change_lines(change: Change) -> Iterator[str]:
    places = [ref.path for ref in dict.fromkeys((change.old, change.new)) if ref is not None]
    yield f"{_KINDS[change.kind]}: {' → '.join(places)}"
    if change.note:
        yield f"  {change.note}"
    if change.words:
        yield f"  {'+' if change.new else '-'} {change.words}"
    for hunk in change.hunks:
        yield f"  - {hunk.minus}"
        yield f"  + {hunk.plus}"


def _plural(found: tuple[object, ...], one: str, many: str) -> str:
    return one if len(found) == 1 else many
