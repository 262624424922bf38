"""Which stk., nr. and litra a section has, read from its official text.

Works on running text with its markers ("§ 61. … 1) … Stk. 2. …"), as Retsinformation's
plain text and our test data have it. A marker counts only where it is the next one due:
"Stk. 1 gælder ikke" or "1. juli 2013)" inside a sentence is no marker.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import count

from corpus.acts import Section, Stk
from corpus.locate import ALPHABET
from corpus.reference import canonical_section

_REPEALED = re.compile(r"§{1,2}\s*[^.]*\.\s*\(Ophævet\)\s*")
_STK = re.compile(r"(?<=\s)Stk\.\s(?P<first>\d+)(?:-(?P<last>\d+))?\.(?=\s)")
_NR = re.compile(r"(?<![\w.(/–-])(?P<nr>\d+)\)\s")
_LITRA = re.compile(r"(?<![\w.(])(?P<litra>[a-zæøå])\)\s")
_RANGE = re.compile(r"(\d+)([a-zæøå]?)-(\d+)([a-zæøå]?)")


def read_section(number: str, text: str, chapter: str | None = None) -> Section:
    """The shape of the section that `text` is the official wording of.

    >>> read_section("61", "§ 61. Op til 1) 4 uger og 2) 13 uger. Stk. 2. Stk. 1, nr. 2, kan forlænges.").stk
    (Stk(numbers=(0, 0), repealed=False), Stk(numbers=(), repealed=False))
    """
    if _REPEALED.fullmatch(text):
        return Section(number=canonical_section(number), chapter=chapter, stk=(), repealed=True)
    stk = tuple(_read_stk(part) for part in _split_stk(text))
    return Section(number=canonical_section(number), chapter=chapter, stk=stk)


def section_numbers(printed: str) -> tuple[str, ...]:
    """The sections that a heading such as "22-29" or "67a-67f" stands for, in order.

    >>> section_numbers("67a-67c"), section_numbers("78-80"), section_numbers("30a")
    (('67 a', '67 b', '67 c'), ('78', '79', '80'), ('30 a',))
    """
    match = _RANGE.fullmatch(printed.replace(" ", ""))
    if not match:
        return (canonical_section(printed),)
    first, first_letter, last, last_letter = match.groups()
    if first_letter:
        letters = ALPHABET[ALPHABET.index(first_letter) : ALPHABET.index(last_letter) + 1]
        return tuple(f"{int(first)} {letter}" for letter in letters)
    return tuple(str(number) for number in range(int(first), int(last) + 1))


def to_rows(sections: Mapping[str, Section]) -> dict[str, dict[str, object]]:
    """The sections as the rows of a structure file (see corpus/law/structure)."""
    return {number: _row(section) for number, section in sections.items()}


def _split_stk(text: str) -> Iterator[str]:
    """The text of each stk.; a range ("Stk. 2-5. (Udelades)") yields its text once for each."""
    start, due, repeat = 0, 2, 1
    for marker in _STK.finditer(text):
        if int(marker["first"]) != due:
            continue
        yield from [text[start : marker.start()]] * repeat
        last = int(marker["last"] or marker["first"])
        start, repeat, due = marker.end(), last - due + 1, last + 1
    yield from [text[start:]] * repeat


def _read_stk(text: str) -> Stk:
    if text.strip() == "(Ophævet)":
        return Stk(repealed=True)
    parts = list(_split_nr(text))
    # A list has at least two items; a lone "1)" is a footnote (LAB § 208, stk. 2).
    return Stk(numbers=tuple(_count_litra(part) for part in parts) if len(parts) > 1 else ())


def _split_nr(text: str) -> Iterator[str]:
    starts = []
    due = count(1)
    expected = next(due)
    for marker in _NR.finditer(text):
        if int(marker["nr"]) == expected:
            starts.append(marker.end())
            expected = next(due)
    for position, start in enumerate(starts):
        yield text[start : starts[position + 1] if position + 1 < len(starts) else len(text)]


def _count_litra(text: str) -> int:
    seen = 0
    for marker in _LITRA.finditer(text):
        seen += marker["litra"] == ALPHABET[seen]
    return seen


def _row(section: Section) -> dict[str, object]:
    row: dict[str, object] = {"chapter": section.chapter} if section.chapter else {}
    if section.repealed:
        return row | {"repealed": True}
    row["stk"] = [None if stk.repealed else len(stk.numbers) for stk in section.stk]
    litra = {
        f"{position},{nr}": letters
        for position, stk in enumerate(section.stk, start=1)
        for nr, letters in enumerate(stk.numbers, start=1)
        if letters
    }
    return row | ({"litra": litra} if litra else {})
