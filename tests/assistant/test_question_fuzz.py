"""Whatever is typed as a question: an answer that holds, or one clear line, and soon."""

import os
import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answer import Answer
from assistant.service import Assistant, Conversation
from corpus.errors import QuestionError

ON = date(2026, 11, 20)
# `make soak` asks for more.
_EXAMPLES = int(os.environ.get("PRAKTIK_FUZZ", "150"))
_SLOWEST_S = 2.0
# Words that lead deep into the answering, and what may stand between them in a mail or a broken file.
_WORDS = (
    "dagpengemodtager", "kontanthjælp", "praktik", "virksomhedspraktik", "uger", "4", "13,5", "0", "999999999999999999",
    "§", "§§ 57-62", "LAB § 61, stk. 1, nr. 1-3, 11 og 14", "FVL § 24", "forlænges", "ikke", "?", "må", "hvor længe",
    "fra den 31. februar 2026", "1/1-0001", "30. december 9999", "i går", "-5 timer", "halvanden", "010190-1234",
    "ferie", "nu er hun 30 år", "hvad med en revalidend?", "sygedagpenge", "what", "weeks", "<b>", "[1]", "{day}", "%s",
    "\\", "»", "\u202e", "\u200d", "Å", "A\u030a", "\U0001d7dc", "٣", "½", "👩‍🦽", "\n\n", "\t", "ß", "ﬁ",
)  # fmt: skip
_QUESTIONS = st.one_of(
    st.text(max_size=2_000),
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=40).map(" ".join),
    st.lists(st.sampled_from(_WORDS) | st.text(max_size=30), min_size=1, max_size=30).map("".join),
)
_fuzzed = settings(max_examples=_EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def holds(answer: Answer, assistant: Assistant) -> bool:
    """True if it reads itself again, and every quotation stands in its source."""
    assert Answer.model_validate_json(answer.model_dump_json()) == answer
    assert answer.text.strip()
    return all(assistant.source(c.source).text[c.start : c.end] == c.quote for c in answer.citations)


@pytest.fixture(scope="module", autouse=True)
def warm(assistant: Assistant) -> None:
    """What the first question reads from the disk is no part of what a question takes."""
    assistant.conversation(on=ON).ask("Hvor længe må en dagpengemodtager være i praktik?")
    assistant.conversation(on=ON).ask("How long may an unemployed person be in placement?")


def asked(conversation: Conversation, question: str) -> Answer | str:
    """The answer, or the line that refuses it; within the time of this thread, which no busy machine lengthens."""
    begun = time.thread_time()
    try:
        told: Answer | str = conversation.ask(question)
    except QuestionError as exc:
        told = str(exc)
    assert time.thread_time() - begun < _SLOWEST_S
    return told


@_fuzzed
@given(turns=st.lists(_QUESTIONS, min_size=1, max_size=3))
def test_any_question_is_answered_or_refused_in_one_line(assistant: Assistant, turns: list[str]) -> None:
    conversation = assistant.conversation(on=ON)
    for turn in turns:
        told = asked(conversation, turn)
        assert "\n" not in told if isinstance(told, str) else holds(told, assistant)
    # What is remembered can be gone on with.
    assistant.conversation(on=ON, state=conversation.state)


_LONG = (
    "0",
    "a",
    "å",
    "\u0300",
    "§ ",
    "( ",
    "1 ",
    "a b ",
    "§ 57, ",
    "4 uger ",
    "nr. 1 og ",
    "1/1-0001 ",
    "dagpengemodtager ",
)


@pytest.mark.parametrize(
    "part", [*_LONG, "LAB § 6, nr. 1-3, 11 og 14 ", "ikke ", "hvis ", "hun er 30 år og ", "010190-1234 "]
)
def test_question_of_one_thing_over_and_over_is_answered_soon(assistant: Assistant, part: str) -> None:
    told = asked(assistant.conversation(on=ON), (part * 2_000)[:2_000])
    assert isinstance(told, Answer)
    assert holds(told, assistant)


@_fuzzed
@given(text=_QUESTIONS)
def test_any_text_is_searched_for(assistant: Assistant, text: str) -> None:
    refused = ""
    try:
        hits = assistant.search(text, k=3, on=ON)
    except QuestionError as exc:
        hits, refused = (), str(exc)
    assert all(assistant.source(hit.source).text[hit.start : hit.end] == hit.text for hit in hits)
    assert "\n" not in refused
