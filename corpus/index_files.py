"""The index on disk: where its files lie, what they hold, and how they are read and written.

`ingest.index` writes and `assistant.store` reads; they meet here, so that neither imports
the other. In the home folder stands a pointer, CURRENT, with the name of the folder that
holds the index in use. A folder is never changed after the pointer names it.

    home/CURRENT                     "index-1f0c…"
    home/index-1f0c…/stamp.json      schema, corpus, embedder, counts, hashes of the two files below
    home/index-1f0c…/sources.jsonl   one `Source` a line
    home/index-1f0c…/passages.jsonl  one `Passage` a line, in the order of the rows
    home/index-1f0c…/words, grams    BM25 over words and over letter runs of the texts, one row a passage
    home/index-1f0c…/asked-words, asked-grams    the same with typical questions, one row a passage that has any
    home/index-1f0c…/chroma          Chroma: one vector a passage

With a Chroma server the vectors lie there, in a collection of their own that the stamp names, and there is no
folder `chroma`.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from corpus.errors import IndexUnavailable
from corpus.passage import Authority, Kind, Passage, Source, Wording
from corpus.reference import LawRef

# Raise it when the files, the tokens or the rows change meaning: every older index is then rebuilt.
SCHEMA = 4
COLLECTION = "passages"
POINTER = "CURRENT"
LOCK = "ingest.lock"
FOLDER = "index-"
REBUILD = "kør 'praktik ingest'."
_FOLDER_NAME = re.compile(re.escape(FOLDER) + r"[a-z0-9]+")
SOURCES, PASSAGES, STAMP, CHROMA = "sources.jsonl", "passages.jsonl", "stamp.json", "chroma"
WORDS, GRAMS, ASKED_WORDS, ASKED_GRAMS = "words", "grams", "asked-words", "asked-grams"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexStamp:
    """What an index was built from; a reader refuses one that does not fit.

    `corpus` is `corpus_hash` of what was indexed, `embedder` the model's id. `files` are
    sha256 of the two text files, so that a damaged quotation is never shown. `collection` is
    where the vectors lie on a Chroma server; empty where they lie in the folder.
    """

    schema: int
    corpus: str
    embedder: str
    dim: int
    sources: int
    passages: int
    files: dict[str, str]
    collection: str = ""


def in_order(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages by source and place: the same index whatever order they were read in."""
    return tuple(sorted(passages, key=lambda passage: (passage.source, passage.start, passage.id)))


def own_text(passage: Passage) -> str:
    """What a passage says itself: its text under its headings, with its reference."""
    reference = str(passage.reference) if passage.reference else ""
    return " ".join(part for part in (*passage.headings, reference, passage.text) if part)


def searched(passage: Passage) -> str:
    """What words are searched in: the passage's own text with its typical questions.

    One that has none is compared by its own text with the others' own texts: beside texts with dozens of questions an
    added document would never be found.
    """
    return " ".join((own_text(passage), *passage.questions))


def meaning(passage: Passage) -> str:
    """What a passage's vector is made from: its text under its nearest heading.

    Its typical questions have no vectors: a question lies nearer to any other question than
    to its answer, and with them everyday questions found less (the numbers: the model card).
    """
    return " ".join((*passage.headings[-1:], passage.text))


def corpus_hash(sources: Iterable[Source], passages: Iterable[Passage]) -> str:
    """A hash of everything that is indexed or shown, whatever order it is given in."""
    digest = hashlib.sha256(f"schema {SCHEMA}\n".encode())
    ordered = sorted(sources, key=lambda source: source.id)
    for line in chain(map(source_line, ordered), map(passage_line, in_order(passages))):
        digest.update(line.encode())
    return digest.hexdigest()


def source_line(source: Source) -> str:
    """A source as one line of JSON."""
    return _line(asdict(source))


def passage_line(passage: Passage) -> str:
    """A passage as one line of JSON, without its text, which stands in its source; defaults are left out."""
    row = {field.name: getattr(passage, field.name) for field in fields(passage) if field.name != "text"}
    row["reference"] = asdict(passage.reference) if passage.reference else None
    return _line({name: value for name, value in row.items() if value not in (None, ())})


def source_from(line: str) -> Source:
    """The source that `source_line` wrote."""
    row = json.loads(line)
    row["authority"], row["wording"] = Authority(row["authority"]), Wording(row["wording"])
    row["issued"], row["law_as_of"] = _day(row.get("issued")), _day(row.get("law_as_of"))
    return Source(**row)


def passage_from(line: str, sources: Mapping[str, Source]) -> Passage:
    """The passage that `passage_line` wrote; its text is cut from its source."""
    row: dict[str, Any] = json.loads(line)
    row["text"] = sources[row["source"]].text[row["start"] : row["end"]]
    row["kind"], row["authority"] = Kind(row["kind"]), Authority(row["authority"])
    row["wording"] = Wording(row["wording"])
    row["reference"] = LawRef(**row["reference"]) if row.get("reference") else None
    row["headings"], row["questions"] = tuple(row.get("headings", ())), tuple(row.get("questions", ()))
    row["valid_from"], row["valid_until"] = _day(row.get("valid_from")), _day(row.get("valid_until"))
    return Passage(**row)


def current_folder(home: Path) -> Path:
    """The folder of the index in use.

    Raises:
        IndexUnavailable: there is no index, or the pointer cannot be read or names nothing.
    """
    try:
        name = (home / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise IndexUnavailable(f"Der er ikke bygget et indeks i {home}; {REBUILD}") from None
    except (OSError, UnicodeDecodeError) as exc:
        raise IndexUnavailable(f"{home / POINTER} kan ikke læses ({exc}); ret adgangen, eller {REBUILD}") from exc
    folder = home / name
    # A pointer is one name in this folder: never a path that leads out of it.
    if not _FOLDER_NAME.fullmatch(name) or not folder.is_dir():
        raise IndexUnavailable(f"{home / POINTER} peger på {name!r}, som ikke findes; {REBUILD}")
    return folder


def collection_of(folder: Path) -> str:
    """The name of an index' collection on a Chroma server, known from its folder alone."""
    return f"praktik-{folder.name.removeprefix(FOLDER)}"


def write_stamp(folder: Path, stamp: IndexStamp) -> None:
    """Write the stamp of an index; the last file of a build."""
    (folder / STAMP).write_text(json.dumps(asdict(stamp), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_stamp(folder: Path) -> IndexStamp:
    """The stamp of the index in `folder`.

    Raises:
        IndexUnavailable: it is missing, damaged, or of another schema.
    """
    try:
        row = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        schema = row["schema"]
        stamp = IndexStamp(**row) if schema == SCHEMA else None
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise IndexUnavailable(f"Indekset i {folder} er beskadiget ({STAMP}: {exc}); {REBUILD}") from exc
    if stamp is None:
        raise IndexUnavailable(
            f"Indekset i {folder} er bygget af en anden version (skema {schema}, ikke {SCHEMA}); {REBUILD}"
        )
    return stamp


def file_hash(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, default=date.isoformat) + "\n"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
