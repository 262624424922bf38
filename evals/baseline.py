"""The floors of the gate and the file they are kept in, `evals/baseline.json`.

A floor is the best that has been measured; it falls only with a reason, which stays in
the file. The hash of the cases tells which questions the floors belong to.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError
from evals.cases import cases_hash, corpus_hash
from evals.measure import Measure

BASELINE = Path(__file__).with_name("baseline.json")
# Scores are stored with four decimals; a mean that rounds to its floor has not fallen.
ROUNDING = 5e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The floors, and what they were measured on."""

    measured_on: date
    scores: Mapping[str, Measure]
    cases: str
    corpus: str
    regressions: tuple[Mapping[str, Any], ...] = ()

    @property
    def floors(self) -> dict[str, float]:
        """The least value of each measure."""
        return {name: one.value for name, one in self.scores.items() if one.value is not None}


def updated(found: Mapping[str, Measure], old: Baseline | None, on: date, reason: str = "") -> Baseline:
    """The new baseline: no floor lower than before, unless a reason is given.

    Raises:
        CorpusError: a floor would fall and no reason is given.
    """
    before = old.scores if old else {}
    fallen = sorted(name for name, floor in before.items() if _value(found.get(name)) < _value(floor) - ROUNDING)
    if fallen and not reason:
        raise CorpusError(
            f"evals/baseline.json: {', '.join(fallen)} er faldet; ret det, eller giv --allow-regression 'grund'."
        )
    noted = tuple(_regression(name, before[name], found.get(name), on, reason) for name in fallen)
    kept = {name: before[name] for name in found if name in before and _value(before[name]) > _value(found[name])}
    scores = {**found, **{name: one for name, one in kept.items() if name not in fallen}}
    earlier = old.regressions if old else ()
    return Baseline(
        measured_on=on, scores=scores, cases=cases_hash(), corpus=corpus_hash(), regressions=(*earlier, *noted)
    )


def read_baseline(path: Path = BASELINE) -> Baseline | None:
    """The stored floors, or None where there are none yet.

    Raises:
        CorpusError: the file is damaged.
    """
    if not path.exists():
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Baseline(
            measured_on=date.fromisoformat(data["measured_on"]),
            scores={name: _read_measure(row) for name, row in data["scores"].items()},
            cases=data["cases"],
            corpus=data["corpus"],
            regressions=tuple(data["regressions"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise CorpusError(f"{path.name}: filen er ødelagt ({exc!r}); hent den igen fra git.") from exc


def write_baseline(baseline: Baseline, path: Path = BASELINE) -> None:
    """Store the floors, sorted, so that a change reads well in a review."""
    data = {
        "measured_on": baseline.measured_on.isoformat(),
        "cases": baseline.cases,
        "corpus": baseline.corpus,
        "scores": {name: written(one) for name, one in sorted(baseline.scores.items())},
        "regressions": list(baseline.regressions),
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _value(one: Measure | None) -> float:
    return one.value if one is not None and one.value is not None else 0.0


def _regression(name: str, floor: Measure, found: Measure | None, on: date, reason: str) -> dict[str, Any]:
    lowered = None if found is None else found.value
    return {"measure": name, "from": floor.value, "to": lowered, "on": on.isoformat(), "reason": reason}


def written(one: Measure) -> dict[str, Any]:
    """The measure as it stands in a file."""
    return {
        "value": None if one.value is None else round(one.value, 4),
        "interval": [round(one.low, 4), round(one.high, 4)],
        "cases": one.count,
    }


def _read_measure(row: Mapping[str, Any]) -> Measure:
    low, high = row["interval"]
    return Measure(value=float(row["value"]), low=float(low), high=float(high), count=int(row["cases"]))
