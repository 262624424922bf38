"""A database of its own for each test, in SQLite and in PostgreSQL, and an answer as the contract has it."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest

from assistant.answer import Answer
from records.store import Records
from tests.records.postgres import Server, program, served

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def answer(text: str = "Højst 4 uger.") -> Answer:
    return Answer(status="answered", text=text, on=date(2026, 11, 20), case={"target_group": "dagpenge"})


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'records.sqlite3'}"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    # Not everybody who changes a page has a database server; SQLite's tests run everywhere.
    if program("initdb") is None or find_spec("psycopg") is None:
        missing = pytest.fail if os.environ.get("PRAKTIK_REQUIRE_POSTGRES") == "1" else pytest.skip
        missing("no PostgreSQL server or no psycopg at hand")
    with served() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgres"])
def any_url(request: pytest.FixtureRequest) -> str:
    if request.param == "sqlite":
        return str(request.getfixturevalue("url"))
    found: Server = request.getfixturevalue("server")
    return found.schema()


@pytest.fixture
def records(any_url: str) -> Iterator[Records]:
    with Records(any_url) as opened:
        yield opened
