"""Build the index beside the one in use, prove that it finds, and only then point to it.

One process builds at a time. The new index lies in a folder of its own until the pointer
file is replaced in one step, so a kill at any moment leaves the old index serving, and
what a killed build left behind is removed by the next one.

With a Chroma server the vectors are uploaded under the new index' own name before the pointer
moves. The index before it, folder and collection, is kept until the next build, because other
machines may still be opening it.
"""

import errno
import os
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import bm25s
import chromadb
import numpy as np
from chromadb.config import Settings
from chromadb.errors import ChromaError
from filelock import FileLock, Timeout

from corpus.chroma_server import ServerDown, download, holds, remove, upload
from corpus.embedding import Embedder, Vectors
from corpus.errors import CorpusError, GuidanceError, IndexUnavailable
from corpus.index_files import (
    ASKED_GRAMS,
    ASKED_WORDS,
    CHROMA,
    COLLECTION,
    FOLDER,
    GRAMS,
    LOCK,
    PASSAGES,
    POINTER,
    SCHEMA,
    SOURCES,
    WORDS,
    IndexStamp,
    collection_of,
    corpus_hash,
    current_folder,
    file_hash,
    in_order,
    meaning,
    own_text,
    passage_line,
    read_stamp,
    source_line,
    write_stamp,
)
from corpus.passage import Passage, Source
from corpus.tokens import gram_tokens, word_tokens

Progress = Callable[[str, int, int], None]

# Chroma 1.5.9 refuses batches above 5,461 rows.
_BATCH = 5_000
# BM25's k1 and b for words and for letter runs: best of .4/.5/.75 on the dev half of the citation questions.
K1, B = 1.5, 0.5
# So many passages must find themselves before an index is used.
_GOLDEN = 50
# A number that was stored and read back, in float32 with room for Chroma's own scaling.
_SAME = 1e-5


def build_index(
    home: Path,
    sources: Sequence[Source],
    passages: Sequence[Passage],
    embedder: Embedder,
    progress: Progress | None = None,
    server: str | None = None,
) -> IndexStamp:
    """Build, verify and switch to an index of `passages` in `home`.

    `progress` is called with (step, done, total). `server` is the Chroma server that is to keep the vectors.

    Raises:
        CorpusError: no passages, two of one id, or a passage that does not stand in its source.
        IndexUnavailable: another build is running, the folder cannot be written, the server does
            not answer, or the finished index does not find its own passages. The index in use is
            untouched.
        ModelUnavailable: the embedding model failed.
    """
    ordered = in_order(passages)
    _check(sources, ordered)
    with _translated(home), _alone(home):
        folder = home / f"{FOLDER}{uuid.uuid4().hex[:12]}"
        before = _in_use(home) if server else None
        folder.mkdir()
        try:
            stamp = _write(folder, sources, ordered, embedder, progress or _silent, server)
            _point(home, folder)
        except BaseException:
            _remove(folder, server)
            raise
        _remove_others(home, {folder, before}, server)
    return stamp


def is_current(home: Path, corpus: str, embedder_id: str, server: str | None = None) -> bool:
    """True if the index in `home` was built from this corpus with this model, by this version, for this server.

    Raises:
        IndexUnavailable: the server does not answer.
    """
    try:
        folder = current_folder(home)
        stamp = read_stamp(folder)
        intact = all(file_hash(folder / name) == value for name, value in stamp.files.items())
    except (IndexUnavailable, OSError):
        return False
    whole = all((folder / name).is_dir() for name in (WORDS, GRAMS, *(() if server else (CHROMA,))))
    same = (stamp.corpus, stamp.embedder, bool(stamp.collection)) == (corpus, embedder_id, server is not None)
    return intact and whole and same and (server is None or holds(server, stamp.collection, stamp.passages))


def _silent(_step: str, _done: int, _total: int) -> None:
    pass


def _check(sources: Sequence[Source], passages: Sequence[Passage]) -> None:
    texts = {source.id: source.text for source in sources}
    if len(texts) != len(sources):
        raise CorpusError("To kilder har samme id; giv hver kilde sit eget i manifestet.")
    if not passages:
        raise CorpusError("Der er ingen passager at indeksere; se om kilderne er med i installationen.")
    seen: set[str] = set()
    for passage in passages:
        # Chroma would keep only one of two rows with the same id, and say nothing.
        if passage.id in seen:
            raise CorpusError(f"To passager har id {passage.id!r} (kilde {passage.source!r}); id skal være entydigt.")
        seen.add(passage.id)
        if passage.source not in texts:
            raise CorpusError(f"Passagen {passage.id!r} hører til kilden {passage.source!r}, som ikke findes.")
        if texts[passage.source][passage.start : passage.end] != passage.text:
            raise CorpusError(
                f"Passagen {passage.id!r} står ikke på {passage.start}-{passage.end} i {passage.source!r};"
                " ret udskæringen."
            )


def _write(
    folder: Path,
    sources: Sequence[Source],
    passages: Sequence[Passage],
    embedder: Embedder,
    report: Progress,
    server: str | None,
) -> IndexStamp:
    _write_lines(folder / SOURCES, map(source_line, sources))
    _write_lines(folder / PASSAGES, map(passage_line, passages))
    report("Ordindeks", 0, 1)
    _write_lexical(folder, passages)
    report("Ordindeks", 1, 1)
    vectors = _embed(passages, embedder, report)
    if server:
        ids = [passage.id for passage in passages]
        upload(server, collection_of(folder), ids, vectors, lambda done, total: report("Chroma", done, total))
        _verify_served(server, folder, ids, vectors)
    else:
        _write_vectors(folder, passages, vectors, report)
        _compact(folder)
        _verify_vectors(folder, passages, vectors)
    stamp = IndexStamp(
        schema=SCHEMA,
        corpus=corpus_hash(sources, passages),
        embedder=embedder.id,
        dim=embedder.dim,
        sources=len(sources),
        passages=len(passages),
        files={name: file_hash(folder / name) for name in (SOURCES, PASSAGES)},
        collection=collection_of(folder) if server else "",
    )
    _verify_words(folder, passages)
    write_stamp(folder, stamp)
    return stamp


def _write_lines(path: Path, lines: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(lines)


def _write_lexical(folder: Path, passages: Sequence[Passage]) -> None:
    for cut, own_name, asked_name in ((word_tokens, WORDS, ASKED_WORDS), (gram_tokens, GRAMS, ASKED_GRAMS)):
        own = [cut(own_text(passage)) for passage in passages]
        _save_lexical(folder / own_name, own)
        # Question by question: few of them name a provision, and only those are looked through for it.
        asked = [
            [*tokens, *(token for question in passage.questions for token in cut(question))]
            for tokens, passage in zip(own, passages, strict=True)
            if passage.questions
        ]
        if asked:
            _save_lexical(folder / asked_name, asked)


def _save_lexical(folder: Path, rows: list[list[str]]) -> None:
    index = bm25s.BM25(k1=K1, b=B)
    index.index(rows, show_progress=False)
    index.save(folder, show_progress=False)


def _embed(passages: Sequence[Passage], embedder: Embedder, report: Progress) -> Vectors:
    parts = []
    for start in range(0, len(passages), _BATCH):
        parts.append(embedder.embed([meaning(passage) for passage in passages[start : start + _BATCH]]))
        report("Vektorer", min(start + _BATCH, len(passages)), len(passages))
    return np.concatenate(parts)


@contextmanager
def _collection(folder: Path) -> Iterator[chromadb.Collection]:
    """The index' Chroma collection; closed again so that no handle outlives the folder."""
    client = chromadb.PersistentClient(str(folder / CHROMA), settings=Settings(anonymized_telemetry=False))
    try:
        # Without None, Chroma would fetch a model of its own. The distance cannot be changed later.
        yield client.get_or_create_collection(
            COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
    finally:
        # Missing from the declared type of 1.5.9, present in every client.
        client.close()  # type: ignore[attr-defined]


def _write_vectors(folder: Path, passages: Sequence[Passage], vectors: Vectors, report: Progress) -> None:
    with _collection(folder) as collection:
        for start in range(0, len(passages), _BATCH):
            batch = passages[start : start + _BATCH]
            # `add` keeps the old row of an id that exists and says nothing; `upsert` replaces it.
            collection.upsert(ids=[passage.id for passage in batch], embeddings=vectors[start : start + _BATCH])
            report("Chroma", min(start + _BATCH, len(passages)), len(passages))


def _compact(folder: Path) -> None:
    """Give back the pages that Chroma's write-ahead queue has left: two thirds of its file."""
    with closing(sqlite3.connect(folder / CHROMA / "chroma.sqlite3", isolation_level=None)) as database:
        database.execute("VACUUM")


def _verify_served(server: str, folder: Path, ids: Sequence[str], vectors: Vectors) -> None:
    """Read back what the server has, as a reader will."""
    if not np.allclose(download(server, collection_of(folder), ids, vectors.shape[1]), vectors, atol=_SAME):
        raise IndexUnavailable(f"Chroma-serveren {server} giver andre vektorer tilbage, end den fik; {_AGAIN}")


def _verify_vectors(folder: Path, passages: Sequence[Passage], vectors: Vectors) -> None:
    """Count what stands on disk, and let a sample of it find itself."""
    with _collection(folder) as collection:
        if collection.count() != len(passages):
            raise IndexUnavailable(f"Indekset har {collection.count()} vektorer, ikke {len(passages)}; {_AGAIN}")
        for number in _sample(len(passages)):
            # By id and not by a query: Chroma's graph is approximate, and loses some twins at 100,000.
            stored = collection.get(ids=[passages[number].id], include=["embeddings"])["embeddings"]
            if stored is None or not np.allclose(stored, vectors[number], atol=_SAME):
                raise IndexUnavailable(f"Indekset finder ikke sin egen passage {passages[number].id!r}; {_AGAIN}")


def _verify_words(folder: Path, passages: Sequence[Passage]) -> None:
    """Let a sample of the passages be found by their own words."""
    words = bm25s.BM25.load(folder / WORDS, show_progress=False)
    for number in _sample(len(passages)):
        tokens = word_tokens(own_text(passages[number]))
        if tokens and not words.get_scores(tokens)[number] > 0:
            raise IndexUnavailable(f"Indekset finder ikke ordene i passagen {passages[number].id!r}; {_AGAIN}")


def _sample(count: int) -> list[int]:
    return list(range(0, count, max(1, count // _GOLDEN)))[:_GOLDEN]


_AGAIN = "det gamle indeks bruges stadig; kør 'praktik ingest --force'."


def _point(home: Path, folder: Path) -> None:
    """Switch readers to `folder` in one step."""
    temporary = home / f"{POINTER}.new"
    with temporary.open("w", encoding="utf-8") as out:
        out.write(folder.name + "\n")
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(home / POINTER)


def _in_use(home: Path) -> Path | None:
    try:
        return current_folder(home)
    except IndexUnavailable:
        return None


def _remove_others(home: Path, kept: set[Path | None], server: str | None) -> None:
    """Remove earlier indexes and what killed builds left; one that cannot be removed waits for the next build."""
    for folder in home.glob(f"{FOLDER}*"):
        if folder not in kept:
            _remove(folder, server)


def _remove(folder: Path, server: str | None) -> None:
    """Remove an index; its collection first, because the folder's name is the only trace of it."""
    if server:
        try:
            remove(server, collection_of(folder))
        except ServerDown:
            return
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Hold the lock of `home`; the system lets go of it when the process ends, however it ends."""
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise IndexUnavailable(
            f"En anden indlæsning er i gang i {home}; vent, til den er færdig, og prøv igen."
        ) from None
    try:
        yield
    finally:
        lock.release()


# What the system says -> what a person should do about it.
_MENDS = {
    errno.ENOSPC: "der er ikke plads på disken; ryd op, og prøv igen",
    errno.EDQUOT: "diskkvoten er brugt; ryd op, og prøv igen",
    errno.EACCES: "der er ikke adgang til at skrive; ret adgangen, eller sæt PRAKTIK_HOME til en anden mappe",
    errno.EPERM: "der er ikke adgang til at skrive; ret adgangen, eller sæt PRAKTIK_HOME til en anden mappe",
    errno.EROFS: "disken er skrivebeskyttet; sæt PRAKTIK_HOME til en anden mappe",
    errno.ENOTDIR: "stien går gennem en fil; sæt PRAKTIK_HOME til en mappe",
    errno.EEXIST: "stien er en fil; sæt PRAKTIK_HOME til en mappe",
}


@contextmanager
def _translated(home: Path) -> Iterator[None]:
    """Foreign errors of a build as ours, in one line."""
    try:
        yield
    except GuidanceError:
        raise
    except OSError as exc:
        mend = _MENDS.get(exc.errno or 0, f"{exc.strerror or exc}; prøv igen")
        raise IndexUnavailable(f"Indekset kan ikke bygges i {home}: {mend}.") from exc
    except (ChromaError, sqlite3.Error) as exc:
        raise IndexUnavailable(
            f"Indekset kan ikke bygges i {home}: Chroma melder {_one_line(exc)}; prøv igen."
        ) from exc


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
