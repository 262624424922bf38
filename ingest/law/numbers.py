"""The amounts and references that a text of law or a rendering of it states, read so that two texts can be compared.

An amount is a number with its unit: "fire uger", "4 uger" and "4-ugers" are one. Numbers
that only address something (§ 61, stk. 2, nr. 1-3, kapitel 11, dates) are no amounts; they
are read as references, "stk. 1" and "nr. 12" on their own as parts of the § around them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter

from corpus.acts import ActVersion
from corpus.dates import without_dates
from corpus.quantities import number_text, stated_numbers
from corpus.reference import LawRef, Mention, canonical_section, find

# "24 km", "25 pct." and "30 år" count as stated only with the same unit; a bare number fits any.
_UNITS = (
    ("uger", r"(?:kalender)?uge(?!ntlig)\w*"),
    ("måneder", r"(?:kalender)?måned(?!lig)\w*"),
    ("arbejdsdage", r"(?:arbejds|hver)dag\w*"),
    ("dage", r"(?:kalender)?dag(?!peng|lig)\w*"),
    ("timer", r"(?:løn|arbejds)?time(?!løn|tal)\w*"),
    ("år", r"år(?:s|et|ene|ets|ig\w*)?\b"),
    ("pct.", r"pct\b|procent\w*|%"),
    ("kr.", r"kr\b|kroner\b"),
    ("km", r"km\b|kilometer\b"),
)
_SINGULAR = {"uger": "uge", "måneder": "måned", "arbejdsdage": "arbejdsdag", "dage": "dag", "timer": "time"}
_UNIT = re.compile("|".join(rf"(?P<u{place}>{pattern})" for place, (_, pattern) in enumerate(_UNITS)), re.IGNORECASE)
# What may stand between a number and its unit: "26 sammenhængende uger", "det 18. år", "pr. uge".
_FILLER = re.compile(
    r"""(?:\s|\.(?=\s*år)|(?<=\bpr)\.|[-–](?=[^\W\d])|\beller\ flere\b
        |\b(?:hele|fulde|sammenhængende|samlede|ordinære|ugentlige|på|hinanden|følgende)\b)*""",
    re.VERBOSE | re.IGNORECASE,
)
_FURTHER = re.compile(r"\s*(?:-|–|og|eller|til)\s*(?P<number>\d[\d.]*(?:,\d+)?|[a-zæøå]+)", re.IGNORECASE)
# "20 timer pr. uge" says one week, though hardly as a limit.
_PER = "pr"
_TOKEN = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?|[^\W\d_]+")
_LISTED = re.compile(r"\s*\([^()]*|[\s,]*(?:og|samt)?\s*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ONE = frozenset({"en", "et", "én", "ét", "een", "eet"})
_SMALL = r"\d{1,3}(?!\d)(?!\s+(?:af|fra)\s+\d)"
_COUNTED = rf"[\d.,\s–-]*(?:{'|'.join(pattern for _, pattern in _UNITS)})"
_ITEMS = rf"{_SMALL}(?:\s*(?:,\s*(?:og|eller)?|og|eller|-|–|til)\s*(?!\d+\.\s*pkt){_SMALL}(?!/)(?!{_COUNTED}))*"
# "§ 6, nr. 1-3, 11 og 14": what goes on after a reference, also "nr. 1-3 (…)".
_MORE = re.compile(
    rf"(?:\s*[-–]\s*(?P<reach>{_SMALL})(?!{_COUNTED}))?"
    rf"(?:\s*(?:,\s*(?:og|eller)?|og|eller)\s*(?P<items>(?!\d+\.\s*pkt){_ITEMS})(?!/)(?!{_COUNTED}))?"
)
_RELATIVE = re.compile(
    rf"\bstk\.\s*(?P<stk>{_ITEMS})(?:,\s*nr\.\s*(?P<nr>{_ITEMS}))?|\bnr\.\s*(?P<alone>{_ITEMS})", re.IGNORECASE
)
_CHAPTER = r"\d+(?:\s?[a-h]\b)?"
_CHAPTERS = re.compile(
    rf"\b(?:kapitel|kapitlerne|kap\.)\s*(?P<items>{_CHAPTER}(?:\s*(?:,\s*(?:og|eller)?|og|eller|-|–)\s*{_CHAPTER})*)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"""\b(?:LBK|LOV|BEK|VEJ)\s*(?:nr\.?\s*)?\d+(?:/\d{4})?(?:\s+af\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4})?
      | \b(?:bilag|afsnit)\s*\d+
      | \blitra\s+[a-zæøå]\b(?:\s*(?:-|–|,|og|eller)\s*[a-zæøå]\b)*
      | \d+\.\s*(?:(?:-|–|og|,)\s*\d+\.\s*)*pkt\b
      | (?<!\w)\d{1,3}\)""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Amount:
    """A number and what it counts; no unit where the text gives none that we know."""

    value: Decimal
    unit: str = ""

    def __str__(self) -> str:
        """The amount as it is written."""
        unit = _SINGULAR.get(self.unit, self.unit) if self.value == 1 else self.unit
        return f"{number_text(self.value)} {unit}".strip()

    def stands_in(self, others: Iterable["Amount"]) -> bool:
        """True if one of them is the same number, with the same unit where both have one."""
        return any(self.value == o.value and (self.unit == o.unit or not (self.unit and o.unit)) for o in others)


def amounts(text: str, *, rates: bool = True) -> tuple[Amount, ...]:
    """Each amount that the text states, once, by size; without `rates`, the week of "20 timer pr. uge" is none.

    >>> [str(a) for a in amounts("op til fire uger, jf. § 61, stk. 1, nr. 1. Fra 6-12 måneder, mindst en måned")]
    ['1 måned', '4 uger', '6 måneder', '12 måneder']
    """
    plain = _without_addresses(text)
    ones = _ONE | {_PER} if rates else _ONE
    return tuple(sorted({amount for match in _TOKEN.finditer(plain) for amount in _amount(plain, match, ones)}))


def chapters(text: str) -> frozenset[str]:
    """Every chapter that the text names, each of a range by itself.

    >>> sorted(chapters("efter kapitel 11-13 og 16 a"))
    ['11', '12', '13', '16 a']
    """
    found: set[str] = set()
    for match in _CHAPTERS.finditer(text):
        for item in re.split(r"\s*(?:,\s*(?:og|eller)?|og|eller)\s*", match["items"]):
            ends = [canonical_section(end) for end in re.split(r"\s*[-–]\s*", item)]
            found |= set(ends)
            if all(end.isdigit() for end in ends):
                found |= {str(number) for number in range(int(ends[0]), int(ends[-1]) + 1)}
    return frozenset(found)


def is_year(amount: Amount, wording: str, version: ActVersion) -> bool:
    """True for a year that the wording prints, or in which the version began or ended."""
    days = (version.issued, version.in_force_from, version.in_force_until)
    own = {str(day.year) for day in days if day is not None}
    return not amount.unit and str(amount.value) in own | set(_YEAR.findall(wording))


def references(text: str, home: LawRef, own: str | None = None) -> frozenset[LawRef]:
    """Every provision that the text names, without act; `home` is the provision that the text stands in.

    With `own`, what is said to stand in another act than that one is left out.

    >>> found = references("jf. stk. 1, nr. 2, og § 6, nr. 4-5, eller jobparate i nr. 12", LawRef("", "61", 2))
    >>> sorted(ref.path for ref in found)
    ['§ 6, nr. 12', '§ 6, nr. 4', '§ 6, nr. 5', '§ 61, stk. 1, nr. 2']
    """
    found: set[LawRef] = set()
    around = LawRef("", home.section)
    mentions = find(text)
    ours = [mention for mention in mentions if own is None or mention.ref.act in ("", own)]
    placed: list[tuple[int, Mention | _Part]] = [
        *((mention.start, mention) for mention in ours),
        *_relative(text, mentions),
    ]
    last = 0
    for start, part in sorted(placed, key=itemgetter(0)):
        if isinstance(part, Mention):
            around, last = LawRef("", part.ref.section), _end(part, text)
            found |= set(_reached(part, text))
        else:
            # "§ 9 (stk. 1 og 4-5)" and "§ 9, stk. 1, stk. 4 og 5" list parts of § 9.
            section = around.section if last and _LISTED.fullmatch(text, last, start) else home.section
            refs, around = _resolved(part, around, section)
            found |= set(refs)
    return frozenset(found)


def _amount(text: str, match: re.Match[str], ones: frozenset[str]) -> Iterator[Amount]:
    value = _value(match[0])
    unit = _unit_at(text, match.end())
    if value is None and unit and match[0].lower() in ones:
        value = Decimal(1)
    if value is not None:
        yield Amount(value, unit)


def _unit_at(text: str, position: int) -> str:
    """The unit of the number that ends at `position`; that of the next number in "6-12 måneder"."""
    filler = _FILLER.match(text, position)
    unit = _UNIT.match(text, filler.end() if filler else position)
    if unit:
        return next(_UNITS[place][0] for place in range(len(_UNITS)) if unit[f"u{place}"])
    further = _FURTHER.match(text, position)
    return _unit_at(text, further.end()) if further and _value(further["number"]) is not None else ""


@lru_cache(maxsize=20_000)
def _value(word: str) -> Decimal | None:
    return next(iter(stated_numbers(word)), None)


def _without_addresses(text: str) -> str:
    """The text with references and dates blotted out, so that the numbers left are amounts."""
    spans = [(mention.start, _end(mention, text)) for mention in find(text)]
    blotted = list(text)
    for start, end in (
        *spans,
        *(m.span() for m in _RELATIVE.finditer(text)),
        *(m.span() for m in _CHAPTERS.finditer(text)),
        *(m.span() for m in _ADDRESS.finditer(text)),
    ):
        blotted[start:end] = ";" * (end - start)
    return without_dates("".join(blotted))


@dataclass(frozen=True, slots=True)
class _Part:
    """Parts named without their §: "stk. 1 og 2", "stk. 1, nr. 2", "nr. 1-3"."""

    stk: tuple[int, ...]
    nr: tuple[int, ...]


def _relative(text: str, mentions: list[Mention]) -> Iterator[tuple[int, _Part]]:
    spans = [(mention.start, _end(mention, text)) for mention in mentions]
    for match in _RELATIVE.finditer(text):
        if not any(start <= match.start() < end for start, end in spans):
            stk, nr = (tuple(_numbers(items or "")) for items in (match["stk"], match["nr"] or match["alone"]))
            yield match.start(), _Part(stk, nr)


def _end(mention: Mention, text: str) -> int:
    """Where the reference ends, with the list that goes on after it."""
    more = _more(mention, text)
    return more.end() if more else mention.end


def _more(mention: Mention, text: str) -> re.Match[str] | None:
    ref = mention.ref
    return None if ref.stk is ref.nr is None else _MORE.match(text, mention.end)


def _numbers(items: str) -> Iterator[int]:
    for item in re.split(r"\s*(?:,\s*(?:og|eller)?|og|eller)\s*", items):
        ends = [int(number) for number in re.findall(r"\d+", item)]
        yield from range(ends[0], ends[-1] + 1) if ends else ()


def _reached(mention: Mention, text: str) -> Iterator[LawRef]:
    """The mention's provision, and the others of its range and of the list after it."""
    ref = replace(mention.ref, act="", pkt=None, litra=None)
    yield ref
    first, more = ref.nr or ref.stk or 0, _more(mention, text)
    last_part = int(more["reach"]) if more and more["reach"] else mention.last_part or first
    numbers = (*range(first + 1, last_part + 1), *(_numbers(more["items"] or "") if more else ()))
    yield from (replace(ref, nr=number) if ref.nr is not None else replace(ref, stk=number) for number in numbers)
    first_section, last = ref.section, mention.last_section
    if last and first_section.isdigit() and last.isdigit():
        yield from (LawRef("", str(number)) for number in range(int(first_section) + 1, int(last) + 1))


def _resolved(part: _Part, around: LawRef, section: str) -> tuple[tuple[LawRef, ...], LawRef]:
    """The provisions that parts stand for, and what a following "nr." belongs to."""
    if not part.stk:
        return tuple(replace(around, nr=number) for number in part.nr), around
    refs = tuple(LawRef("", section, number) for number in part.stk)
    return (*refs[:-1], *(replace(refs[-1], nr=number) for number in part.nr)) if part.nr else refs, refs[-1]
