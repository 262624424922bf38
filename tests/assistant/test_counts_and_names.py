"""Ages beside people counted, people yet to come, the shortest names of the groups, and "kan praktikken fortsætte?".

What is right is taken from LAB §§ 6, 55 and 61 and BAB § 65, stk. 1: 1 person for every 5 ordinary employees up to 50,
always 1, and 1 for every 10 above.
"""

from decimal import Decimal

import pytest

from assistant.service import Assistant
from assistant.understanding.counts import counts
from assistant.understanding.cues import plain_text
from tests.assistant.test_employers_and_counts import LENGTH, RATIO, told, verdict

SHIFT = "ydelsesskift"


@pytest.mark.parametrize(
    "question",
    [
        "Kan en 17-årig komme i virksomhedspraktik?",
        "Må en 16 årig være i praktik i en butik?",
        "17-årig i praktik i butik",
        "Kan en 17 år gammel pige komme i virksomhedspraktik?",
        "Hun er 17 år og skal i praktik i en virksomhed",
    ],
)
def test_young_persons_age_counts_nobody_in_placement(assistant: Assistant, question: str) -> None:
    answer = told(assistant, question)
    assert answer.case["target_group"] == "ung_under_18"
    assert "placed" not in answer.case
    assert verdict(answer, RATIO) is None
    assert "op til 13 uger" in answer.text


@pytest.mark.parametrize(
    "question", ["Kan en 25-årig komme i praktik hos en virksomhed?", "En på 25 i praktik hos en arbejdsgiver"]
)
def test_grown_up_of_an_age_is_asked_for_the_group(assistant: Assistant, question: str) -> None:
    answer = told(assistant, question)
    assert answer.status == "needs_facts"
    assert answer.case == {"age": 25}


@pytest.mark.parametrize(
    ("question", "age", "placed"),
    [
        ("En 35-årig på dagpenge i et firma med 20 ansatte, hvor der er 4 i praktik", 35, 4),
        ("Dagpengemodtager på 45 år i et firma med 20 ansatte og 3 praktikanter", 45, 3),
        ("Der er 14 i praktik i virksomheden, som har 100 ansatte", None, 14),
        ("Vi har 50 ansatte og 9 i praktik", None, 9),
        ("Vi har 20 ansatte og 2 borgere i virksomhedspraktik", None, 2),
    ],
)
def test_people_in_placement_are_still_counted_beside_an_age(question: str, age: int | None, placed: int) -> None:
    plain = plain_text(question)
    found = counts(plain, plain)
    assert (found.placed, found.wanted) == (placed, None)
    assert age is None or found.age == age


@pytest.mark.parametrize(
    ("question", "placed", "wanted"),
    [
        ("Vi har 50 ansatte og 9 i praktik, kan vi tage to?", 9, 2),
        ("Virksomheden har 50 ansatte og 9 i praktik. Må de tage 2 mere?", 9, 2),
        ("Vi har 50 ansatte og 9 praktikanter, må vi få tre nye?", 9, 3),
        ("Vi har 50 ansatte og har 9 i praktik, må vi have 2 praktikanter mere?", 9, 2),
        ("Firmaet har 50 ansatte og 9 i praktik. Er der plads til to til?", 9, 2),
        ("Vi har 23 ansatte. Må vi tage 3 praktikanter?", None, 3),
        ("Firmaet har 12 ansatte og vil tage imod 2 ledige i 4 uger", None, 2),
        ("Vi har 23 ansatte og vil gerne have 5 i praktik", None, None),
        ("Vi har 20 ansatte. Kan vi have 3 i praktik og 2 i løntilskud?", None, None),
        ("Kan 2 borgere komme i virksomhedspraktik samme sted i en butik med 12 ansatte?", None, None),
        ("Kan en dagpengemodtager få 4 uger mere i en virksomhed med 20 ansatte og 2 i praktik?", 2, None),
    ],
)
def test_people_yet_to_come_are_not_there_already(question: str, placed: int | None, wanted: int | None) -> None:
    plain = plain_text(question)
    found = counts(plain, plain)
    assert (found.placed, found.wanted) == (placed, wanted)


@pytest.mark.parametrize(
    ("employees", "placed", "ask", "outcome", "said"),
    [
        (50, 9, "kan de tage to?", "breached", "ikke plads til 2, men kun til 1 mere"),
        (50, 9, "er der plads til 2 mere?", "breached", "ikke plads til 2, men kun til 1 mere"),
        (50, 9, "er der plads til 1 mere?", "met", "Der er plads til 1 mere"),
        (50, 8, "kan de tage 2 mere?", "met", "Der er plads til 2 mere"),
        (50, 10, "kan de tage to?", "breached", "Der er ikke plads: "),
        (60, 9, "må de få tre nye?", "breached", "ikke plads til 3, men kun til 2 mere"),
    ],
)
def test_room_is_told_for_as_many_as_are_to_come(
    assistant: Assistant, employees: int, placed: int, ask: str, outcome: str, said: str
) -> None:
    first = f"Virksomheden har {employees} ansatte og {placed} i praktik"
    for answer in (told(assistant, f"{first}. {ask.capitalize()}"), told(assistant, first, ask)):
        assert verdict(answer, RATIO) == outcome
        assert said in answer.text
        assert answer.case["placed"] == str(placed)


def test_number_to_come_is_tried_again(assistant: Assistant) -> None:
    first = "Virksomheden har 50 ansatte og 8 i praktik"
    answer = told(assistant, first, "kan de tage 2 mere?", "og 3?")
    assert Decimal(answer.case["wanted"]) == 3
    assert verdict(answer, RATIO) == "breached"


def test_staff_needed_for_some_is_no_count_of_those_there(assistant: Assistant) -> None:
    answer = told(assistant, "Hvor mange ansatte skal der være for at have 3 praktikanter?")
    assert "placed" not in answer.case
    assert "1 person i praktik, løntilskud eller nytteindsats for hver 5" in answer.text


@pytest.mark.parametrize(
    ("question", "group"),
    [
        ("Kan en på dagp komme i praktik?", "dagpenge"),
        ("Kan en borger på dagp. komme i praktik?", "dagpenge"),
        ("Kan en på sygedp komme i praktik 10 uger?", "sygedagpenge"),
        ("sygedagp praktik 10 uger", "sygedagpenge"),
        ("reval praktik 20 uger", "revalidering"),
        ("kth aktp praktik 10 uger", "kontanthjaelp_aktivitetsparat"),
        ("aktp på kth i praktik 10 uger", "kontanthjaelp_aktivitetsparat"),
        ("kth jobp praktik 10 uger", "kontanthjaelp_jobparat"),
    ],
)
def test_shortest_names_are_the_groups(assistant: Assistant, question: str, group: str) -> None:
    answer = told(assistant, question)
    assert answer.case["target_group"] == group
    assert verdict(answer, LENGTH)


def test_company_of_a_short_name_is_no_group(assistant: Assistant) -> None:
    assert "target_group" not in told(assistant, "Må en borger komme i praktik hos Reval?").case
    assert "target_group" not in told(assistant, "Reval ApS vil have en praktikant i 4 uger").case


@pytest.mark.parametrize(
    "ask",
    [
        "Kan praktikken fortsætte?",
        "Kan forløbet fortsætte?",
        "Må praktikken køre videre?",
        "Kan praktikken så fortsætte?",
        "Skal praktikken stoppes?",
    ],
)
def test_placement_goes_on_after_the_shift(assistant: Assistant, ask: str) -> None:
    answer = told(assistant, "Sygedagpengemodtager skifter til jobafklaring efter 8 uger i praktik", ask)
    assert verdict(answer, SHIFT)
    assert answer.case["new_target_group"] == "jobafklaring"
    assert "LAB § 55, stk. 3" in answer.text


def test_placement_goes_on_without_a_shift(assistant: Assistant) -> None:
    answer = told(assistant, "En dagpengemodtager har været i praktik i 4 uger", "Kan praktikken fortsætte?")
    assert verdict(answer, LENGTH)
    assert verdict(answer, SHIFT) is None
    assert "Perioden kan ikke forlænges" in answer.text
