"""The command line `praktik`: every command a caseworker, new colleague or maintainer types.

It stands above the rooms because it needs both `ingest`, which builds the index, and
`assistant`, which reads it; those two never import each other. Imports are made inside
the commands, so that `praktik ask` pays only for what it uses.

An error is one Danish line on stderr: exit code 2 for the user's mistake, 1 for ours.
"""

import json
import sys
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.errors import IndexUnavailable, QuestionError
from praktik_errors import fail, guarded, short, why
from praktik_show import make_console, plain, print_json, show_answer, show_progress, show_review

if TYPE_CHECKING:
    from assistant.settings import Settings

_AS_JSON = click.option("--json", "as_json", is_flag=True, help="Skriv svaret som JSON.")


class _Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "ÅÅÅÅ-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise QuestionError(f"--on {short(str(value))} er ikke en dato; skriv den som 2026-11-20.") from None


_ON = click.option("--on", type=_Day(), help="Dagen, hvis ret skal bruges, fx 2021-09-01. Ellers i dag.")


# Commands with a module of their own, each called as its module ends: "praktik_law" holds `law`.
GROUPS = {"bench": "praktik_bench", "doctor": "praktik_doctor", "law": "praktik_law", "records": "praktik_records"}


class _Commands(click.Group):
    """The commands below, and those that are imported when they are typed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *GROUPS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in GROUPS:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(GROUPS[cmd_name]), cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Vejledning om virksomhedspraktik med kontrollerede henvisninger."""


@cli.command()
@click.option("--force", is_flag=True, help="Byg indekset igen, også hvis intet er ændret.")
@click.option("--documents", type=click.Path(path_type=Path), help="Mappe med flere dokumenter og deres manifest.toml.")
@click.option(
    "--official",
    type=click.Path(path_type=Path),
    help="Mappe med lovenes egen ordlyd (XML, JSON eller PDF). Ellers den, 'praktik fetch' henter til.",
)
def ingest(*, force: bool, documents: Path | None, official: Path | None) -> None:
    """Læs lov, bekendtgørelse og rapporter ind i indekset."""
    from assistant.settings import read_settings
    from ingest.run import CorpusFolders, ingest_corpus

    settings = read_settings()
    console = make_console()
    corpus = CorpusFolders(documents=documents or settings.own_documents, official=official or settings.official)
    with show_progress(console) as report:
        result = ingest_corpus(
            settings.home, settings.embedder, corpus, report, force=force, server=settings.chroma_url
        )
        if not result.built and not _opens(settings):
            result = ingest_corpus(
                settings.home, settings.embedder, corpus, report, force=True, server=settings.chroma_url
            )
    state = "Indekset er bygget" if result.built else "Indekset er opdateret i forvejen"
    if result.built or not result.refused:
        console.print(f"{state}: {result.passages} passager fra {result.sources} kilder.")
    if result.worded:
        console.print(f"Officiel ordlyd: {', '.join(result.worded)}.", highlight=False)
    for name in result.unknown:
        console.print(f"Ikke brugt, fordi loven ikke er blandt dem, vi kender: {name}.", highlight=False, markup=False)
    for line in result.refused:
        fail(line, 1)
    if result.refused:
        sys.exit(1)


@cli.command()
@click.argument("turns", nargs=-1, required=True, metavar="SPØRGSMÅL…")
@_ON
@_AS_JSON
def ask(*, turns: tuple[str, ...], on: date | None, as_json: bool) -> None:
    """Stil et spørgsmål; flere spørgsmål er én samtale."""
    from assistant import open_assistant
    from assistant.guard import guard

    with open_assistant() as assistant:
        conversation = assistant.conversation(on=on)
        answers = [conversation.ask(turn) for turn in turns]
    if as_json:
        printed = [answer.model_dump(mode="json") for answer in answers]
        print_json(printed[0] if len(printed) == 1 else printed)
        return
    for turn, answer in zip(turns, answers, strict=True):
        show_answer(make_console(), guard(turn).text if len(turns) > 1 else "", answer)


@cli.command()
@click.argument("query", metavar="SØGNING")
@click.option("-k", "count", default=5, show_default=True, type=click.IntRange(1, 100), help="Antal fund.")
@_ON
@_AS_JSON
def search(*, query: str, count: int, on: date | None, as_json: bool) -> None:
    """Find passager i kilderne."""
    from assistant import open_assistant

    with open_assistant() as assistant:
        hits = assistant.search(query, k=count, on=on)
    if as_json:
        print_json([hit.model_dump(mode="json") for hit in hits])
        return
    console = make_console()
    for number, hit in enumerate(hits, start=1):
        console.print(f"[bold]{number}. {plain(hit.title)}, {plain(hit.locator)}[/bold]", highlight=False)
        console.print(plain(hit.text), highlight=False)
        console.print()


@cli.command()
@click.option("--case", "case_file", required=True, type=click.Path(path_type=Path), help="JSON-fil med sagens fakta.")
@_ON
@_AS_JSON
def check(*, case_file: Path, on: date | None, as_json: bool) -> None:
    """Kør regeltjekket på en sag, uden spørgsmål."""
    from assistant import open_assistant
    from assistant.case import case_from

    case = case_from(_read_json(case_file), where=str(case_file))
    with open_assistant() as assistant:
        findings = assistant.check(case, on=on)
    if as_json:
        print_json([finding.model_dump(mode="json") for finding in findings])
        return
    from assistant.catalogue.names import VERDICTS

    console = make_console()
    for finding in findings:
        console.print(f"[bold]{VERDICTS[finding.verdict]}[/bold] – {plain(finding.title)}", highlight=False)
        console.print(f"  {plain(finding.reason)} ({plain('; '.join(finding.references))})", highlight=False)


@cli.command()
@click.argument("acts", nargs=-1, metavar="[LOV…]")
@click.option("--to", "folder", type=click.Path(path_type=Path), help="Mappe til filerne. Ellers en i datamappen.")
@click.option("--dry-run", is_flag=True, help="Vis kun, hvad der ville blive hentet.")
def fetch(*, acts: tuple[str, ...], folder: Path | None, dry_run: bool) -> None:
    """Hent den officielle ordlyd fra Retsinformation; uden LOV alle dokumenter."""
    from assistant.settings import read_settings, today
    from corpus.targets import chosen_targets, load_targets
    from ingest.fetch_command import planned, run_fetch
    from ingest.retsinformation import ClientSettings

    settings = read_settings()
    server, target_folder = ClientSettings(base_url=settings.retsinformation_url), folder or settings.fetched
    targets = chosen_targets(load_targets(), acts)
    if dry_run:
        click.echo("\n".join(planned(targets, target_folder, server)))
    elif not run_fetch(targets, target_folder, server, click.echo, lambda line: click.echo(line, err=True), on=today()):
        sys.exit(1)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), metavar="FIL")
@_ON
@_AS_JSON
def review(*, file: Path, on: date | None, as_json: bool) -> None:
    """Gennemgå en afgørelse: henvisninger, mangler og klagevejledning. FIL er tekst i UTF-8, - er stdin."""
    from assistant import open_assistant

    text = _read_text(file)
    with open_assistant() as assistant:
        result = assistant.review(text, on=on)
    if as_json:
        print_json(result.model_dump(mode="json"))
        return
    show_review(make_console(), result)


@cli.command("train-embedder")
@click.option("--texts", type=click.Path(path_type=Path), required=True, help="Lovtekster som .jsonl eller .jsonl.xz.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Mappe til den trænede model.")
@click.option(
    "--exclude", type=click.Path(path_type=Path), help="Fil med id'er på tekster, der skal holdes ude, ét pr. linje."
)
def train_embedder_command(*, texts: Path, out: Path, exclude: Path | None) -> None:
    """Træn søgemodellen på danske lovtekster (få minutter)."""
    from assistant.settings import read_settings
    from ingest.embedder import train_embedder
    from ingest.run import CorpusFolders, read_corpus

    passages = read_corpus(CorpusFolders(documents=read_settings().documents)).passages
    left_out = frozenset(_read_text(exclude).split()) if exclude else frozenset()
    with show_progress(make_console()) as report:
        train_embedder(texts, out, passages=passages, excluded=left_out, progress=report)
    make_console().print(f"Modellen ligger i {out}.")


@cli.command("train-ranker")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Fil til den trænede model.")
def train_ranker_command(*, out: Path) -> None:
    """Træn modellen, der ved, hvilken passage et spørgsmål går på (et minut)."""
    from ingest.ranker_training import train_ranker, write_ranker
    from ingest.run import CorpusFolders, read_corpus

    with show_progress(make_console()) as report:
        model = train_ranker(read_corpus(CorpusFolders()).passages, progress=report)
    write_ranker(model, out)
    make_console().print(f"Modellen ligger i {out}.")


@cli.command("train-likeness")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Fil til den trænede model.")
def train_likeness_command(*, out: Path) -> None:
    """Træn modellen, der kender vores spørgsmål fra andres (et halvt minut)."""
    from assistant.understanding.likeness_training import train_shipped_banks, write_likeness

    write_likeness(train_shipped_banks(), out)
    make_console().print(f"Modellen ligger i {out}.")


@cli.command()
@click.argument("suite", required=False, metavar="[SÆT]")
@click.option("--suite", "named", metavar="SÆT", help="Kun det sæt; det samme som uden --suite.")
@click.option("--failures", is_flag=True, help="Vis hvert fejlslag: spørgsmål, forventet, fået, hvorfor.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Mappe til kørslerne. Ellers 'evals' ved siden af indekset."
)
@click.option("--against", type=click.Path(path_type=Path), help="Sammenlign med den kørsel. Ellers den seneste.")
@click.option(
    "--judge",
    type=click.IntRange(1, 10_000),
    metavar="ANTAL",
    help="Lad sprogmodellen i PRAKTIK_JUDGE bedømme så mange svar; tæller ikke i porten.",
)
def evals(
    *,
    suite: str | None,
    named: str | None,
    failures: bool,
    out: Path | None,
    against: Path | None,
    judge: int | None,
) -> None:
    """Mål, hvor rigtigt assistenten svarer."""
    from assistant.settings import moment, read_settings
    from evals.command import Wanted, run_evals

    settings = read_settings()
    folder = out or settings.home / "evals"
    wanted = Wanted(suite=named or suite, failures=failures, out=folder, against=against, judge=judge or 0)
    sys.exit(run_evals(wanted, settings, moment(), make_console()))


@cli.command("app")
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", help="Adressen, der lyttes på; en anden end 127.0.0.1 kræver login (docs/login.md).")
def run_app(*, port: int, host: str | None) -> None:
    """Start chatten i browseren på 127.0.0.1."""
    import app
    from assistant.settings import read_settings

    _serve(Path(app.__file__), host or read_settings().host, port)


def _opens(settings: "Settings") -> bool:
    """True if the index can be read; one of the right corpus may still be damaged."""
    from assistant.store import open_store
    from corpus.embedding import load_embedder

    try:
        open_store(settings.home, load_embedder(settings.embedder), server=settings.chroma_url)
    except IndexUnavailable:
        return False
    return True


def _serve(script: Path, host: str, port: int) -> None:
    from streamlit import config
    from streamlit.web import bootstrap

    from ui.login import answering_at

    options: dict[str, Any] = {
        "server.address": host,
        "server.port": port,
        "server.enableCORS": True,
        "server.enableXsrfProtection": True,
        "server.headless": True,
        "server.maxUploadSize": 20,
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": False,
        "client.showErrorDetails": "none",
        "client.toolbarMode": "minimal",
    }
    flags = {name.replace(".", "_"): value for name, value in options.items()}
    bootstrap.load_config_options(flag_options=flags)
    # A page from elsewhere cannot speak to the app, not even by a name that it lets lead to this machine.
    names = answering_at(host)
    config.set_option("server.allowedHosts", names)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Praktikvejleder kører på http://{shown}:{port} (stop med Ctrl+C).")
    # The flags once more: they are set again whenever a configuration file changes.
    bootstrap.run(str(script), False, [], flags | {"server_allowedHosts": names})


def _read_text(path: Path) -> str:
    """The text of the file, or of stdin for "-"."""
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        return data.decode("utf-8-sig")
    except OSError as exc:
        raise QuestionError(f"{path}: filen kan ikke læses ({why(exc)}); ret stien.") from exc
    except UnicodeDecodeError as exc:
        raise QuestionError(f"{path}: filen er ikke tekst i UTF-8 (byte {exc.start}); gem den som UTF-8.") from exc


def _read_json(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise QuestionError(f"{path}: filen kan ikke læses ({why(exc)}); ret stien.") from exc
    except UnicodeDecodeError as exc:
        raise QuestionError(f"{path}: filen er ikke tekst i UTF-8 (byte {exc.start}); gem den som UTF-8.") from exc
    except (ValueError, RecursionError) as exc:
        where = f"linje {exc.lineno}" if isinstance(exc, json.JSONDecodeError) else "for dyb eller for stor"
        raise QuestionError(f"{path}: filen er ikke gyldig JSON ({where}); ret filen.") from exc


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    from assistant.private_logs import keep_logs_private

    keep_logs_private()
    args = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(guarded(lambda: cli.main(args or ["--help"], prog_name="praktik", standalone_mode=False)))


if __name__ == "__main__":
    main()
