"""Several citizens at once, cases that go on, change and end: what a caseworker notices over several turns."""

from datetime import date

import pytest

from assistant.answer import Answer
from assistant.case import case_from
from assistant.finding import Verdict
from assistant.service import Assistant

NOW = date(2026, 11, 20)


def ask(assistant: Assistant, *turns: str) -> Answer:
    conversation = assistant.conversation(on=NOW)
    return [conversation.ask(turn) for turn in turns][-1]


def duration_of(answer: Answer) -> list[tuple[str | None, Verdict]]:
    """The verdict on the length for each citizen, in order."""
    return [(f.group, f.verdict) for f in answer.findings if f.rule == "varighed/hoejeste_varighed"]


# LAB § 61, stk. 1: four weeks for dagpenge (nr. 1), thirteen for sygedagpenge and aktivitetsparate (nr. 2).
@pytest.mark.parametrize(
    ("question", "verdicts"),
    [
        pytest.param(
            "En dagpengemodtager vil have 6 uger og en sygemeldt vil have 10 uger, går det?",
            [("dagpenge", Verdict.BREACHED), ("sygedagpenge", Verdict.MET)],
            id="weeks of each",
        ),
        pytest.param(
            "Borger A er på dagpenge og skal i praktik i 3 uger. Borger B er på dagpenge og skal i praktik i 5 uger.",
            [("dagpenge", Verdict.MET), ("dagpenge", Verdict.BREACHED)],
            id="two of one group",
        ),
        pytest.param(
            "To sygemeldte: den ene skal i praktik i 12 uger, den anden i 14 uger. Holder det?",
            [("sygedagpenge", Verdict.MET), ("sygedagpenge", Verdict.NEEDS_ASSESSMENT)],
            id="told apart by 'den ene', 'den anden'",
        ),
        pytest.param(
            "Må en dagpengemodtager og en sygemeldt være i praktik i 6 uger?",
            [("dagpenge", Verdict.BREACHED), ("sygedagpenge", Verdict.MET)],
            id="told of both",
        ),
        pytest.param(
            "Hun er enten på dagpenge eller sygedagpenge. Kan hun få 6 ugers praktik?",
            [("dagpenge", Verdict.BREACHED), ("sygedagpenge", Verdict.MET)],
            id="alternatives",
        ),
    ],
)
def test_each_citizen_is_judged_by_own_facts(
    assistant: Assistant, question: str, verdicts: list[tuple[str, Verdict]]
) -> None:
    answer = ask(assistant, question)
    assert duration_of(answer) == verdicts
    assert len(answer.cases) == 2


def test_comparison_shows_both_groups_side_by_side(assistant: Assistant) -> None:
    answer = ask(assistant, "Hvad er forskellen på varigheden for jobparate og aktivitetsparate?")
    assert answer.status == "answered"
    assert "#### jobparat kontanthjælpsmodtager" in answer.text
    assert "i 4 uger" in answer.text
    assert "op til 13 uger" in answer.text


def test_follow_up_is_asked_of_both_citizens(assistant: Assistant) -> None:
    told = "En dagpengemodtager vil have 3 uger og en sygemeldt vil have 10 uger, går det?"
    answer = ask(assistant, told, "Og hvis de begge vil have 2 uger mere?")
    assert [(case["target_group"], case["weeks"]) for case in answer.cases] == [
        ("dagpenge", "5"),
        ("sygedagpenge", "12"),
    ]


def test_one_of_two_citizens_can_be_taken_up(assistant: Assistant) -> None:
    told = "En dagpengemodtager vil have 3 uger og en sygemeldt vil have 10 uger, går det?"
    answer = ask(assistant, told, "Og hvis den sygemeldte vil have 14 uger?")
    assert duration_of(answer) == [("sygedagpenge", Verdict.NEEDS_ASSESSMENT)]


TOLD = "Hun er dagpengemodtager og skal i praktik i 3 uger fra 1. december 2026. Går det?"


@pytest.mark.parametrize(
    ("turn", "begun", "case"),
    [
        pytest.param(
            "Borgeren er på sygedagpenge og vil have 10 uger",
            True,
            {"target_group": "sygedagpenge", "weeks": "10"},
            id="another group begins a case",
        ),
        pytest.param(
            "Nej, undskyld, hun er på sygedagpenge",
            False,
            {"target_group": "sygedagpenge", "weeks": "3", "start": "2026-12-01"},
            id="a correction keeps the rest",
        ),
        pytest.param(
            "Og hvis hun var på sygedagpenge?",
            False,
            {"target_group": "sygedagpenge", "weeks": "3", "start": "2026-12-01"},
            id="a supposition keeps the rest",
        ),
        pytest.param(
            "Ny sag: en revalidend skal i praktik i 8 uger",
            True,
            {"target_group": "revalidering", "weeks": "8"},
            id="asked for",
        ),
        pytest.param("Ny sag", True, {}, id="asked for, nothing told"),
    ],
)
def test_new_case_is_begun_only_where_one_is(
    assistant: Assistant, turn: str, begun: bool, case: dict[str, str]
) -> None:
    answer = ask(assistant, TOLD, turn)
    assert (answer.new_case, answer.case) == (begun, case)
    assert ("ny sag" in answer.text.split("\n")[0].lower()) == begun


def test_weeks_more_are_added_turn_by_turn(assistant: Assistant) -> None:
    answer = ask(
        assistant,
        "En sygedagpengemodtager har været i praktik i 13 uger. Kan den forlænges?",
        "og 13 til?",
        "og 13 til?",
    )
    assert answer.case["weeks"] == "39"
    assert "helt særligt behov" in answer.text


def test_change_of_readiness_is_judged_without_the_benefit_named(assistant: Assistant) -> None:
    # LAB § 55, stk. 3: the time before and after counts together; the new group has four weeks.
    answer = ask(assistant, "Hun gik fra aktivitetsparat til jobparat efter 6 uger i praktik. Kan hun fortsætte?")
    assert {f.verdict for f in answer.findings if "LAB § 55, stk. 3" in f.references} == {Verdict.BREACHED}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param(
            "Dagpengemodtager i praktik fra 29. februar 2025", "29. februar 2025 findes ikke", id="no such day"
        ),
        pytest.param(
            "Dagpengemodtager i praktik fra 1. december 2026 til 1. november 2026",
            "Sidste dag (1. november 2026) ligger før første dag (1. december 2026)",
            id="ends before it begins",
        ),
    ],
)
def test_impossible_days_are_told(assistant: Assistant, question: str, said: str) -> None:
    assert any(said in notice for notice in ask(assistant, question).notices)


def test_every_sentence_names_the_kind_of_source_strongest_first(assistant: Assistant) -> None:
    answer = ask(assistant, "Hvad skal formålet være?")
    law, order = answer.text.index("Lov: LAB § 58"), answer.text.index("Bekendtgørelse: BAB § 60, stk. 2")
    assert law < order
    quoted = ask(assistant, "Hvor længe kan en dagpengemodtager være i virksomhedspraktik?").text
    assert "– Rapport: Ankestyrelsen" in quoted


READY_FOR_ACTIVITY = "Hvor længe kan en aktivitetsparat på kontanthjælp være i praktik?"


@pytest.mark.parametrize("turn", ["hvor står det?", "hvorfor?"])
def test_grounds_are_the_provisions_themselves(assistant: Assistant, turn: str) -> None:
    answer = ask(assistant, READY_FOR_ACTIVITY, turn)
    # LAB § 61, stk. 1, nr. 2, and stk. 2 (rule-facts, section 3).
    assert {"LAB § 61, stk. 1, nr. 2", "LAB § 61, stk. 2"} <= {citation.reference for citation in answer.citations}
    assert answer.text.count("> »") >= 2


def test_what_comes_after_the_limit_is_a_new_offer(assistant: Assistant) -> None:
    answer = ask(assistant, "Hvor længe kan en dagpengemodtager være i praktik?", "hvad så bagefter?")
    assert "nyt tilbud" in answer.text


def test_report_is_quoted_when_asked_what_it_says_of_the_matter(assistant: Assistant) -> None:
    answer = ask(assistant, READY_FOR_ACTIVITY, "kan den forlænges?", "hvad siger Ankestyrelsen om det?")
    assert [citation.authority for citation in answer.citations] == ["rapport"]
    assert "formål med hver forlængelse" in answer.text


def test_another_place_is_a_new_placement(assistant: Assistant) -> None:
    answer = ask(
        assistant,
        "En dagpengemodtager har været i praktik i 4 uger",
        "kan hun så komme et andet sted hen?",
        "samme slags opgaver?",
    )
    assert {f.verdict for f in answer.findings if f.rule == "varighed/gentagen_praktik"} == {Verdict.NEEDS_ASSESSMENT}
    assert answer.case["same_function"] is True


def test_law_of_another_year_is_asked_of_the_same_case(assistant: Assistant) -> None:
    told = "En dagpengemodtager har været i praktik i 4 uger. Kan den forlænges?"
    answer = ask(assistant, told, "hvad med i 2019?")
    assert answer.law[0].version == "LBK nr. 1342 af 21/11/2016"


def test_chatter_within_a_case_is_declined(assistant: Assistant) -> None:
    for turn in ("tak for hjælpen", "hvordan er vejret", "qwertz uiop"):
        assert ask(assistant, READY_FOR_ACTIVITY, turn).status == "declined"


def test_english_question_is_answered_in_english_with_the_same_findings(assistant: Assistant) -> None:
    english = ask(assistant, "Can a person on dagpenge be in placement for 6 weeks from 1 December 2026?")
    danish = ask(assistant, "Kan en dagpengemodtager være i praktik i 6 uger fra den 1. december 2026?")
    assert "6 weeks is too long" in english.text
    assert "dagpengemodtager (recipient of unemployment benefit)" in english.text
    assert [(f.rule, f.verdict, f.references) for f in english.findings] == [
        (f.rule, f.verdict, f.references) for f in danish.findings
    ]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("Hvor længe må en revalidend være i praktik? Svar på engelsk", "up to 13 weeks", id="asked for"),
        pytest.param(
            "How long may a revalidend be in placement? Answer in Danish", "op til 13 uger", id="Danish wished"
        ),
        pytest.param("What is the weather like today?", "My sources do not cover that question", id="declined"),
        pytest.param("How long can a placement last?", "Which target group", id="asks back"),
    ],
)
def test_answer_is_in_the_language_asked_for(assistant: Assistant, question: str, said: str) -> None:
    answer = ask(assistant, question)
    assert said in "\n".join([answer.text, *answer.questions])


def test_corrected_facts_are_checked_at_once_and_kept(assistant: Assistant) -> None:
    conversation = assistant.conversation(on=NOW)
    assert (
        conversation.ask("Hun er på dagpenge. Kan hun være i praktik i 6 uger?").findings[0].verdict is Verdict.BREACHED
    )
    answer = conversation.corrected(case_from({"target_group": "dagpenge", "weeks": 4}))
    assert answer is not None
    assert answer.findings[0].verdict is Verdict.MET
    assert conversation.case.weeks == 4
    other = conversation.corrected(case_from({"target_group": "sygedagpenge", "weeks": 6}))
    assert other is not None
    assert other.findings[0].references[0] == "LAB § 61, stk. 1, nr. 2"
    assert not other.new_case


def test_facts_corrected_before_any_question_are_kept_without_an_answer(assistant: Assistant) -> None:
    conversation = assistant.conversation(on=NOW)
    assert conversation.corrected(case_from({"target_group": "dagpenge"})) is None
    answer = conversation.ask("Hvor længe må praktikken vare?")
    assert answer.findings[0].limit_weeks == 4


def test_days_away_are_no_length_of_the_placement(assistant: Assistant) -> None:
    answer = ask(assistant, "Dagpenge, 4 uger i et lager", "og hvis hun er syg i to uger?")
    assert answer.case["weeks"] == "4"
    assert "siger, om ferie, fridage og sygdom tæller med" in answer.text


def test_employee_of_the_company_is_seen(assistant: Assistant) -> None:
    # LAB § 58, stk. 3, and § 59, stk. 2: whoever is employed and in jobafklaring may be placed with the own employer.
    answer = ask(assistant, "Borger er i jobafklaring og ansat i virksomheden, kan hun komme i praktik dér?")
    assert answer.case["employed_there"] is True
    assert answer.findings[0].verdict is Verdict.MET
    assert "LAB § 58, stk. 3" in answer.findings[0].references
