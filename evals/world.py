"""What the evals hold answers against, read once: sources, the law by day, the topics of the rules.

The periods below are written here a second time on purpose: they come from the acts
themselves, not from `corpus/law`, so that a slip there is caught and not repeated.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Protocol

from corpus.errors import QuestionError
from corpus.provisions import Law, Status, load_law
from corpus.reference import parse
from evals.scorers import World

# First day in force and first day no longer in force of the versions that may be cited.
PERIODS: Mapping[str, tuple[date, date]] = {
    "lab-2016-1342": (date(2016, 11, 21), date(2020, 1, 1)),
    "lab-2019-548": (date(2020, 1, 1), date(2022, 5, 22)),
    "lab-2022-701": (date(2022, 5, 22), date(2024, 1, 1)),
    "lab-2024-280": (date(2024, 1, 1), date.max),
    "bab-2018-977": (date(2018, 7, 1), date(2020, 1, 1)),
    "bab-2019-1180": (date(2020, 1, 1), date(2021, 1, 1)),
    "bab-2020-2006": (date(2021, 1, 1), date(2022, 1, 1)),
    "bab-2021-2636": (date(2022, 1, 1), date(2024, 1, 1)),
    "bab-2023-1216": (date(2024, 1, 1), date.max),
    "fvl-2014-433": (date(2014, 4, 22), date.max),
    "rsl-2025-354": (date(2025, 4, 2), date.max),
    "forsog-2021-902": (date(2021, 5, 16), date(2021, 9, 1)),
    "forsog-2021-1755": (date(2021, 9, 1), date(2022, 1, 1)),
    "forsog-2021-2498": (date(2022, 1, 1), date(2023, 1, 1)),
    "forsog-2022-1589": (date(2023, 1, 1), date.max),
    "ai-bek-2026-101": (date(2026, 2, 1), date.max),
}
# A source that is a version of an act, by its id.
_OF_AN_ACT = re.compile(r"(?:lab|bab|fvl|rsl|forsog|ai-bek)-\d{4}-\d+$")


class HasText(Protocol):
    """A source with its canonical text."""

    @property
    def text(self) -> str:
        """The text that citations' offsets point into."""


class Talks(Protocol):
    """A conversation."""

    def ask(self, question: str) -> Any:
        """The answer to the next turn."""


class Judged(Protocol):
    """The part of the public contract that the evals use."""

    def conversation(self, on: date | None = None) -> Talks:
        """A new conversation on the law of that day."""

    def search(self, query: str, k: int = 10, on: date | None = None) -> Any:
        """The k passages that answer best."""

    def source(self, source_id: str) -> HasText:
        """A source by its id."""


def world_of(assistant: Judged) -> World:
    """The world that this assistant's answers are held against."""
    law = load_law()

    @cache
    def exists(printed: str, on: date) -> bool:
        return reference_exists(law, printed, on)

    @cache
    def source_text(source_id: str) -> str | None:
        try:
            return assistant.source(source_id).text
        except QuestionError:
            return None

    return World(source_text=source_text, exists=exists, in_force=source_in_force, topics=topics_of_rules())


def reference_exists(law: Law, printed: str, on: date) -> bool:
    """True if the printed reference exists in the law in force on that day."""
    try:
        return law.lookup(parse(printed).without_pkt(), on).status is Status.EXISTS
    except QuestionError:
        return False


def source_in_force(source_id: str, on: date) -> bool:
    """True if the source may be cited on that day: documents always, an act's version that is not known never."""
    if source_id not in PERIODS:
        return not _OF_AN_ACT.match(source_id)
    starts, ends = PERIODS[source_id]
    return starts <= on < ends


def topics_of_rules(folder: Traversable | None = None) -> Mapping[str, frozenset[str]]:
    """The topics of each rule by its id, which is its path."""
    root = folder or files("corpus").joinpath("rules")
    found = {}
    for name, file in _rule_files(root, ""):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        if "title" in data and "topics" in data:
            found[name] = frozenset(data["topics"])
    return found


def _rule_files(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda found: found.name):
        if entry.is_dir():
            yield from _rule_files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".toml"):
            yield prefix + entry.name.removesuffix(".toml"), entry
