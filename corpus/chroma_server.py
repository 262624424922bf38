"""The vectors on a Chroma server that several machines share, instead of in the index' own folder.

The one file that speaks to the server. A collection is written once, under a name that belongs to one index, and
never changed; the index' stamp names it. Every call first asks the server whether it is there, within `_PATIENCE_S`,
because Chroma's own client waits for ever.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock, Thread
from urllib.parse import urlsplit

import chromadb
import httpx
import numpy as np
from chromadb.api import ClientAPI
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError

from corpus.embedding import Vectors
from corpus.errors import IndexUnavailable

_LOG = logging.getLogger("praktikvejleder")

# Small enough for the server's own limit on a request (40 MiB) at 1,024 numbers a vector.
_BATCH = 1_000
_PATIENCE_S = 3.0
# How long after a failed attempt the server is asked again, and how long an attempt may take before it is given up.
_RETRY_S, _GIVE_UP_S = 5.0, 60.0
# How long a question waits for vectors that are on their way.
_WAIT_S = 1.0
# httpx and ValueError: Chroma 1.5.9 passes on the one, and tells every failure to connect as the other.
_FAULTS = (httpx.HTTPError, ChromaError, ValueError, OSError)


class ServerDown(IndexUnavailable):
    """The Chroma server does not answer; what was built is still on it."""


class CollectionGone(IndexUnavailable):
    """The Chroma server answers, but does not have the vectors of this index."""


def upload(url: str, name: str, ids: Sequence[str], vectors: Vectors, report: Callable[[int, int], None]) -> None:
    """Write a new collection; `report` is called with (done, total).

    Raises:
        ServerDown: the server does not answer or refuses.
    """
    with _client(url) as client:
        # Without None, Chroma would fetch a model of its own. The distance cannot be changed later.
        collection = client.create_collection(
            name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        for start in range(0, len(ids), _BATCH):
            batch = list(ids[start : start + _BATCH])
            collection.upsert(ids=batch, embeddings=vectors[start : start + _BATCH])
            report(start + len(batch), len(ids))


def download(url: str, name: str, ids: Sequence[str], dim: int) -> Vectors:
    """The vectors of a collection in the order of `ids`: `(len(ids), dim)` float32.

    Raises:
        ServerDown: the server does not answer.
        CollectionGone: it has no such collection, or other vectors than these.
    """
    place = {one: number for number, one in enumerate(ids)}
    vectors = np.full((len(ids), dim), np.nan, dtype=np.float32)
    with _client(url) as client:
        try:
            collection = client.get_collection(name, embedding_function=None)
        except NotFoundError as exc:
            raise CollectionGone(f"Chroma-serveren {url} har ikke samlingen {name!r}; kør 'praktik ingest'.") from exc
        for start in range(0, len(ids), _BATCH):
            stored = collection.get(ids=list(ids[start : start + _BATCH]), include=["embeddings"])
            rows = [place[one] for one in stored["ids"]]
            if rows:
                vectors[rows] = _of_width(np.asarray(stored["embeddings"], dtype=np.float32), dim, url, name)
    if np.isnan(vectors).any():
        raise CollectionGone(f"Chroma-serveren {url} mangler vektorer i {name!r}; kør 'praktik ingest --force'.")
    return vectors


def holds(url: str, name: str, count: int) -> bool:
    """True if the server has the collection, with so many vectors.

    Raises:
        ServerDown: the server does not answer.
    """
    with _client(url) as client:
        try:
            return client.get_collection(name, embedding_function=None).count() == count
        except NotFoundError:
            return False


def remove(url: str, name: str) -> None:
    """Remove a collection; one that is not there is removed already.

    Raises:
        ServerDown: the server does not answer.
    """
    with _client(url) as client:
        try:
            client.delete_collection(name)
        except NotFoundError:
            return


class ServedVectors:
    """The vectors of an index, fetched from its server once and then kept; safe for many threads.

    Where the server does not answer, it is asked again in the background at most every `retry_s` seconds.
    """

    def __init__(self, fetch: Callable[[], Vectors], retry_s: float = _RETRY_S) -> None:
        """Wait for the first attempt, at most `_GIVE_UP_S`.

        Raises:
            CollectionGone: the server answers, but does not have them.
        """
        self._fetch, self._retry_s = fetch, retry_s
        self._lock = Lock()
        self._vectors: Vectors | None = None
        self._error: IndexUnavailable | None = None
        self._attempt, self._begun = self._start(), time.monotonic()
        self._attempt.join(_GIVE_UP_S)
        if isinstance(self._error, CollectionGone):
            raise self._error

    @property
    def here(self) -> bool:
        """True if the vectors have been fetched."""
        return self._vectors is not None

    def __call__(self) -> Vectors | None:
        """The vectors; None while the server does not answer."""
        if self._vectors is None:
            self._again()
            self._attempt.join(_WAIT_S)
        return self._vectors

    def _again(self) -> None:
        """A new attempt, where the last one has failed or hangs, and it is time."""
        with self._lock:
            waited = time.monotonic() - self._begun
            if waited >= (_GIVE_UP_S if self._attempt.is_alive() else self._retry_s):
                self._attempt, self._begun = self._start(), time.monotonic()

    def _start(self) -> Thread:
        attempt = Thread(target=self._try, name="chroma-vectors", daemon=True)
        attempt.start()
        return attempt

    def _try(self) -> None:
        try:
            self._vectors = self._fetch()
        except IndexUnavailable as exc:
            if str(exc) != str(self._error):
                _LOG.warning("%s", exc)
            self._error = exc


@contextmanager
def _client(url: str) -> Iterator[ClientAPI]:
    """A client of the server, closed again; what goes wrong is told in one line."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    try:
        httpx.get(f"{url}/api/v2/heartbeat", timeout=_PATIENCE_S).raise_for_status()
        client = chromadb.HttpClient(
            host=parts.hostname or "",
            port=parts.port or (443 if secure else 80),
            ssl=secure,
            settings=Settings(anonymized_telemetry=False),
        )
        try:
            yield client
        finally:
            # Missing from the declared type of 1.5.9, present in every client.
            client.close()  # type: ignore[attr-defined]
    except _FAULTS as exc:
        reason = " ".join(str(exc).split())[:200] or type(exc).__name__
        raise ServerDown(
            f"Chroma-serveren {url} svarer ikke ({reason}); start den, eller ret PRAKTIK_CHROMA_URL."
        ) from exc


def _of_width(rows: Vectors, dim: int, url: str, name: str) -> Vectors:
    if rows.ndim != 2 or rows.shape[1] != dim:
        raise CollectionGone(f"Chroma-serveren {url} har andre vektorer i {name!r}; kør 'praktik ingest --force'.")
    return rows
