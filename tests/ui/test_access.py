"""Who is who, who may what, and where an app without sign-in may listen."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import praktik
from ui import login, memory, shell
from ui.access import AccessRefused, Role, RoleClaim, sign_in_of, user_of

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
EIGHT_THAT_MORNING = 1_795_161_600
ROLES = RoleClaim(claim="roles", maintainer="praktik-vedligeholder")
CLAIMS = {
    "is_logged_in": True,
    "iss": "https://login.example",
    "sub": "42",
    "aud": "praktik",
    "name": "Anne Andersen",
    "iat": EIGHT_THAT_MORNING,
}
AUTH = {
    "redirect_uri": "https://praktik.example.dk/oauth2callback",
    "cookie_secret": "0123456789abcdef0123456789abcdef",
    "client_id": "praktik",
    "client_secret": "tys-tys",
    "server_metadata_url": "https://login.example/.well-known/openid-configuration",
}
APP = str(Path(__file__).resolve().parents[2] / "app.py")
PAGE = """
from ui import {name}, shell
shell.page("Siden", "", {name}.draw)
"""


def test_signed_in_user_without_the_role_is_a_caseworker() -> None:
    user = user_of(CLAIMS, "praktik", ROLES, NOW)
    assert user is not None
    assert (user.role, user.name, user.maintains) == (Role.CASEWORKER, "Anne Andersen", False)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        pytest.param("roles", {"roles": ["andet", "praktik-vedligeholder"]}, id="list"),
        pytest.param("roles", {"roles": "praktik-vedligeholder"}, id="one role as text"),
        pytest.param("groups", {"groups": ["praktik-vedligeholder"]}, id="other claim"),
        pytest.param("realm_access.roles", {"realm_access": {"roles": ["praktik-vedligeholder"]}}, id="inside a claim"),
        pytest.param("https://x.dk/roles", {"https://x.dk/roles": ["praktik-vedligeholder"]}, id="claim named by URL"),
    ],
)
def test_maintainer_is_told_by_the_claim(claim: str, told: dict[str, object]) -> None:
    user = user_of({**CLAIMS, **told}, "praktik", RoleClaim(claim=claim, maintainer="praktik-vedligeholder"), NOW)
    assert user is not None
    assert user.maintains


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("praktik-vedligeholder-ikke", id="longer name"),
        pytest.param("læser praktik-vedligeholder", id="several in one text"),
        pytest.param({"praktik-vedligeholder": False}, id="table"),
        pytest.param(None, id="nothing"),
        pytest.param(True, id="yes"),
        pytest.param([["praktik-vedligeholder"]], id="list in a list"),
    ],
)
def test_what_is_not_the_role_does_not_make_a_maintainer(told: object) -> None:
    user = user_of({**CLAIMS, "roles": told}, "praktik", ROLES, NOW)
    assert user is not None
    assert not user.maintains


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"is_logged_in": False}, id="signed out"),
        pytest.param({"is_logged_in": "True"}, id="said by a header"),
        pytest.param({"sub": ""}, id="nobody"),
        pytest.param({"iss": None}, id="from nowhere"),
        pytest.param({"aud": "another"}, id="for another client"),
        pytest.param({"aud": ["another"], "azp": "praktik"}, id="asked for by us, for another client"),
        pytest.param({"aud": None}, id="for no client"),
        pytest.param({"iat": None}, id="no time"),
        pytest.param({"iat": "1795161600"}, id="time as text"),
        pytest.param({"iat": float("nan")}, id="time that is no number"),
        pytest.param({"iat": EIGHT_THAT_MORNING - 8 * 3600}, id="twelve hours ago"),
        pytest.param({"iat": EIGHT_THAT_MORNING + 5 * 3600}, id="in an hour"),
    ],
)
def test_nobody_is_let_in_by_such_claims(changed: dict[str, object]) -> None:
    assert user_of({**CLAIMS, **changed}, "praktik", ROLES, NOW) is None


def test_user_is_still_in_a_second_before_the_twelve_hours() -> None:
    assert user_of({**CLAIMS, "iat": EIGHT_THAT_MORNING - 8 * 3600 + 1}, "praktik", ROLES, NOW) is not None


def test_owner_is_the_person_and_not_the_name() -> None:
    others: list[dict[str, object]] = [{}, {"name": "B"}, {"sub": "43"}, {"iss": "https://other.example"}]
    users = [user_of({**CLAIMS, **other}, "praktik", ROLES, NOW) for other in others]
    anne, renamed, beate, elsewhere = (user.owner for user in users if user)
    assert anne == renamed
    assert len({anne, beate, elsewhere}) == 3


def test_whole_section_tells_the_client_and_the_names_of_the_app() -> None:
    found = sign_in_of(AUTH)
    assert found.client == "praktik"
    assert found.hosts == ("localhost", "127.0.0.1", "::1", "praktik.example.dk")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        pytest.param({"client_id": "", "client_secret": None}, "mangler client_id, client_secret", id="missing"),
        pytest.param({"redirect_uri": "http://x.dk/oauth2callback"}, "redirect_uri skal være en https", id="http"),
        pytest.param({"server_metadata_url": "http://x.dk/m"}, "server_metadata_url skal være en https", id="http2"),
        pytest.param({"server_metadata_url": "//[x"}, "server_metadata_url skal være en https", id="no address"),
        pytest.param({"redirect_uri": "https://praktik.dk/"}, "skal ende på /oauth2callback", id="callback"),
        pytest.param({"cookie_secret": "kort"}, "mindst 32 tegn", id="short secret"),
    ],
)
def test_faulty_section_is_refused_by_name(changed: dict[str, object], words: str) -> None:
    with pytest.raises(AccessRefused) as refused:
        sign_in_of({**AUTH, **changed})
    assert words in str(refused.value)
    assert "tys-tys" not in str(refused.value)


def test_app_on_this_machine_may_send_people_back_by_http() -> None:
    found = sign_in_of({**AUTH, "redirect_uri": "http://127.0.0.1:8501/oauth2callback"})
    assert found.hosts == ("localhost", "127.0.0.1", "::1")


@pytest.fixture
def secrets_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where Streamlit looks for its secrets in this test; there is nothing yet."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PRAKTIK_HOST", raising=False)
    path = tmp_path / ".streamlit" / "secrets.toml"
    path.parent.mkdir()
    _forget()
    yield path
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    st._config.get_config_options(force_reparse=True)
    st.secrets._reset()
    login.sign_in.cache_clear()
    shell.opened.clear()
    memory.opened_records.clear()


def written(auth: dict[str, str]) -> str:
    return "[auth]\n" + "".join(f'{key} = "{value}"\n' for key, value in auth.items())


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        praktik.main(["app", *arguments])
    return int(ended.value.code or 0)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "praktik.example.dk"])
def test_command_refuses_other_machines_without_sign_in(
    secrets_file: Path, host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--host", host) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "kan nås fra andre maskiner" in told[0]


def test_command_refuses_other_machines_by_the_setting_too(
    secrets_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PRAKTIK_HOST", "0.0.0.0")
    assert run() == 2
    assert "kan nås fra andre maskiner" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param("[auth", "kan ikke læses", id="not TOML"),
        pytest.param("auth = 3", "kan ikke læses", id="not a section"),
        pytest.param("[auth]", "der mangler redirect_uri", id="empty"),
    ],
)
def test_command_refuses_secrets_that_cannot_be_used(
    secrets_file: Path, content: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    secrets_file.write_text(content)
    assert run() == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert words in told[0]


def test_secrets_without_sign_in_are_no_sign_in(secrets_file: Path) -> None:
    secrets_file.write_text('other = "x"\n')
    assert login.sign_in() is None


def test_app_that_asks_people_to_sign_in_goes_on_asking_when_the_file_is_gone(secrets_file: Path) -> None:
    secrets_file.write_text(written(AUTH))
    assert login.sign_in() is not None
    secrets_file.unlink()
    st.secrets._reset()
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert [title.value for title in app.title] == ["Praktikvejleder"]
    assert [button.label for button in app.button] == ["Log ind"]


def test_nothing_is_drawn_while_the_secrets_are_broken(secrets_file: Path) -> None:
    secrets_file.write_text("[auth")
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert "kan ikke læses" in app.error[0].value
    assert not app.button
    assert not app.chat_input


def test_app_started_for_other_machines_by_hand_shows_nothing_without_sign_in(secrets_file: Path) -> None:
    kept = st.get_option("server.address")
    st._config.set_option("server.address", "0.0.0.0")
    try:
        app = AppTest.from_file(APP, default_timeout=30).run()
    finally:
        st._config.set_option("server.address", kept)
    assert "Uden login svarer appen kun på den maskine" in app.error[0].value
    assert not app.chat_input


def signed_in(source: str, secrets_file: Path, **more: object) -> AppTest:
    secrets_file.write_text(written(AUTH))
    app = AppTest.from_string(source, default_timeout=60)
    app.user = {**CLAIMS, "iat": datetime.now(tz=UTC).timestamp(), **more}
    return app.run()


@pytest.mark.usefixtures("index")
def test_caseworker_is_refused_quality_itself(secrets_file: Path) -> None:
    app = signed_in(PAGE.format(name="quality"), secrets_file)
    assert app.warning[0].value == "Siden er for vedligeholdere."
    assert not app.selectbox


@pytest.mark.usefixtures("index")
def test_caseworker_is_refused_the_upload_itself(secrets_file: Path) -> None:
    source = 'from ui import additions, shell\nshell.page("", "", lambda _: additions.draw())'
    app = signed_in(source, secrets_file)
    assert app.warning[0].value == "Siden er for vedligeholdere."
    assert not app.file_uploader


@pytest.mark.usefixtures("index")
def test_sources_have_the_upload_for_maintainers_only(secrets_file: Path) -> None:
    source = PAGE.format(name="sources")
    assert [tab.label for tab in signed_in(source, secrets_file).tabs] == ["Søg", "Læs"]
    maintainer = signed_in(source, secrets_file, roles=["praktik-vedligeholder"])
    assert [tab.label for tab in maintainer.tabs] == ["Søg", "Læs", "Tilføj dokument"]


@pytest.fixture
def index(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRAKTIK_HOME", str(home))
    monkeypatch.setenv("PRAKTIK_DATABASE_URL", f"sqlite:///{tmp_path / 'records.sqlite3'}")
