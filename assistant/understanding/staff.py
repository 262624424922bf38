"""Part of an employer's staff: employees who do not count as ordinary ones, and who are no citizen of the case."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.understanding.numbers import WORDED, number

_STAFF = r"(?:ansatte|medarbejdere?|arsvark|fuldtidsstillinger|personale\w*|fuldtids\w*|mand)"
_WHO = r"(?:(?:ansatte|medarbejdere?|unge|af dem|er|som er|der er|personer|elever|folk|er pa)\W+){0,3}"
_YOUNG = r"(?:under (?:de )?18(?: ar)?|er ikke fyldt 18(?: ar)?|ungarbejdere?)"
_SUBSIDISED = r"(?:(?:i |med |er i )?lontilskud\w*|med (?:offentligt )?tilskud)"
_PLACED = r"(?:i praktik|i virksomhedspraktik|i nytteindsats|praktikant(?:er)?)"
_OTHER = (
    r"(?:(?:i|pa|med|er i|er pa) )?(?:fleksjob\w*|skanejob\w*|sygedagpenge\w*|sygemeldte?|dagpenge\w*|kontanthjalp\w*"
    r"|fortidspension\w*|revalidender?|barsel|deltid\w*)"
)
_KIND = rf"(?:(?P<young>{_YOUNG})|(?P<subsidised>{_SUBSIDISED})|(?P<placed>{_PLACED})|(?P<other>{_OTHER}))"
_COUNT = rf"(?P<n>\d{{1,5}}|{WORDED})"
_LED = re.compile(
    rf"\b(?:heraf|hvoraf|deraf|herunder|inkl|inklusive|medregnet|iberegnet|af dem)\W+(?:er\W+|de\W+)?"
    rf"{_COUNT}\W+{_WHO}{_KIND}\b"
)
_OF_THEM = re.compile(rf"\b{_COUNT}\W+af (?:dem|de ansatte|medarbejderne)\W+{_WHO}{_KIND}\b")
# "heraf 2 under 18 og 3 i løntilskud": the second part has no word of its own.
_NEXT = re.compile(rf"(?:\W+og|,)\W+(?:er\W+)?{_COUNT}\W+{_WHO}(?!{_PLACED}){_KIND}\b(?! i forvejen)")
_EMPLOYED = re.compile(rf"\b{_STAFF}\b")
# "hvad med dem under 18?", after a question of how many a company may have.
_YOUNG_STAFF = re.compile(
    rf"\b(?:dem|de|de unge|unge|ansatte|medarbejdere?|elever)\W+(?:(?:som|der|er)\W+){{0,2}}{_YOUNG}\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """A part of the staff at `start`–`end` of the folded text.

    `excluded` are no ordinary employees; `placed` are counted among those in placement and wage subsidy.
    """

    count: Decimal
    start: int
    end: int
    excluded: bool = False
    placed: bool = False


def staff(plain: str, about: Collection[str] = ()) -> tuple[Staff, ...]:
    """The parts of the staff that the text tells of.

    Args:
        plain: the folded text.
        about: the topics of the turn before.

    >>> [(str(part.count), part.excluded, part.placed) for part in staff("60 ansatte, heraf 8 i lontilskud")]
    [('8', True, True)]
    """
    if not _EMPLOYED.search(plain):
        young = _YOUNG_STAFF.finditer(plain) if "fair_ratio" in about else ()
        return tuple(Staff(count=Decimal(0), start=match.start(), end=match.end()) for match in young)
    found: list[Staff] = []
    for match in (*_LED.finditer(plain), *_OF_THEM.finditer(plain)):
        found.append(_part(match))
        while following := _NEXT.match(plain, found[-1].end):
            found.append(_part(following))
    return tuple(found)


def _part(match: re.Match[str]) -> Staff:
    named = {name for name, value in match.groupdict().items() if value}
    return Staff(
        count=number(match["n"]),
        start=match.start(),
        end=match.end(),
        excluded="other" not in named,
        placed="subsidised" in named or "placed" in named,
    )


def blanked_staff(plain: str, parts: Sequence[Staff]) -> str:
    """The text with what is told of the staff blanked, of the same length."""
    letters = list(plain)
    for part in parts:
        letters[part.start : part.end] = "·" * (part.end - part.start)
    return "".join(letters)


def of_citizens(plain: str, about: Collection[str]) -> str:
    """The text with the staff's status blanked: it is not the citizen's."""
    return blanked_staff(plain, staff(plain, about))
