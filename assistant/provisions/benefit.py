"""A placement follows the benefit: it ends with it, and a shift brings the new group's limits."""

from dataclasses import replace
from datetime import date

from assistant.case import CaseFacts
from assistant.finding import Finding, Verdict
from assistant.provisions.application import Application, ordered
from assistant.provisions.duration import DURATION
from assistant.provisions.period import impossible_dates, latest_end, whole_period


def benefit_shift(a: Application) -> Finding:
    """Whether a placement may go on when the citizen moves to another group.

    »… den samlede varighed af tilbuddet før og efter ydelsesskiftet kan ikke overstige
    de varighedsbegrænsninger, der gælder for denne målgruppe …« (LAB § 55, stk. 3). The
    limit is that of the rule on duration for the new group; the other conditions of the
    new group remain to be weighed.
    """
    new = a.case.new_target_group
    if new is None:
        return a.missing("new_target_group")
    duration = a.judge(DURATION, a.case.model_copy(update={"target_group": new, "extension": None}))
    references = ordered(*a.version.references, *duration.references)
    name = {
        Verdict.BREACHED: "breached",
        Verdict.NOT_APPLICABLE: "no_placement",
        Verdict.MISSING_FACT: "missing",
    }.get(duration.verdict, "weighed")
    verdict = {"breached": Verdict.BREACHED, "no_placement": Verdict.BREACHED, "missing": Verdict.MISSING_FACT}
    reason = a.text(name, new_group=a.group_name(new))
    if name != "no_placement":
        reason = f"{reason} {duration.reason}"
    return a.finding(
        verdict.get(name, Verdict.NEEDS_ASSESSMENT),
        reason,
        general=reason if name == "missing" else a.version.general,
        references=references,
        missing=duration.missing,
        weigh=a.version.weigh if name == "weighed" else (),
        limit_weeks=duration.limit_weeks,
        latest_end=duration.latest_end,
        computed=duration.computed,
        notices=ordered(*a.version.notices, *duration.notices),
    )


def benefit_end(a: Application) -> Finding:
    """Whether the last day of the placement lies within the right to the benefit (LAB § 55, stk. 1)."""
    if a.group is None:
        return a.missing("target_group")
    if a.group in a.version.groups["follows_chapter"]:
        return a.finding(Verdict.NOT_APPLICABLE, a.text("follows_chapter"))
    if a.group not in a.version.groups["bound"]:
        return a.finding(Verdict.NOT_APPLICABLE, a.text("not_bound"))
    if a.case.benefit_until is None:
        return a.missing("benefit_until")
    last = _last_day(a.case)
    if last is None and (earliest := _earliest_end(a.case, a.on)) and earliest > a.case.benefit_until:
        last = earliest
    if last is None:
        return replace(a.missing("end"), latest_end=a.case.benefit_until)
    name = "met" if last <= a.case.benefit_until else "breached"
    reason = a.text(name, until=a.case.benefit_until)
    return a.finding(Verdict(name), reason, latest_end=a.case.benefit_until)


def _earliest_end(case: CaseFacts, on: date) -> date | None:
    """The last day if the placement began today: one that begins later ends later still."""
    period = whole_period(case)
    return latest_end(on, period.weeks) if period and case.start is None and case.weeks_used is None else None


def _last_day(case: CaseFacts) -> date | None:
    if case.end is not None:
        return None if impossible_dates(case) else case.end
    period = whole_period(case)
    return latest_end(case.start, period.weeks) if period else None
