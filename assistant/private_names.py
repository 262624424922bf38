"""Where addresses and names stand in a text that `assistant.privacy` has folded.

Only what shows itself to be a name is found: by a word before it, or by a surname on "-sen".
"""

import re
from collections.abc import Iterator

from assistant.private_words import (
    COMPANY,
    INSTITUTION,
    NO_ADDRESS,
    NO_NAME,
    NO_PART_OF_NAME,
    PERSON,
    THING,
    UNITS,
)

Span = tuple[int, int]
# As far before a name as what is called so may stand.
_SUBJECT_CHARS = 100

# -- addresses ---------------------------------------------------------------------------------------------------

_CAPITAL = r"[A-ZÆØÅÄÖÜÉ]"
_FIRST = rf"(?:{_CAPITAL}[\w.'’-]{{0,30}}[ ]{{1,2}}){{0,3}}"
_ROAD = r"(?:vej(?:en)?|gaden?|all[ée]en|allé|strædet?|boulevard(?:en)?|vænget?|brygge)"
# These are roads only where they are written as names: "Havneparken 3", not "arbejdspladsen 3".
_NAMED_ROAD = (
    r"(?:alle|torv(?:et)?|plads(?:en)?|park(?:en)?|haven?|bakken?|sti(?:en)?|toft(?:en)?|mark(?:en)?|skrænten|svinget|krogen|lund(?:en)?"
    r"|dal(?:en)?|banken?|høj(?:en)?|bro(?:en)?|vang(?:en)?|havn(?:en)?|kaj(?:en)?|engen|skoven|strand(?:en)?)"
)
_HOUSE = rf"[ ]{{1,2}}\d{{1,3}}(?:-\d{{1,3}})?(?: ?[A-Za-z]\b)?(?![\d])(?![./-]\d|-\w)(?! ?(?:{UNITS}))"
_DOOR = r"(?:\b(?:tv|th|mf)\b\.?|dør \d{1,3})"
_FLOOR = rf"(?:,? ?(?:(?:st|kld?|stuen|\d{{1,2}})\.? ?(?:sal\b\.?,?)? ?{_DOOR}|(?:st|\d{{1,2}})\. ?sal\b))?"
_TOWN = rf"(?:,?\s{{1,2}}(?:DK-?)?[1-9]\d{{3}}\s{_CAPITAL}[a-zæøå]+(?: (?:{_CAPITAL}{{1,2}}\b|{_CAPITAL}[a-zæøå]+))?)?"
_ADDRESS = re.compile(
    rf"(?<!\w)(?:{_FIRST}(?:[\w-]{{2,30}}{_ROAD}|{_CAPITAL}[\w-]{{1,30}}{_NAMED_ROAD})"
    rf"|(?:{_CAPITAL}[\w.'’-]{{0,30}}[ ]){{1,3}}(?i:{_ROAD}|{_NAMED_ROAD})){_HOUSE}{_FLOOR}{_TOWN}"
)
_LIVES = re.compile(
    rf"\b(?i:bor(?:ende)?|bopæl(?:en)?|adressen?)(?:\s*:|\s+(?:er|på|i|ved)\b)*\s+"
    rf"(?P<it>{_CAPITAL}[\w'’-]+(?:[ ]{_CAPITAL}[\w'’-]+){{0,3}}{_HOUSE}{_FLOOR}{_TOWN})"
)


def addresses(text: str) -> Iterator[Span]:
    """Roads with a number, with floor and town."""
    spans = {_without_lead(text, *m.span()) for m in _ADDRESS.finditer(text)}
    spans |= {m.span("it") for m in _LIVES.finditer(text)}
    taken = 0
    for start, end in sorted(spans):
        # "Er alle 98 …" begins a sentence; no road is left of it.
        if start >= taken and not text[start].isdigit() and not NO_ADDRESS.match(text, start):
            taken = end
            yield start, end


def _without_lead(text: str, start: int, end: int) -> Span:
    """The span without words before the road that only begin a sentence: "Kan Vestergade 5"."""
    while (word := re.match(r"[\w.'’-]+", text[start:end])) and word[0].lower() in NO_PART_OF_NAME:
        start += word.end() + len(text[start + word.end() : end]) - len(text[start + word.end() : end].lstrip())
    return start, end


# -- names -------------------------------------------------------------------------------------------------------

_PART = rf"(?:{_CAPITAL}[a-zæøåäöüéáíóèñçß]+(?:['’-]{_CAPITAL}?[a-zæøåäöüé]+){{0,2}})\b(?! ?:)"
# All in capitals is a name only where it is said to be one.
_ANY_PART = rf"(?:{_PART}|{_CAPITAL}{{3,}}(?:-{_CAPITAL}+)?\b(?! ?:))"
_PARTICLE = r"(?:(?:von|van|de|da|el|al|af|bin)[ ])?"
_PARTS = rf"{_PART}(?:[ ]{{1,2}}{_PARTICLE}(?:{_PART}|{_CAPITAL}\.)){{0,4}}"
_ANY_PARTS = rf"{_ANY_PART}(?:[ ]{{1,2}}{_PARTICLE}(?:{_ANY_PART}|{_CAPITAL}\.)){{0,4}}"
# Patronymics end most Danish surnames; "Ydelsen", "Adressen" and "Væsen" are none.
_SEN = r"(?<!el)(?<!es)(?<!æ)sen|(?:(?<=[Nn]i)|(?<=[Mm]ikk)|(?<=[Dd]ani)|(?<=abri)|(?<=amu))elsen"
_SURNAME = rf"{_CAPITAL}[a-zæøå]+?(?:{_SEN})\b"
# A cue and what it is said of: "virksomheden hedder Bilka" names nobody.
_CALLED_SO = re.compile(
    r"\b(?i:hedder|ved\s+navn|navnet\s+er|navn\s*(?::|er|-)|name\s+is|is\s+(?:called|named)|named)\s*:?\s*"
    rf"(?P<it>{_ANY_PARTS})"
)
_TITLED = re.compile(rf"\b(?:[Hh]r\.?|[Ff]ru|[Ff]rk\.?|[Ff]røken|Mrs?\.?|Ms\.?)\s+(?P<it>{_PARTS})")
_OF_PERSON = re.compile(rf"\b(?i:{PERSON}),?[ ](?P<it>{_PARTS})")
_PATRONYMIC = re.compile(rf"\b(?P<it>(?:{_PART}[ ]{{1,2}}(?:{_CAPITAL}\.[ ])?){{1,3}}{_SURNAME})")
# Written small after what cannot be but a person.
_SMALL = re.compile(rf"\b(?i:hedder|navn\s+er)\s*:?\s*(?P<it>[a-zæøåé]{{2,20}}\b(?: [a-zæøåé]{{2,15}}?(?:{_SEN})\b)?)")
_WHO = re.compile(rf"\b(?:(?:{PERSON})s?|han|hun|personen|manden|kvinden)\s+$", re.IGNORECASE)
_SUBJECT = re.compile(r"([\w-]+)\W*(?:\b(?:der|som|jo|nok|nu|også|altså|that|which)\W+)?$", re.IGNORECASE)


def names(text: str) -> Iterator[Span]:
    """Names of people."""
    spans = {_name(text, *m.span("it")) for m in _CALLED_SO.finditer(text) if not _of_thing(text[: m.start()])}
    spans |= {_name(text, *m.span("it")) for p in (_TITLED, _OF_PERSON) for m in p.finditer(text)}
    spans |= {_two_parts(text, m.span("it")) for m in _PATRONYMIC.finditer(text)}
    spans |= {m.span("it") for m in _SMALL.finditer(text) if _is_small_name(text, m)}
    taken = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= taken and start < end:
            taken = end
            yield start, end


def _is_small_name(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _SUBJECT_CHARS) : match.start()]
    return match["it"].split()[0] not in NO_PART_OF_NAME and bool(_WHO.search(before))


def _of_thing(before: str) -> bool:
    """True if what is called so is a company, a place or a rule."""
    subject = _SUBJECT.search(before[-_SUBJECT_CHARS:])
    return bool(subject and THING.search(subject[1].lower()))


def _name(text: str, start: int, end: int) -> Span:
    """The span of the words that are a name; an empty one where they name a company, an authority or a month."""
    words = [(m.start() + start, m.end() + start, m[0]) for m in re.finditer(r"\S+", text[start:end])]
    if COMPANY.search(text[start:end]) or COMPANY.match(text[end : end + 8].lstrip()):
        return start, start
    kept: list[Span] = []
    for first, last, word in words:
        lower = word.lower()
        if lower in NO_NAME or INSTITUTION.search(lower) or lower in NO_PART_OF_NAME:
            break
        kept.append((first, last))
    return (kept[0][0], kept[-1][1]) if kept else (start, start)


def _two_parts(text: str, span: Span) -> Span:
    """The span from its first word that may begin a name; empty where only one word is left."""
    start, end = span
    words = [(m.start() + start, m[0].lower()) for m in re.finditer(r"\S+", text[start:end])]
    while words and (words[0][1] in NO_PART_OF_NAME or words[0][1] in NO_NAME):
        words.pop(0)
    return _name(text, words[0][0], end) if len(words) > 1 else (start, start)
