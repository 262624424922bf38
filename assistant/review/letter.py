"""The decision as a letter: its sentences with what each of them does, and the day it is dated.

A decision mixes what it decides for this citizen with what the law says of everybody and
with how to complain. Only the first kind tells facts of the case: the four weeks of the
complaint are never the length of the placement.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assistant.review.kinds import Kind, kind_of
from assistant.review.layout import is_row, label_apart, plain_layout, ticked
from assistant.sentences import sentence_spans
from corpus.dates import MONTHS
from corpus.reference import ChapterMention, Mention, find, find_chapters


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence at `start:end` of the letter; `plain` is in small letters and without references to law.

    `heading` is the short line that it stands under, in the same form.
    """

    start: int
    end: int
    kind: Kind
    text: str
    plain: str
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A decision read as a letter."""

    text: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    chapters: tuple[ChapterMention, ...]
    dated: date | None

    def of(self, *kinds: Kind) -> tuple[Sentence, ...]:
        """The sentences of these kinds, in order."""
        return tuple(sentence for sentence in self.sentences if sentence.kind in kinds)

    def around(self, position: int) -> Sentence | None:
        """The sentence that stands at that offset."""
        return next((s for s in self.sentences if s.start <= position < s.end), None)

    def quotes(self, mention: Mention) -> bool:
        """True if the reference stands in the law's own text and tells of nothing that was applied.

        The § that a quoting line begins with is what is quoted, and counts as any other unless the letter names
        a part of the same § elsewhere.
        """
        sentence = self.around(mention.start)
        if sentence is None or sentence.kind not in (Kind.QUOTE, Kind.ANNEX):
            return False
        if sentence.kind is Kind.ANNEX or any(sentence.start <= m.start < mention.start for m in self.mentions):
            return True
        elsewhere = (m for m in self.mentions if not sentence.start <= m.start < sentence.end)
        return any(m.ref.section == mention.ref.section and m.ref.stk for m in elsewhere)

    def in_annex(self, mention: Mention) -> bool:
        """True if the reference stands in an extract of the law beside the decision."""
        sentence = self.around(mention.start)
        return sentence is not None and sentence.kind is Kind.ANNEX

    def says(self, pattern: re.Pattern[str], *kinds: Kind) -> bool:
        """True if one of these sentences (any, if none is named) matches."""
        return any(pattern.search(sentence.plain) for sentence in (self.of(*kinds) if kinds else self.sentences))


_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:d|kl|tlf|ca|jf|nr|stk|pkt|evt|inkl|m\.fl|f\.eks|bl\.a|hr|fr|j|kr|pr|kap)\.$", re.IGNORECASE
)
_ITEM = re.compile(r"\s*(?:[-–•*·]|\d+[.)]\s|[a-z]\)\s)")
# A wrapped line is about this long at least; a heading or an address line is shorter.
_WRAPPED = 50
# Longer than any Danish word, and slow to search in.
_NO_WORD = re.compile(r"\w{80,}")
_HEADING = 60
_LABEL = re.compile(r"^[\wæøå ./]{2,30}:")
# What may stand before the § on a line that begins with it: a bullet, a quotation mark and the act.
_LEAD = re.compile(
    r"[\s\-–•*·\"»«“”'(]*(?:(?:LAB|BAB|lovens?|bekendtgørelsens?|beskæftigelsesloven\w*|lov\s[^.:§]{5,60}"
    r"|bekendtgørelse\s[^.:§]{5,60})[\s,:]*)?",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"""\b(?P<day>\d{{1,2}})(?:\.\s*(?P<month>{"|".join(MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|nov|dec)\.?\s+
        |\s?[./-]\s?(?P<number>\d{{1,2}})\s?[./-]?\s?)(?P<year>\d{{4}}|\d{{2}})\b
      | \b(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})\b""",
    re.VERBOSE | re.IGNORECASE,
)
_DATED = re.compile(
    r"(?<![\wæøå])(?:dato|dateret|afgørelsesdato|brevdato|udsendt|udskrevet"
    r"|dato for (?:afgørelsen|aftalen|brevet)|afgørelse(?:n)? (?:er )?(?:truffet )?(?:af|den)?)"
    r"\s*:?\s*(?:den|d\.)?\s*$",
    re.IGNORECASE,
)
# "Vi har den 20. oktober 2020 besluttet", whichever way the sentence is turned.
_WE_HAVE = re.compile(
    r"\b(?:vi|jobcent(?:ret|eret)|kommunen) (?:har|traf|besluttede)(?: \w+)? (?:den|d\.)?\s*$|^\s*(?:den|d\.)?\s*$",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\s*(?:,?\s*har (?:vi|jobcent(?:ret|eret)|kommunen) )?(?:\w+ )?"
    r"(?:besluttet|afgjort|truffet|bevilget|godkendt|afslået|traf (?:vi|kommunen))\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*(?:,?\s*(?:til(?: og med)?|indtil|t\.o\.m\.|-|–)\s*)(?:\w+dag\s*)?(?:den|d\.)?\s*", re.IGNORECASE)
_PLACE = re.compile(r"^\s*(?:[A-ZÆØÅ][\wæøåÆØÅ .-]*,?\s*)?(?:den|d\.)?\s*$")
_EARLIER = re.compile(r"\b(?:tidligere|født|ansøgning|samtale|klage over)\b", re.IGNORECASE)
# The head of a letter: addresses, case number, date.
_HEAD_LINES = 15


def read_letter(text: str) -> Letter:
    """The letter that `text` (masked) is."""
    plain = plain_layout(text)
    mentions, chapters = tuple(find(plain)), tuple(find_chapters(plain))
    flowing = _flowing(plain)
    spans = [(m.start, m.end) for m in mentions] + [(c.start, c.end) for c in chapters]
    return Letter(
        text=text,
        sentences=tuple(_sentences(flowing, spans)),
        mentions=mentions,
        chapters=chapters,
        dated=decision_date(plain),
    )


def decision_date(text: str) -> date | None:
    """The day that the decision itself gives as its own; None where it gives none.

    >>> decision_date("Aarhus Kommune, den 3. marts 2025")
    datetime.date(2025, 3, 3)
    """
    head_end = sum(len(line) + 1 for line in text.split("\n")[:_HEAD_LINES])
    for match in _DATE.finditer(text):
        begin = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        before, after = text[begin : match.start()], text[match.end() : end if end >= 0 else len(text)]
        if _EARLIER.search(before):
            continue
        alone = match.start() < head_end and _PLACE.match(before) and not after.strip(" .\t")
        decided = _WE_HAVE.search(before) and _DECIDED.match(after)
        if (_DATED.search(before) or alone or decided) and (day := _day(match)):
            return day
    return None


def ends_before_start(text: str) -> bool:
    """True if the text gives a period whose last day lies before its first: "fra 9. maj 2025 til 2. maj 2025"."""
    for first, last in pairwise(_DATE.finditer(text)):
        start, end = _day(first), _day(last)
        if start and end and end < start and _TO.fullmatch(text, first.end(), last.start()):
            return True
    return False


def stated_days(text: str) -> list[date]:
    """Every whole date in the text, in order."""
    return [day for match in _DATE.finditer(text) if (day := _day(match))]


def _day(match: re.Match[str]) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        named = match["month"]
        month = _month(named) if named else int(match["number"])
        year = int(match["year"])
        return date(year if year > 99 else 2000 + year, month, int(match["day"]))
    except ValueError:
        return None


def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, start=1) if month.startswith(name.lower()[:3]))


def _flowing(text: str) -> str:
    """The text, sign for sign, with the line breaks inside a sentence made spaces."""
    lines = text.split("\n")
    joined = [line + (" " if _runs_on(line, after) else "\n") for line, after in pairwise([*lines, ""])]
    return "".join(joined)[: len(text)]


def _runs_on(line: str, after: str) -> bool:
    line, after = line.rstrip(), after.lstrip()
    if not line or not after or _ITEM.match(after) or is_row(after):
        return False
    if line[-1] in ".:;!?":
        return _SHORTENED.search(line) is not None
    return after[0].islower() or after[0] in "§(" or after[0].isdigit() or len(line) >= _WRAPPED


def _sentences(flowing: str, spans: list[tuple[int, int]]) -> Iterator[Sentence]:
    before, heading = Kind.CASE, ""
    for start, end in _merged(flowing, spans):
        text = label_apart(ticked(flowing[start:end]))
        inside = [(a - start, b - start) for a, b in spans if start <= a and b <= end]
        plain = _without(flowing[start:end], inside)
        leads = any(_LEAD.fullmatch(flowing, start, start + a) for a, _ in inside)
        kind = kind_of(plain, before, leads=leads)
        # An extract of the law goes on after what it says of complaints.
        before = before if before is Kind.ANNEX and kind is Kind.COMPLAINT else kind
        yield Sentence(start=start, end=end, kind=kind, text=text, plain=plain, heading=heading)
        heading = plain if _is_heading(text) else heading


def _is_heading(text: str) -> bool:
    return len(text) <= _HEADING and text.rstrip()[-1] not in ".,;" and not _LABEL.match(text.lower().rstrip(":"))


def _merged(flowing: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences, with those put together again that an abbreviation, a label or a reference has cut."""
    merged: list[tuple[int, int]] = []
    for start, end in sentence_spans(flowing):
        if merged:
            first, last = merged[-1]
            cut = any(a < start < b for a, b in spans) or _SHORTENED.search(flowing[first:last])
            label = flowing[last - 1] == ":" and "\n" not in flowing[last:start]
            if (cut and "\n\n" not in flowing[last:start]) or label:
                merged[-1] = (first, end)
                continue
        merged.append((start, end))
    return merged


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    signs = list(text.lower())
    for start, end in spans:
        signs[start:end] = " " * (end - start)
    return _NO_WORD.sub(" ", " ".join(label_apart(ticked("".join(signs))).split()))
