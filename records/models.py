"""The tables. Rows stay in this room; what goes out are the frozen models of `records.store` and `records.feedback`."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """A moment with its zone; SQLite knows none, so all are kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC, with its zone."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables."""


class ConversationRow(Base):
    """A conversation of one owner; `state` is what the assistant needs to go on with it."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    owner: Mapped[str] = mapped_column(String(255))
    title: Mapped[str] = mapped_column(String(200))
    on: Mapped[date | None]
    state: Mapped[str | None] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(UtcDateTime())
    changed: Mapped[datetime] = mapped_column(UtcDateTime())

    __table_args__ = (
        Index("ix_conversation_owner_changed", "owner", "changed"),
        Index("ix_conversation_changed", "changed"),
    )


class TurnRow(Base):
    """One question, without CPR numbers, and its answer as in the public contract."""

    __tablename__ = "turn"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    number: Mapped[int]
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    asked: Mapped[datetime] = mapped_column(UtcDateTime())

    __table_args__ = (UniqueConstraint("conversation_id", "number", name="uq_turn_number"),)


class FeedbackRow(Base):
    """What the owner thought of an answer, and what a maintainer found it was about."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("turn.id", ondelete="CASCADE"), unique=True)
    helpful: Mapped[bool]
    kinds: Mapped[list[str]] = mapped_column(JSON)
    comment: Mapped[str] = mapped_column(Text)
    given: Mapped[datetime] = mapped_column(UtcDateTime())
    cause: Mapped[str | None] = mapped_column(String(20))
    importance: Mapped[str | None] = mapped_column(String(20))
    domain: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(Text, default="")
    done: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("ix_feedback_done_given", "done", "given"),)


class RecordRow(Base):
    """One link of the record (see `records.audit`); it names its turn without hanging on it, so that it outlives it.

    `moment` and `content` are kept as the very text that was hashed. `content` is NULL where it was `deleted`.
    """

    __tablename__ = "record"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    moment: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(20))
    conversation: Mapped[str] = mapped_column(String(36))
    turn: Mapped[int]
    content: Mapped[str | None] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(String(64))
    chain_hash: Mapped[str] = mapped_column(String(64))
    deleted: Mapped[datetime | None] = mapped_column(UtcDateTime())

    __table_args__ = (Index("ix_record_conversation", "conversation"), Index("ix_record_moment", "moment"))
