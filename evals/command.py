"""`praktik evals`: measure, show, keep the run, and hold it against the one before.

Failures are shown for the dev half only: a gate case that one has looked at while tuning measures nothing.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from markdown_it import MarkdownIt
from rich.console import Console
from rich.table import Table

from assistant import open_assistant
from assistant.rewording.configured import open_model
from assistant.settings import Settings
from corpus.errors import QuestionError
from evals import plots, review
from evals.evaluation import ROBUSTNESS, Evaluation, evaluate_all, evaluate_in_two
from evals.judge import SCHEMA, Model, Opinion, judged, opinion_lines
from evals.measure import Measure
from evals.report import NAMES, markdown_table, print_failures, shown, summary, table_rows
from evals.result import Row, below_one
from evals.rivals import OURS, Rivalry
from evals.runs import Comparison, Past, compared, past_runs, read_run, save

# What must hold in every answer of every case: these two are never a matter of degree.
SOUND = ("citations_valid", "agreement")
_TITLE = "Prøver"
JUDGEMENTS = "judge.jsonl"
_HALVES = {"dev": "Udvikling", "gate": "Kontrol"}
_PAGE = """<!doctype html>
<html lang="da"><head><meta charset="utf-8"><title>Prøver</title>
<style>body {{ font-family: system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }}
table {{ border-collapse: collapse }} td, th {{ padding: .2rem .6rem; border-bottom: 1px solid #ccc; text-align: left }}
svg {{ max-width: 100%; height: auto }}</style></head><body>
{body}
</body></html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the maintainer asked for.

    A suite or all, the failures, the folder of runs, a run to compare with, and how many answers a model is to judge.
    """

    suite: str | None = None
    failures: bool = False
    judge: int = 0
    out: Path | None = None
    against: Path | None = None


def run_evals(wanted: Wanted, settings: Settings, at: datetime, console: Console) -> int:
    """Measure, show and keep; 0 if nothing is unsound.

    Raises:
        GuidanceError: unknown suite, untrustworthy cases, no index, or no run to compare with.
    """
    before = read_run(wanted.against) if wanted.against else _latest(wanted)
    judge = _judge(settings) if wanted.judge else None
    with open_assistant(settings) as assistant:
        whole = wanted.suite is None
        evaluation = evaluate_in_two(assistant, settings) if whole else evaluate_all(assistant, settings, wanted.suite)
    print_evaluation(console, evaluation)
    if wanted.failures:
        _print_failures(console, evaluation)
    opinion = judged(evaluation.result.rows, judge, wanted.judge) if judge else None
    for line in opinion_lines(opinion) if opinion else ():
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    comparison = compared(before, evaluation.lines()) if before else None
    if wanted.out is not None:
        run = save(wanted.out, evaluation, at)
        _write_reports(run, evaluation, comparison, opinion)
        console.print(f"Kørslen ligger i {run}.", highlight=False, soft_wrap=True)
    for line in _comparison_lines(comparison):
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    return 1 if any(_unsound(row) for row in evaluation.result.rows) else 0


def _judge(settings: Settings) -> Model:
    if settings.judge is None:
        raise QuestionError("Ingen dommer er valgt; sæt PRAKTIK_JUDGE til en sprogmodel, se docs/evals.md.")
    model: Model = open_model(settings.judge, SCHEMA)
    return model


def _latest(wanted: Wanted) -> Past | None:
    """The run before this one, where all suites are run."""
    earlier = past_runs(wanted.out) if wanted.out and wanted.suite is None else ()
    return read_run(wanted.out / earlier[-1].name) if wanted.out and earlier else None


def _unsound(row: Row) -> bool:
    return any(below_one(name, row.scores.get(name)) for name in SOUND)


def print_evaluation(console: Console, evaluation: Evaluation) -> None:
    """The measures of dev and gate side by side, the rival searches, what failed where, and the time."""
    table = Table(title=_TITLE, title_justify="left")
    for heading in ("Sæt", "Mål", *_HALVES.values()):
        table.add_column(heading)
    for cells in table_rows(evaluation.measures("dev"), evaluation.measures("gate")):
        table.add_row(*cells)
    console.print(table)
    for rivalry in evaluation.rivalry.items():
        console.print(_rivalry_table(*rivalry))
    for line in summary(evaluation.result):
        console.print(line, highlight=False)


def _print_failures(console: Console, evaluation: Evaluation) -> None:
    print_failures(console, evaluation.result)
    for line in (*_disturbed_lines(evaluation), *review.failure_lines(evaluation.reviews)):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _disturbed_lines(evaluation: Evaluation) -> Iterator[str]:
    for one in evaluation.disturbed:
        if one.case.split == "dev" and one.score.value == 0:
            yield f"{ROBUSTNESS}/{one.case.id} [{NAMES[one.kind]}] {' › '.join(one.turns)}: {one.score.reason}"


def _rivalry_table(half: str, rows: tuple[Rivalry, ...]) -> Table:
    table = Table(title=f"Søgning ved siden af enklere søgninger, {_HALVES[half].lower()}", title_justify="left")
    for heading in _RIVALRY_HEAD:
        table.add_column(heading)
    for row in rows:
        values = (_short(one) for one in (*row.measures.values(), row.ahead))
        table.add_row(row.name, *values)
    return table


def _short(one: Measure) -> str:
    """The value and its interval, as they fit on a screen; the number of cases stands in the report."""
    return shown(one).partition(" n=")[0]


_RIVALRY_HEAD = ("Søgning", "Nr. 1", "Blandt 5", "Blandt 10", "1/plads", "Vores forspring i 1/plads")


def _rivalry_rows(rows: tuple[Rivalry, ...]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        ahead = "" if row.name == OURS else shown(row.ahead)
        yield (row.name, *(shown(one) for one in row.measures.values()), ahead)


def _write_reports(run: Path, evaluation: Evaluation, comparison: Comparison | None, opinion: Opinion | None) -> None:
    if opinion is not None:
        lines = (json.dumps(one.as_json(), ensure_ascii=False) for one in opinion.judgements)
        (run / JUDGEMENTS).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    text = _markdown(evaluation, comparison, opinion)
    (run / "report.md").write_text(text, encoding="utf-8")
    result = evaluation.result
    runs = past_runs(run.parent)
    pictures = [plots.scores(evaluation.measures("gate")), *([plots.history(runs)] if len(runs) > 1 else [])]
    pictures += [plots.causes(row.failed_in for row in result.rows if row.failed_in)]
    pictures += [plots.latency([one for row in result.rows for one in row.milliseconds][1:])]
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    (run / "report.html").write_text(_PAGE.format(body="\n".join([body, *pictures])), encoding="utf-8")


def _markdown(evaluation: Evaluation, comparison: Comparison | None, opinion: Opinion | None) -> str:
    measured = table_rows(evaluation.measures("dev"), evaluation.measures("gate"))
    parts = [f"# {_TITLE}", markdown_table(("Sæt", "Mål", *_HALVES.values()), measured)]
    for half, rows in evaluation.rivalry.items():
        parts += [f"## Søgning, {_HALVES[half].lower()}", markdown_table(_RIVALRY_HEAD, _rivalry_rows(rows))]
    parts.append("\n".join(f"- {line}" for line in summary(evaluation.result)))
    if opinion is not None:
        parts += ["## En sprogmodels bedømmelse", "\n".join(f"- {line}" for line in opinion_lines(opinion))]
    told = list(_comparison_lines(comparison))
    if told:
        parts += ["## Ved siden af kørslen før", "\n".join(f"- {line}" for line in told)]
    return "\n\n".join([*parts, ""])


def _comparison_lines(comparison: Comparison | None) -> Iterator[str]:
    """The differences that are not nothing, and each dev case that changed; of the gate half only how many."""
    if comparison is None:
        return
    moved = {name: one for name, one in comparison.differences.items() if one.value}
    yield f"Ved siden af {comparison.before}: {len(moved)} mål har flyttet sig."
    yield from _moved(moved)
    for change in comparison.changes:
        if change.split == "dev":
            yield f"{'Bedre' if change.better else 'Dårligere'}: {change.suite}/{change.id} ({change.why})"
    hidden = [change for change in comparison.changes if change.split != "dev"]
    if hidden:
        better = sum(change.better for change in hidden)
        yield f"Kontrolhalvdelen: {better} sager bedre, {len(hidden) - better} dårligere."


def _moved(differences: Mapping[str, Measure]) -> Iterator[str]:
    for name, one in differences.items():
        suite, _, what = name.partition(".")
        sure = "" if one.low <= 0 <= one.high else " – mere end tilfældigt"
        yield f"{suite}, {NAMES.get(what, what).lower()}: {shown(one)}{sure}"
