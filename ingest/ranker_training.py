"""Train the model that knows which passage a question is asked about (`corpus.ranker`); a minute or two on one core.

Every typical question, and every sentence of a passage, is to lie nearer to its own passage's vector than to any
other's: a softmax over all passages, so that a word counts by how it tells neighbours apart and not by how rare it is
alone. A part of the words is left out at random, because whoever asks will not use them all.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from corpus.errors import CorpusError, ModelUnavailable
from corpus.passage import Passage
from corpus.ranker import PLACES, Places, Ranker, mark_of, places_of
from corpus.sentences import sentences

Progress = Callable[[str, int, int], None]
# Fewer letters are a heading or a number.
_MIN_CHARS = 20
# A text of fewer tokens keeps them all.
_FEW = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class RankerTraining:
    """How the model is trained; the defaults made the shipped one, and docs/retrieval.md says what else was tried."""

    dim: int = 128
    batch: int = 256
    epochs: int = 6
    learning_rate: float = 0.003
    scale: float = 15.0
    left_out: float = 0.3
    smoothing: float = 0.1
    seed: int = 20261121
    threads: int = 1


def train_ranker(
    passages: Sequence[Passage], training: RankerTraining | None = None, progress: Progress | None = None
) -> Ranker:
    """The model of these passages' typical questions; passages with the same questions share a vector.

    `progress` is called with (step, done, total).

    Raises:
        CorpusError: fewer than two passages have questions.
        ModelUnavailable: torch cannot be loaded.
    """
    options = training or RankerTraining()
    groups: dict[tuple[str, ...], list[Passage]] = {}
    for passage in passages:
        if passage.questions:
            groups.setdefault(passage.questions, []).append(passage)
    if len(groups) < 2:
        raise CorpusError("Der er for få passager med typiske spørgsmål at træne på; tilføj dem i corpus/questions.")
    texts = [(text, number) for number, group in enumerate(groups.items()) for text in _texts(*group)]
    found = [places_of(text) for text, _ in texts]
    rows = [(places, number) for places, (_, number) in zip(found, texts, strict=True) if len(places)]
    rarity = _rarity([places for places, _ in rows])
    table, vectors = _fit(rows, rarity, len(groups), options, progress or _silent)
    step = np.abs(table).max(axis=0) / 127
    return Ranker(
        table=np.round(table / step).astype(np.int8),
        step=step.astype(np.float32),
        rarity=rarity,
        vectors=_unit(vectors),
        place={mark_of(questions): number for number, questions in enumerate(groups)},
    )


def write_ranker(model: Ranker, path: Path) -> None:
    """Write the model so that `corpus.ranker.read_ranker` reads it."""
    tensors: dict[str, NDArray[Any]] = {
        "table": model.table,
        "step": model.step,
        "rarity": model.rarity.astype(np.float16),
        "vectors": model.vectors.astype(np.float16),
    }
    save_file(tensors, path, metadata={"place": json.dumps(model.place)})
    # Saved for its owner alone; an installed model is read by everybody.
    path.chmod(0o644)


def _silent(_step: str, _done: int, _total: int) -> None:
    pass


def _texts(questions: tuple[str, ...], passages: Sequence[Passage]) -> Iterator[str]:
    yield from questions
    for text in dict.fromkeys(passage.text for passage in passages):
        yield from (text[start:end] for start, end in sentences(text) if end - start > _MIN_CHARS)


def _rarity(found: Sequence[Places]) -> NDArray[np.float32]:
    """How rare each place is, as the logarithm of texts by texts that have it; 0 for one that a single text has."""
    counted = np.bincount(np.concatenate(found), minlength=PLACES)
    rare = np.log(len(found) / np.maximum(counted, 1))
    return np.where(counted > 1, rare, 0).astype(np.float32)


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def _fit(
    rows: Sequence[tuple[Places, int]],
    rarity: NDArray[np.float32],
    count: int,
    options: RankerTraining,
    report: Progress,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The table of places and the vectors of passages after training."""
    torch = _torch()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    order = np.random.default_rng(options.seed)
    table = torch.nn.EmbeddingBag(PLACES, options.dim, mode="sum")
    torch.nn.init.normal_(table.weight, std=0.05)
    vectors = torch.nn.Parameter(torch.randn(count, options.dim) * 0.05)
    weights, normal = torch.from_numpy(rarity), torch.nn.functional.normalize
    optimizer = torch.optim.Adam([*table.parameters(), vectors], lr=options.learning_rate)
    total = options.epochs * -(-len(rows) // options.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, options.learning_rate, total_steps=total + 1, pct_start=0.1, anneal_strategy="linear"
    )
    for done, batch in enumerate(_batches(rows, options, order), start=1):
        places, starts, wanted = (torch.from_numpy(part) for part in batch)
        asked = normal(table(places, starts, per_sample_weights=weights[places]))
        loss = torch.nn.functional.cross_entropy(
            options.scale * asked @ normal(vectors).T, wanted, label_smoothing=options.smoothing
        )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        report("Træning", done, total)
    return table.weight.detach().numpy().copy(), vectors.detach().numpy().copy()


def _batches(
    rows: Sequence[tuple[Places, int]], options: RankerTraining, order: np.random.Generator
) -> Iterator[tuple[Places, Places, Places]]:
    """Texts in random order without some of their places: places end to end, where each text starts, its passage."""
    for _ in range(options.epochs):
        shuffled = order.permutation(len(rows))
        for start in range(0, len(rows), options.batch):
            chosen = [rows[row] for row in shuffled[start : start + options.batch]]
            kept = [_some(places, options.left_out, order) for places, _ in chosen]
            starts = np.cumsum([0, *(len(places) for places in kept[:-1])])
            yield np.concatenate(kept), starts, np.array([number for _, number in chosen])


def _some(places: Places, left_out: float, order: np.random.Generator) -> Places:
    if len(places) < _FEW:
        return places
    kept = places[order.random(len(places)) >= left_out]
    return kept if len(kept) else places


def _torch() -> Any:
    try:
        import torch
    except ImportError as exc:
        raise ModelUnavailable(f"Træning kræver torch ({exc}); installer projektet igen.") from exc
    return torch
