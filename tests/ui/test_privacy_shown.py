"""Personal data in a question: said on the screen, kept nowhere."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui import memory, shell

PAGE = """
import streamlit as st
from ui import ask, shell
shell.page("Spørg", "", ask.draw)
"""
NOTICE = "Fjernet fra spørgsmålet, hverken gemt eller brugt: {}. Svaret gælder spørgsmålet uden."
PRIVATE = ("010190", "1234", "20304050", "Anna", "Holm", "Vestergade", "example.dk")


@pytest.fixture(autouse=True)
def database(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "records.sqlite3"
    monkeypatch.setenv("PRAKTIK_HOME", str(home))
    monkeypatch.setenv("PRAKTIK_DATABASE_URL", f"sqlite:///{path}")
    yield path
    shell.opened.clear()
    memory.opened_records.clear()


def asked(question: str) -> AppTest:
    app = AppTest.from_string(PAGE, default_timeout=30).run()
    app.chat_input[0].set_value(question).run()
    assert not app.exception
    return app


def everything(app: AppTest) -> str:
    parts = (*app.markdown, *app.caption, *app.subheader, *app.text, *app.info, *app.code, *app.expander)
    return "\n".join(str(getattr(part, "value", None) or getattr(part, "label", "")) for part in parts)


def kept(path: Path) -> str:
    with sqlite3.connect(path) as database:
        return "\n".join(database.iterdump())


def test_cpr_number_is_taken_out_and_the_rest_answered_at_once(database: Path) -> None:
    app = asked("Hun er på dagpenge, 010190-1234. Kan hun være i praktik i 6 uger?")
    assert [one.value for one in app.info if "Fjernet" in one.value] == [NOTICE.format("et CPR-nummer")]
    assert app.text[0].value == "Hun er på dagpenge, [cpr-nummer fjernet]. Kan hun være i praktik i 6 uger?"
    assert "4 uger" in everything(app)
    assert not any("Fjernet" in one.value for one in app.caption)
    for said in ("010190", "1234"):
        assert said not in everything(app)
        assert said not in kept(database)


def test_other_personal_data_are_named_and_kept_nowhere(database: Path) -> None:
    app = asked(
        "Borgeren hedder Anna Holm, bor på Vestergade 5, tlf. 20304050, anna@example.dk. Hvem kan hun klage til?"
    )
    assert NOTICE.format("et telefonnummer, en e-mailadresse, en adresse, et navn") in [one.value for one in app.info]
    for said in PRIVATE:
        assert said not in everything(app)
        assert said not in kept(database)


def test_notice_stands_after_a_reload(database: Path) -> None:
    first = asked("010190-1234: Hvem kan man klage til?")
    app = AppTest.from_string(PAGE, default_timeout=30)
    app.session_state["owner"], app.session_state["owner_is_new"] = first.session_state["owner"], False
    app.query_params["samtale"] = first.session_state["kept"]
    app.run()
    assert NOTICE.format("et CPR-nummer") in [one.value for one in app.info]


def test_question_without_personal_data_has_no_notice() -> None:
    app = asked("Hvem kan man klage til efter LBK nr. 280 af 01/03/2024? P-nr. 1012345678")
    assert not [one.value for one in app.info if "Fjernet" in one.value]
    assert app.text[0].value == "Hvem kan man klage til efter LBK nr. 280 af 01/03/2024? P-nr. 1012345678"


def test_comment_says_what_was_taken_out(database: Path) -> None:
    app = asked("Hvem kan man klage til?")
    next(group for group in app.get("button_group") if "Nej" in group.options).select(False).run()
    next(area for area in app.text_area if area.label.startswith("Kommentar")).set_value("Ring på 20304050")
    next(button for button in app.button if button.label == "Send").click().run()
    assert any("Fjernet fra kommentaren og ikke gemt: et telefonnummer." in one.value for one in app.caption)
    assert "20304050" not in kept(database)
