"""How long an extended placement is in all: what is served, what is given on top, and what it comes to.

A letter on an extension tells up to three lengths and often only the dates of the last period. The law's
limits are on the whole (LAB § 61, stk. 2), so the whole must be known before it is judged; where the
weeks served are not told, it is not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.case import CaseFacts
from assistant.review.letter import Sentence
from assistant.review.weeks import NUMBER, WEEKS, number

# A decision is made at most so long before the period runs out.
_BEFORE_THE_END_DAYS = 35
# From Monday to Friday, or from midweek, a period is up to so many days short of its whole weeks.
_SLACK_DAYS = 4
_MORE = re.compile(
    rf"\bforlæng\w*(?:(?!i alt|samle|sammenlagt|\btil en\b)[^;]){{0,80}}?\b(?:med|i|på) (?:\w+ ){{0,2}}?{WEEKS}"
    rf"|\byderligere {WEEKS}|\b{WEEKS} (?:mere|yderligere|oveni)\b|\b{WEEKS}(?:'|’)? forlængelse"
)
_TOTAL = re.compile(
    rf"\b(?:i alt|samle(?:t|de)|sammenlagt|tilsammen)\b[^.;\d]{{0,40}}?\b{WEEKS}"
    rf"|\b{WEEKS} (?:i alt|tilsammen|sammenlagt)\b|\bforlæng\w*[^;]{{0,60}}? til {WEEKS}"
)
_USED = re.compile(
    rf"\b(?:har|havde)\b[^;\d]{{0,50}}?\b(?:været|gået|deltaget|brugt|gennemført|haft|afviklet|afsluttet|varet)\b"
    rf"(?:(?!forlæng)[^;]){{0,80}}?\b{WEEKS}|\bde første {WEEKS}|\bforlæng\w* fra {NUMBER}(?: uger)? til\b"
    rf"|\b{WEEKS} (?:er gået|er brugt|er ved at|udløber|slutter|ophører)\b|\bforlænget (?:\w+ ){{0,2}}til {WEEKS}"
)
# What is prolonged is the period as a whole, though the last of its weeks are still to come.
_PROLONGED = re.compile(rf"\bperioden? på {WEEKS}")
_SERVED = re.compile(
    r"praktik|forløb|forlæng|period|\bde første\b|\buger (?:er|udløber|slutter|ophører)\b|\ballerede\b|\bvaret\b"
)
# Weeks that are of something else than the placement.
_OTHER_WEEKS = re.compile(r"\b(?:ledig\w*|sygemeldt|ansat|arbejdet|modtag\w*|ferie|kursus)\b")
_EXTENDED_BEFORE = re.compile(r"\b(?:tidligere|allerede|før|én gang|en gang) (?:\w+ ){0,2}forlænget\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """The weeks served before the extension, those given with it, and the whole; None where not known."""

    used: Decimal | None
    more: Decimal | None
    total: Decimal | None

    @property
    def facts(self) -> dict[str, Any]:
        """The facts of a case that follow: the whole and what is served of it."""
        if self.total is None or self.used is None or not 0 < self.used < self.total:
            return {}
        return {"weeks": self.total, "weeks_used": self.used}


def read_lengths(sentences: Iterable[Sentence], start: date | None, end: date | None, on: date) -> Lengths:
    """The lengths that the sentences of a letter of that day tell; of two of them follows the third."""
    told = [s.plain for s in sentences]
    given = [plain for plain in told if not _EXTENDED_BEFORE.search(plain)]
    used = _first(_PROLONGED, (plain for plain in given if not _MORE.search(plain))) or _first(
        _USED, (plain for plain in told if _SERVED.search(plain) and not _OTHER_WEEKS.search(plain))
    )
    more, total = _first(_MORE, given), _first(_TOTAL, given)
    by_dates = _whole_weeks(start, end)
    # "Fra den 5. maj til den 3. august, i alt 13 uger" sums up the last period, not the whole.
    if total is not None and (total in (used, more, by_dates) or (used is not None and total < used)):
        total = None
    if by_dates and start and _covers(start, used or Decimal(0), on):
        total = total or by_dates
    elif more is None:
        more = by_dates if total is None or by_dates is None or by_dates < total else None
    used = total - more if used is None and total and more else used
    return Lengths(used=used, more=more, total=total or (used + more if used and more else None))


def whole(case: CaseFacts, on: date) -> CaseFacts:
    """The case as its whole length is judged: without the first day of the last period of an extension.

    The case itself where it extends nothing, or where its dates are those of the whole.
    """
    if not case.extension or case.start is None or _from_the_first_day(case, case.start, on):
        return case
    known = case.weeks is not None and case.weeks_used is not None
    return case.model_copy(update={"start": None} if known else {"start": None, "weeks": None})


def _from_the_first_day(case: CaseFacts, start: date, on: date) -> bool:
    """True if the first day told is that of the placement, and not of the extension."""
    weeks, used = case.weeks, case.weeks_used
    if weeks and used and used < weeks and case.end:
        return (case.end - start).days + 1 + _SLACK_DAYS >= 7 * weeks
    return _covers(start, used or Decimal(0), on)


def _covers(start: date, used: Decimal, on: date) -> bool:
    """True if the weeks served by the day of the letter, or soon after, can have begun with that first day."""
    return start < on and 7 * used - (on - start).days <= _BEFORE_THE_END_DAYS


def _first(pattern: re.Pattern[str], texts: Iterable[str]) -> Decimal | None:
    found = (match for text in texts if (match := pattern.search(text)))
    return next((number(next(group for group in match.groups() if group)) for match in found), None)


def _whole_weeks(start: date | None, end: date | None) -> Decimal | None:
    if start is None or end is None or end < start:
        return None
    return Decimal(((end - start).days + 1 + _SLACK_DAYS) // 7)
