"""A section known only by how it is printed: "§ 61. … 1) … 2) … Stk. 2. …" in one run of text.

A marker counts only where it is the next one due: "Stk. 1 gælder ikke" or "1. juli 2013)"
inside a sentence is no marker. Where a list ends is not printed, so what follows its last
nr. counts as part of it. A lone "1)" after a full stop is a footnote, not a list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.act_text import ProvisionKind
from corpus.locate import ALPHABET
from ingest.official.numbers import read_item, read_section, read_stk
from ingest.official.writer import Writer

_HEAD = re.compile(
    r"§{1,2}\s*(\d{1,4}\s*(?:[a-zæøå](?!\w))?(?:\s*(?:-|–|og)\s*\d{1,4}\s*(?:[a-zæøå](?!\w))?)?)\s*\.(?!\w)"
)
_FIRST_STK = re.compile(r"\s*Stk\.\s1\.(?=\s)")
_STK = re.compile(r"(?<=\s)Stk\.\s(?P<first>\d{1,4})(?:\s?[-–]\s?(?P<last>\d{1,4}))?\.(?=\s)")
_NR = re.compile(r"(?<![\w.(/–-])(?P<number>\d{1,4})\)(?=\s)")
_LITRA = re.compile(r"(?<![\w.(])(?P<number>[a-zæøå])\)(?=\s)")
_NOTE = re.compile(r"(?<=[.:]\s)1\)(?=\s)")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote met in the text: its number, its words and where it hangs."""

    number: str
    words: str
    anchor: int


def printed_head(content: str) -> str | None:
    """The section or range that the text begins with, as "31a" or "28-30"; None if it does not begin with one.

    >>> printed_head("§ 31 a. (Ophævet)"), printed_head("§§ 28-30. (Ophævet)"), printed_head("§ 61, stk. 1, gælder")
    ('31a', '28-30', None)
    """
    head = _HEAD.match(content)
    return re.sub(r"\s*(?:–|og)\s*", "-", head[1]).replace(" ", "") if head else None


def write_section(writer: Writer, label: str, content: str) -> tuple[Note, ...] | None:
    """Write the section `label` ("31a", "28-30") from its printed text; its footnotes are returned, to be written last.

    None, and nothing written, if the text does not begin with that section's number.
    """
    spaced = re.sub(r"(\d)([a-zæøå])", r"\1\\s*\2", re.escape(label).replace(r"\-", r"\s*(?:-|–|og)\s*"))
    head = re.match(rf"§{{1,2}}\s*{spaced}(?!\w)\s*\.?", content)
    if not head:
        return None
    printed = read_section(f"§ {label}")
    notes: list[Note] = []
    with writer.provision(ProvisionKind.SECTION, printed.step, place=printed.place, last=printed.last):
        writer.number(head[0])
        for number, text in _split_stk(content[head.end() :]):
            notes += _write_stk(writer, number, text)
    return tuple(notes)


def write_notes(writer: Writer, notes: list[Note]) -> None:
    """Write the footnotes after everything else."""
    for note in notes:
        with writer.provision(ProvisionKind.FOOTNOTE, f"fodnote {note.number.rstrip(')')}"):
            writer.anchor(note.anchor)
            writer.number(note.number)
            writer.words(note.words)


def _split_stk(text: str) -> Iterator[tuple[str, str]]:
    """Each stk. as its marker, "" for the first, and its text."""
    first = _FIRST_STK.match(text)
    number, start, due = (first[0], first.end(), 2) if first else ("", 0, 2)
    for marker in _STK.finditer(text):
        if int(marker["first"]) != due:
            continue
        yield number, text[start : marker.start()]
        number, start, due = marker[0], marker.end(), int(marker["last"] or marker["first"]) + 1
    yield number, text[start:]


def _write_stk(writer: Writer, number: str, text: str) -> Iterator[Note]:
    printed = read_stk(number, writer.place, writer.held(ProvisionKind.STK) + 1)
    with writer.provision(ProvisionKind.STK, printed.step, place=printed.place, last=printed.last):
        writer.number(number)
        items = _due(_NR.finditer(text), tuple(str(nr) for nr in range(1, 1000)))
        note = _NOTE.search(text) if len(items) == 1 else None
        if len(items) > 1:
            _write_list(writer, text, items)
        elif note:
            writer.words(text[: note.start()])
            yield Note(note[0], text[note.end() :].strip(), writer.position)
        else:
            _write_litra(writer, text)


def _write_list(writer: Writer, text: str, markers: list[re.Match[str]]) -> None:
    """The text before a list, and its items with what stands in them."""
    writer.words(text[: markers[0].start()])
    ends = [marker.start() for marker in markers[1:]] + [len(text)]
    for marker, end in zip(markers, ends, strict=True):
        kind, printed = read_item(marker[0], writer.place, writer.held(ProvisionKind.NR, ProvisionKind.LITRA) + 1)
        with writer.provision(kind, printed.step, place=printed.place):
            writer.number(marker[0])
            if kind is ProvisionKind.NR:
                _write_litra(writer, text[marker.end() : end])
            else:
                writer.words(text[marker.end() : end])


def _write_litra(writer: Writer, text: str) -> None:
    """Text that may be divided into litra."""
    letters = _due(_LITRA.finditer(text), tuple(ALPHABET))
    if letters:
        _write_list(writer, text, letters)
    else:
        writer.words(text)


def _due(markers: Iterator[re.Match[str]], order: tuple[str, ...]) -> list[re.Match[str]]:
    """The markers that come when they are due."""
    found: list[re.Match[str]] = []
    for marker in markers:
        if len(found) < len(order) and marker["number"] == order[len(found)]:
            found.append(marker)
    return found
