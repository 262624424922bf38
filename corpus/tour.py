"""The guided tour for new staff: cases to solve, kept as data.

The file tells the story and offers answers. Which answer is right, and why, is the rule
checker's to say: the verdict of an option only tells what the reader would be claiming.
"""

import tomllib
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from corpus.errors import CorpusError
from corpus.rulefile import Outcome

WHERE = "corpus/tour.toml"
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TourOption(_Frozen):
    """An answer to choose, and the verdict that it claims."""

    text: _Text
    verdict: Outcome


class TourRow(_Frozen):
    """One case as written: `rule` decides it by the law of `on`; `facts` are fields of the case, not yet read."""

    id: _Id
    title: _Text
    story: _Text
    question: _Text
    rule: _Text
    facts: dict[str, Any] = Field(min_length=1)
    on: date
    options: tuple[TourOption, ...] = Field(min_length=3, max_length=4)
    lesson: _Text


class _File(_Frozen):
    case: tuple[TourRow, ...] = Field(min_length=1)


def load_tour(path: Path | Traversable | None = None) -> tuple[TourRow, ...]:
    """The cases in the order in which they are solved.

    Raises:
        CorpusError: the file cannot be used; names file, case and mend.
    """
    file = path or files("corpus").joinpath("tour.toml")
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise CorpusError(f"{WHERE}: filen kan ikke læses ({' '.join(str(exc).split())}); ret den.") from exc
    try:
        rows = _File.model_validate(data).case
    except ValidationError as exc:
        raise CorpusError(f"{WHERE}: {_fault(exc)}; ret filen.") from exc
    _refuse_twins([row.id for row in rows], f"{WHERE}: to sager har id")
    for row in rows:
        _refuse_twins([option.text for option in row.options], f"{WHERE}: sagen {row.id!r}: to svar lyder")
    return rows


# pydantic's kinds of fault, in Danish.
_FAULTS = {
    "missing": "mangler; tilføj feltet",
    "extra_forbidden": "kendes ikke; fjern feltet eller ret navnet",
    "string_too_short": "er tom; skriv en tekst",
    "string_pattern_mismatch": "skal være små bogstaver, tal og bindestreger",
    "literal_error": "er ikke et udfald, regeltjekket kan give",
    "date_type": "skal være en dato som 2026-11-20",
    "dict_type": "skal være en tabel med sagens fakta",
}
_COUNTS = {
    "options": "skal være tre eller fire svar",
    "facts": "skal have mindst ét faktum",
    "case": "skal have en sag",
}


def _fault(error: ValidationError) -> str:
    first = error.errors()[0]
    kind, field = first["type"], str(first["loc"][-1])
    words = _COUNTS.get(field) if kind in {"too_short", "too_long"} else _FAULTS.get(kind)
    return f"{_place(first['loc'])} {words or 'kan ikke bruges'}"


def _place(location: tuple[int | str, ...]) -> str:
    """The place in words, "case 2, options 1, text", for pydantic's ("case", 1, "options", 0, "text")."""
    return "".join(f" {part + 1}" if isinstance(part, int) else f", {part}" for part in location).removeprefix(", ")


def _refuse_twins(values: Sequence[str], what: str) -> None:
    twin = next((value for value in values if values.count(value) > 1), None)
    if twin is not None:
        raise CorpusError(f"{what} {twin!r}; ret den ene.")
