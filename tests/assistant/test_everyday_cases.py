"""Everyday questions on one citizen: what is told of the place, the hours, the weeks and the right to a placement."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.answer import Answer
from assistant.case import CaseFacts
from assistant.service import Assistant, Conversation

NOW = date(2026, 11, 21)


def asked(assistant: Assistant, *turns: str, on: date = NOW) -> tuple[Answer, Conversation]:
    conversation = assistant.conversation(on=on)
    return [conversation.ask(turn) for turn in turns][-1], conversation


def headline(answer: Answer) -> str:
    """The first bold line."""
    return answer.text.split("**")[1]


@pytest.mark.parametrize(
    "turns",
    [
        ("Jobafklaring uden arbejdsgiver", "må hun i praktik i sit gamle job i samme funktion hvis hun gerne vil"),
        (
            "Jobafklaring uden arbejdsgiver",
            "må hun i praktik på sin seneste arbejdsplads i samme funktion, når hun gerne vil?",
        ),
        ("Sygedagpenge, uden job. Praktik hos seneste arbejdsgiver i samme funktion, hvis han selv vil?",),
    ],
)
def test_sick_citizen_who_agrees_may_go_back_to_the_same_function(assistant: Assistant, turns: tuple[str, ...]) -> None:
    answer, conversation = asked(assistant, *turns)
    assert "også i samme arbejdsfunktion" in headline(answer)
    assert conversation.case.same_function is True
    assert conversation.case.paid_hours_same_function is None


def test_wish_for_weeks_is_no_consent(assistant: Assistant) -> None:
    _, conversation = asked(assistant, "Dagpenge, 3 uger i praktik", "og hvis hun vil have 5 uger?")
    assert conversation.case.citizen_agrees is None


def test_half_a_year_is_no_age(assistant: Assistant) -> None:
    _, conversation = asked(assistant, "dimittend på dagpenge, alder?", "0½")
    assert conversation.case.age is None


@pytest.mark.parametrize(
    "question",
    [
        "Må en dagpengemodtager have løntimer i samme funktion som praktikken?",
        "Dagpenge, løntimer i sit gamle job i samme funktion som praktikken?",
    ],
)
def test_same_function_beside_paid_hours_is_still_that_of_the_hours(assistant: Assistant, question: str) -> None:
    answer, conversation = asked(assistant, question)
    assert conversation.case.paid_hours_same_function is True
    assert "løntimerne ikke ligge i den samme arbejdsfunktion" in answer.text


@pytest.mark.parametrize(
    "turns",
    [
        ("sygemeldt i job. praktik hos egen arbejdsgiver", "må det være samme funktion?"),
        ("Må en sygemeldt i job være i praktik i samme funktion hos sin egen arbejdsgiver?",),
    ],
)
def test_own_employer_may_be_in_the_same_function(assistant: Assistant, turns: tuple[str, ...]) -> None:
    answer, _ = asked(assistant, *turns)
    assert headline(answer).startswith("Praktikken kan ligge dér, også i samme arbejdsfunktion")
    assert "den bedste vej til hurtigt at vende tilbage" in headline(answer)
    assert "LAB § 59, stk. 2" in answer.text


@pytest.mark.parametrize(
    "turns",
    [
        ("førtidspensionist 8 uger", "kan den forlænges"),
        ("Kan man forlænge praktik for en på sygedagpenge på 6 uger?",),
        ("Revalidend i praktik i 10 uger, kan den forlænges?",),
    ],
)
def test_period_within_the_first_may_become_longer(assistant: Assistant, turns: tuple[str, ...]) -> None:
    said = headline(asked(assistant, *turns)[0])
    assert "kan blive til 13 uger" in said
    assert "op til 26 uger i alt" in said
    assert "op til 13 uger ad gangen" in said


def test_weeks_more_within_the_first_need_no_extension(assistant: Assistant) -> None:
    answer, _ = asked(assistant, "Sygedagpenge, har været i praktik i 5 uger. Kan hun få 4 uger mere?")
    assert "9 uger ligger inden for de første 13 uger og kræver ingen forlængelse." in answer.text


@pytest.mark.parametrize(
    "turns",
    [
        ("Selvforsørgende, jobparat", "har hun ret til det"),
        ("Har en selvforsørgende jobparat ret til praktik?",),
        ("Har en selvforsørgende aktivitetsparat ret til at få en praktik, hun selv har fundet?",),
    ],
)
def test_self_supporting_have_a_right_to_offers(assistant: Assistant, turns: tuple[str, ...]) -> None:
    said = headline(asked(assistant, *turns)[0])
    assert "har ret til tilbud, medmindre" in said
    assert "ikke en ret til netop den praktik" in said


def test_right_to_offers_stood_elsewhere_in_the_act_of_2020(assistant: Assistant) -> None:
    answer, _ = asked(assistant, "Har en selvforsørgende jobparat ret til praktik?", on=date(2021, 3, 1))
    assert "LAB § 53, stk. 6" in answer.text


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("Sygedagpenge", "har han ret til praktik?"), "har ikke ret til en praktik, som borgeren selv har fundet"),
        (("Aktivitetsparat kontanthjælp 13 uger", "har hun ret til det"), "13 uger er i orden"),
    ],
)
def test_other_rights_are_kept(assistant: Assistant, turns: tuple[str, ...], said: str) -> None:
    assert said in headline(asked(assistant, *turns)[0])


@pytest.mark.parametrize(
    ("question", "latest"),
    [
        ("Kan en dagpengemodtager komme i praktik der hvor hun var i løntilskud sidst?", True),
        ("Dagpenge, praktik i den virksomhed hvor han havde løntilskud senest?", True),
        ("Dagpenge, praktik der, hvor han lige har været i løntilskud?", True),
        ("Kan en dagpengemodtager komme i praktik der hvor hun var i løntilskud?", None),
        ("Dagpenge, praktik i den virksomhed hvor han har været i løntilskud før?", None),
        ("Må en ledig på dagpenge komme i praktik et sted, hvor hun kun har været i praktik?", False),
        ("Dagpenge, praktik hos Netto, hun har kun været i praktik der før", False),
    ],
)
def test_wage_subsidy_counts_as_employment_and_a_placement_does_not(
    assistant: Assistant, question: str, latest: bool | None
) -> None:
    answer, conversation = asked(assistant, question)
    assert conversation.case.latest_employer is latest
    if latest is None:
        assert any("latest_employer" in finding.missing for finding in answer.findings)


@pytest.mark.parametrize(
    "question", ["langtidsledige over 50 i 2022", "hvor længe kunne langtidsledige over 50 være i praktik i 2022?"]
)
def test_trial_for_the_long_unemployed_over_50_comes_first(assistant: Assistant, question: str) -> None:
    said = headline(asked(assistant, question)[0])
    assert "langtidsledig få op til 8 uger" in said
    assert "dimittend" not in said


def test_trial_is_over_today(assistant: Assistant) -> None:
    answer, _ = asked(assistant, "hvor længe må en langtidsledig dagpengemodtager på 55 år være i praktik?")
    assert "højst være i virksomhedspraktik i 4 uger" in headline(answer)


def test_grounds_where_the_citizen_found_it_stay_the_topic(assistant: Assistant) -> None:
    answer, _ = asked(assistant, "skal jeg begrunde praktik", "også når borgeren selv har fundet den")
    assert "fuldt medhold" in headline(answer)


@pytest.mark.parametrize(
    "turns",
    [
        ("Dagpenge, har været 4 uger i Netto", "kan hun få 4 uger mere i samme Netto, anden funktion"),
        ("Dagpenge, har haft 4 uger i Netto og skal have 4 uger mere i Netto i en anden funktion",),
    ],
)
def test_more_weeks_in_another_function_are_a_new_placement(assistant: Assistant, turns: tuple[str, ...]) -> None:
    answer, conversation = asked(assistant, *turns)
    assert (conversation.case.weeks, conversation.case.repeated, conversation.case.extension) == (
        Decimal(4),
        True,
        None,
    )
    assert "Efter en konkret vurdering kan der gives et nyt tilbud" in answer.text
    assert "for længe" not in answer.text


def test_extension_in_another_function_is_one(assistant: Assistant) -> None:
    _, conversation = asked(assistant, "Dagpenge, 4 uger brugt. Kan den forlænges 4 uger i en anden funktion?")
    assert conversation.case.extension is True


@pytest.mark.parametrize(
    "question", ["skal TR spørges ved praktik på 20 uger", "Sygedagpenge, 14 uger. Skal tillidsmanden høres?"]
)
def test_more_than_13_weeks_must_be_discussed(assistant: Assistant, question: str) -> None:
    said = headline(asked(assistant, question)[0])
    assert said.startswith("Praktikken varer mere end 13 uger. Derfor skal arbejdsgiveren først have drøftet den")


def test_13_weeks_need_not_be_discussed(assistant: Assistant) -> None:
    answer, _ = asked(assistant, "Sygedagpenge, 13 uger. Skal tillidsmanden høres?")
    assert "Praktikken varer mere end 13 uger" not in answer.text


@pytest.mark.parametrize(
    "turns",
    [
        (
            "Aktivitetsparat kontanthjælpsmodtager i praktik",
            "hun bliver erklæret jobparat efter 6 uger, kan den fortsætte",
        ),
        ("Aktivitetsparat kontanthjælpsmodtager bliver jobparat efter 6 uger i praktik",),
    ],
)
def test_shift_after_6_weeks_is_too_late(assistant: Assistant, turns: tuple[str, ...]) -> None:
    assert "6 uger er for længe" in headline(asked(assistant, *turns)[0])


def test_shift_after_3_weeks_is_not(assistant: Assistant) -> None:
    answer, _ = asked(assistant, "Aktivitetsparat kontanthjælpsmodtager bliver jobparat efter 3 uger i praktik")
    assert "Praktikken kan fortsætte, hvis" in headline(answer)


@pytest.mark.parametrize(
    ("question", "group"),
    [
        ("Tæller unge under 18 med som ordinært ansatte?", None),
        ("Tæller medarbejdere under 18 år med i forholdstallet?", None),
        ("En ung under 18 år skal i praktik. Tæller ferien med?", "ung_under_18"),
    ],
)
def test_young_employees_are_no_citizen(assistant: Assistant, question: str, group: str | None) -> None:
    _, conversation = asked(assistant, question)
    assert conversation.case == CaseFacts(target_group=group)


@pytest.mark.parametrize("question", ["Kan praktikken sættes på pause?", "Må man holde pause i praktikken?"])
def test_no_rule_on_a_pause_is_said(assistant: Assistant, question: str) -> None:
    assert "om praktikken kan sættes på pause" in headline(asked(assistant, question)[0])


@pytest.mark.parametrize(
    "turns",
    [
        ("hvor mange gange kan praktikken forlænges for en på sygedagpenge",),
        ("Sygedagpenge, 26 uger", "og efter 26 uger?"),
    ],
)
def test_no_ceiling_on_the_number_of_extensions(assistant: Assistant, turns: tuple[str, ...]) -> None:
    answer, _ = asked(assistant, *turns)
    assert "13 uger ad gangen. Loven sætter ikke et loft" in answer.text or "loft over, hvor mange gange" in answer.text
    assert "39 uger" not in answer.text


# A department is no P-number (BAB § 60, stk. 1); one's own employer is no latest employer (LAB § 59, stk. 2).
@pytest.mark.parametrize(
    ("question", "facts"),
    [
        (
            "Han er på sygedagpenge og fastansat hos Coop, praktik i Coop i anden afdeling 6 uger",
            {"employed_there": "True"},
        ),
        ("Sygemeldt, fastansat i Coop, vil i praktik i Coop 20 uger, tr?", {"employed_there": "True"}),
        ("Var fastansat i Coop indtil maj, nu på dagpenge, praktik i Coop?", {"latest_employer": "True"}),
        (
            "Dagpenge, senest ansat i Coop, praktik i Coop på et andet p-nummer?",
            {"latest_employer": "True", "other_p_number": "True"},
        ),
    ],
)
def test_permanent_employment_and_department_are_read(
    assistant: Assistant, question: str, facts: dict[str, str]
) -> None:
    _, conversation = asked(assistant, question)
    known = conversation.case.known()
    names = ("employed_there", "latest_employer", "other_p_number")
    assert {name: str(known[name]) for name in names if name in known} == facts


def test_holiday_within_a_period_does_not_hide_the_limit(assistant: Assistant) -> None:
    answer = assistant.conversation(on=NOW).ask("Kan en på dagpenge være i praktik i 5 uger, hvis der er en helligdag?")
    assert "5 uger er for længe" in answer.text
    assert "ferie, fridage og sygdom" in answer.text
