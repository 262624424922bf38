"""The word lists that understanding reads, as checked and compiled tables.

Loaded once per process from the package's own data; a test passes a broken folder.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.case import CaseFacts
from assistant.understanding.cues import Cue, compiled
from corpus.errors import CorpusError
from corpus.lexicon import read_word_file
from corpus.reference import LawRef, parse

STRONG, WEAK = 3, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """The words of one topic; `sections` are provisions about it (`alone`: even with nothing else said).

    `first` puts it ahead of every other topic: a neighbouring field ("nytteindsats") that the rest is asked about.
    `alone` lets no topic that is only implied stand beside it: its months and numbers are of no placement.
    """

    key: str
    strong: tuple[Cue, ...]
    weak: tuple[Cue, ...]
    unless: tuple[Cue, ...]
    keep: tuple[Cue, ...]
    first: bool
    alone: bool
    needs: tuple[Cue, ...]
    sections: tuple[LawRef, ...]
    sections_alone: tuple[LawRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """The words that state one fact; `flips` is whether "ikke" before them states the opposite."""

    fact: str
    value: bool | str
    cues: tuple[Cue, ...]
    unless: tuple[Cue, ...]
    needs: tuple[Cue, ...]
    flips: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeRow:
    """The words of one field outside the sources, of small talk, or of an order to the assistant."""

    key: str
    cues: tuple[Cue, ...]
    unless: tuple[Cue, ...] = ()
    always: bool = True
    nearest: str = ""
    yields_to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """All word lists; immutable."""

    topics: tuple[TopicRow, ...]
    facts: tuple[FactRow, ...]
    field: tuple[Cue, ...]
    documents: tuple[Cue, ...]
    near: tuple[Cue, ...]
    somebody: tuple[Cue, ...]
    workplace: tuple[Cue, ...]
    reports: tuple[Cue, ...]
    outside: tuple[ScopeRow, ...]
    small_talk: tuple[ScopeRow, ...]
    instruction: tuple[ScopeRow, ...]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Topic(_Row):
    key: str
    first: bool = False
    alone: bool = False
    strong: tuple[str, ...] = Field(min_length=1)
    weak: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    sections_alone: tuple[str, ...] = ()


class _TopicsFile(_Row):
    topic: tuple[_Topic, ...] = Field(min_length=1)


class _Fact(_Row):
    fact: str
    value: bool
    cues: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    negated: Literal["flip", "drop"] = "flip"


class _Purpose(_Row):
    value: str
    cues: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class _FactsFile(_Row):
    fact: tuple[_Fact, ...] = Field(min_length=1)
    purpose: tuple[_Purpose, ...] = Field(min_length=1)


class _Inside(_Row):
    name: Literal["field", "documents", "near", "reports", "somebody", "workplace"]
    cues: tuple[str, ...] = Field(min_length=1)


class _Outside(_Row):
    key: str
    always: bool
    cues: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    nearest: str = ""
    yields_to: tuple[str, ...] = ()


class _Remark(_Row):
    key: str
    cues: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()


class _ScopeFile(_Row):
    inside: tuple[_Inside, ...] = Field(min_length=3)
    outside: tuple[_Outside, ...] = Field(min_length=1)
    small_talk: tuple[_Remark, ...] = Field(min_length=1)
    instruction: tuple[_Remark, ...] = Field(min_length=1)


@lru_cache(maxsize=1)
def default_tables() -> Tables:
    """The package's own tables, read once: they do not change while the program runs."""
    return load_tables()


def load_tables(root: Traversable | Path | None = None) -> Tables:
    """The tables in the folder `root` (default: the package's own).

    Raises:
        CorpusError: a file is missing or wrong; the message names the file and the mend.
    """
    folder = root if root is not None else files("corpus") / "lexicon"
    facts = read_word_file(folder / "facts.toml", _FactsFile)
    scope = read_word_file(folder / "scope.toml", _ScopeFile)
    topics = read_word_file(folder / "topics.toml", _TopicsFile)
    return Tables(
        topics=tuple(_topic(row) for row in topics.topic),
        facts=tuple(_fact(row) for row in facts.fact) + tuple(_purpose(row) for row in facts.purpose),
        field=_inside(scope, "field"),
        documents=_inside(scope, "documents"),
        near=_inside(scope, "near"),
        somebody=_inside(scope, "somebody"),
        workplace=_inside(scope, "workplace"),
        reports=_inside(scope, "reports"),
        outside=tuple(
            ScopeRow(
                key=row.key,
                cues=compiled(row.cues),
                unless=compiled(row.unless),
                always=row.always,
                nearest=row.nearest,
                yields_to=frozenset(row.yields_to),
            )
            for row in scope.outside
        ),
        small_talk=tuple(_remark(row) for row in scope.small_talk),
        instruction=tuple(_remark(row) for row in scope.instruction),
    )


def _topic(row: _Topic) -> TopicRow:
    return TopicRow(
        key=row.key,
        first=row.first,
        alone=row.alone,
        strong=compiled(row.strong),
        weak=compiled(row.weak),
        unless=compiled(row.unless),
        keep=compiled(row.keep),
        needs=compiled(row.needs),
        sections=tuple(parse(ref) for ref in row.sections),
        sections_alone=tuple(parse(ref) for ref in row.sections_alone),
    )


def _fact(row: _Fact) -> FactRow:
    if row.fact not in CaseFacts.model_fields:
        raise CorpusError(f"corpus/lexicon/facts.toml: {row.fact!r} er ikke et felt i en sag; ret navnet.")
    return FactRow(
        fact=row.fact,
        value=row.value,
        cues=compiled(row.cues),
        unless=compiled(row.unless),
        needs=compiled(row.needs),
        flips=row.negated == "flip",
    )


def _purpose(row: _Purpose) -> FactRow:
    try:
        CaseFacts.model_validate({"purposes": (row.value,)})
    except ValidationError as exc:
        raise CorpusError(f"corpus/lexicon/facts.toml: formålet {row.value!r} findes ikke; ret navnet.") from exc
    return FactRow(
        fact="purposes",
        value=row.value,
        cues=compiled(row.cues),
        unless=compiled(row.unless),
        needs=compiled(row.needs),
        flips=False,
    )


def _inside(scope: _ScopeFile, name: str) -> tuple[Cue, ...]:
    return compiled(tuple(text for row in scope.inside if row.name == name for text in row.cues))


def _remark(row: _Remark) -> ScopeRow:
    return ScopeRow(key=row.key, cues=compiled(row.cues), unless=compiled(row.unless))
