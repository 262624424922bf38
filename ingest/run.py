"""One ingest: the documents and the law, read, joined with the question bank, and indexed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus.embedding import load_embedder
from corpus.errors import CorpusError
from corpus.index_files import corpus_hash
from corpus.passage import Passage, Source
from corpus.practice import load_practice
from corpus.provisions import load_law
from corpus.questions import load_questions
from ingest.documents import read_documents
from ingest.index import build_index, is_current

Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an ingest did: whether it built a new index, and what the index holds."""

    built: bool
    sources: int
    passages: int


def read_corpus(documents: Path | None = None) -> tuple[tuple[Source, ...], tuple[Passage, ...]]:
    """Every source and passage: the shipped documents, the law, and those in `documents`.

    Raises:
        CorpusError: a source has changed, cannot be read, or a data file is wrong.
    """
    law = load_law()
    read = read_documents() + (read_documents(documents) if documents else ())
    sources = tuple(document.source for document in read) + law.sources()
    _no_twins(sources)
    passages = tuple(p for document in read for p in document.passages) + law.passages()
    load_practice(passages)
    return sources, load_questions(passages)


def _no_twins(sources: tuple[Source, ...]) -> None:
    """Told here, because a second copy of a document would first be blamed on the question bank."""
    seen: set[str] = set()
    for source in sources:
        if source.id in seen:
            raise CorpusError(f"To kilder har id {source.id!r}; giv den nye et andet id i sin manifest.toml.")
        seen.add(source.id)


def ingest_corpus(home: Path, embedder_name: str, documents: Path | None, report: Report, *, force: bool) -> Result:
    """Bring the index in `home` up to date; an unchanged corpus costs only the reading of it."""
    report("Læser kilderne", 0, 1)
    sources, passages = read_corpus(documents)
    report("Læser kilderne", 1, 1)
    embedder = load_embedder(embedder_name)
    current = is_current(home, corpus_hash(sources, passages), embedder.id)
    if force or not current:
        build_index(home, sources, passages, embedder, progress=report)
    return Result(built=force or not current, sources=len(sources), passages=len(passages))
