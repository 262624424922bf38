"""A placement told by its days that goes on beyond them: "fra 1. juni til 30. august, forlænges 13 uger".

The days of the calendar win over weeks in the checks, so the last day moves with the weeks that come on top.
Where the days are those of the extension alone, they tell nothing of the whole period, and only how much is
asked for is kept.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from assistant.understanding.dates import Dated
from assistant.understanding.numbers import WORDED, rounded
from assistant.understanding.periods import Periods
from assistant.understanding.timeline import Timeline

_DAYS_A_WEEK = 7
# No placement is counted over so many weeks.
_LONGEST_WEEKS = 520
_EXTENDS = re.compile(r"\b(?:forlang\w*|udvid\w*|extend\w*|prolong\w*)")
_BY_SO_MUCH = re.compile(rf"\b(?:forlang|udvid)\w*(?: (?!til\b|efter\b)\w+){{0,4}}? (?:\d{{1,2}}|{WORDED}) uger?\b")


def extended(line: Timeline, lengths: Periods, plain: str, dated: Sequence[Dated], *, asked: bool) -> None:
    """Put together what the days and the weeks tell of one placement that is extended.

    Args:
        line: the days told; its first and last day become those of the whole period.
        lengths: the weeks told; those the days have taken up are left out of it.
        plain: the folded text.
        dated: the dates of the text, in order.
        asked: the text is a question; a letter tells the days of the extension alone, and the rest elsewhere.
    """
    if lengths.elsewhere:
        return
    if line.until_now is not None:
        _to_a_later_day(line, lengths, line.until_now)
    elif line.start and line.end and line.start <= line.end:
        _beyond_its_days(line, lengths, plain, dated, asked=asked)
    elif line.end and lengths.used and lengths.weeks and lengths.extension and lengths.weeks > lengths.used:
        # "De 26 uger slutter 4. december, og han skal have 13 mere."
        line.end = _later(line.end, lengths.weeks - lengths.used)


def _to_a_later_day(line: Timeline, lengths: Periods, until_now: date) -> None:
    """The weeks told end on the earlier day: "26 uger slutter 4. december, han skal blive til 31. marts"."""
    told = lengths.used or lengths.weeks
    if line.start is None and told is not None and told <= _LONGEST_WEEKS:
        line.start = until_now - timedelta(days=_days(told) - 1)
    if line.start is not None and line.start <= until_now:
        lengths.used, lengths.weeks = _length(line.start, until_now), None
    lengths.extension = True


def _beyond_its_days(line: Timeline, lengths: Periods, plain: str, dated: Sequence[Dated], *, asked: bool) -> None:
    if line.start is None or line.end is None:
        return
    more, told = _more(lengths, plain), _length(line.start, line.end)
    if _of_the_extension(plain, dated):
        if asked:
            _only_the_extension(line, lengths, told)
    elif more is not None:
        lengths.used = lengths.used if lengths.used and lengths.used > told else told
        line.end, lengths.weeks, lengths.more, lengths.extension = _later(line.end, more), None, None, True
    elif lengths.used is None and lengths.weeks is not None and lengths.weeks > told and _EXTENDS.search(plain):
        lengths.used, lengths.extension = told, True
        line.end, lengths.weeks = line.start + timedelta(days=_days(lengths.weeks) - 1), None


def _of_the_extension(plain: str, dated: Sequence[Dated]) -> bool:
    """True for "forlænges fra 1. juni til 30. august"; weeks by number may be those of the placement."""
    extends = _EXTENDS.search(plain, 0, dated[0].start)
    between = plain[extends.end() : dated[0].start] if extends else ""
    return bool(re.search(r"\bfra\b[^.?!]*$", between)) and dated[0].kind != "week"


def _only_the_extension(line: Timeline, lengths: Periods, told: Decimal) -> None:
    """The first day of the whole period lies before the days of "forlænges fra 1. juni til 30. august"."""
    used = lengths.used
    if used is not None and line.start is not None:
        line.start -= timedelta(days=_days(used))
        lengths.weeks = lengths.more = None
    else:
        line.start, lengths.weeks, lengths.more = None, None, lengths.more or told
    lengths.extension = True


def _more(lengths: Periods, plain: str) -> Decimal | None:
    """The weeks that come on top of the days told; None where there are none."""
    if lengths.more is not None:
        return lengths.more
    if lengths.used is not None and lengths.weeks is not None and lengths.extension:
        return lengths.weeks - lengths.used if lengths.weeks > lengths.used else None
    return lengths.weeks if lengths.used is None and _BY_SO_MUCH.search(plain) else None


def _length(first: date, last: date) -> Decimal:
    return rounded(Decimal((last - first).days + 1) / _DAYS_A_WEEK)


def _days(weeks: Decimal) -> int:
    return int((weeks * _DAYS_A_WEEK).to_integral_value())


def _later(day: date, weeks: Decimal) -> date:
    return day + timedelta(days=_days(min(weeks, Decimal(_LONGEST_WEEKS))))
