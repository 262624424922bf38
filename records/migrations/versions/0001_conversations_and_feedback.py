"""Conversations, their turns, and feedback with its triage."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("owner", sa.String(255), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("on", sa.Date()),
        sa.Column("state", sa.Text()),
        sa.Column("created", moment, nullable=False),
        sa.Column("changed", moment, nullable=False),
    )
    op.create_index("ix_conversation_owner_changed", "conversation", ["owner", "changed"])
    op.create_index("ix_conversation_changed", "conversation", ["changed"])
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "conversation_id", sa.String(36), sa.ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("asked", moment, nullable=False),
        sa.UniqueConstraint("conversation_id", "number", name="uq_turn_number"),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("turn_id", sa.Integer(), sa.ForeignKey("turn.id", ondelete="CASCADE"), nullable=False, unique=True),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("given", moment, nullable=False),
        sa.Column("cause", sa.String(20)),
        sa.Column("importance", sa.String(20)),
        sa.Column("domain", sa.String(40)),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_feedback_done_given", "feedback", ["done", "given"])


def downgrade() -> None:
    """Remove the tables."""
    op.drop_table("feedback")
    op.drop_table("turn")
    op.drop_table("conversation")
