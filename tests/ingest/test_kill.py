"""An ingest that is killed, doubled, or out of room: the old index serves or the new one, and the next ingest mends."""

import json
import random
import resource
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import IndexUnavailable
from corpus.index_files import current_folder
from tests.ingest.kills import NEW, OLD, QUESTION, build, build_killed, build_together, cli, served

# Kills at random times; fifty of the whole program's stand in `make soak`.
_KILLS = 5
# The process that they are forked from is asked over a socket of the file system.
forked = pytest.mark.enable_socket


@pytest.fixture
def built(tmp_path: Path) -> Path:
    build(tmp_path, OLD)
    return tmp_path


def assert_mended(home: Path, text: str) -> None:
    """The next ingest builds, serves, and clears away what was left."""
    build(home, text)
    assert served(home) == text
    assert [folder.name for folder in home.glob("index-*")] == [current_folder(home).name]


@forked
def test_kill_before_any_change_of_the_disk_leaves_an_index_that_serves(built: Path) -> None:
    _, changes = build_killed(built, OLD)
    assert changes > 20
    before, switched = OLD, set()
    # Each around the switch; before it, where only an unfinished folder grows, every third.
    for moment in (*range(0, changes - 8, 3), *range(changes - 8, changes)):
        assert build_killed(built, NEW, at=moment)[1] == -1
        after = served(built)
        assert after in (before, NEW)
        switched.add(after != before)
        before = after
    assert switched == {True, False}
    assert_mended(built, NEW)


@forked
def test_kill_at_random_times_leaves_an_index_that_serves(built: Path) -> None:
    shortest, _ = build_killed(built, OLD)
    times, killed, before, number = random.Random(20), 0, OLD, 0
    while killed < _KILLS:
        number += 1
        wanted = OLD if number % 2 else NEW
        lasted, changes = build_killed(built, wanted, after=times.uniform(0, shortest))
        # One that was done before its time tells that others may be as fast: the machine has other work at times.
        killed, shortest = (killed + 1, shortest) if changes == -1 else (killed, min(lasted, shortest))
        after = served(built)
        assert after in (before, wanted)
        before = after
    assert_mended(built, OLD)


@forked
def test_first_ingest_that_is_killed_leaves_no_index_and_the_next_builds_one(tmp_path: Path) -> None:
    assert build_killed(tmp_path, OLD, at=12)[1] == -1
    with pytest.raises(IndexUnavailable, match="kør 'praktik ingest'"):
        served(tmp_path)
    assert_mended(tmp_path, OLD)


def test_reader_during_swaps_always_finds_a_whole_index(built: Path) -> None:
    done, read, errors = threading.Event(), [], []

    def ask() -> None:
        while not done.is_set():
            try:
                read.append(served(built))
            # Whatever it is, it must be told by the test and not by a thread that ended.
            except Exception as exc:
                errors.append(exc)
                return

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for number in range(5):
            build(built, OLD if number % 2 else NEW)
    finally:
        done.set()
        asking.join()
    assert errors == []
    assert set(read) == {OLD, NEW}


@pytest.fixture
def limited() -> Iterator[None]:
    """No file may grow above 20 kB: what writes meets an error, as where the disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("limited")
def test_file_that_cannot_grow_is_one_line_and_the_old_index_serves(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    build(tmp_path, OLD)
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with pytest.raises(IndexUnavailable, match="kan ikke bygges i") as caught:
        build(tmp_path, NEW)
    assert "\n" not in str(caught.value)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert served(tmp_path) == OLD
    assert len(list(tmp_path.glob("index-*"))) == 1
    assert_mended(tmp_path, NEW)


@pytest.fixture
def read_only_home(home: Path, tmp_path: Path) -> Iterator[Path]:
    """The session's index in a folder that may be read and not written."""
    copied = shutil.copytree(home, tmp_path / "home")
    for path in (copied, *copied.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield copied
    for path in (copied, *copied.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_ingest_into_a_folder_that_cannot_be_written_is_one_line(read_only_home: Path) -> None:
    process = cli(read_only_home, "ingest", "--force", heed_permissions=True)
    _, err = process.communicate(timeout=120)
    assert (process.returncode, err.count("\n")) == (1, 1)
    assert "der er ikke adgang til at skrive; ret adgangen, eller sæt PRAKTIK_HOME" in err


def test_question_is_answered_from_a_folder_that_cannot_be_written(read_only_home: Path) -> None:
    process = cli(read_only_home, "ask", QUESTION, "--on", "2026-11-20", "--json", heed_permissions=True)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    assert "4 uger" in json.loads(out)["text"]


@forked
def test_two_ingests_at_once_give_one_index_and_one_line(tmp_path: Path) -> None:
    told = build_together(tmp_path, OLD, NEW)
    refused = [line for line in told if line]
    assert len(refused) <= 1
    assert all("En anden indlæsning er i gang" in line and "\n" not in line for line in refused)
    assert served(tmp_path) in (OLD, NEW)
    assert len(list(tmp_path.glob("index-*"))) == 1
