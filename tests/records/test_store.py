"""Conversations are kept for their owner alone, found again, and gone when they are deleted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from corpus.errors import QuestionError
from records.store import Cause, Importance, Kind, Records, Triage
from tests.records.conftest import NOON, answer


def kept(records: Records, owner: str, *questions: str, now: datetime = NOON) -> str:
    key = records.start(owner, None, now)
    for question in questions:
        records.add_turn(owner, key, question, answer(), '{"case": {}}', now)
    return key


def test_conversation_comes_back_as_it_was(records: Records) -> None:
    key = records.start("anne", date(2021, 9, 1), NOON)
    records.add_turn("anne", key, "Hvor længe?", answer("Højst 4 uger [1]."), "state-1", NOON)
    records.add_turn("anne", key, "Og bagefter?", answer("Et nyt tilbud."), "state-2", NOON + timedelta(minutes=1))
    found = records.conversation("anne", key)
    assert found.on == date(2021, 9, 1)
    assert found.state == "state-2"
    assert found.title == "Hvor længe?"
    assert [(turn.number, turn.question, turn.answer.text) for turn in found.turns] == [
        (1, "Hvor længe?", "Højst 4 uger [1]."),
        (2, "Og bagefter?", "Et nyt tilbud."),
    ]
    assert found.changed == datetime(2026, 11, 20, 12, 1, tzinfo=UTC)


def test_moments_keep_their_zone(records: Records) -> None:
    copenhagen = datetime.fromisoformat("2026-07-01T14:00:00+02:00")
    key = kept(records, "anne", "Hvor længe?", now=copenhagen)
    assert records.conversation("anne", key).created == datetime(2026, 7, 1, 12, tzinfo=UTC)


def test_another_owner_sees_and_changes_nothing(records: Records) -> None:
    key = kept(records, "anne", "Må hun forlænge?")
    turn = records.conversation("anne", key).turns[0].id
    assert records.history("bo") == ()
    for attempt in (
        lambda: records.conversation("bo", key),
        lambda: records.rename("bo", key, "min"),
        lambda: records.delete("bo", key),
        lambda: records.add_turn("bo", key, "x", answer(), None, NOON),
        lambda: records.give_feedback("bo", turn, helpful=False, now=NOON),
    ):
        with pytest.raises(QuestionError, match="findes ikke mere"):
            attempt()
    assert records.conversation("anne", key).title == "Må hun forlænge?"


def test_history_is_searched_by_every_word_newest_first(records: Records) -> None:
    kept(records, "anne", "Hvor længe på dagpenge?", "Kan den forlænges?", now=NOON)
    kept(records, "anne", "Må han være hos seneste arbejdsgiver?", now=NOON + timedelta(hours=1))
    kept(records, "anne", "100% af_tiden", now=NOON + timedelta(hours=2))
    records.start("anne", None, NOON)
    assert [one.title for one in records.history("anne")] == [
        "100% af_tiden",
        "Må han være hos seneste arbejdsgiver?",
        "Hvor længe på dagpenge?",
    ]
    assert [one.turns for one in records.history("anne", "FORLÆNGES")] == [2]
    assert records.history("anne", "forlænges arbejdsgiver") == ()
    # The signs that SQL gives a meaning are letters like others here.
    assert [one.title for one in records.history("anne", "100%")] == ["100% af_tiden"]
    assert records.history("anne", "0_%") == ()


def test_renamed_and_deleted(records: Records) -> None:
    key = kept(records, "anne", "Hvor længe?")
    records.rename("anne", key, "  Sagen om\nbutikken ")
    assert records.history("anne")[0].title == "Sagen om butikken"
    with pytest.raises(QuestionError, match="titel"):
        records.rename("anne", key, " ")
    turn = records.conversation("anne", key).turns[0].id
    records.give_feedback("anne", turn, helpful=False, kinds=[Kind.QUOTE], now=NOON)
    records.delete("anne", key)
    assert records.history("anne") == ()
    assert records.feedback() == ()


@pytest.mark.parametrize("text", ["Borger 010190-1234 vil i praktik", "0101901234"])
def test_cpr_number_is_never_kept(records: Records, text: str) -> None:
    key = records.start("anne", None, NOON)
    with pytest.raises(QuestionError, match="CPR"):
        records.add_turn("anne", key, text, answer(), None, NOON)
    with pytest.raises(QuestionError, match="CPR"):
        records.add_turn("anne", key, "Hvor længe?", answer(text), None, NOON)
    turn = records.add_turn("anne", key, "Hvor længe?", answer(), None, NOON)
    with pytest.raises(QuestionError, match="CPR"):
        records.give_feedback("anne", turn, helpful=False, comment=text, now=NOON)
    with pytest.raises(QuestionError, match="CPR"):
        records.rename("anne", key, text)
    assert records.conversation("anne", key).title == "Hvor længe?"


def test_other_personal_data_are_masked_in_what_is_kept(records: Records) -> None:
    key = kept(records, "anne", "Anna Jensen, tlf. 20 30 40 50: hvor længe?")
    (turn,) = records.conversation("anne", key).turns
    assert turn.question == "[navn fjernet], tlf. [telefonnummer fjernet]: hvor længe?"
    assert records.conversation("anne", key).title == turn.question
    assert records.history("anne", "Jensen") == ()
    records.give_feedback("anne", turn.id, helpful=False, comment="skriv til anna@example.dk", now=NOON)
    (said,) = records.feedback()
    assert said.comment == "skriv til [e-mail fjernet]"
    records.triage(said.id, Triage(note="Vestergade 5 har ingen betydning"))
    assert records.feedback()[0].triage.note == "[adresse fjernet] har ingen betydning"
    records.rename("anne", key, "Borgeren hedder Anna")
    assert records.conversation("anne", key).title == "Borgeren hedder [navn fjernet]"


def test_feedback_is_given_once_and_triaged(records: Records) -> None:
    key = kept(records, "anne", "Hvor længe?", "Og bagefter?", "Hvorfor?")
    turn = records.conversation("anne", key).turns[1].id
    records.give_feedback("anne", turn, helpful=True, now=NOON)
    kinds = [Kind.WRONG_PROVISION, Kind.TOO_LONG]
    records.give_feedback("anne", turn, helpful=False, kinds=kinds, comment="§ 61 gælder ikke", now=NOON)
    (said,) = records.feedback()
    assert (said.helpful, said.kinds, said.comment, said.number) == (False, tuple(kinds), "§ 61 gælder ikke", 2)
    assert records.conversation("anne", key).turns[1].helpful is False
    assert [turn.question for turn in records.turns_of(said.id)] == ["Hvor længe?", "Og bagefter?"]
    done = Triage(cause=Cause.RULE, importance=Importance.MISLEADING, domain="duration", note="rettet", done=True)
    records.triage(said.id, done)
    assert records.feedback()[0].triage == done
    assert records.feedback(open_only=True) == ()
    # Said anew, it is to be looked at anew.
    records.give_feedback("anne", turn, helpful=False, kinds=kinds, now=NOON + timedelta(days=1))
    assert len(records.feedback(open_only=True)) == 1


def test_purge_deletes_what_nobody_has_gone_on_with(records: Records) -> None:
    old = kept(records, "anne", "Gammel", now=NOON - timedelta(days=100))
    gone_on = kept(records, "anne", "Genoptaget", now=NOON - timedelta(days=100))
    records.add_turn("anne", gone_on, "Og nu?", answer(), None, NOON)
    turn = records.conversation("anne", old).turns[0].id
    records.give_feedback("anne", turn, helpful=True, now=NOON)
    assert records.purge(NOON - timedelta(days=90)) == 1
    assert [one.title for one in records.history("anne")] == ["Genoptaget"]
    assert records.feedback() == ()


def test_threads_lose_no_turn(records: Records) -> None:
    keys = [records.start("anne", None, NOON) for _ in range(2)]

    def write(worker: int) -> None:
        for number in range(20):
            records.add_turn("anne", keys[worker % 2], f"{worker}-{number}", answer(), None, NOON)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    for half, key in enumerate(keys):
        turns = records.conversation("anne", key).turns
        assert [turn.number for turn in turns] == list(range(1, 41))
        expected = {f"{worker}-{number}" for worker in (half, half + 2) for number in range(20)}
        assert {turn.question for turn in turns} == expected


def test_turn_of_another_contract_is_left_out(records: Records, any_url: str) -> None:
    from sqlalchemy import create_engine, text

    key = kept(records, "anne", "Hvor længe?", "Og bagefter?")
    with create_engine(any_url).begin() as connection:
        connection.execute(text("UPDATE turn SET answer = '{\"old\": 1}' WHERE number = 1"))
    assert [turn.question for turn in records.conversation("anne", key).turns] == ["Og bagefter?"]
