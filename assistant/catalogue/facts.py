"""The facts of a case as a form: each with its label, its kind, and what can be chosen."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict

from assistant.case import CaseFacts, Purpose
from assistant.texts import FACT_LABELS, PURPOSES

Kind = Literal["group", "yes_no", "number", "date", "purposes"]
_GROUPS = ("target_group", "new_target_group")


class FactField(BaseModel):
    """One fact to be filled in; `options` maps values to words, and is empty where anything may be written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    label: str
    kind: Kind
    options: dict[str, str] = {}


def fact_fields(groups: dict[str, str]) -> tuple[FactField, ...]:
    """Every fact of a case, in the order of the form; `groups` are the target groups of the day by key."""
    return tuple(_field(name, field.annotation, groups) for name, field in CaseFacts.model_fields.items())


def _field(name: str, annotation: Any, groups: dict[str, str]) -> FactField:
    label = FACT_LABELS[name]
    if name in _GROUPS:
        return FactField(name=name, label=label, kind="group", options=groups)
    if name == "purposes":
        words = {purpose: PURPOSES[purpose] for purpose in get_args(Purpose)}
        return FactField(name=name, label=label, kind="purposes", options=words)
    return FactField(name=name, label=label, kind=_kind(annotation))


def _kind(annotation: Any) -> Kind:
    kinds: dict[type, Kind] = {bool: "yes_no", date: "date", int: "number", Decimal: "number"}
    types = {part for one in (annotation, *get_args(annotation)) for part in (one, *get_args(one))}
    return next(kind for known, kind in kinds.items() if known in types)
