"""Whose conversations these are, and where they are kept; without a database the app goes on and says so."""

import logging
import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import streamlit as st

from assistant.settings import moment, read_settings
from corpus.errors import RecordsUnavailable
from records.store import Records
from ui import login
from ui.access import AccessRefused

Value = TypeVar("Value")
_LOG = logging.getLogger("praktikvejleder")
_COOKIE = "praktik_bruger"
_COOKIE_SECONDS = 365 * 24 * 3600
_TOKEN_BYTES = 24
# What such a name looks like; anything else in the cookie is not ours.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


@st.cache_resource(show_spinner=False)
def opened_records() -> Records:
    """The database, opened once for all users; what is past its retention is deleted first."""
    settings = read_settings()
    records = Records(settings.database)
    purged = records.purge(moment() - timedelta(days=settings.retention_days))
    _LOG.info("%d conversations past their retention were deleted", purged)
    return records


def owner() -> str:
    """Who uses the app: the signed-in person, or else a name that this browser was given at random, told to nobody.

    The random name is kept in a cookie, so that a reload and a new day find the same conversations.

    Raises:
        AccessRefused: somebody has to sign in first.
    """
    user = login.current()
    if user is None:
        raise AccessRefused("Du er logget ud; log ind igen.")
    return user.owner or _browser()


def _browser() -> str:
    if "owner" not in st.session_state:
        known = _TOKEN.fullmatch(str(st.context.cookies.get(_COOKIE, "")))
        st.session_state["owner"] = known[0] if known else secrets.token_urlsafe(_TOKEN_BYTES)
        st.session_state["owner_is_new"] = known is None
    if st.session_state["owner_is_new"]:
        settings = f"path=/;max-age={_COOKIE_SECONDS};samesite=strict"
        name = f"{_COOKIE}={st.session_state['owner']}"
        secure = "(location.protocol==='https:'?';secure':'')"
        st.html(f"<script>document.cookie='{name};{settings}'+{secure}</script>", unsafe_allow_javascript=True)
    name_kept: str = st.session_state["owner"]
    return name_kept


def remembered(ask: Callable[[Records], Value], otherwise: Value) -> Value:
    """What the database answers; `otherwise` where it cannot, and a line to the user."""
    try:
        return ask(opened_records())
    except RecordsUnavailable as error:
        opened_records.clear()
        st.warning(f"{error} Du kan spørge alligevel, men samtalen gemmes ikke.", icon=":material/warning:")
        return otherwise
