"""Which official documents we want the wording of, and the address of each on Retsinformation.

The acts come from `acts.toml`, guidance and principal decisions from `documents.toml`. A
new version or document is a row there, and no code.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus.acts import ActVersion, first_mistake, load_acts, read_text
from corpus.errors import CorpusError, QuestionError
from corpus.passage import Authority

DOCUMENTS = "documents.toml"
# With or without www: the publisher's own links leave it out.
_ELI = re.compile(r"https?://(?:www\.)?retsinformation\.dk(/eli/[a-z]+/([0-9]{4})/([0-9]{1,6}))", re.ASCII)
_DOCUMENT_TYPE = re.compile(r"[A-ZÆØÅ]{2,6}")
GUIDANCE = frozenset({Authority.VEJLEDNING, Authority.PRINCIPMEDDELELSE})


def eli_path(eli: str) -> str:
    """The part of an ELI that names the document, the same with and without www; empty if it is no such ELI.

    >>> eli_path("https://retsinformation.dk/eli/lta/2024/280")
    '/eli/lta/2024/280'
    """
    match = _ELI.fullmatch(eli)
    return match[1] if match else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A document to ask for: what it must be, and where it is; `path` is empty where nobody knows.

    `act` is what people call it ("LAB", "VEJ 9641/2022"), `type` the publisher's code
    (LOV, LBK, BEK, VEJ, KEN), `names` the words by which titles of other documents mention it
    (lower case), and `address_note` why the address is unknown or uncertain.
    """

    id: str
    act: str
    name: str
    type: str
    title: str
    authority: Authority
    names: tuple[str, ...]
    path: str
    address_note: str = ""

    @property
    def year(self) -> int:
        """The year in its address, 0 without one."""
        return int(self.path.split("/")[3]) if self.path else 0

    @property
    def number(self) -> int:
        """The number in its address, 0 without one."""
        return int(self.path.split("/")[4]) if self.path else 0


class DocumentRow(BaseModel):
    """A guidance or a principal decision, as `documents.toml` knows it.

    `names` are cues for the words by which a question names it, `topics` what is answered in its
    place where the question names nothing else. From `in_force_from` until `until` (half open) it
    may be used; `replaced_by` is the id of the row that takes over.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    act: str = Field(min_length=2)
    name: str = Field(min_length=3)
    title: str = Field(min_length=3)
    authority: Authority
    type: str = Field(pattern=rf"^{_DOCUMENT_TYPE.pattern}$")
    publisher: str = ""
    eli: str | None = None
    eli_note: str = ""
    names: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    in_force_from: date | None = None
    until: date | None = None
    replaced_by: str | None = None

    @model_validator(mode="after")
    def _address_is_known_or_explained(self) -> "DocumentRow":
        if self.eli is None and not self.eli_note:
            raise ValueError("uden eli skal eli_note sige hvorfor")
        if self.eli is not None and not eli_path(self.eli):
            raise ValueError("eli skal være som https://www.retsinformation.dk/eli/retsinfo/2022/9641")
        return self

    @model_validator(mode="after")
    def _period_is_one(self) -> "DocumentRow":
        if self.authority not in GUIDANCE:
            raise ValueError("authority skal være vejledning eller principmeddelelse; love står i acts.toml")
        if self.replaced_by is not None and self.until is None:
            raise ValueError("med replaced_by skal until være den første dag, dokumentet ikke længere bruges")
        if self.in_force_from and self.until and self.until <= self.in_force_from:
            raise ValueError(f"until {self.until} skal ligge efter in_force_from {self.in_force_from}")
        return self

    @property
    def year_and_number(self) -> tuple[int, int] | None:
        """The year and the number in its address; None without one."""
        path = eli_path(self.eli or "").split("/")
        return (int(path[3]), int(path[4])) if len(path) > 1 else None

    @property
    def label(self) -> str:
        """Its title with its name, by which a person finds it."""
        return self.title if self.name.casefold() in self.title.casefold() else f"{self.title} ({self.name})"

    def usable(self, on: date) -> bool:
        """True if it may be used for a case decided on that day, as far as the row knows."""
        return (self.in_force_from is None or self.in_force_from <= on) and (self.until is None or on < self.until)


class KindRow(BaseModel):
    """How a question names a kind of document without naming one: "vejledningen", as cues."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    authority: Authority
    names: tuple[str, ...] = Field(min_length=1)


class ReadingRow(BaseModel):
    """Words for a document that are read as another word, so that what is asked of it is understood."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: tuple[str, ...] = Field(min_length=1)
    reads_as: str = Field(min_length=2)


class DocumentTable(BaseModel):
    """What `documents.toml` holds; `asking` are the words around a document's name that name no topic."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asking: tuple[str, ...] = ()
    kind: tuple[KindRow, ...] = ()
    reading: tuple[ReadingRow, ...] = ()
    document: tuple[DocumentRow, ...] = ()


def load_documents(root: Traversable | Path | None = None) -> DocumentTable:
    """The guidance and the principal decisions, from `root` (default: the package's own `corpus/law`).

    Raises:
        CorpusError: the file is missing or wrong; names file, row and mend.
    """
    folder = root if root is not None else files("corpus") / "law"
    try:
        raw = tomllib.loads(read_text(folder / DOCUMENTS))
        table = DocumentTable.model_validate(raw)
    except tomllib.TOMLDecodeError as exc:
        raise CorpusError(f"corpus/law/{DOCUMENTS} er ikke gyldig TOML ({exc}); ret filen.") from exc
    except ValidationError as exc:
        raise CorpusError(f"corpus/law/{DOCUMENTS}: {_row_named(exc, raw)}{first_mistake(exc)}; ret filen.") from exc
    ids = {row.id for row in table.document}
    for row in table.document:
        if row.replaced_by is not None and row.replaced_by not in ids - {row.id}:
            raise CorpusError(
                f"corpus/law/{DOCUMENTS}: {row.id}: replaced_by {row.replaced_by!r} er ikke en anden rækkes id; "
                f"skriv et af: {', '.join(sorted(ids - {row.id}))}."
            )
    return table


def _row_named(exc: ValidationError, raw: dict[str, Any]) -> str:
    """The id of the document whose row has the first mistake, as "vej-2022-9641: "; empty where it has none."""
    match exc.errors()[0]["loc"]:
        case ("document", int(number), *_):
            return f"{raw['document'][number].get('id', f'række {number + 1}')}: "
        case _:
            return ""


def load_targets(root: Traversable | Path | None = None) -> tuple[Target, ...]:
    """Every document we want, the acts first, from `root` (default: the package's own `corpus/law`).

    Raises:
        CorpusError: a file is missing or wrong, or two rows have one id; names file, row and mend.
    """
    folder = root if root is not None else files("corpus") / "law"
    versions, _ = load_acts(folder)
    targets = (*map(_act, versions), *map(_document, load_documents(folder).document))
    ids = [target.id for target in targets]
    if twice := next((id_ for id_ in ids if ids.count(id_) > 1), None):
        raise CorpusError(f"corpus/law: id {twice!r} bruges af to dokumenter; giv det ene et andet i {DOCUMENTS}.")
    return targets


def chosen_targets(targets: Iterable[Target], wanted: Iterable[str]) -> tuple[Target, ...]:
    """Those of `targets` that somebody named by act, id or full name, in any case; all, if none was named.

    Raises:
        QuestionError: a name fits no document; the message lists those that do.
    """
    known, names = tuple(targets), [name.casefold() for name in wanted]
    for name in names:
        if not any(name in _called(target) for target in known):
            acts = ", ".join(dict.fromkeys(target.act for target in known))
            raise QuestionError(f"{name[:60]!r} er ikke et dokument, vi kender; skriv et id eller et af: {acts}.")
    return tuple(target for target in known if not names or _called(target) & set(names))


def _called(target: Target) -> set[str]:
    return {target.id.casefold(), target.act.casefold(), target.name.casefold()}


def _act(version: ActVersion) -> Target:
    path, kind = eli_path(version.eli), version.name.partition(" ")[0]
    if not path or not _DOCUMENT_TYPE.fullmatch(kind):
        raise CorpusError(
            f"corpus/law/acts.toml: {version.id} skal have en eli på www.retsinformation.dk og et navn, der begynder "
            f"med dokumentets type; den har {version.eli!r} og {version.name!r}."
        )
    return Target(
        id=version.id,
        act=version.act,
        name=version.name,
        type=kind,
        title=version.title,
        authority=version.authority,
        names=_names(version.title, version.short_title),
        path=path,
    )


def _document(row: DocumentRow) -> Target:
    return Target(
        id=row.id,
        act=row.act,
        name=row.name,
        type=row.type,
        title=row.title,
        authority=row.authority,
        names=_names(row.title),
        path=eli_path(row.eli or ""),
        address_note=row.eli_note,
    )


def _names(title: str, short_title: str = "") -> tuple[str, ...]:
    """What an act is called in the title of one that changes it: "lov om …" without "Bekendtgørelse af".

    >>> _names("Bekendtgørelse af forvaltningsloven", "Forvaltningsloven (FVL)")
    ('forvaltningsloven',)
    """
    full = title.casefold().removeprefix("bekendtgørelse af ")
    return tuple(dict.fromkeys(name for name in (full, short_title.casefold().partition(" (")[0]) if name))
