"""How long a placement is: weeks asked for, or counted from its first to its last day.

A week is seven calendar days; both the first and the last day count. The law says
nothing of holidays or illness on the way, and neither do we.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assistant.case import CaseFacts

DAYS_A_WEEK = 7
# A day is a seventh of a week; a length written with two decimals lies this near to whole days.
_ROUNDED = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The length of a placement in days; `counted` where we have worked it out ourselves."""

    days: Decimal
    counted: bool = False

    @property
    def weeks(self) -> Decimal:
        """The length in weeks, whole or not."""
        return self.days / DAYS_A_WEEK

    def exceeds(self, weeks: Decimal) -> bool:
        """True if the period is longer than so many weeks; an incomplete week counts."""
        return self.days > weeks * DAYS_A_WEEK

    @property
    def text(self) -> str:
        """The length in words.

        >>> Period(days=Decimal(29), counted=True).text
        '4 uger og 1 dag'
        """
        return weeks_text(self.weeks)

    @property
    def computed(self) -> tuple[Decimal, ...]:
        """The numbers in `text` that stand neither in the law nor in the case."""
        days = whole_days(self.weeks)
        if days is None:
            return (self.weeks,) if self.counted else ()
        if not self.counted and days % DAYS_A_WEEK == 0:
            return ()
        return tuple(Decimal(part) for part in divmod(days, DAYS_A_WEEK))


def weeks_text(weeks: Decimal) -> str:
    """The number of weeks in Danish, in weeks and days where it comes within a hair of whole days.

    >>> weeks_text(Decimal("4.5")), weeks_text(Decimal(1)), weeks_text(Decimal("4.14")), weeks_text(Decimal("0.43"))
    ('4,5 uger', '1 uge', '4 uger og 1 dag', '3 dage')
    """
    whole = whole_days(weeks)
    if whole is None:
        return f"{number_text(weeks)} uger"
    full, days = divmod(whole, DAYS_A_WEEK)
    parts = ["1 uge" if full == 1 else f"{full} uger"] if full or not days else []
    parts += ["1 dag" if days == 1 else f"{days} dage"] if days else []
    return " og ".join(parts)


def whole_days(weeks: Decimal) -> int | None:
    """The days that the weeks come to, where they are whole but for rounding; else None.

    >>> whole_days(Decimal("13.14")), whole_days(Decimal("2.3"))
    (92, None)
    """
    days = int((weeks * DAYS_A_WEEK).to_integral_value())
    return days if days and abs(weeks - Decimal(days) / DAYS_A_WEEK) <= _ROUNDED else None


def number_text(value: Decimal) -> str:
    """The number as it is written in Danish, without needless zeros.

    >>> number_text(Decimal("37.50")), number_text(Decimal("1E+2"))
    ('37,5', '100')
    """
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def whole_period(case: CaseFacts) -> Period | None:
    """The whole placement from its first day, as far as it is known.

    The days of the calendar win over the weeks stated. Weeks that do not reach beyond
    those already served are read as weeks to come.
    """
    if case.start and case.end and case.start <= case.end:
        return Period(days=Decimal((case.end - case.start).days + 1), counted=True)
    if case.weeks is None:
        return None
    if case.weeks_used is not None and _to_come(case, case.weeks_used):
        return Period(days=(case.weeks + case.weeks_used) * DAYS_A_WEEK, counted=True)
    return Period(days=case.weeks * DAYS_A_WEEK)


def _to_come(case: CaseFacts, used: Decimal) -> bool:
    return case.weeks is not None and (case.weeks < used or (case.weeks == used and bool(case.extension)))


def impossible_dates(case: CaseFacts) -> bool:
    """True if the last day lies before the first."""
    return case.start is not None and case.end is not None and case.end < case.start


def doubts(case: CaseFacts) -> tuple[str, ...]:
    """What the user should know of how the length was read."""
    period = whole_period(case)
    if period is None or case.weeks is None:
        return ()
    if case.start and case.end and period.days != case.weeks * DAYS_A_WEEK:
        return (f"Datoerne giver {period.text} og ikke {weeks_text(case.weeks)}; vi regner med datoerne.",)
    if case.weeks_used is not None and period.counted:
        return (f"Vi har lagt de {weeks_text(case.weeks)} til de {weeks_text(case.weeks_used)}, der er brugt.",)
    return ()


def latest_end(start: date | None, weeks: Decimal) -> date | None:
    """The last possible day of a placement of so many weeks; None without a first day.

    >>> latest_end(date(2026, 9, 1), Decimal(4))
    datetime.date(2026, 9, 28)
    """
    if start is None:
        return None
    try:
        return start + timedelta(days=int(weeks * DAYS_A_WEEK) - 1)
    except OverflowError:  # Beyond the last year of the calendar.
        return None
