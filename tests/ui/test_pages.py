"""Each page by itself: what it shows of the real corpus, and how it takes a user's mistakes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui import shell

APP = str(Path(__file__).resolve().parents[2] / "app.py")


@pytest.fixture(autouse=True)
def index(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PRAKTIK_HOME", str(home))
    yield
    shell.opened.clear()


def page(name: str) -> AppTest:
    source = f"""
import streamlit as st
from ui import {name}, shell
shell.page("Siden", "", {name}.draw)
"""
    return AppTest.from_string(source, default_timeout=30).run()


def text(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.markdown, *app.caption, *app.subheader))


def test_app_opens_on_the_questions() -> None:
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert not app.exception
    assert app.title[0].value == "Spørg"
    assert "AI-understøttet vejledning, ikke en afgørelse" in app.caption[0].value


def test_rules_are_found_by_word_and_by_provision() -> None:
    app = page("rules")
    app.text_input[0].set_value("§ 61, stk. 2 forlængelse").run()
    assert not app.exception
    chosen = app.selectbox[1].options
    assert any(option.startswith("Forlængelse") for option in chosen)
    assert all("Målgrupper –" not in option for option in chosen)


def test_rules_say_where_nothing_is_found() -> None:
    app = page("rules")
    app.text_input[0].set_value("svømmehal").run()
    assert "Ingen regel passer" in app.info[0].value


def test_rule_shows_its_versions_and_its_provision() -> None:
    app = page("rules")
    app.text_input[0].set_value("højeste varighed").run()
    shown = text(app)
    assert "Fra den 1. januar 2020 og frem" in shown
    assert any(expander.label.startswith("LAB § 61, stk. 1") for expander in app.expander)


def test_rule_is_tried_with_own_facts_step_by_step() -> None:
    app = page("rules")
    app.text_input[0].set_value("højeste varighed").run()
    next(box for box in app.selectbox if box.label == "Målgruppe").set_value("dagpenge")
    next(box for box in app.number_input if box.label == "Uger i alt").set_value(6.0)
    app.button[0].click().run()
    assert not app.exception
    shown = text(app)
    assert "6 uger er for længe" in shown
    assert "Loven siger 4 uger (LAB § 61, stk. 1, nr. 1)" in shown


def test_duration_asks_for_the_group_and_then_for_the_day() -> None:
    app = page("duration")
    assert "Vælg en målgruppe" in app.info[0].value
    app.selectbox[0].set_value("kontanthjaelp_aktivitetsparat").run()
    assert "Vælg den første dag" in app.info[0].value


def test_duration_tells_the_days_and_what_may_follow() -> None:
    app = page("duration")
    app.date_input[0].set_value(date(2026, 11, 20)).run()
    app.selectbox[0].set_value("kontanthjaelp_aktivitetsparat").run()
    app.date_input[1].set_value(date(2026, 12, 1)).run()
    assert not app.exception
    shown = text(app)
    assert "Sidste dag uden forlængelse: 1. marts 2027" in shown
    assert "til og med 31. maj 2027, 26 uger i alt" in shown
    assert "LAB § 61, stk. 2" in shown


def test_review_needs_a_text() -> None:
    app = page("review")
    app.button[0].click().run()
    assert "Indsæt et udkast" in app.info[0].value


LETTER = """Afgørelse
Du skal i virksomhedspraktik hos Kantinen fra den 1. december 2026 i 4 uger. Du modtager dagpenge.
Formålet er at optræne dine kompetencer, jf. LAB § 61, stk. 1, nr. 2, og LAB § 999.
Du kan klage inden 4 uger til Beskæftigelsesankenævnet."""


def test_review_marks_each_reference_and_says_what_is_missing() -> None:
    app = page("review")
    app.text_area[0].set_value(LETTER)
    app.button[0].click().run()
    assert not app.exception
    shown = text(app)
    assert "✖ problem" in shown
    assert "2 henvisninger" in shown


def test_review_declines_what_is_no_decision() -> None:
    app = page("review")
    app.text_area[0].set_value("Opskrift på boller: mel, gær og vand.")
    app.button[0].click().run()
    assert app.warning


def test_sources_are_searched_and_read() -> None:
    app = page("sources")
    app.text_input[0].set_value("virksomhedscenter").run()
    assert not app.exception
    assert app.expander
    assert "afsnit" in text(app)


def test_missing_index_is_told_with_the_command_that_mends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRAKTIK_HOME", str(tmp_path))
    shell.opened.clear()
    app = page("rules")
    assert not app.exception
    assert "praktik ingest" in app.error[0].value


def test_question_is_answered_and_a_fact_corrected() -> None:
    app = page("ask")
    app.chat_input[0].set_value("Hun er på dagpenge. Kan hun være i praktik i 6 uger?").run()
    assert not app.exception
    assert "6 uger er for længe" in text(app)
    next(box for box in app.number_input if box.label == "Uger i alt").set_value(4.0).run()
    assert not app.exception
    assert "4 uger er i orden" in text(app)


def test_refused_question_is_a_friendly_line() -> None:
    app = page("ask")
    app.chat_input[0].set_value("\u0007").run()
    assert not app.exception
    assert "ikke er tekst" in app.warning[0].value


def test_new_case_forgets() -> None:
    app = page("ask")
    app.chat_input[0].set_value("Hvor længe kan en dagpengemodtager være i praktik?").run()
    next(button for button in app.button if button.label == "Ny sag").click().run()
    assert not app.chat_message
    assert "Ingen oplysninger om sagen endnu." in text(app)


def test_missing_group_is_chosen_with_a_button_and_continues_the_question() -> None:
    app = page("ask")
    app.chat_input[0].set_value("Kan praktikken være på 6 uger?").run()
    assert not app.exception
    groups = app.get("button_group")[0]
    groups.select("dagpengemodtager").run()
    assert not app.exception
    assert "6 uger er for længe" in text(app)


def test_typical_questions_are_offered_and_asked() -> None:
    app = page("ask")
    app.chat_input[0].set_value("Hvor længe kan en dagpengemodtager være i virksomhedspraktik?").run()
    offered = [button for button in app.button if button.key and button.key.startswith("more-")]
    assert len(offered) == 3
    offered[0].click().run()
    assert not app.exception
    assert len(app.chat_message) == 4


def test_quality_says_that_nothing_has_been_run_and_then_shows_a_run() -> None:
    app = page("quality")
    assert "ingen kørsler endnu" in app.info[0].value
    app.selectbox[0].set_value("retrieval")
    app.button[0].click().run()
    assert not app.exception
    assert "Resultat" in text(app)
    shown = app.dataframe[0].value
    assert "Fundet blandt 5" in set(shown["Mål"])
