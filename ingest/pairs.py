"""Training pairs for the embedding model, made from the shape of the texts themselves.

Nobody has labelled them: two pieces of text belong together because they stand together
in the law (a stk. and the next one, a sentence and the rest of its stk., a title and what
stands under it) or in the corpus (a heading and its text, a typical question and the
passage it is asked about). Pure functions; `ingest.embedder` reads the files and trains.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.passage import Passage

Pair = tuple[str, str]

# Shorter pieces ("Loven gælder ikke for Færøerne") are alike in every act and teach nothing.
_MIN_CHARS = 40
_STK = re.compile(r"\s(?=Stk\. \d+\. )")
_HEAD = re.compile(r"^(?:§ \d+(?: [a-zæøå])?\. |Stk\. \d+\. )+")
_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-ZÆØÅ])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act of the training text: `sections` are written "§ 1. … Stk. 2. …"."""

    id: str
    title: str
    sections: tuple[str, ...]


def stks(section: str) -> list[str]:
    """The stk. of a section without their numbers.

    >>> stks("§ 1. Loven gælder for alle. Stk. 2. Ministeren kan fastsætte regler.")
    ['Loven gælder for alle.', 'Ministeren kan fastsætte regler.']
    """
    return [_HEAD.sub("", piece).strip() for piece in _STK.split(section)]


def sentences(text: str) -> list[str]:
    """The sentences of a text, by their full stops.

    >>> sentences("Perioden er 4 uger. Den kan forlænges.")
    ['Perioden er 4 uger.', 'Den kan forlænges.']
    """
    return _SENTENCE.split(text)


def pairs_of_act(act: Act, rng: random.Random) -> Iterator[Pair]:
    """The pairs of one act: neighbouring stk., a sentence and the rest of its stk., title and stk."""
    texts = [text for section in act.sections for text in stks(section)]
    for section in act.sections:
        pieces = stks(section)
        yield from pairwise(pieces)
    for text in texts:
        yield from _sentence_and_rest(text, rng)
    for text in rng.sample(texts, min(2, len(texts))):
        yield act.title, text


def pairs_of_passages(passages: Iterable[Passage]) -> Iterator[Pair]:
    """The pairs of the corpus: heading and text, neighbouring sentences, typical question and text."""
    for passage in passages:
        if passage.headings:
            yield " ".join(passage.headings), passage.text
        for question in passage.questions:
            yield question, passage.text
        pieces = sentences(passage.text)
        yield from pairwise(pieces)


def choose(pairs: Iterable[Pair], limit: int, rng: random.Random) -> list[Pair]:
    """At most `limit` pairs in random order; no text stands twice on the same side.

    Twins in a batch would be each other's wrong answers: acts repeat one another word for word.
    """
    left: set[str] = set()
    right: set[str] = set()
    kept = []
    for one, two in pairs:
        if _too_short(one, two) or one in left or two in right:
            continue
        left.add(one)
        right.add(two)
        kept.append((one, two))
    rng.shuffle(kept)
    return kept[:limit]


def _sentence_and_rest(text: str, rng: random.Random) -> Iterator[Pair]:
    pieces = sentences(text)
    if len(pieces) < 2:
        return
    at = rng.randrange(len(pieces))
    yield pieces[at], _without(pieces, at)


def _without(pieces: Sequence[str], at: int) -> str:
    return " ".join((*pieces[:at], *pieces[at + 1 :]))


def _too_short(one: str, two: str) -> bool:
    return len(one) + len(two) < 2 * _MIN_CHARS or not one or not two
