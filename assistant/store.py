"""The index in memory: opened once, checked against its stamp, searched by many threads.

Vectors are read from Chroma once and compared exactly, because
its metadata filters cost 54-331 ms at 100,000 rows where masking and a matrix product
cost a few, and because nothing is then held open: an ingest may replace the folder, and a
Chroma server may stop, while this index goes on serving. An index that is opened while the
server is away searches by words alone, says so, and fetches the vectors when it is back.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Lock
from typing import Any, TypeVar

import bm25s
import chromadb
import numpy as np
from chromadb.config import Settings
from chromadb.errors import ChromaError

from assistant.rank import (
    Mask,
    Meaning,
    Ranked,
    Scores,
    Weights,
    Words,
    closest,
    in_force_days,
    in_force_mask,
    lexical_scores,
    rank,
    wanted,
)
from corpus.chroma_server import ServedVectors, download
from corpus.embedding import Embedder, Vectors
from corpus.errors import IndexUnavailable
from corpus.index_files import (
    ASKED_GRAMS,
    ASKED_WORDS,
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
from corpus.ranker import Places, Ranker, default_ranker
from corpus.reference import LawRef, find
from corpus.synonyms import default_synonyms
from corpus.tokens import gram_tokens, word_tokens

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found, and why.

    `score` is comparable within one search only; pinned hits stand first, by the
    reference that was named. A rank is 1 for the best. `trained` is the ranker's cosine with the
    question, comparable between searches; None for a passage that it does not know.
    """

    passage: Passage
    score: float
    lexical_rank: int | None = None
    dense_rank: int | None = None
    trained: float | None = None
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

    @property
    def words_alone(self) -> bool:
        """True while the vectors are not here, because their server does not answer."""
        return self._signals.words_alone

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
        words, meaning = self._signals.scores(query, (*expand, *default_synonyms().of(query)), chosen)
        ranked = rank(words, meaning, in_force_mask(self._days, on), chosen, k)
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
            trained=entry.trained,
        )


class Lexical:
    """The bm25s indexes of some passages, words and letter runs; `rows` are their numbers among all `count`."""

    def __init__(self, words: Any, grams: Any, rows: Places, count: int) -> None:
        """Hold the indexes."""
        self._words, self._grams, self._rows, self._count = words, grams, rows, count

    def scores(self, tokens: "Tokens", weights: Weights) -> Scores:
        """The lexical score of each of all passages, 0 for those that are not here."""
        words, grams = self._bm25(self._words, tokens.words), self._bm25(self._grams, tokens.grams)
        extra = self._bm25(self._words, tokens.extra) if tokens.extra else None
        found = np.zeros(self._count, dtype=np.float32)
        found[self._rows] = lexical_scores(words, grams, extra, weights)
        return found

    @property
    def has(self) -> Mask:
        """True for each of all passages that is here."""
        return np.isin(np.arange(self._count), self._rows)

    def _bm25(self, index: Any, tokens: list[str]) -> Scores:
        # bm25s fails on a query without tokens.
        if not tokens:
            return np.zeros(len(self._rows), dtype=np.float32)
        return np.asarray(index.get_scores(tokens), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A question cut for each index: its words, its runs of letters, and other words for it."""

    words: list[str]
    grams: list[str]
    extra: list[str]


class Signals:
    """The arrays that a query is held against: words and vectors by passage."""

    def __init__(
        self,
        own: Lexical,
        asked: Lexical | None,
        vectors: Vectors | ServedVectors,
        embedder: Embedder,
        trained: tuple[Ranker, Places],
    ) -> None:
        """`own` are the texts of all passages, `asked` those with typical questions, None where no passage has any.

        `vectors` is `(n_passages, dim)` with unit rows; `trained` is the ranker, and for each passage the row of its
        vector there, or -1.
        """
        self._own, self._asked = own, asked
        self._vectors, self._embedder = vectors, embedder
        self._ranker, self._rows = trained
        self._known = self._rows >= 0
        self._has = asked.has if asked else np.zeros_like(self._known)

    @property
    def words_alone(self) -> bool:
        """True while the vectors are not here."""
        return isinstance(self._vectors, ServedVectors) and not self._vectors.here

    def scores(self, query: str, expand: Sequence[str], weights: Weights) -> tuple[Words, Meaning]:
        """The match and the nearness of every passage."""
        tokens = Tokens(word_tokens(query), gram_tokens(query), word_tokens(" ".join(expand)))
        own = self._own.scores(tokens, weights)
        asked = self._asked.scores(tokens, weights) if self._asked else own
        vectors = self._vectors() if isinstance(self._vectors, ServedVectors) else self._vectors
        dense = None if vectors is None else vectors @ self._embedder.embed_question(query)
        near = self._ranker.vectors @ self._ranker.of(query)
        meaning = Meaning(dense=dense, trained=near[self._rows], known=self._known)
        return Words(own=own, asked=asked, has=self._has), meaning


def open_store(home: Path, embedder: Embedder, corpus: str | None = None, server: str | None = None) -> Store:
    """The index in use in `home`.

    `corpus` is the `corpus_hash` it must have been built from; None accepts any. `server` is the
    Chroma server that keeps the vectors; one that does not answer is asked again later.

    Raises:
        IndexUnavailable: there is none, it is damaged, or it was built by another version,
            with another model, from another corpus or for other vectors' keeping; the message
            names what mends it.
    """
    folder = current_folder(home)
    wanted_from = _From(embedder=embedder, corpus=corpus, server=server)
    try:
        return _open(folder, wanted_from)
    except IndexUnavailable:
        # An ingest may have replaced the folder while it was read; then the new one is meant.
        newer = current_folder(home)
        if newer == folder:
            raise
        return _open(newer, wanted_from)


@dataclass(frozen=True, slots=True, kw_only=True)
class _From:
    """What an index must have been built from and for."""

    embedder: Embedder
    corpus: str | None
    server: str | None


def _open(folder: Path, built: _From) -> Store:
    stamp = read_stamp(folder)
    _fits(stamp, built, folder)
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
    everyone = np.arange(len(passages))
    asked = np.array([number for number in everyone if passages[number].questions], dtype=np.int64)
    own = _lexical(folder, (WORDS, GRAMS), everyone, len(passages))
    with_questions = _lexical(folder, (ASKED_WORDS, ASKED_GRAMS), asked, len(passages)) if len(asked) else None
    vectors = _vectors(folder, stamp, passages, built.server)
    ranker = default_ranker()
    signals = Signals(own, with_questions, vectors, built.embedder, (ranker, ranker.known(passages)))
    return Store(stamp, sources, passages, signals)


def _lexical(folder: Path, names: tuple[str, str], rows: Places, count: int) -> Lexical:
    loaded = []
    for name in names:
        with _reading(folder, name):
            loaded.append(_load_bm25(folder / name, len(rows)))
    words, grams = loaded
    return Lexical(words, grams, rows, count)


def _vectors(
    folder: Path, stamp: IndexStamp, passages: Sequence[Passage], server: str | None
) -> Vectors | ServedVectors:
    if server is None:
        with _reading(folder, CHROMA):
            return _load_vectors(folder, passages, stamp.dim)
    ids = tuple(passage.id for passage in passages)
    return ServedVectors(lambda: download(server, stamp.collection, ids, stamp.dim))


def _fits(stamp: IndexStamp, built: _From, folder: Path) -> None:
    embedder = built.embedder
    if (stamp.embedder, stamp.dim) != (embedder.id, embedder.dim):
        models = f"bygget med søgemodellen {stamp.embedder!r}, men {embedder.id!r} er valgt"
        raise IndexUnavailable(f"Indekset i {folder} er {models}; {REBUILD}")
    if built.server is None and stamp.collection:
        raise IndexUnavailable(
            f"Indekset i {folder} er bygget til en Chroma-server; sæt PRAKTIK_CHROMA_URL, eller {REBUILD}"
        )
    if built.server is not None and not stamp.collection:
        raise IndexUnavailable(
            f"Indekset i {folder} er bygget uden Chroma-server, men PRAKTIK_CHROMA_URL er sat; {REBUILD}"
        )
    if built.corpus is not None and stamp.corpus != built.corpus:
        raise IndexUnavailable(f"Kilderne er ændret, siden indekset i {folder} blev bygget; {REBUILD}")


# AttributeError: Chroma 1.5.9's second try in one process at a database that it could not open.
_DAMAGE = (OSError, ValueError, KeyError, TypeError, IndexError, EOFError, AttributeError, ChromaError)
# Bytes that Chroma may write to open a database: a few of SQLite's pages, with room to spare.
_TO_OPEN = 100_000
# Vectors that Chroma hands out at a time: as lists of numbers they take eight times the room.
_AT_A_TIME = 10_000
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


@contextmanager
def _writable(folder: Path) -> Iterator[Path]:
    """The folder, or a copy of it where it is read-only or its disk is full: Chroma writes to open its database."""
    if _can_write(folder):
        yield folder
        return
    with ExitStack() as kept:
        try:
            copy = Path(kept.enter_context(TemporaryDirectory(prefix="praktik-", ignore_cleanup_errors=True)))
            _copy_contents(folder, copy)
        except OSError as exc:
            raise IndexUnavailable(
                f"Indekset i {folder.parent} kan ikke åbnes, fordi der hverken dér eller i mappen til midlertidige"
                f" filer kan skrives ({exc.strerror}); ryd op på disken, eller ret adgangen."
            ) from exc
        yield copy


def _can_write(folder: Path) -> bool:
    if not os.access(folder / "chroma.sqlite3", os.W_OK):
        return False
    try:
        with TemporaryFile(dir=folder) as tried:
            tried.write(bytes(_TO_OPEN))
    except OSError:
        return False
    return True


def _copy_contents(folder: Path, copy: Path) -> None:
    """The files without their permissions."""
    for path in folder.rglob("*"):
        if path.is_file():
            place = copy / path.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


def _load_vectors(folder: Path, passages: Sequence[Passage], dim: int) -> Vectors:
    """The vectors in the order of the passages; Chroma promises no order of its own."""
    # An empty folder would otherwise become a new, empty database.
    if not (folder / CHROMA / "chroma.sqlite3").is_file():
        raise FileNotFoundError("chroma.sqlite3 mangler")
    place = {passage.id: number for number, passage in enumerate(passages)}
    vectors = np.full((len(passages), dim), np.nan, dtype=np.float32)
    with _ONE_AT_A_TIME, _writable(folder / CHROMA) as opened:
        client = chromadb.PersistentClient(str(opened), settings=Settings(anonymized_telemetry=False))
        try:
            collection = client.get_collection(COLLECTION, embedding_function=None)
            for start in range(0, max(collection.count(), len(passages)), _AT_A_TIME):
                stored = collection.get(include=["embeddings"], limit=_AT_A_TIME, offset=start)
                if stored["ids"]:
                    rows = [place[name] for name in stored["ids"]]
                    vectors[rows] = np.asarray(stored["embeddings"], dtype=np.float32)
        finally:
            # Missing from the declared type of 1.5.9, present in every client.
            client.close()  # type: ignore[attr-defined]
    if np.isnan(vectors).any():
        raise ValueError("der mangler vektorer")
    return vectors
