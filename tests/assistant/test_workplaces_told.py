"""Workplaces and staff as a caseworker tells of them, and what must not be read into the words.

What is right is taken from LAB §§ 59, 61 and 63 and BAB §§ 60, 61 and 65: only the latest employment bars, with or
without subsidy and with no limit in time; at the citizen's own employer neither the ratio nor the discussion applies to
those on sick leave; the employer is the P-number; employees under 18 are no ordinary employees.
"""

from decimal import Decimal

import pytest

from assistant.answer import Answer
from assistant.service import Assistant
from assistant.understanding.employers import employer_facts, formerly, job_there
from assistant.understanding.staff import of_the_whole
from tests.assistant.test_conversation import NOW

EMPLOYER, RATIO, AGAIN = "seneste_arbejdsgiver", "rimeligt_forhold", "gentagen_praktik"
DISCUSSION, DECLARED = "droeftelse_over_13_uger", "skriftlig_tilkendegivelse"


def told(assistant: Assistant, *turns: str) -> Answer:
    conversation = assistant.conversation(on=NOW)
    return [conversation.ask(turn) for turn in turns][-1]


def verdict(answer: Answer, rule: str) -> str | None:
    return next((str(one.verdict) for one in answer.findings if one.rule.split("/")[-1] == rule), None)


@pytest.mark.parametrize(
    "question",
    [
        "Hun er sygemeldt fra sit job i Bilka ApS og vil i praktik i sin egen afdeling i 20 uger. Skal TR spørges?",
        "Sygedagpenge, ansat i Bilka, praktik i Bilka 20 uger. Skal tillidsrepræsentanten høres?",
        "Sygemeldt fra sit job i Netto, praktik i Netto i 15 uger. Skal TR høres?",
        "Sygemeldt medarbejder skal i praktik på egen afdeling i 20 uger. Skal TR høres?",
        "Hun er sygemeldt fra sit job og skal i praktik på sin arbejdsplads i 20 uger. Skal TR høres?",
        "JAF, stadig ansat hos kommunen, praktik hos sin arbejdsgiver i 15 uger. Skal TR høres?",
    ],
)
def test_at_the_own_employer_neither_ratio_nor_discussion_applies(assistant: Assistant, question: str) -> None:
    answer = told(assistant, question)
    assert answer.case["employed_there"] is True
    assert verdict(answer, DISCUSSION) == "not_applicable"
    assert verdict(answer, DECLARED) == "not_applicable"


@pytest.mark.parametrize(
    "question",
    [
        "Sygemeldt fra sit job i Føtex. Praktik i Netto 20 uger. Skal TR høres?",
        "Sygemeldt i sit job som pædagog. Praktik i en anden børnehave 15 uger. Skal TR høres?",
        "Sygemeldt, har haft egen butik, vil i praktik i sin egen butik",
        "Sygemeldt fra ledighed, skal i praktik samme sted i 15 uger. Skal TR høres?",
        "Sygemeldt, var ansat i Bilka indtil maj, praktik i Bilka 20 uger. Skal TR høres?",
    ],
)
def test_another_workplace_is_not_the_own_employer(assistant: Assistant, question: str) -> None:
    assert not told(assistant, question).case.get("employed_there")


def test_back_to_the_job_is_no_repeated_placement(assistant: Assistant) -> None:
    answer = told(assistant, "Han er på JAF, ansat endnu hos murerfirmaet, vil tilbage samme sted i praktik")
    assert answer.case["employed_there"] is True
    assert "repeated" not in answer.case
    assert verdict(answer, EMPLOYER) == "met"
    assert verdict(answer, AGAIN) is None


def test_leaving_a_job_begins_no_placement(assistant: Assistant) -> None:
    question = (
        "Han er i jobafklaringsforløb, ansat endnu hos murerfirmaet, fratræder 31/12. Praktik 13 uger samme sted?"
    )
    answer = told(assistant, question)
    assert "start" not in answer.case
    assert verdict(answer, EMPLOYER) == "missing_fact"


@pytest.mark.parametrize(
    "question",
    [
        "Dagpengemodtager vil i praktik 4 uger hos en tidligere arbejdsgiver",
        "Må en dagpengemodtager komme i praktik hos sin gamle chef?",
        "Dagpenge, vil tilbage til gammel arbejdsgiver 4 uger i praktik",
        "Hun er jobparat på kontanthjælp og har arbejdet der før. 4 uger praktik?",
        "Jobparat på kontanthjælp. Praktik 4 uger i Netto, hvor hun har været ansat tidligere",
        "Dagpengemodtager, tidligere ansat på stedet, 4 ugers praktik",
        "Dagpengemodtager har været ansat i virksomheden for to år siden. Praktik 4 uger dér?",
        "Kontanthjælp, jobparat. Hun har arbejdet i Fakta. Praktik i Fakta 4 uger?",
        "Can a dagpengemodtager do a placement with her former employer?",
    ],
)
def test_a_former_employer_is_asked_about_and_both_are_told(assistant: Assistant, question: str) -> None:
    answer = told(assistant, question)
    assert "latest_employer" not in answer.case
    assert verdict(answer, EMPLOYER) == "missing_fact"
    assert "senest var ansat" in answer.text or "last employed" in answer.text
    assert "det tidligere sted" in answer.text or "the former place" in answer.text


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("ja", "breached"),
        ("nej", "not_applicable"),
        ("det er den seneste", "breached"),
        ("nej, det er ikke den seneste", "not_applicable"),
        ("ja, det var hendes seneste job", "breached"),
    ],
)
def test_the_reply_settles_it(assistant: Assistant, reply: str, expected: str) -> None:
    answer = told(assistant, "Dagpenge. Praktik 4 uger i Netto hvor hun har været ansat tidligere", reply)
    assert verdict(answer, EMPLOYER) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Hun havde studiejob i Fakta indtil sommer, er nu på dagpenge, og vil i vp i Fakta 4 uger",
        "tidl. arbejdsgiver 2015, ingen job siden, jobparat kontanthjælp, 4 uger?",
        "Han er dagpengemodtager og har været vikar i Netto siden. Praktik i Netto 4 uger?",
        "Tidligere ansat i Rema, har været vikar i Netto siden. Dagpenge. Må hun i praktik i Netto?",
        "Dagpenge. Praktik hos sin tidligere arbejdsgiver, hvor hun blev fyret i maj",
        "Han var elev i Føtex indtil juni. Dagpenge. Praktik i Føtex?",
        "løntilskud til sept, nu dagpenge, vp i samme afdeling 4 uger",
        "Har været i løntilskud i kommunen indtil oktober. Dagpenge. Skal i vp samme sted 4 uger.",
        "jobparat kontanthjælp, løntilskud slut i sidste uge, nu vp samme afdeling",
        "Jobparat kth. Afbrudt lærling hos smeden. Må han i praktik hos smeden 4 uger?",
    ],
)
def test_the_latest_employment_bars_however_it_is_told(assistant: Assistant, question: str) -> None:
    assert verdict(told(assistant, question), EMPLOYER) == "breached"


@pytest.mark.parametrize(
    "question",
    [
        "Arbejdede i Rema i 2019, har været vikar i Netto siden. Dagpenge. Må hun i praktik i Rema?",
        "Dagpenge. Vil i praktik hos sin tidligere arbejdsgiver. Har været vikar i Netto siden.",
        "Dagpenge. Har arbejdet i virksomheden før, men har haft andet job siden. Praktik der?",
    ],
)
def test_what_lies_before_another_employment_does_not_bar(assistant: Assistant, question: str) -> None:
    assert verdict(told(assistant, question), EMPLOYER) == "not_applicable"


def test_a_year_of_employment_is_not_the_day_of_the_law(assistant: Assistant) -> None:
    answer = told(assistant, "tidl. arbejdsgiver 2015, ingen job siden, jobparat kontanthjælp, 4 uger?")
    assert answer.on == NOW


def test_an_apprenticeship_broken_off_is_no_question_of_schools(assistant: Assistant) -> None:
    answer = told(assistant, "afbrød læreplads hos maleren, nu kontanthjælp, vp dér")
    assert answer.status != "declined"
    assert verdict(answer, EMPLOYER) == "missing_fact"
    assert told(assistant, "Skal min søn i elevpraktik?").status == "declined"


@pytest.mark.parametrize(
    "question",
    [
        "første praktik 4 uger hos Netto i september, nu 4 uger hos Netto igen, dagpenge",
        "Jobparat kontanthjælp. Første praktik var 4 uger hos Netto, nu vil hun have 4 uger hos Netto igen",
        "Jobparat kontanthjælp. Har været i praktik i Rema i august 4 uger, nu 4 uger i Rema igen",
    ],
)
def test_a_second_placement_at_the_same_place_is_repeated(assistant: Assistant, question: str) -> None:
    answer = told(assistant, question)
    assert answer.case["repeated"] is True
    assert answer.case["same_company"] is True
    assert verdict(answer, AGAIN) == "needs_assessment"


def test_a_first_placement_is_none_again(assistant: Assistant) -> None:
    assert told(assistant, "Dagpenge. Hendes første praktik, 4 uger hos Netto").case["repeated"] is False


@pytest.mark.parametrize(
    "question",
    [
        "kommunen har 4000 ansatte, tæller vi hele kommunen eller plejehjemmet",
        "Kommunen har 4000 ansatte. Hvor mange må vi have i praktik?",
        "Regionen har 12000 medarbejdere, tæller man afdelingen eller hele regionen?",
        "Er det hele kommunens ansatte, der tæller i forholdstallet?",
    ],
)
def test_the_workplace_counts_and_not_the_whole_municipality(assistant: Assistant, question: str) -> None:
    answer = told(assistant, question)
    assert "employees" not in answer.case
    assert "P-nummeret" in answer.text
    assert "405" not in answer.text


@pytest.mark.parametrize(
    ("question", "employees", "places"),
    [
        ("Kommunen har 4000 ansatte, plejehjemmet har 40. Hvor mange må vi have i praktik?", 40, "8"),
        ("Kæden har 300 ansatte, butikken har 18, hvor mange praktikanter?", 18, "3"),
        ("vi er 3 mand og to lærlinge på 17, er der plads til en praktikant?", 3, "1"),
        ("3 mand i butikken, to lærlinge på 17, er der plads til en praktikant?", 3, "1"),
        ("Virksomhed med 22 ansatte, hvor mange praktikanter?", 22, "4"),
    ],
)
def test_the_staff_of_the_workplace_is_read(assistant: Assistant, question: str, employees: int, places: str) -> None:
    answer = told(assistant, question)
    assert answer.case["employees"] == str(employees)
    assert f"højst {places} i praktik" in answer.text
    assert not answer.case.keys() & {"age", "target_group"}


@pytest.mark.parametrize(
    ("question", "placed", "expected"),
    [
        ("vi er 22 på plejehjemmet, 3 i praktik, én i nytteindsats. Plads til en mere?", "4", "breached"),
        ("Vi er 12 i butikken og har 2 i praktik, plads til en mere?", "2", "breached"),
        ("vi er 25 på plejehjemmet, 3 i praktik, én i nytteindsats. Plads til en mere?", "4", "met"),
    ],
)
def test_heads_are_no_age(assistant: Assistant, question: str, placed: str, expected: str) -> None:
    answer = told(assistant, question)
    assert "age" not in answer.case
    assert answer.case["placed"] == placed
    assert verdict(answer, RATIO) == expected


def test_a_citizen_of_an_age_is_no_staff(assistant: Assistant) -> None:
    answer = told(assistant, "Borgeren er 22 på dagpenge, 3 uger praktik")
    assert (answer.case["age"], answer.case.get("employees")) == (22, None)


@pytest.mark.parametrize(
    ("question", "needed"),
    [
        ("Hvor mange ansatte skal der være for 3 praktikanter?", "15"),
        ("Hvor mange ansatte skal en virksomhed have for at få 4 i praktik?", "20"),
        ("Hvor stor skal virksomheden være for at have 5 praktikanter?", "25"),
        ("Hvor mange ansatte kræver det at have 12 praktikanter?", "70"),
        ("Vi har 2 i praktik i forvejen, hvor mange ansatte skal vi være for at tage en mere?", "15"),
    ],
)
def test_the_staff_needed_is_computed(assistant: Assistant, question: str, needed: str) -> None:
    answer = told(assistant, question)
    assert f"mindst {needed} ordinært ansatte" in answer.text
    assert verdict(answer, RATIO) == "missing_fact"


def test_more_than_the_places_there_are_is_too_many_whoever_is_there(assistant: Assistant) -> None:
    answer = told(assistant, "Vi er 6 mand i firmaet, kan vi tage to praktikanter?")
    assert (answer.case["employees"], answer.case["wanted"]) == ("6", "2")
    assert verdict(answer, RATIO) == "breached"
    assert Decimal(answer.case["wanted"]) > 1


def test_an_age_on_its_day_is_no_length(assistant: Assistant) -> None:
    answer = told(assistant, "Hun er jobparat på kontanthjælp", "30 på tirsdag")
    assert answer.case.get("weeks") is None


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("var ansat i fakta indtil sommer. praktik i fakta?", {"latest_employer": True}),
        ("har arbejdet i fakta. praktik i rema?", {}),
        ("det er ikke den seneste", {"latest_employer": False}),
        ("det er den sidste uge", {}),
    ],
)
def test_the_order_of_the_employments(plain: str, expected: dict[str, bool]) -> None:
    assert employer_facts(plain) == expected


def test_words_that_tell_without_settling() -> None:
    assert formerly("hos sin tidligere arbejdsgiver")
    assert not formerly("hos sin seneste arbejdsgiver")
    assert job_there("har arbejdet i fakta. vp i fakta?")
    assert not of_the_whole("butikken i kommunen har 40 ansatte")
