"""The decisions that reviews are measured on: `evals/cases/review.toml`, refused where they cannot be trusted."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.case import case_from
from corpus.errors import CorpusError, QuestionError
from corpus.lexicon import load_lexicon
from corpus.reference import LawRef, find, parse
from evals.cases import Split, split_of
from evals.mutations import Kind

ReviewJson = Mapping[str, Any]
Key = tuple[str | int | None, ...]
UNCHECKED = frozenset({"unknown_act", "no_version"})
PROBLEMS = UNCHECKED | {"not_found", "not_in_force", "too_broad", "imprecise", "wrong_group", "wrong_facts"}
_LACKS = frozenset({"purpose", "duration", "conditions", "considerations", "facts", "group", "dates", "complaint"})
REMARKS = {f"missing_{what}" for what in _LACKS} | {
    *("no_reference", "incomplete_complaint", "wrong_deadline", "wrong_instance", "no_written_duty"),
    *("refusal_needs_reason", "rule_breached", "purpose_outside_law", "contradiction"),
}
_HELD = re.compile(r"LAB|BAB|FVL|RSL|BEK \d+/\d{4}")
_CHAPTER = re.compile(r"kap(?:itel|\.)?\s*(\d+)", re.IGNORECASE)
_RANGE = re.compile(r"(?<![\d.])(\d+)\s*(?:-|–|—|til)\s*(?:§\s*)?(\d+)")


class Expected(BaseModel):
    """One reference that the text holds. `problems` None: it is only to be found.

    `may` are codes that are right with and without; an `optional` one may be left out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    reference: str
    problems: tuple[str, ...] | None = None
    may: tuple[str, ...] = ()
    optional: bool = False


class ReviewCase(BaseModel):
    """A decision and what a right review of it holds; `|` separates alternatives.

    Either `dated` (the day that the text states as its own) or `on` is given. `breached` are
    ids of rules, `facts` some of the facts that must be understood.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    split: Split
    text: str = Field(min_length=1)
    dated: date | None = None
    on: date | None = None
    references: tuple[Expected, ...] = ()
    remarks: tuple[str, ...] = ()
    not_remarks: tuple[str, ...] = ()
    breached: tuple[str, ...] = ()
    facts: dict[str, Any] = {}
    clean: bool = False
    status: Literal["reviewed", "declined"] = "reviewed"
    note: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        wrong = any(one.problems for one in self.references) or self.remarks or self.breached
        if not (self.clean or wrong or self.not_remarks or self.status == "declined"):
            raise ValueError("kræver intet; tilføj clean, problems, remarks, not_remarks eller status")
        if (self.dated is None) == (self.on is None):
            raise ValueError("angiv enten dated eller on")
        if set(self.remarks) & set(self.not_remarks):
            raise ValueError("det samme er både krævet og forbudt")
        if self.status == "declined" and (self.clean or wrong or self.references or self.facts):
            raise ValueError("en tekst, der skal afvises, kan ikke samtidig bedømmes")
        return self

    @property
    def kind(self) -> Kind:
        """Whether the jobcentre offers, or grants or refuses what the citizen has found."""
        if "no_written_duty" in self.remarks:
            return "granted"
        return "refused" if "refusal_needs_reason" in self.remarks else "offer"


def load_review_cases(folder: Path | None = None) -> tuple[ReviewCase, ...]:
    """The cases in the file's order.

    Args:
        folder: another folder than the package's own (for tests).

    Raises:
        CorpusError: the file is missing, empty, or holds a case that cannot be trusted.
    """
    where = "evals/cases/review.toml"
    place = folder or files("evals").joinpath("cases")
    try:
        data = tomllib.loads(place.joinpath("review.toml").read_text(encoding="utf-8"))
    except OSError as exc:
        raise CorpusError(f"{where}: filen kan ikke læses ({exc.strerror}).") from exc
    except tomllib.TOMLDecodeError as exc:
        raise CorpusError(f"{where}: ikke gyldig TOML ({exc}).") from exc
    if set(data) - {"case"} or not data.get("case"):
        raise CorpusError(f"{where}: filen må kun rumme [[case]], og der skal være mindst én.")
    cases = tuple(_case(row, where) for row in data["case"])
    for key in ("id", "text"):
        _check_unique([getattr(case, key) for case in cases], where)
    return cases


def _case(row: dict[str, Any], where: str) -> ReviewCase:
    try:
        case = ReviewCase.model_validate(row)
    except ValidationError as exc:
        first = exc.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "sagen"
        raise CorpusError(f"{where}: {row.get('id', '?')!r}: {field}: {first['msg']}.") from exc
    fault = next(_faults(case), None)
    if fault:
        raise CorpusError(f"{where}: {case.id!r}: {fault}.")
    return case


def _faults(case: ReviewCase) -> Iterator[str]:
    """Why the case cannot be trusted, one after another."""
    if case.split != split_of(case.id):
        yield f"split er {case.split!r}; id'et siger {split_of(case.id)!r}"
    problems = [
        code for one in case.references for wish in (*(one.problems or ()), *one.may) for code in wish.split("|")
    ]
    remarks = [code for wish in (*case.remarks, *case.not_remarks) for code in wish.split("|")]
    for code in [*(set(problems) - PROBLEMS), *(set(remarks) - REMARKS)]:
        yield f"koden {code!r} findes ikke"
    if case.clean and (set(problems) - UNCHECKED or case.breached):
        yield "en god afgørelse kan ikke have problemer"
    for rule in (rule for wish in case.breached for rule in wish.split("|")):
        if not files("corpus").joinpath("rules", f"{rule}.toml").is_file():
            yield f"reglen {rule!r} findes ikke"
    for one in case.references:
        try:
            expected_key(one.reference)
        except QuestionError as exc:
            yield str(exc).removesuffix(".")
    known = case_from(case.facts, where=f"facts i {case.id!r}").known()
    if known.get("target_group", "dagpenge") not in load_lexicon().keys:
        yield f"{known['target_group']!r} er ikke en målgruppe"


def _check_unique(values: Sequence[str], where: str) -> None:
    twice = [value for value, count in Counter(values).items() if count > 1]
    if twice:
        raise CorpusError(f"{where}: {twice[0][:60]!r} gentager en anden sag.")


@cache
def expected_key(printed: str) -> Key:
    """What a printed reference of a case is compared by.

    Raises:
        QuestionError: it is neither a reference, a chapter nor a range of sections.

    >>> expected_key("LAB kapitel 11"), expected_key("LAB §§ 57-62")
    (('kapitel', 11), ('§§', 57, 62))
    """
    if chapter := re.fullmatch(r"[LB]AB kapitel (\d+)", printed):
        return ("kapitel", int(chapter[1]))
    if reach := re.fullmatch(r"[LB]AB §§ (\d+)-(\d+)", printed):
        return ("§§", int(reach[1]), int(reach[2]))
    return _ref_key(parse(printed))


def found_key(one: ReviewJson) -> Key | None:
    """What a reference of a review is compared by; None for an act named without a provision."""
    written, printed = str(one["written"]), one.get("reference")
    if reach := _RANGE.search(written):
        return ("§§", int(reach[1]), int(reach[2]))
    if mentions := find(printed or ""):
        return _ref_key(mentions[0].ref)
    chapter = _CHAPTER.search(written)
    return ("kapitel", int(chapter[1])) if chapter else None


def _ref_key(ref: LawRef) -> Key:
    """An act that we do not hold may be printed by any name; "nr. 1" alone is the nr. 1 of stk. 1."""
    act = ref.act if _HELD.fullmatch(ref.act) else ""
    return (act, ref.section, ref.stk or (1 if ref.nr else None), ref.nr, ref.litra)
