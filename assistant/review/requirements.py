"""What the decision as a whole lacks or gets wrong, as remark codes with what stands behind each.

A remark says only what the text does or does not hold. What a decision must hold depends on
what it decides: a placement that the citizen found and gets as asked needs no reasons.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.case import CaseFacts
from assistant.finding import Finding, Verdict
from assistant.review import cues, texts
from assistant.review.complaint import Guidance
from assistant.review.decision import Decision, Outcome
from assistant.review.extension import whole
from assistant.review.facts import Told
from assistant.review.fit import Grounds
from assistant.review.kinds import Kind
from assistant.review.letter import Letter
from assistant.review.reasons import facts_told, weighed
from assistant.review.references import Named, canonical
from assistant.review.report import Severity
from assistant.review.rules import DISCUSSED, LATEST, LENGTH, by_both, contradicts, group_settled
from corpus.reference import LawRef

_OUTSIDE, _LAWFUL = "formaal/uden_for_loven", "formaal/lovlige_formaal"
_UNDECIDED = (Verdict.MISSING_FACT, Verdict.NEEDS_ASSESSMENT)
_EXTENSION = "varighed/forlaengelse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A remark before it is verified; `points` name the provisions that it is quoted with."""

    code: str
    severity: Severity
    text: str
    points: tuple[str, ...] = ()
    finding: Finding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A letter with all that has been read in it."""

    letter: Letter
    decision: Decision
    told: Told
    guidance: Guidance
    named: tuple[Named, ...]
    grounds: Grounds


def is_complete(reviewed: Reviewed) -> bool:
    """True if duration and conditions are each named by a provision of their own."""
    return all(_names(reviewed, point) for point in ("duration", "conditions"))


def remarks(reviewed: Reviewed, found: Sequence[Finding]) -> tuple[Draft, ...]:
    """The remarks on the decision, the gravest first."""
    drafts = [
        *_breaches(reviewed, found),
        *_over_the_limit(reviewed, found),
        *_further(reviewed, found),
        *_not_heard(reviewed, found),
        *_contradictions(reviewed),
        *_wrong_guidance(reviewed),
        *_duty(reviewed),
    ]
    if not reviewed.decision.full_approval:
        drafts += [*_missing(reviewed, found), *_missing_guidance(reviewed)]
    order = list(texts.SEVERITIES)
    return tuple(sorted(drafts, key=lambda draft: order.index(draft.severity)))


def _breaches(reviewed: Reviewed, found: Sequence[Finding]) -> Iterator[Draft]:
    """The rules that the facts of a placement given breach; what is refused breaches nothing."""
    if not reviewed.decision.placed:
        return
    breached = [finding for finding in found if finding.verdict is Verdict.BREACHED]
    outside = [finding for finding in breached if finding.rule == _OUTSIDE]
    for finding in breached:
        # The rule on lawful purposes says the same of it again.
        if finding.rule != _LAWFUL or not outside:
            code = "purpose_outside_law" if finding in outside else "rule_breached"
            yield Draft(code=code, severity="fejl", text=finding.reason, finding=finding)


def _over_the_limit(reviewed: Reviewed, found: Sequence[Finding]) -> Iterator[Draft]:
    """A length over the main rule, where only an exception that the decision does not speak of could allow it."""
    case = reviewed.grounds.case
    if not reviewed.decision.placed or case.extension is not False or reviewed.letter.says(cues.TRIAL):
        return
    for finding in found:
        open_ = finding.verdict in (Verdict.NEEDS_ASSESSMENT, Verdict.MISSING_FACT)
        if finding.rule == LENGTH and open_ and _longer(case, finding.limit_weeks):
            first, _, _ = finding.reason.partition(". ")
            text = f"{first.rstrip('.')}. {texts.NO_EXCEPTION}"
            yield Draft(code="rule_breached", severity="mangel", text=text, finding=finding)


def _further(reviewed: Reviewed, found: Sequence[Finding]) -> Iterator[Draft]:
    """An extension beyond the total, of which the decision tells no special need."""
    if not reviewed.decision.placed or not reviewed.grounds.case.extension:
        return
    if reviewed.letter.says(cues.SPECIAL_NEED, Kind.CASE) or reviewed.letter.says(cues.TRIAL):
        return
    beyond = [f for f in found if f.rule == _EXTENSION and f.limit_weeks is None]
    for finding in beyond:
        if finding.verdict is Verdict.NEEDS_ASSESSMENT and whole(reviewed.grounds.case, reviewed.grounds.on).weeks:
            text = f"{finding.reason} {texts.NO_SPECIAL_NEED}"
            yield Draft(code="rule_breached", severity="mangel", text=text, finding=finding)


def _not_heard(reviewed: Reviewed, found: Sequence[Finding]) -> Iterator[Draft]:
    """A placement of more than 13 weeks, of which the decision does not tell whether the employees were heard.

    That it was discussed is not enough: both must have said so in writing.
    """
    if not reviewed.decision.placed:
        return
    untold = whole(reviewed.grounds.case, reviewed.grounds.on).employees_involved is None
    for finding in found:
        if finding.rule != DISCUSSED:
            continue
        # Told to be longer, and not decided: whether it was discussed is what is missing.
        if untold and finding.verdict in _UNDECIDED and "weeks" not in finding.missing:
            yield _undiscussed(finding, f"{finding.reason} {texts.NOT_DISCUSSED}")
        elif finding.verdict is Verdict.MET and not by_both(reviewed.letter):
            yield _undiscussed(finding, texts.NOT_WRITTEN)


def _undiscussed(finding: Finding, text: str) -> Draft:
    return Draft(code="not_discussed", severity="oplysning", text=text, finding=finding)


def _longer(case: CaseFacts, limit_weeks: int | None) -> bool:
    days = (case.end - case.start).days + 1 if case.start and case.end else 0
    weeks = case.weeks or 0
    return limit_weeks is not None and (weeks > limit_weeks or days > 7 * limit_weeks)


def _contradictions(reviewed: Reviewed) -> Iterator[Draft]:
    case = reviewed.grounds.case
    if reviewed.told.backwards or (case.start and case.end and case.end < case.start):
        yield _draft("contradiction", "fejl", "reasons_facts", text="contradiction_order")
        return
    if contradicts(case):
        yield _draft("contradiction", "fejl", "reasons_facts", text="contradiction_length")


def _wrong_guidance(reviewed: Reviewed) -> Iterator[Draft]:
    guidance, grounds = reviewed.guidance, reviewed.grounds
    if guidance.suspends and grounds.audiences.point("complaint_effect", grounds.law, grounds.on):
        yield _draft("wrong_effect", "fejl", "complaint_effect")
    if guidance.other_instance:
        yield _draft("wrong_instance", "fejl", "complaint_instance")
    if guidance.right_deadline is False:
        known = grounds.audiences.point("complaint_deadline", grounds.law, grounds.on)
        if known:
            yield _draft("wrong_deadline", "fejl", "complaint_deadline")
        else:
            yield Draft(
                code="wrong_deadline",
                severity="oplysning",
                text=texts.DEADLINE_UNCHECKED,
                points=("complaint_guidance",),
            )


def _duty(reviewed: Reviewed) -> Iterator[Draft]:
    decision = reviewed.decision
    if decision.full_approval:
        yield _draft("no_written_duty", "oplysning", "duty_of_reasons", "complaint_guidance")
    elif decision.self_found and decision.outcome is not Outcome.GRANTED:
        yield _draft("refusal_needs_reason", "oplysning", "duty_of_reasons", "complaint_guidance")


def _missing(reviewed: Reviewed, found: Sequence[Finding]) -> Iterator[Draft]:
    letter, told = reviewed.letter, reviewed.told
    if all(letter.in_annex(m) for m in letter.mentions) and not letter.chapters:
        yield _draft("no_reference", "mangel", "reasons")
    if reviewed.decision.placed:
        yield from _missing_provisions(reviewed)
    decision = reviewed.decision
    if not weighed(letter, decision) and not _bound(reviewed, found):
        text = "" if decision.placed else f"missing_considerations_{decision.outcome}"
        yield _draft("missing_considerations", "mangel", "reasons", text=text)
    if not facts_told(letter, decision):
        yield _draft("missing_facts", "mangel", "reasons_facts")
    if told.case.target_group is None and not group_settled(told.candidates, found):
        yield _draft("missing_group", "oplysning", "reasons_facts")
    case = told.case
    if reviewed.decision.placed and not (case.start or case.end or case.weeks):
        yield _draft("missing_dates", "boer", "reasons_facts")


def _bound(reviewed: Reviewed, found: Sequence[Finding]) -> bool:
    """True if a rule that leaves no choice forbids what is refused: there is then nothing to weigh."""
    refused = reviewed.decision.outcome is Outcome.REFUSED
    return refused and any(f.verdict is Verdict.BREACHED and f.rule == LATEST for f in found)


def _missing_provisions(reviewed: Reviewed) -> Iterator[Draft]:
    """The points that no provision is named for, where the law of the day has one."""
    grounds = reviewed.grounds
    for point in ("purpose", "duration", "conditions"):
        if grounds.audiences.point(point, grounds.law, grounds.on) and not _names(reviewed, point):
            yield _draft(f"missing_{point}", "mangel", "reasons")


def _names(reviewed: Reviewed, point: str) -> bool:
    """True if a provision of that point, or a part of one, is named and exists that day."""
    grounds = reviewed.grounds
    wanted = grounds.audiences.point(point, grounds.law, grounds.on)
    letter = reviewed.letter
    applied = (n for n in reviewed.named if not n.mention.last_section and not letter.in_annex(n.mention))
    named = (canonical(ref, grounds) for one in applied for ref in one.refs)
    return any(want.contains(ref) for ref in named for want in wanted)


def _missing_guidance(reviewed: Reviewed) -> Iterator[Draft]:
    guidance = reviewed.guidance
    if not guidance.given:
        yield _draft("missing_complaint", "mangel", "complaint_guidance")
    elif guidance.missing:
        missing = " og ".join(texts.COMPLAINT_PARTS[part] for part in guidance.missing)
        text = texts.REMARKS["incomplete_complaint"].format(missing=missing)
        yield Draft(code="incomplete_complaint", severity="mangel", text=text, points=("complaint_guidance",))


def _draft(code: str, severity: Severity, *points: str, text: str = "") -> Draft:
    return Draft(code=code, severity=severity, text=texts.REMARKS[text or code], points=points)


def provisions_of(point: str, grounds: Grounds) -> tuple[LawRef, ...]:
    """The provisions that a remark is quoted with, in force that day."""
    return grounds.audiences.point(point, grounds.law, grounds.on)
