"""One ingest: the documents and the law, read, joined with the question bank, and indexed.

A document of one's own that cannot be used is left out and named, and does not stop the others: one that cannot
be read, one without a row in the manifest, a PDF among the official texts that is no law. A file that a row or
a record names, and that is gone, changed or damaged, stops the ingest, because what was cited until now would
otherwise vanish by a slip.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus.embedding import load_embedder
from corpus.errors import CorpusError
from corpus.index_files import corpus_hash
from corpus.manifest import MANIFEST, ManifestRow, load_manifest
from corpus.passage import Passage, Source
from corpus.practice import load_practice
from corpus.provisions import Law, load_law
from corpus.questions import load_questions
from corpus.targets import load_documents
from ingest.documents import Document, read_document, read_documents
from ingest.extract import Limits, Unreadable, refuse_large
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

    `worded` are the versions, guidance and decisions in their official wording; `unknown` files left out;
    `refused` says, one line each, which of a person's own files cannot be used, why, and what to do.
    """

    sources: tuple[Source, ...]
    passages: tuple[Passage, ...]
    worded: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an ingest did: whether it built a new index, and what the index holds."""

    built: bool
    sources: int
    passages: int
    worded: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def read_corpus(folders: CorpusFolders | None = None) -> Corpus:
    """Every source and passage: the shipped documents, the law, and what the folders hold.

    Where a folder holds the acts' own texts, they stand in place of our renderings; guidance and
    principal decisions in it are sources of their own.

    Raises:
        CorpusError: a source has changed, a shipped one cannot be read, or a data file is wrong.
    """
    where = folders or CorpusFolders()
    law = load_law()
    own, refused = _read_own(where.documents) if where.documents else ((), ())
    read = read_documents() + own
    sources = tuple(document.source for document in read) + law.sources()
    passages = tuple(p for document in read for p in document.passages) + law.passages()
    official, guidance, unread = _read_official(where.official, law) if where.official else _NOTHING
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
        refused=refused + unread,
    )


def _read_own(folder: Path) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """The documents of the folder that can be read, and a line on each that cannot."""
    strays = sorted(path for path in folder.glob("*") if path.suffix.lower() == ".pdf")
    # Without PDFs, a folder without a manifest is not the one that was meant.
    rows = load_manifest(folder) if (folder / MANIFEST).is_file() or not strays else ()
    named = {row.file for row in rows}
    read: list[Document] = []
    refused = [_STRAY.format(name=path.name) for path in strays if path.name not in named]
    for row in rows:
        try:
            read.append(_own_document(row, folder))
        except Unreadable as exc:
            refused.append(str(exc))
    return tuple(read), tuple(refused)


def _own_document(row: ManifestRow, folder: Path) -> Document:
    path = folder / row.file
    if path.is_file():
        # Asked of the disk: a huge file is not even opened.
        refuse_large(path.stat().st_size, row.file, Limits())
    source, passages = read_document(row, folder)
    return Document(source=source, passages=passages)


_STRAY = (
    "{name}: filen står ikke i manifest.toml og er ikke læst; tilføj den på siden Kilder, "
    "skriv dens række i manifestet, eller fjern den."
)
_NOTHING: tuple[Official, Guidance, tuple[str, ...]] = (Official(), Guidance(), ())


def _read_official(folder: Path, law: Law) -> tuple[Official, Guidance, tuple[str, ...]]:
    """The acts' own texts in the folder, the guidance and decisions beside them, and a line on each PDF not used."""
    rows = load_documents().document
    refused: dict[str, str] = {}

    def refuse(path: Path, error: CorpusError) -> None:
        # What was fetched is XML or JSON; a PDF is what a person has laid there.
        if path.suffix.lower() != ".pdf":
            raise error
        refused[path.name] = f"{str(error).removesuffix('.')}, eller tilføj den som eget dokument på siden Kilder."

    prints = read_prints(folder, rows, refuse)
    official = read_wordings(folder, law, prints.keys() | refused.keys(), refuse)
    return official, join_guidance(official.others, prints, rows), tuple(refused.values())


def _no_twins(sources: tuple[Source, ...]) -> None:
    """Told here, because a second copy of a document would first be blamed on the question bank."""
    seen: set[str] = set()
    for source in sources:
        if source.id in seen:
            raise CorpusError(f"To kilder har id {source.id!r}; giv den nye et andet id i sin manifest.toml.")
        seen.add(source.id)


def ingest_corpus(
    home: Path, embedder_name: str, folders: CorpusFolders, report: Report, *, force: bool, server: str | None = None
) -> Result:
    """Bring the index in `home` up to date; an unchanged corpus costs only the reading of it.

    `server` is the Chroma server that keeps the vectors; without one they lie in `home`.
    """
    report("Læser kilderne", 0, 1)
    corpus = read_corpus(folders)
    report("Læser kilderne", 1, 1)
    embedder = load_embedder(embedder_name)
    current = is_current(home, corpus_hash(corpus.sources, corpus.passages), embedder.id, server)
    if force or not current:
        build_index(home, corpus.sources, corpus.passages, embedder, progress=report, server=server)
    return Result(
        built=force or not current,
        sources=len(corpus.sources),
        passages=len(corpus.passages),
        worded=corpus.worded,
        unknown=corpus.unknown,
        refused=corpus.refused,
    )
