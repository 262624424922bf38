"""What a sentence says in law, read without grammar: its bearing words, its numbers, and who comes in which order.

Two texts with the same meaning may differ in word order and in words that carry nothing. What is
not understood counts as different, so the comparison errs towards keeping our own words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, takewhile

from assistant.rewording.words import MODALS, NEGATION, WORDS, Words
from corpus.dates import MONTHS
from corpus.english import MONTHS as ENGLISH_MONTHS
from corpus.quantities import Language, stated_numbers
from corpus.reference import LawRef, find
from corpus.tokens import fold, stem

# A bound word ("højst") speaks of the nearest number; these may stand alone, too.
_BOUNDS = frozenset({"MAX", "MIN", "MORE", "LESS", "LATEST", "EARLIEST", "ABOUT", "EXACTLY", "UNTIL"})
_DENYING = frozenset({NEGATION, "NONE", "WITHOUT"})
# "Der er allerede 2 i forvejen" says no more than "der er 2 i forvejen".
_ONCE = frozenset({"ALREADY"})
_IN_ORDER = frozenset({"IN_ALL", "EACH_TIME", "FIRST"})
# So far may the verb stand from its "kan"; a negation must stand closer.
_REACH = 9
_ALL_MONTHS = (*MONTHS, *(month.lower() for month in ENGLISH_MONTHS))
_STOPS = frozenset(".;:()")
_DATE = re.compile(rf"\b(\d{{1,2}})\.?\s*({'|'.join(_ALL_MONTHS)})\s+(\d{{4}})\b", re.IGNORECASE)
# A day is read as one sign, which no text holds of its own.
_TOKEN = re.compile(r"@[\d-]+|\d+(?:[.,]\d+)*|[^\W\d_]+(?:_[^\W\d_]+)*(?:[-–][^\W_]+)*|[§.,;:()]")
_UNSEEN = str.maketrans({"\u00ad": None, "\u00a0": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a text says.

    `bearing` are its bearing words with what they are tied to, `heads` the modal verbs with their sign and
    verb, `numbers` its numbers and days, each as often as it is said; `order` is the order in which those and
    the people come. `content` are the stems of all words of weight, with `surface` the words as written.
    """

    bearing: tuple[tuple[str, ...], ...]
    heads: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...]
    order: tuple[str, ...]
    people: frozenset[str]
    content: frozenset[str]
    surface: tuple[tuple[str, str], ...]
    references: tuple[LawRef, ...]
    unread: bool


@dataclass(frozen=True, slots=True)
class _Token:
    """One sign of the text; `kind` is "number", "bearing", "unit", "free", "word" or "stop"."""

    kind: str
    value: str
    word: str


@lru_cache(maxsize=4096)
def meaning(text: str, language: Language) -> Meaning:
    """What the text says."""
    words = WORDS[language]
    plain, references, unread = _without_references(text.translate(_UNSEEN))
    tokens = _tokens(plain, words, language)
    people = frozenset(t.value for t in tokens if t.kind == "word" and _is_person(t, words))
    content = {t.value: t.word for t in tokens if t.kind == "word"}
    heads, taken = _heads(tokens, words)
    bearing = (place for place, t in enumerate(tokens) if t.kind == "bearing" and not _modal(t) and place not in taken)
    ordered = [t.value for t in tokens if t.kind == "number" or t.value in people or _keeps_place(t)]
    return Meaning(
        bearing=_bearing([_bound(tokens, place) for place in bearing] + _conditions(tokens, words)),
        heads=tuple(sorted(heads)),
        numbers=tuple(sorted(t.value for t in tokens if t.kind == "number")),
        order=tuple(value for value, _ in groupby(ordered)),
        people=people,
        content=frozenset(content),
        surface=tuple(content.items()),
        references=references,
        unread=unread,
    )


def _without_references(text: str) -> tuple[str, tuple[LawRef, ...], bool]:
    """The text without its references, those, and whether one could not be read to its end."""
    mentions = find(text)
    plain, last = "", 0
    for mention in mentions:
        plain += text[last : max(last, mention.start)] + " "
        last = max(last, mention.end)
    plain += text[last:]
    ranged = any(mention.last_section or mention.last_part for mention in mentions)
    return plain, tuple(mention.ref for mention in mentions), ranged or "§" in plain


def _tokens(text: str, words: Words, language: Language) -> tuple[_Token, ...]:
    lower = re.sub(r"\s+", " ", _DATE.sub(_day, text).lower())
    for phrase, word in words.phrases:
        lower = re.sub(rf"(?<!\w){re.escape(phrase)}", word, lower)
    raw = _TOKEN.findall(lower)
    found: list[_Token] = []
    skip = False
    for place, word in enumerate(raw):
        if skip:
            skip = False
            continue
        following = raw[place + 1] if place + 1 < len(raw) else ""
        token, skip = _token(word, following, words, language)
        found.append(token)
    return tuple(found)


def _day(match: re.Match[str]) -> str:
    month = _ALL_MONTHS.index(match[2].lower()) % 12 + 1
    return f" @{match[3]}-{month:02}-{int(match[1]):02} "


def _token(word: str, following: str, words: Words, language: Language) -> tuple[_Token, bool]:
    """The token, and whether it has taken the next word with it."""
    if word.startswith("@"):
        return _Token("number", word, word), False
    number = _number(word, following, words, language)
    if number:
        unit = words.units.get(following.lower().lstrip("-–"), "")
        return _Token("number", f"{number} {unit}".strip(), word), bool(unit)
    if word in words.bearing:
        return _Token("bearing", words.bearing[word], word), False
    if word in _STOPS or word == ",":
        return _Token("stop", word, word), False
    if word in words.free:
        return _Token("free", word, word), False
    return _Token("word", fold(stem(word)), word), False


def _number(word: str, following: str, words: Words, language: Language) -> str:
    """The number that the word is, in digits; "" if it is none. An article before a unit is 1."""
    if word in words.a:
        return "1" if following in words.units else ""
    values = stated_numbers(word, language)
    return f"{next(iter(values)).normalize():f}" if len(values) == 1 else ""


def _is_person(token: _Token, words: Words) -> bool:
    """True for who does something, and for the groups of people that a rule is about."""
    named = token.word in words.person or token.word.startswith(words.actors)
    return named or re.search(words.groups, token.word) is not None


def _keeps_place(token: _Token) -> bool:
    return token.kind == "bearing" and token.value in _IN_ORDER


def _modal(token: _Token) -> bool:
    return token.kind == "bearing" and token.value in MODALS


def _bearing(found: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The bearing words, each as often as it is said, but for those that say no more the second time."""
    once = {one for one in found if one[0] in _ONCE}
    return tuple(sorted([*once, *(one for one in found if one[0] not in _ONCE)]))


def _bound(tokens: Sequence[_Token], place: int) -> tuple[str, ...]:
    """A bearing word with what it is tied to: a bound with its number, a negation with the next word of weight."""
    token = tokens[place]
    if token.value in _BOUNDS:
        return (token.value, _nearest_number(tokens, place))
    if token.value in _DENYING:
        return (token.value, _denied(tokens, place))
    return (token.value,)


def _denied(tokens: Sequence[_Token], place: int) -> str:
    """What a negation denies: the next word of weight, or that which was moved to the front of its clause."""
    after = takewhile(lambda t: t.value not in _STOPS, tokens[place + 1 :])
    before = list(takewhile(lambda t: t.value not in _STOPS | {","}, reversed(tokens[:place])))
    weighty = (t.value for run in (after, reversed(before)) for t in run if t.kind in ("word", "number", "bearing"))
    return next(weighty, "")


def _conditions(tokens: Sequence[_Token], words: Words) -> list[tuple[str, ...]]:
    """A condition for every sentence that a verb opens, said without "hvis"."""
    said = [t for t in tokens if t.word not in words.joining]
    opening = (t for place, t in enumerate(said) if not place or said[place - 1].value in (".", ":", ";"))
    return [("IF",) for token in opening if token.word in words.opening]


def _nearest_number(tokens: Sequence[_Token], place: int) -> str:
    after = takewhile(lambda t: t.value not in _STOPS, tokens[place + 1 :])
    before = takewhile(lambda t: t.value not in _STOPS, reversed(tokens[:place]))
    numbers = (t.value for run in (after, before) for t in run if t.kind == "number")
    return next(numbers, "")


def _negation(tokens: Sequence[_Token], place: int, verb: int, words: Words) -> int | None:
    """Where the negation of a modal verb stands: just before it, or between it and its verb in the same clause."""
    near = [place - 1] if place else []
    near += list(takewhile(lambda other: not _begins_clause(tokens, other, words), range(place + 1, verb)))
    return next((other for other in near if tokens[other].kind == "bearing" and tokens[other].value == NEGATION), None)


def _begins_clause(tokens: Sequence[_Token], place: int, words: Words) -> bool:
    """True at a comma with another clause after it; the commas of a list are none."""
    following = tokens[place + 1].word if place + 1 < len(tokens) else ""
    return tokens[place].value == "," and following in words.subordinate


def _verb(tokens: Sequence[_Token], place: int, words: Words) -> tuple[int, str]:
    """Where the verb stands that a modal verb governs, and its stem; "" where it is not seen."""
    other = place + 1
    while other < min(place + 1 + _REACH, len(tokens)) and tokens[other].value not in _STOPS:
        token = tokens[other]
        if _modal(token):
            break
        if token.word in words.generic:
            return other, _got(tokens[other + 1 : other + 4], words) or "be"
        if token.kind == "word" and re.fullmatch(words.infinitive, token.word) and not _is_person(token, words):
            return other, token.value
        other += 1
    return other, ""


def _got(following: Sequence[_Token], words: Words) -> str:
    """What one "gets done" ("få perioden forlænget"), which is the verb that counts."""
    return next((t.value for t in following if t.kind == "word" and t.word in words.got), "")


def _heads(tokens: Sequence[_Token], words: Words) -> tuple[list[tuple[str, ...]], set[int]]:
    """Each modal verb with its sign and its verb, and the places of the negations among those signs."""
    heads: list[tuple[str, ...]] = []
    taken: set[int] = set()
    for place, token in enumerate(tokens):
        if _modal(token):
            end, verb = _verb(tokens, place, words)
            denied = _negation(tokens, place, end, words)
            taken |= {denied} if denied is not None else set()
            heads.append((token.value, "+" if denied is None else "-", verb))
    return heads, taken
