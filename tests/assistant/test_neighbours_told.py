"""Questions beside a rule's core have an answer of their own, and the words of a case do not fall into it."""

from datetime import date

import pytest

from assistant.answer import Answer
from assistant.service import Assistant

NOW = date(2026, 11, 20)
COMBINED, BEFORE, EXTRA = "tilbud/kombination_af_tilbud", "naboer/ydelse_foer_praktik", "naboer/merbeskaeftigelse"
ABROAD, REGARD, COUNTED = "tilbud/udlandet", "tilbud/hensyn_til_borgeren", "arbejdsgiver/opgoerelse_af_ansatte"
PURPOSES, LATE, CONSENT = (
    "formaal/flere_formaal",
    "sagsbehandling/klage_efter_fristen",
    "sagsbehandling/fuldt_medhold",
)
HISTORY, NEED, PLACE = (
    "historik/lovens_ikrafttraeden",
    "historik/saerligt_behov",
    "historik/stykker_om_seneste_arbejdsgiver",
)
CHANGES, DURATION, SUBSIDY = (
    "fremtid/aendringer_i_2026",
    "varighed/hoejeste_varighed",
    "naboer/loentilskud",
)


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.conversation(on=NOW).ask(question)


def first_rule(answer: Answer) -> str:
    """The rule that leads; "" where none is told."""
    return answer.findings[0].rule if answer.findings else ""


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("Kan man kombinere vp og løntilskud?", COMBINED),
        ("Må en jobparat på kontanthjælp være i praktik og nytteindsats samtidig?", COMBINED),
        ("Skal man have været ledig i 6 mdr før vp?", BEFORE),
        ("Skal borgeren vente i en karensperiode før praktik?", BEFORE),
        ("Gælder merbeskæftigelseskravet for praktik?", EXTRA),
        ("Kan praktikken være i udlandet?", ABROAD),
        ("Dagpengemodtager har ingen pasning, skal hun tage pladsen?", REGARD),
        ("Deltidsforsikret dagpengemodtager, hvor mange timer må praktikken være?", REGARD),
        ("Hvilken periode regner man de ansatte over?", COUNTED),
        ("Antal ansatte, hvilken periode?", COUNTED),
        ("Kan man vælge to formål?", PURPOSES),
        ("Kan aftalen have flere formål?", PURPOSES),
        ("Kan klagefristen fraviges?", LATE),
        ("Hvad hvis klagen kommer for sent?", LATE),
        ("Skal der være klagevejledning, når borgeren får ja til egen praktik?", CONSENT),
        ("Hvornår trådte den nye LAB med 4 uger i kraft?", HISTORY),
        ("Hvad er forskellen på særligt behov før og nu?", NEED),
        ("Hvad ændrede sig 1. juli 2026?", CHANGES),
    ],
)
def test_question_beside_the_core_is_led_by_its_own_rule(assistant: Assistant, question: str, rule: str) -> None:
    assert first_rule(ask(assistant, question)) == rule


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("Hvor længe skal man have været ledig før løntilskud?", SUBSIDY),
        ("Dagpengemodtager har været ledig i 6 måneder før praktikken. Hvor længe må den vare?", DURATION),
        ("Han er flyttet hertil fra Tyskland, dagpenge. Hvor længe må praktikken være?", DURATION),
        ("Praktikken er ændret, ny start 1. december 2026, jobparat, 5 uger", DURATION),
        ("Hvornår træder den nye hovedlov i kraft?", "fremtid/hovedlov_2027"),
        ("Hvad er de tre formål?", "formaal/lovlige_formaal"),
        ("Vi giver afslag på egen plads, skal der være klagevejledning?", "sagsbehandling/klage"),
    ],
)
def test_words_of_a_case_stay_where_they_were(assistant: Assistant, question: str, rule: str) -> None:
    assert first_rule(ask(assistant, question)) == rule


@pytest.mark.parametrize(
    ("when", "place"), [("marts 2021", "stk. 2"), ("marts 2024", "stk. 1"), ("maj 2020", "stk. 1")]
)
def test_ban_on_the_latest_employer_stands_in_the_stk_of_its_day(assistant: Assistant, when: str, place: str) -> None:
    answer = ask(assistant, f"Hvilket stykke i BAB § 61 gjaldt for dagpengemodtagere i {when}?")
    assert (first_rule(answer), answer.findings[0].references) == (PLACE, (f"BAB § 61, {place}",))


@pytest.mark.parametrize(
    "question",
    [
        "Hvor mange virksomheder er tilfredse med praktikordningen?",
        "Hvad er den gennemsnitlige sagsbehandlingstid i Ankestyrelsen?",
        "Hvilke kommuner brugte mest virksomhedspraktik?",
        "Har jeg notatpligt efter en samtale med borgeren?",
        "Hvor mange praktikker var der i 2025?",
    ],
)
def test_figures_that_no_source_has_are_declined(assistant: Assistant, question: str) -> None:
    assert ask(assistant, question).status == "declined"


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("lab 58 stk 3 hvem", "LAB § 58, stk. 3"),
        ("bab 62 hvad siger den", "BAB § 62"),
        ("Hvad hed nr. 12 i § 2 før 2020?", "LAB § 2, nr. 12"),
    ],
)
def test_section_is_found_without_its_sign_and_with_its_number_before(
    assistant: Assistant, question: str, shown: str
) -> None:
    assert shown in ask(assistant, question).text


def test_range_of_sections_is_too_broad_for_a_decision(assistant: Assistant) -> None:
    found = ask(assistant, "Må vi bruge §§ 57-62 som hjemmel?").findings[0]
    assert (found.rule, found.verdict) == ("sagsbehandling/begrundelse", "breached")


@pytest.mark.parametrize("group", ["en jobparat kontanthjælpsmodtager", "en aktivitetsparat kontanthjælpsmodtager"])
def test_availability_placement_is_for_dagpenge_only(assistant: Assistant, group: str) -> None:
    found = ask(assistant, f"rådighedspraktik til {group}?").findings[0]
    assert (found.rule, found.verdict) == ("formaal/raadighedsafproevning", "breached")


def test_grounds_of_an_availability_placement(assistant: Assistant) -> None:
    answer = ask(assistant, "Dagpenge, rådighedspraktik, skal den begrundes?")
    found = next(one for one in answer.findings if one.rule == "sagsbehandling/minimumshenvisninger")
    assert found.references == ("LAB § 54", "LAB § 59, stk. 1", "LAB § 61, stk. 1, nr. 1", "BAB § 60, stk. 4")
