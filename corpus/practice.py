"""Which report passages speak to which rule: an editor's choice, kept as data.

Retrieval finds what is worded alike; this table says what a colleague would show beside
a rule, including where a source contradicts itself. Every quotation is checked against
its source when the table is loaded.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import CorpusError
from corpus.passage import Passage


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    topics: tuple[str, ...]
    source: str
    quote: str
    groups: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    role: Literal["supports", "conflict"] = "supports"


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    practice: tuple[_Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A quotation that belongs beside the rules on `topics`.

    `groups` and `verdicts` limit it to those target groups and outcomes (empty: all); `unless` are topics asked about
    as well that take it out. `role` is "conflict" where
    the source disagrees with the law or with itself; both sides are then shown.
    `start` and `end` are offsets into the canonical text of the passage's source.
    """

    topics: tuple[str, ...]
    groups: tuple[str, ...]
    verdicts: tuple[str, ...]
    unless: tuple[str, ...]
    role: str
    passage: Passage
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The words quoted."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]

    def concerns(self, topic: str, group: str | None, verdict: str) -> bool:
        """True if it should be shown for a rule on `topic` for that target group with that verdict."""
        for_group = not self.groups or group is None or group in self.groups
        return topic in self.topics and for_group and (not self.verdicts or verdict in self.verdicts)


def load_practice(passages: tuple[Passage, ...], path: Path | Traversable | None = None) -> tuple[Practice, ...]:
    """The table, each quotation placed in its passage.

    Raises:
        CorpusError: the file is malformed, or a quotation stands in no passage of its source.
    """
    file = path or files("corpus").joinpath("practice.toml")
    try:
        rows = _File.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))).practice
    except (tomllib.TOMLDecodeError, ValidationError) as exc:
        raise CorpusError(f"corpus/practice.toml kan ikke læses: {' '.join(str(exc).split())}; ret filen.") from exc
    by_source: dict[str, list[Passage]] = {}
    for passage in passages:
        by_source.setdefault(passage.source, []).append(passage)
    return tuple(_placed(row, by_source) for row in rows)


def _placed(row: _Row, by_source: Mapping[str, list[Passage]]) -> Practice:
    for passage in by_source.get(row.source, []):
        at = passage.text.find(row.quote)
        if at >= 0:
            start = passage.start + at
            return Practice(
                topics=row.topics,
                groups=row.groups,
                verdicts=row.verdicts,
                unless=row.unless,
                role=row.role,
                passage=passage,
                start=start,
                end=start + len(row.quote),
            )
    raise CorpusError(
        f"corpus/practice.toml: citatet {row.quote[:60]!r} står ikke i nogen passage af {row.source}; "
        "ret citatet, så det er ordret."
    )
