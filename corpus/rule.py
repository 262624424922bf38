"""A rule and its versions: the nouns of the rulebook, without files."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol

from corpus.errors import CorpusError
from corpus.lexicon import Lexicon
from corpus.reference import LawRef

Fact = bool | str | Decimal | date | tuple[str, ...]


class Found(Protocol):
    """What a look-up in the law answers."""

    @property
    def status(self) -> Enum:
        """EXISTS where the provision exists."""


class LawLookup(Protocol):
    """The part of `corpus.provisions.Law` that the rules are held against."""

    def lookup(self, ref: LawRef, on: date) -> Found:
        """What the law says of the provision on that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of the law with its unit and the provision that sets it, for some groups or (none named) all.

    `also` are provisions that the number rests on besides its own, where one § sends the reader on to another.
    """

    name: str
    value: Decimal
    unit: str
    reference: LawRef
    groups: tuple[str, ...] = ()
    also: tuple[LawRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a row of a decision table asks of one fact."""

    fact: str
    any_of: tuple[Fact, ...] = ()
    only: tuple[str, ...] = ()
    above: Decimal | date | None = None
    at_least: Decimal | date | None = None
    below: Decimal | date | None = None
    at_most: Decimal | date | None = None

    def holds(self, value: Any) -> bool:
        """True if the known value is as asked; a tuple holds if one of its members does (or all, for `only`)."""
        members = value if isinstance(value, tuple) else (value,)
        if self.only:
            return all(member in self.only for member in members)
        if self.any_of:
            return any(member in self.any_of for member in members)
        return all(self._within(member) for member in members)

    def _within(self, value: Any) -> bool:
        return (
            (self.above is None or value > self.above)
            and (self.at_least is None or value >= self.at_least)
            and (self.below is None or value < self.below)
            and (self.at_most is None or value <= self.at_most)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a decision table; the first that holds decides.

    A fact in `never_ask` that is not known makes the row fail instead of being asked for.
    """

    when: tuple[Condition, ...]
    verdict: str
    text: str
    references: tuple[LawRef, ...]
    weigh: tuple[str, ...]
    notices: tuple[str, ...]
    never_ask: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleVersion:
    """A rule as it stands from `starts` until the day before `until`.

    `groups` are sets of target groups by a name of the file's own.
    """

    starts: date
    until: date | None
    verified_on: date
    in_force: bool
    general: str
    references: tuple[LawRef, ...]
    notices: tuple[str, ...]
    weigh: tuple[str, ...]
    uses: tuple[str, ...]
    texts: Mapping[str, str]
    groups: Mapping[str, tuple[str, ...]]
    quantities: tuple[Quantity, ...]
    rows: tuple[Row, ...]

    def quantity(self, name: str, group: str | None = None) -> Quantity | None:
        """The quantity of that name for the group, or None where the law gives it none."""
        named = (q for q in self.quantities if q.name == name)
        return next((q for q in named if not q.groups or group in q.groups), None)

    def holds_on(self, on: date) -> bool:
        """True if this is the version of that day."""
        return self.starts <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule with all its versions, oldest first."""

    id: str
    title: str
    question: str
    topics: tuple[str, ...]
    facts: tuple[str, ...]
    triggers: tuple[str, ...]
    shape: str
    versions: tuple[RuleVersion, ...]

    def version(self, on: date) -> RuleVersion | None:
        """The version of that day; None before the first day that the corpus covers."""
        return next((version for version in self.versions if version.holds_on(on)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Every rule, in the order in which findings are given, and the words that rules are written in."""

    rules: tuple[Rule, ...]
    topics: tuple[str, ...]
    lexicon: Lexicon

    def rule(self, rule_id: str) -> Rule:
        """The rule with that id.

        Raises:
            CorpusError: there is none.
        """
        found = next((rule for rule in self.rules if rule.id == rule_id), None)
        if found is None:
            raise CorpusError(f"reglen {rule_id!r} findes ikke i corpus/rules.")
        return found

    def about(self, topics: Collection[str]) -> tuple[Rule, ...]:
        """The rules on any of the topics."""
        return tuple(rule for rule in self.rules if set(rule.topics) & set(topics))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the assistant can do with a rule: the facts it knows, and its shapes.

    A shape is given with its placeholders, and the texts that it cannot do without.
    """

    facts: frozenset[str]
    placeholders: Mapping[str, frozenset[str]]
    texts: Mapping[str, frozenset[str]]
