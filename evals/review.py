"""How well a review of decisions sees what is wrong with them, and leaves the good ones alone.

The cases are decisions as municipalities write them (`evals/cases/review.toml`); the good
ones are also spoiled in named ways (`evals/mutations.py`). Reviews are read in their JSON form.
Failures are shown for the dev half only.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from corpus.errors import QuestionError
from evals.measure import Measure, measure
from evals.mutations import Decision, Mutated, mutated
from evals.review_cases import (
    UNCHECKED,
    Expected,
    Key,
    ReviewCase,
    ReviewJson,
    expected_key,
    found_key,
    load_review_cases,
)
from evals.run import as_json
from evals.scorers import Score, stated

_SERIOUS = frozenset({"fejl", "mangel"})


class Reviews(Protocol):
    """The part of the public contract that these evals use."""

    def review(self, text: str, case: Any = None, on: date | None = None) -> Any:
        """The review of a decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One case or spoiled decision as it went."""

    name: str
    split: str
    scores: Mapping[str, Score]

    @property
    def failures(self) -> list[str]:
        """What is wrong, in the words of the scorers."""
        return [f"{name}: {one.reason}" for name, one in self.scores.items() if one.value is not None and one.value < 1]


def pairs(case: ReviewCase, review: ReviewJson) -> list[tuple[Expected, ReviewJson | None]]:
    """Each expected reference with the one found for it; the first goes with the first."""
    waiting: dict[Key | None, list[ReviewJson]] = {}
    for one in sorted(review.get("references", ()), key=lambda found: int(found["start"])):
        waiting.setdefault(found_key(one), []).append(one)
    return [(wish, _next(waiting.get(expected_key(wish.reference), []))) for wish in case.references]


def _next(waiting: list[ReviewJson]) -> ReviewJson | None:
    return waiting.pop(0) if waiting else None


def references_found(case: ReviewCase, review: ReviewJson) -> Score:
    """How many of the references in the text are found."""
    wanted = [(wish, got) for wish, got in pairs(case, review) if not wish.optional]
    return _share([got is not None for _, got in wanted], [f"mangler {w.reference}" for w, got in wanted if not got])


def references_real(case: ReviewCase, review: ReviewJson) -> Score:
    """How many of the references found the text holds."""
    found = Counter(key for one in review.get("references", ()) if (key := found_key(one)))
    wanted = Counter(expected_key(one.reference) for one in case.references)
    extra = found - wanted
    return _share([True] * (found - extra).total() + [False] * extra.total(), [f"står der ikke: {list(extra)}"])


def problems_seen(case: ReviewCase, review: ReviewJson) -> Score:
    """How many of the references with a problem got the right code and no wrong one."""
    return _judged([(wish, got) for wish, got in pairs(case, review) if wish.problems])


def problems_false(case: ReviewCase, review: ReviewJson) -> Score:
    """How many of the references without a problem are left alone."""
    return _judged([(wish, got) for wish, got in pairs(case, review) if wish.problems == () and got])


def _judged(judged: list[tuple[Expected, ReviewJson | None]]) -> Score:
    right = [got is not None and _right(wish, got) for wish, got in judged]
    wrong = [(wish, got) for (wish, got), ok in zip(judged, right, strict=True) if not ok]
    return _share(
        right, [f"{w.reference}: {_codes(got) if got else 'ikke fundet'}, ikke {w.problems}" for w, got in wrong]
    )


def _right(wish: Expected, got: ReviewJson) -> bool:
    codes, wanted = _codes(got), [set(one.split("|")) for one in wish.problems or ()]
    allowed = set().union(*wanted, wish.may)
    verdict = "ok" if not codes else "unchecked" if codes <= UNCHECKED else "problem"
    return codes <= allowed and all(codes & one for one in wanted) and got["verdict"] == verdict


def _codes(one: ReviewJson) -> set[str]:
    return {problem["code"] for problem in one.get("problems", ())}


def remarks_made(case: ReviewCase, review: ReviewJson) -> Score:
    """How many of the remarks that must be made are made."""
    got = _remarks(review)
    missing = [wish for wish in case.remarks if not set(wish.split("|")) & got]
    return _share([wish not in missing for wish in case.remarks], [f"mangler {missing}"])


def remarks_withheld(case: ReviewCase, review: ReviewJson) -> Score:
    """How many of the remarks that must not be made are not made."""
    said = [code for code in case.not_remarks if code in _remarks(review)]
    return _share([code not in said for code in case.not_remarks], [f"siger {said}"])


def _remarks(review: ReviewJson) -> set[str]:
    return {one["code"] for one in review.get("remarks", ())}


def clean(case: ReviewCase, review: ReviewJson) -> Score:
    """1 if a good decision gets no problem and no remark that something is wrong or lacking."""
    if not case.clean:
        return Score(None)
    faults = [f"{one['written']!r}: {_codes(one)}" for one in review["references"] if one["verdict"] == "problem"]
    faults += [f"{one['code']}: {one['text']}" for one in review["remarks"] if one["severity"] in _SERIOUS]
    return Score(float(not faults), "; ".join(faults))


def rules_breached(case: ReviewCase, review: ReviewJson) -> Score:
    """How many of the rules that the facts break are named as broken."""
    got = {one.get("rule") for one in review.get("remarks", ())}
    missing = [wish for wish in case.breached if not set(wish.split("|")) & got]
    return _share([wish not in missing for wish in case.breached], [f"mangler {missing}"])


def facts_understood(case: ReviewCase, review: ReviewJson) -> Score:
    """How many of the facts that must be understood are, with the right value."""
    wanted, got = stated(case.facts), stated(review.get("case", {}))
    missing = {name: got.get(name) for name, value in wanted.items() if got.get(name) != value}
    return _share([name not in missing for name in wanted], [f"forstod {missing}, ikke {wanted}"])


def day_found(case: ReviewCase, review: ReviewJson) -> Score:
    """1 if the day that the text states as its own is the day of the review."""
    if case.dated is None:
        return Score(None)
    return _share([review.get("on") == case.dated.isoformat()], [f"dagen er {review.get('on')}, ikke {case.dated}"])


def status(case: ReviewCase, review: ReviewJson) -> Score:
    """1 if the text is taken for a decision exactly where it is one."""
    return _share([review["status"] == case.status], [f"status er {review['status']}"])


def caught(one: Mutated, before: ReviewJson, after: ReviewJson) -> Score:
    """1 if the mistake shows as one of its codes, which the unspoiled decision did not get."""
    new = all_codes(after) - all_codes(before)
    return _share([bool(one.codes & new)], [f"fik {sorted(new)}, ikke {sorted(one.codes)}"])


def all_codes(review: ReviewJson) -> set[str]:
    """Every code of a review, of references and remarks alike."""
    return _remarks(review).union(*(_codes(one) for one in review.get("references", ())))


def _share(right: Sequence[bool], reasons: Sequence[str]) -> Score:
    if not right:
        return Score(None)
    return Score(sum(right) / len(right), "" if all(right) else "; ".join(reasons))


SCORERS: Mapping[str, Callable[[ReviewCase, ReviewJson], Score]] = {
    one.__name__: one
    for one in (
        *(status, day_found, references_found, references_real, problems_seen, problems_false),
        *(remarks_made, remarks_withheld, clean, rules_breached, facts_understood),
    )
}


def decisions(cases: Iterable[ReviewCase]) -> tuple[Decision, ...]:
    """The good decisions as the mutations take them."""
    return tuple(
        Decision(
            id=case.id,
            split=case.split,
            text=case.text,
            on=case.on,
            day=case.on or case.dated or date.min,
            kind=case.kind,
            group=str(case.facts.get("target_group", "")),
            purposes=frozenset(case.facts.get("purposes", ())),
            latest_employer=bool(case.facts.get("latest_employer")),
        )
        for case in cases
        if case.clean
    )


def judge_reviews(assistant: Reviews, cases: Sequence[ReviewCase] | None = None) -> tuple[Row, ...]:
    """Every case and every spoiled decision put to the assistant and judged."""
    held = load_review_cases() if cases is None else cases
    reviews = {case.id: _review(assistant, case.text, case.on) for case in held}
    rows = [
        Row(
            name=case.id,
            split=case.split,
            scores={name: score(case, reviews[case.id]) for name, score in SCORERS.items()},
        )
        for case in held
    ]
    for one in mutated(decisions(held)):
        score = caught(one, reviews[one.decision], _review(assistant, one.text, one.on))
        rows.append(Row(name=f"{one.decision}+{one.mutation}", split=one.split, scores={"mutations_caught": score}))
    return tuple(rows)


def _review(assistant: Reviews, text: str, on: date | None) -> ReviewJson:
    try:
        return as_json(assistant.review(text, on=on))
    except QuestionError:
        return {"status": "declined", "references": [], "remarks": []}


def measures(rows: Iterable[Row], split: str) -> dict[str, Measure]:
    """Every measure of one half by name."""
    held = [row for row in rows if row.split == split]
    names = (*SCORERS, "mutations_caught")
    return {name: measure(row.scores[name] for row in held if name in row.scores) for name in names}


def failure_lines(rows: Iterable[Row]) -> list[str]:
    """What is wrong in the dev half, one line each."""
    return [f"{row.name}: {fault}" for row in rows if row.split == "dev" for fault in row.failures]
