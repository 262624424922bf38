"""What several pages show: verdicts, findings, quotations in their surroundings, versions of the law, and facts."""

import base64
import html
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from assistant.answer import Citation, FindingOut, LawVersion
from assistant.catalogue.facts import FactField
from assistant.catalogue.names import VERDICTS
from assistant.catalogue.sources import surroundings
from assistant.finding import Verdict
from assistant.service import Assistant
from assistant.texts import AUTHORITIES
from corpus.dates import danish_date
from corpus.errors import QuestionError
from corpus.passage import Wording

# A sign beside each word: a verdict is never told by colour alone.
_SIGNS = {
    Verdict.MET: "✔",
    Verdict.BREACHED: "✖",
    Verdict.NEEDS_ASSESSMENT: "⚖",
    Verdict.MISSING_FACT: "?",
    Verdict.NOT_APPLICABLE: "–",
    Verdict.NOT_IN_FORCE: "⏱",
}
_COLOURS = {
    Verdict.MET: "green",
    Verdict.BREACHED: "red",
    Verdict.NEEDS_ASSESSMENT: "orange",
    Verdict.MISSING_FACT: "blue",
    Verdict.NOT_APPLICABLE: "gray",
    Verdict.NOT_IN_FORCE: "gray",
}
# The days that can be chosen at all: beyond them Streamlit's own field tells the fault in English.
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
_WORDINGS = {Wording.ORDLYD: "ordret", Wording.GENGIVELSE: "gengivet med egne ord"}
_CONTEXT_CHARS = 250
_UNKNOWN, _YES, _NO = "ved ikke", "ja", "nej"


def badge(verdict: Verdict) -> str:
    """The verdict as a sign and a word."""
    return f"{_SIGNS[verdict]} {VERDICTS[verdict]}"


def show_badge(verdict: Verdict) -> None:
    """The verdict as a badge."""
    st.badge(badge(verdict), color=_COLOURS[verdict])  # type: ignore[arg-type]  # streamlit wants literals


def show_findings(findings: Sequence[FindingOut]) -> None:
    """The rules that were checked, each with its verdict, reason and references."""
    for finding in findings:
        show_badge(finding.verdict)
        st.markdown(f"**{finding.title}.** {finding.reason}")
        if finding.references:
            st.caption("; ".join(finding.references))


def show_citation(assistant: Assistant, citation: Citation) -> None:
    """A quotation that opens: marked in its surroundings, with its kind, its source and a link."""
    where = citation.reference or f"{citation.title}, {citation.locator}"
    with st.expander(f"[{citation.marker}] {where}"):
        before, after = _around(assistant, citation)
        quote = f"<mark class='citat'>{html.escape(citation.quote)}</mark>"
        st.html(f"<p style='white-space:pre-line'>… {html.escape(before)}{quote}{html.escape(after)} …</p>")
        kind = f"{AUTHORITIES[citation.authority]} · {citation.title} · {_WORDINGS[citation.wording]}"
        st.caption(kind + (f" · som den gjaldt den {danish_date(citation.on)}" if citation.on else ""))
        if citation.url:
            st.markdown(f"[Se den officielle kilde]({citation.url})")


def _around(assistant: Assistant, citation: Citation) -> tuple[str, str]:
    """What stands before and after the quotation; nothing where its document has been taken out since."""
    try:
        return surroundings(citation, assistant.source(citation.source).text, _CONTEXT_CHARS)
    except QuestionError:
        return "", ""


def show_law(on: date, versions: Iterable[LawVersion]) -> None:
    """Which law is told, and when it was last checked."""
    told = "; ".join(
        f"{law.act}: {law.version}, {_WORDINGS[law.wording]}, kontrolleret den {law.checked_on:%d.%m.%Y}"
        for law in versions
    )
    if told:
        st.caption(f"Gældende ret pr. {on:%d.%m.%Y}. {told}.")


def show_notices(notices: Sequence[str]) -> None:
    """What may differ from what is said."""
    if notices:
        st.caption("Bemærk:\n" + "\n".join(f"- {notice}" for notice in notices))


def show_drawing(svg: str, caption: str) -> None:
    """A drawing with its words under it, which a screen reader reads for the drawing as well."""
    data = base64.b64encode(svg.encode()).decode()
    st.html(f"<img src='data:image/svg+xml;base64,{data}' alt='{html.escape(caption)}' style='max-width:100%'>")
    st.caption(caption)


def wording(kind: Wording) -> str:
    """Whether a text is the law's own or ours."""
    return _WORDINGS[kind]


def fact_input(field: FactField, known: Any, key: str) -> Any:
    """One fact of the case to be filled in; None while it is not known."""
    match field.kind:
        case "group":
            return _choice(field.label, field.options, known, key)
        case "yes_no":
            answer = _choice(field.label, {"1": _YES, "0": _NO}, {True: "1", False: "0"}.get(known), key)
            return None if answer is None else answer == "1"
        case "purposes":
            chosen = st.multiselect(
                field.label,
                list(field.options),
                default=list(known or ()),
                format_func=lambda value: field.options[value],
                placeholder="Vælg",
                key=key,
            )
            return tuple(chosen)
        case "date":
            day = date.fromisoformat(known) if isinstance(known, str) else known
            return st.date_input(
                field.label, value=day, format="DD.MM.YYYY", key=key, min_value=EARLIEST, max_value=LATEST
            )
        case _:
            value = float(known) if known is not None else None
            return st.number_input(field.label, value=value, step=1.0, format="%g", key=key)


def _choice(label: str, options: dict[str, str], known: str | None, key: str) -> str | None:
    values = list(options)
    return st.selectbox(
        label,
        values,
        index=values.index(known) if known in values else None,
        format_func=lambda value: options[value],
        placeholder=_UNKNOWN,
        key=key,
    )
