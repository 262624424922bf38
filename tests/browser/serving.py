"""The app on an index of its own, for pictures and measurements."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def served(*before: str) -> Iterator[str]:
    """The address of the app; `before` are commands of praktik to run on its index first."""
    with tempfile.TemporaryDirectory() as home, socket.socket() as probe:
        environment = os.environ | {"PRAKTIK_HOME": home}
        for name in ("ingest", *before):
            subprocess.run([sys.executable, "-m", "praktik", name], env=environment, check=True, capture_output=True)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        command = [sys.executable, "-m", "praktik", "app", "--port", str(port)]
        with subprocess.Popen(command, env=environment) as server:
            try:
                wait(f"http://127.0.0.1:{port}/_stcore/health")
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()


def wait(url: str) -> None:
    """Return when the address answers, within a minute."""
    for _ in range(200):
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    raise SystemExit(f"{url} svarer ikke.")
