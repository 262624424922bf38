"""How long a user waits for the first page and for an answer's first words: `make speed`."""

import sys
import time
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.serving import served

USERS = 10
QUESTIONS = {
    "Hun er på dagpenge. Kan hun være i praktik i 6 uger?": "6 uger er for længe",
    "Hvem kan man klage til?": "Ankestyrelsen",
    "Hvor længe kan en aktivitetsparat være i praktik?": "13 uger",
}


def main() -> None:
    """Let some new users open the app and ask, one after the other, and tell how long each waited."""
    pages: list[float] = []
    steps: list[float] = []
    answers: list[float] = []
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for _ in range(USERS):
            page = browser.new_context(locale="da-DK").new_page()
            begun = time.perf_counter()
            page.goto(address)
            page.get_by_placeholder("Stil dit spørgsmål").wait_for()
            pages.append(time.perf_counter() - begun)
            for question, words in QUESTIONS.items():
                first, whole = _asked(page, question, words)
                steps.append(first)
                answers.append(whole)
            page.context.close()
        browser.close()
    for name, seconds in {
        "Første side kan bruges": pages,
        "Første ord om spørgsmålet": steps,
        "Svaret står der": answers,
    }.items():
        slowest = sorted(seconds)[round(0.95 * (len(seconds) - 1))]
        sys.stdout.write(f"{name}: median {median(seconds):.2f} s, 95 % under {slowest:.2f} s (n={len(seconds)})\n")


def _asked(page: Any, question: str, words: str) -> tuple[float, float]:
    """Seconds from Enter until the question's first step is shown, and until the answer is."""
    # The page that the last answer was drawn on has been drawn anew.
    page.wait_for_timeout(1_500)
    before = page.get_by_test_id("stChatMessage").count()
    box = page.get_by_placeholder("Stil dit spørgsmål")
    box.fill(question)
    begun = time.perf_counter()
    box.press("Enter")
    page.get_by_test_id("stChatMessage").nth(before + 1).wait_for()
    first = time.perf_counter() - begun
    page.get_by_test_id("stChatMessage").last.get_by_text(words).first.wait_for()
    return first, time.perf_counter() - begun


if __name__ == "__main__":
    main()
