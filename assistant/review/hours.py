"""The hours of a placement and the ordinary hours beside it, which law keeps apart (LAB § 59, stk. 1)."""

import re
from collections.abc import Iterable
from typing import Any

from assistant.review.letter import Sentence

_HOURS = re.compile(
    r"\b(?:ugentlige timer|timer (?:pr\.? uge|om ugen|ugentligt)|timetal|ugentlig arbejdstid)\s*:\s*(\d+(?:,\d+)?)"
)
_A_WEEK = r"\d+(?:,\d+)?(?:-\d+)? ?timer?s?\b"
# Hours that the citizen is employed and paid for beside the placement, by whatever word.
_PAID = re.compile(
    rf"\b(?:ansættes?|ansætter|ansat|ansættelse|lønnet|lønnede|aflønnet|løn for|betalt|betalte)\b"
    rf"[^.;]{{0,60}}\b{_A_WEEK}"
    rf"|\b{_A_WEEK}[^.;]{{0,50}}\b(?:ansat|ansættelse|løn\b|lønnet|lønnede|aflønnet|ordinært?|ordinære|betalt|betalte)\b"
    r"|\bløntimer\b|\bordinære timer\b|\blønnede timer\b"
)
_BESIDE = re.compile(
    r"\b(?:samtidig\w*|sideløbende|ved siden af|oveni|derudover|desuden|foruden|under praktikken|undervejs"
    r"|i praktikperioden)\b"
)
_HOURS_OR_PAY = re.compile(r"\btime\w*|\w*løn\w*|\bansæt\w*|\bordinær\w*")
_SAME = re.compile(
    r"\b(?:den |de |i |med )*samme (?:arbejds)?(?:funktion\w*|opgaver)\b"
    r"|\bi praktikfunktionen\b|\bmed praktikopgaverne\b"
)
_NOT_SAME = re.compile(
    r"\b(?:ikke|anden|andre|ny|nye|adskil\w*) (?:\w+ ){0,4}(?:funktion\w*|arbejdsfunktion\w*|opgaver)\b"
)


def is_paid(sentence: Sentence) -> bool:
    """True if the sentence tells of ordinary hours beside the placement."""
    plain = sentence.plain
    return _PAID.search(plain) is not None and _BESIDE.search(plain) is not None


def speaks_of_pay(sentence: Sentence) -> bool:
    """True if the sentence is on hours or pay at all: "du skal arbejde i samme funktion som før" is not."""
    return _HOURS_OR_PAY.search(sentence.plain) is not None


def labelled_hours(sentences: Iterable[Sentence]) -> dict[str, Any]:
    """The hours a week where a form tells them: "Ugentlige timer: 32"."""
    found = (_HOURS.search(s.plain) for s in sentences)
    return next(({"weekly_hours": match[1].replace(",", ".")} for match in found if match), {})


def paid_hours(sentences: Iterable[Sentence]) -> dict[str, Any]:
    """That the citizen is paid for hours beside the placement, and whether the work is the same."""
    told = [s for s in sentences if is_paid(s)]
    if not told:
        return {}
    same = any(_SAME.search(s.plain) and not _NOT_SAME.search(s.plain) for s in told)
    other = any(_NOT_SAME.search(s.plain) for s in told)
    return {"paid_hours": True} | ({"paid_hours_same_function": same} if same or other else {})
