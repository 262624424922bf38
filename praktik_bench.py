"""`praktik bench`: speed, memory and size, and how well citations are found, for maintainers."""

import json
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import QuestionError
from praktik_show import make_console, show_progress

if TYPE_CHECKING:
    from evals.load import Load, LoadReport

_THROUGH_APP = 24


@click.command()
@click.option(
    "--passages",
    type=click.IntRange(1_000, 1_000_000),
    multiple=True,
    help="Fyld op med lovtekster til så mange passager; flere tal er en kurve.",
)
@click.option("--texts", type=click.Path(path_type=Path), help="Lovtekster (.jsonl.xz) til --passages.")
@click.option("--users", type=click.IntRange(1, 500), help="Mål i stedet så mange samtidige brugere.")
@click.option("--seconds", default=60, show_default=True, type=click.IntRange(1, 3600), help="Hvor længe de spørger.")
@click.option(
    "--pause",
    nargs=2,
    default=(1.0, 5.0),
    show_default=True,
    type=click.FloatRange(0, 600),
    help="Sekunder mellem en brugers spørgsmål: mindst og højst; 0 0 er så hurtigt, det går.",
)
@click.option("--app", "through_app", is_flag=True, help="Lad dem bruge den rigtige app over dens websocket.")
@click.option("--out", type=click.Path(path_type=Path), help="Fil (.json), som belastningens tal skrives i.")
@click.option("--curve", type=click.Path(path_type=Path), help="Fil (.svg), som kurven tegnes i.")
@click.option(
    "--citations", nargs=2, type=click.Path(path_type=Path), help="En lov og sætninger, der henviser til den (JSON)."
)
def bench(
    *,
    passages: tuple[int, ...],
    texts: Path | None,
    users: int | None,
    seconds: int,
    pause: tuple[float, float],
    through_app: bool,
    out: Path | None,
    curve: Path | None,
    citations: tuple[Path, Path] | None,
) -> None:
    """Mål hastigheden ved siden af en enkel langchain + Chroma-løsning, eller med mange brugere på én gang."""
    from assistant.settings import read_settings, today
    from evals.bench_command import print_bench
    from evals.load import Load

    if citations is not None:
        _citations(*citations)
    elif users is not None:
        if pause[0] > pause[1]:
            raise QuestionError(f"--pause {pause[0]:g} {pause[1]:g}: det mindste tal skal stå først.")
        measured = _load(Load(users=users, seconds=seconds, pause_s=pause), through_app=through_app)
        _written(measured, out, curve)
    elif passages and texts is None:
        raise QuestionError("--passages kræver --texts med lovtekster at fylde op med, fx danish-law.jsonl.xz.")
    elif passages and texts is not None:
        _at_scale(passages, texts, curve)
    else:
        print_bench(make_console(), read_settings(), today())


def _at_scale(sizes: tuple[int, ...], texts: Path, curve: Path | None) -> None:
    """Build an index of each size in a folder of its own, and measure it."""
    from assistant.settings import read_settings, today
    from corpus.embedding import load_embedder
    from evals.bench import Scaled, law_filler
    from evals.bench_command import print_scale
    from evals.plots import scale
    from evals.warm import warm_mib
    from ingest.index import build_index
    from ingest.run import CorpusFolders, read_corpus

    settings, console = read_settings(), make_console()
    corpus = read_corpus(CorpusFolders(documents=settings.own_documents, official=settings.official))
    embedder = load_embedder(settings.embedder)
    measured = []
    for size in sorted(sizes):
        sources, filler = law_filler(texts, max(0, size - len(corpus.passages)))
        with tempfile.TemporaryDirectory() as folder, show_progress(console) as report:
            begun = time.perf_counter()
            build_index(
                Path(folder), (*corpus.sources, *sources), (*corpus.passages, *filler), embedder, progress=report
            )
            build_s = time.perf_counter() - begun
            warm = warm_mib(Path(folder), settings.embedder)
            report_shown = print_scale(console, Path(folder), settings, today())
            built = Scaled(build_s=build_s, report=report_shown, warm_mib=warm)
        console.print(
            f"Bygget på {built.build_s:.1f} s. En proces, der kun søger, bruger {built.warm_mib or 0:.0f} MiB."
        )
        measured.append(built)
    if curve is not None:
        curve.write_text(scale(measured), encoding="utf-8")
        console.print(f"Kurven ligger i {curve}.")


def _load(load: "Load", *, through_app: bool) -> "LoadReport":
    """Many users on the app, or on one assistant in this process."""
    from evals.load import in_this_process, run_load, scripts

    with ExitStack() as stack:
        if through_app:
            from evals.load_app import running_app

            target = stack.enter_context(running_app())
        else:
            from assistant import open_assistant

            target = in_this_process(stack.enter_context(open_assistant()))
        # Each is asked alone first, which takes the app a second a question.
        asked = scripts(at_most=_THROUGH_APP if through_app else None)
        return run_load(target, asked, load, stack.enter_context(show_progress(make_console())))


def _written(measured: "LoadReport", out: Path | None, curve: Path | None) -> None:
    """Show a run and keep it; any error ends the command with exit code 1."""
    from evals.bench_command import load_table
    from evals.plots import load

    make_console().print(load_table(measured))
    if out is not None:
        out.write_text(json.dumps(asdict(measured), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if curve is not None:
        curve.write_text(load(measured), encoding="utf-8")
    if measured.errors:
        sys.exit(1)


def _citations(act: Path, questions: Path) -> None:
    """How well search finds the provision that a sentence of another act cites."""
    from assistant.settings import read_settings
    from assistant.store import open_store
    from corpus.embedding import load_embedder
    from evals.citations import act_passages, cited_sections, cross_validated
    from ingest.index import build_index

    source, passages = act_passages(act)
    cases, embedder = cited_sections(questions), load_embedder(read_settings().embedder)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        build_index(Path(folder), [source], passages, embedder)
        held, beside = cross_validated(open_store(Path(folder), embedder), cases)
    for name, one in {"krydsvalideret": held, **beside}.items():
        shown = f"{one.value:.3f} ({one.low:.2f}–{one.high:.2f}) n={one.count}".replace(".", ",")
        make_console().print(f"nDCG@10, {name}: {shown}", highlight=False)
