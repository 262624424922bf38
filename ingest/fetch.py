"""`praktik fetch`: the official texts into a folder, and a record of what they are.

A document is written only when it is proved to be the one that was asked for. A run that
is broken off loses nothing: each document and the record are replaced in one step, and
the next run asks only for what is missing or has changed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import CorpusError
from corpus.targets import Target
from ingest.fetched import (
    PARTIAL,
    FetchedDocument,
    is_intact,
    read_record,
    sha256,
    write_atomically,
    write_record,
)
from ingest.official.lexdania_meta import Meta, read_meta
from ingest.official.xml_file import read_xml
from ingest.retsinformation import ClientSettings, DocumentUnavailable, Reply, Retsinformation

_LOCK = ".fetch.lock"
_NOT_MODIFIED = 304
# The publisher's own base of addresses, whichever server we ask.
_ELI = "https://www.retsinformation.dk"


class State(StrEnum):
    """What became of one document."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one document; `why` is told for one that was skipped or failed, `document` else."""

    target: Target
    state: State
    why: str = ""
    document: FetchedDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchResult:
    """The outcomes, in the order in which the documents were asked for."""

    outcomes: tuple[Outcome, ...]

    def count(self, state: State) -> int:
        """How many documents ended so."""
        return sum(outcome.state is state for outcome in self.outcomes)


Report = Callable[[Outcome], None]


class _RefusedError(CorpusError):
    """What came is another document, or has no text."""


def address(target: Target, settings: ClientSettings) -> str:
    """The address that the document is asked for at; empty where its ELI is unknown."""
    return f"{settings.base_url.rstrip('/')}{target.path}/xml" if target.path else ""


def fetch_documents(
    targets: Iterable[Target], folder: Path, client_settings: ClientSettings, report: Report, *, on: date
) -> FetchResult:
    """Bring the documents in `folder` up to date, one at a time, telling each as it is done.

    `on` is today, for the record. A document that fails leaves what lay there before.

    Raises:
        RetsinformationUnavailable: no network, or the server asks us to wait; what came before is kept.
        CorpusError: the record in the folder is damaged, or another run holds the folder.
    """
    wanted = tuple(targets)
    with _alone(folder), Retsinformation(client_settings) as server:
        fetching = _Fetching(server, folder, on)
        outcomes = []
        for target in wanted:
            outcomes.append(fetching.outcome(target))
            report(outcomes[-1])
    return FetchResult(outcomes=tuple(outcomes))


def known_document(record: Mapping[str, FetchedDocument], folder: Path, target: Target) -> FetchedDocument | None:
    """The document as it lies in the folder, if it is what the record says and came from this address."""
    row = record.get(target.id)
    return row if row and row.eli == _eli(target) and is_intact(folder, row) else None


class _Fetching:
    """One run: the server, the folder, and the record as it grows."""

    def __init__(self, server: Retsinformation, folder: Path, on: date) -> None:
        self._server = server
        self._folder = folder
        self._on = on
        self._record = read_record(folder)

    def outcome(self, target: Target) -> Outcome:
        if not target.path:
            return Outcome(target=target, state=State.SKIPPED, why=target.address_note)
        try:
            return self._fetched(target)
        except (DocumentUnavailable, _RefusedError) as exc:
            why = f"{exc} Bemærk: {target.address_note}." if target.address_note else str(exc)
            return Outcome(target=target, state=State.FAILED, why=why)

    def _fetched(self, target: Target) -> Outcome:
        known = known_document(self._record, self._folder, target)
        reply = self._server.get(
            f"{target.path}/xml",
            etag=known.etag if known else "",
            last_modified=known.last_modified if known else "",
        )
        if known and reply.status == _NOT_MODIFIED:
            return self._kept(target, known.model_copy(update={"checked_on": self._on, "http_status": reply.status}))
        document = _recorded(target, _checked(target, reply.content), reply, self._on)
        if known and known.sha256 == document.sha256:
            return self._kept(target, document.model_copy(update={"fetched_on": known.fetched_on}))
        write_atomically(self._folder / document.file, reply.content)
        self._note(document)
        return Outcome(target=target, state=State.FETCHED, document=document)

    def _kept(self, target: Target, document: FetchedDocument) -> Outcome:
        self._note(document)
        return Outcome(target=target, state=State.UNCHANGED, document=document)

    def _note(self, document: FetchedDocument) -> None:
        self._record[document.id] = document
        write_record(self._folder, self._record.values())


def _checked(target: Target, content: bytes) -> Meta:
    """What the document says about itself, if it is the one that was asked for and has a text."""
    try:
        root = read_xml(content, target.id)
        meta = read_meta(root.child("Meta"), target.id)
    except CorpusError as exc:
        raise _RefusedError(str(exc).removeprefix(f"{target.id}: ")) from exc
    if (meta.type, meta.year, meta.number) != (target.type, target.year, target.number):
        asked = f"{target.type} {target.number}/{target.year}"
        raise _RefusedError(f"der kom {meta.name}, men der blev spurgt om {asked}; intet er gemt.")
    if root.child("DokumentIndhold") is None:
        raise _RefusedError("dokumentet har ingen tekst, kun oplysninger om sig selv; intet er gemt.")
    return meta


def _recorded(target: Target, meta: Meta, reply: Reply, on: date) -> FetchedDocument:
    return FetchedDocument(
        id=target.id,
        file=f"{target.id}.xml",
        eli=_eli(target),
        type=meta.type,
        year=meta.year,
        number=meta.number,
        title=meta.title,
        sha256=sha256(reply.content),
        size=len(reply.content),
        fetched_on=on,
        checked_on=on,
        http_status=reply.status,
        etag=reply.etag,
        last_modified=reply.last_modified,
        status=meta.status,
        historic_on=meta.historic_on,
        changes=meta.changes,
    )


def _eli(target: Target) -> str:
    return _ELI + target.path


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder, and clear away what a killed run left half written."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise CorpusError(f"En anden hentning er i gang i {folder}; vent, til den er færdig, og prøv igen.") from None
    try:
        for left in folder.glob(f"*{PARTIAL}"):
            left.unlink(missing_ok=True)
        yield
    finally:
        lock.release()
