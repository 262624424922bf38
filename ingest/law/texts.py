"""The official texts at hand, each known to be a version of an act in the corpus.

A file is recognised by the year and number that it states itself, as `praktik ingest` does.
No folder, or an empty one, is no fault: most of what is asked of the law can be told without wording.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus.act_text import ActText
from corpus.errors import CorpusError, QuestionError
from corpus.provisions import Law
from corpus.targets import load_documents
from ingest.fetched import FetchedDocument, read_record
from ingest.guidance import document_of, read_prints
from ingest.wording import official_files, texts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialTexts:
    """The wording of each version by its id, and what `praktik fetch` recorded of it.

    `unknown` are the files that are neither a version of an act nor a guidance that the corpus knows.
    """

    by_version: Mapping[str, ActText] = field(default_factory=dict)
    record: Mapping[str, FetchedDocument] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


def read_texts(folder: Path | None, law: Law) -> OfficialTexts:
    """What the folder of official texts holds; nothing, where there is no folder.

    Raises:
        QuestionError: the folder cannot be read.
        CorpusError: a file or the record is damaged, or two files hold the same version.
    """
    if folder is None:
        return OfficialTexts()
    rows = load_documents().document
    texts, others = texts_of(_files(folder), law, leave=read_prints(folder, rows).keys())
    ordered = {id_: texts[id_] for id_ in _ids(law) if id_ in texts}
    unknown = tuple(name for name, text in others.items() if not document_of(text, rows))
    return OfficialTexts(by_version=ordered, record=read_record(folder), unknown=unknown)


def _ids(law: Law) -> Iterator[str]:
    return (version.id for act in law.acts for version in law.versions(act))


def _files(folder: Path) -> list[Path]:
    try:
        return official_files(folder)
    except CorpusError as exc:
        raise QuestionError(str(exc)) from exc
