"""What a caseworker is told where a rule does not apply, where an exception ends, and whom a decision binds."""

from datetime import date

import pytest

from assistant.answer import Answer
from assistant.service import Assistant

TODAY = date(2026, 11, 20)
NO_DEMAND = "ikke krav om skriftlig afgørelse med begrundelse og klagevejledning"


def told(assistant: Assistant, *questions: str, on: date = TODAY) -> Answer:
    """The answer to the last of the questions, asked in one conversation."""
    conversation = assistant.conversation(on=on)
    return [conversation.ask(question) for question in questions][-1]


def headline(answer: Answer) -> str:
    return answer.text.split("**")[1]


@pytest.mark.parametrize(
    "question",
    [
        "Borgeren er sygemeldt fra sit job og skal i praktik hos sin egen arbejdsgiver. Gælder det rimelige forhold?",
        "Sygedagpengemodtager i ansættelse, praktik på egen arbejdsplads. Gælder forholdstallet?",
        "En i jobafklaringsforløb er stadig ansat hos sin egen arbejdsgiver og skal i praktik dér. Forholdstallet?",
    ],
)
def test_ratio_does_not_apply_to_the_sick_at_their_own_employer(assistant: Assistant, question: str) -> None:
    # LAB § 63, stk. 3; BAB § 65, stk. 5
    answer = told(assistant, question)
    assert "orholdstallet gælder ikke" in headline(answer)
    assert "Har medarbejderrepræsentanten givet" not in " ".join(answer.questions)


@pytest.mark.parametrize(
    "question",
    [
        "Sygedagpengemodtager i ansættelse, praktik på egen arbejdsplads i 20 uger. Skal det drøftes med TR?",
        "Jobafklaring, ansat, egen arbejdsgiver, 26 uger: skal tillidsrepræsentanten høres?",
    ],
)
def test_discussion_is_not_required_for_the_sick_at_their_own_employer(assistant: Assistant, question: str) -> None:
    # LAB § 63, stk. 3
    assert "Kravet om drøftelse gælder ikke" in headline(told(assistant, question))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Gælder forholdstallet for en aktivitetsparat kontanthjælpsmodtager?", "1 person i praktik"),
        ("Skal TR høres om en praktik på 20 uger for en ressourceforløbsmodtager?", "13 uger"),
    ],
)
def test_ratio_and_discussion_apply_to_everybody_else(assistant: Assistant, question: str, said: str) -> None:
    answer = told(assistant, question)
    assert said in answer.text
    assert "gælder ikke" not in headline(answer)


@pytest.mark.parametrize(
    "questions",
    [
        ("Vi gav afslag på en selvfunden praktik mundtligt. Er det i orden?",),
        ("Kan kommunen give afslag på en selvfunden praktik?",),
        ("Må vi afvise en praktik, som en dagpengemodtager selv har fundet?",),
        ("Skal en selvfunden praktik have en skriftlig afgørelse?", "og hvis vi siger nej?"),
        ("Skal en selvfunden praktik have en skriftlig afgørelse?", "og hvis kommunen siger nej?"),
    ],
)
def test_refusal_of_a_self_found_placement_needs_reasons(assistant: Assistant, questions: tuple[str, ...]) -> None:
    # FVL §§ 22, 24 and 25; the report's sentence is of a full yes
    answer = told(assistant, *questions)
    assert "Derfor skal en skriftlig afgørelse om det have en begrundelse og en klagevejledning." in answer.text
    assert NO_DEMAND not in answer.text


def test_full_yes_to_a_self_found_placement_needs_no_reasons(assistant: Assistant) -> None:
    first = "Skal en selvfunden praktik have en skriftlig afgørelse?"
    answer = told(assistant, first, "og hvis vi siger ja?")
    assert headline(answer).startswith("Borgeren får fuldt medhold.")
    back = told(assistant, first, "og hvis vi siger nej?", "og hvis vi siger ja?")
    assert headline(back) == headline(answer)


def test_the_citizens_no_is_not_a_refusal(assistant: Assistant) -> None:
    answer = told(assistant, "Skal en selvfunden praktik have en skriftlig afgørelse?", "og hvis hun siger nej?")
    assert "full_approval" not in answer.case


@pytest.mark.parametrize(
    "questions",
    [
        ("Praktikanten ødelagde en maskine. Hvem betaler?", "kan det påklages?"),
        ("Praktikanten ødelagde en maskine. Hvem betaler?", "Kan man klage?"),
        ("Kan virksomheden klage over kommunens afgørelse om erstatning for en skade?",),
        ("Kommunen har sagt nej til erstatning for skaden, kan det ankes?",),
    ],
)
def test_compensation_for_damage_cannot_be_appealed(assistant: Assistant, questions: tuple[str, ...]) -> None:
    # BAB § 142, stk. 2
    answer = told(assistant, *questions)
    assert "kan ikke påklages til en anden administrativ myndighed" in headline(answer)
    assert "Borgeren kan klage til Ankestyrelsens" not in answer.text


@pytest.mark.parametrize(
    "questions",
    [
        ("Hvor klager borgeren over et tilbud om praktik?",),
        ("Hvor længe kan en dagpengemodtager være i praktik?", "kan det påklages?"),
    ],
)
def test_other_decisions_can_be_appealed(assistant: Assistant, questions: tuple[str, ...]) -> None:
    # LAB § 204, stk. 1; RSL § 67
    answer = told(assistant, *questions)
    assert "Ankestyrelsens Beskæftigelsesudvalg inden 4 uger" in headline(answer)


@pytest.mark.parametrize(
    "question",
    ["Hvem kan klage?", "Kan en nabovirksomhed klage over praktikken?", "Hvem må klage over praktikken?"],
)
def test_others_can_complain_of_unfair_competition(assistant: Assistant, question: str) -> None:
    # LAB § 204, stk. 2
    answer = told(assistant, question)
    assert "konkurrenceforvridning, kan andre med en væsentlig interesse også klage" in answer.text


def test_graduate_who_begins_after_the_trial_is_told_that_it_has_ended(assistant: Assistant) -> None:
    late = told(assistant, "Dimittend på dagpenge med bachelor, 8 uger fra 20. november 2022. Er det i orden?")
    assert "senest den 16. november 2022" in late.text
    in_time = told(assistant, "Dimittend på dagpenge med bachelor, 8 uger fra 16. november 2022. Er det i orden?")
    assert "senest den 16. november 2022" not in headline(in_time)


def test_both_last_days_are_told_while_the_trial_is_open(assistant: Assistant) -> None:
    # 4 weeks from 1 June 2021 end on 28 June, 8 weeks on 26 July
    question = "Dagpengemodtager, dimittend med lang videregående uddannelse, starter 1. juni 2021. Sidste dag?"
    answer = told(assistant, question)
    assert "efter hovedreglen den 28. juni 2021" in answer.text
    assert "den 26. juli 2021" in answer.text


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("En dagpengemodtager på 49 år, ledig i 18 måneder, 8 uger i oktober 2022. Må det?", True),
        ("En jobparat kontanthjælpsmodtager på 55 år, ledig i 11 måneder, 8 uger i oktober 2022?", True),
        ("En dagpengemodtager på 50 år, ledig i 12 måneder, 8 uger i oktober 2022. Må det?", False),
        ("En dagpengemodtager på 49 år, ledig i 18 måneder, 4 uger i oktober 2022. Må det?", False),
    ],
)
def test_who_is_outside_the_trial_for_the_long_term_unemployed_is_told_why(
    assistant: Assistant, question: str, says: bool
) -> None:
    assert ("er fyldt 50 år og har fået ydelse i mindst 12 måneder, kan" in told(assistant, question).text) is (
        "50 år, ledig i 12" in question
    )
    assert ("Forsøget for langtidsledige gælder ikke" in told(assistant, question).text) is says


@pytest.mark.parametrize(
    ("answer", "holds"),
    [
        ("har arbejdet i Netto, ikke i sit fag", True),
        ("hun har kun haft job uden for sit fag", True),
        ("ja, hun har arbejdet inden for sit fag", False),
    ],
)
def test_only_work_in_the_field_bars_the_graduate_trial(assistant: Assistant, answer: str, holds: bool) -> None:
    # BEK 2498/2021 § 6, stk. 1
    case = "Dimittend, bachelor, på dagpenge, 8 uger fra 1. juni 2022"
    asked = told(assistant, case)
    assert any("inden for det fag" in question for question in asked.questions)
    found = told(assistant, case, "opgaverne er i faget", answer)
    assert found.case["worked_in_field"] is not holds
    assert ("8 uger er i orden" in found.text) is holds


@pytest.mark.parametrize(
    "question",
    [
        "En fuldtidsansat, der ikke er syg, vil gerne i praktik. Kan han det?",
        "Kan en fastansat, der er rask, komme i praktik?",
        "Må en fuldtidsansat få virksomhedspraktik?",
    ],
)
def test_one_who_only_works_must_be_in_a_target_group(assistant: Assistant, question: str) -> None:
    # LAB §§ 6 and 57, stk. 1
    assert "ikke i en af grupperne, kan ikke få praktik efter loven" in headline(told(assistant, question))


@pytest.mark.parametrize(
    "question",
    [
        "Vi har 20 ansatte og to i løntilskud. Hvor mange praktikanter må vi have?",
        "Tæller løntilskud med i det rimelige forhold?",
        "Forholdstallet: 30 ansatte og 3 i løntilskud. Er der plads til en praktikant?",
    ],
)
def test_wage_subsidy_counted_in_the_ratio_is_no_question_of_wage_subsidy(assistant: Assistant, question: str) -> None:
    answer = told(assistant, question)
    assert "mindst 6 måneder" not in headline(answer)
    assert answer.findings[0].rule == "arbejdsgiver/rimeligt_forhold"


def test_a_question_of_wage_subsidy_is_still_answered(assistant: Assistant) -> None:
    answer = told(assistant, "Hvor længe skal en dagpengemodtager have haft ydelse før løntilskud?")
    assert "mindst 6 måneder" in headline(answer)


@pytest.mark.parametrize(
    ("question", "references"),
    [
        (
            "Hvilke paragraffer skal jeg som minimum henvise til for en dagpengemodtager?",
            ("LAB § 53, stk. 1", "LAB § 57, stk. 1", "LAB § 58, stk. 1", "LAB § 59, stk. 1", "LAB § 61, stk. 1, nr. 1"),
        ),
        (
            "Aktivitetsparat på kontanthjælp, 26 uger er gået. Hvilke paragraffer skal nævnes i begrundelsen?",
            ("LAB § 58, stk. 1", "LAB § 59, stk. 1", "LAB § 61, stk. 1, nr. 2", "LAB § 61, stk. 2"),
        ),
    ],
)
def test_every_minimum_reference_stands_in_the_answer(
    assistant: Assistant, question: str, references: tuple[str, ...]
) -> None:
    lines = told(assistant, question).text.split("\n\n")
    line = next(line for line in lines if "bør begrundelsen som minimum" in line)
    assert all(reference in line for reference in (*references, "BAB § 60, stk. 2"))


@pytest.mark.parametrize(
    "question",
    [
        "En revalidend skal i praktik i 52 uger efter jobplanen. Må det?",
        "En revalidend skal i praktik i 2 år efter jobplanen. Hvor længe kan det være?",
    ],
)
def test_length_after_a_plan_is_a_question_of_length(assistant: Assistant, question: str) -> None:
    # LAB § 61: 13 weeks, 26 in all, then 13 at a time
    text = told(assistant, question).text
    assert all(weeks in text for weeks in ("13 uger", "26 uger", "helt særligt behov"))


def test_what_stands_in_the_plan_is_still_answered(assistant: Assistant) -> None:
    assert "Praktikken skal stå i Min Plan" in told(assistant, "Skal praktikken stå i jobplanen?").text


def test_the_report_that_the_law_supports_stands_first_on_availability(assistant: Assistant) -> None:
    text = told(assistant, "Kan en dagpengemodtager få et rådighedsafprøvende tilbud om praktik?").text
    assert text.index("Derimod skal de øvrige betingelser") < text.index("behøver betingelserne i øvrigt")
