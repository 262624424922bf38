"""What users have said of answers, for maintainers: where the fault lies, how bad it is, and a case for the evals."""

import streamlit as st

from assistant.catalogue.names import TOPICS
from assistant.service import Assistant
from evals.drafting import draft
from records.store import Cause, Feedback, Importance, Kept, Triage
from ui.memory import opened_records, remembered

_CAUSES = {
    Cause.RETRIEVAL: "det rette sted blev ikke fundet",
    Cause.UNDERSTANDING: "spørgsmålet blev misforstået",
    Cause.RULE: "reglen er forkert",
    Cause.COMPOSITION: "svaret er skrevet forkert",
    Cause.SOURCE: "kilden mangler eller er forældet",
    Cause.NONE: "ingen fejl",
}
_IMPORTANCE = {
    Importance.WRONG_DECISION: "kan give en forkert afgørelse",
    Importance.MISLEADING: "kan misforstås",
    Importance.NUISANCE: "til besvær",
}
_SIGNS = {True: "👍 brugbart", False: "👎 ikke brugbart"}


def draw_feedback(assistant: Assistant) -> None:
    """The list, the open ones first."""
    all_of_it = st.toggle("Vis også de færdige")
    none: tuple[Feedback, ...] = ()
    said = remembered(lambda records: records.feedback(open_only=not all_of_it), none)
    if not said:
        st.info("Der er ingen tilbagemeldinger at se på.")
    for one in said:
        with st.expander(f"{_SIGNS[one.helpful]} · {one.question[:80]} ({one.given:%d.%m.%Y})"):
            _one(assistant, one)


def _one(assistant: Assistant, said: Feedback) -> None:
    if said.kinds:
        st.markdown("**Hvad var galt:** " + ", ".join(str(kind) for kind in said.kinds))
    if said.comment:
        st.text(said.comment)
    gone: tuple[Kept, ...] = ()
    turns = remembered(lambda records: records.turns_of(said.id), gone)
    for turn in turns:
        st.caption("Spørgsmål")
        st.text(turn.question)
    if turns:
        with st.container(border=True):
            st.markdown(turns[-1].answer.text)
        _case(assistant, said, turns)
    _form(said)


def _case(assistant: Assistant, said: Feedback, turns: tuple[Kept, ...]) -> None:
    topics = {rule.id: rule.topics for rule in assistant.rules()}
    note = "; ".join([*(str(kind) for kind in said.kinds), said.comment]).strip("; ")
    text = draft([turn.question for turn in turns], turns[-1].answer, topics, note)
    st.download_button("Hent som prøve", text, f"proeve-{said.id}.toml", "application/toml", key=f"case-{said.id}")


def _form(said: Feedback) -> None:
    with st.form(f"triage-{said.id}"):
        cause = st.selectbox(
            "Årsag", list(Cause), index=_index(Cause, said.triage.cause), format_func=_CAUSES.__getitem__
        )
        importance = st.selectbox(
            "Alvor",
            list(Importance),
            index=_index(Importance, said.triage.importance),
            format_func=_IMPORTANCE.__getitem__,
        )
        domains = list(TOPICS)
        known = domains.index(said.triage.domain) if said.triage.domain in domains else None
        domain = st.selectbox("Emne", domains, index=known, format_func=TOPICS.__getitem__)
        note = st.text_input("Note", value=said.triage.note)
        done = st.checkbox("Færdig", value=said.triage.done)
        if st.form_submit_button("Gem"):
            triage = Triage(cause=cause, importance=importance, domain=domain, note=note, done=done)
            opened_records().triage(said.id, triage)
            st.rerun()


def _index(kinds: type[Cause] | type[Importance], chosen: Cause | Importance | None) -> int | None:
    return list(kinds).index(chosen) if chosen is not None else None
