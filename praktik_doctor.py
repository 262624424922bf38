"""`praktik doctor`: is everything well, and if not, what mends it.

Thin: what is looked at stands in `praktik_health`. Exit code 0 unless there is a problem, else 1.
"""

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from praktik_show import print_json

if TYPE_CHECKING:
    from praktik_health import Check

# What stands before a line, and what stands there where the terminal's letters have none of it.
_SIGNS = {"fine": ("✔", "ok  "), "notice": ("!", "obs "), "problem": ("✖", "fejl")}


@click.command()
@click.option("--ask", "ask_model", is_flag=True, help="Spørg også sprogmodellen, hvis der er valgt en.")
@click.option("--json", "as_json", is_flag=True, help="Skriv svaret som JSON.")
def doctor(*, ask_model: bool, as_json: bool) -> None:
    """Se efter, om alt er i orden: programmet, indekset, loven, databasen, modellen og disken."""
    from assistant.settings import read_settings, today
    from praktik_health import State, Wanted, examine

    well = True
    rows = []
    for check in examine(Wanted(settings=read_settings(), on=today(), ask_model=ask_model)):
        well = well and check.state is not State.PROBLEM
        rows.append(asdict(check) | {"state": check.state.value})
        if not as_json:
            click.echo(_line(check))
    if as_json:
        print_json({"ok": well, "checks": rows})
    if not well:
        sys.exit(1)


def _line(check: "Check") -> str:
    sign, letters = _SIGNS[check.state.value]
    try:
        sign.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        sign = letters
    mend = f" – {check.mend}" if check.mend else ""
    return " ".join(f"{sign} {check.name}: {check.text}{mend}".split())
