"""Everybody can use every page: axe-core finds nothing serious, and a narrow screen is wide enough."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
NewUser = Callable[..., Any]
PAGES = ["", "/regler", "/varighed", "/begrundelse", "/kilder", "/kvalitet"]
# Of Streamlit's own making, and not ours to change: (rule, what the element is).
KNOWN: dict[str, str] = {}


def settled(page: Any) -> None:
    page.wait_for_function("document.documentElement.lang === 'da'", timeout=15_000)
    page.wait_for_function("!document.querySelector('[data-testid=\"stStatusWidget\"]')", timeout=30_000)
    page.wait_for_timeout(700)


def serious(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
        if KNOWN.get(one["id"], "\0") not in node["html"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_page_has_no_serious_violation(new_user: NewUser, path: str, scheme: str) -> None:
    page = new_user(path, color_scheme=scheme)
    settled(page)
    assert serious(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_answer_has_no_serious_violation(new_user: NewUser, scheme: str) -> None:
    page = new_user(color_scheme=scheme)
    box = page.get_by_placeholder("Stil dit spørgsmål")
    box.fill("Kan en dagpengemodtager være i praktik i 6 uger?")
    box.press("Enter")
    page.get_by_text("6 uger er for længe").first.wait_for(timeout=30_000)
    page.locator("summary", has_text="Regeltjek").first.click()
    page.locator("summary", has_text="[1] LAB").first.click()
    settled(page)
    assert serious(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_narrow_screen_needs_no_scrolling_sideways(new_user: NewUser, path: str) -> None:
    page = new_user(path, viewport={"width": 390, "height": 844})
    settled(page)
    over = "document.documentElement.scrollWidth - window.innerWidth"
    assert page.evaluate(over) <= 0
    main = (
        "(() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth })()"
    )
    assert page.evaluate(main) <= 1


@pytest.mark.parametrize("path", ["", "/regler", "/varighed"])
def test_readable_at_twice_the_size(new_user: NewUser, path: str) -> None:
    page = new_user(path, viewport={"width": 640, "height": 450}, device_scale_factor=2)
    settled(page)
    main = (
        "(() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth })()"
    )
    assert page.evaluate(main) <= 1
