"""Ask a process of its own to read a PDF, within a time and a memory that the system holds it to.

The process gets the request on stdin and answers on stdout, both as `ingest.extract_pdf.answer` says. It cannot
harm this one: if it hangs it is killed, if it asks for too much memory it is refused, and if it is left behind
its own processor time runs out. Where the system has no such limits (Windows), the time alone holds.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from enum import Enum, auto
from pathlib import Path
from typing import Any

# By the path and not by the name of this package, which need not be installed; -P: nothing from the folder we stand in.
_ROOT = Path(__file__).resolve().parent.parent
_RUN = "import sys; sys.path.insert(0, sys.argv[1]); from ingest.extract_child import main; main()"
# How the process ends when its memory did not suffice; Python itself ends with 0, 1, 2 or 120.
_NO_MEMORY = 77


class Failure(Enum):
    """Why there was no answer."""

    TIME = auto()
    MEMORY = auto()
    ENDED = auto()


class ChildFailed(Exception):
    """The process gave no answer; `failure` says why."""

    def __init__(self, failure: Failure) -> None:
        """Say why."""
        super().__init__(failure.name)
        self.failure = failure


def ask_child(request: Mapping[str, Any], content: bytes, *, seconds: int, memory_bytes: int) -> dict[str, Any]:
    """What `ingest.extract_pdf.answer` says to the request and the file.

    Raises:
        ChildFailed: it took longer, asked for more, or went down.
    """
    try:
        ended = subprocess.run(
            [sys.executable, "-P", "-c", _RUN, str(_ROOT), str(seconds), str(memory_bytes)],
            input=json.dumps(request).encode("ascii") + b"\n" + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ChildFailed(Failure.TIME) from None
    if ended.returncode:
        raise ChildFailed(_failure(ended.returncode))
    answer: dict[str, Any] = json.loads(ended.stdout)
    return answer


def _failure(code: int) -> Failure:
    if code == _NO_MEMORY:
        return Failure.MEMORY
    # Not on Windows.
    return Failure.TIME if code == -getattr(signal, "SIGXCPU", 0) else Failure.ENDED


def main() -> None:
    """The process: bound itself, answer, and end."""
    seconds, memory_bytes = (int(given) for given in sys.argv[2:4])
    _bound(seconds, memory_bytes)
    try:
        # Only now: what is imported counts too.
        from ingest.extract_pdf import answer

        answer(sys.stdin.buffer, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except MemoryError:
        sys.exit(_NO_MEMORY)


def _bound(seconds: int, memory_bytes: int) -> None:
    try:
        import resource
    except ImportError:
        return
    _lower(resource.RLIMIT_CPU, seconds + 1)
    _lower(resource.RLIMIT_AS, memory_bytes)
    # No dump of a document's text on the disk.
    _lower(resource.RLIMIT_CORE, 0)


def _lower(kind: int, value: int) -> None:
    """Set the limit; one that is lower already stays, and one that the system refuses to set is left (macOS)."""
    import resource

    _, hard = resource.getrlimit(kind)
    wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(kind, (wanted, hard))
    except (ValueError, OSError):
        return
