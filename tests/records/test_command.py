"""`praktik records`: the retention job and the record's export and its test."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

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


def lines(*arguments: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(group, ["export", *arguments])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_export_prints_the_conversation(opened: Records) -> None:
    key = ask(opened, "Hvor længe?", 1)
    ask(opened, "En anden sag", 1)
    told = lines("--conversation", key)
    assert [one["content"]["question"] for one in told] == ["Hvor længe?"]
    assert told[0]["content"]["text"] == "Højst 4 uger."


def test_export_of_a_period_holds_both_its_days(opened: Records, tmp_path: Path) -> None:
    for days in (3, 2, 1):
        ask(opened, f"for {days} dage siden", days)
    days_ago = {days: (moment() - timedelta(days=days)).date().isoformat() for days in (1, 2, 3, 9)}
    told = lines("--from", days_ago[2], "--to", days_ago[1])
    assert [one["content"]["question"] for one in told] == ["for 2 dage siden", "for 1 dage siden"]
    assert lines("--to", days_ago[9]) == []
    assert lines("--to", days_ago[3], "--out", str(tmp_path / "out.jsonl")) == []
    (written,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(written)["content"]["question"] == "for 3 dage siden"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["export", "--conversation", "findes-ikke"], "findes ikke", id="conversation"),
        pytest.param(["export", "--from", "i går"], "ikke en dato", id="no-day"),
        pytest.param(["export", "--to", "9999-12-31"], "ikke en dato", id="end-of-calendar"),
        pytest.param(["export", "--from", "2026-11-02", "--to", "2026-11-01"], "byt dem om", id="turned-round"),
        pytest.param(["verify", "--seen", "x"], "ende", id="noted-wrongly"),
        pytest.param(["delete"], "enten", id="delete-nothing"),
        pytest.param(["delete", "--owner", "bo", "--conversation", "x"], "enten", id="delete-both"),
        pytest.param(["delete", "--owner", "bo"], "ingen samtaler", id="delete-nobody's"),
        pytest.param(["delete", "--conversation", "x"], "ingen samtaler", id="delete-unknown"),
        pytest.param(["backup"], "mangler FIL", id="backup-to-nowhere"),
    ],
)
def test_user_s_mistake_is_told(
    opened: Records, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(lambda: group.main(arguments, standalone_mode=False)) == 2
    assert told in capsys.readouterr().err


def test_purged_conversation_is_exported_without_text(opened: Records) -> None:
    key = ask(opened, "Gammel", 40)
    CliRunner().invoke(group, ["purge", "--older-than", "0"])
    (left,) = lines("--conversation", key)
    assert left["content"] is None
    assert left["deleted"]


def test_backup_can_be_opened(opened: Records, tmp_path: Path) -> None:
    key = ask(opened, "Hvor længe?", 1)
    result = CliRunner().invoke(group, ["backup", str(tmp_path / "copy.sqlite3")])
    assert (result.exit_code, result.output) == (0, f"Sikkerhedskopi: {tmp_path / 'copy.sqlite3'}\n")
    with Records(f"sqlite:///{tmp_path / 'copy.sqlite3'}") as copy:
        assert copy.conversation("lokal", key) == opened.conversation("lokal", key)


def test_conversation_or_owner_is_deleted_on_request(opened: Records) -> None:
    first = ask(opened, "Første", 3)
    for question in ("Anden", "Tredje"):
        ask(opened, question, 2)
    now = moment()
    opened.add_turn("bo", opened.start("bo", None, now), "Bos", answer(), None, now)
    assert "1 samtaler" in CliRunner().invoke(group, ["delete", "--conversation", first]).output
    assert [one["content"] is None for one in lines()] == [True, False, False, False]
    assert "2 samtaler" in CliRunner().invoke(group, ["delete", "--owner", "lokal"]).output
    assert opened.history("lokal") == ()
    assert [one.title for one in opened.history("bo")] == ["Bos"]
    assert [one["content"] is None for one in lines()] == [True, True, True, False]
    assert CliRunner().invoke(group, ["verify"]).exit_code == 0


def test_verify_tells_the_end_and_holds_to_it(opened: Records) -> None:
    ask(opened, "Hvor længe?", 1)
    result = CliRunner().invoke(group, ["verify"])
    assert result.exit_code == 0
    assert "1 poster" in result.output
    end = result.output.split()[-1]
    ask(opened, "Og bagefter?", 1)
    assert CliRunner().invoke(group, ["verify", "--seen", end]).exit_code == 0
    other = CliRunner().invoke(group, ["verify", "--seen", f"1:{'0' * 64}"])
    assert (other.exit_code, other.output.count("\n")) == (1, 1)


def test_verify_names_the_broken_link_in_one_line(opened: Records, tmp_path: Path) -> None:
    ask(opened, "Hvor længe?", 1)
    ask(opened, "Og bagefter?", 1)
    with closing(sqlite3.connect(tmp_path / "records.sqlite3", isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER record_blanked_only")
        connection.execute("UPDATE record SET content = replace(content, 'Og', 'Ok') WHERE number = 2")
    result = CliRunner().invoke(group, ["verify"])
    assert result.exit_code == 1
    assert result.output == "praktik: Protokollen er brudt ved post nr. 2: indholdet er ændret.\n"
