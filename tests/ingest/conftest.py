"""The shipped documents, read once."""

import pytest

from ingest.documents import Document, read_documents


@pytest.fixture(scope="session")
def documents() -> dict[str, Document]:
    """Every shipped document by its id."""
    return {document.source.id: document for document in read_documents()}
