"""Documents made to do harm: each is one clear line, within its time and memory, and stops no other document."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

import praktik
from assistant.settings import Settings
from corpus.errors import CorpusError
from corpus.index_files import current_folder
from ingest.extract import Limits, Unreadable, read_pages
from ingest.extract_child import ChildFailed, Failure, ask_child
from ingest.run import CorpusFolders, read_corpus
from tests.ingest.fetching import LAB_XML
from tests.ingest.hostile_files import (
    SENTENCE,
    doubling_tree,
    endless_words,
    form_in_itself,
    many_pages,
    picture_only,
    repeated_stream,
    with_script,
)

GOOD = "Sandkassekommunen låner cykler ud til alle, der er i praktik ved havnefogeden om sommeren."


def good() -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.drawString(40, 780, GOOD)
    canvas.save()
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(lambda: many_pages(10_000), "har 10000 sider, og grænsen er 2000; del den", id="10,000 sider"),
        pytest.param(doubling_tree, "er beskadiget|kan ikke læses på|hukommelse", id="sidetræ, der fordobler sig"),
        pytest.param(repeated_stream, "er beskadiget|kan ikke læses på|hukommelse", id="20 GB udpakket"),
        pytest.param(picture_only, r"har ingen tekst \(er den skannet\?\); lav tekstgenkendelse", id="kun billede"),
    ],
)
def test_hostile_pdf_is_one_line(content: Callable[[], bytes], message: str) -> None:
    with pytest.raises(Unreadable, match=message) as caught:
        read_pages(content(), "bilag.pdf", limits=Limits(seconds=60, memory_bytes=500_000_000))
    assert str(caught.value).startswith("bilag.pdf: ")
    assert "\n" not in str(caught.value)


def test_pdf_that_takes_too_long_is_stopped_at_its_time() -> None:
    begun = time.monotonic()
    with pytest.raises(Unreadable, match="kan ikke læses på 2 sekunder; gem den igen fra et andet program, eller del"):
        read_pages(endless_words(), "bilag.pdf", limits=Limits(seconds=2))
    assert time.monotonic() - begun < 30


def test_pdf_that_fills_the_memory_is_stopped_at_its_limit() -> None:
    with pytest.raises(Unreadable, match="kræver mere end 200 MB hukommelse"):
        read_pages(endless_words(60), "bilag.pdf", limits=Limits(memory_bytes=200_000_000))


def test_script_in_a_pdf_is_neither_run_nor_read() -> None:
    (page,) = read_pages(with_script(), "bilag.pdf")
    assert page.lines == (SENTENCE,)


def test_drawing_that_draws_itself_ends() -> None:
    assert len(read_pages(form_in_itself(), "bilag.pdf", limits=Limits(seconds=30))) == 1


def test_text_over_the_limit_is_stopped_before_its_end() -> None:
    with pytest.raises(Unreadable, match="mere end 100 tegn"):
        read_pages(many_pages(300), "bilag.pdf", limits=Limits(chars=100))


def test_process_that_goes_down_is_one_line() -> None:
    with pytest.raises(ChildFailed) as caught:
        ask_child({"no": "such request"}, b"", seconds=30, memory_bytes=500_000_000)
    assert caught.value.failure is Failure.ENDED


def test_pdf_is_read_wherever_we_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A file of that name in the folder we stand in is not what runs.
    (tmp_path / "pypdf.py").write_text("raise SystemExit(1)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read_pages(good(), "bilag.pdf")[0].lines[0] == GOOD


def documents(folder: Path, **files: bytes) -> Path:
    """A folder of PDFs with their manifest."""
    folder.mkdir()
    rows = []
    for name, content in files.items():
        (folder / f"{name}.pdf").write_bytes(content)
        row = {
            "id": name,
            "file": f"{name}.pdf",
            "title": f"Dokumentet {name}",
            "publisher": "Sandkassekommunen",
            "kind": "kommune",
            "date_note": "Skrevet til prøven.",
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        rows.append("[[document]]\n" + "".join(f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in row.items()))
    (folder / "manifest.toml").write_text("\n".join(rows), encoding="utf-8")
    return folder


def test_bad_document_stops_no_other(tmp_path: Path) -> None:
    corpus = read_corpus(
        CorpusFolders(documents=documents(tmp_path / "egne", skannet=picture_only(), cykler=good(), hul=b"%PDF-"))
    )
    assert [p.text for p in corpus.passages if p.source == "cykler"] == [GOOD]
    assert {"skannet", "hul"} & {source.id for source in corpus.sources} == set()
    assert [line.partition(";")[0] for line in corpus.refused] == [
        "skannet.pdf: PDF-filen har ingen tekst (er den skannet?)",
        "hul.pdf: PDF-filen er beskadiget (PdfStreamError)",
    ]


def test_pdf_without_a_row_is_named_and_stops_no_other(tmp_path: Path) -> None:
    folder = documents(tmp_path / "egne", cykler=good())
    (folder / "egen vejledning.PDF").write_bytes(good() + b"\n")
    corpus = read_corpus(CorpusFolders(documents=folder))
    assert "cykler" in {source.id for source in corpus.sources}
    assert corpus.refused == (
        "egen vejledning.PDF: filen står ikke i manifest.toml og er ikke læst; tilføj den på siden Kilder, "
        "skriv dens række i manifestet, eller fjern den.",
    )


def test_pdf_in_a_folder_without_a_manifest_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "egen.pdf").write_bytes(good())
    own = Settings(home=tmp_path).own_documents
    assert own == tmp_path / "documents"
    corpus = read_corpus(CorpusFolders(documents=own))
    assert [line.partition(":")[0] for line in corpus.refused] == ["egen.pdf"]
    assert len(corpus.sources) > 10


def test_own_guidance_among_the_official_texts_is_named_and_stops_no_law(tmp_path: Path, shared: Path) -> None:
    shutil.copy(shared / "official" / "lab-2024-280.json", tmp_path)
    (tmp_path / "egen.pdf").write_bytes(good())
    (tmp_path / "skannet.pdf").write_bytes(picture_only())
    corpus = read_corpus(CorpusFolders(official=tmp_path))
    assert [name for name in corpus.worded if name.startswith("LBK nr. 280")]
    egen, skannet = sorted(corpus.refused)
    assert egen.startswith("egen.pdf: PDF-filen siger ikke, hvilken lov den er")
    assert skannet.startswith("skannet.pdf: PDF-filen har ingen tekst")
    assert all(line.endswith("eller tilføj den som eget dokument på siden Kilder.") for line in corpus.refused)


def test_damaged_official_text_stops_the_ingest(tmp_path: Path) -> None:
    (tmp_path / "lab.xml").write_bytes(LAB_XML[: len(LAB_XML) // 2])
    with pytest.raises(CorpusError, match=r"lab\.xml"):
        read_corpus(CorpusFolders(official=tmp_path))


def test_file_of_500_mb_is_refused_without_being_opened(tmp_path: Path) -> None:
    folder = documents(tmp_path / "egne", kaempe=good(), cykler=good() + b"\n")
    # Sparse: it takes no room on the disk. Its hash is wrong, and is never asked for.
    os.truncate(folder / "kaempe.pdf", 500_000_000)
    corpus = read_corpus(CorpusFolders(documents=folder))
    assert corpus.refused == (
        "kaempe.pdf: filen fylder 500000000 bytes, og grænsen er 50000000; del den i mindre filer.",
    )
    assert "cykler" in {source.id for source in corpus.sources}


def test_changed_document_stops_the_ingest(tmp_path: Path) -> None:
    folder = documents(tmp_path / "egne", cykler=good())
    (folder / "cykler.pdf").write_bytes(good() + b"\n")
    with pytest.raises(CorpusError, match=r"cykler\.pdf: filen er ændret") as caught:
        read_corpus(CorpusFolders(documents=folder))
    assert not isinstance(caught.value, Unreadable)


def test_ingest_names_the_bad_document_and_builds_on_the_others(tmp_path: Path) -> None:
    folder, home = documents(tmp_path / "egne", skannet=picture_only(), cykler=good()), tmp_path / "home"
    ended = subprocess.run(
        [sys.executable, praktik.__file__, "ingest", "--documents", str(folder)],
        env={**os.environ, "PRAKTIK_HOME": str(home), "PYTHONUTF8": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "Indekset er bygget" in ended.stdout
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.startswith("praktik: skannet.pdf: PDF-filen har ingen tekst")
    assert GOOD in (current_folder(home) / "sources.jsonl").read_text(encoding="utf-8")
