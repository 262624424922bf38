"""`praktik bench`: the measurements as a table, ours beside the naive pipeline's."""

import sys
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant import open_assistant
from assistant.settings import Settings
from corpus.embedding import load_embedder
from evals.bench import BenchReport, Latency, run_bench
from evals.cases import load_cases
from evals.load import LoadReport

_MIB = 1024 * 1024


def print_bench(console: Console, settings: Settings, on: date) -> None:
    """Measure the index that `settings` names with the questions of the answer suite, and show it."""
    questions = [case.turns[0] for case in load_cases("answers") if len(case.turns) == 1]
    cold = [sys.executable, "-m", "praktik", "ask", questions[0], "--json"]
    with open_assistant(settings) as assistant:
        report = run_bench(
            settings.home,
            load_embedder(settings.embedder),
            questions,
            on,
            answer=lambda question: assistant.conversation(on=on).ask(question),
            cold_command=cold,
            server=settings.chroma_url,
        )
    console.print(table(report))


def print_scale(console: Console, home: Path, settings: Settings, on: date) -> BenchReport:
    """Measure an index made large with law texts, and show it; answers are not measured there."""
    questions = [case.turns[0] for case in load_cases("retrieval")]
    report = run_bench(home, load_embedder(settings.embedder), questions, on, rounds=1)
    console.print(table(report))
    return report


def table(report: BenchReport) -> Table:
    """One row a measure: ours, and the naive pipeline's where it has one."""
    shown = Table("Mål", "Praktikvejleder", "langchain + Chroma, enkel")
    shown.add_row("passager / stykker", str(report.passages), str(report.naive_chunks))
    shown.add_row("søgning p50 / p95", _ms(report.search), _ms(report.naive_search))
    shown.add_row("svar p50 / p95", _ms(report.answer), "–")
    shown.add_row("åbning", f"{report.open_s * 1000:.0f} ms", "–")
    shown.add_row("kold start af praktik ask", f"{report.cold_s:.2f} s" if report.cold_s else "–", "–")
    shown.add_row("på disk", f"{report.index_bytes / _MIB:.1f} MiB", f"{report.naive_bytes / _MIB:.1f} MiB")
    shown.add_row(
        "disk / det, der søges i",
        f"{report.index_bytes / report.searched_bytes:.1f}",
        f"{report.naive_bytes / report.text_bytes:.1f}",
    )
    shown.add_row("disk / kildernes tekst", f"{report.index_bytes / report.text_bytes:.1f}", "det samme")
    shown.add_row("største hukommelse", f"{report.peak_mib:.0f} MiB" if report.peak_mib else "–", "–")
    return shown


def load_table(report: LoadReport) -> Table:
    """A run with many users, one row a measure."""
    load, low = report.load, report.load.pause_s
    shown = Table("Mål", f"{load.users} brugere i {load.seconds:g} s, {low[0]:g}–{low[1]:g} s mellem spørgsmål")
    shown.add_row("svar", f"{report.answers} ({report.per_second:.1f} pr. sekund)")
    errors = ", ".join(f"{name}: {count}" for name, count in report.errors.items())
    shown.add_row("fejl", errors or "0")
    shown.add_row("svartid p50 / p95 / p99", f"{report.p50_ms:.1f} / {report.p95_ms:.1f} / {report.p99_ms:.1f} ms")
    shown.add_row("længste svartid", f"{report.longest_ms:.0f} ms")
    start, middle, end = (f"{mib:.0f}" if mib is not None else "–" for mib in report.memory_mib)
    shown.add_row("hukommelse ved start / midtvejs / slut", f"{start} / {middle} / {end} MiB")
    return shown


def _ms(latency: Latency | None) -> str:
    return f"{latency.p50_ms:.1f} / {latency.p95_ms:.1f} ms" if latency else "–"
