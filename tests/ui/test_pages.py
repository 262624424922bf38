"""Each page by itself: what it shows of the real corpus, and how it takes a user's mistakes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from records.store import Cause
from ui import memory, shell

APP = str(Path(__file__).resolve().parents[2] / "app.py")


@pytest.fixture(autouse=True)
def index(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PRAKTIK_HOME", str(home))
    monkeypatch.setenv("PRAKTIK_DATABASE_URL", f"sqlite:///{tmp_path / 'records.sqlite3'}")
    yield
    shell.opened.clear()
    memory.opened_records.clear()


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
    groups = next(group for group in app.get("button_group") if "dagpengemodtager" in group.options)
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


def titles(app: AppTest) -> list[str]:
    return [button.label for button in app.button if button.key and button.key.startswith("open-")]


def test_conversation_is_found_again_opened_and_gone_on_with() -> None:
    app = page("ask")
    app.chat_input[0].set_value("Hun er på dagpenge. Kan hun være i praktik i 6 uger?").run()
    next(button for button in app.button if button.label == "Ny sag").click().run()
    app.chat_input[0].set_value("Hvem kan man klage til?").run()
    assert [title.split(" (")[0] for title in titles(app)] == [
        "Hvem kan man klage til?",
        "Hun er på dagpenge. Kan hun være i praktik i 6 uger?",
    ]
    next(box for box in app.text_input if box.label == "Søg i dine samtaler").set_value("dagpenge uger").run()
    (button,) = [button for button in app.button if button.key and button.key.startswith("open-")]
    button.click().run()
    assert not app.exception
    assert "6 uger er for længe" in text(app)
    app.chat_input[0].set_value("Og hvis hun er aktivitetsparat?").run()
    assert "13 uger" in text(app)
    assert len(app.chat_message) == 4


def test_new_case_begins_without_the_facts_of_the_last() -> None:
    app = page("ask")
    app.chat_input[0].set_value("Hun er på dagpenge. Kan hun være i praktik i 6 uger?").run()
    next(button for button in app.button if button.label == "Ny sag").click().run()
    app.chat_input[0].set_value("Hvem kan man klage til?").run()
    assert len(app.chat_message) == 2
    assert next(box for box in app.selectbox if box.label == "Målgruppe").value is None


def test_conversation_is_renamed_and_deleted() -> None:
    app = page("ask")
    app.chat_input[0].set_value("Hvem kan man klage til?").run()
    next(box for box in app.text_input if box.label == "Nyt navn").set_value("Klagesagen").run()
    next(button for button in app.button if button.label == "Omdøb").click().run()
    assert titles(app)[0].startswith("Klagesagen")
    assert next(button for button in app.button if button.label == "Slet samtalen").disabled
    next(box for box in app.checkbox if box.label == "Slet for altid").check().run()
    next(button for button in app.button if button.label == "Slet samtalen").click().run()
    assert not app.exception
    assert not titles(app)
    assert not app.chat_message


def test_case_goes_along_to_the_law_of_another_day() -> None:
    app = page("ask")
    app.chat_input[0].set_value("En dimittend på dagpenge, kan hun være i praktik i 8 uger?").run()
    assert "8 uger er for længe" in text(app)
    # 8 weeks for graduates lapsed on 1 January 2020 (LOV 548/2019).
    next(box for box in app.date_input if box.label == "Gældende ret pr.").set_value(date(2019, 6, 1)).run()
    assert not app.exception
    assert "Samme sag efter reglerne den 1. juni 2019" in app.chat_message[0].text[0].value
    assert "op til 8 uger" in text(app)
    assert next(box for box in app.selectbox if box.label == "Målgruppe").value == "dagpenge"
    assert len(titles(app)) == 2


def test_correction_says_what_was_corrected_and_what_is_understood_now() -> None:
    app = page("ask")
    app.chat_input[0].set_value("Hun er på dagpenge. Kan hun være i praktik i 6 uger?").run()
    next(box for box in app.selectbox if box.label == "Målgruppe").set_value("kontanthjaelp_aktivitetsparat").run()
    assert app.chat_message[2].text[0].value == "Rettet: Målgruppe: aktivitetsparat kontanthjælpsmodtager"
    understood = [caption.value for caption in app.caption if caption.value.startswith("Jeg har forstået")][-1]
    assert "aktivitetsparat" in understood
    assert "dagpenge" not in understood


def test_matrix_names_every_rule_and_group() -> None:
    app = page("rules")
    table = next(block.proto.body for block in app.get("html") if "class='matrix'" in block.proto.body)
    for name in ("Højeste varighed", "Forlængelse", "Selvfunden praktik", "dagpengemodtager (LAB § 6, nr. 1)"):
        assert name in table


def test_record_holds_each_answer_and_what_the_verifier_counted() -> None:
    app = page("ask")
    app.chat_input[0].set_value("Hun er på dagpenge. Kan hun være i praktik i 6 uger?").run()
    (asked,) = memory.opened_records().record.export()
    verification = asked["content"]["verification"]
    assert verification["claims_kept"] >= 1
    assert verification["claims_dropped"] == 0
    assert verification["quotations"] >= 1
    next(box for box in app.selectbox if box.label == "Målgruppe").select_index(2).run()
    _, corrected = memory.opened_records().record.export()
    assert corrected["content"]["verification"]["claims_kept"] >= 1
    assert corrected["content"]["findings"]


def test_another_user_does_not_see_the_conversation() -> None:
    first = page("ask")
    first.chat_input[0].set_value("Hvem kan man klage til?").run()
    (key,) = [button.key for button in first.button if button.key and button.key.startswith("open-")]
    other = page("ask")
    assert not titles(other)
    other.query_params["samtale"] = str(key).removeprefix("open-")
    other.run()
    assert not other.chat_message
    assert "findes ikke mere" in other.info[0].value


def test_bad_answer_is_told_with_its_kind_and_is_triaged_into_a_case(tmp_path: Path) -> None:
    app = page("ask")
    app.chat_input[0].set_value("Hvor længe kan en dagpengemodtager være i virksomhedspraktik?").run()
    next(group for group in app.get("button_group") if "Nej" in group.options).select(False).run()
    next(group for group in app.get("button_group") if "for langt" in group.options).select("citat passer ikke")
    next(area for area in app.text_area if area.label.startswith("Kommentar")).set_value("Det er et andet stykke")
    next(button for button in app.button if button.label == "Send").click().run()
    assert not app.exception
    assert "Tak." in text(app)
    (said,) = memory.opened_records().feedback(open_only=True)
    assert [str(kind) for kind in said.kinds] == ["citat passer ikke"]
    assert said.comment == "Det er et andet stykke"
    quality = page("quality")
    assert not quality.exception
    assert "citat passer ikke" in text(quality)
    next(box for box in quality.selectbox if box.label == "Årsag").set_value(Cause.COMPOSITION)
    next(box for box in quality.selectbox if box.label == "Emne").set_value("duration")
    next(box for box in quality.checkbox if box.label == "Færdig").check()
    next(button for button in quality.button if button.label == "Gem").click().run()
    assert not quality.exception
    assert "ingen tilbagemeldinger" in quality.info[-1].value
    (done,) = memory.opened_records().feedback()
    assert (done.triage.cause, done.triage.domain, done.triage.done) == (Cause.COMPOSITION, "duration", True)


def test_database_that_cannot_be_used_leaves_the_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.sqlite3").write_bytes(b"not a database, but something long enough to be read as one" * 40)
    monkeypatch.setenv("PRAKTIK_DATABASE_URL", f"sqlite:///{tmp_path / 'broken.sqlite3'}")
    memory.opened_records.clear()
    app = page("ask")
    app.chat_input[0].set_value("Hvor længe kan en dagpengemodtager være i virksomhedspraktik?").run()
    assert not app.exception
    assert "4 uger" in text(app)
    assert "gemmes ikke" in app.warning[0].value
