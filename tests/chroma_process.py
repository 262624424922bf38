"""A Chroma server of one's own on this machine, and programs that use it from processes of their own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.ports import free_port

_ASKED = """
import json, sys
from datetime import date
from assistant import open_assistant
with open_assistant() as assistant:
    for question in sys.stdin:
        answer = assistant.conversation(on=date(2026, 11, 20)).ask(question.strip())
        print(json.dumps(answer.model_dump(mode="json")), flush=True)
"""


class ChromaServer:
    """`chroma run` on a folder; it can be stopped and started again on the same port."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = Path(sys.executable).parent / "chroma"
        command = [str(program), "run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        self._running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        ends = time.monotonic() + 30
        while not self.answers():
            if time.monotonic() > ends or self._running.poll() is not None:
                raise TimeoutError("the Chroma server does not start")
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/api/v2/heartbeat", timeout=1).is_success
        except httpx.HTTPError:
            return False

    def stop(self) -> None:
        if self._running is not None:
            self._running.kill()
            self._running.wait(10)
            self._running = None


class Program:
    """An app's process: it opens the assistant once, and then answers question after question."""

    def __init__(self, environment: dict[str, str]) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            [sys.executable, "-c", _ASKED],
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=environment,
        )

    def ask(self, question: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(question + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer | {"timings": {}}

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


@contextmanager
def opened(environment: dict[str, str]) -> Iterator[Program]:
    """An app's process, ended at the end."""
    program = Program(environment)
    try:
        yield program
    finally:
        program.end()


def environment(home: Path, url: str | None) -> dict[str, str]:
    """What an app's process is started with."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PRAKTIK_")}
    more = {"PRAKTIK_HOME": str(home), "PYTHONUTF8": "1", "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    return kept | more | ({"PRAKTIK_CHROMA_URL": url} if url else {})
