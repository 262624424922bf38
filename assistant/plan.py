"""The plan of a placement: how long it may last, what may follow, and by which provisions, as dated stretches.

Everything comes from the rules' findings; nothing here knows a limit.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.answer import FindingOut, LawVersion, finding_out
from assistant.case import CaseFacts
from assistant.check import apply_rule
from assistant.finding import Finding, Verdict
from assistant.knowledge import Knowledge
from assistant.provisions.duration import DURATION, EXTENSION
from assistant.validity import Grounds, by_act, law_versions, notices
from corpus.english import DANISH

_REPEATED = "varighed/gentagen_praktik"
_DAY = timedelta(days=1)
Kind = Literal["earlier", "first", "extension", "further"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stretch(_Frozen):
    """Days on the time line, both included; `weeks` is the length in all at its end, None for an earlier placement."""

    kind: Kind
    first: date
    last: date
    weeks: int | None
    verdict: Verdict
    text: str
    references: tuple[str, ...]


class Plan(_Frozen):
    """What the rules of `on` allow for the case.

    `wanted` is the verdict on the length that is asked for, where one is. `latest_end` is the last day without an
    extension; None where the first day is not known. `next` tells what is possible afterwards. `missing` names the
    facts without which there is no plan.
    """

    on: date
    wanted: tuple[FindingOut, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    latest_end: date | None = None
    next: tuple[FindingOut, ...] = ()
    missing: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    law: tuple[LawVersion, ...] = ()


def plan(case: CaseFacts, earlier: Sequence[tuple[date, date]], knowledge: Knowledge, on: date) -> Plan:
    """The plan of a placement; `earlier` are the first and last days of the citizen's placements before it."""
    if case.target_group is None:
        return Plan(on=on, missing=("target_group",))
    open_case = case.model_copy(update={"weeks": None, "end": None, "weeks_used": None, "extension": None})
    first = _judged(DURATION, open_case, knowledge, on)
    longer = _judged(EXTENSION, open_case, knowledge, on)
    asked = [_judged(rule, case, knowledge, on) for rule in (DURATION, EXTENSION)] if _length_told(case) else []
    after = [longer] if longer.verdict is Verdict.NEEDS_ASSESSMENT else []
    after.append(_judged(_REPEATED, open_case.model_copy(update={"repeated": True}), knowledge, on))
    used = (first, *after, *asked)
    grounds = Grounds(references=by_act(ref for f in used for ref in f.references), findings=used, days=(on,))
    stretches = (*_earlier(earlier), *_stretches(open_case, first, longer, knowledge, on))
    reach = dict.fromkeys([on, *(day for one in stretches if one.kind != "earlier" for day in (one.first, one.last))])
    return Plan(
        on=on,
        wanted=tuple(finding_out(f, case.target_group) for f in asked if f.verdict is not Verdict.NOT_APPLICABLE),
        stretches=stretches,
        latest_end=first.latest_end,
        next=tuple(finding_out(f, case.target_group) for f in after),
        missing=() if case.start else ("start",),
        notices=notices(grounds, reach, knowledge, DANISH),
        law=law_versions(list(grounds.references), (on,), knowledge),
    )


def _judged(rule: str, case: CaseFacts, knowledge: Knowledge, on: date) -> Finding:
    return apply_rule(rule, case, knowledge.rulebook, on, lexicon=knowledge.lexicon)


def _length_told(case: CaseFacts) -> bool:
    return case.weeks is not None or (case.start is not None and case.end is not None)


def _earlier(placements: Sequence[tuple[date, date]]) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(
            kind="earlier",
            first=first,
            last=last,
            weeks=None,
            verdict=Verdict.NOT_APPLICABLE,
            text="Tidligere praktik.",
            references=(),
        )
        for first, last in sorted(placements)
    )


def _stretches(case: CaseFacts, first: Finding, longer: Finding, knowledge: Knowledge, on: date) -> tuple[Stretch, ...]:
    """The first period, the extension, and the next step after it, as far as the rules give each a last day."""
    if case.start is None or first.latest_end is None:
        return ()
    found = [_stretch("first", case.start, first.latest_end, first, Verdict.MET)]
    if longer.verdict is Verdict.NEEDS_ASSESSMENT and longer.latest_end and longer.latest_end > first.latest_end:
        found.append(_stretch("extension", first.latest_end + _DAY, longer.latest_end, longer, longer.verdict))
        version = knowledge.rulebook.rule(EXTENSION).version(on)
        step = version.quantity("step", case.target_group) if version else None
        if step is not None and longer.limit_weeks is not None:
            used_up = case.model_copy(update={"weeks_used": longer.limit_weeks, "extension": True})
            further = _judged(EXTENSION, used_up, knowledge, on)
            last = longer.latest_end + 7 * int(step.value) * _DAY
            stretch = _stretch("further", longer.latest_end + _DAY, last, further, further.verdict)
            found.append(stretch.model_copy(update={"weeks": longer.limit_weeks + int(step.value)}))
    return tuple(found)


def _stretch(kind: Kind, first: date, last: date, finding: Finding, verdict: Verdict) -> Stretch:
    return Stretch(
        kind=kind,
        first=first,
        last=last,
        weeks=finding.limit_weeks,
        verdict=verdict,
        text=finding.reason,
        references=tuple(str(ref) for ref in finding.references),
    )
