"""Real pages, read and reviewed: a change in them is seen before it is a citation."""

from pathlib import Path

import pytest

from ingest.documents import Document
from tests.golden.update import FILES, GOLDEN, rendered


@pytest.mark.parametrize("name", sorted(FILES))
def test_golden_page_reads_as_reviewed(name: str, documents: dict[str, Document]) -> None:
    source, pages = FILES[name]
    expected = (GOLDEN / name).read_text(encoding="utf-8")
    assert rendered(documents[source].passages, pages) == expected, "python -m tests.golden.update, og læs forskellen"


def test_golden_folder_holds_no_stray_file() -> None:
    assert {path.name for path in Path(GOLDEN).glob("*.txt")} == set(FILES)
