"""Where the sentences of a legal text begin and end: what "2. pkt." points at.

A full stop ends a sentence only where a new one can begin, and not after "jf.", "nr." or
the day of a date. "m.v." and "pkt." do end one, if a capital follows.
"""

import re

_STOP = re.compile(r"[.!?][”\"»«’)\]]*(?=\s+[A-ZÆØÅ§»”\"(\d])")
# "jf. Kommissionens forordning": after these something always follows in the same sentence.
_NEVER_LAST = re.compile(
    r"(?:(?<![^\W\d_])(?:jf|nr|stk|pr|ca|bl|fx|evt|hhv|vedr|kap|art|afd|kgl|skt|dr|tlf|kl)"
    r"|\b(?:bl\.a|f\.eks|dvs|j\.nr|lbk\.nr|cvr\.nr))\.$",
    re.IGNORECASE,
)
# "selskaber m.v. (juridiske personer)", "i 1. pkt. »4 uger«": these end a sentence only before a plain new one.
_SELDOM_LAST = re.compile(r"\b(?:m\.[vm]|mv|mm|pkt|pct|kr|mio|mia|osv|el\.lign)\.$", re.IGNORECASE)
# "1. januar", "2. pkt.": an ordinal; before a capital the number was the last word of its sentence.
_ORDINAL = re.compile(r"(?:^|[^\w§])\d{1,2}\.$")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The offsets (start, end) of each sentence, without the spaces between them.

    >>> text = "Perioden er 4 uger, jf. § 61, stk. 1. Den 1. januar 2024 gælder 2. pkt. ikke."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Perioden er 4 uger, jf. § 61, stk. 1.', 'Den 1. januar 2024 gælder 2. pkt. ikke.']
    """
    ends = [stop.end() for stop in _STOP.finditer(text) if _ends_sentence(text, stop)]
    spans = zip([0, *ends], [*ends, len(text)], strict=True)
    trimmed = ((start + len(text[start:end]) - len(text[start:end].lstrip()), end) for start, end in spans)
    return tuple((start, start + len(text[start:end].rstrip())) for start, end in trimmed if text[start:end].strip())


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    before = text[max(0, stop.start() - 40) : stop.start() + 1]
    following = text[stop.end() : stop.end() + 8].lstrip()[:1]
    if _NEVER_LAST.search(before):
        return False
    plain = following.isupper() or following == "§"
    return plain or not (_SELDOM_LAST.search(before) or _ORDINAL.search(before))
