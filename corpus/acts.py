"""Acts as data: which versions there are, when each was in force, and which provisions it holds.

The structure says only that a provision exists, never what it says; that is the
renderings' work. A new version of an act is a row in `acts.toml` and a file in
`structure/`, and no code. Periods are half open; an act's versions meet without gap or
overlap unless the row gives its reason.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources.abc import Traversable
from itertools import groupby, pairwise
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import CorpusError, GuidanceError
from corpus.passage import Authority
from corpus.reference import LawRef, canonical_section, parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Stk:
    """A stykke: `numbers[i]` is how many litra nr. i+1 has; empty where it is not divided into nr."""

    numbers: tuple[int, ...] = ()
    repealed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A paragraf and its stykker, in order; a repealed one has none."""

    number: str
    stk: tuple[Stk, ...]
    chapter: str | None = None
    repealed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertainty:
    """What may differ from our text from `since` until `until` (half open), told to the reader.

    `about` limits it to those provisions and their parts; empty means the whole act.
    """

    act: str
    since: date
    until: date | None
    text: str
    about: tuple[LawRef, ...] = ()

    def applies(self, on: date) -> bool:
        """True on a day in its period."""
        return self.since <= on and (self.until is None or on < self.until)

    def concerns(self, refs: Iterable[LawRef]) -> bool:
        """True if it is about the whole act, or about one of these provisions or a part of one."""
        wanted = tuple(refs)
        return not self.about or any(a.contains(r) or r.contains(a) for a in self.about for r in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActVersion:
    """One version of an act, in force from `in_force_from` until `in_force_until` (half open).

    `from_note` and `until_note` say why a limit is not verified. `last_verified` is the
    last day on which the content is known to hold. Versions with the same `numbering`
    share their section numbers; a new main act starts a new one. `partial` means that we
    know only some of its sections, so that a section that is missing here may still exist.
    """

    id: str
    act: str
    name: str
    title: str
    short_title: str
    authority: Authority
    issued: date
    in_force_from: date
    in_force_until: date | None
    eli: str
    checked_on: date
    last_verified: date
    sections: Mapping[str, Section] = field(hash=False, repr=False)
    note: str = ""
    from_note: str = ""
    until_note: str = ""
    numbering: int = 1
    partial: bool = False

    def in_force(self, on: date) -> bool:
        """True if the version applies to a case decided on that day."""
        return self.in_force_from <= on and (self.in_force_until is None or on < self.in_force_until)

    @property
    def last_section(self) -> str:
        """The number of the last section that is not repealed."""
        alive = [s.number for s in self.sections.values() if not s.repealed]
        return max(alive, key=lambda number: LawRef(self.act, number).key)


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _SectionRow(_Model):
    """`stk` holds the count of nr. in each stk., None for a repealed one; `litra` maps "stk,nr" to a count."""

    chapter: str | None = None
    stk: tuple[int | None, ...] = ()
    litra: dict[str, int] = Field(default_factory=dict)
    repealed: bool = False


class _Structure(_Model):
    sections: dict[str, _SectionRow]


class _VersionRow(_Model):
    id: str
    act: str
    name: str
    title: str
    short_title: str
    authority: Authority
    issued: date
    in_force_from: date
    in_force_until: date | None = None
    eli: str
    checked_on: date
    last_verified: date
    note: str = ""
    from_note: str = ""
    until_note: str = ""
    numbering: int = 1
    partial: bool = False
    gap_reason: str = ""


class _UncertaintyRow(_Model):
    act: str
    since: date
    until: date | None = None
    text: str
    about: tuple[str, ...] = ()


class _Acts(_Model):
    version: tuple[_VersionRow, ...]
    uncertainty: tuple[_UncertaintyRow, ...] = ()


def load_acts(root: Traversable | Path) -> tuple[tuple[ActVersion, ...], tuple[Uncertainty, ...]]:
    """The versions of all acts, by act and period, and what is uncertain about them.

    Raises:
        CorpusError: a file is missing or wrong, or an act's periods overlap or leave a gap.
    """
    rows = _acts_file(root / "acts.toml")
    versions = tuple(_version(row, root / "structure" / f"{row.id}.json") for row in _in_order(rows.version))
    return versions, tuple(_uncertainty(row, rows.version) for row in rows.uncertainty)


def read_text(path: Traversable | Path) -> str:
    """The text of a corpus file.

    Raises:
        CorpusError: the file cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise CorpusError(f"corpus/law: filen {path.name} kan ikke læses ({exc}); læg den på plads igen.") from exc


def first_mistake(exc: ValidationError) -> str:
    """Where in the file the first mistake stands, and what is wrong with it."""
    error = exc.errors()[0]
    return f"{' → '.join(str(part) for part in error['loc'])}: {error['msg']}"


def _acts_file(path: Traversable | Path) -> _Acts:
    try:
        return _Acts.model_validate(tomllib.loads(read_text(path)))
    except tomllib.TOMLDecodeError as exc:
        raise CorpusError(f"corpus/law/acts.toml er ikke gyldig TOML ({exc}); ret filen.") from exc
    except ValidationError as exc:
        raise CorpusError(f"corpus/law/acts.toml: {first_mistake(exc)}; ret filen.") from exc


def _in_order(rows: tuple[_VersionRow, ...]) -> list[_VersionRow]:
    """The rows by act (in the file's order) and period, checked against each other."""
    ids = [row.id for row in rows]
    if twice := next((id_ for id_ in ids if ids.count(id_) > 1), None):
        raise CorpusError(f"corpus/law/acts.toml: versionen {twice!r} står to gange; slet den ene.")
    first_seen = {row.act: position for position, row in reversed(list(enumerate(rows)))}
    ordered = sorted(rows, key=lambda row: (first_seen[row.act], row.in_force_from))
    for _, group in groupby(ordered, key=lambda row: row.act):
        for earlier, later in pairwise(group):
            _check_meet(earlier, later)
    return ordered


def _check_meet(earlier: _VersionRow, later: _VersionRow) -> None:
    until, start = earlier.in_force_until, later.in_force_from
    if until is None:
        raise CorpusError(
            f"corpus/law/acts.toml: {later.id} starter {start}, men {earlier.id} har ingen slutdato; "
            f"skriv in_force_until = {start} i {earlier.id}."
        )
    if start < until:
        raise CorpusError(
            f"corpus/law/acts.toml: {later.id} starter {start}, men {earlier.id} gælder til {until}; "
            "perioderne må ikke overlappe, så ret den ene dato."
        )
    if start > until and not later.gap_reason:
        raise CorpusError(
            f"corpus/law/acts.toml: der er et hul fra {until} til {start} mellem {earlier.id} og {later.id}; "
            f"ret en dato, eller skriv gap_reason i {later.id}."
        )


def _version(row: _VersionRow, path: Traversable | Path) -> ActVersion:
    if row.in_force_until is not None and row.in_force_until <= row.in_force_from:
        raise CorpusError(f"corpus/law/acts.toml: {row.id} slutter, før den begynder; ret in_force_until.")
    fields = row.model_dump(exclude={"gap_reason"})
    return ActVersion(**fields, sections=MappingProxyType(load_structure(path)))


def load_structure(path: Traversable | Path) -> dict[str, Section]:
    """The sections of one structure file, in order.

    Raises:
        CorpusError: the file is missing, is not JSON, or has an unknown or impossible entry.
    """
    try:
        rows = _Structure.model_validate(json.loads(read_text(path))).sections
        return {number: _section(canonical_section(number), row) for number, row in rows.items()}
    except ValidationError as exc:
        raise CorpusError(f"corpus/law/structure/{path.name}: {first_mistake(exc)}; ret filen.") from exc
    except (ValueError, GuidanceError) as exc:
        raise CorpusError(f"corpus/law/structure/{path.name}: {exc}; ret filen.") from exc


def _section(number: str, row: _SectionRow) -> Section:
    stk = tuple(
        Stk(repealed=True) if count is None else Stk(numbers=_litra_counts(position, count, row.litra))
        for position, count in enumerate(row.stk, start=1)
    )
    if row.repealed == bool(stk):
        raise CorpusError(f"§ {number} skal enten have stykker eller være ophævet")
    return Section(number=number, chapter=row.chapter, repealed=row.repealed, stk=stk)


def _litra_counts(stk: int, numbers: int, litra: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(litra.get(f"{stk},{nr}", 0) for nr in range(1, numbers + 1))


def _uncertainty(row: _UncertaintyRow, versions: tuple[_VersionRow, ...]) -> Uncertainty:
    if row.act not in {version.act for version in versions}:
        raise CorpusError(
            f"corpus/law/acts.toml: forbeholdet {row.text[:40]!r} er om {row.act!r}, som ikke findes her."
        )
    try:
        about = tuple(parse(f"{row.act} {ref}") for ref in row.about)
    except GuidanceError as exc:
        raise CorpusError(f"corpus/law/acts.toml: forbeholdet {row.text[:40]!r}: {exc}") from exc
    return Uncertainty(act=row.act, since=row.since, until=row.until, text=" ".join(row.text.split()), about=about)
