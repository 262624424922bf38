"""The shipped assistant on the shipped corpus: what must hold in every answer, on every case."""

from datetime import date

import pytest

from evals.command import SOUND
from evals.evaluation import cases_of
from evals.result import Result
from evals.run import evaluate
from evals.world import Judged, source_in_force, topics_of_rules


@pytest.fixture(scope="module")
def result(assistant: Judged) -> Result:
    return evaluate(assistant, cases_of(None))


@pytest.mark.parametrize("name", SOUND)
def test_every_answer_is_sound(result: Result, name: str) -> None:
    rows = result.of(("answers", "conversations", "generated"))
    assert [(row.case.id, row.scores[name].reason) for row in rows if row.scores[name].value != 1.0] == []


def test_generated_durations_are_judged_as_the_law_says(result: Result) -> None:
    asked = [row for row in result.of(("generated",)) if row.scores["verdicts"].value is not None]
    assert len(asked) >= 40
    assert [
        (row.case.turns, row.scores["verdicts"].reason) for row in asked if row.scores["verdicts"].value != 1.0
    ] == []


def test_nothing_forbidden_is_said(result: Result) -> None:
    rows = result.of(("answers", "conversations"))
    assert [row.case.id for row in rows if row.scores["forbidden"].value == 0.0] == []


def test_every_topic_that_a_case_names_belongs_to_a_rule() -> None:
    known = frozenset().union(*topics_of_rules().values())
    named = {topic for case in cases_of(None) for key in case.verdicts for topic in key.split("|")}
    assert named - known == set()


def test_periods_are_half_open() -> None:
    assert source_in_force("lab-2019-548", date(2020, 1, 1))
    assert not source_in_force("lab-2016-1342", date(2020, 1, 1))
    assert source_in_force("koebenhavn-2019-svar", date(2016, 1, 1))
