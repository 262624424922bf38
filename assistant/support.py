"""Whether a passage speaks to a question at all: the threshold for quoting, and for declining.

A hit's score says which passage is best, not whether it is any good. Here the question's
words are weighed by how rare they are in the corpus, and the share of that weight found
in a passage decides. Words that every passage has ("praktik", "borger") weigh next to
nothing.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache

from corpus.passage import Passage, Source
from corpus.questions import PLAINEST
from corpus.tokens import content_words, fold, stem

# Chosen on the dev half of the evaluation questions. A question that is plainly about the field
# finds its passage in other words (91 % at 0.3); one that may be about anything must share more.
ENOUGH_IN_FIELD = 0.3
ENOUGH_OTHERWISE = 0.55
# What the ranker gives the best passage for a question of another field, at the median of the dev half. What it gives
# above that counts with the share of words: where 73 % of such questions are refused, 76 instead of 66 % of first
# quotations are right.
STRANGE = 0.35
# A compound and its first part count as the same word from this many letters on.
_PREFIX = 6
# The passages that are asked about most, by their stems; a passage has some hundreds.
_KEPT = 2_000
# "Praktik?" alone weighs about 1: too little to say what is asked.
_TELLING = 2.5


class Weights:
    """How much each word of a question weighs, by its rarity among `passages`."""

    def __init__(self, passages: Iterable[Passage], sources: Mapping[str, Source]) -> None:
        """Count lazily: most questions are answered by rules and never need the weights."""
        self._passages = tuple(passages)
        self._sources = sources
        self._held = lru_cache(maxsize=_KEPT)(self._stems_around)

    @cached_property
    def _frequency(self) -> Counter[str]:
        return Counter(word for passage in self._passages for word in set(stems(passage.text)))

    def of(self, stem: str) -> float:
        """The weight of a stem, 0 or more."""
        return math.log((len(self._passages) + 1) / (self._frequency[stem] + 1))

    def coverage(self, question: str, passage: Passage) -> float:
        """The share, 0 to 1, of the question's weight that stands in the passage or what names it."""
        asked = stems(question)
        total = sum(self.of(stem) for stem in asked)
        if total < _TELLING:
            return 0.0
        held = self._held(passage)
        return sum(self.of(s) * _share(s, held) for s in asked) / total

    def scorer(self, question: str) -> Callable[[str], float]:
        """A score for a sentence: the weight of the question's words in it."""
        asked = stems(question)
        return lambda sentence: sum(self.of(s) * _share(s, stems(sentence)) for s in asked)

    def _stems_around(self, passage: Passage) -> frozenset[str]:
        """The stems of the passage and of what names it: source, headings, its plainest questions."""
        source = self._sources[passage.source]
        around = (source.publisher, source.title, *passage.headings, *passage.questions[:PLAINEST])
        return stems(" ".join((passage.text, *around)))


def stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning, as one without æøå would write them."""
    return frozenset(fold(stem(word)) for word in content_words(text))


def _share(stem: str, held: frozenset[str]) -> float:
    """How much of the stem is held: all of it, or the part that a shorter word has of a longer one.

    >>> _share("praktik", frozenset({"praktikmoelle"})), _share("ansoegningsfrist", frozenset({"ansoeg"}))
    (1.0, 0.375)
    """
    if stem in held:
        return 1.0
    if len(stem) < _PREFIX:
        return 0.0
    if any(other.startswith(stem) for other in held):
        return 1.0
    return max(
        (len(other) / len(stem) for other in held if len(other) >= _PREFIX and stem.startswith(other)), default=0.0
    )
