"""What the tests share: one index of the real corpus, built once per run."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import DEFAULT_EMBEDDER, Settings


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of the shipped corpus."""
    from ingest.run import CorpusFolders, ingest_corpus

    folder = tmp_path_factory.mktemp("home")
    ingest_corpus(folder, DEFAULT_EMBEDDER, CorpusFolders(), lambda *_: None, force=False)
    return folder


@pytest.fixture(scope="session")
def assistant(home: Path) -> Iterator["object"]:
    """The assistant, opened on that index."""
    from assistant import open_assistant

    with open_assistant(Settings(home=home)) as opened:
        yield opened


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the official texts, where there is one."""
    folder = os.environ.get("PRAKTIK_SHARED")
    if not folder:
        pytest.skip("PRAKTIK_SHARED names no folder with the official texts")
    return Path(folder)
