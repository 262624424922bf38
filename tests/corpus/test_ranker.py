"""The trained ranker: which passage a question is asked about."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import CorpusError
from corpus.passage import Authority, Kind, Passage, Wording
from corpus.ranker import Ranker, default_ranker, mark_of, read_ranker
from ingest.ranker_training import RankerTraining, train_ranker, write_ranker
from ingest.run import CorpusFolders, read_corpus


def passage(number: int, text: str, *questions: str) -> Passage:
    return Passage(
        id=f"p{number}",
        source="rapport",
        locator="",
        text=text,
        start=0,
        end=len(text),
        kind=Kind.BODY,
        authority=Authority.RAPPORT,
        wording=Wording.ORDLYD,
        questions=questions,
    )


DOGS = passage(1, "Hunde skal føres i snor i skoven.", "Må hunden løbe løs?", "Skal min hund i bånd?", "hundesnor")
CATS = passage(2, "Katte må gå frit omkring i skoven.", "Må katten strejfe?", "Skal min kat blive inde?", "kattedør")
COWS = passage(3, "Køer græsser i skoven om sommeren.", "Hvor går køerne?", "Hvornår er kvæget ude?", "græssende kvæg")
BARE = passage(4, "Skoven er åben hele året.")
WHY = passage(5, "De går ind om natten, fordi det er koldt.", "Hvorfor går de ind?", "hvorfor ind om natten")
WHEN = passage(6, "De går ind om natten.", "Hvornår går de ind?", "hvornår ind om natten")
SMALL = RankerTraining(dim=16, epochs=60, batch=4)


@pytest.fixture(scope="module")
def small() -> Ranker:
    return train_ranker((DOGS, CATS, COWS, BARE), SMALL)


def best(model: Ranker, question: str) -> str:
    return place_of(model, int(np.argmax(model.vectors @ model.of(question))))


def place_of(model: Ranker, row: int) -> str:
    """The id of the passage whose vector stands in that row."""
    passages = (DOGS, CATS, COWS, WHY, WHEN)
    return next(p.id for p in passages if model.known((p,)).tolist() == [row])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("Er det i orden, at hunden ikke er i snor?", "p1", id="other-sentence"),
        pytest.param("kattens udendørsliv", "p2", id="other-form"),
        pytest.param("kvaeget", "p3", id="without-danish-letters"),
    ],
)
def test_question_in_other_words_lies_nearest_to_its_passage(small: Ranker, question: str, expected: str) -> None:
    assert best(small, question) == expected


def test_passage_without_questions_is_not_known(small: Ranker) -> None:
    assert (small.known((BARE, DOGS)) >= 0).tolist() == [False, True]


def test_passage_is_known_in_another_wording(small: Ranker) -> None:
    """The law's own wording takes the place of our rendering, under other ids; its typical questions stay."""
    worded = replace(DOGS, id="lov#§ 1", text="I skov skal hunde føres i bånd.")
    assert small.known((worded,)).tolist() == small.known((DOGS,)).tolist()


def test_passages_with_the_same_questions_share_a_vector() -> None:
    twin = replace(DOGS, id="p9")
    model = train_ranker((DOGS, twin, CATS), SMALL)
    dog, other, cat = model.known((DOGS, twin, CATS)).tolist()
    assert dog == other != cat


def test_question_of_unknown_words_says_nothing(small: Ranker) -> None:
    assert not small.of("Xyzzy plugh").any()


def test_what_is_asked_tells_apart_what_the_other_words_do_not() -> None:
    model = train_ranker((WHY, WHEN), SMALL)
    assert best(model, "Hvorfor skal de ind?") == WHY.id
    assert best(model, "Hvornår skal de ind?") == WHEN.id


def test_same_questions_give_the_same_model(small: Ranker) -> None:
    again = train_ranker((DOGS, CATS, COWS, BARE), SMALL)
    assert np.array_equal(small.table, again.table)
    assert np.array_equal(small.vectors, again.vectors)


def test_model_is_read_as_it_was_written(small: Ranker, tmp_path: Path) -> None:
    write_ranker(small, tmp_path / "r.safetensors")
    read = read_ranker(tmp_path / "r.safetensors")
    assert read.place == small.place
    assert np.array_equal(read.table, small.table)
    assert best(read, "Skal hunden i snor?") == "p1"


def test_nothing_to_tell_apart_is_refused() -> None:
    with pytest.raises(CorpusError, match="for få passager"):
        train_ranker((DOGS, BARE), SMALL)


def test_damaged_model_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "r.safetensors").write_bytes(b"ikke en model")
    with pytest.raises(CorpusError, match="installer pakken igen") as caught:
        read_ranker(tmp_path / "r.safetensors")
    assert "\n" not in str(caught.value)


def test_shipped_model_was_trained_on_the_bank_as_it_is() -> None:
    """If this fails: `praktik train-ranker --out corpus/model/ranker.safetensors`."""
    passages = read_corpus(CorpusFolders()).passages
    assert set(default_ranker().place) == {mark_of(p.questions) for p in passages if p.questions}
