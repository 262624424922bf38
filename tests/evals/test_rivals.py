"""What search adds over words alone, over vectors alone and over the pipeline one would write first."""

from pathlib import Path

import pytest

from assistant.settings import DEFAULT_EMBEDDER
from assistant.store import open_store
from corpus.embedding import load_embedder
from evals.cases import load_cases
from evals.rivals import BM25, MODEL, NAIVE, OURS, Rivalry, compete, rivals


@pytest.fixture(scope="module")
def found(home: Path) -> dict[str, Rivalry]:
    embedder = load_embedder(DEFAULT_EMBEDDER)
    cases = [case for case in load_cases("retrieval") if case.split == "gate"]
    with rivals(open_store(home, embedder), embedder) as searchers:
        return {row.name: row for row in compete(searchers, cases)}


@pytest.mark.parametrize("name", [BM25, MODEL, NAIVE])
def test_ours_finds_more_than_each_rival(found: dict[str, Rivalry], name: str) -> None:
    ours, theirs = found[OURS].measures["mrr"].value, found[name].measures["mrr"].value
    assert ours is not None
    assert theirs is not None
    assert ours > theirs
    assert found[name].ahead.value == pytest.approx(ours - theirs)


def test_naive_pipeline_is_given_a_fair_chance(found: dict[str, Rivalry]) -> None:
    assert (found[NAIVE].measures["recall@10"].value or 0) > 0.2


def test_ours_is_not_ahead_of_itself(found: dict[str, Rivalry]) -> None:
    assert found[OURS].ahead.value == 0
