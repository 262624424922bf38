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
        return a.missing("employees")
    places = seats(a, a.case.employees)
    notices = (*a.version.notices, *([] if _whole(a, a.case.employees) else [a.version.texts["rounding"]]))
    more: dict[str, Any] = {"computed": (Decimal(places),), "notices": notices}
    if a.case.placed is None:
        reason = a.text("places", employees=a.case.employees, places=places)
        return a.finding(Verdict.MISSING_FACT, reason, general=reason, missing=("placed",), **more)
    left = max(places - a.case.placed, Decimal(0))
    verdict = Verdict.MET if _wanted(a) <= left else Verdict.BREACHED
    name = "breached_wanted" if verdict is Verdict.BREACHED and left >= 1 else verdict.value
    told = {"employees": a.case.employees, "places": places, "placed": a.case.placed, "wanted": _wanted(a)}
    more["computed"] = (Decimal(places), left) if left else (Decimal(places),)
    return a.finding(verdict, a.text(name, more=left, **told), **more)


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
