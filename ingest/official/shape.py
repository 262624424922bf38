"""The structure of an act read from its text, in the form in which the corpus keeps it."""

from collections.abc import Iterator

from corpus.act_text import ActText, Provision, ProvisionKind, State
from corpus.acts import Section, Stk
from ingest.structure import section_numbers


def sections(act: ActText) -> dict[str, Section]:
    """Each of the act's own sections and its stk., nr. and litra; each number of a range by itself."""
    return {
        number: _section(act, provision, number)
        for provision in act.own(ProvisionKind.SECTION)
        if provision.place is not None
        for number in _numbers(provision)
    }


def _numbers(provision: Provision) -> tuple[str, ...]:
    if provision.place is None or provision.last is None:
        return (provision.place.section,) if provision.place else ()
    return section_numbers(f"{provision.place.section}-{provision.last.section}".replace(" ", ""))


def _section(act: ActText, provision: Provision, number: str) -> Section:
    chapter = provision.chapter.replace(" ", "") if provision.chapter else None
    if provision.state is State.REPEALED:
        return Section(number=number, stk=(), chapter=chapter, repealed=True)
    return Section(number=number, stk=tuple(_stk(act, provision)), chapter=chapter)


def _stk(act: ActText, section: Provision) -> Iterator[Stk]:
    for stk in _below(act, section, ProvisionKind.STK):
        shape = Stk(numbers=tuple(_litra(act, nr) for nr in _below(act, stk, ProvisionKind.NR)))
        many = stk.last.stk - stk.place.stk + 1 if stk.last and stk.last.stk and stk.place and stk.place.stk else 1
        yield from [Stk(repealed=True) if stk.state is State.REPEALED else shape] * many


def _litra(act: ActText, nr: Provision) -> int:
    return len(_below(act, nr, ProvisionKind.LITRA))


def _below(act: ActText, provision: Provision, kind: ProvisionKind) -> list[Provision]:
    return [child for child in act.within(provision) if child.kind is kind]
