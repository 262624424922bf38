"""Which group a word tells of, which citizen is spoken of, and who says no."""

from datetime import date

import pytest

from assistant.answer import Answer
from assistant.finding import Verdict
from assistant.service import Assistant

NOW = date(2026, 11, 20)
BOTH = "{a} er på dagpenge og skal i praktik i 3 uger. {b} er sygemeldt og skal i praktik i 10 uger."


def ask(assistant: Assistant, *turns: str) -> Answer:
    conversation = assistant.conversation(on=NOW)
    return [conversation.ask(turn) for turn in turns][-1]


def groups_of(answer: Answer) -> set[str | None]:
    """The groups that are answered for."""
    cases = answer.cases or (answer.case,)
    return {case.get("target_group") for case in cases}


def verdict(answer: Answer, rule: str) -> set[Verdict]:
    return {found.verdict for found in answer.findings if found.rule.endswith(rule)}


# LAB § 61, stk. 1, nr. 1: four weeks for nr. 1. The company's form says nothing of the citizen.
@pytest.mark.parametrize(
    "turn",
    [
        "og hos Lager ApS i 6 uger?",
        "og hos Nordlys Aps. i 6 uger?",
        "og hos RF Murer i 6 uger?",
        "og hos AP Byg ApS i 6 uger?",
        "og hos Fleks A/S i 6 uger?",
    ],
)
def test_company_is_not_a_target_group(assistant: Assistant, turn: str) -> None:
    answer = ask(assistant, "Hun er på dagpenge og vil i praktik i 3 uger.", turn)
    assert groups_of(answer) == {"dagpenge"}
    assert verdict(answer, "hoejeste_varighed") == {Verdict.BREACHED}


def test_company_alone_leaves_the_group_to_be_asked_for(assistant: Assistant) -> None:
    answer = ask(assistant, "Må hun være i praktik hos Nordlys ApS i 6 uger?")
    assert answer.status == "needs_facts"
    assert "target_group" not in answer.case


@pytest.mark.parametrize(
    ("question", "group"),
    [
        ("En SDP'er i praktik i 8 uger?", "sygedagpenge"),
        ("Han er på DP, praktik i 3 uger?", "dagpenge"),
        ("Hun er på LY, praktik i 8 uger?", "fleksjob"),
        ("En APK'er i praktik i 8 uger?", "kontanthjaelp_aktivitetsparat"),
        ("JAF-borger i praktik i 8 uger?", "jobafklaring"),
    ],
)
def test_shortened_names_are_still_read(assistant: Assistant, question: str, group: str) -> None:
    assert groups_of(ask(assistant, question)) == {group}


@pytest.mark.parametrize("told", ["Bo er aktivitetsparat", "og Bo er aktivitetsparat", "mens Bo er aktivitetsparat"])
def test_each_named_citizen_is_kept(assistant: Assistant, told: str) -> None:
    named = f"Anna er på dagpenge, {told}."
    assert {"dagpenge", "kontanthjaelp_aktivitetsparat"} <= groups_of(ask(assistant, named, "i 30 uger?"))
    answer = ask(assistant, named, "Bo i 30 uger?")
    assert "kontanthjaelp_aktivitetsparat" in groups_of(answer)
    assert "dagpenge" not in groups_of(answer)


@pytest.mark.parametrize("told", ["hun er aktivitetsparat", "og hun er aktivitetsparat", "og er aktivitetsparat"])
def test_readiness_of_the_same_citizen_is_no_other_citizen(assistant: Assistant, told: str) -> None:
    assert groups_of(ask(assistant, f"Hun er på dagpenge, {told}. Hvor længe kan hun være i praktik?")) == {"dagpenge"}


# LAB § 61, stk. 1: four weeks for dagpenge, thirteen for sygedagpenge.
@pytest.mark.parametrize(
    ("names", "turns", "group"),
    [
        (("Borger 1", "Borger 2"), ["hvad med borger 2?", "og den første?"], "dagpenge"),
        (("Borger 1", "Borger 2"), ["hvad med borger 2?", "og borger 1?"], "dagpenge"),
        (("Borger 1", "Borger 2"), ["hvad med borger 2?", "og borger 2?"], "sygedagpenge"),
        (("Borger 1", "Borger 2"), ["hvad med borger 2?", "og den anden?"], "dagpenge"),
        (("Borger 1", "Borger 2"), ["og borger 1?", "og borger 2?", "og borger 1?"], "dagpenge"),
        (("Borger A", "Borger B"), ["og A?"], "dagpenge"),
        (("Borger A", "Borger B"), ["og B?"], "sygedagpenge"),
        (("Borger A", "Borger B"), ["og A?", "og B?"], "sygedagpenge"),
        (("Borger A", "Borger B"), ["og B?", "hvor står det?", "og A?"], "dagpenge"),
    ],
)
def test_citizen_pointed_to_is_the_one_answered_for(
    assistant: Assistant, names: tuple[str, str], turns: list[str], group: str
) -> None:
    answer = ask(assistant, BOTH.format(a=names[0], b=names[1]), *turns)
    assert groups_of(answer) == {group}
    assert answer.case["weeks"] == {"dagpenge": "3", "sygedagpenge": "10"}[group]


@pytest.mark.parametrize(
    "turn", ["tilbage til hende i børnehaven", "ok, tilbage til kvinden... tilbage til hende i børnehaven"]
)
def test_citizen_is_known_again_by_the_place(assistant: Assistant, turn: str) -> None:
    answer = ask(
        assistant,
        "Ny borger: en kvinde på dagpenge skal i praktik i en børnehave i 3 uger.",
        "Ny borger: en revalidend skal i praktik på et lager i 9 uger.",
        "Ny borger: fleksjobvisiteret i 20 uger",
        turn,
    )
    assert (answer.case["target_group"], answer.case["weeks"]) == ("dagpenge", "3")


def test_going_back_to_work_or_benefit_is_no_other_citizen(assistant: Assistant) -> None:
    told = ("En dagpengemodtager vil i praktik i 3 uger.", "Ny borger: sygemeldt i job, praktik i 8 uger")
    answer = ask(assistant, *told, "kan hun komme tilbage til sit arbejde?")
    assert groups_of(answer) == {"sygedagpenge"}


@pytest.mark.parametrize(
    ("question", "groups"),
    [
        (
            "Han er jobparat kontanthjælpsmodtager. Rettelse: aktivitetsparat. 8 uger?",
            {"kontanthjaelp_aktivitetsparat"},
        ),
        ("Hun er på dagpenge, nej undskyld, sygedagpenge. 8 uger?", {"sygedagpenge"}),
        ("Hun er på dagpenge. Nej, hun er sygemeldt. 8 ugers praktik?", {"sygedagpenge"}),
        ("Hun er på dagpenge, nej kontanthjælp, jobparat. 8 uger?", {"kontanthjaelp_jobparat"}),
        # Not put right: two groups are asked about.
        (
            "Hvor længe for jobparate kontanthjælpsmodtagere, og hvor længe for sygemeldte?",
            {"kontanthjaelp_jobparat", "sygedagpenge"},
        ),
    ],
)
def test_the_word_put_right_in_one_sentence_holds(assistant: Assistant, question: str, groups: set[str]) -> None:
    assert groups_of(ask(assistant, question)) == groups


def test_readiness_put_right_leaves_no_job_ready_group(assistant: Assistant) -> None:
    answer = ask(assistant, "Han er jobparat. Nej undskyld, aktivitetsparat. Må han være i praktik i 8 uger?")
    assert not any(str(key).endswith("_jobparat") for key in groups_of(answer))
    assert verdict(answer, "hoejeste_varighed") == {Verdict.MET}


@pytest.mark.parametrize("turn", ["nej, det var rigtigt første gang", "det du skrev første gang var korrekt"])
def test_first_time_said_of_an_answer_tells_nothing_of_repetition(assistant: Assistant, turn: str) -> None:
    answer = ask(assistant, "Hun er på dagpenge og vil i praktik i 6 uger.", "nej, 3 uger", turn)
    assert "repeated" not in answer.case


def test_first_placement_is_still_no_repetition(assistant: Assistant) -> None:
    answer = ask(assistant, "En dagpengemodtager skal i praktik for første gang, 3 uger?")
    assert answer.case["repeated"] is False


@pytest.mark.parametrize(
    "turn",
    [
        "ikke i programmet men på kontanthjælp, aktivitetsparat",
        "hun er ikke i integrationsprogrammet, hun er aktivitetsparat kontanthjælpsmodtager",
    ],
)
def test_citizen_outside_the_programme_is_in_our_field(assistant: Assistant, turn: str) -> None:
    asked = "Hvor længe kan en i integrationsprogrammet være i virksomhedspraktik?"
    answer = ask(assistant, asked, turn)
    assert answer.status == "answered"
    assert answer.case["target_group"] == "kontanthjaelp_aktivitetsparat"
    assert "op til 13 uger" in answer.text


# A sick citizen on kontanthjælp is no sygedagpengemodtager (LAB § 6, nr. 2-6).
@pytest.mark.parametrize(
    ("question", "groups"),
    [
        (
            "En jobparat kontanthjælpsmodtager er i praktik og bliver sygemeldt. Kan praktikken fortsætte?",
            {"kontanthjaelp_jobparat"},
        ),
        ("Hun er i ressourceforløb og blev sygemeldt i praktikken. Hvad så?", {"ressourceforloeb"}),
        ("En jobparat kontanthjælpsmodtager, der er sygemeldt, 6 uger?", {"kontanthjaelp_jobparat"}),
        ("Sygemeldt på kontanthjælp, aktivitetsparat, praktik i 6 uger?", {"kontanthjaelp_aktivitetsparat"}),
        (
            "Hvor længe må jobparate kontanthjælpsmodtagere og sygemeldte være i praktik?",
            {"kontanthjaelp_jobparat", "sygedagpenge"},
        ),
    ],
)
def test_illness_is_no_shift_of_benefit(assistant: Assistant, question: str, groups: set[str]) -> None:
    answer = ask(assistant, question)
    assert groups_of(answer) == groups
    assert "new_target_group" not in answer.case


def test_sygedagpenge_said_outright_is_a_shift(assistant: Assistant) -> None:
    answer = ask(
        assistant, "En dagpengemodtager er i praktik og overgår til sygedagpenge efter 3 uger. Kan den fortsætte?"
    )
    assert answer.case["new_target_group"] == "sygedagpenge"


# LAB § 6, nr. 3 and 5: what decides below 30 years is an education that gives a profession.
@pytest.mark.parametrize(
    ("question", "group"),
    [
        ("Ung 25 år, kontanthjælp, aktivitetsparat. Hvor længe kan praktikken vare?", "kontanthjaelp_aktivitetsparat"),
        ("28 år, HF, ingen faglig uddannelse, kontanthjælp, aktivitetsparat. Praktik?", "uddannelse_aktivitetsparat"),
        ("28 år, kun HF, aktivitetsparat på kontanthjælp, praktik?", "uddannelse_aktivitetsparat"),
        ("28 år, uddannet tømrer, aktivitetsparat på kontanthjælp, praktik?", "kontanthjaelp_aktivitetsparat"),
        ("Ung på dagpenge i praktik i 3 uger?", "dagpenge"),
    ],
)
def test_the_young_are_read_by_all_the_words(assistant: Assistant, question: str, group: str) -> None:
    assert groups_of(ask(assistant, question)) == {group}


@pytest.mark.parametrize(
    "question",
    [
        "To borgere skal i praktik samme sted. Begge er på dagpenge. Hvor længe?",
        "To borgere på dagpenge i praktik samme sted i 3 uger, må de det?",
        "Må tre dagpengemodtagere være i praktik i samme virksomhed i 3 uger?",
    ],
)
def test_two_citizens_at_one_place_repeat_nothing(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert verdict(answer, "gentagen_praktik") == set()
    assert "same_company" not in answer.case


def test_one_citizen_at_the_same_place_again_repeats(assistant: Assistant) -> None:
    answer = ask(assistant, "En dagpengemodtager har været i praktik og skal i praktik samme sted igen. Må hun det?")
    assert verdict(answer, "gentagen_praktik") == {Verdict.NEEDS_ASSESSMENT}


OWN_PLACE = "Sygemeldt uden job. Må han være i praktik hos sin seneste arbejdsgiver i samme funktion? Han er enig."


# BAB § 61, stk. 3: the same function only where the citizen agrees; else stk. 2, a new function.
@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ("og hvis han siger nej?", Verdict.BREACHED),
        ("hvad hvis han nu siger nej", Verdict.BREACHED),
        ("og hvis borgeren er imod?", Verdict.BREACHED),
        ("og hvis vedkommende modsætter sig?", Verdict.BREACHED),
        ("hvad nu hvis han ikke er enig?", Verdict.BREACHED),
        ("og hvis han siger ja?", Verdict.MET),
        # Not the citizen's word.
        ("og hvis virksomheden siger nej?", Verdict.MET),
    ],
)
def test_citizens_no_bars_the_same_function(assistant: Assistant, turn: str, expected: Verdict) -> None:
    assert verdict(ask(assistant, OWN_PLACE, turn), "seneste_arbejdsgiver") == {expected}
