"""Personal data in a text: where they stand, and the text without them.

A question about a rule needs nobody's number, name or address. So whatever is found here
is taken out by `assistant.guard` before anything else reads the question: the answer is
worked out, shown, kept and sent on from the masked text alone, and the reader is told what
was taken out. The database masks once more what it is given, and `assistant.private_logs`
masks what is logged. Provisions, dates, case numbers and companies are no personal data and stay.

`found` gives offsets into the text as it was given. `masked` leaves nothing that `found`
would find: masked text is masked text again.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.private_names import addresses, names
from assistant.private_numbers import cprs, emails, phones
from assistant.texts import PERSONAL_DATA, REMOVED
from corpus.english import DANISH, Phrasebook


class Kind(StrEnum):
    """What is told of a person."""

    CPR = "cpr"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    NAME = "name"


MASKS = {
    Kind.CPR: "[cpr-nummer fjernet]",
    Kind.PHONE: "[telefonnummer fjernet]",
    Kind.EMAIL: "[e-mail fjernet]",
    Kind.ADDRESS: "[adresse fjernet]",
    Kind.NAME: "[navn fjernet]",
}
ALL_KINDS = frozenset(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """Where personal data stand: `text[start:end]` of the text given."""

    kind: Kind
    start: int
    end: int


def found(text: str, kinds: Collection[Kind] = ALL_KINDS) -> tuple[PersonalData, ...]:
    """The personal data of `kinds` in the text, in their order; none overlaps another.

    >>> [(one.kind.value, one.start, one.end) for one in found("Ring 20 30 40 50 om 010190-1234.")]
    [('phone', 5, 16), ('cpr', 20, 31)]
    """
    plain, places = _folded(text)
    rows = []
    for kind, search in _SEARCHES.items():
        if kind not in kinds:
            continue
        for start, end in search(plain):
            rows.append(PersonalData(kind=kind, start=places[start], end=places[end - 1] + 1))
            # What has been found is no part of anything else.
            plain = f"{plain[:start]}{_TAKEN * (end - start)}{plain[end:]}"
    return tuple(sorted(rows, key=lambda one: one.start))


def masked(text: str, kinds: Collection[Kind] = ALL_KINDS) -> str:
    """The text with the personal data of `kinds` exchanged for what they were.

    >>> masked("Borgeren hedder Anna Jensen og bor på Vestergade 5.")
    'Borgeren hedder [navn fjernet] og bor på [adresse fjernet].'
    """
    # Again until nothing is found: each round leaves fewer letters outside the masks, so it ends.
    while rows := found(text, kinds):
        for one in reversed(rows):
            text = f"{text[: one.start]}{MASKS[one.kind]}{text[one.end :]}"
    return text


def masks_in(text: str) -> tuple[Kind, ...]:
    """What has been masked in the text, each kind once."""
    return tuple(kind for kind, mask in MASKS.items() if mask in text)


def called(kinds: Collection[Kind], words: Phrasebook = DANISH) -> str:
    """The kinds in words.

    >>> called([Kind.NAME, Kind.PHONE])
    'et telefonnummer, et navn'
    """
    return ", ".join(words.say(name) for kind, name in PERSONAL_DATA.items() if kind in kinds)


def told(removed: Collection[Kind], words: Phrasebook = DANISH) -> tuple[str, ...]:
    """The notice to who asked a question of which that was taken out; none where nothing was.

    >>> told([Kind.CPR])
    ('Fjernet fra spørgsmålet, hverken gemt eller brugt: et CPR-nummer. Svaret gælder spørgsmålet uden.',)
    """
    return (words.say(REMOVED).format(kinds=called(removed, words)),) if removed else ()


_TAKEN = "\0"
# Minus and the hyphen of lists, which Unicode counts as no dashes.
_DASHES = {"\u2212", "\u2043"}


def _folded(text: str) -> tuple[str, range | list[int]]:
    """The text with plain digits, dashes and spaces and without invisible signs, and where each sign stood."""
    if text.isascii():
        return text.translate(_ASCII), range(len(text))
    signs = [_plain(c) for c in text]
    if all(signs):
        return "".join(signs), range(len(text))
    return "".join(signs), [place for place, sign in enumerate(signs) if sign]


_ASCII = {ord(c): " " for c in "\t\r\f\v\0"}


@lru_cache(maxsize=1_000)
def _plain(sign: str) -> str:
    """The sign as it is searched; "" for one that is not seen."""
    if sign == "\n" or sign.isascii():
        return sign.translate(_ASCII)
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Pd" or sign in _DASHES:
        return "-"
    if sign.isspace():
        return "\n" if category in ("Zl", "Zp") else " "
    return "" if category == "Cf" else sign


# In this order: what is found first is out of the way of what comes after.
_SEARCHES: dict[Kind, Callable[[str], Iterator[tuple[int, int]]]] = {
    Kind.CPR: cprs,
    Kind.EMAIL: emails,
    Kind.PHONE: phones,
    Kind.ADDRESS: addresses,
    Kind.NAME: names,
}
