"""The committed structure and our renderings, held against the official texts where they are at hand."""

import json
import re
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from corpus.passage import Passage
from corpus.provisions import ActVersion, Law, load_law
from corpus.quantities import stated_numbers
from corpus.reference import parse
from ingest.official.read import read_official
from ingest.official.shape import sections, structure_file

# A run this long is no longer a coincidence of fixed terms ("hel eller delvis selvforsørgelse").
COPIED_RUN = 8
LAW = load_law()
VERSIONS = [version for act in LAW.acts for version in LAW.versions(act)]
# Numbers that a section prints without having them as nr.: a footnote, a year in a bracket.
NOT_A_LIST = {("lab-2022-701", "208"): 1, ("lab-2024-280", "208"): 1, ("lab-2016-1342", "98 a"): 1}


def official(shared: Path, version: str) -> dict[str, tuple[str, str | None]]:
    """Each official section's text and chapter; commencement rules of amending acts, at the end, left out."""
    rows = json.loads((shared / "official" / f"{version}.json").read_text(encoding="utf-8"))["provisions"]
    chaptered = any(row["chapter"] for row in rows)
    texts: dict[str, tuple[str, str | None]] = {}
    for row in rows:
        number = re.sub(r"(\d)([a-zæøå])", r"\1 \2", row["section"])
        if row["chapter"] or not chaptered:
            texts[number] = (row["content"], row["chapter"])
    return texts


def shape(version: ActVersion, section: str) -> list[int]:
    return [len(stk.numbers) for stk in version.sections[section].stk]


@pytest.fixture(scope="module")
def law() -> Law:
    return LAW


@pytest.mark.parametrize("version", VERSIONS, ids=lambda v: v.id)
def test_sections_are_the_official_ones_in_order(shared: Path, version: ActVersion) -> None:
    printed = [number for number in official(shared, version.id) if "-" not in number]
    ours = [number for number in version.sections if not version.sections[number].repealed]
    repealed = [number for number in printed if "(Ophævet)" in official(shared, version.id)[number][0]]
    assert ours == [number for number in printed if number not in repealed]
    assert all(version.sections[number].repealed for number in repealed)


@pytest.mark.parametrize("version", VERSIONS, ids=lambda v: v.id)
def test_every_section_has_as_many_stk_as_the_text_marks(shared: Path, version: ActVersion) -> None:
    for number, (text, chapter) in official(shared, version.id).items():
        if "-" in number or version.sections[number].repealed:
            continue
        marks = [int(n) for n in re.findall(r" Stk\. (?:\d+-)?(\d+)\. ", text)]
        assert len(version.sections[number].stk) == max(marks, default=1), number
        assert version.sections[number].chapter == chapter


@pytest.mark.parametrize("version", VERSIONS, ids=lambda v: v.id)
def test_every_section_has_as_many_nr_and_litra_as_the_text_marks(shared: Path, version: ActVersion) -> None:
    for number, (text, _) in official(shared, version.id).items():
        if "-" in number:
            continue
        extra = NOT_A_LIST.get((version.id, number), 0)
        assert sum(shape(version, number)) == len(re.findall(r" \(?\d+\) ", text)) - extra, number
        litra = sum(letters for stk in version.sections[number].stk for letters in stk.numbers)
        assert litra == len(re.findall(r" [a-zæøå]\) ", text)), number


@pytest.mark.parametrize("version", VERSIONS, ids=lambda v: v.id)
def test_committed_structure_file_is_the_one_made_from_the_text(shared: Path, version: ActVersion) -> None:
    committed = files("corpus") / "law" / "structure" / f"{version.id}.json"
    made = structure_file(sections(read_official(shared / "official" / f"{version.id}.json")))
    assert made == committed.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("version", "section", "expected"),
    [
        ("lab-2024-280", "61", [2, 0]),
        ("lab-2024-280", "6", [13]),
        ("lab-2024-280", "53", [0] * 8),
        ("lab-2019-548", "53", [0] * 7),
        ("lab-2019-548", "57", [0, 0, 0]),
        ("lab-2024-280", "205", [4]),
        ("lab-2016-1342", "2", [14]),
        ("lab-2016-1342", "44", [4, 0, 0, 0]),
        ("lab-2016-1342", "42 b", [0, 0]),
        ("bab-2018-977", "71", [0, 0, 0, 0]),
        ("bab-2019-1180", "61", [0, 0, 0]),
        ("bab-2020-2006", "61", [0, 0, 0, 0]),
        ("bab-2021-2636", "61", [0, 0, 0, 0]),
        ("bab-2023-1216", "61", [0, 0, 0]),
        ("bab-2023-1216", "60", [0, 3, 0, 0, 0]),
        ("forsog-2021-1755", "10", [3, 0, 0, 0]),
        ("forsog-2021-2498", "7", [2, 0, 0, 0]),
    ],
)
def test_structure_of_the_provisions_that_decide(law: Law, version: str, section: str, expected: list[int]) -> None:
    found = law.version_by_id(version)
    assert found is not None
    assert shape(found, section) == expected


def plain_words(text: str) -> list[str]:
    """The words of a text; references and numbers, which cannot be said otherwise, left out."""
    text = re.sub(r"[\u00ad\u200b-\u200f]", "", text.lower())
    return re.findall(r"[a-zæøå]+", re.sub(r"\b(?:stk|nr|litra|kapitel|pkt)\b\.?", " ", text))


def runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + COPIED_RUN]) for i in range(len(words) - COPIED_RUN + 1)}


def provision_text(shared: Path, passage: Passage) -> str:
    assert passage.reference is not None
    return official(shared, passage.source)[passage.reference.section][0]


@pytest.mark.parametrize("version", VERSIONS, ids=lambda v: v.id)
def test_renderings_are_in_our_own_words(shared: Path, law: Law, version: ActVersion) -> None:
    for passage in law.passages():
        if passage.source == version.id:
            copied = runs(plain_words(passage.text)) & runs(plain_words(provision_text(shared, passage)))
            assert not copied, f"{passage.id}: {copied}"


@pytest.mark.parametrize("version", VERSIONS, ids=lambda v: v.id)
def test_renderings_state_no_number_that_the_provision_does_not(shared: Path, law: Law, version: ActVersion) -> None:
    groups = {"LAB": "6" if version.in_force_from >= date(2020, 1, 1) else "2", "BAB": "1"}.get(version.act)
    for passage in law.passages():
        if passage.source != version.id:
            continue
        text = provision_text(shared, passage)
        ranges = {Decimal(n) for pair in re.findall(r"(\d+)-(\d+)", text) for n in pair}
        known = stated_numbers(text) | ranges
        if groups:
            # A rendering names a target group by its age where the law gives its number ("nr. 13").
            known |= stated_numbers(official(shared, version.id)[groups][0])
        # "(§ 6, nr. 2 og 3)" are target groups, and "Før 2020" is the day the act ended.
        said = re.sub(r"\(§ \d+,\s[^)]*\)|i § \d+, nr\. [\d-]+(?: og \d+)?|Før 2020|før 2020", " ", passage.text)
        assert stated_numbers(said) <= known, passage.id


def test_numbers_that_decide_are_stated(law: Law) -> None:
    extension = law.rendering(parse("LAB § 61, stk. 2"), date(2024, 1, 1))
    assert extension is not None
    assert stated_numbers(extension.text) == {Decimal(13), Decimal(26)}
