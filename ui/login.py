"""Sign-in by Streamlit's own `st.login`: whether it is set up, who has signed in, and what the others see instead.

Where it is set up wrongly, or can no longer be read, nobody gets in.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from assistant.settings import Settings, moment, read_settings
from corpus.errors import GuidanceError
from ui.access import LOCAL, LOCAL_HOSTS, AccessRefused, RoleClaim, SignIn, User, is_loopback, sign_in_of, user_of

_LEAD = "Log ind med din arbejdskonto for at spørge om reglerne for virksomhedspraktik."
_ELSEWHERE = (
    "Uden login svarer appen kun på den maskine, den kører på. Start den med 'praktik app', eller sæt login op; "
    "se docs/login.md."
)


@cache
def sign_in() -> SignIn | None:
    """How people sign in; None where no sign-in is set up.

    Read once: an app that has asked people to sign in never stops asking because a file is gone.

    Raises:
        AccessRefused: the secrets cannot be read, or their section [auth] cannot be used.
    """
    if not any(Path(name).exists() for name in st.get_option("secrets.files")):
        return None
    try:
        auth = dict(st.secrets["auth"]) if "auth" in st.secrets else None
    except (StreamlitSecretNotFoundError, OSError, TypeError, ValueError) as error:
        raise AccessRefused(f"Streamlits secrets.toml kan ikke læses: {error}") from error
    if auth is None:
        return None
    if find_spec("authlib") is None:
        raise AccessRefused('Login kræver: pip install "praktikvejleder[auth]"')
    return sign_in_of(auth)


def answering_at(host: str) -> list[str]:
    """The names that an app answers to that listens there.

    Raises:
        AccessRefused: other machines reach the address, and nobody would have to sign in.
    """
    found = sign_in()
    if found is None and not is_loopback(host):
        raise AccessRefused(f"{host!r} kan nås fra andre maskiner. {_ELSEWHERE}")
    return list(LOCAL_HOSTS if found is None else found.hosts)


def current() -> User | None:
    """Who may see the pages now; None for somebody who must sign in first."""
    try:
        found = sign_in()
        if found is None:
            return LOCAL if is_loopback(st.get_option("server.address")) else None
        return user_of(st.user.to_dict(), found.client, _roles(read_settings()), moment())
    except GuidanceError:
        return None


def maintains() -> bool:
    """True if the user of this page is a maintainer."""
    user = current()
    return user is not None and user.maintains


def maintainers_only() -> None:
    """Nothing, to a maintainer.

    Raises:
        AccessRefused: to everybody else.
    """
    if not maintains():
        raise AccessRefused("Siden er for vedligeholdere.")


def draw() -> None:
    """The one page for those who have not signed in."""
    st.title("Praktikvejleder")
    try:
        read_settings()
        if sign_in() is None:
            raise AccessRefused(_ELSEWHERE)
    except GuidanceError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.write(_LEAD)
    st.button("Log ind", on_click=st.login, type="primary", icon=":material/login:")


def draw_user(user: User) -> None:
    """The signed-in user's name, and the way out."""
    if user.owner is None:
        return
    with st.sidebar:
        st.text(user.name or "Logget ind")
        st.button("Log ud", on_click=st.logout, icon=":material/logout:", width="stretch")


def _roles(settings: Settings) -> RoleClaim:
    return RoleClaim(claim=settings.role_claim, maintainer=settings.maintainer_role)
