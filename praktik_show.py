"""What the commands of `praktik` show in the terminal; rich is imported when something is shown."""

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.answer import Answer
    from assistant.review.report import Review


def make_console() -> "Console":
    """A terminal as wide as the user's."""
    from rich.console import Console

    return Console()


def show_progress(console: "Console") -> Any:
    """A context manager whose value is called with (step, done, total)."""
    from contextlib import contextmanager

    from rich.progress import Progress

    @contextmanager
    def shown() -> Any:
        tasks: dict[str, Any] = {}
        with Progress(console=console, transient=True) as progress:

            def report(step: str, done: int, total: int) -> None:
                task = tasks.setdefault(step, progress.add_task(step, total=total))
                progress.update(task, completed=done, total=total)

            yield report

    return shown()


def plain(text: str) -> str:
    """Text in which rich reads no markup."""
    return text.replace("[", "\\[")


def print_json(value: Any) -> None:
    """The value on stdout, as JSON that people can read."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def show_answer(console: "Console", question: str, answer: "Answer") -> None:
    """The answer with its sources, under the question where there are several."""
    from rich.markdown import Markdown

    if question:
        console.print(f"[bold cyan]› {plain(question)}[/bold cyan]", highlight=False)
    console.print(Markdown(answer.text))
    for asked in answer.questions:
        console.print(f"[yellow]? {plain(asked)}[/yellow]", highlight=False)
    if answer.citations:
        console.print("\n[bold]Kilder[/bold]")
    for citation in answer.citations:
        where = citation.reference or f"{citation.title}, {citation.locator}"
        console.print(f"[{citation.marker}] {where} ({citation.wording})".replace("[", "\\["), highlight=False)
        console.print(f"    »{plain(citation.quote)}«", style="dim", highlight=False)
    for notice in answer.notices:
        console.print(f"[italic]Bemærk: {plain(notice)}[/italic]", highlight=False)
    for law in answer.law:
        console.print(f"[dim]{law.act}: {law.version}, kontrolleret den {law.checked_on}.[/dim]", highlight=False)


def show_review(console: "Console", result: "Review") -> None:
    """The review with its sources."""
    from rich.markdown import Markdown

    console.print(Markdown(result.text))
    if result.citations:
        console.print("\n[bold]Kilder[/bold]")
    for citation in result.citations:
        where = citation.reference or f"{citation.title}, {citation.locator}"
        console.print(f"[{citation.marker}] {where} ({citation.wording})".replace("[", "\\["), highlight=False)
        console.print(f"    »{plain(citation.quote)}«", style="dim", highlight=False)
    for notice in result.notices:
        console.print(f"[italic]Bemærk: {plain(notice)}[/italic]", highlight=False)
    for law in result.law:
        console.print(f"[dim]{law.act}: {law.version}, kontrolleret den {law.checked_on}.[/dim]", highlight=False)
