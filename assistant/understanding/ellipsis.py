"""A number without its unit, in a turn that leans on the one before: "35", "og hvis det bliver 18?", "nej, 5".

It counts what was asked for, or else what the last number counted.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from assistant.case import CaseFacts
from assistant.understanding.numbers import is_number, number

COUNTED = ("weeks", "weeks_used", "weekly_hours", "employees", "placed", "wanted", "age", "months_on_benefit")
# More words than these tell something of their own.
_MOST_WORDS = 12
_NUMBER = re.compile(
    r"(?<![\w§./,-])(?P<n>\d{1,3}(?:[.,]5|½)?|[a-z]{2,})(?![\w/-]|[.,]\d)"
    r"(?!\W+(?:uge|dag|time|maned|ar\b|arig|mdr|procent|pct|stk|nr|pkt|jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))"
    # "30 på tirsdag" is an age on its day.
    r"(?! (?:ar )?(?:pa|i|den|til) (?:man|tirs|ons|tors|fre|lor|son)dag"
    r"|(?: ar)? (?:i morgen|om \w+ (?:dag|uge|maned)|naste))"
    r"(?!\W+(?:mere|flere|nye|ekstra|yderligere|til\W*$))"
)
_NAMED = re.compile(
    r"\b(?:borger|person|deltager|uge|nr|stk|kap|kapitel|nummer|side|artikel|pkt|den|d|paragrafnavn)\W+$"
)
_DENIED = re.compile(r"\b(?:ikke|end|i stedet for|not|fra|under|over|fyldt)\W+$")
# "og med 70?" tries the staff that was told once more; it does not answer what was asked.
_AGAIN = re.compile(r"^\W*(?:(?:og|men|hvad|end|sa|nu)\W+)+(?:med|hvis (?:der|de|vi) (?:er|har|var|havde))\W+\w+\W*$")
# "og hvis han var 48": a person has an age.
_AGED = re.compile(
    r"\b(?:han|hun|borgeren|vedkommende|personen|he|she)(?: (?:nu|kun|bare|i stedet|sa|selv))*"
    r" (?:var|er|bliver|havde varet|is|was|were|fylder)(?: (?:nu|kun|bare|i stedet|forst|allerede))*"
    r" (?P<n>\d{1,2})(?: ar)?"
    r"(?=\W*(?:$|[?.!,])| i stedet)"
)
_YOUNGEST = 15
# "30 på tirsdag": a number beside a day of its own is no answer.
_ON_A_DAY = re.compile(r"^ ?·")
_HALVES = re.compile(r"\d+(?:[.,]5|½)")
# "en" and "to" are said of many things; only the higher numbers stand alone.
_LEAST_WORD = 3


def bare_number(
    plain: str, words: Sequence[str], facts: Mapping[str, Any], wanted: Sequence[str], last: str
) -> dict[str, Any]:
    """The fact that a number without a unit states; empty where none does.

    Args:
        plain: the folded text without dates.
        words: its words.
        facts: what the turn states otherwise; a number beside another counted fact is left alone.
        wanted: the facts that the turn before left open, foremost first.
        last: the fact that the last number stated; "" for none.
    """
    if aged := _AGED.search(plain):
        return {} if "age" in facts or int(aged["n"]) < _YOUNGEST else {"age": int(aged["n"])}
    again = last == "employees" and _AGAIN.match(plain)
    name = last if again else next((fact for fact in wanted if fact in COUNTED), last)
    if not name or len(words) > _MOST_WORDS or any(fact in facts for fact in COUNTED):
        return {}
    alone = len(words) == 1
    found = [v for match in _NUMBER.finditer(plain) if (v := _value(plain, match, alone=alone)) is not None]
    if alone and name == "employees" and words[0].isalpha():
        # "to?" after the staff asks for two more.
        name = "wanted"
    if len(set(found)) != 1:
        return {}
    return _fact(name, found[0])


def _fact(name: str, value: Decimal) -> dict[str, Any]:
    """The fact, unless no case can hold it: nobody is half a year old."""
    possible = value > 0 and (name != "age" or value == int(value))
    return CaseFacts.model_validate({name: value}).known() if possible else {}


def bare_weeks(facts: Mapping[str, Any], first: Mapping[str, Any], words: str) -> dict[str, Any]:
    """What is told of one citizen, where the first one's weeks leave the unit out: "… i 6 uger, en revalidend i 12".

    Args:
        facts: what the words tell of this citizen otherwise.
        first: what is told of the first citizen.
        words: the folded words about this citizen.
    """
    if "weeks" not in first or "weeks" in facts or "weeks_used" in facts:
        return dict(facts)
    return {**facts, **bare_number(words, words.split(), facts, ("weeks",), "")}


def last_counted(facts: Mapping[str, Any], before: str) -> str:
    """The fact that the turn's last number stated, else the one from before."""
    return next((name for name in COUNTED if name in facts), before)


def _value(plain: str, match: re.Match[str], *, alone: bool) -> Decimal | None:
    text, lead = match["n"], plain[: match.start()]
    if not (is_number(text) or _HALVES.fullmatch(text)) or _NAMED.search(lead) or _DENIED.search(lead):
        return None
    if _ON_A_DAY.match(plain[match.end() :]):
        return None
    value = number(text)
    return None if text.isalpha() and value < _LEAST_WORD and not alone else value
