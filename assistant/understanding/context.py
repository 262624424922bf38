"""What a turn's facts mean in their conversation: a benefit shifted to, hours spoken of before, groups only counted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.understanding.groups import GroupReading
from assistant.understanding.periods import Periods

_COUNTING = re.compile(
    r"\b(?:tal(?:ler|les|le|t)|medtal\w*|medregn\w*|(?:med)?regnes|opgor\w*|indgar|counts?|counted)\b"
)
# People spoken of as a kind, not the citizen of the case.
_KIND = re.compile(
    r"\b(?:folk|personer|ansatte|medarbejdere|borgere|kolleger|dem|andre|nogle|nogen|people|employees)"
    r"(?:\W+(?:der|som|er|i|pa|med|visiteret|til)){0,3}\W*$"
)
_MANY = re.compile(r"(?:modtagere|ender|ister|jobbere|pensionister|visiterede|ledige)\w{0,3}$")
# "unge under 18 som ordinært ansatte": employees by their age, not a citizen.
_BY_AGE = re.compile(
    r"\b(?:ordinar\w*|fast|arsvark\w*|ansatte?|medarbejder\w*|forholdstal\w*|fritidsjob\w*|employees)\b"
)
_YOUNG = re.compile(r"(?:unge?|under|ikke fyldt)\b")
_MORE = re.compile(r"\b(?:mere|ekstra|yderligere|til|endnu|more|another)\b")
_EXTENDS = re.compile(r"\b(?:forlang|udvid|fortsat|extend|prolong)\w*")
_AND = re.compile(r"^\W*(?:og|plus|samt|desuden|and)\b(?!\W+(?:hvis|hvad|nar|med|if|what)\b)")
_KINDS_NAME = re.compile(r"(?:folk|personer|borgere)\b")
_AT_WORK = re.compile(r"^\W*(?:med tilskud|stillinger?|ansatte)\b")


def shifted(
    facts: Mapping[str, Any], group: GroupReading, topics: Sequence[str], known: str | None
) -> tuple[dict[str, Any], GroupReading]:
    """The group named where a shift of benefit is told is the new one, if another is known from before."""
    new = group.group
    if new is None or known in (None, new) or "benefit_shift" not in topics or "new_target_group" in facts:
        return dict(facts), group
    rest = {name: value for name, value in facts.items() if name != "target_group"}
    return rest | {"new_target_group": new}, replace(group, group=None, new_group=new)


def of_the_hours(facts: Mapping[str, Any], topics: Sequence[str]) -> dict[str, Any]:
    """The facts, where "samme funktion" after a turn about paid hours is said of the hours."""
    elsewhere = {"latest_employer", "repeated", "employed_there"} & facts.keys()
    if "same_function" not in facts or "paid_hours" not in topics or elsewhere:
        return dict(facts)
    rest = {name: value for name, value in facts.items() if name != "same_function"}
    return rest | {"paid_hours_same_function": facts["same_function"]}


def anew(facts: Mapping[str, Any], plain: str, lengths: Periods) -> dict[str, Any]:
    """The facts, where more weeks in another function are wished for: a new placement, not a longer one.

    The weeks asked for are then those of the new one; they are taken out of `lengths`.
    """
    longer = facts.get("extension") and not _EXTENDS.search(plain)
    if not longer or facts.get("same_function") is not False or not _MORE.search(plain):
        return dict(facts)
    new = {name: value for name, value in facts.items() if name != "extension"} | {"repeated": True}
    if lengths.more is not None:
        new["weeks"], lengths.more = lengths.more, None
    elif lengths.weeks is not None and lengths.used is not None and lengths.weeks > lengths.used:
        new["weeks"] = lengths.weeks - lengths.used
    return new


def recounted(facts: Mapping[str, Any], last: str, *, corrects: bool) -> dict[str, Any]:
    """The facts, where "nej, 9 uger" puts right the weeks used that the turn before told.

    Args:
        facts: what the turn states.
        last: the fact that the last number before stated.
        corrects: the turn puts an earlier word right.
    """
    if not corrects or last != "weeks_used" or "weeks" not in facts or "weeks_used" in facts:
        return dict(facts)
    rest = {name: value for name, value in facts.items() if name != "weeks"}
    return rest | {"weeks_used": facts["weeks"]}


def added(plain: str, facts: Mapping[str, Any], placed: Decimal | None) -> dict[str, Any]:
    """The facts, where "og en i praktik" adds to the people `placed` that the turn before told of."""
    alone = "placed" in facts and "employees" not in facts
    return {**facts, "placed": facts["placed"] + placed} if alone and placed and _AND.match(plain) else dict(facts)


def only_counted(plain: str, group: GroupReading) -> bool:
    """True if every group in the text is a kind of people that is counted ("tæller folk i fleksjob med?")."""
    if not group.spans or not _COUNTING.search(plain):
        return False
    return all(_is_kind(plain, start, end) for start, end in group.spans)


def _is_kind(plain: str, start: int, end: int) -> bool:
    before, after = plain[max(0, start - 40) : start], plain[end : end + 20]
    named = plain[start:end]
    young = _YOUNG.match(named) is not None and _BY_AGE.search(plain) is not None
    return young or bool(
        _KIND.search(before) or _MANY.search(named) or _KINDS_NAME.match(named) or _AT_WORK.match(after)
    )
