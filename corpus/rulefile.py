"""How a rule file is written, and how it becomes a `Rule`.

The models are the door: what they let through is converted to the frozen nouns of
`corpus.rule`. Mistakes that one file alone can show are found here.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import CorpusError, QuestionError
from corpus.reference import LawRef, parse
from corpus.rule import Condition, Quantity, Row, Rule, RuleVersion

_Sets = dict[str, tuple[str, ...]]
Outcome = Literal["met", "breached", "needs_assessment", "missing_fact", "not_applicable", "not_in_force"]


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _QuantityFile(_File):
    name: str
    value: Decimal
    unit: str
    reference: str
    groups: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


class _ConditionFile(_File):
    any_of: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    above: Decimal | date | None = None
    at_least: Decimal | date | None = None
    below: Decimal | date | None = None
    at_most: Decimal | date | None = None


class _RowFile(_File):
    when: dict[str, bool | str | tuple[str, ...] | _ConditionFile]
    verdict: Outcome
    text: str
    references: tuple[str, ...] = ()
    weigh: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    never_ask: tuple[str, ...] = ()


class _VersionFile(_File):
    starts: Annotated[date, Field(alias="from")]
    until: date | None = None
    verified_on: date
    in_force: bool = True
    general: str
    references: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    weigh: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    texts: dict[str, str] = {}
    groups: dict[str, tuple[str, ...]] = {}
    value: tuple[_QuantityFile, ...] = ()
    row: tuple[_RowFile, ...] = ()


class _RuleFile(_File):
    title: str
    question: str
    topics: tuple[str, ...]
    facts: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    shape: str
    groups: dict[str, tuple[str, ...]] = {}
    version: Annotated[tuple[_VersionFile, ...], Field(min_length=1)]


def read_rule(name: str, data: dict[str, Any]) -> Rule:
    """The rule that the parsed file `name` describes.

    Raises:
        CorpusError: the file cannot be used; names file, version and mend.
    """
    try:
        file = _RuleFile.model_validate(data)
    except ValidationError as exc:
        first = exc.errors()[0]
        raise CorpusError(f"{name}: {_place(first['loc'])}: {_mend(first['type'], first['msg'])}") from exc
    versions = tuple(_version(f"{name}: version {n}", v, file) for n, v in enumerate(file.version, 1))
    return Rule(
        id=name.removesuffix(".toml"),
        title=file.title,
        question=file.question,
        topics=file.topics,
        facts=file.facts,
        triggers=file.triggers,
        shape=file.shape,
        versions=versions,
    )


def _place(location: tuple[int | str, ...]) -> str:
    """The place in words, "version 2, from", for pydantic's ("version", 1, "from")."""
    return "".join(f" {part + 1}" if isinstance(part, int) else f", {part}" for part in location).removeprefix(", ")


def _mend(kind: str, message: str) -> str:
    known = {
        "missing": "mangler; skriv feltet.",
        "extra_forbidden": "er ikke et felt i en regelfil; ret eller fjern det.",
    }
    return known.get(kind, f"kan ikke bruges ({message}); ret værdien.")


def _version(where: str, file: _VersionFile, rule: _RuleFile) -> RuleVersion:
    groups = {**rule.groups, **file.groups}
    if file.in_force and not file.references:
        raise CorpusError(f"{where}: mangler 'references'; nævn de bestemmelser, reglen hviler på.")
    return RuleVersion(
        starts=file.starts,
        until=file.until,
        verified_on=file.verified_on,
        in_force=file.in_force,
        general=file.general,
        references=_references(where, file.references),
        notices=file.notices,
        weigh=file.weigh,
        uses=file.uses,
        texts=dict(file.texts),
        groups=groups,
        quantities=tuple(_quantity(where, q, groups) for q in file.value),
        rows=tuple(_row(f"{where}, række {n}", row, file.references, groups) for n, row in enumerate(file.row, 1)),
    )


def _references(where: str, texts: tuple[str, ...]) -> tuple[LawRef, ...]:
    try:
        return tuple(parse(text) for text in texts)
    except QuestionError as exc:
        raise CorpusError(f"{where}: {exc}") from exc


def _quantity(where: str, file: _QuantityFile, sets: _Sets) -> Quantity:
    (reference,) = _references(where, (file.reference,))
    groups = _expanded(where, file.groups, sets)
    also = _references(where, file.also)
    return Quantity(name=file.name, value=file.value, unit=file.unit, reference=reference, groups=groups, also=also)


def _row(where: str, file: _RowFile, references: tuple[str, ...], sets: _Sets) -> Row:
    return Row(
        when=tuple(_condition(where, fact, asked, sets) for fact, asked in file.when.items()),
        verdict=file.verdict,
        text=file.text,
        references=_references(where, file.references or references),
        weigh=file.weigh,
        notices=file.notices,
        never_ask=file.never_ask,
    )


def _condition(where: str, fact: str, asked: bool | str | tuple[str, ...] | _ConditionFile, sets: _Sets) -> Condition:
    if isinstance(asked, _ConditionFile):
        return Condition(fact=fact, **dict(asked))
    if isinstance(asked, tuple):
        return Condition(fact=fact, any_of=_expanded(where, asked, sets))
    if isinstance(asked, str):
        return Condition(fact=fact, any_of=_expanded(where, (asked,), sets))
    return Condition(fact=fact, any_of=(asked,))


def _expanded(where: str, names: tuple[str, ...], sets: _Sets) -> tuple[str, ...]:
    """The names, with "@fire_uger" replaced by the groups that the file has named so."""
    unknown = [name for name in names if name.startswith("@") and name[1:] not in sets]
    if unknown:
        raise CorpusError(f"{where}: {unknown[0]!r} er ikke nævnt under [groups]; tilføj den dér eller ret navnet.")
    return tuple(part for name in names for part in (sets[name[1:]] if name.startswith("@") else (name,)))
