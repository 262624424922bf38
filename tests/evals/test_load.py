"""The load test itself: that it asks at once, tells every error, and that the assistant stays right under it."""

import json
import os
import shutil
from datetime import date
from pathlib import Path
from threading import get_ident
from typing import Any

import pytest

import praktik
from assistant.answer import Answer
from assistant.service import Assistant
from corpus.errors import IndexUnavailable, QuestionError
from evals.load import Load, Script, in_this_process, memory_mib, run_load, scripts
from evals.load_app import running_app

ON = date(2026, 11, 20)
ASKED = (Script(turns=("Hvor længe?", "Og hvis?"), on=ON), Script(turns=("Må vi?",), on=ON))
AT_ONCE = Load(users=4, seconds=0.3, pause_s=(0, 0.01))


class Made:
    """An assistant that answers with the question, or as `say` has it."""

    def __init__(self, say: Any = None) -> None:
        self.say = say or (lambda question: question)
        self.threads: set[int] = set()
        self.days: set[date | None] = set()

    def conversation(self, on: date | None = None) -> "Made":
        self.days.add(on)
        return self

    def ask(self, question: str) -> Answer:
        self.threads.add(get_ident())
        return Answer(status="answered", text=self.say(question), on=ON)

    def search(self, query: str, k: int = 10, on: date | None = None) -> Any:
        raise NotImplementedError

    def source(self, source_id: str) -> Any:
        raise NotImplementedError


def test_every_user_asks_on_a_thread_of_its_own_until_the_time_is_up() -> None:
    made = Made()
    report = run_load(in_this_process(made), ASKED, AT_ONCE)
    # The four users and the one who asks alone first.
    assert len(made.threads) == 5
    assert made.days == {ON}
    assert report.errors == {}
    assert report.answers > 40
    assert report.p50_ms <= report.p95_ms <= report.p99_ms <= report.longest_ms
    assert sum(point.per_second > 0 for point in report.curve) > 3


def test_answer_that_differs_from_the_one_given_alone_is_an_error() -> None:
    given: list[str] = []

    def mixed_up(question: str) -> str:
        given.append(question)
        return question if len(given) <= 3 else "en andens svar"

    report = run_load(in_this_process(Made(mixed_up)), ASKED, AT_ONCE)
    assert report.errors == {"andet svar": report.answers}
    assert report.answers > 0


def test_user_whose_question_fails_is_told_by_the_errors_name() -> None:
    given: list[str] = []

    def failing(question: str) -> str:
        given.append(question)
        if len(given) > 3:
            raise IndexUnavailable("væk")
        return question

    report = run_load(in_this_process(Made(failing)), ASKED, AT_ONCE)
    assert (report.errors, report.answers) == ({"IndexUnavailable": 4}, 0)


def test_nothing_to_ask_is_refused() -> None:
    with pytest.raises(QuestionError, match="ingen spørgsmål"):
        run_load(in_this_process(Made()), (), AT_ONCE)


def test_memory_is_told_where_the_system_says_it() -> None:
    held = memory_mib()
    if not Path("/proc/self/status").exists():
        assert held is None
    else:
        assert held is not None
        assert 10 < held < 10_000


def test_ten_users_get_the_answers_that_one_gets(assistant: Assistant) -> None:
    report = run_load(in_this_process(assistant), scripts()[:60], Load(users=10, seconds=3, pause_s=(0, 0.05)))
    assert report.errors == {}
    assert report.answers > 10


def test_command_writes_the_numbers_and_the_curve(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PRAKTIK_HOME", str(home))
    numbers, curve = tmp_path / "load.json", tmp_path / "load.svg"
    with pytest.raises(SystemExit) as ended:
        praktik.main(
            [
                *("bench", "--users", "3", "--seconds", "1", "--pause", "0", "0.1"),
                *("--out", str(numbers), "--curve", str(curve)),
            ]
        )
    assert ended.value.code in (0, None)
    assert "fejl" in capsys.readouterr().out
    told = json.loads(numbers.read_text(encoding="utf-8"))
    assert (told["load"]["users"], told["errors"]) == (3, {})
    assert told["answers"] > 3
    assert curve.read_text(encoding="utf-8").startswith("<svg")


def test_pause_from_high_to_low_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        praktik.main(["bench", "--users", "3", "--pause", "5", "1"])
    assert ended.value.code == 2
    assert "det mindste tal skal stå først" in capsys.readouterr().err


def test_two_browsers_sessions_ask_the_app_itself(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PRAKTIK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PRAKTIK_HOME", str(home))
    before = sorted(path.name for path in home.iterdir())
    asked = (
        Script(turns=("Hvor længe kan en dagpengemodtager være i virksomhedspraktik?", "Kan den forlænges?"), on=ON),
        Script(turns=("Hvem kan man klage til?",), on=ON),
    )
    with running_app() as target:
        with target.opened(ON) as page:
            assert "4 uger" in target.told(page.ask(asked[0].turns[0]))
        report = run_load(target, asked, Load(users=2, seconds=3, pause_s=(0, 0.1)))
    assert report.errors == {}
    assert report.answers >= 2
    # What was asked is kept nowhere.
    assert sorted(path.name for path in home.iterdir()) == before


def test_app_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", shutil.which("false"))
    with pytest.raises(IndexUnavailable, match="starter ikke"), running_app():
        pass
