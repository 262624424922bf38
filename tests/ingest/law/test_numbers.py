"""Amounts and references read out of law text and renderings, so that the two can be compared."""

from decimal import Decimal

import pytest

from corpus.reference import LawRef
from ingest.law.numbers import Amount, amounts, chapters, references

HERE = LawRef("LAB", "61", 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("højst fire uger", ["4 uger"], id="word"),
        pytest.param("en 13-ugers periode", ["13 uger"], id="compound"),
        pytest.param("6 eller 12 måneder", ["6 måneder", "12 måneder"], id="unit-of-the-last"),
        pytest.param("mindst én måned", ["1 måned"], id="one"),
        pytest.param("en virksomhed", [], id="article"),
        pytest.param("som er fyldt 30 år", ["30 år"], id="age"),
        pytest.param("det fyldte 18. år", ["18 år"], id="ordinal-age"),
        pytest.param("1.000 kr. og 25 pct.", ["25 pct.", "1000 kr."], id="money-and-share"),
        pytest.param("20 timer pr. uge", ["1 uge", "20 timer"], id="rate"),
        pytest.param("en eller flere dage", ["1 dag"], id="one-or-more"),
        pytest.param("26 sammenhængende uger", ["26 uger"], id="word-between"),
        pytest.param("dagpenge og timetal, 2 dagpengemodtagere", ["2"], id="no-unit-in-a-longer-word"),
        pytest.param("jf. § 6, nr. 1-3, 11 og 14, og kapitel 10, 11 eller 13", [], id="addresses"),
        pytest.param("stk. 1, nr. 2, 3. pkt., litra a, BEK nr. 977 af 28/06/2018", [], id="more-addresses"),
        pytest.param("fra den 16. maj 2021", [], id="date"),
    ],
)
def test_amounts_are_read_with_their_unit(text: str, expected: list[str]) -> None:
    assert [str(amount) for amount in amounts(text)] == expected


def test_rate_is_left_out_on_demand() -> None:
    assert [str(amount) for amount in amounts("20 timer pr. uge", rates=False)] == ["20 timer"]


def test_amount_stands_in_a_text_with_the_same_unit_only() -> None:
    four_weeks = Amount(Decimal(4), "uger")
    assert four_weeks.stands_in(amounts("op til fire uger"))
    assert four_weeks.stands_in(amounts("højst 4"))
    assert not four_weeks.stands_in(amounts("op til fire måneder"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("efter stk. 1, nr. 2, kan", ["§ 61, stk. 1, nr. 2"], id="relative"),
        pytest.param("stk. 1 og 3", ["§ 61, stk. 1", "§ 61, stk. 3"], id="relative-list"),
        pytest.param("§ 6, nr. 1-3, 8 og 12", [f"§ 6, nr. {n}" for n in (1, 2, 3, 8, 12)], id="list-after-range"),
        pytest.param("§ 6, nr. 1-3 (unge)", [f"§ 6, nr. {n}" for n in (1, 2, 3)], id="range-before-bracket"),
        pytest.param("§ 6, nr. 1, og jobparate i nr. 12", ["§ 6, nr. 1", "§ 6, nr. 12"], id="nr-goes-on"),
        pytest.param("§ 9 (stk. 4-5)", ["§ 9", "§ 9, stk. 4", "§ 9, stk. 5"], id="in-brackets"),
        pytest.param("§§ 57-59", ["§ 57", "§ 58", "§ 59"], id="sections"),
        pytest.param("højst 4 uger", [], id="none"),
    ],
)
def test_references_are_read_from_where_the_text_stands(text: str, expected: list[str]) -> None:
    assert [ref.path for ref in sorted(references(text, HERE))] == expected


def test_references_into_other_acts_can_be_left_out() -> None:
    text = "jf. § 23 i lov om aktiv socialpolitik og § 30"
    assert [ref.path for ref in references("jf. FVL § 23, og LAB § 30", HERE, own="LAB")] == ["§ 30"]
    assert LawRef("", "30") in references(text, HERE)


def test_chapters_of_a_range_are_named_one_by_one() -> None:
    assert chapters("efter kapitel 11-13 og 16 a") == {"11", "12", "13", "16 a"}
