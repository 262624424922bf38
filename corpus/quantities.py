"""The numbers that a Danish text states, so that a claim can be held against its source.

Numbers are compared as numbers: "4 uger", "fire uger" and "4,0" say the same. Numbers
that only address something (§ 61, stk. 2, [1], "LBK nr. 280 af 01/03/2024", s. 36) are
not statements and are left out.
"""

import re
from decimal import Decimal

_WORDS = [
    "nul",
    "en",
    "to",
    "tre",
    "fire",
    "fem",
    "seks",
    "syv",
    "otte",
    "ni",
    "ti",
    "elleve",
    "tolv",
    "tretten",
    "fjorten",
    "femten",
    "seksten",
    "sytten",
    "atten",
    "nitten",
]
_TENS = {"tyve": 20, "tredive": 30, "fyrre": 40, "halvtreds": 50, "tres": 60, "halvfjerds": 70, "firs": 80}
_TENS |= {"halvfems": 90}
_ADDRESS = re.compile(
    r"""§{1,2}\s*\d+(?:\s?[a-z]\b)?(?:\s*(?:-|–|og|,)\s*\d+(?:\s?[a-z]\b)?(?!\s*(?:uge|dage|år|måned|pct|procent)))*
      | (?:stk|nr|litra|kap(?:itel)?|s|side|fodnote|tabel|figur|afsnit)\.?\s*\d+(?:[.-]\d+)*
      | \d+\.\s*pkt
      | \[\d+\]
      | \b(?:LBK|LOV|BEK|VEJ|PM)\s*(?:nr\.?\s*)?\d+(?:/\d{4})?(?:\s+af\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4})?
      | \b(?:principmeddelelse|PM)\s+\d{1,3}-\d{2}\b""",
    re.VERBOSE | re.IGNORECASE,
)
_DIGITS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")


def _number_words() -> dict[str, int]:
    words = {word: value for value, word in enumerate(_WORDS) if word not in ("en", "nul")} | _TENS
    for tens, base in _TENS.items():
        words |= {f"{unit}og{tens}": base + value for value, unit in enumerate(_WORDS) if 0 < value < 10}
    return words


_VALUES = _number_words()
_WORD = re.compile(r"\b(" + "|".join(sorted(_VALUES, key=len, reverse=True)) + r")\b", re.IGNORECASE)


def stated_numbers(text: str) -> frozenset[Decimal]:
    """Every number that the text states, addresses left out.

    "en" and "et" are not counted: they are articles far more often than numbers.

    >>> sorted(int(n) for n in stated_numbers("højst fire uger, jf. § 61, stk. 1, nr. 1, og siden 13 uger"))
    [4, 13]
    """
    plain = _ADDRESS.sub(" ", text)
    digits = {Decimal(match.replace(".", "").replace(",", ".")) for match in _DIGITS.findall(plain)}
    return frozenset(digits | {Decimal(_VALUES[word.lower()]) for word in _WORD.findall(plain)})
