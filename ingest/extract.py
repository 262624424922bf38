"""A file's pages, as lines: the only place that knows file formats.

A text file says where its pages begin in two ways: the first line of a page carries one
leading space, or the page's number stands alone on a line. A PDF has pages of its own, and
is read in a process of its own (`ingest.extract_child`), because no limit within this one
can stop a file that was made to hang or to fill the memory.
What cannot be read is refused in one line that says what to do.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError
from ingest.extract_child import ChildFailed, Failure, ask_child

_PAGE_START = re.compile(r" \S")
_PRINTED_NUMBER = re.compile(r"\s*(?:Side\s+)?(\d{1,4})(?:\s*(?:/|af)\s*\d{1,4})?\s*$|\s*[-–]\s*(\d{1,4})\s*[-–]\s*$")


class Unreadable(CorpusError):
    """A document that is no use as it is, whatever its manifest says: too large, encrypted, damaged, without text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a document we agree to read: bytes in the file, pages, characters of text.

    `seconds` and `memory_bytes` are what the reading of a PDF may take in all, the start of its process included.
    """

    file_bytes: int = 50_000_000
    pages: int = 2_000
    chars: int = 10_000_000
    # 2,000 pages of running text take 13 seconds on two busy cores.
    seconds: int = 60
    memory_bytes: int = 1_500_000_000


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
        Unreadable: Too large, not the format it claims, encrypted, damaged, without text, or not read
            within the time and memory of `limits`.
    """
    limits = limits or Limits()
    refuse_large(len(content), name, limits)
    if not content.strip():
        raise Unreadable(f"{name}: filen er tom; hent den igen.")
    is_pdf = Path(name).suffix.lower() == ".pdf"
    pages = _pdf_pages(content, name, first_page, limits) if is_pdf else _text_pages(content, name, first_page)
    refuse_long(sum(len(line) for page in pages for line in page.lines), name, limits)
    return pages


def refuse_large(size: int, name: str, limits: Limits) -> None:
    """Let a file of that many bytes through.

    Raises:
        Unreadable: it is over the limit.
    """
    if size > limits.file_bytes:
        raise Unreadable(
            f"{name}: filen fylder {size} bytes, og grænsen er {limits.file_bytes}; del den i mindre filer."
        )


def refuse_long(chars: int, name: str, limits: Limits) -> None:
    """Let a text of that many characters through.

    Raises:
        Unreadable: it is over the limit.
    """
    if chars > limits.chars:
        raise Unreadable(f"{name}: der er mere end {limits.chars} tegn i dokumentet; del det i mindre filer.")


def _text_pages(content: bytes, name: str, first_page: int) -> tuple[Page, ...]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise Unreadable(f"{name}: filen er ikke tekst i UTF-8 (byte {exc.start}); gem den som UTF-8.") from exc
    if "\0" in text:
        raise Unreadable(f"{name}: filen er ikke en tekstfil; gem dokumentet som tekst i UTF-8.")
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
        raise Unreadable(f"{name}: filen er ikke en PDF; hent den igen, eller gem den som .txt.")
    request = {"name": name, "first_page": first_page, "pages": limits.pages, "chars": limits.chars}
    try:
        answer = ask_child(request, content, seconds=limits.seconds, memory_bytes=limits.memory_bytes)
    except ChildFailed as exc:
        told = _FAILURES[exc.failure].format(seconds=limits.seconds, megabytes=limits.memory_bytes // 1_000_000)
        raise Unreadable(f"{name}: {told}") from exc
    if "refused" in answer:
        raise Unreadable(answer["refused"])
    return tuple(Page(number=number, lines=tuple(lines), mark=mark) for number, lines, mark in answer["pages"])


_MEND = "gem den igen fra et andet program, eller del den i mindre filer."
_FAILURES = {
    Failure.TIME: "PDF-filen kan ikke læses på {seconds} sekunder; " + _MEND,
    Failure.MEMORY: "PDF-filen kræver mere end {megabytes} MB hukommelse; " + _MEND,
    Failure.ENDED: "PDF-filen fik læseren til at gå ned; " + _MEND,
}
