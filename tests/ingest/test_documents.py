"""Laws that hold for every shipped document, and what a caseworker would quote from them."""

import re
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.manifest import ManifestRow, load_manifest, shipped_sources
from corpus.passage import Kind, Passage
from ingest.documents import Document, read_document
from ingest.extract import printed_number

REPORT = "ankestyrelsen-2021-kommunernes-brug"
ROWS = {row.id: row for row in load_manifest()}


def squeezed(text: str) -> str:
    """The characters of content: no spaces, superscripts as digits, every bullet the same."""
    folded = unicodedata.normalize("NFKC", text).replace("\uf0b7", "•").replace("\uf0a7", "•")
    return re.sub(r"\s", "", folded)


def only(document: Document, start: str) -> Passage:
    """The one passage that starts so."""
    found = [passage for passage in document.passages if passage.text.startswith(start)]
    assert len(found) == 1, [passage.id for passage in found]
    return found[0]


@pytest.mark.parametrize("source", sorted(ROWS))
def test_passage_is_its_span_of_the_canonical_text(source: str, documents: dict[str, Document]) -> None:
    document = documents[source]
    assert document.passages
    for passage in document.passages:
        assert document.source.text[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip()


@pytest.mark.parametrize("source", sorted(ROWS))
def test_passages_do_not_overlap_and_stand_in_order(source: str, documents: dict[str, Document]) -> None:
    passages = documents[source].passages
    assert all(first.end <= second.start for first, second in pairwise(passages))
    assert len({passage.id for passage in passages}) == len(passages)


@pytest.mark.parametrize("source", sorted(ROWS))
def test_canonical_text_loses_no_character(source: str, documents: dict[str, Document]) -> None:
    canonical = squeezed(documents[source].source.text)
    raw = (shipped_sources() / ROWS[source].file).read_text(encoding="utf-8")
    lines = [squeezed(line) for line in raw.split("\n")]
    kept = [line.removesuffix("-") for line in lines if line and not is_page_number(line)]
    missing = [line for line in kept if line not in canonical]
    assert missing == []
    hyphens = sum(line.endswith("-") for line in lines)
    total = sum(map(len, lines)) - sum(len(line) for line in lines if is_page_number(line))
    assert total - hyphens <= len(canonical) <= total


def is_page_number(line: str) -> bool:
    """The lines that only number a page: these five, in these two documents."""
    return line in {"15", "57", "65", "81", "Side2"}


def test_page_number_lines_are_the_ones_the_extractor_drops() -> None:
    assert [printed_number(line) for line in ("15 ", "57 ", "65 ", "81 ", "Side 2 ")] == [15, 57, 65, 81, 2]


@pytest.mark.parametrize(
    ("page", "start"),
    [
        pytest.param(14, "FIGUR 1.1 GENNEMSNITLIGT ANTAL", id="se figur 1.1 på side 14"),
        pytest.param(15, "Figuren viser også", id="trykt sidetal 15"),
        pytest.param(26, "I ET VIRKSOMHEDSCENTER", id="forklaringsboks på side 26"),
        pytest.param(36, "Efter LAB § 54, stk. 1, kan tilbud for dagpengemodtagere, herunder virksomhedspraktik, "
                     "fastsættes af jobcenteret som rådighedsafprøvende tilbud, hvis jobcenteret vurderer, at der er "
                     "tvivl om, hvorvidt personen har den fornødne vilje til at medvirke aktivt i indsatsen. I den "
                     "situation behøver formålskravene", id="rådighedsafprøvende tilbud på side 36"),
        pytest.param(43, "De fleste kommuner holder samtaler med borgerne", id="arbejdsmarkedsbalancen på side 43"),
        pytest.param(57, "Udover deciderede samarbejdsaftaler", id="trykt sidetal 57"),
        pytest.param(65, "I dette kapitel vil vi belyse", id="trykt sidetal 65"),
        pytest.param(81, "FIGUR 1.7 BRANCHERS", id="trykt sidetal 81"),
    ],
)  # fmt: skip
def test_page_number_agrees_with_the_reports_own(page: int, start: str, documents: dict[str, Document]) -> None:
    passage = only(documents[REPORT], start)
    assert passage.page == page
    assert passage.locator == f"s. {page}"


def test_paragraph_over_a_page_break_is_whole_and_has_the_first_page(documents: dict[str, Document]) -> None:
    passage = only(documents[REPORT], "De nye regler har i nogle kommuner skærpet særligt medarbejdernes fokus")
    assert passage.text.endswith(
        "et individuelt formål med praktikken, og at praktikken gerne skal kombineres med eller efterfølges af "
        "ordinære løntimer."
    )
    assert passage.page == 7


def test_footnote_on_availability_is_one_clean_passage(documents: dict[str, Document]) -> None:
    notes = [p for p in documents[REPORT].passages if p.kind is Kind.FOOTNOTE and "rådighedsafprøvende" in p.text]
    assert [note.locator for note in notes] == ["s. 29, note 4"]
    assert notes[0].text == (
        "Efter LAB § 54, stk. 1, kan tilbud for dagpengemodtagere, herunder virksomhedspraktik, fastsættes af "
        "jobcenteret som rådighedsafprøvende tilbud, hvis jobcenteret vurderer, at der er tvivl om, hvorvidt personen "
        "har den fornødne vilje til at medvirke aktivt i indsatsen. I den situation behøver betingelserne i øvrigt for "
        "at give tilbud ikke være opfyldt. For de aktivitetsparate kontanthjælpsmodtagere skal betingelserne i LAB "
        "§§ 53, 57 og 58 være opfyldt."
    )


def test_footnote_number_is_no_part_of_the_word_it_follows(documents: dict[str, Document]) -> None:
    passage = only(documents[REPORT], "Generelt bruger kommunerne virksomhedspraktik til flere forskellige formål.")
    assert passage.text.endswith("• Afprøvning af om borgeren står til rådighed⁴.")


def test_every_footnote_of_the_report_is_found(documents: dict[str, Document]) -> None:
    notes = [p.locator for p in documents[REPORT].passages if p.kind is Kind.FOOTNOTE]
    assert notes == [
        "s. 13, note 1", "s. 16, note 2", "s. 26, note 3", "s. 29, note 4", "s. 38, note 5", "s. 39, note 6",
        "s. 43, note 7", "s. 48, note 8", "s. 69, note 9", "s. 76, note 10", "s. 77, note 11",
    ]  # fmt: skip


def test_narrow_sidebar_is_a_box_under_its_heading(documents: dict[str, Document]) -> None:
    box = only(documents[REPORT], "Et tilbud om virksomhedspraktik kan have en varighed")
    assert (box.kind, box.page, box.headings[-1]) == (Kind.BOX, 48, "VARIGHED")
    assert box.text == (
        "Et tilbud om virksomhedspraktik kan have en varighed på op til fire uger for dagpengemodtagere, og "
        "praktikken kan ikke forlænges efter LAB § 61, stk. 1, nr. 1."
    )


@pytest.mark.parametrize(
    ("heading", "page"),
    [
        ("SKÆRPET FORMÅLSBESTEMMELSE", 5),
        ("METODE OG DATAGRUNDLAG", 7),
        ("I ET VIRKSOMHEDSCENTER", 26),
        ("RÅDIGHEDSAFPRØVENDE TILBUD", 36),
        ("REGLER OM GENTAGNE PRAKTIKFORLØB", 48),
        ("ANSÆTTELSE MED LØNTILSKUD", 49),
        ("ABC-JOBPLAN", 69),
    ],
)
def test_grey_box_is_found_with_its_heading(heading: str, page: int, documents: dict[str, Document]) -> None:
    boxes = [p for p in documents[REPORT].passages if p.kind is Kind.BOX and p.headings[-1] == heading]
    assert boxes
    assert {box.page for box in boxes} == {page}


def test_box_over_two_pages_is_not_mixed_with_the_text_between(documents: dict[str, Document]) -> None:
    boxes = [p for p in documents[REPORT].passages if "AALBORG ALLIANCEN" in p.headings[-1] and p.kind is Kind.BOX]
    assert [box.page for box in boxes] == [23, 24]
    assert "men de to kommuner har ikke truffet beslutning" in documents[REPORT].source.text


def test_margin_note_stands_alone_and_in_no_sentence(documents: dict[str, Document]) -> None:
    report = documents[REPORT]
    margins = [p.text for p in report.passages if p.kind is Kind.MARGIN]
    for note in ("FOKUS PÅ STRATEGI OG PRAKTISK BRUG", "VIRKSOMHEDSPRAKTIK ER EN TRÆNINGSBANE",
                 "HOLD FAST I MYNDIGHEDSROLLEN", "”Fire uger er bare for kort tid til at bide sig fast”"):  # fmt: skip
        assert note in margins
    running = [p.text for p in report.passages if p.kind in (Kind.BODY, Kind.QUOTE)]
    assert not [text for text in running for note in margins if note.isupper() and len(note) > 14 and note in text]


def test_quotation_keeps_its_speaker(documents: dict[str, Document]) -> None:
    speaker = re.compile(r"\((?:Leder i|Medarbejder i|Dagpengemodtager\))[^)]*\)?")
    report = documents[REPORT]
    quotes = [p.text for p in report.passages if p.kind is Kind.QUOTE]
    assert all(speaker.search(quote) and quote.startswith("”") and quote.endswith(")") for quote in quotes)
    in_boxes = sum(len(speaker.findall(p.text)) for p in report.passages if p.kind is Kind.BOX)
    assert len(quotes) == 75
    assert len(speaker.findall(report.source.text)) == len(quotes) + in_boxes


@pytest.mark.parametrize("word", [
    "job- eller uddannelsesmål", "2017-2019", "A-, B- og C-målene", "virksomhedspraktik-”ordrer”", "ABC-jobplan",
    "snuse-praktikker", "11-14 procent", "virksomheds- eller erhvervsservice", "VITAS", "hybrid-praktikker",
])  # fmt: skip
def test_real_hyphen_is_kept(word: str, documents: dict[str, Document]) -> None:
    assert word in documents[REPORT].source.text


@pytest.mark.parametrize("kind", ["Jobpraktik", "Kompetencepraktik", "Udviklingspraktik"])
def test_type_of_placement_is_one_passage_with_all_its_cells(kind: str, documents: dict[str, Document]) -> None:
    concept = documents["koebenhavn-faelles-koncept"]
    tables = [p for p in concept.passages if p.kind is Kind.TABLE and kind in p.text]
    assert [table.locator for table in tables] == ["Fælles koncept, tabel 1"]
    cells = re.findall(r"^(Praktiktype|Tilbydes|Formål|Delmål)", tables[0].text, re.MULTILINE)
    assert cells == ["Praktiktype", "Tilbydes", "Formål", "Delmål"]


def test_document_without_page_numbers_is_looked_up_by_heading(documents: dict[str, Document]) -> None:
    passage = only(documents["koebenhavn-2019-svar"], "Forvaltningen følger via stikprøvekontrol op")
    assert (passage.locator, passage.page) == ("Spørgsmål 3", None)


def test_box_that_names_itself_ends_where_it_says(documents: dict[str, Document]) -> None:
    box = only(documents["ankestyrelsen-2022-minianalyse"], "Ændring/ophævelse betyder")
    assert (box.kind, box.headings[-1]) == (Kind.BOX, "SAGSUDFALD HOS ANKESTYRELSEN")
    assert box.text.endswith("eller der er sket alvorlige sagsbehandlingsfejl.")


@pytest.mark.parametrize("source", sorted(ROWS))
def test_passage_is_no_longer_than_can_be_read_at_once(source: str, documents: dict[str, Document]) -> None:
    assert max(len(passage.text) for passage in documents[source].passages) <= 900


def test_source_says_which_days_law_the_report_describes(documents: dict[str, Document]) -> None:
    assert documents[REPORT].source.law_as_of == date(2021, 1, 1)
    assert documents[REPORT].source.issued is None


def test_layout_that_points_at_nothing_is_refused(tmp_path: Path) -> None:
    row = ROWS["koebenhavn-faelles-koncept"]
    copied(row, tmp_path, '[[box]]\npage = 2\nstarts = "FAKTABOKS"\nends = "findes ikke"\n')
    with pytest.raises(CorpusError, match="ingen linje efter 'FAKTABOKS' ender med 'findes ikke'; ret 'ends'"):
        read_document(row, tmp_path)


def test_layout_with_unknown_field_is_refused(tmp_path: Path) -> None:
    row = ROWS["koebenhavn-faelles-koncept"]
    copied(row, tmp_path, '[[box]]\nside = 2\nstarts = "FAKTABOKS"\nends = "forløbet."\n')
    with pytest.raises(CorpusError, match=r"layout\.toml: box\.0\."):
        read_document(row, tmp_path)


def copied(row: ManifestRow, folder: Path, layout: str) -> None:
    """The document beside another layout."""
    (folder / row.file).write_bytes((shipped_sources() / row.file).read_bytes())
    (folder / f"{row.id}.layout.toml").write_text(layout, encoding="utf-8")
