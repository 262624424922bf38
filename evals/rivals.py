"""The same retrieval questions put to simpler searches, so that each part of ours must earn its place.

`bm25` is words alone over the same passages and typical questions, `model` the vectors alone, and `naive`
the pipeline one would write first: langchain's splitter into langchain's Chroma with the same model.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from langchain_chroma import Chroma

from assistant.rank import Weights
from assistant.store import Store
from corpus.embedding import Embedder
from corpus.passage import Passage
from evals import scorers
from evals.bench import naive_pipeline
from evals.cases import Case
from evals.measure import Measure, interval, measure
from evals.scorers import Score

OURS, BM25, MODEL, NAIVE = "Praktikvejleder", "kun BM25", "kun modellen", "langchain + Chroma, enkel"
_K = 10
# So heavy that the words no longer decide anything.
_ONLY = 1e6
# A chunk that holds this much of a provision shows it.
_MOST = 0.5

Hit = Mapping[str, Any]


class Searcher(Protocol):
    """A search: the hits for a question on a day, best first."""

    def __call__(self, question: str, on: date) -> Sequence[Hit]:
        """At most ten hits, as JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivalry:
    """How one search did on the same cases: its measures, and how much higher ours lies, with its interval."""

    name: str
    measures: Mapping[str, Measure]
    ahead: Measure


@contextmanager
def rivals(store: Store, embedder: Embedder) -> Iterator[dict[str, Searcher]]:
    """Every search by its name, ours first, for as long as the naive pipeline's folder lives."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        chroma, _ = naive_pipeline(store, embedder, Path(folder))
        yield {
            OURS: _weighed(store, Weights()),
            BM25: _weighed(store, Weights(grams=0, expansion=0, dense=0, trained=0)),
            MODEL: _weighed(store, Weights(dense=_ONLY, trained=0)),
            NAIVE: _naive(store, chroma),
        }


def compete(searchers: Mapping[str, Searcher], cases: Sequence[Case]) -> tuple[Rivalry, ...]:
    """Each search on every case; `ahead` is the paired difference of 1/place between ours and it."""
    found = {name: [search(case.turns[-1], case.on) for case in cases] for name, search in searchers.items()}
    scores = {name: _scores(cases, hits) for name, hits in found.items()}
    return tuple(
        Rivalry(
            name=name,
            measures={what: measure(values) for what, values in by_measure.items()},
            ahead=_difference(scores[OURS]["mrr"], by_measure["mrr"]),
        )
        for name, by_measure in scores.items()
    )


def _scores(cases: Sequence[Case], found: Sequence[Sequence[Hit]]) -> dict[str, list[Score]]:
    pairs = list(zip(cases, found, strict=True))
    scores = {f"recall@{k}": [scorers.recall_at(case, hits, k) for case, hits in pairs] for k in (1, 5, 10)}
    return {**scores, "mrr": [scorers.reciprocal_rank(case, hits) for case, hits in pairs]}


def _difference(ours: Sequence[Score], theirs: Sequence[Score]) -> Measure:
    each = np.array([one.value for one in ours]) - np.array([one.value for one in theirs])
    if not len(each):
        return Measure(value=None)
    low, high = interval(each.tolist())
    return Measure(value=float(each.mean()), low=low, high=high, count=len(each))


def _weighed(store: Store, weights: Weights) -> Searcher:
    def search(question: str, on: date) -> list[Hit]:
        return [_hit(hit.passage) for hit in store.search(question, _K, on, weights=weights)]

    return search


def _hit(passage: Passage) -> Hit:
    reference = str(passage.reference) if passage.reference else None
    return {"source": passage.source, "text": passage.text, "reference": reference, "locator": passage.locator}


def _naive(store: Store, chroma: Chroma) -> Searcher:
    by_source: dict[str, list[Passage]] = {}
    for passage in store.passages.values():
        by_source.setdefault(passage.source, []).append(passage)

    def search(question: str, on: date) -> list[Hit]:
        """A chunk shows its own text, and every provision in force of which it holds the most."""
        hits: list[Hit] = []
        for chunk in chroma.similarity_search(question, k=_K):
            source, start = chunk.metadata["source"], chunk.metadata["start_index"]
            end = start + len(chunk.page_content)
            shown = [p for p in by_source.get(source, ()) if p.in_force(on) and _holds(start, end, p)]
            references = [str(p.reference) for p in shown if p.reference]
            hits.append({"source": source, "text": chunk.page_content, "references": references, "reference": None})
        return hits

    return search


def _holds(start: int, end: int, passage: Passage) -> bool:
    shared = min(end, passage.end) - max(start, passage.start)
    return shared >= _MOST * (passage.end - passage.start)
