"""The outcome of a look-up as one sentence that a caseworker can use."""

from collections.abc import Sequence
from datetime import date, timedelta

from corpus.acts import ActVersion, Section
from corpus.dates import danish_date
from corpus.locate import ALPHABET, Status, locate
from corpus.reference import LawRef

_BELOW_SECTION = (Status.NO_SUCH_STK, Status.NO_SUCH_NR, Status.NO_SUCH_LITRA)


# Acts that are read in a text but not held; the others are named by their own short name.
_SPOKEN = {"LAS": "lov om aktiv socialpolitik", "ALF": "lov om arbejdsløshedsforsikring m.v."}


def explain_lookup(
    status: Status, ref: LawRef, on: date, version: ActVersion | None, versions: Sequence[ActVersion]
) -> str:
    """One sentence on what `ref` comes to on that day; `versions` are all versions of its act, by period."""
    if status is Status.ACT_UNKNOWN:
        named = _SPOKEN.get(ref.act, ref.act if ref.act[-1:].isdigit() else ref.act.lower())
        return f"{ref.path} i {named} kan ikke kontrolleres: den er ikke blandt de regler, som vejledningen bygger på."
    if version is None:
        return _no_version(ref, on, versions)
    if status is Status.NO_VERSION_KNOWN:
        known = ", ".join(f"§ {number}" for number in version.sections)
        return f"{ref} kan ikke kontrolleres, fordi vi kun kender en del af {version.name}, nemlig {known}."
    named = _named(version, on)
    if status is Status.EXISTS:
        return f"{ref} findes i {named}."
    other = _elsewhere(ref, version, versions, renumbered=status is Status.NO_SUCH_SECTION)
    if status in _BELOW_SECTION:
        return _below_section(status, ref, version, named, other)
    return _section(status, ref, version, named, other)


def _named(version: ActVersion, on: date) -> str:
    verb = "gælder" if version.in_force_until is None else "gjaldt"
    return f"{version.name}, som {verb} den {danish_date(on)}"


def _no_version(ref: LawRef, on: date, versions: Sequence[ActVersion]) -> str:
    first, last = versions[0], versions[-1]
    if on < first.in_force_from:
        reach = f"vi kender først reglerne fra den {danish_date(first.in_force_from)} ({first.name})"
    elif last.in_force_until is not None and last.in_force_until <= on:
        reach = f"{last.name} kender vi kun til og med den {danish_date(last.in_force_until - timedelta(days=1))}"
    else:
        reach = "vi har ingen version, der dækker den dag"
    return f"{ref} kan ikke kontrolleres pr. {danish_date(on)}; {reach}."


def _elsewhere(
    ref: LawRef, version: ActVersion, versions: Sequence[ActVersion], *, renumbered: bool
) -> ActVersion | None:
    """The version that the reference fits: of the same numbering first, then the one nearest before.

    A stk. or nr. is looked for only under the same numbering: elsewhere the § is another.
    """
    fits = [v for v in versions if locate(v.sections, ref)[0] is Status.EXISTS]
    same = [v for v in fits if v.numbering == version.numbering]
    candidates = same or (fits if renumbered else [])
    earlier = [v for v in candidates if v.in_force_from < version.in_force_from]
    return earlier[-1] if earlier else next(iter(candidates), None)


def _section(status: Status, ref: LawRef, version: ActVersion, named: str, other: ActVersion | None) -> str:
    gone = "er ophævet" if status is Status.REPEALED else "findes ikke"
    if other and other.in_force_from < version.in_force_from:
        return f"{ref} fandtes i {other.name}, men {gone} i {named}."
    if other:
        return f"{ref} {gone} i {named}; den findes først i {other.name}."
    if status is Status.REPEALED:
        return f"{ref} er ophævet i {named}."
    return f"{ref.act} § {ref.section} findes ikke i {named}; den sidste paragraf er § {version.last_section}."


def _below_section(status: Status, ref: LawRef, version: ActVersion, named: str, other: ActVersion | None) -> str:
    section = version.sections[ref.section]
    has, what = _has(status, ref, section)
    if other is None:
        fate = f"{what} findes ikke"
    elif other.in_force_from < version.in_force_from:
        fate = f"{what} findes ikke der, men fandtes i {other.name}"
    else:
        fate = f"{what} findes først i {other.name}"
    return f"{has} i {named}; {fate}."


def _has(status: Status, ref: LawRef, section: Section) -> tuple[str, str]:
    """What the § has instead, and the part that it lacks."""
    where = f"{ref.act} § {ref.section}"
    if status is Status.NO_SUCH_STK:
        count = len(section.stk)
        return f"{where} har {f'kun stk. 1-{count}' if count > 1 else 'kun ét stykke'}", f"stk. {ref.stk}"
    stk = ref.stk or max(range(1, len(section.stk) + 1), key=lambda position: len(section.stk[position - 1].numbers))
    numbers = section.stk[stk - 1].numbers
    if ref.stk and len(section.stk) > 1:
        where += f", stk. {ref.stk},"
    if status is Status.NO_SUCH_NR:
        return f"{where} {f'har kun nr. 1-{len(numbers)}' if numbers else 'er ikke delt i numre'}", f"nr. {ref.nr}"
    if ref.nr is None:
        return f"{where} er ikke delt i litra uden numre", f"litra {ref.litra}"
    count = numbers[ref.nr - 1]
    where = f"{where.rstrip(',')}, nr. {ref.nr},"
    return (
        f"{where} {f'har kun litra a-{ALPHABET[count - 1]}' if count else 'er ikke delt i litra'}",
        f"litra {ref.litra}",
    )
