"""The measures of a run, and how they are shown: a table for the screen, Markdown and JSON lines for the file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from evals.cases import Split
from evals.measure import Measure, measure, share
from evals.readability import PLAIN, lix, words
from evals.result import SUITES, Result, Row, write_lines

ANSWERS = ("answers", "conversations")
STEPS = ("understanding", "rule", "retrieval", "composition")
_NAMES = {
    "right": "Ret afgørelse og henvisning",
    "facts": "Fakta nævnt",
    "gold_citations": "Rette kilder citeret",
    "verdicts": "Reglernes udfald",
    "forbidden": "Intet forbudt sagt",
    "status": "Ret svartype",
    "case_recall": "Fakta forstået",
    "case_precision": "Intet lagt til",
    "people": "Flere borgere holdt ude fra hinanden",
    "fresh_case": "Ny sag begyndt",
    "citations_valid": "Gyldige citater",
    "agreement": "Svar stemmer med fund",
    "refusal_precision": "Afvisninger, der var rette",
    "refusal_recall": "Uden for emnet afvist",
    "recall@1": "Fundet som nr. 1",
    "recall@3": "Fundet blandt 3",
    "recall@5": "Fundet blandt 5",
    "recall@10": "Fundet blandt 10",
    "mrr": "Middel af 1/plads",
}


def measures(result: Result, split: Split | None = None) -> dict[str, Measure]:
    """Every measure of the run by name ("answers.right"), of one half or of both."""
    found: dict[str, Measure] = {}
    for suite in SUITES:
        rows = result.of((suite,), split)
        names = dict.fromkeys(name for row in rows for name in row.scores if name != "declining")
        found |= {f"{suite}.{name}": measure(row.scores[name] for row in rows) for name in names}
    found |= {f"answers.{name}": value for name, value in refusals(result.of(ANSWERS, split)).items()}
    found |= {f"refusals.{name}": value for name, value in refusals(result.of(("refusals",), split)).items()}
    return {name: value for name, value in found.items() if value.value is not None}


def refusals(rows: Sequence[Row]) -> dict[str, Measure]:
    """Precision: declined answers that should be. Recall: questions to decline that were."""
    asked = [
        (row.case.must_decline, (row.answer or {}).get("status") == "declined")
        for row in rows
        if not row.case.may_decline
    ]
    both = sum(1 for should, did in asked if should and did)
    return {
        "refusal_precision": share(both, sum(did for _, did in asked)),
        "refusal_recall": share(both, sum(should for should, _ in asked)),
    }


def latency(result: Result) -> tuple[float, float] | None:
    """Median and 95th percentile of the warm answers in milliseconds; the first is cold and left out."""
    spent = [one for row in result.rows for one in row.milliseconds][1:]
    if not spent:
        return None
    median, slow = np.percentile(spent, (50, 95))
    return float(median), float(slow)


def readability(result: Result) -> tuple[float, float] | None:
    """Median words of an answer, and the share of answers of LIX 45 or less outside quotations."""
    texts = [str(row.answer["text"]) for row in result.rows if row.answer and row.answer["status"] != "declined"]
    levels = [level for text in texts if (level := lix(text)) is not None]
    if not levels:
        return None
    return float(np.median([words(text) for text in texts])), sum(level <= PLAIN for level in levels) / len(levels)


def print_table(console: Console, result: Result) -> None:
    """The measures of dev and gate side by side, what failed where, and the time."""
    table = Table(title="Prøver", title_justify="left")
    for heading in ("Sæt", "Mål", "Udvikling", "Kontrol"):
        table.add_column(heading, justify="right" if heading in ("Udvikling", "Kontrol") else "left")
    for row in _table_rows(result):
        table.add_row(*row)
    console.print(table)
    for line in _summary(result):
        console.print(line, highlight=False)


def print_failures(console: Console, result: Result) -> None:
    """Every failed dev case: question, expected, got, why."""
    for row in result.rows:
        if not row.failures or row.case.split != "dev":
            continue
        console.print(f"\n{row.case.suite}/{row.case.id} [{row.failed_in}] {row.case.on}", style="bold", markup=False)
        for line in _failure_lines(row):
            console.print(f"  {line}", highlight=False, markup=False)


def write_report(folder: Path, result: Result) -> None:
    """`results.jsonl` with every row and `report.md` with the measures."""
    folder.mkdir(parents=True, exist_ok=True)
    write_lines(folder / "results.jsonl", result)
    (folder / "report.md").write_text(markdown(result), encoding="utf-8")


def markdown(result: Result) -> str:
    """The measures as a Markdown table."""
    lines = ["# Prøver", "", "| Sæt | Mål | Udvikling | Kontrol |", "|---|---|---|---|"]
    lines += ["| " + " | ".join(row) + " |" for row in _table_rows(result)]
    return "\n".join([*lines, "", *(f"- {line}" for line in _summary(result)), ""])


def _table_rows(result: Result) -> Iterator[tuple[str, str, str, str]]:
    dev, gate = measures(result, "dev"), measures(result, "gate")
    for name in dict.fromkeys([*dev, *gate]):
        suite, _, what = name.partition(".")
        yield suite, _NAMES.get(what, what), _shown(dev.get(name)), _shown(gate.get(name))


def _shown(value: Measure | None) -> str:
    if value is None or value.value is None:
        return "–"
    return f"{value.value:.3f} ({value.low:.2f}–{value.high:.2f}) n={value.count}".replace(".", ",")


def _summary(result: Result) -> Iterator[str]:
    steps = Counter(row.failed_in for row in result.rows if row.failed_in)
    if steps:
        yield "Fejl efter led: " + ", ".join(f"{step} {steps[step]}" for step in STEPS if steps[step])
    plain = readability(result)
    if plain:
        yield f"Længde: median {plain[0]:.0f} ord; LIX højst {PLAIN} i {plain[1]:.0%} af svarene".replace("%", " %")
    spent = latency(result)
    if spent:
        yield f"Svartid: median {spent[0]:.0f} ms, 95 % under {spent[1]:.0f} ms"


def _failure_lines(row: Row) -> Iterator[str]:
    yield "Spørgsmål: " + " › ".join(row.case.turns)
    for why in row.failures:
        yield f"Galt: {why}"
    if row.answer is not None:
        cited = [found["reference"] or found["source"] for found in row.answer["citations"]]
        yield f"Fik: {row.answer['status']}; citerer {cited}"
        yield "Svar: " + " ".join(str(row.answer["text"]).split())[:300]
    elif row.hits:
        yield "Fandt: " + "; ".join(f"{hit['source']} {hit['locator']}" for hit in row.hits[:3])
