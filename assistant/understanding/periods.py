"""Which stretch of time is which: weeks asked for, weeks used, weeks more, months on a benefit.

The words around a quantity decide. A number that belongs to a time limit ("inden 4 uger"), to
unemployment ("ledig i 8 uger") or to a rule's name ("13-ugersgrænsen") is no length of a placement.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from assistant.understanding.dates import after_months
from assistant.understanding.numbers import Quantity, is_number, number, rounded
from assistant.understanding.sums import joined, summed

DAYS_PER_WEEK, DAYS_PER_WORKING_WEEK = Decimal(7), Decimal(5)
# Mean Gregorian month: 365.2425 / 12 days.
_DAYS_PER_MONTH = Decimal("30.436875")
# A month is counted in weeks only where so many of its possible lengths agree on each whole week.
_AGREEMENT = Decimal("0.9")
_LONGEST_MONTHS = 120
_LONGEST_WEEKS = 520
_WINDOW = 45

_LIMIT = re.compile(
    r"(?:inden ?for|inden|senest|frist\w*|klage\w*|hver|de forste|efter ca|gange?|varsel|mindst)[^\w,;:]+"
    r"(?:\w+[^\w,;:]+){0,2}$"
)
_ON_BENEFIT = (
    r"(?:ledige?|arbejdslose?|dagpenge|sygedagpenge|kontanthjalp|uddannelseshjalp|ydelsen?|sygemeldt|forsorgelse"
    r"|ledighed|unemployed)"
)
_ABOUT = r"(?:mere end|over|mindst|snart|ca|nu|de sidste|de seneste|allerede)"
_AWAY = r"(?:syg|fravarende|vak|pa ferie|ferie|pa barsel|barsel|pa orlov|orlov|hjemme)"
_IDLE = re.compile(rf"\b(?:{_ON_BENEFIT}|{_AWAY})\W+(?:nu |allerede )?(?:i|gennem|for)\W+(?:{_ABOUT}\W+)*$")
# "hvis hun er syg en uge": told with a verb, for "syg, 13 uger" names the citizen.
_AWAY_SO_LONG = re.compile(
    r"\b(?:(?:er|var|bliver|blev|ligger|varet|har|holder|tager|tog|melder sig|meldes)\W+(?:\w+ )?"
    rf"(?:{_AWAY}|fri|indlagt)"
    r"|sygemelder sig|sygemeldes|sygemeldt) (?:kun |ca |bare |op til )?$"
)
# "ledig 15 måneder" tells of the unemployment, "forsikret ledig 3 uger" of a placement.
_LEDIG = re.compile(r"(?<!forsikret )\b(?:ledig|arbejdslos|unemployed)\W+(?:(?:mere end|over|mindst|snart|ca|nu)\W+)*$")
_IDLE_AFTER = re.compile(
    rf"^[^\w,;.]*(?:s )?(?:sammenhangende )?(?:pa |med )?{_ON_BENEFIT}\b(?! i (?:virksomheds)?praktik\b)"
)
_DONE = (
    r"(?:varet|haft|brugt|fat(?! (?:palagt|bevilget|tilbudt|tildelt|besked|lov|tilsagn))|gat|lobet|afholdt|gennemfort)"
)
_USED = re.compile(
    rf"\b(?:(?:har|er|havde|blev) (?:\w+ ){{0,3}}?{_DONE}|har nu|allerede|varet (?:der|i praktik)|has done)\b"
)
_BETWEEN = r"(?:nu|allerede|i|en|sine|de|forste|praktik\w*|virksomhedspraktik\w*|der|dar|pa|hos|\w*sted\w*)"
_JUST_USED = re.compile(rf"\b(?:{_DONE}|allerede|efter|har nu)\b(?:\W+{_BETWEEN}){{0,5}}\W*$")
_USED_AFTER = re.compile(r"^\W*(?:ogsa )?(?:(?:er )?(?:nu |allerede )?(?:gat|brugt|opbrugt)\b|inde i|henne i)")
# "nået til uge 13" counts the weeks of the placement, not of the year.
_REACHED = re.compile(
    r"\b(?:(?:na?et|nat|kommet)(?: frem)? til|inde i|henne i|oppe pa|er (?:nu |allerede )?pa)\W+uge\W+(?P<n>\d{1,3})\b"
    r"|\b(?P<f>\d{1,3})\. uge (?:af|i) (?:sin |sit |en |den |et )?(?:praktik|forlob|virksomhedspraktik)"
    r"|\buge\W+(?P<o>\d{1,3}) (?:af|ud af) (?:sin |sit |praktik|forlob|virksomhedspraktik|de |\d)"
)
# What the placement did not reach within the time it had.
_NOT_ENOUGH = re.compile(r"^\W*(?:\w+\W+){0,2}?ikke (?:slar til|er (?:helt )?nok|var nok|nok|rakker|rakte)")
_UNFINISHED = re.compile(
    r"\b(?:ikke|langt fra|endnu ikke) (?:endnu |helt |rigtig )?(?:klar|fardig|parat|i mal|nat|ready)\b"
    r"|\b(?:mere|langere|ekstra) tid\b|\bfortsatte\b"
)
# "de 26 uger" are weeks that have been granted: what lies beyond them is an extension.
_BEYOND = re.compile(r"\b(?:ud over|udover|langere end|efter|nar|hvis|til)\W+de(?: forste)?\W*$")
_SPENT = re.compile(r"^\W*(?:\w+\W+){0,2}?(?:er|var|bliver) (?:nu )?(?:brugt|opbrugt|gat|omme|udlobet|slut)")
_MORE_AFTER = re.compile(
    r"^(?:\w*\W+praktik)?\W*(?:mere|more|ekstra|yderligere|oveni|oven (?:i|pa)|ovenpa|forlangelse\b"
    r"|til(?=\W*(?:$|,|og\b|i\b|hos\b)))"
)
_LACKING = re.compile(r"\bmangler\W+\w+(?:\W+uger?)?\b(?! (?:mere|ekstra|til)\b)")
_MORE_BEFORE = re.compile(
    r"(?:mangler|yderligere|ekstra|forlang\w*(?: \w+){0,4}? med"
    r"|(?:forlanges|forlanget)(?: (?:nu|sa|igen|derefter))?"
    r"|extend\w*(?: \w+){0,4}? by|another|endnu|andre|fortsatte(?:\W+i)?)[^\w,;]*(?:op til\W*)?$"
)
# "startede for 5 uger siden": so many weeks have been used, if it was the placement.
_AGO = re.compile(r"^\W*siden\b")
_FOR = re.compile(r"\bfor(?: (?:ca|nu|snart|over|knap|godt))?\W*$")
_BEGUN = re.compile(r"\b(?:start\w*|begynd\w*)(?:\W+(?!ledig|ansat|job)\w+){0,4}?\W+for(?: \w+)?\W*$")
_WHEN_GONE = re.compile(r"\bhvornar\W+(?:\w+\W+){1,4}?(?:de|hendes|hans|alle|der)\W+(?:(?:forste|gat|gaet|brugt)\W+)?$")
# The rule's own length, or somebody else's word for it, is not what is asked for.
_WHERE = re.compile(r"\b(?:uger?|maneder?|praktik\w*)\W+(?:i|hos|pa)\W+(?P<place>\w{3,})")
# "mere i samme funktion" and "mere i butikken" name no other place.
_MORE_WHERE = re.compile(
    r"\b(?:mere|ekstra|yderligere)\W+(?:i|hos|pa)\W+"
    r"(?!(?:den |det |de )?samme\b|dem\b|virksomhed|butikken|stedet|firmaet|arbejds|praktik|funktion|stilling|forlang)"
    r"(?:(?P<other>en anden|et andet|en ny) (?!funktion|arbejds)|(?P<place>\w{3,}))"
)
# "Sygedagpengene ophører om 8 uger" counts from today to the end of the benefit, not a placement.
_ENDS_IN = re.compile(r"\b(?:udlob\w*|ophor\w*|stop\w*|slut\w*|opbrug\w*)(?:\W+\w+){0,2}?\W+om\W*$")
_RULE_NAME = re.compile(r"^\W*(?:granse|regel|gruppe|forsog|ordning)")
_HEARSAY = re.compile(r"\b(?:siger|pastar|mener|horte?|last|skriver|says)\W+(?:at\W+|det er\W+)?$")
_OTHER_THING = re.compile(
    r"^\W*(?:lontilskud|nytteindsats|kursus|ferie|sygdom|barsel|opsigelse|varsel|for (?:udlob|praktik))"
)
_OVER = re.compile(r"(?:mere end|over|ud over|udover|langere end|more than|over end)(?: de)?\W*$")
# "forlænges med 13 uger, så den i alt varer 26": the whole of it.
_IN_ALL = re.compile(r"\b(?:i alt|ialt|samlet|sammenlagt|tilsammen)\W+(?:\w+\W+){0,3}$")
# "gradvist tilbage over 10 uger" takes ten weeks, not more.
_SPREAD = re.compile(r"\b(?:gradvis\w*|fordel\w*|strak\w*|spred\w*|forlober|lober)\b")
# "praktikken er på 15 uger" tells its length, whatever has been said before.
_IS_OF = re.compile(r"\bpraktik\w*\W+(?:er|bliver|skal vare)\W+pa\W*$")
_EXTENDING = re.compile(r"\b(?:forlang\w*|udvid\w*|extend\w*|ud over|udover)\b")
_PLACEMENT_BEFORE = re.compile(r"praktik\w*\W+(?:\w+\W+){0,3}$")
_PLACEMENT_AFTER = re.compile(r"^[^\w,;:–-]*(?:i )?praktik")
# "13 uger …, kan han få 13 mere?": the second number has no unit of its own.
_ONLY_MORE = re.compile(
    r"^\W*(?:(?:og|men|sa|plus|and|hvad med|end|kan (?:hun|han|de|vi) (?:sa )?fa)\W+)*"
    r"(?:(?P<n>\w+) (?:mere|more|ekstra|yderligere|til|oveni)"
    r"|(?:endnu|yderligere|ekstra) (?P<still>[1-9]\d?|seks|otte|tretten))\W*$"
)
_BARE_MORE = re.compile(
    r"\b(?:endnu|yderligere|ekstra) (?P<still>\d{1,2}|seks|otte|tretten)\b(?=\W*(?:$|[.?!,]))"
    r"|\b(?P<n>\d{1,2}|seks|otte|tretten) (?:mere|more|ekstra|til)\b(?=\W*(?:$|[.?!,]))"
    r"|\bmangler (?P<lacking>\d{1,2}|seks|otte|tretten)\b(?=\W*(?:$|[.?!,]))"
)


@dataclass(slots=True)
class Periods:
    """The stretches of a question by what they are, in weeks; None where nothing is said.

    `more` is a wish for so many weeks more where the weeks used are not told; `months` a length
    given in months that has no exact number of weeks; `over` is True where the length is only said to
    be more than something; `elsewhere` is True where more weeks are wished for in another place;
    `benefit_days` are the days from today to the end of the benefit; `end` is the last day of a
    length in months from a known first day.
    `notes` say in Danish what could not be counted.
    """

    weeks: Decimal | None = None
    used: Decimal | None = None
    more: Decimal | None = None
    extension: bool = False
    months_on_benefit: Decimal | None = None
    months: Decimal | None = None
    over: bool = False
    end: date | None = None
    elsewhere: bool = False
    benefit_days: int | None = None
    notes: tuple[str, ...] = field(default=())

    def facts(self) -> dict[str, Decimal | bool | date]:
        """The facts of a case that the stretches are; impossible lengths left out."""
        lengths = {"weeks": self.weeks, "weeks_used": self.used}
        found: dict[str, Decimal | bool | date] = {
            name: value for name, value in lengths.items() if value is not None and 0 < value <= _LONGEST_WEEKS
        }
        if self.months_on_benefit is not None and self.months_on_benefit <= 5 * _LONGEST_MONTHS:
            found["months_on_benefit"] = self.months_on_benefit
        found |= {"extension": True} if self.extension else {}
        found |= {"repeated": True, "same_company": False} if self.elsewhere else {}
        return found | ({"end": self.end} if self.end else {})


def periods(plain: str, without_dates: str, start: date | None = None) -> Periods:
    """The stretches of time in a question.

    Args:
        plain: the folded text, for the words around a number.
        without_dates: the same length, dates blanked, so that a date's numbers are not counted again.
        start: the first day named, from which months are counted.
    """
    found, told = Periods(), joined(without_dates)
    if told is not None:
        found.weeks, found.used, found.elsewhere = told.weeks, told.used, told.elsewhere
        found.extension = told.used is not None
    for quantity in summed(without_dates):
        if told is not None and told.start <= quantity.start < told.end:
            continue
        if quantity.unit in ("week", "day", "workday", "month", "year"):
            _place(found, quantity, plain, start)
    if found.used is None and (reached := _REACHED.search(plain)):
        found.used = Decimal(next(n for n in reached.groups() if n))
        found.extension = found.extension or bool(_UNFINISHED.search(plain))
    _combine(found, plain)
    return found


def _place(found: Periods, quantity: Quantity, plain: str, start: date | None) -> None:
    before = re.split(r"[.?!;]", plain[max(0, quantity.start - _WINDOW) : quantity.start])[-1]
    after = re.split(r"[.?!;]", plain[quantity.end : quantity.end + _WINDOW])[0]
    if quantity.unit in ("week", "day") and _ENDS_IN.search(before):
        found.benefit_days = int(quantity.value * (DAYS_PER_WEEK if quantity.unit == "week" else 1))
    elif _of_idleness(quantity, before, after):
        if quantity.unit in ("month", "year"):
            found.months_on_benefit = rounded(_in_months(quantity))
    elif not _foreign(quantity, before, after, plain):
        _place_length(found, quantity, before, after, plain, start)


def _of_idleness(quantity: Quantity, before: str, after: str) -> bool:
    """True for a time that the citizen has been without work, on a benefit or away."""
    if _IDLE_AFTER.match(after):
        return True
    idle = (
        _IDLE.search(before)
        or _AWAY_SO_LONG.search(before)
        or (quantity.unit in ("month", "year") and _LEDIG.search(before))
    )
    return bool(idle) and not _PLACEMENT_AFTER.match(after)


def _foreign(quantity: Quantity, before: str, after: str, plain: str) -> bool:
    """True for a number that is no length of a placement."""
    in_placement = _PLACEMENT_BEFORE.search(before) or _PLACEMENT_AFTER.match(after)
    if quantity.unit == "year" and not in_placement and "halv" not in plain[quantity.start : quantity.end]:
        return True
    if quantity.unit == "workday" and "praktik" not in after[:20]:
        return True
    if _ago(before, after) and not _BEGUN.search(before):
        return True
    return bool(
        _RULE_NAME.match(after) or _OTHER_THING.match(after) or _LIMIT.search(before) or _HEARSAY.search(before)
    )


def _place_length(found: Periods, quantity: Quantity, before: str, after: str, plain: str, start: date | None) -> None:
    weeks = _in_weeks(found, quantity, start)
    if weeks is None:
        return
    if _WHEN_GONE.search(before):
        found.weeks = weeks
    elif _ago(before, after):
        found.used = weeks
    elif _NOT_ENOUGH.match(after) or _left_behind(before, after):
        found.used, found.extension = weeks, True
    elif quantity.ranged and _EXTENDING.search(plain):
        found.used, found.weeks = quantity.low, weeks
    elif _MORE_AFTER.match(after) or _MORE_BEFORE.search(before):
        found.more = weeks
    elif _is_used(before, after):
        found.used = weeks
    elif found.more is not None and _IN_ALL.search(before) and weeks > found.more:
        found.used, found.more, found.extension = weeks - found.more, None, True
        found.weeks = weeks
    elif _OVER.search(before) and not _SPREAD.search(re.split(r"[.?!;]", plain[: quantity.start])[-1]):
        found.weeks, found.over = _one_day_more(weeks), True
    else:
        found.weeks = weeks


def _ago(before: str, after: str) -> bool:
    """True for "for 5 uger siden"; "i 5 uger siden juni" is a length."""
    return bool(_AGO.match(after) and _FOR.search(before))


def _left_behind(before: str, after: str) -> bool:
    """True for "ud over de 26 uger" and "når de 26 uger er brugt"."""
    beyond = _BEYOND.search(before)
    if beyond is None:
        return False
    return bool(_SPENT.match(after) or not re.match(r"(?:nar|hvis|til)\b", beyond[0]))


def reached_weeks(plain: str) -> tuple[tuple[int, int], ...]:
    """Where the text counts the weeks of the placement ("nået til uge 13"), which no calendar has."""
    return tuple(match.span() for match in _REACHED.finditer(plain))


def _is_used(before: str, after: str) -> bool:
    if _IS_OF.search(before):
        return False
    if _JUST_USED.search(before) or _USED_AFTER.match(after):
        return True
    return (
        bool(_USED.search(before))
        and not _EXTENDING.search(before)
        and "," not in before[-12:]
        and not re.match(r"\W*(?:som|mere)", after)
    )


def _one_day_more(weeks: Decimal) -> Decimal:
    """The shortest length that is more than so many weeks."""
    return rounded((weeks * DAYS_PER_WEEK + 1) / DAYS_PER_WEEK)


def _in_months(quantity: Quantity) -> Decimal:
    return quantity.value * (12 if quantity.unit == "year" else 1)


def _in_weeks(found: Periods, quantity: Quantity, start: date | None) -> Decimal | None:
    """The length in weeks, or None where the words do not fix it (see `countable`)."""
    match quantity.unit:
        case "week":
            return quantity.value
        case "day":
            return rounded(quantity.value / DAYS_PER_WEEK)
        case "workday":
            return rounded(quantity.value / DAYS_PER_WORKING_WEEK)
    months = _in_months(quantity)
    if start is not None and months == months.to_integral_value() and 0 < months <= _LONGEST_MONTHS:
        found.end = after_months(start, int(months)) - timedelta(days=1)
        return None
    found.months = months
    weeks = rounded(months * _DAYS_PER_MONTH / DAYS_PER_WEEK)
    if countable(months):
        return weeks
    told, about = (str(rounded(value)).replace(".", ",") for value in (months, weeks))
    found.notes += (
        f"{told} måneder er omkring {about} uger alt efter startdatoen; skriv startdatoen eller antallet af uger.",
    )
    return None


def countable(months: Decimal) -> bool:
    """True if nearly every calendar month makes the length fall on the same side of each whole week.

    One month is more than four weeks except in a February of 28 days. Three months are 89 to 92
    days and thirteen weeks are 91: there only the start date can tell.

    >>> countable(Decimal(1)), countable(Decimal(3)), countable(Decimal("1.5"))
    (True, False, True)
    """
    if months != months.to_integral_value() or not 0 < months <= _LONGEST_MONTHS:
        return True
    # A common year and a leap year.
    lengths = [_days(date(year, month, 1), int(months)) for year in (2027, 2028) for month in range(1, 13)]
    return all(_agreed(lengths, weeks * 7) for weeks in range(min(lengths) // 7, max(lengths) // 7 + 1))


def _agreed(lengths: list[int], days: int) -> bool:
    share = Decimal(sum(length <= days for length in lengths)) / len(lengths)
    return max(share, 1 - share) >= _AGREEMENT


def _days(first: date, months: int) -> int:
    return (after_months(first, months) - first).days


def _elsewhere(plain: str) -> bool:
    """True for "4 uger i Netto … 4 uger mere i Føtex": more weeks in another place are a new placement."""
    more = _MORE_WHERE.search(plain)
    if more is None:
        return False
    before = _WHERE.search(plain[: more.start()])
    return more["other"] is not None or (before is not None and before["place"] != more["place"])


def _combine(found: Periods, plain: str) -> None:
    """Weeks used and weeks more make the whole period, unless they are spent elsewhere."""
    bare = _BARE_MORE.search(plain)
    if found.more is None and bare and found.used is not None and found.weeks is None:
        found.more = number(bare["n"] or bare["still"] or bare["lacking"])
    only = _ONLY_MORE.match(plain)
    if found.more is None and only and is_number(only["n"] or only["still"]):
        # "og 13 til?" is a turn of its own: so many weeks more.
        found.more = number(only["n"] or only["still"])
    if found.more is None:
        return
    if _elsewhere(plain):
        found.weeks, found.more, found.used, found.elsewhere = found.more, None, None, True
        return
    # What is lacking of a placement is no extension of it.
    found.extension = found.extension or not _LACKING.search(plain)
    base = found.used if found.used is not None else found.weeks
    if base is not None:
        found.used, found.weeks, found.more = base, base + found.more, None


def blanked(plain: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the spans blanked, of the same length."""
    letters = list(plain)
    for start, end in spans:
        letters[start:end] = "·" * (end - start)
    return "".join(letters)
