"""The question bank must not be the exam: no question of it may be an eval question in disguise."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.resources import files

import pytest

from corpus.questions import typical_questions
from evals.cases import FILE_SUITES, load_cases
from evals.compare import overlap, tokens

MOST = 0.6


def _copied(questions: Iterable[str]) -> list[tuple[str, str]]:
    """The questions that are an eval question in disguise, with the case."""
    exam = [(case.id, tokens(turn)) for suite in FILE_SUITES for case in load_cases(suite) for turn in case.turns]
    holding: dict[str, list[int]] = defaultdict(list)
    for number, (_, words) in enumerate(exam):
        for word in words:
            holding[word].append(number)
    found = []
    for question in questions:
        asked = tokens(question)
        shared = Counter(number for word in asked for number in holding.get(word, ()))
        # As many words in common as a Jaccard above the limit needs at least.
        near = (exam[number] for number, count in shared.items() if count > MOST * len(asked))
        found += [(question, case_id) for case_id, words in near if overlap(asked, words) > MOST]
    return found


def test_no_question_of_the_bank_repeats_an_eval_question() -> None:
    assert _copied(typical_questions()) == []


def test_copy_is_found() -> None:
    case = load_cases("answers")[0]
    assert (case.turns[0], case.id) in _copied([case.turns[0]])


def test_no_question_from_elsewhere_repeats_an_eval_question() -> None:
    file = files("corpus").joinpath("lexicon", "outside.toml")
    others = tomllib.loads(file.read_text(encoding="utf-8"))["questions"]
    assert _copied(others) == []
    assert len(others) >= 500


@pytest.mark.parametrize(
    ("start", "least"),
    [pytest.param(("ankestyrelsen", "koebenhavn"), 120, id="dokumenter"), pytest.param(("lab", "bab"), 60, id="lov")],
)
def test_bank_covers_the_important_passages(start: tuple[str, ...], least: int) -> None:
    folder = files("corpus").joinpath("questions")
    banks = [file for file in folder.iterdir() if file.name.startswith(start)]
    assert sum(len(tomllib.loads(file.read_text(encoding="utf-8"))["passage"]) for file in banks) >= least


def test_overlap_measure_sees_a_copy_in_other_order() -> None:
    assert overlap(tokens("Må en praktik vare 4 uger?"), tokens("Må 4 uger vare en praktik")) == 1.0
