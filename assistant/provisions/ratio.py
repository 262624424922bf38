"""How many persons a workplace may have in placement."""

from decimal import Decimal
from typing import Any

from assistant.finding import Finding, Verdict
from assistant.provisions.application import Application, known_facts

ONE_MORE = Decimal(1)


def fair_ratio(a: Application) -> Finding:
    """The places at the employer, and whether those who are to come – one, where no number is told – are within them.

    »… 1 person for hver 5 ordinært ansatte, hvis virksomheden har 0-50 ansatte, dog
    altid 1 person, og … herudover 1 person for hver 10 ordinært ansatte.« (BAB § 65,
    stk. 1). "For hver" is read as whole fives and tens; the order has no rule on rounding.
    """
    facts = known_facts(a.case)
    if a.group in a.version.groups["exempt"] and facts.get("employed_there"):
        return a.finding(Verdict.NOT_APPLICABLE, a.text("exempt"))
    if a.case.employees is None:
        return _of_unknown_staff(a)
    places = seats(a, a.case.employees)
    notices = (*a.version.notices, *([] if _whole(a, a.case.employees) else [a.version.texts["rounding"]]))
    more: dict[str, Any] = {"computed": (Decimal(places),), "notices": notices}
    if a.case.placed is None:
        if _wanted(a) > places:
            reason = a.text("breached_all", employees=a.case.employees, places=places, wanted=_wanted(a))
            return a.finding(Verdict.BREACHED, reason, **more)
        reason = a.text("places", employees=a.case.employees, places=places)
        return a.finding(Verdict.MISSING_FACT, reason, general=reason, missing=("placed",), **more)
    left = max(places - a.case.placed, Decimal(0))
    verdict = Verdict.MET if _wanted(a) <= left else Verdict.BREACHED
    name = "breached_wanted" if verdict is Verdict.BREACHED and left >= 1 else verdict.value
    told = {"employees": a.case.employees, "places": places, "placed": a.case.placed, "wanted": _wanted(a)}
    more["computed"] = (Decimal(places), left) if left else (Decimal(places),)
    return a.finding(verdict, a.text(name, more=left, **told), **more)


def _of_unknown_staff(a: Application) -> Finding:
    """The staff that so many persons in all would take; the employees are asked for."""
    total = (a.case.placed or Decimal(0)) + _wanted(a)
    if total <= ONE_MORE or (a.case.placed is None and a.case.wanted is None):
        return a.missing("employees")
    needed = staff_for(a, total)
    reason = f"{a.text('needed', total=total, needed=needed)} {a.version.general}"
    return a.finding(Verdict.MISSING_FACT, reason, general=reason, missing=("employees",), computed=(needed, total))


def staff_for(a: Application, persons: Decimal) -> Decimal:
    """The least number of ordinary employees that gives so many places; the inverse of `seats`."""
    band, per, per_above, least = (_number(a, name) for name in ("band", "per", "per_above", "least"))
    if persons <= least:
        return Decimal(0)
    return persons * per if persons <= band // per else band + (persons - band // per) * per_above


def _wanted(a: Application) -> Decimal:
    return ONE_MORE if a.case.wanted is None else a.case.wanted


def seats(a: Application, employees: Decimal) -> int:
    """The number of places for so many ordinary employees (full-time equivalents)."""
    band, per, per_above, least = (_number(a, name) for name in ("band", "per", "per_above", "least"))
    low = min(employees, band) // per
    return int(max(low + max(employees - band, Decimal(0)) // per_above, least))


def _whole(a: Application, employees: Decimal) -> bool:
    band = _number(a, "band")
    if employees <= band:
        return employees % _number(a, "per") == 0
    return (employees - band) % _number(a, "per_above") == 0


def _number(a: Application, name: str) -> Decimal:
    quantity = a.version.quantity(name)
    if quantity is None:
        raise KeyError(name)
    return quantity.value
