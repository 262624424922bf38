"""Which passage a question is asked about: a small model trained on the question bank.

A question is the sum of its tokens' rows, each weighed by how rare the token is, and lies nearest to the vector of
the passage that such questions are asked about. Unlike the embedding model it knows the passages that it was
trained on and no others, and tells those apart that say nearly the same (`ingest.ranker_training` trains it;
docs/retrieval.md has the numbers). Of a passage without typical questions it says nothing.
"""

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from corpus.errors import CorpusError
from corpus.passage import Passage
from corpus.tokens import gram_tokens, word_tokens, words

MODEL = "ranker.safetensors"
# Tokens share this many rows; two that fall together are told apart by the others.
PLACES = 1 << 15
Places = NDArray[np.int64]
Rows = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Ranker:
    """The model.

    `table` is `(PLACES, dim)` in steps of `step` `(dim,)`, `rarity` `(PLACES,)`, `vectors` `(n_vectors, dim)` of unit
    length; `place` is the row of a passage's vector by the mark of its questions, so that it is known in any wording.
    """

    table: NDArray[np.int8] = field(repr=False)
    step: Rows = field(repr=False)
    rarity: Rows = field(repr=False)
    vectors: Rows = field(repr=False)
    place: dict[str, int] = field(repr=False)

    def of(self, question: str) -> Rows:
        """The question as a vector `(dim,)` of unit length; zero where none of its words was trained on."""
        places = places_of(question)
        summed = self.rarity[places] @ self.table[places].astype(np.float32) * self.step
        length = float(np.linalg.norm(summed))
        return np.asarray(summed / length if length else summed, dtype=np.float32)

    def known(self, passages: Sequence[Passage]) -> Places:
        """For each passage the row of its vector, or -1 for one that the model was not trained on."""
        return np.array([self.place.get(mark_of(passage.questions), -1) for passage in passages], dtype=np.int64)


@lru_cache(maxsize=1)
def default_ranker() -> Ranker:
    """The model that is shipped, read once.

    Raises:
        CorpusError: it cannot be read.
    """
    with as_file(files("corpus") / "model" / MODEL) as path:
        return read_ranker(path)


def read_ranker(path: Path) -> Ranker:
    """The model in that file, which `ingest.ranker_training.write_ranker` wrote.

    Raises:
        CorpusError: it cannot be read.
    """
    try:
        with safe_open(path, framework="numpy") as kept:
            return Ranker(
                table=kept.get_tensor("table"),
                step=kept.get_tensor("step"),
                rarity=kept.get_tensor("rarity").astype(np.float32),
                vectors=kept.get_tensor("vectors").astype(np.float32),
                place=json.loads((kept.metadata() or {}).get("place", "{}")),
            )
    except (OSError, ValueError, SafetensorError) as exc:
        raise CorpusError(f"{path}: modellen kan ikke læses ({exc}); installer pakken igen.") from exc


def places_of(text: str) -> Places:
    """The rows of the text's tokens, each once, in order.

    Words, stems, compound parts, references and runs of letters; and, unlike in the word index, also the small words
    and every two words in a row: whether one asks "hvorfor" or "hvor længe" tells passages apart.
    """
    spoken = words(text)
    asked = [f"={word}" for word in spoken] + [f"{one} {two}" for one, two in pairwise(spoken)]
    found = {zlib.crc32(token.encode()) % PLACES for token in (*word_tokens(text), *gram_tokens(text), *asked)}
    return np.array(sorted(found), dtype=np.int64)


def mark_of(questions: Sequence[str]) -> str:
    """The mark of a passage's typical questions; "" where it has none."""
    return hashlib.sha256("\n".join(questions).encode()).hexdigest()[:16] if questions else ""
