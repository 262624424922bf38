from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.passage import Authority, Kind, Wording
from corpus.provisions import Law, Status, load_law
from corpus.reference import LawRef, parse

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law()


def test_acts_are_those_the_product_knows(law: Law) -> None:
    orders = ("BEK 902/2021", "BEK 1755/2021", "BEK 2498/2021", "BEK 1589/2022", "BEK 101/2026")
    assert law.acts == ("LAB", "BAB", "FVL", "RSL", *orders)


@pytest.mark.parametrize(
    ("act", "on", "expected"),
    [
        ("LAB", date(2016, 11, 20), None),
        ("LAB", date(2016, 11, 21), "lab-2016-1342"),
        ("LAB", date(2019, 12, 31), "lab-2016-1342"),
        ("LAB", date(2020, 1, 1), "lab-2019-548"),
        ("LAB", date(2022, 5, 21), "lab-2019-548"),
        ("LAB", date(2022, 5, 22), "lab-2022-701"),
        ("LAB", date(2023, 12, 31), "lab-2022-701"),
        ("LAB", date(2024, 1, 1), "lab-2024-280"),
        ("LAB", TODAY, "lab-2024-280"),
        ("BAB", date(2018, 6, 30), None),
        ("BAB", date(2018, 7, 1), "bab-2018-977"),
        ("BAB", date(2019, 12, 31), "bab-2018-977"),
        ("BAB", date(2020, 1, 1), "bab-2019-1180"),
        ("BAB", date(2020, 12, 31), "bab-2019-1180"),
        ("BAB", date(2021, 1, 1), "bab-2020-2006"),
        ("BAB", date(2021, 12, 31), "bab-2020-2006"),
        ("BAB", date(2022, 1, 1), "bab-2021-2636"),
        ("BAB", date(2023, 12, 31), "bab-2021-2636"),
        ("BAB", date(2024, 1, 1), "bab-2023-1216"),
        ("FVL", date(2014, 4, 21), None),
        ("FVL", date(2014, 4, 22), "fvl-2014-433"),
        ("RSL", date(2025, 4, 1), None),
        ("RSL", date(2025, 4, 2), "rsl-2025-354"),
        ("BEK 902/2021", date(2021, 5, 15), None),
        ("BEK 902/2021", date(2021, 5, 16), "forsog-2021-902"),
        ("BEK 902/2021", date(2021, 9, 1), None),
        ("BEK 1755/2021", date(2021, 8, 31), None),
        ("BEK 1755/2021", date(2021, 9, 1), "forsog-2021-1755"),
        ("BEK 1755/2021", date(2022, 1, 1), None),
        ("BEK 2498/2021", date(2022, 1, 1), "forsog-2021-2498"),
        ("BEK 2498/2021", date(2022, 12, 31), "forsog-2021-2498"),
        ("BEK 2498/2021", date(2023, 1, 1), None),
        ("BEK 1589/2022", date(2022, 12, 31), None),
        ("BEK 1589/2022", date(2023, 1, 1), "forsog-2022-1589"),
        ("BEK 101/2026", date(2026, 1, 31), None),
        ("BEK 101/2026", date(2026, 2, 1), "ai-bek-2026-101"),
        ("LAS", TODAY, None),
    ],
)
def test_version_is_the_one_in_force_on_the_day(law: Law, act: str, on: date, expected: str | None) -> None:
    version = law.version(act, on)
    assert (version.id if version else None) == expected


def test_version_carries_what_an_answer_prints(law: Law) -> None:
    version = law.version("LAB", TODAY)
    assert version is not None
    assert version.name == "LBK nr. 280 af 01/03/2024"
    assert version.authority is Authority.LOV
    assert version.eli == "https://www.retsinformation.dk/eli/lta/2024/280"
    assert version.checked_on == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("ref", "on", "status"),
    [
        ("LAB § 61", TODAY, Status.EXISTS),
        ("LAB § 61, stk. 1, nr. 2", TODAY, Status.EXISTS),
        ("LAB § 61, stk. 2", TODAY, Status.EXISTS),
        ("LAB § 64, stk. 1", TODAY, Status.EXISTS),
        ("LAB § 6, nr. 13", TODAY, Status.EXISTS),
        ("LAB § 59, stk. 2, 2. pkt.", TODAY, Status.EXISTS),
        ("BAB § 3, nr. 3, litra c", TODAY, Status.EXISTS),
        ("LAB § 42 b, stk. 2", date(2019, 12, 31), Status.EXISTS),
        ("LAB § 75 å", date(2019, 12, 31), Status.EXISTS),
        ("LAB § 25", TODAY, Status.REPEALED),
        ("LAB § 25", date(2023, 12, 31), Status.EXISTS),
        ("LAB § 67 c", date(2019, 12, 31), Status.REPEALED),
        ("RSL § 25", TODAY, Status.REPEALED),
        ("LAB § 42 b", TODAY, Status.NO_SUCH_SECTION),
        ("LAB § 36 b", TODAY, Status.NO_SUCH_SECTION),
        ("LAB § 36 a", TODAY, Status.NO_VERSION_KNOWN),
        ("LAB § 36 a", date(2025, 6, 30), Status.NO_SUCH_SECTION),
        ("LAB § 30 a", date(2021, 6, 1), Status.NO_SUCH_SECTION),
        ("LAB § 61, stk. 3", TODAY, Status.NO_SUCH_STK),
        ("LAB § 64, stk. 2", TODAY, Status.NO_SUCH_STK),
        ("LAB § 53, stk. 8", date(2022, 5, 21), Status.NO_SUCH_STK),
        ("LAB § 53, stk. 8", date(2022, 5, 22), Status.EXISTS),
        ("BAB § 61, stk. 4", date(2020, 12, 31), Status.NO_SUCH_STK),
        ("BAB § 61, stk. 4", date(2021, 1, 1), Status.EXISTS),
        ("BAB § 61, stk. 4", date(2023, 12, 31), Status.EXISTS),
        ("BAB § 61, stk. 4", date(2024, 1, 1), Status.NO_SUCH_STK),
        ("LAB § 6, nr. 14", TODAY, Status.NO_SUCH_NR),
        ("LAB § 2, nr. 14", date(2019, 12, 31), Status.EXISTS),
        ("LAB § 61, stk. 2, nr. 1", TODAY, Status.NO_SUCH_NR),
        ("LAB § 208, stk. 2, nr. 1", TODAY, Status.NO_SUCH_NR),
        ("LAB § 61, stk. 1, nr. 1, litra a", TODAY, Status.NO_SUCH_LITRA),
        ("BAB § 3, nr. 3, litra d", TODAY, Status.NO_SUCH_LITRA),
        ("aktivloven § 13", TODAY, Status.ACT_UNKNOWN),
        ("RSL § 67", date(2025, 4, 1), Status.NO_VERSION_KNOWN),
        ("BEK 902/2021 § 9 a", date(2021, 6, 1), Status.EXISTS),
        ("BEK 902/2021 § 10", date(2021, 6, 1), Status.NO_VERSION_KNOWN),
        ("BEK 902/2021 § 9 a, stk. 3", date(2021, 6, 1), Status.NO_VERSION_KNOWN),
        ("BEK 902/2021 § 9 a", TODAY, Status.NO_VERSION_KNOWN),
    ],
)
def test_lookup_gives_the_status_of_that_day(law: Law, ref: str, on: date, status: Status) -> None:
    assert law.lookup(parse(ref), on).status is status


@pytest.mark.parametrize(
    ("ref", "canonical"),
    [
        pytest.param("LAB § 64, stk. 1", "LAB § 64", id="the-only-stk-is-left-out"),
        pytest.param("LAB § 6, stk. 1, nr. 1", "LAB § 6, nr. 1", id="the-only-stk-before-a-nr-is-left-out"),
        pytest.param("LAB § 61, nr. 2", "LAB § 61, stk. 1, nr. 2", id="the-stk-of-a-nr-is-added"),
        pytest.param("LAB § 41, nr. 4", "LAB § 41, stk. 2, nr. 4", id="the-stk-with-a-list-is-found"),
        pytest.param("LAB § 59, stk. 2, 2. pkt.", "LAB § 59, stk. 2", id="punktum-is-dropped"),
        pytest.param("LAB § 61", "LAB § 61", id="a-whole-section-stays"),
    ],
)
def test_lookup_gives_the_precise_form(law: Law, ref: str, canonical: str) -> None:
    assert str(law.lookup(parse(ref), TODAY).canonical) == canonical


@pytest.mark.parametrize("number", [0, 99])
def test_lookup_refuses_numbers_outside_the_list(law: Law, number: int) -> None:
    assert law.lookup(LawRef("LAB", "61", 1, number), TODAY).status is Status.NO_SUCH_NR
    assert law.lookup(LawRef("LAB", "61", number), TODAY).status is Status.NO_SUCH_STK


LBK_280 = "LBK nr. 280 af 01/03/2024, som gælder den 20. november 2026"


@pytest.mark.parametrize(
    ("ref", "on", "sentence"),
    [
        ("LAB § 61, stk. 1, nr. 1", TODAY, f"LAB § 61, stk. 1, nr. 1 findes i {LBK_280}."),
        ("LAB § 61, stk. 7", TODAY, f"LAB § 61 har kun stk. 1-2 i {LBK_280}; stk. 7 findes ikke."),
        ("LAB § 64, stk. 2", TODAY, f"LAB § 64 har kun ét stykke i {LBK_280}; stk. 2 findes ikke."),
        ("LAB § 61, stk. 1, nr. 5", TODAY, f"LAB § 61, stk. 1, har kun nr. 1-2 i {LBK_280}; nr. 5 findes ikke."),
        ("LAB § 64, nr. 2", TODAY, f"LAB § 64 er ikke delt i numre i {LBK_280}; nr. 2 findes ikke."),
        (
            "LAB § 61, stk. 1, nr. 1, litra a",
            TODAY,
            f"LAB § 61, stk. 1, nr. 1, er ikke delt i litra i {LBK_280}; litra a findes ikke.",
        ),
        (
            "BAB § 3, nr. 3, litra d",
            TODAY,
            "BAB § 3, nr. 3, har kun litra a-c i BEK nr. 1216 af 28/09/2023, som gælder den 20. november 2026; "
            "litra d findes ikke.",
        ),
        ("LAB § 999", TODAY, f"LAB § 999 findes ikke i {LBK_280}; den sidste paragraf er § 210."),
        ("LAB § 42 b", TODAY, f"LAB § 42 b fandtes i LBK nr. 1342 af 21/11/2016, men findes ikke i {LBK_280}."),
        ("LAB § 25", TODAY, f"LAB § 25 fandtes i LBK nr. 701 af 22/05/2022, men er ophævet i {LBK_280}."),
        (
            "LAB § 35",
            date(2018, 1, 1),
            "LAB § 35 er ophævet i LBK nr. 1342 af 21/11/2016, som gjaldt den 1. januar 2018.",
        ),
        (
            "LAB § 204",
            date(2018, 1, 1),
            "LAB § 204 findes ikke i LBK nr. 1342 af 21/11/2016, som gjaldt den 1. januar 2018; "
            "den findes først i LOV nr. 548 af 07/05/2019.",
        ),
        (
            "BAB § 61, stk. 4",
            TODAY,
            "BAB § 61 har kun stk. 1-3 i BEK nr. 1216 af 28/09/2023, som gælder den 20. november 2026; "
            "stk. 4 findes ikke der, men fandtes i BEK nr. 2636 af 28/12/2021.",
        ),
        (
            "LAB § 53, stk. 8",
            date(2021, 1, 1),
            "LAB § 53 har kun stk. 1-7 i LOV nr. 548 af 07/05/2019, som gjaldt den 1. januar 2021; "
            "stk. 8 findes først i LBK nr. 701 af 22/05/2022.",
        ),
        (
            "LAS § 13",
            TODAY,
            "§ 13 i lov om aktiv socialpolitik kan ikke kontrolleres: "
            "den er ikke blandt de regler, som vejledningen bygger på.",
        ),
        (
            "RSL § 67",
            date(2024, 1, 1),
            "RSL § 67 kan ikke kontrolleres pr. 1. januar 2024; "
            "vi kender først reglerne fra den 2. april 2025 (LBK nr. 354 af 02/04/2025).",
        ),
        (
            "BEK 1755/2021 § 10",
            date(2022, 1, 1),
            "BEK 1755/2021 § 10 kan ikke kontrolleres pr. 1. januar 2022; "
            "BEK nr. 1755 af 30/08/2021 kender vi kun til og med den 31. december 2021.",
        ),
        (
            "BEK 902/2021 § 3",
            date(2021, 6, 1),
            "BEK 902/2021 § 3 kan ikke kontrolleres, fordi vi kun kender en del af BEK nr. 902 af 12/05/2021, "
            "nemlig § 9 a.",
        ),
    ],
)
def test_explain_says_it_in_one_sentence(law: Law, ref: str, on: date, sentence: str) -> None:
    act, _, path = ref.partition(" §")
    reference = LawRef(act, "13") if act == "LAS" else parse(f"{act} §{path}")
    assert law.explain(reference, on) == sentence


def test_rendering_is_the_one_of_the_version_in_force(law: Law) -> None:
    before = law.rendering(parse("LAB § 57, stk. 3"), date(2022, 5, 21))
    after = law.rendering(parse("LAB § 57, stk. 3"), date(2022, 5, 22))
    assert before is not None
    assert after is not None
    assert "unge" not in before.text
    assert "Åbenlyst uddannelsesparate i § 6, nr. 4, har ikke den ret." in after.text


@pytest.mark.parametrize(
    ("ref", "on", "said"),
    [
        ("LAB § 61, stk. 1, nr. 1", TODAY, "højst vare 4 uger for dagpengemodtagere (§ 6, nr. 1)"),
        ("LAB § 61, stk. 1, nr. 2", TODAY, "højst vare 13 uger for aktivitetsparate kontanthjælpsmodtagere"),
        ("LAB § 61, stk. 2", date(2020, 1, 1), "op til 26 uger"),
        ("LAB § 44, stk. 1, nr. 1", date(2019, 12, 31), "8 uger"),
        ("LAB § 53, stk. 3", date(2020, 1, 1), "samfundsmæssig forståelse"),
        ("LAB § 53, stk. 4", TODAY, "samfundsmæssig forståelse"),
        ("LAB § 53, stk. 5", TODAY, "uddannelsespålæg"),
        ("LAB § 53, stk. 5", date(2020, 1, 1), "tilknytning til arbejdsmarkedet"),
        ("LAB § 100, stk. 3", date(2020, 1, 1), "ydelse efter aktivloven"),
        ("LAB § 100, stk. 2", TODAY, "ydelse efter aktivloven"),
        ("LAB § 105, stk. 2", date(2022, 5, 21), "4 uger"),
        ("LAB § 105, stk. 2", date(2022, 5, 22), "4 måneder"),
        ("LAB § 64, stk. 1", TODAY, "konkurrencen"),
    ],
)
def test_rendering_says_what_that_version_says(law: Law, ref: str, on: date, said: str) -> None:
    rendering = law.rendering(parse(ref), on)
    assert rendering is not None
    assert said in rendering.text


def test_rendering_is_none_for_what_does_not_exist_or_is_not_rendered(law: Law) -> None:
    assert law.rendering(parse("LAB § 61, stk. 7"), TODAY) is None
    assert law.rendering(parse("LAB § 1"), TODAY) is None
    assert law.rendering(parse("LAB § 61, stk. 1"), date(2016, 1, 1)) is None


def test_nearest_finds_the_provision_that_contains_the_reference(law: Law) -> None:
    nearest = law.nearest(parse("LAB § 205, nr. 3"), TODAY)
    assert nearest is not None
    assert str(nearest.ref) == "LAB § 205"
    assert law.nearest(parse("LAB § 1"), TODAY) is None


def test_parts_are_the_provision_and_everything_under_it(law: Law) -> None:
    parts = [part.ref.path for part in law.parts(parse("LAB § 61"), TODAY)]
    assert parts == ["§ 61, stk. 1", "§ 61, stk. 1, nr. 1", "§ 61, stk. 1, nr. 2", "§ 61, stk. 2"]
    assert law.parts(parse("LAB § 999"), TODAY) == ()


def test_passages_stand_in_their_source(law: Law) -> None:
    sources = {source.id: source for source in law.sources()}
    for passage in law.passages():
        assert sources[passage.source].text[passage.start : passage.end] == passage.text
        assert passage.kind is Kind.PROVISION
        assert passage.wording is Wording.GENGIVELSE


def test_passages_have_one_id_each_and_never_overlap(law: Law) -> None:
    passages = law.passages()
    assert len({passage.id for passage in passages}) == len(passages)
    for earlier, later in pairwise(passages):
        assert earlier.source != later.source or earlier.end < later.start


def test_passages_are_in_force_when_their_version_is(law: Law) -> None:
    for passage in law.passages():
        assert passage.reference is not None
        assert passage.valid_from is not None
        assert passage.in_force(passage.valid_from)
        found = law.lookup(passage.reference, passage.valid_from)
        assert found.status is Status.EXISTS
        assert found.canonical == passage.reference
        assert found.version is not None
        assert found.version.id == passage.source


def test_passage_carries_its_place_and_headings(law: Law) -> None:
    passage = next(p for p in law.passages() if p.id == "lab-2024-280#p61-stk1-nr1")
    assert passage.locator == "§ 61, stk. 1, nr. 1"
    assert passage.headings == (
        "Beskæftigelsesindsatsloven (LAB)",
        "Kapitel 11: Virksomhedspraktik",
        "Højst 4 ugers virksomhedspraktik",
    )
    assert (passage.valid_from, passage.valid_until) == (date(2024, 1, 1), None)


def test_sources_are_one_per_version_and_the_same_every_time(law: Law) -> None:
    assert [source.id for source in law.sources()] == [v.id for act in law.acts for v in law.versions(act)]
    assert load_law().sources() == law.sources()


@pytest.mark.parametrize(
    ("act", "on", "words"),
    [
        ("LAB", date(2018, 1, 1), "Loven kan være ændret mellem 21. november 2016 og 1. januar 2020"),
        ("LAB", date(2025, 1, 1), "arbejdspligten"),
        ("LAB", date(2025, 7, 1), "kontanthjælpsreformen"),
        ("LAB", date(2026, 2, 1), "Beskæftigelsesreformens første fase"),
        ("LAB", date(2026, 7, 1), "ret og pligt til tilbud er lagt om fra 1. juli 2026"),
        ("LAB", date(2027, 1, 1), "En ny hovedlov var ventet fra 1. januar 2027"),
        ("BAB", date(2027, 1, 1), "En ny hovedlov var ventet fra 1. januar 2027"),
    ],
)
def test_notices_begin_on_their_day(law: Law, act: str, on: date, words: str) -> None:
    assert any(words in notice for notice in law.notices(act, on))
    assert not any(words in notice for notice in law.notices(act, on.replace(year=on.year - 3)))


def test_notices_are_silent_where_the_text_is_the_consolidated_one(law: Law) -> None:
    assert law.notices("LAB", date(2024, 6, 1)) == ()


def test_notices_about_one_provision_are_told_only_where_it_is_used(law: Law) -> None:
    on = date(2021, 6, 1)
    about_self_found = law.notices("LAB", on, (parse("LAB § 57, stk. 3"),))
    assert len(about_self_found) == 1
    assert "selvfunden virksomhedspraktik" in about_self_found[0]
    assert law.notices("LAB", on, (parse("LAB § 61, stk. 1"),)) == ()


ACTS = """
[[version]]
id = "x-1"
act = "LAB"
name = "LBK nr. 1 af 01/01/2020"
title = "Prøvelov"
short_title = "Prøveloven"
authority = "lov"
issued = 2020-01-01
in_force_from = 2020-01-01
in_force_until = 2021-01-01
eli = "https://example.org/1"
checked_on = 2026-11-20
last_verified = 2020-01-01

[[version]]
id = "x-2"
act = "LAB"
name = "LBK nr. 2 af 01/01/2021"
title = "Prøvelov"
short_title = "Prøveloven"
authority = "lov"
issued = 2021-01-01
in_force_from = 2021-01-01
eli = "https://example.org/2"
checked_on = 2026-11-20
last_verified = 2021-01-01
"""
TEXTS = """
act = "LAB"

[[provision]]
subject = "Prøve"
at = { "§ 1" = ["x-1", "x-2"] }
text = "En prøve."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "structure").mkdir()
    (tmp_path / "renderings").mkdir()
    (tmp_path / "acts.toml").write_text(ACTS, encoding="utf-8")
    (tmp_path / "renderings" / "x.toml").write_text(TEXTS, encoding="utf-8")
    for id_ in ("x-1", "x-2"):
        (tmp_path / "structure" / f"{id_}.json").write_text('{"sections": {"1": {"stk": [0]}}}', encoding="utf-8")
    return tmp_path


def swap(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def test_load_law_reads_a_later_version_from_data_alone(folder: Path) -> None:
    law = load_law(folder)
    assert [version.id for version in law.versions("LAB")] == ["x-1", "x-2"]
    rendering = law.rendering(LawRef("LAB", "1"), date(2021, 1, 1))
    assert rendering is not None
    assert rendering.version == "x-2"


STRUCTURE = "structure/x-2.json"
RENDERINGS = "renderings/x.toml"


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        pytest.param(
            swap("acts.toml", "in_force_until = 2021-01-01\n", ""),
            ("x-2", "x-1 har ingen slutdato", "skriv in_force_until = 2021-01-01"),
            id="earlier-version-without-end",
        ),
        pytest.param(
            swap("acts.toml", "in_force_until = 2021-01-01", "in_force_until = 2021-02-01"),
            ("x-2 starter 2021-01-01", "x-1 gælder til 2021-02-01", "ikke overlappe"),
            id="overlap",
        ),
        pytest.param(
            swap("acts.toml", "in_force_until = 2021-01-01", "in_force_until = 2020-12-01"),
            ("hul fra 2020-12-01 til 2021-01-01", "x-1", "x-2", "gap_reason"),
            id="gap",
        ),
        pytest.param(
            swap("acts.toml", "in_force_until = 2021-01-01", "in_force_until = 2019-01-01\ngap_reason = ''"),
            ("acts.toml",),
            id="ends-before-it-begins",
        ),
        pytest.param(swap("acts.toml", 'id = "x-2"', 'id = "x-1"'), ("'x-1'", "to gange"), id="same-id-twice"),
        pytest.param(swap("acts.toml", "eli =", "elli ="), ("acts.toml", "eli"), id="unknown-key"),
        pytest.param(swap("acts.toml", "[[version]]", "[[version"), ("acts.toml", "TOML"), id="not-toml"),
        pytest.param(remove("acts.toml"), ("acts.toml", "læg den på plads"), id="acts-missing"),
        pytest.param(remove(STRUCTURE), ("x-2.json", "læg den på plads"), id="structure-missing"),
        pytest.param(swap(STRUCTURE, "}}}", "}}"), ("x-2.json",), id="structure-not-json"),
        pytest.param(swap(STRUCTURE, "[0]", "[]"), ("x-2.json", "§ 1", "stykker"), id="section-without-stk"),
        pytest.param(swap(STRUCTURE, '"1"', '"første"'), ("x-2.json", "paragrafnummer"), id="section-without-number"),
        pytest.param(swap(RENDERINGS, "§ 1", "§ 2"), ("x.toml", "LAB § 2", "x-1"), id="rendering-of-no-provision"),
        pytest.param(swap(RENDERINGS, '"§ 1"', '"§§ 1-2"'), ("x.toml", "én henvisning"), id="rendering-of-a-range"),
        pytest.param(swap(RENDERINGS, "x-2", "x-3"), ("x.toml", "'x-3'", "LAB"), id="rendering-of-no-version"),
        pytest.param(swap(RENDERINGS, '"x-1"', '"x-2"'), ("x.toml", "LAB § 1", "to tekster"), id="two-texts"),
        pytest.param(swap(RENDERINGS, "En prøve.", " "), ("x.toml", "'Prøve'", "mangler"), id="empty-text"),
        pytest.param(swap(RENDERINGS, "subject", "emne"), ("x.toml", "subject"), id="rendering-unknown-key"),
        pytest.param(
            swap(
                RENDERINGS, "[[provision]]", '[[chapter]]\nnumber = "9"\ntitle = "T"\nversions = ["x-1"]\n[[provision]]'
            ),
            ("x.toml", "kapitel 9", "x-1"),
            id="no-such-chapter",
        ),
        pytest.param(
            swap(
                "acts.toml",
                "[[version]]",
                '[[uncertainty]]\nact = "BAB"\nsince = 2020-01-01\ntext = "Nyt"\n[[version]]',
            ),
            ("acts.toml", "'Nyt'", "'BAB'"),
            id="notice-of-no-act",
        ),
    ],
)
def test_load_law_names_file_and_mend(folder: Path, spoil: Callable[[Path], None], words: tuple[str, ...]) -> None:
    spoil(folder)
    with pytest.raises(CorpusError) as caught:
        load_law(folder)
    for word in words:
        assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_load_law_allows_a_gap_that_has_a_reason(folder: Path) -> None:
    swap("acts.toml", "in_force_until = 2021-01-01", "in_force_until = 2020-12-01")(folder)
    swap("acts.toml", 'id = "x-2"', 'id = "x-2"\ngap_reason = "Loven var ophævet en måned."')(folder)
    law = load_law(folder)
    assert law.version("LAB", date(2020, 12, 15)) is None
    assert law.lookup(LawRef("LAB", "1"), date(2020, 12, 15)).status is Status.NO_VERSION_KNOWN
    assert law.explain(LawRef("LAB", "1"), date(2020, 12, 15)) == (
        "LAB § 1 kan ikke kontrolleres pr. 15. december 2020; vi har ingen version, der dækker den dag."
    )
