"""The memory of a process that only opens an index and searches it.

`python -m evals.warm HOME MODEL` prints it in MiB: the process that measures a bench has built things besides.
"""

import subprocess
import sys
from pathlib import Path

from assistant.settings import today
from assistant.store import open_store
from corpus.embedding import load_embedder
from corpus.errors import QuestionError
from evals.cases import load_cases


def warm_mib(home: Path, embedder: str) -> float | None:
    """The largest memory in MiB of a new process that asks that index every question of the retrieval suite.

    None where the system does not say.

    Raises:
        QuestionError: the index cannot be opened.
    """
    command = [sys.executable, "-m", "evals.warm", str(home), embedder]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise QuestionError(f"{home}: indekset kan ikke åbnes i en proces for sig ({done.stderr.strip()[-200:]}).")
    return float(done.stdout) if done.stdout.strip() else None


def peak_mib() -> float | None:
    """The largest memory in MiB that this process has had; None where the system does not say."""
    try:
        # Linux' `ru_maxrss` begins with what the process that started this one had; this does not.
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return int(status.split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError, ValueError):
        pass
    try:
        import resource
    except ImportError:
        # Windows has no such module.
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(home: str, embedder: str) -> None:
    """Search, and print the memory."""
    store = open_store(Path(home), load_embedder(embedder))
    for case in load_cases("retrieval"):
        store.search(case.turns[0], 10, today())
    peak = peak_mib()
    sys.stdout.write("" if peak is None else f"{peak:.1f}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
