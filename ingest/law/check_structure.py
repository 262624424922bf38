"""The committed structure of a version against the sections that its wording prints."""

from collections.abc import Iterator

from corpus.act_text import ActText
from corpus.acts import ActVersion, Section, Stk
from ingest.law.difference import Difference
from ingest.official.shape import sections


def check_structure(version: ActVersion, text: ActText) -> Iterator[Difference]:
    """Every section whose shape is another than in the wording.

    Of a version that we know only partly, and which may be printed in an amending act, only what both have is compared.
    """
    ours, theirs = version.sections, sections(text)
    for number in dict.fromkeys((*ours, *theirs)):
        one, other = ours.get(number), theirs.get(number)
        if version.partial and (one is None or other is None):
            continue
        for differs in _unlike(one, other):
            yield Difference(
                version=version.id,
                provision=f"§ {number}",
                differs=differs,
                file=f"corpus/law/structure/{version.id}.json",
            )


def _unlike(ours: Section | None, theirs: Section | None) -> Iterator[str]:
    if ours is None or theirs is None:
        yield "paragraffen findes kun i ordlyden" if ours is None else "paragraffen findes kun hos os"
        return
    if ours.chapter != theirs.chapter:
        yield f"kapitel {ours.chapter or '–'} hos os, {theirs.chapter or '–'} i ordlyden"
    if ours.repealed != theirs.repealed:
        yield "ophævet hos os, ikke i ordlyden" if ours.repealed else "ophævet i ordlyden, ikke hos os"
    elif len(ours.stk) != len(theirs.stk):
        yield f"{len(ours.stk)} stk. hos os, {len(theirs.stk)} i ordlyden"
    else:
        for number, (one, other) in enumerate(zip(ours.stk, theirs.stk, strict=True), start=1):
            yield from _unlike_stk(number, one, other)


def _unlike_stk(number: int, ours: Stk, theirs: Stk) -> Iterator[str]:
    if ours.repealed != theirs.repealed:
        yield f"stk. {number} er ophævet {'hos os, ikke i ordlyden' if ours.repealed else 'i ordlyden, ikke hos os'}"
    elif len(ours.numbers) != len(theirs.numbers):
        yield f"stk. {number} har {len(ours.numbers)} nr. hos os, {len(theirs.numbers)} i ordlyden"
    else:
        for nr, (one, other) in enumerate(zip(ours.numbers, theirs.numbers, strict=True), start=1):
            if one != other:
                yield f"stk. {number}, nr. {nr}, har {one} litra hos os, {other} i ordlyden"
