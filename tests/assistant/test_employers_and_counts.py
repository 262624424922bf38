"""Which employer was the latest, and how many places a staff gives: the wordings that were once read wrong.

What is right is taken from LAB §§ 61 and 63 and BAB §§ 60, 61 and 65: only the latest employment bars, with or without
subsidy; subsidised employees and those under 18 are no ordinary employees; all are counted in full-time equivalents.
"""

from decimal import Decimal

import pytest

from assistant.answer import Answer
from assistant.service import Assistant
from assistant.understanding.counts import counts
from assistant.understanding.cues import plain_text
from assistant.understanding.employers import employer_facts
from assistant.understanding.periods import periods
from tests.assistant.test_conversation import NOW

EMPLOYER, RATIO, LENGTH = "seneste_arbejdsgiver", "rimeligt_forhold", "hoejeste_varighed"


def told(assistant: Assistant, *turns: str) -> Answer:
    conversation = assistant.conversation(on=NOW)
    return [conversation.ask(turn) for turn in turns][-1]


def verdict(answer: Answer, rule: str) -> str | None:
    return next((str(one.verdict) for one in answer.findings if one.rule.split("/")[-1] == rule), None)


BARRED_NOT = [
    "Jobparat på kontanthjælp arbejdede i Føtex for 3 år siden, har haft andet job siden. Må han i praktik i Føtex?",
    "Må en jobparat på kontanthjælp komme i praktik hos en tidligere arbejdsplads (men ikke den seneste)?",
    "Må en dagpengemodtager være i praktik hos en tidligere arbejdsgiver, som ikke er den seneste?",
    "Dagpenge. Hun var ansat i virksomheden i 2019, men har arbejdet et andet sted siden. Må hun i praktik der?",
    "Dagpenge. Tidligere ansat hos Bilka, men har siden været ansat hos Rema. Må hun i praktik hos Bilka?",
    "Kan en dagpengemodtager komme i praktik hos sin forrige arbejdsgiver, ikke den sidste?",
    "Dagpenge. Arbejdede i Rema sidste år, i Netto bagefter. Praktik i Rema?",
    "Var sidst i praktik i firmaet (ikke ansat). Jobparat på kontanthjælp.",
    "Dagpengemodtager, kun i praktik der før, ikke ansat. Må hun komme igen?",
]
BARRED = [
    "Må en dagpengemodtager i praktik hos sin seneste arbejdsgiver?",
    "Jobparat på kontanthjælp, ansat i virksomheden i 2019, har ikke haft andet job siden. Må hun i praktik der?",
    "Dagpengemodtager var ansat i Netto 2022, derefter Rema. Må hun komme i praktik i Rema?",
    "Dagpenge. Arbejdede i Rema sidste år, i Netto bagefter. Praktik i Netto?",
    "Dagpengemodtager, var senest ansat i Netto, praktik i Netto i 4 uger",
    "Dagpengemodtager har været i løntilskud i virksomheden og skal nu i praktik samme sted. Må hun det?",
    "Kan en dagpengemodtager komme i praktik samme sted efter et løntilskud?",
    "Først løntilskud, så praktik samme sted, dagpenge?",
    "Dagpengemodtager har lige afsluttet løntilskud hos kommunen, må hun være i praktik bagefter samme sted?",
]
UNKNOWN = [
    "Dagpengemodtager arbejdede der sidste år. Må hun komme i praktik der?",
    "Jobparat på kontanthjælp arbejdede i butikken sidste år, må hun være i praktik der i 4 uger?",
    "Dagpengemodtager var ansat i Netto i 2022, derefter Rema. Må hun komme i praktik i Netto?",
    "Dagpengemodtager var senest ansat i Netto. Må hun komme i praktik i Føtex?",
    "Dagpengemodtager skal i praktik i samme firma som sidst, helt anden funktion",
]
OTHER_UNIT = [
    "Dagpengemodtager vil i praktik i Føtex Odense, senest ansat i Føtex Nyborg, samme CVR",
    "Dagpengemodtager, senest ansat i Netto på Nørrebro, nu praktik i Netto i Valby. Må hun det?",
    "Dagpengemodtager i praktik i en anden butik i samme kæde som hun senest var ansat i. Må hun det?",
    "Dagpengemodtager skal i praktik på et andet p-nummer end hvor hun var ansat",
]


@pytest.mark.parametrize("question", BARRED_NOT)
def test_earlier_employer_or_placement_does_not_bar(assistant: Assistant, question: str) -> None:
    answer = told(assistant, question)
    assert answer.case["latest_employer"] is False
    assert verdict(answer, EMPLOYER) == "not_applicable"


@pytest.mark.parametrize("question", BARRED)
def test_latest_employment_bars_with_or_without_subsidy(assistant: Assistant, question: str) -> None:
    assert verdict(told(assistant, question), EMPLOYER) == "breached"


@pytest.mark.parametrize("question", UNKNOWN)
def test_employment_that_may_not_be_the_latest_is_not_judged(assistant: Assistant, question: str) -> None:
    answer = told(assistant, question)
    assert "latest_employer" not in answer.case
    assert verdict(answer, EMPLOYER) == "missing_fact"


@pytest.mark.parametrize("question", OTHER_UNIT)
def test_another_unit_of_the_same_company_is_unclear(assistant: Assistant, question: str) -> None:
    answer = told(assistant, question)
    assert verdict(answer, EMPLOYER) == "needs_assessment"
    assert "produktionsenhed" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Må en dagpengemodtager først i praktik og derefter i løntilskud samme sted?",
        "Dagpengemodtager skal i løntilskud efter praktik samme sted",
        "Har været i løntilskud i Netto. Praktik i Føtex?",
        "Var ansat i Netto, nu ledig. Praktik i 4 uger?",
        "Praktik i butikken i fire uger, hun er på dagpenge",
    ],
)
def test_no_employment_is_read_where_none_is_told(question: str) -> None:
    assert employer_facts(plain_text(question)) == {}


@pytest.mark.parametrize(
    ("question", "employees", "places"),
    [
        ("Virksomheden har 11 ansatte, heraf 2 under 18. Hvor mange må de have i praktik?", 9, "1"),
        ("20 medarbejdere, hvoraf 5 er under 18 år. Hvor mange praktikpladser?", 15, "3"),
        ("12 ansatte inkl. 3 unge under 18, plads til hvor mange i praktik?", 9, "1"),
        ("Firmaet har 60 ansatte, heraf 8 i løntilskud. Hvor mange praktikanter må de have?", 52, "10"),
        ("Et firma med 30 ansatte, 5 af dem i løntilskud. Hvor mange i praktik?", 25, "5"),
    ],
)
def test_staff_with_subsidy_or_under_18_is_not_ordinary(
    assistant: Assistant, question: str, employees: int, places: str
) -> None:
    answer = told(assistant, question)
    assert answer.case["employees"] == str(employees)
    assert "target_group" not in answer.case
    assert f"højst {places} i praktik" in answer.text or f"højst være {places} i praktik" in answer.text


@pytest.mark.parametrize(
    ("question", "employees", "placed"),
    [
        ("60 ansatte, heraf 8 i løntilskud", 52, 8),
        ("25 ansatte, hvoraf 3 er i løntilskud, og 2 i praktik i forvejen", 22, 5),
        ("30 ansatte, heraf 2 under 18 og 3 i løntilskud", 25, 3),
        ("10 ansatte, heraf 2 på sygedagpenge, hvor mange i praktik", 10, None),
        ("En virksomhed med 60 ansatte og 8 i løntilskud", 60, 8),
        ("10 ansatte, 2 praktikanter på halv tid", 10, 1),
        ("10 ansatte, en på 50% i praktik", 10, Decimal("0.5")),
        ("En virksomhed har 10 ansatte og en praktikant på 50 %", 10, Decimal("0.5")),
        ("10 ansatte, 3 praktikanter på deltid", 10, None),
        ("10 ansatte og 2 praktikanter", 10, 2),
    ],
)
def test_people_are_counted_in_full_time_places(question: str, employees: int, placed: int | Decimal | None) -> None:
    plain = plain_text(question)
    found = counts(plain, plain)
    assert (found.employees, found.placed, found.age) == (employees, placed, None)


def test_half_places_leave_room(assistant: Assistant) -> None:
    answer = told(assistant, "10 ansatte, 2 praktikanter på halv tid, er der plads til en mere på halv tid?")
    assert verdict(answer, RATIO) == "met"
    assert "repeated" not in answer.case


def test_staff_is_tried_again_and_is_no_answer(assistant: Assistant) -> None:
    first = "Virksomheden har 23 ansatte, hvor mange må de have i praktik?"
    assert "højst 4 i praktik" in told(assistant, first).text
    for again in ("og med 70?", "hvad med 70?", "og hvis de er 70?"):
        answer = told(assistant, first, again)
        assert answer.case == {"employees": "70"}, again
        assert "højst 12 i praktik" in answer.text
    for number in ("3", "og de har 3", "der er 3"):
        assert told(assistant, first, number).case["placed"] == "3", number
    young = told(assistant, first, "og med 70?", "hvad med dem under 18?")
    assert young.case == {"employees": "70"}
    assert verdict(told(assistant, first, "tæller løntilskud med?"), RATIO) == "missing_fact"


@pytest.mark.parametrize(
    ("question", "used", "weeks"),
    [
        ("har haft 26 + 13 uger, kan han få endnu 13?", 39, 52),
        ("har haft 26 uger + 13 uger, kan han få 13 mere?", 39, 52),
        ("har haft 13+13 uger. Kan hun få 13 mere?", 26, 39),
        ("har haft 26 og 13 uger, må hun få 13 uger mere?", 39, 52),
        ("har haft 39 uger, kan han få 13 mere?", 39, 52),
        ("har haft 13 uger, kan han få 13 uger mere?", 13, 26),
    ],
)
def test_weeks_that_are_added_up_are_all_used(question: str, used: int, weeks: int) -> None:
    plain = plain_text(question)
    found = periods(plain, plain)
    assert (found.used, found.weeks) == (used, weeks)


@pytest.mark.parametrize(
    "question",
    [
        "Dagpengemodtager har haft 4 uger i Bilka, nu 4 uger mere i samme funktion",
        "Dagpengemodtager har haft 4 uger i Bilka. 4 uger mere i den samme butik?",
        "Dagpengemodtager har haft 4 uger i Bilka. Må hun få 4 uger mere i butikken?",
    ],
)
def test_more_weeks_in_the_same_place_are_no_new_placement(assistant: Assistant, question: str) -> None:
    answer = told(assistant, question)
    assert answer.case.get("same_company") is not False
    assert verdict(answer, LENGTH) == "breached"


def test_more_weeks_in_another_shop_are_a_new_placement(assistant: Assistant) -> None:
    answer = told(assistant, "Dagpengemodtager, 4 uger i Netto, 4 uger mere i Føtex?")
    assert answer.case["same_company"] is False
    assert verdict(answer, LENGTH) == "met"


@pytest.mark.parametrize(
    ("question", "hours"),
    [
        ("Hun er på dagpenge og arbejder 10 timer i butikken ved siden af. Må hun være i praktik?", None),
        ("Hun er i praktik på dagpenge. Hun arbejder 8 timer om ugen i en kiosk ved siden af", None),
        ("Hun har 10 timers arbejde i en butik ved siden af praktikken, dagpenge", None),
        ("Dagpenge, praktik 20 timer om ugen, arbejder 10 timer i butikken ved siden af", "20"),
        ("Dagpenge, praktik 20 timer om ugen ved siden af sit job", "20"),
    ],
)
def test_hours_of_a_job_beside_are_not_those_of_the_placement(
    assistant: Assistant, question: str, hours: str | None
) -> None:
    answer = told(assistant, question)
    assert answer.case.get("weekly_hours") == hours


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("i samme job som før", True),
        ("i samme job", True),
        ("kontoret i stedet for køkkenet", False),
        ("på lageret i stedet for i butikken", False),
        ("fra køkkenet til kontoret", False),
    ],
)
def test_function_is_told_by_the_job_or_the_place_in_the_house(assistant: Assistant, words: str, same: bool) -> None:
    answer = told(assistant, f"Revalidend i praktik hos seneste arbejdsgiver, {words}")
    assert answer.case["same_function"] is same
    assert verdict(answer, EMPLOYER) == ("breached" if same else "needs_assessment")


@pytest.mark.parametrize(
    "question",
    [
        "SDP, delvist raskmeldt, i job, VP hos egen AG",
        "En sygemeldt er delvist raskmeldt og i job. Kan hun komme i praktik hos egen arbejdsgiver?",
    ],
)
def test_partly_recovered_employee_shifts_no_benefit(assistant: Assistant, question: str) -> None:
    answer = told(assistant, question)
    assert verdict(answer, EMPLOYER) == "met"
    assert verdict(answer, "ydelsesskift") is None
