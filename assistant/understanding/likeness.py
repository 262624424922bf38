"""How much a question resembles those we answer rather than those that belong elsewhere.

A logistic regression over words, stems, pairs of words and runs of letters, trained on the question bank on one
side and `corpus/lexicon/outside.toml` on the other (`assistant.understanding.likeness_training`). It speaks only
where words and topics leave a doubt (`assistant.understanding.scope`). Runs of letters carry it over typos and
compounds that neither side holds.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict
from safetensors import SafetensorError, safe_open

from corpus.errors import CorpusError
from corpus.lexicon import read_word_file
from corpus.questions import PLAINEST, typical_questions
from corpus.tokens import is_stop_word, stem

MODEL = "likeness.safetensors"
# Features share this many places; two that fall together are told apart by the others. Chosen on the dev halves.
PLACES = 1 << 17
_SHORTEST, _LONGEST = 2, 5
# Fewer telling words than this tell less by their share. Chosen on the dev halves.
_ENOUGH = 4
# What a question is asked with; it is asked so everywhere, and says nothing of the field by itself.
_ASKED_WITH = frozenset(
    (
        *("hvor", "hvad", "hvem", "hvornar", "hvordan", "mange", "lange", "lang", "kan", "kunne", "skal", "ma", "man"),
        *("regel", "reglen", "regler", "reglerne", "siger", "sige", "galder", "sker", "jeg", "have"),
        *("vi", "en", "et", "uge", "uger", "ugen", "maned", "maneder", "ar", "dage", "time", "timer"),
    )
)
Places = NDArray[np.int64]


class _BankFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    questions: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Likeness:
    """The model.

    `rarity` and `weights` have a number for each of `PLACES`; `own` are the marks of the stems that our bank is full
    of, `ours` those of our questions; `banks` is the mark of the two banks that it was trained on.
    """

    rarity: NDArray[np.float32] = field(repr=False)
    weights: NDArray[np.float32] = field(repr=False)
    bias: float = 0.0
    own: frozenset[int] = field(default=frozenset(), repr=False)
    ours: frozenset[int] = field(default=frozenset(), repr=False)
    banks: str = ""

    def of(self, plain: str) -> float:
        """The log-odds that the folded text is a question of ours: above 0 speaks for, below against.

        0 for a text whose words are only those that anything is asked with.
        """
        told = len(set(telling(plain)))
        found = self.bias + sum(self._score(places) for places in places_of(plain))
        return found * min(told / _ENOUGH, 1.0)

    def _score(self, places: Places) -> float:
        rarity = self.rarity[places]
        length = float(np.linalg.norm(rarity))
        return float(rarity @ self.weights[places]) / length if length else 0.0

    def typical(self, plain: str) -> bool:
        """True if the folded text is one of our own typical questions, whatever stands around its telling words."""
        return mark_of_question(plain) in self.ours

    def strange(self, plain: str) -> tuple[str, ...]:
        """The telling words of the folded text that our own bank uses no more than a word it might have used."""
        return tuple(word for word in telling(plain) if mark(stem(word)) not in self.own)


@lru_cache(maxsize=1)
def default_likeness() -> Likeness:
    """The model that is shipped, read once.

    Raises:
        CorpusError: it cannot be read.
    """
    with as_file(files("corpus") / "model" / MODEL) as path:
        return read_likeness(path)


def read_likeness(path: Path) -> Likeness:
    """The model in that file, which `likeness_training.write_likeness` wrote.

    Raises:
        CorpusError: it cannot be read.
    """
    try:
        with safe_open(path, framework="numpy") as kept:
            return Likeness(
                rarity=kept.get_tensor("rarity").astype(np.float32),
                weights=kept.get_tensor("weights").astype(np.float32),
                bias=float(kept.get_tensor("bias")[0]),
                own=frozenset(kept.get_tensor("own").tolist()),
                ours=frozenset(kept.get_tensor("ours").tolist()),
                banks=(kept.metadata() or {}).get("banks", ""),
            )
    except (OSError, SafetensorError) as exc:
        raise CorpusError(f"{path}: modellen kan ikke læses ({exc}); installer pakken igen.") from exc


def our_questions() -> tuple[str, ...]:
    """The questions of our field that the package knows: the passages' typical ones, and short ones of cases.

    Raises:
        CorpusError: a file cannot be read.
    """
    return (*typical_questions(most=PLAINEST), *_bank("inside.toml"))


def outside_questions() -> tuple[str, ...]:
    """The questions of other fields that the package knows.

    Raises:
        CorpusError: the file cannot be read.
    """
    return _bank("outside.toml")


def _bank(name: str) -> tuple[str, ...]:
    return read_word_file(files("corpus") / "lexicon" / name, _BankFile).questions


def places_of(plain: str) -> tuple[Places, Places]:
    """The places of the folded text's words, stems and pairs, and those of its runs of letters; each once."""
    words = re.findall(r"\w+", plain)
    said = [*(f"word {word}" for word in words), *(f"stem {stem(word)}" for word in words)]
    pairs = (f"pair {one} {other}" for one, other in pairwise(words))
    return _places([*said, *pairs]), _places(run for word in words for run in _runs(f"^{word}$"))


def _places(names: Iterable[str]) -> Places:
    return np.unique(np.fromiter((zlib.crc32(name.encode()) % PLACES for name in names), dtype=np.int64))


def _runs(word: str) -> Iterator[str]:
    return (word[at : at + n] for n in range(_SHORTEST, _LONGEST + 1) for at in range(len(word) - n + 1))


def mark(text: str) -> int:
    """A number of 64 bits that stands for the text."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def mark_of_question(plain: str) -> int:
    """The mark of the telling stems of the folded text, in any order."""
    return mark(" ".join(sorted({stem(word) for word in telling(plain)})))


def banks_mark(ours: Sequence[str], others: Sequence[str]) -> str:
    """The mark of two banks, whatever their order."""
    text = "\n".join([*sorted(ours), "", *sorted(others)])
    return hashlib.sha256(text.encode()).hexdigest()


def telling_words(plain: str) -> tuple[re.Match[str], ...]:
    """The words of the folded text that say what is asked, where they stand."""
    return tuple(match for match in re.finditer(r"\w+", plain) if _tells(match[0]))


def telling(plain: str) -> list[str]:
    """The words of the folded text that say what is asked."""
    return [match[0] for match in telling_words(plain)]


def _tells(word: str) -> bool:
    return not (word in _ASKED_WITH or word.isdigit() or is_stop_word(word))
