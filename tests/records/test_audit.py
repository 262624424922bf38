"""The record of answers: nothing in it can be changed unseen, and what is deleted is gone while its chain holds."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from assistant.answer import Answer, FindingOut, LawVersion
from assistant.events import Verified as Counted
from assistant.finding import Verdict
from corpus.errors import QuestionError, RecordsUnavailable
from corpus.passage import Wording
from records.audit import START, Broken, Fault, Head, Verified, head_from
from records.entry import prompt_version
from records.store import Kind, Records
from tests.records.conftest import NOON, answer


def ask(records: Records, *questions: str, owner: str = "anne", now: datetime = NOON) -> str:
    key = records.start(owner, None, now)
    for question in questions:
        records.add_turn(owner, key, question, answer(), None, now)
    return key


def change(url: str, statements: Sequence[str], *, guarded: bool = False) -> None:
    """Change the database behind the program's back, by default with its triggers out of the way."""
    engine = create_engine(url, poolclass=NullPool)
    off = {
        "sqlite": [f"DROP TRIGGER record_{name}" for name in ("blanked_only", "never_deleted", "appended")],
        "postgresql": ["ALTER TABLE record DISABLE TRIGGER USER"],
    }[engine.dialect.name]
    with engine.begin() as connection:
        for statement in [*([] if guarded else off), *statements]:
            connection.execute(text(statement))


def exported(records: Records, **chosen: Any) -> list[dict[str, Any]]:
    return list(records.record.export(**chosen))


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_answer_is_recorded_with_its_grounds(records: Records) -> None:
    law = LawVersion(act="LAB", version="LBK nr. 280 af 01/03/2024", wording=Wording.GENGIVELSE, checked_on=NOON.date())
    finding = FindingOut(
        rule="duration/four_weeks",
        title="Varighed",
        verdict=Verdict.MET,
        reason="Højst 4 uger.",
        references=("LAB § 61, stk. 1, nr. 1",),
        missing=(),
        limit_weeks=4,
        latest_end=date(2026, 12, 17),
    )
    given = Answer(
        status="answered",
        text="Højst 4 uger.",
        on=date(2026, 11, 20),
        law=(law,),
        findings=(finding,),
        case={"target_group": "dagpenge"},
        worded_by="a-model",
        timings={"answer": 1.5, "model_calls": 1.0, "model_tokens_in": 900.0},
    )
    key = records.start("anne", None, NOON)
    records.add_turn("anne", key, "Hvor længe?", given, "{}", NOON, Counted(kept=3, dropped=1))
    (entry,) = exported(records)
    content = entry["content"]
    assert (entry["number"], entry["kind"], entry["conversation"], entry["turn"]) == (1, "answer", key, 1)
    assert entry["moment"] == "2026-11-20T12:00:00.000000+00:00"
    assert (content["owner"], content["question"], content["text"]) == ("anne", "Hvor længe?", "Højst 4 uger.")
    assert content["facts"] == {"target_group": "dagpenge"}
    assert content["findings"][0]["references"] == ["LAB § 61, stk. 1, nr. 1"]
    assert content["law"][0]["version"] == "LBK nr. 280 af 01/03/2024"
    assert (content["model"], content["prompt"]) == ("a-model", prompt_version())
    assert content["usage"] == {"model_calls": 1.0, "model_tokens_in": 900.0}
    assert content["verification"] == {"quotations": 0, "claims_kept": 3, "claims_dropped": 1}
    assert content["program"]


def test_answer_in_our_own_words_names_no_model(records: Records) -> None:
    ask(records, "Hvor længe?")
    (entry,) = exported(records)
    assert (entry["content"]["model"], entry["content"]["prompt"]) == (None, None)
    assert entry["content"]["verification"]["claims_kept"] is None


def test_question_is_recorded_without_personal_data(records: Records) -> None:
    key = ask(records, "Må han komme? Ring 21 43 65 87")
    turn = records.conversation("anne", key).turns[0].id
    records.give_feedback("anne", turn, helpful=False, comment="skriv til ole@example.dk", now=NOON)
    told = json.dumps(exported(records), ensure_ascii=False)
    assert "21 43 65 87" not in told
    assert "ole@example.dk" not in told
    assert records.conversation("anne", key).turns[0].question in told


def test_feedback_is_a_link_of_its_own_each_time(records: Records) -> None:
    key = ask(records, "Hvor længe?", "Og bagefter?")
    turn = records.conversation("anne", key).turns[1].id
    records.give_feedback("anne", turn, helpful=True, now=NOON)
    records.give_feedback("anne", turn, helpful=False, kinds=[Kind.QUOTE], comment="Se § 61", now=NOON)
    said = [(one["turn"], one["content"]["helpful"]) for one in exported(records) if one["kind"] == "feedback"]
    assert said == [(2, True), (2, False)]
    last = exported(records)[-1]["content"]
    assert (last["kinds"], last["comment"]) == (["citat passer ikke"], "Se § 61")


def test_export_can_be_checked_without_the_program(records: Records) -> None:
    ask(records, "Hvor længe på dagpenge?", "Og på ærø?")
    before = START
    for one in exported(records):
        assert sha256(canonical(one["content"])).hexdigest() == one["content_hash"]
        bound = [before, *(one[name] for name in ("number", "moment", "kind", "conversation", "turn", "content_hash"))]
        assert sha256(canonical(bound)).hexdigest() == one["chain_hash"]
        before = one["chain_hash"]


def test_same_answer_twice_has_different_hashes(records: Records) -> None:
    ask(records, "Hvor længe?")
    ask(records, "Hvor længe?")
    first, second = exported(records)
    assert first["content_hash"] != second["content_hash"]


def test_writers_at_once_make_one_chain(any_url: str, records: Records) -> None:
    # Two openings of the database share no lock in this process.
    with Records(any_url) as other:
        keys = [records.start("anne", None, NOON) for _ in range(4)]

        def write(worker: int) -> None:
            for number in range(50):
                opened = (records, other)[worker % 2]
                opened.add_turn("anne", keys[worker], f"{worker}-{number}", answer(), None, NOON)

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(write, range(4)))
    found = records.record.verify()
    assert isinstance(found, Verified)
    assert (found.head.number, found.deleted) == (200, 0)
    assert {one["content"]["question"] for one in exported(records)} == {
        f"{w}-{n}" for w in range(4) for n in range(50)
    }


def write_turns(url: str, conversation: str, ready: Barrier) -> None:
    """What one of several processes does."""
    with Records(url) as opened:
        ready.wait(timeout=60)
        for number in range(20):
            opened.add_turn("anne", conversation, f"Spørgsmål {number}", answer(), None, NOON)


def test_processes_at_once_make_one_chain(any_url: str, records: Records) -> None:
    spawned = get_context("spawn")
    ready = spawned.Barrier(2)
    # Both ask in one conversation: the numbers of its turns may not clash either.
    key = records.start("anne", None, NOON)
    processes = [spawned.Process(target=write_turns, args=(any_url, key, ready)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=120)
    assert [process.exitcode for process in processes] == [0, 0]
    found = records.record.verify()
    assert isinstance(found, Verified)
    assert found.head.number == 40
    assert [one["turn"] for one in exported(records)] == list(range(1, 41))


def test_turn_that_is_not_kept_is_not_recorded(records: Records) -> None:
    key = ask(records)
    with pytest.raises(QuestionError):
        records.add_turn("bo", key, "Hvor længe?", answer(), None, NOON)
    assert records.record.verify() == Verified(head=Head(), deleted=0)


SWAP = [
    "UPDATE record SET number = -1 WHERE number = 3",
    "UPDATE record SET number = 3 WHERE number = 4",
    "UPDATE record SET number = 4 WHERE number = -1",
]


@pytest.mark.parametrize(
    ("statements", "number", "fault"),
    [
        pytest.param(
            ["UPDATE record SET content = replace(content, 'Hvor', 'Hver') WHERE number = 3"],
            3,
            Fault.CHANGED,
            id="text",
        ),
        pytest.param(["UPDATE record SET content = NULL WHERE number = 3"], 3, Fault.CHANGED, id="emptied"),
        pytest.param(
            ["UPDATE record SET deleted = CURRENT_TIMESTAMP WHERE number = 3"], 3, Fault.CHANGED, id="not-emptied"
        ),
        pytest.param(["DELETE FROM record WHERE number = 3"], 3, Fault.MISSING, id="removed"),
        pytest.param(["DELETE FROM record WHERE number = 1"], 1, Fault.MISSING, id="first-removed"),
        pytest.param(
            ["DELETE FROM record WHERE number = 3", "UPDATE record SET number = number - 1 WHERE number > 3"],
            3,
            Fault.UNBOUND,
            id="removed-and-counted-anew",
        ),
        pytest.param(SWAP, 3, Fault.UNBOUND, id="swapped"),
        pytest.param(
            ["UPDATE record SET moment = replace(moment, '2026', '2025') WHERE number = 3"],
            3,
            Fault.UNBOUND,
            id="moment",
        ),
        pytest.param(["UPDATE record SET turn = 9 WHERE number = 3"], 3, Fault.UNBOUND, id="turn"),
        pytest.param(["UPDATE record SET kind = 'feedback' WHERE number = 3"], 3, Fault.UNBOUND, id="kind"),
        pytest.param(["UPDATE record SET conversation = 'x' WHERE number = 3"], 3, Fault.UNBOUND, id="conversation"),
        pytest.param(["UPDATE record SET content_hash = chain_hash WHERE number = 3"], 3, Fault.UNBOUND, id="hash"),
        pytest.param(["UPDATE record SET chain_hash = content_hash WHERE number = 3"], 3, Fault.UNBOUND, id="chain"),
    ],
)
def test_change_behind_the_program_s_back_is_found(
    records: Records, any_url: str, statements: list[str], number: int, fault: Fault
) -> None:
    ask(records, *(f"Hvor længe {turn}?" for turn in range(5)))
    assert isinstance(records.record.verify(), Verified)
    change(any_url, statements)
    assert records.record.verify() == Broken(number=number, fault=fault)


def test_value_of_another_type_is_found(url: str) -> None:
    # Only SQLite lets a column hold any type.
    with Records(url) as records:
        ask(records, "Hvor længe?", "Og bagefter?")
        change(url, ["UPDATE record SET moment = x'ff00', content = x'ff00' WHERE number = 2"])
        assert records.record.verify() == Broken(number=2, fault=Fault.UNBOUND)


def test_unreadable_content_is_told_by_the_export(records: Records, any_url: str) -> None:
    ask(records, "Hvor længe?")
    change(any_url, ["UPDATE record SET content = 'no json'"])
    with pytest.raises(RecordsUnavailable, match=r"nr\. 1"):
        exported(records)


def test_end_that_was_taken_away_is_found_by_one_who_noted_it(records: Records, any_url: str) -> None:
    ask(records, "Hvor længe?", "Og bagefter?")
    seen = records.record.verify()
    assert isinstance(seen, Verified)
    assert records.record.verify(seen.head) == seen
    change(any_url, ["DELETE FROM record WHERE number = 2"])
    assert records.record.verify() == Verified(head=Head(number=1, hash=exported(records)[0]["chain_hash"]), deleted=0)
    assert records.record.verify(seen.head) == Broken(number=2, fault=Fault.MISSING)
    ask(records, "Noget andet")
    assert records.record.verify(seen.head) == Broken(number=2, fault=Fault.OTHER_CHAIN)


@pytest.mark.parametrize("noted", ["", "1", "1:abc", f"-1:{START}", f"²:{START}", f"1:{START} "])
def test_end_that_was_noted_wrongly_is_refused(noted: str) -> None:
    with pytest.raises(QuestionError, match="ende"):
        head_from(noted)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record SET content = 'x' WHERE number = 2",
        "UPDATE record SET content = NULL WHERE number = 2",
        "UPDATE record SET deleted = CURRENT_TIMESTAMP WHERE number = 2",
        "UPDATE record SET content = NULL, deleted = CURRENT_TIMESTAMP, moment = 'x' WHERE number = 2",
        "UPDATE record SET content = NULL, deleted = CURRENT_TIMESTAMP, chain_hash = 'x' WHERE number = 2",
        "UPDATE record SET number = 9 WHERE number = 2",
        # What is deleted stays so, with its moment.
        "UPDATE record SET deleted = CURRENT_TIMESTAMP WHERE number = 1",
        "UPDATE record SET content = '{}', deleted = NULL WHERE number = 1",
        "DELETE FROM record WHERE number = 2",
        "DELETE FROM record",
        "INSERT INTO record SELECT 9, moment, kind, conversation, turn, content, content_hash, chain_hash, deleted "
        "FROM record WHERE number = 2",
    ],
)
def test_database_refuses_changes(records: Records, any_url: str, statement: str) -> None:
    gone = ask(records, "Slettet")
    ask(records, "Hvor længe?")
    records.delete("anne", gone)
    before = exported(records)
    with pytest.raises(DBAPIError, match="append-only"):
        change(any_url, [statement], guarded=True)
    assert exported(records) == before


def test_sqlite_refuses_replacing(url: str) -> None:
    with Records(url) as records:
        ask(records, "Hvor længe?")
        with pytest.raises(DBAPIError, match="append-only"):
            change(url, ["INSERT OR REPLACE INTO record SELECT * FROM record"], guarded=True)


def test_postgresql_refuses_truncating(server: Any) -> None:
    url = server.schema()
    with Records(url) as records:
        ask(records, "Hvor længe?")
        with pytest.raises(DBAPIError, match="append-only"):
            change(url, ["TRUNCATE record"], guarded=True)
        assert len(exported(records)) == 1


def test_deleted_conversation_leaves_only_its_hashes(records: Records) -> None:
    gone = ask(records, "Hemmelig sag", "Og bagefter?")
    stays = ask(records, "Hvor længe?", owner="bo")
    turn = records.conversation("anne", gone).turns[0].id
    records.give_feedback("anne", turn, helpful=False, comment="hemmelig", now=NOON)
    before = exported(records)
    records.delete("anne", gone)
    after = exported(records)
    assert [one["chain_hash"] for one in after] == [one["chain_hash"] for one in before]
    assert [one["content"] is None for one in after] == [one["conversation"] == gone for one in after]
    assert [one["deleted"] is None for one in after] == [one["conversation"] == stays for one in after]
    assert "emmelig" not in json.dumps(after)
    assert "anne" not in json.dumps(after)
    found = records.record.verify()
    assert isinstance(found, Verified)
    assert (found.head.number, found.deleted) == (4, 3)


def test_deletion_is_dated_by_the_clock(records: Records) -> None:
    key = ask(records, "Hvor længe?")
    begun = datetime.now(tz=UTC)
    records.delete("anne", key)
    deleted = datetime.fromisoformat(exported(records)[0]["deleted"])
    # SQLite's clock tells whole seconds.
    assert begun - timedelta(seconds=1) <= deleted <= datetime.now(tz=UTC)


def test_text_of_the_deleted_is_gone_from_the_files(url: str, tmp_path: Path) -> None:
    def holds(word: bytes) -> bool:
        return any(word in path.read_bytes() for path in tmp_path.iterdir())

    with Records(url) as records:
        key = ask(records, "Hemmeligheden")
        assert holds(b"Hemmeligheden")
        records.delete("anne", key)
    # SQLite's log of changes is taken into the file, and removed, when the last connection closes.
    assert not holds(b"Hemmeligheden")


def test_retention_deletes_the_content_too(records: Records) -> None:
    ask(records, "Gammel", now=NOON - timedelta(days=100))
    ask(records, "Ny")
    assert records.purge(NOON - timedelta(days=90)) == 1
    old, new = exported(records)
    assert old["content"] is None
    assert new["content"]["question"] == "Ny"
    assert isinstance(records.record.verify(), Verified)


def test_export_by_case_and_by_period(records: Records) -> None:
    first = ask(records, "A1", "A2")
    second = ask(records, "B1", now=NOON + timedelta(days=1))
    ask(records, "C1", now=NOON + timedelta(days=2))

    def questions(**chosen: Any) -> list[str]:
        return [one["content"]["question"] for one in exported(records, **chosen)]

    assert questions() == ["A1", "A2", "B1", "C1"]
    assert questions(conversation=first) == ["A1", "A2"]
    assert questions(conversation="none") == []
    assert questions(since=NOON + timedelta(days=1)) == ["B1", "C1"]
    assert questions(until=NOON + timedelta(days=1)) == ["A1", "A2"]
    assert questions(since=NOON + timedelta(seconds=1), until=NOON + timedelta(days=2)) == ["B1"]
    assert questions(conversation=second, until=NOON) == []


def test_period_is_of_moments_not_of_clock_faces(records: Records) -> None:
    ask(records, "Kl. 13 i København", now=datetime.fromisoformat("2026-11-20T13:00:00+01:00"))
    assert len(exported(records, since=NOON, until=NOON + timedelta(seconds=1))) == 1
