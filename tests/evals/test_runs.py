"""Runs are kept, read again, and held against each other case by case."""

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from assistant.settings import Settings
from corpus.errors import QuestionError
from evals.cases import Case, load_cases
from evals.command import Wanted, run_evals
from evals.evaluation import Evaluation
from evals.result import Result, Row
from evals.runs import compared, past_runs, read_run, save
from evals.scorers import Score

FIRST, SECOND = datetime(2026, 11, 20, 9, 30, tzinfo=UTC), datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def row(name: str, value: float, split: str = "dev") -> Row:
    case = Case.model_validate({"id": name, "split": split, "turns": ("Hvor længe?",), "expect": ("4 uger",)})
    return Row(case=case, scores={"right": Score(value, "" if value else "mangler ['4 uger']")}, milliseconds=(3.0,))


def evaluation(**values: float) -> Evaluation:
    rows = (row(name, value, "gate" if name.startswith("gate") else "dev") for name, value in values.items())
    return Evaluation(result=Result(rows=tuple(rows)))


def test_run_reads_back_with_its_measures(tmp_path: Path) -> None:
    run = save(tmp_path, evaluation(en=1.0, to=0.0, gate1=1.0), FIRST)
    past = read_run(run)
    assert past.scores["dev"]["answers.right"] == 0.5
    assert past.scores["gate"]["answers.right"] == 1.0
    assert {line["id"] for line in past.lines} == {"en", "to", "gate1"}


def test_comparison_tells_each_case_that_changed_and_the_paired_difference(tmp_path: Path) -> None:
    before = read_run(save(tmp_path, evaluation(en=1.0, to=0.0, tre=1.0), FIRST))
    found = compared(before, evaluation(en=1.0, to=1.0, tre=0.0, ny=1.0).lines())
    assert {(change.id, change.better) for change in found.changes} == {("to", True), ("tre", False)}
    assert next(change.why for change in found.changes if change.id == "tre") == "mangler ['4 uger']"
    difference = found.differences["answers.right"]
    assert (difference.value, difference.count) == (0.0, 3)


def test_runs_come_in_the_order_in_which_they_were_made(tmp_path: Path) -> None:
    save(tmp_path, evaluation(en=0.0), SECOND)
    save(tmp_path, evaluation(en=1.0), FIRST)
    assert [run.scores["dev"]["answers.right"] for run in past_runs(tmp_path)] == [1.0, 0.0]


def test_damaged_run_is_left_out_of_the_history_and_refused_as_the_one_to_compare_with(tmp_path: Path) -> None:
    run = save(tmp_path, evaluation(en=1.0), FIRST)
    (run / "summary.json").write_text("{", encoding="utf-8")
    (run / "results.jsonl").write_text("{", encoding="utf-8")
    assert past_runs(tmp_path) == ()
    with pytest.raises(QuestionError, match=r"ikke en kørsel af prøverne.*results\.jsonl"):
        read_run(run)


@pytest.fixture(scope="module")
def kept(home: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Two runs of one suite kept in a folder, and what the second one printed."""
    out = tmp_path_factory.mktemp("runs")
    settings = Settings(home=home)
    run_evals(Wanted(suite="retrieval", out=out), settings, FIRST, Console(quiet=True))
    printed = StringIO()
    console = Console(file=printed, width=200)
    against = out / f"{FIRST:%Y%m%dT%H%M%S}"
    code = run_evals(Wanted(suite="retrieval", out=out, against=against, failures=True), settings, SECOND, console)
    assert code == 0
    return out, printed.getvalue()


def test_command_keeps_lines_summary_and_reports_with_pictures(kept: tuple[Path, str]) -> None:
    run = kept[0] / f"{SECOND:%Y%m%dT%H%M%S}"
    lines = [json.loads(line) for line in (run / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {line["suite"] for line in lines} == {"retrieval"}
    html = (run / "report.html").read_text(encoding="utf-8")
    assert html.count("<svg") == 4
    assert "langchain + Chroma, enkel" in html
    assert "kun BM25" in (run / "report.md").read_text(encoding="utf-8")


def test_command_compares_with_the_run_before(kept: tuple[Path, str]) -> None:
    assert f"Ved siden af {FIRST:%Y%m%dT%H%M%S}: 0 mål har flyttet sig." in kept[1]


def test_command_shows_dev_failures_only(home: Path, tmp_path: Path) -> None:
    told = StringIO()
    wanted = Wanted(suite="understanding", out=tmp_path, failures=True)
    run_evals(wanted, Settings(home=home), FIRST, Console(file=told, width=200))
    printed = told.getvalue()
    assert "Spørgsmål:" in printed
    shown = [case for case in load_cases("understanding") if f"understanding/{case.id} [" in printed]
    assert {case.split for case in shown} == {"dev"}


def test_unknown_suite_is_refused_with_the_names(home: Path) -> None:
    with pytest.raises(QuestionError, match=r"intet sæt 'ukendt'.*robustness, review"):
        run_evals(Wanted(suite="ukendt"), Settings(home=home), FIRST, Console(quiet=True))
