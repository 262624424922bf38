"""The record of what was fetched: which bytes of which document, from when, and what the publisher says of it.

It lies beside the documents as `fetched.json` and is the truth about them: a file that is
not the one recorded is fetched anew.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.act_text import LaterChange
from corpus.acts import first_mistake
from corpus.errors import CorpusError

RECORD = "fetched.json"
# What a killed run can leave behind; never taken for a document.
PARTIAL = ".part"
_HEADER = r"^[\x20-\x7e]{0,500}$"


class FetchedDocument(BaseModel):
    """One document in the folder.

    `fetched_on` is the day these bytes came, `checked_on` the last day the server said that
    they are current, and `http_status` its answer that day (200 or 304). `status` is the
    publisher's word, "Valid" or "Historic"; `changes` the later acts that it lists.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    file: str
    eli: str
    type: str
    year: int
    number: int
    title: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int
    fetched_on: date
    checked_on: date
    http_status: int
    etag: str = Field(default="", pattern=_HEADER)
    last_modified: str = Field(default="", pattern=_HEADER)
    status: str
    historic_on: date | None = None
    changes: tuple[LaterChange, ...] = ()


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    document: tuple[FetchedDocument, ...] = ()


def read_record(folder: Path) -> dict[str, FetchedDocument]:
    """What was fetched into `folder`, by document id; empty where nothing was.

    Raises:
        CorpusError: the record is damaged.
    """
    path = folder / RECORD
    try:
        rows = _Record.model_validate_json(path.read_bytes()).document
    except FileNotFoundError:
        return {}
    except ValidationError as exc:
        raise CorpusError(f"{path}: {first_mistake(exc)}; slet filen, så hentes dokumenterne igen.") from exc
    return {row.id: row for row in rows}


def write_record(folder: Path, documents: Iterable[FetchedDocument]) -> None:
    """Replace the record in one step."""
    rows = sorted(documents, key=lambda row: row.id)
    raw = _Record(document=tuple(rows)).model_dump(mode="json")
    write_atomically(folder / RECORD, (json.dumps(raw, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))


def is_intact(folder: Path, row: FetchedDocument) -> bool:
    """True if the document's file holds the very bytes that were recorded."""
    try:
        return sha256(folder.joinpath(row.file).read_bytes()) == row.sha256
    except OSError:
        return False


def sha256(content: bytes) -> str:
    """The fingerprint, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def write_atomically(path: Path, content: bytes) -> None:
    """Replace the file in one step, so that a reader and a kill see the old bytes or the new, never half."""
    temporary = path.with_name(path.name + PARTIAL)
    with temporary.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(path)
