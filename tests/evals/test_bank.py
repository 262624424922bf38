"""The question bank must not be the exam: no question of it may be an eval question in disguise."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files

import pytest

from evals.cases import FILE_SUITES, load_cases
from evals.compare import overlap, tokens

MOST = 0.6


def _bank() -> Iterator[tuple[str, str]]:
    for file in files("corpus").joinpath("questions").iterdir():
        if file.name.endswith(".toml"):
            entries = tomllib.loads(file.read_text(encoding="utf-8"))["passage"]
            yield from ((file.name, question) for entry in entries for question in entry["questions"])


def test_no_question_of_the_bank_repeats_an_eval_question() -> None:
    exam = [(case.id, tokens(turn)) for suite in FILE_SUITES for case in load_cases(suite) for turn in case.turns]
    copied = [
        (name, question, case_id)
        for name, question in _bank()
        for case_id, words in exam
        if overlap(tokens(question), words) > MOST
    ]
    assert copied == []


def test_no_question_from_elsewhere_repeats_an_eval_question() -> None:
    file = files("corpus").joinpath("lexicon", "outside.toml")
    others = tomllib.loads(file.read_text(encoding="utf-8"))["questions"]
    exam = [(case.id, tokens(turn)) for suite in FILE_SUITES for case in load_cases(suite) for turn in case.turns]
    copied = [(one, id_) for one in others for id_, words in exam if overlap(tokens(one), words) > MOST]
    assert copied == []
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
