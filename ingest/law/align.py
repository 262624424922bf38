"""Which provision of the later version is which of the earlier one, when numbers move and words change.

Equal words decide first, then likeness; the same address helps, but does not make two
provisions one whose words have little in common: a new § under an old number is new.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from corpus.reference import LawRef
from ingest.law.pieces import Piece

# Shares of common words, chosen by reading all changes between the four versions of LAB and the five of BAB.
_ALIKE = 0.6
_ALIKE_IN_PLACE = 0.4
# Of two equally alike candidates the one in its old place is taken.
_SAME_PLACE, _SAME_SECTION = 0.2, 0.1

Pair = tuple[Piece, Piece]


def align(old: Mapping[LawRef, Piece], new: Mapping[LawRef, Piece]) -> list[Pair]:
    """The pieces that are the same provision; every piece stands in one pair at most."""
    pairs: list[Pair] = []
    free_old, free_new = dict(old), dict(new)
    for step in (_unchanged, _moved, _alike, _without_words):
        for one, other in step(free_old, free_new):
            if one.ref in free_old and other.ref in free_new:
                pairs.append((one, other))
                del free_old[one.ref], free_new[other.ref]
    return pairs


def _unchanged(old: Mapping[LawRef, Piece], new: Mapping[LawRef, Piece]) -> list[Pair]:
    return [(one, new[ref]) for ref, one in old.items() if ref in new and one.words and one.words == new[ref].words]


def _moved(old: Mapping[LawRef, Piece], new: Mapping[LawRef, Piece]) -> list[Pair]:
    """The same words elsewhere, the nearest first."""
    by_words: dict[str, list[Piece]] = {}
    for piece in new.values():
        if piece.words:
            by_words.setdefault(piece.words, []).append(piece)
    pairs = [(one, other) for one in old.values() for other in by_words.get(one.words or "", ())]
    return sorted(pairs, key=lambda pair: -_nearness(*pair))


def _alike(old: Mapping[LawRef, Piece], new: Mapping[LawRef, Piece]) -> list[Pair]:
    """Changed words, the most alike first."""
    found = [(likeness + _nearness(*pair), pair) for likeness, pair in _candidates(old, new)]
    return [pair for _, pair in sorted(found, key=lambda item: (-item[0], item[1][0].ref, item[1][1].ref))]


def _candidates(old: Mapping[LawRef, Piece], new: Mapping[LawRef, Piece]) -> Iterator[tuple[float, Pair]]:
    for one in old.values():
        for other in new.values():
            if not one.words or not other.words:
                continue
            limit = _ALIKE_IN_PLACE if one.ref == other.ref else _ALIKE
            likeness = _likeness(one.words, other.words, limit)
            if likeness >= limit:
                yield likeness, (one, other)


def _without_words(old: Mapping[LawRef, Piece], new: Mapping[LawRef, Piece]) -> list[Pair]:
    """The same address, where one of the two has no words to go by."""
    return [(one, new[ref]) for ref, one in old.items() if ref in new and not (one.words and new[ref].words)]


def _nearness(one: Piece, other: Piece) -> float:
    if one.ref == other.ref:
        return _SAME_PLACE
    return _SAME_SECTION if one.ref.section == other.ref.section else 0.0


def _likeness(one: str, other: str, limit: float) -> float:
    """The share of words in common, repeats counted; 0 where the lengths alone keep it below the limit."""
    a, b = _bag(one), _bag(other)
    total = a.total() + b.total()
    if 2 * min(a.total(), b.total()) < limit * total:
        return 0.0
    return 2 * (a & b).total() / total if total else 0.0


@lru_cache(maxsize=8_192)
def _bag(words: str) -> Counter[str]:
    return Counter(words.lower().split())
