"""The act that a reference without one is of: the one the words speak of, else the field's own."""

import re
from dataclasses import replace

from assistant.understanding.reading import Reading
from corpus.reference import LawRef, Mention

# A name that is more than "loven" itself: "servicelovens § 85", "§ 7 i lejeloven".
_OTHER_ACT_BEFORE = re.compile(r"\b(?P<act>[a-zæøå]{3,}lov(?:en)?s?)\W*$", re.IGNORECASE)
_OTHER_ACT_AFTER = re.compile(r"\W*(?:i|efter)\s+(?P<act>[a-zæøå]{3,}loven)\b", re.IGNORECASE)
# "nr. 12 i § 2": the number stands before its section.
_NUMBER_BEFORE = re.compile(r"\bnr\.?\s*(?P<nr>\d{1,2})\s+(?:i|under)\s+(?:den\s+)?(?:gamle\s+)?$", re.IGNORECASE)
# "lab 58 stk 3": a section without its sign, right after the short name of its act.
_BARE = re.compile(
    r"\b(?P<act>LAB|BAB|FVL|RSL)\s+(?P<section>\d{1,3})(?![\d/])(?:,?\s*stk\.?\s*(?P<stk>\d{1,2}))?(?:,?\s*nr\.?\s*(?P<nr>\d{1,2}))?"
    r"(?!\s*(?:uge|dag|måned|år|time|procent|%))",
    re.IGNORECASE,
)
_DEFAULT_ACT, _ORDER_ACT = "LAB", "BAB"


def with_acts(reading: Reading) -> tuple[Mention, ...]:
    """The references; one without its act is of the act the words speak of."""
    default = _ORDER_ACT if "bekendtgor" in reading.plain else _DEFAULT_ACT
    mentions = reading.mentions or _bare(reading.original)
    return tuple(replace(mention, ref=_with_act(mention, reading.original, default)) for mention in mentions)


def _bare(text: str) -> tuple[Mention, ...]:
    """The sections named without a sign, where no other is named."""
    return tuple(
        Mention(ref=LawRef(m["act"].upper(), m["section"], _int(m["stk"]), _int(m["nr"])), start=m.start(), end=m.end())
        for m in _BARE.finditer(text)
    )


def _int(number: str | None) -> int | None:
    return int(number) if number else None


def _with_act(mention: Mention, text: str, default: str) -> LawRef:
    """The reference with its act; "servicelovens § 85" is of an act we do not hold, and of no other."""
    numbered = _NUMBER_BEFORE.search(text[: mention.start])
    if numbered and mention.ref.nr is None:
        mention = replace(mention, ref=replace(mention.ref, nr=int(numbered["nr"])))
    if mention.ref.act:
        return mention.ref
    named = _OTHER_ACT_BEFORE.search(text[: mention.start]) or _OTHER_ACT_AFTER.match(text[mention.end :])
    return replace(mention.ref, act=named["act"].lower().removesuffix("s").upper() if named else default)
