"""The gate must open for a right assistant and shut, at the right place, for a damaged one."""

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from evals.baseline import Baseline, read_baseline, updated, write_baseline
from evals.cases import Case
from evals.evaluation import Evaluation, cases_of
from evals.gate import gated, shortfalls, verdict_on
from evals.measure import Measure
from evals.result import Result
from evals.run import evaluate
from tests.evals import fakes

CASES = cases_of(None)
WORLD = fakes.fake_world(CASES)


def _result(damage: fakes.Damage | None = None) -> Result:
    assistant = fakes.FakeAssistant(CASES, damage) if damage else fakes.FakeAssistant(CASES)
    return evaluate(assistant, CASES, WORLD)


def found(result: Result) -> dict[str, Measure]:
    """What the gate looks at, the reviews perfect."""
    return {**gated(Evaluation(result=result)), "review.mutations_caught": Measure(value=1.0, count=1)}


@pytest.fixture(scope="module")
def perfect() -> Result:
    return _result()


@pytest.fixture(scope="module")
def baseline(perfect: Result) -> Baseline:
    return updated(found(perfect), None, date(2026, 11, 20))


def test_gate_opens_for_an_assistant_that_answers_as_the_cases_want(perfect: Result, baseline: Baseline) -> None:
    assert verdict_on(found(perfect), baseline) == []
    assert [row.case.id for row in perfect.rows if row.failures] == []


@pytest.mark.parametrize(
    ("damage", "shut"),
    [
        pytest.param(fakes.altered_quote, "answers.citations_valid", id="citat ændret med ét tegn"),
        pytest.param(fakes.changed_number, "answers.agreement", id="tal ændret"),
        pytest.param(fakes.changed_number, "answers.facts", id="tal ændret, fakta"),
        pytest.param(fakes.missing_stk, "answers.citations_valid", id="stykke der ikke findes"),
        pytest.param(fakes.missing_stk, "answers.gold_citations", id="forkert henvisning"),
        pytest.param(fakes.wrong_verdict, "answers.verdicts", id="forkert udfald"),
        pytest.param(fakes.wrong_verdict, "answers.right", id="forkert udfald er ikke ret"),
        pytest.param(fakes.wrong_verdict, "generated.verdicts", id="forkert udfald i de dannede"),
        pytest.param(fakes.refuses_all, "answers.refusal_precision", id="afviser alt"),
        pytest.param(fakes.refuses_all, "answers.right", id="afviser alt er ikke ret"),
        pytest.param(fakes.answers_all, "answers.refusal_recall", id="svarer på alt"),
        pytest.param(fakes.stray_marker, "answers.citations_valid", id="mærke uden citat"),
        pytest.param(fakes.yes_to_a_breach, "answers.agreement", id="ja til et brud"),
    ],
)
def test_gate_shuts_for_a_damaged_assistant(damage: fakes.Damage, shut: str, baseline: Baseline) -> None:
    reasons = verdict_on(found(_result(damage)), baseline)
    assert any(line.startswith(f"{shut}:") for line in reasons), reasons


def test_gate_shuts_when_search_finds_nothing(baseline: Baseline) -> None:
    result = evaluate(fakes.FakeAssistant(CASES, hits=lambda case: []), CASES, WORLD)
    assert any(line.startswith("retrieval.recall@10:") for line in verdict_on(found(result), baseline))


def test_gate_shuts_without_floors(perfect: Result) -> None:
    assert any("--update" in line for line in verdict_on(found(perfect), None))


def test_gate_shuts_when_the_cases_have_changed(perfect: Result, baseline: Baseline) -> None:
    other = Baseline(measured_on=baseline.measured_on, scores=baseline.scores, cases="andre", corpus=baseline.corpus)
    assert any("sagerne er ændret" in line for line in verdict_on(found(perfect), other))


def test_gate_asks_for_every_measure_that_has_a_floor(baseline: Baseline) -> None:
    assert "answers.right: blev ikke målt" in shortfalls({}, baseline)


def test_always_holds_even_if_the_floor_is_lower() -> None:
    low = Baseline(measured_on=date(2026, 1, 1), scores={"answers.right": Measure(value=0.1)}, cases="", corpus="")
    assert "answers.right: 0.9400 er under 0.9500" in shortfalls({"answers.right": Measure(value=0.94)}, low)


def test_update_never_lowers_a_floor_without_a_reason() -> None:
    old = updated({"answers.facts": Measure(value=0.9)}, None, date(2026, 1, 1))
    with pytest.raises(CorpusError, match=r"answers\.facts er faldet.*--allow-regression"):
        updated({"answers.facts": Measure(value=0.8)}, old, date(2026, 2, 1))


def test_update_with_a_reason_lowers_and_remembers_why() -> None:
    old = updated({"answers.facts": Measure(value=0.9)}, None, date(2026, 1, 1))
    new = updated({"answers.facts": Measure(value=0.8)}, old, date(2026, 2, 1), "nye sager om 2019")
    assert new.floors == {"answers.facts": 0.8}
    assert new.regressions[0]["reason"] == "nye sager om 2019"
    assert new.regressions[0]["from"] == 0.9


def test_update_raises_a_floor() -> None:
    old = updated({"answers.facts": Measure(value=0.8)}, None, date(2026, 1, 1))
    assert updated({"answers.facts": Measure(value=0.9)}, old, date(2026, 2, 1)).floors == {"answers.facts": 0.9}


def test_update_counts_a_measure_that_vanished_as_fallen() -> None:
    old = updated({"answers.facts": Measure(value=0.8)}, None, date(2026, 1, 1))
    with pytest.raises(CorpusError, match=r"answers\.facts"):
        updated({}, old, date(2026, 2, 1))


def test_baseline_reads_back_what_was_written(tmp_path: Path, baseline: Baseline) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(baseline, path)
    again = read_baseline(path)
    assert again is not None
    assert again.floors == {name: round(value, 4) for name, value in baseline.floors.items()}
    assert (again.cases, again.corpus) == (baseline.cases, baseline.corpus)


def test_damaged_baseline_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text('{"scores": 3}', encoding="utf-8")
    with pytest.raises(CorpusError, match="ødelagt"):
        read_baseline(path)


def test_failure_is_put_down_to_the_step_that_failed() -> None:
    assert _failed_in(fakes.wrong_verdict) == {"rule"}
    assert _failed_in(fakes.altered_quote) == {"composition"}
    assert "understanding" in _failed_in(fakes.answers_all)


def _failed_in(damage: fakes.Damage) -> set[str]:
    return {row.failed_in for row in _result(damage).of(("answers",)) if row.failed_in}


def _only(case_id: str) -> Case:
    return next(case for case in CASES if case.id == case_id)


def test_conversation_is_judged_on_its_last_answer(perfect: Result) -> None:
    row = next(row for row in perfect.rows if row.case.id == "samtale-og-hvis-aktivitetsparat")
    assert row.scores["facts"].value == 1.0
    assert len(row.milliseconds) == len(_only(row.case.id).turns)


def test_gate_shuts_where_a_spoiled_decision_passes(perfect: Result, baseline: Baseline) -> None:
    worse = {**found(perfect), "review.mutations_caught": Measure(value=0.9, count=10)}
    assert any(line.startswith("review.mutations_caught:") for line in verdict_on(worse, baseline))
