"""A maintainer adds a document on the page Kilder, finds it, and takes it away again."""

import hashlib
import io
import logging
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock
from reportlab.pdfgen.canvas import Canvas
from streamlit.testing.v1 import AppTest

import praktik
from assistant import open_assistant
from assistant.settings import Settings, read_settings
from corpus.index_files import LOCK, current_folder
from corpus.manifest import load_manifest
from ui import shell

ON = date(2026, 11, 20)
NAME = "sandkassekommunen-snusepraktik.pdf"
IDENTITY = "sandkassekommunen-snusepraktik"
SENTENCE = "En snusepraktik i Sandkassekommunen begynder med en rundvisning hos havnefogeden og varer to formiddage."
QUERY = "rundvisning hos havnefogeden"
PAGE = """
import streamlit as st
from ui import {name}, shell
shell.page("Siden", "", {name}.draw)
"""


@pytest.fixture(autouse=True)
def own_home(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the session's index, which the app of this test serves and may replace."""
    copied = shutil.copytree(home, tmp_path / "home")
    monkeypatch.setenv("PRAKTIK_HOME", str(copied))
    for name in ("PRAKTIK_DOCUMENTS", "PRAKTIK_OFFICIAL", "PRAKTIK_EMBEDDER"):
        monkeypatch.delenv(name, raising=False)
    shell.opened.clear()
    yield copied
    shell.opened.clear()


def pdf() -> bytes:
    target = io.BytesIO()
    # Without the time of the clock, so that the same words are the same bytes.
    canvas = Canvas(target, invariant=1)
    canvas.drawString(40, 780, SENTENCE)
    canvas.save()
    return target.getvalue()


def page(name: str) -> AppTest:
    return AppTest.from_string(PAGE.format(name=name), default_timeout=60).run()


def filled_in(content: bytes, title: str = "Sandkassekommunens retningslinjer for snusepraktik") -> AppTest:
    """The page after the form has been sent with that file."""
    app = page("sources")
    app.file_uploader[0].set_value((NAME, content, "application/pdf"))
    next(box for box in app.text_input if box.label == "Titel").set_value(title)
    next(box for box in app.text_input if box.label == "Udgiver").set_value("Sandkassekommunen")
    next(box for box in app.selectbox if box.label == "Slags").set_value("kommune")
    return press(app, "Tilføj og indlæs")


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def found(home: Path) -> bool:
    """True if a search in the index as it stands on disk finds the sentence first."""
    with open_assistant(Settings(home=home)) as opened:
        return opened.search(QUERY, k=1, on=ON)[0].text == SENTENCE


def test_tab_is_marked_for_maintainers_and_has_no_list_yet() -> None:
    app = page("sources")
    assert not app.exception
    assert "Tilføj dokument" in [tab.label for tab in app.tabs]
    assert any(caption.value.startswith("For vedligeholdere.") for caption in app.caption)
    assert labels(app) == ["Tilføj og indlæs"]


def test_added_document_is_searched_cited_and_listed(own_home: Path) -> None:
    app = filled_in(pdf())
    assert not app.exception
    assert app.success[0].value.startswith("1 passage fra dokumentet kan nu søges.")
    assert f"Slet {IDENTITY}" in labels(app)
    assert next(box for box in app.text_input if box.label == "Titel").value == ""
    app.text_input[0].set_value(QUERY).run()
    assert SENTENCE in [element.value for element in app.text]
    with open_assistant(Settings(home=own_home)) as opened:
        answer = opened.conversation(on=ON).ask("Hvordan begynder en snusepraktik i Sandkassekommunen?")
        cited = {citation.source: citation.quote for citation in answer.citations}
        assert cited[IDENTITY] == SENTENCE


def test_added_document_stays_after_an_ingest_of_the_command_line(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled_in(pdf())
    built = current_folder(own_home)
    with pytest.raises(SystemExit) as ended:
        praktik.main(["ingest"])
    assert (ended.value.code, capsys.readouterr().err) == (0, "")
    assert current_folder(own_home) == built
    assert found(own_home)


def test_document_goes_to_the_folder_that_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "egne").mkdir()
    monkeypatch.setenv("PRAKTIK_DOCUMENTS", str(tmp_path / "egne"))
    assert not filled_in(pdf()).exception
    (row,) = load_manifest(tmp_path / "egne")
    assert (row.id, row.kind, row.sha256) == (IDENTITY, "kommune", hashlib.sha256(pdf()).hexdigest())


def test_document_is_removed_when_it_is_asked_for_twice(own_home: Path) -> None:
    app = press(filled_in(pdf()), f"Slet {IDENTITY}")
    assert app.warning[0].value.startswith("Skal dokumentet slettes?")
    assert found(own_home)
    press(app, "Ja, slet dokumentet")
    assert not app.exception
    assert app.success[0].value.startswith("Dokumentet er slettet.")
    assert labels(app) == ["Tilføj og indlæs"]
    assert not found(own_home)
    assert list((own_home / "documents").iterdir()) == []
    with pytest.raises(SystemExit) as ended:
        praktik.main(["ingest"])
    assert ended.value.code == 0


def test_document_is_kept_when_the_user_thinks_better_of_it(own_home: Path) -> None:
    app = press(press(filled_in(pdf()), f"Slet {IDENTITY}"), "Nej, behold det")
    assert not app.warning
    assert found(own_home)


def test_broken_pdf_is_one_line_and_the_old_index_serves(own_home: Path, caplog: pytest.LogCaptureFixture) -> None:
    before = current_folder(own_home)
    with caplog.at_level(logging.WARNING, "praktikvejleder"):
        app = filled_in(pdf()[:600])
    assert not app.exception
    (error,) = app.error
    assert "PDF-filen er beskadiget" in error.value
    assert "\n" not in error.value
    assert "PDF-filen er beskadiget" in caplog.text
    assert current_folder(own_home) == before
    assert not (own_home / "documents").exists()
    # What was filled in is still there to be mended.
    assert next(box for box in app.text_input if box.label == "Udgiver").value == "Sandkassekommunen"
    app.text_input[0].set_value("virksomhedscenter").run()
    assert app.expander


def test_document_is_taken_out_again_when_it_cannot_be_ingested(own_home: Path) -> None:
    with FileLock(own_home / LOCK):
        app = filled_in(pdf())
    assert not app.exception
    assert "En anden indlæsning er i gang" in app.error[0].value
    assert not (own_home / "documents").exists()
    assert not found(own_home)


def test_same_document_twice_is_refused() -> None:
    filled_in(pdf())
    app = filled_in(pdf())
    assert "er her allerede" in app.error[0].value


def test_form_without_a_file_or_with_a_wrong_field_says_so() -> None:
    assert press(page("sources"), "Tilføj og indlæs").info[0].value == "Vælg en PDF-fil."
    assert filled_in(pdf(), title="x").error[0].value.startswith("Titel: ")


def test_other_users_talk_goes_on_while_the_index_is_replaced() -> None:
    other = page("ask")
    other.chat_input[0].set_value("Hun er på dagpenge. Kan hun være i praktik i 6 uger?").run()
    assert not filled_in(pdf()).exception
    other.chat_input[0].set_value("Og hvis hun er aktivitetsparat på kontanthjælp?").run()
    assert not other.exception
    assert not other.error
    assert len(other.chat_message) == 4
    press(other, "Ny sag")
    other.chat_input[0].set_value("Hvordan begynder en snusepraktik i Sandkassekommunen?").run()
    assert "havnefogeden" in "\n".join(element.value for element in other.markdown)


@pytest.mark.parametrize("named", [True, False])
def test_folder_without_documents_is_no_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: bool) -> None:
    (tmp_path / "home" / "documents").mkdir()
    if named:
        monkeypatch.setenv("PRAKTIK_DOCUMENTS", str(tmp_path / "home" / "documents"))
    assert read_settings().own_documents is None


def test_named_folder_with_files_and_no_manifest_is_read_and_so_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "egne").mkdir()
    (tmp_path / "egne" / NAME).write_bytes(pdf())
    monkeypatch.setenv("PRAKTIK_DOCUMENTS", str(tmp_path / "egne"))
    assert read_settings().own_documents == tmp_path / "egne"
