"""Does a provision fit the citizen and the placement that the decision tells of?

Where the words leave several target groups open, a provision is wrong only if it is wrong for every one of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from assistant.case import CaseFacts
from assistant.review import texts
from assistant.review.report import Problem
from assistant.texts import PURPOSES
from corpus.audience import Audience, Audiences
from corpus.lexicon import Lexicon
from corpus.provisions import Law
from corpus.reference import LawRef

# Facts that make a group of the citizen, so that the provision is for others; the rest are circumstances.
_OF_THE_GROUP = ("education_order", "job_oriented", "obviously_ready")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What references are judged by; `candidates` are the groups that the words leave open."""

    law: Law
    lexicon: Lexicon
    audiences: Audiences
    on: date
    case: CaseFacts
    speaks_of: frozenset[str]
    candidates: tuple[str, ...] = ()


def is_group_number(ref: LawRef, grounds: Grounds, on: date) -> bool:
    """True if the act lists the target groups there on that day."""
    numbers = (grounds.lexicon.number(key, on) for key in grounds.lexicon.keys)
    return ref.nr is not None and any(n and (n.act, n.section) == (ref.act, ref.section) for n in numbers)


def unfit(ref: LawRef, grounds: Grounds) -> tuple[Problem, ...]:
    """Why the provision is not for this citizen or this placement; empty where nothing says so."""
    if grounds.case.target_group or not grounds.candidates:
        return tuple(_unfit(ref, grounds))
    by_group = [tuple(_unfit(ref, _as_group(grounds, key))) for key in grounds.candidates]
    wrong = all(any(problem.code == "wrong_group" for problem in found) for found in by_group)
    return by_group[0] if wrong else tuple(_unfit(ref, grounds))


def _as_group(grounds: Grounds, key: str) -> Grounds:
    """The grounds if the citizen is of that group."""
    return replace(grounds, case=grounds.case.model_copy(update={"target_group": key}))


def _unfit(ref: LawRef, grounds: Grounds) -> Iterator[Problem]:
    """Why the provision is not for this citizen or this placement."""
    version = grounds.law.version(ref.act, grounds.on)
    group = grounds.case.target_group
    if version is None:
        return
    if group and is_group_number(ref, grounds, grounds.on):
        own = grounds.lexicon.number(group, grounds.on)
        if own and own.nr != ref.nr:
            text = texts.WRONG_NUMBER.format(ref=ref, group=_group_name(grounds), own=own)
            yield Problem(code="wrong_group", text=text)
        return
    rows = grounds.audiences.of(ref, version)
    fitting = [row for row in rows if row.concerns(group)]
    if rows and not fitting:
        yield Problem(code="wrong_group", text=_said(texts.WRONG_GROUP, ref, rows[0], grounds))
        return
    objections = [_objection(row, ref, grounds) for row in fitting]
    if objections and None not in objections:
        yield next(problem for problem in objections if problem)


def _objection(row: Audience, ref: LawRef, grounds: Grounds) -> Problem | None:
    """What the row needs and the decision does not tell, or what rules it out."""
    known = grounds.case.known()
    for fact, value in row.unless.items():
        if known.get(fact) is value:
            return _problem(fact, _said(texts.RULED_OUT[fact], ref, row, grounds))
    for fact, value in row.needs.items():
        if not _told(fact, value=value, grounds=grounds):
            return _problem(fact, _said(texts.NEEDS[fact], ref, row, grounds))
    return _other_purpose(row, ref, grounds)


def _problem(fact: str, text: str) -> Problem:
    return Problem(code="wrong_group" if fact in _OF_THE_GROUP else "wrong_facts", text=text)


def _told(fact: str, *, value: bool, grounds: Grounds) -> bool:
    known = grounds.case.known().get(fact)
    if known is not None:
        return known is value
    # A citizen whose group is not told may be in the one that has it.
    return fact in grounds.speaks_of or (fact == "education_order" and grounds.case.target_group is None)


def _other_purpose(row: Audience, ref: LawRef, grounds: Grounds) -> Problem | None:
    stated = grounds.case.purposes
    lawful = ("ordinary_hours", "skills", "clarification", "retention", "availability")
    if not row.purpose or row.purpose in stated or not any(purpose in lawful for purpose in stated):
        return None
    words = " og ".join(PURPOSES[purpose] for purpose in stated)
    text = texts.OTHER_PURPOSE.format(ref=ref, named=PURPOSES[row.purpose], stated=words)
    return Problem(code="wrong_facts", text=text)


def _said(text: str, ref: LawRef, row: Audience, grounds: Grounds) -> str:
    return text.format(ref=ref, speaks_of=row.speaks_of, group=_group_name(grounds))


def _group_name(grounds: Grounds) -> str:
    keys = grounds.candidates or ((key,) if (key := grounds.case.target_group) else ())
    names = " eller ".join(grounds.lexicon.display(key, grounds.on) for key in keys)
    return f"en {names}" if names else "ikke nævnt"
