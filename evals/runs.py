"""The runs of the evals on disk: one folder a run, read again to compare two runs case by case.

A run's folder holds `results.jsonl` (every case), `summary.json` (every measure) and the reports.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.errors import QuestionError
from evals.baseline import written
from evals.cases import Split, cases_hash, corpus_hash
from evals.evaluation import Evaluation
from evals.measure import Measure, interval

RESULTS, SUMMARY = "results.jsonl", "summary.json"
_HALVES: tuple[Split, ...] = ("dev", "gate")
# Search scores below recall@10 fall with it; told once is enough.
_TOLD = ("right", "recall@10", "mutations_caught", "clean")

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A run read from disk: its name, its measures by half ("gate" -> "answers.right" -> value), and its lines."""

    name: str
    scores: Mapping[str, Mapping[str, float]]
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A case that went otherwise than in the run before."""

    suite: str
    id: str
    split: str
    better: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two runs: per measure the paired difference over the cases that both have, and the cases that changed."""

    before: str
    differences: Mapping[str, Measure]
    changes: tuple[Change, ...]


def save(folder: Path, evaluation: Evaluation, at: datetime) -> Path:
    """The folder of this run under `folder`, with its lines and its summary."""
    run = folder / f"{at:%Y%m%dT%H%M%S}"
    run.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(line, ensure_ascii=False) for line in evaluation.lines())
    (run / RESULTS).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    scores = {half: {name: written(one) for name, one in evaluation.measures(half).items()} for half in _HALVES}
    summary = {"at": at.isoformat(timespec="seconds"), "corpus": corpus_hash(), "cases": cases_hash(), "scores": scores}
    (run / SUMMARY).write_text(json.dumps(summary, ensure_ascii=False, indent=2), encoding="utf-8")
    return run


def past_runs(folder: Path) -> tuple[Past, ...]:
    """The runs under `folder` in the order in which they were made, without their lines; damaged ones left out."""
    found = sorted(path.parent for path in folder.glob(f"*/{SUMMARY}"))
    return tuple(run for path in found if (run := _summary(path)))


def _summary(run: Path) -> Past | None:
    try:
        halves = json.loads((run / SUMMARY).read_text(encoding="utf-8"))["scores"]
        scores = {half: {name: float(one["value"]) for name, one in found.items()} for half, found in halves.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Past(name=run.name, scores=scores)


def read_run(run: Path) -> Past:
    """A run with its lines.

    Raises:
        QuestionError: the folder holds no run that can be read.
    """
    try:
        lines = tuple(json.loads(line) for line in (run / RESULTS).read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError) as exc:
        raise QuestionError(f"{run} er ikke en kørsel af prøverne ({exc}); angiv en mappe med {RESULTS}.") from exc
    summary = _summary(run)
    return Past(name=run.name, scores=summary.scores if summary else {}, lines=lines)


def compared(before: Past, now: Iterable[Line]) -> Comparison:
    """This run's lines held against an earlier run's, case by case."""
    old = {(line["suite"], line["id"]): line for line in before.lines}
    pairs = [(old[key], line) for line in now if (key := (line["suite"], line["id"])) in old]
    differences: dict[str, list[float]] = {}
    for one, other in pairs:
        for name, value in other["scores"].items():
            was = one["scores"].get(name)
            if value is not None and was is not None:
                differences.setdefault(f"{other['suite']}.{name}", []).append(value - was)
    return Comparison(
        before=before.name,
        differences={name: _mean(each) for name, each in differences.items()},
        changes=tuple(_changes(pairs)),
    )


def _mean(each: Sequence[float]) -> Measure:
    low, high = interval(each)
    return Measure(value=sum(each) / len(each), low=low, high=high, count=len(each))


def _changes(pairs: Iterable[tuple[Line, Line]]) -> Iterator[Change]:
    for one, other in pairs:
        told = [name for name in (*_TOLD, *other["scores"]) if name in other["scores"]][:1]
        for name in told:
            was, now = one["scores"].get(name), other["scores"][name]
            if was is not None and now is not None and was != now:
                reasons = one if now > was else other
                why = str(reasons.get("reasons", {}).get(name, name))
                yield Change(suite=other["suite"], id=other["id"], split=other["split"], better=now > was, why=why)
