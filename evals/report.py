"""The measures of a run, and how they are shown."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from rich.console import Console

from evals.cases import Split
from evals.measure import Measure, measure, share
from evals.readability import PLAIN, lix, words
from evals.result import SUITES, Result, Row

ANSWERS = ("answers", "conversations")
STEPS = ("understanding", "rule", "retrieval", "composition")
NAMES = {
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
    "law_of_day": "Dagens ret brugt",
    "citations_valid": "Gyldige citater",
    "agreement": "Svar stemmer med fund",
    "refusal_precision": "Afvisninger, der var rette",
    "refusal_recall": "Uden for emnet afvist",
    "recall@1": "Fundet som nr. 1",
    "recall@3": "Fundet blandt 3",
    "recall@5": "Fundet blandt 5",
    "recall@10": "Fundet blandt 10",
    "mrr": "Middel af 1/plads",
    "cited": "Stedet citeret i svaret",
    "typos": "Uændret med slåfejl",
    "capitals": "Uændret med store bogstaver",
    "no_danish_letters": "Uændret uden æ, ø og å",
    "other_name": "Uændret med andet navn for gruppen",
    "padding": "Uændret med høflige ord omkring",
    "day_found": "Afgørelsens dag læst",
    "references_found": "Henvisninger fundet",
    "references_real": "Fundne henvisninger står der",
    "problems_seen": "Forkerte henvisninger set",
    "problems_false": "Rette henvisninger ladt være",
    "remarks_made": "Bemærkninger givet",
    "remarks_withheld": "Forkerte bemærkninger ikke givet",
    "clean": "Gode afgørelser uden anmærkning",
    "rules_breached": "Brudte regler nævnt",
    "facts_understood": "Fakta forstået",
    "mutations_caught": "Indsatte fejl fanget",
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


def print_failures(console: Console, result: Result) -> None:
    """Every failed dev case: question, expected, got, why."""
    for row in result.rows:
        if not row.failures or row.case.split != "dev":
            continue
        console.print(f"\n{row.case.suite}/{row.case.id} [{row.failed_in}] {row.case.on}", style="bold", markup=False)
        for line in _failure_lines(row):
            console.print(f"  {line}", highlight=False, markup=False)


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The rows under their headings as a Markdown table."""
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    return "\n".join([f"| {' | '.join(head)} |", "|---" * len(head) + "|", *lines])


def table_rows(dev: Mapping[str, Measure], gate: Mapping[str, Measure]) -> Iterator[tuple[str, str, str, str]]:
    """Suite, measure, and its value in each half."""
    for name in dict.fromkeys([*dev, *gate]):
        suite, _, what = name.partition(".")
        yield suite, NAMES.get(what, what), shown(dev.get(name)), shown(gate.get(name))


def shown(value: Measure | None) -> str:
    """The value with its interval and how many cases it is of.

    >>> shown(Measure(value=0.5, low=0.25, high=0.75, count=8))
    '0,500 (0,25–0,75) n=8'
    """
    if value is None or value.value is None:
        return "–"
    return f"{value.value:.3f} ({value.low:.2f}–{value.high:.2f}) n={value.count}".replace(".", ",")


def summary(result: Result) -> Iterator[str]:
    """What failed where, how long and plain the answers are, and how long they took."""
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
