"""The index in memory: opened once, checked against its stamp, searched by many threads.

The only reader of Chroma. Vectors are read from it once and compared exactly, because
its metadata filters cost 54-331 ms at 100,000 rows where masking and a matrix product
cost a few, and because nothing is then held open: an ingest may replace the folder while
this index goes on serving.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import bm25s
import chromadb
import numpy as np
from chromadb.config import Settings
from chromadb.errors import ChromaError

from assistant.rank import (
    Ranked,
    Scores,
    Weights,
    closest,
    in_force_days,
    in_force_mask,
    lexical_scores,
    rank,
    wanted,
)
from corpus.embedding import Embedder, Vectors
from corpus.errors import IndexUnavailable
from corpus.index_files import (
    CHROMA,
    COLLECTION,
    GRAMS,
    PASSAGES,
    REBUILD,
    SOURCES,
    WORDS,
    IndexStamp,
    current_folder,
    file_hash,
    passage_from,
    read_stamp,
    source_from,
)
from corpus.passage import Passage, Source
from corpus.reference import LawRef, find
from corpus.synonyms import default_synonyms
from corpus.tokens import gram_tokens, word_tokens

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found, and why.

    `score` is comparable within one search only; pinned hits stand first, by the
    reference that was named. A rank is 1 for the best.
    """

    passage: Passage
    score: float
    lexical_rank: int | None = None
    dense_rank: int | None = None
    pinned: bool = False


class Store:
    """An opened index. Nothing in it changes, so threads may share it."""

    def __init__(
        self, stamp: IndexStamp, sources: Sequence[Source], passages: Sequence[Passage], signals: "Signals"
    ) -> None:
        """Serve these passages; use `open_store` to read them from disk."""
        self.stamp = stamp
        self.sources: Mapping[str, Source] = {source.id: source for source in sources}
        self.passages: Mapping[str, Passage] = {passage.id: passage for passage in passages}
        self._ordered = tuple(passages)
        self._signals = signals
        self._days = in_force_days(self._ordered)
        self._by_section: dict[tuple[str, str], list[int]] = {}
        for number, passage in enumerate(self._ordered):
            if passage.reference:
                self._by_section.setdefault((passage.reference.act, passage.reference.section), []).append(number)

    def search(
        self,
        query: str,
        k: int,
        on: date,
        *,
        expand: Sequence[str] = (),
        pinned: Sequence[LawRef] = (),
        weights: Weights | None = None,
    ) -> tuple[Hit, ...]:
        """At most `k` passages in force on `on`: the provisions named, then the best by words and meaning.

        `expand` are other words for what is asked, besides the synonyms of its own; `pinned` are provisions
        to show first, besides those the query names itself.

        Raises:
            ModelUnavailable: the embedding model failed.
        """
        chosen = weights or Weights()
        named = wanted(find(query), self._known(on))
        first = self._pins((*pinned, *named), on)[:k]
        lexical, dense = self._signals.scores(query, (*expand, *default_synonyms().of(query)), chosen)
        mask = in_force_mask(self._days, on)
        ranked = rank(lexical, dense, mask, chosen, k)
        top = ranked[0].score if ranked else 0.0
        by_number = {entry.passage: entry for entry in ranked}
        hits = [self._pinned_hit(n, by_number.get(n), top + len(first) - i) for i, n in enumerate(first)]
        hits += [self._hit(entry) for entry in ranked if entry.passage not in set(first)]
        return tuple(hits[:k])

    def by_reference(self, ref: LawRef, on: date) -> tuple[Passage, ...]:
        """The passages of a provision in force on the day: itself and its parts, else what it stands in."""
        return tuple(self._ordered[number] for number in self._pins((ref,), on))

    def close(self) -> None:
        """Nothing is held open; kept so that a store can be used like any other resource."""

    def _known(self, on: date) -> list[LawRef]:
        return [LawRef(act, section) for (act, section), rows in self._by_section.items() if self._valid(rows, on)]

    def _valid(self, numbers: Sequence[int], on: date) -> list[int]:
        return [number for number in numbers if self._ordered[number].in_force(on)]

    def _pins(self, refs: Sequence[LawRef], on: date) -> list[int]:
        found: dict[int, None] = {}
        for ref in refs:
            numbers = self._valid(self._by_section.get((ref.act, ref.section), ()), on)
            provisions = {known: n for n in numbers if (known := self._ordered[n].reference)}
            found.update(dict.fromkeys(closest(ref.without_pkt(), provisions)))
        return list(found)

    def _pinned_hit(self, number: int, entry: Ranked | None, score: float) -> Hit:
        ranks = (entry.lexical_rank, entry.dense_rank) if entry else (None, None)
        return Hit(passage=self._ordered[number], score=score, lexical_rank=ranks[0], dense_rank=ranks[1], pinned=True)

    def _hit(self, entry: Ranked) -> Hit:
        return Hit(
            passage=self._ordered[entry.passage],
            score=entry.score,
            lexical_rank=entry.lexical_rank,
            dense_rank=entry.dense_rank,
        )


class Signals:
    """The arrays that a query is held against: words and vectors by passage."""

    def __init__(self, words: Any, grams: Any, vectors: Vectors, embedder: Embedder) -> None:
        """`words` and `grams` are bm25s indexes of the passages; `vectors` is `(n_passages, dim)` with unit rows."""
        self._count = len(vectors)
        self._words, self._grams = words, grams
        self._vectors, self._embedder = vectors, embedder

    def scores(self, query: str, expand: Sequence[str], weights: Weights) -> tuple[Scores, Scores]:
        """The lexical score and the cosine of every passage."""
        words = self._bm25(self._words, word_tokens(query))
        grams = self._bm25(self._grams, gram_tokens(query))
        extra = self._bm25(self._words, word_tokens(" ".join(expand))) if expand else None
        dense = self._vectors @ self._embedder.embed_question(query)
        return lexical_scores(words, grams, extra, weights), dense

    def _bm25(self, index: Any, tokens: list[str]) -> Scores:
        # bm25s fails on a query without tokens.
        if not tokens:
            return np.zeros(self._count, dtype=np.float32)
        return np.asarray(index.get_scores(tokens), dtype=np.float32)


def open_store(home: Path, embedder: Embedder, corpus: str | None = None) -> Store:
    """The index in use in `home`.

    `corpus` is the `corpus_hash` it must have been built from; None accepts any.

    Raises:
        IndexUnavailable: there is none, it is damaged, or it was built by another version,
            with another model or from another corpus; the message names what mends it.
    """
    folder = current_folder(home)
    try:
        return _open(folder, embedder, corpus)
    except IndexUnavailable:
        # An ingest may have replaced the folder while it was read; then the new one is meant.
        newer = current_folder(home)
        if newer == folder:
            raise
        return _open(newer, embedder, corpus)


def _open(folder: Path, embedder: Embedder, corpus: str | None) -> Store:
    stamp = read_stamp(folder)
    _fits(stamp, embedder, corpus, folder)
    for name, expected in stamp.files.items():
        with _reading(folder, name):
            if file_hash(folder / name) != expected:
                raise ValueError("filen er ændret")
    with _reading(folder, SOURCES):
        sources = _lines(folder / SOURCES, source_from)
    with _reading(folder, PASSAGES):
        by_id = {source.id: source for source in sources}
        passages = _lines(folder / PASSAGES, lambda line: passage_from(line, by_id))
        if (len(sources), len(passages)) != (stamp.sources, stamp.passages):
            raise ValueError("antallet passer ikke med stemplet")
    with _reading(folder, WORDS):
        words = _load_bm25(folder / WORDS, len(passages))
    with _reading(folder, GRAMS):
        grams = _load_bm25(folder / GRAMS, len(passages))
    with _reading(folder, CHROMA):
        vectors = _load_vectors(folder, passages, stamp.dim)
    return Store(stamp, sources, passages, Signals(words, grams, vectors, embedder))


def _fits(stamp: IndexStamp, embedder: Embedder, corpus: str | None, folder: Path) -> None:
    if (stamp.embedder, stamp.dim) != (embedder.id, embedder.dim):
        models = f"bygget med søgemodellen {stamp.embedder!r}, men {embedder.id!r} er valgt"
        raise IndexUnavailable(f"Indekset i {folder} er {models}; {REBUILD}")
    if corpus is not None and stamp.corpus != corpus:
        raise IndexUnavailable(f"Kilderne er ændret, siden indekset i {folder} blev bygget; {REBUILD}")


# AttributeError: Chroma 1.5.9's second try in one process at a database that it could not open.
_DAMAGE = (OSError, ValueError, KeyError, TypeError, IndexError, EOFError, AttributeError, ChromaError)
# Chroma keeps one system a path for the whole process; of two threads that open it at once, one fails.
_ONE_AT_A_TIME = Lock()


@contextmanager
def _reading(folder: Path, name: str) -> Iterator[None]:
    """Every way in which a file of the index can be missing or damaged, told in one line."""
    try:
        yield
    except _DAMAGE as exc:
        reason = " ".join(str(exc).split())[:200] or type(exc).__name__
        raise IndexUnavailable(f"Indekset i {folder} er beskadiget ({name}: {reason}); {REBUILD}") from exc


def _lines(path: Path, parse: Callable[[str], T]) -> tuple[T, ...]:
    with path.open(encoding="utf-8") as lines:
        return tuple(parse(line) for line in lines)


def _load_bm25(folder: Path, rows: int) -> Any:
    index = bm25s.BM25.load(folder, show_progress=False)
    scores = index.scores
    sound = len(scores["data"]) == len(scores["indices"]) == scores["indptr"][-1] and scores["num_docs"] == rows
    if not sound:
        raise ValueError("rækkerne passer ikke sammen")
    return index


def _load_vectors(folder: Path, passages: Sequence[Passage], dim: int) -> Vectors:
    """The vectors in the order of the passages; Chroma promises no order of its own."""
    # An empty folder would otherwise become a new, empty database.
    if not (folder / CHROMA / "chroma.sqlite3").is_file():
        raise FileNotFoundError("chroma.sqlite3 mangler")
    with _ONE_AT_A_TIME:
        client = chromadb.PersistentClient(str(folder / CHROMA), settings=Settings(anonymized_telemetry=False))
        try:
            stored = client.get_collection(COLLECTION, embedding_function=None).get(include=["embeddings"])
        finally:
            # Missing from the declared type of 1.5.9, present in every client.
            client.close()  # type: ignore[attr-defined]
    place = {passage.id: number for number, passage in enumerate(passages)}
    vectors = np.full((len(passages), dim), np.nan, dtype=np.float32)
    vectors[[place[name] for name in stored["ids"]]] = np.asarray(stored["embeddings"], dtype=np.float32)
    if np.isnan(vectors).any():
        raise ValueError("der mangler vektorer")
    return vectors
