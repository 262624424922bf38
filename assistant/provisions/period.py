"""How long a placement is: weeks asked for, or counted from its first to its last day.

A week is seven calendar days; both the first and the last day count. The law says
nothing of holidays or illness on the way, and neither do we.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assistant.case import CaseFacts
from assistant.provisions.wording import ADDED, DATES_WIN, ONE_DAY, ONE_WEEK, SOME_DAYS, SOME_WEEKS, WEEKS_AND_DAYS
from corpus.english import DANISH, Phrasebook

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


def weeks_text(weeks: Decimal, words: Phrasebook = DANISH) -> str:
    """The number of weeks in words, in weeks and days where it comes within a hair of whole days.

    >>> weeks_text(Decimal("4.5")), weeks_text(Decimal(1)), weeks_text(Decimal("4.14")), weeks_text(Decimal("0.43"))
    ('4,5 uger', '1 uge', '4 uger og 1 dag', '3 dage')
    """
    whole = whole_days(weeks)
    if whole is None:
        return words.say(SOME_WEEKS).format(number=words.number(weeks))
    full, days = divmod(whole, DAYS_A_WEEK)
    in_weeks = words.say(ONE_WEEK if full == 1 else SOME_WEEKS).format(number=full)
    in_days = words.say(ONE_DAY if days == 1 else SOME_DAYS).format(number=days)
    if full and days:
        return words.say(WEEKS_AND_DAYS).format(weeks=in_weeks, days=in_days)
    return in_days if days else in_weeks


def whole_days(weeks: Decimal) -> int | None:
    """The days that the weeks come to, where they are whole but for rounding; else None.

    >>> whole_days(Decimal("13.14")), whole_days(Decimal("2.3"))
    (92, None)
    """
    days = int((weeks * DAYS_A_WEEK).to_integral_value())
    return days if days and abs(weeks - Decimal(days) / DAYS_A_WEEK) <= _ROUNDED else None


def whole_period(case: CaseFacts) -> Period | None:
    """The whole placement from its first day, as far as it is known.

    The days of the calendar win over the weeks stated. Weeks that do not reach beyond
    those already served are read as weeks to come, unless these were another placement's.
    """
    if case.start and case.end and case.start <= case.end:
        return Period(days=Decimal((case.end - case.start).days + 1), counted=True)
    if case.weeks is None:
        return None
    if case.weeks_used is not None and _to_come(case, case.weeks_used):
        return Period(days=(case.weeks + case.weeks_used) * DAYS_A_WEEK, counted=True)
    return Period(days=case.weeks * DAYS_A_WEEK)


def _to_come(case: CaseFacts, used: Decimal) -> bool:
    if (case.repeated or case.same_company is False) and not case.extension:
        return False
    return case.weeks is not None and (case.weeks < used or (case.weeks == used and bool(case.extension)))


def impossible_dates(case: CaseFacts) -> bool:
    """True if the last day lies before the first."""
    return case.start is not None and case.end is not None and case.end < case.start


def doubts(case: CaseFacts, words: Phrasebook = DANISH) -> tuple[str, ...]:
    """What the user should know of how the length was read."""
    period = whole_period(case)
    if period is None or case.weeks is None:
        return ()
    weeks = weeks_text(case.weeks, words)
    if case.start and case.end and period.days != case.weeks * DAYS_A_WEEK:
        return (words.say(DATES_WIN).format(period=weeks_text(period.weeks, words), weeks=weeks),)
    if case.weeks_used is not None and period.counted:
        return (words.say(ADDED).format(weeks=weeks, used=weeks_text(case.weeks_used, words)),)
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
