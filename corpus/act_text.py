"""The text of an act as it was published, and every provision's place in it.

One canonical text holds all the words of the document in order; a provision is two
offsets into it, so that what is quoted is always `text[start:end]`. Footnotes stand after
the rest, because they are not words of the provision they hang on. Every provision has an
address of its own. Only the act's own sections answer to a reference: the commencement
rules of amending acts and the sections that an amending act inserts elsewhere carry the
same numbers and must never be taken for them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from corpus.errors import CorpusError
from corpus.reference import LawRef
from corpus.sentences import sentences


class ProvisionKind(StrEnum):
    """What a provision is in its document.

    CLOSING is the text after a list that belongs to the whole stk.; AMENDMENT one numbered
    change in an amending act and NEW_TEXT what it puts in; PKT one sentence, made when asked for.
    """

    TITLE = "title"
    PREAMBLE = "preamble"
    PART = "part"
    CHAPTER = "chapter"
    GROUP = "group"
    SECTION = "section"
    STK = "stk"
    NR = "nr"
    LITRA = "litra"
    ITEM = "item"
    CLOSING = "closing"
    PKT = "pkt"
    TABLE = "table"
    AMENDMENT = "amendment"
    NEW_TEXT = "new_text"
    TRANSITION = "transition"
    SUMMARY = "summary"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    SIGNATURE = "signature"
    ANNEX = "annex"
    FOOTNOTE = "footnote"


class Part(StrEnum):
    """Which part of the document a provision stands in; only in OWN does a § number mean the act's own §."""

    OWN = "own"
    TRANSITION = "transition"
    INSERTED = "inserted"
    ANNEX = "annex"
    NOTES = "notes"


class State(StrEnum):
    """Whether the provision has a text: "(Ophævet)" and "(Udelades)" stand for one that is not there."""

    PRESENT = "present"
    REPEALED = "repealed"
    OMITTED = "omitted"


class Form(StrEnum):
    """The form in which the act was read; only LexDania tells a closing text from the last nr. of a list."""

    LEXDANIA = "lexdania"
    JSON = "json"
    PDF = "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A piece of the act: `text[start:end]` with its printed number, `text[body:end]` without.

    `address` is its own in the act. `place` is its § and below, without act, where it has
    one, as counted in its part; `last` ends a range ("§§ 28-30", "Stk. 2-9"). `headings` is
    the path of headings above it. `parent` is the address of the provision around it.
    `anchor` is where in the text a footnote hangs.
    """

    kind: ProvisionKind
    address: str
    start: int
    body: int
    end: int
    part: Part = Part.OWN
    state: State = State.PRESENT
    number: str = ""
    place: LawRef | None = None
    last: LawRef | None = None
    chapter: str | None = None
    headings: tuple[str, ...] = ()
    parent: str | None = None
    anchor: int | None = None

    def covers(self, ref: LawRef) -> bool:
        """True if `ref`, without act, is this provision or one in the range that it stands for."""
        if self.place is None:
            return False
        if self.last is None:
            return self.place == ref
        same_depth = (ref.stk is None) == (self.last.stk is None) and ref.nr is None and ref.litra is None
        return same_depth and self.place.key <= ref.key <= self.last.key


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterChange:
    """An act that the publisher lists as changing this one: its accession number, date and title."""

    accession: str
    issued: date | None
    title: str


@dataclass(frozen=True, kw_only=True)
class ActText:
    """An act's document: what it is, its canonical text and its provisions in order.

    `act` is the name its references carry: the short name ("LAB") where the caller gives
    one, else its number ("LBK 434/2024"). `in_force` is stated in the text itself, never
    taken from the publisher's dates. `historic_on` is the day it was marked as history.
    """

    act: str
    type: str
    year: int
    number: int
    title: str
    form: Form
    text: str
    provisions: tuple[Provision, ...]
    short_title: str = ""
    publisher: str = ""
    signed: date | None = None
    announced: date | None = None
    in_force: date | None = None
    historic_on: date | None = None
    status: str = ""
    url: str = ""
    changes: tuple[LaterChange, ...] = ()

    def named(self, act: str) -> "ActText":
        """The same text, whose references carry that name."""
        return replace(self, act=act)

    def quote(self, provision: Provision) -> str:
        """The provision's words without its printed number."""
        return self.text[provision.body : provision.end]

    def at(self, address: str) -> Provision | None:
        """The provision with that address."""
        return self._by_address.get(address)

    def within(self, provision: Provision) -> tuple[Provision, ...]:
        """The provisions directly under that one, in order."""
        return self._by_parent.get(provision.address, ())

    def own(self, kind: ProvisionKind) -> tuple[Provision, ...]:
        """The act's own provisions of that kind, in order."""
        return tuple(p for p in self.provisions if p.part is Part.OWN and p.kind is kind)

    def reference(self, provision: Provision) -> LawRef | None:
        """The reference by which the provision is cited, as precise as the act allows; None if it has none."""
        if provision.part is not Part.OWN or provision.place is None:
            return None
        ref = replace(provision.place, act=self.act)
        below = provision.kind is not ProvisionKind.STK
        return replace(ref, stk=None) if below and self._is_single(ref.section) else ref

    def lookup(self, ref: LawRef) -> Provision | None:
        """The act's own provision that `ref` names, None where the act has no such provision.

        A nr. without stk. is the first one of that number in the section, as it is read.
        """
        if ref.act != self.act:
            return None
        found = self._find(replace(ref, act="", pkt=None))
        if found is None or ref.pkt is None:
            return found
        if found.kind is ProvisionKind.SECTION:
            found = self._by_place.get(LawRef("", ref.section, 1)) if self._is_single(ref.section) else None
        points = self.pkt(found) if found else ()
        return points[ref.pkt - 1] if 1 <= ref.pkt <= len(points) else None

    def pkt(self, provision: Provision) -> tuple[Provision, ...]:
        """The sentences of a provision. A list belongs whole to the sentence that leads into it."""
        masked = self._without_lists(provision)
        spans = ((provision.body + start, provision.body + end) for start, end in sentences(masked))
        return tuple(self._point(provision, nr, span) for nr, span in enumerate(spans, start=1))

    def _point(self, provision: Provision, nr: int, span: tuple[int, int]) -> Provision:
        return Provision(
            kind=ProvisionKind.PKT,
            address=f"{provision.address}, {nr}. pkt.",
            start=span[0],
            body=span[0],
            end=span[1],
            part=provision.part,
            place=replace(provision.place, pkt=nr) if provision.place else None,
            chapter=provision.chapter,
            headings=provision.headings,
            parent=provision.address,
        )

    def _without_lists(self, provision: Provision) -> str:
        """The provision's words, with every list and table blotted out up to its own last character."""
        text = self.quote(provision)
        for item in self.within(provision):
            if item.kind in _LISTED:
                start, end = item.start - provision.body, item.end - provision.body
                text = f"{text[:start]}{'x' * (end - start - 1)}{text[end - 1]}{text[end:]}"
        return text

    def _find(self, ref: LawRef) -> Provision | None:
        return self._by_place.get(ref) or next((p for p in self._ranges if p.covers(ref)), None)

    def _is_single(self, section: str) -> bool:
        return LawRef("", section, 1) in self._by_place and LawRef("", section, 2) not in self._by_place

    @cached_property
    def _by_address(self) -> Mapping[str, Provision]:
        found = {provision.address: provision for provision in self.provisions}
        if len(found) != len(self.provisions):
            raise CorpusError(f"{self.act}: to bestemmelser har samme adresse; indlæs teksten igen.")
        return found

    @cached_property
    def _by_parent(self) -> Mapping[str, tuple[Provision, ...]]:
        found: dict[str, list[Provision]] = {}
        for provision in self.provisions:
            if provision.parent is not None:
                found.setdefault(provision.parent, []).append(provision)
        return {address: tuple(children) for address, children in found.items()}

    @cached_property
    def _by_place(self) -> Mapping[LawRef, Provision]:
        """Each place's provision; a nr. or litra also under its section alone, if no earlier one is called so."""
        placed = [(p.place, p) for p in self._referable() if p.place is not None]
        loose = [(replace(ref, stk=None), p) for ref, p in placed if ref.nr is not None or ref.litra is not None]
        return dict(reversed([*placed, *loose]))

    @cached_property
    def _ranges(self) -> tuple[Provision, ...]:
        return tuple(p for p in self._referable() if p.last)

    def _referable(self) -> Iterator[Provision]:
        return (p for p in self.provisions if p.part is Part.OWN and p.kind in REFERABLE)


# What a reference can name: § and what is numbered below it.
REFERABLE = frozenset(
    {ProvisionKind.SECTION, ProvisionKind.STK, ProvisionKind.NR, ProvisionKind.LITRA, ProvisionKind.AMENDMENT}
)
_LISTED = frozenset({ProvisionKind.NR, ProvisionKind.LITRA, ProvisionKind.ITEM, ProvisionKind.TABLE})
