"""`praktik records`: what is kept of conversations, and the record, for those who look after the installation."""

import json
import sys
from contextlib import nullcontext
from datetime import date, datetime, time, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import click

from corpus.errors import QuestionError
from praktik_errors import fail, short
from praktik_show import make_console


class _Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "ÅÅÅÅ-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            day = date.max
        # Some days more than any record holds, and none at which the calendar ends.
        if not date(2000, 1, 1) <= day < date(3000, 1, 1):
            raise QuestionError(f"{short(str(value))} er ikke en dato; skriv den som 2026-11-20.")
        return day


@click.group()
def records() -> None:
    """Samtaler, tilbagemeldinger og protokollen over svar."""


@records.command()
@click.option(
    "--older-than",
    "days",
    type=click.IntRange(0, 36_500),
    help="Antal dage siden seneste spørgsmål; ellers PRAKTIK_RETENTION_DAYS.",
)
def purge(*, days: int | None) -> None:
    """Slet samtaler, der er ældre end opbevaringsfristen, også deres indhold i protokollen."""
    from assistant.settings import moment, read_settings
    from records.store import Records

    settings = read_settings()
    kept = settings.retention_days if days is None else days
    with Records(settings.database) as opened:
        count = opened.purge(moment() - timedelta(days=kept))
    make_console().print(f"Slettet: {count} samtaler uden spørgsmål de seneste {kept} dage.", highlight=False)


@records.command()
@click.option("--conversation", metavar="SAMTALE", help="Denne samtale.")
@click.option("--owner", metavar="BRUGER", help="Alle denne brugers samtaler.")
def delete(*, conversation: str | None, owner: str | None) -> None:
    """Slet en samtale eller alle en brugers, også deres indhold i protokollen; begge navne står i 'export'."""
    from assistant.settings import read_settings
    from records.store import Records

    if (conversation is None) == (owner is None):
        raise QuestionError("Skriv enten --conversation eller --owner.")
    with Records(read_settings().database) as opened:
        count = opened.forget_owner(owner) if owner is not None else opened.forget(str(conversation))
    if count == 0:
        raise QuestionError(f"Der er ingen samtaler at slette hos {short(owner or str(conversation))}.")
    click.echo(f"Slettet: {count} samtaler.")


@records.command()
@click.option("--conversation", metavar="SAMTALE", help="Kun denne samtale.")
@click.option("--from", "first", type=_Day(), help="Fra og med denne dag.")
@click.option("--to", "last", type=_Day(), help="Til og med denne dag.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Skriv til denne fil; ellers på skærmen.")
def export(*, conversation: str | None, first: date | None, last: date | None, out: Path | None) -> None:
    """Skriv protokollen over svar, en JSON-linje pr. post."""
    from assistant.settings import read_settings
    from records.store import Records

    if first is not None and last is not None and last < first:
        raise QuestionError(f"--to {last} er før --from {first}; byt dem om.")
    since, until = _midnight(first), _midnight(last + timedelta(days=1) if last else None)
    with Records(read_settings().database) as opened:
        entries = opened.record.export(conversation, since, until)
        first_one = next(entries, None)
        if first_one is None and conversation is not None:
            raise QuestionError(f"Samtalen {short(conversation)} findes ikke i protokollen i det tidsrum.")
        with out.open("w", encoding="utf-8") if out else nullcontext(sys.stdout) as file:
            for entry in chain([first_one] if first_one else [], entries):
                click.echo(json.dumps(entry, ensure_ascii=False), file)


@records.command()
@click.option("--seen", metavar="NUMMER:HASH", help="En ende, som denne kommando viste før: kæden skal gå gennem den.")
def verify(*, seen: str | None) -> None:
    """Efterprøv, at ingen post i protokollen er ændret eller fjernet."""
    from assistant.settings import read_settings
    from records.audit import Broken, head_from
    from records.store import Records

    with Records(read_settings().database) as opened:
        found = opened.record.verify(head_from(seen) if seen else None)
    if isinstance(found, Broken):
        sys.exit(fail(f"Protokollen er brudt ved post nr. {found.number}: {found.fault}.", 1))
    click.echo(f"Protokollen er hel: {found.head.number} poster, heraf {found.deleted} med slettet indhold.")
    click.echo(f"Ende: {found.head}")


@records.command()
@click.argument("file", metavar="FIL", type=click.Path(dir_okay=False, path_type=Path))
def backup(*, file: Path) -> None:
    """Kopiér SQLite-databasen til FIL, også mens programmet kører."""
    from assistant.settings import read_settings
    from records.backup import back_up

    back_up(read_settings().database, file)
    click.echo(f"Sikkerhedskopi: {file}")


def _midnight(day: date | None) -> datetime | None:
    """The beginning of the day where this machine is."""
    return datetime.combine(day, time.min).astimezone() if day else None
