"""The first and the last day in their order, where a year is only guessed."""

from collections.abc import Collection
from datetime import date

from corpus.dates import danish_date


def in_order(start: date, end: date, guessed: Collection[date]) -> tuple[date | None, date | None, str]:
    """The first and the last day, and what to say of a last day that cannot be used; "" for nothing.

    A guessed year gives way so that the last day does not lie before the first; else the last day is dropped.

    Args:
        start: the first day told.
        end: the last day told.
        guessed: the days whose year the text does not give.
    """
    if end >= start:
        return start, end, ""
    if start in guessed and end not in guessed:
        days = (_in_year(start, year) for year in (end.year, end.year - 1))
        return next((day for day in days if day and day <= end), None), end, ""
    later = (_in_year(end, year) for year in (start.year, start.year + 1)) if end in guessed else ()
    found = next((day for day in later if day and day >= start), None)
    told = f"Sidste dag ({danish_date(end)}) ligger før første dag ({danish_date(start)}), så den er ikke brugt."
    return start, found, "" if found else told


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None
