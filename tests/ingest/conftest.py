"""The shipped documents, read once, and a web server of this machine's own."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.targets import Target
from ingest.documents import Document, read_documents
from ingest.fetch import FetchResult, fetch_documents
from ingest.retsinformation import ClientSettings
from tests.ingest.fetching import BAB_PATH, BAB_XML, LAB_PATH, LAB_XML, ON, Fetch
from tests.ingest.http_server import Say, Server


@pytest.fixture(scope="session")
def documents() -> dict[str, Document]:
    """Every shipped document by its id."""
    return {document.source.id: document for document in read_documents()}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server with two acts, and a machine without proxy settings."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    running = Server()
    running.scripts = {f"{LAB_PATH}/xml": [Say(200, LAB_XML)], f"{BAB_PATH}/xml": [Say(200, BAB_XML)]}
    yield running
    running.close()


@pytest.fixture
def slept() -> list[float]:
    """How long the client has waited each time; nobody really waits."""
    return []


@pytest.fixture
def settings(server: Server, slept: list[float]) -> ClientSettings:
    """How the client asks that server."""
    return ClientSettings(base_url=server.url, timeout_s=5.0, sleep=slept.append, jitter=lambda: 1.0)


@pytest.fixture
def fetch(settings: ClientSettings, tmp_path: Path) -> Fetch:
    """Fetch documents from that server into the test's folder."""

    def fetched(*targets: Target, on: date = ON, with_: ClientSettings = settings) -> FetchResult:
        return fetch_documents(targets, tmp_path, with_, lambda _: None, on=on)

    return fetched
