"""`praktik records`: what is kept of conversations, for those who look after the installation."""

from datetime import timedelta

import click

from praktik_show import make_console, print_json


@click.group()
def records() -> None:
    """Samtaler og tilbagemeldinger, der er gemt."""


@records.command()
@click.option(
    "--older-than",
    "days",
    type=click.IntRange(0, 36_500),
    help="Antal dage siden seneste spørgsmål; ellers PRAKTIK_RETENTION_DAYS.",
)
def purge(*, days: int | None) -> None:
    """Slet samtaler, der er ældre end opbevaringsfristen."""
    from assistant.settings import moment, read_settings
    from records.store import Records

    settings = read_settings()
    kept = settings.retention_days if days is None else days
    with Records(settings.database) as opened:
        count = opened.purge(moment() - timedelta(days=kept))
    make_console().print(f"Slettet: {count} samtaler uden spørgsmål de seneste {kept} dage.", highlight=False)


@records.command()
@click.argument("conversation", metavar="SAMTALE")
@click.option("--owner", default="lokal", show_default=True, help="Hvis samtale det er.")
def export(*, conversation: str, owner: str) -> None:
    """Skriv en samtale som JSON."""
    from assistant.settings import read_settings
    from records.store import Records

    with Records(read_settings().database) as opened:
        kept = opened.conversation(owner, conversation)
    print_json(
        {
            "id": kept.id,
            "title": kept.title,
            "on": kept.on.isoformat() if kept.on else None,
            "created": kept.created.isoformat(),
            "turns": [
                {
                    "question": turn.question,
                    "asked": turn.asked.isoformat(),
                    "helpful": turn.helpful,
                    "answer": turn.answer.model_dump(mode="json"),
                }
                for turn in kept.turns
            ],
        }
    )
