"""The guided tour: the checker says what is right; expected verdicts and references from the law."""

import re
from pathlib import Path

import pytest

from assistant.catalogue.tour import TourCase, judged, tour_out
from assistant.finding import Verdict
from assistant.service import Assistant
from corpus.errors import CorpusError, QuestionError

SOLVED = {
    "dagpenge-for-lang": (Verdict.BREACHED, "LAB § 61, stk. 1, nr. 1"),
    "aktivitetsparat-inden-for": (Verdict.MET, "LAB § 61, stk. 1, nr. 2"),
    "forlaengelse-efter-vurdering": (Verdict.NEEDS_ASSESSMENT, "LAB § 61, stk. 2"),
    "ingen-forlaengelse": (Verdict.BREACHED, "LAB § 61, stk. 2"),
    "plads-hos-arbejdsgiveren": (Verdict.MET, "BAB § 65, stk. 1"),
    "netvaerk-og-selvtillid": (Verdict.BREACHED, "BAB § 60, stk. 2"),
    "tvivl-om-viljen": (Verdict.MET, "LAB § 54"),
    "skift-til-jobparat": (Verdict.BREACHED, "LAB § 55, stk. 3"),
    # The order of 2021 to 2023 had the demand of a new function in stk. 3; today it stands in stk. 2.
    "tilbage-i-ny-funktion": (Verdict.NEEDS_ASSESSMENT, "BAB § 61, stk. 3"),
    # The act before 2020 gave the right to its § 2 nr. 1-3 only.
    "selvfunden-efter-aeldre-lov": (Verdict.NEEDS_ASSESSMENT, "LAB § 42 b, stk. 1"),
}


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def right_option(case: TourCase) -> int:
    return case.claims.index(SOLVED[case.id][0]) + 1


def test_tour_begins_simple_and_ends_with_older_law(assistant: Assistant) -> None:
    assert [case.id for case in assistant.tour()] == list(SOLVED)


@pytest.mark.parametrize("case_id", SOLVED)
def test_case_has_one_option_with_the_verdict_of_the_law(assistant: Assistant, case_id: str) -> None:
    verdict, reference = SOLVED[case_id]
    case = next(case for case in assistant.tour() if case.id == case_id)
    assert case.claims.count(verdict) == 1
    finding = assistant.trace(case.rule, case.facts, case.on).finding
    assert finding.verdict is verdict
    assert reference in finding.references


@pytest.mark.parametrize("case_id", SOLVED)
def test_every_option_is_judged_by_the_checker(assistant: Assistant, case_id: str) -> None:
    case = next(case for case in assistant.tour() if case.id == case_id)
    finding = assistant.trace(case.rule, case.facts, case.on).finding
    for number in range(1, len(case.options) + 1):
        answer = assistant.tour_answer(case.id, number)
        assert answer.right is (number == right_option(case))
        assert answer.solution == case.options[right_option(case) - 1]
        assert answer.finding == finding


@pytest.mark.parametrize("case_id", SOLVED)
def test_provisions_of_the_day_have_a_text_to_show(assistant: Assistant, case_id: str) -> None:
    case = next(case for case in assistant.tour() if case.id == case_id)
    for reference in assistant.tour_answer(case_id, 1).finding.references:
        assert assistant.provision(reference, case.on)


@pytest.mark.parametrize("case_id", SOLVED)
def test_texts_tell_no_numbers_of_their_own(assistant: Assistant, case_id: str) -> None:
    case = next(case for case in assistant.tour() if case.id == case_id)
    answer = assistant.tour_answer(case_id, 1)
    facts = {str(value) for value in case.facts.known().values()} | {str(case.on.year)}
    assert numbers(" ".join((case.title, case.story, case.question, *case.options))) <= facts
    assert numbers(case.lesson) <= numbers(answer.finding.reason)
    assert "§" not in " ".join((case.story, case.question, *case.options, case.lesson))


def test_answer_tells_the_number_of_the_law(assistant: Assistant) -> None:
    wrong = assistant.tour_answer("dagpenge-for-lang", 1)
    assert not wrong.right
    assert "højst være i virksomhedspraktik i 4 uger" in wrong.finding.reason


@pytest.mark.parametrize(
    ("case_id", "option", "words"),
    [
        pytest.param("findes-ikke", 1, "findes ikke i rundturen", id="unknown case"),
        pytest.param("dagpenge-for-lang", 0, "fra 1 til 3", id="before the first"),
        pytest.param("dagpenge-for-lang", 4, "fra 1 til 3", id="after the last"),
    ],
)
def test_unknown_case_or_option_is_refused(assistant: Assistant, case_id: str, option: int, words: str) -> None:
    with pytest.raises(QuestionError, match=words):
        assistant.tour_answer(case_id, option)


@pytest.fixture
def shipped() -> str:
    return (Path(__file__).resolve().parents[2] / "corpus/tour.toml").read_text(encoding="utf-8")


def test_right_option_is_the_checkers_and_not_the_files(assistant: Assistant, shipped: str, tmp_path: Path) -> None:
    file = tmp_path / "tour.toml"
    file.write_text(shipped.replace("weeks = 6", "weeks = 4", 1), encoding="utf-8")
    case = tour_out(assistant._knowledge, file)[0]
    assert [judged(case, number, assistant._knowledge).right for number in (1, 2, 3)] == [True, False, False]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param("formaal/uden_for_loven", "formaal/ukendt", "sagen 'netvaerk-og-selvtillid': ", id="unknown rule"),
        pytest.param("willing", "vilje", "sagen 'tvivl-om-viljen': facts: vilje", id="unknown fact"),
        pytest.param('= "ressourceforloeb"', '= "konge"', "'konge'", id="unknown group"),
        pytest.param(
            'længe for alle, der får kontanthjælp.", verdict = "breached"',
            'længe for alle, der får kontanthjælp.", verdict = "met"',
            "2 svar har udfaldet 'met'",
            id="two right options",
        ),
        pytest.param(
            'perioden er for lang, og den kan ikke forlænges.", verdict = "breached"',
            'perioden er for lang, og den kan ikke forlænges.", verdict = "not_applicable"',
            "0 svar har udfaldet 'breached'",
            id="no right option",
        ),
    ],
)
def test_case_that_the_checker_cannot_solve_is_refused(
    assistant: Assistant, shipped: str, tmp_path: Path, old: str, new: str, words: str
) -> None:
    file = tmp_path / "tour.toml"
    file.write_text(shipped.replace(old, new), encoding="utf-8")
    assert old in shipped
    with pytest.raises(CorpusError, match=r"^corpus/tour\.toml: sagen ") as caught:
        tour_out(assistant._knowledge, file)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
