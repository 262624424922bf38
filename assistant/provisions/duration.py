"""How long the first period of a placement may be, and how it may be extended."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.case import CaseFacts
from assistant.finding import Finding, Verdict
from assistant.provisions.application import Application, ordered, specific
from assistant.provisions.period import (
    DAYS_A_WEEK,
    Period,
    doubts,
    impossible_dates,
    latest_end,
    whole_period,
)
from corpus.rulebook import Quantity

DURATION = "varighed/hoejeste_varighed"
EXTENSION = "varighed/forlaengelse"
# What is said of periods beyond the total, where no last day follows from the limit alone.
_NO_LIMIT = ("open_further", "further", "further_met", "step_breached", "too_early", "need_open", "need")
# Texts said in two parts: what the period needs, and what may follow.
_IN_PARTS = {"at_total": ("to_total", "open_further"), "within_open": ("within_open", "open")}
_WITHIN = ("within_first", "within_open")
_UNDECIDED = (Verdict.MISSING_FACT, Verdict.NEEDS_ASSESSMENT)


def max_duration(a: Application) -> Finding:
    """The longest first period of the group, with the exceptions that the version names.

    An exception (`uses`) is a rule of its own: met, it sets the limit; undecided, it
    matters only to a period longer than the main rule allows.
    """
    if a.group is None:
        return a.missing("target_group")
    if impossible_dates(a.case):
        return a.finding(Verdict.MISSING_FACT, a.version.texts["impossible"], general="", missing=("end",))
    exceptions = {rule: a.judge(rule, a.case) for rule in a.version.uses}
    for met in (f for f in exceptions.values() if f.verdict is Verdict.MET and f.limit_weeks is not None):
        return _judged(a, "exception", Decimal(met.limit_weeks or 0), references=met.references)
    if limit := a.version.quantity("limit", a.group):
        return _fixed(a, limit, exceptions)
    if first := a.version.quantity("first_period", a.group):
        return _planned(a, _judged(a, "first", first.value, references=(first.reference, *first.also)))
    return a.finding(Verdict.NOT_APPLICABLE, a.text("none"))


def _planned(a: Application, finding: Finding) -> Finding:
    """The finding with what a plan of the citizen's own may set instead, unless the period is within the limit."""
    own = _individual(a)
    if own is None or finding.verdict is Verdict.MET:
        return finding
    reason = f"{finding.reason} {own.reason}"
    return replace(
        finding,
        reason=reason,
        general=reason if finding.verdict is Verdict.MISSING_FACT else finding.general,
        references=ordered(*finding.references, *own.references),
        weigh=ordered(*finding.weigh, *own.weigh),
    )


def _fixed(a: Application, limit: Quantity, exceptions: Mapping[str, Finding]) -> Finding:
    """The verdict where the period cannot be extended, but an exception may still lift the limit.

    An exception that the case's own facts rule out is told as well: why it does not lift the limit.
    """
    finding = _judged(a, "limit", limit.value, references=(limit.reference, *limit.also))
    if finding.verdict is Verdict.MET:
        return finding
    period = _period(a.case, limit.value)
    undecided = {rule: f for rule, f in exceptions.items() if f.verdict in _UNDECIDED and _may_lift(a, rule, period)}
    closed = [
        f for rule, f in exceptions.items() if f.verdict is Verdict.NOT_APPLICABLE and _called_for(a, rule, period)
    ]
    return _with_closed(_with_open(a, finding, limit, undecided), closed)


def _called_for(a: Application, rule_id: str, period: Period | None) -> bool:
    """True if the case tells of what the exception is about, and it would matter here."""
    known = a.case.known()
    told = [known[name] for name in a.rulebook.rule(rule_id).triggers if known.get(name) not in (None, False)]
    return _lifted(a, rule_id) is not None and (bool(told) if period is not None else True in told)


def _with_closed(finding: Finding, closed: Sequence[Finding]) -> Finding:
    """The finding with why an exception does not hold."""
    if not closed:
        return finding
    why = ordered(*(f.reason for f in closed))
    return replace(
        finding,
        reason=" ".join([finding.reason, *why]),
        general=" ".join([finding.general, *why]) if finding.verdict is Verdict.MISSING_FACT else finding.general,
        references=ordered(*finding.references, *(ref for f in closed for ref in f.references)),
    )


def _with_open(a: Application, finding: Finding, limit: Quantity, undecided: Mapping[str, Finding]) -> Finding:
    """The finding with the exceptions that may still lift the limit."""
    open_ones = list(undecided.values())
    if not open_ones:
        return finding
    period = _period(a.case, limit.value)
    lifted = [found.value for rule in undecided if (found := _lifted(a, rule))]
    said = finding.reason
    if period is not None:
        said = a.text("limit_conditional", period=a.weeks(period.weeks), limit=a.weeks(limit.value))
    reason = " ".join([said, *(f.general for f in open_ones)])
    missing = Verdict.MISSING_FACT
    return replace(
        finding,
        verdict=missing if period is None else min((f.verdict for f in open_ones), key=lambda v: v is not missing),
        reason=reason,
        general=reason,
        later_end=latest_end(a.case.start, max(lifted)) if lifted else None,
        missing=finding.missing if period is None else ordered(*(fact for f in open_ones for fact in f.missing)),
        weigh=ordered(*(item for f in open_ones for item in f.weigh)),
        notices=ordered(*finding.notices, *(notice for f in open_ones for notice in f.notices)),
        references=ordered(*finding.references, *(ref for f in open_ones for ref in f.references)),
    )


def _may_lift(a: Application, rule_id: str, period: Period | None) -> bool:
    """True if the exception, were it met, would allow the period."""
    lifted = _lifted(a, rule_id)
    if period is None or lifted is None or not period.exceeds(lifted.value):
        return lifted is not None
    return _beyond(a)[0] is not Verdict.BREACHED


def _lifted(a: Application, rule_id: str) -> Quantity | None:
    """The limit that the exception sets for the group, if it sets one."""
    version = a.rulebook.rule(rule_id).version(a.on)
    return version.quantity("limit", a.group) if version else None


def _judged(a: Application, kind: str, limit: Decimal, *, references: tuple[Any, ...]) -> Finding:
    """The period held against the limit; the texts are named by `kind`."""
    period = _period(a.case, limit)
    values = {"limit": a.weeks(limit), "period": a.weeks(period.weeks) if period else ""}
    missing: tuple[str, ...] = ()
    if period is None:
        verdict, reason, missing = Verdict.MISSING_FACT, a.text(kind, **values), ("weeks",)
    elif not period.exceeds(limit):
        verdict, reason = Verdict.MET, a.text(f"{kind}_met", **values)
    else:
        verdict, missing = _beyond(a)
        name = "breached" if verdict is Verdict.BREACHED or kind == "limit" else "over"
        reason = a.text(f"{kind}_{name}", **values)
    return a.finding(
        verdict,
        reason,
        general=reason if verdict is Verdict.MISSING_FACT else a.version.general,
        missing=missing,
        references=specific(*references, *a.version.references),
        limit_weeks=int(limit),
        latest_end=latest_end(a.case.start, limit),
        computed=period.computed if period else (),
        notices=(*a.version.notices, *doubts(a.case, a.words)),
        weigh=a.version.weigh if verdict is Verdict.NEEDS_ASSESSMENT else (),
    )


def _period(case: CaseFacts, limit: Decimal) -> Period | None:
    """The whole period; else the weeks already served, where they alone exceed the limit."""
    whole = whole_period(case)
    if whole is not None or case.weeks_used is None:
        return whole
    return Period(days=case.weeks_used * DAYS_A_WEEK) if case.weeks_used > limit else None


def _beyond(a: Application) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict on a period beyond the first, and what is missing for it: a breach unless it can be an extension."""
    if _individual(a):
        return Verdict.NEEDS_ASSESSMENT, ()
    if a.case.extension is False:
        return Verdict.BREACHED, ()
    finding = a.judge(EXTENSION, a.case)
    if finding.verdict is Verdict.NOT_APPLICABLE:
        return Verdict.BREACHED, ()
    return finding.verdict, finding.missing


def extension(a: Application) -> Finding:
    """Whether the first period may be extended: to a total, then by steps where there is a special need.

    »For personer omfattet af stk. 1, nr. 2, kan perioden efter en konkret vurdering
    forlænges op til 26 uger. Har personen hen mod udgangen af perioden på 26 uger … et
    helt særligt behov …, kan perioden forlænges yderligere med op til 13 uger ad
    gangen.« (LAB § 61, stk. 2). We read 26 weeks as the first period included.
    """
    if a.group is None:
        return a.missing("target_group")
    exceptions = [a.judge(rule, a.case) for rule in a.version.uses]
    met = next((f for f in exceptions if f.verdict is Verdict.MET), None)
    total = a.version.quantity("total", a.group) or (a.version.quantity("total_exception", a.group) if met else None)
    first = _first_period(a, met)
    if need := a.version.quantity("need", a.group):
        return _by_need(a, need)
    if total is None or first is None:
        return _not_extendable(a, [f for f in exceptions if f.verdict in _UNDECIDED])
    return _extended(a, first, total)


def _first_period(a: Application, met: Finding | None) -> Decimal | None:
    if met is not None and met.limit_weeks is not None:
        return Decimal(met.limit_weeks)
    version = a.rulebook.rule(DURATION).version(a.on)
    quantity = version.quantity("first_period", a.group) if version else None
    return quantity.value if quantity else None


def _not_extendable(a: Application, undecided: list[Finding]) -> Finding:
    if not undecided or _within_limit(a):
        asked = a.case.extension or False
        return a.finding(Verdict.BREACHED if asked else Verdict.NOT_APPLICABLE, a.text("none"), notices=())
    missing = ordered(*(fact for f in undecided for fact in f.missing))
    # What needs assessing alone (a trial in some municipalities) says the main rule itself.
    reason = " ".join([*([a.text("none")] if missing else []), *(f.general for f in undecided)])
    return a.finding(
        Verdict.MISSING_FACT if missing else Verdict.NEEDS_ASSESSMENT,
        reason,
        general=reason,
        missing=missing,
        references=ordered(*a.version.references, *(ref for f in undecided for ref in f.references)),
        weigh=ordered(*(item for f in undecided for item in f.weigh)),
        notices=ordered(*a.version.notices, *(notice for f in undecided for notice in f.notices)),
    )


def _within_limit(a: Application) -> bool:
    """True if no extension is asked for and the period stated is within the main rule, so that none is needed."""
    version = a.rulebook.rule(DURATION).version(a.on)
    limit = version.quantity("limit", a.group) if version else None
    period = whole_period(a.case)
    return not a.case.extension and limit is not None and period is not None and not period.exceeds(limit.value)


def _extended(a: Application, first: Decimal, total: Quantity) -> Finding:
    period = whole_period(a.case)
    if period is None:
        beyond = a.case.weeks_used is not None and a.case.weeks_used >= total.value
        return _needs(a, "open_further" if beyond else "open", first, total, period)
    if own := _individual(a) if period.exceeds(first) else None:
        return _individually(a, own, first, period)
    spent = a.case.weeks_used is not None and a.case.weeks_used >= total.value
    if (a.case.extension or spent) and (used_up := _used_up(a.case, period, first, total.value)):
        return _needs(a, used_up, first, total, period)
    if not period.exceeds(first):
        if a.case.extension and a.case.weeks_used in (None, a.case.weeks):
            return _said(a, Verdict.MET, "within_open", first, total, period)
        verdict = Verdict.MET if a.case.extension else Verdict.NOT_APPLICABLE
        return _said(a, verdict, "within_first", first, total, period)
    if not period.exceeds(total.value):
        return _needs(a, "to_total", first, total, period)
    return _further(a, first, total, period)


def _used_up(case: CaseFacts, period: Period, first: Decimal, total: Decimal) -> str | None:
    """What to say where the weeks stated are those that an extension is to come on top of, and not its length.

    "Kan 13 uger forlænges?" states the first period, "kan 26 uger forlænges?" the total.
    """
    restated = case.weeks is not None and case.weeks_used in (None, case.weeks) and not (case.start and case.end)
    if not restated or case.weeks is None:
        return None
    if case.weeks == first:
        return "open"
    if case.weeks_used is None:
        return "at_total" if case.weeks == total else None
    return "open_further" if case.weeks >= total else None


def _by_need(a: Application, need: Quantity) -> Finding:
    """The first period may be extended where a concrete assessment shows a need; there is no total and no step."""
    period = whole_period(a.case)
    if period is not None and period.exceeds(need.value):
        return _needs(a, "need", need.value, need, period)
    if a.case.extension or period is None:
        return _needs(a, "need_open", need.value, need, period)
    return _said(a, Verdict.NOT_APPLICABLE, "within_first", need.value, need, period)


def _individual(a: Application) -> Finding | None:
    """The exception that lets a plan set the length, whatever the limits: one in need of assessment with no limit."""
    found = (a.judge(rule, a.case) for rule in a.version.uses if not _lifted(a, rule))
    return next((f for f in found if f.verdict is Verdict.NEEDS_ASSESSMENT), None)


def _individually(a: Application, own: Finding, first: Decimal, period: Period) -> Finding:
    return a.finding(
        Verdict.NEEDS_ASSESSMENT,
        f"{a.text('individual', first=a.weeks(first), period=a.weeks(period.weeks))} {own.reason}",
        references=ordered(*own.references, *a.version.references),
        weigh=own.weigh,
        computed=period.computed,
    )


def _further(a: Application, first: Decimal, total: Quantity, period: Period) -> Finding:
    """Beyond the total: a special need, looked at near its end, and no more than one step at a time."""
    step = a.version.quantity("step")
    used = a.case.weeks_used
    if a.case.special_need is False:
        return _said(a, Verdict.BREACHED, "no_special_need", first, total, period)
    if step is not None and period.exceeds(max(used or total.value, total.value) + step.value):
        if used is None:
            return _said(a, Verdict.MISSING_FACT, "further", first, total, period, missing=("weeks_used",))
        return _said(a, Verdict.BREACHED, "step_breached", first, total, period)
    if used is not None and used <= first:
        return _needs(a, "too_early", first, total, period)
    if a.case.special_need:
        return _said(a, Verdict.MET, "further_met", first, total, period)
    return _needs(a, "further", first, total, period)


def _needs(a: Application, name: str, first: Decimal, total: Quantity, period: Period | None) -> Finding:
    return _said(a, Verdict.NEEDS_ASSESSMENT, name, first, total, period, weigh=a.version.weigh)


def _said(
    a: Application, verdict: Verdict, name: str, first: Decimal, total: Quantity, period: Period | None, **more: Any
) -> Finding:
    step = a.version.quantity("step")
    values = {"first": a.weeks(first), "total": a.weeks(total.value), "period": a.weeks(period.weeks) if period else ""}
    values["step"] = a.weeks(step.value) if step else ""
    reason = " ".join(a.text(part, **values) for part in _IN_PARTS.get(name, (name,)))
    limit = None if name in _NO_LIMIT else total.value
    own = (total.reference, *total.also)
    return a.finding(
        verdict,
        reason,
        references=own if total.name == "need" else ordered(*own, *a.version.references),
        general=reason if verdict is Verdict.MISSING_FACT else a.version.general,
        limit_weeks=int(limit) if limit else None,
        latest_end=latest_end(a.case.start, limit) if limit and name not in _WITHIN else None,
        computed=period.computed if period else (),
        notices=(*(a.version.notices if total.name != "need" else ()), *doubts(a.case, a.words)),
        **more,
    )
