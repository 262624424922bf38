"""The generated parts of README.md: the example, the corpus table and the score table.

`python -m evals.readme` writes them; a test fails when they are stale.
"""

import json
import re
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import open_assistant
from corpus.provisions import Law, load_law

if TYPE_CHECKING:
    from assistant.service import Assistant

# A fixed day: the example must not change with the clock.
EXAMPLE_ON = date(2026, 11, 20)
EXAMPLE = "Hun er på dagpenge og begynder i praktik den 1. december 2026. Kan hun være der i 6 uger?"


def example(assistant: "Assistant") -> str:
    """The question, its answer and its sources as Markdown."""
    answer = assistant.conversation(on=EXAMPLE_ON).ask(EXAMPLE)
    sources = [
        f"{c.marker}. {c.reference or f'{c.title}, {c.locator}'} ({c.wording}): »{c.quote}«" for c in answer.citations
    ]
    return "\n".join([f"**{EXAMPLE}**", "", *_quoted(answer.text), "", *sources])


def _quoted(text: str) -> list[str]:
    return [f"> {line}".rstrip() for line in text.splitlines()]


def corpus_table(assistant: "Assistant", law: Law) -> str:
    """One row for each act version and document."""
    rows = ["| Kilde | Gælder | Kontrolleret |", "|---|---|---|"]
    for act in law.acts:
        for version in law.versions(act):
            start = version.in_force_from.isoformat() if version.in_force_from else "?"
            end = version.in_force_until.isoformat() if version.in_force_until else ""
            rows.append(f"| {act}: {version.name} | {start} – {end} | {version.checked_on} |".replace("  ", " "))
    sources = [assistant.source(path.stem) for path in _documents()]
    rows += [f"| {source.publisher}: {source.title} | | ordret, hash i manifestet |" for source in sources]
    return "\n".join(rows)


def _documents() -> list[Path]:
    return sorted(Path(str(files("corpus").joinpath("sources"))).glob("*.txt"))


def scores_table() -> str:
    """The last accepted measurements, from `evals/baseline.json`."""
    baseline = json.loads(files("evals").joinpath("baseline.json").read_text(encoding="utf-8"))
    rows = ["| Mål | Resultat | 95 %-interval | Tilfælde |", "|---|---|---|---|"]
    for name, score in sorted(baseline["scores"].items()):
        low, high = score["interval"]
        rows.append(f"| {name} | {score['value']:.3f} | {low:.3f}–{high:.3f} | {score['cases']} |")
    return "\n".join([f"Målt {baseline['measured_on']}.", "", *rows])


def filled(text: str, assistant: "Assistant", law: Law) -> str:
    """README's text with its generated parts made anew."""
    parts = {"example": example(assistant), "corpus": corpus_table(assistant, law), "scores": scores_table()}
    for name, body in parts.items():
        text = _between(text, name, body)
    return text


def _between(text: str, name: str, body: str) -> str:
    pattern = re.compile(rf"(<!-- begin:{name} -->\n).*?(<!-- end:{name} -->)", re.DOTALL)
    return pattern.sub(lambda match: f"{match[1]}{body}\n{match[2]}", text)


def main() -> int:
    """Write README.md anew; exit code 0."""
    path = Path(__file__).resolve().parent.parent / "README.md"
    with open_assistant() as assistant:
        path.write_text(filled(path.read_text(encoding="utf-8"), assistant, load_law()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
