"""Politeness and slips of the pen change nothing in what is understood and answered."""

from datetime import date

import pytest

from assistant.answer import Answer
from assistant.service import Assistant
from assistant.understanding.courtesy import essence
from assistant.understanding.spelling import Spelling

NOW = date(2026, 11, 20)
QUESTION = "Hvor længe kan en dagpengemodtager være i virksomhedspraktik?"


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.conversation(on=NOW).ask(question)


@pytest.mark.parametrize(
    "polite",
    [
        pytest.param(f"Hej, {QUESTION} Tak!", id="greeting and thanks"),
        pytest.param(f"God morgen. Jeg sidder med en sag og vil gerne spørge: {QUESTION}", id="about me"),
        pytest.param(f"Kære kollega, jeg har et spørgsmål. {QUESTION} Mvh Mette, Jobcenter Nord", id="mail"),
        pytest.param(f"Kan du hjælpe mig med det her? {QUESTION} På forhånd mange tak", id="help"),
        pytest.param(f"Mit spørgsmål er: {QUESTION} Venlig hilsen en ny sagsbehandler", id="signed"),
    ],
)
def test_polite_question_gets_the_answer_of_the_short_one(assistant: Assistant, polite: str) -> None:
    assert ask(assistant, polite).text == ask(assistant, QUESTION).text


@pytest.mark.parametrize("words", ["Hej", "Tak for hjælpen!", "God morgen", "Mange tak"])
def test_courtesy_alone_is_small_talk(assistant: Assistant, words: str) -> None:
    assert essence(words) == words
    assert ask(assistant, words).status == "declined"


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param("Kan du hjælpe mig med at skrive en ansøgning", id="a task"),
        pytest.param("Vil hun have ret til selvfunden praktik", id="no courtesy"),
        pytest.param("Må hun sige tak nej til praktikken", id="thanks within"),
    ],
)
def test_words_that_ask_something_are_kept(whole: str) -> None:
    assert essence(whole) == whole


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        pytest.param(
            "Må praktikken forlægnes for en aktivitetsparat?", "Må praktikken forlænges for en aktivitetsparat?"
        ),
        pytest.param("Skal tillidsrerpæsentanten høres?", "Skal tillidsrepræsentanten høres?"),
        pytest.param("Er der en klagefirst på afgørelsen?", "Er der en klagefrist på afgørelsen?"),
    ],
)
def test_slip_of_the_pen_gets_the_answer_of_the_right_word(assistant: Assistant, slip: str, right: str) -> None:
    assert ask(assistant, slip).text == ask(assistant, right).text


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("Hvad er satsen for boligstøtte til folkepensionister?", id="another field"),
        pytest.param("Hvornår går bussen til Viborg på fredag?", id="everyday"),
    ],
)
def test_words_of_other_fields_are_not_made_ours(assistant: Assistant, other: str) -> None:
    assert ask(assistant, other).status == "declined"


def test_names_addresses_and_numbers_are_left_alone() -> None:
    spelling = Spelling(lambda: ["afdelingen skriver forlængelsen til praktikken"])
    text = "Fru Afdelinge i § 61 skrev til praktikke@kommune.dk om forlængelsn2"
    assert spelling.mended(text) == text


def test_short_and_twice_misspelt_words_are_left_alone() -> None:
    assert Spelling(lambda: ["klage over praktikken"]).mended("klagr over prkatikkne") == "klagr over prkatikkne"
