"""Conversations and what was thought of them: kept, found again, deleted.

Every call has a session of its own, so that threads may share one `Records`. Moments are
passed in; nothing here asks the clock. What people wrote is refused where it holds a CPR
number, and kept with all other personal data masked.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import TracebackType
from typing import Self
from uuid import uuid4

from pydantic import ValidationError
from sqlalchemy import ColumnElement, delete, exists, func, or_, select
from sqlalchemy.orm import Session, sessionmaker

from assistant.answer import Answer
from assistant.events import Verified
from assistant.guard import holds_cpr
from assistant.privacy import masked
from corpus.errors import QuestionError
from records.audit import Audit, append, blank
from records.database import READING, open_engine, told
from records.entry import answered, judged
from records.models import ConversationRow, FeedbackRow, TurnRow

_TITLE_CHARS = 80
_MAX_COMMENT = 2_000
_LISTED = 200


class Kind(StrEnum):
    """What is wrong with an answer, as its reader names it."""

    WRONG_PROVISION = "forkert paragraf"
    OUTDATED = "forældet regel"
    QUOTE = "citat passer ikke"
    SOURCE_MISSING = "kilde mangler"
    MISUNDERSTOOD = "misforstod spørgsmålet"
    TOO_LONG = "for langt"
    WRONGLY_DECLINED = "afviste forkert"
    OTHER = "andet"


class Cause(StrEnum):
    """Where a maintainer found the fault, in the words of the evals' failures."""

    RETRIEVAL = "retrieval"
    UNDERSTANDING = "understanding"
    RULE = "rule"
    COMPOSITION = "composition"
    SOURCE = "source"
    NONE = "none"


class Importance(StrEnum):
    """How bad it is."""

    WRONG_DECISION = "wrong_decision"
    MISLEADING = "misleading"
    NUISANCE = "nuisance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A conversation in its owner's list."""

    id: str
    title: str
    turns: int
    changed: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One turn; `helpful` is None until its owner has said so."""

    id: int
    number: int
    question: str
    answer: Answer
    asked: datetime
    helpful: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptConversation:
    """A whole conversation; `state` goes to `Assistant.conversation` to go on with it."""

    id: str
    title: str
    on: date | None
    state: str | None
    turns: tuple[Kept, ...]
    created: datetime
    changed: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """What a maintainer found of a feedback; `domain` is a topic of the rules."""

    cause: Cause | None = None
    importance: Importance | None = None
    domain: str | None = None
    note: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What was said of one answer. It tells the conversation's turns, not whose they are."""

    id: int
    conversation: str
    number: int
    question: str
    helpful: bool
    kinds: tuple[Kind, ...]
    comment: str
    given: datetime
    triage: Triage


class Records:
    """The opened database."""

    def __init__(self, url: str) -> None:
        """Open the database at `url`; see `records.database.open_engine` for what may be wrong with it."""
        self._engine = open_engine(url)
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)
        self._readers = sessionmaker(self._engine.execution_options(**{READING: True}), expire_on_commit=False)
        self.record = Audit(self._readers)

    def __enter__(self) -> Self:
        """The records themselves."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the database."""
        self.close()

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with told(), self._sessions.begin() as session:
            yield session

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with told(), self._readers.begin() as session:
            yield session

    def start(self, owner: str, on: date | None, now: datetime) -> str:
        """A new conversation on the law of `on` (None: of the day of each question); its id."""
        key = str(uuid4())
        with self._session() as session:
            session.add(ConversationRow(id=key, owner=owner, title="", on=on, state=None, created=now, changed=now))
        return key

    def add_turn(
        self,
        owner: str,
        conversation: str,
        question: str,
        answer: Answer,
        state: str | None,
        now: datetime,
        verified: Verified | None = None,
    ) -> int:
        """Keep a turn and the state after it, and record the answer; the turn's id.

        Raises:
            QuestionError: no such conversation of this owner, or the text holds a CPR number.
        """
        if holds_cpr(question) or holds_cpr(answer.text):
            raise QuestionError("Teksten rummer et CPR-nummer og gemmes ikke; tag det ud, og spørg igen.")
        safe = masked(question)
        with self._session() as session:
            row = _own(session, owner, conversation, lock=True)
            number = session.scalar(select(func.count()).where(TurnRow.conversation_id == conversation)) or 0
            turn = TurnRow(
                conversation_id=conversation,
                number=number + 1,
                question=safe,
                answer=answer.model_dump(mode="json"),
                asked=now,
            )
            session.add(turn)
            row.title = row.title or safe[:_TITLE_CHARS]
            row.state, row.changed = state, now
            append(session, answered(owner, turn, verified))
            return turn.id

    def history(self, owner: str, query: str = "") -> tuple[Listed, ...]:
        """The owner's conversations, the newest first; only those with each word of `query` in title or question."""
        turns = select(func.count()).where(TurnRow.conversation_id == ConversationRow.id).scalar_subquery()
        wanted = (
            select(ConversationRow.id, ConversationRow.title, ConversationRow.changed, turns.label("turns"))
            .where(ConversationRow.owner == owner, turns > 0)
            .order_by(ConversationRow.changed.desc(), ConversationRow.id)
            .limit(_LISTED)
        )
        for word in query.split():
            asked = exists().where(
                TurnRow.conversation_id == ConversationRow.id, TurnRow.question.icontains(word, autoescape=True)
            )
            wanted = wanted.where(or_(ConversationRow.title.icontains(word, autoescape=True), asked))
        with self._reading() as session:
            rows = session.execute(wanted).all()
        return tuple(Listed(id=row.id, title=row.title, changed=row.changed, turns=row.turns) for row in rows)

    def conversation(self, owner: str, conversation: str) -> KeptConversation:
        """One conversation.

        Raises:
            QuestionError: the owner has no such conversation.
        """
        with self._reading() as session:
            return _whole(session, _own(session, owner, conversation))

    def rename(self, owner: str, conversation: str, title: str) -> None:
        """Give the conversation another title.

        Raises:
            QuestionError: the title is empty or holds a CPR number, or the owner has no such conversation.
        """
        name = " ".join(title.split())
        if not name or holds_cpr(name):
            raise QuestionError("Skriv en titel uden CPR-nummer.")
        with self._session() as session:
            _own(session, owner, conversation).title = masked(name)[:_TITLE_CHARS]

    def delete(self, owner: str, conversation: str) -> None:
        """Delete the conversation with its turns and feedback, and what the record says of it.

        Raises:
            QuestionError: the owner has no such conversation.
        """
        with self._session() as session:
            session.delete(_own(session, owner, conversation, lock=True))
            blank(session, [conversation])

    def give_feedback(
        self, owner: str, turn: int, *, helpful: bool, kinds: Sequence[Kind] = (), comment: str = "", now: datetime
    ) -> None:
        """What the owner thinks of an answer; said again, it replaces what was said before.

        Raises:
            QuestionError: the owner has no such turn, or the comment is too long or holds a CPR number.
        """
        if len(comment) > _MAX_COMMENT or holds_cpr(comment):
            raise QuestionError(f"Skriv en kommentar på højst {_MAX_COMMENT} tegn og uden CPR-nummer.")
        with self._session() as session:
            found = session.get(TurnRow, turn)
            if found is None:
                raise _missing()
            # Nobody may delete the conversation between here and the record.
            _own(session, owner, found.conversation_id, lock=True)
            row = session.scalar(select(FeedbackRow).where(FeedbackRow.turn_id == turn))
            if row is None:
                row = FeedbackRow(turn_id=turn, note="", done=False)
                session.add(row)
            row.helpful, row.kinds, row.given = helpful, [str(kind) for kind in kinds], now
            row.comment, row.done = masked(comment), False
            append(session, judged(owner, found, row))

    def feedback(self, *, open_only: bool = False) -> tuple[Feedback, ...]:
        """What has been said of answers, by anybody, the newest first."""
        wanted = (
            select(FeedbackRow, TurnRow)
            .join(TurnRow, TurnRow.id == FeedbackRow.turn_id)
            .order_by(FeedbackRow.given.desc(), FeedbackRow.id.desc())
            .limit(_LISTED)
        )
        if open_only:
            wanted = wanted.where(FeedbackRow.done.is_(False))
        with self._reading() as session:
            return tuple(_feedback(row, turn) for row, turn in session.execute(wanted).all())

    def triage(self, feedback: int, triage: Triage) -> None:
        """Keep what a maintainer found.

        Raises:
            QuestionError: there is no such feedback.
        """
        with self._session() as session:
            row = session.get(FeedbackRow, feedback)
            if row is None:
                raise _missing()
            row.cause, row.importance, row.domain = triage.cause, triage.importance, triage.domain
            row.note, row.done = masked(triage.note), triage.done

    def turns_of(self, feedback: int) -> tuple[Kept, ...]:
        """The turns up to the one that the feedback is about, for a maintainer to make a case of.

        Raises:
            QuestionError: there is no such feedback.
        """
        with self._reading() as session:
            row = session.get(FeedbackRow, feedback)
            turn = session.get(TurnRow, row.turn_id) if row else None
            whole = session.get(ConversationRow, turn.conversation_id) if turn else None
            if turn is None or whole is None:
                raise _missing()
            return tuple(kept for kept in _whole(session, whole).turns if kept.number <= turn.number)

    def purge(self, before: datetime) -> int:
        """Delete conversations that nobody has gone on with since `before`, with all that hangs on them; how many."""
        return self._delete(ConversationRow.changed < before)

    def forget(self, conversation: str) -> int:
        """Delete this conversation as `delete` does, whosever it is; how many there were."""
        return self._delete(ConversationRow.id == conversation)

    def forget_owner(self, owner: str) -> int:
        """Delete all of the owner's conversations as `delete` does; how many there were."""
        return self._delete(ConversationRow.owner == owner)

    def _delete(self, which: ColumnElement[bool]) -> int:
        with self._session() as session:
            gone = session.scalars(delete(ConversationRow).where(which).returning(ConversationRow.id)).all()
            blank(session, gone)
            return len(gone)


def _own(session: Session, owner: str, conversation: str, *, lock: bool = False) -> ConversationRow:
    """The conversation, if it is the owner's; another's is as if it were not there."""
    row = session.get(ConversationRow, conversation, with_for_update=lock or None)
    if row is None or row.owner != owner:
        raise _missing()
    return row


def _missing() -> QuestionError:
    return QuestionError("Samtalen findes ikke mere; begynd en ny sag.")


def _whole(session: Session, row: ConversationRow) -> KeptConversation:
    turns = session.execute(
        select(TurnRow, FeedbackRow.helpful)
        .outerjoin(FeedbackRow, FeedbackRow.turn_id == TurnRow.id)
        .where(TurnRow.conversation_id == row.id)
        .order_by(TurnRow.number)
    ).all()
    return KeptConversation(
        id=row.id,
        title=row.title,
        on=row.on,
        state=row.state,
        turns=tuple(kept for turn, helpful in turns if (kept := _kept(turn, helpful=helpful))),
        created=row.created,
        changed=row.changed,
    )


def _kept(turn: TurnRow, *, helpful: bool | None) -> Kept | None:
    """The turn; None where its answer was kept by another version of the contract and cannot be shown."""
    try:
        answer = Answer.model_validate(turn.answer)
    except ValidationError:
        return None
    return Kept(
        id=turn.id, number=turn.number, question=turn.question, answer=answer, asked=turn.asked, helpful=helpful
    )


def _feedback(row: FeedbackRow, turn: TurnRow) -> Feedback:
    return Feedback(
        id=row.id,
        conversation=turn.conversation_id,
        number=turn.number,
        question=turn.question,
        helpful=row.helpful,
        kinds=tuple(Kind(kind) for kind in row.kinds),
        comment=row.comment,
        given=row.given,
        triage=Triage(
            cause=Cause(row.cause) if row.cause else None,
            importance=Importance(row.importance) if row.importance else None,
            domain=row.domain,
            note=row.note,
            done=row.done,
        ),
    )
