"""The rules to be browsed: versions with their references and numbers, the groups they treat, and how one decides."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.answer import FindingOut, finding_out
from assistant.case import CaseFacts
from assistant.check import apply_rule
from assistant.finding import Verdict
from assistant.knowledge import Knowledge
from assistant.provisions.application import fill, known_facts
from assistant.texts import FACT_LABELS, fact_value
from corpus.passage import Wording
from corpus.rule import Condition, Quantity, Rule, RuleVersion
from corpus.rule import Row as TableRow

# The matrix tells what a rule says of a group before anything else is known.
_TREATED = ("target_group", "duration", "extension", "repeated", "availability_test", "self_found", "paid_hours")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GroupOut(_Frozen):
    """A target group on a day: its key, its name, and its place in the act where it has one."""

    key: str
    name: str
    reference: str | None


class ValueOut(_Frozen):
    """A number of the law with its unit, the provision that sets it, and the groups it is for (none: all)."""

    name: str
    value: Decimal
    unit: str
    reference: str
    groups: tuple[str, ...]


class ProvisionOut(_Frozen):
    """A provision as it stood on a day: the act's own words, or ours."""

    reference: str
    text: str
    wording: Wording
    source: str
    start: int
    end: int


class RuleVersionOut(_Frozen):
    """A rule from `starts` until the day before `until`; the last one is open."""

    starts: date
    until: date | None
    in_force: bool
    general: str
    references: tuple[str, ...]
    values: tuple[ValueOut, ...]
    weigh: tuple[str, ...]
    notices: tuple[str, ...]
    verified_on: date


class RuleOut(_Frozen):
    """A rule with its versions, oldest first; `facts` are the facts it may need, by name."""

    id: str
    title: str
    question: str
    topics: tuple[str, ...]
    facts: tuple[str, ...]
    versions: tuple[RuleVersionOut, ...]

    def version(self, on: date) -> RuleVersionOut | None:
        """The version of that day; None before the first day that is covered."""
        return next((v for v in self.versions if v.starts <= on and (v.until is None or on < v.until)), None)


class Cell(_Frozen):
    """What one rule says of one group before anything else is known of the case."""

    rule: str
    title: str
    group: str
    verdict: Verdict
    limit_weeks: int | None
    reason: str


class Step(_Frozen):
    """One step of a rule on a case: what it asks, and whether that holds; None where a fact is missing.

    `decides` is True for the step that gave the finding.
    """

    text: str
    holds: bool | None
    decides: bool = False


class Trace(_Frozen):
    """How a rule came to its finding."""

    finding: FindingOut
    steps: tuple[Step, ...]


def rules_out(knowledge: Knowledge) -> tuple[RuleOut, ...]:
    """Every rule, in the order in which findings are given."""
    return tuple(_rule(rule) for rule in knowledge.rulebook.rules)


def groups_out(knowledge: Knowledge, on: date) -> tuple[GroupOut, ...]:
    """The target groups that the law knows on that day, in its order."""
    found = []
    for key in knowledge.lexicon.keys:
        number = knowledge.lexicon.group(key).number(on)
        if number is not None:
            found.append((number, GroupOut(key=key, name=knowledge.lexicon.display(key, on), reference=str(number))))
    return tuple(group for _, group in sorted(found, key=lambda pair: (pair[0].key, pair[1].key)))


def matrix_out(knowledge: Knowledge, on: date) -> tuple[Cell, ...]:
    """What each rule that treats the groups differently says of each group on that day."""
    groups = groups_out(knowledge, on)
    rules = [rule for rule in knowledge.rulebook.about(_TREATED) if "target_group" in rule.facts]
    rows = [_cells(rule, groups, knowledge, on) for rule in rules]
    # A row that says the same of everybody, or nothing that day, is no help in telling groups apart.
    return tuple(cell for row in rows if len({(c.verdict, c.limit_weeks) for c in row}) > 1 for cell in row)


def _cells(rule: Rule, groups: Sequence[GroupOut], knowledge: Knowledge, on: date) -> list[Cell]:
    cells = []
    for group in groups:
        case = CaseFacts(target_group=group.key)
        found = apply_rule(rule.id, case, knowledge.rulebook, on, lexicon=knowledge.lexicon)
        cells.append(
            Cell(
                rule=rule.id,
                title=rule.title,
                group=group.key,
                verdict=found.verdict,
                limit_weeks=found.limit_weeks,
                reason=found.reason,
            )
        )
    return cells


def trace_out(rule_id: str, case: CaseFacts, knowledge: Knowledge, on: date) -> Trace:
    """How the rule comes to its finding on the case, step by step.

    Raises:
        CorpusError: no rule has the id.
    """
    finding = apply_rule(rule_id, case, knowledge.rulebook, on, lexicon=knowledge.lexicon)
    rule = knowledge.rulebook.rule(rule_id)
    version = rule.version(on)
    steps = tuple(_steps(rule, version, case, knowledge, on)) if version and version.in_force else ()
    return Trace(finding=finding_out(finding, case.target_group), steps=steps)


def _steps(rule: Rule, version: RuleVersion, case: CaseFacts, knowledge: Knowledge, on: date) -> Iterator[Step]:
    facts, names = known_facts(case), {key: knowledge.lexicon.display(key, on) for key in knowledge.lexicon.keys}
    if rule.shape == "decision_table":
        yield from _table_steps(version.rows, facts, names)
        return
    for fact in rule.facts:
        known = fact in facts
        value = fact_value(fact, facts[fact], names) if known else "ikke oplyst"
        yield Step(text=f"{FACT_LABELS[fact]}: {value}", holds=known or None)
    for quantity in version.quantities:
        if not quantity.groups or case.target_group in quantity.groups:
            yield Step(text=f"Loven siger {_amount(quantity)} ({quantity.reference})", holds=True)


def _table_steps(rows: Sequence[TableRow], facts: dict[str, Any], names: dict[str, str]) -> Iterator[Step]:
    decided = False
    for row in rows:
        held = _held(row, facts)
        decides = bool(held) and not decided
        decided = decided or held is not False
        asked = [_asked(condition, names) for condition in row.when]
        yield Step(text="Hvis " + " og ".join(asked) if asked else "I alle andre tilfælde", holds=held, decides=decides)
        if decides:
            return


def _held(row: TableRow, facts: dict[str, Any]) -> bool | None:
    known = [condition.holds(facts[condition.fact]) for condition in row.when if condition.fact in facts]
    if not all(known):
        return False
    missing = [condition.fact for condition in row.when if condition.fact not in facts]
    if any(fact in row.never_ask for fact in missing):
        return False
    return None if missing else True


def _asked(condition: Condition, names: dict[str, str]) -> str:
    label = FACT_LABELS[condition.fact]
    if condition.only:
        return f"{label} kun er {_either(condition.fact, condition.only, names)}"
    if condition.any_of:
        return f"{label} er {_either(condition.fact, condition.any_of, names)}"
    bounds = {
        "over": condition.above,
        "mindst": condition.at_least,
        "under": condition.below,
        "højst": condition.at_most,
    }
    told = [f"{word} {fact_value(condition.fact, bound)}" for word, bound in bounds.items() if bound is not None]
    return f"{label} er {' og '.join(told)}"


def _either(fact: str, values: Sequence[object], names: dict[str, str]) -> str:
    return " eller ".join(fact_value(fact, (v,) if fact == "purposes" else v, names) for v in values)


def _amount(quantity: Quantity) -> str:
    return f"{fill('{n}', {'n': quantity.value})} {quantity.unit}"


def _rule(rule: Rule) -> RuleOut:
    return RuleOut(
        id=rule.id,
        title=rule.title,
        question=rule.question,
        topics=rule.topics,
        facts=rule.facts,
        versions=tuple(_version(version) for version in rule.versions),
    )


def _version(version: RuleVersion) -> RuleVersionOut:
    return RuleVersionOut(
        starts=version.starts,
        until=version.until,
        in_force=version.in_force,
        general=version.general,
        references=tuple(str(ref) for ref in version.references),
        values=tuple(
            ValueOut(name=q.name, value=q.value, unit=q.unit, reference=str(q.reference), groups=q.groups)
            for q in version.quantities
        ),
        weigh=version.weigh,
        notices=version.notices,
        verified_on=version.verified_on,
    )
