"""Sentences and the stretch that answers best."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.sentences import best_stretch, sentence_spans

TEXT = (
    "Formålet skal aftales, jf. § 59, stk. 1. Det gælder alle. ”Er der et job?”, spørger de. "
    "Praktikken må vare fire uger for dagpengemodtagere, og den kan ikke forlænges. Til sidst følges der op."
)


def test_sentences_do_not_break_at_abbreviations() -> None:
    first = sentence_spans(TEXT)[0]
    assert TEXT[slice(*first)] == "Formålet skal aftales, jf. § 59, stk. 1."


def test_best_stretch_picks_the_sentence_that_scores() -> None:
    start, end = best_stretch(TEXT, lambda sentence: float("forlænges" in sentence), limit=120)
    assert TEXT[start:end] == "Praktikken må vare fire uger for dagpengemodtagere, og den kan ikke forlænges."


def test_best_stretch_quotes_a_short_text_whole() -> None:
    assert best_stretch(" Kort tekst. ", lambda _: 0.0) == (1, 12)


@given(st.text(max_size=400))
def test_sentences_cover_every_word_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert all(a < b for a, b in spans)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
