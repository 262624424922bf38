"""Fault by fault, what `praktik ask --json` does: a right answer or one clear line, in time, with its exit code.

A data folder that is read-only stands in `tests/ingest/test_kill.py`, because it takes a process of its own.
0: answered. 1: the installation's fault, told with its mend. 2: the question's.
"""

import json
import resource
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

import praktik
from corpus.index_files import LOCK, POINTER, current_folder
from records.store import Records
from tests.ingest.fetching import LAB_XML
from tests.llm.server import Play, Turn, serving
from tests.ports import free_port

QUESTION = "Hvor længe kan en dagpengemodtager være i virksomhedspraktik?"
RULE = "4 uger"
Set = Callable[[str, str], None]
Provoke = Callable[[Path, Set], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: what is wrong, and what is then seen.

    `says` stands in the refusal where the exit code is not 0, else in the answer's notices.
    """

    fault: str
    provoke: Provoke
    code: int = 0
    says: str = ""
    question: str = QUESTION
    seconds: float = 20


def done(change: Callable[[Path], object]) -> Provoke:
    """The fault that this change to the data folder makes."""

    @contextmanager
    def provoked(home: Path, _set: Set) -> Iterator[None]:
        change(home)
        yield

    return provoked


def damaged(name: str) -> Provoke:
    """That file of the index is written over."""
    return done(lambda home: (current_folder(home) / name).write_bytes(b"\x00garbage"))


def file_in(folder: str, name: str, content: bytes) -> Provoke:
    """A file that is no good in one of the folders an ingest reads."""

    def put(home: Path) -> None:
        (home / folder).mkdir()
        (home / folder / name).write_bytes(content)

    return done(put)


@contextmanager
def rebuilding(home: Path, _set: Set) -> Iterator[None]:
    """An ingest holds the lock, and has written half of an index."""
    with FileLock(home / LOCK):
        (home / "index-halvt").mkdir()
        (home / "index-halvt" / "sources.jsonl").write_text("{", encoding="utf-8")
        yield


@contextmanager
def locked_database(home: Path, _set: Set) -> Iterator[None]:
    """Another program writes to the conversations and does not end."""
    Records(f"sqlite:///{home / 'records.sqlite3'}").close()
    with closing(sqlite3.connect(home / "records.sqlite3", isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def full_disk(_home: Path, _set: Set) -> Iterator[None]:
    """No file may grow: whoever writes meets an error."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def model(play: Play | None, seconds: int = 5) -> Provoke:
    """A chat model that plays a part; none answers without a play."""

    @contextmanager
    def provoked(_home: Path, set_: Set) -> Iterator[None]:
        with ExitStack() as stack:
            url = stack.enter_context(serving(play)).url if play else f"http://127.0.0.1:{free_port()}/v1"
            set_("PRAKTIK_MODEL", "openai:en-model")
            set_("PRAKTIK_MODEL_URL", url)
            set_("PRAKTIK_MODEL_TIMEOUT", str(seconds))
            yield

    return provoked


def setting(name: str, value: str) -> Provoke:
    """A variable of the environment that is wrong."""

    @contextmanager
    def provoked(_home: Path, set_: Set) -> Iterator[None]:
        set_(name, value)
        yield

    return provoked


WITHOUT_MODEL = "Svaret er formuleret uden sprogmodel, fordi "
INGEST = "kør 'praktik ingest'"
TABLE = (
    Row(fault="nothing", provoke=done(lambda _: None)),
    Row(fault="no index", provoke=done(shutil.rmtree), code=1, says=INGEST),
    Row(fault="index folder gone", provoke=done(lambda h: shutil.rmtree(current_folder(h))), code=1, says=INGEST),
    Row(fault="pointer is noise", provoke=done(lambda h: (h / POINTER).write_bytes(b"\xff\x00")), code=1, says=INGEST),
    Row(fault="stamp damaged", provoke=damaged("stamp.json"), code=1, says=INGEST),
    Row(fault="texts damaged", provoke=damaged("sources.jsonl"), code=1, says="sources.jsonl"),
    Row(fault="passages damaged", provoke=damaged("passages.jsonl"), code=1, says="passages.jsonl"),
    Row(fault="vectors damaged", provoke=damaged("chroma/chroma.sqlite3"), code=1, says="chroma"),
    Row(fault="words damaged", provoke=damaged("words/vocab.index.json"), code=1, says="words"),
    Row(fault="index being rebuilt", provoke=rebuilding),
    Row(fault="database locked", provoke=locked_database),
    Row(fault="database damaged", provoke=done(lambda h: (h / "records.sqlite3").write_bytes(b"\x00" * 4096))),
    Row(fault="disk full", provoke=full_disk, code=1, says="ryd op på disken"),
    Row(fault="official wording damaged", provoke=file_in("official", "lab.xml", LAB_XML[:300])),
    Row(fault="own manifest damaged", provoke=file_in("documents", "manifest.toml", b"[[document")),
    Row(fault="model refuses", provoke=model(None), says=WITHOUT_MODEL),
    Row(fault="model slow", provoke=model(lambda _: Turn(delay=4), seconds=1), says=WITHOUT_MODEL),
    Row(fault="model fails", provoke=model(lambda _: Turn(status=500)), says=WITHOUT_MODEL),
    Row(fault="model says noise", provoke=model(lambda _: Turn(content="\x00{[")), says=WITHOUT_MODEL),
    Row(fault="setting wrong", provoke=setting("PRAKTIK_MAX_AGE_DAYS", "-1"), code=2, says="PRAKTIK_MAX_AGE_DAYS"),
    Row(fault="100,000 characters", provoke=done(lambda _: None), code=2, says="100000 tegn", question="a" * 100_000),
    Row(fault="binary noise", provoke=done(lambda _: None), code=2, says="ikke er tekst", question="\x00\x01\x7f\x80"),
    Row(fault="half a letter", provoke=done(lambda _: None), code=2, says="ikke er tekst", question="praktik \udcff"),
)


@pytest.fixture
def asked(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[Row], tuple[int, str, str, float]]:
    """Exit code, stdout, stderr and seconds of `praktik ask --json` with that fault."""
    own = shutil.copytree(home, tmp_path / "home")
    monkeypatch.setenv("PRAKTIK_HOME", str(own))
    for name in ("PRAKTIK_DOCUMENTS", "PRAKTIK_OFFICIAL", "PRAKTIK_EMBEDDER"):
        monkeypatch.delenv(name, raising=False)

    def ask(row: Row) -> tuple[int, str, str, float]:
        with row.provoke(own, monkeypatch.setenv):
            begun = time.monotonic()
            with pytest.raises(SystemExit) as ended:
                praktik.main(("ask", row.question, "--on", "2026-11-20", "--json"))
            took = time.monotonic() - begun
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err, took

    return ask


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.fault)
def test_fault_costs_no_more_than_the_table_says(row: Row, asked: Callable[[Row], tuple[int, str, str, float]]) -> None:
    code, out, err, took = asked(row)
    assert code == row.code
    assert took < row.seconds
    if code:
        assert out == ""
        assert (err.startswith("praktik: "), err.count("\n"), err.endswith("\n")) == (True, 1, True)
        assert row.says in err
        assert len(err) < 1_000
    else:
        answer = json.loads(out)
        assert (answer["status"], err) == ("answered", "")
        assert RULE in answer["text"]
        assert row.says in " ".join(answer["notices"])
