"""Whether a question belongs to the sources; a doubtful one is left to the search."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.understanding.cues import found
from assistant.understanding.likeness import telling_words
from assistant.understanding.tables import ScopeRow, Tables
from assistant.understanding.turns import asks_barely_more

_SHORT = 7
# Topics whose words are used of many things: how long, how many hours, on which terms.
_ASKED_ANYWHERE = {"duration", "weekly_hours", "terms", "conditions", "purpose", "application"}
# Log-odds below which a question is taken for one that belongs elsewhere. Chosen on the dev halves.
_UNLIKE, _UNLIKE_ON_TOPIC, _UNLIKE_OF_SOMEBODY, _UNLIKE_IN_FIELD, _UNLIKE_IN_CASE = -0.5, -1.0, -2.0, -3.0, -8.0
# Log-odds above which one is left to the search though it names nothing of ours. Chosen on the dev halves.
_ALIKE = 4.0
# What a word that our bank does not use takes from the likeness where neither our field nor a citizen of ours is named:
# other fields have complaints, deadlines and insurances too. A long story has many such words, so only the first count.
# Chosen on the dev halves.
_STRANGE, _STRANGE_WORDS = 1.0, 2
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
    """What the other parts found that speaks for a question of our field.

    `named` is False for a follow-up that itself names neither a topic nor a fact of ours. `placement` is True where
    the facts are of a placement, not only of a citizen; `within_case` for a short turn in a conversation that has
    begun; `asks` is False for words that only tell of a citizen; `likeness` is the log-odds that the question
    resembles those we answer, `strange` the words that these do not use, and `typical` is True where it is one of
    them (`assistant.understanding.likeness`).
    """

    topics: tuple[str, ...] = ()
    group: bool = False
    facts: bool = False
    mentions: bool = False
    follow_up: bool = False
    named: bool = True
    placement: bool = False
    within_case: bool = False
    asks: bool = True
    likeness: float = 0.0
    strange: tuple[str, ...] = ()
    typical: bool = False

    @property
    def case(self) -> bool:
        """True if a topic of ours is asked about of somebody's case, wherever it takes place."""
        return bool(self.topics) and (self.group or self.facts)


def scope_reading(plain: str, tables: Tables, signs: Signs, words: Sequence[str]) -> ScopeReading:
    """The scope of a folded question."""
    order = _row(tables.instruction, plain)
    if order:
        return ScopeReading(scope=Scope.INSTRUCTION, reason=order.key)
    if signs.typical:
        return ScopeReading(scope=Scope.IN)
    in_field = bool(found(tables.field, plain)) or signs.mentions
    outside = _outside(tables, plain, signs, in_field)
    if outside:
        return ScopeReading(scope=Scope.OUT, reason=outside.key, nearest=outside.nearest)
    talk = _row(tables.small_talk, plain)
    if talk and len(words) <= _SHORT and not (in_field or signs.topics or signs.follow_up or signs.group):
        return ScopeReading(scope=Scope.SMALL_TALK, reason=talk.key)
    of_somebody = bool(found(tables.somebody, plain))
    doubted = not (in_field or signs.group or signs.placement or signs.within_case)
    likeness = signs.likeness - (_strangeness(signs, tables) if doubted else 0.0)
    if likeness < _floor(signs, in_field=in_field, of_somebody=of_somebody) and not _only_ours(plain, tables, signs):
        return ScopeReading(scope=Scope.OUT, reason="general")
    if in_field or signs.topics or signs.follow_up:
        return ScopeReading(scope=Scope.IN)
    if found(tables.documents, plain) or signs.group or signs.facts:
        return ScopeReading(scope=Scope.IN)
    leans = signs.within_case and asks_barely_more(plain)
    near = signs.likeness > _ALIKE or bool(found(tables.near, plain))
    if len(words) >= _TELLING and not near and not leans:
        return ScopeReading(scope=Scope.OUT, reason="general")
    return ScopeReading(scope=Scope.UNCLEAR)


def _floor(signs: Signs, *, in_field: bool, of_somebody: bool) -> float:
    """How unlike our own questions one may be: the more else speaks for it, the more."""
    if signs.mentions or signs.follow_up or (signs.group and not signs.asks):
        return -math.inf
    if signs.topics and (signs.within_case or (signs.group and (in_field or signs.placement))):
        return _UNLIKE_IN_CASE
    if in_field or signs.placement or signs.within_case or (of_somebody and (signs.group or signs.topics)):
        return _UNLIKE_IN_FIELD
    if of_somebody or (signs.group and signs.topics):
        return _UNLIKE_OF_SOMEBODY
    return _UNLIKE_ON_TOPIC if set(signs.topics) - _ASKED_ANYWHERE else _UNLIKE


def _only_ours(plain: str, tables: Tables, signs: Signs) -> bool:
    """True if all that is told stands in the cues of a topic of ours, and nothing else is named ("klagefristen?")."""
    wanted = set(signs.topics) - _ASKED_ANYWHERE
    rows = [row for row in tables.topics if row.key in wanted]
    matches = [match for row in rows for cue in (*row.strong, *row.weak) if (match := cue.search(plain))]
    told = telling_words(plain)
    return bool(told) and all(any(one.start() <= word.start() < one.end() for one in matches) for word in told)


def _strangeness(signs: Signs, tables: Tables) -> float:
    """What the words that are neither our bank's nor a cue of ours take from the likeness."""
    cues = tables.documents + tuple(cue for row in tables.topics for cue in (*row.strong, *row.weak))
    return _STRANGE * min(_STRANGE_WORDS, sum(not found(cues, word) for word in signs.strange))


def _outside(tables: Tables, plain: str, signs: Signs, in_field: bool) -> ScopeRow | None:
    moved = signs.within_case and signs.follow_up and bool(found(tables.workplace, plain))
    for row in tables.outside:
        # "… så hun kan skrive det på cv" tells of a placement; it asks for nothing to be written.
        if (row.key == "creative" and signs.group and signs.placement) or row.yields_to & set(signs.topics):
            continue
        if not row.always and (moved or in_field or found(tables.documents, plain)):
            continue
        if not row.always and ((signs.follow_up and signs.named) if row.key != "general" else signs.case):
            continue
        if found(row.cues, plain) and not found(row.unless, plain):
            return row
    return None


def _row(rows: Sequence[ScopeRow], plain: str) -> ScopeRow | None:
    return next((row for row in rows if found(row.cues, plain) and not found(row.unless, plain)), None)
