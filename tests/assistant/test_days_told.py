"""Days, weeks of the calendar and years as they are told: of the law, the placement, the benefit or a decision."""

from datetime import date
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.finding import Verdict
from assistant.service import Assistant
from assistant.understand import understand
from corpus.lexicon import load_lexicon

NOW = date(2026, 11, 20)
LEXICON = load_lexicon()
COMING_LAW = "ny hovedlov"


def told(question: str) -> dict[str, Any]:
    """The days that a question tells of its case, and the day of its law as `on`."""
    understood = understand(question, LEXICON, NOW)
    facts = understood.facts.known()
    days = {name: facts[name].isoformat() for name in ("start", "end", "benefit_until") if name in facts}
    return days | ({"on": understood.on.isoformat()} if understood.on else {})


def ask(assistant: Assistant, *turns: str) -> Answer:
    conversation = assistant.conversation(on=NOW)
    return [conversation.ask(turn) for turn in turns][-1]


def verdict(answer: Answer, rule: str) -> Verdict | None:
    return next((finding.verdict for finding in answer.findings if finding.rule == rule), None)


# A new first day moves the day of the law: 8 weeks for graduates lapsed on 1-1-2020 (LOV 548/2019), and the goal of
# education holds only those with an order from 1-1-2024 (LAB § 58, stk. 2).
@pytest.mark.parametrize(
    ("turns", "on"),
    [
        (("En dimittend på dagpenge begynder praktik 1. december 2019. Hvor mange uger?",), date(2019, 12, 1)),
        (
            (
                "En dimittend på dagpenge begynder praktik 1. december 2019. Hvor mange uger?",
                "og hvis den begynder 1. februar 2020?",
            ),
            date(2020, 2, 1),
        ),
        (
            ("Dimittend 1-12-2019, hvor mange uger?", "hvad hvis det var 1. februar 2020 i stedet?"),
            date(2020, 2, 1),
        ),
        (
            (
                "Uddannelsesparat, praktik fra 1. december 2023. Hvad er formålet?",
                "og hvis den starter 1. februar 2024?",
            ),
            date(2024, 2, 1),
        ),
        (("Jobparat, praktikken startede 3. marts 2020. Hvor længe?", "nej startdato 5. november 2026"), NOW),
        (
            ("Jobparat, praktikken startede 3. marts 2020. Hvor længe?", "og hvis den slutter 1. april 2020?"),
            date(2020, 3, 3),
        ),
        (("Hvad gjaldt i 2019 for dagpenge?", "og for sygemeldte?"), date(2019, 7, 1)),
    ],
)
def test_new_first_day_moves_the_law(assistant: Assistant, turns: tuple[str, ...], on: date) -> None:
    assert ask(assistant, *turns).on == on


def test_graduates_eight_weeks_lapse_with_the_new_first_day(assistant: Assistant) -> None:
    first = "En dimittend på dagpenge begynder praktik 1. december 2019. Må den vare 8 uger?"
    assert verdict(ask(assistant, first), "varighed/hoejeste_varighed") is not Verdict.BREACHED
    moved = ask(assistant, first, "og hvis den begynder 1. februar 2020?")
    assert verdict(moved, "varighed/hoejeste_varighed") is Verdict.BREACHED


# RF 9.5: NExTWORK in Vejle from 2020 to October 2023; before 2020 the latest employer was barred for all.
@pytest.mark.parametrize(
    ("question", "on"),
    [
        ("Uddannelsesparat i Vejle i 2021, 13 uger?", "2021-07-01"),
        ("Revalidend skal have ny funktion hos seneste arbejdsgiver, Aarhus 2019. Må hun det?", "2019-07-01"),
        ("Dagpenge, Odense 2018: må hun være hos sidste arbejdsgiver?", "2018-07-01"),
        ("Jobparat (2019), 13 uger?", "2019-07-01"),
        ("Jobparat, begyndt i praktik i 2019. Hvor længe må han?", "2019-07-01"),
    ],
)
def test_past_year_is_the_day_of_the_law(question: str, on: str) -> None:
    assert told(question).get("on") == on


@pytest.mark.parametrize(
    "question",
    [
        "Hun blev uddannet i 2021. Jobparat, 6 ugers praktik?",
        "Hun var ansat i Netto 2023. Dagpenge, må hun være i praktik dér?",
        "Hvad siger Ankestyrelsens undersøgelse fra 2022?",
        "Jobparat har været ledig siden 1. januar 2025, hvor længe må hun være i praktik?",
        "Praktikken koster 2020 kr., hvor længe må en jobparat være der?",
    ],
)
def test_year_of_something_else_is_not_the_day_of_the_law(question: str) -> None:
    assert "on" not in told(question)


def test_past_year_brings_the_law_of_its_time(assistant: Assistant) -> None:
    trial = ask(assistant, "Uddannelsesparat i Vejle i 2021, 13 uger?")
    assert verdict(trial, "varighed/hoejeste_varighed") is Verdict.NEEDS_ASSESSMENT
    barred = ask(assistant, "Revalidend skal have ny funktion hos seneste arbejdsgiver, Aarhus 2019. Må hun det?")
    assert verdict(barred, "arbejdsgiver/seneste_arbejdsgiver") is Verdict.BREACHED


@pytest.mark.parametrize(
    ("question", "days"),
    [
        (
            "Aktivitetsparat fra 1. marts 2026 i 26 uger. Er det ok at forlænge inden uge 14?",
            {"start": "2026-03-01"},
        ),
        ("Jobparat 10 uger fra uge 40, går det?", {"start": "2026-09-28"}),
        ("Jobparat starter i uge 49, 4 uger", {"start": "2026-11-30"}),
        ("Sygemeldt, 13 uger fra uge 49, men uge 52 holder virksomheden lukket", {"start": "2026-11-30"}),
        ("Jobparat starter uge 49 og slutter uge 52, er det ok?", {"start": "2026-11-30", "end": "2026-12-27"}),
        ("Dagpenge i praktik fra uge 50 til uge 53", {"start": "2026-12-07", "end": "2027-01-03"}),
        ("Dagpenge i praktik uge 49-52", {"start": "2026-11-30", "end": "2026-12-27"}),
        ("Dagpenge i praktik i uge 50", {"start": "2026-12-07", "end": "2026-12-13"}),
        ("Dagpenge i praktik fra 7. december 2026 til uge 52", {"start": "2026-12-07", "end": "2026-12-27"}),
    ],
)
def test_week_of_the_calendar_is_first_or_last_day_as_told(question: str, days: dict[str, str]) -> None:
    assert told(question) == days


@pytest.mark.parametrize(
    "question",
    [
        "Aktivitetsparat. De 26 uger er gået på fredag. Hvad så?",
        "Aktivitetsparat. På fredag er der gået 26 uger, hvad så?",
        "Aktivitetsparat, de 13 uger er brugt på fredag, kan hun forlænges?",
    ],
)
def test_day_on_which_the_weeks_are_spent_begins_nothing(question: str) -> None:
    assert "start" not in told(question)


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("Aktivitetsparat begynder i praktik på fredag, 13 uger", {"start": "2026-11-27"}),
        ("Praktikken slutter på fredag, kan den jobparate forlænges?", {"end": "2026-11-27"}),
    ],
)
def test_friday_of_the_placement_stays(question: str, days: dict[str, str]) -> None:
    assert told(question) == days


# The day of a decision is no first day, and four weeks from the notification is the last day to complain (RSL § 67).
@pytest.mark.parametrize(
    ("turns", "last"),
    [
        (("Afgørelse 24. november 2026 om praktik til jobparat. Hvornår udløber klagefristen?",), "22. december 2026"),
        (("Afgørelsen er fra 24. november 2026. Hvornår er sidste frist for at klage?",), "22. december 2026"),
        (
            ("Borgeren fik afslag den 13. november 2026 på selvfunden praktik. Hvornår udløber klagefristen?",),
            "11. december 2026",
        ),
        (
            (
                "Afgørelsen blev truffet den 2. november 2026 om 4 ugers praktik til en dagpengemodtager. Er det ok?",
                "hvornår skal han senest klage?",
            ),
            "30. november 2026",
        ),
        (("The decision was dated 24 November 2026. When is the last day to complain?",), "22 December 2026"),
    ],
)
def test_last_day_to_complain_is_told(assistant: Assistant, turns: tuple[str, ...], last: str) -> None:
    answer = ask(assistant, *turns)
    assert last in answer.text
    assert "start" not in answer.case


@pytest.mark.parametrize(
    "question",
    [
        "Jobparat i praktik fra 24. november 2026. Hvad er klagefristen?",
        # The time limit before 2 April 2025 is not in the sources.
        "Afgørelse 3. marts 2021. Hvad var klagefristen?",
    ],
)
def test_no_last_day_to_complain_without_a_decision_and_its_law(assistant: Assistant, question: str) -> None:
    assert "sidste dag i klagefristen" not in ask(assistant, question).text


@pytest.mark.parametrize(
    ("question", "days"),
    [
        (
            "Jeg fik en afgørelse den 3. november 2026 om praktik fra 1. december 2026. Hvor længe må en jobparat?",
            {"start": "2026-12-01", "on": "2026-11-03"},
        ),
        ("Afgørelse om praktik fra 1. december 2026 i 4 uger, dagpenge. Ok?", {"start": "2026-12-01"}),
        ("Vi traf afgørelse den 24. oktober 2026 om 4 ugers praktik, dagpenge", {"on": "2026-10-24"}),
    ],
)
def test_day_of_a_decision_stands_beside_the_first_day(question: str, days: dict[str, str]) -> None:
    assert told(question) == days


@pytest.mark.parametrize(
    ("turns", "on"),
    [
        (("Hvad gælder efter 1. januar 2027 for dagpenge?", "og lige nu?"), NOW),
        (("Hvad gælder fra 1. januar 2027 for dagpenge?", "og i dag?"), NOW),
        (("Hvad gjaldt i 2019 for dagpenge?", "og nu?"), NOW),
        (("Afgørelse om praktik fra 1. december 2019 for jobparat. Hvor længe?", "og i morgen?"), NOW),
    ],
)
def test_now_goes_back_to_the_law_of_today(assistant: Assistant, turns: tuple[str, ...], on: date) -> None:
    answer = ask(assistant, *turns)
    assert answer.on == on
    assert all(finding.rule != "fremtid/hovedlov_2027" for finding in answer.findings)
    assert answer.case.get("start") in (None, "2026-11-21")


@pytest.mark.parametrize("said", ["siden", "fra", "siden d."])
def test_placement_going_on_since_a_day_began_then(assistant: Assistant, said: str) -> None:
    answer = ask(assistant, f"Aktivitetsparat i praktik {said} 1. juni 2026, 26 uger. Hvornår slutter det?")
    assert answer.on == NOW
    assert "29. november 2026" in answer.text


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("Jobparat på kontanthjælp siden 1. juni 2026, 3 ugers praktik?", {}),
        ("Sygemeldt, ansat siden 1. juni 2020, 13 ugers praktik?", {}),
        ("Hvilke regler har gjaldt siden 1. januar 2024 for uddannelsesparate?", {"on": "2024-01-01"}),
    ],
)
def test_since_a_day_of_something_else_begins_no_placement(question: str, days: dict[str, str]) -> None:
    assert told(question) == days


# RF 9.4: what holds from 1 January 2027 is not known.
@pytest.mark.parametrize(
    ("question", "warned"),
    [
        ("Dagpenge fra 7. december 2026. Hvad er sidste dag?", True),
        ("Jobparat på kontanthjælp fra 1. december 2026. Hvad er sidste dag?", False),
        ("Dagpenge fra 7. december 2026 i 3 uger. Er det i orden?", False),
        ("Dagpenge fra 7. december 2026 i 6 uger. Er det i orden?", True),
    ],
)
def test_last_possible_day_after_new_year_warns_of_the_coming_law(
    assistant: Assistant, question: str, *, warned: bool
) -> None:
    assert any(COMING_LAW in notice for notice in ask(assistant, question).notices) is warned


_CASE = "Dagpenge, retten slutter 15. december. 4 uger fra 17. november, er det i orden?"


@pytest.mark.parametrize(
    "turn",
    [
        "nej, dagpengeretten slutter først i januar",
        "undskyld, dagpengene stopper senere",
        "nej, den udløber først i februar",
    ],
)
def test_benefit_that_ends_on_another_day_is_asked_for(assistant: Assistant, turn: str) -> None:
    answer = ask(assistant, _CASE, turn)
    assert "benefit_until" not in answer.case
    assert "benefit_until" in answer.asked


@pytest.mark.parametrize(
    ("turns", "until", "outcome"),
    [
        ((_CASE,), "2026-12-15", Verdict.MET),
        ((_CASE, "nej, dagpengeretten slutter først den 15. januar"), "2027-01-15", Verdict.MET),
        ((_CASE, "nej, dagpengene stopper tidligere", "10. december"), "2026-12-10", Verdict.BREACHED),
        ((_CASE, "nej, dagpengene stopper senere", "1. februar 2027"), "2027-02-01", Verdict.MET),
    ],
)
def test_bare_day_answers_when_the_benefit_ends(
    assistant: Assistant, turns: tuple[str, ...], until: str, outcome: Verdict
) -> None:
    answer = ask(assistant, *turns)
    assert (answer.case["benefit_until"], answer.case["start"]) == (until, "2026-11-17")
    assert verdict(answer, "varighed/ydelsens_udloeb") is outcome


# LAB § 61, stk. 1, nr. 1: 4 weeks from 1 March 2025 end on 28 March; only under the trial NExTWORK are there more.
def test_last_day_of_the_main_rule_leads_where_only_a_trial_allows_more(assistant: Assistant) -> None:
    answer = ask(assistant, "Uddannelsesparat, 8 uger fra 1. marts 2025, er det ok?", "hvad er så slutdatoen højst?")
    assert "28. marts 2025" in answer.text
    assert "25. april 2025" not in answer.text


def test_last_day_of_the_weeks_asked_for_stays_within_the_limit(assistant: Assistant) -> None:
    assert "21. marts 2025" in ask(assistant, "Uddannelsesparat, 3 uger fra 1. marts 2025, er det ok?").text


# LAB § 59, stk. 1: hours of ordinary work beside the placement are not the placement's.
@pytest.mark.parametrize(
    ("question", "hours"),
    [
        ("Aktivitetsparat i praktik. Hun arbejder 10 timer om ugen i butikken ved siden af.", None),
        ("Aktivitetsparat i praktik 20 timer om ugen og arbejder 10 timer om ugen ved siden af", 20),
        ("Aktivitetsparat i praktik 30 timer om ugen ved siden af danskkursus", 30),
    ],
)
def test_hours_of_a_job_beside_are_not_of_the_placement(question: str, hours: int | None) -> None:
    assert understand(question, LEXICON, NOW).facts.weekly_hours == hours
