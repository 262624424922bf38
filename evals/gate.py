"""The gate: `python -m evals.gate` lets a change through only if nothing has become worse.

Two kinds of demands. Some hold always: every citation valid, no answer against its
findings, 95 % right answers. The rest are floors in `baseline.json`, measured on the gate
half of the cases and raised by `--update`; lowering one takes `--allow-regression`
with a reason, which is kept in the file.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence

from rich.console import Console

from corpus.errors import GuidanceError
from evals.baseline import ROUNDING, Baseline, read_baseline, updated, write_baseline
from evals.cases import cases_hash, corpus_hash
from evals.command import print_evaluation
from evals.evaluation import Evaluation, evaluate_in_two
from evals.measure import Measure

# Measured over all cases, not only the gate half: these are never a matter of degree.
_SOUND_IN = ("answers", "conversations", "understanding", "refusals", "fresh", "generated")
EVERYWHERE: Mapping[str, float] = {
    **{f"{suite}.citations_valid": 1.0 for suite in _SOUND_IN},
    **{f"{suite}.agreement": 1.0 for suite in _SOUND_IN},
    "generated.verdicts": 1.0,
}
# Never lower than this, whatever the baseline says; the last is what we promise.
ALWAYS: Mapping[str, float] = {**EVERYWHERE, "answers.right": 0.95, "review.mutations_caught": 0.95}


def gated(evaluation: Evaluation) -> dict[str, Measure]:
    """What the gate looks at: sound answers in all cases, everything else in the gate half."""
    everywhere = {name: one for name, one in evaluation.measures().items() if name in EVERYWHERE}
    return {**evaluation.measures("gate"), **everywhere}


def shortfalls(found: Mapping[str, Measure], baseline: Baseline | None) -> list[str]:
    """What is below its floor, one Danish line each; empty where the gate is open."""
    floors = {**(baseline.floors if baseline else {})}
    for name, least in ALWAYS.items():
        floors[name] = max(least, floors.get(name, least))
    lines = (_shortfall(name, floor, found.get(name)) for name, floor in sorted(floors.items()))
    return [line for line in lines if line]


def verdict_on(found: Mapping[str, Measure], baseline: Baseline | None) -> list[str]:
    """Every reason to stop; empty where the gate is open."""
    return shortfalls(found, baseline) + _stale(baseline)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all evals against the floors; 0 open, 1 shut, 2 wrong use."""
    options = _parser().parse_args(arguments)
    console = Console()
    try:
        return _run(console, update=options.update, reason=options.allow_regression)
    except GuidanceError as error:
        console.print(f"evals.gate: {error}", markup=False, highlight=False, soft_wrap=True)
        return error.exit_code


def _run(console: Console, *, update: bool, reason: str) -> int:
    from assistant import open_assistant
    from assistant.settings import read_settings, today

    settings = read_settings()
    with open_assistant(settings) as assistant:
        evaluation = evaluate_in_two(assistant, settings)
    print_evaluation(console, evaluation)
    found = gated(evaluation)
    baseline = read_baseline()
    if update:
        baseline = updated(found, baseline, today(), reason)
        write_baseline(baseline)
    return _announce(console, verdict_on(found, baseline), baseline)


def _announce(console: Console, reasons: list[str], baseline: Baseline | None) -> int:
    if baseline is not None and baseline.corpus != corpus_hash():
        console.print("Bemærk: korpus er ændret, siden gulvene blev målt.", highlight=False)
    for reason in reasons:
        console.print(f"Lukket: {reason}", style="red", markup=False, highlight=False, soft_wrap=True)
    if not reasons:
        console.print("Åben: alle krav er opfyldt.", style="green")
    return 1 if reasons else 0


def _shortfall(name: str, floor: float, found: Measure | None) -> str:
    if found is None or found.value is None:
        return f"{name}: blev ikke målt"
    return "" if found.value >= floor - ROUNDING else f"{name}: {found.value:.4f} er under {floor:.4f}"


def _stale(baseline: Baseline | None) -> list[str]:
    """Why the floors cannot be held against this run; empty if they can."""
    if baseline is None:
        return ["der er ingen gulve endnu; kør python -m evals.gate --update"]
    if baseline.cases != cases_hash():
        return ["sagerne er ændret, siden gulvene blev målt; kør python -m evals.gate --update"]
    return []


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.gate", description="Stop en ændring, der gør svarene værre.")
    parser.add_argument("--update", action="store_true", help="mål gulvene igen; de kan kun stige")
    parser.add_argument("--allow-regression", default="", metavar="GRUND", help="lad et gulv falde, med grunden")
    return parser


if __name__ == "__main__":
    sys.exit(main())
