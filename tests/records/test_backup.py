"""A copy that is taken while others write is whole, and what it held can be gone on with."""

import os
import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.errors import QuestionError, RecordsUnavailable
from records.audit import Broken, Fault, Verified
from records.backup import back_up
from records.store import Records
from tests.records.conftest import NOON, answer


def test_copy_is_whole_while_others_write(url: str, tmp_path: Path) -> None:
    copies = [tmp_path / f"copy-{number}.sqlite3" for number in range(3)]
    with Records(url) as records, ThreadPoolExecutor(1) as pool:
        key = records.start("anne", None, NOON)

        def write() -> None:
            for number in range(60):
                records.add_turn("anne", key, f"Hvor længe {number}?", answer(), None, NOON)

        writing = pool.submit(write)
        for copy in copies:
            back_up(url, copy)
        writing.result()
    for copy in copies:
        with Records(f"sqlite:///{copy}") as restored:
            found = restored.record.verify()
            assert isinstance(found, Verified)
            # The turns and the record are of the same moment.
            assert len(restored.conversation("anne", key).turns) == found.head.number


def test_restored_database_is_gone_on_with(url: str, tmp_path: Path) -> None:
    with Records(url) as records:
        key = records.start("anne", None, NOON)
        records.add_turn("anne", key, "Hvor længe?", answer(), '{"case": {}}', NOON)
        kept = records.conversation("anne", key)
        back_up(url, tmp_path / "copy.sqlite3")
        records.add_turn("anne", key, "Og bagefter?", answer(), None, NOON)
        later = records.record.verify()
    assert isinstance(later, Verified)
    for file in tmp_path.glob("records.sqlite3*"):
        file.unlink()
    shutil.copy(tmp_path / "copy.sqlite3", tmp_path / "records.sqlite3")
    with Records(url) as records:
        assert records.conversation("anne", key) == kept
        # What was kept after the copy is missed by one who noted the end of the chain.
        assert records.record.verify(later.head) == Broken(number=2, fault=Fault.MISSING)
        records.add_turn("anne", key, "Igen: og bagefter?", answer(), None, NOON)
        assert isinstance(records.record.verify(), Verified)


def test_copy_is_one_file_for_this_user_alone(url: str, tmp_path: Path) -> None:
    Records(url).close()
    (tmp_path / "copies").mkdir()
    back_up(url, tmp_path / "copies" / "copy.sqlite3")
    (copy,) = (tmp_path / "copies").iterdir()
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_file_that_is_there_is_left_alone(url: str, tmp_path: Path) -> None:
    Records(url).close()
    (tmp_path / "letter").write_text("dear")
    with pytest.raises(QuestionError, match="findes i forvejen"):
        back_up(url, tmp_path / "letter")
    assert (tmp_path / "letter").read_text() == "dear"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        pytest.param("sqlite:///{folder}/nowhere.sqlite3", "er ingen database", id="no-file"),
        pytest.param("sqlite://", "er ingen database", id="in-memory"),
        pytest.param("postgresql://praktik@127.0.0.1/x", "pg_dump", id="server"),
    ],
)
def test_what_cannot_be_copied_is_told(url: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match=told):
        back_up(url.format(folder=tmp_path), tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


def test_damaged_database_is_told_and_leaves_no_copy(url: str, tmp_path: Path) -> None:
    with Records(url) as records:
        key = records.start("anne", None, NOON)
        for number in range(20):
            records.add_turn("anne", key, f"Hvor længe {number}?", answer("Højst 4 uger. " * 50), None, NOON)
    file = tmp_path / "records.sqlite3"
    held = bytearray(file.read_bytes())
    held[len(held) // 2 :] = bytes(len(held) - len(held) // 2)
    file.write_bytes(held)
    with pytest.raises(RecordsUnavailable, match="beskadiget"):
        back_up(url, tmp_path / "copy")
    file.write_bytes(b"this is a letter, not a database. " * 100)
    with pytest.raises(RecordsUnavailable, match="ikke en database"):
        back_up(url, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
