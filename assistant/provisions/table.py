"""The shape of most rules: a decision table in data, read from the top.

A row holds, fails, or cannot be told for want of a fact. The first row that is not sure
to fail decides: if it cannot be told, its unknown facts are asked for, unless every row
that may still decide says the same.
"""

from typing import Any

from assistant.finding import Finding, Verdict
from assistant.provisions.application import Application, known_facts
from corpus.rulebook import Row


def decision_table(a: Application) -> Finding:
    """The finding of the first row that holds."""
    facts = known_facts(a.case)
    possible = _possible(a.version.rows, facts)
    first = possible[0]
    if len(possible) > 1 and any((row.verdict, row.text) != (first.verdict, first.text) for row in possible):
        return a.missing(*_unknown(first, facts))
    return _decided(a, first, facts)


def _decided(a: Application, row: Row, facts: dict[str, Any]) -> Finding:
    verdict = Verdict(row.verdict)
    limit = a.version.quantity("limit", a.group) if verdict is Verdict.MET else None
    return a.finding(
        verdict,
        a.fill(row.text, facts),
        references=row.references,
        weigh=row.weigh,
        notices=(*a.version.notices, *row.notices),
        limit_weeks=int(limit.value) if limit else None,
    )


def _possible(rows: tuple[Row, ...], facts: dict[str, Any]) -> list[Row]:
    """The rows that may decide: those that cannot be told, down to the first that holds."""
    possible = []
    for row in rows:
        held = _holds(row, facts)
        if held is not False:
            possible.append(row)
        if held:
            break
    return possible


def _holds(row: Row, facts: dict[str, Any]) -> bool | None:
    known = [condition.holds(facts[condition.fact]) for condition in row.when if condition.fact in facts]
    unknown = [condition.fact for condition in row.when if condition.fact not in facts]
    if not all(known) or any(fact in row.never_ask for fact in unknown):
        return False
    return None if unknown else True


def _unknown(row: Row, facts: dict[str, Any]) -> list[str]:
    return [condition.fact for condition in row.when if condition.fact not in facts]


def statement(a: Application) -> Finding:
    """A duty that the checker cannot see the facts of: what the caseworker must see to."""
    return a.finding(Verdict.NEEDS_ASSESSMENT, a.version.general, weigh=a.version.weigh)
