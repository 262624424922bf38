"""Whom each provision speaks of, and which provisions a decision on a placement rests on.

A reference in a decision may exist and still be the wrong one: § 61, stk. 2, is no ground
for a dagpengemodtager's four weeks. `corpus/law/audience.toml` says it as data, by version
of the act; what it does not say, nobody asserts.
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.acts import first_mistake, read_text
from corpus.errors import CorpusError, QuestionError
from corpus.lexicon import Lexicon, load_lexicon
from corpus.provisions import ActVersion, Law, Status, load_law
from corpus.reference import LawRef, parse

_WHERE = "corpus/law/audience.toml"
# The provisions that stand behind the remarks on a decision, by the name that code asks for them.
POINTS = (
    "duration",
    "conditions",
    "purpose",
    "complaint_instance",
    "complaint_procedure",
    "complaint_deadline",
    "complaint_effect",
    "duty_of_reasons",
    "reasons",
    "reasons_facts",
    "complaint_guidance",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """What one provision of one version speaks of.

    `groups` is empty where it speaks of all. `needs` are facts that a decision must tell
    before the provision can be used, `unless` facts that rule it out.
    """

    ref: LawRef
    version: str
    groups: tuple[str, ...]
    speaks_of: str
    needs: Mapping[str, bool]
    unless: Mapping[str, bool]
    purpose: str

    def concerns(self, group: str | None) -> bool:
        """False only if the group is known and not among those it speaks of."""
        return group is None or not self.groups or group in self.groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a report says of decisions with the remark or problem `codes`, word for word."""

    codes: tuple[str, ...]
    source: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Precise:
    """Where in a version the reference must be precise: the sections, and their chapter as a whole."""

    version: str
    act: str
    sections: tuple[str, ...]
    chapter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audiences:
    """All that the file says; immutable."""

    rows: tuple[Audience, ...]
    points: Mapping[tuple[str, str], tuple[LawRef, ...]]
    precise: tuple[Precise, ...]
    reports: tuple[Report, ...]

    def of(self, ref: LawRef, version: ActVersion) -> tuple[Audience, ...]:
        """The rows on the provision that is `ref` or contains it; empty where the file is silent."""
        return tuple(row for row in self.rows if row.version == version.id and row.ref.contains(ref))

    def within(self, ref: LawRef, version: ActVersion) -> tuple[Audience, ...]:
        """The rows on parts of `ref`: with several of them, `ref` alone does not tell which is meant."""
        inside = (row for row in self.rows if row.version == version.id and row.ref != ref)
        return tuple(row for row in inside if ref.contains(row.ref))

    def point(self, name: str, law: Law, on: date) -> tuple[LawRef, ...]:
        """The provisions of that name on that day; empty where the corpus has none."""
        versions = (law.version(act, on) for act in law.acts)
        return tuple(ref for v in versions if v for ref in self.points.get((name, v.id), ()))

    def scope(self, version: ActVersion) -> Precise | None:
        """Where the version must be referred to precisely."""
        return next((row for row in self.precise if row.version == version.id), None)


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Provision(_Model):
    act: str
    at: dict[str, tuple[str, ...]]
    groups: tuple[str, ...] = ()
    speaks_of: str = ""
    needs: dict[str, bool] = {}
    unless: dict[str, bool] = {}
    purpose: str = ""


class _Point(_Model):
    name: str
    act: str
    at: dict[str, tuple[str, ...]]


class _Precise(_Model):
    act: str
    versions: tuple[str, ...]
    sections: tuple[str, ...]
    chapter: str


class _Report(_Model):
    codes: tuple[str, ...]
    source: str
    quote: str


class _File(_Model):
    versions: dict[str, tuple[str, ...]] = {}
    sets: dict[str, tuple[str, ...]] = {}
    provision: tuple[_Provision, ...]
    point: tuple[_Point, ...]
    precise: tuple[_Precise, ...] = ()
    report: tuple[_Report, ...] = ()


@lru_cache(maxsize=1)
def default_audiences() -> Audiences:
    """The package's own file, read once."""
    return load_audiences()


def load_audiences(
    path: Traversable | Path | None = None,
    law: Law | None = None,
    lexicon: Lexicon | None = None,
    *,
    facts: Collection[str] | None = None,
) -> Audiences:
    """The file at `path` (default: the package's own), held against the law and the lexicon.

    Args:
        path: the file to read.
        law: the law that the places must exist in; by default the package's own.
        lexicon: the target groups that may be named; by default the package's own.
        facts: the names of facts that `needs` and `unless` may use; any if not given.

    Raises:
        CorpusError: names the row, what is wrong with it and how to mend it.
    """
    file = _read(path or files("corpus") / "law" / "audience.toml")
    law, lexicon = law or load_law(), lexicon or load_lexicon()
    groups = {name: _groups(f"sets.{name}", keys, {}, lexicon) for name, keys in file.sets.items()}
    for row in file.provision:
        _check_facts(row, facts)
    if missing := sorted(set(POINTS) - {point.name for point in file.point}):
        raise CorpusError(f"{_WHERE}: punktet {missing[0]!r} mangler; tilføj et [[point]] med det navn.")
    return Audiences(
        rows=tuple(r for row in file.provision for r in _rows(row, file, groups, law, lexicon)),
        points=MappingProxyType(_points(file, law)),
        precise=tuple(_scope(row, id_, law) for row in file.precise for id_ in _unfolded(row.versions, file.versions)),
        reports=tuple(Report(codes=r.codes, source=r.source, quote=r.quote) for r in file.report),
    )


def _read(path: Traversable | Path) -> _File:
    try:
        return _File.model_validate(tomllib.loads(read_text(path)))
    except tomllib.TOMLDecodeError as exc:
        raise CorpusError(f"{_WHERE} er ikke gyldig TOML ({exc}); ret filen.") from exc
    except ValidationError as exc:
        raise CorpusError(f"{_WHERE}: {first_mistake(exc)}; ret filen.") from exc


def _rows(
    row: _Provision, file: _File, sets: Mapping[str, tuple[str, ...]], law: Law, lexicon: Lexicon
) -> Iterator[Audience]:
    groups = _groups(next(iter(row.at), "?"), row.groups, sets, lexicon)
    if groups and not row.speaks_of.strip():
        raise CorpusError(f"{_WHERE}: {next(iter(row.at))} mangler speaks_of; skriv, hvem bestemmelsen gælder.")
    for version, ref in _places(row.act, row.at, file.versions, law):
        yield Audience(
            ref=ref,
            version=version,
            groups=groups,
            speaks_of=row.speaks_of.strip(),
            needs=MappingProxyType(row.needs),
            unless=MappingProxyType(row.unless),
            purpose=row.purpose,
        )


def _points(file: _File, law: Law) -> dict[tuple[str, str], tuple[LawRef, ...]]:
    points: dict[tuple[str, str], tuple[LawRef, ...]] = {}
    for point in file.point:
        if point.name not in POINTS:
            raise CorpusError(f"{_WHERE}: punktet {point.name!r} kendes ikke; brug et af: {', '.join(POINTS)}.")
        for version, ref in _places(point.act, point.at, file.versions, law):
            points[point.name, version] = (*points.get((point.name, version), ()), ref)
    return points


def _places(
    act: str, at: Mapping[str, Sequence[str]], versions: Mapping[str, tuple[str, ...]], law: Law
) -> Iterator[tuple[str, LawRef]]:
    """Each place with its version, checked to exist there, in its precise form."""
    for place, names in at.items():
        try:
            ref = parse(f"{act} {place}")
        except QuestionError as exc:
            raise CorpusError(f"{_WHERE}: {exc}") from exc
        for id_ in _unfolded(names, versions):
            version = _version(id_, act, law)
            found = law.lookup(ref, version.in_force_from)
            if found.version is not version or found.status is not Status.EXISTS:
                raise CorpusError(
                    f"{_WHERE}: {ref} findes ikke i {id_}; ret henvisningen, eller fjern versionen fra at."
                )
            yield id_, found.canonical


def _unfolded(names: Sequence[str], sets: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The names, with each "@set" replaced by what is in it; an unknown set stays as it is."""
    for name in names:
        yield from sets.get(name[1:], (name,)) if name.startswith("@") else (name,)


def _version(id_: str, act: str, law: Law) -> ActVersion:
    version = law.version_by_id(id_)
    if version is None or version.act != act:
        raise CorpusError(f"{_WHERE}: {id_!r} er ikke en version af {act}; brug et id fra acts.toml.")
    return version


def _scope(row: _Precise, id_: str, law: Law) -> Precise:
    version = _version(id_, row.act, law)
    if gone := next((section for section in row.sections if section not in version.sections), None):
        raise CorpusError(f"{_WHERE}: {row.act} § {gone} findes ikke i {id_}; ret sections.")
    if row.chapter not in {section.chapter for section in version.sections.values()}:
        raise CorpusError(f"{_WHERE}: kapitel {row.chapter} findes ikke i {id_}; ret chapter.")
    return Precise(version=id_, act=row.act, sections=row.sections, chapter=row.chapter)


def _groups(where: str, names: Sequence[str], sets: Mapping[str, tuple[str, ...]], lexicon: Lexicon) -> tuple[str, ...]:
    """The group keys, with each "@set" unfolded."""
    keys = tuple(_unfolded(names, sets))
    if missing := next((key for key in keys if key.startswith("@")), None):
        raise CorpusError(f"{_WHERE}: {where}: sættet {missing!r} findes ikke; skriv det under [sets].")
    if unknown := next((key for key in keys if key not in lexicon.keys), None):
        raise CorpusError(
            f"{_WHERE}: {where}: målgruppen {unknown!r} kendes ikke; brug en nøgle fra target_groups.toml."
        )
    return tuple(dict.fromkeys(keys))


def _check_facts(row: _Provision, facts: Collection[str] | None) -> None:
    named = (*row.needs, *row.unless)
    if facts is not None and (unknown := next((name for name in named if name not in facts), None)):
        raise CorpusError(
            f"{_WHERE}: {next(iter(row.at))}: {unknown!r} er ikke et faktum i en sag; brug et navn fra CaseFacts."
        )
