"""The text of a decision without CPR numbers, letter for letter where it stood.

The guard of questions finds the numbers; here they are masked by signs of the same
length, so that every offset into the text given also fits the text reviewed.
"""

import re
import unicodedata
from dataclasses import dataclass

from assistant.guard import CPR_MASK, MAX_CHARS, guard
from corpus.errors import QuestionError

# About 15 pages; a decision on a placement is one to three.
MAX_LETTER = 40_000
MASK = "•"
_CPR_DIGITS = 10
# Line and page breaks are kept or made spaces; any other control sign is no text.
_SPACES = str.maketrans({"\r": " ", "\f": " ", "\v": " ", "\u00a0": " ", "\u202f": " ", "\ufeff": " "})
# A place to cut a long text: white space that no number reaches over.
_CUT = re.compile(r"(?<![\d–-])\s+(?![\d–-])")


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
    safe = "".join(_masked_part(part) for part in _parts(plain))
    return Masked(text=safe, cpr_removed=safe != plain)


def _parts(text: str) -> list[str]:
    """The text in pieces that the guard accepts, none of them ending inside a number."""
    parts, start = [], 0
    while len(text) - start > MAX_CHARS:
        cuts = [m.end() for m in _CUT.finditer(text, start, start + MAX_CHARS)]
        end = cuts[-1] if cuts else start + MAX_CHARS
        parts.append(text[start:end])
        start = end
    return [*parts, text[start:]]


def _masked_part(part: str) -> str:
    """The part with the digits masked that the guard has put its own mask for."""
    if not part.strip():
        return part
    signs, position = list(part), 0
    *before_masks, _ = guard(part).text.split(CPR_MASK)
    for piece in before_masks:
        position = _after(part, position, piece)
        left = _CPR_DIGITS
        while left:
            if part[position].isdigit():
                signs[position] = MASK
                left -= 1
            position += 1
    return "".join(signs)


def _after(part: str, position: int, piece: str) -> int:
    """Where `piece` ends in the part, white space aside."""
    for sign in piece:
        if sign.isspace():
            continue
        while part[position] != sign:
            position += 1
        position += 1
    return position
