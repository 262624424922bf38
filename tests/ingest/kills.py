"""Kill an ingest at many moments, and look whether an index still serves.

`python -m tests.ingest.kills --runs 50` (in `make soak`) does it to `praktik ingest --force` on the whole corpus, in
a folder of its own, and asks the assistant a question after each kill; the tests do the same to a small index.
"""

import argparse
import ctypes
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from assistant.settings import Settings
from assistant.store import open_store
from corpus.errors import GuidanceError
from ingest.index import build_index
from tests.ingest.test_index import TEXT, LetterEmbedder, corpus

ON = date(2026, 11, 20)
QUESTION = "Hvor længe kan en dagpengemodtager være i virksomhedspraktik?"
# What changes a folder: told by Python before it is done.
_CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree")
# One process with chromadb loaded is forked for every run; importing it anew takes two seconds.
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["chromadb", "bm25s", "tests.ingest.kills"])
OLD, NEW = TEXT, TEXT.replace("fire", "otte")


def build(home: Path, text: str) -> None:
    """An index of that text."""
    build_index(home, *corpus(text), LetterEmbedder())


def served(home: Path) -> str:
    """The whole text that the index in use gives, once it is found to find it."""
    store = open_store(home, LetterEmbedder())
    assert len(store.search("praktikken varer uger", k=3, on=ON)) == 3
    return store.sources["rapport"].text


def _run(home: str, text: str, at: int | None, told: Connection) -> None:
    """Build, and kill this process before change number `at` of the file system; tell how many there were."""
    seen = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        written = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in _CHANGES or written:
            if seen == at:
                os.kill(os.getpid(), signal.SIGKILL)
            seen += 1

    told.send(-1)
    sys.addaudithook(count)
    build(Path(home), text)
    told.send(seen)


def build_killed(home: Path, text: str, *, after: float | None = None, at: int | None = None) -> tuple[float, int]:
    """Build in a process that is killed after so many seconds, or before that change of the file system.

    Returns the seconds it lasted, and the number of changes, -1 if it was killed.
    """
    told, tells = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_run, args=(str(home), text, at, tells))
    process.start()
    tells.close()
    assert told.recv() == -1
    begun = time.monotonic()
    process.join(after)
    process.kill()
    process.join()
    lasted = time.monotonic() - begun
    try:
        return lasted, told.recv()
    except EOFError:
        return lasted, -1


def _run_and_tell(home: str, text: str, told: Connection) -> None:
    """Build, and tell the error's line, or nothing."""
    try:
        build(Path(home), text)
        told.send("")
    except GuidanceError as exc:
        told.send(str(exc))


def build_together(home: Path, *texts: str) -> list[str]:
    """Build an index of each text at the same time, in a process each; the line of each that was refused, else ""."""
    ends = [_CONTEXT.Pipe(duplex=False) for _ in texts]
    for text, (_, tells) in zip(texts, ends, strict=True):
        _CONTEXT.Process(target=_run_and_tell, args=(str(home), text, tells)).start()
        tells.close()
    return [str(told.recv()) for told, _ in ends]


def _heed_permissions() -> None:
    """Let the process to come be stopped by a file's permissions, as root else is not (PR_CAPBSET_DROP of Linux)."""
    if os.geteuid() == 0 and sys.platform == "linux":
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


def cli(home: Path, *arguments: str, heed_permissions: bool = False) -> "subprocess.Popen[str]":
    """`praktik` in a process of its own."""
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PRAKTIK_HOME": str(home), "PYTHONUTF8": "1", "COLUMNS": "200"}
    for name in ("PRAKTIK_DOCUMENTS", "PRAKTIK_OFFICIAL", "PRAKTIK_EMBEDDER"):
        environment.pop(name, None)
    return subprocess.Popen(
        [sys.executable, str(root / "praktik.py"), *arguments],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=_heed_permissions if heed_permissions else None,
    )  # fmt: skip


def cli_killed(home: Path, after: float) -> bool:
    """Kill `praktik ingest --force` so many seconds after it began to write; False if it was done by then.

    What comes before, the reading, changes nothing on the disk.
    """
    before = set(home.glob("index-*"))
    process = cli(home, "ingest", "--force")
    while process.poll() is None and set(home.glob("index-*")) <= before:
        time.sleep(0.01)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
    return process.returncode != 0


def answers(home: Path) -> bool:
    """True if the assistant opens and tells the rule of four weeks."""
    from assistant import open_assistant

    with open_assistant(Settings(home=home)) as opened:
        return "4 uger" in opened.conversation(on=ON).ask(QUESTION).text


def main() -> int:
    """Exit code 0 if an index served after every kill."""
    parser = argparse.ArgumentParser(description="Kill 'praktik ingest --force' at random moments.")
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    moments, killed, served_after = random.Random(asked.seed), 0, 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        begun = time.monotonic()
        assert not cli_killed(home, after=600)
        longest = min(time.monotonic() - begun, 4.0)
        for _ in range(asked.runs):
            killed += cli_killed(home, after=moments.uniform(0, longest))
            served_after += answers(home)
        mended = not cli_killed(home, after=600) and len(list(home.glob("index-*"))) == 1
    sys.stdout.write(
        f"{asked.runs} ingests, {killed} of them killed; an index served after {served_after}; mended: {mended}\n"
    )
    return 0 if served_after == asked.runs and mended else 1


if __name__ == "__main__":
    sys.exit(main())
