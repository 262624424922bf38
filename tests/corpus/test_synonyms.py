"""Words that mean the same are looked for together."""

import pytest

from corpus.errors import CorpusError
from corpus.lexicon import read_word_file
from corpus.synonyms import Synonyms, _File, default_synonyms


@pytest.mark.parametrize(
    ("question", "word"),
    [
        pytest.param("Må chefen skrive under?", "ledelse", id="inflected"),
        pytest.param("MÅ CHEFEN SKRIVE UNDER?", "ledelse", id="capitals"),
        pytest.param("Hvor mange firmaer siger nej?", "virksomhed", id="plural"),
        pytest.param("Borgeren har selv fundet en plads", "selvfunden", id="phrase"),
    ],
)
def test_other_words_for_what_is_asked_are_given(question: str, word: str) -> None:
    assert word in default_synonyms().of(question)


def test_own_words_are_not_given_again() -> None:
    assert Synonyms.made([("chef", "leder")]).of("Er chefen en leder?") == ()


def test_text_without_such_words_gives_none() -> None:
    assert default_synonyms().of("xyzzy") == ()


def test_group_of_one_word_is_refused(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "synonyms.toml"
    path.write_text('groups = [["alene"]]', encoding="utf-8")
    with pytest.raises(CorpusError, match="kun ét ord"):
        read_word_file(path, _File)
