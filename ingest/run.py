"""One ingest: the documents and the law, read, joined with the question bank, and indexed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus.embedding import load_embedder
from corpus.errors import CorpusError
from corpus.index_files import corpus_hash
from corpus.passage import Passage, Source
from corpus.practice import load_practice
from corpus.provisions import Law, load_law
from corpus.questions import load_questions
from corpus.targets import load_documents
from ingest.documents import read_documents
from ingest.guidance import Guidance, join_guidance, read_prints
from ingest.index import build_index, is_current
from ingest.wording import Official, read_wordings, with_wordings

Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusFolders:
    """Where a corpus is read besides the shipped one: further documents, and the acts' official texts."""

    documents: Path | None = None
    official: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What an index is built of.

    `worded` are the versions, guidance and decisions in their official wording; `unknown` files left out.
    """

    sources: tuple[Source, ...]
    passages: tuple[Passage, ...]
    worded: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an ingest did: whether it built a new index, and what the index holds."""

    built: bool
    sources: int
    passages: int
    worded: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def read_corpus(folders: CorpusFolders | None = None) -> Corpus:
    """Every source and passage: the shipped documents, the law, and what the folders hold.

    Where a folder holds the acts' own texts, they stand in place of our renderings; guidance and
    principal decisions in it are sources of their own.

    Raises:
        CorpusError: a source has changed, cannot be read, or a data file is wrong.
    """
    where = folders or CorpusFolders()
    law = load_law()
    read = read_documents() + (read_documents(where.documents) if where.documents else ())
    sources = tuple(document.source for document in read) + law.sources()
    passages = tuple(p for document in read for p in document.passages) + law.passages()
    official, guidance = _read_official(where.official, law) if where.official else (Official(), Guidance())
    sources, passages = with_wordings(sources, passages, official)
    sources, passages = sources + guidance.sources, passages + guidance.passages
    _no_twins(sources)
    load_practice(passages)
    worded = tuple(version.name for id_ in official.sources if (version := law.version_by_id(id_)))
    return Corpus(
        sources=sources,
        passages=load_questions(passages),
        worded=worded + guidance.names,
        unknown=guidance.unknown,
    )


def _read_official(folder: Path, law: Law) -> tuple[Official, Guidance]:
    """The acts' own texts in the folder, and the guidance and decisions beside them."""
    rows = load_documents().document
    prints = read_prints(folder, rows)
    official = read_wordings(folder, law, leave=prints.keys())
    return official, join_guidance(official.others, prints, rows)


def _no_twins(sources: tuple[Source, ...]) -> None:
    """Told here, because a second copy of a document would first be blamed on the question bank."""
    seen: set[str] = set()
    for source in sources:
        if source.id in seen:
            raise CorpusError(f"To kilder har id {source.id!r}; giv den nye et andet id i sin manifest.toml.")
        seen.add(source.id)


def ingest_corpus(home: Path, embedder_name: str, folders: CorpusFolders, report: Report, *, force: bool) -> Result:
    """Bring the index in `home` up to date; an unchanged corpus costs only the reading of it."""
    report("Læser kilderne", 0, 1)
    corpus = read_corpus(folders)
    report("Læser kilderne", 1, 1)
    embedder = load_embedder(embedder_name)
    current = is_current(home, corpus_hash(corpus.sources, corpus.passages), embedder.id)
    if force or not current:
        build_index(home, corpus.sources, corpus.passages, embedder, progress=report)
    return Result(
        built=force or not current,
        sources=len(corpus.sources),
        passages=len(corpus.passages),
        worded=corpus.worded,
        unknown=corpus.unknown,
    )
