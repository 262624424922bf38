"""Opening the database: its settings, its migrations, and its faults in one Danish line each."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from corpus.errors import QuestionError, RecordsUnavailable

_LOG = logging.getLogger("praktikvejleder")
# Writers wait this long for one another before the user is told.
_BUSY_MS = 5_000
# A server that is there answers at once; the driver itself would wait two minutes.
_CONNECT_SECONDS = 5
# The execution option of a connection that will not write.
READING = "reading"
# Any numbers, as long as every process of this program uses the same.
_MIGRATING = 20_260_101
_APPENDING = 20_260_102
# What the database says, and what to tell the user of it. The first that stands in the message is told.
FAULTS = {
    "database is locked": "databasen er optaget af et andet program; prøv igen om lidt",
    "unable to open database file": "databasens mappe findes ikke, eller der er ikke adgang til den",
    "readonly database": "databasen er skrivebeskyttet; giv programmet skriveadgang til filen og dens mappe",
    "disk is full": "der er ikke plads på disken; slet noget, og prøv igen",
    "disk i/o error": "disken kan ikke læses eller skrives; få den undersøgt",
    "file is not a database": "filen er ikke en database; flyt den, så laves en ny",
    "malformed": "databasen er beskadiget; hent den fra en sikkerhedskopi, eller flyt den, så laves en ny",
    "connection refused": "databaseserveren svarer ikke; start den, eller ret PRAKTIK_DATABASE_URL",
    "could not translate host name": "databaseserveren findes ikke; ret PRAKTIK_DATABASE_URL",
    "failed to resolve host": "databaseserveren findes ikke; ret PRAKTIK_DATABASE_URL",
    "authentication failed": "databaseserveren afviser adgangskoden; ret PRAKTIK_DATABASE_URL",
    'fatal:  role "': "databaseserveren kender ikke brugeren; ret PRAKTIK_DATABASE_URL",
    'fatal:  database "': "databasen findes ikke på serveren; opret den, eller ret PRAKTIK_DATABASE_URL",
    "terminating connection": "databaseserveren blev genstartet; prøv igen",
    "server closed the connection": "databaseserveren blev genstartet; prøv igen",
    "the connection is closed": "databaseserveren blev genstartet; prøv igen",
    "connection reset": "databaseserveren blev genstartet; prøv igen",
    "starting up": "databaseserveren er ved at starte; prøv igen om lidt",
    "accepting connections": "databaseserveren er ved at starte; prøv igen om lidt",
    "shutting down": "databaseserveren er ved at lukke; prøv igen om lidt",
    "recovery mode": "databaseserveren er ved at starte; prøv igen om lidt",
    "connection timeout": "databaseserveren svarer ikke; start den, eller ret PRAKTIK_DATABASE_URL",
    "lock timeout": "databasen er optaget af et andet program; prøv igen om lidt",
    "deadlock detected": "databasen er optaget af et andet program; prøv igen om lidt",
    "too many": "databaseserveren har for mange forbindelser; prøv igen om lidt",
    "connection slots": "databaseserveren har for mange forbindelser; prøv igen om lidt",
    "queuepool limit": "for mange bruger databasen på én gang; prøv igen om lidt",
    "no space left": "der er ikke plads på disken; slet noget, og prøv igen",
    "permission denied": "databaseserverens bruger mangler rettigheder; giv den dem, eller ret PRAKTIK_DATABASE_URL",
    "read-only transaction": "databasen er skrivebeskyttet; ret PRAKTIK_DATABASE_URL til en server, der kan skrives på",
}
_UNKNOWN = "der opstod en fejl, som står i loggen"


def open_engine(url: str) -> Engine:
    """The database at `url` (SQLAlchemy's form), with its tables as this program wants them.

    Raises:
        QuestionError: the URL cannot be used.
        RecordsUnavailable: the database cannot be opened or was written by a later program.
    """
    place = address(url)
    engine = _engine(place)
    try:
        with told():
            _migrate(engine, place)
    except Exception:
        engine.dispose()
        raise
    return engine


def address(url: str) -> URL:
    """Where the database is; a server's driver need not be named.

    Raises:
        QuestionError: the URL cannot be used.
    """
    try:
        place = make_url(url)
        # A server's address may come without the driver's name, and with the scheme's other one.
        if place.drivername in ("postgresql", "postgres"):
            place = place.set(drivername="postgresql+psycopg")
        place.get_dialect()
    # ValueError: the port is no number.
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as exc:
        raise QuestionError(
            f"PRAKTIK_DATABASE_URL kan ikke bruges ({exc}); skriv fx sqlite:////sti/til/records.sqlite3 "
            "eller postgresql+psycopg://bruger@server/praktik."
        ) from exc
    return place


@contextmanager
def told() -> Iterator[None]:
    """Turn the database's faults into one line for the user; the log has the detail.

    Raises:
        RecordsUnavailable: the database did not do as asked.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as exc:
        _LOG.warning("database: %s", exc, exc_info=True)
        raise RecordsUnavailable(f"Samtalerne kan ikke gemmes eller hentes: {_fault(exc)}.") from exc


def write_alone(connection: Connection) -> None:
    """Wait until no other process appends, and keep others waiting until the transaction ends.

    Who writes to SQLite is alone from the beginning of the transaction.
    """
    _claim(connection, _APPENDING)


def _fault(error: Exception) -> str:
    said = str(error.orig if isinstance(error, DBAPIError) else error).casefold()
    return next((line for sign, line in FAULTS.items() if sign in said), _UNKNOWN)


def _engine(place: URL) -> Engine:
    """The database at its address; what people wrote, which are the parameters, stays out of its faults' log."""
    if place.get_backend_name() != "sqlite":
        return _server(place)
    engine = create_engine(place, hide_parameters=True)
    event.listen(engine, "connect", _sqlite_settings)
    event.listen(engine, "begin", _sqlite_begin)
    return engine


def _server(place: URL) -> Engine:
    if place.drivername == "postgresql+psycopg":
        place = place.set(query={"connect_timeout": str(_CONNECT_SECONDS), **place.query})
    try:
        # Who has waited for the others to append must see what they appended.
        engine = create_engine(place, pool_pre_ping=True, hide_parameters=True, isolation_level="READ COMMITTED")
    except ImportError as exc:
        raise QuestionError(
            f"Databasen kræver pakken {exc.name}; installér praktikvejleder[postgres], eller ret PRAKTIK_DATABASE_URL."
        ) from exc
    event.listen(engine, "begin", _server_begin)
    return engine


def _sqlite_settings(connection, _record) -> None:  # type: ignore[no-untyped-def]  # the driver's own types
    # The driver would begin a transaction by itself, and only at the first change.
    connection.isolation_level = None
    # SQLite's own knows A to Z only, and the search is for Danish words.
    connection.create_function("lower", 1, lambda held: held.lower() if isinstance(held, str) else held)
    cursor = connection.cursor()
    # Readers go on while one writes; what is deleted is overwritten, not only unlinked.
    for pragma in ("foreign_keys=ON", f"busy_timeout={_BUSY_MS}", "journal_mode=WAL", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    """Who means to write waits for its turn before it reads: what it read may not change under it."""
    reading = connection.get_execution_options().get(READING)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _server_begin(connection: Connection) -> None:
    if connection.dialect.name == "postgresql" and not connection.get_execution_options().get(READING):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_BUSY_MS}")


def _migrate(engine: Engine, place: URL) -> None:
    with as_file(files("records").joinpath("migrations")) as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        script = ScriptDirectory.from_config(config)
        with _alone(engine, place), engine.begin() as connection:
            _claim(connection, _MIGRATING)
            held = MigrationContext.configure(connection).get_current_revision()
            if held == script.get_current_head():
                return
            if held is not None and held not in {one.revision for one in script.walk_revisions()}:
                raise RecordsUnavailable(
                    "Databasen er skrevet af en nyere udgave af programmet; brug den udgave, eller peg "
                    "PRAKTIK_DATABASE_URL på en anden database."
                )
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


@contextmanager
def _alone(engine: Engine, place: URL) -> Iterator[None]:
    """One process migrates at a time: a lock file beside SQLite's file; a server has locks of its own."""
    if engine.dialect.name != "sqlite" or place.database in (None, "", ":memory:"):
        yield
        return
    file = Path(str(place.database)).absolute()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{file}.lock", timeout=_BUSY_MS / 1000):
            if not file.exists():
                # What users asked is for this user of the machine alone.
                file.touch(mode=0o600)
            yield
    except Timeout as exc:
        raise RecordsUnavailable("Databasen gøres klar af et andet program; prøv igen om lidt.") from exc
    except OSError as exc:
        raise RecordsUnavailable(
            f"Samtalerne kan ikke gemmes eller hentes: {file.parent} kan ikke bruges ({exc.strerror}); giv "
            "programmet skriveadgang, eller ret PRAKTIK_DATABASE_URL."
        ) from exc


def _claim(connection: Connection, key: int) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
