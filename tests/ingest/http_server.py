"""A loopback web server that says what a test has written for each path, and remembers what it was asked."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Say:
    """One answer; `length` is what Content-Length claims, `pieces` are sent with `delay_s` before each."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    pieces: tuple[bytes, ...] = ()
    delay_s: float = 0.0


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]


Script = list[Say] | Callable[[Asked], Say]


class Server:
    """Answers of a path are given in order, the last one again and again; an unknown path is 404."""

    def __init__(self) -> None:
        self.scripts: dict[str, Script] = {}
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.played = self
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._http.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def answer(self, asked: Asked) -> Say:
        self.asked.append(asked)
        script = self.scripts.get(asked.path, [Say(404, b"No document found matching ELI request")])
        if callable(script):
            return script(asked)
        return script.pop(0) if len(script) > 1 else script[0]

    def close(self) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    played: Server

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what several tests want."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Http

    def do_GET(self) -> None:
        played = self.server.played
        say = played.answer(Asked(self.path, dict(self.headers)))
        played.closing.wait(0 if say.pieces else say.delay_s)
        self.send_response(say.status)
        content = b"".join(say.pieces) or say.body
        for name, value in say.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content) if say.length is None else say.length))
        self.send_header("Connection", "close")
        self.end_headers()
        for piece in say.pieces or (say.body,):
            played.closing.wait(say.delay_s if say.pieces else 0)
            self.wfile.write(piece)
        self.close_connection = True

    def do_CONNECT(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on the test's screen."""
