"""The references that we would expect in a decision on this case: our reading, and said to be."""

from assistant.check import apply_rule
from assistant.finding import Verdict
from assistant.review.fit import Grounds
from corpus.reference import LawRef
from corpus.rulebook import Rulebook

RULE = "sagsbehandling/minimumshenvisninger"


def suggestions(grounds: Grounds, rulebook: Rulebook) -> tuple[LawRef, ...]:
    """The least that the decision should refer to; empty where the group or the law of the day is not known."""
    case = grounds.case
    if case.target_group is None:
        return ()
    finding = apply_rule(RULE, case, rulebook, grounds.on, lexicon=grounds.lexicon)
    if finding.verdict is not Verdict.NEEDS_ASSESSMENT:
        return ()
    refs = [named for ref in finding.references for named in _with_purpose(ref, grounds)]
    if case.self_found:
        refs += _rows(grounds, "self_found")
    if case.latest_employer:
        refs += _latest_employer(grounds)
    return tuple(dict.fromkeys(refs))


def _with_purpose(ref: LawRef, grounds: Grounds) -> list[LawRef]:
    """The provision on purposes with the numbers of those that the decision states, others as they are."""
    version = grounds.law.version(ref.act, grounds.on)
    if version is None or not any(row.purpose for row in grounds.audiences.within(ref, version)):
        return [ref]
    rows = (row for row in grounds.audiences.rows if row.version == version.id)
    case = grounds.case
    stated = [row.ref for row in rows if row.purpose in case.purposes and row.concerns(case.target_group)]
    return stated or [ref]


def _rows(grounds: Grounds, fact: str) -> list[LawRef]:
    """The provisions for the group that need that fact."""
    versions = {v.id for act in grounds.law.acts if (v := grounds.law.version(act, grounds.on))}
    rows = (row for row in grounds.audiences.rows if row.version in versions and row.needs.get(fact))
    known = grounds.case.known()
    return [
        row.ref
        for row in rows
        if row.concerns(grounds.case.target_group) and not any(known.get(f) is v for f, v in row.unless.items())
    ]


def _latest_employer(grounds: Grounds) -> list[LawRef]:
    """The stk. on the latest employer that fits: of several, the narrower one where its facts are told."""
    refs = _rows(grounds, "latest_employer")
    returning = grounds.case.employed is False and grounds.case.citizen_agrees is True
    return refs[-1:] if returning else refs[:1]
