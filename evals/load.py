"""Many people asking at once: how long each waits, what goes wrong, and whether memory grows.

Each made-up user holds one conversation after the other, through the public contract or with the app itself
(`evals.load_app`), with pauses to read and write in between. What is asked and in which order is drawn from a seed, so
two runs ask alike. Every answer is held against the one that the same conversation gets alone: an answer that is mixed
up with another user's counts as an error, as does a question that raises one. Like every measurement with a clock it
is reported and never gated.
"""

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import QuestionError
from evals.cases import Suite, load_cases
from evals.world import Judged, Talks

# What people ask, and what they should not have; the halves for development, so that the gate's are seen nowhere else.
_ASKED: tuple[Suite, ...] = ("answers", "conversations", "refusals", "fresh")
_SEED = 20261121
_POINTS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What one user types in one conversation, on the law of which day."""

    turns: tuple[str, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """So many users for so many seconds; each rests between `pause_s` before a question, evenly drawn."""

    users: int
    seconds: float
    pause_s: tuple[float, float] = (1.0, 5.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is asked: how a conversation on the law of a day is opened, what is told by an answer, and its memory."""

    opened: Callable[[date], AbstractContextManager[Talks]]
    told: Callable[[Any], str]
    memory_mib: Callable[[], float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One stretch of the run, which ended after `at_s`: answers a second, their 95 % time, and memory then."""

    at_s: float
    per_second: float
    p95_ms: float
    memory_mib: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a run measured.

    `errors` are questions that failed, by the error's name, and "andet svar" for answers that differ from those
    given alone. Memory is None where the system does not say.
    """

    load: Load
    answers: int
    errors: Mapping[str, int]
    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    longest_ms: float
    memory_mib: tuple[float | None, float | None, float | None]
    curve: tuple[Point, ...]


@dataclass(slots=True)
class _Seen:
    """What one user has met so far; only that user's thread writes to it."""

    done: list[tuple[float, float]] = field(default_factory=list)
    wrong: int = 0


Answered = Mapping[Script, tuple[str, ...]]


def scripts(at_most: int | None = None) -> tuple[Script, ...]:
    """The conversations of the development halves, or so many of them, drawn from the seed."""
    cases = (case for suite in _ASKED for case in load_cases(suite) if case.split == "dev")
    every = tuple(dict.fromkeys(Script(turns=case.turns, on=case.on) for case in cases))
    return every if at_most is None else tuple(random.Random(_SEED).sample(every, min(at_most, len(every))))


def run_load(
    target: Target, asked: Sequence[Script], load: Load, progress: Callable[[str, int, int], None] | None = None
) -> LoadReport:
    """Let `load.users` ask for `load.seconds` and report; a user whose question fails asks no more.

    Raises:
        QuestionError: there is nothing to ask.
    """
    if not asked:
        raise QuestionError("Der er ingen spørgsmål at belaste med; angiv mindst ét.")
    alone = {script: _answers(target, script) for script in asked}
    seen = [_Seen() for _ in range(load.users)]
    memory = [(0.0, target.memory_mib())]
    begun = time.perf_counter()
    with ThreadPoolExecutor(load.users) as pool:
        running = [
            pool.submit(_user, target, alone, random.Random(_SEED + number), one, load, begun)
            for number, one in enumerate(seen)
        ]
        while wait(running, timeout=load.seconds / _POINTS).not_done:
            passed = time.perf_counter() - begun
            memory.append((passed, target.memory_mib()))
            if progress:
                progress("Belastning", min(round(passed), round(load.seconds)), round(load.seconds))
    memory.append((time.perf_counter() - begun, target.memory_mib()))
    return _report(load, seen, running, memory)


def in_this_process(assistant: Judged) -> Target:
    """The assistant itself, by its public contract."""
    return Target(opened=lambda on: nullcontext(assistant.conversation(on=on)), told=_told, memory_mib=memory_mib)


def memory_mib(process: int | str = "self") -> float | None:
    """What a process (this one) holds in memory now; None where the system does not say."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
        found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
    except OSError:
        return None
    return int(found[1]) / 1024 if found else None


def _answers(target: Target, script: Script) -> tuple[str, ...]:
    with target.opened(script.on) as conversation:
        return tuple(target.told(conversation.ask(turn)) for turn in script.turns)


def _told(answer: Any) -> str:
    """An answer as JSON, without the time that it took."""
    return str(answer.model_copy(update={"timings": {}}).model_dump_json())


def _user(target: Target, alone: Answered, draw: random.Random, seen: _Seen, load: Load, begun: float) -> None:
    """One user's time at the screen, until the seconds have passed."""
    ends, choices = begun + load.seconds, list(alone.items())
    while time.perf_counter() < ends:
        script, expected = draw.choice(choices)
        with target.opened(script.on) as conversation:
            for turn, right in zip(script.turns, expected, strict=True):
                time.sleep(max(0.0, min(draw.uniform(*load.pause_s), ends - time.perf_counter())))
                asked = time.perf_counter()
                if asked >= ends:
                    return
                answer = conversation.ask(turn)
                answered = time.perf_counter()
                seen.done.append((answered - begun, (answered - asked) * 1000))
                seen.wrong += target.told(answer) != right


def _report(
    load: Load,
    seen: Sequence[_Seen],
    ended: Sequence[Future[None]],
    memory: Sequence[tuple[float, float | None]],
) -> LoadReport:
    done = np.asarray(sorted(row for one in seen for row in one.done), dtype=float).reshape(-1, 2)
    errors = Counter(type(error).__name__ for future in ended if (error := future.exception()))
    errors.update({"andet svar": wrong} if (wrong := sum(one.wrong for one in seen)) else {})
    p50, p95, p99, longest = np.percentile(done[:, 1], [50, 95, 99, 100]) if len(done) else [0.0] * 4
    kept = [mib for _, mib in memory]
    return LoadReport(
        load=load,
        answers=len(done),
        errors=dict(errors),
        per_second=len(done) / memory[-1][0],
        p50_ms=float(p50),
        p95_ms=float(p95),
        p99_ms=float(p99),
        longest_ms=float(longest),
        memory_mib=(kept[0], kept[len(kept) // 2], kept[-1]),
        curve=tuple(_points(done, memory)),
    )


def _points(done: Any, memory: Sequence[tuple[float, float | None]]) -> list[Point]:
    points = []
    for (since, _), (until, mib) in pairwise(memory):
        took = done[(done[:, 0] > since) & (done[:, 0] <= until), 1]
        if len(took):
            p95 = float(np.percentile(took, 95))
            points.append(Point(at_s=until, per_second=len(took) / (until - since), p95_ms=p95, memory_mib=mib))
    return points
