"""What a run of the evals came to: one row a case, and the file they are written to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evals.cases import FILE_SUITES, Case, Split, Suite
from evals.scorers import AnswerJson, HitJson, Score

# Of the search scores only the last chance counts as a failure.
_OF_DEGREE = ("recall@1", "recall@3", "recall@5", "mrr", "cited")
SUITES: tuple[Suite, ...] = (*FILE_SUITES, "generated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One case as it went: the last answer, the first hits, the scores, and the step that failed."""

    case: Case
    scores: Mapping[str, Score]
    answer: AnswerJson | None = None
    hits: Sequence[HitJson] = ()
    failed_in: str = ""
    milliseconds: tuple[float, ...] = ()

    @property
    def failures(self) -> list[str]:
        """What is wrong, in the words of the scorers."""
        wrong = ((name, score) for name, score in self.scores.items() if below_one(name, score))
        return [f"{name}: {score.reason}" for name, score in wrong if name != "right"]

    def as_json(self) -> dict[str, Any]:
        """One line of the result file."""
        return {
            "id": self.case.id,
            "suite": self.case.suite,
            "split": self.case.split,
            "topic": self.case.topic,
            "turns": list(self.case.turns),
            "on": self.case.on.isoformat(),
            "scores": {name: score.value for name, score in self.scores.items()},
            "reasons": {name: score.reason for name, score in self.scores.items() if score.reason},
            "failed_in": self.failed_in,
            "milliseconds": [round(spent, 2) for spent in self.milliseconds],
            "answer": self.answer,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All rows of a run."""

    rows: tuple[Row, ...] = field(default=())

    def of(self, suites: Iterable[str], split: Split | None = None) -> tuple[Row, ...]:
        """The rows of those suites, of one half or of both."""
        wanted = set(suites)
        return tuple(r for r in self.rows if r.case.suite in wanted and split in (None, r.case.split))


def below_one(name: str, score: Score | None) -> bool:
    """True if the score counts as a failure."""
    if score is None or score.value is None or name in _OF_DEGREE:
        return False
    return score.value < 1
