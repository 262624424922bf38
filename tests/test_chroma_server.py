"""The vectors on a Chroma server: shared by processes, gone for a while, back again, and never a wrong answer."""

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import chromadb
import pytest
from chromadb.config import Settings as ChromaSettings

from assistant import open_assistant
from assistant.service import Assistant
from assistant.settings import DEFAULT_EMBEDDER, Settings, read_settings
from assistant.store import open_store
from assistant.texts import WORDS_ALONE
from corpus.chroma_server import CollectionGone, ServedVectors, ServerDown, download
from corpus.embedding import load_embedder
from corpus.errors import IndexUnavailable, QuestionError
from corpus.index_files import collection_of, current_folder, read_stamp
from corpus.passage import Authority, Kind, Passage, Source, Wording
from ingest.index import build_index, is_current
from ingest.run import CorpusFolders, Result, ingest_corpus
from tests.chroma_process import ChromaServer, environment, opened

ON = date(2026, 11, 20)
QUESTION = "Hvor længe kan en dagpengemodtager være i virksomhedspraktik?"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    running = ChromaServer(tmp_path_factory.mktemp("chroma"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def _running(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that stops the server leaves it running for the next."""
    yield
    if "server" in request.fixturenames:
        found: ChromaServer = request.getfixturevalue("server")
        if not found.answers():
            found.start()


TEXT = "Praktikken varer højst fire uger. Borgeren finder selv en plads."


def small(home: Path, url: str) -> Path:
    """Build an index of two sentences, and the folder that it lies in."""
    source = Source(
        id="rapport", title="", publisher="", authority=Authority.RAPPORT, wording=Wording.ORDLYD, text=TEXT
    )
    passages = [
        Passage(
            id=f"rapport#{start}",
            source="rapport",
            locator="",
            text=TEXT[start:end],
            start=start,
            end=end,
            kind=Kind.BODY,
            authority=Authority.RAPPORT,
            wording=Wording.ORDLYD,
        )
        for start, end in ((0, 33), (34, len(TEXT)))
    ]
    build_index(home, [source], passages, load_embedder(), server=url)
    return current_folder(home)


def ingested(home: Path, url: str | None, *, force: bool = False) -> Result:
    return ingest_corpus(home, DEFAULT_EMBEDDER, CorpusFolders(), lambda *_: None, force=force, server=url)


@pytest.fixture(scope="module")
def built(server: ChromaServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("served")
    ingested(home, server.url)
    return home


@pytest.fixture
def own(built: Path, tmp_path: Path) -> Path:
    """A copy of the index' files; its vectors are the shared ones on the server."""
    return Path(shutil.copytree(built, tmp_path / "home"))


def collections(server: ChromaServer) -> set[str]:
    client = chromadb.HttpClient("127.0.0.1", server.port, settings=ChromaSettings(anonymized_telemetry=False))
    names = {collection.name for collection in client.list_collections()}
    client.close()  # type: ignore[attr-defined]  # missing from the declared type of 1.5.9
    return names


def said(assistant: Assistant) -> dict[str, Any]:
    answer = assistant.conversation(on=ON).ask(QUESTION)
    return answer.model_dump(mode="json") | {"timings": {}}


def praktik(home: Path, url: str | None, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "praktik", *arguments],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=environment(home, url),
        timeout=60,
    )


def test_vectors_lie_on_the_server_under_the_index_own_name(built: Path, server: ChromaServer) -> None:
    folder = current_folder(built)
    assert read_stamp(folder).collection == collection_of(folder)
    assert collection_of(folder) in collections(server)
    assert not (folder / "chroma").exists()


def test_unchanged_corpus_is_not_uploaded_again(built: Path, server: ChromaServer) -> None:
    before = current_folder(built)
    assert not ingested(built, server.url).built
    assert current_folder(built) == before


def test_answers_and_hits_are_those_of_an_index_of_its_own(
    built: Path, server: ChromaServer, assistant: Assistant
) -> None:
    question = "hvad gør vi når kommunen strækker forløbet"
    with open_assistant(Settings(home=built, chroma_url=server.url)) as shared:
        assert said(shared) == said(assistant)
        assert shared.search(question, k=10, on=ON) == assistant.search(question, k=10, on=ON)


def test_outage_and_restart_seen_by_two_app_processes(built: Path, server: ChromaServer, assistant: Assistant) -> None:
    right = said(assistant)
    with opened(environment(built, server.url)) as early:
        assert early.ask(QUESTION) == right
        server.stop()
        # It has its vectors, and needs the server no more.
        assert early.ask(QUESTION) == right
        with opened(environment(built, server.url)) as late:
            during = late.ask(QUESTION)
            assert WORDS_ALONE in during["notices"]
            assert (during["status"], during["findings"]) == ("answered", right["findings"])
            assert "4 uger" in during["text"]
            assert all(citation["verified"] for citation in during["citations"])
            server.start()
            after = asked_until_whole(late)
            assert after == right
        assert early.ask(QUESTION) == right


def asked_until_whole(program: Any) -> dict[str, Any]:
    """The first answer without the notice, within the time after which the server is asked again."""
    ends = time.monotonic() + 15
    while WORDS_ALONE in (answer := program.ask(QUESTION))["notices"]:
        assert time.monotonic() < ends
        time.sleep(0.2)
    return dict(answer)


def test_two_commands_at_once_answer(built: Path, server: ChromaServer) -> None:
    command = [sys.executable, "-m", "praktik", "ask", QUESTION, "--on", "2026-11-20", "--json"]
    pipe = subprocess.PIPE
    both = [
        subprocess.Popen(command, stdout=pipe, stderr=pipe, env=environment(built, server.url), encoding="utf-8")
        for _ in range(2)
    ]
    for process in both:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
        assert "4 uger" in json.loads(out)["text"]


def test_command_in_an_outage_answers_with_the_notice_and_one_line(built: Path, server: ChromaServer) -> None:
    server.stop()
    done = praktik(built, server.url, "ask", QUESTION, "--on", "2026-11-20", "--json")
    assert done.returncode == 0
    assert WORDS_ALONE in json.loads(done.stdout)["notices"]
    assert (done.stderr.count("\n"), "svarer ikke" in done.stderr) == (1, True)


def test_english_question_is_told_in_english(own: Path) -> None:
    with open_assistant(Settings(home=own, chroma_url="http://127.0.0.1:9")) as opened_without:
        answer = opened_without.conversation(on=ON).ask(
            "How long can a placement last for a person on unemployment benefit?"
        )
    assert any("only words were searched" in notice for notice in answer.notices)


def test_ingest_in_an_outage_is_one_line_and_the_old_index_serves(own: Path, server: ChromaServer) -> None:
    before = current_folder(own)
    server.stop()
    done = praktik(own, server.url, "ingest", "--force")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"praktik: Chroma-serveren {server.url} svarer ikke")
    assert current_folder(own) == before


def test_index_before_the_newest_is_kept_and_older_ones_go(tmp_path: Path, server: ChromaServer) -> None:
    folders = [small(tmp_path, server.url) for _ in range(3)]
    names = [collection_of(folder) for folder in folders]
    assert [name in collections(server) for name in names] == [False, True, True]
    assert [folder.exists() for folder in folders] == [False, True, True]


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path, server: ChromaServer) -> None:
    left = tmp_path / "index-0123456789ab"
    left.mkdir()
    client = chromadb.HttpClient("127.0.0.1", server.port, settings=ChromaSettings(anonymized_telemetry=False))
    client.create_collection(collection_of(left), embedding_function=None)
    client.close()  # type: ignore[attr-defined]  # missing from the declared type of 1.5.9
    small(tmp_path, server.url)
    assert collection_of(left) not in collections(server)
    assert not left.exists()


def test_opened_index_answers_on_while_a_new_one_is_built(own: Path, server: ChromaServer) -> None:
    with open_assistant(Settings(home=own, chroma_url=server.url)) as serving:
        before = said(serving)
        small(own, server.url)
        assert said(serving) == before


def test_index_for_a_server_is_refused_without_its_address(built: Path) -> None:
    with pytest.raises(IndexUnavailable, match="sæt PRAKTIK_CHROMA_URL, eller kør 'praktik ingest'"):
        open_store(built, load_embedder())


def test_index_without_a_server_is_refused_with_an_address_and_ingest_mends_it(
    home: Path, tmp_path: Path, server: ChromaServer
) -> None:
    moved = Path(shutil.copytree(home, tmp_path / "home"))
    with pytest.raises(IndexUnavailable, match="PRAKTIK_CHROMA_URL er sat; kør 'praktik ingest'"):
        open_store(moved, load_embedder(), server=server.url)
    stamp = read_stamp(current_folder(moved))
    assert not is_current(moved, stamp.corpus, stamp.embedder, server.url)
    small(moved, server.url)
    assert not open_store(moved, load_embedder(), server=server.url).words_alone


def test_lost_collection_names_its_mend_and_the_mend_works(tmp_path: Path, server: ChromaServer) -> None:
    lost = small(tmp_path, server.url)
    client = chromadb.HttpClient("127.0.0.1", server.port, settings=ChromaSettings(anonymized_telemetry=False))
    client.delete_collection(collection_of(lost))
    client.close()  # type: ignore[attr-defined]  # missing from the declared type of 1.5.9
    with pytest.raises(CollectionGone, match="kør 'praktik ingest'"):
        open_store(tmp_path, load_embedder(), server=server.url)
    stamp = read_stamp(lost)
    assert not is_current(tmp_path, stamp.corpus, stamp.embedder, server.url)
    small(tmp_path, server.url)
    assert not open_store(tmp_path, load_embedder(), server=server.url).words_alone


def test_other_vectors_than_the_index_needs_are_refused(built: Path, server: ChromaServer) -> None:
    name = collection_of(current_folder(built))
    with pytest.raises(CollectionGone, match="mangler vektorer"):
        download(server.url, name, ["findes-ikke"], 128)
    ids = list(open_store(built, load_embedder(), server=server.url).passages)[:3]
    with pytest.raises(CollectionGone, match="andre vektorer"):
        download(server.url, name, ids, 64)


def test_server_that_never_answers_holds_nobody_up(built: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        begun = time.monotonic()
        store = open_store(built, load_embedder(), server=url)
        assert store.words_alone
        assert store.search(QUESTION, 3, ON)[0].dense_rank is None
        assert time.monotonic() - begun < 8


def test_vectors_are_asked_for_again_only_after_a_while() -> None:
    asked: list[float] = []

    def refused() -> Any:
        asked.append(time.monotonic())
        raise ServerDown("væk")

    vectors = ServedVectors(refused, retry_s=0.3)
    for _ in range(20):
        assert vectors() is None
    assert len(asked) == 1
    time.sleep(0.35)
    vectors()
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("https://chroma.kommune.dk/", "https://chroma.kommune.dk"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_server_address_is_read(given: str, read: str) -> None:
    assert read_settings({"PRAKTIK_HOME": "x", "PRAKTIK_CHROMA_URL": given}).chroma_url == read


@pytest.mark.parametrize(
    "given",
    [
        "chroma:8000",
        "127.0.0.1:8000",
        "ftp://x",
        "http://",
        "http://x:99999",
        "http://navn:kode@x:8000",
        "http://x/sti",
    ],
)
def test_what_is_no_server_address_is_refused_without_repeating_it(given: str) -> None:
    with pytest.raises(QuestionError, match="PRAKTIK_CHROMA_URL") as told:
        read_settings({"PRAKTIK_HOME": "x", "PRAKTIK_CHROMA_URL": given})
    assert "kode" not in str(told.value)
