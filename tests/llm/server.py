"""A server on this machine that speaks the OpenAI protocol and plays a part: good, slow, down or bad."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What the server does with one request."""

    content: str = ""
    status: int = 200
    delay: float = 0.0
    drip: bool = False
    finish: str = "stop"
    body: bytes | None = None


Play = Callable[[dict[str, Any]], Turn]


@dataclass(slots=True)
class Stage:
    """A running server: what it plays, and every request it was sent."""

    url: str
    play: Play
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


@contextmanager
def serving(play: Play) -> Iterator[Stage]:
    """The server while it runs."""
    stage = Stage(url="", play=play)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            stage.paths.append(self.path)
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stage.requests.append(request)
            stage.headers.append({name.lower(): value for name, value in self.headers.items()})
            turn = stage.play(request)
            time.sleep(turn.delay)
            body = turn.body if turn.body is not None else json.dumps(_completion(turn, request)).encode()
            self.send_response(turn.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self._send(body, drip=turn.drip)

        def _send(self, body: bytes, *, drip: bool) -> None:
            try:
                for start in range(0, len(body), 1 if drip else max(len(body), 1)):
                    self.wfile.write(body[start : start + (1 if drip else len(body))])
                    self.wfile.flush()
                    time.sleep(0.05 if drip else 0)
            except OSError:
                # The asker has given up; so may we.
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stage.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield stage
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _completion(turn: Turn, request: dict[str, Any]) -> dict[str, Any]:
    if turn.status != 200:
        return {"error": {"message": "no", "type": "server_error", "code": None}}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": request["model"],
        "choices": [
            {
                "index": 0,
                "finish_reason": turn.finish,
                "message": {"role": "assistant", "content": turn.content, "refusal": None},
            }
        ],
        "usage": {"prompt_tokens": 700, "completion_tokens": 90, "total_tokens": 790},
    }
