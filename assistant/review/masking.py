"""The text of a decision without CPR numbers, letter for letter where it stood.

The digits are masked by signs of the same length, so that every offset into the text given
also fits the text reviewed.
"""

import unicodedata
from dataclasses import dataclass

from assistant.privacy import Kind, found
from corpus.errors import QuestionError

# About 15 pages; a decision on a placement is one to three.
MAX_LETTER = 40_000
MASK = "•"
# Line and page breaks are kept or made spaces; any other control sign is no text.
_SPACES = str.maketrans({"\r": " ", "\f": " ", "\v": " ", "\u00a0": " ", "\u202f": " ", "\ufeff": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """The text to review, and whether a CPR number was taken out of it."""

    text: str
    cpr_removed: bool


def masked(text: str) -> Masked:
    """The text with every CPR number masked.

    Raises:
        QuestionError: empty, too long, or not text.
    """
    if len(text) > MAX_LETTER:
        raise QuestionError(
            f"Afgørelsen er på {len(text)} tegn; den må højst være på {MAX_LETTER}. Indsæt kun selve afgørelsen."
        )
    plain = unicodedata.normalize("NFC", text).translate(_SPACES)
    if any(unicodedata.category(c) in ("Cc", "Cs", "Co") and c not in "\n\t" for c in plain):
        raise QuestionError("Afgørelsen indeholder tegn, der ikke er tekst; gem den som almindelig tekst i UTF-8.")
    if not plain.strip():
        raise QuestionError("Teksten er tom; indsæt afgørelsens tekst.")
    safe = _without_cpr(plain)
    return Masked(text=safe, cpr_removed=safe != plain)


def _without_cpr(text: str) -> str:
    signs = list(text)
    for one in found(text, {Kind.CPR}):
        for place in range(one.start, one.end):
            signs[place] = MASK if signs[place].isdigit() else signs[place]
    return "".join(signs)
