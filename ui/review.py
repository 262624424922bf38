"""The page Begrundelse: a draft decision with its references marked, and what it lacks."""

import html
from collections.abc import Sequence
from datetime import date

import streamlit as st

from assistant.review.masking import MAX_LETTER, masked
from assistant.review.report import ReferenceReview, Remark, Review
from assistant.service import Assistant
from ui.components import show_citation, show_findings, show_law, show_notices
from ui.uploads import KINDS, text_of

_HELP = "Indsæt udkastet uden navn og CPR-nummer. Teksten gemmes ikke."
_SIGNS = {"ok": "✔ i orden", "problem": "✖ problem", "unchecked": "? ikke kontrolleret"}
_SEVERITIES = {"fejl": "✖ Fejl", "mangel": "✖ Mangler", "boer": "⚖ Bør", "oplysning": "– Oplysning"}


def draw(assistant: Assistant) -> None:
    """The page."""
    chosen = st.file_uploader("Vælg en fil (txt, docx eller pdf)", type=list(KINDS))
    read = text_of(chosen.name, chosen.getvalue()) if chosen else ""
    if chosen and st.session_state.get("review-file") != chosen.file_id:
        st.session_state["review-file"] = chosen.file_id
        st.session_state["review-text"] = read
    with st.form("review"):
        text = st.text_area("Udkast til afgørelse", key="review-text", height=260, max_chars=MAX_LETTER, help=_HELP)
        day = st.date_input("Afgørelsens dag (ellers den, teksten selv nævner)", value=None, format="DD.MM.YYYY")
        asked = st.form_submit_button("Gennemgå udkastet", type="primary")
    if asked and not text.strip():
        st.info("Indsæt et udkast, eller vælg en fil.")
    elif asked:
        st.session_state["reviewed"] = assistant.review(text, on=day if isinstance(day, date) else None), text
    if "reviewed" in st.session_state:
        _show(assistant, *st.session_state["reviewed"])


def _show(assistant: Assistant, review: Review, text: str) -> None:
    if review.status == "declined":
        st.warning(review.text)
        return
    wrong = sum(one.verdict == "problem" for one in review.references)
    st.subheader("Gennemgangen")
    st.markdown(f"{len(review.references)} henvisninger, {wrong} med problemer; {len(review.remarks)} bemærkninger.")
    if review.understood:
        st.caption("Læst i teksten: " + "; ".join(review.understood))
    st.html(_marked(masked(text).text, review.references))
    for number, one in enumerate(review.references, start=1):
        _reference(number, one)
    for remark in review.remarks:
        _remark(remark)
    if review.suggested:
        st.markdown("**Henvisninger, vi ville vente:** " + "; ".join(review.suggested))
        st.caption(review.suggestion_note)
    if review.findings:
        with st.expander(f"Regeltjek ({len(review.findings)})"):
            show_findings(review.findings)
    for citation in review.citations:
        show_citation(assistant, citation)
    show_notices(review.notices)
    show_law(review.on, review.law)
    st.download_button("Hent gennemgangen", review.text, "gennemgang.md", "text/markdown")


def _marked(text: str, references: Sequence[ReferenceReview]) -> str:
    """The text with each reference marked and numbered."""
    pieces, position = [], 0
    for number, one in enumerate(references, start=1):
        if one.start < position:
            continue
        pieces.append(html.escape(text[position : one.start]))
        written = html.escape(text[one.start : one.end])
        pieces.append(f"<mark class='{one.verdict}' title='{_SIGNS[one.verdict]}'>{written} <sup>{number}</sup></mark>")
        position = one.end
    pieces.append(html.escape(text[position:]))
    return f"<div class='udkast'>{''.join(pieces)}</div>"


def _reference(number: int, one: ReferenceReview) -> None:
    st.markdown(f"**{number}. {one.reference or one.written}** – {_SIGNS[one.verdict]}")
    for problem in one.problems:
        st.markdown(f"- {problem.text}")
    if one.rendering:
        st.caption(one.rendering)


def _remark(remark: Remark) -> None:
    markers = "".join(f" [{marker}]" for marker in remark.markers)
    references = f" ({'; '.join(remark.references)})" if remark.references else ""
    st.markdown(f"**{_SEVERITIES[remark.severity]}:** {remark.text}{references}{markers}")
