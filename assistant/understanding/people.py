"""Several citizens in one question: which words tell of each of them, and which of all.

"Borger A er på dagpenge og vil have 3 uger, borger B er sygemeldt og vil have 10": a citizen's words
run from where the citizen is first spoken of to where the next one is. What stands before the first,
or speaks of "dem" and "begge", is told of all.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Span = tuple[int, int]

_PERSON = r"(?:borger(?:en)?|person(?:en)?|ledige?|deltager(?:en)?|citizen|person)"
_THING = r"(?: (?:praktik|periode|uge|gang|virksomhed|arbejds|maned|del|dag))"
_MARKER = re.compile(
    rf"\b(?P<m>(?:den|min|vores) (?:ene|forste|anden|tredje|sidste)\b(?!{_THING})"
    rf"|{_PERSON} (?:nr )?(?:[a-d]|\d)(?=\W)|the (?:first|second|other) one)"
)
_SENTENCE = re.compile(r"[.?!;:]\s")
_CLAUSE = re.compile(r"[.?!;:,]\s|\s(?:og|mens|men|samt|eller|hvorimod|mod|kontra|vs|versus|and|while|but|or)\s")
# Where somebody else is made the subject: ", Lars starter …".
_SUBJECT = re.compile(
    r"(?!(?:der|som|hun|han|hvor|det|de|hvis|kan|ma|hvad|jeg|vi|she|he|who|it)\b)\w+"
    r" (?:er|har|skal|vil|far|starter|begynder|onsker|kommer|is|has|wants|starts)\b"
)
_OWN_SUBJECT = re.compile(rf"(?:(?:og|mens|men|samt|hvorimod|and|while|but) )*(?P<who>{_SUBJECT.pattern})")
_SAME_PERSON = re.compile(
    r"(?:borgeren|vedkommende|personen|kvinden|manden|ydelsen|praktikken|der|som|pa|i|med|nu|ogsa|og|mens|men|this|praktik\w*)\b"
)
# ", begge i 13 uger": told of all at the end of the last one's sentence.
_ALL_AFTER = re.compile(r"[,;–-]\s*(?=(?:(?:og|vil|skal|kan|ma|har|er|de) ){0,2}(?:begge|alle|hver|both|all)\b)")
# What one citizen shares with the first: "… og hun vil det samme, men …".
_ALIKE = re.compile(r"\b(?:det samme|ligesa|ligeledes|tilsvarende|the same)\b")
_ALL = re.compile(r"\b(?:de|dem|begge|hver|deres|they|both|each)\b")
# So few words name a citizen and tell nothing ("og en sygemeldt?").
_ONLY_NAMED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretches:
    """Spans of the text: of all citizens, and of each of them in order; `marked` if they are told apart by name."""

    shared: tuple[Span, ...]
    own: tuple[Span, ...]
    marked: bool


def stretches(plain: str, places: Sequence[Span]) -> Stretches | None:
    """Where each citizen's words stand; None where fewer than two citizens are told apart.

    Args:
        plain: the folded text.
        places: where the target groups of different citizens are named, in order.
    """
    markers = list({match["m"]: match.start() for match in reversed(list(_MARKER.finditer(plain)))}.values())
    marked = len(markers) > 1
    starts = sorted(markers) if marked else _clauses(plain, places)
    if len(starts) < 2:
        return None
    end = _told_of_all(plain, starts[-1])
    own = tuple(zip(starts, [*starts[1:], end], strict=True))
    return Stretches(shared=((0, starts[0]), (end, len(plain))), own=own, marked=marked)


def _clauses(plain: str, places: Sequence[Span]) -> list[int]:
    """The first place's sentence and each further place's clause."""
    starts: list[int] = []
    for begin, _ in places:
        boundary = _CLAUSE if starts else _SENTENCE
        last = places[len(starts) - 1][1] if starts else 0
        ends = [match.end() for match in boundary.finditer(plain, last, begin)]
        subjects = [end for end in ends if starts and _SUBJECT.match(plain, end)]
        starts.append((subjects or ends or [last])[-1])
    return starts


def _told_of_all(plain: str, after: int) -> int:
    """Where the last sentences that speak of all citizens begin; the end of the text if none does."""
    if clause := _ALL_AFTER.search(plain, after):
        return clause.end()
    starts = [match.end() for match in _SENTENCE.finditer(plain, after)]
    return next((start for start in starts if _ALL.search(plain, start)), len(plain))


def marked(plain: str) -> bool:
    """True if two or more citizens are told apart by a letter, a number or "den ene … den anden"."""
    return len({match["m"] for match in _MARKER.finditer(plain)}) > 1


def marks_another(between: str) -> bool:
    """True if a citizen is named by letter or number between two groups ("jobparat, borger B på kontanthjælp")."""
    return bool(_MARKER.search(between))


def told_of_another(plain: str, start: int, end: int) -> bool:
    """True if a clause between the two places makes somebody the subject who is named there ("…, Bo er …").

    >>> told_of_another("anna er pa dagpenge, bo er aktivitetsparat", 19, 27)
    True
    >>> told_of_another("anna er pa dagpenge, hun er aktivitetsparat", 19, 28)
    False
    """
    subjects = (_OWN_SUBJECT.match(plain, clause.end()) for clause in _CLAUSE.finditer(plain, start, end))
    return any(found is not None and not _SAME_PERSON.match(found["who"]) for found in subjects)


def divided(own: Sequence[Mapping[str, Any]], said: Sequence[str], *, marked: bool) -> list[dict[str, Any]] | None:
    """What is told of each citizen alone; None where what is told is told of all of them.

    "En dagpengemodtager og en sygemeldt i 6 uger" tells the weeks of both: only where two of them are told
    of something, or they are told apart by name, is it told of one alone. A citizen who is only
    named after another ("… og en sygemeldt?") is asked about under the same circumstances, and "det samme" is
    what the first is told to want.
    """
    if sum(map(bool, own)) < (1 if marked else 2):
        return None
    first = next(facts for facts in own if facts)
    return [_with_shared(first, facts, words) for facts, words in zip(own, said, strict=True)]


def _with_shared(first: Mapping[str, Any], facts: Mapping[str, Any], words: str) -> dict[str, Any]:
    if _ALIKE.search(words):
        return {**first, **facts}
    return dict(facts or (first if len(words.split()) <= _ONLY_NAMED else {}))
