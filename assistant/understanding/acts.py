"""The act that a reference without one is of: the one the words speak of, else the field's own."""

import re
from dataclasses import replace

from assistant.understanding.reading import Reading
from corpus.reference import LawRef, Mention

# A name that is more than "loven" itself: "servicelovens § 85", "§ 7 i lejeloven".
_OTHER_ACT_BEFORE = re.compile(r"\b(?P<act>[a-zæøå]{3,}lov(?:en)?s?)\W*$", re.IGNORECASE)
_OTHER_ACT_AFTER = re.compile(r"\W*(?:i|efter)\s+(?P<act>[a-zæøå]{3,}loven)\b", re.IGNORECASE)
_DEFAULT_ACT, _ORDER_ACT = "LAB", "BAB"


def with_acts(reading: Reading) -> tuple[Mention, ...]:
    """The references; one without its act is of the act the words speak of."""
    default = _ORDER_ACT if "bekendtgor" in reading.plain else _DEFAULT_ACT
    return tuple(replace(mention, ref=_with_act(mention, reading.original, default)) for mention in reading.mentions)


def _with_act(mention: Mention, text: str, default: str) -> LawRef:
    """The reference with its act; "servicelovens § 85" is of an act we do not hold, and of no other."""
    if mention.ref.act:
        return mention.ref
    named = _OTHER_ACT_BEFORE.search(text[: mention.start]) or _OTHER_ACT_AFTER.match(text[mention.end :])
    return replace(mention.ref, act=named["act"].lower().removesuffix("s").upper() if named else default)
