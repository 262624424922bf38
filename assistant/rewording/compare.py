"""Whether a sentence says the same as a stretch of what it rests on, and if not, how it differs.

A claim must say the whole of the stretch: a condition or a "ikke" that is left out counts as much
as one that is put in.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.rewording.meaning import Meaning, meaning
from assistant.rewording.words import WORDS
from assistant.sentences import sentence_spans
from corpus.quantities import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The sentences of a text, by number, that a sentence says; `reason` is why it says none of them."""

    sentences: frozenset[int] = frozenset()
    reason: str = ""


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of the text, in order."""
    return tuple(text[start:end] for start, end in sentence_spans(text))


def same(said: str, support: str, language: Language) -> Match:
    """What stretch of `support` the text says, as a whole or sentence by sentence."""
    stretches = tuple(_stretches(sentences(support)))
    whole = _best(said, stretches, language)
    parts = sentences(said)
    if not whole.reason or len(parts) < 2:
        return whole
    matched = [_best(part, stretches, language) for part in parts]
    if any(one.reason for one in matched):
        return whole
    return Match(sentences=frozenset().union(*(one.sentences for one in matched)))


def _stretches(parts: Sequence[str]) -> Iterator[tuple[frozenset[int], str]]:
    """Every run of sentences with their numbers."""
    for first in range(len(parts)):
        for last in range(first + 1, len(parts) + 1):
            yield frozenset(range(first, last)), " ".join(parts[first:last])


def _best(said: str, stretches: Sequence[tuple[frozenset[int], str]], language: Language) -> Match:
    """The stretch that is said; else the difference from the one that comes nearest."""
    mine = meaning(said, language)
    nearest, least = "der er intet at holde den op imod", 99
    for numbers, text in stretches:
        differences = tuple(_differences(mine, meaning(text, language), language))
        if not differences:
            return Match(sentences=numbers)
        if len(differences) < least:
            nearest, least = differences[0], len(differences)
    return Match(reason=nearest)


def _differences(mine: Meaning, theirs: Meaning, language: Language) -> Iterator[str]:
    """How the first differs from the second in meaning."""
    if mine.numbers != theirs.numbers:
        yield f"tal, enheder og datoer skal være {_listed(theirs.numbers)}, ikke {_listed(mine.numbers)}"
    if _signs(mine, theirs) != _signs(theirs, mine):
        yield "må, skal, kan og ikke skal stå som i grundlaget"
    if mine.bearing != theirs.bearing:
        odd = sorted(
            {one[0] for one in (Counter(mine.bearing) - Counter(theirs.bearing))}
            | {one[0] for one in (Counter(theirs.bearing) - Counter(mine.bearing))}
        )
        yield f"ord som højst, kun, hvis og ikke skal stå som i grundlaget ({', '.join(odd)})"
    yield from _people_differences(mine, theirs, language)
    yield from _content_differences(mine, theirs, language)


def _listed(values: Iterable[str]) -> str:
    return ", ".join(sorted(values)) or "(ingen)"


def _signs(one: Meaning, other: Meaning) -> tuple[tuple[str, ...], ...]:
    """The modal verbs with their signs; with their verbs, too, where the sentence holds more than one of them."""
    several = len(one.heads) > 1 or len(other.heads) > 1
    return one.heads if several else tuple(head[:2] for head in one.heads)


def _people_differences(mine: Meaning, theirs: Meaning, language: Language) -> Iterator[str]:
    """Who does what: nobody new, nobody gone, and in the same order where there are several to mix up."""
    standing_in = _standing_in(mine, theirs, language)
    people = mine.people - standing_in
    mixed = len(set(theirs.numbers)) > 1 or len(theirs.people) > 1
    if mixed and _order(mine, theirs, standing_in) != _order(theirs, theirs, frozenset()):
        yield "personer, grupper og tal skal nævnes i samme rækkefølge som i grundlaget"
    elif not mixed and people != theirs.people and not (standing_in and not people):
        yield f"den, det gælder, skal være den samme ({_listed(theirs.people)})"


def _order(one: Meaning, theirs: Meaning, standing_in: frozenset[str]) -> tuple[str, ...]:
    """What may not change places: people, and with several numbers these, too."""
    if len(set(theirs.numbers)) > 1:
        return tuple(key for key in one.order if key not in standing_in)
    return tuple(key for key in one.order if key in one.people - standing_in)


def _standing_in(mine: Meaning, theirs: Meaning, language: Language) -> frozenset[str]:
    """The words like "borgeren" and "hun" that stand for the one group that the sentence is about."""
    words = WORDS[language]
    named = [word for key, word in theirs.surface if key in theirs.people]
    if len(named) != 1 or not re.search(words.groups, named[0]):
        return frozenset()
    return frozenset(key for key, word in mine.surface if word in words.person and key not in theirs.people)


def _content_differences(mine: Meaning, theirs: Meaning, language: Language) -> Iterator[str]:
    standing_in = _standing_in(mine, theirs, language)
    foreign = [word for key, word in mine.surface if key not in theirs.content | standing_in]
    if foreign:
        yield f"ordene {', '.join(foreign[:8])} har ikke støtte i grundlaget"
    # Who it is about is compared above.
    lost = [word for key, word in theirs.surface if key in theirs.content - theirs.people - mine.content]
    if lost:
        yield f"der mangler noget af grundlaget ({', '.join(lost[:8])})"
