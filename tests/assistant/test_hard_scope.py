"""Questions of other fields are declined and ours are not, measured over a table of both."""

import tomllib
from pathlib import Path

import pytest

from assistant.service import Assistant
from tests.assistant.test_conversation import NOW

_ROWS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "hard_scope.toml").read_text("utf-8"))


def declined_share(assistant: Assistant, questions: list[str]) -> float:
    declined = [q for q in questions if assistant.conversation(on=NOW).ask(q).status == "declined"]
    return len(declined) / len(questions)


def test_questions_of_other_fields_are_declined(assistant: Assistant) -> None:
    assert declined_share(assistant, _ROWS["outside"]) >= 0.95


def test_questions_of_other_fields_in_our_words_are_mostly_declined(assistant: Assistant) -> None:
    # What is left over names no word but ours ("kan et lån forlænges"): measured 0.58, before 0.38.
    assert declined_share(assistant, _ROWS["beside"]) >= 0.55


def test_questions_of_ours_are_not_declined(assistant: Assistant) -> None:
    assert declined_share(assistant, _ROWS["inside"]) <= 0.05


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("kan han komme i praktik hos skat når han er aktivitetsparat", id="the tax office as a workplace"),
        pytest.param(
            "hun er gravid og på kontanthjælp, hvor længe i praktik", id="a word of health tells of a citizen"
        ),
        pytest.param("må hun komme i praktik der hvor hun lige er blevet sagt op", id="dismissed"),
    ],
)
def test_word_of_another_field_does_not_shut_out_a_placement(assistant: Assistant, question: str) -> None:
    assert assistant.conversation(on=NOW).ask(question).status != "declined"


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("hvor klager jeg over dsb", id="a complaint"),
        pytest.param("hvilke krav er der til en carport", id="requirements"),
        pytest.param("hvor lang er klagefristen i en byggesag", id="a deadline"),
        pytest.param("er grænsen for fri abort 12 uger", id="a limit of weeks"),
    ],
)
def test_topic_of_ours_about_something_else_is_declined(assistant: Assistant, question: str) -> None:
    assert assistant.conversation(on=NOW).ask(question).status == "declined"


@pytest.mark.parametrize("turn", ["og i en restaurant?", "og hvis det er på et hotel?"])
def test_follow_up_may_name_a_workplace_of_another_field(assistant: Assistant, turn: str) -> None:
    conversation = assistant.conversation(on=NOW)
    conversation.ask("Hvor længe må en jobparat være i praktik?")
    assert conversation.ask(turn).status != "declined"


def test_other_field_is_declined_within_a_conversation(assistant: Assistant) -> None:
    conversation = assistant.conversation(on=NOW)
    conversation.ask("Hvor længe må en jobparat være i praktik?")
    assert conversation.ask("hvad koster en carport?").status == "declined"


def test_what_is_suggested_is_answered(assistant: Assistant) -> None:
    references = [f"LAB § {section}" for section in range(57, 66)] + [f"BAB § {section}" for section in range(58, 69)]
    suggested = {question for ref in references for question in assistant.suggestions([ref], NOW)[:4]}
    assert len(suggested) > 50
    assert not [q for q in suggested if assistant.conversation(on=NOW).ask(q).status == "declined"]
