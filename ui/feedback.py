"""What the user thinks of an answer: a thumb, and what was wrong with it."""

import streamlit as st

from assistant.privacy import called, found
from assistant.settings import moment
from corpus.errors import QuestionError
from records.store import Kind
from ui.memory import owner, remembered

_THUMBS = {True: "👍 Ja", False: "👎 Nej"}


def draw(turn: int, *, helpful: bool | None) -> None:
    """The thumbs under an answer that is kept as `turn`."""
    given = st.segmented_control(
        "Var svaret brugbart?",
        [True, False],
        default=helpful,
        format_func=_THUMBS.__getitem__,
        key=f"thumb-{turn}",
        on_change=_thumb,
        args=(turn,),
    )
    if given is not False:
        return
    if thanks := st.session_state.get(f"told-{turn}"):
        st.caption(thanks)
        return
    with st.form(f"wrong-{turn}"):
        kinds = st.pills("Hvad var galt?", list(Kind), selection_mode="multi", format_func=str)
        comment = st.text_area("Kommentar (skriv ikke navn eller CPR-nummer)", max_chars=2000, height=80)
        if st.form_submit_button("Send"):
            _tell(turn, list(kinds), comment)


def _thumb(turn: int) -> None:
    value = st.session_state.get(f"thumb-{turn}")
    if value is not None:
        st.session_state.pop(f"told-{turn}", None)
        _give(turn, helpful=value, kinds=[], comment="")


def _tell(turn: int, kinds: list[Kind], comment: str) -> None:
    try:
        _give(turn, helpful=False, kinds=kinds, comment=comment.strip())
    except QuestionError as error:
        st.warning(str(error))
        return
    kinds_removed = called({one.kind for one in found(comment)})
    removed = f" Fjernet fra kommentaren og ikke gemt: {kinds_removed}." if kinds_removed else ""
    st.session_state[f"told-{turn}"] = f"Tak. En vedligeholder ser på det.{removed}"
    st.rerun()


def _give(turn: int, *, helpful: bool, kinds: list[Kind], comment: str) -> None:
    remembered(
        lambda records: records.give_feedback(
            owner(), turn, helpful=helpful, kinds=kinds, comment=comment, now=moment()
        ),
        None,
    )
