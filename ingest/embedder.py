"""Train the shipped embedding model: a static one, from scratch, on Danish law.

A static model is a table with one row per word piece; a text is the mean of its rows.
It trains in minutes on a processor, is read without torch, and beats an English
transformer by far on Danish law (measured: see the model card it writes). The same
texts, seed and settings give the same model on the same machine.
"""

import json
import lzma
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import CorpusError, ModelUnavailable
from corpus.passage import Passage
from corpus.tokens import is_stop_word
from ingest.pairs import Act, Pair, choose, pairs_of_act, pairs_of_passages

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """How the model is trained; the defaults made the shipped model.

    `vocabulary` x `dim` in float32 is 8 MB. `scale` sharpens the cosines of a batch.
    `corpus_repeats` is how often the corpus' own few pairs are seen per pass.
    """

    vocabulary: int = 16_384
    dim: int = 128
    pairs: int = 400_000
    max_tokens: int = 96
    batch: int = 1024
    epochs: int = 2
    learning_rate: float = 0.1
    scale: float = 20.0
    corpus_repeats: int = 10
    seed: int = 20261120
    threads: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """What came out of a training run: counts, the mean loss of the last 50 steps, and seconds."""

    acts: int
    pairs: int
    corpus_pairs: int
    loss: float


def train_embedder(
    texts: Path,
    out: Path,
    *,
    passages: Sequence[Passage] = (),
    excluded: frozenset[str] = frozenset(),
    training: Training | None = None,
    progress: Progress | None = None,
) -> Trained:
    """Train on `texts` and the corpus' passages and save a sentence-transformers model in `out`.

    `texts` holds one act a line as JSON {id, title, sections}, .jsonl or .jsonl.xz. `passages`
    is the corpus with its typical questions. `excluded` are ids of acts that a benchmark takes
    its questions from. `progress` is called with (step, done, total).

    Raises:
        CorpusError: the texts cannot be read or hold too few pairs.
        ModelUnavailable: torch or sentence-transformers cannot be loaded.
    """
    options = training or Training()
    report = progress or _silent
    rng = random.Random(options.seed)
    acts = tuple(act for act in read_acts(texts) if act.id not in excluded)
    pairs = choose((pair for act in acts for pair in pairs_of_act(act, rng)), options.pairs, rng)
    # Few among many, so twins seldom share a batch: a passage keeps all its questions.
    own = list(dict.fromkeys(pairs_of_passages(passages)))
    if len(pairs) + len(own) < 2:
        raise CorpusError(f"{texts}: der er for få tekster at træne på; brug en fil med love og bekendtgørelser.")
    tokenizer = _train_tokenizer([text for pair in (*pairs, *own) for text in pair], options)
    report("Ordstykker", 1, 1)
    sequence = [*pairs, *own * options.corpus_repeats]
    table, loss = _fit(_encode(tokenizer, sequence, options), tokenizer.get_vocab_size(), options, report)
    table[_silent_ids(tokenizer)] = 0
    result = Trained(acts=len(acts), pairs=len(pairs), corpus_pairs=len(own), loss=round(loss, 4))
    _save(out, tokenizer, table, options, result)
    return result


def read_acts(path: Path) -> Iterator[Act]:
    """The acts of a training file, in its order.

    Raises:
        CorpusError: the file cannot be read, or a line is not an act.
    """
    number = 0
    opened = lzma.open if path.suffix == ".xz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                number += 1
                row = json.loads(line)
                yield Act(id=row["id"], title=row["title"], sections=tuple(row["sections"]))
    except OSError as exc:
        raise CorpusError(f"{path}: lovteksterne kan ikke læses ({exc.strerror or exc}); ret stien.") from exc
    except (ValueError, KeyError, TypeError, lzma.LZMAError, EOFError) as exc:
        reason = f"linje {number} er ikke en lov med id, title og sections ({exc})"
        raise CorpusError(f"{path}: {reason}; hent filen igen.") from exc


def _silent(_step: str, _done: int, _total: int) -> None:
    pass


def _train_tokenizer(texts: Sequence[str], training: Training) -> Any:
    """A lower-case WordPiece tokenizer; Danish letters are kept as they are.

    The trainer numbers "##a", "##b" … in the random order of a hash table and breaks ties by
    number. Naming them first, in order, makes the same texts give the same vocabulary.
    """
    from tokenizers import Tokenizer, models, trainers

    letters = sorted({letter for text in texts for letter in text.lower() if letter.isalnum()})
    first = ["[PAD]", "[UNK]", *(f"##{letter}" for letter in letters)]
    trained = _word_piece(Tokenizer(models.WordPiece(unk_token="[UNK]")))
    trainer = trainers.WordPieceTrainer(
        vocab_size=training.vocabulary, special_tokens=first, min_frequency=2, show_progress=False
    )
    trained.train_from_iterator(texts, trainer)
    # Anew, so that the named pieces are ordinary ones and not matched in the text.
    return _word_piece(Tokenizer(models.WordPiece(trained.get_vocab(), unk_token="[UNK]")))


def _word_piece(tokenizer: Any) -> Any:
    from tokenizers import normalizers, pre_tokenizers

    tokenizer.normalizer = normalizers.BertNormalizer(strip_accents=False, lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


@dataclass(frozen=True, slots=True)
class _Side:
    """Texts as token ids laid end to end; text i is `ids[offsets[i]:offsets[i + 1]]`."""

    ids: NDArray[np.int64]
    offsets: NDArray[np.int64]

    def batch(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The ids of some texts laid end to end, and where each starts."""
        pieces = [self.ids[self.offsets[row] : self.offsets[row + 1]] for row in rows]
        starts = np.cumsum([0, *(len(piece) for piece in pieces[:-1])])
        return np.concatenate(pieces), starts


def _encode(tokenizer: Any, pairs: Sequence[Pair], training: Training) -> tuple[_Side, _Side]:
    silent = _silent_ids(tokenizer)
    tokenizer.enable_truncation(training.max_tokens)
    one = _encode_side(tokenizer, [one for one, _ in pairs], silent)
    two = _encode_side(tokenizer, [two for _, two in pairs], silent)
    tokenizer.no_truncation()
    return one, two


def _silent_ids(tokenizer: Any) -> NDArray[np.int64]:
    """The pieces that are stop words or signs: they are not trained, and their rows are zero.

    A mean of rows hears "hvordan gør man" as loudly as what is asked about: without these
    rows, recall on everyday questions over the reports rose by a half, and citations held.
    """
    vocabulary = sorted(tokenizer.get_vocab().items())
    return np.array([number for piece, number in vocabulary if _is_silent(piece)], dtype=np.int64)


def _is_silent(piece: str) -> bool:
    return is_stop_word(piece) or not any(letter.isalnum() for letter in piece)


def _encode_side(tokenizer: Any, texts: Sequence[str], silent: NDArray[np.int64]) -> _Side:
    # In slices, because 400,000 encodings at once take gigabytes.
    rows: list[NDArray[np.int64]] = []
    for start in range(0, len(texts), 20_000):
        encoded = tokenizer.encode_batch_fast(texts[start : start + 20_000], add_special_tokens=False)
        found = (np.asarray(encoding.ids, dtype=np.int64) for encoding in encoded)
        rows.extend(ids[~np.isin(ids, silent)] for ids in found)
    return _Side(np.concatenate(rows), np.cumsum([0, *(len(row) for row in rows)]))


def _fit(
    sides: tuple[_Side, _Side], vocabulary: int, training: Training, report: Progress
) -> tuple[NDArray[np.float32], float]:
    """The table of token rows after training, and the mean loss of the last 50 steps.

    The loss is multiple negatives ranking, both ways: in a batch each text's partner is
    right and every other text is wrong (Henderson et al. 2017, section 4.4).
    """
    torch = _torch()
    torch.set_num_threads(training.threads)
    torch.manual_seed(training.seed)
    table = torch.nn.EmbeddingBag(vocabulary, training.dim, mode="mean")
    optimizer = torch.optim.Adam(table.parameters(), lr=training.learning_rate)
    batches = list(_batches(len(sides[0].offsets) - 1, training))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, training.learning_rate, total_steps=len(batches) + 1, pct_start=0.1, anneal_strategy="linear"
    )
    losses: list[float] = []
    for step, rows in enumerate(batches, start=1):
        losses.append(_step(torch, table, optimizer, [side.batch(rows) for side in sides], training.scale))
        schedule.step()
        report("Træning", step, len(batches))
    return table.weight.detach().numpy().astype(np.float32, copy=True), float(np.mean(losses[-50:]))


def _step(torch: Any, table: Any, optimizer: Any, sides: Sequence[tuple[Any, Any]], scale: float) -> float:
    one, two = (
        torch.nn.functional.normalize(table(torch.from_numpy(ids), torch.from_numpy(starts))) for ids, starts in sides
    )
    scores = one @ two.T * scale
    target = torch.arange(len(scores))
    loss = (torch.nn.functional.cross_entropy(scores, target) + torch.nn.functional.cross_entropy(scores.T, target)) / 2
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return float(loss.detach())


def _batches(count: int, training: Training) -> Iterator[NDArray[np.int64]]:
    order = np.random.default_rng(training.seed)
    for _ in range(training.epochs):
        shuffled = order.permutation(count)
        for start in range(0, count, training.batch):
            rows = shuffled[start : start + training.batch]
            # A lone text has no wrong answers to learn from.
            if len(rows) > 1:
                yield rows


def _save(out: Path, tokenizer: Any, table: NDArray[np.float32], training: Training, result: Trained) -> None:
    """Write the model as sentence-transformers reads it, and beside it how it was made."""
    try:
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    except ImportError as exc:
        raise ModelUnavailable(f"Træning kræver sentence-transformers ({exc}); installer projektet igen.") from exc
    module = StaticEmbedding(tokenizer, embedding_weights=table)
    try:
        SentenceTransformer(modules=[module], device="cpu").save(str(out), create_model_card=False)
        # Saved for its owner alone; an installed model is read by everybody.
        (out / "model.safetensors").chmod(0o644)
        record = {"training": asdict(training), "result": asdict(result)}
        (out / "training.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    except OSError as exc:
        raise ModelUnavailable(
            f"{out}: modellen kan ikke gemmes ({exc.strerror or exc}); vælg en anden mappe."
        ) from exc


def _torch() -> Any:
    try:
        import torch
    except ImportError as exc:
        raise ModelUnavailable(f"Træning kræver torch ({exc}); installer projektet igen.") from exc
    return torch
