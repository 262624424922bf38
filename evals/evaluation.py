"""One whole evaluation: suites, disturbed questions, rival searches and reviews, as measures and as lines."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from typing import Any

from assistant import open_assistant
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store import open_store
from corpus.embedding import load_embedder
from corpus.errors import QuestionError
from evals import report, review
from evals.cases import SEARCHED, Case, Split, Suite, load_cases
from evals.generated import generated_cases
from evals.measure import Measure
from evals.result import SUITES, Result
from evals.rivals import Rivalry, compete, rivals
from evals.robustness import Disturbed, disturbed, robustness
from evals.run import evaluate

ROBUSTNESS, REVIEW = "robustness", "review"
ALL: tuple[str, ...] = (*SUITES, ROBUSTNESS, REVIEW)
# Whose verdicts must stand every disturbance.
_DISTURBED: tuple[Suite, ...] = ("answers", "conversations")
_SPLITS: tuple[Split, ...] = ("dev", "gate")

# Called with what is measured, how many cases are done, and how many there are.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What was measured; a part that was not asked for is empty."""

    result: Result
    disturbed: tuple[Disturbed, ...] = ()
    rivalry: Mapping[Split, tuple[Rivalry, ...]] = field(default_factory=dict)
    reviews: tuple[review.Row, ...] = ()

    def measures(self, split: Split | None = None) -> dict[str, Measure]:
        """Every measure by suite and name ("answers.right"), of one half or, without the reviews, of both."""
        found = report.measures(self.result, split)
        found |= {f"{ROBUSTNESS}.{kind}": one for kind, one in robustness(self.disturbed, split).items()}
        if split is not None and self.reviews:
            reviewed = review.measures(self.reviews, split)
            found |= {f"{REVIEW}.{name}": one for name, one in reviewed.items() if one.value is not None}
        return found

    def lines(self) -> Iterator[dict[str, Any]]:
        """Every judged case as one JSON object with its suite, id, half and scores."""
        yield from (row.as_json() for row in self.result.rows)
        for one in self.disturbed:
            yield {
                "id": f"{one.case.id}+{one.kind}",
                "suite": ROBUSTNESS,
                "split": one.case.split,
                "turns": list(one.turns),
                "scores": {one.kind: one.score.value},
                "reasons": {one.kind: one.score.reason} if one.score.reason else {},
            }
        for row in self.reviews:
            yield {
                "id": row.name,
                "suite": REVIEW,
                "split": row.split,
                "scores": {name: score.value for name, score in row.scores.items()},
                "reasons": {name: score.reason for name, score in row.scores.items() if score.reason},
            }


def cases_of(suite: str | None) -> tuple[Case, ...]:
    """The cases of one suite, or of all.

    Raises:
        QuestionError: there is no suite of that name.
        CorpusError: a case cannot be trusted.
    """
    if suite not in (None, *ALL):
        raise QuestionError(f"Der er intet sæt {suite!r}; vælg blandt {', '.join(ALL)}.")
    wanted = [name for name in SUITES if suite in (None, name)]
    return tuple(case for name in wanted for case in (generated_cases() if name == "generated" else load_cases(name)))


def evaluate_all(
    assistant: Assistant, settings: Settings, suite: str | None = None, progress: Progress | None = None
) -> Evaluation:
    """Everything measured, or that one suite with what belongs to it; `progress` is called as each case begins.

    Raises:
        QuestionError: there is no suite of that name.
        CorpusError: a case cannot be trusted.
        IndexUnavailable: there is no index to search beside the rivals.
    """
    return Evaluation(
        result=evaluate(assistant, _counted("cases", cases_of(suite), progress or _silent)),
        disturbed=_disturbed(assistant, progress or _silent) if suite in (None, ROBUSTNESS) else (),
        rivalry=_rivalry(settings) if suite in (None, *SEARCHED) else {},
        reviews=review.judge_reviews(assistant) if suite in (None, REVIEW) else (),
    )


def evaluate_in_two(assistant: Assistant, settings: Settings) -> Evaluation:
    """Everything measured, the reviews in a process of their own, which opens the same index; they take a third.

    For the command line alone: a process that is started anew runs its main program again.

    Raises:
        CorpusError: a case cannot be trusted.
        IndexUnavailable: there is no index to search beside the rivals.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        reviews = pool.submit(_reviews, settings)
        result = evaluate(assistant, cases_of(None))
        rest = Evaluation(result=result, disturbed=_disturbed(assistant, _silent), rivalry=_rivalry(settings))
        return replace(rest, reviews=reviews.result())


def _reviews(settings: Settings) -> tuple[review.Row, ...]:
    with open_assistant(settings) as assistant:
        return review.judge_reviews(assistant)


def _disturbed(assistant: Assistant, progress: Progress) -> tuple[Disturbed, ...]:
    cases = [case for suite in _DISTURBED for case in load_cases(suite)]
    return disturbed(assistant, _counted(ROBUSTNESS, cases, progress))


def _counted(name: str, cases: Sequence[Case], progress: Progress) -> Iterator[Case]:
    """The cases, telling `progress` of each as it is taken."""
    for done, case in enumerate(cases):
        progress(name, done, len(cases))
        yield case


def _silent(_name: str, _done: int, _total: int) -> None:
    pass


def _rivalry(settings: Settings) -> dict[Split, tuple[Rivalry, ...]]:
    embedder = load_embedder(settings.embedder)
    cases = [case for suite in SEARCHED for case in load_cases(suite)]
    with rivals(open_store(settings.home, embedder, server=settings.chroma_url), embedder) as searchers:
        return {split: compete(searchers, [case for case in cases if case.split == split]) for split in _SPLITS}
