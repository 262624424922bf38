"""A database of its own for each test, and an answer as the contract has it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.answer import Answer
from records.store import Records

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def answer(text: str = "Højst 4 uger.") -> Answer:
    return Answer(status="answered", text=text, on=date(2026, 11, 20), case={"target_group": "dagpenge"})


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'records.sqlite3'}"


@pytest.fixture
def records(url: str) -> Iterator[Records]:
    with Records(url) as opened:
        yield opened
