"""What people come for, in a real browser, from the first word to the last."""

import tomllib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import expect
from reportlab.pdfgen.canvas import Canvas

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
NewUser = Callable[..., Any]


def answered(page: Any, turns: int, words: str) -> None:
    """Wait until so many turns stand in the chat and the last answer holds the words."""
    page.get_by_role("button", name="Kopiér").nth(turns - 1).wait_for(timeout=30_000)
    expect(page.get_by_test_id("stChatMessage").last).to_contain_text(words, timeout=30_000)


def ask(page: Any, question: str) -> None:
    box = page.get_by_placeholder("Stil dit spørgsmål")
    box.fill(question)
    box.press("Enter")


def test_question_is_answered_with_a_quotation_that_opens(page: Any) -> None:
    ask(page, "Hvor længe kan en dagpengemodtager være i virksomhedspraktik?")
    page.get_by_text("LAB § 61, stk. 1, nr. 1").first.wait_for(timeout=30_000)
    chat = page.get_by_test_id("stChatMessage").last
    assert "4 uger" in chat.inner_text()
    page.get_by_text("[1] LAB § 61", exact=False).first.click()
    page.locator("mark").first.wait_for(timeout=10_000)
    assert "4 uger" in page.locator("mark").first.inner_text()


def test_follow_up_uses_the_case_and_a_new_case_forgets_it(page: Any) -> None:
    ask(page, "Hvor længe kan en aktivitetsparat kontanthjælpsmodtager over 30 år være i praktik?")
    page.get_by_text("13 uger").first.wait_for(timeout=30_000)
    ask(page, "Kan den forlænges?")
    page.get_by_text("26 uger").first.wait_for(timeout=30_000)
    page.get_by_role("button", name="Ny sag").click()
    page.get_by_text("Ingen oplysninger om sagen endnu.").wait_for(timeout=30_000)
    page.get_by_text("Jeg kan svare på spørgsmål").wait_for(timeout=30_000)
    expect(page.get_by_test_id("stChatMessage")).to_have_count(0, timeout=15_000)


def test_page_is_marked_as_danish(page: Any) -> None:
    page.wait_for_function("document.documentElement.lang === 'da'", timeout=15_000)
    assert page.evaluate("document.documentElement.lang") == "da"


def test_duration_is_calculated_with_the_keyboard_alone(page: Any, address: str) -> None:
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
    expect(page.get_by_text("Sidste dag uden forlængelse: 1. marts 2027")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("LAB § 61, stk. 2").first).to_be_visible(timeout=15_000)


def test_draft_decision_is_marked_up(page: Any, address: str) -> None:
    page.goto(f"{address}/begrundelse")
    draft = page.get_by_role("textbox", name="Udkast til afgørelse")
    draft.wait_for(timeout=30_000)
    draft.fill(
        "Afgørelse\nDu skal i virksomhedspraktik i 4 uger. Du modtager dagpenge.\n"
        "Afgørelsen er truffet efter LAB § 61, stk. 1, nr. 2, og LAB § 999.\nDu kan klage inden 4 uger."
    )
    page.get_by_role("button", name="Gennemgå udkastet").click()
    page.locator("mark.problem").first.wait_for(timeout=30_000)
    expect(page.locator("mark.problem")).to_have_count(2, timeout=15_000)


def test_case_is_asked_corrected_followed_up_and_noted(page: Any) -> None:
    ask(page, "Hun er på dagpenge. Kan hun være i praktik i 6 uger?")
    page.get_by_text("6 uger er for længe").first.wait_for(timeout=30_000)
    page.get_by_text("[1] LAB § 61", exact=False).first.click()
    page.locator("mark.citat").first.wait_for(timeout=10_000)
    weeks = page.get_by_role("spinbutton", name="Uger i alt")
    weeks.fill("4")
    weeks.press("Enter")
    page.get_by_text("4 uger er i orden", exact=False).first.wait_for(timeout=30_000)
    ask(page, "Og hvis hun er aktivitetsparat?")
    answered(page, 3, "13 uger")
    with page.expect_download() as word:
        page.get_by_role("button", name="Hent som Word").click()
    note = "\n".join(paragraph.text for paragraph in Document(word.value.path()).paragraphs)
    assert "ikke en afgørelse" in note
    assert "Spørgsmål: Og hvis hun er aktivitetsparat?" in note
    assert "LAB § 61, stk. 1, nr. 2" in note


def test_answer_s_first_words_are_in_view(page: Any) -> None:
    for question in ("Hvem kan man klage til?", "Hun er på dagpenge. Kan hun være i praktik i 6 uger?"):
        ask(page, question)
        page.get_by_test_id("stChatMessage").get_by_text(question).wait_for(timeout=30_000)
    first_words = page.get_by_text("6 uger er for længe").first
    first_words.wait_for(timeout=30_000)
    page.wait_for_timeout(1_500)
    box = first_words.bounding_box()
    assert box
    assert 0 <= box["y"] < page.viewport_size["height"]
    typed = page.get_by_placeholder("Stil dit spørgsmål").bounding_box()
    assert typed["y"] + typed["height"] <= page.viewport_size["height"]


def test_reload_and_back_button_keep_the_conversation(page: Any, address: str) -> None:
    ask(page, "Hun er på dagpenge. Kan hun være i praktik i 6 uger?")
    page.get_by_text("6 uger er for længe").first.wait_for(timeout=30_000)
    page.wait_for_url("**/?samtale=*")
    page.reload()
    page.get_by_text("6 uger er for længe").first.wait_for(timeout=30_000)
    page.goto(f"{address}/kilder")
    page.get_by_role("heading", name="Kilder", level=1).wait_for(timeout=30_000)
    page.go_back()
    page.get_by_text("6 uger er for længe").first.wait_for(timeout=30_000)
    ask(page, "Og hvis hun er aktivitetsparat?")
    answered(page, 2, "13 uger")
    expect(page.get_by_test_id("stChatMessage")).to_have_count(4, timeout=15_000)


def test_two_users_and_two_tabs_do_not_mix(new_user: NewUser) -> None:
    anne, bo = new_user(), new_user()
    ask(anne, "Hun er på dagpenge. Kan hun være i praktik i 6 uger?")
    ask(bo, "Hvor længe kan en aktivitetsparat kontanthjælpsmodtager over 30 år være i praktik?")
    anne.get_by_text("6 uger er for længe").first.wait_for(timeout=30_000)
    bo.get_by_text("13 uger").first.wait_for(timeout=30_000)
    ask(anne, "Hvorfor?")
    anne.get_by_test_id("stChatMessage").nth(3).wait_for(timeout=30_000)
    assert "aktivitetsparat" not in anne.get_by_test_id("stChatMessage").last.inner_text()
    anne.wait_for_url("**/?samtale=*")
    bo.goto(anne.url)
    bo.get_by_text("Samtalen findes ikke mere").wait_for(timeout=30_000)
    expect(bo.get_by_text("6 uger er for længe")).to_have_count(0, timeout=15_000)
    tab = anne.context.new_page()
    tab.goto(anne.url.split("?")[0])
    ask(tab, "Hvem kan man klage til?")
    tab.get_by_text("Ankestyrelsen").first.wait_for(timeout=30_000)
    expect(tab.get_by_test_id("stChatMessage")).to_have_count(2, timeout=15_000)
    expect(anne.get_by_text("Hvem kan man klage til?", exact=True)).to_have_count(0, timeout=15_000)


def test_bad_answer_becomes_an_eval_case(page: Any, address: str) -> None:
    ask(page, "Må en revalidend være i virksomhedspraktik i 20 uger?")
    page.get_by_role("radio", name="Nej").or_(page.get_by_role("button", name="Nej")).first.click()
    page.get_by_text("misforstod spørgsmålet").click()
    page.get_by_label("Kommentar", exact=False).fill("Jeg spurgte om noget andet")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_text("Tak. En vedligeholder ser på det.").wait_for(timeout=15_000)
    page.goto(f"{address}/kvalitet")
    page.get_by_role("tab", name="Tilbagemeldinger").click()
    page.get_by_text("Må en revalidend være", exact=False).first.click()
    page.get_by_text("Jeg spurgte om noget andet").wait_for(timeout=15_000)
    with page.expect_download() as case:
        page.get_by_role("button", name="Hent som prøve").first.click()
    (row,) = tomllib.loads(Path(case.value.path()).read_text(encoding="utf-8"))["case"]
    assert row["turns"] == ["Må en revalidend være i virksomhedspraktik i 20 uger?"]
    assert "misforstod spørgsmålet" in row["note"]


def test_new_colleague_solves_the_first_case_of_the_tour(page: Any, address: str) -> None:
    page.goto(f"{address}/regler")
    page.get_by_role("tab", name="Rundtur for nye").click()
    page.get_by_text("Sag 1 af 10").first.wait_for(timeout=15_000)
    panel = page.get_by_role("tabpanel", name="Rundtur for nye")
    panel.get_by_role("radio").first.check(force=True)
    panel.get_by_role("button", name="Svar", exact=True).click()
    panel.get_by_text("Husk", exact=False).or_(panel.get_by_text("Næste sag")).first.wait_for(timeout=15_000)
    panel.get_by_role("button", name="Næste sag").click()
    page.get_by_text("Sag 2 af 10").first.wait_for(timeout=15_000)


def test_document_is_added_and_asked_about(page: Any, address: str) -> None:
    target = BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.drawString(40, 780, "Sandkassekommunen lader hver praktikant møde havnefogeden, inden praktikken begynder.")
    canvas.save()
    page.goto(f"{address}/kilder")
    page.get_by_role("tab", name="Tilføj dokument").click()
    chosen = {"name": "sandkasse.pdf", "mimeType": "application/pdf", "buffer": target.getvalue()}
    page.locator("input[type=file]").set_input_files(chosen)
    page.get_by_label("Titel").fill("Sandkassekommunens retningslinjer")
    page.get_by_label("Udgiver").fill("Sandkassekommunen")
    page.get_by_role("button", name="Tilføj og indlæs").click()
    page.get_by_text("kan nu søges", exact=False).first.wait_for(timeout=60_000)
    page.get_by_role("tab", name="Søg", exact=True).click()
    search = page.get_by_label("Søg i alle kilder")
    search.fill("praktikant møde havnefogeden")
    search.press("Enter")
    expect(page.get_by_text("Sandkassekommunen lader hver praktikant").first).to_be_visible(timeout=30_000)


def test_question_is_asked_with_the_keyboard_alone(page: Any) -> None:
    box = page.get_by_placeholder("Stil dit spørgsmål")
    for _ in range(60):
        page.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            break
    page.keyboard.type("Hvor længe kan en dagpengemodtager være i virksomhedspraktik?")
    page.keyboard.press("Enter")
    page.get_by_text("LAB § 61, stk. 1, nr. 1").first.wait_for(timeout=30_000)
    source = page.locator("summary", has_text="[1] LAB § 61").first
    source.focus()
    page.keyboard.press("Enter")
    expect(page.locator("mark.citat").first).to_contain_text("4 uger", timeout=10_000)
