import unicodedata

import pytest

from corpus.reference import LawRef
from corpus.tokens import content_words, fold, gram_tokens, normalise, reference_tokens, stem, word_tokens, words


def test_paragraph_sign_and_digits_survive() -> None:
    assert "§61" in word_tokens("Efter § 61 gælder fire uger")


def test_hard_space_reads_as_a_space() -> None:
    assert "§61.1" in word_tokens("§\u00a061, stk.\u00a01")


def test_reference_gives_every_level_with_and_without_its_act() -> None:
    tokens = word_tokens("LAB § 61, stk. 1, nr. 2")
    assert {"§61", "§61.1", "§61.1.2", "LAB§61", "LAB§61.1", "LAB§61.1.2"} <= set(tokens)


def test_range_names_the_sections_between() -> None:
    assert {"§57", "§58", "§59"} <= set(word_tokens("jf. §§ 57-59"))


def test_absurd_range_is_not_spelt_out() -> None:
    assert len(word_tokens("§§ 6-9999")) < 10


def test_lettered_section_is_one_token() -> None:
    assert reference_tokens(LawRef("LAB", "31 a", 2)) == ["§31a", "LAB§31a", "§31a.2", "LAB§31a.2"]


@pytest.mark.parametrize("spelling", ["afgørelse", "afgoerelse", "afgorelse", "AFGØRELSE"])
def test_words_without_danish_letters_meet_the_right_spelling(spelling: str) -> None:
    assert set(word_tokens("afgørelser")) & set(word_tokens(spelling)) == {"~afgor"}


def test_decomposed_letters_read_as_composed() -> None:
    assert word_tokens(unicodedata.normalize("NFD", "rådighed på år")) == word_tokens("rådighed på år")


def test_inflected_words_share_a_stem() -> None:
    assert stem("kommunernes") == stem("kommunen") == "kommun"


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        pytest.param("praktikperioden", {"+praktik", "+period"}, id="head-and-rest"),
        pytest.param("virksomhedspraktik", {"+virksomhed", "+praktik"}, id="linking-s"),
        pytest.param("arbejdsgiverens", set(), id="a-part-is-no-compound"),
    ],
)
def test_compound_gives_its_parts(compound: str, parts: set[str]) -> None:
    assert {token for token in word_tokens(compound) if token.startswith("+")} == parts


def test_misspelt_compound_shares_most_letter_runs() -> None:
    right, wrong = set(gram_tokens("virksomhedspraktik")), set(gram_tokens("virksomhedspratik"))
    assert len(right & wrong) == 11


def test_stop_words_are_dropped_with_and_without_danish_letters() -> None:
    assert content_words("Hvornår må hun gå på praktik, og hvornar gor man det?") == ["praktik"]


def test_hyphenated_word_is_found_whole_and_in_parts() -> None:
    tokens = word_tokens("a-dagpenge")
    assert words("A-dagpenge") == ["a-dagpenge"]
    assert f"~{fold(stem('dagpenge'))}" in tokens


@pytest.mark.parametrize("text", ["", " ", "???", "§", "\u00ad"])
def test_text_without_words_gives_no_tokens(text: str) -> None:
    assert word_tokens(text) == gram_tokens(text) == []


def test_soft_hyphen_does_not_split_a_word() -> None:
    assert normalise("virksom\u00adhed") == "virksomhed"
