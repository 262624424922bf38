"""Cues: words in a row, written as a caseworker would write them, found in folded text.

The word lists are data (`corpus/lexicon/*.toml`), so that whoever knows the trade can add a
word without reading code. `*` stands for any letters in a word, `..` for up to four words in
between, `(a|b)` for either and `(a )?` for perhaps.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.errors import CorpusError
from corpus.tokens import fold, normalise

# A cue never reaches over the end of a sentence.
SEPARATOR = r"\b[^\w.?!;]*\b"
_GAP = r"\b[^\w.?!;]*(?:\w+[^\w.?!;]+){0,4}?\b"
# "ikke" reaches over at most two words to what it denies, small words of place not counted ("ikke tilbage til sin
# gamle …"), and never over a comma or a bracket.
_PLACED = r"(?:[^\w.,?!;:()]+(?:tilbage|retur|til|hos|sin|sit|hans|hendes|deres|den|det|back|to|his|her)\b)*"
_DENIAL = re.compile(
    r"\b(?:ikke|aldrig|ingen|intet|uden|hverken|not|never|no|without)"
    rf"{_PLACED}(?:[^\w.,?!;:()]+(?!men\b|og\b|abenlys)\w+){{0,2}}[^\w.,?!;:()]*$"
)
# "hverken hos … eller …" denies all that follows.
_NEITHER = re.compile(r"\bhverken\b[^.?!;]*$")
# "Må hun ikke være hos sin seneste arbejdsgiver?" asks for leave; it does not deny the employer.
_LEAVE = re.compile(
    r"\b(?:ma|kan|kunne|matte|bor|skal det|er det)[^\w.?!;]+(?:\w+[^\w.,?!;]+){0,3}(?:ikke|not)"
    rf"{_PLACED}(?:[^\w.,?!;:]+\w+){{0,2}}[^\w.,?!;:]*$"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A compiled cue; `needle` is a piece of text without which it cannot match."""

    pattern: re.Pattern[str]
    needle: str

    def search(self, plain: str, start: int = 0) -> re.Match[str] | None:
        """The first place in the folded text where the cue stands."""
        return self.pattern.search(plain, start) if self.needle in plain else None


_BEFORE = re.compile(r"\bf(?:ø|oe)r\b")


def plain_text(text: str) -> str:
    """The text in small letters without æøå.

    Folding alone would make one word of "før" (before) and "for", so "før" is kept apart.

    >>> plain_text("Før nytår")
    'forud nytar'
    """
    return fold(_BEFORE.sub("forud", normalise(text)))


@lru_cache(maxsize=4_000)
def cue(text: str) -> Cue:
    """The cue that `text` writes.

    Raises:
        CorpusError: the brackets do not fit.

    >>> bool(cue("selv (fundet|skaffet)").search("hun har selv skaffet en plads"))
    True
    >>> bool(cue("rimelig* .. forhold").search("et rimeligt, men ikke ligeligt forhold"))
    True
    """
    folded = plain_text(text).strip()
    regex = folded.replace("(", "(?:").replace(" .. ", "\0").replace("*", r"\w*").replace("-", r"\W*")
    regex = regex.replace(" ", SEPARATOR).replace("\0", _GAP)
    try:
        return Cue(re.compile(rf"(?<!\w)(?:{regex})(?!\w)"), _needle(folded))
    except re.error as exc:
        raise CorpusError(f"corpus/lexicon: {text!r} kan ikke læses som ord ({exc}); ret parenteserne.") from exc


def _needle(folded: str) -> str:
    """The longest run of letters that every match must hold."""
    outside = re.sub(r"\([^()]*\)\??", " ", re.sub(r"\([^()]*\)\??", " ", folded))
    runs = re.findall(r"[^\W_]+", outside) if "(" not in outside and "|" not in outside else []
    return max(runs, key=len, default="")


def found(cues: tuple[Cue, ...], plain: str) -> re.Match[str] | None:
    """The first match of the first cue that matches."""
    return next((match for one in cues if (match := one.search(plain))), None)


def compiled(texts: tuple[str, ...]) -> tuple[Cue, ...]:
    """All cues of a row."""
    return tuple(cue(text) for text in texts)


def denied(plain: str, start: int) -> bool:
    """True if the words at `start` are denied by an "ikke", "aldrig" or "uden" just before them.

    >>> denied("hun er ikke jobparat", 12), denied("ma hun ikke vare ansat", 17)
    (True, False)
    """
    before = plain[max(0, start - 80) : start]
    if _NEITHER.search(before):
        return True
    return bool(_DENIAL.search(before)) and not _LEAVE.search(before)
