"""A row of the manifest becomes a source with its canonical text, and its passages."""

from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError
from corpus.manifest import ManifestRow, load_manifest, read_verified, shipped_sources
from corpus.passage import Passage, Source, Wording
from ingest.clean import Line, Spellings, page_lines
from ingest.compose import compose
from ingest.extract import Limits, Page, read_pages
from ingest.layout import load_layout
from ingest.page import split
from ingest.segment import segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source and its passages, in the order of its text."""

    source: Source
    passages: tuple[Passage, ...]


def read_documents(folder: Path | None = None, *, limits: Limits | None = None) -> tuple[Document, ...]:
    """All documents of a folder with a manifest, in its order; without a folder, the shipped ones.

    Raises:
        CorpusError: The manifest, a file or a layout is wrong; one line names it and the mend.
    """
    where = folder or shipped_sources()
    return tuple(
        Document(source=source, passages=passages)
        for source, passages in (read_document(row, where, limits=limits) for row in load_manifest(where))
    )


def read_document(
    row: ManifestRow, folder: Path, *, limits: Limits | None = None
) -> tuple[Source, tuple[Passage, ...]]:
    """The document's source and passages.

    Raises:
        CorpusError: The file is missing, changed or cannot be read, or its layout does not fit it.
    """
    content = read_verified(row, folder)
    pages = read_pages(content, row.file, first_page=row.first_page or 1, limits=limits)
    lines = _lines(pages)
    if not lines:
        raise CorpusError(f"{row.file}: filen har ingen tekst; hent den igen.")
    spellings = Spellings.of(line for page in pages for line in page.lines)
    body, asides = split(lines, load_layout(folder, row.id), row.file)
    composed = compose(body, asides, spellings, row.title)
    # A PDF's pages can be counted by its reader; a text file's only where the manifest says so.
    paged = row.first_page is not None or row.file.endswith(".pdf")
    return _source(row, composed.text), segment(composed, row, paged=paged)


def _lines(pages: tuple[Page, ...]) -> list[Line]:
    lines: list[Line] = []
    for page in pages:
        lines += page_lines(page.lines, page.number, first_at=len(lines))
    return lines


def _source(row: ManifestRow, text: str) -> Source:
    return Source(
        id=row.id,
        title=row.title,
        publisher=row.publisher,
        authority=row.authority,
        wording=Wording.ORDLYD,
        text=text,
        issued=row.issued,
        url=row.url,
        law_as_of=row.describes_law_as_of,
    )
