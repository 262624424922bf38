"""What goes wrong on a real machine: the old index goes on serving, and one line says what to do."""

import hashlib
import io
import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

import praktik
from assistant import open_assistant
from assistant.answer import Answer
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.errors import CorpusError
from corpus.index_files import current_folder
from corpus.manifest import shipped_sources
from ingest.documents import read_documents

ON = date(2026, 11, 20)
QUESTION = "Hvor længe kan en dagpengemodtager være i virksomhedspraktik?"
# What stands on each page, line by line; page 2 speaks of what nothing in the shipped corpus does.
PAGES = (
    (
        "Eksempelby Kommune samler sin vejledning om praktik her. Den første side handler om mødetider",
        "og om, hvem borgeren ringer til, hvis bussen er forsinket, eller et barn er blevet sygt om morgenen.",
    ),
    (
        "Aftaler om kantineordning og parkering ved havnekontoret skrives ind i praktikaftalen, før forløbet",
        "begynder, så borgeren ved besked. Kommunen betaler ikke for parkering, men udleverer et gæstekort.",
    ),
)
SECOND_PAGE = " ".join(PAGES[1])
Praktik = Callable[..., tuple[int, str, str]]


@pytest.fixture
def own_home(home: Path, tmp_path: Path) -> Path:
    """A copy of the session's index that a test may break."""
    return shutil.copytree(home, tmp_path / "home")


@pytest.fixture
def run(own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Praktik:
    """Run `praktik` in this process on the copied index: exit code, stdout, stderr."""
    monkeypatch.setenv("PRAKTIK_HOME", str(own_home))
    monkeypatch.delenv("PRAKTIK_DOCUMENTS", raising=False)
    monkeypatch.delenv("PRAKTIK_EMBEDDER", raising=False)
    monkeypatch.setenv("COLUMNS", "400")

    def typed(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            praktik.main(arguments)
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return typed


def pdf() -> bytes:
    """A PDF with those pages."""
    target = io.BytesIO()
    canvas = Canvas(target)
    for lines in PAGES:
        for number, line in enumerate(lines):
            canvas.drawString(60, 700 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def dropped_in(folder: Path, content: bytes) -> Path:
    """A folder of documents with that one PDF and its manifest row."""
    folder.mkdir()
    (folder / "eksempelby-vejledning.pdf").write_bytes(content)
    row = {
        "id": "eksempelby-vejledning",
        "file": "eksempelby-vejledning.pdf",
        "title": "Vejledning om praktik",
        "publisher": "Eksempelby Kommune",
        "kind": "kommune",
        "date_note": "Skrevet til prøven.",
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in row.items())
    (folder / "manifest.toml").write_text("\n".join(["[[document]]", *lines]) + "\n", encoding="utf-8")
    return folder


def changed_sources(folder: Path) -> Path:
    """The shipped documents with one letter of the 2021 report changed."""
    shutil.copytree(shipped_sources(), folder)
    path = folder / "ankestyrelsen-2021-kommunernes-brug.txt"
    content = path.read_bytes()
    path.write_bytes(content.replace(b"fire uger", b"fird uger", 1))
    assert path.read_bytes() != content
    return folder


def assert_refused(ended: tuple[int, str, str], *words: str) -> None:
    """One line on stderr with these words, nothing said to be built, exit code 1."""
    code, out, line = ended
    assert code == 1
    assert "Indekset er" not in out
    assert (line.startswith("praktik: "), line.count("\n"), line.endswith("\n")) == (True, 1, True)
    for word in words:
        assert word in line


def assert_serves(run: Praktik) -> None:
    """The rule of four weeks is still answered."""
    code, out, err = run("ask", QUESTION, "--on", "2026-11-20", "--json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert answer["status"] == "answered"
    assert "4 uger" in answer["text"]


def test_changed_source_file_is_refused_and_the_old_index_serves(run: Praktik, own_home: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in own_home.iterdir())
    ended = run("ingest", "--force", "--documents", str(changed_sources(tmp_path / "sources")))
    assert_refused(ended, "ankestyrelsen-2021-kommunernes-brug.txt", "filen er ændret", "hent den rigtige fil")
    assert sorted(path.name for path in own_home.iterdir()) == before
    assert_serves(run)


def test_copied_sources_are_read_until_they_are_changed(tmp_path: Path) -> None:
    shutil.copytree(shipped_sources(), tmp_path / "same")
    assert len(read_documents(tmp_path / "same")) == 5
    with pytest.raises(CorpusError, match="filen er ændret"):
        read_documents(changed_sources(tmp_path / "changed"))


def test_document_under_the_id_of_a_shipped_one_is_refused(run: Praktik, tmp_path: Path) -> None:
    shutil.copytree(shipped_sources(), tmp_path / "same")
    assert_refused(
        run("ingest", "--documents", str(tmp_path / "same")), "To kilder har id", "ankestyrelsen-2021-kommunernes-brug"
    )
    assert_serves(run)


@pytest.mark.parametrize("way", ["option", "environment"])
def test_pdf_dropped_in_is_found_and_cited_with_its_page(
    run: Praktik, own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    folder = dropped_in(tmp_path / "documents", pdf())
    if way == "environment":
        monkeypatch.setenv("PRAKTIK_DOCUMENTS", str(folder))
    arguments = ["--documents", str(folder)] if way == "option" else []
    code, out, err = run("ingest", *arguments)
    assert (code, err) == (0, "")
    assert "Indekset er bygget" in out
    with open_assistant(Settings(home=own_home)) as assistant:
        best = assistant.search("parkering ved havnekontoret", k=1, on=ON)[0]
        assert (best.source, best.locator, best.text) == ("eksempelby-vejledning", "s. 2", SECOND_PAGE)
        source = assistant.source("eksempelby-vejledning")
        assert source.text[best.start : best.end] == SECOND_PAGE
    assert_serves(run)


def test_pdf_dropped_in_is_cited_in_an_answer(run: Praktik, tmp_path: Path) -> None:
    run("ingest", "--documents", str(dropped_in(tmp_path / "documents", pdf())))
    question = "Skal borgeren i praktik selv betale for parkering?"
    code, out, _ = run("ask", question, "--on", "2026-11-20", "--json")
    cited = [(c["source"], c["locator"]) for c in json.loads(out)["citations"]]
    assert code == 0
    assert ("eksempelby-vejledning", "s. 2") in cited


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(lambda: b"<html>ikke en pdf</html>", "filen er ikke en PDF", id="not-a-pdf"),
        pytest.param(lambda: pdf()[:600], "PDF-filen er beskadiget", id="cut-off"),
        pytest.param(lambda: b"", "filen er tom", id="empty"),
    ],
)
def test_unreadable_pdf_is_one_line_and_the_old_index_serves(
    run: Praktik, tmp_path: Path, content: Callable[[], bytes], words: str
) -> None:
    folder = dropped_in(tmp_path / "documents", content())
    assert_refused(run("ingest", "--documents", str(folder)), "eksempelby-vejledning.pdf", words)
    assert_serves(run)


def test_folder_without_a_manifest_is_one_line(run: Praktik, tmp_path: Path) -> None:
    assert_refused(run("ingest", "--documents", str(tmp_path / "intet")), "manifest.toml")
    assert_serves(run)


@pytest.mark.parametrize("name", ["passages.jsonl", "stamp.json", "chroma/chroma.sqlite3", "words/vocab.index.json"])
def test_damaged_index_names_its_mend_and_the_mend_works(run: Praktik, own_home: Path, name: str) -> None:
    (current_folder(own_home) / name).write_bytes(b"\x00garbage")
    assert_refused(run("ask", QUESTION), "kør 'praktik ingest'")
    # --force is what a person tries next where a plain ingest finds the texts intact.
    run("ingest")
    if run("search", "praktik")[0]:
        run("ingest", "--force")
    assert_serves(run)


def test_pointer_to_a_removed_index_names_its_mend(run: Praktik, own_home: Path) -> None:
    shutil.rmtree(current_folder(own_home))
    assert_refused(run("ask", QUESTION), "kør 'praktik ingest'")
    assert "Indekset er bygget" in run("ingest")[1]
    assert_serves(run)


def test_index_of_another_version_is_stale_and_ingest_builds_it_again(run: Praktik, own_home: Path) -> None:
    stamp = current_folder(own_home) / "stamp.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text(encoding="utf-8")) | {"schema": 0}), encoding="utf-8")
    assert_refused(run("ask", QUESTION), "kør 'praktik ingest'")
    assert "Indekset er bygget" in run("ingest")[1]
    assert_serves(run)


def test_home_that_cannot_be_written_is_one_line(run: Praktik, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fil").write_text("optaget", encoding="utf-8")
    monkeypatch.setenv("PRAKTIK_HOME", str(tmp_path / "fil"))
    assert_refused(run("ingest"), "stien", "PRAKTIK_HOME")


def said(opened: Assistant) -> Answer:
    """The answer without its timings, which are never the same twice."""
    return opened.conversation(on=ON).ask(QUESTION).model_copy(update={"timings": {}})


def test_two_opens_in_threads_answer_the_same(home: Path) -> None:
    def answered(_: int) -> tuple[object, object]:
        with open_assistant(Settings(home=home)) as opened:
            return said(opened), opened.search("kan praktikken forlænges", k=5, on=ON)

    with ThreadPoolExecutor(max_workers=2) as pool:
        first, second = pool.map(answered, range(2))
    assert first == second


def test_open_assistant_answers_on_while_the_index_is_built_again(run: Praktik, own_home: Path) -> None:
    with open_assistant(Settings(home=own_home)) as opened:
        before = said(opened)
        old = current_folder(own_home)
        assert run("ingest", "--force")[0] == 0
        assert not old.exists()
        assert said(opened) == before
