"""Shifts of benefit or readiness: the group a citizen was in, and the one told to come after it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.understanding.described import ILLNESS
from assistant.understanding.names import Named, family

_ILL_ON_OWN_BENEFIT = re.compile(
    r"kontanthjaelp|uddannelse|selvforsoergende|ressourceforloeb|fleksjob|revalidering|foertidspension|ung_under_18"
)
SHIFT = re.compile(
    r"\b(?:overga\w*|overgang|skift\w*|flyttes?|gar|ga|gik|bliver|blev|blevet|visiteres|omvisiter\w*|raskmeld\w*"
    r"|kommer? over|over pa|andre\w*|changes?|moves?|switch\w*|becomes?)\b"
)
_MOVES = re.compile(r"\b(?:ga|gar|skift\w*|overga\w*|flytt\w*|over)\b[^.?!]*$")
_BECOMES = re.compile(
    r"\b(?:bliver|blev|blevet|visiteres|omvisiteres|vurderes|becomes)"
    r"(?:\W+(?:nu|pludselig|vurderet|visiteret|til|som)){0,3}\W*$"
)
_TOWARDS = re.compile(r"\b(?:til|over pa|pa|to)\W+(?:at vare |modtage |fa |en |et )?$")
# "går på dagpenge" is a shift only beside another benefit: alone it tells what the citizen receives.
_GOES_ON = re.compile(
    r"\b(?:ga|gar|gaet|kommer?|kommet|ryger?|rykket|overga\w*|skift\w*|vender?|vendt)(?:\W+(?:nu|sa|over|derefter|tilbage)){0,3}\W*$"
)
# "nu er hun vurderet jobparat", beside another group.
_IS_NOW = re.compile(
    r"\b(?:nu er|er nu|er netop|er lige|er siden|now|is now"
    r"|nu(?=\W+(?:visiteret|vurderet|omvisiteret|revurderet|blevet)\b)"
    r"|(?:har|er) (?:(?:vi|hun|han|nu|lige|netop|blevet) ){0,2}(?:om)?visiteret"
    r"(?: (?:hende|ham|borgeren|vedkommende))?)"
    r"(?:\W+(?:hun|han|borgeren|vedkommende|de|she|he|is|blevet|vurderet|visiteret|omvisiteret|revurderet|til|som|en))"
    r"{0,4}\W*$"
)
# "…, nu jobparat", "har fået tilkendt fleksjob", beside another group.
_NOW = re.compile(r"\bnu(?:\W+(?:pa|i|far|modtager))?\W*$")
_GRANTED = re.compile(
    r"\b(?:har|er|fik|far|bliver|blev)(?:\W+(?:hun|han|borgeren|vedkommende|nu|lige|netop|faet|blevet|bevilget|tilkendt)){0,4}\W*$"
)
_GRANT = re.compile(r"\b(?:bevilget|tilkendt)\b")
# "sygedagpenge stopper 15/1, jobafklaring starter 16/1"
_STOPS = re.compile(r"\b(?:stopper|slutter|ophorer|udlober|ender|lober ud|bortfalder|expires?|ends?|stops?)\b")
_NEXT = re.compile(r"\b(?:derefter|herefter|hvorefter|bagefter|sa|then)\b[^.?!]*$")
_STARTS = r"(?:starter|begynder|tager over|overtager|gar i gang|starts?|begins?)"
_STARTS_BEFORE = re.compile(rf"\b{_STARTS}(?:\W+(?:hun|han|en|et|pa|i)){{0,2}}\W*$")
_STARTS_AFTER = re.compile(rf" {_STARTS}\b")
# The day on which the next benefit begins is no first day of a placement.
_BENEFIT = (
    r"(?:(?:syge)?dagpenge(?:ne)?|kontanthjalp(?:en)?|uddannelseshjalp(?:en)?|jobafklaring(?:sforlob(?:et)?)?"
    r"|ressourceforlob(?:et)?|revalidering(?:en)?|fleksjob(?:bet)?|fortidspension(?:en)?|ledighedsydelse(?:n)?)(?!\w)"
)
_DAY = r"\W+(?:(?:den|d|pr|fra)\W+)*(?P<{}>\d{{1,2}}\W{{0,2}}(?:\d{{1,2}}\b|[a-z]{{3,9}})(?:\W{{1,2}}20\d\d)?)"
_BEGINS = re.compile(
    rf"\b(?P<first>{_BENEFIT}) {_STARTS}{_DAY.format('one')}"
    rf"|\b{_STARTS}\W+(?:(?:hun|han|i|pa) )*(?P<second>{_BENEFIT}){_DAY.format('two')}"
)
# So many letters tell one benefit from another.
_STEM = 6
_ANY_BENEFIT = re.compile(rf"\b{_BENEFIT}")
_A_BENEFIT = re.compile(rf"(?:(?:pa|i)\W+)?{_BENEFIT}")
_IS = re.compile(r"\b(?:er|far|fra|modtager|is)\W+(?:(?:nu|pt|lige) )*$")
_FROM = re.compile(r"\bfra\W+(?:en\W+)?$")


def shifted(people: Sequence[Named], plain: str, known: str | None) -> tuple[Named | None, Named | None]:
    """The group before and after a shift of benefit, where the text tells of one."""
    if len(people) == 2 and _from_to(people[0], people[1], plain):
        return people[0], people[1]
    for one, other in pairwise(people):
        if _follows(one, other, plain):
            return one, other
    for index, name in enumerate(people):
        before = plain[max(0, name.start - 50) : name.start]
        if _BECOMES.search(before) or (_TOWARDS.search(before) and _MOVES.search(plain[: name.start])):
            return (people[index - 1] if index else _told_after(people[1:], plain)), name
        if (current := _told_after(people[1:], plain)) and index == 0 and _next_benefit(name, plain):
            return current, name
        if _comes(name, before, plain) and _other(people[:index], name, known):
            return (people[index - 1] if index else None), name
    return None, None


def first_days(plain: str, known: str | None) -> list[tuple[int, int]]:
    """Where the days stand on which another benefit is told to begin ("jobafklaring starter 16/1").

    "Dagpenge starter 16/1", with no other benefit told or `known` from before, is the citizen's own placement.
    """
    told = {match[0][:_STEM] for match in _ANY_BENEFIT.finditer(plain)} | {(known or "")[:_STEM]} - {""}
    found = [match for match in _BEGINS.finditer(plain) if told - {(match["first"] or match["second"])[:_STEM]}]
    return [match.span("one" if match["one"] else "two") for match in found]


def _comes(name: Named, before: str, plain: str) -> bool:
    """True if the words tell that the citizen comes to be of that group, where another is known."""
    moves = bool(_GOES_ON.search(before)) and plain[name.start :].startswith(("pa ", "i "))
    now = bool(_IS_NOW.search(before) or _NOW.search(before))
    return moves or now or _is_granted(before, name, plain) or _next_benefit(name, plain)


def _next_benefit(name: Named, plain: str) -> bool:
    """True for a benefit, not a person, that is told to begin."""
    return bool(_A_BENEFIT.match(plain, name.start)) and _begins(name, plain)


def _follows(one: Named, other: Named, plain: str) -> bool:
    """True if one benefit is told to end and the other to begin, in the same sentence."""
    between = plain[one.end : other.start]
    if re.search(r"[?!]|\.\s", between) or not _STOPS.search(between):
        return False
    return bool(_NEXT.search(between)) or _begins(other, plain)


def _begins(name: Named, plain: str) -> bool:
    """True for "så starter jobafklaring" and "jobafklaring starter"."""
    noun = _A_BENEFIT.match(plain, name.start)
    after = _STARTS_AFTER.match(plain, noun.end() if noun else name.end)
    return bool(_STARTS_BEFORE.search(plain[: name.start]) or after)


def _is_granted(before: str, name: Named, plain: str) -> bool:
    """True for "har fået tilkendt fleksjob"."""
    granted = _GRANT.search(before[-20:]) or _GRANT.match(plain, name.start)
    return bool(granted and _GRANTED.search(before))


def _told_after(later: Sequence[Named], plain: str) -> Named | None:
    """The group the citizen is in, told after the one shifted to ("overgår til ressourceforløb, er på dagpenge nu")."""
    return next((name for name in later if _IS.search(plain[: name.start])), None)


def _other(said: Sequence[Named], name: Named, known: str | None) -> bool:
    """True if another group is known for the citizen than the one named here."""
    return bool(said) or (known is not None and known not in name.wide)


def _from_to(one: Named, other: Named, plain: str) -> bool:
    """True for "fra kontanthjælp til dagpenge"."""
    between = plain[one.end : other.start]
    return bool(_FROM.search(plain[: one.start]) and re.fullmatch(r"\W*til\W*(?:en\W*)?", between))


def falls_ill(old: Named | None, new: Named, plain: str, known: str | None) -> bool:
    """True if the citizen is told to fall ill on a benefit that goes on during illness."""
    groups = old.keys if old else (known,) if known else ()
    ill = ILLNESS.fullmatch(plain[new.start : new.end])
    return bool(ill and groups and all(_ILL_ON_OWN_BENEFIT.match(key) for key in groups))


def kin_shifts(old: Named, new: Named) -> tuple[tuple[str, str], ...]:
    """Each group before the shift with the group of the same benefit after it."""
    return tuple((before, after) for before in old.keys for after in new.keys if family(before) == family(after))
