"""The law of the day: a placement over a change is judged by both laws, and the age of the rules is told."""

from datetime import date

import pytest

from assistant import open_assistant
from assistant.answer import Answer
from assistant.finding import Verdict
from assistant.service import Assistant
from assistant.settings import Settings, read_settings
from corpus.errors import QuestionError

NOW = date(2026, 11, 20)
UNCHECKED = "Reglerne er kontrolleret til og med 20. november 2026. Om de er ændret siden, er ikke undersøgt."
OVER_NEW_YEAR = "Aktivitetsparat på kontanthjælp i praktik fra 1. oktober 2019 i 20 uger, er det i orden?"


def ask(assistant: Assistant, question: str, on: date = NOW) -> Answer:
    return assistant.conversation(on=on).ask(question)


def test_placement_over_a_change_is_answered_for_both_days(assistant: Assistant) -> None:
    answer = ask(assistant, OVER_NEW_YEAR)
    before, after = answer.text.split("#### Reglerne fra 1. januar 2020")
    assert "#### Reglerne til og med 31. december 2019" in before
    assert "LAB § 44, stk. 1, nr. 4" in before
    assert "LAB § 61, stk. 1, nr. 2" in after
    assert "LAB § 61" not in before
    assert "LAB § 44" not in after
    assert [row.version for row in answer.law] == ["LBK nr. 1342 af 21/11/2016", "LOV nr. 548 af 07/05/2019"]
    assert [row.on for row in answer.law] == [date(2019, 10, 1), date(2020, 1, 1)]


def test_citations_of_both_laws_name_their_day(assistant: Assistant) -> None:
    answer = ask(assistant, OVER_NEW_YEAR)
    days = {citation.reference: citation.on for citation in answer.citations if citation.reference}
    assert days["LAB § 44, stk. 1, nr. 4"] == date(2019, 10, 1)
    assert days["LAB § 61, stk. 1, nr. 2"] == date(2020, 1, 1)
    assert {finding.on for finding in answer.findings} == {date(2019, 10, 1), date(2020, 1, 1)}


def test_english_answer_tells_both_periods_in_english(assistant: Assistant) -> None:
    text = "Unemployment benefit recipient, virksomhedspraktik from 16 December 2019 to 12 January 2020, allowed?"
    answer = ask(assistant, text)
    assert "#### The rules until and including 31 December 2019" in answer.text
    assert "#### The rules from 1 January 2020" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Dagpengemodtager i praktik fra 2. december 2019 til 29. december 2019", id="wholly before"),
        pytest.param("Dagpengemodtager i praktik fra 1. januar 2020 til 28. januar 2020", id="from the first day"),
    ],
)
def test_placement_under_one_law_is_answered_once(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert "Reglerne fra" not in answer.text
    assert len([row for row in answer.law if row.act == "LAB"]) == 1
    assert all(citation.on is None for citation in answer.citations)


def test_placement_that_lies_years_back_is_judged_by_the_law_of_its_first_day(assistant: Assistant) -> None:
    answer = ask(assistant, "Dagpenge, praktik fra 4. marts 2019 til 31. marts 2019, er det i orden?")
    assert answer.on == date(2019, 3, 4)
    assert answer.findings[0].verdict is Verdict.MET
    assert "LAB § 44, stk. 1, nr. 1" in answer.findings[0].references


@pytest.mark.parametrize(
    ("on", "told"),
    [
        pytest.param(date(2026, 11, 20), None, id="the last verified day"),
        pytest.param(date(2026, 11, 21), UNCHECKED, id="the day after"),
        pytest.param(date(2027, 2, 18), UNCHECKED, id="90 days after"),
        pytest.param(date(2027, 2, 19), "Det er over 90 dage siden", id="91 days after"),
        pytest.param(date(2021, 6, 1), None, id="a day whose law is closed"),
    ],
)
def test_days_after_the_last_check_are_told(assistant: Assistant, on: date, told: str | None) -> None:
    notices = ask(assistant, "Hvor længe kan en jobparat på kontanthjælp være i praktik?", on).notices
    aged = [notice for notice in notices if "kontrolleret til og med" in notice or "dage siden" in notice]
    assert [notice.startswith(told or "") for notice in aged] == ([True] if told else [])


def test_age_is_a_setting(home: object) -> None:
    with open_assistant(Settings(home=home, max_age_days=5)) as strict:  # type: ignore[arg-type]  # a fixture's path
        notices = ask(strict, "Hvor længe kan en dagpengemodtager være i praktik?", date(2026, 11, 26)).notices
    assert any("Det er over 5 dage siden" in notice for notice in notices)


@pytest.mark.parametrize("value", ["0", "-1", "et år", "1.5", "²"])
def test_nonsense_age_is_refused_in_one_line(value: str) -> None:
    with pytest.raises(QuestionError, match="PRAKTIK_MAX_AGE_DAYS"):
        read_settings({"PRAKTIK_MAX_AGE_DAYS": value})


def test_known_changes_of_2026_are_told(assistant: Assistant) -> None:
    notices = " ".join(ask(assistant, "Hvor længe kan en dagpengemodtager være i praktik?").notices)
    assert "LOV nr. 1750/2025" in notices


def test_new_main_act_is_told_for_a_placement_that_reaches_it(assistant: Assistant) -> None:
    notices = " ".join(ask(assistant, "Dagpengemodtager, praktik fra 14. december 2026 i 4 uger").notices)
    assert "ny hovedlov" in notices


@pytest.mark.parametrize(
    "question",
    [
        "hvad var reglen for dimittender i 2018",
        "hvor lang var grænsen for dimittender i 2018?",
        "Hvad gjaldt for dimittender i 2018?",
    ],
)
def test_year_asked_about_in_the_past_is_the_law_of_that_year(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert [row.version for row in answer.law] == ["LBK nr. 1342 af 21/11/2016"]
    assert "8 uger" in answer.text
    assert "LAB § 44" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "hun var i praktik i 2018, hvor længe kan hun være nu som dagpengemodtager",
        "Borgeren på dagpenge var i praktik i 4 uger i 2018. Må hun komme i en ny praktik et andet sted?",
    ],
)
def test_year_of_an_earlier_placement_is_not_the_day_of_the_law(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    versions = {row.version for row in answer.law}
    assert "LBK nr. 280 af 01/03/2024" in versions
    assert versions <= {"LBK nr. 280 af 01/03/2024", "BEK nr. 1216 af 28/09/2023"}
    assert "LAB § 61" in answer.text
