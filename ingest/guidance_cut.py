"""A guidance or a principal decision cut into passages: each can be read alone, each is `text[start:end]`.

The publisher gives these documents no structure but lines set in bold or italics, numbered or
not; those are the headings. A short section is one passage. A long one is parted between its
paragraphs, a list kept with the words that lead into it, and never within a sentence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.act_text import ActText, Provision, ProvisionKind
from corpus.passage import Kind
from corpus.sentences import sentences
from corpus.targets import DocumentRow
from ingest.official.writer import tidy

# Above it a passage is more than a caseworker wants to read; below, too little to stand alone.
LONGEST, SHORTEST = 1200, 300
# A lead-in is repeated as a heading over the points it was parted from, at most so much of it.
_LEAD_IN = 300
_NUMBERED = re.compile(r"(\d+(?:\.\d+)*)\.?\s+\S")
_CONTENTS = re.compile(r"indhold(?:sfortegnelse)?\b\W*", re.IGNORECASE)
_HEADINGS = (ProvisionKind.PART, ProvisionKind.CHAPTER, ProvisionKind.GROUP, ProvisionKind.HEADING)
_POINTS = frozenset({ProvisionKind.ITEM, ProvisionKind.NR, ProvisionKind.LITRA})
# The document's own name and signature: kept in its text, never quoted.
_NEVER_CITED = frozenset({ProvisionKind.TITLE, ProvisionKind.SIGNATURE})


_KINDS = {ProvisionKind.TABLE: Kind.TABLE, ProvisionKind.FOOTNOTE: Kind.FOOTNOTE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A stretch of the canonical text that becomes a passage; `name` is its own in the document."""

    name: str
    locator: str
    start: int
    end: int
    headings: tuple[str, ...]
    kind: Kind = Kind.BODY
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A paragraph, a point of a list, a table or a footnote under its path of headings."""

    start: int
    end: int
    headings: tuple[str, ...]
    kind: Kind = Kind.BODY
    point: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Heading:
    level: tuple[int, int, int]
    words: str


def cut(text: ActText, row: DocumentRow) -> tuple[Cut, ...]:
    """The document's passages in the order of its text; footnotes apart, after the rest."""
    blocks = _Blocks(text).read()
    named = "" if row.name.casefold() in row.title.casefold() else row.name
    pieces = [piece for run in _runs(blocks) for piece in _pieces(run, text.text)]
    return tuple(
        Cut(
            name=f"{number:03d}",
            locator=_locator(named, piece) or row.name,
            start=piece.start,
            end=piece.end,
            headings=piece.headings,
            kind=piece.kind,
        )
        for number, piece in enumerate(pieces, start=1)
    )


def _locator(named: str, piece: _Block) -> str:
    """What a person looks it up by: its nearest heading in the document, and a footnote's number."""
    heading = next((words for words in reversed(piece.headings) if not words.endswith(":")), "")
    return ", ".join(part for part in (named, heading, f"note {piece.note}" if piece.note else "") if part)


class _Blocks:
    """Reads the document from the top, with the headings that hold."""

    def __init__(self, text: ActText) -> None:
        self._text = text
        self._annex: tuple[str, ...] = ()
        self._path: list[_Heading] = []
        self._after_heading = False
        self._made: list[_Block] = []

    def read(self) -> tuple[_Block, ...]:
        """Every block that may be cited, in order."""
        for provision in self._text.provisions:
            if provision.parent is None:
                self._walk(provision)
        return tuple(self._made)

    def _walk(self, provision: Provision) -> None:
        inner = self._text.within(provision)
        if provision.kind in _NEVER_CITED:
            return
        if provision.kind in _HEADINGS:
            self._heading(provision)
        elif provision.kind is ProvisionKind.ANNEX and inner:
            self._annex, self._path = (tidy(self._text.text[provision.start : inner[0].start]),), []
            self._inside(provision, inner, inner[0].start)
            self._annex, self._path = (), []
        elif inner and (provision.end - provision.start > LONGEST or any(p.kind not in _POINTS for p in inner)):
            self._inside(provision, inner, provision.start)
        else:
            self._block(provision, provision.start, provision.end)

    def _inside(self, provision: Provision, inner: Sequence[Provision], at: int) -> None:
        """The provisions in it, and from `at` the words of its own between them."""
        for part in inner:
            self._block(provision, at, part.start)
            self._walk(part)
            at = part.end
        self._block(provision, at, provision.end)

    def _block(self, provision: Provision, start: int, end: int) -> None:
        words = self._text.text[start:end]
        headings = self._headings(provision)
        if not words.strip() or _contents(headings, words):
            return
        self._after_heading = False
        if provision.kind is ProvisionKind.FOOTNOTE:
            start, words = provision.body, self._text.quote(provision)
        self._made.append(
            _Block(
                start=start + len(words) - len(words.lstrip()),
                end=start + len(words.rstrip()),
                headings=headings,
                kind=_KINDS.get(provision.kind, Kind.BODY),
                point=provision.kind in _POINTS,
                note=provision.address.rpartition(" ")[2] if provision.kind is ProvisionKind.FOOTNOTE else "",
            )
        )

    def _heading(self, provision: Provision) -> None:
        words = tidy(self._text.text[provision.start : provision.end])
        level = self._level(provision, words)
        # Two lines of one rank with nothing between belong together; else the later one takes the place.
        self._path = [
            above for above in self._path if above.level < level or (self._after_heading and above.level == level)
        ]
        self._path.append(_Heading(level, words))
        self._after_heading = True

    def _level(self, provision: Provision, words: str) -> tuple[int, int, int]:
        """The rank of a heading: its kind, whether it stands in italics under one in bold, the depth of its number."""
        numbered = _NUMBERED.match(words)
        bold = {heading.words for heading in self._path if heading.level[0] == _HEADINGS.index(ProvisionKind.HEADING)}
        under = sum(1 for above in provision.headings if above in bold)
        depth = numbered[1].count(".") + 1 if numbered else 1
        return _HEADINGS.index(provision.kind), under, depth

    def _headings(self, provision: Provision) -> tuple[str, ...]:
        """The path above it: the lines that hold, without the chapters that have ended."""
        if provision.kind is ProvisionKind.FOOTNOTE:
            return self._around(provision.anchor or 0)
        if not provision.headings:
            return self._annex
        lines = _HEADINGS.index(ProvisionKind.HEADING)
        held = (h.words for h in self._path if h.level[0] == lines or h.words in provision.headings)
        return (*self._annex, *held)

    def _around(self, position: int) -> tuple[str, ...]:
        """The headings of the block that a footnote hangs in."""
        return next((block.headings for block in reversed(self._made) if block.start <= position), ())


def _contents(headings: Sequence[str], words: str) -> bool:
    """True for a table of contents, which names everything and says nothing."""
    first, *others = words.strip().split("\n")
    under = bool(headings and _CONTENTS.fullmatch(headings[-1]))
    return under or bool(others and _CONTENTS.fullmatch(first))


def _runs(blocks: Iterable[_Block]) -> Iterator[list[_Block]]:
    """Blocks that may share a passage: of one kind under the same headings; a table or a footnote stands alone."""
    run: list[_Block] = []
    for block in blocks:
        together = run and block.kind is Kind.BODY and (run[-1].kind, run[-1].headings) == (block.kind, block.headings)
        if run and not together:
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _pieces(run: Sequence[_Block], text: str) -> Iterator[_Block]:
    """The run as passages: paragraphs together until there is enough to read, points with their lead-in."""
    parts = [part for block in run for part in _parts(block, text)]
    pending: list[_Block] = []
    made: list[list[_Block]] = []
    for part in parts:
        if pending and not _goes_on(pending, part, text):
            made.append(pending)
            pending = []
        pending.append(part)
    made.append(pending)
    groups = _without_scrap(made)
    yield from (_piece(group, text, _lead_in(groups[:n], text)) for n, group in enumerate(groups))


def _goes_on(pending: Sequence[_Block], part: _Block, text: str) -> bool:
    length = part.end - pending[0].start
    if length > LONGEST:
        return False
    belongs = part.point or text[pending[-1].end - 1] == ":"
    return belongs or pending[-1].end - pending[0].start < SHORTEST


def _without_scrap(made: Sequence[list[_Block]]) -> list[list[_Block]]:
    """The groups, the last one with the one before where it is too short to stand alone."""
    if len(made) > 1 and made[-1][-1].end - made[-1][0].start < SHORTEST:
        together = [*made[-2], *made[-1]]
        if together[-1].end - together[0].start <= LONGEST:
            return [*made[:-2], together]
    return list(made)


def _lead_in(before: Sequence[Sequence[_Block]], text: str) -> str:
    """The words that lead into a list whose points begin a new passage."""
    lead = next((block for group in reversed(before) for block in reversed(group) if not block.point), None)
    if lead is None:
        return ""
    words = text[lead.start : lead.end]
    start, end = sentences(words)[-1]
    return words[start:end][-_LEAD_IN:] if words.endswith(":") else ""


def _piece(group: Sequence[_Block], text: str, lead: str) -> _Block:
    first = group[0]
    headings = (*first.headings, lead) if first.point and lead else first.headings
    return replace(first, end=group[-1].end, headings=headings)


def _parts(block: _Block, text: str) -> Iterator[_Block]:
    """The block in as few even parts as the limit allows, each of whole sentences, a table's of whole rows."""
    words = text[block.start : block.end]
    spans = _rows(words) if block.kind is Kind.TABLE else sentences(words)
    target = len(words) / max(1, -(-len(words) // LONGEST))
    start = end = 0
    for begin, until in spans:
        if end > start and (until - start > LONGEST or end - start >= target):
            yield replace(block, start=block.start + start, end=block.start + end)
            start = begin
        end = until
    yield replace(block, start=block.start + start, end=block.start + end)


def _rows(words: str) -> list[tuple[int, int]]:
    return [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", words)]
