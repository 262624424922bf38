"""Train the likeness model (`assistant.understanding.likeness`) on the two banks; some ten seconds.

scikit-learn is imported here only, and comes with sentence-transformers.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from assistant.understanding.cues import plain_text
from assistant.understanding.likeness import (
    PLACES,
    Likeness,
    Places,
    banks_mark,
    mark,
    mark_of_question,
    our_questions,
    outside_questions,
    places_of,
    telling,
)
from corpus.tokens import stem

# A stem is our bank's own that stands in this share of its questions, and a question that has so many telling words
# may be recognised by them. Strength of the regression. Chosen on the dev halves.
_OWN_SHARE = 0.0004
_A_QUESTION = 3
_C = 100.0


def train_shipped_banks() -> Likeness:
    """The model of the package's own banks.

    Raises:
        CorpusError: a bank cannot be read.
    """
    return learned(our_questions(), outside_questions())


def learned(ours: Sequence[str], others: Sequence[str]) -> Likeness:
    """The model that tells `ours` from `others`; the same for the same questions in the same order."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    plain = [plain_text(question) for question in (*ours, *others)]
    found = [places_of(text) for text in plain]
    counted = np.bincount(np.concatenate([place for both in found for place in both]), minlength=PLACES)
    rarity = (np.log((1 + len(plain)) / (1 + counted)) + 1).clip(min=0).astype(np.float16)
    rows = [_row(both, rarity.astype(np.float64)) for both in found]
    ends = np.cumsum([0, *(len(places) for places, _ in rows)])
    values, places = np.concatenate([row[1] for row in rows]), np.concatenate([row[0] for row in rows])
    matrix = csr_matrix((values, places, ends), shape=(len(rows), PLACES))
    wanted = [True] * len(ours) + [False] * len(others)
    model = LogisticRegression(C=_C, class_weight="balanced", max_iter=300, solver="liblinear").fit(matrix, wanted)
    own, known = _own(plain[: len(ours)]), [text for text in plain[: len(ours)] if len(_stems(text)) >= _A_QUESTION]
    return Likeness(
        rarity=rarity.astype(np.float32),
        weights=model.coef_[0].astype(np.float16).astype(np.float32),
        bias=float(model.intercept_[0]),
        own=own,
        ours=frozenset(map(mark_of_question, known)),
        banks=banks_mark(ours, others),
    )


def write_likeness(model: Likeness, path: Path) -> None:
    """Write the model so that `default_likeness` reads it."""
    tensors: dict[str, NDArray[Any]] = {
        "rarity": model.rarity.astype(np.float16),
        "weights": model.weights.astype(np.float16),
        "bias": np.array([model.bias], dtype=np.float64),
        "own": np.array(sorted(model.own), dtype=np.uint64),
        "ours": np.array(sorted(model.ours), dtype=np.uint64),
    }
    save_file(tensors, path, metadata={"banks": model.banks})
    # Saved for its owner alone; an installed model is read by everybody.
    path.chmod(0o644)


def _row(both: tuple[Places, Places], rarity: NDArray[np.float64]) -> tuple[Places, NDArray[np.float64]]:
    """The places of a question, and what each counts: words and runs of letters weigh the same together."""
    values = [rarity[places] / (np.linalg.norm(rarity[places]) or 1.0) for places in both]
    return np.concatenate(both), np.concatenate(values)


def _stems(plain: str) -> set[str]:
    return {stem(word) for word in telling(plain)}


def _own(plain: Sequence[str]) -> frozenset[int]:
    counted = Counter(name for text in plain for name in _stems(text))
    return frozenset(mark(name) for name, count in counted.items() if count / len(plain) >= _OWN_SHARE)
