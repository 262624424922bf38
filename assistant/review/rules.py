"""What the rules say of the facts that a letter tells."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.case import CaseFacts
from assistant.check import check
from assistant.finding import Finding, Verdict
from assistant.review import cues
from assistant.review.extension import whole
from assistant.review.fit import Grounds
from assistant.review.kinds import Kind
from assistant.review.letter import Letter
from corpus.rulebook import Rulebook

LENGTH = "varighed/hoejeste_varighed"
DISCUSSED = "arbejdsgiver/droeftelse_over_13_uger"
LATEST = "arbejdsgiver/seneste_arbejdsgiver"
_RATIO_IN_WRITING = "arbejdsgiver/skriftlig_tilkendegivelse"
_GROUP = "maalgruppe/maalgruppe"
_DECISION_RULES = "sagsbehandling/"
# From the Monday of the first week to the Friday of the last, a placement is two days short of whole weeks;
# a first day in midweek takes up to two more.
_SLACK_DAYS = 4
_SILENT = (Verdict.NOT_APPLICABLE, Verdict.NOT_IN_FORCE)
_SETTLED = (Verdict.MET, Verdict.BREACHED, Verdict.NEEDS_ASSESSMENT)
# The ratio between employees and placements, which is another matter than a long placement.
_RATIO = re.compile(
    r"\bforholdstal\w*|\brimelig\w*|\bmerbeskæftigelse\w*|\bantal(?:let)? (?:af )?(?:ansatte|praktik\w+)"
)
_WRITTEN = re.compile(r"\bskriftlig\w*|\bpå skrift\b|\bunderskr\w*|\btilkendegiv\w*|\bbekræft\w*")


def findings(letter: Letter, grounds: Grounds, rulebook: Rulebook) -> tuple[Finding, ...]:
    """What the rules say of the facts in the text; the rules on decisions themselves are the review's own matter."""
    found = _checked(grounds.case, grounds, rulebook)
    if grounds.case.target_group is None and grounds.candidates:
        found = _settled(found, grounds, rulebook)
    return tuple(f for f in found if f.rule != _RATIO_IN_WRITING or letter.says(_RATIO, Kind.CASE))


def _checked(case: CaseFacts, grounds: Grounds, rulebook: Rulebook) -> tuple[Finding, ...]:
    told = _longest(whole(case, grounds.on))
    found = check(told, rulebook, grounds.on, lexicon=grounds.lexicon)
    return tuple(f for f in found if f.verdict not in _SILENT and not f.rule.startswith(_DECISION_RULES))


def _settled(found: Sequence[Finding], grounds: Grounds, rulebook: Rulebook) -> tuple[Finding, ...]:
    """The findings, with those that come out the same for every group that the words leave open."""
    cases = [grounds.case.model_copy(update={"target_group": key}) for key in grounds.candidates]
    by_group = [{f.rule: f for f in _checked(case, grounds, rulebook)} for case in cases]
    return tuple(_of_all(finding, [rules.get(finding.rule) for rules in by_group], grounds) for finding in found)


def _of_all(finding: Finding, each: Sequence[Finding | None], grounds: Grounds) -> Finding:
    """The finding that the rule gives for every one of the groups; `finding` where they differ."""
    same = {(one.verdict, one.limit_weeks) if one else None for one in each}
    first = each[0]
    if first is None or len(same) > 1 or first.verdict not in _SETTLED or finding.rule == _GROUP:
        return finding
    names = [grounds.lexicon.display(key, grounds.on) for key in grounds.candidates]
    return replace(first, reason=first.reason.replace(names[0], " eller ".join(names)))


def group_settled(candidates: Sequence[str], found: Sequence[Finding]) -> bool:
    """True if the groups left open have the same limit of length, so that what matters most was checked."""
    return bool(candidates) and any(f.rule == LENGTH and f.verdict in _SETTLED for f in found)


def by_both(letter: Letter) -> bool:
    """True if the letter tells that the discussion with the employees was confirmed in writing."""
    return any(cues.HEARD.search(s.plain) for s in letter.of(Kind.CASE)) and letter.says(_WRITTEN, Kind.CASE)


def _longest(case: CaseFacts) -> CaseFacts:
    """The case by the longer of its lengths, where the weeks and the dates contradict each other."""
    if not contradicts(case) or case.weeks is None or case.start is None or case.end is None:
        return case
    by_dates = (case.end - case.start).days + 1
    return case.model_copy(update={"end": None} if 7 * case.weeks > by_dates else {"weeks": None})


def contradicts(case: CaseFacts) -> bool:
    """True if the weeks do not fit the first and the last day."""
    if case.start is None or case.end is None or case.weeks is None or case.extension:
        return False
    days = (case.end - case.start).days + 1
    return days > 0 and not 7 * case.weeks - _SLACK_DAYS <= days <= 7 * case.weeks
