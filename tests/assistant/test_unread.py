"""A number that no reading has used is told, so that nobody takes it for understood."""

from datetime import date

import pytest

from assistant.service import Assistant

NOW = date(2026, 11, 20)


def unread(assistant: Assistant, *turns: str) -> list[str]:
    conversation = assistant.conversation(on=NOW)
    last = [conversation.ask(turn) for turn in turns][-1]
    return [notice for notice in last.notices if notice.startswith(("Jeg har ikke brugt", "I have not used"))]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("Jobparat, 4 uger i praktik, bor 12 km fra stedet. Går det?", "12 km", id="distance"),
        pytest.param("Dagpenge, 4 uger i praktik, har 7 kolleger dér. Ok?", "7 kolleger", id="colleagues"),
        pytest.param("Unemployment benefit, 4 weeks placement, lives 15 km away. Fine?", "15 km", id="English"),
    ],
)
def test_number_that_is_not_used_is_told(assistant: Assistant, question: str, told: str) -> None:
    (notice,) = unread(assistant, question)
    assert f": {told}." in notice


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("En dagpengemodtager skal i praktik i 4 uger fra 7. december 2026. Går det?", id="all is used"),
        pytest.param("Jobparat på 52 år har været i praktik 3 uger og skal have 1 uge mere.", id="added"),
        pytest.param("Dagpenge, praktik 16.11-13.12, er det ok?", id="days without a year"),
        pytest.param("Er 3 måneder for længe for en på sygedagpenge fra 1/12?", id="months"),
        pytest.param(
            "Ledig over 30 år på kontanthjælp, jobparat, 4 uger og 1 dag i praktik?", id="bound, weeks and days"
        ),
        pytest.param("Kan en dagpengemodtager få 4 uger, ikke 6?", id="denied"),
        pytest.param("Må en dagpengemodtager være i praktik i 4 uger efter LAB § 61, stk. 1, nr. 1?", id="reference"),
        pytest.param("Hvad er 13-ugers reglen, og hvad er 26?", id="no case"),
    ],
)
def test_number_that_is_used_or_decides_nothing_is_not_told(assistant: Assistant, question: str) -> None:
    assert unread(assistant, question) == []


def test_weeks_more_in_a_follow_up_are_used(assistant: Assistant) -> None:
    assert unread(assistant, "Sygedagpenge, har været i praktik i 13 uger.", "Kan hun få 5 uger mere?") == []
