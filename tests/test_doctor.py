"""`praktik doctor` names each problem and its mend, and changes nothing."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

import praktik
from assistant.settings import ModelSettings, Settings
from corpus.errors import CorpusError, IndexUnavailable, RecordsUnavailable
from corpus.index_files import LOCK, current_folder
from ingest.run import Corpus, read_corpus
from praktik_health import (
    Check,
    State,
    Wanted,
    chat_check,
    corpus_checks,
    database_check,
    examine,
    home_check,
    index_check,
    law_checks,
    packages_check,
    python_check,
    space_check,
)
from records.store import Records
from tests.ingest.fetching import LAB_XML
from tests.llm.server import Turn, serving
from tests.ports import free_port

ON = date(2026, 11, 20)
Praktik = Callable[..., tuple[int, str, str]]


@pytest.fixture
def own_home(home: Path, tmp_path: Path) -> Path:
    """A copy of the session's index that a test may break."""
    return shutil.copytree(home, tmp_path / "home")


@pytest.fixture
def run(own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Praktik:
    """Run `praktik doctor` in this process on the copied index: exit code, stdout, stderr."""
    monkeypatch.setenv("PRAKTIK_HOME", str(own_home))

    def typed(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            praktik.main(("doctor", *arguments))
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return typed


def assert_problem(check: Check, *words: str) -> None:
    """It is a problem with a mend, and tells these words."""
    assert check.state is State.PROBLEM
    assert check.mend
    for word in words:
        assert word in f"{check.text} – {check.mend}"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """What the session's index was built of."""
    return read_corpus()


def test_all_is_well_on_a_fresh_index(run: Praktik, own_home: Path) -> None:
    before = sorted(own_home.rglob("*"))
    code, out, err = run()
    assert (code, err) == (0, "")
    names = [line.split(":")[0][2:] for line in out.splitlines()]
    assert names == [
        "Python", "Pakker", "Datamappe", "Diskplads", "Søgemodel", "Kilder", "Indeks", "Lovens ordlyd",
        "Lovversioner", "Database", "Sprogmodel",
    ]  # fmt: skip
    assert "✖" not in out
    # Rendered law is worth a word, and no problem.
    assert "! Lovens ordlyd: gengivelse af LAB" in out
    assert sorted(own_home.rglob("*")) == before


def test_no_index_names_the_command_and_is_exit_code_1(run: Praktik, own_home: Path) -> None:
    shutil.rmtree(own_home)
    code, out, err = run("--json")
    assert (code, err) == (1, "")
    found = json.loads(out)
    assert found["ok"] is False
    by_name = {check["name"]: check for check in found["checks"]}
    assert (by_name["Datamappe"]["state"], by_name["Database"]["state"]) == ("notice", "fine")
    assert by_name["Indeks"] == {
        "name": "Indeks",
        "state": "problem",
        "text": f"Der er ikke bygget et indeks i {own_home}",
        "mend": "kør 'praktik ingest'",
    }


@pytest.mark.parametrize("name", ["passages.jsonl", "stamp.json", "chroma/chroma.sqlite3", "words/vocab.index.json"])
def test_damaged_index_is_named_with_its_file(own_home: Path, corpus: Corpus, name: str) -> None:
    (current_folder(own_home) / name).write_bytes(b"\x00garbage")
    with pytest.raises(IndexUnavailable, match=f"beskadiget .{name.partition('/')[0]}.*kør 'praktik ingest'"):
        index_check(Settings(home=own_home), corpus)


def test_index_of_other_sources_is_a_problem(home: Path, corpus: Corpus) -> None:
    check = index_check(Settings(home=home), replace(corpus, passages=corpus.passages[1:]))
    assert_problem(check, "andre kilder", "kør 'praktik ingest'")


def test_damaged_wording_is_named_beside_an_index_that_is_whole(own_home: Path) -> None:
    (own_home / "official").mkdir()
    (own_home / "official" / "lab.xml").write_bytes(LAB_XML[:400])
    sources, index = corpus_checks(Settings(home=own_home))
    assert_problem(sources, "lab.xml")
    assert (index.state, index.text) == (State.NOTICE, "det er helt, men kan ikke sammenlignes med kilderne")
    with pytest.raises(CorpusError, match=r"lab\.xml"):
        list(law_checks(Settings(home=own_home), ON))


def test_own_document_that_cannot_be_used_is_named(own_home: Path) -> None:
    (own_home / "documents").mkdir()
    (own_home / "documents" / "egen.pdf").write_bytes(b"%PDF-")
    sources, index = corpus_checks(Settings(home=own_home))
    assert_problem(sources, "egen.pdf", "siden Kilder", "manifestet")
    assert index.state is State.FINE


def test_running_ingest_is_told(own_home: Path, corpus: Corpus) -> None:
    with FileLock(own_home / LOCK):
        check = index_check(Settings(home=own_home), corpus)
    assert (check.state, check.text) == (State.NOTICE, "en indlæsning er i gang")


def test_home_that_is_a_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("optaget", encoding="utf-8")
    assert_problem(home_check(tmp_path / "fil"), "er ikke en mappe", "PRAKTIK_HOME")


def test_chroma_server_that_does_not_answer_is_a_problem(own_home: Path, corpus: Corpus) -> None:
    # As an index is stamped whose vectors were sent to a server.
    stamp = current_folder(own_home) / "stamp.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text("utf-8")) | {"collection": "praktik-1"}), encoding="utf-8")
    check = index_check(Settings(home=own_home, chroma_url=f"http://127.0.0.1:{free_port()}"), corpus)
    assert_problem(check, "Chroma-server", "svarer ikke", "PRAKTIK_CHROMA_URL")


def test_database_is_opened_and_measured(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'records.sqlite3'}"
    Records(url).close()
    check = database_check(url)
    assert (check.state, check.text.endswith(" kB")) == (State.FINE, True)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"SQLite format 3\x00" + bytes(5000), id="header alone"),
        pytest.param(b"ikke en database" * 100, id="no database"),
    ],
)
def test_damaged_database_is_a_problem(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "records.sqlite3").write_bytes(content)
    assert_problem(database_check(f"sqlite:///{tmp_path / 'records.sqlite3'}"), "records.sqlite3", "sikkerhedskopi")


def test_database_of_a_later_program_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite3"
    Records(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999_later'")
    with pytest.raises(RecordsUnavailable, match="nyere udgave"):
        database_check(f"sqlite:///{path}")


def test_error_of_a_check_is_its_problem_and_the_others_go_on(home: Path) -> None:
    found = list(examine(Wanted(settings=Settings(home=home, database_url="sqlite:////dev/null/x.sqlite3"), on=ON)))
    assert_problem(next(one for one in found if one.name == "Database"), "PRAKTIK_DATABASE_URL")
    assert found[-1].name == "Sprogmodel"


def model(url: str) -> ModelSettings:
    return ModelSettings(name="openai:en-model", url=url, seconds=2, key="noegle-123-hemmelig")


def test_chat_model_is_asked_only_where_that_is_wanted() -> None:
    with serving(lambda _: Turn(content='{"claims": []}')) as stage:
        check = chat_check(model(stage.url), ask=False)
        assert (check.state, stage.requests) == (State.FINE, [])
        assert "openai:en-model" in check.text
        assert "hemmelig" not in str(check)
        check = chat_check(model(stage.url), ask=True)
        assert (check.state, len(stage.requests)) == (State.FINE, 1)
        assert check.text.endswith("sekunder; svarer")


def test_chat_model_that_does_not_answer_is_a_problem() -> None:
    check = chat_check(model(f"http://127.0.0.1:{free_port()}/v1"), ask=True)
    assert_problem(check, "openai:en-model", "der ikke er forbindelse", "PRAKTIK_MODEL_URL")


def test_law_that_was_not_looked_at_lately_is_told(tmp_path: Path) -> None:
    _, check = law_checks(Settings(home=tmp_path), date(2028, 1, 1))
    assert check.state is State.NOTICE
    assert "ikke kontrolleret i 90 dage: LAB" in check.text
    assert "praktik law watch" in check.mend


def test_wording_at_hand_is_told(tmp_path: Path, shared: Path) -> None:
    wording, _ = law_checks(Settings(home=tmp_path, official_folder=shared / "official"), ON)
    assert (wording.state, wording.text) == (
        State.FINE,
        "officiel tekst til alle 5 gældende love og bekendtgørelser",
    )


@pytest.mark.parametrize(
    ("requires", "words"),
    [
        pytest.param(["findes-slet-ikke>=1"], "findes-slet-ikke mangler", id="missing"),
        pytest.param(["click>=900"], "men skal være >=900", id="too old"),
    ],
)
def test_package_that_does_not_fit_is_named(requires: list[str], words: str) -> None:
    check = packages_check(["numpy", *requires])
    assert check.state is State.PROBLEM
    assert words in check.text
    assert "numpy" not in check.text
    assert "pip install" in check.mend


def test_packages_of_extras_are_not_asked_for() -> None:
    assert packages_check(['findes-slet-ikke; extra == "llm"']).state is State.FINE


def test_python_out_of_range_is_a_problem() -> None:
    check = python_check((3, 9, 1))
    assert (check.state, "3.9.1" in check.text) == (State.PROBLEM, True)


@pytest.mark.parametrize(
    ("free", "state"), [(50_000_000, State.PROBLEM), (500_000_000, State.NOTICE), (9_000_000_000, State.FINE)]
)
def test_little_room_on_the_disk_is_told(tmp_path: Path, free: int, state: State) -> None:
    check: Check = space_check(tmp_path, free)
    assert (check.state, bool(check.mend)) == (state, state is not State.FINE)
