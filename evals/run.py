"""Puts the cases to an assistant and judges what it answers."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from corpus.errors import QuestionError
from evals import scorers
from evals.cases import SEARCHED, Case
from evals.labels import label
from evals.result import Result, Row
from evals.scorers import AnswerJson, HitJson, Score, World
from evals.world import Judged, world_of

_K = 10

_SCORED: Mapping[str, Callable[[Case, AnswerJson, World], Score]] = {
    "right": scorers.right,
    "law_of_day": scorers.law_of_day,
    "facts": lambda case, answer, _: scorers.facts(case, answer),
    "gold_citations": lambda case, answer, _: scorers.gold_citations(case, answer),
    "verdicts": scorers.verdicts,
    "forbidden": lambda case, answer, _: scorers.forbidden(case, answer),
    "declining": lambda case, answer, _: scorers.declining(case, answer),
    "case_recall": lambda case, answer, _: scorers.case_recall(case, answer),
    "case_precision": lambda case, answer, _: scorers.case_precision(case, answer),
    "people": lambda case, answer, _: scorers.people(case, answer),
    "fresh_case": lambda case, answer, _: scorers.fresh_case(case, answer),
    "status": lambda case, answer, _: scorers.status(case, answer),
}


def evaluate(assistant: Judged, cases: Iterable[Case], world: World | None = None) -> Result:
    """Every case put to the assistant and judged."""
    held = world or world_of(assistant)
    return Result(rows=tuple(judge(assistant, case, held) for case in cases))


def judge(assistant: Judged, case: Case, world: World) -> Row:
    """One case put to the assistant and judged."""
    hits = _hits(assistant, case)
    answers, spent = _ask(assistant, case)
    if case.suite in SEARCHED:
        found = {**_search_scores(case, hits), "cited": scorers.cited(case, answers[-1], world)}
        return _finished(Row(case=case, hits=hits, scores=found, milliseconds=spent), world)
    scores = {name: score(case, answers[-1], world) for name, score in _SCORED.items()}
    scores["citations_valid"] = _worst(scorers.citations_valid(case, answer, world) for answer in answers)
    scores["agreement"] = _worst(scorers.agreement(case, answer) for answer in answers)
    row = Row(case=case, answer=answers[-1], hits=hits, scores=scores, milliseconds=spent)
    return _finished(row, world)


def declined_answer(reason: str, case: Case) -> AnswerJson:
    """A refused question in the form of an answer: to the user it is one."""
    return {"status": "declined", "text": reason, "on": case.on.isoformat(), "citations": [], "findings": []}


def as_json(value: Any) -> Mapping[str, Any]:
    """The JSON form of an answer or a hit, which may already be one."""
    return value if isinstance(value, Mapping) else value.model_dump(mode="json")


def _ask(assistant: Judged, case: Case) -> tuple[list[AnswerJson], tuple[float, ...]]:
    conversation = assistant.conversation(on=case.on)
    answers: list[AnswerJson] = []
    spent: list[float] = []
    for turn in case.turns:
        started = time.perf_counter()
        try:
            answers.append(as_json(conversation.ask(turn)))
        except QuestionError as exc:
            answers.append(declined_answer(str(exc), case))
        spent.append((time.perf_counter() - started) * 1000)
    return answers, tuple(spent)


def _hits(assistant: Judged, case: Case) -> list[HitJson]:
    if case.suite == "generated":
        return []
    try:
        return [as_json(hit) for hit in assistant.search(case.turns[-1], k=_K, on=case.on)]
    except QuestionError:
        return []


def _search_scores(case: Case, hits: Sequence[HitJson]) -> dict[str, Score]:
    scores = {f"recall@{k}": scorers.recall_at(case, hits, k) for k in (1, 3, 5, 10)}
    return {**scores, "mrr": scorers.reciprocal_rank(case, hits)}


def _worst(scores: Iterable[Score]) -> Score:
    return min(scores, key=lambda score: 1.0 if score.value is None else score.value)


def _finished(row: Row, world: World) -> Row:
    """The row with the step that failed, where one did."""
    if not row.failures:
        return row
    named = label(row.case, row.answer or {}, row.hits, world)
    return Row(
        case=row.case,
        scores=row.scores,
        answer=row.answer,
        hits=row.hits,
        failed_in=named,
        milliseconds=row.milliseconds,
    )
