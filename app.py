"""The chat in the browser. It shows what the assistant says and holds no rule of its own."""

import html
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, assert_never

import streamlit as st

from assistant import open_assistant
from assistant.answer import Answer, Citation, FindingOut
from assistant.events import Answered, Checked, Declined, Event, Retrieved, Understood, Verified
from assistant.finding import Verdict
from assistant.settings import today
from assistant.texts import AUTHORITIES, CAPABILITIES, NOT_A_DECISION
from corpus.errors import GuidanceError, IndexUnavailable

if TYPE_CHECKING:
    from assistant.service import Assistant, Conversation

_LOG = logging.getLogger("praktikvejleder")
# Signs and words, never colour alone.
_BADGES = {
    Verdict.MET: "✔ Opfyldt",
    Verdict.BREACHED: "✖ Ikke opfyldt",
    Verdict.NEEDS_ASSESSMENT: "⚖ Kræver vurdering",
    Verdict.MISSING_FACT: "? Mangler oplysning",
    Verdict.NOT_APPLICABLE: "– Ikke relevant",
    Verdict.NOT_IN_FORCE: "⏱ Gælder ikke den dag",
}
_EXAMPLES = (
    "Hvor længe kan en dagpengemodtager være i virksomhedspraktik?",
    "Må borgeren komme i praktik dér, hvor hun senest var ansat?",
    "Hvad skal stå i begrundelsen for afgørelsen?",
)
_CONTEXT_CHARS = 250


@dataclass(frozen=True, slots=True)
class Shown:
    """One turn as it stands in the chat."""

    question: str
    answer: Answer


@st.cache_resource(show_spinner="Åbner kilderne …")
def _assistant() -> "Assistant":
    return open_assistant()


def main() -> None:
    """Draw the page."""
    st.set_page_config(page_title="Praktikvejleder", page_icon="⚖️", layout="centered")
    st.html("<script>document.documentElement.lang='da'</script>", unsafe_allow_javascript=True)
    st.title("Praktikvejleder")
    st.caption(f"Spørg om reglerne for virksomhedspraktik. {NOT_A_DECISION}")
    try:
        _page(_assistant())
    except IndexUnavailable as error:
        _LOG.warning("%s", error)
        st.error(f"{error}")


def _page(assistant: "Assistant") -> None:
    _sidebar(assistant)
    shown: list[Shown] = st.session_state.setdefault("shown", [])
    for turn in shown:
        _show_turn(assistant, turn)
    asked = st.chat_input("Stil dit spørgsmål", max_chars=4000) or st.session_state.pop("pick", None)
    if not shown and not asked:
        _examples()
    if asked:
        _answer(assistant, str(asked), shown)


def _sidebar(assistant: "Assistant") -> None:
    with st.sidebar:
        st.date_input("Gældende ret pr.", value=today(), key="on", format="DD.MM.YYYY", on_change=_forget)
        st.button("Ny sag", on_click=_forget, width="stretch")
        st.subheader("Det har jeg forstået")
        cases = _conversation(assistant).cases
        if not any(case.known() for case in cases):
            st.caption("Ingen oplysninger om sagen endnu.")
        for number, case in enumerate(cases, start=1):
            if len(cases) > 1:
                st.markdown(f"*Borger {number}*")
            for name, value in assistant.describe(case).items():
                st.markdown(f"**{name}:** {value}")
        st.caption("Skriv ikke navn eller CPR-nummer. Samtalen gemmes ikke.")


def _conversation(assistant: "Assistant") -> "Conversation":
    if "conversation" not in st.session_state:
        on: date | None = st.session_state.get("on")
        st.session_state["conversation"] = assistant.conversation(on=None if on == today() else on)
    conversation: Conversation = st.session_state["conversation"]
    return conversation


def _forget() -> None:
    st.session_state.pop("conversation", None)
    st.session_state["shown"] = []


def _examples() -> None:
    st.markdown(CAPABILITIES)
    for number, example in enumerate(_EXAMPLES):
        st.button(example, key=f"example-{number}", on_click=_pick, args=(example,))


def _pick(question: str) -> None:
    st.session_state["pick"] = question


def _answer(assistant: "Assistant", question: str, shown: list[Shown]) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.text(question)
    with st.chat_message("assistant", avatar=":material/balance:"):
        answer = _run(lambda: _conversation(assistant).stream(question))
    if answer is not None:
        shown.append(Shown(question, answer))
        st.rerun()


def _run(stream: Callable[[], Iterator[Event]]) -> Answer | None:
    """The answer, with its steps shown while they happen; None if the question was refused."""
    with st.status("Læser spørgsmålet …", expanded=True) as status:
        try:
            for event in stream():
                if isinstance(event, Answered):
                    status.update(label="Kontrolleret", state="complete")
                    return event.answer
                st.write(_step(event))
        except GuidanceError as error:
            status.update(label="Spørgsmålet kunne ikke bruges", state="error")
            st.warning(str(error))
    return None


def _step(event: Understood | Checked | Retrieved | Verified | Declined) -> str:
    match event:
        case Understood(echo=echo):
            return f"Forstået: {'; '.join(echo)}" if echo else "Spørgsmålet er læst."
        case Checked(findings=findings):
            return f"{len(findings)} regler er tjekket."
        case Retrieved(passages=passages):
            return f"{len(passages)} steder i kilderne er fundet."
        case Verified(kept=kept, dropped=dropped):
            return f"{kept} udsagn er bekræftet i kilderne, {dropped} er kasseret."
        case Declined():
            return "Spørgsmålet kan ikke besvares ud fra kilderne."
        case _:
            assert_never(event)


def _show_turn(assistant: "Assistant", turn: Shown) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.text(turn.question)
    with st.chat_message("assistant", avatar=":material/balance:"):
        answer = turn.answer
        if answer.understood:
            st.caption("Jeg har forstået: " + "; ".join(answer.understood))
        st.markdown(answer.text)
        for question in answer.questions:
            st.info(question, icon=":material/help:")
        _findings(answer.findings)
        for citation in answer.citations:
            _citation(assistant, citation)
        _footer(answer)


def _findings(findings: tuple[FindingOut, ...]) -> None:
    if not findings:
        return
    with st.expander(f"Regeltjek ({len(findings)})"):
        for finding in findings:
            st.markdown(f"**{_BADGES[finding.verdict]}** – {finding.title}")
            st.markdown(finding.reason)
            st.caption("; ".join(finding.references))


def _citation(assistant: "Assistant", citation: Citation) -> None:
    where = citation.reference or f"{citation.title}, {citation.locator}"
    with st.expander(f"[{citation.marker}] {where}"):
        text = assistant.source(citation.source).text
        # The surroundings begin and end with a whole word.
        before = text[max(0, citation.start - _CONTEXT_CHARS) : citation.start].partition(" ")[2]
        after = text[citation.end : citation.end + _CONTEXT_CHARS].rpartition(" ")[0]
        quote = f"<mark style='background:#fff3c4;color:#1b1b1b'>{html.escape(citation.quote)}</mark>"
        marked = f"{html.escape(before)}{quote}{html.escape(after)}"
        st.html(f"<p style='white-space:pre-line;line-height:1.6'>… {marked} …</p>")
        kind = "gengivet med egne ord" if citation.wording == "gengivelse" else "ordret"
        st.caption(f"{AUTHORITIES[citation.authority]} · {citation.title} · {kind}")
        if citation.url:
            st.markdown(f"[Se den officielle kilde]({citation.url})")


def _footer(answer: Answer) -> None:
    for notice in answer.notices:
        st.caption(f"Bemærk: {notice}")
    versions = "; ".join(f"{law.act}: {law.version}, kontrolleret den {law.checked_on:%d.%m.%Y}" for law in answer.law)
    if versions:
        st.caption(f"Gældende ret pr. {answer.on:%d.%m.%Y}. {versions}.")


if __name__ == "__main__":
    main()
