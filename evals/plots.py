"""The evals as pictures: SVG, drawn offline, each with its words so that colour is never needed to read it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import altair as alt
import vl_convert

from evals.measure import Measure
from evals.runs import Past

if TYPE_CHECKING:
    # Only its shape is needed here; it brings langchain with it.
    from evals.bench import Scaled
    from evals.load import LoadReport, Point

_WIDTH = 520
# Of each suite the one measure that says whether it is right.
TOLD = {
    "answers.right": "svar",
    "conversations.right": "samtaler",
    "understanding.right": "forståelse",
    "refusals.refusal_recall": "afvisninger",
    "retrieval.recall@5": "søgning, blandt 5",
    "blind.recall@5": "søgning, blindt sæt",
    "fresh.right": "friske spørgsmål",
    "review.mutations_caught": "gennemgang, fejl fanget",
}
_CAUSES = {
    "understanding": "forståelse",
    "rule": "regel",
    "retrieval": "søgning",
    "composition": "sammensætning",
}


def scores(measures: Mapping[str, Measure]) -> str:
    """The told measures with their 95 % intervals."""
    rows = [
        {"sæt": name, "værdi": one.value, "lav": one.low, "høj": one.high, "tekst": _percent(one.value)}
        for key, name in TOLD.items()
        if (one := measures.get(key)) and one.value is not None
    ]
    base = _chart(rows).encode(y=alt.Y("sæt:N", title=None, sort=None))
    axis = alt.X("lav:Q", title="andel rigtige, med 95 %-interval", scale=alt.Scale(domain=[0, 1]))
    bars = base.mark_rule(strokeWidth=3).encode(x=axis, x2="høj:Q")
    points = base.mark_point(filled=True, size=90).encode(x="værdi:Q")
    words = base.mark_text(align="left", dx=8, dy=-9).encode(x="værdi:Q", text="tekst:N")
    return _svg((bars + points + words).properties(width=_WIDTH, title="Resultat efter sæt (kontrolhalvdelen)"))


def history(runs: Sequence[Past]) -> str:
    """The told measures of each run, oldest first; each line is named at its end."""
    rows = [
        {"kørsel": _short(run.name), "sæt": name, "værdi": run.scores["gate"][key]}
        for run in runs
        for key, name in TOLD.items()
        if key in run.scores.get("gate", {})
    ]
    base = _chart(rows).encode(
        x=alt.X("kørsel:N", title=None, sort=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("værdi:Q", title="andel rigtige", scale=alt.Scale(domain=[0, 1])),
        detail="sæt:N",
    )
    lines = base.mark_line(point=True).encode(
        strokeDash=alt.StrokeDash("sæt:N", legend=None), color=alt.Color("sæt:N", legend=None)
    )
    last = [row for row in rows if row["kørsel"] == _short(runs[-1].name)] if runs else []
    names = _chart(last).mark_text(align="left", dx=8)
    named = names.encode(x=alt.X("kørsel:N", sort=None), y="værdi:Q", text="sæt:N")
    return _svg((lines + named).properties(width=_WIDTH, title="Resultat over kørsler (kontrolhalvdelen)"))


def causes(failed_in: Iterable[str]) -> str:
    """How many cases failed in each step."""
    counts = Counter(failed_in)
    rows = [{"led": name, "antal": counts[key]} for key, name in _CAUSES.items()]
    base = _chart(rows).encode(y=alt.Y("led:N", title=None, sort=None), x=alt.X("antal:Q", title="fejlede sager"))
    chart = base.mark_bar() + base.mark_text(align="left", dx=4).encode(text="antal:Q")
    return _svg(chart.properties(width=_WIDTH, title="Fejl efter led"))


def latency(milliseconds: Sequence[float]) -> str:
    """How many answers took how long."""
    rows: list[dict[str, Any]] = [{"ms": one} for one in milliseconds]
    x, y = alt.X("ms:Q", bin=alt.Bin(maxbins=30), title="millisekunder"), alt.Y("count()", title="svar")
    chart = _chart(rows).mark_bar().encode(x=x, y=y)
    return _svg(chart.properties(width=_WIDTH, title="Svartid"))


def scale(measured: Sequence["Scaled"]) -> str:
    """Search, building, memory and disk by the number of passages, both axes logarithmic."""
    kinds: dict[str, Callable[[Scaled], float | None]] = {
        "søgning, median (ms)": lambda one: one.report.search.p50_ms,
        "søgning, 95 % under (ms)": lambda one: one.report.search.p95_ms,
        "bygning (s)": lambda one: one.build_s,
        "hukommelse (MiB)": lambda one: one.warm_mib,
        "på disk (MiB)": lambda one: one.report.index_bytes / 2**20,
    }
    rows = [
        {"passager": one.report.passages, "mål": name, "værdi": value}
        for one in measured
        for name, read in kinds.items()
        if (value := read(one))
    ]
    logarithmic = alt.Scale(type="log")
    lines = (
        _chart(rows)
        .mark_line(point=True)
        .encode(
            x=alt.X("passager:Q", scale=logarithmic),
            y=alt.Y("værdi:Q", scale=logarithmic, title=None),
            color=alt.Color("mål:N", title=None),
        )
    )
    return _svg(lines.properties(width=_WIDTH, height=320, title="Indeksets størrelse og hvad den koster"))


def load(report: "LoadReport") -> str:
    """Answers a second, waiting time and memory over the run, each in a picture of its own height."""
    kinds: dict[str, Callable[[Point], float | None]] = {
        "svar pr. sekund": lambda one: one.per_second,
        "svartid, 95 % under (ms)": lambda one: one.p95_ms,
        "hukommelse (MiB)": lambda one: one.memory_mib,
    }
    rows = [
        {"sekund": round(one.at_s, 1), "mål": name, "værdi": round(value, 2)}
        for one in report.curve
        for name, read in kinds.items()
        if (value := read(one)) is not None
    ]
    scale = alt.Y("værdi:Q", title=None, scale=alt.Scale(zero=True))
    lines = _chart(rows).mark_line().encode(x=alt.X("sekund:Q", title="sekunder"), y=scale)
    apart = lines.properties(width=_WIDTH, height=90).facet(row=alt.Row("mål:N", title=None))
    return _svg(apart.resolve_scale(y="independent").properties(title=f"{report.load.users} brugere på én gang"))


def _chart(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.Data(values=rows))  # type: ignore[no-untyped-call]  # altair 6 leaves it untyped


def _short(run: str) -> str:
    """The day and time of a run as they fit under an axis: "21.11 03:41" for "20261121T034151"."""
    return f"{run[6:8]}.{run[4:6]} {run[9:11]}:{run[11:13]}"


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}".replace(".", ",").replace("%", " %")


def _svg(chart: alt.Chart | alt.LayerChart | alt.FacetChart) -> str:
    return str(vl_convert.vegalite_to_svg(chart.to_json()))
