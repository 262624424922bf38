"""The differences that a person has looked at and found right, each with the reason: `corpus/law/reviewed.toml`.

A row fits a difference by version, provision and the very words in which it is told. A row
that fits nothing any more is reported, so that the list never hides what it was not meant for.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.acts import first_mistake, read_text
from corpus.errors import CorpusError
from corpus.provisions import Law
from ingest.law.difference import Difference

REVIEWED = "reviewed.toml"
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One difference in one version that is right as it stands, and why."""

    version: str
    provision: str
    differs: str
    why: str
    reviewed_on: date

    @property
    def key(self) -> _Key:
        """What it shares with the difference that it is about."""
        return (self.version, self.provision, self.differs)


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    versions: tuple[str, ...] = Field(min_length=1)
    provision: str = Field(min_length=2)
    differs: str = Field(min_length=2)
    why: str = Field(min_length=10)
    reviewed_on: date


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    reviewed: tuple[_Row, ...] = ()


def load_reviewed(law: Law, root: Traversable | Path | None = None) -> tuple[Review, ...]:
    """The reviewed differences, one for each version, from `root` (default: the package's own `corpus/law`).

    Raises:
        CorpusError: the file is missing or wrong, names an unknown version, or says the same twice.
    """
    folder = root if root is not None else files("corpus") / "law"
    try:
        rows = _File.model_validate(tomllib.loads(read_text(folder / REVIEWED))).reviewed
    except tomllib.TOMLDecodeError as exc:
        raise CorpusError(f"corpus/law/{REVIEWED} er ikke gyldig TOML ({exc}); ret filen.") from exc
    except ValidationError as exc:
        raise CorpusError(f"corpus/law/{REVIEWED}: {first_mistake(exc)}; ret filen.") from exc
    reviews = tuple(_reviews(rows))
    for review in reviews:
        if law.version_by_id(review.version) is None:
            raise CorpusError(
                f"corpus/law/{REVIEWED}: versionen {review.version!r} ({review.provision}) findes ikke i acts.toml; "
                "ret versions."
            )
    if twice := [key for key, count in Counter(review.key for review in reviews).items() if count > 1]:
        raise CorpusError(f"corpus/law/{REVIEWED}: {', '.join(twice[0])} står to gange; slet den ene række.")
    return reviews


def _reviews(rows: Iterable[_Row]) -> Iterator[Review]:
    for row in rows:
        shared = row.model_dump(exclude={"versions"})
        yield from (Review(version=version, **shared) for version in row.versions)


def key_of(difference: Difference) -> _Key:
    """What a review must say to be about that difference."""
    return (difference.version, difference.provision, difference.differs)
