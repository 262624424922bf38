"""Take the pictures of every page that stand in docs/screenshots: `make screenshots`."""

from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.serving import served

OUT = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
PAGES = ("spoerg", "regler", "varighed", "begrundelse", "kilder", "kvalitet")
SIZES = {"bred": {"width": 1280, "height": 900}, "smal": {"width": 390, "height": 844}}
SCHEMES = {"lys": "light", "moerk": "dark"}
LETTER = (
    "Afgørelse\nDu skal i virksomhedspraktik hos Kantinen fra den 1. december 2026 i 4 uger. Du modtager dagpenge.\n"
    "Formålet er at optræne dine kompetencer, jf. LAB § 61, stk. 1, nr. 2, og LAB § 999.\n"
    "Du kan klage inden 4 uger til Beskæftigelsesankenævnet."
)


def main() -> None:
    """Serve the app on an index of its own and take every picture anew."""
    OUT.mkdir(parents=True, exist_ok=True)
    with served("evals") as address:
        _pictures(address)


def _pictures(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for look, scheme in SCHEMES.items():
            for width, size in SIZES.items():
                context = browser.new_context(locale="da-DK", viewport=size, color_scheme=scheme)
                for name in PAGES:
                    page = context.new_page()
                    page.goto(f"{address}/{'' if name == 'spoerg' else name}")
                    page.get_by_role("heading", level=1).wait_for(timeout=60_000)
                    _use(page, name)
                    page.wait_for_timeout(1_500)
                    page.screenshot(path=OUT / f"{name}-{look}-{width}.png")
                    page.close()
                context.close()
        browser.close()


def _use(page: Any, name: str) -> None:
    """Do on the page what it is for, so that the picture shows something."""
    match name:
        case "spoerg":
            box = page.get_by_placeholder("Stil dit spørgsmål")
            box.fill("Hun er på dagpenge. Kan hun være i praktik i 6 uger?")
            box.press("Enter")
            page.get_by_text("6 uger er for længe").first.wait_for(timeout=30_000)
        case "regler":
            page.get_by_label("Søg i reglerne").fill("højeste varighed")
            page.get_by_label("Søg i reglerne").press("Enter")
        case "varighed":
            page.get_by_role("combobox", name="Målgruppe", exact=True).fill("sygedagpenge")
            page.keyboard.press("Enter")
            page.get_by_text("Vælg den første dag").wait_for(timeout=15_000)
            page.get_by_label("Første dag").get_by_role("spinbutton").first.focus()
            page.keyboard.type("01122026")
            page.keyboard.press("Tab")
            page.keyboard.press("Tab")
            page.get_by_text("Sidste dag uden forlængelse").wait_for(timeout=30_000)
            page.get_by_text("Sidste dag uden forlængelse").scroll_into_view_if_needed()
        case "begrundelse":
            page.get_by_role("textbox", name="Udkast til afgørelse").fill(LETTER)
            page.get_by_role("button", name="Gennemgå udkastet").click()
            page.locator("mark.problem").first.wait_for(timeout=30_000)
            page.locator("mark.problem").first.scroll_into_view_if_needed()
        case "kilder":
            page.get_by_label("Søg i alle kilder").fill("virksomhedscenter")
            page.get_by_label("Søg i alle kilder").press("Enter")
        case _:
            page.get_by_text("Resultat").first.wait_for(timeout=30_000)


if __name__ == "__main__":
    main()
