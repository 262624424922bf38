"""The database is made, brought up to date, and its faults are told in one line."""

import os
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.pool import NullPool

from corpus.errors import QuestionError, RecordsUnavailable
from records import database
from records.audit import Verified
from records.database import address, open_engine, told, write_alone
from records.models import Base
from records.store import Records
from tests.records.conftest import NOON, answer
from tests.records.postgres import Server


def migrated(engine: Engine, revision: str) -> None:
    """Bring the database to that revision, up or down."""
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        held = MigrationContext.configure(connection).get_current_revision()
        (command.upgrade if held is None else command.downgrade)(config, revision)


def test_migrations_make_the_tables_of_the_models(any_url: str) -> None:
    with open_engine(any_url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        assert {"conversation", "turn", "feedback", "record"} <= set(inspect(connection).get_table_names())


def test_older_database_is_brought_up_to_date_with_what_it_holds(any_url: str) -> None:
    engine = create_engine(any_url, poolclass=NullPool)
    migrated(engine, "0001")
    row = {"key": "a", "moment": NOON.replace(tzinfo=None).isoformat(" ", "microseconds")}
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO conversation (id, owner, title, created, changed) "
                "VALUES (:key, 'anne', 'Hvor længe?', :moment, :moment)"
            ),
            row,
        )
        connection.execute(
            text(
                "INSERT INTO turn (id, conversation_id, number, question, answer, asked) "
                "VALUES (1, :key, 1, 'Hvor længe?', :answer, :moment)"
            ),
            row | {"answer": answer().model_dump_json()},
        )
    with Records(any_url) as records:
        assert [turn.question for turn in records.conversation("anne", "a").turns] == ["Hvor længe?"]
        # What was answered before there was a record is not in it; what is said of it from now on is.
        records.give_feedback("anne", 1, helpful=True, now=NOON)
        assert [one["kind"] for one in records.record.export("a")] == ["feedback"]
        records.delete("anne", "a")
        assert [one["content"] for one in records.record.export("a")] == [None]


def test_migrations_can_be_taken_back(any_url: str) -> None:
    Records(any_url).close()
    engine = create_engine(any_url, poolclass=NullPool)
    migrated(engine, "0001")
    assert "record" not in inspect(engine).get_table_names()
    with Records(any_url) as records:
        records.add_turn("anne", records.start("anne", None, NOON), "Hvor længe?", answer(), None, NOON)


def test_opening_again_keeps_what_is_there(any_url: str) -> None:
    with Records(any_url) as records:
        key = records.start("anne", None, NOON)
        records.add_turn("anne", key, "Hvor længe?", answer(), None, NOON)
    with Records(any_url) as records:
        assert records.history("anne")[0].title == "Hvor længe?"


def test_later_program_s_database_is_refused(any_url: str) -> None:
    Records(any_url).close()
    with create_engine(any_url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordsUnavailable, match="nyere udgave"):
        Records(any_url)


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


@pytest.mark.skipif(os.name != "posix", reason="other systems keep rights elsewhere")
def test_file_is_for_this_user_alone(url: str, tmp_path: Path) -> None:
    with Records(url) as records:
        records.start("anne", None, NOON)
        held = [path for path in tmp_path.iterdir() if path.suffix != ".lock"]
        assert len(held) == 3
        assert {stat.S_IMODE(path.stat().st_mode) for path in held} == {0o600}


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RecordsUnavailable, match="PRAKTIK_DATABASE_URL"):
        Records(f"sqlite:///{tmp_path / 'file' / 'records.sqlite3'}")


@pytest.mark.parametrize("url", ["nonsense", "mysql://x", "oracle+nothing://x", "postgresql://anne@x:port/y"])
def test_address_that_cannot_be_used(url: str) -> None:
    with pytest.raises(QuestionError, match="PRAKTIK_DATABASE_URL"):
        Records(url)


@pytest.mark.parametrize("url", ["postgres://anne@x/y", "postgresql://anne@x/y", "postgresql+psycopg://anne@x/y"])
def test_server_s_driver_need_not_be_named(url: str) -> None:
    assert str(address(url)) == "postgresql+psycopg://anne@x/y"


def test_deletion_reaches_the_turns(any_url: str) -> None:
    with Records(any_url) as records:
        key = records.start("anne", None, NOON)
        records.add_turn("anne", key, "Hvor længe?", answer(), None, NOON)
        records.delete("anne", key)
    with create_engine(any_url).connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM turn")).scalar() == 0


def test_unknown_fault_goes_to_the_log_not_to_the_user(any_url: str, caplog: pytest.LogCaptureFixture) -> None:
    engine = open_engine(any_url)
    with pytest.raises(RecordsUnavailable, match="står i loggen"), told(), engine.begin() as connection:
        connection.execute(text("SELECT * FROM nowhere"))
    assert "nowhere" in caplog.text


def test_server_that_is_stopped_is_told_and_works_again(server: Server) -> None:
    with Records(server.schema()) as records:
        key = records.start("anne", None, NOON)
        server.stop()
        try:
            with pytest.raises(RecordsUnavailable, match="svarer ikke"):
                records.rename("anne", key, "Ny")
        finally:
            server.start()
        records.rename("anne", key, "Ny")
        assert records.conversation("anne", key).title == "Ny"


def test_server_that_is_restarted_between_two_calls_is_not_noticed(server: Server) -> None:
    with Records(server.schema()) as records:
        key = records.start("anne", None, NOON)
        server.stop()
        server.start()
        records.add_turn("anne", key, "Hvor længe?", answer(), None, NOON)
        assert isinstance(records.record.verify(), Verified)


def test_server_that_goes_away_within_a_call_loses_that_call_alone(server: Server) -> None:
    with Records(server.schema()) as records:
        key = records.start("anne", None, NOON)
        records.add_turn("anne", key, "Hvor længe?", answer(), None, NOON)
        ours = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE usename = 'praktik' AND pid <> pg_backend_pid()"
        )

        def cut_off() -> None:
            with records._session() as session:
                session.execute(text("UPDATE conversation SET title = 'Ny'"))
                with create_engine(server.url("postgres"), poolclass=NullPool).connect() as other:
                    other.execute(text(ours))
                session.execute(text("SELECT 1"))

        with pytest.raises(RecordsUnavailable, match="genstartet"):
            cut_off()
        assert records.conversation("anne", key).title == "Hvor længe?"
        assert len(list(records.record.export())) == 1


def test_server_that_is_restarted_under_writers_leaves_a_whole_chain(server: Server) -> None:
    with Records(server.schema()) as records, ThreadPoolExecutor(2) as pool:
        keys = [records.start("anne", None, NOON) for _ in range(2)]
        restarted = Event()
        begun = Barrier(3, timeout=60)

        def write(key: str) -> list[str]:
            """Write until the server has answered after its restart; what was told while it did not."""
            told = []
            begun.wait()
            while True:
                last = restarted.is_set()
                try:
                    records.add_turn("anne", key, "Hvor længe?", answer(), None, NOON)
                except RecordsUnavailable as error:
                    told.append(str(error))
                    restarted.wait(0.05)
                    continue
                if last:
                    return told

        writing = [pool.submit(write, key) for key in keys]
        begun.wait()
        server.stop()
        server.start()
        restarted.set()
        assert not [line for one in writing for line in one.result(timeout=60) if "loggen" in line]
        found = records.record.verify()
        assert isinstance(found, Verified)
        assert sum(len(records.conversation("anne", key).turns) for key in keys) == found.head.number >= 2


def test_server_s_locks_are_not_waited_for_without_end(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_BUSY_MS", 50)
    url = server.schema()
    with Records(url) as records, Records(url) as other:
        key = records.start("anne", None, NOON)
        with other._session() as session:
            write_alone(session.connection())
            with pytest.raises(RecordsUnavailable, match="optaget"):
                records.add_turn("anne", key, "Hvor længe?", answer(), None, NOON)
            assert records.conversation("anne", key).turns == ()
        records.add_turn("anne", key, "Hvor længe?", answer(), None, NOON)
        assert len(records.conversation("anne", key).turns) == 1


def test_server_s_refusals_are_told(server: Server) -> None:
    with pytest.raises(RecordsUnavailable, match="afviser adgangskoden"):
        Records(server.url("postgres", password="wrong"))
    with pytest.raises(RecordsUnavailable, match="findes ikke på serveren"):
        Records(server.url("nowhere"))


def test_log_of_a_fault_holds_no_question(any_url: str, caplog: pytest.LogCaptureFixture) -> None:
    with Records(any_url) as records:
        key = records.start("anne", None, NOON)
        with open_engine(any_url).begin() as connection:
            connection.execute(text("DROP TABLE record"))
        with pytest.raises(RecordsUnavailable):
            records.add_turn("anne", key, "Hemmeligheden", answer(), None, NOON)
        with open_engine(any_url).begin() as connection:
            connection.execute(text("ALTER TABLE turn RENAME COLUMN question TO asked_what"))
        with pytest.raises(RecordsUnavailable):
            records.add_turn("anne", key, "Hemmeligheden", answer(), None, NOON)
    assert "asked_what" in caplog.text or "question" in caplog.text
    assert "Hemmeligheden" not in caplog.text
