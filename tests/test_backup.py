"""The backup of docs/deployment.md: taken while somebody writes, restored elsewhere, and gone on with."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event

from assistant import open_assistant
from assistant.service import Assistant
from assistant.settings import Settings
from records.store import Records

ON = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
QUESTION = "Hvor længe kan en dagpengemodtager være i virksomhedspraktik?"
OWN = "Parkering ved havnekontoret aftales med vagten, før praktikken begynder, og koster ikke borgeren noget.\n"


def praktik(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PRAKTIK_")}
    return subprocess.run(
        [sys.executable, "-m", "praktik", *arguments],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=kept | {"PRAKTIK_HOME": str(home), "PYTHONUTF8": "1"},
        timeout=120,
    )


def with_own_document(home: Path) -> None:
    folder = home / "documents"
    folder.mkdir()
    (folder / "eksempelby.txt").write_text(OWN, encoding="utf-8")
    row = {
        "id": "eksempelby",
        "file": "eksempelby.txt",
        "title": "Vejledning om praktik",
        "publisher": "Eksempelby Kommune",
        "kind": "kommune",
        "date_note": "Skrevet til prøven.",
        "sha256": hashlib.sha256(OWN.encode()).hexdigest(),
    }
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in row.items())
    (folder / "manifest.toml").write_text("\n".join(["[[document]]", *lines]) + "\n", encoding="utf-8")


def test_backup_taken_while_running_is_restored_elsewhere(home: Path, assistant: Assistant, tmp_path: Path) -> None:
    here, backup, there = tmp_path / "home", tmp_path / "backup", tmp_path / "elsewhere"
    shutil.copytree(home, here)
    with_own_document(here)
    backup.mkdir()
    copied = Event()
    with Records(Settings(home=here).database) as records, ThreadPoolExecutor(1) as pool:
        key = records.start("anne", ON, NOON)
        conversation = assistant.conversation(on=ON)
        first = conversation.ask(QUESTION)
        records.add_turn("anne", key, QUESTION, first, conversation.state, NOON)

        def write_on() -> int:
            other, written = records.start("bo", ON, NOON), 0
            while not copied.is_set():
                records.add_turn("bo", other, QUESTION, first, None, NOON)
                written += 1
            return written

        writing = pool.submit(write_on)
        done = praktik(here, "records", "backup", str(backup / "records.sqlite3"))
        shutil.copytree(here / "documents", backup / "documents")
        copied.set()
        assert writing.result() > 0
    assert (done.returncode, done.stderr) == (0, "")

    shutil.rmtree(here)
    shutil.copytree(backup, there)
    for arguments in (("ingest",), ("records", "verify")):
        restored = praktik(there, *arguments)
        assert (restored.returncode, restored.stderr) == (0, "")

    with open_assistant(Settings(home=there)) as opened, Records(Settings(home=there).database) as records:
        kept = records.conversation("anne", key)
        assert [(turn.question, turn.answer) for turn in kept.turns] == [(QUESTION, first)]
        gone_on = opened.conversation(on=ON, state=kept.state).ask(
            "Og hvis hun er aktivitetsparat kontanthjælpsmodtager?"
        )
        assert gone_on.status in ("answered", "needs_facts")
        assert "4 uger" in opened.conversation(on=ON).ask(QUESTION).text
        assert opened.search("parkering ved havnekontoret", k=1, on=ON)[0].source == "eksempelby"
