"""Where CPR numbers, e-mail addresses and telephone numbers stand in a text that `assistant.privacy` has folded."""

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatch, PhoneNumberMatcher, is_valid_number

Span = tuple[int, int]

# -- CPR numbers -------------------------------------------------------------------------------------------------

# Day and month must be possible. The last digit is not tested (modulus 11): numbers given since 2007 need not pass.
_DAY, _MONTH = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])"
_BEFORE, _AFTER = r"(?<!\d)(?<!\d[./,-])", r"(?!\d)(?!\s?/)(?![.,-]\d)"
_GAP = r"\s{0,3}[-./]?\s{0,3}"
# With the century only where a hyphen says that the year goes on: "01.09.2026 0830" is a day and an hour.
_LAST = r"(?:\d\d\s{0,9}[-./_]?\s{0,9}|(?:19|20)\d\d-)\d{4}"
_CPR = re.compile(rf"{_BEFORE}{_DAY}{_GAP}{_MONTH}{_GAP}{_LAST}{_AFTER}")
# Broken over a line, or written sign by sign; the digits are tested when the gaps are out.
_BREAK = r"[ \t]*\n[ \t]*"
_BROKEN = re.compile(rf"{_BEFORE}(?:\d(?:{_BREAK})?){{6}}-?(?:(?:{_BREAK})?\d){{4}}{_AFTER}")
_SPELLED = re.compile(rf"{_BEFORE}(?<!\d )\d(?: \d){{5}} ?-? ?\d(?: \d){{3}}(?! ?\d)")
_CPR_DIGITS = re.compile(rf"{_DAY}{_MONTH}(?:19|20)?\d{{6}}")
# A number that says itself what it is, alone or in a row: "P-nr. 1012345678 og 1012345679".
_LABEL = re.compile(
    r"(?:\b(?:p|se|cvr|ean|sags?|journal|j|faktura|ordre|dokument|id)[-. ]{0,2}(?:n(?:umme)?r(?:ene|e|et)?|nummer)"
    r"|\b(?:cvr|ean|gln)\b|\b(?:p-|produktions)(?:enhed(?:en)?|n(?:umme)?r))[.: ]{0,4}(?:er:? )?(?:dk[- ]?)?"
    r"(?:\d[\d /-]{6,16}\d ?(?:,|og|eller|samt) ?){0,5}\s*$",
    re.IGNORECASE,
)
# As far before a number as its label may stand.
_LABEL_CHARS = 100


def cprs(text: str) -> Iterator[Span]:
    """CPR numbers, however they are written."""
    taken = 0
    spans = {m.span() for pattern in (_CPR, _BROKEN, _SPELLED) for m in pattern.finditer(text)}
    for start, end in sorted(spans):
        written = text[start:end]
        digits = re.sub(r"\D", "", written)
        if start >= taken and _CPR_DIGITS.fullmatch(digits) and not _is_other_number(text, start, written):
            taken = end
            yield start, end


def _is_other_number(text: str, start: int, written: str) -> bool:
    """True if the ten digits are labelled as something else, or are a column of numbers."""
    return bool(_LABEL.search(text[max(0, start - _LABEL_CHARS) : start])) or written.count("\n") > 2


# -- e-mail ------------------------------------------------------------------------------------------------------

# Found from its sign, which few texts have: so a long text without one costs nothing.
_AT = re.compile(
    r"(?: ?@ ?| ?[(\[](?:at|snabel-?a)[)\]] ?| snabel-?a )(?=[\w-]{1,63}\.)(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"[\w+%'-](?:[\w.+%'-]*[\w+%'-])?$")
_LOCAL_CHARS = 64


def emails(text: str) -> Iterator[Span]:
    """E-mail addresses."""
    taken = 0
    for at in _AT.finditer(text):
        first = max(taken, at.start() - _LOCAL_CHARS)
        if local := _LOCAL.search(text[first : at.start()]):
            taken = at.end()
            yield first + local.start(), at.end()


# -- telephones --------------------------------------------------------------------------------------------------

_CALL = r"(?:tlf|telefon|mobil|mob|ring(?:e|er|es)?(?: til)?|sms|phone|call)"
# Eight digits or more, also where the word before is not ended: "tlf20304050". The library is slow to find them.
_DIGITS = re.compile(
    rf"(?:\b{_CALL}(?:nr|nummer)?|(?<!\w))(?P<it>[+(]{{0,3}}\d(?:[-/.()\[\]~\s]{{0,4}}\d){{7,}})", re.IGNORECASE
)
_SAID = re.compile(rf"(?:\b{_CALL}\w*[.: ]{{0,3}}(?:er |på |nr\.? |nummer )?|\+)$", re.IGNORECASE)
_YEAR = r"(?:19\d\d|20[0-4]\d)"
# What has as many digits as a telephone and is a day, years, an act ("BEK 2636/2021") or an amount.
_NO_PHONE = re.compile(
    rf"{_DAY}[ ./-]?{_MONTH}[ ./-]?{_YEAR}|{_YEAR}[ ./-]?{_MONTH}[ ./-]?{_DAY}"
    rf"|{_YEAR} ?[ /-] ?{_YEAR}|\d{{4}}[/-]{_YEAR}|{_YEAR}[/-]\d{{4}}|\d\d\.\d{{3}}\.\d{{3}}"
)
_COUNTED = re.compile(
    r"\s?(?:,\d|-,|kr\b|kroner|dkk|mio|mia|euro?\b|pct|procent|%|[kmg]?hz)|\s(?:uger|dage|timer|personer|borgere)\b",
    re.IGNORECASE,
)
_UNIT_CHARS = 12
_NUMBERED = re.compile(r"(?:kr\.?|dkk|§+|stk\.|\buge(?:r|rne)?|\d[.,/])\s?$", re.IGNORECASE)
_ACT = re.compile(r"(?:\b(?:bek|lbk|lov|vej|cir|sag)|\bnr\.?|bekendtgørelsen?|\bloven)\s?$", re.IGNORECASE)
_DENMARK = 45
# Also numbers that nobody has been given yet: the library's list of those in use is always behind.
_DANISH = re.compile(r"[2-9]\d{7}")
_DAY_ONLY = re.compile(rf"{_DAY}([./-]){_MONTH}\1{_YEAR}")
_FOURS = re.compile(r"\d{4}[ /-]\d{4}")


def phones(text: str) -> Iterator[Span]:
    """Danish telephone numbers, and foreign ones with their country."""
    for digits in _DIGITS.finditer(text):
        first = digits.start("it")
        if _DAY_ONLY.fullmatch(digits["it"]):
            continue
        for match in PhoneNumberMatcher(digits["it"].replace("\n", " "), "DK", leniency=Leniency.POSSIBLE):
            start, end = first + match.start, first + match.end
            if _is_phone(match, text[max(0, start - _LABEL_CHARS) : start], text[end : end + _UNIT_CHARS]):
                yield start, end


def _is_phone(match: PhoneNumberMatch, before: str, after: str) -> bool:
    if _LABEL.search(before) or _NUMBERED.search(before) or _COUNTED.match(after):
        return False
    written, number = match.raw_string.strip("( )"), match.number
    if number.country_code != _DENMARK:
        return is_valid_number(number)
    if written.startswith(("+", "00")) or _SAID.search(before):
        return True
    act = _FOURS.fullmatch(written) and _ACT.search(before)
    return bool(_DANISH.fullmatch(str(number.national_number))) and not act and not _NO_PHONE.fullmatch(written)
