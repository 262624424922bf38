"""A document is added or removed whole, or the folder stays as it was."""

import hashlib
import io
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import CorpusError, IndexUnavailable, QuestionError
from corpus.manifest import ManifestRow, load_manifest, shipped_sources
from ingest.additions import (
    KINDS,
    Addition,
    add_document,
    addition_from,
    document_id,
    own_rows,
    remove_document,
    toml_string,
)
from ingest.documents import read_documents

NAME = "sandkassekommunen-snusepraktik.pdf"
SENTENCE = "En snusepraktik i Sandkassekommunen begynder med en rundvisning hos havnefogeden og varer to formiddage."
ROW = addition_from(
    {
        "title": "Sandkassekommunens retningslinjer for snusepraktik",
        "publisher": "Sandkassekommunen",
        "kind": "kommune",
        "issued": date(2026, 3, 2),
        "url": "https://sandkassekommunen.example/snusepraktik",
    }
)
# A manifest as a person writes it, with comments everywhere and a string that looks like a row.
BY_HAND = '''# Vores egne dokumenter.

[[document]]
id = "gammel"  # fra arkivet
file = "gammel.txt"
title = """Gammel vejledning
[[document]]"""
publisher = "Sandkassekommunen"
kind = "vejledning"
date_note = "Teksten bærer ingen dato."
sha256 = "{old}"

# Den næste kom i maj.
[[document]]
id = "nyere"
file = "nyere.txt"
title = "Nyere vejledning"
publisher = "Sandkassekommunen"
kind = "vejledning"
date = 2026-05-04
sha256 = "{new}"
# Slut.'''


def pdf(*lines: str) -> bytes:
    target = io.BytesIO()
    # Without the time of the clock, so that the same words are the same bytes.
    canvas = Canvas(target, invariant=1)
    for number, line in enumerate(lines or (SENTENCE,)):
        canvas.drawString(40, 780 - 14 * number, line)
    canvas.save()
    return target.getvalue()


def written(change: Callable[[pypdf.PdfWriter], object], start: bytes | None = None) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(start)) if start else pypdf.PdfWriter()
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file there, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the documents go; it is not there yet."""
    return tmp_path / "documents"


@pytest.fixture
def by_hand(folder: Path) -> Path:
    """The folder with two documents whose manifest a person has written."""
    folder.mkdir()
    hashes = {}
    for name, text in {"old": "Den gamle vejledning om praktik.", "new": "Den nyere vejledning om praktik."}.items():
        (folder / {"old": "gammel.txt", "new": "nyere.txt"}[name]).write_text(text, encoding="utf-8")
        hashes[name] = hashlib.sha256(text.encode()).hexdigest()
    (folder / "manifest.toml").write_text(BY_HAND.format(**hashes), encoding="utf-8")
    return folder


def test_document_and_its_row_are_written_and_nothing_else(folder: Path) -> None:
    content = pdf()
    path = add_document(folder, NAME, content, ROW)
    assert path == folder / NAME
    assert set(contents(folder)) == {NAME, "manifest.toml"}
    assert path.read_bytes() == content
    (row,) = load_manifest(folder)
    assert row == ManifestRow.model_validate(
        {
            "id": "sandkassekommunen-snusepraktik",
            "file": NAME,
            "title": "Sandkassekommunens retningslinjer for snusepraktik",
            "publisher": "Sandkassekommunen",
            "kind": "kommune",
            "date": date(2026, 3, 2),
            "url": "https://sandkassekommunen.example/snusepraktik",
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    )
    (document,) = read_documents(folder)
    assert [passage.text for passage in document.passages] == [SENTENCE]


def test_missing_date_is_explained_in_the_row(folder: Path) -> None:
    add_document(folder, NAME, pdf(), ROW.model_copy(update={"issued": None, "url": None}))
    (row,) = load_manifest(folder)
    assert (row.issued, row.url) == (None, None)
    assert row.date_note == "Ingen dato er oplyst, da dokumentet blev tilføjet."


def test_rows_and_comments_written_by_hand_stay_as_they_are(by_hand: Path) -> None:
    before = (by_hand / "manifest.toml").read_bytes()
    add_document(by_hand, NAME, pdf(), ROW)
    assert (by_hand / "manifest.toml").read_bytes().startswith(before + b"\n\n[[document]]\n")
    assert [row.id for row in load_manifest(by_hand)] == ["gammel", "nyere", "sandkassekommunen-snusepraktik"]


def test_manifest_keeps_its_line_endings(by_hand: Path) -> None:
    manifest = by_hand / "manifest.toml"
    manifest.write_bytes(manifest.read_bytes().replace(b"\n", b"\r\n"))
    add_document(by_hand, NAME, pdf(), ROW)
    lines = manifest.read_bytes().split(b"\n")
    assert all(line.endswith(b"\r") for line in lines[:-1])
    assert len(load_manifest(by_hand)) == 3


def test_added_and_removed_again_leaves_the_manifest_as_it_was(by_hand: Path) -> None:
    (by_hand / "manifest.toml").write_text((by_hand / "manifest.toml").read_text(encoding="utf-8") + "\n", "utf-8")
    before = {name: content.rstrip() for name, content in contents(by_hand).items()}
    path = add_document(by_hand, NAME, pdf(), ROW)
    remove_document(by_hand, path.stem)
    assert {name: content.rstrip() for name, content in contents(by_hand).items()} == before


def test_removed_row_leaves_the_comments_of_the_others(by_hand: Path) -> None:
    remove_document(by_hand, "nyere")
    text = (by_hand / "manifest.toml").read_text(encoding="utf-8")
    assert [row.id for row in load_manifest(by_hand)] == ["gammel"]
    assert "# Vores egne dokumenter." in text
    assert "# fra arkivet" in text
    assert "# Slut." in text
    assert set(contents(by_hand)) == {"gammel.txt", "manifest.toml"}


def test_row_that_cannot_be_cut_out_safely_is_left_to_a_person(by_hand: Path) -> None:
    before = contents(by_hand)
    with pytest.raises(CorpusError, match="ret den i hånden"):
        remove_document(by_hand, "gammel")
    assert contents(by_hand) == before


def test_manifest_in_another_form_of_toml_is_left_to_a_person(by_hand: Path) -> None:
    rows = tomllib.loads((by_hand / "manifest.toml").read_text(encoding="utf-8"))["document"]
    inline = ", ".join(f"{key} = {value if key == 'date' else toml_string(value)}" for key, value in rows[1].items())
    (by_hand / "manifest.toml").write_text(f"document = [{{{inline}}}]\n", encoding="utf-8")
    before = contents(by_hand)
    with pytest.raises(CorpusError, match="ret den i hånden"):
        add_document(by_hand, NAME, pdf(), ROW)
    assert contents(by_hand) == before


def test_last_document_takes_the_manifest_and_its_layout_with_it(folder: Path) -> None:
    path = add_document(folder, NAME, pdf(), ROW)
    (folder / f"{path.stem}.layout.toml").write_text("", encoding="utf-8")
    remove_document(folder, path.stem)
    assert contents(folder) == {}
    assert own_rows(folder) == ()


@pytest.mark.parametrize("identity", ["ukendt", "../documents/gammel", "", "manifest"])
def test_only_a_document_of_the_folder_is_removed(by_hand: Path, identity: str) -> None:
    before = contents(by_hand)
    with pytest.raises(QuestionError, match="ikke noget eget dokument"):
        remove_document(by_hand, identity)
    assert contents(by_hand) == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(lambda: b"", "filen er tom", id="empty"),
        pytest.param(lambda: b"<html>hej</html>", "filen er ikke en PDF", id="not-a-pdf"),
        pytest.param(lambda: pdf()[:600], "PDF-filen er beskadiget", id="cut-off"),
        pytest.param(
            lambda: written(lambda w: w.encrypt("hemmelig", algorithm="RC4-128"), pdf()), "adgangskode", id="encrypted"
        ),
        pytest.param(lambda: written(lambda w: w.add_blank_page(200, 200)), "har ingen tekst", id="picture"),
        pytest.param(lambda: written(lambda w: None), "har ingen sider", id="no-pages"),
    ],
)
def test_unreadable_pdf_is_one_line_and_leaves_nothing(
    folder: Path, content: Callable[[], bytes], message: str
) -> None:
    with pytest.raises(QuestionError, match=message) as caught:
        add_document(folder, NAME, content(), ROW)
    assert "\n" not in str(caught.value)
    assert str(folder) not in str(caught.value)
    assert not folder.exists()


def test_unreadable_pdf_leaves_the_other_documents(by_hand: Path) -> None:
    before = contents(by_hand)
    with pytest.raises(QuestionError):
        add_document(by_hand, NAME, pdf()[:600], ROW)
    assert contents(by_hand) == before


def test_only_pdf_is_taken(folder: Path) -> None:
    with pytest.raises(QuestionError, match="gem dokumentet som PDF"):
        add_document(folder, "notat.docx", pdf(), ROW)
    assert not folder.exists()


def test_same_file_under_another_name_is_refused(folder: Path) -> None:
    content = pdf()
    add_document(folder, NAME, content, ROW)
    before = contents(folder)
    with pytest.raises(QuestionError, match="er her allerede som sandkassekommunen-snusepraktik"):
        add_document(folder, "et-andet-navn.pdf", content, ROW)
    assert contents(folder) == before


def test_other_file_under_the_same_id_is_refused(folder: Path) -> None:
    add_document(folder, NAME, pdf(), ROW)
    before = contents(folder)
    with pytest.raises(QuestionError, match="allerede en kilde med id sandkassekommunen-snusepraktik"):
        add_document(folder, NAME, pdf("Et helt andet dokument om snusepraktik, skrevet senere."), ROW)
    assert contents(folder) == before


@pytest.mark.parametrize("identity", ["ankestyrelsen-2022-minianalyse", "lab-2024-280"])
def test_id_of_a_shipped_document_or_act_is_refused(folder: Path, identity: str) -> None:
    with pytest.raises(QuestionError, match=f"allerede en kilde med id {identity}"):
        add_document(folder, f"{identity}.pdf", pdf(), ROW)
    assert not folder.exists()


def test_file_without_a_row_is_never_written_over(folder: Path) -> None:
    folder.mkdir()
    (folder / NAME).write_bytes(b"en persons egen fil")
    with pytest.raises(QuestionError, match="ligger i mappen i forvejen"):
        add_document(folder, NAME, pdf(), ROW)
    assert contents(folder) == {NAME: b"en persons egen fil"}


@pytest.mark.parametrize("failure", [IndexUnavailable("der er ikke plads"), KeyboardInterrupt()])
def test_failure_of_what_follows_takes_the_document_out_again(folder: Path, failure: BaseException) -> None:
    def ingest() -> None:
        assert [row.id for row in load_manifest(folder)] == ["sandkassekommunen-snusepraktik"]
        assert (folder / NAME).is_file()
        raise failure

    with pytest.raises(type(failure)):
        add_document(folder, NAME, pdf(), ROW, ingest)
    assert not folder.exists()


def test_failure_of_what_follows_puts_a_removed_document_back(folder: Path) -> None:
    path = add_document(folder, NAME, pdf(), ROW)
    before = contents(folder)

    def ingest() -> None:
        assert not path.exists()
        raise IndexUnavailable("der er ikke plads")

    with pytest.raises(IndexUnavailable):
        remove_document(folder, path.stem, ingest)
    assert contents(folder) == before


def test_two_changes_at_once_are_refused(by_hand: Path) -> None:
    before = contents(by_hand)
    with FileLock(by_hand / ".documents.lock"), pytest.raises(QuestionError, match="En anden er ved at ændre"):
        add_document(by_hand, NAME, pdf(), ROW)
    assert {name: content for name, content in contents(by_hand).items() if name[0] != "."} == before


def test_what_a_killed_change_left_is_removed_by_the_next(folder: Path) -> None:
    (folder / ".change-abc").mkdir(parents=True)
    (folder / ".change-abc" / "halv.pdf").write_bytes(b"%PDF-")
    add_document(folder, NAME, pdf(), ROW)
    assert set(contents(folder)) == {NAME, "manifest.toml"}


def test_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("optaget", encoding="utf-8")
    with pytest.raises(CorpusError, match="kan ikke ændres") as caught:
        add_document(tmp_path / "fil" / "documents", NAME, pdf(), ROW)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "title",
    [
        'Om "snusepraktik" og C:\\praktik\\æøå',
        '"""\n[[document]]\nid = "indsmuglet"\n#',
        '\'; sha256 = "0" # ]]',
        "![x](javascript:alert(1)) <script>alert('æ')</script>",
        "\\u0022\\",
        "…… ?! ……",
    ],
)
def test_hostile_title_is_only_a_title(folder: Path, title: str) -> None:
    path = add_document(folder, "Bilag (2).pdf", pdf(), addition_from({**ROW.model_dump(), "title": title}))
    (row,) = load_manifest(folder)
    assert row.title == " ".join(title.split())
    assert path.parent == folder
    assert path.stem == row.id


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "C:\\Users\\mig\\Bilag 2.PDF", ".pdf", "æøå.pdf", "-.pdf"])
def test_hostile_name_is_never_a_path(folder: Path, name: str) -> None:
    path = add_document(folder, name, pdf(), ROW)
    assert path.parent == folder
    assert path.stem in ("passwd", "sandkassekommunens-retningslinjer-for-snusepraktik")


def test_id_is_the_stem_or_made_from_the_title() -> None:
    assert document_id("snusepraktik-2026.pdf", "Retningslinjer", "ab12cd34ef") == "snusepraktik-2026"
    assert document_id("Snusepraktik 2026.pdf", "Retningslinjer på Ærø", "ab12cd34ef") == "retningslinjer-paa-aeroe"
    assert document_id("2026 endelig.pdf", "日本語", "ab12cd34ef") == "dokument-ab12cd34"
    assert len(document_id("x y.pdf", "meget lang " * 18, "ab12cd34ef")) <= 80


@given(st.text())
def test_string_is_the_same_after_toml(text: str) -> None:
    assert tomllib.loads(f"text = {toml_string(text)}") == {"text": text}


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "  ", "Titel: "),
        ("title", "Op\u202eog ned", "Titel: "),
        ("title", "x" * 201, "Titel: "),
        ("publisher", "", "Udgiver: "),
        ("kind", "lov", "Slags: vælg rapport, kommune, vejledning eller principmeddelelse"),
        ("issued", "i går", "Dato: "),
        ("url", "javascript:alert(1)", "Link: "),
        ("url", "https://a b", "Link: "),
        ("sha256", "0", "sha256: feltet kendes ikke"),
    ],
)
def test_wrong_field_is_named_with_its_mend(field: str, value: object, message: str) -> None:
    with pytest.raises(QuestionError, match=message) as caught:
        addition_from({**ROW.model_dump(), field: value})
    assert "\n" not in str(caught.value)


def test_missing_field_is_named() -> None:
    with pytest.raises(QuestionError, match="Titel: "):
        addition_from({"publisher": "Sandkassekommunen", "kind": "kommune"})


def test_kinds_are_those_of_the_manifest() -> None:
    row: dict[str, Any] = {
        "id": "x",
        "file": "x.pdf",
        "title": "Titel",
        "publisher": "Udgiver",
        "date": date(2026, 1, 1),
    }
    for kind in KINDS:
        assert ManifestRow.model_validate({**row, "kind": kind, "sha256": "0" * 64}).kind == kind
    assert set(Addition.model_fields) - {"issued"} < set(ManifestRow.model_fields)


def test_shipped_document_is_no_duplicate_of_itself_only_by_name(folder: Path) -> None:
    # The bytes of a shipped document are refused, whatever it is called.
    text = (shipped_sources() / "koebenhavn-2019-svar.txt").read_bytes()
    with pytest.raises(QuestionError, match="er her allerede som koebenhavn-2019-svar"):
        add_document(folder, "svar.pdf", text, ROW)
