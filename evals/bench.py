"""How fast the assistant is, beside the pipeline one would write first.

The naive pipeline is langchain's splitter and langchain's Chroma with the same embedding
model, asked the same questions on the same machine. Nothing here is a test: a clock on a
shared machine proves nothing, so the numbers are reported and never gated.
"""

import json
import lzma
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.store import Store, open_store
from corpus.embedding import Embedder
from corpus.errors import CorpusError, QuestionError
from corpus.index_files import current_folder, searched
from corpus.passage import Authority, Kind, Passage, Source, Wording
from evals.warm import peak_mib

K = 10
# The splitter's settings in langchain's own introduction to retrieval.
_CHUNK, _OVERLAP = 1_000, 200
_BATCH = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """Milliseconds that half and nineteen in twenty of `count` calls stay within, after a first warm one."""

    p50_ms: float
    p95_ms: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchReport:
    """One measurement. `answer` and `cold_s` are None where no answerer or command was given.

    `cold_s` is the median of three runs from a new process; `peak_mib` the largest memory
    of this process before the naive pipeline was built, None where the system does not say.
    `text_bytes` is what the sources say, `searched_bytes` what is searched: their passages with
    headings and typical questions.
    """

    passages: int
    text_bytes: int
    searched_bytes: int
    index_bytes: int
    open_s: float
    search: Latency
    answer: Latency | None
    naive_chunks: int
    naive_build_s: float
    naive_search: Latency
    naive_bytes: int
    cold_s: float | None
    peak_mib: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaled:
    """An index made large: seconds to build it, its measurement, and the memory of a process that only searches it."""

    build_s: float
    report: BenchReport
    warm_mib: float | None


def run_bench(
    home: Path,
    embedder: Embedder,
    questions: Sequence[str],
    on: date,
    *,
    answer: Callable[[str], object] | None = None,
    cold_command: Sequence[str] | None = None,
    rounds: int = 3,
    server: str | None = None,
) -> BenchReport:
    """Measure the index in `home` and, on the same sources and questions, the naive pipeline.

    `answer` answers one question in full; `cold_command` is run as a process of its own; `server` is the
    Chroma server that keeps the index' vectors, if one does.

    Raises:
        IndexUnavailable: there is no index that fits the model.
        QuestionError: no questions, or the cold command fails.
    """
    if not questions:
        raise QuestionError("Der er ingen spørgsmål at måle med; angiv mindst ét.")
    begun = time.perf_counter()
    store = open_store(home, embedder, server=server)
    open_s = time.perf_counter() - begun
    search = _latency(lambda question: store.search(question, K, on), questions, rounds)
    answered = _latency(answer, questions, rounds) if answer else None
    peak = peak_mib()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        begun = time.perf_counter()
        naive, chunks = naive_pipeline(store, embedder, Path(folder))
        naive_build_s = time.perf_counter() - begun
        naive_search = _latency(lambda question: naive.similarity_search(question, k=K), questions, rounds)
        naive_bytes = _size(Path(folder))
    return BenchReport(
        passages=len(store.passages),
        text_bytes=sum(len(source.text.encode()) for source in store.sources.values()),
        searched_bytes=sum(len(searched(passage).encode()) for passage in store.passages.values()),
        index_bytes=_size(current_folder(home)),
        open_s=open_s,
        search=search,
        answer=answered,
        naive_chunks=chunks,
        naive_build_s=naive_build_s,
        naive_search=naive_search,
        naive_bytes=naive_bytes,
        cold_s=_cold(cold_command) if cold_command else None,
        peak_mib=peak,
    )


def law_filler(texts: Path, count: int) -> tuple[tuple[Source, ...], tuple[Passage, ...]]:
    """`count` passages of Danish law, to measure at a size that the corpus does not have.

    `texts` holds one act a line as JSON {id, title, sections}, .jsonl or .jsonl.xz; each
    section is a passage.

    Raises:
        CorpusError: the file cannot be read or is too short.
    """
    sources: list[Source] = []
    passages: list[Passage] = []
    try:
        with (lzma.open if texts.suffix == ".xz" else open)(texts, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if len(passages) >= count:
                    break
                source, cut = _act(row["id"], row["title"], tuple(islice(row["sections"], count - len(passages))))
                sources.append(source)
                passages += cut
    except (OSError, ValueError, KeyError, lzma.LZMAError) as exc:
        raise CorpusError(f"{texts}: lovteksterne kan ikke læses ({exc}); ret stien.") from exc
    if len(passages) < count:
        raise CorpusError(f"{texts}: der er kun {len(passages)} paragraffer, ikke {count}; bed om færre.")
    return tuple(sources), tuple(passages)


def _act(number: str, title: str, sections: Sequence[str]) -> tuple[Source, list[Passage]]:
    source_id = f"fyld-{number}"
    passages, position = [], 0
    for place, section in enumerate(sections):
        passages.append(
            Passage(
                id=f"{source_id}#{place}",
                source=source_id,
                locator=f"nr. {place + 1}",
                text=section,
                start=position,
                end=position + len(section),
                kind=Kind.PROVISION,
                authority=Authority.LOV,
                wording=Wording.ORDLYD,
                headings=(title,),
            )
        )
        position += len(section) + 1
    source = Source(
        id=source_id,
        title=title,
        publisher="",
        authority=Authority.LOV,
        wording=Wording.ORDLYD,
        text="\n".join(sections),
    )
    return source, passages


def naive_pipeline(store: Store, embedder: Embedder, folder: Path) -> tuple[Chroma, int]:
    """The pipeline one would write first, and its number of chunks: split every source, put it in Chroma.

    A chunk's metadata are its `source` and its `start_index` in the source's text.
    """
    splitter = RecursiveCharacterTextSplitter(chunk_size=_CHUNK, chunk_overlap=_OVERLAP, add_start_index=True)
    sources = list(store.sources.values())
    chunks = splitter.create_documents([s.text for s in sources], metadatas=[{"source": s.id} for s in sources])
    chroma = Chroma(
        collection_name="naiv",
        embedding_function=embedder,
        persist_directory=str(folder),
        client_settings=Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder)),
        collection_configuration={"hnsw": {"space": "cosine"}},
    )
    for start in range(0, len(chunks), _BATCH):
        chroma.add_documents(chunks[start : start + _BATCH])
    return chroma, len(chunks)


def _latency(call: Callable[[str], object], questions: Sequence[str], rounds: int) -> Latency:
    call(questions[0])
    times = []
    for question in list(questions) * rounds:
        begun = time.perf_counter()
        call(question)
        times.append((time.perf_counter() - begun) * 1000)
    p50, p95 = np.percentile(times, [50, 95])
    return Latency(p50_ms=float(p50), p95_ms=float(p95), count=len(times))


def _cold(command: Sequence[str]) -> float:
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        done = subprocess.run(list(command), check=False, capture_output=True)
        times.append(time.perf_counter() - begun)
        if done.returncode:
            reason = " ".join(done.stderr.decode(errors="replace").split())[-200:]
            raise QuestionError(f"Kommandoen {command[0]!r} fejler ({reason}); kør 'praktik ingest' først.")
    return sorted(times)[1]


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
