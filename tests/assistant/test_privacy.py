"""Personal data are found, and nothing else is."""

import logging
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.guard import guard, holds_cpr
from assistant.privacy import MASKS, Kind, called, found, masked, masks_in, told
from assistant.private_logs import PrivacyFilter, keep_logs_private
from assistant.service import Assistant
from corpus.questions import typical_questions

with (Path(__file__).parent / "privacy_cases.toml").open("rb") as _file:
    CASES = tomllib.load(_file)
FOUND = [
    pytest.param(Kind(kind), text, part, id=f"{kind}-{number}")
    for kind, rows in CASES["found"].items()
    for number, (text, part) in enumerate(rows)
]
LEFT = [
    pytest.param(text, id=f"{area}-{number}")
    for area, rows in CASES["left"].items()
    for number, text in enumerate(rows)
]


def test_there_are_enough_cases_of_both() -> None:
    assert len(FOUND) >= 80
    assert len(LEFT) >= 80


@pytest.mark.parametrize(("kind", "text", "part"), FOUND)
def test_personal_data_are_found_and_masked(kind: Kind, text: str, part: str) -> None:
    assert [text[one.start : one.end] for one in found(text) if one.kind is kind] == [part]
    assert masked(text, {kind}) == text.replace(part, MASKS[kind])


@pytest.mark.parametrize("text", LEFT)
def test_what_is_no_personal_data_is_left_alone(text: str) -> None:
    assert found(text) == ()
    assert guard(text or "x").text == " ".join((text or "x").split())


def test_all_kinds_at_once() -> None:
    text = "Anna Jensen (010190-1234), Vestergade 5, tlf. 20 30 40 50, anna@example.dk, er på dagpenge."
    assert masked(text) == (
        "[navn fjernet] ([cpr-nummer fjernet]), [adresse fjernet], tlf. [telefonnummer fjernet], [e-mail fjernet], "
        "er på dagpenge."
    )
    assert masks_in(masked(text)) == tuple(Kind)
    assert called(masks_in(masked(text))) == ("et CPR-nummer, et telefonnummer, en e-mailadresse, en adresse, et navn")
    assert told(()) == ()


# Every layout a number may be written in; {0}{1}{2} the day, {3} the last four.
LAYOUTS = (
    "{0}{1}{2}-{3}", "{0}{1}{2}–{3}", "{0}{1}{2}{3}", "{0}{1}{2} {3}", "{0}{1}{2} - {3}", "{0}{1}{2}.{3}",
    "{0} {1} {2} {3}", "{0} {1} {2} - {3}", "{0}.{1}.{2}-{3}", "{0}-{1}-{2}-{3}", "{0}/{1}/{2}-{3}",
    "{0}{1}{2}-\n{3}", "{0}{1}{2}\n{3}", "{0}{1}\n{2}-{3}", "{0}{1}\n{2}{3}", "{0}{1}{2}\u00a0{3}",
)  # fmt: skip
_WIDE = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
# What may stand beside a number in a sentence: no digit and no sign that numbers are written with.
_AROUND = st.text(alphabet="abæøå ,;()?!\n", max_size=30).map(lambda text: f"{text} ")


@settings(max_examples=300, deadline=None)
@given(
    st.integers(1, 31), st.integers(1, 12), st.integers(0, 99), st.integers(0, 9999),
    st.sampled_from(LAYOUTS), _AROUND, _AROUND.map(lambda text: text[::-1]), st.booleans(),
)  # fmt: skip
def test_every_cpr_number_is_found_in_every_layout(
    day: int, month: int, year: int, last: int, layout: str, before: str, after: str, wide: bool
) -> None:
    number = layout.format(f"{day:02}", f"{month:02}", f"{year:02}", f"{last:04}")
    if wide:
        number = number.translate(_WIDE)
    text = before + number + after
    assert [text[one.start : one.end] for one in found(text, {Kind.CPR})] == [number]
    assert holds_cpr(text)
    assert not holds_cpr(masked(text))
    assert Kind.CPR in guard(f"x {text}").removed


_PIECES = st.lists(
    st.sampled_from(
        ["010190", "-", "1234", " ", "\n", "20", "30", ".", "@", "a.dk", "anna", "Anna", "Jensen", "hedder", "borgeren",
         "Vestergade", "5", ",", "8000", "Aarhus", "tlf", "+45", "[navn fjernet]", "\u200b", "/", "§", "P-nr.", "ø"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(_PIECES | st.text(max_size=80))
@example("hedder Anna Bo Ib Ea Ly Jensen")
def test_masked_text_holds_no_personal_data_and_is_masked_once(text: str) -> None:
    safe = masked(text)
    assert found(safe) == ()
    assert masked(safe) == safe


@settings(max_examples=300, deadline=None)
@given(_PIECES)
def test_places_are_in_order_and_apart(text: str) -> None:
    rows = found(text)
    assert all(0 <= one.start < one.end <= len(text) for one in rows)
    assert all(one.end <= after.start for one, after in pairwise(rows))


def test_only_the_wanted_kinds_are_masked() -> None:
    assert masked("010190-1234, tlf. 20304050", {Kind.PHONE}) == "010190-1234, tlf. [telefonnummer fjernet]"


# -- the corpus --------------------------------------------------------------------------------------------------


def test_no_false_alarm_in_the_corpus(assistant: Assistant) -> None:
    """The one thing found in 1,300 passages is an address that a report asks its readers to write to."""
    seen = {
        (source.id, passage.text[one.start : one.end])
        for source in assistant.sources()
        for passage in assistant.sections(source.id)
        for one in found(passage.text)
    }
    assert seen <= {("ankestyrelsen-2022-minianalyse", "statistik@ast.dk")}


def test_no_false_alarm_in_the_typical_questions() -> None:
    questions = typical_questions()
    assert len(questions) > 500
    assert [text for text in questions if found(text)] == []


# -- the question ------------------------------------------------------------------------------------------------

PRIVATE = "Borgeren hedder Anna Jensen, bor på Vestergade 5, tlf. 20304050, anna@example.dk, 010190-1234."
ASKED = "Hvor længe kan en dagpengemodtager være i virksomhedspraktik?"


def test_guard_tells_what_it_took_out() -> None:
    guarded = guard(f"{PRIVATE} {ASKED}")
    assert guarded.removed == tuple(Kind)
    # Asked again without, there is nothing to tell.
    assert guard(guarded.text).removed == ()
    assert guard(guarded.text).text == guarded.text


def test_answer_is_that_of_the_question_without_personal_data(assistant: Assistant) -> None:
    conversation = assistant.conversation()
    answer = conversation.ask(f"{PRIVATE} {ASKED}")
    plain = assistant.conversation().ask(ASKED)
    assert (answer.status, answer.findings, answer.understood) == (plain.status, plain.findings, plain.understood)
    kept = answer.model_dump_json() + conversation.state
    for said in ("Anna", "Jensen", "Vestergade", "20304050", "example.dk", "010190", "1234"):
        assert said not in kept


@pytest.mark.parametrize(
    ("question", "notice"),
    [
        pytest.param(
            f"010190-1234 {ASKED}",
            "Fjernet fra spørgsmålet, hverken gemt eller brugt: et CPR-nummer. Svaret gælder spørgsmålet uden.",
            id="answered",
        ),
        pytest.param(
            "Borgeren hedder Anna Holm. Hvad er hovedstaden i Frankrig?",
            "Fjernet fra spørgsmålet, hverken gemt eller brugt: et navn. Svaret gælder spørgsmålet uden.",
            id="declined",
        ),
        pytest.param(
            "My citizen 010190-1234 is on unemployment benefit. How long can the work placement be?",
            "Removed from the question, neither stored nor used: a CPR number. "
            "The answer is to the question without.",
            id="English",
        ),
    ],
)  # fmt: skip
def test_every_answer_says_what_was_taken_out_of_its_question(assistant: Assistant, question: str, notice: str) -> None:
    assert assistant.conversation().ask(question).notices[0] == notice


def test_answer_to_a_question_without_personal_data_says_nothing_of_it(assistant: Assistant) -> None:
    assert not any("jernet" in notice for notice in assistant.conversation().ask(ASKED).notices)


# -- the logs ----------------------------------------------------------------------------------------------------


def _logged(message: object, *args: object, error: BaseException | None = None) -> str:
    trace = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("praktikvejleder", logging.WARNING, "", 0, message, args, trace)  # type: ignore[arg-type]  # logging takes any object
    assert PrivacyFilter().filter(record)
    return logging.Formatter().format(record)


def test_filter_masks_message_arguments_and_traceback() -> None:
    assert _logged("ring 20304050") == "ring [telefonnummer fjernet]"
    assert _logged("%s for %s", "fejl", "010190-1234") == "fejl for [cpr-nummer fjernet]"
    assert _logged("%d", 2_012_901_234) == "[cpr-nummer fjernet]"
    assert _logged("Borgeren hedder %s", "Anna") == "Borgeren hedder [navn fjernet]"
    assert _logged("%(who)s", {"who": "anna@example.dk"}) == "[e-mail fjernet]"
    assert "010190" not in _logged("fejl", error=ValueError("010190-1234 er ukendt"))
    assert _logged("%d af %d", 3) == "%d af %d (3,)"


def test_filter_leaves_other_lines_as_they_are() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "%d samtaler fra %s", (3, "2026-11-21"), None)
    PrivacyFilter().filter(record)
    assert (record.msg, record.args) == ("%d samtaler fra %s", (3, "2026-11-21"))


@pytest.fixture
def private_logs() -> Iterator[None]:
    before = logging.getLogRecordFactory()
    keep_logs_private()
    yield
    logging.setLogRecordFactory(before)


@pytest.mark.usefixtures("private_logs")
@pytest.mark.parametrize("name", ["praktikvejleder", "streamlit.runtime", "uvicorn.access"])
def test_no_logger_of_the_process_tells_personal_data(name: str, caplog: pytest.LogCaptureFixture) -> None:
    once = logging.getLogRecordFactory()
    keep_logs_private()
    with caplog.at_level(logging.INFO, name):
        logging.getLogger(name).info("kunne ikke læse %s", "010190-1234")
    assert caplog.messages == ["kunne ikke læse [cpr-nummer fjernet]"]
    assert logging.getLogRecordFactory() is once
