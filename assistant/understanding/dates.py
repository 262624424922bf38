"""Danish dates in running text, by a small grammar of our own.

`dateparser` reads single dates well but guesses in running text (it makes a date of "i 4 uger"
and misreads "uge 32-35"), and takes 40 ms a question; a case needs the opposite.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import MONTHS

_ENGLISH = {"january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "october": 10}
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lordag", "sondag")
# A season stands for the first day of its middle month, a winter for the turn of the year it is named by.
_SEASONS = {"forar": 4, "sommer": 7, "efterar": 10, "vinter": 1}
_MONTH = "|".join((*MONTHS, *(name[:3] for name in MONTHS), *_ENGLISH))
# "Til jul" is Christmas: July alone is written out.
_NAMED_MONTH = "|".join((*MONTHS, *(name[:3] for name in MONTHS if name != "juli"), *_ENGLISH))
_YEAR = r"(?:20\d\d|19\d\d)"
# "nået til uge 13" counts the weeks of a placement.
_REACHED = re.compile(r"\b(?:naet til|kommet til|inde i|henne i|oppe pa)\W+$")
_NO_UNIT = r"(?!\s*(?:uge|dag|maned|time|ar)(?:r|er|s|e|n)?\b)"
# "Midten" and the like are read as the day they name most nearly; the answer tells which. 31 is the last of any month.
_PARTS = {
    **dict.fromkeys(("udgangen", "ultimo", "slutningen"), 31),
    **dict.fromkeys(("midten", "medio"), 15),
    **dict.fromkeys(("begyndelsen", "starten", "primo"), 1),
}
_EXACT_PARTS = ("udgangen", "ultimo", "primo")
# "2020 kroner" and "2020 ansatte" name no year.
_COUNTED = (
    r"\s+(?:kr|dkk|kroner|euro|timer?|dage?|uger?|maneder|ar|ansatte|medarbejdere|personer|borgere|mand|stk|arsvark|folk)"
    r"\b"
)
_WHOLE = r"hele|all\s+of|the\s+whole\s+of"
_TO = r"(?:-|–|til\s+og\s+med|til|to)"
_DATE = re.compile(
    rf"""(?<![\w/])(?<![\d½]\s)(?:
        (?P<part>{"|".join(_PARTS)})\s+(?:af\s+)?(?P<part_month>{_MONTH})(?:\s+(?P<part_year>{_YEAR}))?
      | (?:(?:{_WHOLE})\s+(?P<whole>{_NAMED_MONTH})(?:\s*(?:{_TO}|og|and)\s*(?:hele\s+)?(?P<whole_last>{_NAMED_MONTH}))?
          |(?:(?:fra|from)\s+(?:og\s+med\s+)?)?(?P<opening>{_NAMED_MONTH})\s*{_TO}\s*(?P<closing>{_NAMED_MONTH}))
        (?:\s+(?P<span_year>{_YEAR}))?
      | (?P<iso>{_YEAR}-\d{{2}}-\d{{2}})
      | (?P<between>mellem\s+(?:den\s+|d\s+)?)?(?P<from_day>\d{{1,2}})\.?\s*(?(between)og|{_TO})
        \s*(?:den\s+|d\s+)?(?P<to_day>\d{{1,2}})\.?\s*(?P<days_month>{_MONTH})\b\.?
        (?:\s+(?P<days_year>{_YEAR}))?
      | (?P<day>\d{{1,2}})\.?\s*(?:(?P<month>{_MONTH})\.?|[./-]\s?(?P<number>\d{{1,2}}))
        (?:\s*[./-]?\s*(?P<year>{_YEAR}|\d\d(?!\d|\s*uge|\s?[./]\s?\d|\.?\s*(?:{_MONTH}))))?
      | (?P<word>{_NAMED_MONTH})\s+(?P<word_year>{_YEAR})
      | (?P<season>forar|sommer|efterar|vinter)(?:et|en)?\s+(?:i\s+)?(?P<season_year>{_YEAR})
      | uge\s+(?P<week>\d{{1,2}})
        (?:\s*(?:-|–|til\s+og\s+med|til|og)\s*(?:uge\s*)?(?P<last>\d{{1,2}}))?(?!\s*(?:uge|timer))
        (?:\s*(?:i|,)?\s*(?P<week_year>{_YEAR}))?
      | (?:i|for|forud|efter|siden|indtil|inden|fra|ar|ret|pr|af|omkring|anno|hele|in|before)\s+(?:og\s+med\s+)?
        (?P<only_year>{_YEAR})
      | (?:(?<=[a-z,;:]\s)|(?<=\()|^\s*)(?P<bare_year>20[1-3]\d)(?=\s*(?:[.,;:?!)]|$)|\s+[a-z])(?!{_COUNTED})
      | (?P<year_about>(?:til\s+|i\s+)?(?:naste|sidste)\s+ar)(?!s)
      | (?P<relative>i\s+morgen|i\s+dag|nytar|(?:pa|naste)\s+(?:{"|".join(_WEEKDAYS)}))
      | (?P<lately>i\s+gar|i\s+forgars|i\s+(?:{"|".join(_WEEKDAYS)})s|(?:sidste|forrige)\s+(?:{"|".join(_WEEKDAYS)}))
      | (?:i\s+)?(?P<week_about>sidste|forrige|naste)\s+uge
      | (?<=til\s)(?P<christmas>jul)(?:en|eaften|eferien)?(?:\s+(?P<christmas_year>{_YEAR}))?
    )(?![\w/]){_NO_UNIT}""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date in the text: `first` and `last` day of what is named, and how it was named.

    `kind` is "day", "month", "year", "week", "span", "today", "relative", "lately" (a day gone by, counted from
    today) or "newyear"; `guessed` is True where the text gives no year, `about` where it only says about when.
    """

    kind: str
    first: date
    last: date
    start: int
    end: int
    guessed: bool = False
    about: bool = False


def dates(plain: str, on: date, today: date | None = None) -> tuple[Dated, ...]:
    """Every date in the folded text, in order.

    Args:
        plain: the folded text.
        on: the day spoken of; a missing year is the one that lies nearest to it.
        today: the day of the question, from which "i morgen" and "sidste år" are counted; by default `on`.
    """
    return tuple(_dated(plain, on, today or on))


def _dated(plain: str, on: date, today: date) -> Iterator[Dated]:
    for match in _DATE.finditer(_slashed(plain)):
        if match["week"] and _REACHED.search(plain, 0, match.start()):
            continue
        found = _read(match, on, today)
        if found:
            kind, first, last, guessed = found
            about = match["part"] is not None and match["part"] not in _EXACT_PARTS
            about = about or bool(match["week_about"] or match["christmas"])
            start, end = match.span()
            yield Dated(kind=kind, first=first, last=last, start=start, end=end, guessed=guessed, about=about)


# "16.11-13.12." and "den 16.11": a day and a month, where "2.5" alone may be a number.
_DOTTED = r"(?:[12]\d|3[01]|0?[1-9])\.\s?(?:1[0-2]|0?[1-9])(?:\.(?!\s?\d))?"
_DOTTED_YEAR = rf"{_DOTTED}(?:\.?\s?(?:{_YEAR}|\d\d))?"
_NO_MEASURE = r"(?!\d|\s*(?:uge|dag|maned|time|ar(?:svark)?\b|ansat|[a-z]*stilling|t\b|pct|procent|%))"
_DOTTED_DAYS = re.compile(
    rf"(?<![\w./,-])(?:(?:fra\s+(?:den\s+|d\s+)?)?{_DOTTED_YEAR}\s*(?:-|–|til(?:\s+og\s+med)?)\s*(?:den\s+|d\s+)?{_DOTTED_YEAR}"
    r"|\d\d?-(?:1[0-2]|0\d) til (?:den )?\d\d?-(?:1[0-2]|0\d)"
    rf"|\bden\s+{_DOTTED}|\b(?:fra|start\w*|begynd\w*|slut\w*)\s+{_DOTTED}(?<=[.\s]\d\d|\d\d\.))"
    rf"{_NO_MEASURE}(?![,/-]\d)"
)
_BETWEEN_NUMBERS = re.compile(r"(?<=\d)\.(?=\s?\d)|(?<=\d)-(?=\d\d? til|\d\d?$)")


def _slashed(plain: str) -> str:
    """The text with a slash between the day and the month where they can be nothing else; of the same length.

    >>> _slashed("praktik 16.11.-13.12., 2.5 uger")
    'praktik 16/11.-13/12., 2.5 uger'
    """
    return _DOTTED_DAYS.sub(lambda days: _BETWEEN_NUMBERS.sub("/", days[0]), plain)


def impossible(plain: str) -> tuple[str, ...]:
    """The days named in the text that no calendar has, as they are written ("29. februar 2025")."""
    days = (match for match in _DATE.finditer(plain) if match["day"] and (match["year"] or match["month"]))
    return tuple(re.sub(r"(?<=\d)\s+(?=[a-z])", ". ", match[0]) for match in days if not _exists(match))


def _exists(match: re.Match[str]) -> bool:
    # A year that has a 29 February, where none is named.
    try:
        return _day(match, date(2028, 2, 29)) is not None or bool(match["number"])
    except ValueError:
        return False


_Found = tuple[str, date, date, bool] | None


def _read(match: re.Match[str], on: date, today: date) -> _Found:
    try:
        if match["iso"]:
            day = date.fromisoformat(match["iso"])
            return "day", day, day, False
        if match["part"] or match["whole"] or match["opening"]:
            return _part(match, on) if match["part"] else _span(match, on)
        if match["day"]:
            return _day(match, on)
        if match["from_day"]:
            return _days_of_month(match, on)
        if match["word"]:
            return _month(int(match["word_year"]), month_number(match["word"]))
        if match["season"]:
            return _month(int(match["season_year"]), _SEASONS[match["season"]])
        if match["week"]:
            return _week(match, on)
        return _counted(match, today)
    except (ValueError, OverflowError):
        # 31/2, week 60 and the like: not a date.
        return None


def _counted(match: re.Match[str], today: date) -> _Found:
    """What is told by its distance from today; else a year."""
    if match["relative"]:
        return _relative(match["relative"], today)
    if match["lately"]:
        return _lately(match["lately"], today)
    if match["week_about"]:
        weeks = 1 if match["week_about"] == "naste" else -1
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
        return "week", monday, monday + timedelta(days=6), False
    if match["christmas"]:
        day = date(int(match["christmas_year"] or today.year), 12, 24)
        return "relative", day, day, False
    return _year(match, today)


def month_number(name: str) -> int:
    """The number of a folded month name, whole, shortened or English."""
    if name in _ENGLISH:
        return _ENGLISH[name]
    return next(index for index, month in enumerate(MONTHS, start=1) if month.startswith(name[:3]))


def _day(match: re.Match[str], on: date) -> _Found:
    day = int(match["day"])
    month = month_number(match["month"]) if match["month"] else int(match["number"])
    if match["year"]:
        year = int(match["year"])
        found = date(year + 2000 if year < 100 else year, month, day)
        return "day", found, found, False
    if not match["month"] and "/" not in match[0]:
        return None  # "2.5" and "4-6" are no dates
    found = nearest(on, lambda year: date(year, month, day))
    return "day", found, found, True


def _month(year: int, month: int) -> _Found:
    first = date(year, month, 1)
    return "month", first, _month_end(first), False


def _year(match: re.Match[str], today: date) -> _Found:
    if match["year_about"]:
        year = today.year + (1 if "naste" in match["year_about"] else -1)
    else:
        year = int(match["only_year"] or match["bare_year"])
    return "year", date(year, 1, 1), date(year, 12, 31), False


def _month_end(first: date) -> date:
    return after_months(first, 1) - timedelta(days=1)


def _part(match: re.Match[str], on: date) -> _Found:
    """A day told by its part of the month: "udgangen af marts"."""
    first = _first_of(match["part_month"], match["part_year"], on)
    day = min(first + timedelta(days=_PARTS[match["part"]] - 1), _month_end(first))
    return "day", day, day, not match["part_year"]


def _span(match: re.Match[str], on: date) -> _Found:
    """Whole months: "hele februar", "fra januar til marts"; a year is that of the last one."""
    opening, closing = match["whole"] or match["opening"], match["whole_last"] or match["closing"]
    first = _first_of(opening, match["span_year"], on)
    last = date(first.year, month_number(closing or opening), 1)
    if last < first:
        first, last = (first.replace(year=first.year - 1), last) if match["span_year"] else (first, _a_year_on(last))
    return "span", first, _month_end(last), not match["span_year"]


def _a_year_on(first: date) -> date:
    return first.replace(year=first.year + 1)


def _days_of_month(match: re.Match[str], on: date) -> _Found:
    """Days of one month: "1.-28. december"."""
    month = _first_of(match["days_month"], match["days_year"], on)
    first, last = (month.replace(day=int(match[day])) for day in ("from_day", "to_day"))
    return ("span", first, last, not match["days_year"]) if first <= last else None


def _first_of(month: str, year: str | None, on: date) -> date:
    number = month_number(month)
    return date(int(year), number, 1) if year else nearest(on, lambda guess: date(guess, number, 1))


def _week(match: re.Match[str], on: date) -> _Found:
    week, last = int(match["week"]), int(match["last"] or match["week"])
    if match["week_year"]:
        monday = date.fromisocalendar(int(match["week_year"]), week, 1)
    else:
        monday = nearest(on, lambda year: date.fromisocalendar(year, week, 1))
    year = monday.isocalendar().year + (1 if last < week else 0)
    return "week", monday, date.fromisocalendar(year, last, 7), not match["week_year"]


def _relative(text: str, today: date) -> _Found:
    text = " ".join(text.split())
    if text == "i dag":
        return "today", today, today, False
    if text == "nytar":
        day = date(today.year, 1, 1)
        return "newyear", day, day, True
    if text == "i morgen":
        day = today + timedelta(days=1)
        return "relative", day, day, False
    ahead = (_WEEKDAYS.index(text.split()[-1]) - today.weekday() - 1) % 7 + 1
    day = today + timedelta(days=ahead)
    return "relative", day, day, False


def _lately(text: str, today: date) -> _Found:
    """A day gone by: "i går", "i mandags", "sidste mandag"."""
    word = text.split()[-1].removesuffix("s")
    days = {"gar": 1, "forgar": 2}.get(word)
    if days is None:
        days = (today.weekday() - _WEEKDAYS.index(word) - 1) % 7 + 1
    day = today - timedelta(days=days)
    return "lately", day, day, False


def nearest(on: date, in_year: Callable[[int], date]) -> date:
    """The day in last, this or next year that lies nearest to `on`."""
    days = []
    for year in (on.year - 1, on.year, on.year + 1):
        try:
            days.append(in_year(year))
        except ValueError:
            continue
    if not days:
        raise ValueError("no such day")
    return min(days, key=lambda day: abs((day - on).days))


def after_months(start: date, months: int) -> date:
    """The day `months` calendar months after `start`; the last day of a shorter month.

    >>> after_months(date(2027, 1, 31), 1)
    datetime.date(2027, 2, 28)
    """
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    for day in range(start.day, 0, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise ValueError(f"no day in {year}-{month + 1}")
