"""The page Varighed: the days of a placement, drawn, with the provision behind each limit."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt
import streamlit as st
import vl_convert

from assistant.calendar_file import calendar
from assistant.plan import Plan, Stretch
from assistant.service import Assistant
from assistant.settings import moment
from corpus.dates import danish_date
from ui.components import EARLIEST, LATEST, badge, show_badge, show_law, show_notices
from ui.shell import day_of_law

_NAMES = {
    "earlier": "Tidligere praktik",
    "first": "Uden forlængelse",
    "extension": "Med forlængelse",
    "further": "Endnu en forlængelse",
}
_FILLS = {"earlier": "#bdbdbd", "first": "#9fcfb4", "extension": "#f2cf8d", "further": "#e3ad78"}
_MISSING = {
    "target_group": "Vælg en målgruppe for at se, hvor længe praktikken kan vare.",
    "start": "Vælg den første dag for at få datoer.",
}
_ON_LIGHT, _ON_DARK = "#1b2430", "#e8ecf2"


def draw(assistant: Assistant) -> None:
    """The page."""
    on = day_of_law("duration-on")
    names = {group.key: f"{group.name} ({group.reference})" for group in assistant.groups(on)}
    group = st.selectbox("Målgruppe", list(names), index=None, format_func=names.__getitem__, placeholder="Vælg")
    start = st.date_input("Første dag", value=None, format="DD.MM.YYYY", min_value=EARLIEST, max_value=LATEST)
    weeks = st.number_input(
        "Ønskede uger i alt (kan udelades)", value=None, min_value=1.0, max_value=520.0, step=1.0, format="%g"
    )
    graduate = st.checkbox("Dimittend på dimittendvilkår", disabled=group != "dagpenge")
    facts: dict[str, Any] = {"target_group": group, "start": start, "weeks": weeks, "graduate": graduate or None}
    plan = assistant.plan({name: value for name, value in facts.items() if value is not None}, _earlier(), on)
    for name in plan.missing:
        st.info(_MISSING[name])
    if group:
        _show(plan)


def _earlier() -> tuple[tuple[date, date], ...]:
    with st.expander("Tidligere praktikker"):
        rows: list[dict[str, Any]] = st.data_editor(
            [{"fra": None, "til": None}],
            num_rows="dynamic",
            placeholder="vælg dag",
            column_config={
                "fra": st.column_config.DateColumn("Første dag", format="DD.MM.YYYY"),
                "til": st.column_config.DateColumn("Sidste dag", format="DD.MM.YYYY"),
            },
            key="earlier",
        )
    return tuple((row["fra"], row["til"]) for row in rows if row["fra"] and row["til"] and row["fra"] <= row["til"])


def _show(plan: Plan) -> None:
    for finding in plan.wanted:
        show_badge(finding.verdict)
        st.markdown(f"{finding.reason} ({'; '.join(finding.references)})")
    if plan.latest_end:
        st.markdown(f"### Sidste dag uden forlængelse: {danish_date(plan.latest_end)}")
    if plan.stretches:
        ink = _ON_DARK if st.context.theme.type == "dark" else _ON_LIGHT
        st.altair_chart(_picture(plan.stretches, ink), width="stretch")
        _table(plan.stretches)
        stamp = moment()
        st.download_button("Hent tegningen (PNG)", _png(_picture(plan.stretches)), "varighed.png", "image/png")
        st.download_button("Hent datoerne til kalenderen", calendar(plan, stamp), "varighed.ics", "text/calendar")
    st.subheader("Hvad er muligt bagefter?")
    for finding in plan.next:
        show_badge(finding.verdict)
        st.markdown(f"{finding.reason} ({'; '.join(finding.references)})")
        for item in finding.weigh:
            st.markdown(f"- {item}")
    show_notices(plan.notices)
    show_law(plan.on, plan.law)


def _picture(stretches: Sequence[Stretch], ink: str = _ON_LIGHT) -> alt.LayerChart:
    rows = [
        {
            "fra": one.first.isoformat(),
            # A bar ends where its last day ends.
            "til": (one.last + timedelta(days=1)).isoformat(),
            "navn": _NAMES[one.kind],
            "tekst": _told(one),
        }
        for one in stretches
    ]
    fills = alt.Scale(domain=[_NAMES[kind] for kind in _FILLS], range=list(_FILLS.values()))
    base = alt.Chart(alt.Data(values=rows)).encode(  # type: ignore[no-untyped-call]  # altair 6 leaves it untyped
        x=alt.X("fra:T", title=None, axis=alt.Axis(format="%d.%m.%Y", labelAngle=-30)),
        y=alt.Y("navn:N", title=None, sort=None, axis=None),
    )
    bars = base.mark_bar(height=22, stroke="#1b1b1b").encode(
        x2="til:T", color=alt.Color("navn:N", legend=None, scale=fills)
    )
    # From the left edge and in two lines, so that a telephone shows them whole.
    words = base.mark_text(align="left", baseline="top", dy=15, fontSize=12, lineBreak="\n", color=ink).encode(
        text="tekst:N", x=alt.value(0)
    )
    drawn: alt.LayerChart = (bars + words).properties(height=78 * len(rows) + 30)
    return drawn


def _told(one: Stretch) -> str:
    if one.kind == "earlier":
        return f"{_NAMES[one.kind]}\nfra {one.first:%d.%m.%Y} til {one.last:%d.%m.%Y}"
    reference = one.references[0] if one.references else ""
    return f"{_NAMES[one.kind]}: {badge(one.verdict)}\n{one.weeks} uger, senest {one.last:%d.%m.%Y} ({reference})"


def _table(stretches: Sequence[Stretch]) -> None:
    """The picture in words, for whoever cannot see it."""
    for one in stretches:
        length = f", {one.weeks} uger i alt" if one.weeks else ""
        references = f" ({'; '.join(one.references)})" if one.references else ""
        st.markdown(
            f"- **{_NAMES[one.kind]}:** fra {danish_date(one.first)} til og med {danish_date(one.last)}{length}. "
            f"{badge(one.verdict)}. {one.text}{references}"
        )


def _png(picture: alt.LayerChart) -> bytes:
    return bytes(vl_convert.vegalite_to_png(picture.properties(width=720).to_json(), scale=2))
