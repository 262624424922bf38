"""A chat model's opinion of the answers is reported and never counts."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import praktik
from evals.cases import load_cases
from evals.judge import judged, opinion_lines, sample
from evals.result import Row
from tests.llm.server import Play, Stage, Turn, serving

KIND = {"relevance": 5, "clarity": 4, "why": "Klart\nog kort."}


def rows(count: int) -> list[Row]:
    cases = load_cases("answers")[:count]
    return [Row(case=case, scores={}, answer={"text": f"Svar på {case.id}"}) for case in cases]


class Session:
    def __init__(self, reply: object) -> None:
        self.reply = reply

    def fields(self, messages: object) -> object:
        self.messages = messages
        return self.reply


class Model:
    """Gives every answer the same reply, and keeps what it was sent."""

    name = "en:model"

    def __init__(self, reply: object) -> None:
        self.reply = reply
        self.sessions: list[Session] = []

    def session(self) -> Session:
        self.sessions.append(Session(self.reply))
        return self.sessions[-1]


def test_model_is_shown_question_demands_and_answer() -> None:
    model = Model(KIND)
    one = next(row for row in rows(40) if row.case.must_cite and row.case.split == "dev")
    judged([one], model, 1)
    sent = model.sessions[0].messages[1].text
    assert one.case.turns[-1] in sent
    assert one.case.must_cite[0].split("|")[0] in sent
    assert f"<svar>\nSvar på {one.case.id}\n</svar>" in sent


def test_only_answers_of_the_development_half_are_shown() -> None:
    chosen = sample(rows(200), 30)
    assert len(chosen) == len({row.case.id for row in chosen}) == 30
    assert {row.case.split for row in chosen} == {"dev"}


def test_marks_become_means_of_those_judged() -> None:
    told = list(opinion_lines(judged(rows(20), Model(KIND), 4)))
    assert told[0] == "en:model bedømte 4 af 4 svar, 1–5; tæller ikke i porten."
    assert told[1] == "Svarer på det, der spørges om: 5,0 (5,0–5,0)"
    assert told[2] == "Til at forstå: 4,0 (4,0–4,0)"
    assert told[3].endswith("5 og 4: Klart og kort.")


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(None, id="no-object"),
        pytest.param({}, id="empty"),
        pytest.param({"relevance": 9, "clarity": 4, "why": ""}, id="too-high"),
        pytest.param({"relevance": 4, "why": ""}, id="one-mark"),
        pytest.param({"relevance": True, "clarity": 4, "why": ""}, id="not-a-number"),
    ],
)
def test_reply_without_marks_is_no_judgement(reply: object) -> None:
    told = list(opinion_lines(judged(rows(20), Model(reply), 3)))
    assert told[0].startswith("en:model bedømte 0 af 3 svar")
    assert told[-1] == "Ikke bedømt: 3, fordi sprogmodellen gav ingen karakterer."


@pytest.fixture
def server() -> Iterator[Stage]:
    play: Play = lambda _: Turn(content=json.dumps(KIND))  # noqa: E731
    with serving(play) as stage:
        yield stage


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`praktik evals fresh --judge 3` with those settings: its exit code and what it printed."""

    def call(**settings: str) -> tuple[int, str]:
        monkeypatch.setenv("PRAKTIK_HOME", str(home))
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            praktik.main(("evals", "fresh", "--judge", "3", "--out", str(tmp_path)))
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out + printed.err

    return call


def test_judge_is_reported_and_kept_and_changes_no_score(run: Run, tmp_path: Path, server: Stage) -> None:
    code, output = run(PRAKTIK_JUDGE="openai:en-model", PRAKTIK_JUDGE_URL=server.url, PRAKTIK_JUDGE_KEY="noegle")
    assert code == 0
    assert "openai:en-model bedømte 3 af 3 svar" in output
    assert len(server.requests) == 3
    [kept] = tmp_path.iterdir()
    lines = (kept / "judge.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["marks"] for line in lines] == [{"relevance": 5, "clarity": 4}] * 3
    assert "## En sprogmodels bedømmelse" in (kept / "report.md").read_text(encoding="utf-8")
    summary = json.loads((kept / "summary.json").read_text(encoding="utf-8"))
    assert not [name for half in summary["scores"].values() for name in half if "relevance" in name]


def test_judge_that_is_down_costs_nothing_but_its_opinion(run: Run) -> None:
    code, output = run(PRAKTIK_JUDGE="openai:x", PRAKTIK_JUDGE_URL="http://127.0.0.1:9/v1", PRAKTIK_JUDGE_TIMEOUT="5")
    assert code == 0
    assert "bedømte 0 af 3 svar" in output
    assert "fordi" in output


def test_judge_without_a_model_is_told_in_one_line(run: Run) -> None:
    code, output = run()
    assert code == 2
    assert "PRAKTIK_JUDGE" in output
    assert "Traceback" not in output
