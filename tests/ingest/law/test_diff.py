"""What changed between two versions, in their own words and in ours where those are not at hand."""

from pathlib import Path

import pytest

from corpus.act_text import ActText
from corpus.errors import QuestionError
from corpus.passage import Wording
from corpus.provisions import Law
from ingest.law.diff import ActDiff, ChangeKind, diff, find_provision, find_version
from ingest.law.report import diff_json, diff_lines
from tests.ingest.law.made import NEW, OLD, RENDERINGS, WRITTEN, made_law, wording


@pytest.fixture
def law(tmp_path: Path) -> Law:
    return made_law(tmp_path / "law")


def compared(law: Law, texts: dict[str, ActText], within: str | None = None) -> ActDiff:
    old, new = find_version(law, "LAB", OLD), find_version(law, "LAB", NEW)
    return diff(law, texts, old, new, find_provision("LAB", within) if within else None)


def told(found: ActDiff) -> list[tuple[ChangeKind, str | None, str | None]]:
    return [(c.kind, c.old.path if c.old else None, c.new.path if c.new else None) for c in found.changes]


@pytest.fixture
def both() -> dict[str, ActText]:
    return {OLD: wording(OLD), NEW: wording(NEW)}


def test_wording_tells_what_is_changed_new_moved_and_gone(law: Law, both: dict[str, ActText]) -> None:
    found = compared(law, both)
    assert found.wording is Wording.ORDLYD
    assert told(found) == [
        (ChangeKind.CHANGED, "§ 2, stk. 1", "§ 2, stk. 1"),
        (ChangeKind.ADDED, None, "§ 2, stk. 2"),
        (ChangeKind.MOVED, "§ 2, stk. 2", "§ 2, stk. 3"),
        (ChangeKind.REMOVED, "§ 3", None),
    ]
    assert found.unchanged == 1


def test_changed_words_are_marked_on_both_sides(law: Law, both: dict[str, ActText]) -> None:
    (hunk,) = compared(law, both).changes[0].hunks
    assert "[-13-] uger for personer" in hunk.minus
    assert "{+15+} uger for personer" in hunk.plus
    assert hunk.minus.startswith("…")


def test_new_and_gone_provisions_are_told_with_their_words(law: Law, both: dict[str, ActText]) -> None:
    changes = {change.kind: change for change in compared(law, both).changes}
    assert changes[ChangeKind.ADDED].words == WRITTEN
    assert changes[ChangeKind.REMOVED].words == "Godtgørelsen kan højst udgøre 1.000 kr. om måneden."


def test_provision_that_moved_and_changed_is_one_change(law: Law, both: dict[str, ActText]) -> None:
    moved = "For personer efter stk. 1, nr. 2, kan perioden efter en konkret vurdering forlænges op til 39 uger."
    new = wording(NEW, _2=f"§ 2. Et tilbud kan vare op til tre uger. Stk. 2. {WRITTEN} Stk. 3. {moved}")
    found = compared(law, {**both, NEW: new})
    assert (ChangeKind.MOVED_CHANGED, "§ 2, stk. 2", "§ 2, stk. 3") in told(found)


def test_other_words_under_the_same_number_are_a_new_provision(law: Law, both: dict[str, ActText]) -> None:
    new = wording(NEW, _3="§ 3. Ministeren kan udpege kommuner, som deltager i et forsøg.")
    kinds = told(compared(law, {**both, NEW: new}))
    assert (ChangeKind.REMOVED, "§ 3", None) in kinds
    assert (ChangeKind.ADDED, None, "§ 3") in kinds


def test_one_section_can_be_asked_for(law: Law, both: dict[str, ActText]) -> None:
    assert told(compared(law, both, "3")) == [(ChangeKind.REMOVED, "§ 3", None)]
    assert [kind for kind, _, _ in told(compared(law, both, "§ 2, stk. 2"))] == [ChangeKind.ADDED, ChangeKind.MOVED]
    assert told(compared(law, both, "1")) == []


def test_without_wording_the_renderings_and_the_structure_are_compared(law: Law, both: dict[str, ActText]) -> None:
    found = compared(law, {OLD: both[OLD]})
    assert found.wording is Wording.GENGIVELSE
    assert found.unworded == (NEW,)
    assert told(found) == [
        (ChangeKind.CHANGED, "§ 2, stk. 1, nr. 2", "§ 2, stk. 1, nr. 2"),
        (ChangeKind.ADDED, None, "§ 2, stk. 2"),
        (ChangeKind.MOVED, "§ 2, stk. 2", "§ 2, stk. 3"),
        (ChangeKind.REMOVED, "§ 3", None),
    ]
    lines = list(diff_lines(found))
    assert f"ordlyden mangler for {NEW}" in lines[0]
    assert lines[-1].startswith("I alt: 1 ændret, 1 flyttet, 1 nye, 1 udgået, 1 uændret; 2 uden tekst")


def test_what_is_rendered_in_one_version_only_cannot_be_compared(tmp_path: Path) -> None:
    rows = (*RENDERINGS[:3], ("§ 2, stk. 2", "", RENDERINGS[3][2]))
    found = compared(made_law(tmp_path / "law", rows), {})
    assert (ChangeKind.UNKNOWN, "§ 2, stk. 2", "§ 2, stk. 2") in told(found)


def test_version_is_known_by_year_and_number_in_any_order_and_by_id(law: Law) -> None:
    assert {find_version(law, "lab", name).id for name in ("2030/10", "10/2030", OLD, OLD.upper())} == {OLD}


@pytest.mark.parametrize(
    ("act", "name", "words"),
    [
        pytest.param("LAB", "2030/11", "skriv en af: 2030/10, 2031/20", id="version"),
        pytest.param("XYZ", "2030/10", "skriv en af: LAB", id="act"),
    ],
)
def test_unknown_act_or_version_is_refused_with_those_there_are(law: Law, act: str, name: str, words: str) -> None:
    with pytest.raises(QuestionError, match=words):
        find_version(law, act, name)


def test_section_that_neither_version_has_is_refused(law: Law, both: dict[str, ActText]) -> None:
    with pytest.raises(QuestionError, match="LAB § 9 findes hverken i"):
        compared(law, both, "9")


def test_printed_lines_and_json_say_the_same(law: Law, both: dict[str, ActText]) -> None:
    found = compared(law, both)
    lines, told_json = list(diff_lines(found)), diff_json(found)
    assert "Flyttet: § 2, stk. 2 → § 2, stk. 3" in lines
    assert lines[-1] == "I alt: 1 ændret, 1 flyttet, 1 nye, 1 udgået, 1 uændret."
    assert [change["kind"] for change in told_json["changes"]] == ["changed", "added", "moved", "removed"]
    assert told_json["changes"][0]["hunks"][0]["minus"] == found.changes[0].hunks[0].minus
    assert told_json["old"]["id"] == OLD
    assert told_json["changes"][2]["new"] == "LAB § 2, stk. 3"
