"""The app itself under load: many browsers' sessions with one server, without the browsers.

Each session speaks Streamlit's own protocol over a websocket, as its page does: it opens the page, types a question in
the box, and waits until the page is drawn. What the browser then spends on drawing is not measured. The app runs in a
process of its own on this machine, with a database of its own that is thrown away.
"""

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
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Origin, Subprotocol
from websockets.sync.client import ClientConnection, connect

from corpus.errors import GuidanceError, IndexUnavailable
from evals.load import Target, memory_mib

_STARTS_S, _ANSWERS_S = 60.0, 120.0


class PageFault(GuidanceError):
    """The page shows a fault, or has no box to ask in."""


class _Page:
    """One browser's session: the page as it was drawn last."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._box = self._script = ""
        self.said: list[str] = []
        self._draw(BackMsg())

    def ask(self, question: str) -> tuple[str, ...]:
        """What the page says, piece by piece, once the question has been answered."""
        asked = BackMsg()
        typed = asked.rerun_script.widget_states.widgets.add()
        typed.id, typed.chat_input_value.data = self._box, question
        self._draw(asked)
        return tuple(self.said)

    def _draw(self, message: BackMsg) -> None:
        """Have the page drawn, again where it asks for it, and keep what it says the last time."""
        message.rerun_script.page_script_hash = self._script
        self._connection.send(message.SerializeToString())
        while True:
            told = ForwardMsg()
            told.ParseFromString(self._connection.recv(timeout=_ANSWERS_S, decode=False))
            kind = told.WhichOneof("type")
            if kind == "new_session":
                self._script, self.said = told.new_session.page_script_hash, []
            elif kind == "delta" and told.delta.WhichOneof("type") == "new_element":
                self._read(told.delta.new_element)
            elif kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return

    def _read(self, element: Any) -> None:
        match element.WhichOneof("type"):
            case "chat_input":
                self._box = element.chat_input.id
            case "markdown":
                self.said.append(element.markdown.body)
            case "exception":
                raise PageFault(element.exception.message)
            case _:
                pass


@contextmanager
def running_app() -> Iterator[Target]:
    """The app, started on a free port of this machine with this process' settings and stopped again.

    Raises:
        IndexUnavailable: it does not start.
    """
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        kept = {"PRAKTIK_DATABASE_URL": f"sqlite:///{Path(folder) / 'records.sqlite3'}"}
        command = [sys.executable, "-m", "praktik", "app", "--host", "127.0.0.1", "--port", str(port)]
        with subprocess.Popen(
            command,
            env=os.environ | kept,  # noqa: TID251  # handed on, not read
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as app:
            try:
                _wait(app, port)
                yield Target(
                    opened=lambda _: _session(port),
                    told=lambda said: "\n".join(said),
                    memory_mib=lambda: memory_mib(app.pid),
                )
            finally:
                app.terminate()


@contextmanager
def _session(port: int) -> Iterator[_Page]:
    """A browser that opens the page; the app asks about the law of today."""
    address = f"127.0.0.1:{port}"
    with connect(
        f"ws://{address}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        origin=Origin(f"http://{address}"),
        max_size=None,
        proxy=None,
        open_timeout=_ANSWERS_S,
        ping_interval=None,
    ) as connection:
        yield _Page(connection)


def _wait(app: subprocess.Popen[bytes], port: int) -> None:
    ends = time.monotonic() + _STARTS_S
    while app.poll() is None and time.monotonic() < ends:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise IndexUnavailable("Appen starter ikke; prøv 'praktik app' for at se hvorfor.")
