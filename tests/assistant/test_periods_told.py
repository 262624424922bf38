"""How long a placement lasts as it is told: by its days, week by week, beyond its last day, or in several places."""

from datetime import date
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.finding import Verdict
from assistant.service import Assistant
from assistant.understand import understand
from corpus.lexicon import load_lexicon

# A Saturday.
NOW = date(2026, 11, 21)
LEXICON = load_lexicon()
TIMES = ("start", "end", "benefit_until", "weeks", "weeks_used", "months_on_benefit", "extension")


def told(*turns: str) -> dict[str, Any]:
    """The times that the last turn tells of its case, dates and numbers as text."""
    understood = None
    for turn in turns:
        understood = understand(turn, LEXICON, NOW, understood, asked_on=NOW)
    facts = understood.facts.known() if understood else {}
    known = {name: facts[name] for name in TIMES if name in facts}
    return {name: value if value is True else str(value) for name, value in known.items()}


def ask(assistant: Assistant, *turns: str) -> Answer:
    conversation = assistant.conversation(on=NOW)
    return [conversation.ask(turn) for turn in turns][-1]


def verdict(answer: Answer, rule: str) -> Verdict | None:
    return next((finding.verdict for finding in answer.findings if finding.rule == rule), None)


# LAB § 61, stk. 2: weeks on top of a dated period make the whole of it longer.
@pytest.mark.parametrize(
    ("question", "times"),
    [
        (
            "fleksjob, praktik fra 1. juni til 30. august 2026, forlænges 13 uger",
            {"start": "2026-06-01", "end": "2026-11-29", "weeks_used": "13", "extension": True},
        ),
        (
            "revalidend, praktik fra 1. marts til 15. maj 2026, 13 uger oveni",
            {"start": "2026-03-01", "end": "2026-08-14", "weeks_used": "10.86", "extension": True},
        ),
        (
            "ressourceforløb, praktik 2/3-31/5 2026, skal forlænges yderligere 13 uger",
            {"start": "2026-03-02", "end": "2026-08-30", "weeks_used": "13", "extension": True},
        ),
        (
            "fleksjob, praktik fra 1. juni til 30. august 2026, kan vi forlænge i 8 uger",
            {"start": "2026-06-01", "end": "2026-10-25", "weeks_used": "13", "extension": True},
        ),
        (
            "sygedagpenge, praktik 2.3.-31.5.2026 forlænges til 26 uger",
            {"start": "2026-03-02", "end": "2026-08-30", "weeks_used": "13", "extension": True},
        ),
        (
            "fleksjob, praktik fra 1. juni til 30. august 2026, forlænges til 29. november",
            {"start": "2026-06-01", "end": "2026-11-29", "weeks_used": "13", "extension": True},
        ),
        (
            "rehabilitation, placement from 1 June to 30 August 2026, extended by 13 weeks",
            {"start": "2026-06-01", "end": "2026-11-29", "weeks_used": "13", "extension": True},
        ),
        (
            "aktivitetsparat, 26 uger slutter 4. december, vi vil have ham til 31. marts",
            {"start": "2026-06-06", "end": "2027-03-31", "weeks_used": "26", "extension": True},
        ),
        (
            "fleksjob, 13 uger slutter 30. august, kan hun blive til 29. november?",
            {"start": "2026-06-01", "end": "2026-11-29", "weeks_used": "13", "extension": True},
        ),
        (
            "fleksjob, har haft 13 uger, forlænges fra 1. september til 30. november 2026",
            {"start": "2026-06-02", "end": "2026-11-30", "weeks_used": "13", "extension": True},
        ),
    ],
)
def test_dated_period_goes_on_beyond_its_last_day(question: str, times: dict[str, Any]) -> None:
    assert told(question) == times


@pytest.mark.parametrize(
    ("question", "times"),
    [
        (
            "fleksjob, 13 uger, fra 1. juni til 30. august 2026, kan den forlænges?",
            {"start": "2026-06-01", "end": "2026-08-30", "weeks": "13", "extension": True},
        ),
        (
            "jobparat, praktik fra 1. til 28. december, 4 uger",
            {"start": "2026-12-01", "end": "2026-12-28", "weeks": "4"},
        ),
        ("kan 13 uger forlænges for en revalidend", {"weeks": "13", "extension": True}),
        # The first day of the whole period is not told.
        ("fleksjob, forlænges fra 1. september til 30. november 2026", {"end": "2026-11-30", "extension": True}),
        ("praktikken slutter 4. december, klagefristen 10. december, jobparat", {"end": "2026-12-04"}),
    ],
)
def test_dated_period_that_nothing_is_added_to_stays(question: str, times: dict[str, Any]) -> None:
    assert told(question) == times


@pytest.mark.parametrize(
    ("turns", "outcome"),
    [
        # 26 weeks, 23 weeks and 6 days: beyond 13, within 26.
        (("fleksjob, praktik fra 1. juni til 30. august 2026, forlænges 13 uger",), Verdict.NEEDS_ASSESSMENT),
        (("revalidend, praktik fra 1. marts til 15. maj 2026, 13 uger oveni",), Verdict.NEEDS_ASSESSMENT),
        (("revalidend, praktik fra 1. juni til 30. august 2026", "13 uger mere?"), Verdict.NEEDS_ASSESSMENT),
        # Almost 17 weeks at a time, where 13 are the most.
        (("revalidend, 26 uger slutter 4. december, vi vil have ham til 31. marts",), Verdict.BREACHED),
        (("dagpenge, praktik fra 2. til 29. november 2026, forlænges 2 uger",), Verdict.BREACHED),
    ],
)
def test_whole_of_an_extended_dated_period_is_judged(
    assistant: Assistant, turns: tuple[str, ...], outcome: Verdict
) -> None:
    assert verdict(ask(assistant, *turns), "varighed/forlaengelse") is outcome


@pytest.mark.parametrize(
    ("question", "times"),
    [
        ("revalidend 13, så 13 mere, og nu 13 til", {"weeks": "39", "weeks_used": "26", "extension": True}),
        ("revalidend, først 13 uger, så 13 mere, og nu 13 til", {"weeks": "39", "weeks_used": "26", "extension": True}),
        (
            "havde 13 uger, så 8 uger mere, nu ønskes 13 uger mere",
            {"weeks": "34", "weeks_used": "21", "extension": True},
        ),
        ("revalidend har haft 13 uger, nu 13 mere", {"weeks": "26", "weeks_used": "13", "extension": True}),
        ("jobparat, 4 uger plus 2 dage", {"weeks": "4.29"}),
        ("dagpenge, 3 uger + 3 dage", {"weeks": "3.43"}),
        ("jobparat 2 + 2 uger", {"weeks": "4"}),
        ("jobparat er ikke startet endnu, 3 uger fra i morgen", {"start": "2026-11-22", "weeks": "3"}),
    ],
)
def test_weeks_one_after_another_add_up(question: str, times: dict[str, Any]) -> None:
    assert told(question) == times


@pytest.mark.parametrize(
    ("question", "weeks"),
    [
        ("jobparat 2 uger i Rema, 2 i Netto og 4 i Føtex", "4"),
        ("jobparat: 6 uger i Rema og 2 i Netto", "6"),
        ("jobparat har haft 4 uger i Rema, 4 i Netto og nu 3 i Føtex", "3"),
    ],
)
def test_weeks_in_several_places_are_placements_of_their_own(question: str, weeks: str) -> None:
    facts = understand(question, LEXICON, NOW).facts
    assert (str(facts.weeks), facts.repeated, facts.same_company) == (weeks, True, False)


@pytest.mark.parametrize(
    "question",
    [
        "revalidend 13 uger i Netto, 5 på lageret i praktik",
        "revalidend 13 uger i Netto, 25 ansatte",
        "revalidend 13 uger i Netto og 3 i løntilskud",
    ],
)
def test_people_in_a_place_are_no_weeks_there(question: str) -> None:
    facts = understand(question, LEXICON, NOW).facts
    assert (str(facts.weeks), facts.repeated) == ("13", None)


# LAB § 6: a time on the benefit is not the length of a placement, nor the other way round.
@pytest.mark.parametrize(
    ("question", "times"),
    [
        (
            "dagpenge, ledig 14 måneder, praktik 4 uger fra 7. december",
            {"start": "2026-12-07", "weeks": "4", "months_on_benefit": "14"},
        ),
        ("dagpenge, ledig i 2 år, praktik 4 uger", {"weeks": "4", "months_on_benefit": "24"}),
        ("har været 3 måneder på dagpenge, 4 ugers praktik", {"weeks": "4", "months_on_benefit": "3"}),
        ("3 måneder på dagpenge i praktik, ok?", {}),
        ("dagpenge, 3 måneder i praktik fra 1. december", {"start": "2026-12-01", "end": "2027-02-28"}),
    ],
)
def test_time_on_the_benefit_is_no_length_of_a_placement(question: str, times: dict[str, Any]) -> None:
    assert told(question) == times


# LAB § 55, stk. 1: the placement ends with the right to the benefit.
@pytest.mark.parametrize(
    "said",
    [
        "dagpengeretten slipper op 10. december",
        "dagpengene slipper op den 10. december",
        "min dagpengeret rinder ud 10. december",
        "sidste dagpengedag er 10. december",
        "dagpengeretten er brugt op 10. december",
    ],
)
def test_end_of_the_benefit_is_read_in_other_words(assistant: Assistant, said: str) -> None:
    question = f"dagpenge, {said}, praktik fra 23. november i 4 uger"
    assert told(question) == {"start": "2026-11-23", "benefit_until": "2026-12-10", "weeks": "4"}
    assert verdict(ask(assistant, question), "varighed/ydelsens_udloeb") is Verdict.BREACHED


_TWO_DAYS = "dagpengeretten slipper op 10. december, praktik fra 23. november i 4 uger"


@pytest.mark.parametrize("turn", ["ny dato: 18. december", "3. januar", "nej, 18. december"])
def test_bare_day_that_may_be_either_of_two_is_not_used(assistant: Assistant, turn: str) -> None:
    answer = ask(assistant, _TWO_DAYS, turn)
    assert (answer.case["start"], answer.case["benefit_until"]) == ("2026-11-23", "2026-12-10")
    assert any("er ikke brugt: skriv, om det er første dag" in notice for notice in answer.notices)


@pytest.mark.parametrize(
    ("turn", "fact", "day"),
    [
        ("og hvis den starter 30. november", "start", "2026-11-30"),
        ("nej, dagpengeretten slipper op 31. december", "benefit_until", "2026-12-31"),
    ],
)
def test_day_that_says_which_it_is_is_used(assistant: Assistant, turn: str, fact: str, day: str) -> None:
    assert ask(assistant, _TWO_DAYS, turn).case[fact] == day


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("praktik 16.11-13.12, jobparat", "2026-11-16", "2026-12-13"),
        ("praktik 16.11.-13.12., jobparat", "2026-11-16", "2026-12-13"),
        ("praktik 16.11.26-13.12.26, jobparat", "2026-11-16", "2026-12-13"),
        ("praktik fra 2.11 til 29.11, jobparat", "2026-11-02", "2026-11-29"),
        ("praktik 7.12. - 3.1., jobparat", "2026-12-07", "2027-01-03"),
        ("praktik 16-11 til 13-12, jobparat", "2026-11-16", "2026-12-13"),
        ("praktik 16/11-13/12, jobparat", "2026-11-16", "2026-12-13"),
        ("jobparat starter 30.11 og slutter 18.12", "2026-11-30", "2026-12-18"),
        ("praktik 1.-28. december, jobparat", "2026-12-01", "2026-12-28"),
        ("praktik fra den 1. til den 28. december 2026, jobparat", "2026-12-01", "2026-12-28"),
        ("praktik mellem 7. og 28. december, jobparat", "2026-12-07", "2026-12-28"),
        ("jobparat startede i mandags, slutter 18/12", "2026-11-16", "2026-12-18"),
        ("jobparat startede i går, slutter 18/12", "2026-11-20", "2026-12-18"),
        ("jobparat startede i sidste uge, slutter 18/12", "2026-11-09", "2026-12-18"),
        ("jobparat, praktik fra 30/11 til jul", "2026-11-30", "2026-12-24"),
        ("jobparat, praktik fra 30/11 til nytår", "2026-11-30", "2026-12-31"),
    ],
)
def test_first_and_last_day_are_read_however_they_are_written(question: str, start: str, end: str) -> None:
    assert told(question) == {"start": start, "end": end}
    assert understand(question, LEXICON, NOW, asked_on=NOW).on is None


@pytest.mark.parametrize(
    ("question", "times"),
    [
        ("jobparat 2.5-3.5 uger", {}),
        ("jobparat, han blev visiteret i mandags, 4 uger", {"weeks": "4"}),
        ("jobparat, vi holder møde i næste uge, 4 uger", {"weeks": "4"}),
        ("jobparat, praktik fra maj til juli 2027", {"start": "2027-05-01", "end": "2027-07-31"}),
    ],
)
def test_other_numbers_and_days_begin_nothing(question: str, times: dict[str, Any]) -> None:
    assert "start" not in told(question) or told(question) == times


@pytest.mark.parametrize(
    ("question", "times"),
    [
        ("har haft 3 uger i Netto siden 2. november 2026", {"start": "2026-11-02", "weeks_used": "3"}),
        ("har været i praktik i Føtex i 4 uger siden 26. oktober 2026", {"start": "2026-10-26", "weeks_used": "4"}),
        # The weeks do not fill the time since.
        ("har haft 4 uger i Netto siden 1. januar 2026", {"weeks_used": "4"}),
        ("jobparat, ansat i Netto siden 2. november 2026", {}),
        ("jobparat startede for 5 uger siden", {"weeks_used": "5"}),
        (
            "jobparat begyndte for 3 uger siden, vil have 4 uger til",
            {"weeks_used": "3", "weeks": "7", "extension": True},
        ),
        ("jobparat var ansat i Netto for 5 uger siden, 4 ugers praktik i Føtex", {"weeks": "4"}),
        ("revalidend startede 1/6, hvornår er de 26 uger gået", {"start": "2026-06-01", "weeks": "26"}),
        ("revalidend startede 1/6, hvornår har hun brugt de 26 uger", {"start": "2026-06-01", "weeks": "26"}),
        ("revalidend, de 26 uger er gået, kan den forlænges", {"weeks_used": "26", "extension": True}),
    ],
)
def test_time_gone_by_is_told_from_time_to_come(question: str, times: dict[str, Any]) -> None:
    assert told(question) == {name: times[name] for name in TIMES if name in times}


def test_last_day_of_the_weeks_asked_about_is_told(assistant: Assistant) -> None:
    answer = ask(assistant, "revalidend startede 1/6 2026, hvornår er de 26 uger gået?")
    assert "29. november 2026" in answer.text


_FIRST = "dagpenge, 4 uger i praktik, han er 55 og har været ledig i 8 måneder"


@pytest.mark.parametrize("turn", ["hvad hvis han var 48", "og hvis hun er 48?", "hvad hvis borgeren kun var 48 år"])
def test_number_said_of_a_person_is_an_age(assistant: Assistant, turn: str) -> None:
    case = ask(assistant, _FIRST, turn).case
    assert (case["age"], case["months_on_benefit"], case["weeks"]) == (48, "8", "4")


@pytest.mark.parametrize(
    ("turn", "weeks"),
    [
        ("og hvis hun er syg en uge", "4"),
        ("hvad hvis han er på ferie i 2 uger", "4"),
        ("og hvis det bliver 6", "6"),
    ],
)
def test_time_away_does_not_change_the_length(assistant: Assistant, turn: str, weeks: str) -> None:
    assert ask(assistant, "dagpenge, 4 uger i praktik, er det ok?", turn).case["weeks"] == weeks


def test_so_many_more_in_a_later_turn_are_weeks(assistant: Assistant) -> None:
    answer = ask(assistant, "revalidend har haft 13 uger, kan den forlænges?", "endnu 13?", "endnu 13?")
    assert (answer.case["weeks"], answer.case["weeks_used"]) == ("39", "26")
    assert "age" not in answer.case
