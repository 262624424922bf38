"""The guided tour: cases to solve, and what the rule checker says of each answer.

Right or wrong, the reason and the references are always the finding's. The data file
only claims; a case on whose verdict the file and the checker disagree is refused.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.answer import FindingOut
from assistant.case import CaseFacts, case_from
from assistant.catalogue.rules import trace_out
from assistant.finding import Verdict
from assistant.knowledge import Knowledge
from corpus.errors import CorpusError, QuestionError
from corpus.tour import WHERE, TourRow, load_tour


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TourCase(_Frozen):
    """A case to solve by the law of `on`; `claims` are the verdicts that the `options` claim, in their order."""

    id: str
    title: str
    story: str
    question: str
    rule: str
    facts: CaseFacts
    on: date
    options: tuple[str, ...]
    claims: tuple[Verdict, ...]
    lesson: str


class TourAnswer(_Frozen):
    """Whether the chosen option holds the checker's verdict, the option that does, and the finding itself."""

    right: bool
    solution: str
    finding: FindingOut
    lesson: str


def tour_out(knowledge: Knowledge, path: Path | None = None) -> tuple[TourCase, ...]:
    """The cases of the tour in their order.

    Raises:
        CorpusError: the file cannot be used, or a case has an unknown rule or fact, or not exactly
            one option with the verdict that the rule checker gives.
    """
    cases = tuple(_case(row, knowledge) for row in load_tour(path))
    for case in cases:
        _refuse_unsolvable(case, _finding(case, knowledge).verdict)
    return cases


def judged(case: TourCase, chosen: int, knowledge: Knowledge) -> TourAnswer:
    """What the rule checker says of option number `chosen`, counted from 1, of a case that `tour_out` gave.

    Raises:
        QuestionError: the case has no such option.
    """
    if not 1 <= chosen <= len(case.options):
        raise QuestionError(f"Svar {chosen} findes ikke; vælg et tal fra 1 til {len(case.options)}.")
    finding = _finding(case, knowledge)
    return TourAnswer(
        right=case.claims[chosen - 1] is finding.verdict,
        solution=case.options[case.claims.index(finding.verdict)],
        finding=finding,
        lesson=case.lesson,
    )


def case_of(id_: str, cases: Sequence[TourCase]) -> TourCase:
    """The case with that id.

    Raises:
        QuestionError: there is none.
    """
    found = next((case for case in cases if case.id == id_), None)
    if found is None:
        known = ", ".join(case.id for case in cases)
        raise QuestionError(f"Sagen {id_[:60]!r} findes ikke i rundturen; kendte sager: {known}.")
    return found


def _case(row: TourRow, knowledge: Knowledge) -> TourCase:
    return TourCase(
        **row.model_dump(exclude={"facts", "options"}),
        facts=_facts(row, knowledge),
        options=tuple(option.text for option in row.options),
        claims=tuple(Verdict(option.verdict) for option in row.options),
    )


def _facts(row: TourRow, knowledge: Knowledge) -> CaseFacts:
    try:
        facts = case_from(row.facts, "facts")
        for key in (facts.target_group, facts.new_target_group):
            if key is not None:
                knowledge.lexicon.group(key)
    except QuestionError as exc:
        raise CorpusError(f"{WHERE}: sagen {row.id!r}: {exc}") from exc
    return facts


def _finding(case: TourCase, knowledge: Knowledge) -> FindingOut:
    try:
        return trace_out(case.rule, case.facts, knowledge, case.on).finding
    except CorpusError as exc:
        raise CorpusError(f"{WHERE}: sagen {case.id!r}: {exc}") from exc


def _refuse_unsolvable(case: TourCase, verdict: Verdict) -> None:
    holding = case.claims.count(verdict)
    if holding != 1:
        raise CorpusError(
            f"{WHERE}: sagen {case.id!r}: {holding} svar har udfaldet {verdict.value!r}, som regeltjekket giver; "
            "ret svarene, så netop ét har det."
        )
