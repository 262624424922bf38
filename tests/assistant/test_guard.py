"""What may become a question."""

import pytest

from assistant.guard import guard
from assistant.privacy import Kind
from corpus.errors import QuestionError


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Borgeren 010190-1234 er på dagpenge", id="hyphen"),
        pytest.param("Borgeren 0101901234 er på dagpenge", id="no hyphen"),
        pytest.param("Borgeren 010190 1234 er på dagpenge", id="space"),
        pytest.param("Borgeren 010190-\n1234 er på dagpenge", id="hyphen and line break"),
    ],
)
def test_guard_takes_out_cpr_numbers(question: str) -> None:
    guarded = guard(question)
    assert "1234" not in guarded.text
    assert guarded.text == "Borgeren [cpr-nummer fjernet] er på dagpenge"
    assert guarded.removed == (Kind.CPR,)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("LBK nr. 280 af 01/03/2024", id="act"),
        pytest.param("P-nummer 1012345678", id="P-number"),
        pytest.param("fra 01.09.2026 til 28.09.2026", id="dates"),
        pytest.param("BEK 2636/2021 § 61, stk. 2", id="order"),
    ],
)
def test_guard_leaves_other_numbers_alone(question: str) -> None:
    assert guard(question).text == question


@pytest.mark.parametrize(
    ("question", "words"),
    [
        pytest.param("x" * 100_000, "100000 tegn", id="100,000 characters"),
        pytest.param("\x00\x01\x02\xff", "ikke er tekst", id="binary"),
        pytest.param(" \n ", "tomt", id="empty"),
    ],
)
def test_guard_refuses_what_is_not_a_question(question: str, words: str) -> None:
    with pytest.raises(QuestionError, match=words):
        guard(question)
