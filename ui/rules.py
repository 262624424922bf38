"""The page Regler: find a rule, read its versions, try it with facts of one's own, see who may what, practise."""

import html
from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt
import streamlit as st

from assistant.catalogue.names import TOPICS, VERDICTS
from assistant.catalogue.rules import Cell, RuleOut, RuleVersionOut
from assistant.finding import Verdict
from assistant.service import Assistant
from corpus.dates import danish_date
from ui import tour
from ui.components import badge, fact_input, show_badge, wording
from ui.shell import day_of_law

_ALL = "Alle emner"
_WEEKS = "uger"
_FILLS = {
    _WEEKS: "#f4f1e8",
    VERDICTS[Verdict.MET]: "#d7f0dc",
    VERDICTS[Verdict.BREACHED]: "#fbd9d3",
    VERDICTS[Verdict.NEEDS_ASSESSMENT]: "#fdebc8",
    VERDICTS[Verdict.MISSING_FACT]: "#dbe7f7",
    VERDICTS[Verdict.NOT_APPLICABLE]: "#ececec",
    VERDICTS[Verdict.NOT_IN_FORCE]: "#ececec",
}
_LAST_SHOWN = date(2027, 12, 31)
# The fills are light in both themes, so the words on them are dark in both.
_LOOK = """<style>
.matrix-frame { overflow-x: auto; }
.matrix { border-collapse: collapse; font-size: 0.85rem; }
.matrix th, .matrix td { padding: 0.35rem 0.6rem; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
.matrix thead th { text-align: left; vertical-align: bottom; min-width: 6.5rem; }
.matrix tbody th { text-align: left; font-weight: 500; min-width: 9rem; }
.matrix tbody td { color: #1b1b1b; white-space: nowrap; }
</style>"""


def draw(assistant: Assistant) -> None:
    """The page."""
    on = day_of_law("rules-on")
    overview, browse, practise = st.tabs(["Find en regel", "Hvem må hvad", "Rundtur for nye"])
    with overview:
        _browse(assistant, on)
    with browse:
        _matrix(assistant, on)
    with practise:
        tour.draw(assistant)


def _browse(assistant: Assistant, on: date) -> None:
    rules = assistant.rules()
    topic = st.selectbox("Emne", [None, *TOPICS], format_func=lambda key: TOPICS[key] if key else _ALL)
    words = st.text_input("Søg i reglerne", placeholder="fx forlængelse eller § 61")
    found = [rule for rule in rules if (topic is None or topic in rule.topics) and _matches(rule, words)]
    st.caption(f"{len(found)} af {len(rules)} regler")
    if not found:
        st.info("Ingen regel passer. Prøv et andet ord, eller vælg alle emner.")
        return
    chosen = st.selectbox("Regel", found, format_func=lambda rule: f"{rule.title} – {rule.question}")
    _rule(assistant, chosen, on)


def _matches(rule: RuleOut, words: str) -> bool:
    held = [
        rule.title,
        rule.question,
        *(v.general for v in rule.versions),
        *(r for v in rule.versions for r in v.references),
    ]
    return all(word in " ".join(held).casefold() for word in words.casefold().split())


def _rule(assistant: Assistant, rule: RuleOut, on: date) -> None:
    st.subheader(rule.title)
    version = rule.version(on)
    if version is None:
        st.warning(f"Grundlaget går ikke tilbage til den {danish_date(on)}.")
    else:
        _version(assistant, version, on)
    if len(rule.versions) > 1:
        _time_line(rule)
    labels = {field.name: field for field in assistant.fact_fields(on)}
    if rule.facts:
        st.markdown("**Oplysninger, reglen kan bruge:** " + ", ".join(labels[name].label for name in rule.facts))
        with st.expander("Prøv reglen med dine egne oplysninger"):
            _try(assistant, rule, on)


def _version(assistant: Assistant, version: RuleVersionOut, on: date) -> None:
    st.markdown(version.general)
    for item in version.weigh:
        st.markdown(f"- {item}")
    for reference in version.references:
        for provision in assistant.provision(reference, on):
            with st.expander(f"{provision.reference} ({wording(provision.wording)})"):
                st.text(provision.text)
    for notice in version.notices:
        st.caption(f"Bemærk: {notice}")
    st.caption(f"Kontrolleret den {version.verified_on:%d.%m.%Y}.")


def _time_line(rule: RuleOut) -> None:
    rows = [
        {
            "fra": v.starts.isoformat(),
            "til": (v.until or _LAST_SHOWN).isoformat(),
            "version": f"{n}. {'i kraft' if v.in_force else 'ingen regel'}",
            "regel": v.general,
        }
        for n, v in enumerate(rule.versions, start=1)
    ]
    chart = (
        alt.Chart(alt.Data(values=rows))  # type: ignore[no-untyped-call]  # altair 6 leaves it untyped
        .mark_bar(height=18)
        .encode(
            x=alt.X("fra:T", title=None),
            x2="til:T",
            y=alt.Y("version:N", title=None),
            color=alt.Color("version:N", legend=None),
            tooltip=["fra:T", "til:T", "regel:N"],
        )
    )
    st.markdown("**Versioner**")
    st.altair_chart(chart, width="stretch")
    for v in rule.versions:
        until = f"til og med den {danish_date(date.fromordinal(v.until.toordinal() - 1))}" if v.until else "og frem"
        st.markdown(f"- Fra den {danish_date(v.starts)} {until}: {v.general} ({'; '.join(v.references)})")


def _try(assistant: Assistant, rule: RuleOut, on: date) -> None:
    fields = {field.name: field for field in assistant.fact_fields(on)}
    with st.form(f"try-{rule.id}"):
        given = {name: fact_input(fields[name], None, f"try-{rule.id}-{name}") for name in rule.facts}
        asked = st.form_submit_button("Prøv reglen")
    if asked:
        known: dict[str, Any] = {name: value for name, value in given.items() if value not in (None, ())}
        trace = assistant.trace(rule.id, known, on)
        show_badge(trace.finding.verdict)
        st.markdown(trace.finding.reason)
        if trace.finding.missing:
            st.caption("Mangler: " + ", ".join(fields[name].label for name in trace.finding.missing))
        signs = {True: "✔ passer", False: "✖ passer ikke", None: "? mangler en oplysning"}
        for number, step in enumerate(trace.steps, start=1):
            decides = " **← afgør**" if step.decides else ""
            st.markdown(f"{number}. {step.text} – {signs[step.holds]}{decides}")


def _matrix(assistant: Assistant, on: date) -> None:
    cells = assistant.matrix(on)
    if not cells:
        st.info(f"Ingen regel skiller målgrupperne ad den {danish_date(on)}.")
        return
    names = {group.key: f"{group.name} ({group.reference})" for group in assistant.groups(on)}
    st.markdown("Hvad reglerne siger om hver målgruppe, før andet er oplyst.")
    st.html(_table(cells, names))
    with st.expander("Det samme som tekst"):
        for key, name in names.items():
            told = "; ".join(f"{cell.title}: {_short(cell)}" for cell in cells if cell.group == key)
            st.markdown(f"- **{name}** – {told}")


def _table(cells: Sequence[Cell], names: dict[str, str]) -> str:
    """A row a group and a column a rule; wider than the page it is scrolled, with the groups kept in view."""
    titles = list(dict.fromkeys(cell.title for cell in cells))
    found = {(cell.group, cell.title): cell for cell in cells}
    head = "".join(f"<th scope='col'>{html.escape(title)}</th>" for title in titles)
    rows = "".join(
        f"<tr><th scope='row'>{html.escape(name)}</th>{''.join(_cell(found.get((key, t))) for t in titles)}</tr>"
        for key, name in names.items()
    )
    table = f"<table class='matrix'><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f"{_LOOK}<div class='matrix-frame' tabindex='0' role='region' aria-label='Hvem må hvad'>{table}</div>"


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return "<td></td>"
    # A number of weeks is no verdict yet, and is coloured as none.
    fill = _FILLS[_WEEKS if cell.limit_weeks else VERDICTS[cell.verdict]]
    return f"<td style='background:{fill}' title='{html.escape(cell.reason)}'>{html.escape(_short(cell))}</td>"


def _short(cell: Cell) -> str:
    return f"{cell.limit_weeks} uger" if cell.limit_weeks else badge(cell.verdict)
