"""A maintainer's own documents: each is added or removed whole, or nothing is changed.

A document is a PDF and a row in the folder's `manifest.toml`. Both are written beside the old ones and
switched in by renaming; whatever goes wrong on the way, also in what the caller does `then` (an ingest, say),
puts everything back. What a person has written in the manifest stays as it is, comments and all.
"""

import hashlib
import json
import os
import re
import shutil
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any, Literal, get_args

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from corpus.errors import CorpusError, QuestionError
from corpus.manifest import MANIFEST, ManifestRow, load_manifest
from corpus.provisions import load_law
from corpus.targets import load_documents
from ingest.documents import read_documents

Kind = Literal["rapport", "kommune", "vejledning", "principmeddelelse"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# With its ending well below the 255 bytes that file systems allow, and still to be read on one line.
_LONGEST_ID = 80
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_NO_DATE = "Ingen dato er oplyst, da dokumentet blev tilføjet."
_LOCK, _SCRATCH = ".documents.lock", ".change-"
_HEADER = re.compile(r"[ \t]*\[\[[ \t]*[\"']?document[\"']?[ \t]*\]\]")
# What is wrong with a field, in the words of the person who fills in the form.
_MENDS: Mapping[str, str] = {
    "title": "Titel: skriv 3-200 almindelige tegn.",
    "publisher": "Udgiver: skriv 2-200 almindelige tegn.",
    "kind": f"Slags: vælg {', '.join(KINDS[:-1])} eller {KINDS[-1]}.",
    "issued": "Dato: vælg en dag, eller lad feltet stå tomt.",
    "url": "Link: skriv en adresse uden mellemrum, der begynder med https:// eller http://, eller lad feltet stå tomt.",
}


class Addition(BaseModel):
    """What a person tells of a document; the rest of its row is found in the file."""

    # Without its input, because the message may end in a log.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    title: str = Field(min_length=3, max_length=200)
    publisher: str = Field(min_length=2, max_length=200)
    kind: Kind
    issued: date | None = None
    url: str | None = Field(default=None, max_length=2000, pattern=r"^https?://\S+$")

    @field_validator("title", "publisher", "url", mode="before")
    @classmethod
    def _on_one_line(cls, text: Any) -> Any:
        """The text with single spaces; soft hyphens come with what is copied from a PDF."""
        if not isinstance(text, str):
            return text
        line = " ".join(text.replace("\xad", "").split())
        if not line.isprintable():
            raise ValueError("usynlige tegn")
        return line


def addition_from(fields: Mapping[str, Any]) -> Addition:
    """What the form says of a document; an empty `url` is none.

    Raises:
        QuestionError: a field is missing or wrong; names the first and its mend.
    """
    try:
        return Addition.model_validate({**fields, "url": fields.get("url") or None})
    except ValidationError as exc:
        field = str(exc.errors()[0]["loc"][0])
        raise QuestionError(_MENDS.get(field, f"{field}: feltet kendes ikke.")) from exc


def add_document(
    folder: Path, name: str, content: bytes, row: Addition, then: Callable[[], object] | None = None
) -> Path:
    """The file that was written into `folder`, with its row in the manifest there.

    Its id is the stem of `name` where that can be one, else made from the title. `then` is called
    once the document lies in the folder; if it fails, the document is taken out again.

    Raises:
        QuestionError: not a PDF, one that cannot be read or has no text, or one we have already.
        CorpusError: the manifest is wrong, or the folder cannot be written.
    """
    if not name.lower().endswith(".pdf"):
        raise QuestionError("Filen er ikke en PDF; gem dokumentet som PDF, og vælg den.")
    digest = hashlib.sha256(content).hexdigest()
    identity = document_id(name, row.title, digest)
    with _alone(folder), _scratch(folder) as scratch:
        target = folder / f"{identity}.pdf"
        _refuse_duplicate(folder, identity, digest)
        _refuse_stray(target, content)
        fields = _fields(row, target.name, digest)
        _staged(scratch, target.name, content, fields)
        before = _manifest_text(folder)
        after = _appended(before, fields)
        _refuse_other_rows(folder, after, [*_rows(before), fields])
        with _undone_on_failure(scratch, [target, folder / MANIFEST]):
            (scratch / target.name).replace(target)
            _replace(scratch, folder / MANIFEST, after)
            if then:
                then()
    return target


def remove_document(folder: Path, identity: str, then: Callable[[], object] | None = None) -> None:
    """Take the document's row, file and layout out of `folder`; the last one takes the manifest with it.

    `then` is called once they are gone; if it fails, they are put back.

    Raises:
        QuestionError: the folder has no such document.
        CorpusError: the manifest is wrong, or the folder cannot be written.
    """
    with _alone(folder), _scratch(folder) as scratch:
        row = next((row for row in own_rows(folder) if row.id == identity), None)
        if row is None:
            raise QuestionError(f"Der er ikke noget eget dokument med id {identity!r}; vælg et fra listen.")
        before = _manifest_text(folder)
        left = [raw for raw in _rows(before) if raw["id"] != identity]
        after = _without(before, identity)
        _refuse_other_rows(folder, after, left)
        manifest, files = folder / MANIFEST, [folder / row.file, folder / f"{identity}.layout.toml"]
        with _undone_on_failure(scratch, [manifest, *files]):
            if left:
                _replace(scratch, manifest, after)
            else:
                # A manifest without rows is refused by its reader.
                manifest.unlink()
            for path in files:
                path.unlink(missing_ok=True)
            if then:
                then()


def own_rows(folder: Path) -> tuple[ManifestRow, ...]:
    """The rows of the folder's manifest; none where there is no manifest yet.

    Raises:
        CorpusError: the manifest is wrong.
    """
    return load_manifest(folder) if (folder / MANIFEST).is_file() else ()


def document_id(name: str, title: str, digest: str) -> str:
    """The id of a document: its file's stem where that can be one, else its title in small ASCII letters.

    >>> document_id("minianalyse-2024.pdf", "Minianalyse", "ab12cd34ef")
    'minianalyse-2024'
    >>> document_id("Bilag (2).pdf", "Håndbog om snusepraktik på Ærø, 2. udg.", "ab12cd34ef")
    'haandbog-om-snusepraktik-paa-aeroe-2-udg'
    >>> document_id("Bilag (2).pdf", "…?!", "ab12cd34ef")
    'dokument-ab12cd34'
    """
    stem = PurePath(name.replace("\\", "/")).stem
    if _ID.fullmatch(stem) and len(stem) <= _LONGEST_ID:
        return stem
    folded = unicodedata.normalize("NFKC", title).casefold().translate(_LETTERS)
    ascii_only = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:_LONGEST_ID].strip("-")
    return slug or f"dokument-{digest[:8]}"


def toml_string(text: str) -> str:
    r"""The text as a TOML basic string: JSON's escapes are TOML's, but for DEL, which only TOML forbids.

    >>> print(toml_string('»Æble« "kl. 9"\n' + chr(127)))
    "»Æble« \"kl. 9\"\n\u007f"
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _refuse_duplicate(folder: Path, identity: str, digest: str) -> None:
    known = (*load_manifest(), *own_rows(folder))
    twin = next((row for row in known if row.sha256 == digest), None)
    if twin:
        raise QuestionError(f"Dokumentet er her allerede som {twin.id}; vælg et andet.")
    ids = {source.id for source in load_law().sources()} | {row.id for row in load_documents().document}
    if identity in ids | {row.id for row in known}:
        raise QuestionError(
            f"Der er allerede en kilde med id {identity}; giv filen et andet navn eller en anden titel."
        )


def _refuse_stray(target: Path, content: bytes) -> None:
    """Never write over a file that somebody has put in the folder without a row; the same file is no loss."""
    if target.exists() and target.read_bytes() != content:
        raise QuestionError(f"{target.name} ligger i mappen i forvejen uden at være tilføjet; giv filen et andet navn.")


def _fields(row: Addition, file: str, digest: str) -> dict[str, str | date]:
    """The row of the manifest, in the order in which people write one."""
    told: dict[str, str | date] = {"id": PurePath(file).stem, "file": file, "title": row.title}
    told |= {"publisher": row.publisher, "kind": row.kind}
    told |= {"date": row.issued} if row.issued else {"date_note": _NO_DATE}
    told |= {"url": row.url} if row.url else {}
    return told | {"sha256": digest}


def _staged(scratch: Path, file: str, content: bytes, fields: Mapping[str, str | date]) -> None:
    """Read the document as an ingest would, in a folder of its own, and leave the file there."""
    (scratch / MANIFEST).write_text(_appended("", fields), encoding="utf-8", newline="\n")
    _write(scratch / file, content)
    try:
        (document,) = read_documents(scratch)
    except CorpusError as exc:
        raise QuestionError(str(exc)) from exc
    if not document.passages:
        raise QuestionError(f"{file}: filen har ingen tekst, der kan søges i; vælg en anden.")


def _manifest_text(folder: Path) -> str:
    path = folder / MANIFEST
    return path.read_bytes().decode("utf-8") if path.is_file() else ""


def _rows(text: str) -> list[Any]:
    return list(tomllib.loads(text, parse_float=Decimal).get("document", []))


def _appended(text: str, fields: Mapping[str, str | date]) -> str:
    """The manifest with one row more, in the line endings it has."""
    values = (f"{key} = {toml_string(v) if isinstance(v, str) else v.isoformat()}" for key, v in fields.items())
    line_end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text else line_end if text.endswith("\n") else 2 * line_end
    return text + gap + line_end.join(["[[document]]", *values, ""])


def _without(text: str, identity: str) -> str:
    """The manifest without that row. A comment above the row stays, and so does what stands above the next one."""
    lines = text.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        with suppress(tomllib.TOMLDecodeError):
            if [raw.get("id") for raw in _rows("".join(lines[start:end]))] == [identity]:
                return "".join(lines[:start] + lines[_last_value(lines, start, end) :])
    return text


def _last_value(lines: Sequence[str], start: int, end: int) -> int:
    """Where the row's last value ends: below it, comments belong to the next row or to the file."""
    while end > start and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end + 1 if end < len(lines) and not lines[end].strip() else end


def _refuse_other_rows(folder: Path, text: str, expected: Sequence[Any]) -> None:
    """A person may write TOML in ways we do not edit; then nothing is changed."""
    try:
        same = _rows(text) == list(expected)
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise CorpusError(f"{folder / MANIFEST} er skrevet på en måde, der ikke kan rettes herfra; ret den i hånden.")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder, made if need be; one that stays empty is taken away again."""
    try:
        made = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(folder / _LOCK, timeout=0):
                try:
                    yield
                finally:
                    # While it is held: whoever waits for it sees that it has lost its name, and makes a new one.
                    with suppress(OSError):
                        (folder / _LOCK).unlink()
        finally:
            if made:
                with suppress(OSError):
                    folder.rmdir()
    except Timeout:
        raise QuestionError("En anden er ved at ændre dokumenterne; vent, til det er færdigt, og prøv igen.") from None
    except OSError as exc:
        raise CorpusError(
            f"{folder}: mappen med egne dokumenter kan ikke ændres ({exc.strerror or exc}); ret adgangen, og prøv igen."
        ) from exc


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder within the folder, so that what lies there can be switched in; a killed change's is removed."""
    for left in folder.glob(f"{_SCRATCH}*"):
        shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(dir=folder, prefix=_SCRATCH, ignore_cleanup_errors=True) as made:
        yield Path(made)


@contextmanager
def _undone_on_failure(scratch: Path, paths: Sequence[Path]) -> Iterator[None]:
    """Put the files back as they were; copied before, so that a full disk cannot stop it."""
    kept = {path: scratch / f"{path.name}.before" for path in paths if path.exists()}
    for path, copy in kept.items():
        shutil.copy2(path, copy)
    try:
        yield
    # Whatever it was: also a user who leaves the page, which stops the app's thread.
    except BaseException:
        for path in paths:
            if path in kept:
                kept[path].replace(path)
            else:
                path.unlink(missing_ok=True)
        raise


def _replace(scratch: Path, path: Path, text: str) -> None:
    _write(scratch / f"{path.name}.new", text.encode())
    (scratch / f"{path.name}.new").replace(path)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
