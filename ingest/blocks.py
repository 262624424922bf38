"""Lines become blocks: headings, paragraphs, list items and quotations, each one string.

The rules read what a page leaves in its text: gaps, line lengths, capitals, bullets and
whether a sentence is finished. A paragraph goes on over a page break.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from ingest.clean import Gap, Line, Spellings, ends_sentence, join
from ingest.page import measure

_BULLET = re.compile(r"(?:[•‣]|[-–](?= [A-ZÆØÅ]))\s")
_NUMBERED = re.compile(r"(\d{1,2})[.)] (?=\S)")
_NUMBERED_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.? [A-ZÆØÅ]")
_MONTH = re.compile(
    r"\d{1,2}\. (?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)"
)
_CHAPTER = re.compile(r"(?:kapitel|bilag|spørgsmål|afsnit|del) \d+\b", re.IGNORECASE)
_QUOTATION = re.compile(r"”.*(?:”\.?|\))$", re.DOTALL)
GREETING = re.compile(r"(?:Kære|Hej)\b[^.:]*$")
FAREWELL = re.compile(r"(?:Med venlig hilsen|Venlig hilsen|De bedste hilsner)\b")
_INNER_BREAK = re.compile(r"[;,:]$|[.?!] (?=[A-ZÆØÅ”])")
# A heading is at most three lines and this long; the longest in the five documents is 121 characters.
_HEADING_LINES, _HEADING_CHARS = 3, 130
# No heading ends with one of these.
_DANGLING = frozenset(
    re.findall(r"\w+", "af at de den der det en et for fra i med mellem mod og om på som til under ved")
)
# A line this much shorter than the others ends its paragraph even without a gap.
_SHORT = 0.85


class Role(Enum):
    """What a block is in the text."""

    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    QUOTE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One string of the document.

    `marks` are ((offset, page), …): where in the text each page begins. `level` is a
    heading's depth, 1 outermost. `first` and `last` are the numbers of its lines.
    """

    role: Role
    text: str
    marks: tuple[tuple[int, int], ...]
    first: int
    last: int
    level: int = 0

    def page_at(self, offset: int) -> int:
        """The page on which the character at the offset stands."""
        return next(page for start, page in reversed(self.marks) if start <= offset)


def blocks(lines: Sequence[Line], spellings: Spellings, *, title: str = "", in_box: bool = False) -> tuple[Block, ...]:
    """The blocks of running text, or of a box, whose leading capitals are its heading.

    A heading that is the document's `title` stands above all others.
    """
    return tuple(_Reader(lines, spellings, title=title, in_box=in_box).read())


class _Reader:
    """Reads lines from the top; holds what every rule needs: the lines, the width, the spellings."""

    def __init__(self, lines: Sequence[Line], spellings: Spellings, *, title: str, in_box: bool) -> None:
        self._lines = lines
        self._spellings = spellings
        self._title = title.casefold()
        self._in_box = in_box
        self._width = measure(lines)
        self._last_number = 0

    def read(self) -> Iterator[Block]:
        index = 0
        while index < len(self._lines):
            heading = self._heading_length(index)
            if heading:
                self._last_number = 0
                yield self._block(Role.HEADING, index, index + heading, self._level(index, index + heading))
                index += heading
                continue
            end = self._end(index)
            role = self._role(index, end)
            self._last_number = _number(self._lines[index].text) if role is Role.ITEM else 0
            yield self._block(role, index, end)
            index = end

    def _block(self, role: Role, start: int, end: int, level: int = 0) -> Block:
        lines = self._lines[start:end]
        text, marks = join(lines, self._spellings)
        return Block(role=role, text=text, marks=marks, first=lines[0].at, last=lines[-1].at, level=level)

    def _text(self, start: int, end: int) -> str:
        return join(self._lines[start:end], self._spellings)[0]

    def _role(self, start: int, end: int) -> Role:
        if self._starts_item(start):
            return Role.ITEM
        return Role.QUOTE if _QUOTATION.match(self._text(start, end)) else Role.PARAGRAPH

    def _level(self, start: int, end: int) -> int:
        if _CHAPTER.match(self._lines[start].text) or self._text(start, end).casefold() == self._title:
            return 1
        return 2 if self._lines[start].is_caps else 3

    def _end(self, start: int) -> int:
        """The end of the paragraph, item or quotation that starts here."""
        end = start + 1
        while end < len(self._lines) and not self._breaks(start, end):
            end += 1
        return end

    def _breaks(self, start: int, index: int) -> bool:
        """True if a new block begins at the line."""
        before, line = self._lines[index - 1], self._lines[index]
        if self._starts_item(index):
            return True
        open_sentence = not ends_sentence(before.text)
        if before.text.endswith("-") or line.text[0].islower():
            return False
        if self._gap(index) == Gap.NONE:
            return not open_sentence and self._is_short(index - 1) and line.text[0].isupper()
        fresh = line.text[0].isupper() or line.text[0] == "”"
        # Over a page break an open sentence may go on with a name; an item without a full stop does not.
        if open_sentence and (not fresh or (line.page != before.page and not self._starts_item(start))):
            return bool(self._heading_length(index))
        return True

    def _gap(self, index: int) -> Gap:
        """The gap above the line; lines that were taken out between count as one."""
        line = self._lines[index]
        if index == 0 or line.top or line.at != self._lines[index - 1].at + 1:
            return Gap.WIDE
        return line.gap

    def _is_short(self, index: int) -> bool:
        following = self._lines[index + 1].text.split()[0]
        return len(self._lines[index].text) + 1 + len(following) < _SHORT * self._width

    def _starts_item(self, index: int) -> bool:
        text = self._lines[index].text
        if _BULLET.match(text):
            return True
        number = _NUMBERED.match(text)
        if not number or _MONTH.match(text):
            return False
        return self._gap(index) != Gap.NONE or self._follows_number(index, int(number[1]))

    def _follows_number(self, index: int, number: int) -> bool:
        above = _NUMBERED.match(self._lines[index - 1].text)
        return number == 1 or (above is not None and int(above[1]) == number - 1)

    def _heading_length(self, index: int) -> int:
        """The number of lines of the heading that starts here, 0 if none does."""
        if self._gap(index) == Gap.NONE and not self._after_heading(index):
            return 0
        if self._is_caps_heading(index):
            return self._caps_length(index)
        return self._mixed_length(index)

    def _after_heading(self, index: int) -> bool:
        return self._is_caps_heading(index) != self._is_caps_heading(index - 1)

    def _is_caps_heading(self, index: int) -> bool:
        """True for a line in capitals; a single such word without a gap above it is a name in a sentence."""
        line = self._lines[index]
        return line.is_caps and (len(line.text.split()) > 1 or self._gap(index) != Gap.NONE)

    def _caps_length(self, index: int) -> int:
        end = index + 1
        while end < len(self._lines) and self._lines[end].is_caps and self._gap(end) == Gap.NONE:
            end += 1
        return end - index

    def _mixed_length(self, index: int) -> int:
        """A heading in ordinary letters: a few lines without a full stop before a line that starts afresh."""
        if not self._lines[index].text[0].isupper() and not self._is_numbered_heading(index):
            return 0
        if self._in_box or GREETING.match(self._lines[index].text) or FAREWELL.match(self._lines[index].text):
            return 0
        for end in range(index + 1, min(index + _HEADING_LINES, len(self._lines) - 1) + 1):
            text = self._text(index, end)
            if len(text) > _HEADING_CHARS or _is_prose(text):
                return 0
            if self._starts_afresh(end):
                return end - index
            if self._gap(end) != Gap.NONE:
                return 0
        return 0

    def _is_numbered_heading(self, index: int) -> bool:
        """True if "2. Varighed" is a heading rather than an item: it stands alone and goes on no list."""
        text = self._lines[index].text
        if index + 1 == len(self._lines) or self._gap(index + 1) == Gap.NONE or not _NUMBERED_HEADING.match(text):
            return False
        goes_on = self._last_number and _number(text) == self._last_number + 1
        return not goes_on and not _NUMBERED.match(self._lines[index + 1].text)

    def _starts_afresh(self, index: int) -> bool:
        line, before = self._lines[index], self._lines[index - 1]
        if before.text.endswith("-") or (self._starts_item(index) and not self._is_numbered_heading(index)):
            return False
        if line.is_caps and not self._is_caps_heading(index):
            return False
        if self._gap(index) != Gap.NONE:
            return line.text[0].isupper() or line.text[0] in "”123456789"
        first = re.match(r"[A-ZÆØÅ]\w*(?![\w-])", line.text)
        if not first or before.text.split()[-1].lower() in _DANGLING:
            return False
        fits = len(before.text) + 1 + len(line.text.split()[0]) <= self._width
        return fits or first[0] not in self._spellings.names


def _is_prose(text: str) -> bool:
    """True if the text ends or contains a sentence, or stops in the middle of one; a heading may ask a question."""
    named = re.sub(r"^\d+(?:\.\d+)*\.? ", "", text)
    return _INNER_BREAK.search(named) is not None or (ends_sentence(named) and named[-1] == ".")


def _number(text: str) -> int:
    """The number an item starts with, 0 for a bullet."""
    match = _NUMBERED.match(text)
    return int(match[1]) if match else 0
