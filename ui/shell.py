"""What every page stands on: the opened assistant, the day, and faults told in one line."""

import logging
from collections.abc import Callable
from datetime import date

# Before any page is drawn: altair takes the pandas it finds, which another session may be half way through loading.
import pandas  # noqa: F401
import streamlit as st

from assistant import open_assistant
from assistant.service import Assistant
from assistant.settings import today
from corpus.errors import GuidanceError, IndexUnavailable
from ui import login

# The first day that the corpus covers.
_FIRST_DAY = date(2016, 11, 21)
_LOG = logging.getLogger("praktikvejleder")


@st.cache_resource(show_spinner="Åbner kilderne …")
def opened() -> Assistant:
    """The assistant, opened once for all users; conversations are each user's own."""
    return open_assistant()


def page(title: str, lead: str, draw: Callable[[Assistant], None]) -> None:
    """One page under its heading; a fault is told in one line and its details go to the log.

    Whoever has to sign in first sees nothing of it.
    """
    st.html("<script>document.documentElement.lang='da'</script>", unsafe_allow_javascript=True)
    user = login.current()
    if user is None:
        login.draw()
        return
    login.draw_user(user)
    st.title(title)
    if lead:
        st.caption(lead)
    try:
        draw(opened())
    except IndexUnavailable as error:
        _LOG.warning("%s", error)
        opened.clear()
        st.error(f"{error}", icon=":material/error:")
    except GuidanceError as error:
        _LOG.warning("%s", error)
        st.warning(f"{error}", icon=":material/warning:")


def day_of_law(key: str) -> date:
    """The day whose law is asked for, chosen on the page."""
    chosen = st.date_input(
        "Gældende ret pr.", value=today(), key=key, format="DD.MM.YYYY", min_value=date(2016, 11, 21)
    )
    return chosen if isinstance(chosen, date) else today()
