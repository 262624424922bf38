"""The page Kilder: what the assistant builds on, to be searched and read, and added to."""

from datetime import date

import streamlit as st

from assistant.catalogue.sources import SourceOut
from assistant.service import Assistant
from assistant.texts import AUTHORITIES
from corpus.dates import danish_date
from ui import additions, login
from ui.components import wording
from ui.shell import day_of_law

_FOUND = 10


def draw(assistant: Assistant) -> None:
    """The page."""
    search, read, *add = st.tabs(["Søg", "Læs", *(["Tilføj dokument"] if login.maintains() else [])])
    with search:
        _search(assistant)
    with read:
        _read(assistant)
    for tab in add:
        with tab:
            additions.draw()


def _search(assistant: Assistant) -> None:
    on = day_of_law("sources-on")
    query = st.text_input("Søg i alle kilder", placeholder="fx virksomhedscenter eller LAB § 61")
    if not query.strip():
        return
    titles = {source.id: source.title for source in assistant.sources()}
    for number, hit in enumerate(assistant.search(query, k=_FOUND, on=on), start=1):
        with st.expander(f"{number}. {hit.reference or f'{titles[hit.source]}, {hit.locator}'}", expanded=number == 1):
            st.text(hit.text)
            st.caption(f"{AUTHORITIES[hit.authority]} · {hit.title} · {hit.locator}")


def _read(assistant: Assistant) -> None:
    chosen = st.selectbox(
        "Kilde", assistant.sources(), format_func=lambda source: f"{source.title} – {_period(source)}"
    )
    st.markdown(f"**{chosen.title}**")
    facts = [AUTHORITIES[chosen.authority], wording(chosen.wording), chosen.publisher, _period(chosen)]
    facts += [f"kontrolleret den {danish_date(chosen.checked_on)}"] if chosen.checked_on else []
    st.caption(" · ".join(fact for fact in facts if fact))
    if chosen.url:
        st.markdown(f"[Se den officielle kilde]({chosen.url})")
    words = st.text_input("Søg i denne kilde", key=f"within-{chosen.id}").casefold().split()
    sections = assistant.sections(chosen.id)
    shown = [section for section in sections if all(word in section.text.casefold() for word in words)]
    st.caption(f"{len(shown)} af {len(sections)} afsnit")
    heading: tuple[str, ...] = ()
    for section in shown:
        if section.headings[-1:] != heading:
            heading = section.headings[-1:]
            st.markdown(f"##### {heading[0]}" if heading else "")
        st.text(section.text)
        st.caption(section.reference or section.locator)


def _period(source: SourceOut) -> str:
    if source.in_force_from is None:
        return f"fra {danish_date(source.issued)}" if source.issued else ""
    if source.in_force_until is None:
        return f"gælder fra {danish_date(source.in_force_from)}"
    last = date.fromordinal(source.in_force_until.toordinal() - 1)
    return f"gjaldt fra {danish_date(source.in_force_from)} til og med {danish_date(last)}"
