"""References are read as a caseworker writes them, and printed in one way."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.actnames import EDITIONS
from corpus.errors import QuestionError
from corpus.provisions import load_law
from corpus.reference import LawRef, find, find_chapters, parse

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


DECISIONS = [
    pytest.param("§ 61 stk 1 nr 1", ["§ 61, stk. 1, nr. 1"], id="no commas, no points"),
    pytest.param("LAB's § 61 og LABs § 58", ["LAB § 61", "LAB § 58"], id="the act in the genitive"),
    pytest.param("paragrafferne 57 og 58 i LAB", ["LAB § 57", "LAB § 58"], id="the word for the sign"),
    pytest.param("LAB §§ 57, 58 og 61, stk. 2", ["LAB § 57", "LAB § 58", "LAB § 61, stk. 2"], id="a list of sections"),
    pytest.param(
        "BAB § 60, stk. 2, nr. 1 og 3", ["BAB § 60, stk. 2, nr. 1", "BAB § 60, stk. 2, nr. 3"], id="a list of nr."
    ),
    pytest.param(
        "LAB § 61, stk. 1, nr. 2, og stk. 2", ["LAB § 61, stk. 1, nr. 2", "LAB § 61, stk. 2"], id="on to the next stk."
    ),
    pytest.param(
        "§§ 57, stk. 1 og 2, og 58, stk. 1, i LAB",
        ["LAB § 57, stk. 1", "LAB § 57, stk. 2", "LAB § 58, stk. 1"],
        id="stk. and sections listed together",
    ),
    pytest.param(
        "§ 53, stk. 1, 57, stk. 1 og 61, stk. 1, nr. 1 i LAB",
        ["LAB § 53, stk. 1", "LAB § 57, stk. 1", "LAB § 61, stk. 1, nr. 1"],
        id="a list after a single sign",
    ),
    pytest.param(
        "LAB §§ 57 og 58, BAB § 60, stk. 2", ["LAB § 57", "LAB § 58", "BAB § 60, stk. 2"], id="two acts, one comma"
    ),
    pytest.param("lov om aktiv beskæftigelsesindsats (LAB) § 61", ["LAB § 61"], id="title and short name"),
    pytest.param(
        "lovbekendtgørelse nr. 280 af 1. marts 2024 om en aktiv beskæftigelsesindsats, § 61", ["LAB § 61"], id="LBK"
    ),
    pytest.param("BEK nr. 1216 af 28/09/2023 § 60, stk. 2", ["BAB § 60, stk. 2"], id="the order by its number"),
    pytest.param("LBK nr. 1342 af 21/11/2016 § 44, stk. 1, nr. 1", ["LAB § 44, stk. 1, nr. 1"], id="an old version"),
    pytest.param(
        "forvaltningslovens § 22. Efter lovens § 61, stk. 2, kan", ["FVL § 22", "LAB § 61, stk. 2"], id="a mere loven"
    ),
    pytest.param("§ 11 i serviceloven og § 61 i loven", ["SERVICELOVEN § 11", "LAB § 61"], id="an act we do not have"),
    pytest.param("lov om en aktiv\nbeskæftigelsesindsats §\n61,\nstk. 1", ["LAB § 61, stk. 1"], id="broken lines"),
    pytest.param("LAB § 61, stk. 1, nr. 1, 4 uger og 13 uger", ["LAB § 61, stk. 1, nr. 1"], id="weeks are no nr."),
    pytest.param("LAB § 61 til 4 uger", ["LAB § 61"], id="weeks are no section"),
    pytest.param(
        "lov om aktiv socialpolitik § 13, stk. 1, 2 og 8 samt § 39, nr. 3 og 4 og § 40a.",
        [f"LAS § {path}" for path in ("13, stk. 1", "13, stk. 2", "13, stk. 8", "39, nr. 3", "39, nr. 4", "40 a")],
        id="as a real decision has it",
    ),
]

LISTED = [
    pytest.param("LAB § 6, nr. 1-3, 11 og 14", ["nr. 1-3", "nr. 11", "nr. 14"], id="a list after a range"),
    pytest.param("LAB § 6, nr. 2-5, 8, 11-13 eller 14", ["nr. 2-5", "nr. 8", "nr. 11-13", "nr. 14"], id="two ranges"),
    pytest.param("LAB § 57, nr. 1 og 2, stk. 4", ["nr. 1", "nr. 2", "stk. 4"], id="stk. after a list of nr."),
    pytest.param("LAB § 57, nr. 1-3, stk. 4", ["nr. 1-3", "stk. 4"], id="stk. after a range of nr."),
    pytest.param("LAB § 61, stk. 1-3, 5 og 7.", ["stk. 1-3", "stk. 5", "stk. 7"], id="stk. listed after a range"),
    pytest.param("LAB § 61, stk. 1-3, nr. 2", ["stk. 1-3"], id="a nr. of no one stk."),
    pytest.param("LAB § 61, stk. 1-3, 2 uger", ["stk. 1-3"], id="weeks after a range"),
    pytest.param("LAB § 6, nr. 2 og 3, 1. pkt.", ["nr. 2", "nr. 3, 1. pkt."], id="punktum of the last nr."),
    pytest.param("LAB § 61, stk. 2, 1. og 2. pkt.", ["stk. 2"], id="two punktums are no stk."),
    pytest.param("LAB § 61, stk. 1, og stk. 4, 2. pkt.", ["stk. 1", "stk. 4, 2. pkt."], id="punktum of the last stk."),
]


@pytest.mark.parametrize(("text", "expected"), LISTED)
def test_find_reads_parts_listed_after_others(text: str, expected: list[str]) -> None:
    mentions = find(text)
    told = [f"{m.ref.path}-{m.last_part}" if m.last_part else m.ref.path for m in mentions]
    assert [path.split(", ", 1)[1] for path in told] == expected
    assert {m.ref.section for m in mentions} == {text.split()[2].strip(",")}


def test_a_number_before_a_stk_that_is_no_part_is_a_section() -> None:
    refs = [str(m.ref) for m in find("LAB §§ 57, nr. 1, 61, stk. 2, og § 53, stk. 1, 57, stk. 3")]
    assert refs == ["LAB § 57, nr. 1", "LAB § 61, stk. 2", "LAB § 53, stk. 1", "LAB § 57, stk. 3"]


@given(st.sets(st.integers(1, 30), min_size=1, max_size=8), st.sampled_from(["stk", "nr"]))
def test_a_list_with_ranges_is_read_whole(numbers: set[int], level: str) -> None:
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    text = f"Efter LAB § 61, {level}. {', '.join(shown[:-1])}{' og ' if shown[1:] else ''}{shown[-1]}, kan"
    read = [(m.ref.nr or m.ref.stk or 0, m.last_part) for m in find(text)]
    assert read == [(run[0], run[-1] if len(run) > 1 else None) for run in runs]


@pytest.mark.parametrize(("text", "expected"), DECISIONS)
def test_find_reads_what_decisions_write(text: str, expected: list[str]) -> None:
    assert [str(mention.ref).strip() for mention in find(text)] == expected


def test_a_range_of_parts_and_the_version_named_are_told() -> None:
    (groups,) = find("LAB § 6, nr. 1-5")
    assert (groups.ref.nr, groups.last_part) == (1, 5)
    (old,) = find("lovbekendtgørelse nr. 1342 af 21. november 2016 § 44")
    assert (old.edition, old.inherited) == ("LBK 1342/2016", False)
    assert [mention.inherited for mention in find("LAB § 57. Praktikken er givet efter § 61.")] == [False, True]


@pytest.mark.parametrize(
    ("text", "act", "number", "last"),
    [
        ("kapitel 11 i lov om en aktiv beskæftigelsesindsats", "LAB", "11", None),
        ("lovens kapitel 11", "LAB", "11", None),
        ("bekendtgørelsens kap. 10", "BAB", "10", None),
        ("LAB kapitel 11-14", "LAB", "11", "14"),
        ("kap. 13 a", "", "13a", None),
    ],
)
def test_find_chapters_reads_them_with_their_act(text: str, act: str, number: str, last: str | None) -> None:
    (chapter,) = find_chapters(text)
    assert (chapter.act, chapter.number, chapter.last) == (act, number, last)
    assert text[chapter.start : chapter.end].lower().startswith("kap")


def test_the_versions_known_by_number_are_those_of_the_law() -> None:
    versions = [v for act in load_law().acts if act in ("LAB", "BAB", "FVL", "RSL") for v in load_law().versions(act)]
    numbered = {f"{v.name.split()[0]} {v.name.split()[2]}/{v.issued.year}": v.act for v in versions}
    assert numbered == EDITIONS


SENTENCES = [
    "Afgørelsen er truffet efter {}.",
    "Jf. {}, skal du møde mandag.",
    "Praktikken ({}) varer 4 uger.",
    "Du er omfattet af {} og får 13 uger.",
    "{}",
]


@given(REFS, st.sampled_from(SENTENCES))
def test_a_printed_reference_is_read_again_inside_a_sentence(ref: LawRef, sentence: str) -> None:
    text = sentence.format(ref)
    assert [mention.ref for mention in find(text)] == [ref]
    (mention,) = find(text)
    assert text[mention.start : mention.end] == ref.path


@given(st.lists(REFS, min_size=1, max_size=5), st.sampled_from([", ", " og ", ", samt ", "; ", "\n- "]))
def test_a_list_of_printed_references_is_read_again(refs: list[LawRef], joint: str) -> None:
    assert [mention.ref for mention in find(joint.join(map(str, refs)))] == refs


@given(st.text(alphabet="§ 6123,.-ogstknrLABkapitel\n", max_size=120))
def test_mentions_stand_in_order_and_apart(text: str) -> None:
    spans = [(mention.start, mention.end) for mention in find(text)]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(text[chapter.start : chapter.end] for chapter in find_chapters(text))
