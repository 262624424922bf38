"""The facts that words state: self-found, latest employer, same function, purposes and the like.

What is denied is False or unknown, never True.
"""

import re
from typing import Any

from assistant.understanding.cues import denied, found
from assistant.understanding.employers import employer_facts, formerly
from assistant.understanding.tables import FactRow, Tables

_PLACED_BEFORE = re.compile(
    r"\b(?:varet|var|haft|efter|ny|nyt|endnu|anden|tredje|forste)\W+(?:\w+\W+){0,3}?(?:\w*praktik\w*|vp|forlob)\b"
    r"|\b(?:praktik\w*|vp) igen\b"
)


def stated_facts(plain: str, tables: Tables, known: str = "") -> dict[str, Any]:
    """The facts of a case that the folded text states, by field name.

    Args:
        plain: the folded text.
        tables: the word lists.
        known: folded words for what is known of the citizen: they need not be said again ("hun er fyret").
    """
    facts: dict[str, Any] = {}
    for row in tables.facts:
        if row.fact in facts and row.fact != "purposes":
            continue
        value = _stated(row, plain, known)
        if value is None:
            continue
        facts[row.fact] = _gathered(facts, value) if row.fact == "purposes" else value
    if facts.get("latest_employer") and formerly(plain):
        del facts["latest_employer"]
        if not _PLACED_BEFORE.search(plain):
            # The place is compared with that of a job, not of a placement.
            facts.pop("same_company", None)
    return _belonging(_in_order(facts, employer_facts(plain)), plain)


def _in_order(facts: dict[str, Any], jobs: dict[str, Any]) -> dict[str, Any]:
    """The facts, with what the order of the employments says put on top; words for not the latest stay."""
    if not jobs or facts.get("latest_employer") is False:
        return facts
    joined = {name: value for name, value in (facts | jobs).items() if value is not None}
    if joined.get("latest_employer"):
        # The place is the same as that of a job, not of a placement.
        joined.pop("same_company", None)
    return joined


def _gathered(facts: dict[str, Any], purpose: object) -> tuple[object, ...]:
    return tuple(dict.fromkeys((*facts.get("purposes", ()), purpose)))


def _stated(row: FactRow, plain: str, known: str) -> bool | str | None:
    """What the row makes of the text; None where it says nothing."""
    if found(row.unless, plain) or (row.needs and not found(row.needs, f"{plain} {known}")):
        return None
    for cue in row.cues:
        match = cue.search(plain)
        if match is None:
            continue
        if row.value is False or not denied(plain, match.start()):
            return row.value
        return (not row.value) if row.flips and isinstance(row.value, bool) else None
    return None


def _belonging(facts: dict[str, Any], plain: str) -> dict[str, Any]:
    """Facts that mean something else beside each other, put where they belong.

    "Samme funktion" beside paid hours is said of the hours; a denied repetition says nothing of
    an availability test that is not made.
    """
    if facts.get("paid_hours") and "same_function" in facts:
        facts["paid_hours_same_function"] = facts.pop("same_function")
    if facts.get("availability_test") is False:
        facts["purposes"] = tuple(p for p in facts.get("purposes", ()) if p != "availability")
    if facts.get("employed_there"):
        facts.pop("latest_employer", None)
        if not _PLACED_BEFORE.search(plain):
            # "tilbage samme sted" is said of the job.
            facts = {name: value for name, value in facts.items() if name not in ("repeated", "same_company")}
    return {name: value for name, value in facts.items() if value != ()}
