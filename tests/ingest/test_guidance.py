"""Guidance and principal decisions as sources: which files they are, how they are cut, and that no word is lost."""

import io
import shutil
from datetime import date
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from corpus.act_text import ActText, ProvisionKind
from corpus.errors import CorpusError
from corpus.passage import Authority, Kind, Passage, Source, Wording
from corpus.targets import DOCUMENTS, DocumentRow, load_documents
from ingest.guidance import Guidance, document_of, join_guidance, read_prints
from ingest.guidance_cut import LONGEST, cut
from ingest.official.read import read_content, read_official
from ingest.run import Corpus, CorpusFolders, read_corpus
from tests.ingest.guidance_files import REPEATED, RULING, SENTENCE, WELCOME, decision, guidance, write

ROWS = load_documents().document
VEJ = next(row for row in ROWS if row.id == "vej-2022-9641")
HEADINGS = (ProvisionKind.HEADING, ProvisionKind.GROUP, ProvisionKind.CHAPTER, ProvisionKind.PART)


def text_of(xml: str) -> ActText:
    return read_content(xml.encode(), "fil.xml")


def read(*files: str) -> Guidance:
    return join_guidance({f"{n}.xml": text_of(xml) for n, xml in enumerate(files)}, {}, ROWS)


@pytest.fixture(scope="module")
def source() -> tuple[Source, tuple[Passage, ...]]:
    found = read(guidance())
    return found.sources[0], found.passages


def under(passages: tuple[Passage, ...], heading: str) -> list[Passage]:
    return [passage for passage in passages if heading in passage.headings]


def test_guidance_is_a_source_with_the_weight_of_its_row(source: tuple[Source, tuple[Passage, ...]]) -> None:
    found, passages = source
    assert (found.id, found.title) == ("vej-2022-9641", "Vejledning om virksomhedspraktik")
    assert (found.authority, found.wording) == (Authority.VEJLEDNING, Wording.ORDLYD)
    assert found.url == "https://www.retsinformation.dk/eli/retsinfo/2022/9641"
    assert found.publisher == "Eksempelministeriet"
    assert {(p.authority, p.wording, p.reference) for p in passages} == {
        (Authority.VEJLEDNING, Wording.ORDLYD, None)
    }  # fmt: skip


def test_every_passage_is_a_stretch_of_the_text_with_an_id_of_its_own(
    source: tuple[Source, tuple[Passage, ...]],
) -> None:
    found, passages = source
    assert all(found.text[p.start : p.end] == p.text for p in passages)
    assert len({p.id for p in passages}) == len(passages)


def test_bold_and_italic_lines_are_the_headings(source: tuple[Source, tuple[Passage, ...]]) -> None:
    _, passages = source
    (repeated,) = under(passages, "2. Gentagne praktikker")
    assert repeated.text == REPEATED
    assert repeated.locator == "VEJ nr. 9641 af 17/06/2022, 2. Gentagne praktikker"
    (example,) = under(passages, "Eksempel")
    assert example.headings == ("1. Formål", "1.1. Hovedformål", "Eksempel")


def test_two_heading_lines_with_nothing_between_are_both_kept(source: tuple[Source, tuple[Passage, ...]]) -> None:
    _, passages = source
    (welcome,) = under(passages, "3. Rundvisning")
    assert (welcome.text, welcome.headings) == (WELCOME, ("3. Rundvisning", "DEN FØRSTE DAG"))


def test_long_section_is_parted_between_sentences(source: tuple[Source, tuple[Passage, ...]]) -> None:
    _, passages = source
    main = [p for p in under(passages, "1.1. Hovedformål") if "Eksempel" not in p.headings]
    assert len(main) > 1
    assert all(len(p.text) <= LONGEST and p.text.startswith("Kommunen") and p.text.endswith("til.") for p in main)
    assert " ".join(p.text for p in main) == " ".join([SENTENCE.strip()] * 23)


def test_list_stays_with_the_words_that_lead_into_it(source: tuple[Source, tuple[Passage, ...]]) -> None:
    _, passages = source
    first, second, note = under(passages, "1.2. Varighed")
    assert first.text.startswith("Længden aftales for hvert forløb.\nFølgende aftales:\n• Kommunen")
    assert second.text.startswith("• Kommunen")
    assert second.headings[-1] == "Følgende aftales:"
    assert (note.kind, note.text) == (Kind.FOOTNOTE, "Se også planen.")
    assert note.locator == "VEJ nr. 9641 af 17/06/2022, 1.2. Varighed, note 1"


def test_annex_is_named_over_its_text(source: tuple[Source, tuple[Passage, ...]]) -> None:
    _, passages = source
    assert [p.headings for p in under(passages, "Bilag 1")] == [("Bilag 1", "Skema")]


def test_table_of_contents_is_kept_in_the_text_and_never_quoted(source: tuple[Source, tuple[Passage, ...]]) -> None:
    found, passages = source
    assert "INDHOLD" in found.text
    assert not any("INDHOLD" in passage.text for passage in passages)


@pytest.mark.parametrize(
    ("day", "usable"), [(date(2022, 6, 16), False), (date(2022, 6, 17), True), (date(2026, 11, 20), True)]
)
def test_guidance_is_usable_from_its_day(
    source: tuple[Source, tuple[Passage, ...]], day: date, *, usable: bool
) -> None:
    _, passages = source
    assert {passage.in_force(day) for passage in passages} == {usable}


def test_history_and_the_row_end_it() -> None:
    gone = guidance(more="<DateOfHistoricMark>2025-02-01</DateOfHistoricMark>").replace(">Valid<", ">Historic<")
    assert {p.valid_until for p in read(gone).passages} == {date(2025, 2, 1)}
    row = VEJ.model_copy(update={"until": date(2026, 2, 1)})
    found = join_guidance({"v.xml": text_of(guidance())}, {}, [row])
    assert {p.valid_until for p in found.passages} == {date(2026, 2, 1)}


def test_decision_is_known_by_its_own_number() -> None:
    found = read(decision())
    assert found.names == ("Principmeddelelse 34-20",)
    assert [(s.id, s.authority, s.publisher) for s in found.sources] == [
        ("principmeddelelse-34-20", Authority.PRINCIPMEDDELELSE, "Ankestyrelsen")
    ]
    assert found.passages[0].text == RULING
    assert found.passages[0].locator == "Principmeddelelsen fastslår"
    assert found.passages[0].valid_from == date(2020, 6, 17)


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param(decision("35-20"), id="another decision"),
        pytest.param(guidance(2022, 9640), id="another guidance"),
        pytest.param(guidance(2021, 9641), id="another year"),
        pytest.param(guidance().replace("VEJ#LOKDOK15", "CIR#LOKDOK14"), id="another type"),
        pytest.param(
            decision("35-20").replace("ønsker", "afløser principmeddelelse 34-20"), id="a decision that names ours"
        ),
    ],
)
def test_document_without_a_row_is_left_out_and_told(xml: str) -> None:
    assert document_of(text_of(xml), ROWS) is None
    assert read(xml) == Guidance(unknown=("0.xml",))


def test_two_files_of_one_document_are_refused() -> None:
    with pytest.raises(CorpusError, match=r"1\.xml: VEJ nr\. 9641 af 17/06/2022 ligger også i 0\.xml"):
        read(guidance(), guidance())


def test_folder_adds_guidance_to_the_corpus_beside_the_law(tmp_path: Path) -> None:
    folder = write(tmp_path, v=guidance(), k=decision(), u=guidance(2019, 1234))
    corpus: Corpus = read_corpus(CorpusFolders(official=folder))
    assert corpus.worded == ("Principmeddelelse 34-20", "VEJ nr. 9641 af 17/06/2022")
    assert corpus.unknown == ("u.xml",)
    sources = {source.id for source in corpus.sources}
    assert sources >= {"vej-2022-9641", "principmeddelelse-34-20", "lab-2024-280"}
    assert {p.authority for p in corpus.passages} >= {Authority.LOV, Authority.VEJLEDNING}


def printed(*parts: tuple[str, str]) -> bytes:
    styles, target = getSampleStyleSheet(), io.BytesIO()
    SimpleDocTemplate(target, pagesize=A4).build([Paragraph(text, styles[style]) for style, text in parts])
    return target.getvalue()


@pytest.mark.parametrize(
    ("head", "title", "id_"),
    [
        pytest.param("VEJ nr 9641 af 17/06/2022", "Vejledning om virksomhedspraktik", "vej-2022-9641", id="guidance"),
        pytest.param(
            "KEN nr 9999 af 17/06/2020",
            "Ankestyrelsens principmeddelelse 34-20",
            "principmeddelelse-34-20",
            id="decision",
        ),
    ],
)
def test_pdf_is_read_page_by_page(tmp_path: Path, head: str, title: str, id_: str) -> None:
    body = [
        ("Heading2", "1. Indledning"),
        *[("BodyText", SENTENCE * 6)] * 3,
        ("Heading2", "2. Gentagne praktikker"),
        ("BodyText", f"{REPEATED} {SENTENCE * 6}"),
    ]
    (tmp_path / "print.pdf").write_bytes(printed(("BodyText", head), ("Title", title), *body))
    prints = read_prints(tmp_path, ROWS)
    found = join_guidance({}, prints, ROWS)
    (source,) = found.sources
    assert (source.id, source.issued) == (id_, prints["print.pdf"].signed)
    assert all(source.text[p.start : p.end] == p.text for p in found.passages)
    (repeated,) = under(found.passages, "2. Gentagne praktikker")
    assert repeated.text.startswith(REPEATED)
    assert (repeated.page, repeated.locator) == (1, "s. 1")


def test_pdf_of_something_else_is_left_to_the_reader_of_acts(tmp_path: Path) -> None:
    (tmp_path / "lov.pdf").write_bytes(printed(("BodyText", "LBK nr 280 af 01/03/2024"), ("BodyText", SENTENCE)))
    assert read_prints(tmp_path, ROWS) == {}


def row(more: str) -> str:
    return f"""[[document]]
id = "vej-2030-1"
act = "VEJ 1/2030"
name = "VEJ nr. 1 af 02/03/2030"
title = "Vejledning om eksempler"
authority = "vejledning"
type = "VEJ"
eli = "https://www.retsinformation.dk/eli/retsinfo/2030/1"
{more}
"""


@pytest.mark.parametrize(
    ("more", "words"),
    [
        pytest.param('replaced_by = "vej-2031-1"', "vej-2030-1: .*med replaced_by skal until være", id="no last day"),
        pytest.param(
            'until = 2031-01-01\nreplaced_by = "vej-2031-1"',
            "vej-2030-1: replaced_by 'vej-2031-1'",
            id="unknown successor",
        ),
        pytest.param("in_force_from = 2030-03-02\nuntil = 2030-03-02", "skal ligge efter", id="empty period"),
        pytest.param('until = "snart"', "vej-2030-1: .*until", id="no date"),
        pytest.param('authority_note = "x"', "authority_note", id="unknown field"),
    ],
)
def test_wrong_row_is_refused_with_file_row_and_mend(tmp_path: Path, more: str, words: str) -> None:
    (tmp_path / DOCUMENTS).write_text(row(more), encoding="utf-8")
    with pytest.raises(CorpusError, match=rf"corpus/law/{DOCUMENTS}: .*{words}"):
        load_documents(tmp_path)


def test_law_is_no_row_here(tmp_path: Path) -> None:
    (tmp_path / DOCUMENTS).write_text(row("").replace('"vejledning"', '"lov"'), encoding="utf-8")
    with pytest.raises(CorpusError, match=r"love står i acts\.toml"):
        load_documents(tmp_path)


@pytest.mark.parametrize(
    ("name", "count", "contents"),
    [("2020-1061", 51, 0), ("2023-1547", 11, 0), ("2024-1709", 51, 0), ("2024-434", 532, 31), ("2024-62", 160, 0)],
)
def test_no_word_of_a_real_document_is_lost(shared: Path, name: str, count: int, contents: int) -> None:
    """The cut is made for guidance, but holds for whatever the publisher writes; a table of contents is left out."""
    text = read_official(shared / "official" / "lexdania" / f"{name}.xml")
    pieces = cut(text, VEJ)
    assert len(pieces) == count
    covered = bytearray(len(text.text))
    for piece in pieces:
        assert not any(covered[piece.start : piece.end]), "two passages hold the same words"
        covered[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
    assert len(uncovered(text, covered).splitlines()) == contents


def uncovered(text: ActText, covered: bytearray) -> str:
    """The words outside all passages that are neither a heading, the title, the signature nor a printed number."""
    aside = (*HEADINGS, ProvisionKind.TITLE, ProvisionKind.SIGNATURE)
    for provision in text.provisions:
        number_only = provision.kind in (ProvisionKind.FOOTNOTE, ProvisionKind.ANNEX)
        if provision.kind in aside or number_only:
            end = provision.end if provision.kind in aside else provision.body
            covered[provision.start : end] = b"\1" * (end - provision.start)
    return "".join(char for char, held in zip(text.text, covered, strict=True) if not held).strip()


def test_files_beside_guidance_are_still_read(shared: Path, tmp_path: Path) -> None:
    shutil.copy(shared / "official" / "fvl-2014-433.json", tmp_path)
    corpus = read_corpus(CorpusFolders(official=write(tmp_path, v=guidance())))
    assert corpus.worded == ("LBK nr. 433 af 22/04/2014", "VEJ nr. 9641 af 17/06/2022")


def test_rows_know_when_they_may_be_used() -> None:
    def one(first: date | None, until: date | None) -> DocumentRow:
        return VEJ.model_copy(update={"in_force_from": first, "until": until})

    assert one(None, None).usable(date(2000, 1, 1))
    assert not one(date(2022, 6, 17), None).usable(date(2022, 6, 16))
    assert not one(None, date(2026, 1, 1)).usable(date(2026, 1, 1))
