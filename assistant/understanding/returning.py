"""Going back to a citizen spoken of before: "tilbage til den første", "og hende på dagpenge?".

A conversation may turn from one citizen to another and back. What was told of a citizen who is left
for another is kept, so that it need not be told again.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.case import CaseFacts

# So many citizens left behind are remembered, the latest ones.
MOST_LEFT = 5
_NO_PERSON = (
    r"(?!\W+(?:virksomhed|arbejds|praktik|plads|sted|uge|periode|job|butik|gang|dag|funktion|employer|placement))"
)
_WHICH = r"(?:den |det |hende |ham |sag\w* |borger\w* |the |nr )*"
_FIRST = r"(?:forste|oprindelige|first|original|1)"
_LAST = r"(?:forrige|foregaende|anden|previous|other)"
_BACK = re.compile(
    r"\b(?:tilbage|retur|back)\W+(?:til|to)\W+"
    rf"(?:{_WHICH}(?:(?P<first>{_FIRST})|(?P<last>{_LAST}))\b(?:\W+(?:borger\w*|sag\w*|person\w*|case|citizen|one))?{_NO_PERSON})?"
)
_AND_THE_FIRST = re.compile(
    r"^\W*(?:og|men|hvad med|what about|and)\W+(?:hvad med\W+)?(?:den|hende|ham|the|borger|sag)\W+"
    rf"(?:(?P<first>{_FIRST})|(?P<last>{_LAST}))\b(?:\W+(?:borger\w*|sag\w*|case|citizen|one))?{_NO_PERSON}"
)
# One of several citizens spoken of side by side: "hvad gælder for den anden?", "kan B forlænges?"
_PLACES = {"forste": 0, "first": 0, "anden": 1, "second": 1, "other": 1, "tredje": 2, "third": 2}
_PLACES |= {name: place for place, names in enumerate(("a1", "b2", "c3", "d4")) for name in names}
_VERB = r"(?:kan|ma|vil|skal|far|er|har|starter|begynder|can|may|has|is)"
_POINTED = re.compile(
    rf"\b(?:den|the) (?P<one>forste|anden|tredje|first|second|other|third)\b(?:\W+(?:borger\w*|one))?{_NO_PERSON}"
    rf"|\b(?:borger|person|citizen|nr) (?:nr )?(?P<two>[a-d1-4])\b"
    rf"|(?:^|[.?!,] |\b{_VERB} |\bfor |\bmed )(?P<three>[a-d])(?= {_VERB}\b| (?:forlang|blive|fa|komme)|\W*$)"
)
_THAT_ONE = re.compile(
    r"\b(?:hende|ham|den|the one|borgeren)\W+(?:der er |som er |der fik |fra |who is )?(?:pa|i|med|on|in)\b"
    r"|\b\w+(?:modtageren|enden|isten)\b|\bden sygemeldte\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What was known of a citizen, or of several side by side, when the talk turned to another."""

    case: CaseFacts
    cases: tuple[CaseFacts, ...] = ()
    topics: tuple[str, ...] = ()
    on: date | None = None

    @property
    def groups(self) -> frozenset[str]:
        """The target groups known of them."""
        return frozenset(case.target_group for case in (self.case, *self.cases) if case.target_group)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """The citizen gone back to, by the place among those left, and where the words that say so stand."""

    place: int
    start: int
    end: int


def pointed(plain: str) -> int | None:
    """The place of the one citizen that the folded text points to, of several spoken of side by side.

    >>> pointed("hvad galder for den anden?"), pointed("kan b forlanges?"), pointed("kan de forlanges?")
    (1, 1, None)
    """
    places = {_PLACES[next(name for name in match.groups() if name)] for match in _POINTED.finditer(plain)}
    return places.pop() if len(places) == 1 else None


def may_return(plain: str, left: Sequence[Left]) -> bool:
    """True if the folded text may go back to one of those left."""
    return bool(left) and any(pattern.search(plain) for pattern in (_BACK, _AND_THE_FIRST, _THAT_ONE))


def returned(plain: str, left: Sequence[Left], groups: Collection[str], known: str | None) -> Return | None:
    """The citizen that the text goes back to; None if it stays with the one spoken of.

    Args:
        plain: the folded text.
        left: the citizens left, in order.
        groups: the target groups that the text names.
        known: the target group of the citizen spoken of now.
    """
    back = _BACK.search(plain)
    ordinal = back if back and (back["first"] or back["last"]) else _AND_THE_FIRST.search(plain)
    if ordinal:
        place = 0 if ordinal["first"] else len(left) - 1
        return Return(place=place, start=ordinal.start(), end=ordinal.end())
    fitting = [place for place, one in enumerate(left) if one.groups & set(groups)]
    # "hun går tilbage til dagpenge" is a shift of benefit, "tilbage til dagpengemodtageren" is not.
    if not fitting or known in groups or not _THAT_ONE.search(plain):
        return None
    start, end = back.span() if back else (0, 0)
    return Return(place=fitting[-1], start=start, end=end)
