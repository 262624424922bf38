"""Questions beside the core of the rules: they are led by the provision that answers them, or declined as before."""

from datetime import date

import pytest

from assistant.answer import Answer
from assistant.finding import Verdict
from assistant.service import Assistant

NOW = date(2026, 11, 20)
ABSENCE = "varighed/fravaer"
NEXT = "arbejdsgiver/naeste_repraesentant"
DUTY = "tilbud/pligt_til_tilbud"
BENEFIT = "tilbud/virkning_for_ydelsen"
HEARING = "sagsbehandling/partshoering"
ORAL = "sagsbehandling/mundtlig_afgoerelse"
BOARD = "sagsbehandling/ankestyrelsens_frist"
COMPLAINT = "sagsbehandling/klage"
FUND = "sagsbehandling/besked_til_a_kassen"
DISCUSSION = "arbejdsgiver/droeftelse_over_13_uger"


def ask(assistant: Assistant, *turns: str) -> Answer:
    conversation = assistant.conversation(on=NOW)
    return [conversation.ask(turn) for turn in turns][-1]


def first_rule(answer: Answer) -> str:
    """The rule that leads; "" where none is told."""
    return answer.findings[0].rule if answer.findings else ""


# Neither LAB chapter 11 nor BAB chapter 10 says whether days off count: said as such, not declined.
@pytest.mark.parametrize(
    "question",
    [
        "Tæller ferie med i de 4 uger?",
        "Skal helligdage regnes med i de 13 uger?",
        "En jobparat er på ferie i 1 uge midt i praktikken. Må vi lægge ugen oveni?",
        "Hun holder ferie i uge 42, tæller den med i praktikken?",
        "Praktikken falder hen over julen med 3 helligdage. Forlænges den så?",
        "Virksomheden holder ferielukket i to uger under praktikken. Tæller de med?",
        "Borgeren holder fri en uge under praktikken, må de 4 uger så forlænges?",
    ],
)
def test_days_off_within_the_weeks_are_answered(assistant: Assistant, question: str) -> None:
    assert first_rule(ask(assistant, question)) == ABSENCE


def test_days_off_are_answered_as_a_follow_up(assistant: Assistant) -> None:
    assert first_rule(ask(assistant, "Hvor længe må en jobparat være i praktik?", "tæller ferien med?")) == ABSENCE


# The holiday act is not ours.
@pytest.mark.parametrize(
    "question",
    [
        "Hvor meget ferie har en dagpengemodtager ret til?",
        "Kan hun få feriepenge under praktikken?",
        "Hvornår skal jeg holde ferie?",
        "Kan borgeren få ferie med dagpenge?",
        "Tæller ferien med i optjeningen af dagpengeret?",
    ],
)
def test_holiday_law_stays_declined(assistant: Assistant, question: str) -> None:
    assert ask(assistant, question).status == "declined"


# BAB §§ 64 and 65: the order of representatives, and the next one where the first is away for more than 3 workdays.
@pytest.mark.parametrize(
    "turns",
    [
        ("TR er på ferie. Hvem skal så udtale sig?",),
        ("Tillidsrepræsentanten er på ferie i to uger, kan vi gå til en anden?",),
        ("Tillidsmanden er på sommerferie - hvad gør vi?",),
        ("Virksomheden har ingen tillidsrepræsentant. Hvem skal så skrive under?",),
        ("Skal TR høres?", "der er ingen TR"),
    ],
)
def test_order_of_representatives_leads(assistant: Assistant, turns: tuple[str, ...]) -> None:
    answer = ask(assistant, *turns)
    assert first_rule(answer) == NEXT
    assert "mere end 3 arbejdsdage" in answer.text
    assert {"BAB § 64, stk. 4", "BAB § 65, stk. 8"} <= {cited.reference for cited in answer.citations}


@pytest.mark.parametrize("question", ["Skal TR høres?", "Vi har ikke hørt medarbejderrepræsentanten"])
def test_representative_that_is_there_does_not_bring_the_order(assistant: Assistant, question: str) -> None:
    assert NEXT not in {finding.rule for finding in ask(assistant, question).findings}


# LAB §§ 100 and 104 tell who must accept offers; what a refusal costs stands in other acts.
@pytest.mark.parametrize(
    "question",
    [
        "Hvad sker der, hvis borgeren udebliver? Bliver hun stoppet i kontanthjælpen?",
        "Mister man dagpengene, hvis man siger nej til praktik?",
        "Mister hun ydelsen, når hun ikke vil i praktik?",
        "Kan vi stoppe ydelsen, hvis han ikke møder op i praktikken?",
        "Får man karantæne, hvis man afslår et praktiktilbud?",
        "Tager jobcenteret ydelsen fra ham, hvis han afslår praktikken?",
    ],
)
def test_loss_of_benefit_is_told_as_a_duty_whose_price_is_not_known(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert [finding.rule for finding in answer.findings][:2] == [DUTY, BENEFIT]
    assert "dækker mine kilder ikke" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Mister han retten til dagpenge 1. februar 2027?",
        "Skal praktikken stoppe, når dagpengene stopper?",
        "Beholder han sine dagpenge under praktikken?",
    ],
)
def test_end_of_a_benefit_is_no_loss_by_refusal(assistant: Assistant, question: str) -> None:
    assert BENEFIT not in {finding.rule for finding in ask(assistant, question).findings}


@pytest.mark.parametrize(
    "question",
    [
        "Skal jeg partshøre borgeren før et afslag?",
        "Hvornår skal der partshøres?",
        "Er der krav om partshøring?",
        "Skal vi høre borgeren, før vi giver afslag?",
    ],
)
def test_hearing_leads_where_it_is_asked_about(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert first_rule(answer) == HEARING
    assert "FVL § 19, stk. 1" in {cited.reference for cited in answer.citations}


def test_time_to_answer_a_hearing_is_no_length_of_a_placement(assistant: Assistant) -> None:
    assert first_rule(ask(assistant, "Vi skal partshøre.", "hvor længe har borgeren til at svare?")) == HEARING


@pytest.mark.parametrize(
    "question",
    [
        "Afgørelsen er givet mundtligt. Kan borgeren kræve en skriftlig begrundelse?",
        "Må jeg give afgørelsen mundtligt i telefonen?",
        "Hvor lang tid har borgeren til at bede om en skriftlig begrundelse?",
        "Afslag blev givet mundtligt, skal det begrundes?",
    ],
)
def test_oral_decision_leads_with_14_days(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert first_rule(answer) == ORAL
    assert "inden 14 dage" in answer.text


@pytest.mark.parametrize("question", ["Skal afgørelsen begrundes?", "Skal en mundtlig aftale skrives ned?"])
def test_written_decision_is_not_taken_for_an_oral_one(assistant: Assistant, question: str) -> None:
    assert ORAL not in {finding.rule for finding in ask(assistant, question).findings}


# LAB § 205 is the board's own limit; RSL § 67 the citizen's. Both are 4 weeks.
@pytest.mark.parametrize(
    "turns",
    [
        ("Hvad er Ankestyrelsens sagsbehandlingsfrist?",),
        ("Hvor lang tid har Ankestyrelsen til at behandle en klage?",),
        ("Hvor hurtigt skal Ankestyrelsen afgøre klagen fra en dagpengemodtager?",),
        ("En dagpengemodtager klager over praktikken.", "hvor lang tid har Ankestyrelsen?"),
    ],
)
def test_time_of_the_appeals_board_leads(assistant: Assistant, turns: tuple[str, ...]) -> None:
    answer = ask(assistant, *turns)
    assert first_rule(answer) == BOARD
    assert "ikke borgerens frist for at klage" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Hvad er klagefristen?",
        "Hvor lang tid har man til at klage til Ankestyrelsen?",
        "Er klagefristen til Ankestyrelsen 4 uger?",
    ],
)
def test_time_to_complain_stays_the_citizens(assistant: Assistant, question: str) -> None:
    assert first_rule(ask(assistant, question)) == COMPLAINT


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("Hvilken bekendtgørelse gjaldt 15. februar 2021?", "BEK nr. 2006/2020"),
        ("Hvilken bekendtgørelse gjaldt 1. juni 2023?", "BEK nr. 2636/2021"),
        ("Hvilken bekendtgørelse var gældende den 1. marts 2020?", "BEK nr. 1180/2019"),
        ("Hvilken lov gjaldt den 1. marts 2019?", "LBK nr. 1342/2016"),
        ("Hvilken bekendtgørelse gælder i dag?", "BEK nr. 1216/2023"),
    ],
)
def test_order_of_the_day_is_named(assistant: Assistant, question: str, order: str) -> None:
    assert order in ask(assistant, question).text


@pytest.mark.parametrize("question", ["Skal a-kassen have besked?", "Skal vi underrette a-kassen om praktikken?"])
def test_notice_to_the_insurance_fund_is_told(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert first_rule(answer) == FUND
    assert "BAB § 151, stk. 1" in {cited.reference for cited in answer.citations}


# LAB § 57, stk. 3: the right to a self-found placement does not hold for the obviously ready.
@pytest.mark.parametrize("asked", ["har hun ret til at finde pladsen selv?", "må hun vælge stedet selv?"])
def test_finding_the_place_oneself_is_no_question_of_length(assistant: Assistant, asked: str) -> None:
    answer = ask(assistant, "Hun er åbenlyst uddannelsesparat, 22 år uden uddannelse.", asked)
    assert first_rule(answer) == "selvfunden/ret_til_selvfunden"


@pytest.mark.parametrize("asked", ["får hun penge?", "får hun penge under praktikken?"])
def test_pay_is_no_question_of_length(assistant: Assistant, asked: str) -> None:
    assert first_rule(ask(assistant, "Hun er på dagpenge", asked)) == "vilkaar/ydelse_og_vilkaar"


@pytest.mark.parametrize(
    ("first", "then", "rule"),
    [
        ("Hvad er de tre formål?", "kan man vælge flere?", "formaal/lovlige_formaal"),
        ("Skal praktikken stå i Min Plan?", "hvad skal stå?", "sagsbehandling/min_plan"),
        ("Hvad er forskellen på nr. 2 og nr. 3?", "hvad er forskellen?", "maalgruppe/maalgruppe"),
        ("En jobparat har været i praktik i 4 uger", "hvad med to gange?", "varighed/gentagen_praktik"),
    ],
)
def test_question_that_is_nothing_by_itself_keeps_the_topic(
    assistant: Assistant, first: str, then: str, rule: str
) -> None:
    assert first_rule(ask(assistant, first, then)) == rule


def test_day_of_a_decision_does_not_make_the_decision_the_topic(assistant: Assistant) -> None:
    answer = ask(assistant, "Afgørelse fra 2. oktober 2019. Hvor længe måtte en dagpengemodtager være i praktik?")
    assert first_rule(answer) == "varighed/hoejeste_varighed"
    assert answer.on == date(2019, 10, 2)


# LAB § 63, stk. 2: only placements of more than 13 weeks are discussed.
@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Skal der drøftes med TR ved 13 uger?", Verdict.NOT_APPLICABLE),
        ("Skal en praktik på 13 uger drøftes med de ansatte?", Verdict.NOT_APPLICABLE),
        ("Skal der drøftes med TR ved 14 uger?", Verdict.NEEDS_ASSESSMENT),
    ],
)
def test_no_discussion_up_to_13_weeks_is_said(assistant: Assistant, question: str, verdict: Verdict) -> None:
    answer = ask(assistant, question)
    assert {finding.rule: finding.verdict for finding in answer.findings}[DISCUSSION] is verdict
    assert ("behøver derfor ikke være drøftet" in answer.text) is (verdict is Verdict.NOT_APPLICABLE)


@pytest.mark.parametrize("greeting", ["Hej", "godmorgen", "hej, kan du hjælpe?"])
def test_greeting_is_greeted(assistant: Assistant, greeting: str) -> None:
    assert ask(assistant, greeting).text.startswith("Hej.")


def test_wish_to_make_a_placement_is_met_with_its_conditions(assistant: Assistant) -> None:
    assert first_rule(ask(assistant, "jeg skal lave en praktik")) == "betingelser/generelle_betingelser"


@pytest.mark.parametrize(
    "question", ["Hvad er klagefristen på en parkeringsbøde?", "Hvor lang klagefrist over lokalplan?"]
)
def test_other_fields_time_to_complain_is_declined(assistant: Assistant, question: str) -> None:
    assert ask(assistant, question).status == "declined"
