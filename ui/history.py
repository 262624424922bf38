"""The user's own conversations: go on with one, give it a name, delete it."""

from collections.abc import Callable

import streamlit as st

from assistant.settings import moment
from corpus.errors import QuestionError
from records.store import KeptConversation, Listed
from ui.memory import opened_records, owner, remembered

_PARAMETER = "samtale"
_SHOWN = 8


def current() -> str | None:
    """The conversation that the address names."""
    return st.query_params.get(_PARAMETER)


def go_to(conversation: str | None) -> None:
    """Name another conversation in the address; None names none."""
    if conversation is None:
        st.query_params.pop(_PARAMETER, None)
    else:
        st.query_params[_PARAMETER] = conversation


def found(conversation: str) -> KeptConversation | None:
    """The conversation, if this user has it."""
    try:
        return remembered(lambda records: records.conversation(owner(), conversation), None)
    except QuestionError as error:
        st.info(str(error))
        return None


def draw(open_it: Callable[[str], None], leave: Callable[[], None]) -> None:
    """The list with its search. `open_it` shows a conversation; `leave` ends one that was deleted while shown."""
    with st.expander("Tidligere samtaler"):
        query = st.text_input("Søg i dine samtaler", key="history-query")
        nothing: tuple[Listed, ...] = ()
        listed = remembered(lambda records: records.history(owner(), query), nothing)
        if not listed:
            st.caption("Ingen samtaler passer." if query else "Ingen endnu.")
        for one in listed[:_SHOWN]:
            _row(one, open_it, leave)
        if len(listed) > _SHOWN:
            st.caption(f"{len(listed) - _SHOWN} ældre samtaler; søg for at finde dem.")


def _row(one: Listed, open_it: Callable[[str], None], leave: Callable[[], None]) -> None:
    title, menu = st.columns([5, 1], vertical_alignment="center")
    label = f"{one.title} ({one.changed.astimezone(moment().tzinfo):%d.%m.})"
    title.button(label, key=f"open-{one.id}", on_click=open_it, args=(one.id,), width="stretch", type="tertiary")
    with menu.popover("⋮", help=f"Omdøb eller slet: {one.title}"):
        st.text_input("Nyt navn", value=one.title, key=f"name-{one.id}", max_chars=80)
        st.button("Omdøb", key=f"rename-{one.id}", on_click=_rename, args=(one.id,))
        sure = st.checkbox("Slet for altid", key=f"sure-{one.id}")
        st.button(
            "Slet samtalen", key=f"delete-{one.id}", on_click=_delete, args=(one.id, leave), type="primary",
            disabled=not sure,
        )  # fmt: skip


def _rename(conversation: str) -> None:
    title = str(st.session_state.get(f"name-{conversation}", ""))
    try:
        remembered(lambda records: records.rename(owner(), conversation, title), None)
    except QuestionError as error:
        st.toast(str(error))


def _delete(conversation: str, leave: Callable[[], None]) -> None:
    opened_records().delete(owner(), conversation)
    if current() == conversation:
        leave()
