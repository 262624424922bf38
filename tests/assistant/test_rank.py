from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rank import Meaning, Weights, Words, closest, in_force_days, in_force_mask, lexical_scores, rank, wanted
from corpus.passage import Authority, Kind, Passage, Wording
from corpus.reference import LawRef, find


def passage(valid_from: date | None, valid_until: date | None) -> Passage:
    return Passage(
        id="p",
        source="s",
        locator="",
        text="",
        start=0,
        end=0,
        kind=Kind.PROVISION,
        authority=Authority.LOV,
        wording=Wording.GENGIVELSE,
        valid_from=valid_from,
        valid_until=valid_until,
    )


def scores(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(values, dtype=np.float32)


def matched(*own: float, asked: dict[int, float] | None = None) -> Words:
    """What the texts' words say of each passage, and of those with typical questions what these say too."""
    told = asked or {}
    return Words(
        own=scores(*own),
        asked=scores(*(told.get(number, 0.0) for number in range(len(own)))),
        has=np.array([number in told for number in range(len(own))]),
    )


def near(*cosines: float, trained: dict[int, float] | None = None) -> Meaning:
    """What the vectors say of each passage, and the ranker of those that it knows."""
    told = trained or {}
    return Meaning(
        dense=scores(*cosines),
        trained=scores(*(told.get(number, 9.0) for number in range(len(cosines)))),
        known=np.array([number in told for number in range(len(cosines))]),
    )


ALL = np.array([True, True, True])
LEXICAL_ONLY = Weights(dense=0, trained=0)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param(date(2019, 12, 31), [True, False, True], id="day-before"),
        pytest.param(date(2020, 1, 1), [False, True, True], id="day-of-change"),
        pytest.param(date(2022, 5, 21), [False, True, True], id="last-day"),
        pytest.param(date(2022, 5, 22), [False, False, True], id="first-day-after"),
        pytest.param(date.max, [False, False, True], id="end-of-the-calendar"),
        pytest.param(date.min, [True, False, True], id="start-of-the-calendar"),
    ],
)
def test_mask_holds_what_is_in_force(on: date, expected: list[bool]) -> None:
    days = in_force_days(
        [passage(None, date(2020, 1, 1)), passage(date(2020, 1, 1), date(2022, 5, 22)), passage(None, None)]
    )
    assert in_force_mask(days, on).tolist() == expected


def test_passage_outside_the_mask_neither_wins_nor_moves_the_others() -> None:
    with_it = rank(matched(9, 2, 1), near(0.9, 0.2, 0.1), np.array([False, True, True]), Weights(), 3)
    assert [entry.passage for entry in with_it] == [1, 2]
    # Of the two in force alone: 1 by words plus the whole weight of the vectors.
    assert with_it[0].score == pytest.approx(1 + Weights().dense)
    assert (with_it[0].lexical_rank, with_it[0].dense_rank) == (1, 1)


def test_equal_scores_keep_the_order_of_the_passages() -> None:
    assert [entry.passage for entry in rank(matched(2, 2, 0), near(0, 0, 0), ALL, LEXICAL_ONLY, 3)] == [0, 1]


def test_nothing_matching_finds_nothing() -> None:
    assert rank(matched(0, 0, 0), near(0, 0, 0), ALL, Weights(), 3) == ()


def test_nothing_in_force_finds_nothing() -> None:
    assert rank(matched(1, 2, 3), near(1, 2, 3), ~ALL, Weights(), 3) == ()


def test_vectors_decide_where_words_say_nothing() -> None:
    found = rank(matched(0, 0, 0), near(0.1, 0.8, 0.3), ALL, Weights(), 1)
    assert [(entry.passage, entry.dense_rank) for entry in found] == [(1, 1)]


def test_ranker_decides_between_passages_that_words_and_vectors_cannot_tell_apart() -> None:
    found = rank(matched(1, 1, 1), near(0.5, 0.5, 0.5, trained={0: 0.1, 1: 0.2, 2: 0.9}), ALL, Weights(), 3)
    assert [entry.passage for entry in found] == [2, 1, 0]


def test_passage_that_the_ranker_does_not_know_can_win_by_words_and_vector() -> None:
    found = rank(matched(1, 5, 1), near(0.1, 0.9, 0.2, trained={0: 0.3, 2: 0.4}), ALL, Weights(), 3)
    assert found[0].passage == 1


def test_text_without_typical_questions_is_compared_with_texts() -> None:
    """Beside texts with many questions an added document, whose text matches best of all texts, would be last."""
    words = matched(1, 4, 2, asked={0: 30, 2: 90})
    found = rank(words, near(0.5, 0.5, 0.5), ALL, LEXICAL_ONLY, 3)
    assert [entry.passage for entry in found] == [1, 2, 0]
    assert [entry.score for entry in found] == pytest.approx([1, 1, 1 / 3], abs=1e-5)


def test_ranker_counts_for_nothing_where_it_knows_no_passage() -> None:
    found = rank(matched(1, 2, 1), near(0.1, 0.9, 0.2), ALL, Weights(), 1)
    assert found[0].score == pytest.approx(1 + Weights().dense)


def test_what_the_ranker_says_of_a_passage_outside_the_mask_moves_nothing() -> None:
    meaning = near(0.5, 0.5, 0.5, trained={0: 9.0, 1: 0.2, 2: 0.1})
    inside = rank(matched(1, 1, 1), meaning, np.array([False, True, True]), Weights(), 3)
    assert [entry.passage for entry in inside] == [1, 2]
    assert inside[0].score == pytest.approx(1 + Weights().trained)


def test_without_vectors_words_and_ranker_rank_and_no_vector_rank_is_told() -> None:
    meaning = Meaning(dense=None, trained=scores(0.1, 0.9, 0.5), known=np.array([True, True, False]))
    found = rank(matched(1, 1, 2), meaning, ALL, Weights(), 3)
    assert [entry.passage for entry in found] == [1, 2, 0]
    assert {entry.dense_rank for entry in found} == {None}


def test_lexical_scores_weigh_runs_and_expansions() -> None:
    total = lexical_scores(scores(1), scores(2), scores(4), Weights(grams=0.5, expansion=0.25, dense=0))
    assert total.tolist() == [3.0]


@given(st.permutations(range(6)), st.lists(st.floats(0, 10, width=32), min_size=6, max_size=6))
def test_ranking_does_not_depend_on_the_order_of_the_passages(order: list[int], values: list[float]) -> None:
    words, meaning = matched(*values, asked={0: 0.5, 3: 2.0}), near(*reversed(values), trained={1: 0.5, 4: 0.2})
    mask = np.ones(6, dtype=bool)
    plain = rank(words, meaning, mask, Weights(), 6)
    moved = Meaning(dense=meaning.dense[order], trained=meaning.trained[order], known=meaning.known[order])
    moved_words = Words(own=words.own[order], asked=words.asked[order], has=words.has[order])
    shuffled = rank(moved_words, moved, mask, Weights(), 6)
    assert sorted((e.score, e.passage) for e in plain) == sorted((e.score, order[e.passage]) for e in shuffled)
    assert [entry.score for entry in plain] == [entry.score for entry in shuffled]


KNOWN = [
    LawRef("BAB", "61"),
    LawRef("LAB", "61"),
    LawRef("LAB", "57"),
    LawRef("LAB", "58"),
    LawRef("BAB", "65"),
    LawRef("LAB", "59"),
]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("Hvad siger LAB § 61, stk. 2?", ["LAB § 61, stk. 2"], id="named-act"),
        pytest.param("Hvad siger BAB § 61?", ["BAB § 61"], id="other-act"),
        pytest.param("Hvad siger § 61?", ["LAB § 61"], id="the-act-itself-before-its-order"),
        pytest.param("Hvad siger § 65?", ["BAB § 65"], id="only-the-order-has-it"),
        pytest.param("Hvad siger § 999?", [], id="no-act-has-it"),
        pytest.param("§§ 57-59 i LAB", ["LAB § 57", "LAB § 58", "LAB § 59"], id="range"),
        pytest.param("LAB § 61, stk. 1, 2. pkt.", ["LAB § 61, stk. 1"], id="sentence-counts-as-its-stk"),
        pytest.param("Hvor længe må det vare?", [], id="none"),
    ],
)
def test_wanted_reads_the_references_of_a_question(question: str, expected: list[str]) -> None:
    assert [str(ref) for ref in wanted(find(question), KNOWN)] == expected


PROVISIONS = {
    LawRef("LAB", "61", 1, 2): 0,
    LawRef("LAB", "61", 2): 1,
    LawRef("LAB", "61", 1): 2,
    LawRef("LAB", "61", 1, 1): 3,
}


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        pytest.param(LawRef("LAB", "61", 1, 2), (0,), id="exact"),
        pytest.param(LawRef("LAB", "61", 1), (2, 3, 0), id="itself-then-its-parts-in-order"),
        pytest.param(LawRef("LAB", "61"), (2, 3, 0, 1), id="parts-of-a-section"),
        pytest.param(LawRef("LAB", "61", 2, 7), (1,), id="what-it-stands-in"),
        pytest.param(LawRef("LAB", "62"), (), id="not-there"),
    ],
)
def test_closest_puts_the_most_exact_first(ref: LawRef, expected: tuple[int, ...]) -> None:
    assert closest(ref, PROVISIONS) == expected
