"""What we have of each version, with and without the publisher's word for it."""

import json
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import CorpusError, QuestionError
from corpus.passage import Wording
from corpus.provisions import Law
from ingest.fetched import RECORD
from ingest.law.report import STATUS_HEADINGS, status_lines, status_row
from ingest.law.status import status
from ingest.law.texts import OfficialTexts, read_texts
from tests.ingest.law.made import NEW, OLD, file, made_law

ON = date(2031, 3, 1)
FETCHED = {
    "id": NEW,
    "file": "20.xml",
    "eli": "https://www.retsinformation.dk/eli/lta/2031/20",
    "type": "LBK",
    "year": 2031,
    "number": 20,
    "title": "Bekendtgørelse af lov om eksempler",
    "sha256": "0" * 64,
    "size": 1,
    "fetched_on": "2031-02-10",
    "checked_on": "2031-02-20",
    "http_status": 200,
    "status": "Valid",
    "changes": [{"accession": "A20310000130", "issued": "2031-02-15", "title": "Lov om ændring af loven"}],
}


@pytest.fixture
def law(tmp_path: Path) -> Law:
    return made_law(tmp_path / "law")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The new version's text, and what `praktik fetch` wrote of it."""
    made = tmp_path / "official"
    made.mkdir()
    (made / "a.json").write_bytes(file(NEW))
    (made / RECORD).write_text(json.dumps({"document": [FETCHED]}), encoding="utf-8")
    return made


def test_without_a_folder_every_text_is_a_rendering(law: Law) -> None:
    old, new = status(law, OfficialTexts(), ON)
    assert (old.wording, new.wording) == (Wording.GENGIVELSE, Wording.GENGIVELSE)
    assert (old.is_in_force, new.is_in_force) == (False, True)
    assert (old.sections, old.rendered, old.later) == (4, 4, None)
    assert status_row(old) == (
        "LAB",
        "LBK nr. 10 af 01/01/2030",
        "2030-01-01 – 2030-12-31",
        "gengivelse (4)",
        "2031-02-01",
        "ikke spurgt",
    )
    assert len(status_row(old)) == len(STATUS_HEADINGS)
    assert "vores gengivelser" in list(status_lines((old, new)))[-1]


def test_wording_and_the_publishers_list_of_changes_are_told(law: Law, folder: Path) -> None:
    old, new = status(law, read_texts(folder, law), ON)
    assert (old.wording, new.wording) == (Wording.GENGIVELSE, Wording.ORDLYD)
    assert (new.asked_on, new.checked_on, new.standing) == (date(2031, 2, 20), date(2031, 2, 20), "Valid")
    assert status_row(new)[2:] == ("fra 2031-01-01 (nu)", "ordlyd (json)", "2031-02-20", "1")
    assert list(status_lines((old, new))) == [
        "LAB, LBK nr. 20 af 01/01/2031:",
        "  - Senere ændring: 2031-02-15: Lov om ændring af loven (A20310000130)",
        "  - Retsinformation: gældende.",
    ]


def test_acts_can_be_chosen(law: Law) -> None:
    assert [found.id for found in status(law, OfficialTexts(), ON, ["lab"])] == [OLD, NEW]
    assert status(law, OfficialTexts(), ON, ["FVL"]) == ()


def test_text_that_is_no_version_we_know_is_named(law: Law, folder: Path) -> None:
    other = file(OLD).replace(b"/2030/10", b"/2030/99")
    (folder / "b.json").write_bytes(other)
    assert read_texts(folder, law).unknown == ("b.json",)


def test_two_files_of_one_version_are_refused(law: Law, folder: Path) -> None:
    (folder / "b.json").write_bytes(file(NEW))
    with pytest.raises(CorpusError, match="to filer"):
        read_texts(folder, law)


def test_folder_that_is_not_there_is_the_users_mistake(law: Law, tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="kan ikke læses"):
        read_texts(tmp_path / "nothing", law)
