"""`praktik records`: the retention job and the export of one conversation."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.settings import moment
from praktik_errors import guarded
from praktik_records import records as group
from records.store import Records
from tests.records.conftest import answer


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Records]:
    monkeypatch.setenv("PRAKTIK_HOME", str(tmp_path))
    with Records(f"sqlite:///{tmp_path / 'records.sqlite3'}") as found:
        yield found


def ask(records: Records, question: str, days_ago: int) -> str:
    then = moment() - timedelta(days=days_ago)
    key = records.start("lokal", None, then)
    records.add_turn("lokal", key, question, answer(), None, then)
    return key


def test_purge_keeps_to_the_setting(opened: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(opened, "Gammel", 40)
    ask(opened, "Ny", 10)
    assert "0 samtaler" in CliRunner().invoke(group, ["purge"]).output
    monkeypatch.setenv("PRAKTIK_RETENTION_DAYS", "30")
    assert "1 samtaler" in CliRunner().invoke(group, ["purge"]).output
    assert [one.title for one in opened.history("lokal")] == ["Ny"]
    assert "1 samtaler" in CliRunner().invoke(group, ["purge", "--older-than", "0"]).output


def test_export_prints_the_conversation(opened: Records) -> None:
    key = ask(opened, "Hvor længe?", 1)
    told = json.loads(CliRunner().invoke(group, ["export", key]).output)
    assert [turn["question"] for turn in told["turns"]] == ["Hvor længe?"]
    assert told["turns"][0]["answer"]["text"] == "Højst 4 uger."


def test_export_of_nothing_is_the_user_s_mistake(opened: Records, capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: group.main(["export", "findes-ikke"], standalone_mode=False)) == 2
    assert "findes ikke" in capsys.readouterr().err
