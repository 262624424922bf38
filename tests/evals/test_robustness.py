"""The disturbances disturb, and a verdict that hangs on them is seen."""

from typing import Any

import pytest

from evals.cases import Case, load_cases
from evals.robustness import DISTURBANCES, disturbed, robustness
from evals.world import Judged


def case_of(*turns: str) -> Case:
    return Case.model_validate({"id": "en-sag", "split": "dev", "suite": "answers", "turns": turns, "expect": ("4",)})


class OnlyExactly:
    """Answers one wording and asks for facts on every other."""

    def __init__(self, known: str) -> None:
        self.known = known

    def conversation(self, on: object = None) -> "OnlyExactly":
        return self

    def ask(self, question: str) -> dict[str, Any]:
        found = [{"rule": "varighed/hoejeste_varighed", "verdict": "met"}]
        known = question == self.known
        return {"status": "answered" if known else "needs_facts", "findings": found if known else [], "case": {}}

    def search(self, query: str, k: int = 10, on: object = None) -> list[object]:
        return []

    def source(self, source_id: str) -> Any:
        raise KeyError(source_id)


QUESTION = "Må en dagpengemodtager være længere i praktikken?"


@pytest.mark.parametrize("kind", sorted(DISTURBANCES))
def test_every_disturbance_changes_the_words_and_is_caught(kind: str) -> None:
    assert DISTURBANCES[kind](QUESTION) != QUESTION
    rows = [row for row in disturbed(OnlyExactly(QUESTION), [case_of(QUESTION)]) if row.kind == kind]
    assert [(row.score.value, "svartype" in row.score.reason) for row in rows] == [(0.0, True)]


def test_declined_case_is_left_out() -> None:
    class Declines(OnlyExactly):
        def ask(self, question: str) -> dict[str, Any]:
            return {"status": "declined"}

    assert disturbed(Declines(QUESTION), [case_of(QUESTION)]) == ()


def test_references_and_addresses_are_not_disturbed() -> None:
    text = "Hvad siger § 61, stk. 1, og BAB?"
    assert DISTURBANCES["typos"](text) == text


def test_the_assistant_stands_every_disturbance(assistant: Judged) -> None:
    rows = disturbed(assistant, [case for case in load_cases("answers") if case.split == "gate"])
    for kind, found in robustness(rows).items():
        assert found.value is not None, kind
        assert found.value >= 0.95, kind
