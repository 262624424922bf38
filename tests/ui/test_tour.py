"""The guided tour on the page Regler: solved rightly, solved wrongly, begun again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui import shell

# The right options from the law, in the order of the cases: too long, allowed, to be assessed, and so on.
RIGHT = (3, 2, 2, 3, 1, 2, 2, 3, 3, 3)
PAGE = """
import streamlit as st
from ui import rules, shell
shell.page("Regler", "", rules.draw)
"""


@pytest.fixture(autouse=True)
def index(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PRAKTIK_HOME", str(home))
    yield
    shell.opened.clear()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_string(PAGE, default_timeout=30).run()


def text(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.markdown, *app.caption, *app.subheader))


def progress(app: AppTest) -> str:
    return str(app.get("progress")[0].proto.text)


def press(app: AppTest, label: str) -> AppTest:
    pressed = next(button for button in app.button if button.label == label).click().run()
    assert not pressed.exception
    return pressed


def answered(app: AppTest, option: int) -> AppTest:
    app.radio[0].set_value(option)
    return press(app, "Svar")


def solved(app: AppTest, options: tuple[int, ...]) -> AppTest:
    for number, option in enumerate(options, start=1):
        assert progress(app) == f"Sag {number} af 10"
        answered(app, option)
        press(app, "Næste sag" if number < 10 else "Se resultatet")
    return app


def test_tour_is_a_tab_of_the_rules(app: AppTest) -> None:
    assert [tab.label for tab in app.tabs] == ["Find en regel", "Hvem må hvad", "Rundtur for nye"]


def test_all_solved_rightly_is_ten_of_ten(app: AppTest) -> None:
    solved(app, RIGHT)
    assert "Du svarede rigtigt på 10 af 10" in text(app)
    assert "✖ forkert" not in text(app)


def test_right_answer_is_told_in_words_with_its_reason(app: AppTest) -> None:
    answered(app, 3)
    assert (app.success[0].icon, app.success[0].value[:7]) == ("✔", "Rigtigt")
    assert "højst være i virksomhedspraktik i 4 uger" in text(app)
    assert any(expander.label.startswith("LAB § 61, stk. 1, nr. 1") for expander in app.expander)


def test_wrong_answer_is_explained_and_the_right_one_shown(app: AppTest) -> None:
    answered(app, 1)
    assert (app.error[0].icon, app.error[0].value[:7]) == ("✖", "Forkert")
    shown = text(app)
    assert "✖ Ja, perioden er kort nok for en dagpengemodtager. – dit svar, forkert" in shown
    assert "✔ **Nej, perioden er for lang, og den kan ikke forlænges.** – rigtigt" in shown
    assert "6 uger er for længe" in shown
    assert "**Husk:** Begynd altid med målgruppen" in shown


def test_wrong_answer_is_counted_and_named_at_the_end(app: AppTest) -> None:
    solved(app, (1, *RIGHT[1:]))
    assert "Du svarede rigtigt på 9 af 10" in text(app)
    assert "✖ forkert: Lager og dagpenge" in text(app)


def test_tour_begins_again_without_the_old_answers(app: AppTest) -> None:
    solved(app, RIGHT)
    press(app, "Begynd forfra")
    assert progress(app) == "Sag 1 af 10"
    assert app.radio[0].value is None


def test_no_option_chosen_is_asked_for(app: AppTest) -> None:
    press(app, "Svar")
    assert "Vælg et af svarene først" in app.info[0].value
    assert progress(app) == "Sag 1 af 10"
