"""Names of groups that only describe whom another name tells of, or that a later one puts right.

"Jobparat kontanthjælpsmodtager, der er sygemeldt" tells of one group, and so does "han er jobparat, nej undskyld,
aktivitetsparat".
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.understanding.names import Named, family, other_readiness

# "Han er jobparat. Nej undskyld, aktivitetsparat": said right before the name that holds.
_PUT_RIGHT = re.compile(
    r"(?:^|[.,;:!?–-])\W*(?:(?:nej|nah|ej|hov|ups|rettelse|undskyld|forkert|jeg mente|mente jeg|jeg mener"
    r"|rettere sagt|eller rettere|sorry|i mean|no)\b\W*)+"
    r"(?:(?:hun|han|borgeren|vedkommende|den|det|she|he|er|var|far|is|pa|i|en|et|jo|da|faktisk|egentlig|selvfolgelig"
    r"|altsa|skulle vare|mente|sagt)\b\W*)*$"
)
# "bliver sygemeldt" tells of an illness, not of another benefit; one on these keeps the benefit while ill.
ILLNESS = re.compile(r"sygemeld\w*|sick\W?listed|sick leave")
_OWN_HELP = re.compile(r"kontanthjaelp|uddannelse")
_OF_ONE = re.compile(r"\s+|[ ,]*(?:(?:der|som|men|og|hun|han|who) )*(?:er|pa|is|on)(?: (?:nu|ogsa|pt))? ")
_YOUNG_ONLY = re.compile(r"unge?(?:s|n)?(?: (?:borger|ledig)\w*)?")
# "Tidligere i ressourceforløb", "fik afslag på fleksjob": what the citizen is not, or not any more.
_SMALL = (
    r"(?:\W+(?:i|pa|har|hun|han|vaeret|varet|var|et|en|modtaget|modtog|modtager|faet|fik|om|det|jo|ogsa|selv|hos))"
    r"{0,4}\W*$"
)
_FORMER = re.compile(rf"\b(?:tidligere|forhenvarende|forhen|ex|former|formerly|previously|forud){_SMALL}")
_REFUSED = re.compile(
    r"\b(?:afslag|afslaet|nagtet|frakendt)"
    r"(?:\W+(?:en|et|sin|sit|ansogning(?:en)?|om|pa|til|i|at|fa|bevilling af)){0,5}\W*$"
)
_APPLIED = re.compile(
    r"\b(?:ansogt|ansoger|sogt|soger|ansogning|afventer|venter|afgorelse|indstillet|overvejer|onsker|vil gerne|haber)"
    r"(?:\W+(?:pa|om|til|en|et|at|fa|afgorelse|bevilling|svar|tilkendelse af)){0,4}\W*$"
)
_WAS = re.compile(r"\b(?:var|fik|modtog|was)(?:\W+(?:i|pa|en|on)){0,2}\W*$")
_UNTIL_THEN = re.compile(
    r"^[^.?!;]{0,12}?\b(?:sidste ar|i fjor|indtil|(?:frem )?til (?:for|i)|for \w+ (?:ar|maneder|uger) siden|engang"
    r"|i 20\d\d|last year|until)\b"
)
_GOING_ON = re.compile(r"\b(?:skift\w*|overga\w*|overgang\w*|fortsat\w*|forlang\w*)\b")
APART = re.compile(r"\b(?:eller|og|samt|mod|kontra|versus|or|and|vs)\b|[?;/]")


def as_put_right(named: Sequence[Named], plain: str) -> list[Named]:
    """The names without those that a later one puts right: readiness by readiness, benefit by benefit."""
    kept: list[Named] = []
    for name in named:
        if kept and _PUT_RIGHT.search(plain[kept[-1].end : name.start]):
            kept = [other for other in (_before_right(one, name) for one in kept) if other]
        kept.append(name)
    return kept


def _before_right(old: Named, right: Named) -> Named | None:
    """What is left of a name once the other puts it right; None for nothing."""
    if old.readiness or right.readiness:
        if old.readiness == right.readiness:
            return None
        kin = {family(key) for key in old.wide}
        keys = tuple(key for key in right.wide if family(key) in kin)
        return replace(old, keys=keys, wide=keys) if right.readiness and keys and other_readiness(old, right) else old
    return None


def without_descriptions(named: list[Named], plain: str) -> list[Named]:
    """The names without a "sygemeldt" or "ung" that only describes a citizen whom another name tells of."""
    pairs = [pair for pair in pairwise(named) if _ill_on_own_benefit(*pair, plain)]
    ill = [name for pair in pairs for name in pair if ILLNESS.fullmatch(plain[name.start : name.end])]
    return _without_the_young([name for name in named if name not in ill], plain)


def _ill_on_own_benefit(one: Named, other: Named, plain: str) -> bool:
    """True for "jobparat kontanthjælpsmodtager, der er sygemeldt", said of one citizen."""
    said = [name for name in (one, other) if not ILLNESS.fullmatch(plain[name.start : name.end])]
    own = len(said) == 1 and all(_OWN_HELP.match(key) for key in said[0].keys) and not said[0].readiness
    return own and bool(_OF_ONE.fullmatch(plain[one.end : other.start]))


def without_former(named: list[Named], plain: str) -> list[Named]:
    """The names without those that the citizen no longer goes by, was refused, or has only applied for.

    A group applied for is left out only where another name tells what the citizen is: who is approved for a
    flex job looks for one, too.
    """
    goes_on = _GOING_ON.search(plain) is not None
    left = [
        name for name in named if not _REFUSED.search(plain[: name.start]) and (goes_on or not _is_former(name, plain))
    ]
    other = [name for name in left if not _APPLIED.search(plain[: name.start])]
    return other or left


def _is_former(name: Named, plain: str) -> bool:
    """True for "tidligere revalidend" and "var på kontanthjælp indtil maj"."""
    before, after = plain[: name.start], plain[name.end :]
    return bool(_FORMER.search(before) or (_WAS.search(before) and _UNTIL_THEN.match(after)))


def _without_the_young(named: list[Named], plain: str) -> list[Named]:
    """The names without a "ung" that only describes whom another tells of ("ung, kontanthjælp, jobparat")."""
    young = [index for index, name in enumerate(named) if _YOUNG_ONLY.fullmatch(plain[name.start : name.end])]
    beside = [
        index
        for index in young
        for other in named[index + 1 : index + 2] or named[index - 1 : index]
        if _decides(named, young) and not APART.search(plain[min(named[index].end, other.end) : other.start])
    ]
    return [name for index, name in enumerate(named) if index not in beside]


def _decides(named: Sequence[Named], young: Sequence[int]) -> bool:
    """True if the names beside "ung" tell enough without it."""
    others = [name for index, name in enumerate(named) if index not in young]
    return len(others) > 1 or any(len(name.keys) == 1 for name in others)
