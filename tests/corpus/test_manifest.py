import hashlib
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.manifest import load_manifest, read_verified, shipped_sources
from corpus.passage import Authority

CONTENT = b"Vejledning om praktik.\n"
ROW = {
    "id": '"vejledning"', "file": '"vejledning.txt"', "title": '"Vejledning"', "publisher": '"Eksempelby"',
    "kind": '"vejledning"', "date": "2024-05-01", "sha256": f'"{hashlib.sha256(CONTENT).hexdigest()}"',
}  # fmt: skip


def folder_with(path: Path, *rows: dict[str, str]) -> Path:
    """A folder with the document and a manifest of these rows, values as they stand in TOML."""
    (path / "vejledning.txt").write_bytes(CONTENT)
    tables = ["[[document]]\n" + "\n".join(f"{name} = {value}" for name, value in row.items()) for row in rows]
    (path / "manifest.toml").write_text("\n\n".join(tables), encoding="utf-8")
    return path


def test_shipped_manifest_names_the_five_documents() -> None:
    assert [(row.id, row.authority, row.first_page) for row in load_manifest()] == [
        ("ankestyrelsen-2021-kommunernes-brug", Authority.RAPPORT, 5),
        ("ankestyrelsen-2022-minianalyse", Authority.RAPPORT, 1),
        ("koebenhavn-faelles-koncept", Authority.KOMMUNE, None),
        ("koebenhavn-2019-svar", Authority.KOMMUNE, None),
        ("koebenhavn-2023-virksomhedernes-erfaringer", Authority.KOMMUNE, None),
    ]


def test_shipped_files_are_the_reviewed_ones_and_no_text_is_unlisted() -> None:
    folder = shipped_sources()
    assert all(read_verified(row, folder) for row in load_manifest(folder))
    assert {path.name for path in folder.glob("*.txt")} == {row.file for row in load_manifest(folder)}


def test_shipped_dates_are_only_what_the_texts_bear() -> None:
    rows = {row.id: row for row in load_manifest()}
    assert {row.issued for row in rows.values()} == {None}
    assert all(row.date_note for row in rows.values())
    assert rows["ankestyrelsen-2021-kommunernes-brug"].describes_law_as_of == date(2021, 1, 1)
    assert rows["koebenhavn-faelles-koncept"].describes_law_as_of is None


def test_extra_folder_has_its_own_manifest(tmp_path: Path) -> None:
    (row,) = load_manifest(folder_with(tmp_path, ROW))
    assert (row.id, row.issued, row.authority) == ("vejledning", date(2024, 5, 1), Authority.VEJLEDNING)
    assert read_verified(row, tmp_path) == CONTENT


def test_changed_file_is_refused_in_one_line(tmp_path: Path) -> None:
    (row,) = load_manifest(folder_with(tmp_path, ROW))
    (tmp_path / "vejledning.txt").write_bytes(CONTENT + b"!")
    with pytest.raises(
        CorpusError, match=r"vejledning\.txt: filen er ændret \(sha256 er .*ret sha256 i rækken"
    ) as caught:
        read_verified(row, tmp_path)
    assert "\n" not in str(caught.value)


def test_missing_file_names_the_row_to_remove(tmp_path: Path) -> None:
    (row,) = load_manifest(folder_with(tmp_path, ROW))
    (tmp_path / "vejledning.txt").unlink()
    with pytest.raises(CorpusError, match=r"filen kan ikke læses .*fjern rækken vejledning"):
        read_verified(row, tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"title": ""}, "title: feltet mangler; skriv det i rækken", id="felt mangler"),
        pytest.param({"titel": '"x"'}, "titel: feltet kendes ikke; ret stavemåden", id="ukendt felt"),
        pytest.param({"kind": '"lov"'}, "kind: værdien kendes ikke; brug rapport, kommune", id="forkert slags"),
        pytest.param({"date": '"2024-05-01"'}, "date: skal være en dato uden anførselstegn", id="dato som tekst"),
        pytest.param({"date": ""}, "skriv enten date eller, når teksten ikke bærer en dato, date_note", id="uden dato"),
        pytest.param({"date_note": '"Teksten er udateret."'}, "skriv enten date eller", id="både dato og note"),
        pytest.param(
            {"id": '"noget-andet"'}, "id skal være filnavnet uden endelse: 'vejledning'", id="id er ikke stammen"
        ),
        pytest.param({"file": '"../vejledning.txt"'}, "file: skal være navnet på en .txt- eller .pdf-fil", id="sti"),
        pytest.param({"file": '"vejledning.docx"'}, "file: skal være navnet på en .txt- eller .pdf-fil", id="docx"),
        pytest.param({"sha256": '"abc"'}, "sha256: har forkert form", id="forkert hash"),
        pytest.param({"first_page": "0"}, "first_page: skal være mindst 1", id="side nul"),
        pytest.param({"first_page": '"5"'}, "first_page: skal være et helt tal", id="sidetal som tekst"),
    ],
)
def test_wrong_row_is_refused_with_file_row_and_mend(change: dict[str, str], message: str, tmp_path: Path) -> None:
    row = {name: value for name, value in {**ROW, **change}.items() if value}
    with pytest.raises(CorpusError) as caught:
        load_manifest(folder_with(tmp_path, row))
    assert message in str(caught.value)
    assert "manifest.toml: række 1 (" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_same_document_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"række 2 \(vejledning\) findes allerede"):
        load_manifest(folder_with(tmp_path, ROW, ROW))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[document]\n", "ikke gyldig TOML"),
        ("", "skal bestå af rækker"),
        ('document = "x"\n', "skal bestå af rækker"),
        ("[[dokument]]\nid = 1\n", "skal bestå af rækker"),
    ],
)
def test_broken_manifest_is_refused(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        load_manifest(tmp_path)


def test_folder_without_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"manifestet kan ikke læses .*skriv en manifest\.toml"):
        load_manifest(tmp_path)
