"""Slips of the pen mended towards the words that the sources and the field use.

Only a word that stands in none of them is touched, and only where one single letter is wrong, missing, too many or
swapped: a word of another field must stay what it is, so that its question can be declined.
"""

import re
from collections.abc import Callable, Iterable
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.tokens import fold, normalise, stem

# In a shorter word one letter makes another word.
_LEAST = 7
_WORD = re.compile(rf"(?<![\w§@./-])[^\W\d_]{{{_LEAST},}}(?![\w@]|\.\w)")


class Spelling:
    """The words of some texts, and what they correct."""

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        """`texts` is called when the first unknown word comes, and not before."""
        self._texts = texts

    @cached_property
    def _words(self) -> dict[str, str]:
        """Each word by its folded form."""
        found = (word for text in self._texts() for word in _WORD.findall(normalise(text)))
        return {fold(word): word for word in found}

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(fold(stem(word)) for word in self._words.values())

    @cached_property
    def _by_initial(self) -> dict[str, tuple[str, ...]]:
        groups: dict[str, list[str]] = {}
        for word in sorted(self._words):
            groups.setdefault(word[0], []).append(word)
        return {initial: tuple(words) for initial, words in groups.items()}

    def mended(self, text: str) -> str:
        """The text with every misspelt word that is one slip from a known one written as that one.

        >>> Spelling(lambda: ["Praktikken kan forlænges."]).mended("Kan den forlægnes i Gudhjem?")
        'Kan den forlænges i Gudhjem?'
        """
        return _WORD.sub(lambda match: self._mended(match[0], starts=match.start() == 0), text)

    def _mended(self, word: str, *, starts: bool) -> str:
        named = word[0].isupper() and not word.isupper() and not starts
        lower = fold(normalise(word))
        if named or lower in self._words or fold(stem(normalise(word))) in self._stems:
            return word
        best = process.extractOne(lower, self._by_initial.get(lower[0], ()), scorer=OSA.distance, score_cutoff=1)
        return self._words[best[0]] if best else word
