"""Everyday questions on procedure, terms and reports: each is led by the rule or the report that answers it."""

from datetime import date

import pytest

from assistant.answer import Answer
from assistant.finding import Verdict
from assistant.service import Assistant

NOW = date(2026, 11, 21)
HOURS = "arbejdstid/ugentlig_arbejdstid"
AGREEMENT, PURPOSES = "formaal/aftale", "formaal/lovlige_formaal"
FULL, COMPLAINT, REASONS = "sagsbehandling/fuldt_medhold", "sagsbehandling/klage", "sagsbehandling/begrundelse"
APPLICATION, JOB_SEARCH = "arbejdsgiver/ansoegning_vitas", "vilkaar/jobsoegning"
STAFF, RATIO = "arbejdsgiver/opgoerelse_af_ansatte", "arbejdsgiver/rimeligt_forhold"
TALK, NEXT = "arbejdsgiver/droeftelse_over_13_uger", "arbejdsgiver/naeste_repraesentant"
DECLARED = "arbejdsgiver/skriftlig_tilkendegivelse"
LENGTH, EXTENSION = "varighed/hoejeste_varighed", "varighed/forlaengelse"
TERMS, EXPENSES = "vilkaar/ydelse_og_vilkaar", "vilkaar/befordring_og_merudgifter"
COMPARED, SUBSIDY = "naboer/forskel_til_loentilskud", "naboer/loentilskud"
SELF_FOUND = "selvfunden/ret_til_selvfunden"


def ask(assistant: Assistant, *turns: str) -> Answer:
    conversation = assistant.conversation(on=NOW)
    return [conversation.ask(turn) for turn in turns][-1]


def rules(answer: Answer) -> list[str]:
    return [finding.rule for finding in answer.findings]


def first(answer: Answer) -> str:
    """The rule that leads; "" where none is told."""
    return next(iter(rules(answer)), "")


# BAB § 60, stk. 5; there is no least number of hours in chapter 10.
@pytest.mark.parametrize(
    "question",
    [
        "mindste antal timer i praktik",
        "Er der et mindste antal timer i praktik?",
        "mindst hvor mange timer om ugen",
        "hvor mange timer om ugen minimum",
    ],
)
def test_least_number_of_hours_is_said_not_to_be_there(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert first(answer) == HOURS
    assert "mindste timetal er der ikke" in answer.text


@pytest.mark.parametrize("question", ["antallet af praktikforløb i 2019", "Hvor stort var antallet af klager?"])
def test_a_number_of_placements_is_still_asked_of_the_reports(assistant: Assistant, question: str) -> None:
    assert rules(ask(assistant, question)) == []


# FVL §§ 22 and 25: neither reasons nor guidance on complaints where the party gets all.
@pytest.mark.parametrize(
    "question",
    [
        "klagevejledning hvis borgeren får medhold",
        "Skal der klagevejledning med, når borgeren får medhold?",
        "Skal vi begrunde, hvis vi imødekommer borgeren fuldt ud?",
        "Borgeren får fuldt medhold. Skal der en begrundelse til?",
    ],
)
def test_full_approval_needs_no_guidance_on_complaints(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert first(answer) in (FULL, REASONS)
    assert "hverken krav om" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Skal der klagevejledning med, når borgeren ikke får medhold?",
        "Skal der klagevejledning med, hvis borgeren kun får delvist medhold?",
        "Hvor mange fik medhold i Ankestyrelsen?",
    ],
)
def test_less_than_full_approval_is_no_full_approval(assistant: Assistant, question: str) -> None:
    assert FULL not in rules(ask(assistant, question))


# BAB § 136
@pytest.mark.parametrize(
    "question",
    [
        "skal ansøgning ske i vitas",
        "Kan man søge uden om VITAS?",
        "er der krav om at bruge VITAS",
        "søge via vitas, skal man det?",
    ],
)
def test_vitas_is_ours_without_the_word_placement(assistant: Assistant, question: str) -> None:
    assert first(ask(assistant, question)) == APPLICATION


@pytest.mark.parametrize(
    "question", ["VITAS melder fejl 500 når jeg godkender", "hvordan nulstiller jeg adgangskoden til vitas"]
)
def test_the_system_itself_stays_declined(assistant: Assistant, question: str) -> None:
    assert ask(assistant, question).status == "declined"


# BAB § 60, stk. 2: the agreement says which of the purposes it has.
@pytest.mark.parametrize("then", ["skal jeg skrive hvilket", "skal det fremgå hvilket?", "Skal jeg angive hvilke?"])
def test_which_purpose_to_write_is_answered_as_a_follow_up(assistant: Assistant, then: str) -> None:
    answer = ask(assistant, "Hvad er formålene med praktik?", then)
    assert first(answer) == PURPOSES
    assert "I aftalen skal det stå, hvilke" in answer.text


# LAB § 59, stk. 1: the three parties agree on the precise purpose.
@pytest.mark.parametrize(
    "question",
    [
        "Hvem skal være enige om formålet?",
        "Skal alle være enige om formålet?",
        "Hvem bestemmer formålet med praktikken?",
    ],
)
def test_who_agrees_on_the_purpose_is_three_parties(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert first(answer) == AGREEMENT
    assert "Borgeren, virksomheden og kommunen" in answer.text.split("**")[1]


def test_what_the_purposes_are_is_still_the_list(assistant: Assistant) -> None:
    assert first(ask(assistant, "Hvilke formål kan en praktik have?")) == PURPOSES


# FVL §§ 22 and 25; a self-found placement granted in full is full approval.
@pytest.mark.parametrize(
    ("before", "then"),
    [
        ("skal jeg begrunde", "også når borgeren selv har fundet den"),
        ("Skal vi begrunde afgørelsen?", "Gælder det også, når borgeren selv har fundet pladsen?"),
        ("Skal afgørelsen begrundes?", "også ved selvfunden praktik?"),
    ],
)
def test_reasons_stay_the_topic_for_a_self_found_placement(assistant: Assistant, before: str, then: str) -> None:
    answer = ask(assistant, before, then)
    assert first(answer) == REASONS
    assert "er det fuldt medhold" in answer.text.split("**")[1]


def test_a_new_question_on_self_found_is_not_on_reasons(assistant: Assistant) -> None:
    answer = ask(assistant, "Skal vi begrunde afgørelsen?", "Har en dagpengemodtager ret til selvfunden praktik?")
    assert first(answer) == SELF_FOUND


# Ankestyrelsen 2022: 23 of the 95 cases.
@pytest.mark.parametrize("then", ["hvor mange af dem var selvfundne", "Hvor mange af sagerne var selvfundne?"])
def test_how_many_were_self_found_is_asked_of_the_report(assistant: Assistant, then: str) -> None:
    answer = ask(assistant, "Hvad siger Ankestyrelsen om selvfunden praktik?", then)
    assert rules(answer) == []
    assert "23 ud af de 95 sager" in answer.text


def test_faults_found_are_asked_of_the_report(assistant: Assistant) -> None:
    answer = ask(assistant, "Hvilke typiske fejl fandt Ankestyrelsen?")
    assert "ville ændre eller ophæve 15 af sagerne" in answer.text


# BAB § 65, stk. 4: the four months before.
@pytest.mark.parametrize(
    "question",
    [
        "hvilken periode tæller, når man ser på antal ansatte",
        "i hvilken periode skal man regne, når man opgør antal ansatte",
        "Over hvilken periode opgøres antallet af ansatte?",
    ],
)
def test_the_period_of_the_staff_is_four_months(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert first(answer) == STAFF
    assert "seneste 4 måneder" in answer.text


# LAB §§ 60-62 against §§ 69, 70 and 79.
@pytest.mark.parametrize(
    "question",
    [
        "Hvad er forskellen på praktik og løntilskud?",
        "forskel praktik løntilskud",
        "Hvordan adskiller løntilskud sig fra virksomhedspraktik?",
    ],
)
def test_placement_and_wage_subsidy_are_compared(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert first(answer) == COMPARED
    assert answer.questions == ()
    assert "beholder borgeren sin ydelse" in answer.text


def test_what_wage_subsidy_needs_is_another_question(assistant: Assistant) -> None:
    assert first(ask(assistant, "Hvor længe skal man have fået ydelse før løntilskud?")) == SUBSIDY


@pytest.mark.parametrize(
    "question",
    ["Hvad siger virksomhederne om praktik i København?", "Hvad mener virksomhederne om praktik i København?"],
)
def test_the_companies_of_copenhagen_speak_for_themselves(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert answer.citations[0].source == "koebenhavn-2023-virksomhedernes-erfaringer"


# "under 30" is an age; LAB § 61, stk. 1, nr. 2, and stk. 2.
@pytest.mark.parametrize(
    "question",
    [
        "aktivitetsparat uddannelseshjælp under 30 praktik",
        "aktivitetsparat, uddannelseshjælp, under 30 år, virksomhedspraktik",
    ],
)
def test_an_age_is_not_the_time_of_the_placement(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert rules(answer)[:2] == [LENGTH, EXTENSION]
    assert "op til 13 uger" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Får hun uddannelseshjælp under praktikken?",
        "kontanthjælp under sin virksomhedspraktik?",
        "dagpenge under hele praktikken?",
    ],
)
def test_benefit_during_the_placement_is_its_terms(assistant: Assistant, question: str) -> None:
    assert first(ask(assistant, question)) == TERMS


@pytest.mark.parametrize(
    ("question", "decisive"),
    [
        ("Har klagen opsættende virkning?", "RSL § 72"),
        ("Hvor og hvornår kan borgeren klage?", "RSL § 67"),
        ("Sygemeldt, ansat, hos egen arbejdsgiver: gælder forholdstallet?", "BAB § 65, stk. 1-5"),
    ],
)
def test_no_reference_of_the_headline_is_left_out(assistant: Assistant, question: str, decisive: str) -> None:
    paragraph = ask(assistant, question).text.split("\n\n")[0]
    assert decisive in paragraph


# LAB § 63, stk. 2, and BAB § 64: more than 13 weeks.
@pytest.mark.parametrize(
    "question", ["TR ved 20 uger", "Skal TR høres ved 20 uger?", "Skal tillidsmanden ind over ved 14 uger?"]
)
def test_a_long_placement_is_talked_over_first(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert rules(answer)[:2] == [TALK, DECLARED]
    assert "varer mere end 13 uger" in answer.text.split("**")[1]


@pytest.mark.parametrize(
    "question", ["hvornår skal praktik drøftes med TR", "Skal praktikken drøftes med tillidsrepræsentanten?"]
)
def test_when_to_talk_it_over_is_led_by_the_13_weeks(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert first(answer) == TALK
    assert "mere end 13 uger" in answer.text.split("**")[1]


def test_a_short_placement_is_not_talked_over(assistant: Assistant) -> None:
    finding = ask(assistant, "Skal TR høres ved 10 uger?").findings[0]
    assert (finding.rule, finding.verdict) == (TALK, Verdict.NOT_APPLICABLE)


def test_the_word_on_the_ratio_still_leads_where_no_length_is_told(assistant: Assistant) -> None:
    assert first(ask(assistant, "Skal TR høres?")) == DECLARED


# BAB § 64, stk. 4: CVR number, joint representative, then a representative of the employees.
@pytest.mark.parametrize(
    "question",
    [
        "ingen tillidsmand",
        "hvad hvis virksomheden ikke har en tillidsmand",
        "De har ikke nogen tillidsrepræsentant, hvad så?",
        "der findes ikke en TR på stedet, hvem så?",
        "de har ikke valgt en tillidsmand",
    ],
)
def test_without_a_representative_the_order_is_told(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert first(answer) == NEXT
    assert "fællestillidsrepræsentant på CVR-nummeret" in answer.text


# BAB § 55
@pytest.mark.parametrize(
    "question",
    [
        "skal man søge job under praktikken",
        "Skal hun søge arbejde, mens hun er i praktik?",
        "søge job i praktikperioden?",
    ],
)
def test_looking_for_a_job_is_no_application(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert first(answer) == JOB_SEARCH
    assert APPLICATION not in rules(answer)


@pytest.mark.parametrize("question", ["Hvordan søger virksomheden om praktik?", "Hvor søges praktik digitalt?"])
def test_applying_for_a_placement_is_still_vitas(assistant: Assistant, question: str) -> None:
    assert first(ask(assistant, question)) == APPLICATION


# LAB §§ 175 and 176: transport for nr. 1-10, other expenses for nr. 2-5, 7, 8, 12 and 13.
@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Får en dagpengemodtager befordring?", "er ikke for den gruppe"),
        ("Kan en sygedagpengemodtager få befordringsgodtgørelse i praktikken?", "er ikke for den gruppe"),
        ("Får en jobparat kontanthjælpsmodtager befordring?", "Jobcenteret kan desuden give op til 1.000 kr."),
        ("Får en førtidspensionist befordring?", "nævner ikke"),
        ("Får en selvforsørgende jobparat befordring?", "efter en konkret vurdering"),
        ("Får borgeren befordring?", "kan efter sin målgruppe"),
    ],
)
def test_expenses_are_told_for_the_group(assistant: Assistant, question: str, said: str) -> None:
    answer = ask(assistant, question)
    assert first(answer) == EXPENSES
    assert said in answer.text.split("**")[1]


# LAB § 62, stk. 2
@pytest.mark.parametrize(
    "question", ["17-årig i praktik, får han penge for det?", "16-årig, får hun penge for praktikken?"]
)
def test_a_young_person_is_told_of_the_allowance(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert first(answer) == TERMS
    assert "økonomisk godtgørelse" in answer.text.split("**")[1]


def test_a_complaint_does_not_pause_the_placement(assistant: Assistant) -> None:
    # RSL § 72
    assert first(ask(assistant, "Hvordan klager borgeren?", "og sætter det praktikken i bero imens?")) == COMPLAINT
