"""The record: what was answered, to whom and on what grounds, bound together so that a change is seen.

Each link's `chain_hash` is the SHA-256 of the one before, the link's number, moment, kind, conversation, turn and
`content_hash`, which is the SHA-256 of its content: all as JSON with sorted keys and no spaces, in UTF-8. What is
deleted leaves its hashes, so that the chain can still be followed; the content holds a random salt, so that nobody can
try guesses against the hash of what is gone.

The database refuses every other change (see the migration). Whoever may undo that can lay a whole new chain or take
away its end: `Verified.head`, noted elsewhere, tells that too.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from secrets import token_hex
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session, sessionmaker

from corpus.errors import QuestionError, RecordsUnavailable
from records.database import told, write_alone
from records.entry import Entry
from records.models import RecordRow

START = "0" * 64
_SALT_BYTES = 16
# Enough to make each trip to the server worth it, little enough to hold in memory.
_ROWS_AT_A_TIME = 500
_HEAD = re.compile(r"(\d+):([0-9a-f]{64})", re.ASCII)


class Fault(StrEnum):
    """How a chain is broken, as it is told."""

    MISSING = "posten mangler"
    CHANGED = "indholdet er ændret"
    UNBOUND = "posten passer ikke til den før; nummer, tidspunkt eller rækkefølge er ændret"
    OTHER_CHAIN = "kæden er en anden end den, der blev set tidligere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last link of a chain, or of a chain as it was once seen."""

    number: int = 0
    hash: str = START

    def __str__(self) -> str:
        """The form that `head_from` reads."""
        return f"{self.number}:{self.hash}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The chain is whole up to `head`; of its links, `deleted` have no content any more."""

    head: Head
    deleted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first link that is not as it was appended."""

    number: int
    fault: Fault


class _Link(NamedTuple):
    """A row as the database holds it, which need not be as it was written."""

    number: int
    moment: str
    kind: str
    conversation: str
    turn: int
    content: str | None
    content_hash: str
    chain_hash: str
    deleted: bool


class Audit:
    """The record, to be read."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        """Read by `sessions`."""
        self._sessions = sessions

    def verify(self, seen: Head | None = None) -> Verified | Broken:
        """Whether the chain is whole, and still goes through the link `seen` at an earlier time.

        Raises:
            RecordsUnavailable: the database did not answer.
        """
        head, deleted = Head(), 0
        columns = [getattr(RecordRow, name) for name in _Link._fields[:-1]]
        wanted = select(*columns, RecordRow.deleted.is_not(None)).order_by(RecordRow.number)
        with told(), self._sessions.begin() as session:
            for row in session.execute(wanted, execution_options={"yield_per": _ROWS_AT_A_TIME}):
                link = _Link._make(row)
                fault = _fault(link, head)
                if fault is not None:
                    return Broken(number=head.number + 1, fault=fault)
                head, deleted = Head(number=link.number, hash=link.chain_hash), deleted + link.deleted
                if seen is not None and seen.number == head.number and seen != head:
                    return Broken(number=head.number, fault=Fault.OTHER_CHAIN)
        if seen is not None and seen.number > head.number:
            return Broken(number=head.number + 1, fault=Fault.MISSING)
        return Verified(head=head, deleted=deleted)

    def export(
        self, conversation: str | None = None, since: datetime | None = None, until: datetime | None = None
    ) -> Iterator[dict[str, Any]]:
        """The links as JSON in their order: of one conversation, or from `since` and before `until`, or all.

        Raises:
            RecordsUnavailable: the database did not answer, or a link was changed so that it cannot be read.
        """
        wanted = _chosen(conversation, since, until)
        with told(), self._sessions.begin() as session:
            for row in session.scalars(wanted, execution_options={"yield_per": _ROWS_AT_A_TIME}):
                yield _exported(row)


def append(session: Session, entry: Entry) -> None:
    """Bind the entry to the end of the chain, in the transaction of `session`; others who write wait until it ends."""
    write_alone(session.connection())
    last = session.execute(
        select(RecordRow.number, RecordRow.chain_hash).order_by(RecordRow.number.desc()).limit(1)
    ).first()
    number, before = (last.number, last.chain_hash) if last else (0, START)
    content = _canonical(entry.content | {"salt": token_hex(_SALT_BYTES)})
    link = _Link(
        number=number + 1,
        moment=_moment(entry.moment),
        kind=entry.kind.value,
        conversation=entry.conversation,
        turn=entry.turn,
        content=content,
        content_hash=_hash(content),
        chain_hash="",
        deleted=False,
    )
    fields = link._asdict() | {"chain_hash": _chain_hash(link, before), "deleted": None}
    session.add(RecordRow(**fields))
    session.flush()


def blank(session: Session, conversations: Sequence[str]) -> None:
    """Delete what the record says of these conversations; its links stay. The moment is the database's own."""
    for first in range(0, len(conversations), _ROWS_AT_A_TIME):
        some = conversations[first : first + _ROWS_AT_A_TIME]
        session.execute(
            update(RecordRow)
            .where(RecordRow.conversation.in_(some), RecordRow.deleted.is_(None))
            .values(content=None, deleted=func.now()),
            execution_options={"synchronize_session": False},
        )


def head_from(text: str) -> Head:
    """The link that was noted as "number:hash".

    Raises:
        QuestionError: the text is not of that form.
    """
    match = _HEAD.fullmatch(text)
    if match is None:
        raise QuestionError(f"{text[:80]!r} er ikke en kædes ende; skriv den, som 'praktik records verify' viste den.")
    return Head(number=int(match[1]), hash=match[2])


def _fault(link: _Link, before: Head) -> Fault | None:
    """What is wrong with the link that stands after `before`."""
    if link.number != before.number + 1:
        return Fault.MISSING
    if link.chain_hash != _chain_hash(link, before.hash):
        return Fault.UNBOUND
    if link.deleted:
        return None if link.content is None else Fault.CHANGED
    return None if isinstance(link.content, str) and _hash(link.content) == link.content_hash else Fault.CHANGED


def _chain_hash(link: _Link, before: str) -> str:
    bound = [before, link.number, link.moment, link.kind, link.conversation, link.turn, link.content_hash]
    # What was changed behind our back may be of any type: it is told as broken, not as a crash.
    return _hash(_canonical(bound, default=repr))


def _canonical(value: Any, default: Any = None) -> str:
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=default
    )


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _moment(moment: datetime) -> str:
    """The moment in UTC, always of the same width, so that the texts stand in the order of time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _chosen(conversation: str | None, since: datetime | None, until: datetime | None) -> Select[RecordRow]:
    wanted = select(RecordRow).order_by(RecordRow.number)
    if conversation is not None:
        wanted = wanted.where(RecordRow.conversation == conversation)
    if since is not None:
        wanted = wanted.where(RecordRow.moment >= _moment(since))
    if until is not None:
        wanted = wanted.where(RecordRow.moment < _moment(until))
    return wanted


def _exported(row: RecordRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "moment": row.moment,
        "kind": row.kind,
        "conversation": row.conversation,
        "turn": row.turn,
        "deleted": row.deleted.isoformat() if row.deleted else None,
        "content": _content(row),
        "content_hash": row.content_hash,
        "chain_hash": row.chain_hash,
    }


def _content(row: RecordRow) -> Any:
    try:
        return json.loads(row.content) if row.content is not None else None
    except ValueError as exc:
        raise RecordsUnavailable(
            f"Post nr. {row.number} i protokollen kan ikke læses; se med 'praktik records verify', hvad der er ændret."
        ) from exc
