"""Numbers of weeks that belong together: added up, one after another, or each in a place of its own.

Only what is joined by its words is taken together; `periods` decides what a single stretch is.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.understanding.numbers import WORDED, Quantity, number, quantities

# "26 + 13 uger" is one length, and so is "26 og 13 uger" where they are used; "4 uger plus 2 dage" adds no weeks.
_SUM = re.compile(
    r"(?<![\w.,/-])\d{1,3}(?: ?uger?)?(?: ?(?:\+|plus) ?\d{1,3}(?: ?uger?)?)+"
    r"(?!\w|[.,]\d| ?(?:dag|dogn|maned|mdr|time|ar\b|arbejdsdag|hverdag))"
)
_USED_SUM = re.compile(r"(?<=haft )\d{1,3}(?: ?uger?)? og (?:sa |derefter )?\d{1,3} ?uger?\b")

_N = rf"(?:\d{{1,2}}|{WORDED})"
_MORE = r"(?:mere|til|ekstra|oveni|oven i|yderligere)"
_THEN = (
    r"\W+(?:(?:og|sa|derefter|bagefter|herefter|siden|nu|plus|far|fik|vil|onskes?r?|skal|kan|ma|han|hun|vi|de|have|fa)\W+)"
    r"{0,5}"
)
# "13 uger, så 13 mere, og nu 13 til": three stretches on end.
_CHAIN = re.compile(
    rf"\b(?P<first>{_N})(?: ?uger?)?{_THEN}(?P<second>{_N})(?: ?uger?)? {_MORE}"
    rf"{_THEN}(?P<third>{_N})(?: ?uger?)? {_MORE}(?=\W*(?:$|[.?!,;]|og\b|i\b|hos\b))"
)
_NO_PLACE = (
    r"(?!praktik|virksomhed|lontilskud|nytteindsats|alt\b|forvejen|gang|ugen|traek|rad\b|traet|samme|den|det|de\b|dagpenge"
    r"|kontanthjalp|sygedagpenge|ferie|deltid|fuld|halv)"
)
_AT = rf"(?:i|hos|pa) {_NO_PLACE}"
# "2 uger i Rema, 2 i Netto og 4 i Føtex": one placement in each.
_PLACES = re.compile(
    rf"\b{_N} uger? {_AT}\w+(?:(?:,|\W+og\b|\W+sa\b|\W+derefter\b)\W*(?:(?:og|sa|nu|derefter|bagefter) )*"
    rf"{_N}(?: uger? {_AT}| (?:i|hos) {_NO_PLACE})\w+(?=\W|$)(?! i praktik))+"
)
_PLACE = re.compile(rf"(?P<n>{_N})(?: uger?)? {_AT}(?P<place>\w+)")
_HAD = re.compile(r"\b(?:haft|varet|brugt|afholdt|gennemfort)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Weeks that are told one after another at `start`–`end`: those gone before, and those asked for.

    `elsewhere` is True where each is spent in a place of its own; else they make one period.
    """

    weeks: Decimal
    used: Decimal | None
    elsewhere: bool
    start: int
    end: int


def summed(plain: str) -> list[Quantity]:
    """The quantities, with weeks that are added up as one.

    >>> [str(one.value) for one in summed("har haft 26 + 13 uger")]
    ['39']
    >>> [str(one.value) for one in summed("4 uger plus 2 dage")]
    ['4.29']
    """
    sums = [match for pattern in (_SUM, _USED_SUM) for match in pattern.finditer(plain) if "uge" in match[0]]
    apart = [one for one in quantities(plain) if not any(m.start() <= one.start < m.end() for m in sums)]
    for match in sums:
        total = sum(map(Decimal, re.findall(r"\d+", match[0])), Decimal(0))
        apart.append(Quantity(unit="week", value=total, low=total, start=match.start(), end=match.end()))
    return sorted(apart, key=lambda one: one.start)


def joined(plain: str) -> Joined | None:
    """The weeks told one after another; None where there are none."""
    if chain := _CHAIN.search(plain):
        first, second, third = (number(chain[name]) for name in ("first", "second", "third"))
        used = first + second
        return Joined(weeks=used + third, used=used, elsewhere=False, start=chain.start(), end=chain.end())
    return next((found for match in _PLACES.finditer(plain) if (found := _at_places(plain, match))), None)


def _at_places(plain: str, match: re.Match[str]) -> Joined | None:
    """The placement asked about of those in several places: the last after those had, else the longest."""
    told = [(number(one["n"]), one["place"]) for one in _PLACE.finditer(match[0])]
    if len({place for _, place in told}) < len(told):
        return None
    had = _HAD.search(plain[max(0, match.start() - 30) : match.start()])
    weeks = told[-1][0] if had else max(weeks for weeks, _ in told)
    return Joined(weeks=weeks, used=None, elsewhere=True, start=match.start(), end=match.end())
