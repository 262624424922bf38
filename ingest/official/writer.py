"""Writes an act's canonical text and notes, as it goes, where each provision stands in it.

Each form of an official text is a reader that tells the writer what it meets: a
`provision`, its printed `number`, its `words`. The writer alone decides the layout, the
addresses and what a provision covers, so that an act reads the same in every form.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from corpus.act_text import Part, Provision, ProvisionKind, State
from corpus.reference import LawRef

# What stands between two pieces of text, weakest first; the strongest one asked for is written.
_GAPS = ("", " ", "\t", "\n", "\n\n")
_WIDE = frozenset(
    {
        ProvisionKind.PREAMBLE,
        ProvisionKind.PART,
        ProvisionKind.CHAPTER,
        ProvisionKind.GROUP,
        ProvisionKind.SECTION,
        ProvisionKind.HEADING,
        ProvisionKind.TRANSITION,
        ProvisionKind.SUMMARY,
        ProvisionKind.SIGNATURE,
        ProvisionKind.ANNEX,
    }
)
# What begins a part of the document with headings and numbers of its own.
_PARTS = {
    ProvisionKind.TRANSITION: Part.TRANSITION,
    ProvisionKind.NEW_TEXT: Part.INSERTED,
    ProvisionKind.ANNEX: Part.ANNEX,
    ProvisionKind.FOOTNOTE: Part.NOTES,
}
_STATES = (
    (re.compile(r"\(\s*Ophæv(?:et|es)\b[^()]*\)\.?"), State.REPEALED),
    (re.compile(r"\(\s*Udelad(?:es|t)\b[^()]*\)\.?"), State.OMITTED),
)
_SPACES = re.compile(r"\s+")


@dataclass(slots=True, eq=False)
class _Draft:
    """A provision whose end and address are not known yet."""

    kind: ProvisionKind
    step: str
    above: "_Draft | None"
    part: Part
    chapter: str | None
    headings: tuple[str, ...]
    place: LawRef | None
    last: LawRef | None
    number: str = ""
    start: int | None = None
    body: int | None = None
    end: int = 0
    anchor: int | None = None
    held: Counter[ProvisionKind] = field(default_factory=Counter)
    address: str = ""


@dataclass(slots=True)
class _Scope:
    """The headings that hold where we stand: the act's own, or those of an annex or a new text."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    chapter: str | None = None


class Writer:
    """One act's text in the making."""

    def __init__(self) -> None:
        """Begin with nothing written."""
        self._pieces: list[str] = []
        self._length = 0
        self._gap = ""
        self._drafts: list[_Draft] = []
        self._open: list[_Draft] = []
        self._loose: Counter[ProvisionKind] = Counter()
        self._scopes = [_Scope()]

    @property
    def kind(self) -> ProvisionKind | None:
        """What we stand inside, None between provisions."""
        return self._open[-1].kind if self._open else None

    @property
    def place(self) -> LawRef | None:
        """The place of the provision we stand inside."""
        return self._open[-1].place if self._open else None

    @property
    def begins(self) -> bool:
        """True until the provision we stand inside has its first word after its number."""
        return bool(self._open) and self._open[-1].body is None

    @property
    def position(self) -> int:
        """The offset after the last character written."""
        return self._length

    def held(self, *kinds: ProvisionKind) -> int:
        """How many provisions of those kinds the one we stand inside has begun so far."""
        counts = self._open[-1].held if self._open else self._loose
        return sum(counts[kind] for kind in kinds)

    @contextmanager
    def provision(
        self, kind: ProvisionKind, step: str, *, place: LawRef | None = None, last: LawRef | None = None
    ) -> Iterator[None]:
        """A provision around what is written inside; `step` is its own link in its address."""
        self._begin(kind, step, place, last)
        yield
        self._finish()

    def number(self, text: str) -> None:
        """The printed number of the provision that has just begun: "§ 61.", "Stk. 2.", "1)"."""
        draft = self._open[-1]
        draft.number = tidy(text)
        if draft.kind is not ProvisionKind.SECTION and draft.number:
            self.gap("\n")
        self._write(draft.number)
        draft.body = None
        self.gap(" ")

    def words(self, text: str) -> None:
        """Text of the provision we stand inside, after a space unless it begins with a stop."""
        tidied = tidy(text)
        if not re.match(r"[,.;:)]", tidied):
            self.gap(" ")
        self._write(tidied)

    def gap(self, gap: str) -> None:
        r"""Ask for at least this between what is written and what comes: " ", a tab, "\n" or "\n\n"."""
        self._gap = max(self._gap, gap, key=_GAPS.index)

    def heading(self, level: int, text: str = "") -> None:
        """A heading that holds until the next one of its level or above; an empty one only ends those."""
        scope = self._scopes[-1]
        scope.headings = [above for above in scope.headings if above[0] < level]
        if tidied := tidy(text):
            scope.headings.append((level, tidied))

    def chapter(self, number: str | None) -> None:
        """The chapter that holds from here."""
        self._scopes[-1].chapter = number

    def anchor(self, position: int) -> None:
        """Where the footnote that we stand inside hangs."""
        self._open[-1].anchor = position

    def result(self) -> tuple[str, tuple[Provision, ...]]:
        """The canonical text and its provisions in order; those without a word are left out."""
        text = "".join(self._pieces)
        kept = [draft for draft in self._drafts if draft.start is not None]
        _name_groups(kept)
        _address(kept)
        return text, tuple(_provision(draft, text) for draft in kept)

    def _begin(self, kind: ProvisionKind, step: str, place: LawRef | None, last: LawRef | None) -> None:
        above = self._open[-1] if self._open else None
        if kind in _PARTS:
            self._scopes.append(_Scope())
        scope = self._scopes[-1]
        draft = _Draft(
            kind=kind,
            step=step,
            above=above,
            part=_PARTS.get(kind, above.part if above else Part.OWN),
            chapter=scope.chapter,
            headings=tuple(text for _, text in scope.headings),
            place=place,
            last=last,
        )
        first_stk = kind is ProvisionKind.STK and not self.held(kind)
        self.gap("\n\n" if kind in _WIDE else " " if first_stk else "\n")
        (above.held if above else self._loose)[kind] += 1
        self._open.append(draft)
        self._drafts.append(draft)

    def _finish(self) -> None:
        draft = self._open.pop()
        draft.end = self._length
        if draft.start is not None:
            self.gap("\n")
        if draft.kind in _PARTS:
            self._scopes.pop()

    def _write(self, text: str) -> None:
        if not text:
            return
        if self._length:
            self._pieces.append(self._gap)
            self._length += len(self._gap)
        self._gap = ""
        for draft in self._open:
            draft.start = self._length if draft.start is None else draft.start
            draft.body = self._length if draft.body is None else draft.body
        self._pieces.append(text)
        self._length += len(text)


def tidy(text: str) -> str:
    r"""The text with single ordinary spaces.

    >>> tidy(" §\u00a061.\n ")
    '§ 61.'
    """
    return _SPACES.sub(" ", text).strip()


def _name_groups(drafts: Sequence[_Draft]) -> None:
    """A heading above sections is named after the first of them: "overskrift før § 53"."""
    following: dict[_Draft | None, str] = {}
    for draft in reversed(drafts):
        if draft.kind is ProvisionKind.SECTION:
            following[draft.above] = draft.step
        elif draft.kind is ProvisionKind.GROUP and draft.above in following:
            draft.step = f"overskrift før {following[draft.above]}"


def _address(drafts: Sequence[_Draft]) -> None:
    """Give each draft the steps down to it as its address; a later namesake has a number after it.

    What stands in the only stk. of a section is cited without it: "§ 6, nr. 1".
    """
    stk = Counter(draft.above for draft in drafts if draft.kind is ProvisionKind.STK)
    taken: set[str] = set()
    namesakes: Counter[str] = Counter()
    for draft in drafts:
        above = draft.above
        if above and above.kind is ProvisionKind.STK and above.above and stk[above.above] == 1:
            above = above.above
        plain = f"{above.address}, {draft.step}" if above else draft.step
        draft.address = plain
        while draft.address in taken:
            namesakes[plain] += 1
            draft.address = f"{plain} ({namesakes[plain] + 1})"
        taken.add(draft.address)


def _provision(draft: _Draft, text: str) -> Provision:
    body = draft.end if draft.body is None else draft.body
    return Provision(
        kind=draft.kind,
        address=draft.address,
        start=draft.start or 0,
        body=body,
        end=draft.end,
        part=draft.part,
        state=next((state for pattern, state in _STATES if pattern.fullmatch(text, body, draft.end)), State.PRESENT),
        number=draft.number,
        place=draft.place,
        last=draft.last,
        chapter=draft.chapter,
        headings=draft.headings,
        parent=draft.above.address if draft.above else None,
        anchor=draft.anchor,
    )
