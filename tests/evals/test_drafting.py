"""A conversation becomes a case file that loads and demands what was answered."""

from datetime import date
from pathlib import Path

import pytest

from assistant.service import Assistant
from evals.cases import load_cases
from evals.drafting import draft


def topics(assistant: Assistant) -> dict[str, tuple[str, ...]]:
    return {rule.id: rule.topics for rule in assistant.rules()}


@pytest.mark.parametrize(
    "turns",
    [
        ["Hvor længe kan en dagpengemodtager være i virksomhedspraktik?"],
        ["Hun er på dagpenge. Kan hun være i praktik i 6 uger?", 'Og "hvis" hun \\ er aktivitetsparat?'],
        ["Hvad er satsen for kontanthjælp?"],
        ["Kan praktikken være på 6 uger?"],
        ["Hvor tit mangler kommunerne klagevejledning?"],
    ],
)
def test_draft_loads(assistant: Assistant, tmp_path: Path, turns: list[str]) -> None:
    conversation = assistant.conversation(on=date(2026, 11, 20))
    for turn in turns:
        answer = conversation.ask(turn)
    text = draft(turns, answer, topics(assistant), "fra en bruger: citat passer ikke; «nej»")
    (tmp_path / "answers.toml").write_text(text, encoding="utf-8")
    (case,) = load_cases("answers", tmp_path)
    assert list(case.turns) == turns
    assert case.must_decline == (answer.status == "declined")
    assert "citat passer ikke" in case.note


def test_draft_demands_what_was_found(assistant: Assistant, tmp_path: Path) -> None:
    question = "Hun er på dagpenge. Kan hun være i praktik i 6 uger?"
    answer = assistant.conversation(on=date(2026, 11, 20)).ask(question)
    (tmp_path / "answers.toml").write_text(draft([question], answer, topics(assistant)), encoding="utf-8")
    (case,) = load_cases("answers", tmp_path)
    assert case.verdicts["duration"] == "breached"
    assert "LAB § 61, stk. 1, nr. 1" in case.must_cite
