"""Lines put back into sentences: words broken over lines joined, glyphs made readable, nothing lost.

A hyphen at the end of a line is either the printer's, and goes, or the writer's, and
stays. The document itself is the best witness: it usually writes the word elsewhere.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property

_BULLETS = dict.fromkeys(map(ord, "\uf0b7\uf0a7\uf02d\u25cf\u25aa\u2023\u00b7"), "•")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u2060"), "")
_LIGATURES = {ord(c): unicodedata.normalize("NFKC", c) for c in "ﬀﬁﬂﬃﬄﬅﬆ"}
_GLYPHS = {**_BULLETS, **_INVISIBLE, **_LIGATURES}
# A list's glyph that the extractor put on a line of its own, above the item.
_LONE_BULLETS = frozenset("•\x7f")
SOFT_HYPHEN = "\u00ad"
_INNER_SOFT_HYPHEN = re.compile(f"{SOFT_HYPHEN}(?!$)")
_SPACES = re.compile(r"\s+")
_LAST_PART = re.compile(r"[^\W_]*$")
_FIRST_WORD = re.compile(r"[^\W_]+(?:/[^\W_]+)?")
# "job- eller praktikbeskrivelsen": the hyphen stands for the word that follows later.
_SUSPENDING = frozenset({"og", "eller", "samt", "og/eller", "hhv"})
_ABBREVIATED = re.compile(
    r"(?:\b(?:pr|jf|nr|stk|ca|bl|fx|hhv|vedr|evt|kap|art|pkt|dvs|inkl|mio|kr|tlf)|\b[a-zæøå]{1,3}\.[a-zæøå]{1,3})\.$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.:?!…]['’”\")\]]*$|[”\")]$")
# Letters enough to tell one compound from another, few enough to match its other endings.
_STEM = 6


class Gap(IntEnum):
    """What stands between a line and the one above it."""

    NONE = 0
    LOOSE = 1
    WIDE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a page with tidy spaces and glyphs, its number in the document and the gap above it."""

    text: str
    page: int
    at: int
    gap: Gap
    top: bool = False

    @property
    def is_caps(self) -> bool:
        """True for a line set in capitals, such as a heading or a margin note."""
        letters = [c for c in self.text if c.isalpha()]
        return len(letters) >= 2 and all(c.isupper() for c in letters)


@dataclass(frozen=True)
class Spellings:
    """How the document writes its words inside its lines: the evidence for or against a hyphen."""

    running: str

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Spellings":
        """The words of the lines, without the last of each line and the first after it when the line is broken."""
        whole: list[str] = []
        broken = False
        for line in lines:
            own = tidy(line).split()
            ends_broken = bool(own) and own[-1].endswith("-")
            whole.append(" ".join(own[1 if broken else 0 : -1 if ends_broken else None]))
            broken = ends_broken
        return cls("\n".join(whole))

    @cached_property
    def _folded(self) -> str:
        return " " + re.sub(r"[^\w-]", " ", self.running.casefold())

    @cached_property
    def names(self) -> frozenset[str]:
        """Words mostly written with a capital inside a sentence: Kommune, Esbjerg, STAR; not a title's Flere."""
        capital = Counter(re.findall(r"(?<=[a-zæøå,] )[A-ZÆØÅ]\w*", self.running))
        small = Counter(re.findall(r"\b[a-zæøå]\w*", self.running))
        return frozenset(word for word, count in capital.items() if count >= small[word.lower()])

    def has(self, word: str) -> bool:
        """True if a word beginning so is written anywhere inside a line."""
        return f" {word.casefold()}" in self._folded


def tidy(text: str) -> str:
    r"""The text with ordinary spaces and bullets, and invisible characters gone; a soft hyphen only at the end.

    >>> tidy("\uf0b7 UDVIKLING,  DER ")
    '• UDVIKLING, DER'
    """
    spaced = _SPACES.sub(" ", text.translate(_GLYPHS)).strip()
    return _INNER_SOFT_HYPHEN.sub("", spaced) if spaced.strip(SOFT_HYPHEN) else ""


def ends_sentence(text: str) -> bool:
    """True if the text ends as a sentence, a lead-in or a quotation does; "pr." and "nr." do not end one.

    >>> ends_sentence("op til fire uger:"), ends_sentence("antal forløb pr."), ends_sentence("som er")
    (True, False, False)
    """
    bare = re.sub(r"(?<=[.:?!”)])[\d⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}$", "", text.rstrip())
    return bool(_SENTENCE_END.search(bare)) and not _ABBREVIATED.search(bare)


def join(lines: Sequence[Line], spellings: Spellings) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The lines as one text, and where in it each page begins: ((offset, page), …), first offset 0."""
    text = lines[0].text
    marks = [(0, lines[0].page)]
    for line in lines[1:]:
        text = _glued(text, line.text, spellings)
        if line.page != marks[-1][1]:
            marks.append((len(text), line.page))
        text += line.text
    return text.rstrip(SOFT_HYPHEN), tuple(marks)


def join_texts(first: str, second: str, spellings: Spellings) -> str:
    """Two lines of one sentence as they were before the line was broken.

    >>> here = Spellings("som snuse-praktik i bygge- og anlæg")
    >>> join_texts("beskæfti-", "gelse", here), join_texts("11-", "14 procent", here)
    ('beskæftigelse', '11-14 procent')
    >>> join_texts("snuse-", "praktikker", here), join_texts("job-", "eller praktik", here)
    ('snuse-praktikker', 'job- eller praktik')
    """
    return _glued(first, second, spellings) + second


def _glued(left: str, right: str, spellings: Spellings) -> str:
    """The left text, ready to have the right one put directly after it."""
    if left.endswith((SOFT_HYPHEN, "/")):
        return left.rstrip(SOFT_HYPHEN)
    if not left.endswith("-") or left.endswith((" -", "--")) or left == "-":
        return left + " "
    first = _FIRST_WORD.match(right)
    if first and first[0] in _SUSPENDING:
        return left + " "
    return left if _is_written(left[:-1], right, spellings) else left[:-1]


def _is_written(left: str, right: str, spellings: Spellings) -> bool:
    """True if the hyphen between the two is the writer's own."""
    head = _found(_LAST_PART.search(left))
    tail = _found(_FIRST_WORD.match(right))
    if not head or not tail:
        return bool(re.match(r"[(\[”\"’]", right)) or not head
    if head[-1].isdigit():
        return True
    if spellings.has(head + tail[:_STEM]):
        return False
    if spellings.has(f"{head}-{tail[:_STEM]}"):
        return True
    # "ABC-jobplan", "A-målet", "IT-systemer"; but "VI-TAS" and "KOMMUNER-NES" are one word.
    return (head.isupper() and tail[0].islower()) or (head[-1].islower() and tail[0].isupper())


def _found(match: re.Match[str] | None) -> str:
    return match[0] if match else ""


def page_lines(lines: Sequence[str], page: int, first_at: int = 0) -> tuple[Line, ...]:
    """The page's lines with text, numbered from `first_at`; a page set with air between all lines is closed up."""
    found: list[Line] = []
    blanks: list[str] = []
    bullet = ""
    for raw in lines:
        text = tidy(raw)
        if not text or text in _LONE_BULLETS:
            blanks.append(raw)
            bullet = "• " if text else bullet
            continue
        text, bullet = bullet + text, ""
        found.append(Line(text=text, page=page, at=first_at + len(found), gap=_gap(blanks), top=not found))
        blanks = []
    if bullet:
        found.append(Line(text=bullet.strip(), page=page, at=first_at + len(found), gap=Gap.WIDE, top=not found))
    return _closed_up(found)


def _gap(blanks: Sequence[str]) -> Gap:
    """A blank line with a space in it is the writer's; one without may be the extractor's."""
    if not blanks:
        return Gap.NONE
    return Gap.LOOSE if len(blanks) == 1 and not blanks[0] else Gap.WIDE


def _closed_up(lines: Sequence[Line]) -> tuple[Line, ...]:
    running = [line for line in lines[1:] if len(line.text.split()) >= 3]
    airy = sum(line.gap == Gap.LOOSE for line in running) > sum(line.gap == Gap.NONE for line in running)
    if not airy:
        return tuple(lines)
    return tuple(replace(line, gap=Gap.NONE) if line.gap == Gap.LOOSE else line for line in lines)
