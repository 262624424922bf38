"""From scores to measures: means with bootstrap intervals, so that noise is not read as progress."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from evals.scorers import Score

_RESAMPLES = 1000
_SEED = 20261120


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A mean with its 95 % interval.

    `count` cases were asked and `skipped` were not. `value` is None where none was.
    """

    value: float | None
    low: float = 0.0
    high: float = 0.0
    count: int = 0
    skipped: int = 0


def measure(scores: Iterable[Score]) -> Measure:
    """The mean of the scores that have a value.

    >>> measure([Score(1.0), Score(0.0), Score(None)]).value
    0.5
    """
    found = list(scores)
    values = [score.value for score in found if score.value is not None]
    if not values:
        return Measure(value=None, skipped=len(found))
    low, high = interval(values)
    mean = sum(values) / len(values)
    return Measure(value=mean, low=low, high=high, count=len(values), skipped=len(found) - len(values))


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of the mean; the same for the same values."""
    sample = np.asarray(values, dtype=float)
    draw = np.random.default_rng(_SEED)
    means = sample[draw.integers(0, len(sample), size=(_RESAMPLES, len(sample)))].mean(axis=1)
    low, high = np.percentile(means, (2.5, 97.5))
    return float(low), float(high)


def share(hits: int, of: int) -> Measure:
    """`hits` out of `of` as a measure, with its interval."""
    return measure([Score(1.0)] * hits + [Score(0.0)] * (of - hits))
