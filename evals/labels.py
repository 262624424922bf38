"""Where a failure came from, by simple evidence: what was found, what was judged, what was said.

understanding: the question was misread. rule: the rule was run and judged wrong.
retrieval: the passage was not found. composition: it was found or judged, but not said.
"""

from collections.abc import Sequence
from typing import Literal

from evals.cases import SEARCHED, Case, is_reference
from evals.compare import says
from evals.scorers import (
    AnswerJson,
    HitJson,
    World,
    case_precision,
    case_recall,
    facts,
    fresh_case,
    gold_citations,
    people,
    rank,
    status,
    verdicts,
    verdicts_on,
)

Label = Literal["understanding", "rule", "retrieval", "composition"]


def label(case: Case, answer: AnswerJson, hits: Sequence[HitJson], world: World) -> Label:
    """The step that failed; call it only for a case that failed."""
    if case.suite in SEARCHED:
        return "retrieval"
    if (answer["status"] == "declined") != case.must_decline and not case.may_decline:
        return _misread(case, hits)
    read = (status(case, answer), case_recall(case, answer), case_precision(case, answer), people(case, answer))
    if any(_below(score.value) for score in (*read, fresh_case(case, answer))):
        return "understanding"
    if _below(verdicts(case, answer, world).value):
        return _judged(case, answer, world)
    if _below(gold_citations(case, answer).value):
        return "composition" if _gold_known(case, answer, hits) else "retrieval"
    if _below(facts(case, answer).value):
        return "composition" if _facts_known(case, answer, hits) else "retrieval"
    return "composition"


def _below(value: float | None) -> bool:
    return value is not None and value < 1


def _misread(case: Case, hits: Sequence[HitJson]) -> Label:
    return "understanding" if case.must_decline or _gold_in(case, hits) else "retrieval"


def _judged(case: Case, answer: AnswerJson, world: World) -> Label:
    got = {verdict for topic in case.verdicts for verdict in verdicts_on(topic, answer, world)}
    return "rule" if got - {"missing_fact"} else "understanding"


def _gold_known(case: Case, answer: AnswerJson, hits: Sequence[HitJson]) -> bool:
    printed = {name for found in answer.get("findings", ()) for name in found["references"]}
    wished = {name for wish in case.must_cite for name in wish.split("|")}
    return bool(printed & wished) or _gold_in(case, hits)


def _gold_in(case: Case, hits: Sequence[HitJson]) -> bool:
    wished = [name for wish in case.must_cite for name in wish.split("|")]
    references = tuple(name for name in wished if is_reference(name))
    by_reference = references and rank(case.model_copy(update={"gold": references}), hits) is not None
    return bool(by_reference) or any(hit["source"] in wished for hit in hits)


def _facts_known(case: Case, answer: AnswerJson, hits: Sequence[HitJson]) -> bool:
    texts = [citation["quote"] for citation in answer["citations"]]
    texts += [found["reason"] for found in answer.get("findings", ())] + [hit["text"] for hit in hits]
    return all(says("\n".join(texts), wish) for wish in case.expect)
