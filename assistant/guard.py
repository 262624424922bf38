"""The first step: what may become a question at all.

CPR numbers are taken out before anything else sees the text; control characters and
texts far longer than a question are refused.
"""

import re
import unicodedata
from dataclasses import dataclass

from corpus.errors import QuestionError

# A long letter is about 3,000 characters; a question is never longer than that.
MAX_CHARS = 4_000
# Day and month must be possible; the separator may be missing, a hyphen or a space.
_CPR = re.compile(r"(?<![\d/.§-])(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}\s?[-–]?\s?\d{4}(?![\d/])")
# A ten-digit number that says itself what it is, is not a CPR number.
_LABELLED = re.compile(r"(?:\bP-?n(?:umme)?r|\bsags?n(?:umme)?r|\bjournaln(?:umme)?r)\.?:?\s*$", re.IGNORECASE)
CPR_MASK = "[cpr-nummer fjernet]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """A question that may be used: normalised text, and whether a CPR number was taken out."""

    text: str
    cpr_removed: bool


def guard(question: str) -> Guarded:
    """The question in NFC with plain spaces, without CPR numbers.

    Raises:
        QuestionError: empty, too long, or not text.
    """
    if len(question) > MAX_CHARS:
        raise QuestionError(
            f"Spørgsmålet er på {len(question)} tegn; det må højst være på {MAX_CHARS}. Skriv kun det vigtigste."
        )
    if any(unicodedata.category(c) in ("Cc", "Cs", "Co") and c not in "\n\r\t" for c in question):
        raise QuestionError("Spørgsmålet indeholder tegn, der ikke er tekst; skriv det igen med almindelige bogstaver.")
    text = " ".join(unicodedata.normalize("NFC", question).split())
    if not text:
        raise QuestionError("Spørgsmålet er tomt; skriv, hvad du vil vide.")
    masked = _masked(text)
    return Guarded(text=masked, cpr_removed=masked != text)


def holds_cpr(text: str) -> bool:
    """True if a CPR number stands in the text."""
    return _masked(text) != text


def _masked(text: str) -> str:
    return _CPR.sub(lambda m: m[0] if _LABELLED.search(text[: m.start()]) else CPR_MASK, text)
