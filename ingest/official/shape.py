"""The structure of an act read from its text, in the form in which the corpus keeps it."""

import json
import re
from collections.abc import Iterator, Mapping

from corpus.act_text import ActText, Provision, ProvisionKind, State
from corpus.acts import Section, Stk
from corpus.locate import ALPHABET
from corpus.reference import canonical_section

_RANGE = re.compile(r"(\d+)([a-zæøå]?)-(\d+)([a-zæøå]?)")


def sections(act: ActText) -> dict[str, Section]:
    """Each of the act's own sections and its stk., nr. and litra; each number of a range by itself."""
    return {
        number: _section(act, provision, number)
        for provision in act.own(ProvisionKind.SECTION)
        if provision.place is not None
        for number in _numbers(provision)
    }


def structure_file(found: Mapping[str, Section]) -> str:
    """The sections as a file of `corpus/law/structure`, one section a line."""
    rows = (
        f"{json.dumps(number, ensure_ascii=False)}: {json.dumps(_row(section), ensure_ascii=False)}"
        for number, section in found.items()
    )
    return '{"sections": {\n' + ",\n".join(rows) + "\n}}\n"


def section_numbers(printed: str) -> tuple[str, ...]:
    """The sections that a heading such as "22-29" or "67a-67f" stands for, in order.

    >>> section_numbers("67a-67c"), section_numbers("78-80"), section_numbers("30a")
    (('67 a', '67 b', '67 c'), ('78', '79', '80'), ('30 a',))
    """
    match = _RANGE.fullmatch(printed.replace(" ", ""))
    if not match:
        return (canonical_section(printed),)
    first, first_letter, last, last_letter = match.groups()
    if first_letter:
        letters = ALPHABET[ALPHABET.index(first_letter) : ALPHABET.index(last_letter) + 1]
        return tuple(f"{int(first)} {letter}" for letter in letters)
    return tuple(str(number) for number in range(int(first), int(last) + 1))


def _row(section: Section) -> dict[str, object]:
    row: dict[str, object] = {"chapter": section.chapter} if section.chapter else {}
    if section.repealed:
        return row | {"repealed": True}
    row["stk"] = [None if stk.repealed else len(stk.numbers) for stk in section.stk]
    litra = {
        f"{position},{nr}": letters
        for position, stk in enumerate(section.stk, start=1)
        for nr, letters in enumerate(stk.numbers, start=1)
        if letters
    }
    return row | ({"litra": litra} if litra else {})


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
