"""Numbers of a question that no reading has used: what is not understood is said, not passed over.

A number counts as used where a fact has it: as it stands, as days, months or parts of a date, or as one of several
that a fact is the sum of. Only what is told of a case whose length is judged is looked at; a number that merely
stands in a question ("hvad er 13-ugers reglen?") decides nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from assistant.case import CaseFacts

_NUMBER = re.compile(r"(?<![\w.,§/½-])\d{1,4}(?:[.,]\d{1,2})?(?![\w½%+])")
_OF_A_LENGTH = ("weeks", "weeks_used", "start", "end")
# What a number stands beside that is no fact to be used: a step of a law or a list, a bound, or one that is denied.
_NAMED = re.compile(
    r"(?:\b(?:nr|stk|litra|kapitel|kap|side|bilag|borger|sag|punkt|figur|tabel|over|under|fyldt|mindst|højst|ikke|not"
    r"|frem for|i stedet for)\W*|§\s*)$",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"\s*[.-]?\s*(?!(?:og|eller|til|and|or|to)\b)[^\W\d]{2,}")
_DAYS_A_WEEK = 7
_WEEKS_A_MONTH = Decimal(365) / 12 / 7


def unread(
    question: str, cases: Sequence[CaseFacts], days: Iterable[date | None], more: Decimal | None = None
) -> tuple[str, ...]:
    """The numbers of the question, with the word they count, that none of the facts of these citizens has.

    `days` are other days that were read: of the law, of the decision, of the question; `more` a wish for so many
    weeks more.

    >>> unread("4 uger i kantinen og 2 uger på kontoret", [CaseFacts(weeks=Decimal(4))], [])
    ('2 uger',)
    >>> unread("4 uger i kantinen og 2 uger på kontoret", [CaseFacts(weeks=Decimal(6))], [])
    ()
    """
    if not any(getattr(case, name) is not None for case in cases for name in _OF_A_LENGTH):
        return ()
    told = [match for match in _NUMBER.finditer(question) if not _NAMED.search(question, 0, match.start())]
    values = [Decimal(match[0].replace(",", ".")) for match in told]
    facts = {*_numbers(cases), *([more] if more is not None else [])}
    # "over 30" is read as 31, "under 25" as 24.
    ages = [Decimal(case.age + step) for case in cases if case.age is not None for step in (-1, 1)]
    known = {*facts, *ages, *_said_otherwise(facts), *_of_days([*_days(cases), *(day for day in days if day)])}
    left = [index for index, value in enumerate(values) if value not in known and not _added(index, values, facts)]
    return tuple(dict.fromkeys(_shown(question, told[index]) for index in left))


def _numbers(cases: Iterable[CaseFacts]) -> Iterator[Decimal]:
    for value in _values(cases):
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            yield Decimal(value)


def _days(cases: Iterable[CaseFacts]) -> Iterator[date]:
    return (value for value in _values(cases) if isinstance(value, date))


def _values(cases: Iterable[CaseFacts]) -> Iterator[object]:
    return (value for case in cases for value in case.known().values())


def _said_otherwise(facts: Iterable[Decimal]) -> Iterator[Decimal]:
    """The same numbers in days or months, or in whole weeks and days."""
    for fact in facts:
        months = fact / _WEEKS_A_MONTH
        yield from (round(fact * _DAYS_A_WEEK, 0), round(months, 0), round(months, 1))
        # "4 uger og 1 dag" is one length of 4,14 uger.
        yield from (Decimal(int(fact)), Decimal(round(fact % 1 * _DAYS_A_WEEK)))


def _of_days(days: Iterable[date]) -> Iterator[Decimal]:
    """What a day is written with: its number, month, year or week, or that of the day before or after it."""
    for day in days:
        for near in (day, *(day + timedelta(days=step) for step in (-1, 1) if date.min < day < date.max)):
            yield from map(Decimal, (near.day, near.month, near.year, near.year % 100, near.isocalendar().week))
            yield Decimal(f"{near.day}.{near.month}") if near.month >= 10 else Decimal(f"{near.day}.0{near.month}")
            yield Decimal(f"{near.day}.{near.month}")


def _added(index: int, values: Sequence[Decimal], facts: set[Decimal]) -> bool:
    """True if the number and its neighbours come to one of the facts."""
    stretches = ((first, last) for first in range(index + 1) for last in range(index + 1, len(values) + 1))
    return any(last - first > 1 and sum(values[first:last]) in facts for first, last in stretches)


def _shown(question: str, number: re.Match[str]) -> str:
    word = _NEXT_WORD.match(question, number.end())
    return question[number.start() : word.end() if word else number.end()]
