"""The app in a process of its own, for tests, pictures and measurements."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port, wait_for


@contextmanager
def running(home: Path | str, *, port: int | None = None, cwd: Path | None = None) -> Iterator[str]:
    """The address of the app on that index, whatever settings this process has."""
    port = port or free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PRAKTIK_")}
    command = [sys.executable, "-m", "praktik", "app", "--port", str(port)]
    with subprocess.Popen(command, env=environment | {"PRAKTIK_HOME": str(home)}, cwd=cwd) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@contextmanager
def served(*before: str) -> Iterator[str]:
    """The address of the app on an index of its own; `before` are commands of praktik to run on it first."""
    with tempfile.TemporaryDirectory() as home:
        for name in ("ingest", *before):
            command = [sys.executable, "-m", "praktik", name]
            subprocess.run(command, env=os.environ | {"PRAKTIK_HOME": home}, check=True, capture_output=True)
        with running(home) as address:
            yield address
