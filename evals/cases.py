"""The eval cases, read from `evals/cases/*.toml` and refused where they cannot be trusted.

A case that contradicts itself, demands nothing, quotes what stands nowhere, or has been
moved between dev and gate is a load error: a wrong case is worse than none.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.case import CaseFacts, case_from
from corpus.errors import CorpusError, QuestionError
from corpus.lexicon import load_lexicon
from corpus.reference import LawRef, parse
from evals.compare import squashed

Split = Literal["dev", "gate"]
Suite = Literal[
    "answers",
    "conversations",
    "understanding",
    "refusals",
    "retrieval",
    "everyday",
    "blind",
    "fresh",
    "generated",
]
# All but the generated one have a file.
FILE_SUITES: tuple[Suite, ...] = tuple(suite for suite in get_args(Suite) if suite != "generated")
# Judged by what is found, and by whether the answer cites it.
SEARCHED: tuple[Suite, ...] = ("retrieval", "everyday", "blind")
# Suites that are whole in one half: `blind` was written by someone who had not seen the question bank and is never used
# for tuning; `everyday` was blind until it was read to choose how to search.
_WHOLE: Mapping[Suite, Split] = {"blind": "gate", "everyday": "dev"}
# The day of a case that names none: the evals must give the same result on every day.
DEFAULT_ON = date(2026, 11, 20)
# Two cases in five are kept for the gate; the rest are for tuning.
_GATE_SHARE = (2, 5)
_SHORTEST_SNIPPET = 25


class Case(BaseModel):
    """One question or conversation and what a right answer to its last turn holds.

    In `must_cite`, `expect` and the keys and values of `verdicts`, `|` separates
    alternatives. `verdicts` maps topics of rules to verdicts. `gold` holds verbatim
    snippets or references, of which search must find one. `facts` are all the facts that
    the words state, by the names of the public `case`; those in `may` are right with or
    without. `people` are the facts of each citizen where several are answered side by side;
    `fresh_case` tells whether the last turn begins a new case.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    topic: str = ""
    turns: tuple[str, ...] = Field(min_length=1)
    on: date = DEFAULT_ON
    split: Split
    suite: Suite = "answers"
    must_cite: tuple[str, ...] = ()
    must_not_cite: tuple[str, ...] = ()
    verdicts: dict[str, str] = {}
    expect: tuple[str, ...] = ()
    must_not_say: tuple[str, ...] = ()
    must_decline: bool = False
    may_decline: bool = False
    must_not_decline: bool = False
    facts: dict[str, Any] | None = None
    may: tuple[str, ...] = ()
    people: tuple[dict[str, Any], ...] = ()
    fresh_case: bool | None = None
    status: str = ""
    gold: tuple[str, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        said = (self.must_cite, self.verdicts, self.expect, self.gold, self.must_not_say, self.status)
        understood = (self.facts is not None, self.people, self.fresh_case is not None)
        if not any((*said, *understood, self.must_decline, self.must_not_decline)) and self.suite != "generated":
            raise ValueError("kræver intet; tilføj must_cite, expect, verdicts, gold eller must_decline")
        declined = (self.must_cite, self.verdicts, self.expect, self.may_decline, self.gold, self.must_not_decline)
        if self.must_decline and any(declined):
            raise ValueError("must_decline modsiger must_cite, verdicts, expect, gold, may_decline og must_not_decline")
        if set(self.must_cite) & set(self.must_not_cite) or set(self.expect) & set(self.must_not_say):
            raise ValueError("det samme er både krævet og forbudt")
        if not all(turn.strip() for turn in self.turns):
            raise ValueError("en replik er tom")
        return self


def split_of(case_id: str) -> Split:
    """The half a case belongs to, decided by its id alone, so that no one can choose.

    >>> split_of("varighed-dagpenge") in ("dev", "gate")
    True
    """
    taken, of = _GATE_SHARE
    return "gate" if int(hashlib.sha256(case_id.encode()).hexdigest()[:8], 16) % of < taken else "dev"


def is_reference(text: str) -> bool:
    """True for a law reference, False for a snippet or a source id."""
    return "§" in text and re.match(r"(LAB|BAB|FVL|RSL|BEK \d+/\d{4}) §", text) is not None


@cache
def reference(text: str) -> LawRef:
    """The reference that a case names."""
    return parse(text)


def load_cases(suite: Suite, folder: Path | None = None) -> tuple[Case, ...]:
    """The cases of one suite, in the file's order.

    Args:
        suite: the name of a file in `folder`, without .toml.
        folder: another folder than the package's own (for tests).

    Raises:
        CorpusError: the file is missing, empty, or holds a case that cannot be trusted.
    """
    place: Traversable = folder or files("evals").joinpath("cases")
    where = f"evals/cases/{suite}.toml"
    rows = _rows(place.joinpath(f"{suite}.toml"), where)
    cases = tuple(_case(row, suite, where) for row in rows)
    if not cases:
        raise CorpusError(f"{where}: der er ingen sager; et tomt sæt måler intet.")
    for case in cases:
        _check(case, where)
    _check_unique(cases, where)
    return cases


def sources() -> Mapping[str, str]:
    """The shipped documents, squashed, by id."""
    return _sources()


def cases_hash() -> str:
    """One hash of all case files: a floor measured on other cases is no floor."""
    return _hash(files("evals").joinpath("cases", f"{suite}.toml") for suite in (*FILE_SUITES, "review"))


def corpus_hash() -> str:
    """One hash of the corpus' data files."""
    return _hash(sorted(_data_files(files("corpus")), key=str))


def _rows(file: Traversable, where: str) -> list[dict[str, object]]:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as exc:
        raise CorpusError(f"{where}: filen kan ikke læses ({exc.strerror}).") from exc
    except tomllib.TOMLDecodeError as exc:
        raise CorpusError(f"{where}: ikke gyldig TOML ({exc}).") from exc
    rows = data.get("case", [])
    if not isinstance(rows, list) or set(data) - {"case"}:
        raise CorpusError(f"{where}: filen må kun rumme [[case]].")
    return rows


def _case(row: dict[str, object], suite: Suite, where: str) -> Case:
    try:
        return Case.model_validate({**row, "suite": suite})
    except ValidationError as exc:
        first = exc.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "sagen"
        raise CorpusError(f"{where}: {row.get('id', '?')!r}: {field}: {first['msg']}.") from exc


def _check(case: Case, where: str) -> None:
    half = _WHOLE.get(case.suite) or split_of(case.id)
    if case.split != half:
        raise CorpusError(f"{where}: {case.id!r}: split er {case.split!r}; id'et siger {half!r}.")
    for wish in (*case.must_cite, *case.must_not_cite):
        for name in wish.split("|"):
            _check_citable(name, case.id, where)
    for gold in case.gold:
        _check_gold(gold, case.id, where)
    for stated in (case.facts or {}, *case.people):
        _check_facts(stated, case, where)


def _check_citable(name: str, case_id: str, where: str) -> None:
    if is_reference(name):
        _check_reference(name, case_id, where)
    elif name not in _sources():
        raise CorpusError(f"{where}: {case_id!r}: {name!r} er hverken en henvisning eller en kilde.")


def _check_reference(name: str, case_id: str, where: str) -> None:
    try:
        reference(name)
    except QuestionError as exc:
        raise CorpusError(f"{where}: {case_id!r}: {exc}") from exc


def _check_facts(stated: dict[str, Any], case: Case, where: str) -> None:
    facts = case_from(stated, where=f"{where}: {case.id!r}").known()
    groups = [facts[name] for name in ("target_group", "new_target_group") if name in facts]
    unknown = [key for key in groups if key not in load_lexicon().keys]
    unknown += [name for name in case.may if name not in CaseFacts.model_fields]
    if unknown:
        raise CorpusError(f"{where}: {case.id!r}: {unknown[0]!r} er hverken en målgruppe eller et faktum.")


def _check_gold(gold: str, case_id: str, where: str) -> None:
    if is_reference(gold):
        _check_reference(gold, case_id, where)
    elif len(gold) < _SHORTEST_SNIPPET:
        raise CorpusError(f"{where}: {case_id!r}: uddraget {gold!r} er for kort; tag mindst 25 tegn.")
    elif not any(squashed(gold) in text for text in _sources().values()):
        raise CorpusError(f"{where}: {case_id!r}: uddraget {gold[:60]!r} står ikke i noget dokument.")


def _check_unique(cases: Iterable[Case], where: str) -> None:
    seen: dict[str, str] = {}
    for case in cases:
        for key in (case.id, f"{case.turns} {case.on}"):
            if key in seen:
                raise CorpusError(f"{where}: {case.id!r} gentager {seen[key]!r}.")
            seen[key] = case.id


@cache
def _sources() -> Mapping[str, str]:
    folder = files("corpus").joinpath("sources")
    texts = (file for file in folder.iterdir() if file.name.endswith(".txt"))
    return {file.name.removesuffix(".txt"): squashed(file.read_text(encoding="utf-8")) for file in texts}


def _data_files(folder: Traversable) -> Iterable[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _data_files(entry)
        elif entry.name.endswith((".toml", ".txt", ".json")):
            yield entry


def _hash(entries: Iterable[Traversable]) -> str:
    digest = hashlib.sha256()
    for entry in entries:
        digest.update(entry.name.encode() + b"\0" + entry.read_bytes() + b"\0")
    return digest.hexdigest()
