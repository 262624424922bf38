"""How long and how hard an answer is to read: words, and LIX outside the quotations.

LIX (Björnsson 1968) is words per sentence plus the share of words longer than six letters,
times 100; up to 45 is ordinary prose. The law's own words are quoted, not written by us,
and a reference is read at a glance, so neither counts towards LIX.
"""

import re

# Ordinary prose, as in newspapers.
PLAIN = 45
_LONG = 6
_QUOTED = re.compile(r"^>.*$", re.MULTILINE)
_REFERENCES = re.compile(r"\((?:Lov|Bekendtgørelse|Act \(lov\)|Order \(bekendtgørelse\)):[^)]*\)")
_MARKER = re.compile(r"\[\d+\]")
_MARKDOWN = re.compile(r"[*_`#>\\]|^\s*- ", re.MULTILINE)
# "stk. 2" and "nr. 1" end no sentence.
_ABBREVIATION = re.compile(r"\b(stk|nr|pkt|jf|bl\.a|f\.eks|m\.v)\.", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:](?=\s|$)|\n\n")


def words(answer_text: str) -> int:
    """The words of the whole answer, quotations included, without Markdown and markers.

    >>> words("**Ja.** (Lov: LAB § 61) [1]")
    4
    """
    return len(_words(_MARKDOWN.sub(" ", _MARKER.sub(" ", answer_text))))


def lix(answer_text: str) -> float | None:
    """The LIX of what the assistant says itself; None where it only quotes.

    >>> lix("Det er i orden. Praktikken kan vare fire uger.")
    15.6
    """
    own = _MARKER.sub(" ", _REFERENCES.sub(" ", _QUOTED.sub(" ", answer_text)))
    plain = _ABBREVIATION.sub(r"\1", _MARKDOWN.sub(" ", own))
    found = _words(plain)
    if not found:
        return None
    sentences = sum(1 for piece in _ENDED.split(plain) if _words(piece))
    long = sum(len(word) > _LONG for word in found)
    return round(len(found) / max(1, sentences) + 100 * long / len(found), 1)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_][\w-]*", text)
