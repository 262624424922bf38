"""`praktik fetch` in words: what would be asked for, what became of each document, and the run in one line."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from corpus.targets import Target
from ingest.fetch import FetchResult, Outcome, State, address, fetch_documents, known_document
from ingest.fetched import FetchedDocument, read_record
from ingest.retsinformation import ClientSettings

Say = Callable[[str], None]


def run_fetch(
    targets: Iterable[Target], folder: Path, settings: ClientSettings, say: Say, complain: Say, *, on: date
) -> bool:
    """Fetch into `folder`, telling each document with `say`, or `complain` where it failed; True if all came.

    Raises:
        RetsinformationUnavailable: nothing can be fetched now; what came before is kept.
        CorpusError: the record in the folder is damaged, or another run holds the folder.
    """

    def report(outcome: Outcome) -> None:
        (complain if outcome.state is State.FAILED else say)(told(outcome))

    result = fetch_documents(targets, folder, settings, report, on=on)
    say(f"{summed_up(result)}. Mappe: {folder}")
    return not result.count(State.FAILED)


def planned(targets: Iterable[Target], folder: Path, settings: ClientSettings) -> Iterator[str]:
    """What a run would ask for, one line a document; nothing is sent or written.

    Raises:
        CorpusError: the record in the folder is damaged.
    """
    record = read_record(folder)
    for target in targets:
        name = _name(target)
        if not target.path:
            yield f"{name}: springes over; {target.address_note}."
            continue
        known = known_document(record, folder, target)
        condition = f", hvis ændret siden {known.checked_on.isoformat()}" if known else ""
        yield f"{name}: {address(target, settings)}{condition}"


def told(outcome: Outcome) -> str:
    """The outcome in one Danish line."""
    name, document = _name(outcome.target), outcome.document
    if document is None:
        return f"{name}: {_WORDS[outcome.state]}; {outcome.why}"
    return f"{name}: {_WORDS[outcome.state]}, {max(1, document.size // 1024)} KiB, {_standing(document)}."


def summed_up(result: FetchResult) -> str:
    """The run's counts in Danish."""
    counted = ((result.count(state), word) for state, word in _WORDS.items())
    return ", ".join(f"{count} {word}" for count, word in counted if count) or "Ingen dokumenter"


def _name(target: Target) -> str:
    return f"{target.id} ({target.name})"


_WORDS = {
    State.FETCHED: "hentet",
    State.UNCHANGED: "uændret",
    State.SKIPPED: "sprunget over",
    State.FAILED: "ikke hentet",
}
# The publisher's word for whether a document applies -> ours.
_STATUS = {"Valid": "gældende", "Historic": "historisk"}


def _standing(document: FetchedDocument) -> str:
    standing = _STATUS.get(document.status, f"status {document.status[:40]!r}")
    if document.historic_on:
        standing = f"{standing} fra {document.historic_on.isoformat()}"
    later = len(document.changes)
    return f"{standing}, {later} senere ændring{'' if later == 1 else 'er'}" if later else standing
