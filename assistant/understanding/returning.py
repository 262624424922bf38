"""Going back to a citizen spoken of before: "tilbage til den første", "og hende på dagpenge?".

A conversation may turn from one citizen to another and back. What was told of a citizen who is left
for another is kept, so that it need not be told again.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.case import CaseFacts
from assistant.understanding.labels import labelled

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
# "tilbage til hende i børnehaven"
_BACK_TO_ONE = re.compile(
    r"\b(?:tilbage|retur|back)\W+(?:til|to)\W+(?:hende|ham|her|him|(?:den (?:borger|kvinde|mand|ledige)|borgeren|sagen)"
    r"(?= (?:i|fra|med|hos|pa|som|der|in|from|at|with)\b))(?: (?P<what>[^.?!]*))?"
)
# "og borger 1?", "og A?": a label, of those told side by side. A bare number is not one.
_LABEL = re.compile(
    r"^\W*(?:(?:og|men|sa|ok|okay|and|hvad med|hvad galder|what about)\W+)*(?:(?:for|med|hos)\W+)?"
    r"(?:(?:(?:borger|person|citizen|sag)\W+(?:nr\W+)?(?P<one>[a-d1-4]))|(?P<two>[a-d]))"
    r"(?=\W*$|\W+(?:i|fra|kan|ma|vil|skal|far|er|har|igen|sa|da|can|may|is)\b)"
)
# So much of a word is enough to know it again in another form ("børnehaven", "børnehave").
_STEM = 6
# One of several citizens spoken of side by side: "hvad gælder for den anden?", "kan B forlænges?"
_PLACES = {"forste": 0, "first": 0, "anden": 1, "second": 1, "other": 1, "tredje": 2, "third": 2}
_PLACES_BY_LABEL = {label: place for place, labels in enumerate(("a1", "b2", "c3", "d4")) for label in labels}
_PLACES |= _PLACES_BY_LABEL
_VERB = r"(?:kan|ma|vil|skal|far|er|har|starter|begynder|can|may|has|is)"
_POINTED = re.compile(
    rf"\b(?:den|the) (?P<one>forste|anden|tredje|first|second|other|third)\b(?:\W+(?:borger\w*|one))?{_NO_PERSON}"
    rf"|\b(?:borger|person|citizen|nr) (?:nr )?(?P<two>[a-d1-4])\b"
    rf"|(?:^|[.?!,] |\b{_VERB} |\bfor |\bmed |^og |^men )(?P<three>[a-d])"
    rf"(?= {_VERB}\b| (?:forlang|blive|fa|komme)|\W*$)"
)
_THAT_ONE = re.compile(
    r"\b(?:hende|ham|den|the one|borgeren)\W+(?:der er |som er |der fik |fra |who is )?(?:pa|i|med|on|in)\b"
    r"|\b\w+(?:modtageren|enden|isten)\b|\bden sygemeldte\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What was known of a citizen, or of several side by side, when the talk turned to another.

    `place` is where the citizen stood among those told of side by side; `said` are the words last said of the case.
    """

    case: CaseFacts
    cases: tuple[CaseFacts, ...] = ()
    topics: tuple[str, ...] = ()
    on: date | None = None
    place: int | None = None
    said: str = ""

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


def pointed(plain: str, known: Sequence[str] = ()) -> int | None:
    """The place of the one citizen that the folded text points to, of several spoken of side by side.

    Args:
        plain: the folded text.
        known: the labels under which they were told of, in order, if they were.

    >>> pointed("hvad galder for den anden?"), pointed("kan b forlanges?"), pointed("kan de forlanges?")
    (1, 1, None)
    >>> pointed("berit i 20 uger?", ("anna", "berit"))
    1
    """
    if known and (place := labelled(plain, known)) is not None:
        return place
    places = {_PLACES[next(name for name in match.groups() if name)] for match in _POINTED.finditer(plain)}
    return places.pop() if len(places) == 1 else None


def may_return(plain: str, left: Sequence[Left], known: Sequence[str] = ()) -> bool:
    """True if the folded text may go back to one of those left, of whom some were told of under the labels `known`."""
    if not left:
        return False
    return labelled(plain, known) is not None or any(
        pattern.search(plain) for pattern in (_BACK, _AND_THE_FIRST, _THAT_ONE, _LABEL)
    )


def returned(
    plain: str,
    left: Sequence[Left],
    groups: Collection[str],
    known: str | None,
    here: int | None = None,
    called: Sequence[str] = (),
) -> Return | None:
    """The citizen that the text goes back to; None if it stays with the one spoken of.

    Args:
        plain: the folded text.
        left: the citizens left, in order.
        groups: the target groups that the text names.
        known: the target group of the citizen spoken of now.
        here: the place of that citizen among those told of side by side, if they were.
        called: the labels under which those were told of.
    """
    if not groups and (place := labelled(plain, called)) is not None:
        return None if place == here else _at_place(place, left, (0, 0)) or _among(place, left)
    if (label := _LABEL.search(plain)) and any(one.place is not None for one in left):
        return _at_place(_PLACES_BY_LABEL[label["one"] or label["two"]], left, label.span())
    back = _BACK.search(plain)
    ordinal = back if back and (back["first"] or back["last"]) else _AND_THE_FIRST.search(plain)
    if ordinal:
        return _by_order(bool(ordinal["first"]), left, here, ordinal.span())
    fitting = [place for place, one in enumerate(left) if one.groups & set(groups)]
    # "hun går tilbage til dagpenge" is a shift of benefit, "tilbage til dagpengemodtageren" is not.
    if not fitting or known in groups or not _THAT_ONE.search(plain):
        return None if groups else _told_of(plain, left)
    start, end = back.span() if back else (0, 0)
    return Return(place=fitting[-1], start=start, end=end)


def _at_place(wanted: int, left: Sequence[Left], span: tuple[int, int]) -> Return | None:
    """The citizen left who stood at the place; None where it is the one spoken of now."""
    at = next((index for index in reversed(range(len(left))) if left[index].place == wanted), None)
    return None if at is None else Return(place=at, start=span[0], end=span[1])


def _among(place: int, left: Sequence[Left]) -> Return | None:
    """The several left side by side, of whom the one at the place is meant."""
    at = next((index for index in reversed(range(len(left))) if len(left[index].cases) > place), None)
    return None if at is None else Return(place=at, start=0, end=0)


def _by_order(first: bool, left: Sequence[Left], here: int | None, span: tuple[int, int]) -> Return | None:
    """The first citizen, or the one before; "den anden" is the second of those side by side, or the other one."""
    if here is None:
        return Return(place=0 if first else len(left) - 1, start=span[0], end=span[1])
    if first:
        return _at_place(0, left, span)
    other = None if here == 1 else _at_place(1, left, span)
    return other or Return(place=len(left) - 1, start=span[0], end=span[1])


def _told_of(plain: str, left: Sequence[Left]) -> Return | None:
    """The citizen of whom the words after "tilbage til hende" were said before; else the one left last."""
    back = _BACK_TO_ONE.search(plain)
    if back is None:
        return None
    stems = {word[:_STEM] for word in re.findall(r"\w+", back["what"] or "") if len(word) > _STEM - 2}
    fitting = [place for place, one in enumerate(left) if any(stem in one.said for stem in stems)]
    return Return(place=fitting[-1] if fitting else len(left) - 1, start=back.start(), end=back.end())
