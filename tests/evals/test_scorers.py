"""Each scorer on its own: what it gives full marks, what it marks down, and when it does not ask."""

from datetime import date
from typing import Any

import pytest

from evals import scorers
from evals.cases import DEFAULT_ON, Case
from evals.scorers import World

TEXT = "En praktik kan vare højst 4 uger. Klagefristen er også fire uger."
WORLD = World(
    source_text={"lab-2024-280": TEXT, "rapport": TEXT}.get,
    exists=lambda printed, on: printed in ("LAB § 61, stk. 1, nr. 1", "LAB § 61, stk. 1", "LAB § 61"),
    in_force=lambda source, on: on >= date(2024, 1, 1),
    topics={"varighed/hoejeste": frozenset({"duration"}), "klage/frist": frozenset({"complaint"})},
)


def _case(**given: Any) -> Case:
    return Case.model_validate(
        {"id": "prøve".replace("ø", "oe"), "split": "dev", "turns": ("Hvor længe?",), "suite": "generated", **given}
    )


def _citation(**given: Any) -> dict[str, Any]:
    return {
        "marker": 1,
        "reference": "LAB § 61, stk. 1, nr. 1",
        "source": "lab-2024-280",
        "quote": "højst 4 uger",
        "start": 20,
        "end": 32,
        "verified": True,
        **given,
    }


def _answer(**given: Any) -> dict[str, Any]:
    found = {"rule": "varighed/hoejeste", "verdict": "met", "reason": "Højst 4 uger.", "references": []}
    return {
        "status": "answered",
        "on": DEFAULT_ON.isoformat(),
        "text": "Højst fire uger [1].",
        "citations": [_citation()],
        "findings": [found],
        "case": {},
        **given,
    }


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        pytest.param(("4 uger",), 1.0, id="tal som ord"),
        pytest.param(("fire uger|13 uger",), 1.0, id="en af flere"),
        pytest.param(("4 uger", "13 uger"), 0.5, id="halvdelen"),
        pytest.param(("14 uger",), 0.0, id="andet tal"),
        pytest.param((), None, id="spørger ikke"),
    ],
)
def test_facts_are_heard_as_a_reader_hears_them(wanted: tuple[str, ...], value: float | None) -> None:
    assert scorers.facts(_case(expect=wanted), _answer()).value == value


def test_facts_may_stand_in_a_notice_or_a_clarifying_question() -> None:
    answer = _answer(text="Det kommer an på målgruppen.", notices=["Fodnoten siger noget andet."], questions=["Alder?"])
    assert scorers.facts(_case(expect=("fodnote", "alder")), answer).value == 1.0


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        pytest.param(("LAB § 61, stk. 1, nr. 1",), 1.0, id="samme bestemmelse"),
        pytest.param(("LAB § 61",), 1.0, id="en del af den ønskede"),
        pytest.param(("LAB § 61, stk. 1, nr. 2",), 0.0, id="nabonummer"),
        pytest.param(("rapport",), 0.0, id="kilde der ikke er citeret"),
        pytest.param(("lab-2024-280",), 1.0, id="kilde"),
    ],
)
def test_gold_citations_are_compared_as_provisions(wanted: tuple[str, ...], value: float) -> None:
    assert scorers.gold_citations(_case(must_cite=wanted), _answer()).value == value


def test_a_broader_citation_than_wanted_is_not_enough() -> None:
    answer = _answer(citations=[_citation(reference="LAB § 61")])
    assert scorers.gold_citations(_case(must_cite=("LAB § 61, stk. 1, nr. 1",)), answer).value == 0.0


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"quote": "højst 5 uger"}, id="et tegn ændret"),
        pytest.param({"start": 21}, id="forskudt start"),
        pytest.param({"end": 31}, id="forskudt slut"),
        pytest.param({"quote": "", "start": 5, "end": 5}, id="tomt citat"),
        pytest.param({"source": "findes-ikke"}, id="ukendt kilde"),
        pytest.param({"reference": "LAB § 61, stk. 7"}, id="stykke der ikke findes"),
        pytest.param({"verified": False}, id="ikke kontrolleret"),
        pytest.param({"marker": 2}, id="mærket passer ikke"),
    ],
)
def test_a_damaged_citation_is_invalid(change: dict[str, Any]) -> None:
    answer = _answer(citations=[_citation(**change)])
    assert scorers.citations_valid(_case(), answer, WORLD).value == 0.0


def test_a_whole_citation_is_valid() -> None:
    assert scorers.citations_valid(_case(), _answer(), WORLD) == scorers.Score(1.0)


def test_a_source_not_in_force_is_invalid() -> None:
    score = scorers.citations_valid(_case(), _answer(on="2023-06-01"), WORLD)
    assert "gælder ikke den 2023-06-01" in score.reason


def test_the_users_own_wrong_reference_may_be_named() -> None:
    answer = _answer(text="LAB § 61, stk. 7 findes ikke.", citations=[])
    assert scorers.citations_valid(_case(turns=("Hvad siger LAB § 61, stk. 7?",)), answer, WORLD).value == 1.0
    assert scorers.citations_valid(_case(), answer, WORLD).value == 0.0


def test_a_findings_reference_must_exist() -> None:
    found = {"rule": "x", "verdict": "met", "reason": "", "references": ["LAB § 999"]}
    assert (
        scorers.citations_valid(_case(), _answer(findings=[found]), WORLD).reason
        == "LAB § 999 findes ikke den 2026-11-20"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("Højst 4 uger.", 1.0, id="støttet"),
        pytest.param("Højst 6 uger.", 0.0, id="intet sted"),
        pytest.param("En 13-ugers periode.", 0.0, id="tal foran uger"),
        pytest.param("Efter § 61, stk. 2.", 1.0, id="henvisning er ikke et tal"),
    ],
)
def test_weeks_in_the_text_need_support(text: str, value: float) -> None:
    assert scorers.agreement(_case(), _answer(text=text)).value == value


def test_weeks_the_user_names_may_be_repeated() -> None:
    case = _case(turns=("Må jeg give 6 uger?",))
    assert scorers.agreement(case, _answer(text="Nej, ikke 6 uger, højst 4 uger.")).value == 1.0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("Ja, højst 4 uger.", 0.0, id="ja"),
        pytest.param("Praktikken varer 4 uger.", 0.0, id="nævner det ikke"),
        pytest.param("Nej, højst 4 uger.", 1.0, id="nej"),
        pytest.param(
            "6 uger er i orden.\n\n> »Praktikken kan højst vare 4 uger.«", 0.0, id="i orden, og et citat nægter"
        ),
        pytest.param("**Praktikken varer 4 uger.** Det er ikke svært.", 0.0, id="et nej uden for påstanden"),
        pytest.param("**Det er for længe.** 4 uger er i orden.", 1.0, id="det, der kan lade sig gøre"),
        pytest.param("**6 uger er ikke for længe.** 6 uger er i orden.", 0.0, id="mere end grænsen"),
    ],
)
def test_text_must_not_deny_a_breach(text: str, value: float) -> None:
    found = {"rule": "varighed/hoejeste", "verdict": "breached", "reason": "Højst 4 uger.", "references": []}
    found |= {"limit_weeks": 4}
    assert scorers.agreement(_case(), _answer(text=text, findings=[found])).value == value


@pytest.mark.parametrize(
    ("topics", "value"),
    [
        pytest.param({"duration": "met"}, 1.0, id="ret"),
        pytest.param({"duration": "breached"}, 0.0, id="forkert"),
        pytest.param({"duration": "breached|met"}, 1.0, id="en af flere"),
        pytest.param({"complaint|duration": "met"}, 1.0, id="et af flere emner"),
        pytest.param({"complaint": "met"}, 0.0, id="intet fund"),
        pytest.param({}, None, id="spørger ikke"),
    ],
)
def test_verdicts_are_found_by_topic(topics: dict[str, str], value: float | None) -> None:
    assert scorers.verdicts(_case(verdicts=topics), _answer(), WORLD).value == value


def test_met_is_wrong_when_another_finding_on_the_topic_is_breached() -> None:
    both: list[dict[str, Any]] = [
        {"rule": "varighed/hoejeste", "verdict": verdict, "reason": "", "references": []}
        for verdict in ("met", "breached")
    ]
    assert scorers.verdicts(_case(verdicts={"duration": "met"}), _answer(findings=both), WORLD).value == 0.0


@pytest.mark.parametrize(
    ("given", "status", "value"),
    [
        pytest.param({"must_decline": True}, "declined", 1.0, id="afviser ret"),
        pytest.param({"must_decline": True}, "answered", 0.0, id="svarer på det ukendte"),
        pytest.param({"expect": ("4 uger",)}, "declined", 0.0, id="afviser det kendte"),
        pytest.param({"expect": ("4 uger",)}, "needs_facts", 1.0, id="spørger er ikke at afvise"),
        pytest.param({"expect": ("4 uger",), "may_decline": True}, "declined", None, id="må gerne afvise"),
    ],
)
def test_declining_is_judged_both_ways(given: dict[str, Any], status: str, value: float | None) -> None:
    assert scorers.declining(_case(**given), _answer(status=status)).value == value


def test_forbidden_words_and_sources_are_seen() -> None:
    assert scorers.forbidden(_case(must_not_say=("010190-1234",)), _answer(text="Borger 010190-1234")).value == 0.0
    assert scorers.forbidden(_case(must_not_cite=("LAB § 61",)), _answer()).value == 0.0
    assert scorers.forbidden(_case(must_not_cite=("LAB § 44",)), _answer()).value == 1.0


def test_rank_finds_snippets_across_line_breaks_and_provisions_within() -> None:
    hits = [
        {"reference": None, "text": "noget andet"},
        {"reference": None, "text": "en virksomheds-\npraktik på 4 uger"},
    ]
    assert scorers.rank(_case(gold=("en virksomhedspraktik på 4",)), hits) == 2
    assert scorers.rank(_case(gold=("LAB § 61",)), [{"reference": "LAB § 61, stk. 2", "text": ""}]) == 1
    assert scorers.rank(_case(gold=("LAB § 61, stk. 1",)), [{"reference": "LAB § 61", "text": ""}]) is None


def test_recall_and_reciprocal_rank_follow_the_rank() -> None:
    hits: list[dict[str, Any]] = [{"reference": None, "text": ""}, {"reference": "LAB § 61", "text": ""}]
    case = _case(gold=("LAB § 61",))
    assert [scorers.recall_at(case, hits, k).value for k in (1, 2)] == [0.0, 1.0]
    assert scorers.reciprocal_rank(case, hits).value == 0.5


@pytest.mark.parametrize(
    ("case", "recall", "precision"),
    [
        pytest.param({"target_group": "dagpenge", "weeks": "6"}, 1.0, 1.0, id="det hele"),
        pytest.param({"target_group": "dagpenge"}, 0.5, 1.0, id="et faktum overhørt"),
        pytest.param({"target_group": "dagpenge", "weeks": "7"}, 0.5, 0.5, id="et faktum forkert"),
        pytest.param({"target_group": "dagpenge", "weeks": "6", "self_found": True}, 1.0, 0.67, id="et lagt til"),
        pytest.param({"target_group": "dagpenge", "weeks": "6", "extension": True}, 1.0, 1.0, id="et der må være der"),
    ],
)
def test_understood_facts_are_compared_by_value(case: dict[str, Any], recall: float, precision: float) -> None:
    wanted = _case(facts={"target_group": "dagpenge", "weeks": 6}, may=("extension",))
    assert scorers.case_recall(wanted, _answer(case=case)).value == recall
    assert scorers.case_precision(wanted, _answer(case=case)).value == pytest.approx(precision, abs=0.01)


@pytest.mark.parametrize(
    ("cases", "value"),
    [
        pytest.param([{"target_group": "dagpenge", "weeks": "3"}, {"target_group": "sygedagpenge"}], 1.0, id="begge"),
        pytest.param([{"target_group": "dagpenge"}, {"target_group": "sygedagpenge", "weeks": "3"}], 0.0, id="byttet"),
        pytest.param([{"target_group": "dagpenge", "weeks": "3"}], 0.5, id="en mangler"),
        pytest.param([], 0.0, id="ingen"),
    ],
)
def test_facts_of_one_citizen_may_not_stray_to_another(cases: list[dict[str, Any]], value: float) -> None:
    wanted = _case(people=({"target_group": "dagpenge", "weeks": 3}, {"target_group": "sygedagpenge"}))
    assert scorers.people(wanted, _answer(cases=cases)).value == value


@pytest.mark.parametrize(("began", "value"), [(True, 1.0), (False, 0.0)])
def test_new_case_is_begun_where_one_is(began: bool, value: float) -> None:
    assert scorers.fresh_case(_case(fresh_case=True), _answer(new_case=began)).value == value
