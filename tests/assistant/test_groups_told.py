"""What a citizen is now, was before and was refused; a shift of benefit; and citizens told of under a name."""

from datetime import date

import pytest

from assistant.answer import Answer
from assistant.finding import Verdict
from assistant.service import Assistant
from assistant.understanding.labels import labelled, labels

NOW = date(2026, 11, 20)


def ask(assistant: Assistant, *turns: str) -> Answer:
    conversation = assistant.conversation(on=NOW)
    return [conversation.ask(turn) for turn in turns][-1]


def groups_of(answer: Answer) -> set[str | None]:
    """The groups that are answered for."""
    cases = answer.cases or (answer.case,)
    return {case.get("target_group") for case in cases}


def verdict(answer: Answer, rule: str) -> set[Verdict]:
    return {found.verdict for found in answer.findings if found.rule.endswith(rule)}


# LAB § 53, stk. 5, and § 58, stk. 2: of those on kontanthjælp, nr. 4 and 5 have an uddannelsespålæg.
@pytest.mark.parametrize(
    "question",
    [
        "26 årig kontanthjælp med uddannelsespålæg, aktivitetsparat: hvad er formålet med praktikken?",
        "26 år, udd.pålæg, aktivitetsparat, formål med praktikken?",
        "aktivitetsparat kth m. udd.pålæg, 24 år, hvad er formålet med praktikken",
        "Aktivitetsparat på kontanthjælp, pålagt at tage en uddannelse. Hvad er formålet med praktikken?",
    ],
)
def test_education_order_makes_the_citizen_number_five(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert groups_of(answer) == {"uddannelse_aktivitetsparat"}
    assert verdict(answer, "uddannelsesmaal") == {Verdict.MET}


@pytest.mark.parametrize(
    "question",
    [
        "35 år, aktivitetsparat på kontanthjælp med uddannelsespålæg. Formål med praktikken?",
        "Aktivitetsparat kontanthjælpsmodtager uden uddannelsespålæg. Formål med praktikken?",
        "Skal en aktivitetsparat kontanthjælpsmodtager have et uddannelsespålæg for at komme i praktik?",
    ],
)
def test_no_education_order_leaves_the_citizen_number_three(assistant: Assistant, question: str) -> None:
    assert groups_of(ask(assistant, question)) == {"kontanthjaelp_aktivitetsparat"}


def test_education_order_told_later_moves_the_group_and_age_moves_it_back(assistant: Assistant) -> None:
    told = ("En aktivitetsparat kontanthjælpsmodtager i praktik, formål?", "hun har et uddannelsespålæg")
    assert groups_of(ask(assistant, *told)) == {"uddannelse_aktivitetsparat"}
    assert groups_of(ask(assistant, *told, "nej, hun er 32")) == {"kontanthjaelp_aktivitetsparat"}


# LAB § 55, stk. 3: the time before and after counts together, held against the new group's limit (4 or 13 weeks).
@pytest.mark.parametrize(
    ("question", "shift"),
    [
        (
            "En dagpengemodtager i praktik overgår til sygedagpenge efter 3 uger. Kan vi fortsætte 10 uger mere?",
            Verdict.NEEDS_ASSESSMENT,
        ),
        (
            "En sygedagpengemodtager i praktik overgår til dagpenge efter 3 uger. Kan vi fortsætte 10 uger mere?",
            Verdict.BREACHED,
        ),
        (
            "En sygedagpengemodtager i praktik overgår til dagpenge efter 3 uger. Kan vi fortsætte 1 uge mere?",
            Verdict.NEEDS_ASSESSMENT,
        ),
    ],
)
def test_only_the_new_groups_limit_holds_after_a_shift(assistant: Assistant, question: str, shift: Verdict) -> None:
    answer = ask(assistant, question)
    assert verdict(answer, "ydelsesskift") == {shift}
    assert verdict(answer, "hoejeste_varighed") == set()
    assert verdict(answer, "forlaengelse") == set()


def test_time_before_the_shift_that_was_too_long_is_told(assistant: Assistant) -> None:
    told = "En dagpengemodtager i praktik overgår til sygedagpenge efter 6 uger. Kan vi fortsætte 4 uger mere?"
    answer = ask(assistant, told)
    assert verdict(answer, "hoejeste_varighed") == {Verdict.BREACHED}
    assert "6 uger er for længe" in answer.text


def test_extension_after_a_shift_is_the_new_groups(assistant: Assistant) -> None:
    told = "En dagpengemodtager i praktik overgår til sygedagpenge efter 3 uger. Kan vi fortsætte 15 uger mere?"
    answer = ask(assistant, told)
    assert verdict(answer, "forlaengelse") == {Verdict.NEEDS_ASSESSMENT}
    assert "kan ikke forlænges" not in answer.text


@pytest.mark.parametrize(
    ("told", "turn", "new"),
    [
        (
            "En aktivitetsparat kontanthjælpsmodtager, praktik i 10 uger",
            "nu visiteret jobparat efter 3 uger",
            "jobparat",
        ),
        (
            "En aktivitetsparat kontanthjælpsmodtager, praktik i 10 uger",
            "vi har lige visiteret hende jobparat",
            "jobparat",
        ),
        ("En aktivitetsparat kontanthjælpsmodtager, praktik i 10 uger", "i mandags blev han jobparat", "jobparat"),
        ("En jobparat kontanthjælpsmodtager, praktik i 3 uger", "hun blev aktivitetsparat i går", "aktivitetsparat"),
        ("En uddannelsesparat i praktik i 3 uger", "er nu aktivitetsparat", "uddannelse_aktivitetsparat"),
        ("En sygemeldt i praktik i 10 uger", "nu på dagpenge", "dagpenge"),
        ("En sygemeldt i praktik i 10 uger", "hun er kommet på dagpenge", "dagpenge"),
        (
            "En dagpengemodtager i praktik i 3 uger",
            "hun får bevilget ressourceforløb fra 1. december",
            "ressourceforloeb",
        ),
    ],
)
def test_new_readiness_or_benefit_is_a_shift(assistant: Assistant, told: str, turn: str, new: str) -> None:
    answer = ask(assistant, told, turn)
    assert str(answer.case["new_target_group"]).endswith(new)
    assert "start" not in answer.case


@pytest.mark.parametrize("turn", ["og hvad hvis det var en på dagpenge?", "Ny sag: en dagpengemodtager i 3 uger"])
def test_another_citizen_is_no_shift(assistant: Assistant, turn: str) -> None:
    answer = ask(assistant, "En sygemeldt i praktik i 10 uger", turn)
    assert groups_of(answer) == {"dagpenge"}
    assert "new_target_group" not in answer.case


# LAB § 55, stk. 1 and 3: the placement does not end with the first benefit where the next one follows.
@pytest.mark.parametrize(
    ("question", "old", "new"),
    [
        (
            "sygedagpenge stopper 15/1, jobafklaring starter 16/1. Praktik fra 1. december i 13 uger?",
            "sygedagpenge",
            "jobafklaring",
        ),
        (
            "sygedagpengene ophører 15. januar og så starter jobafklaringsforløb, praktik i 13 uger fra 1. december",
            "sygedagpenge",
            "jobafklaring",
        ),
        (
            "jobafklaring starter 1. februar, er på sygedagpenge nu. Praktik i 13 uger fra 1. december",
            "sygedagpenge",
            "jobafklaring",
        ),
    ],
)
def test_benefit_that_ends_and_the_next_are_one_citizens(
    assistant: Assistant, question: str, old: str, new: str
) -> None:
    answer = ask(assistant, question)
    assert (answer.case["target_group"], answer.case["new_target_group"]) == (old, new)
    assert answer.case["start"] == "2026-12-01"
    assert verdict(answer, "ydelsesskift") == {Verdict.NEEDS_ASSESSMENT}
    assert Verdict.BREACHED not in verdict(answer, "ydelsens_udloeb")


def test_benefit_that_ends_alone_still_ends_the_placement(assistant: Assistant) -> None:
    answer = ask(assistant, "Dagpengene ophører 10. december, praktik fra 23. november i 4 uger")
    assert verdict(answer, "ydelsens_udloeb") == {Verdict.BREACHED}


@pytest.mark.parametrize(
    ("question", "group"),
    [
        (
            "fik afslag på fleksjob, nu kontanthjælp aktivitetsparat, tidligere ressourceforløb. Hvor længe i praktik?",
            "kontanthjaelp_aktivitetsparat",
        ),
        ("Har tidligere været på sygedagpenge, er nu dagpengemodtager. Praktik i 6 uger?", "dagpenge"),
        (
            "Ansøgt om førtidspension, aktivitetsparat kontanthjælpsmodtager, praktik i 10 uger?",
            "kontanthjaelp_aktivitetsparat",
        ),
        ("tidl. revalidend, nu på dagpenge, praktik 4 uger?", "dagpenge"),
        ("Hun har søgt fleksjob, men er på sygedagpenge. Praktik 10 uger?", "sygedagpenge"),
        ("En dagpengemodtager, der var på kontanthjælp indtil maj. Praktik 6 uger?", "dagpenge"),
        ("Hun var på sygedagpenge sidste år, nu jobparat på kontanthjælp. Praktik 4 uger?", "kontanthjaelp_jobparat"),
        # A flex job is what the approved citizen looks for.
        ("Fleksjobvisiteret, der søger fleksjob, praktik i 10 uger?", "fleksjob"),
    ],
)
def test_what_the_citizen_was_or_was_refused_is_no_other_citizen(
    assistant: Assistant, question: str, group: str
) -> None:
    answer = ask(assistant, question)
    assert groups_of(answer) == {group}
    assert "new_target_group" not in answer.case


# RF 9.1 and § 57, stk. 3: in 2020 the right to a place found by oneself was nr. 1-3's alone.
@pytest.mark.parametrize(
    ("question", "reference"),
    [
        ("Hvor længe måtte en dagpengemodtager være i praktik 2019?", "LAB § 44"),
        ("2019: revalidend, praktik i 13 uger?", "LAB § 44"),
        ("2019 sygemeldt, praktik i 13 uger?", "LAB § 44"),
        ("2024: revalidend, praktik i 13 uger?", "LAB § 61"),
    ],
)
def test_year_without_a_preposition_is_the_day_of_the_law(assistant: Assistant, question: str, reference: str) -> None:
    assert reference in ask(assistant, question).text


def test_right_to_a_place_of_ones_own_is_judged_by_the_year_told(assistant: Assistant) -> None:
    assert verdict(ask(assistant, "selvfundet 2020 uddannelsesparat, havde hun ret?"), "ret_til_selvfunden") == {
        Verdict.NEEDS_ASSESSMENT
    }


def test_number_of_staff_is_no_year(assistant: Assistant) -> None:
    answer = ask(assistant, "Virksomheden har 2020 ansatte, hvor mange må være i praktik?")
    assert answer.case["employees"] == "2020"


# RF 9.5: 16-11-2022 and 31-12-2022 end the two trials; RF 9.1: eight weeks lapsed on 1-1-2020.
@pytest.mark.parametrize(
    ("told", "turn", "start"),
    [
        (
            "Dagpengemodtager, 52 år, ledig i 14 måneder, praktik i 8 uger fra 1. oktober 2022",
            "og hvis det var 1. februar 2023",
            "2023-02-01",
        ),
        (
            "Dimittend på dagpenge, praktik 8 uger fra 1. december 2019",
            "og hvis det var 1. februar 2020?",
            "2020-02-01",
        ),
    ],
)
def test_day_told_alone_moves_the_first_day_and_the_law(assistant: Assistant, told: str, turn: str, start: str) -> None:
    answer = ask(assistant, told, turn)
    assert answer.case["start"] == start
    assert verdict(answer, "hoejeste_varighed") == {Verdict.BREACHED}


@pytest.mark.parametrize("turn", ["og i 2019?", "sagen er fra 5. marts 2019", "hvad gjaldt 5. marts 2019?"])
def test_year_or_day_of_a_case_leaves_the_first_day(assistant: Assistant, turn: str) -> None:
    answer = ask(assistant, "Dagpengemodtager, praktik 4 uger fra 1. december", turn)
    assert answer.case["start"] == "2026-12-01"


NAMED = "Anna er på dagpenge, Berit er sygemeldt. Hvor længe må de være i praktik?"


@pytest.mark.parametrize(
    ("turns", "group"),
    [
        ([NAMED, "Berit i 20 uger?"], "sygedagpenge"),
        ([NAMED, "Anna i 3 uger?"], "dagpenge"),
        ([NAMED, "Berit i 20 uger?", "og Anna?"], "dagpenge"),
        ([NAMED, "Berit i 20 uger?", "og Anna?", "Berit?"], "sygedagpenge"),
        ([NAMED, "Ny sag: en revalidend i praktik i 8 uger", "Berit i 10 uger?"], "sygedagpenge"),
        (
            ["Anna (dagpenge) 3 uger, Berit (sygemeldt) 10 uger i praktik. Må de?", "kan Berit forlænges?"],
            "sygedagpenge",
        ),
        (["A er på dagpenge, B er i ressourceforløb. Hvor længe i praktik?", "B i 15 uger?"], "ressourceforloeb"),
        (["borger B revalidend, borger A dagpenge, hvor længe i praktik?", "A i 6 uger?"], "dagpenge"),
    ],
)
def test_citizen_is_known_again_by_the_name(assistant: Assistant, turns: list[str], group: str) -> None:
    assert groups_of(ask(assistant, *turns)) == {group}


@pytest.mark.parametrize("turn", ["begge i 5 uger?", "Anna og Berit i 5 uger?", "i 5 uger?"])
def test_both_are_answered_where_neither_is_named_alone(assistant: Assistant, turn: str) -> None:
    assert groups_of(ask(assistant, NAMED, turn)) == {"dagpenge", "sygedagpenge"}


# LAB § 61, stk. 1, nr. 1: four weeks for every job-ready citizen, whatever the benefit.
@pytest.mark.parametrize("order", ["borger A jobparat, borger B revalidend", "borger B revalidend, borger A jobparat"])
def test_citizen_of_a_benefit_not_told_is_kept_beside_another(assistant: Assistant, order: str) -> None:
    told = f"{order}, hvor længe må de være i praktik?"
    job_ready = {"kontanthjaelp_jobparat", "selvforsoergende_jobparat"}
    assert groups_of(ask(assistant, told)) == {"revalidering", *job_ready}
    answer = ask(assistant, told, "A i 6 uger?")
    assert groups_of(answer) == job_ready
    assert verdict(answer, "hoejeste_varighed") == {Verdict.BREACHED}
    answer = ask(assistant, told, "A i 6 uger?", "og B i 10?")
    assert (answer.case["target_group"], answer.case["weeks"]) == ("revalidering", "10")
    assert groups_of(ask(assistant, told, "A i 6 uger?", "og B i 10?", "hvad med A?")) == job_ready


def test_own_weeks_of_a_citizen_whose_benefit_is_not_told(assistant: Assistant) -> None:
    told = "Borger A er jobparat og vil have 3 uger, borger B er revalidend og vil have 10 i praktik. Må de det?"
    weeks = {str(case["target_group"]): case["weeks"] for case in ask(assistant, told).cases}
    assert weeks == {"kontanthjaelp_jobparat": "3", "selvforsoergende_jobparat": "3", "revalidering": "10"}


def test_label_is_one_word_of_each_citizens_own() -> None:
    text = "Anna er på dagpenge og Berit er sygemeldt"
    assert labels(text, "anna er pa dagpenge og berit er sygemeldt", ((11, 19), (32, 41))) == ("anna", "berit")
    assert labels("Hun er på dagpenge", "hun er pa dagpenge og hun er sygemeldt", ((10, 18), (29, 38))) == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [("berits praktik?", 1), ("anna og berit?", None), ("hannah i 3 uger", None), ("begge i 3 uger", None)],
)
def test_label_stands_as_a_word(text: str, place: int | None) -> None:
    assert labelled(text, ("anna", "berit")) == place


def test_masked_name_is_no_label(assistant: Assistant) -> None:
    conversation = assistant.conversation(on=NOW)
    conversation.ask("Borgeren hedder Anna Jensen og er på dagpenge, den anden hedder Berit Hansen og er sygemeldt.")
    assert '"labels":[]' in conversation.state
    assert not {"jensen", "hansen", "anna", "berit"} & set(conversation.state.casefold().split('"'))


# What the answer before tells, asked for once more; numbers and years alone.
@pytest.mark.parametrize("turn", ["slut?", "senest?", "og sidste dag?", "i Aarhus?", "nu", "2023"])
def test_turn_of_a_word_leans_on_the_one_before(assistant: Assistant, turn: str) -> None:
    answer = ask(assistant, "En dagpengemodtager i praktik i 4 uger", turn)
    assert verdict(answer, "hoejeste_varighed") == {Verdict.MET}


@pytest.mark.parametrize(("turn", "weeks"), [("5½", "5.5"), ("12,5", "12.5"), ("to?", "2"), ("13", "13")])
def test_number_alone_is_of_weeks_after_weeks(assistant: Assistant, turn: str, weeks: str) -> None:
    assert ask(assistant, "En sygemeldt i praktik i 10 uger", turn).case["weeks"] == weeks


def test_number_word_alone_after_the_staff_is_of_more_places(assistant: Assistant) -> None:
    answer = ask(assistant, "Vi har 20 ansatte og 3 i praktik. Kan vi få flere?", "to?")
    assert (answer.case["employees"], answer.case["wanted"]) == ("20", "2")


@pytest.mark.parametrize("turn", ["slut?", "nu", "to?", "i Aarhus?"])
def test_word_alone_is_no_question(assistant: Assistant, turn: str) -> None:
    assert ask(assistant, turn).status == "declined"
