"""A file's pages, as lines: the only place that knows file formats.

A text file says where its pages begin in two ways: the first line of a page carries one
leading space, or the page's number stands alone on a line. A PDF has pages of its own.
What cannot be read is refused in one line that says what to do.
"""

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdf
from pypdf.errors import DependencyError, PyPdfError

from corpus.errors import CorpusError

_PAGE_START = re.compile(r" \S")
_PRINTED_NUMBER = re.compile(r"\s*(?:Side\s+)?(\d{1,4})(?:\s*(?:/|af)\s*\d{1,4})?\s*$|\s*[-–]\s*(\d{1,4})\s*[-–]\s*$")
# What pypdf lets through from a damaged file, besides its own errors (seen on truncated and looping files).
_DAMAGE = (PyPdfError, zlib.error, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
# Lines this much further apart than most are a new paragraph: 1.5 in a word processor's and reportlab's defaults.
_WIDE_STEP = 1.25
# Characters of text a page with words on it has at least; below it, on average, the PDF is a picture of text.
_MIN_CHARS_A_PAGE = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a document we agree to read: bytes in the file, pages, characters of text."""

    file_bytes: int = 50_000_000
    pages: int = 2_000
    chars: int = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its number as printed, and its lines as extracted, without the printed number.

    `mark` is the line that printed the number, kept so that it can be shown what was left out.
    """

    number: int
    lines: tuple[str, ...]
    mark: str | None = None


def read_pages(content: bytes, name: str, *, first_page: int = 1, limits: Limits | None = None) -> tuple[Page, ...]:
    """The pages of a text file or PDF; `name` is shown in errors and its ending tells the format.

    Raises:
        CorpusError: Too large, not the format it claims, encrypted, damaged, or without text.
    """
    limits = limits or Limits()
    if len(content) > limits.file_bytes:
        raise CorpusError(
            f"{name}: filen fylder {len(content)} bytes, og grænsen er {limits.file_bytes}; del den i mindre filer."
        )
    if not content.strip():
        raise CorpusError(f"{name}: filen er tom; hent den igen.")
    is_pdf = Path(name).suffix.lower() == ".pdf"
    pages = _pdf_pages(content, name, first_page, limits) if is_pdf else _text_pages(content, name, first_page)
    if sum(len(line) for page in pages for line in page.lines) > limits.chars:
        raise CorpusError(f"{name}: der er mere end {limits.chars} tegn i dokumentet; del det i mindre filer.")
    return pages


def _text_pages(content: bytes, name: str, first_page: int) -> tuple[Page, ...]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise CorpusError(f"{name}: filen er ikke tekst i UTF-8 (byte {exc.start}); gem den som UTF-8.") from exc
    if "\0" in text:
        raise CorpusError(f"{name}: filen er ikke en tekstfil; gem dokumentet som tekst i UTF-8.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n ").split("\n")
    return tuple(_split_pages(lines, first_page))


def _split_pages(lines: Sequence[str], first_page: int) -> Iterator[Page]:
    starts = _page_starts(lines, first_page)
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True), start=first_page):
        own = [
            line.removeprefix(" ") if _PAGE_START.match(line) and not i else line
            for i, line in enumerate(lines[start:end])
        ]
        marked = printed_number(own[0]) == number
        yield Page(number=number, lines=tuple(own[1:] if marked else own), mark=own[0] if marked else None)


def _page_starts(lines: Sequence[str], first_page: int) -> list[int]:
    """The index of each page's first line; everything before the second start is the first page."""
    starts = [0]
    for index, line in enumerate(lines):
        page_so_far = [text for text in lines[starts[-1] : index] if text.strip()]
        # A margin note may be indented too; a page of one line before the next start is such a note, not a page.
        if _PAGE_START.match(line) and not _PAGE_START.match("".join(lines[index + 1 : index + 2])):
            if page_so_far:
                starts.append(index)
        elif _stands_alone(lines, index) and printed_number(line) == first_page + len(starts):
            starts.append(index)
    return starts


def _stands_alone(lines: Sequence[str], index: int) -> bool:
    """True for a line set off by at least two blank lines above: chart labels have one."""
    return index >= 2 and not any(line.strip() for line in lines[index - 2 : index])


def printed_number(line: str) -> int | None:
    """The page number that is all there is on the line, if so.

    >>> printed_number("Side 2 "), printed_number("57"), printed_number("- 4 -"), printed_number("1,49")
    (2, 57, 4, None)
    """
    match = _PRINTED_NUMBER.match(line)
    return int(match[1] or match[2]) if match else None


def _pdf_pages(content: bytes, name: str, first_page: int, limits: Limits) -> tuple[Page, ...]:
    if b"%PDF-" not in content[:1024]:
        raise CorpusError(f"{name}: filen er ikke en PDF; hent den igen, eller gem den som .txt.")
    try:
        reader = _open_pdf(content, name, limits)
        texts = [_spaced_text(page) for page in reader.pages]
    except _DAMAGE as exc:
        raise CorpusError(f"{name}: PDF-filen er beskadiget ({type(exc).__name__}); hent den igen.") from exc
    if sum(len(text.strip()) for text in texts) < _MIN_CHARS_A_PAGE * len(texts):
        raise CorpusError(f"{name}: PDF-filen har ingen tekst (er den skannet?); lav tekstgenkendelse (OCR) først.")
    return tuple(_pdf_page(text, number) for number, text in enumerate(texts, start=first_page))


def _open_pdf(content: bytes, name: str, limits: Limits) -> pypdf.PdfReader:
    # pypdf logs every oddity it repairs; what it cannot repair we say ourselves.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not _opens_without_password(reader):
        raise CorpusError(f"{name}: PDF-filen er beskyttet med adgangskode; gem en kopi uden.")
    if not len(reader.pages):
        raise CorpusError(f"{name}: PDF-filen har ingen sider; hent den igen.")
    if len(reader.pages) > limits.pages:
        raise CorpusError(
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
