"""How much a question resembles those we answer rather than those that belong elsewhere.

A naive Bayes model over stems, pairs of words and letter fours, counted from the question bank on one
side and `corpus/lexicon/outside.toml` on the other. It speaks only where words and topics leave a doubt
(`assistant.understanding.scope`). Letter fours carry it over typos and compounds that neither side holds.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from pydantic import BaseModel, ConfigDict

from assistant.understanding.cues import plain_text
from corpus.lexicon import read_word_file
from corpus.questions import typical_questions
from corpus.tokens import is_stop_word, stem

# The share that an unseen word is given, the same in both banks whatever their sizes: so a word seen in neither
# says nothing. Chosen on the dev halves.
_UNSEEN = 0.0004
# Pairs and letter fours repeat what the words say and must not drown them. Chosen on the dev halves.
_PAIR, _GRAM = 0.5, 0.3
_GRAM_LETTERS = 4
_WORD = "word "
# Fewer telling words than this may be those of any question.
_A_QUESTION = 3
# What a question is asked with; it is asked so everywhere, and says nothing of the field by itself.
_ASKED_WITH = frozenset(
    (
        *("hvor", "hvad", "hvem", "hvornar", "hvordan", "mange", "lange", "lang", "kan", "kunne", "skal", "ma", "man"),
        *("regel", "reglen", "regler", "reglerne", "siger", "sige", "galder", "sker", "jeg", "have"),
        *("vi", "en", "et", "uge", "uger", "ugen", "maned", "maneder", "ar", "dage", "time", "timer"),
    )
)


class _OutsideFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    questions: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Likeness:
    """The model: the log-odds of each feature for the two banks, the stems that ours is full of, and our questions."""

    odds: dict[str, float] = field(repr=False)
    own: frozenset[str] = field(default=frozenset(), repr=False)
    ours: frozenset[frozenset[str]] = field(default=frozenset(), repr=False)

    def of(self, plain: str) -> float:
        """The log-odds that the folded text is a question of ours: above 0 speaks for, below against.

        0 for a text whose words are only those that anything is asked with.
        """
        return sum(weight * self.odds.get(name, 0.0) for name, weight in _features(plain))

    def typical(self, plain: str) -> bool:
        """True if the folded text is one of our own typical questions, whatever stands around its telling words."""
        return _told(plain) in self.ours

    def strange(self, plain: str) -> tuple[str, ...]:
        """The telling words of the folded text that our own bank uses no more than a word it might have used."""
        return tuple(word for word in _telling(re.findall(r"\w+", plain)) if stem(word) not in self.own)


@lru_cache(maxsize=1)
def default_likeness() -> Likeness:
    """The model of the package's own banks, counted once.

    Raises:
        CorpusError: a bank cannot be read.
    """
    return learned(typical_questions(), outside_questions())


def outside_questions() -> tuple[str, ...]:
    """The questions of other fields that the package knows.

    Raises:
        CorpusError: the file cannot be read.
    """
    return read_word_file(files("corpus") / "lexicon" / "outside.toml", _OutsideFile).questions


def learned(ours: Sequence[str], others: Sequence[str]) -> Likeness:
    """The model that tells `ours` from `others`; the same for the same questions in any order."""
    inside, outside = _counted(ours), _counted(others)
    names = inside.keys() | outside.keys()
    odds = {name: _share(inside[name], len(ours)) - _share(outside[name], len(others)) for name in names}
    own = frozenset(name.removeprefix(_WORD) for name in inside if inside[name] / len(ours) >= _UNSEEN)
    told = (_told(plain_text(question)) for question in ours)
    return Likeness(odds, own=own, ours=frozenset(one for one in told if len(one) >= _A_QUESTION))


def _share(count: int, of: int) -> float:
    return math.log(count / of + _UNSEEN)


def _counted(questions: Iterable[str]) -> Counter[str]:
    return Counter(name for question in questions for name, _ in _features(plain_text(question)))


def _features(plain: str) -> Iterator[tuple[str, float]]:
    """The features of the text, each once, with its weight."""
    words = re.findall(r"\w+", plain)
    telling = _telling(words)
    if not telling:
        return
    yield from ((f"{_WORD}{name}", 1.0) for name in {stem(word) for word in telling})
    yield from ((f"pair {one} {other}", _PAIR) for one, other in set(pairwise(words)))
    grams = {gram for word in telling for gram in _grams(f"^{word}$")}
    yield from ((f"gram {gram}", _GRAM) for gram in grams)


def telling_words(plain: str) -> tuple[re.Match[str], ...]:
    """The words of the folded text that say what is asked, where they stand."""
    return tuple(match for match in re.finditer(r"\w+", plain) if _telling([match[0]]))


def _told(plain: str) -> frozenset[str]:
    """The stems of the telling words."""
    return frozenset(stem(word) for word in _telling(re.findall(r"\w+", plain)))


def _telling(words: Sequence[str]) -> list[str]:
    return [word for word in words if not (word in _ASKED_WITH or word.isdigit() or is_stop_word(word))]


def _grams(word: str) -> Iterator[str]:
    return (word[at : at + _GRAM_LETTERS] for at in range(len(word) - _GRAM_LETTERS + 1))
