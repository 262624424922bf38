"""References are read as a caseworker writes them, and printed in one way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import QuestionError
from corpus.reference import LawRef, find, parse

READ = [
    pytest.param("LAB § 61, stk. 1, nr. 1", ["LAB § 61, stk. 1, nr. 1"], id="as printed"),
    pytest.param("§61,stk.1,nr.2 lab", ["LAB § 61, stk. 1, nr. 2"], id="no spaces, act last"),
    pytest.param(
        "efter LAB § 61, stk. 2, og § 24 i forvaltningsloven", ["LAB § 61, stk. 2", "FVL § 24"], id="two acts"
    ),
    pytest.param(
        "LAB §§ 53, stk. 1, 57, stk. 1, og 61, stk. 1, nr. 1, samt bekendtgørelsens § 60, stk. 2, nr. 2",
        ["LAB § 53, stk. 1", "LAB § 57, stk. 1", "LAB § 61, stk. 1, nr. 1", "BAB § 60, stk. 2, nr. 2"],
        id="list shares its act",
    ),
    pytest.param(
        "§§ 53 og 54 i lov om en aktiv beskæftigelsesindsats", ["LAB § 53", "LAB § 54"], id="act named after a list"
    ),
    pytest.param("BEK 902/2021 § 9 a, stk. 1", ["BEK 902/2021 § 9 a, stk. 1"], id="order by number, lettered section"),
    pytest.param("lab § 30a stk 3", ["LAB § 30 a, stk. 3"], id="letter glued to the number"),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_find_reads_references_in_running_text(text: str, expected: list[str]) -> None:
    assert [str(mention.ref) for mention in find(text)] == expected


def test_find_reads_a_range_of_sections() -> None:
    (mention,) = find("efter §§ 57-62 i lov om en aktiv beskæftigelsesindsats")
    assert (str(mention.ref), mention.last_section) == ("LAB § 57", "62")


def test_find_leaves_the_act_open_when_none_is_named() -> None:
    (mention,) = find("hvad siger § 61, stk. 7?")
    assert (mention.ref.act, mention.ref.path) == ("", "§ 61, stk. 7")


@pytest.mark.parametrize("text", ["", "fire uger", "§ 61", "LAB §§ 57-62", "LAB § 1 og LAB § 2"])
def test_parse_refuses_what_is_not_one_reference(text: str) -> None:
    with pytest.raises(QuestionError, match="henvisning"):
        parse(text)


def test_contains_holds_for_parts_only() -> None:
    whole, part = parse("LAB § 61, stk. 1"), parse("LAB § 61, stk. 1, nr. 2")
    assert whole.contains(part)
    assert not part.contains(whole)
    assert not parse("BAB § 61, stk. 1").contains(part)


def test_references_sort_in_the_order_of_the_act() -> None:
    refs = [parse(t) for t in ("LAB § 61, stk. 2", "LAB § 61, stk. 1, nr. 2", "LAB § 30 a", "LAB § 30", "LAB § 100")]
    assert [r.path for r in sorted(refs)] == ["§ 30", "§ 30 a", "§ 61, stk. 1, nr. 2", "§ 61, stk. 2", "§ 100"]


NUMBERS = st.integers(min_value=1, max_value=300)
SECTIONS = st.builds(lambda n, letter: f"{n} {letter}".strip(), NUMBERS, st.sampled_from(["", "a", "b", "f", "å"]))
REFS = st.builds(
    LawRef,
    act=st.sampled_from(["LAB", "BAB", "FVL", "RSL", "BEK 902/2021"]),
    section=SECTIONS,
    stk=NUMBERS,
    nr=st.none() | NUMBERS,
    litra=st.none() | st.sampled_from("abcd"),
    pkt=st.none() | st.integers(min_value=1, max_value=9),
) | st.builds(LawRef, act=st.sampled_from(["LAB", "FVL"]), section=SECTIONS)


@given(REFS)
def test_printing_and_reading_a_reference_is_the_identity(ref: LawRef) -> None:
    assert parse(str(ref)) == ref


@given(st.text(max_size=300))
def test_find_never_fails_and_stays_within_the_text(text: str) -> None:
    for mention in find(text):
        assert 0 <= mention.start < mention.end <= len(text)
