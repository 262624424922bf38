"""`praktik law`: the law's upkeep, for maintainers: what we have, what differs from the wording, what has changed.

Thin: everything is computed in `ingest.law`, and imported only when a command is run.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import QuestionError
from praktik_errors import why
from praktik_show import make_console, print_json

if TYPE_CHECKING:
    from corpus.provisions import Law
    from ingest.law.check import Checked
    from ingest.law.texts import OfficialTexts

_AS_JSON = click.option("--json", "as_json", is_flag=True, help="Skriv svaret som JSON.")
_OFFICIAL = click.option(
    "--official",
    type=click.Path(path_type=Path),
    help="Mappe med lovenes egen ordlyd (XML, JSON eller PDF). Ellers den, 'praktik fetch' henter til.",
)
_FILE_WIDTH = 160


@click.group(invoke_without_command=True)
@click.pass_context
def law(ctx: click.Context) -> None:
    """Vedligehold loven: hvad vi har, hvad der er ændret, og hvad der afviger fra ordlyden."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@law.command()
@click.argument("acts", nargs=-1, metavar="[LOV…]")
@_OFFICIAL
@_AS_JSON
def status(*, acts: tuple[str, ...], official: Path | None, as_json: bool) -> None:
    """Vis versionerne, og om teksten er ordlyd."""
    from assistant.settings import today
    from ingest.law import report
    from ingest.law.status import status as status_of

    known, texts = _law_and_texts(official)
    _refuse_unknown(acts, known.acts)
    found = status_of(known, texts, today(), acts)
    if as_json:
        print_json(report.as_json({"versions": found, "unknown_files": texts.unknown}))
        return
    _table(report.STATUS_HEADINGS, map(report.status_row, found))
    _lines(report.status_lines(found))
    _lines(f"Ikke brugt, fordi loven ikke er blandt dem, vi kender: {name}." for name in texts.unknown)


@law.command()
@click.argument("act", metavar="LOV")
@click.argument("old", metavar="FRA")
@click.argument("new", metavar="TIL")
@click.argument("provision", required=False, metavar="[§]")
@_OFFICIAL
@_AS_JSON
def diff(*, act: str, old: str, new: str, provision: str | None, official: Path | None, as_json: bool) -> None:
    """Vis ændringer mellem to versioner.

    Fx: praktik law diff LAB 2022/701 2024/280 58
    """
    from ingest.law import report
    from ingest.law.diff import diff as diff_of
    from ingest.law.diff import find_provision, find_version

    known, texts = _law_and_texts(official)
    before, after = find_version(known, act, old), find_version(known, act, new)
    within = find_provision(before.act, provision) if provision else None
    found = diff_of(known, texts.by_version, before, after, within)
    if as_json:
        print_json(report.diff_json(found))
        return
    _lines(report.diff_lines(found))


@law.command()
@click.option("--explained", is_flag=True, help="Vis også de forskelle, der er gennemgået og forklaret.")
@_OFFICIAL
@_AS_JSON
def check(*, explained: bool, official: Path | None, as_json: bool) -> None:
    """Hold vores data op mod den officielle ordlyd."""
    from ingest.law import report
    from ingest.law.check import check as check_all
    from ingest.law.reviewed import load_reviewed

    known, texts = _law_and_texts(official)
    found = check_all(_checked(known), texts.by_version, load_reviewed(known))
    if as_json:
        print_json({"clean": found.is_clean, **report.as_json(found)})
    else:
        if found.differences:
            _table(report.CHECK_HEADINGS, map(report.check_row, found.differences))
        for row in found.explained if explained else ():
            _lines(("; ".join(report.check_row(row.difference)), f"  {row.review.why} ({row.review.reviewed_on})"))
        _lines(report.check_lines(found))
    if not found.is_clean:
        sys.exit(1)


@law.command()
@click.option("--feed", type=click.Path(path_type=Path), help="En gemt ændringsliste (Atom) i stedet for netværket.")
@_AS_JSON
def watch(*, feed: Path | None, as_json: bool) -> None:
    """Vis, hvad der er nyt på Retsinformation om de love, vi bruger."""
    from corpus.targets import load_targets
    from ingest.feed import changes_to, read_feed
    from ingest.law import report

    entries = read_feed(_feed_file(feed) if feed else _feed_online())
    changes = changes_to(entries, load_targets())
    if as_json:
        print_json({"entries": len(entries), "changes": report.as_json(changes)})
        return
    if changes:
        _table(report.WATCH_HEADINGS, map(report.watch_row, changes))
    _lines(report.watch_lines(changes, len(entries)))


@law.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
def structure(*, file: Path) -> None:
    """Skriv en lovteksts strukturfil (corpus/law/structure)."""
    from ingest.official.read import read_official
    from ingest.official.shape import sections, structure_file

    click.echo(structure_file(sections(read_official(file))), nl=False)


def _law_and_texts(official: Path | None) -> "tuple[Law, OfficialTexts]":
    from assistant.settings import read_settings
    from corpus.provisions import load_law
    from ingest.law.texts import read_texts

    folder, known = official or read_settings().official, load_law()
    if folder is not None and not folder.is_dir():
        raise QuestionError(f"{folder} er ikke en mappe; ret stien til mappen med lovtekster.")
    return known, read_texts(folder, known)


def _checked(known: "Law") -> "Checked":
    """What is held against the wording: the shipped rules, and the passages of the shipped documents and renderings."""
    from corpus.rulebook import load_rulebook
    from ingest.documents import read_documents
    from ingest.law.check import Checked

    read = tuple(passage for document in read_documents() for passage in document.passages)
    return Checked(law=known, rules=load_rulebook(law=known).rules, passages=read + known.passages())


def _refuse_unknown(acts: Iterable[str], known: tuple[str, ...]) -> None:
    names = {name.casefold() for name in known}
    for act in acts:
        if act.casefold() not in names:
            raise QuestionError(f"{act[:40]!r} er ikke en lov, vi kender; skriv en af: {', '.join(known)}.")


def _feed_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as exc:
        raise QuestionError(f"{path}: filen kan ikke læses ({why(exc)}); ret stien.") from exc


def _feed_online() -> bytes:
    from assistant.settings import read_settings
    from ingest.retsinformation import ClientSettings, download_feed

    return download_feed(ClientSettings(base_url=read_settings().retsinformation_url))


def _table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*headings, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    # In a file or a pipe there is no edge to break the lines at.
    console = make_console() if sys.stdout.isatty() else Console(width=_FILE_WIDTH)
    console.print(table)


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
