"""Numbers of weeks as decisions write them, in figures or in words."""

from decimal import Decimal

_WORDS = ("nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten")
_LARGER = {"én": 1, "seksogtyve": 26, "niogtredive": 39, "tooghalvtreds": 52}
# The number is the only group of either.
NUMBER = rf"({'|'.join((r'[0-9]{1,3}', *_WORDS[1:], *_LARGER))})"
WEEKS = rf"{NUMBER} uge(?:rs|r|s)?\b"


def number(word: str) -> Decimal:
    """The number that the word or the figures are.

    >>> number("26"), number("tretten"), number("én")
    (Decimal('26'), Decimal('13'), Decimal('1'))
    """
    if word.isdigit():
        return Decimal(word)
    return Decimal(_LARGER[word] if word in _LARGER else _WORDS.index(word))
