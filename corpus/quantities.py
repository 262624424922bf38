"""The numbers that a text states, so that a claim can be held against its source.

Numbers are compared as numbers: "4 uger", "fire uger" and "4,0" say the same, and so
does "four weeks" in an English text. Numbers that only address something (§ 61, stk. 2,
[1], "LBK nr. 280 af 01/03/2024", s. 36) are not statements and are left out. The two
languages are read apart: "to" is a number in Danish only, and "1.5" in English only.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

Language = Literal["da", "en"]

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
_ENGLISH_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_ENGLISH_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80}
_ENGLISH_TENS |= {"ninety": 90}
_ADDRESS = re.compile(
    r"""§{1,2}\s*\d+(?:\s?[a-z]\b)?(?:\s*(?:-|–|og|,)\s*\d+(?:\s?[a-z]\b)?(?!\s*(?:uge|dage|år|måned|pct|procent)))*
      | (?:stk|nr|litra|kap(?:itel)?|s|side|fodnote|tabel|figur|afsnit)\.?\s*\d+(?:[.-]\d+)*
      | \d+\.\s*pkt
      | \[\d+\]
      | \b(?:LBK|LOV|BEK|VEJ|PM)\s*(?:nr\.?\s*)?\d+(?:/\d{4})?(?:\s+af\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4})?
      | \b(?:principmeddelelse|PM)\s+\d{1,3}-\d{2}\b""",
    re.VERBOSE | re.IGNORECASE,
)
# An English text refers in Danish ("§ 61, stk. 1"). "is 4 weeks" and "§ 61, 26 weeks" are statements in full.
_ENGLISH_ADDRESS = re.compile(
    r"""§{1,2}\s*\d+(?:\s?[a-z]\b)?(?:\s*(?:-|–|and|,)\s*\d++(?:\s?[a-z]\b)?+(?!\s*(?:week|day|hour|year|month|per\s?cent)))*
      | \b(?:stk|nr|litra|kap(?:itel)?|p|page|chapter|section|footnote|table|figure)\b\.?\s*\d+(?:[.-]\d+)*
      | \d+\.\s*pkt
      | \[\d+\]
      | \b(?:LBK|LOV|BEK|VEJ|PM)\s*(?:nr\.?\s*)?\d+(?:/\d{4})?(?:\s+(?:af|of)\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4})?
      | \b(?:principmeddelelse|PM)\s+\d{1,3}-\d{2}\b""",
    re.VERBOSE | re.IGNORECASE,
)
_DIGITS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_ENGLISH_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """How one language writes numbers; `separators` takes the thousands out and makes the decimal sign a point."""

    address: re.Pattern[str]
    digits: re.Pattern[str]
    separators: Mapping[int, int | None]
    words: Mapping[str, int]
    word: re.Pattern[str]

    def in_digits(self, text: str) -> tuple[Decimal, ...]:
        return tuple(Decimal(match.translate(self.separators)) for match in self.digits.findall(text))

    def in_words(self, text: str) -> tuple[Decimal, ...]:
        return tuple(Decimal(self.words[word.lower()]) for word in self.word.findall(text))


def _reader(
    address: re.Pattern[str], digits: re.Pattern[str], words: Mapping[str, int], *, thousands: str, point: str
) -> _Reader:
    spelt = "|".join(sorted(words, key=len, reverse=True))
    return _Reader(
        address=address,
        digits=digits,
        separators=MappingProxyType({ord(thousands): None, ord(point): ord(".")}),
        words=MappingProxyType(dict(words)),
        word=re.compile(rf"\b({spelt})\b", re.IGNORECASE),
    )


def _number_words() -> dict[str, int]:
    words = {word: value for value, word in enumerate(_WORDS) if word not in ("en", "nul")} | _TENS
    for tens, base in _TENS.items():
        words |= {f"{unit}og{tens}": base + value for value, unit in enumerate(_WORDS) if 0 < value < 10}
    return words


def _english_number_words() -> dict[str, int]:
    words = {word: value for value, word in enumerate(_ENGLISH_WORDS) if value > 1} | _ENGLISH_TENS
    for tens, base in _ENGLISH_TENS.items():
        words |= {f"{tens}-{unit}": base + value for value, unit in enumerate(_ENGLISH_WORDS) if 0 < value < 10}
    return words


_READERS: Mapping[Language, _Reader] = {
    "da": _reader(_ADDRESS, _DIGITS, _number_words(), thousands=".", point=","),
    "en": _reader(_ENGLISH_ADDRESS, _ENGLISH_DIGITS, _english_number_words(), thousands=",", point="."),
}


def stated_numbers(text: str, language: Language = "da") -> frozenset[Decimal]:
    """Every number that the text states, addresses left out.

    "en", "et" and "one" are not counted: they are articles and pronouns far more often than numbers.

    >>> sorted(int(n) for n in stated_numbers("højst fire uger, jf. § 61, stk. 1, nr. 1, og siden 13 uger"))
    [4, 13]
    >>> sorted(stated_numbers("at most four weeks under § 61, stk. 1, not 4.5", "en"))
    [Decimal('4'), Decimal('4.5')]
    """
    reader = _READERS[language]
    plain = reader.address.sub(" ", text)
    return frozenset(reader.in_digits(plain) + reader.in_words(plain))


def written_numbers(text: str, language: Language = "da") -> tuple[Decimal, ...]:
    """Every number in the text, addresses and repeats included, by size.

    >>> [str(number) for number in written_numbers("§ 61: 26 uger, derefter 13 uger")]
    ['13', '26', '61']
    """
    reader = _READERS[language]
    return tuple(sorted(reader.in_digits(text) + reader.in_words(text)))


def number_text(value: Decimal, language: Language = "da") -> str:
    """The number as it is written in the language, without needless zeros.

    >>> number_text(Decimal("37.50")), number_text(Decimal("1E+2")), number_text(Decimal("37.50"), "en")
    ('37,5', '100', '37.5')
    """
    text = f"{value:f}"
    plain = text.rstrip("0").rstrip(".") if "." in text else text
    return plain.replace(".", ",") if language == "da" else plain
