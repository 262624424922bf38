"""The record of answers: rows bound by hashes, which the database itself lets nobody change or remove.

A later migration that copies the table (SQLite cannot alter one in place) must make the triggers anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Written out column by column: what is not named here could be changed.
_SAME = " AND ".join(
    f"NEW.{name} {{same}} OLD.{name}"
    for name in ("number", "moment", "kind", "conversation", "turn", "content_hash", "chain_hash")
)
_ONLY_BLANKED = f"({_SAME} AND NEW.content IS NULL AND OLD.deleted IS NULL AND NEW.deleted IS NOT NULL)"
# REPLACE removes a row without asking the trigger on DELETE; the place in the line stops it.
_SQLITE = (
    "CREATE TRIGGER record_blanked_only BEFORE UPDATE ON record "
    f"WHEN NOT {_ONLY_BLANKED.format(same='IS')} "
    "BEGIN SELECT RAISE(ABORT, 'record is append-only'); END",
    "CREATE TRIGGER record_never_deleted BEFORE DELETE ON record "
    "BEGIN SELECT RAISE(ABORT, 'record is append-only'); END",
    "CREATE TRIGGER record_appended BEFORE INSERT ON record "
    "WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM record) "
    "BEGIN SELECT RAISE(ABORT, 'record is append-only'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION record_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF TG_OP = 'UPDATE' THEN IF {_ONLY_BLANKED.format(same='IS NOT DISTINCT FROM')} THEN RETURN NEW; END IF; "
    "ELSIF TG_OP = 'INSERT' THEN "
    "IF NEW.number = (SELECT coalesce(max(number), 0) + 1 FROM record) THEN RETURN NEW; END IF; "
    "END IF; RAISE EXCEPTION 'record is append-only'; END $$",
    "CREATE TRIGGER record_append_only BEFORE INSERT OR UPDATE OR DELETE ON record "
    "FOR EACH ROW EXECUTE FUNCTION record_append_only()",
    "CREATE TRIGGER record_never_emptied BEFORE TRUNCATE ON record "
    "FOR EACH STATEMENT EXECUTE FUNCTION record_append_only()",
)


def upgrade() -> None:
    """Make the table and its triggers."""
    op.create_table(
        "record",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("moment", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("conversation", sa.String(36), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text()),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("chain_hash", sa.String(64), nullable=False),
        sa.Column("deleted", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_record_conversation", "record", ["conversation"])
    op.create_index("ix_record_moment", "record", ["moment"])
    for trigger in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(trigger)


def downgrade() -> None:
    """Remove the table, and with it its triggers."""
    op.drop_table("record")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION record_append_only()")
