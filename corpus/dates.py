"""Dates as a Danish reader writes them, and the ones a text states."""

import re
from datetime import date

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
_LONG = re.compile(rf"\b(\d{{1,2}})\.\s*({'|'.join(MONTHS)})\s+(\d{{4}})\b", re.IGNORECASE)


def danish_date(day: date) -> str:
    """The day in words.

    >>> danish_date(date(2026, 9, 1))
    '1. september 2026'
    """
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def stated_dates(text: str) -> frozenset[date]:
    """Every whole date in the text, in the form that `danish_date` prints; one that does not exist is none.

    >>> stated_dates("fra den 1. maj 2026 til den 32. maj 2026")
    frozenset({datetime.date(2026, 5, 1)})
    """
    found = (_date(int(year), MONTHS.index(month.lower()) + 1, int(day)) for day, month, year in _LONG.findall(text))
    return frozenset(day for day in found if day is not None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def without_dates(text: str) -> str:
    """The text with its whole dates taken out."""
    return _LONG.sub(" ", text)
