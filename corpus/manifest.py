"""The documents we read, one row each in `manifest.toml`, and the proof that a file is the one we reviewed.

A folder of documents is a folder with a manifest; the shipped one is `corpus/sources`.
A maintainer adds a document by dropping the file beside a manifest and writing a row.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from corpus.errors import CorpusError
from corpus.passage import Authority

MANIFEST = "manifest.toml"
_READABLE = (".txt", ".pdf")
# pydantic's error types in the words of the person who writes the row.
_MENDS: Mapping[str, str] = {
    "missing": "feltet mangler; skriv det i rækken",
    "extra_forbidden": "feltet kendes ikke; ret stavemåden eller fjern det",
    "literal_error": "værdien kendes ikke; brug rapport, kommune, vejledning eller principmeddelelse",
    "string_type": "skal være tekst i anførselstegn",
    "date_type": "skal være en dato uden anførselstegn, fx 2021-01-01",
    "date_from_datetime_parsing": "skal være en dato uden anførselstegn, fx 2021-01-01",
    "int_type": "skal være et helt tal uden anførselstegn",
    "greater_than_equal": "skal være mindst 1",
    "string_too_short": "må ikke være tom; skriv teksten",
    "string_pattern_mismatch": "har forkert form",
}


class ManifestRow(BaseModel):
    """What we know about one document before we read it.

    `first_page` is the number of its first page; without it a text file is looked up by
    headings. `describes_law_as_of` is the day whose law the document describes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    file: str = Field(min_length=5)
    title: str = Field(min_length=3)
    short_title: str | None = Field(default=None, min_length=2)
    publisher: str = Field(min_length=2)
    kind: Literal["rapport", "kommune", "vejledning", "principmeddelelse"]
    issued: date | None = Field(default=None, alias="date")
    date_note: str | None = Field(default=None, min_length=10)
    url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    first_page: int | None = Field(default=None, ge=1)
    describes_law_as_of: date | None = None

    @field_validator("file")
    @classmethod
    def _one_file_beside_the_manifest(cls, file: str) -> str:
        if Path(file).name != file or not file.endswith(_READABLE):
            raise ValueError("skal være navnet på en .txt- eller .pdf-fil i samme mappe, uden sti")
        return file

    @model_validator(mode="after")
    def _id_is_the_stem_and_the_date_is_explained(self) -> "ManifestRow":
        if Path(self.file).stem != self.id:
            raise ValueError(f"id skal være filnavnet uden endelse: {Path(self.file).stem!r}")
        if (self.issued is None) == (self.date_note is None):
            raise ValueError("skriv enten date eller, når teksten ikke bærer en dato, date_note med grunden")
        return self

    @property
    def authority(self) -> Authority:
        """The weight its kind gives it."""
        return Authority(self.kind)


def shipped_sources() -> Path:
    """The folder of the documents that come with the package."""
    return Path(str(files("corpus"))) / "sources"


def load_manifest(folder: Path | None = None) -> tuple[ManifestRow, ...]:
    """The rows of the folder's manifest, in its order; without a folder, the shipped documents'.

    Raises:
        CorpusError: The manifest is missing, is not TOML, or a row is wrong; names file, row and mend.
    """
    path = (folder or shipped_sources()) / MANIFEST
    rows = tuple(_row(path, number, raw) for number, raw in enumerate(_tables(path), start=1))
    ids = [row.id for row in rows]
    for number, identity in enumerate(ids, start=1):
        if identity in ids[: number - 1]:
            raise CorpusError(f"{path}: række {number} ({identity}) findes allerede; hvert dokument har én række.")
    return rows


def read_verified(row: ManifestRow, folder: Path) -> bytes:
    """The document's bytes, if they are the ones the row was written for.

    Raises:
        CorpusError: The file is missing, cannot be read, or its SHA-256 is not the row's.
    """
    path = folder / row.file
    try:
        content = path.read_bytes()
    except OSError as exc:
        raise CorpusError(
            f"{path}: filen kan ikke læses ({exc.strerror}); læg den i mappen eller fjern rækken {row.id} i {MANIFEST}."
        ) from exc
    found = hashlib.sha256(content).hexdigest()
    if found != row.sha256:
        raise CorpusError(
            f"{path}: filen er ændret (sha256 er {found}, men {MANIFEST} siger {row.sha256}); "
            "hent den rigtige fil, eller gennemgå ændringen og ret sha256 i rækken."
        )
    return content


def _tables(path: Path) -> list[Any]:
    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8"), parse_float=Decimal)
    except OSError as exc:
        raise CorpusError(f"{path}: manifestet kan ikke læses ({exc.strerror}); skriv en {MANIFEST} i mappen.") from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise CorpusError(f"{path}: manifestet er ikke gyldig TOML i UTF-8 ({exc}); ret den nævnte linje.") from exc
    tables = raw.get("document", [])
    if set(raw) - {"document"} or not isinstance(tables, list) or not tables:
        raise CorpusError(f"{path}: manifestet skal bestå af rækker, der hver begynder med [[document]].")
    return tables


def _row(path: Path, number: int, raw: Any) -> ManifestRow:
    try:
        return ManifestRow.model_validate(raw)
    except ValidationError as exc:
        name = raw.get("id", "uden id") if isinstance(raw, dict) else "uden id"
        faults = "; ".join(_fault(dict(error)) for error in exc.errors())
        raise CorpusError(f"{path}: række {number} ({name}): {faults}.") from exc


def _fault(error: Mapping[str, Any]) -> str:
    field = ".".join(str(part) for part in error["loc"])
    mend = _MENDS.get(error["type"], str(error["msg"]).removeprefix("Value error, "))
    return f"{field}: {mend}" if field else mend
