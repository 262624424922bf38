"""Decisions that cannot be trusted must not load, and the scorers must see what is wrong and what is right."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CorpusError, QuestionError
from evals import review as scored
from evals.cases import split_of
from evals.mutations import MOST_OF_A_KIND, MUTATIONS, Decision, Mutated, mutated
from evals.review import Row, decisions, failure_lines, judge_reviews, measures
from evals.review_cases import (
    PROBLEMS,
    REMARKS,
    Expected,
    ReviewCase,
    expected_key,
    found_key,
    load_review_cases,
)

GOOD = '''
[[case]]
id = "en-sag"
split = "{split}"
dated = 2025-03-03
clean = true
references = [{{ reference = "LAB § 61, stk. 1, nr. 1", problems = [] }}]
facts = {{ target_group = "dagpenge" }}
text = """
Dato: 3. marts 2025. Dagpenge, 4 uger, § 61, stk. 1, nr. 1, i lov om en aktiv beskæftigelsesindsats.
"""
'''


def _folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "review.toml").write_text(text.format(split=split_of("en-sag")), encoding="utf-8")
    return tmp_path


def test_good_case_loads(tmp_path: Path) -> None:
    (case,) = load_review_cases(_folder(tmp_path, GOOD))
    assert (case.id, case.kind, case.dated) == ("en-sag", "offer", date(2025, 3, 3))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "mindst én", id="tom fil"),
        pytest.param("[[case]", "ikke gyldig TOML", id="ødelagt TOML"),
        pytest.param("[[sag]]\n", "må kun rumme", id="fremmed tabel"),
        pytest.param(GOOD.replace("clean = true", ""), "kræver intet", id="intet krav"),
        pytest.param(GOOD.replace("clean", "ren"), "ren: ", id="ukendt felt"),
        pytest.param(GOOD.replace("LAB § 61, stk. 1, nr. 1", "LAB § x"), "kan ikke læses", id="ulæselig henvisning"),
        pytest.param(GOOD.replace("LAB § 61, stk. 1, nr. 1", "kapitel 11"), "kan ikke læses", id="kapitel uden lov"),
        pytest.param(
            GOOD.replace("problems = []", 'problems = ["forkert"]'), "'forkert' findes ikke", id="ukendt kode"
        ),
        pytest.param(
            GOOD.replace("problems = []", 'problems = ["wrong_group"]'), "kan ikke have problemer", id="god med problem"
        ),
        pytest.param(GOOD + 'remarks = ["mangel"]\n', "'mangel' findes ikke", id="ukendt bemærkning"),
        pytest.param(
            GOOD + 'remarks = ["missing_dates"]\nnot_remarks = ["missing_dates"]\n',
            "krævet og forbudt",
            id="begge dele",
        ),
        pytest.param(
            GOOD.replace("clean = true", 'breached = ["varighed/intet"]'),
            "'varighed/intet' findes ikke",
            id="ukendt regel",
        ),
        pytest.param(GOOD.replace('"dagpenge"', '"pensionist"'), "ikke en målgruppe", id="ukendt målgruppe"),
        pytest.param(GOOD + "on = 2025-03-03\n", "enten dated eller on", id="to dage"),
        pytest.param(GOOD.replace("dated = 2025-03-03", ""), "enten dated eller on", id="ingen dag"),
        pytest.param(GOOD + 'status = "declined"\n', "skal afvises", id="afvist og god"),
        pytest.param(GOOD + GOOD, "gentager", id="samme sag to gange"),
    ],
)
def test_untrustworthy_case_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(CorpusError, match=words):
        load_review_cases(_folder(tmp_path, text))


def test_unknown_fact_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="ikke et faktum"):
        load_review_cases(_folder(tmp_path, GOOD.replace("target_group", "gruppe")))


def test_case_moved_between_halves_is_refused(tmp_path: Path) -> None:
    other = "dev" if split_of("en-sag") == "gate" else "gate"
    (tmp_path / "review.toml").write_text(GOOD.format(split=other), encoding="utf-8")
    with pytest.raises(CorpusError, match="split er"):
        load_review_cases(tmp_path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="kan ikke læses"):
        load_review_cases(tmp_path)


def test_shipped_cases_are_many_and_cover_every_code() -> None:
    cases = load_review_cases()
    codes = {
        code for case in cases for one in case.references for wish in one.problems or () for code in wish.split("|")
    }
    said = {code for case in cases for wish in case.remarks for code in wish.split("|")}
    assert len(cases) >= 48
    assert sum(case.clean for case in cases) >= 16
    assert codes == PROBLEMS
    assert said == REMARKS


def test_shipped_cases_cover_every_target_group_good_and_in_both_halves() -> None:
    cases = load_review_cases()
    groups = {str(case.facts.get("target_group")) for case in cases if case.clean}
    assert len(groups - {"None"}) == 14
    assert all(sum(case.clean for case in cases if case.split == split) >= 10 for split in ("dev", "gate"))


def test_no_case_names_a_person() -> None:
    assert [case.id for case in load_review_cases() if re.search(r"\d{6}-?\d{4}|@", case.text)] == []


def test_mutations_are_many_and_of_every_kind() -> None:
    spoiled = mutated(decisions(load_review_cases()))
    count = Counter(one.mutation for one in spoiled)
    assert len(spoiled) >= 200
    assert {mutation.name: count[mutation.name] for mutation in MUTATIONS if count[mutation.name] < 5} == {}
    assert max(count.values()) == MOST_OF_A_KIND


def test_mutations_name_known_codes_and_their_own_names_once() -> None:
    assert {code for mutation in MUTATIONS for code in mutation.codes} <= PROBLEMS | REMARKS
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)


def test_mutations_are_the_same_every_time_and_change_the_text() -> None:
    good = decisions(load_review_cases())
    texts = {decision.id: decision.text.strip() for decision in good}
    spoiled = mutated(good)
    assert spoiled == mutated(good) == mutated(reversed(good))
    assert all(one.text != texts[one.decision] for one in spoiled)


DECISION = Decision(
    id="en-sag",
    split="dev",
    text="Dato: 3. marts 2025\n\nDu får dagpenge. § 61, stk. 1, nr. 1, i lov om en aktiv beskæftigelsesindsats."
    "\n\nKlag til kommunen inden 4 uger. Ankestyrelsen afgør klagen.",
    on=None,
    day=date(2025, 3, 3),
    kind="offer",
    group="dagpenge",
)


def _spoiled(name: str, decision: Decision = DECISION) -> list[str]:
    return [one.text for one in mutated([decision]) if one.mutation == name]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("nr_1_to_nr_2", "§ 61, stk. 1, nr. 2, i lov", id="nr. byttet"),
        pytest.param("two_weeks", "inden 2 uger", id="frist"),
        pytest.param("ombudsman", "Folketingets Ombudsmand afgør", id="instans"),
        pytest.param("before_the_act", "3. marts 2019", id="før loven"),
        pytest.param("chapter_11", "kapitel 11 i lov om en aktiv", id="kapitel"),
        pytest.param("dagpenge_to_sygedagpenge", "Du får sygedagpenge", id="målgruppe"),
        pytest.param("at_the_latest_employer", "senest var ansat.\n\nKlag", id="indsat før klagevejledningen"),
    ],
)
def test_mutation_changes_what_its_name_says(name: str, words: str) -> None:
    (text,) = _spoiled(name)
    assert words in text


@pytest.mark.parametrize(
    "name", ["nr_2_to_nr_1", "ties_for_others", "end_before_start", "54_for_others", "quick_answer"]
)
def test_mutation_that_does_not_apply_is_skipped(name: str) -> None:
    assert name in {mutation.name for mutation in MUTATIONS}
    assert _spoiled(name) == []


def test_complaint_mutations_spare_what_needs_no_guidance() -> None:
    granted = Decision(**{**{name: getattr(DECISION, name) for name in DECISION.__slots__}, "kind": "granted"})
    assert _spoiled("no_complaint_guidance") != []
    assert _spoiled("no_complaint_guidance", granted) == []


# ---------------------------------------------------------------- scorers


def _reference(written: str, printed: str | None, *codes: str, start: int = 0, verdict: str = "") -> dict[str, Any]:
    problems = [{"code": code, "text": "…"} for code in codes]
    verdict = verdict or ("problem" if codes else "ok")
    return {"written": written, "start": start, "reference": printed, "verdict": verdict, "problems": problems}


def _remark(code: str, severity: str = "mangel", rule: str | None = None) -> dict[str, Any]:
    return {"code": code, "severity": severity, "text": "…", "references": [], "rule": rule}


def _review(*references: dict[str, Any], remarks: Sequence[dict[str, Any]] = (), **other: Any) -> Mapping[str, Any]:
    return {"status": "reviewed", "on": "2025-03-03", "references": references, "remarks": remarks, "case": {}, **other}


def _case(*references: Expected, **other: Any) -> ReviewCase:
    given = {"clean": True, "dated": date(2025, 3, 3), **other}
    return ReviewCase(id="en-sag", split="dev", text="tekst", references=references, **given)


NR_1 = _reference("§ 61, stk. 1, nr. 1", "LAB § 61, stk. 1, nr. 1")
WANTED = Expected(reference="LAB § 61, stk. 1, nr. 1", problems=())


@pytest.mark.parametrize(
    ("one", "printed"),
    [
        pytest.param(_reference("kapitel 11", None), "LAB kapitel 11", id="kapitel"),
        pytest.param(_reference("(kap. 11)", None), "LAB kapitel 11", id="kap."),
        pytest.param(_reference("§§ 57-62", "LAB § 57"), "LAB §§ 57-62", id="række"),
        pytest.param(_reference("§ 57 til § 62", None), "LAB §§ 57-62", id="række med ord"),
        pytest.param(_reference("§ 6, nr. 1", "LAB § 6, stk. 1, nr. 1"), "LAB § 6, nr. 1", id="underforstået stk."),
        pytest.param(_reference("§ 13, stk. 1", "LAS § 13, stk. 1"), "aktivlovens § 13, stk. 1", id="ukendt lov"),
    ],
)
def test_reference_is_known_however_it_is_printed(one: dict[str, Any], printed: str) -> None:
    assert found_key(one) == expected_key(printed)


def test_act_named_without_a_provision_counts_neither_way() -> None:
    review = _review(NR_1, _reference("lov om en aktiv beskæftigelsesindsats", None))
    assert scored.references_real(_case(WANTED), review).value == 1


def test_references_found_and_real() -> None:
    two = _case(WANTED, Expected(reference="BAB § 60, stk. 2, nr. 1"), Expected(reference="LAB § 54", optional=True))
    assert scored.references_found(two, _review(NR_1)).value == 0.5
    assert scored.references_found(two, _review(NR_1)).reason == "mangler BAB § 60, stk. 2, nr. 1"
    assert scored.references_real(two, _review(NR_1, _reference("§ 54", "LAB § 54"))).value == 1
    assert scored.references_real(two, _review(NR_1, _reference("§ 55", "LAB § 55"))).value == 0.5


@pytest.mark.parametrize(
    ("codes", "verdict", "value"),
    [
        pytest.param(["wrong_group"], "problem", 1, id="den ene mulighed"),
        pytest.param(["wrong_facts"], "problem", 1, id="den anden"),
        pytest.param(["wrong_group", "imprecise"], "problem", 1, id="med det tilladte"),
        pytest.param(["wrong_group", "not_found"], "problem", 0, id="med noget forkert"),
        pytest.param(["imprecise"], "problem", 0, id="kun det tilladte"),
        pytest.param(["wrong_group"], "ok", 0, id="dom og kode er uenige"),
        pytest.param([], "ok", 0, id="intet"),
    ],
)
def test_problem_is_right_only_with_a_wanted_code_and_no_other(codes: list[str], verdict: str, value: int) -> None:
    wish = Expected(reference="LAB § 61, stk. 2", problems=("wrong_group|wrong_facts",), may=("imprecise",))
    got = _reference("§ 61, stk. 2", "LAB § 61, stk. 2", *codes, verdict=verdict)
    assert scored.problems_seen(_case(wish, clean=False), _review(got)).value == value


def test_problem_that_is_not_found_is_not_seen() -> None:
    wish = Expected(reference="LAB § 61, stk. 2", problems=("wrong_group",))
    assert scored.problems_seen(_case(wish, clean=False), _review()).value == 0


def test_unknown_act_is_unchecked_and_not_a_problem() -> None:
    wish = Expected(reference="aktivlovens § 13", problems=("unknown_act",))
    unchecked = _review(_reference("§ 13", "LAS § 13", "unknown_act", verdict="unchecked"))
    assert scored.problems_seen(_case(wish), unchecked).value == 1
    assert scored.clean(_case(wish), unchecked).value == 1
    assert scored.problems_seen(_case(wish), _review(_reference("§ 13", "LAS § 13", "unknown_act"))).value == 0


def test_right_reference_is_left_alone() -> None:
    assert scored.problems_false(_case(WANTED), _review(NR_1)).value == 1
    blamed = _review(_reference("§ 61, stk. 1, nr. 1", "LAB § 61, stk. 1, nr. 1", "wrong_group"))
    assert scored.problems_false(_case(WANTED), blamed).value == 0
    assert scored.problems_false(_case(Expected(reference="LAB § 61, stk. 1, nr. 1")), blamed).value is None


def test_same_reference_twice_is_judged_in_the_order_of_the_text() -> None:
    wishes = (Expected(reference="LAB § 54", problems=("wrong_group",)), Expected(reference="LAB § 54", problems=()))
    first = _reference("§ 54", "LAB § 54", "wrong_group", start=5)
    review = _review(_reference("§ 54", "LAB § 54", start=90), first)
    assert scored.problems_seen(_case(*wishes, clean=False), review).value == 1
    assert scored.problems_false(_case(*wishes, clean=False), review).value == 1


def test_remarks_made_and_withheld() -> None:
    case = _case(remarks=("missing_purpose", "purpose_outside_law|rule_breached"), not_remarks=("wrong_deadline",))
    assert scored.remarks_made(case, _review(remarks=[_remark("missing_purpose")])).value == 0.5
    both = [_remark("missing_purpose"), _remark("rule_breached"), _remark("wrong_deadline")]
    assert scored.remarks_made(case, _review(remarks=both)).value == 1
    assert scored.remarks_withheld(case, _review(remarks=both)).value == 0
    assert scored.remarks_withheld(case, _review()).value == 1


@pytest.mark.parametrize(
    ("review", "value"),
    [
        pytest.param(_review(NR_1), 1, id="intet at sige"),
        pytest.param(_review(NR_1, remarks=[_remark("missing_dates", "boer")]), 1, id="et bør"),
        pytest.param(_review(NR_1, remarks=[_remark("missing_purpose")]), 0, id="en mangel"),
        pytest.param(_review(NR_1, remarks=[_remark("wrong_deadline", "fejl")]), 0, id="en fejl"),
        pytest.param(_review(_reference("§ 61", "LAB § 61", "imprecise")), 0, id="en henvisning"),
    ],
)
def test_clean_stays_clean(review: Mapping[str, Any], value: int) -> None:
    assert scored.clean(_case(WANTED), review).value == value
    assert scored.clean(_case(WANTED, clean=False, remarks=("missing_dates",)), review).value is None


def test_rules_facts_day_and_status() -> None:
    case = _case(clean=False, breached=("varighed/a|varighed/b",), facts={"weeks": 6, "target_group": "dagpenge"})
    review = _review(remarks=[_remark("rule_breached", "fejl", "varighed/b")], case={"weeks": "6"})
    assert scored.rules_breached(case, review).value == 1
    assert scored.rules_breached(case, _review()).value == 0
    assert scored.facts_understood(case, review).value == 0.5
    assert scored.day_found(case, review).value == 1
    assert scored.day_found(case, {**review, "on": "2026-11-20"}).value == 0
    assert scored.status(case, {**review, "status": "declined"}).value == 0


def test_mistake_is_caught_only_by_a_new_code() -> None:
    spoiled = Mutated(
        mutation="m", decision="d", split="dev", text="t", on=None, codes=frozenset({"wrong_group", "not_found"})
    )
    blamed = _review(_reference("§ 61, stk. 1, nr. 2", "LAB § 61, stk. 1, nr. 2", "wrong_group"))
    assert scored.caught(spoiled, _review(NR_1), blamed).value == 1
    assert scored.caught(spoiled, blamed, blamed).value == 0
    assert scored.caught(spoiled, _review(NR_1), _review(NR_1, remarks=[_remark("missing_duration")])).value == 0


class Blind:
    """Sees nothing wrong in anything."""

    def review(self, text: str, case: Any = None, on: date | None = None) -> Mapping[str, Any]:
        return {**_review(), "on": (on or date(2026, 11, 20)).isoformat()}


class Refusing:
    """Takes no text for a decision."""

    def review(self, text: str, case: Any = None, on: date | None = None) -> Any:
        raise QuestionError("Teksten er ikke en afgørelse.")


def test_who_sees_nothing_leaves_good_decisions_alone_and_catches_nothing() -> None:
    rows = judge_reviews(Blind())
    dev, gate = measures(rows, "dev"), measures(rows, "gate")
    assert dev["clean"].value == gate["clean"].value == 1
    assert dev["mutations_caught"].value == gate["mutations_caught"].value == 0
    assert dev["references_found"].value == 0
    assert dev["references_real"].value is None


def test_refusal_to_read_is_a_declined_review() -> None:
    rows = judge_reviews(Refusing(), [case for case in load_review_cases() if case.status == "declined"])
    assert [row.scores["status"].value for row in rows] == [1.0, 1.0]


def test_failures_are_shown_for_the_dev_half_only() -> None:
    wrong = {"clean": scored.clean(_case(), _review(remarks=[_remark("missing_purpose")]))}
    rows = [Row(name="a", split="dev", scores=wrong), Row(name="b", split="gate", scores=wrong)]
    assert failure_lines(rows) == ["a: clean: missing_purpose: …"]
