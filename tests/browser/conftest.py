"""The app on the real index, and a fresh browser for each user."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = os.environ.get("PRAKTIK_REQUIRE_BROWSER") == "1"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
NewUser = Callable[..., Any]


@pytest.fixture(scope="session")
def address(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running app, which may change its own copy of the index."""
    own = shutil.copytree(home, tmp_path_factory.mktemp("browser") / "home")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PRAKTIK_")}
    command = [sys.executable, "-m", "praktik", "app", "--port", str(port)]
    with subprocess.Popen(command, env=environment | {"PRAKTIK_HOME": str(own)}) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2) as response:
                if response.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    pytest.fail(f"{url} did not answer within 60 s")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, started once."""
    if CHROMIUM is None:
        if REQUIRED:
            pytest.fail("Chromium is required here but is not installed")
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def new_user(browser: Any, address: str) -> Iterator[NewUser]:
    """Opens a page of the app as somebody who has never been there: cookies and all are his own."""
    contexts = []

    def opened(path: str = "", **settings: Any) -> Any:
        context = browser.new_context(locale="da-DK", **settings)
        contexts.append(context)
        page = context.new_page()
        page.goto(address + path)
        page.get_by_role("heading", level=1).wait_for(timeout=60_000)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_user: NewUser) -> Any:
    """The first page of the app in a fresh browser."""
    return new_user()
