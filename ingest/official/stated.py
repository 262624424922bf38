"""When an act came into force, as its own text states it."""

import re
from dataclasses import replace
from datetime import date, timedelta

from corpus.act_text import ActText, ProvisionKind
from corpus.dates import stated_dates

_BEGINS = re.compile(
    r"(?:Denne |Dette )?(?:lov(?:en)?|bekendtgørelse(?:n)?|vejledning(?:en)?|cirkulære(?:t)?)\s+"
    r"træder i kraft\s+(?P<when>[^.]*(?:\.\s\w+\s\d{4})?)",
    re.IGNORECASE,
)
_NEXT_DAY = re.compile(r"dagen efter bekendtgørelsen i Lovtidende", re.IGNORECASE)


def stated_in_force(act: ActText) -> ActText:
    """The act with the first day it states for itself; without one, if it states none.

    A consolidated act states the days of the laws that it is put together from, not its own.
    """
    if act.type == "LBK":
        return act
    said = (_BEGINS.match(act.quote(p)) for p in act.own(ProvisionKind.STK))
    days = (_day(match["when"], act.announced) for match in said if match)
    return replace(act, in_force=next((day for day in days if day), None))


def _day(when: str, announced: date | None) -> date | None:
    if _NEXT_DAY.match(when):
        return announced + timedelta(days=1) if announced else None
    return min(stated_dates(when), default=None)
