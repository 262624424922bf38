import io
from collections.abc import Callable

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, ListItem, Paragraph, SimpleDocTemplate

from corpus.errors import CorpusError
from ingest.extract import Limits, Page, read_pages

PROSE = "".join(
    f"Regel {n} siger, at en virksomhedspraktik kan vare op til {n} uger, og at formålet skal være klart. "
    for n in range(2, 8)
)


def letterhead(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.drawString(60, 820, "Vejledning fra Eksempelby")
    canvas.drawString(60, 20, f"Side {document.page}")


def guidance() -> bytes:
    """A guidance of two pages as a word processor would print it: header, footer, headings, a list."""
    style, target = getSampleStyleSheet(), io.BytesIO()
    story = [Paragraph("1. Hvem kan komme i praktik", style["Heading2"]), Paragraph(PROSE, style["BodyText"])]
    for _ in range(4):
        items = [ListItem(Paragraph(text, style["BodyText"])) for text in ("at afklare mål", "at optræne kompetencer")]
        story += [Paragraph("Varighed og forlængelse", style["Heading2"]), Paragraph(PROSE, style["BodyText"])]
        story += [ListFlowable(items, bulletType="bullet"), Paragraph(PROSE, style["BodyText"])]
    SimpleDocTemplate(target, pagesize=A4).build(story, onFirstPage=letterhead, onLaterPages=letterhead)
    return target.getvalue()


def written(change: Callable[[pypdf.PdfWriter], object], start: bytes | None = None) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(start)) if start else pypdf.PdfWriter()
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def looping() -> bytes:
    """A PDF whose page tree contains itself."""
    parts = [b"%PDF-1.4\n", b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
             b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"]  # fmt: skip
    offsets = [len(b"".join(parts[:n])) for n in (1, 2)]
    table = "xref\n0 3\n0000000000 65535 f \n" + "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return b"".join(parts) + f"{table}trailer<</Size 3/Root 1 0 R>>\nstartxref\n{sum(map(len, parts))}\n%%EOF".encode()


def test_pdf_pages_are_numbered_and_lose_the_printed_number() -> None:
    pages = read_pages(guidance(), "vejledning.pdf")
    assert [page.number for page in pages] == [1, 2]
    assert [page.mark for page in pages] == ["Side 1", "Side 2"]
    assert not [line for page in pages for line in page.lines if line.startswith("Side ")]


def test_pdf_first_page_number_is_the_manifests() -> None:
    assert [page.number for page in read_pages(guidance(), "vejledning.pdf", first_page=5)] == [5, 6]


def test_pdf_heading_stands_between_blank_lines() -> None:
    lines = read_pages(guidance(), "vejledning.pdf")[0].lines
    heading = lines.index("Varighed og forlængelse")
    assert not lines[heading - 1].strip()
    assert not lines[heading + 1].strip()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(lambda: b"", "filen er tom; hent den igen", id="tom"),
        pytest.param(lambda: b"<html>hej</html>", "filen er ikke en PDF; hent den igen", id="ikke en PDF"),
        pytest.param(lambda: guidance()[:2000], r"PDF-filen er beskadiget \(\w+\); hent den igen", id="afkortet"),
        pytest.param(lambda: b"%PDF-1.7\n" + bytes(range(256)) * 9, "PDF-filen er beskadiget", id="volapyk"),
        pytest.param(looping, "PDF-filen er beskadiget|PDF-filen har ingen sider", id="ring"),
        pytest.param(
            lambda: written(lambda w: w.encrypt("hemmelig", algorithm="RC4-128"), guidance()),
            "beskyttet med adgangskode; gem en kopi uden",
            id="adgangskode",
        ),
        pytest.param(lambda: written(lambda w: w.add_blank_page(200, 200)), "har ingen tekst", id="kun billede"),
        pytest.param(lambda: written(lambda w: None), "har ingen sider", id="uden sider"),
    ],
)
def test_unreadable_pdf_is_refused_in_one_line(content: Callable[[], bytes], message: str) -> None:
    with pytest.raises(CorpusError, match=message) as caught:
        read_pages(content(), "bilag.pdf")
    assert str(caught.value).startswith("bilag.pdf: ")
    assert "\n" not in str(caught.value)


def test_pdf_locked_against_editing_only_is_read() -> None:
    locked = written(lambda w: w.encrypt("", owner_password="ejer", algorithm="RC4-128"), guidance())
    assert len(read_pages(locked, "vejledning.pdf")) == 2


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(file_bytes=1000), r"filen fylder \d+ bytes, og grænsen er 1000"),
        (Limits(pages=1), "har 2 sider, og grænsen er 1"),
        (Limits(chars=100), "mere end 100 tegn"),
    ],
)
def test_document_over_a_limit_is_refused(limits: Limits, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        read_pages(guidance(), "stor.pdf", limits=limits)


def test_text_page_begins_at_a_line_with_one_leading_space() -> None:
    pages = read_pages(" Første side\nmed to linjer\n Anden side\nmed to linjer\n".encode(), "a.txt", first_page=5)
    assert [(page.number, page.lines[0]) for page in pages] == [(5, "Første side"), (6, "Anden side")]


def test_text_page_begins_at_its_printed_number() -> None:
    pages = read_pages(b" En\nto\n\n\n\n2 \n \nTre\n", "a.txt")
    assert pages[1] == Page(number=2, lines=(" ", "Tre", ""), mark="2 ")


@pytest.mark.parametrize("line", ["3 ", "20", "1,49"], ids=["springer over", "et tal i en figur", "decimaltal"])
def test_number_that_is_not_the_next_page_is_text(line: str) -> None:
    assert len(read_pages(f" En\nto\n\n\n\n{line}\n \nTre\n".encode(), "a.txt")) == 1


def test_axis_label_with_one_blank_line_above_is_no_page() -> None:
    assert len(read_pages(b" En\nto\n\n2\n\n3\n", "a.txt")) == 1


def test_indented_margin_note_is_no_page() -> None:
    pages = read_pages(" Side et\ntekst\nVIRKSOMHEDER \n LANGE FORLØB \n side to\ntekst\n".encode(), "a.txt")
    assert [page.lines[0] for page in pages] == ["Side et", "side to"]


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\xff\xfe\x00j", "ikke tekst i UTF-8"), (b"PK\x03\x04\x00\x00", "ikke en tekstfil"), (b"  \n ", "filen er tom")],
)
def test_file_that_is_no_text_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        read_pages(content, "a.txt")


@given(st.text(alphabet="ab 1\n§.", min_size=1, max_size=200).filter(str.strip))
def test_text_pages_together_are_the_whole_text(text: str) -> None:
    pages = read_pages(text.encode(), "a.txt")
    lines = [line for page in pages for line in ((page.mark,) if page.mark is not None else ()) + page.lines]
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
