"""Restricted self-found placements, employments that may not be the latest, units of one municipality, and new offers.

What is right is taken from FVL §§ 22 and 25 (only full approval needs no reasons), BAB § 61 (only the latest employment
bars; whether another unit of the same employer is barred is not said) and the guidance on repeated placements.
"""

from datetime import date

import pytest

from assistant.answer import Answer
from assistant.service import Assistant

TODAY = date(2026, 11, 20)
NOT_FULL = "er ikke fuldt medhold"
EMPLOYER, AGAIN = "seneste_arbejdsgiver", "gentagen_praktik"


def told(assistant: Assistant, *turns: str) -> Answer:
    """The answer to the last turn of one conversation."""
    conversation = assistant.conversation(on=TODAY)
    return [conversation.ask(turn) for turn in turns][-1]


def verdict(answer: Answer, rule: str) -> str | None:
    return next((str(one.verdict) for one in answer.findings if one.rule.split("/")[-1] == rule), None)


@pytest.mark.parametrize(
    "question",
    [
        "Kommunen giver kun 2 uger i stedet for de 4 borgeren selv har aftalt. Skal det begrundes?",
        "Borgeren har selv fundet en plads i 4 uger, men vi bevilger kun 2. Skal afgørelsen begrundes?",
        "Vi afkorter en selvfunden praktik fra 4 til 2 uger. Skal der begrundelse på?",
        "Dagpengemodtager har selv fundet plads i 4 uger, vi giver kun 3 uger. Skal det begrundes?",
        "Kommunen bevilger den selvfundne praktik, men i kortere tid end aftalt. Skal vi begrunde?",
        "Vi nedsætter timerne i den selvfundne praktik. Skal der være klagevejledning?",
        "Borgeren har selv fundet en praktik på 4 uger. Vi godkender den kun i 2 uger. Skal der være klagevejledning?",
    ],
)
def test_a_restricted_self_found_placement_is_no_full_approval(assistant: Assistant, question: str) -> None:
    answer = told(assistant, question)
    assert answer.case["full_approval"] is False
    assert NOT_FULL in answer.text
    assert "Siger kommunen helt ja" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Skal en selvfunden praktik begrundes?",
        "Hun har selv fundet plads. Vi bevilger den i 4 uger, som hun har bedt om. Skal det begrundes?",
        "Borgeren har nedsat arbejdsevne og har selv fundet en plads. Skal det begrundes?",
        "Dagpengemodtager har selv fundet en plads, får hun kun 4 uger?",
        "Skal vi begrunde, at praktikken kun er 4 uger?",
    ],
)
def test_no_restriction_is_read_where_none_is_told(assistant: Assistant, question: str) -> None:
    assert "full_approval" not in told(assistant, question).case


def test_what_is_not_known_of_a_self_found_placement_is_told_both_ways(assistant: Assistant) -> None:
    answer = told(assistant, "Skal en selvfunden praktik begrundes?")
    assert "Siger kommunen helt ja" in answer.text
    assert NOT_FULL.removeprefix("er ") in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Dagpengemodtager har tidligere været ansat i virksomheden. Kan praktikken ligge der?",
        "Jobparat på kontanthjælp har før været ansat i butikken. Må hun komme i praktik der?",
        "Må en dagpengemodtager i praktik i en virksomhed, hvor hun tidligere har været ansat?",
        "Dagpengemodtager har engang været ansat i firmaet. Kan praktikken ligge der?",
    ],
)
def test_a_former_employment_is_asked_about(assistant: Assistant, question: str) -> None:
    answer = told(assistant, question)
    assert "latest_employer" not in answer.case
    assert verdict(answer, EMPLOYER) == "missing_fact"


@pytest.mark.parametrize(
    "question",
    [
        "Dagpengemodtager var ansat i virksomheden indtil maj. Kan praktikken ligge der?",
        "Dagpengemodtager var ansat i virksomheden sidste år. Kan praktikken ligge der?",
        "Må en dagpengemodtager i praktik i den virksomhed, hvor hun senest har været ansat?",
        "Dagpengemodtager har tidligere været ansat i butikken, det er hendes seneste job. Må hun i praktik der?",
    ],
)
def test_the_latest_employment_still_bars(assistant: Assistant, question: str) -> None:
    assert verdict(told(assistant, question), EMPLOYER) == "breached"


def test_no_former_employment_does_not_bar(assistant: Assistant) -> None:
    answer = told(assistant, "Dagpengemodtager har ikke tidligere været ansat i virksomheden. Må hun i praktik der?")
    assert answer.case["latest_employer"] is False


@pytest.mark.parametrize(
    "question",
    [
        "Kan dagpengemodtager få praktik i børnehave i samme kommune, hvor hun var ansat i en anden børnehave?",
        "Må jobparat på kontanthjælp i praktik på et andet plejehjem i samme kommune end det, han sidst var ansat på?",
        "Dagpengemodtager senest ansat i Aarhus Kommune på en skole, praktik på en anden skole i kommunen?",
        "Dagpengemodtager senest ansat på et sygehus. Praktik på et andet sygehus i samme region?",
    ],
)
def test_another_unit_of_the_same_municipality_is_unclear(assistant: Assistant, question: str) -> None:
    answer = told(assistant, question)
    assert verdict(answer, EMPLOYER) == "needs_assessment"
    assert "produktionsenhed" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Dagpengemodtager senest ansat i en privat børnehave, praktik i en anden børnehave i samme kommune?",
        "Dagpengemodtager senest ansat i en børnehave, praktik i en anden børnehave i en anden kommune?",
    ],
)
def test_a_place_of_another_employer_is_no_unit(assistant: Assistant, question: str) -> None:
    assert "other_p_number" not in told(assistant, question).case


@pytest.mark.parametrize(
    "question",
    [
        "Dagpengemodtager har været i praktik 2 uger i foråret og skal nu have 4 uger et andet sted. Må han det?",
        "Jobparat på kontanthjælp har haft 3 uger praktik i Netto og skal nu i praktik i Føtex i 4 uger",
        "Dagpengemodtager har været i praktik i 3 uger, og vi vil give 4 uger i en anden virksomhed. Må vi det?",
    ],
)
def test_a_stretch_after_one_that_is_over_is_a_new_offer(assistant: Assistant, question: str) -> None:
    answer = told(assistant, question)
    assert answer.case["repeated"] is True
    assert verdict(answer, AGAIN) == "needs_assessment"


@pytest.mark.parametrize(
    "question",
    [
        "Dagpengemodtager har været i praktik i 2 uger. Hvor lang tid er der tilbage?",
        "Dagpengemodtager har aldrig været i praktik og skal nu have 4 uger et andet sted",
        "Dagpengemodtager skal have 4 uger et andet sted",
        "Aktivitetsparat på kontanthjælp har haft 13 ugers praktik og skal nu have 5 uger mere. Må hun det?",
    ],
)
def test_no_new_offer_is_read_where_none_is_told(assistant: Assistant, question: str) -> None:
    assert told(assistant, question).case.get("repeated") is not True
