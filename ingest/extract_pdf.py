"""A PDF's pages: the only place that knows pypdf, and what the process of `ingest.extract_child` runs.

It is imported in that process only: a PDF is a program for its reader, and this is where it runs.
"""

import io
import json
import logging
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, BinaryIO

import pypdf
from pypdf.errors import DependencyError, PyPdfError

from ingest.extract import Limits, Page, Unreadable, printed_number, refuse_long

# What pypdf lets through from a damaged file, besides its own errors (seen on truncated and looping files).
_DAMAGE = (PyPdfError, zlib.error, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
# Lines this much further apart than most are a new paragraph: 1.5 in a word processor's and reportlab's defaults.
_WIDE_STEP = 1.25
# Characters of text a page with words on it has at least; below it, on average, the PDF is a picture of text.
_MIN_CHARS_A_PAGE = 15


def answer(stream: BinaryIO, out: BinaryIO) -> None:
    """Read a request, one line of JSON and then the file, and write the answer as JSON.

    It is {"pages": [[number, lines, mark], …]} or {"refused": why}; what else goes wrong is raised.
    """
    request = json.loads(stream.readline())
    content = stream.read()
    out.write(json.dumps(_answer(request, content)).encode("ascii"))


def _answer(request: Mapping[str, Any], content: bytes) -> dict[str, Any]:
    limits = Limits(pages=request["pages"], chars=request["chars"])
    try:
        pages = pdf_pages(content, request["name"], request["first_page"], limits)
    except Unreadable as exc:
        return {"refused": str(exc)}
    return {"pages": [(page.number, page.lines, page.mark) for page in pages]}


def pdf_pages(content: bytes, name: str, first_page: int, limits: Limits) -> tuple[Page, ...]:
    """The pages of the PDF, without the numbers printed on them.

    Raises:
        Unreadable: encrypted, damaged, without pages or text, or over a limit.
    """
    try:
        texts = tuple(_texts(_open_pdf(content, name, limits), name, limits))
    except _DAMAGE as exc:
        raise Unreadable(f"{name}: PDF-filen er beskadiget ({type(exc).__name__}); hent den igen.") from exc
    if sum(len(text.strip()) for text in texts) < _MIN_CHARS_A_PAGE * len(texts):
        raise Unreadable(f"{name}: PDF-filen har ingen tekst (er den skannet?); lav tekstgenkendelse (OCR) først.")
    return tuple(_pdf_page(text, number) for number, text in enumerate(texts, start=first_page))


def _texts(reader: pypdf.PdfReader, name: str, limits: Limits) -> Iterator[str]:
    """The pages' texts; a file that says the same over and over is stopped at the limit, not at its end."""
    chars = 0
    for page in reader.pages:
        text = _spaced_text(page)
        chars += len(text)
        refuse_long(chars, name, limits)
        yield text


def _open_pdf(content: bytes, name: str, limits: Limits) -> pypdf.PdfReader:
    # pypdf logs every oddity it repairs; what it cannot repair we say ourselves.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not _opens_without_password(reader):
        raise Unreadable(f"{name}: PDF-filen er beskyttet med adgangskode; gem en kopi uden.")
    if not len(reader.pages):
        raise Unreadable(f"{name}: PDF-filen har ingen sider; hent den igen.")
    if len(reader.pages) > limits.pages:
        raise Unreadable(
            f"{name}: PDF-filen har {len(reader.pages)} sider, og grænsen er {limits.pages}; del den i mindre filer."
        )
    return reader


def _opens_without_password(reader: pypdf.PdfReader) -> bool:
    """True if the file is only locked against editing, and we can undo its cipher."""
    try:
        return bool(reader.decrypt(""))
    except DependencyError:
        return False


def _spaced_text(page: pypdf.PageObject) -> str:
    """The page's text with a blank line where its lines stand further apart than they usually do.

    A PDF has no paragraphs, only positions; without the blank line a heading could not be told from the text.
    """
    heights: list[tuple[float, int]] = []
    length = 0

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], _font: object, _size: float) -> None:
        nonlocal length
        if text.strip():
            heights.append((tm[4] * cm[1] + tm[5] * cm[3] + cm[5], length + len(text) - len(text.lstrip())))
        length += len(text)

    whole = page.extract_text(visitor_text=visit)
    tops = _line_tops(whole, heights)
    steps = [round(above - below) for above, below in pairwise(top for top in tops if top is not None) if above > below]
    usual = Counter(steps).most_common(1)[0][0] if steps else 0
    lines: list[str] = []
    above: float | None = None
    for text, top in zip(whole.split("\n"), tops, strict=True):
        if above is not None and top is not None and not -1 <= above - top <= _WIDE_STEP * usual:
            lines.append(" ")
        lines.append(text)
        above = above if top is None else top
    return "\n".join(lines)


def _line_tops(text: str, heights: Sequence[tuple[float, int]]) -> list[float | None]:
    """For each line the height of its first words; None for an empty line. Heights come as (height, offset)."""
    tops: list[float | None] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        tops.append(next((height for height, offset in heights if start <= offset < end), None))
        start = end + 1
    return tops


def _pdf_page(text: str, number: int) -> Page:
    """The page without the line, among its first or last two, that prints its number."""
    lines = text.split("\n")
    filled = [index for index, line in enumerate(lines) if line.strip()]
    for index in (*filled[:2], *filled[-2:]):
        if printed_number(lines[index]) == number:
            return Page(number=number, lines=(*lines[:index], *lines[index + 1 :]), mark=lines[index])
    return Page(number=number, lines=tuple(lines))
