"""The first step: what may become a question at all.

Personal data are taken out before anything else sees the text (see `assistant.privacy`);
control characters and texts far longer than a question are refused.
"""

import unicodedata
from dataclasses import dataclass, replace

from assistant.privacy import MASKS, Kind, found, masked, masks_in
from corpus.errors import QuestionError

# A long letter is about 3,000 characters; a question is never longer than that.
MAX_CHARS = 4_000
_CPR = frozenset({Kind.CPR})
# Stands where something was taken out; it has no meaning to search for.
_GAP = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """A question that may be used: normalised text, and what personal data were taken out."""

    text: str
    removed: tuple[Kind, ...] = ()

    def to_read(self) -> "Guarded":
        """The question as it is to be understood: our words for what was taken out are none of the question's."""
        text = self.text
        for mask in MASKS.values():
            text = text.replace(mask, _GAP)
        return replace(self, text=text)


def guard(question: str) -> Guarded:
    """The question in NFC with plain spaces, without personal data.

    Raises:
        QuestionError: empty, too long, or not text.
    """
    if len(question) > MAX_CHARS:
        raise QuestionError(
            f"Spørgsmålet er på {len(question)} tegn; det må højst være på {MAX_CHARS}. Skriv kun det vigtigste."
        )
    if any(unicodedata.category(c) in ("Cc", "Cs", "Co") and c not in "\n\r\t" for c in set(question)):
        raise QuestionError("Spørgsmålet indeholder tegn, der ikke er tekst; skriv det igen med almindelige bogstaver.")
    plain = unicodedata.normalize("NFC", question)
    # CPR numbers before the line breaks are gone, over which one may be split at any digit.
    text = masked(" ".join(masked(plain, _CPR).split()))
    if not text:
        raise QuestionError("Spørgsmålet er tomt; skriv, hvad du vil vide.")
    removed = tuple(kind for kind in masks_in(text) if text.count(MASKS[kind]) > plain.count(MASKS[kind]))
    return Guarded(text=text, removed=removed)


def holds_cpr(text: str) -> bool:
    """True if a CPR number stands in the text."""
    return bool(found(text, _CPR))
