"""The canonical text cut into passages: each can be read alone, and each is exactly `text[start:end]`.

Sizes are in characters. A caseworker quotes a paragraph, a list with the sentence that
leads into it, a box, a footnote; never half a sentence.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.manifest import ManifestRow
from corpus.passage import Kind, Passage, Wording
from ingest.blocks import Role
from ingest.clean import ends_sentence
from ingest.compose import Composed, Headings, Part, Placed

# Above it a passage is more than a caseworker wants to read; below, too little to stand alone.
LONGEST, SHORTEST = 900, 150
# A lead-in is repeated as a heading over the items it was parted from, at most so much of it.
_LEAD_IN = 300
_ITEM_GLYPH = re.compile(r"[•–-] ")
_BOX_END = re.compile(r"\s*\b[A-ZÆØÅ]?[a-zæøå]*oks slut\.$")
_SENTENCE_START = re.compile(r"(?<=[.?!”)]) (?=[A-ZÆØÅ”§])")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """A stretch of the canonical text that becomes a passage."""

    start: int
    end: int
    page: int
    headings: Headings
    point: int | None = None


def segment(composed: Composed, row: ManifestRow, *, paged: bool) -> tuple[Passage, ...]:
    """The document's passages in the order of its canonical text.

    `paged` says whether a person can look a page number up in it; otherwise the locator is a heading.
    """
    seen: Counter[str] = Counter()
    passages = []
    for part in composed.parts:
        if part.kind is None:
            continue
        for span in _spans(part, composed.text):
            slug = _slug(part, span)
            seen[slug] += 1
            passages.append(_passage(composed.text, row, part, span, f"{row.id}#{slug}-{seen[slug]:02d}", paged=paged))
    return tuple(passages)


def _passage(text: str, row: ManifestRow, part: Part, span: _Span, identity: str, *, paged: bool) -> Passage:
    if part.kind is None:
        raise ValueError("en del uden art bliver ikke til et tekststykke")
    return Passage(
        id=identity,
        source=row.id,
        locator=_page_locator(part, span) if paged else _heading_locator(row, part, span),
        text=text[span.start : span.end],
        start=span.start,
        end=span.end,
        kind=part.kind,
        authority=row.authority,
        wording=Wording.ORDLYD,
        headings=tuple(heading for heading in span.headings if heading != row.title),
        page=span.page if paged else None,
    )


def _page_locator(part: Part, span: _Span) -> str:
    page = f"s. {span.page}"
    return f"{page}, note {part.name}" if part.kind is Kind.FOOTNOTE else page


def _heading_locator(row: ManifestRow, part: Part, span: _Span) -> str:
    own = part.name or next((heading for heading in part.headings if heading != row.title), None)
    if own and own.isupper():
        own = own.capitalize()
    point = f"punkt {span.point}" if span.point else None
    named = [name for name in (row.short_title, own, point) if name]
    return ", ".join(named) or row.title


def _slug(part: Part, span: _Span) -> str:
    """What the passage is called in its id: its nearest heading of the document's own, and its kind if not body."""
    heading = part.headings[-1] if part.headings else "tekst"
    plain = unicodedata.normalize("NFKC", heading).casefold().translate(_LETTERS)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:48].strip("-") or "tekst"
    if part.kind is Kind.FOOTNOTE:
        return f"note-{part.name}"
    return f"{slug}-margen" if part.kind is Kind.MARGIN else slug


def _spans(part: Part, text: str) -> Iterator[_Span]:
    if part.kind in (Kind.MARGIN, Kind.FOOTNOTE):
        yield _whole(part, skip=len(part.name) + 1 if part.name else 0)
    elif part.kind is Kind.TABLE:
        yield _whole(part)
    elif part.kind is Kind.BODY:
        yield from _body_spans(part, text)
    else:
        yield from _packed(part.blocks, part.headings, text, everything=part.kind is Kind.BOX)


def _whole(part: Part, skip: int = 0) -> _Span:
    first, last = part.blocks[0], part.blocks[-1]
    return _Span(start=first.start + skip, end=last.end, page=first.block.page_at(0), headings=part.headings)


def _body_spans(part: Part, text: str) -> Iterator[_Span]:
    """Paragraphs, and each list with its lead-in, in order."""
    run: list[Placed] = []
    index = 0
    while index < len(part.blocks):
        items = _items_from(part.blocks, index + 1)
        if part.blocks[index].block.role is Role.ITEM:
            items = _items_from(part.blocks, index)
            yield from _packed(run, part.headings, text)
            yield from _list_spans(None, items, part.headings, text)
            run, index = [], index + len(items)
        elif items:
            yield from _packed(run, part.headings, text)
            yield from _list_spans(part.blocks[index], items, part.headings, text)
            run, index = [], index + 1 + len(items)
        else:
            run.append(part.blocks[index])
            index += 1
    yield from _packed(run, part.headings, text)


def _items_from(blocks: Sequence[Placed], start: int) -> Sequence[Placed]:
    end = start
    while end < len(blocks) and blocks[end].block.role is Role.ITEM:
        end += 1
    return blocks[start:end]


def _list_spans(lead: Placed | None, items: Sequence[Placed], headings: Headings, text: str) -> Iterator[_Span]:
    first = lead or items[0]
    if items[-1].end - first.start <= LONGEST:
        yield _Span(start=first.start, end=items[-1].end, page=first.block.page_at(0), headings=headings)
        return
    if lead:
        yield from _packed([lead], headings, text)
        headings = (*headings, _lead_sentence(lead.block.text))
    if items[-1].end - items[0].start <= LONGEST:
        yield _Span(start=items[0].start, end=items[-1].end, page=items[0].block.page_at(0), headings=headings)
        return
    for number, item in enumerate(items, start=1):
        glyph = _ITEM_GLYPH.match(item.block.text)
        start = item.start + (glyph.end() if glyph else 0)
        yield _Span(start=start, end=item.end, page=item.block.page_at(0), headings=headings, point=number)


def _lead_sentence(text: str) -> str:
    return [text[start:end] for start, end in _sentences(text)][-1][-_LEAD_IN:]


def _packed(blocks: Sequence[Placed], headings: Headings, text: str, *, everything: bool = False) -> Iterator[_Span]:
    """Blocks as passages: short ones together, long ones parted between sentences.

    `everything` packs as much as fits, for a box is read as a whole.
    """
    enough = LONGEST if everything else SHORTEST
    pending: tuple[Placed, int, int] | None = None
    for placed, start, end in _units(list(_pieces(blocks, text))) if everything else _pieces(blocks, text):
        if pending and end - pending[1] <= LONGEST and min(pending[2] - pending[1], end - start) < enough:
            pending = (pending[0], pending[1], end)
            continue
        if pending:
            yield _span(pending, headings)
        pending = (placed, start, end)
    if pending:
        yield _span(pending, headings)


def _span(piece: tuple[Placed, int, int], headings: Headings) -> _Span:
    placed, start, end = piece
    return _Span(start=start, end=end, page=placed.block.page_at(start - placed.start), headings=headings)


def _units(pieces: Sequence[tuple[Placed, int, int]]) -> Iterator[tuple[Placed, int, int]]:
    """A lead-in with its list or quotation as one piece, where it is short enough."""
    index = 0
    while index < len(pieces):
        placed, start, end = pieces[index]
        after = index + 1
        while after < len(pieces) and _belongs(pieces[after - 1][0], pieces[after][0]):
            after += 1
        if pieces[after - 1][2] - start <= LONGEST:
            index, end = after - 1, pieces[after - 1][2]
        yield placed, start, end
        index += 1


def _belongs(before: Placed, placed: Placed) -> bool:
    """True if the block needs the one before it: an item in a list, a quotation after its lead-in."""
    leads_in = before.block.text.endswith(":") or before.block.role is Role.HEADING
    if placed.block.role is Role.ITEM:
        return leads_in or before.block.role is Role.ITEM
    return placed.block.role is Role.QUOTE and leads_in


def _pieces(blocks: Sequence[Placed], text: str) -> Iterator[tuple[Placed, int, int]]:
    for placed in blocks:
        whole = text[placed.start : placed.end]
        trimmed = _BOX_END.sub("", whole)
        for start, end in _parts(trimmed):
            yield placed, placed.start + start, placed.start + end


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The text in as few even parts as the limit allows, each of whole sentences."""
    count = -(-len(text) // LONGEST)
    target = len(text) / max(1, count)
    start = 0
    last = 0
    for begin, end in _sentences(text):
        if begin > start and (end - start > LONGEST or last - start >= target):
            yield start, last
            start = begin
        last = end
    if last > start:
        yield start, last


def _sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends; "jf. LAB" and "nr. 2" end none."""
    cuts = [match.start() for match in _SENTENCE_START.finditer(text) if ends_sentence(text[: match.start()])]
    starts = [0, *(cut + 1 for cut in cuts)]
    ends = [*cuts, len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end > start]
