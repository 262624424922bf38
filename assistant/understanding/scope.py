"""Whether a question belongs to the sources; a doubtful one is left to the search."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.understanding.cues import found
from assistant.understanding.tables import ScopeRow, Tables

_SHORT = 7
# Fewer words than this are too few to tell what is asked.
_TELLING = 4


class Scope(StrEnum):
    """What to do with a question. UNCLEAR: nothing known speaks for or against it; the search decides."""

    IN = "in"
    OUT = "out"
    SMALL_TALK = "small_talk"
    INSTRUCTION = "instruction"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeReading:
    """The scope, why (a key of `corpus/lexicon/scope.toml`), and the nearest thing that can be answered."""

    scope: Scope
    reason: str = ""
    nearest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What the other parts found that speaks for a question of our field."""

    topics: tuple[str, ...] = ()
    group: bool = False
    facts: bool = False
    mentions: bool = False
    follow_up: bool = False

    @property
    def case(self) -> bool:
        """True if a topic of ours is asked about of somebody's case, wherever it takes place."""
        return bool(self.topics) and (self.group or self.facts)


def scope_reading(plain: str, tables: Tables, signs: Signs, words: Sequence[str]) -> ScopeReading:
    """The scope of a folded question."""
    order = _row(tables.instruction, plain)
    if order:
        return ScopeReading(scope=Scope.INSTRUCTION, reason=order.key)
    in_field = bool(found(tables.field, plain)) or signs.mentions
    outside = _outside(tables, plain, signs, in_field)
    if outside:
        return ScopeReading(scope=Scope.OUT, reason=outside.key, nearest=outside.nearest)
    if in_field or signs.topics or signs.follow_up:
        return ScopeReading(scope=Scope.IN)
    talk = _row(tables.small_talk, plain)
    if talk and len(words) <= _SHORT and not signs.group:
        return ScopeReading(scope=Scope.SMALL_TALK, reason=talk.key)
    if found(tables.documents, plain) or signs.group or signs.facts:
        return ScopeReading(scope=Scope.IN)
    if len(words) >= _TELLING and not found(tables.near, plain):
        return ScopeReading(scope=Scope.OUT, reason="general")
    return ScopeReading(scope=Scope.UNCLEAR)


def _outside(tables: Tables, plain: str, signs: Signs, in_field: bool) -> ScopeRow | None:
    for row in tables.outside:
        if not row.always and (in_field or found(tables.documents, plain)):
            continue
        if not row.always and (signs.follow_up if row.key != "general" else signs.case):
            continue
        if found(row.cues, plain) and not found(row.unless, plain):
            return row
    return None


def _row(rows: Sequence[ScopeRow], plain: str) -> ScopeRow | None:
    return next((row for row in rows if found(row.cues, plain) and not found(row.unless, plain)), None)
