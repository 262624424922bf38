"""The page Kvalitet, for maintainers: how right the assistant is, run by run, and why it fails."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from assistant.service import Assistant
from assistant.settings import Settings, moment, read_settings
from corpus.errors import GuidanceError
from evals import plots
from evals.evaluation import ALL, Evaluation, evaluate_all
from evals.report import NAMES
from evals.runs import Comparison, Past, compared, past_runs, read_run, save
from ui import login
from ui.components import show_drawing
from ui.triage import draw_feedback

_NEWEST = 20
_STEPS = {"understanding": "forståelse", "rule": "regler", "retrieval": "søgning", "composition": "sammensætning"}
_SUITES: dict[str | None, str] = {
    None: "alle sæt",
    "answers": "svar",
    "everyday": "søgning, hverdagens ord",
    "blind": "søgning, skrevet af en fremmed",
    "conversations": "samtaler",
    "fresh": "svar, skrevet af en fremmed",
    "generated": "dannede sager",
    "refusals": "inden for emnet",
    "retrieval": "søgning",
    "review": "gennemgang af afgørelser",
    "robustness": "slåfejl og andre ord",
    "understanding": "forståelse",
}
_PARTS = {"cases": "Stiller spørgsmålene", "robustness": "Stiller spørgsmålene igen med slåfejl og andre ord"}


def draw(assistant: Assistant) -> None:
    """The page."""
    login.maintainers_only()
    measured, said = st.tabs(["Målinger", "Tilbagemeldinger"])
    with measured:
        _draw_runs(assistant)
    with said:
        draw_feedback(assistant)


def _draw_runs(assistant: Assistant) -> None:
    settings = read_settings()
    folder = settings.home / "evals"
    _run(assistant, settings)
    runs = past_runs(folder)[-_NEWEST:]
    if not runs:
        st.info("Der er ingen kørsler endnu. Kør et sæt her, eller kør praktik evals.")
        return
    chosen = st.selectbox("Kørsel", runs[::-1], format_func=lambda run: _when(run.name))
    whole = read_run(folder / chosen.name)
    _measures(chosen)
    if len(runs) > 1:
        show_drawing(plots.history(runs), "Andel rigtige over kørslerne, kontrolhalvdelen")
    _failures(whole)
    earlier = [run for run in runs if run.name < chosen.name]
    if earlier:
        _changes(compared(read_run(folder / earlier[-1].name), whole.lines))


def _run(assistant: Assistant, settings: Settings) -> None:
    with st.form("run"):
        suite = st.selectbox("Sæt", [None, *ALL], format_func=_SUITES.__getitem__)
        asked = st.form_submit_button("Kør prøverne")
    if not asked:
        return
    with st.status("Prøverne kører …", expanded=True) as status:
        bar = st.progress(0.0, _progress_of("cases", 0, 1)[1])

        def report(name: str, done: int, total: int) -> None:
            bar.progress(*_progress_of(name, done, total))

        try:
            evaluation: Evaluation = evaluate_all(assistant, settings, suite, report)
        except GuidanceError as error:
            status.update(label="Prøverne kunne ikke køres", state="error")
            st.warning(str(error))
            return
        run = save(settings.home / "evals", evaluation, moment())
        bar.empty()
        status.update(label=f"Færdig: {_when(run.name)}", state="complete", expanded=False)


def _progress_of(name: str, done: int, total: int) -> tuple[float, str]:
    """How far a run is within its part, from 0 to 1, and what it does.

    >>> _progress_of("robustness", 1, 4)
    (0.25, 'Stiller spørgsmålene igen med slåfejl og andre ord: 1 af 4')
    """
    return done / max(total, 1), f"{_PARTS.get(name, name)}: {done} af {total}"


def _measures(run: Past) -> None:
    st.subheader("Resultat")
    names = dict.fromkeys([*run.scores.get("dev", {}), *run.scores.get("gate", {})])
    rows = [
        {
            "Sæt": _SUITES.get(suite, suite),
            "Mål": NAMES.get(what, what),
            "Udvikling": run.scores.get("dev", {}).get(name),
            "Kontrol": run.scores.get("gate", {}).get(name),
        }
        for name in names
        for suite, _, what in [name.partition(".")]
    ]
    numbers = {half: st.column_config.NumberColumn(format="%.3f") for half in ("Udvikling", "Kontrol")}
    st.dataframe(rows, hide_index=True, column_config=numbers)


def _failures(run: Past) -> None:
    """How many cases failed in each step, and the development cases one by one: the gate's are not looked at."""
    failed = [line for line in run.lines if line.get("failed_in")]
    if not failed:
        return
    st.subheader("Fejl efter led")
    counts = Counter(line["failed_in"] for line in failed)
    show_drawing(plots.causes(line["failed_in"] for line in failed), _told(counts))
    for line in [line for line in failed if line["split"] == "dev"]:
        with st.expander(f"{line['suite']}/{line['id']}"):
            st.text(" › ".join(line["turns"]))
            for name, reason in line.get("reasons", {}).items():
                st.markdown(f"- {NAMES.get(name, name)}: {reason}")


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{_STEPS.get(step, step)}: {count}" for step, count in counts.most_common())


def _when(run: str) -> str:
    """The name of a run as a person writes the time.

    >>> _when("20261121T125501"), _when("egen")
    ('21.11.2026 kl. 12.55.01', 'egen')
    """
    try:
        return f"{datetime.strptime(run, '%Y%m%dT%H%M%S'):%d.%m.%Y kl. %H.%M.%S}"  # noqa: DTZ007  # local, as it was named
    except ValueError:
        return run


def _changes(comparison: Comparison) -> None:
    st.subheader(f"Siden {_when(comparison.before)}")
    shown: Sequence[str] = [
        f"- {'Bedre' if change.better else 'Dårligere'}: {change.suite}/{change.id} ({change.why})"
        for change in comparison.changes
        if change.split == "dev"
    ]
    st.markdown("\n".join(shown) if shown else "Ingen udviklingssag har ændret sig.")
