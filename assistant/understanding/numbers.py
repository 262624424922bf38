"""Numbers with what they count: weeks, days, months, years, hours, people – in digits and in words.

Only what the text says becomes a quantity. Whether the weeks were asked for, already used
or belong to something else is decided in `assistant.understanding.periods`.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from corpus.tokens import fold

_ONES = (
    *("nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten"),
    *("fjorten", "femten", "seksten", "sytten", "atten", "nitten"),
)
_TENS = {
    "tyve": 20,
    "tredive": 30,
    "fyrre": 40,
    "halvtreds": 50,
    "tres": 60,
    "halvfjerds": 70,
    "firs": 80,
    "halvfems": 90,
}
_ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_UNITS = {
    "week": r"uge(?:rs|r|s|n)?|ugers|weeks?",
    "month": r"maned(?:ers|er|s)?|mdr|months?",
    "day": r"dag(?:es|e|s)?|dogn|days?",
    "workday": r"(?:arbejds|hver)dag(?:es|e)?",
    "year": r"ar(?:s)?|years?",
    "hour": r"timer?s?|t(?=\s*(?:/|om|pr|i ugen))|hours?|ugentlige timer",
    "employee": (
        r"(?:\w+ )?(?:(?:fuldtids|ordinart )?ansatte|(?:fuldtids)?medarbejdere?|arsvark|fuldtidsstillinger"
        r"|employees|mand ansat)"
    ),
    "placed": (
        r"(?:(?!og\b|\d)\w+ ){0,3}?(?:i praktik|i virksomhedspraktik|i lontilskud|i nytteindsats|i forvejen)"
        r"|praktikant(?:er)?"
        r"|lontilskudsansatte?|trainees?|interns?"
    ),
}


def _words() -> dict[str, Decimal]:
    words = {word: value for value, word in enumerate(_ONES)} | _TENS | {"et": 1, "fireogtyve": 24}
    words |= {
        f"{one}og{tens}": value + base for tens, base in _TENS.items() for value, one in enumerate(_ONES[:10]) if value
    }
    words |= {word: value for value, word in enumerate(_ENGLISH)} | {"hundrede": 100, "ingen": 0}
    return {fold(word): Decimal(value) for word, value in words.items()}


_VALUES = _words() | {
    "halvanden": Decimal("1.5"),
    "halvandet": Decimal("1.5"),
    "halv": Decimal("0.5"),
    "halvt": Decimal("0.5"),
}
WORDED = "|".join(sorted(_VALUES, key=len, reverse=True))
# At most five digits: no quantity in this field is larger, and a longer number is no quantity.
_NUMBER = (
    rf"(?:\d{{1,5}}(?:[.,]\d{{1,2}})?(?:\s*(?:og en halv|1/2|½))?|½|(?:{WORDED})(?:\s+og)?\s+en\s+halv"
    rf"|(?:et|en)\s+halvt?|{WORDED})"
)
_QUANTITY = re.compile(
    rf"(?<![\w.,/])(?P<low>{_NUMBER})(?:\s*(?:-|–|til|eller)\s*(?P<high>{_NUMBER}))?(?:\s*-\s*|\s+|(?<=\d))"
    rf"(?P<unit>{'|'.join(f'(?P<{name}>{unit})' for name, unit in _UNITS.items())})(?!\w)"
)
# "4 uger og 1 dag" is one length.
_AND = re.compile(r"\W*(?:og|plus|samt|and)?\W*")
_HALF = re.compile(r"(?:og en halv|en halv|1/2|½)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of something at `start`–`end` of the folded text; `low` differs from `value` in a range."""

    unit: str
    value: Decimal
    low: Decimal
    start: int
    end: int

    @property
    def ranged(self) -> bool:
        """True if two numbers were given ("fra 13 til 26 uger")."""
        return self.low != self.value


def quantities(plain: str) -> tuple[Quantity, ...]:
    """Every quantity in the folded text, in order.

    >>> [(q.unit, str(q.value)) for q in quantities("seks uger, 2 1/2 uge og halvanden maned")]
    [('week', '6'), ('week', '2.5'), ('month', '1.5')]
    >>> [(q.unit, str(q.value)) for q in quantities("4 uger og 1 dag")]
    [('week', '4.14')]
    """
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(plain):
        one = _quantity(match)
        if (
            found
            and found[-1].unit == "week"
            and one.unit == "day"
            and _AND.fullmatch(plain[found[-1].end : one.start])
        ):
            one = _weeks_and_days(found.pop(), one)
        found.append(one)
    return tuple(found)


def _weeks_and_days(weeks: Quantity, days: Quantity) -> Quantity:
    total = rounded(weeks.value + days.value / 7)
    return Quantity(unit="week", value=total, low=total, start=weeks.start, end=days.end)


def _quantity(match: re.Match[str]) -> Quantity:
    unit = next(name for name in _UNITS if match[name])
    low = number(match["low"])
    high = number(match["high"]) if match["high"] else low
    return Quantity(unit=unit, value=high, low=low, start=match.start(), end=match.end())


def is_number(word: str) -> bool:
    """True for one word that is a number, in digits or folded letters."""
    return word in _VALUES or word.isdecimal()


def number(text: str) -> Decimal:
    """The value of a number in digits or folded words.

    >>> number("2,5"), number("to en halv"), number("en halv")
    (Decimal('2.5'), Decimal('2.5'), Decimal('0.5'))
    """
    text = text.strip()
    if re.fullmatch(r"½|(?:en|et) halvt?", text):
        return Decimal("0.5")
    half = _HALF.search(text)
    whole = text[: half.start()].removesuffix(" og ").strip() if half else text
    value = _VALUES[whole] if whole in _VALUES else Decimal(whole.replace(",", "."))
    return value + Decimal("0.5") if half else value


def rounded(value: Decimal) -> Decimal:
    """The value with at most two decimals, whole numbers plain: 4, 4.14, 6.52."""
    short = value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short.normalize()
