"""Sentences of a Danish text, and the ones in it that answer a query best."""

import re
from collections.abc import Callable

_ABBREVIATIONS = (
    "jf",
    "stk",
    "nr",
    "pkt",
    "bl.a",
    "f.eks",
    "fx",
    "m.v",
    "mv",
    "ca",
    "pr",
    "evt",
    "dvs",
    "osv",
    "kap",
    "m.m",
    "mio",
    "inkl",
)
_END = re.compile(r"(?<=[.!?:])[”\"’)]*\s+(?=[”\"»(•A-ZÆØÅ0-9])|\n+")
MAX_QUOTE = 420


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences of `text`, in order, without the white space between.

    >>> [ "Se jf. § 6. Det er alt."[a:b] for a, b in sentence_spans("Se jf. § 6. Det er alt.") ]
    ['Se jf. § 6.', 'Det er alt.']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for gap in _END.finditer(text):
        if _abbreviated(text[start : gap.start()]):
            continue
        spans.append((start, gap.start()))
        start = gap.end()
    spans.append((start, len(text)))
    return [span for a, b in spans if (span := _trimmed(text, a, b))[0] < span[1]]


def best_stretch(text: str, score: Callable[[str], float], limit: int = MAX_QUOTE) -> tuple[int, int]:
    """The run of whole sentences, at most `limit` characters, with the highest total score.

    A text within the limit is quoted whole; a single sentence over the limit too.
    """
    if len(text) <= limit:
        return _trimmed(text, 0, len(text))
    spans = sentence_spans(text)
    scores = [score(text[a:b]) for a, b in spans]
    runs = [(i, j) for i in range(len(spans)) for j in range(i, len(spans)) if _fits(spans, i, j, limit)]
    # Of equally good runs the shorter is easier to read.
    best = max(runs, key=lambda run: (sum(scores[run[0] : run[1] + 1]), -(spans[run[1]][1] - spans[run[0]][0])))
    return spans[best[0]][0], spans[best[1]][1]


def _fits(spans: list[tuple[int, int]], first: int, last: int, limit: int) -> bool:
    return first == last or spans[last][1] - spans[first][0] <= limit


def _abbreviated(sentence: str) -> bool:
    last = re.search(r"([\w.]+)\.$", sentence)
    return last is not None and last[1].lower() in _ABBREVIATIONS


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
