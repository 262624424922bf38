"""The verdict of a rule, and the finding that carries it to the answer."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from corpus.reference import LawRef


class Verdict(StrEnum):
    """What a rule says of a case. There is no default and no bool."""

    MET = "met"
    BREACHED = "breached"
    NEEDS_ASSESSMENT = "needs_assessment"
    MISSING_FACT = "missing_fact"
    NOT_APPLICABLE = "not_applicable"
    NOT_IN_FORCE = "not_in_force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule applied to one case on one day.

    `reason` is a whole Danish sentence a caseworker can read alone; every number and
    every legal statement in it is supported by `references`, which exist in the
    version in force on `on`. `missing` names fields of `CaseFacts`. `weigh` is what the
    caseworker must weigh where the verdict is `NEEDS_ASSESSMENT`. `general` states the
    rule itself, for an answer that has no facts yet. `limit_weeks` and `latest_end` are
    set by the rules on time only (weeks, and the last calendar day); `later_end` is the last day
    if an exception that is not decided turns out to hold. `computed` lists the
    numbers in `reason` that the rule worked out itself and that therefore stand neither
    in the law nor in the case (10 places for 50 employees). `notices` tells what is
    uncertain about the rule on that day; `changes` are the days on which the rule changes
    while the placement is going on.
    """

    rule: str
    title: str
    topics: tuple[str, ...]
    verdict: Verdict
    reason: str
    on: date
    references: tuple[LawRef, ...] = ()
    general: str = ""
    missing: tuple[str, ...] = ()
    weigh: tuple[str, ...] = ()
    limit_weeks: int | None = None
    latest_end: date | None = None
    later_end: date | None = None
    computed: tuple[Decimal, ...] = ()
    notices: tuple[str, ...] = ()
    changes: tuple[date, ...] = ()
