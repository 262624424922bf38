"""Part of an employer's staff: employees who do not count as ordinary ones, and who are no citizen of the case."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.understanding.numbers import WORDED, number

_STAFF = r"(?:ansatte|medarbejdere?|arsvark|fuldtidsstillinger|personale\w*|fuldtids\w*|mand)"
_WHO = r"(?:(?:ansatte|medarbejdere?|unge|af dem|er|som er|der er|personer|elever|folk|er pa)\W+){0,3}"
_YOUNG = (
    r"(?:under (?:de )?18(?: ar)?|er ikke fyldt 18(?: ar)?|ungarbejdere?"
    r"|(?:larlinge?|elever?|unge|ansatte|drenge|piger) pa (?:kun )?1[3-7](?: ar)?|(?:13|14|15|16|17)[ -]arige(?: \w+)?)"
)
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
# Those who are told of beside the staff: "vi er 3 mand og to lærlinge på 17".
_BESIDE = re.compile(rf"\b{_COUNT}\W+(?:(?:unge|ansatte|mandlige|kvindelige)\W+)?{_YOUNG}\b")
# The whole of which the workplace is a part (BAB § 60, stk. 1: the employer is the P-number).
_WHOLE = (
    r"(?:(?:hele )?(?:kommunen|regionen|koncernen|kaden|forvaltningen|magistraten|staten)"
    r"|hele (?:virksomheden|firmaet|organisationen|selskabet|cvr\W?(?:nummeret|nr)?))"
)
_OF_THE_WHOLE = re.compile(
    rf"\b(?<!\bi )(?<!\baf ){_WHOLE}\b(?:\W+(?!afdeling|plejehjem|institution|butik)\w+){{0,2}}?\W+"
    rf"(?:har|med|er|taller)\W+(?:\w+\W+){{0,2}}?(?P<n>\d[\d.]*|{WORDED})\W+(?:\w+\W+)?{_STAFF}\b"
    r"(?! (?:pa|i|hos|ved) (?!alt|hele|alle))"
)


def of_the_whole(plain: str) -> bool:
    """True where the staff of a whole municipality or company is told, of which the workplace is a part.

    >>> of_the_whole("kommunen har 4000 ansatte"), of_the_whole("butikken har 40 ansatte")
    (True, False)
    """
    return bool(_OF_THE_WHOLE.search(plain))


def blanked_whole(plain: str) -> str:
    """The text with the staff of a whole municipality or company blanked, of the same length."""
    return _OF_THE_WHOLE.sub(lambda match: "·" * len(match[0]), plain)


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
    found = [Staff(count=Decimal(0), start=match.start(), end=match.end()) for match in _beside(plain)]
    for match in (*_LED.finditer(plain), *_OF_THEM.finditer(plain)):
        found.append(_part(match))
        while following := _NEXT.match(plain, found[-1].end):
            found.append(_part(following))
    return tuple(found)


def _beside(plain: str) -> list[re.Match[str]]:
    """The young ones told of beside the staff, where they are no part of a number before."""
    apart = (*_LED.finditer(plain), *_OF_THEM.finditer(plain))
    return [one for one in _BESIDE.finditer(plain) if not any(_within(one, part, plain) for part in apart)]


def _within(one: re.Match[str], part: re.Match[str], plain: str) -> bool:
    """True for what is part of `part`, or follows it in the same breath."""
    follows = part.end() <= one.start() and not re.search(r"[.?!;]", plain[part.end() : one.start()])
    return follows or (part.start() <= one.start() < part.end())


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
