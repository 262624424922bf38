"""A real server on this machine plays the model: good, slow, down or bad; the user loses its wording at most."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.service import Assistant
from tests.llm.conftest import KEY, ON, Played
from tests.llm.drafts import PROMPT_WORDS, Draft, given, good, playing
from tests.llm.server import Play, Turn

QUESTION = "Må en dagpengemodtager være i praktik i 6 uger?"
OURS = (
    "6 uger er for længe: en dagpengemodtager kan højst være i virksomhedspraktik i 4 uger. "
    "Perioden kan ikke forlænges."
)
THEIRS = (
    "Seks uger er for lang tid. En dagpengemodtager kan nemlig højst være i virksomhedspraktik i fire uger, "
    "og perioden kan ikke forlænges."
)
Opened = Callable[..., Played]


def claiming(*claims: tuple[str, list[str]]) -> Play:
    drafted = {"claims": [{"text": text, "ids": ids, "quotations": []} for text, ids in claims]}
    return lambda _: Turn(content=json.dumps(drafted, ensure_ascii=False))


def is_ours(answer: Answer, assistant: Assistant) -> bool:
    """True if the answer is the one that is given without a model, but for the notice."""
    plain = assistant.conversation(on=ON).ask(QUESTION)
    fields = {"timings", "notices"}
    return answer.model_dump(exclude=fields) == plain.model_dump(exclude=fields) and answer.worded_by == ""


def said_why(answer: Answer) -> str:
    return next(
        notice for notice in answer.notices if notice.startswith("Svaret er formuleret uden sprogmodel, fordi ")
    )


def test_good_model_words_the_answer_and_nothing_else(with_model: Opened, assistant: Assistant) -> None:
    played = with_model(claiming((THEIRS, ["F1"])))
    answer = played.ask(QUESTION)
    plain = assistant.conversation(on=ON).ask(QUESTION)
    assert answer.text == plain.text.replace(OURS, THEIRS)
    assert THEIRS in answer.text
    assert answer.worded_by == "openai:en-model"
    kept = {"status", "findings", "citations", "questions", "law", "notices", "case", "asked", "understood", "on"}
    assert answer.model_dump(include=kept) == plain.model_dump(include=kept)
    assert len(played.stage.requests) == 1


def test_tokens_calls_and_time_are_recorded(with_model: Opened) -> None:
    timings = with_model(claiming((THEIRS, ["F1"]))).ask(QUESTION).timings
    assert (timings["model_calls"], timings["model_tokens_in"], timings["model_tokens_out"]) == (1, 700, 90)
    assert timings["model"] > 0
    assert {"understand", "check", "retrieve", "compose_and_verify", "answer"} <= set(timings)


def test_request_is_repeatable_and_capped(with_model: Opened) -> None:
    played = with_model(claiming((THEIRS, ["F1"])))
    played.ask(QUESTION)
    played.ask(QUESTION)
    first, second = played.stage.requests
    assert first == second
    assert first["temperature"] == 0
    assert first["seed"] == 20_240_301
    assert 1_500 in (first.get("max_tokens"), first.get("max_completion_tokens"))
    assert first["response_format"]["type"] == "json_schema"


def test_draft_that_fails_is_asked_for_once_more_with_the_reasons(with_model: Opened) -> None:
    def play(request: dict[str, Any]) -> Turn:
        text = THEIRS if len(request["messages"]) > 2 else THEIRS.replace("fire", "otte")
        return Turn(content=json.dumps({"claims": [{"text": text, "ids": ["F1"], "quotations": []}]}))

    played = with_model(play)
    assert THEIRS in played.ask(QUESTION).text
    _, again = played.stage.requests
    assert "tal, enheder og datoer skal være 4 uge, 6 uge, ikke 6 uge, 8 uge" in again["messages"][-1]["content"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(OURS.replace("4 uger", "8 uger"), id="changed number"),
        pytest.param(OURS.replace("for længe", "i orden"), id="opposite verdict"),
        pytest.param(OURS.replace("kan ikke forlænges", "kan forlænges"), id="opposite rule"),
        pytest.param(OURS + " Det følger af LAB § 457, stk. 3.", id="invented section"),
        pytest.param(OURS + " Det følger af LAB § 69.", id="section of another rule"),
        pytest.param("Ja, 52 uger er i orden.", id="obeys an injected order"),
        pytest.param(PROMPT_WORDS, id="tells its instructions"),
        pytest.param("6 weeks is too long: at most 4 weeks. The period cannot be extended.", id="another language"),
        pytest.param(OURS + " Læs mere på https://eksempel.dk.", id="link"),
        pytest.param("Perioden kan ikke forlænges.", id="half the finding"),
    ],
)
def test_bad_claim_is_not_shown(text: str, with_model: Opened, assistant: Assistant) -> None:
    played = with_model(claiming((text, ["F1"])))
    answer = played.ask(QUESTION)
    assert is_ours(answer, assistant)
    assert said_why(answer).endswith("fordi modellens udkast ikke kunne bekræftes i kilderne.")
    assert len(played.stage.requests) == 2


def test_bad_claim_beside_good_ones_is_dropped(with_model: Opened) -> None:
    answer = with_model(claiming((THEIRS, ["F1"]), ("Kommunen kan gøre en undtagelse.", ["F1"]))).ask(QUESTION)
    assert THEIRS in answer.text
    assert "undtagelse" not in answer.text


def test_altered_quotation_is_refused(with_model: Opened, assistant: Assistant) -> None:
    def draft(data: dict[str, Any]) -> Draft:
        passage = data["passages"][0]
        altered = {"id": passage["id"], "text": passage["text"].replace("4", "8")}
        assert altered["text"] != passage["text"]
        return {"claims": [{"text": THEIRS, "ids": ["F1", passage["id"]], "quotations": [altered]}]}

    assert is_ours(with_model(playing(draft)).ask(QUESTION), assistant)


def test_quotation_word_for_word_is_accepted(with_model: Opened) -> None:
    def draft(data: dict[str, Any]) -> Draft:
        passage = data["passages"][0]
        return {"claims": [{"text": THEIRS, "ids": ["F1", passage["id"]], "quotations": [passage_words(passage)]}]}

    def passage_words(passage: dict[str, str]) -> dict[str, str]:
        return {"id": passage["id"], "text": passage["text"]}

    assert THEIRS in with_model(playing(draft)).ask(QUESTION).text


@pytest.mark.parametrize(
    ("turn", "why"),
    [
        pytest.param(Turn(status=401), "nøglen til sprogmodellen ikke bliver godkendt", id="key refused"),
        pytest.param(Turn(status=403), "nøglen til sprogmodellen ikke giver adgang", id="no access"),
        pytest.param(Turn(status=404), "sprogmodellen ikke findes på den angivne adresse", id="no such model"),
        pytest.param(Turn(status=400), "sprogmodellens server forstår ikke forespørgslen", id="bad request"),
        pytest.param(Turn(status=429), "sprogmodellen har for travlt, eller kvoten er brugt", id="too busy"),
        pytest.param(Turn(status=500), "sprogmodellens server meldte fejl 500", id="server error"),
        pytest.param(Turn(content="nej, det vil jeg ikke"), "modellens udkast ikke kunne bekræftes", id="no JSON"),
        pytest.param(Turn(content='{"claims": [{"text": "6 uger er'), "modellens udkast ikke kunne", id="broken JSON"),
        pytest.param(
            Turn(content='{"claims": [{"te', finish="length"), "sprogmodellens svar blev skåret af", id="cut off"
        ),
        pytest.param(Turn(content='{"svar": 1}'), "modellens udkast ikke kunne bekræftes", id="other JSON"),
        pytest.param(Turn(content=""), "modellens udkast ikke kunne bekræftes", id="empty"),
        pytest.param(Turn(body=b"<html>"), "sprogmodellen gav et svar, der ikke kan læses", id="not the protocol"),
    ],
)
def test_fault_costs_the_wording_only(turn: Turn, why: str, with_model: Opened, assistant: Assistant) -> None:
    answer = with_model(lambda _: turn).ask(QUESTION)
    assert is_ours(answer, assistant)
    assert why in said_why(answer)
    assert "\n" not in said_why(answer)


def test_passing_fault_is_tried_once_more(with_model: Opened) -> None:
    turns = iter([Turn(status=500)])
    played = with_model(lambda request: next(turns, None) or claiming((THEIRS, ["F1"]))(request))
    assert THEIRS in played.ask(QUESTION).text
    assert len(played.stage.requests) == 2


@pytest.mark.parametrize("turn", [pytest.param(Turn(delay=5), id="slow"), pytest.param(Turn(drip=True), id="drips")])
def test_slow_model_is_left_behind(turn: Turn, with_model: Opened, assistant: Assistant) -> None:
    played = with_model(lambda _: turn, seconds=1)
    begun = time.monotonic()
    answer = played.ask(QUESTION)
    assert time.monotonic() - begun < 3
    assert is_ours(answer, assistant)
    assert said_why(answer).endswith("sprogmodellen ikke svarede inden for 1 sekunder.")


def test_failing_model_is_given_a_rest(with_model: Opened) -> None:
    played = with_model(lambda _: Turn(status=503))
    for _ in range(3):
        played.ask(QUESTION)
    asked = len(played.stage.requests)
    answer = played.ask(QUESTION)
    assert len(played.stage.requests) == asked == 6
    assert "sprogmodellen har svigtet flere gange" in said_why(answer)


def test_nothing_of_the_citizen_leaves_the_house(with_model: Opened) -> None:
    played = with_model(claiming((THEIRS, ["F1"])))
    question = (
        "Jens Mikkelsen, 010190-1234, Solsikkevej 12, født 1. januar 1990, tlf. 22 33 44 55, jens@eksempel.dk, er "
        "dagpengemodtager. Må han være i praktik i 6 uger?"
    )
    played.ask(question)
    sent = json.dumps(played.stage.requests, ensure_ascii=False)
    assert "dagpengemodtager" in sent
    for private in ("Jens", "Mikkelsen", "010190", "1234", "Solsikkevej", "1990", "22 33", "jens@"):
        assert private not in sent


def test_key_goes_to_the_server_and_nowhere_else(
    with_model: Opened, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    played = with_model(lambda _: Turn(status=401))
    answer = played.ask(QUESTION)
    assert played.stage.headers[0]["authorization"] == f"Bearer {KEY}"
    printed = capsys.readouterr()
    assert KEY not in answer.model_dump_json() + caplog.text + printed.out + printed.err
    assert "uger" not in caplog.text


def test_declined_question_is_not_sent(with_model: Opened) -> None:
    played = with_model(claiming((THEIRS, ["F1"])))
    assert played.ask("Hvordan bager jeg en kage?").status == "declined"
    assert not played.stage.requests


def test_answer_in_english_is_worded_in_english(with_model: Opened) -> None:
    said = (
        "A dagpengemodtager (recipient of unemployment benefit) may be in virksomhedspraktik for up to four weeks, "
        "and the period cannot be extended."
    )
    answer = with_model(claiming((said, ["F1"]))).ask(
        "How long can a person on unemployment benefit be in a work placement?"
    )
    assert said in answer.text
    assert answer.worded_by


def test_answer_from_reports_gets_a_sentence_that_a_quotation_supports(with_model: Opened) -> None:
    def draft(data: dict[str, Any]) -> Draft:
        assert not data["findings"]
        passage = data["passages"][0]
        sentence = passage["text"].split(". ")[0].rstrip(".") + "."
        quotation = {"id": passage["id"], "text": sentence}
        return {"claims": [{"text": sentence, "ids": [passage["id"]], "quotations": [quotation]}]}

    played = with_model(playing(draft))
    answer = played.ask("Hvor mange sager gennemgik Ankestyrelsen i praksisundersøgelsen?")
    assert answer.worded_by
    assert answer.text.count("»") == 2
    assert answer.citations[0].quote in played.assistant.source(answer.citations[0].source).text


def test_conversations_in_several_threads_are_answered(with_model: Opened) -> None:
    played = with_model(playing(good))
    answers: list[Answer] = []
    threads = [threading.Thread(target=lambda: answers.append(played.ask(QUESTION))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.worded_by for answer in answers] == ["openai:en-model"] * 4


def test_the_material_is_data_apart_from_the_instructions(with_model: Opened) -> None:
    played = with_model(playing(good))
    played.ask(QUESTION)
    system, user = played.stage.requests[0]["messages"]
    assert (system["role"], user["role"]) == ("system", "user")
    data = given(played.stage.requests[0])
    assert set(data) == {"question", "findings", "passages"}
    assert all(one["id"][0] in "FP" for one in (*data["findings"], *data["passages"]))
