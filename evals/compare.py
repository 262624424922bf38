"""Comparing what was said with what should be said: words as a reader hears them, numbers as numbers.

Written apart from the assistant's own reading of numbers, so that a mistake there is seen here.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

_UNITS = (
    *("nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"),
    *("tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten"),
)
_TENS = {"tyve": 20, "tredive": 30, "fyrre": 40, "halvtreds": 50, "tres": 60, "halvfjerds": 70, "firs": 80}
_TENS |= {"halvfems": 90}
_NUMBERS = {word: value for value, word in enumerate(_UNITS) if value > 1} | _TENS
_NUMBERS |= {f"{_UNITS[unit]}og{ten}": base + unit for ten, base in _TENS.items() for unit in range(1, 10)}
_NUMBER_WORD = re.compile(rf"\b({'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\b")
_WEEKS = re.compile(r"(?<![\d,§])(\d+(?:,\d+)?)(?:[ -]?uger?s?\b|[ -]ugers)")
_DIGITS = re.compile(r"\d+(?:,\d+)?")


def normalised(text: str) -> str:
    """The text in lower case, without Markdown, with number words as digits and single spaces.

    >>> normalised("Højst **fire uger**, se [1] og 171.244 forløb")
    'højst 4 uger, se [1] og 171244 forløb'
    """
    plain = re.sub(r"[*_`#>]", "", text.casefold()).replace("\u00a0", " ")
    plain = re.sub(r"(?<=\d)\.(?=\d{3}\b)", "", plain)
    plain = _NUMBER_WORD.sub(lambda match: str(_NUMBERS[match[1]]), plain)
    return " ".join(plain.split())


def squashed(text: str) -> str:
    r"""Letters and digits only: two prints of the same passage are equal however their lines break.

    >>> squashed("virksomheds-\n praktik, 4 uger") == squashed("Virksomhedspraktik 4 uger")
    True
    """
    return re.sub(r"[^0-9a-zæøåéü§]", "", text.casefold())


def says(text: str, alternatives: str) -> bool:
    """True if the text says one of the alternatives (`|` between them), a word's ending aside.

    >>> says("Den kan vare op til 14 uger", "4 uger|fire uger"), says("Op til fire uger.", "4 uger")
    (False, True)
    """
    heard = normalised(text)
    return any(_said(heard, normalised(alternative)) for alternative in alternatives.split("|"))


def _said(heard: str, wanted: str) -> bool:
    ending = r"(?![\d,]*\d)" if wanted[-1:].isdigit() else ""
    return re.search(rf"(?<![\w]){re.escape(wanted)}{ending}", heard) is not None


def weeks(text: str) -> frozenset[Decimal]:
    """Every number of weeks that the text states.

    >>> sorted(int(n) for n in weeks("fire uger, siden en 13-ugers periode, jf. § 61, stk. 2"))
    [4, 13]
    """
    return frozenset(Decimal(number.replace(",", ".")) for number in _WEEKS.findall(normalised(text)))


def numbers(texts: Iterable[str]) -> frozenset[Decimal]:
    """Every number in the texts."""
    found = (match for text in texts for match in _DIGITS.findall(normalised(text)))
    return frozenset(Decimal(number.replace(",", ".")) for number in found)


def tokens(text: str) -> frozenset[str]:
    """The words of a question, for measuring how far two questions overlap."""
    return frozenset(re.findall(r"[0-9a-zæøå]+", text.casefold()))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard: 0 with no word in common, 1 with the same words.

    >>> overlap(frozenset("ab"), frozenset("bc"))
    0.3333333333333333
    """
    return len(one & other) / len(one | other) if one or other else 0.0
