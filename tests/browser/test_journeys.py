"""The chat in a real browser: ask, open a quotation, follow up, start a new case."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = os.environ.get("PRAKTIK_REQUIRE_BROWSER") == "1"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """The address of a running app on the real index."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "praktik", "app", "--port", str(port)]
    with subprocess.Popen(command, env=os.environ | {"PRAKTIK_HOME": str(home)}) as server:
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


@pytest.fixture
def page(address: str) -> Iterator["object"]:
    """The first page of the app in a fresh browser."""
    if CHROMIUM is None:
        if REQUIRED:
            pytest.fail("Chromium is required here but is not installed")
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = browser.new_page(locale="da-DK")
        opened.goto(address)
        opened.get_by_placeholder("Stil dit spørgsmål").wait_for(timeout=60_000)
        yield opened
        browser.close()


def ask(page: "object", question: str) -> None:
    box = page.get_by_placeholder("Stil dit spørgsmål")  # type: ignore[attr-defined]
    box.fill(question)
    box.press("Enter")


def test_question_is_answered_with_a_quotation_that_opens(page) -> None:  # type: ignore[no-untyped-def]
    ask(page, "Hvor længe kan en dagpengemodtager være i virksomhedspraktik?")
    page.get_by_text("LAB § 61, stk. 1, nr. 1").first.wait_for(timeout=30_000)
    chat = page.get_by_test_id("stChatMessage").last
    assert "4 uger" in chat.inner_text()
    page.get_by_text("[1] LAB § 61", exact=False).first.click()
    page.locator("mark").first.wait_for(timeout=10_000)
    assert "4 uger" in page.locator("mark").first.inner_text()


def test_follow_up_uses_the_case_and_a_new_case_forgets_it(page) -> None:  # type: ignore[no-untyped-def]
    ask(page, "Hvor længe kan en aktivitetsparat kontanthjælpsmodtager over 30 år være i praktik?")
    page.get_by_text("13 uger").first.wait_for(timeout=30_000)
    ask(page, "Kan den forlænges?")
    page.get_by_text("26 uger").first.wait_for(timeout=30_000)
    page.get_by_role("button", name="Ny sag").click()
    page.get_by_text("Ingen oplysninger om sagen endnu.").wait_for(timeout=30_000)
    page.get_by_text("Jeg kan svare på spørgsmål").wait_for(timeout=30_000)
    assert page.get_by_test_id("stChatMessage").count() == 0


def test_page_is_marked_as_danish(page) -> None:  # type: ignore[no-untyped-def]
    page.wait_for_function("document.documentElement.lang === 'da'", timeout=15_000)
    assert page.evaluate("document.documentElement.lang") == "da"


def test_duration_is_calculated_with_the_keyboard_alone(page, address: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{address}/varighed")
    group = page.get_by_role("combobox", name="Målgruppe", exact=True)
    group.wait_for(timeout=30_000)
    group.focus()
    page.keyboard.type("sygedagpenge")
    page.keyboard.press("Enter")
    page.get_by_text("Vælg den første dag").wait_for(timeout=15_000)
    page.get_by_label("Første dag").get_by_role("spinbutton").first.focus()
    page.keyboard.type("01122026")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.get_by_text("Sidste dag uden forlængelse: 1. marts 2027").wait_for(timeout=15_000)
    assert page.get_by_text("LAB § 61, stk. 2").count() > 0


def test_draft_decision_is_marked_up(page, address: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{address}/begrundelse")
    draft = page.get_by_role("textbox", name="Udkast til afgørelse")
    draft.wait_for(timeout=30_000)
    draft.fill(
        "Afgørelse\nDu skal i virksomhedspraktik i 4 uger. Du modtager dagpenge.\n"
        "Afgørelsen er truffet efter LAB § 61, stk. 1, nr. 2, og LAB § 999.\nDu kan klage inden 4 uger."
    )
    page.get_by_role("button", name="Gennemgå udkastet").click()
    page.locator("mark.problem").first.wait_for(timeout=30_000)
    assert page.locator("mark.problem").count() == 2
