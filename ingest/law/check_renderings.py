"""Our renderings of a version against its wording: the places, the amounts and the references.

A rendering says the same in other words, so words are not compared; what can be compared
are the numbers. A provision is read with the words that lead into its list and with the
provisions that it names, as a rendering that can be read alone must repeat them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from corpus.act_text import ActText
from corpus.acts import ActVersion
from corpus.dates import danish_date, stated_dates
from corpus.reference import LawRef
from corpus.renderings import Rendering
from ingest.law.difference import Difference
from ingest.law.numbers import Amount, amounts, chapters, is_year, references
from ingest.law.words import Reading, read_provision


def check_renderings(version: ActVersion, found: tuple[Rendering, ...], text: ActText) -> Iterator[Difference]:
    """Every place that is not there, and every amount or reference that only one of the two states."""
    for rendering in found:
        for differs in _unlike(version, rendering, text):
            yield Difference(
                version=version.id, provision=rendering.ref.path, differs=differs, file="corpus/law/renderings"
            )


def _unlike(version: ActVersion, rendering: Rendering, text: ActText) -> Iterator[str]:
    read = read_provision(text, rendering.ref)
    if read is not None:
        yield from _unlike_amounts(version, rendering, read)
        yield from _unlike_references(rendering, read)
        yield from _unlike_addresses(rendering, read)
    elif not version.partial:
        yield "gengivelsens sted findes ikke i ordlyden"


def _unlike_amounts(version: ActVersion, rendering: Rendering, read: Reading) -> Iterator[str]:
    ours = amounts(rendering.text)
    # "tre formål" counts the list.
    stated = (*amounts(read.words), Amount(Decimal(read.listed)))
    for amount in ours:
        if not amount.stands_in(stated) and not is_year(amount, read.words, version):
            yield f"{amount} står kun hos os"
    for amount in amounts(read.own, rates=False):
        if amount.unit and not amount.stands_in(ours):
            yield f"{amount} står kun i ordlyden"


def _unlike_references(rendering: Rendering, read: Reading) -> Iterator[str]:
    here = replace(rendering.ref, act="")
    around = (*read.named, here)
    ours = references(rendering.text, rendering.ref)
    yield from _told("nævnes kun hos os", (r for r in ours if not any(_is_named(r, other, here) for other in around)))
    # Where we count up the nr. of a §, all that the wording counts up must be there.
    counted = {ref.section for ref in ours if ref.nr is not None}
    theirs = (ref for ref in references(read.own, rendering.ref) if ref.nr is not None)
    alone = (r for r in theirs if {r.section, here.section} & counted and not any(_is_named(o, r, here) for o in ours))
    yield from _told("nævnes kun i ordlyden", alone)


def _told(what: str, refs: Iterable[LawRef]) -> Iterator[str]:
    paths = [ref.path for ref in sorted(refs)]
    if paths:
        yield f"{'; '.join(paths)} {what}"


def _unlike_addresses(rendering: Rendering, read: Reading) -> Iterator[str]:
    """Chapters and days that only we name."""
    for chapter in sorted(chapters(rendering.text) - chapters(read.words)):
        yield f"kapitel {chapter} nævnes kun hos os"
    for day in sorted(stated_dates(rendering.text) - stated_dates(read.words)):
        yield f"{danish_date(day)} står kun hos os"


def _is_named(ref: LawRef, other: LawRef, here: LawRef) -> bool:
    """True if `other` is the provision, one around it or one in it; "målgruppe nr. 4" names the nr. of any §."""
    loose = ref.section == here.section and ref.stk is None and ref.nr is not None
    return other.contains(ref) or ref.contains(other) or (loose and ref.nr == other.nr)
