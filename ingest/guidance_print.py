"""A guidance that a person has laid in the folder as a PDF: read page by page, as the reports are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.errors import CorpusError
from corpus.manifest import ManifestRow
from corpus.targets import DocumentRow
from ingest.clean import Line, Spellings, page_lines
from ingest.compose import compose
from ingest.extract import Limits, Page, read_pages
from ingest.fetched import sha256
from ingest.guidance_cut import Cut
from ingest.layout import Layout
from ingest.page import split
from ingest.segment import segment

# "VEJ nr 9641 af 17/06/2022", as Retsinformation prints it at the top; "KEN nr 10059 af 20/04/2020" for a decision.
_IDENTITY = re.compile(
    r"\b(?P<type>VEJ|KEN)\s+nr\.?\s+(?P<number>\d{1,6})\s+af\s+"
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A document read from a PDF: its row, its day, its canonical text, and the pieces that may be cited."""

    row: DocumentRow
    signed: date | None
    text: str
    pieces: tuple[Cut, ...]


def read_print(path: Path, rows: Iterable[DocumentRow]) -> Print | None:
    """The document in the PDF; None if its first page does not say that it is one of the rows.

    Raises:
        CorpusError: the PDF cannot be read.
    """
    content = _content(path)
    pages = read_pages(content, f"{path.stem}.pdf")
    first = "\n".join(pages[0].lines) if pages else ""
    identity = _IDENTITY.search(first)
    row = next((row for row in rows if _is(row, identity, first)), None)
    if row is None:
        return None
    return _printed(pages, _manifest_row(row, content), row, _signed(identity))


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(Limits().file_bytes + 1)
    except OSError as exc:
        raise CorpusError(
            f"{path.name}: filen kan ikke åbnes ({exc.strerror}); kontrollér sti og rettigheder."
        ) from exc


def _is(row: DocumentRow, identity: re.Match[str] | None, first: str) -> bool:
    """By the year and number printed; a decision whose address is not known by its own number in the title."""
    if identity is None or identity["type"] != row.type:
        return False
    if row.year_and_number is not None:
        return row.year_and_number == (int(identity["year"]), int(identity["number"]))
    return re.search(rf"princip\w+\s+(?:nr\.\s*)?{re.escape(row.act)}\b", first, re.IGNORECASE) is not None


def _signed(identity: re.Match[str] | None) -> date | None:
    try:
        return date(*(int(identity[part]) for part in ("year", "month", "day"))) if identity else None
    except ValueError:
        return None


def _manifest_row(row: DocumentRow, content: bytes) -> ManifestRow:
    """The row as the reader of reports knows it."""
    return ManifestRow.model_validate(
        {
            "id": row.id,
            "file": f"{row.id}.pdf",
            "title": row.title,
            "publisher": row.publisher or "Retsinformation",
            "kind": row.authority.value,
            "date_note": "dagen står i dokumentets hoved",
            "sha256": sha256(content),
            "first_page": 1,
        }
    )


def _printed(pages: tuple[Page, ...], manifest: ManifestRow, row: DocumentRow, signed: date | None) -> Print:
    lines: list[Line] = []
    for page in pages:
        lines += page_lines(page.lines, page.number, first_at=len(lines))
    body, asides = split(lines, Layout(), manifest.file)
    composed = compose(body, asides, Spellings.of(line for page in pages for line in page.lines), row.title)
    passages = segment(composed, manifest, paged=True)
    pieces = (
        Cut(
            name=passage.id.partition("#")[2],
            locator=passage.locator,
            start=passage.start,
            end=passage.end,
            headings=passage.headings,
            kind=passage.kind,
            page=passage.page,
        )
        for passage in passages
    )
    return Print(row=row, signed=signed, text=composed.text, pieces=tuple(pieces))
