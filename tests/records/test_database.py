"""The database is made, brought up to date, and its faults are told in one line."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from corpus.errors import QuestionError, RecordsUnavailable
from records import database
from records.database import open_engine, told
from records.models import Base
from records.store import Records
from tests.records.conftest import NOON, answer


def test_migrations_make_the_tables_of_the_models(url: str) -> None:
    with open_engine(url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        assert {"conversation", "turn", "feedback"} <= set(inspect(connection).get_table_names())


def test_opening_again_keeps_what_is_there(url: str) -> None:
    with Records(url) as records:
        key = records.start("anne", None, NOON)
        records.add_turn("anne", key, "Hvor længe?", answer(), None, NOON)
    with Records(url) as records:
        assert records.history("anne")[0].title == "Hvor længe?"


def test_later_program_s_database_is_refused(url: str) -> None:
    Records(url).close()
    with create_engine(url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordsUnavailable, match="nyere udgave"):
        Records(url)


def test_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "records.sqlite3").write_bytes(b"this is a letter, not a database. " * 100)
    with pytest.raises(RecordsUnavailable, match="ikke en database"):
        Records(f"sqlite:///{tmp_path / 'records.sqlite3'}")


def test_locked_database_is_told_and_works_again(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_BUSY_MS", 50)
    with Records(url) as records:
        key = records.start("anne", None, NOON)
        other = sqlite3.connect(tmp_path / "records.sqlite3", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordsUnavailable, match="optaget"):
            records.rename("anne", key, "Ny")
        assert records.history("anne") == ()
        other.execute("ROLLBACK")
        records.rename("anne", key, "Ny")
        assert records.conversation("anne", key).title == "Ny"
        other.close()


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RecordsUnavailable, match="PRAKTIK_DATABASE_URL"):
        Records(f"sqlite:///{tmp_path / 'file' / 'records.sqlite3'}")


@pytest.mark.parametrize("url", ["nonsense", "mysql://x", "oracle+nothing://x"])
def test_address_that_cannot_be_used(url: str) -> None:
    with pytest.raises(QuestionError, match="PRAKTIK_DATABASE_URL"):
        Records(url)


def test_deletion_reaches_the_turns(url: str) -> None:
    with Records(url) as records:
        key = records.start("anne", None, NOON)
        records.add_turn("anne", key, "Hvor længe?", answer(), None, NOON)
        records.delete("anne", key)
    with create_engine(url).connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM turn")).scalar() == 0


def test_unknown_fault_goes_to_the_log_not_to_the_user(url: str, caplog: pytest.LogCaptureFixture) -> None:
    engine = open_engine(url)
    with pytest.raises(RecordsUnavailable, match="står i loggen"), told(), engine.begin() as connection:
        connection.execute(text("SELECT * FROM nowhere"))
    assert "nowhere" in caplog.text
