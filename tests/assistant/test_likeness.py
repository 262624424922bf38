"""The model that tells our questions from those of other fields."""

from pathlib import Path

import pytest

from assistant.understanding.cues import plain_text
from assistant.understanding.likeness import (
    Likeness,
    banks_mark,
    default_likeness,
    our_questions,
    outside_questions,
    read_likeness,
)
from assistant.understanding.likeness_training import learned, write_likeness
from corpus.errors import CorpusError

OURS = ("Hvor længe varer en praktik?", "Kan praktikken forlænges?", "Hvem hører tillidsmanden om forholdstallet?")
OTHERS = ("Hvad koster en carport?", "Hvor klager jeg over bussen?", "Hvornår åbner biblioteket?")


@pytest.fixture(scope="module")
def model() -> Likeness:
    return learned(OURS, OTHERS)


def test_shipped_model_was_trained_on_the_shipped_banks() -> None:
    # If this fails: praktik train-likeness --out corpus/model/likeness.safetensors
    assert default_likeness().banks == banks_mark(our_questions(), outside_questions())


@pytest.mark.parametrize("question", ["praktikens længde", "forlænge praktikken?", "varer praktikperioden længe"])
def test_other_forms_of_our_words_speak_for_a_question(model: Likeness, question: str) -> None:
    assert model.of(plain_text(question)) > 0


@pytest.mark.parametrize("question", ["carporten koster", "kan man klage over busserne", "bibliotekets åbningstid"])
def test_other_forms_of_their_words_speak_against(model: Likeness, question: str) -> None:
    assert model.of(plain_text(question)) < 0


def test_words_that_anything_is_asked_with_say_nothing(model: Likeness) -> None:
    assert model.of(plain_text("hvor længe kan man?")) == 0


def test_model_that_is_written_reads_the_same(model: Likeness, tmp_path: Path) -> None:
    write_likeness(model, tmp_path / "model")
    read = read_likeness(tmp_path / "model")
    for question in (*OURS, *OTHERS, "Må praktikanten tage bussen?"):
        assert read.of(plain_text(question)) == pytest.approx(model.of(plain_text(question)))
        assert read.typical(plain_text(question)) == model.typical(plain_text(question))
    assert (read.own, read.banks) == (model.own, model.banks)


def test_file_that_is_no_model_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "model").write_bytes(b"no model")
    with pytest.raises(CorpusError, match="modellen kan ikke læses") as caught:
        read_likeness(tmp_path / "model")
    assert "\n" not in str(caught.value)


def test_word_that_the_bank_does_not_use_is_strange() -> None:
    model = learned(["klage over praktik", "frist for klage"], ["carport og klage"])
    assert model.strange("klage over carport") == ("carport",)


def test_typical_question_is_ours_whatever_small_words_stand_around_it(model: Likeness) -> None:
    assert model.typical("og hvem horer sa tillidsmanden om forholdstallet")
    assert not model.typical("hvem horer jeg til")
    assert not model.typical("hvem horer")
