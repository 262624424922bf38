"""Where the citizen was last employed, and whether the placement is there.

BAB § 61 bars the company where the citizen was *last* employed, and only that one: an earlier employer, or
an earlier placement, is no hindrance. A letter tells it outright ("hvor du senest var ansat") or by the
same name in two places; of two employers, the one called the latest counts.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.review import cues
from assistant.review.letter import Sentence

_WORD = r"[A-ZÆØÅ][\wæøåÆØÅ&’'-]*"
_COMPANY = rf"{_WORD}(?:\s+(?:{_WORD}|[0-9]+))*"
_TOWN = rf"(?:\s+i\s+(?P<town>{_WORD}))?"
_AT = re.compile(rf"\b(?:hos|ved)\s+(?P<name>{_COMPANY}){_TOWN}")
_IN = re.compile(rf"\b(?:i|på)\s+(?P<name>{_COMPANY}){_TOWN}")
_IS = re.compile(
    rf"\b(?:arbejdsgiver|arbejdsplads|ansættelsessted|virksomhed)\s+(?:er|var)\s+(?P<name>{_COMPANY}){_TOWN}"
)
_SUBJECT = re.compile(
    rf"(?P<name>{_COMPANY}){_TOWN}\s+(?:er|var)\s+(?:din|dit|borgerens|hendes|hans)\s+(?:seneste|sidste)\s+\w"
)
# The form of a company is no part of its name; of "A/S" the pattern above reads the first letter.
_FORM = re.compile(r"\s+(?:aps|ivs|amba|a|i|p|k)$")
# A pronoun with a capital begins a sentence and names nobody.
_NO_NAMES = ("virksomheden", "praktikstedet", "stedet", "arbejdspladsen", "butikken", "det", "den", "der", "som", "her")
_NEVER_THERE = re.compile(
    r"\b(?:ikke|aldrig) (?:\w+ ){0,3}(?:ansat|arbejdet)\b(?! siden)"
    r"|\bikke (?:\w+ ){0,3}(?:sted|virksomhed|arbejdsplads|arbejdsgiver|dér|der)\b,? hvor\b"
    r"|\bikke (?:din|dit|borgerens|hendes|hans|den|på (?:din|hendes|hans)) (?:seneste|sidste)\b"
)
_HERE = re.compile(
    r"\b(?:som|der|det|den|virksomheden|stedet|praktikstedet|arbejdspladsen|butikken) (?:også |tillige )?(?:er|var) "
    r"(?:også |tillige )?(?:din|dit|borgerens|hendes|hans) (?:seneste|sidste) "
    r"(?:arbejdsgiver|arbejdsplads|ansættelse\w*|virksomhed|job|stilling)\b"
)
# What is yet to come, or a placement, is no job that has ended.
_PLACEMENT = re.compile(r"praktik(?!.*\bhvor\b)")
_WAS = re.compile(r"\b(?:var|været|arbejdede|fratrådte?|opsagt|afskediget|fyret|ophørte?|sluttede)\b")

_LEFT = re.compile(
    r"\b(?:senest|sidst|tidligere) (?:\w+ )?(?:var|har været|arbejdede) (?:\w+ )?(?:ansat)?"
    r"|\bvar (?:senest|sidst) ansat\b"
    r"|\bvar ansat (?:\w+ ){0,4}(?:indtil|frem til)\b"
)


@dataclass(frozen=True, slots=True)
class _Employer:
    name: str
    town: str


def latest_employer(sentences: Sequence[Sentence]) -> dict[str, Any]:
    """The facts on the latest employer that the sentences tell; empty where they do not tell that it is there."""
    spoken = _on_the_latest(sentences)
    if not spoken or any(_NEVER_THERE.search(s.plain) for s in spoken):
        return {}
    if any(_placed_there(s) for s in spoken):
        return {"latest_employer": True}
    last = {employer for s in spoken for employer in _employers(s)}
    placed = {e for s in sentences if s not in spoken and "praktik" in s.plain for e in _employers(s)}
    same = [(one, other) for one in last for other in placed if one.name == other.name]
    if not same:
        return {}
    elsewhere = all(one.town and other.town and one.town != other.town for one, other in same)
    return {"latest_employer": True, "other_p_number": True} if elsewhere else {"latest_employer": True}


def _on_the_latest(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences on the latest employment: those that call it so, else the only one told to have ended."""
    latest = [s for s in sentences if cues.LATEST_JOB.search(s.plain)]
    if latest:
        return latest
    former = [s for s in sentences if cues.LATEST_EMPLOYER.search(s.plain)]
    ended = [s for s in sentences if _job_ended(s.plain)]
    others = {e.name for s in (*former, *ended) for e in _employers(s)}
    alone = len(others) <= 1 and not any(cues.JOB_SINCE.search(s.plain) for s in sentences)
    return former + [s for s in ended if alone and s not in former]


def _job_ended(plain: str) -> bool:
    over = cues.JOB_ENDED.search(plain) and _WAS.search(plain)
    return over is not None and _PLACEMENT.search(plain) is None


def _placed_there(sentence: Sentence) -> bool:
    return cues.PLACED_THERE.search(sentence.plain) is not None or _HERE.search(sentence.plain) is not None


def _employers(sentence: Sentence) -> set[_Employer]:
    """The companies that the sentence names; the town is not one where a company stands beside it."""
    found = [*_AT.finditer(sentence.text), *_IS.finditer(sentence.text), *_SUBJECT.finditer(sentence.text)]
    return set(_named(found or _IN.finditer(sentence.text)))


def _named(matches: Iterable[re.Match[str]]) -> Iterable[_Employer]:
    for match in matches:
        name = _FORM.sub("", " ".join(match["name"].lower().split()))
        if name not in _NO_NAMES:
            yield _Employer(name, (match["town"] or "").lower())


def function(sentences: Iterable[Sentence]) -> dict[str, Any]:
    """Whether the work is that of before, where a sentence on the citizen's past tells it of the placement."""
    told = list(sentences)
    if any(cues.NEW_FUNCTION.search(s.plain) for s in told):
        return {"same_function": False}
    return {"same_function": True} if any(cues.OLD_FUNCTION.search(s.plain) for s in told) else {}


def agrees(sentences: Iterable[Sentence]) -> dict[str, Any]:
    """That the citizen agrees to be placed there, where a sentence on the placement says so."""
    told = [s for s in sentences if cues.AGREES.search(s.plain)]
    return {"citizen_agrees": not any(cues.DISAGREES.search(s.plain) for s in told)} if told else {}


def left(sentences: Iterable[Sentence]) -> dict[str, Any]:
    """That the job at the latest employer has ended and no other is told of: "hvor du senest var ansat"."""
    told = list(sentences)
    over = any(_LEFT.search(s.plain) for s in told) and not any(cues.EMPLOYED.search(s.plain) for s in told)
    return {"employed": False, "employed_there": False} if over else {}
