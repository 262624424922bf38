"""The app on the real index, and a fresh browser for each user."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from evals.runs import save
from tests.browser.serving import running
from tests.evals.test_runs import FIRST, SECOND, evaluation

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
    # The page Kvalitet has something to draw.
    for at, right in ((FIRST, 1.0), (SECOND, 0.0)):
        save(own / "evals", evaluation(en=right, to=0.0, gate1=right), at)
    with running(own) as started:
        yield started


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
