"""What the decision as a whole lacks or gets wrong, as remark codes with what stands behind each.

A remark says only what the text does or does not hold. What a decision must hold depends on
what it decides: a placement that the citizen found and gets as asked needs no reasons.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.case import CaseFacts
from assistant.check import check
from assistant.finding import Finding, Verdict
from assistant.review import cues, texts
from assistant.review.complaint import Guidance
from assistant.review.decision import Decision, Outcome
from assistant.review.extension import whole
from assistant.review.facts import Told
from assistant.review.letter import Kind, Letter, Sentence
from assistant.review.references import Grounds, Named, canonical
from assistant.review.report import Severity
from corpus.reference import LawRef
from corpus.rulebook import Rulebook

_OUTSIDE, _LAWFUL = "formaal/uden_for_loven", "formaal/lovlige_formaal"
_LENGTH, _EXTENSION = "varighed/hoejeste_varighed", "varighed/forlaengelse"
_DISCUSSED = "arbejdsgiver/droeftelse_over_13_uger"
_DECISION_RULES = "sagsbehandling/"
# From the Monday of the first week to the Friday of the last, a placement is two days short of whole weeks;
# a first day in midweek takes up to two more.
_SLACK_DAYS = 4


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


def findings(reviewed: Reviewed, rulebook: Rulebook) -> tuple[Finding, ...]:
    """What the rules say of the facts in the text; the rules on decisions themselves are the review's own matter."""
    grounds = reviewed.grounds
    found = check(_longest(_whole_case(reviewed)), rulebook, grounds.on, lexicon=grounds.lexicon)
    silent = (Verdict.NOT_APPLICABLE, Verdict.NOT_IN_FORCE)
    return tuple(f for f in found if f.verdict not in silent and not f.rule.startswith(_DECISION_RULES))


def _whole_case(reviewed: Reviewed) -> CaseFacts:
    """The case by the whole of its length, an extension and what was served before it."""
    return whole(reviewed.grounds.case, reviewed.grounds.on)


def _longest(case: CaseFacts) -> CaseFacts:
    """The case by the longer of its lengths, where the weeks and the dates contradict each other."""
    if not _contradicts(case) or case.weeks is None or case.start is None or case.end is None:
        return case
    by_dates = (case.end - case.start).days + 1
    return case.model_copy(update={"end": None} if 7 * case.weeks > by_dates else {"weeks": None})


def _contradicts(case: CaseFacts) -> bool:
    """True if the weeks do not fit the first and the last day."""
    if case.start is None or case.end is None or case.weeks is None or case.extension:
        return False
    days = (case.end - case.start).days + 1
    return days > 0 and not 7 * case.weeks - _SLACK_DAYS <= days <= 7 * case.weeks


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
        drafts += [*_missing(reviewed), *_missing_guidance(reviewed)]
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
        if finding.rule == _LENGTH and open_ and _longer(case, finding.limit_weeks):
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
        if finding.verdict is Verdict.NEEDS_ASSESSMENT and _whole_case(reviewed).weeks:
            text = f"{finding.reason} {texts.NO_SPECIAL_NEED}"
            yield Draft(code="rule_breached", severity="mangel", text=text, finding=finding)


def _not_heard(reviewed: Reviewed, found: Sequence[Finding]) -> Iterator[Draft]:
    """A placement of more than 13 weeks, of which the decision does not tell whether the employees were heard."""
    case = _whole_case(reviewed)
    if not reviewed.decision.placed or case.employees_involved is not None:
        return
    for finding in found:
        # Told to be longer, and yet missing a fact: whether it was discussed is what is missing.
        if finding.rule == _DISCUSSED and finding.verdict is Verdict.MISSING_FACT and "weeks" not in finding.missing:
            text = f"{finding.reason} {texts.NOT_DISCUSSED}"
            yield Draft(code="not_discussed", severity="oplysning", text=text, finding=finding)


def _longer(case: CaseFacts, limit_weeks: int | None) -> bool:
    days = (case.end - case.start).days + 1 if case.start and case.end else 0
    weeks = case.weeks or 0
    return limit_weeks is not None and (weeks > limit_weeks or days > 7 * limit_weeks)


def _contradictions(reviewed: Reviewed) -> Iterator[Draft]:
    case = reviewed.grounds.case
    if reviewed.told.backwards or (case.start and case.end and case.end < case.start):
        yield _draft("contradiction", "fejl", "reasons_facts", text="contradiction_order")
        return
    if _contradicts(case):
        yield _draft("contradiction", "fejl", "reasons_facts", text="contradiction_length")


def _wrong_guidance(reviewed: Reviewed) -> Iterator[Draft]:
    guidance, grounds = reviewed.guidance, reviewed.grounds
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


def _missing(reviewed: Reviewed) -> Iterator[Draft]:
    letter, told = reviewed.letter, reviewed.told
    if not letter.mentions and not letter.chapters:
        yield _draft("no_reference", "mangel", "reasons")
    if reviewed.decision.placed:
        yield from _missing_provisions(reviewed)
    if not _weighed(letter):
        yield _draft("missing_considerations", "mangel", "reasons")
    if not any(cues.PERSONAL_FACT.search(_before_the_purpose(s)) for s in letter.of(Kind.CASE)):
        yield _draft("missing_facts", "mangel", "reasons_facts")
    if told.case.target_group is None:
        yield _draft("missing_group", "oplysning", "reasons_facts")
    case = told.case
    if reviewed.decision.placed and case.start is None and case.weeks is None:
        yield _draft("missing_dates", "boer", "reasons_facts")


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
    named = (canonical(ref, grounds) for one in reviewed.named if not one.mention.last_section for ref in one.refs)
    return any(want.contains(ref) for ref in named for want in wanted)


def _weighed(letter: Letter) -> bool:
    """True if the decision tells what was weighed, and not only that the conditions are fulfilled."""
    for sentence in letter.of(Kind.CASE):
        plain = sentence.plain
        if cues.BOILERPLATE.search(plain) and not cues.PLAIN_CONSIDERATION.search(plain):
            continue
        if cues.STRESSED.search(plain):
            return True
        if cues.WEIGHED.search(plain) and (cues.CONSIDERATION.search(plain) or cues.ON_THE_CITIZEN.search(plain)):
            return True
        if cues.PLAIN_CONSIDERATION.search(_before_the_purpose(sentence)):
            return True
    return False


def _before_the_purpose(sentence: Sentence) -> str:
    """What the sentence says before it comes to the purpose, which tells what will be and not what is."""
    if cues.PURPOSE.match(sentence.heading):
        return ""
    purpose = cues.PURPOSE.search(sentence.plain)
    return sentence.plain[: purpose.start()] if purpose else sentence.plain


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
