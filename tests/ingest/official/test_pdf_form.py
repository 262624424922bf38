"""An act as a PDF: printed here as Retsinformation prints it, and read again."""

import io
import json
import re
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from corpus.act_text import ActText, Form, Part, ProvisionKind
from corpus.errors import CorpusError
from corpus.provisions import load_law
from ingest.official import read_official
from ingest.official.read import read_content
from ingest.official.shape import sections

BODY = getSampleStyleSheet()["BodyText"]
RUNNING = ParagraphStyle("running", BODY, firstLineIndent=12, spaceBefore=0, spaceAfter=0, alignment=TA_JUSTIFY)
FIRST = ParagraphStyle("first", RUNNING, spaceBefore=8)
CENTRED = ParagraphStyle("centred", BODY, alignment=TA_CENTER, spaceBefore=12, spaceAfter=6)
LONG = "Reglerne gælder for alle, der er omfattet af loven, og for dem, der senere bliver det. " * 6


def printed(name: str, title: str, parts: list[tuple[ParagraphStyle, str]]) -> bytes:
    """The parts under the publisher's heading, with the act's name and page at the foot of every page."""

    def foot(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.drawString(250, 20, f"{name} {document.page}")

    head = [(RUNNING, name), (RUNNING, "Udskriftsdato: 20. november 2026"), (CENTRED, title)]
    story = [Paragraph(text.replace("&", "&amp;"), style) for style, text in [*head, *parts]]
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=A4).build(story, onFirstPage=foot, onLaterPages=foot)
    return target.getvalue()


@pytest.fixture(scope="module")
def example() -> ActText:
    parts = [
        (RUNNING, "Herved bekendtgøres lov om eksempler."),
        (CENTRED, "Kapitel 1"), (CENTRED, "Formål"),
        (FIRST, f"§ 1. {LONG}Formålet følger af § 2. Det er"), (RUNNING, "1) klart,"), (RUNNING, "2) fast, herunder"),
        (RUNNING, "a) her og"), (RUNNING, "b) der."), (RUNNING, f"Stk. 2. {LONG}"),
        (CENTRED, "Målgrupper for loven"),
        (FIRST, f"§ 2. {LONG}"), (FIRST, "§ 2 a. (Ophævet)"), (FIRST, "§§ 3-5. (Ophævet)"),
        (CENTRED, "Kapitel 2"), (CENTRED, "Ikrafttræden"),
        (FIRST, "§ 6. Loven træder i kraft den 1. juli 2031."),
        (CENTRED, "Lov nr. 9 af 2. maj 2030 indeholder følgende ikrafttrædelsesbestemmelse:"),
        (CENTRED, "§ 2"), (FIRST, "Loven træder i kraft den 1. juli 2030."),
        (CENTRED, "Eksempelministeriet, den 6. maj 2031"), (CENTRED, "Ea Eksempel"),
        (CENTRED, "Bilag 1"), (RUNNING, LONG),
    ]  # fmt: skip
    return read_content(printed("LBK nr 77 af 06/05/2031", "Bekendtgørelse af lov om eksempler", parts), "lov.pdf")


def test_pdf_says_which_act_it_is(example: ActText) -> None:
    assert (example.act, example.title) == ("LBK 77/2031", "Bekendtgørelse af lov om eksempler")
    assert (example.signed, example.form) == (date(2031, 5, 6), Form.PDF)
    assert example.url == "https://www.retsinformation.dk/eli/lta/2031/77"


def test_sections_stk_nr_and_litra_are_told_by_their_printed_forms(example: ActText) -> None:
    found = sections(example)
    assert list(found) == ["1", "2", "2 a", "3", "4", "5", "6"]
    assert [stk.numbers for stk in found["1"].stk] == [(0, 2), ()]
    assert [number for number, section in found.items() if section.repealed] == ["2 a", "3", "4", "5"]
    litra = example.at("§ 1, stk. 1, nr. 2, litra b")
    assert litra is not None
    assert example.quote(litra) == "der."


def test_chapters_headings_signature_and_annex_stand_apart(example: ActText) -> None:
    headings = [(p.kind, example.text[p.start : p.end]) for p in example.provisions if p.kind in HEADINGS]
    assert headings == [
        (ProvisionKind.CHAPTER, "Kapitel 1\nFormål"),
        (ProvisionKind.GROUP, "Målgrupper for loven"),
        (ProvisionKind.CHAPTER, "Kapitel 2\nIkrafttræden"),
    ]
    second = example.at("§ 2")
    assert second is not None
    assert (second.chapter, second.headings) == ("1", ("Kapitel 1 Formål", "Målgrupper for loven"))
    transition, signature = example.at("Lov nr. 9 af 2. maj 2030"), example.at("underskrift")
    assert transition is not None
    assert transition.part is Part.TRANSITION
    assert signature is not None
    assert example.quote(signature).endswith("Ea Eksempel")
    assert example.at("bilag 1") is not None


HEADINGS = (ProvisionKind.CHAPTER, ProvisionKind.GROUP)


def test_running_heads_are_no_part_of_the_text(example: ActText) -> None:
    assert example.text.count("LBK nr 77 af 06/05/2031") == 1


@pytest.mark.parametrize(
    ("name", "title", "says"),
    [
        pytest.param("Et notat om dyr", "Lov om dyr", "siger ikke, hvilken lov", id="no identity"),
        pytest.param("LOV nr 7 af 31/02/2031", "Lov om dyr", "ikke en dato", id="impossible date"),
        pytest.param("VEJ nr 7 af 01/02/2031", "Vejledning om dyr", "ingen paragraffer", id="no sections"),
    ],
)
def test_other_pdfs_are_refused(name: str, title: str, says: str) -> None:
    with pytest.raises(CorpusError, match=says):
        read_content(printed(name, title, [(RUNNING, LONG)]), "fil.pdf")


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        pytest.param("lab-2024-280", "LBK nr 280 af 01/03/2024", id="LAB"),
        pytest.param("bab-2023-1216", "BEK nr 1216 af 28/09/2023", id="BAB"),
        pytest.param("fvl-2014-433", "LBK nr 433 af 22/04/2014", id="FVL"),
    ],
)
def test_a_whole_act_reads_as_its_json_form(shared: Path, id_: str, name: str) -> None:
    path = shared / "official" / f"{id_}.json"
    file = json.loads(path.read_text(encoding="utf-8"))
    act = read_content(printed(name, file["title"], list(pieces(file))), "lov.pdf")
    version, theirs = load_law().version_by_id(id_), read_official(path)
    assert version is not None
    assert sections(act) == dict(version.sections)
    assert (act.act, act.in_force) == (theirs.act, theirs.in_force)
    ours = [re.sub(r"\s+", " ", act.quote(p)) for p in act.own(ProvisionKind.SECTION)]
    assert ours == [re.sub(r"\s+", " ", theirs.quote(p)) for p in theirs.own(ProvisionKind.SECTION)]


def pieces(file: dict[str, list[dict[str, str]]]) -> list[tuple[ParagraphStyle, str]]:
    """The act's sections as paragraphs: chapters centred, each stk. and nr. on a line of its own."""
    found: list[tuple[ParagraphStyle, str]] = []
    for chapter, rows in groupby(file["provisions"], key=lambda row: row["chapter"]):
        number = re.sub(r"(\d)([a-z])", r"\1 \2", chapter)
        found += [(CENTRED, f"Kapitel {number}"), (CENTRED, "Om det, der følger")]
        for row in rows:
            lines = re.split(r"(?<=\s)(?=Stk\. \d+(?:-\d+)?\. |\d+\) )", row["content"])
            found += [(FIRST if index == 0 else RUNNING, line) for index, line in enumerate(lines)]
    return found
