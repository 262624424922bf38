"""The tab Rundtur for nye: one case at a time to solve, each answer judged and explained by the rule checker."""

from collections.abc import Sequence

import streamlit as st

from assistant.catalogue.tour import TourAnswer, TourCase
from assistant.service import Assistant
from corpus.dates import danish_date
from ui.components import show_badge, wording

# What a session remembers: the place of the case on the screen, and each case's chosen option (from 1) by id.
_AT = "tour-at"
_CHOSEN = "tour-chosen"
_LEAD = (
    "Øv dig på sagerne her, fra den enkle til den svære. Det er det samme regeltjek som bag svarene på siden Spørg, "
    "der afgør, om du har ret. Sagerne er opdigtede, og intet bliver gemt."
)


def draw(assistant: Assistant) -> None:
    """The tab."""
    cases = assistant.tour()
    at: int = st.session_state.setdefault(_AT, 0)
    st.session_state.setdefault(_CHOSEN, {})
    if at < len(cases):
        _case(assistant, cases, at)
    else:
        _end(assistant, cases)


def _case(assistant: Assistant, cases: Sequence[TourCase], at: int) -> None:
    case = cases[at]
    if at == 0:
        st.markdown(_LEAD)
    st.progress((at + 1) / len(cases), text=f"Sag {at + 1} af {len(cases)}")
    st.subheader(case.title)
    st.markdown(case.story)
    st.caption(f"Sagen løses efter loven, som den gjaldt den {danish_date(case.on)}.")
    chosen = st.session_state[_CHOSEN].get(case.id)
    if chosen is None:
        _ask(case)
        return
    _explain(assistant, case, chosen)
    st.button("Næste sag" if at + 1 < len(cases) else "Se resultatet", on_click=_go_to, args=(at + 1,), key="tour-next")


def _ask(case: TourCase) -> None:
    numbers = range(1, len(case.options) + 1)
    key = f"tour-option-{case.id}"
    st.radio(case.question, numbers, index=None, format_func=lambda number: case.options[number - 1], key=key)
    asked = st.button("Svar", type="primary", on_click=_answer, args=(case.id, key), key=f"tour-answer-{case.id}")
    if asked:
        st.info("Vælg et af svarene først.")


def _answer(case_id: str, key: str) -> None:
    if st.session_state.get(key) is not None:
        st.session_state[_CHOSEN] |= {case_id: st.session_state[key]}


def _go_to(at: int) -> None:
    st.session_state[_AT] = at


def _begin() -> None:
    st.session_state[_AT], st.session_state[_CHOSEN] = 0, {}


def _explain(assistant: Assistant, case: TourCase, chosen: int) -> None:
    answer = assistant.tour_answer(case.id, chosen)
    st.markdown(f"**{case.question}**")
    marked = (_marked(option, answer, chosen=n == chosen) for n, option in enumerate(case.options, start=1))
    st.markdown("\n".join(f"- {line}" for line in marked))
    if answer.right:
        st.success("✔ Rigtigt. Regeltjekket siger det samme.")
    else:
        st.error("✖ Forkert. Regeltjekket siger noget andet.")
    st.markdown("**Regeltjekkets udfald i sagen:**")
    show_badge(answer.finding.verdict)
    st.markdown(answer.finding.reason)
    for item in answer.finding.weigh:
        st.markdown(f"- {item}")
    _grounds(assistant, case, answer)
    st.markdown(f"**Husk:** {answer.lesson}")


def _marked(option: str, answer: TourAnswer, *, chosen: bool) -> str:
    if option == answer.solution:
        return f"✔ **{option}** – {'dit svar, ' if chosen else ''}rigtigt"
    return f"✖ {option} – dit svar, forkert" if chosen else option


def _grounds(assistant: Assistant, case: TourCase, answer: TourAnswer) -> None:
    """The provisions with their text on the day, and the facts that the rule checker went by."""
    for reference in answer.finding.references:
        for provision in assistant.provision(reference, case.on):
            with st.expander(f"{provision.reference} ({wording(provision.wording)})"):
                st.text(provision.text)
    facts = "; ".join(f"{label}: {value}" for label, value in assistant.describe(case.facts, case.on).items())
    st.caption(f"Reglen: {answer.finding.title}. Regeltjekket gik ud fra: {facts}.")


def _end(assistant: Assistant, cases: Sequence[TourCase]) -> None:
    chosen: dict[str, int] = st.session_state[_CHOSEN]
    right = [case.id in chosen and assistant.tour_answer(case.id, chosen[case.id]).right for case in cases]
    st.subheader(f"Du svarede rigtigt på {sum(right)} af {len(cases)}")
    for case, solved in zip(cases, right, strict=True):
        st.markdown(f"- {'✔ rigtigt' if solved else '✖ forkert'}: {case.title}")
    st.button("Begynd forfra", on_click=_begin, key="tour-again")
