"""Ranking as arithmetic: which passages may be used, how well each matches, and in what order.

Pure functions over arrays; `assistant.store` reads the arrays from disk. Words are searched in a
passage's text and its typical questions together; vectors are of the text alone; the ranker was
trained on the typical questions. What was not in force is removed before anything is ranked, so it
can neither be found nor push anything else down.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from corpus.passage import Passage
from corpus.reference import LawRef, Mention

Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]
Indices = NDArray[np.intp]

# The act meant where a question names a § alone: the one whose chapter 11 this is about, then its order.
_ACTS_BY_DEFAULT = ("LAB", "BAB", "FVL", "RSL")
_LAST_DAY = date.max.toordinal() + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How the signals are weighed.

    Chosen on the dev half of the citation questions (170) and of the retrieval cases, and on
    the everyday ones, never on the gate set; the tables, and why not reciprocal ranks, stand in
    docs/retrieval.md. `grams` is letter runs beside words, `expansion` other words for what was
    asked, `dense` the vectors beside all of BM25, and `trained` the ranker.
    """

    grams: float = 0.3
    expansion: float = 0.3
    dense: float = 0.9
    trained: float = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How well each passage's words match: `own` of its text, `asked` with its typical questions where it `has` any."""

    own: Scores
    asked: Scores
    has: Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """How near each passage lies to the question: the cosines of its vector, and of the ranker where it is `known`.

    `dense` is None while the vectors are not here.
    """

    dense: Scores | None
    trained: Scores
    known: Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A passage's place: its number, fused score, and rank by each signal; `trained` is the ranker's cosine, if any."""

    passage: int
    score: float
    lexical_rank: int
    dense_rank: int | None
    trained: float | None = None


def in_force_days(passages: Sequence[Passage]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First day and first day after, as ordinals, of each passage; open ends are the calendar's ends."""
    first = [p.valid_from.toordinal() if p.valid_from else 0 for p in passages]
    until = [p.valid_until.toordinal() if p.valid_until else _LAST_DAY for p in passages]
    return np.array(first, dtype=np.int64), np.array(until, dtype=np.int64)


def in_force_mask(days: tuple[NDArray[np.int64], NDArray[np.int64]], on: date) -> Mask:
    """True for each passage that is in force on the day; `until` is the first day it is not."""
    first, until = days
    day = on.toordinal()
    return (first <= day) & (day < until)


def lexical_scores(words: Scores, grams: Scores, expansion: Scores | None, weights: Weights) -> Scores:
    """BM25 of words, letter runs and expansion terms as one score per passage."""
    total = words + np.float32(weights.grams) * grams
    return total if expansion is None else total + np.float32(weights.expansion) * expansion


def rank(words: Words, meaning: Meaning, mask: Mask, weights: Weights, k: int) -> tuple[Ranked, ...]:
    """The best `k` passages, best first; ties in the order of the passages.

    Over the passages in force, BM25 is divided by its best, texts with typical questions apart
    from those without, and the cosines are stretched from 0 to 1 (a model's may all lie close
    together); then they are added. A passage that no signal speaks for is left out.

    Args:
        words: two scores a passage, 0 where nothing matches.
        meaning: two cosines a passage.
        mask: the passages that may be used.
        weights: how the signals are weighed.
        k: at most so many.
    """
    if not mask.any() or k < 1:
        return ()
    by_words = _matching(words, mask)
    cosines = None if meaning.dense is None else np.where(mask, meaning.dense, -1)
    fused = by_words + _near(meaning, mask, weights)
    # Rounded, so that the last bit of a sum in another order does not decide a tie.
    scores = np.where(mask, fused.round(6), 0)
    return tuple(
        Ranked(
            passage=int(number),
            score=float(scores[number]),
            lexical_rank=_place(by_words, number),
            dense_rank=None if cosines is None else _place(cosines, number),
            trained=float(meaning.trained[number]) if meaning.known[number] else None,
        )
        for number in _best(scores, k)
        if scores[number] > 0
    )


def wanted(mentions: Iterable[Mention], known: Iterable[LawRef]) -> tuple[LawRef, ...]:
    """The references of a question with their act, a range as its sections in order.

    A § without an act is the first act's, of those that have it.
    """
    acts_of: dict[str, set[str]] = {}
    for ref in known:
        acts_of.setdefault(ref.section, set()).add(ref.act)
    found: dict[LawRef, None] = {}
    for mention in mentions:
        for ref in _sections(mention, acts_of):
            act = ref.act or next((act for act in _ACTS_BY_DEFAULT if act in acts_of.get(ref.section, ())), "")
            if act:
                found[LawRef(act, ref.section, ref.stk, ref.nr, ref.litra)] = None
    return tuple(found)


def closest(ref: LawRef, provisions: Mapping[LawRef, int]) -> tuple[int, ...]:
    """The passages of a provision: itself, then its parts in order; else what it stands in, smallest first."""
    exact = [number for known, number in provisions.items() if known == ref]
    parts = [number for known, number in sorted(provisions.items()) if known != ref and ref.contains(known)]
    if exact or parts:
        return (*exact, *parts)
    above = sorted((known for known in provisions if known.contains(ref)), key=lambda known: known.key, reverse=True)
    return tuple(provisions[known] for known in above)


def _sections(mention: Mention, acts_of: Mapping[str, set[str]]) -> tuple[LawRef, ...]:
    if mention.last_section is None:
        return (mention.ref.without_pkt(),)
    first, last = mention.ref.key, LawRef(mention.ref.act, mention.last_section).key
    between = sorted(LawRef(mention.ref.act, section) for section in acts_of)
    return tuple(ref for ref in between if first <= ref.key <= last)


def _matching(words: Words, mask: Mask) -> Scores:
    """The match of each passage from 0 to 1, beside its equals: texts with typical questions hold many more words."""
    own, told = np.where(mask, _scaled(words.own, mask), 0), mask & words.has
    return np.where(told, _scaled(words.asked, told), own) if told.any() else own


def _near(meaning: Meaning, mask: Mask, weights: Weights) -> Scores:
    """The vectors and the ranker together; each is stretched over the passages that it speaks of.

    Of a passage that the ranker does not know, such as one that was added, the vector speaks twice.
    """
    dense = np.zeros_like(meaning.trained) if meaning.dense is None else _stretched(meaning.dense, mask)
    told = mask & meaning.known
    near = np.float32(weights.dense) * dense
    if not told.any():
        return near
    return np.asarray(
        near + np.float32(weights.trained) * np.where(told, _stretched(meaning.trained, told), dense), dtype=np.float32
    )


def _scaled(scores: Scores, mask: Mask) -> Scores:
    high = scores[mask].max()
    return np.asarray(scores / high, dtype=np.float32) if high > 0 else np.zeros_like(scores)


def _stretched(scores: Scores, mask: Mask) -> Scores:
    low, high = scores[mask].min(), scores[mask].max()
    if high <= low:
        return np.zeros_like(scores)
    return np.asarray((scores - low) / (high - low), dtype=np.float32)


def _best(scores: Scores, k: int) -> Indices:
    """The `k` highest, in order, ties by place; without sorting the rest (8 ms at 100,000)."""
    least = np.partition(scores, -k)[-k] if k < len(scores) else scores.min()
    candidates = np.flatnonzero(scores >= least)
    return np.asarray(candidates[np.argsort(-scores[candidates], kind="stable")][:k])


def _place(scores: Scores, number: int) -> int:
    """1 for the best; equals share a place."""
    return int(np.count_nonzero(scores > scores[number])) + 1
