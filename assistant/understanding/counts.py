"""Counted things that are no stretch of time: the citizen's age, hours a week, employees, people placed."""

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.understanding.numbers import Quantity, quantities

_OLDEST = 120
_HOURS_A_WEEK = 168
_MOST_PEOPLE = 100_000

_AFTER_AGE = r"(?=\W*(?:$|[.,?!;]| og| skal| har| uden| med| er| som| der| i | kan| vil| pa))"
_AGE = re.compile(
    rf"\b(?P<a>\d{{1,3}})[ -]*arig\w*|\b(?P<b>\d{{1,3}}) ar gammel"
    rf"|(?:^|,|\bog|\bmen)\W*(?P<d>\d{{2}}) ar\b(?! (?:i|pa|med|siden))"
    rf"|\b(?P<of>pa|er|fyldt|fylder|alder\w*) (?P<c>\d{{1,3}})(?: ar\b)?{_AFTER_AGE}"
    r"|\b(?:en|kvinde|mand|borger|person) (?:\w+ )?(?:pa|i alderen) (?P<e>\d{2}) ar\b"
    r"|(?:parat|borger|mand|kvinde|modtager|ledig) og (?P<f>\d{2})(?=\W*(?:$|[.,?!;]))"
)
_NOT_AGED = re.compile(r"\b(?:praktik\w*|forlob\w*|afdeling\w*|tilbud\w*|stk|nr|uge|uger|der)\W+(?:er )?$")
# "under 30" and "over 30" say no age, but they decide the group as one.
_BOUND = re.compile(
    r"\b(?P<side>under|over|fyldt|mindst) (?P<age>\d{2})(?: ar\b|(?=\W*(?:$|[.,?!;]| \w)))"
    r"(?! (?:uge|time|ansat|maned|dag|procent|pct))"
)
_WEEKLY = re.compile(
    r"^\W*(?:s )?(?:om ugen|ugentlig\w*|pr uge|i ugen|uge\b|arbejdsuge|a week|per week|weekly|praktik)|^/uge"
)
_WEEKLY_BEFORE = re.compile(r"(?:ugentligt?|om ugen|fuldtid|fuld tid)\W*$")
_IN_PLACEMENT = re.compile(r"praktik\w*\W+(?:\w+\W+){0,2}$")
_OTHER_SPAN = re.compile(r"^\W*(?:om dagen|i alt|pr|om maneden|dagligt)")
_PER = re.compile(r"\b(?:pr|for hver|per)\W*$")
_EMPLOYER = re.compile(
    r"\b(?:virksomhed\w*|arbejdsgiver\w*|ansatte|medarbejdere|arsvark|butik\w*|firma\w*|company|employees)\b"
)
_ALREADY = re.compile(r"\b(?:har|have|er)\W+allerede\b|\bi forvejen\b")
_HAVING = re.compile(r"\b(?:har|og|allerede)\W*(?:\w+\W+)?$")


@dataclass(slots=True)
class Counts:
    """The counted things of a question; None where nothing is said. `age_bound` decides a group as an age does."""

    age: int | None = None
    age_bound: int | None = None
    weekly_hours: Decimal | None = None
    employees: Decimal | None = None
    placed: Decimal | None = None

    def facts(self) -> dict[str, Decimal | int]:
        """The facts of a case that the counts are; impossible ones left out."""
        limits: dict[str, tuple[Decimal | int | None, int, int]] = {
            "age": (self.age, 0, _OLDEST),
            "weekly_hours": (self.weekly_hours, 1, _HOURS_A_WEEK),
            "employees": (self.employees, 0, _MOST_PEOPLE),
            "placed": (self.placed, 0, _MOST_PEOPLE),
        }
        return {
            name: value for name, (value, low, high) in limits.items() if value is not None and low <= value <= high
        }


def counts(plain: str, without_dates: str) -> Counts:
    """The counted things of a question; `without_dates` is the folded text with its dates blanked."""
    found = Counts()
    _age(found, without_dates)
    for quantity in quantities(without_dates):
        before, after = plain[max(0, quantity.start - 30) : quantity.start], plain[quantity.end : quantity.end + 25]
        match quantity.unit:
            case "hour":
                _hours(found, quantity, before, after, plain)
            case "employee" if not _PER.search(before):
                found.employees = quantity.value
            case "placed":
                _placed(found, quantity, before, plain)
    return found


def _age(found: Counts, text: str) -> None:
    for match in _AGE.finditer(text):
        if match["of"] and _NOT_AGED.search(text[max(0, match.start() - 20) : match.start()]):
            continue
        found.age = next(int(match[name]) for name in "abcdef" if match[name])
        return
    if bound := _BOUND.search(text):
        found.age_bound = int(bound["age"]) - (bound["side"] == "under")


def _hours(found: Counts, quantity: Quantity, before: str, after: str, plain: str) -> None:
    in_placement = _IN_PLACEMENT.search(before) and not _OTHER_SPAN.match(after)
    named = "ugentlig" in plain[quantity.start : quantity.end] or _WEEKLY_BEFORE.search(before)
    if in_placement or named or _WEEKLY.match(after):
        found.weekly_hours = quantity.value


def _placed(found: Counts, quantity: Quantity, before: str, plain: str) -> None:
    """People already placed; "en i praktik" counts only where an employer has them."""
    article = plain[quantity.start : quantity.end].split()[0] in ("en", "et")
    employer = _EMPLOYER.search(plain) or _ALREADY.search(plain)
    if not employer or "hvor mange" in before or (article and not _HAVING.search(before)):
        return
    found.placed = (found.placed or Decimal(0)) + quantity.value
