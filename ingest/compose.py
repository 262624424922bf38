"""Running text and asides become one canonical text in reading order, in parts.

A part is what may become one or more passages: blocks that belong together under one
path of headings. Its blocks know where in the canonical text they stand.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.passage import Kind
from ingest.blocks import FAREWELL, GREETING, Block, Role, blocks
from ingest.clean import Line, Spellings, join
from ingest.page import Aside, Beside

_BOX_PREFIX = re.compile(r"^[A-ZÆØÅ]*BOKS: ")
_KINDS: Mapping[Beside, Kind] = {
    Beside.BOX: Kind.BOX,
    Beside.COLUMNS: Kind.TABLE,
    Beside.MARGIN: Kind.MARGIN,
    Beside.FOOTNOTE: Kind.FOOTNOTE,
    Beside.TABLE: Kind.TABLE,
}
_TABLE_NOTE = re.compile(r"(?:Note|Kilde):")
Headings = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A block and its place in the canonical text."""

    block: Block
    start: int

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.block.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Blocks under one path of headings; `kind` is None for what is kept but never cited.

    `name` is a footnote's number or a table's locator.
    """

    kind: Kind | None
    blocks: tuple[Placed, ...]
    headings: Headings = ()
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """The canonical text and its parts, in the text's order."""

    text: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A part before its place is known."""

    kind: Kind | None
    blocks: tuple[Block, ...]
    headings: Headings = ()
    name: str | None = None


def compose(body: Sequence[Line], asides: Sequence[Aside], spellings: Spellings, title: str) -> Composed:
    """The canonical text: running text in order, each aside after the paragraph or list it stood in."""
    running = blocks(body, spellings, title=title)
    paths = _paths(running)
    waiting = list(asides)
    drafts: list[_Draft] = []
    farewell = next((index for index, block in enumerate(running) if FAREWELL.match(block.text)), len(running))
    for index, block in enumerate(running):
        drafts.append(_body_draft(block, paths[index], cited=index < farewell))
        if not _holds_back(running, index):
            limit = running[index + 1].first if index + 1 < len(running) else None
            drafts += _released(waiting, limit, paths[index], _by_page(running, paths), spellings)
    drafts += _released(waiting, None, (), {}, spellings)
    return _placed(_merged(drafts))


def _body_draft(block: Block, path: Headings, *, cited: bool) -> _Draft:
    if block.role is Role.HEADING or not cited or GREETING.match(block.text):
        return _Draft(kind=None, blocks=(block,), headings=path)
    return _Draft(kind=Kind.QUOTE if block.role is Role.QUOTE else Kind.BODY, blocks=(block,), headings=path)


def _holds_back(running: Sequence[Block], index: int) -> bool:
    """True where nothing may stand between: in a list, after a lead-in, under a heading."""
    if index + 1 == len(running):
        return False
    block, following = running[index], running[index + 1]
    leads_in = block.text.endswith(":") and following.role in (Role.ITEM, Role.QUOTE)
    return following.role is Role.ITEM or leads_in or block.role is Role.HEADING


def _paths(running: Sequence[Block]) -> list[Headings]:
    """For each block the headings above it, outermost first; a heading's own path ends before itself."""
    open_headings: list[Block] = []
    paths = []
    for block in running:
        if block.role is Role.HEADING:
            open_headings = [above for above in open_headings if above.level < block.level]
        paths.append(tuple(_name(above.text) for above in open_headings))
        if block.role is Role.HEADING:
            open_headings.append(block)
    return paths


def _name(heading: str) -> str:
    """The heading without the mark of a footnote."""
    return heading.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹")


def _by_page(running: Sequence[Block], paths: Sequence[Headings]) -> dict[int, Headings]:
    """For each page the headings that hold for all of it: what we know of a note whose height is lost."""
    shared: dict[int, Headings] = {}
    for block, path in zip(running, paths, strict=True):
        if block.role is Role.HEADING:
            continue
        for _, page in block.marks:
            shared[page] = _common(shared[page], path) if page in shared else path
    return shared


def _common(first: Headings, second: Headings) -> Headings:
    length = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), None)
    return first[: min(len(first), len(second)) if length is None else length]


def _released(
    waiting: list[Aside], limit: int | None, path: Headings, pages: Mapping[int, Headings], spellings: Spellings
) -> list[_Draft]:
    """The asides that stood before the line `limit`, taken from those waiting."""
    ready = [aside for aside in waiting if limit is None or aside.at < limit]
    del waiting[: len(ready)]
    drafts: list[_Draft] = []
    for aside in ready:
        floats = aside.beside in (Beside.BOX, Beside.MARGIN) and not _BOX_PREFIX.match(aside.lines[0].text)
        headings = pages.get(aside.lines[0].page, path) if floats else path
        drafts += _aside_drafts(aside, headings, spellings)
    return drafts


def _aside_drafts(aside: Aside, headings: Headings, spellings: Spellings) -> Iterator[_Draft]:
    kind = _KINDS.get(aside.beside)
    if aside.beside is Beside.BOX:
        yield from _box_drafts(aside, headings, spellings)
    elif aside.beside is Beside.COLUMNS:
        yield from _column_drafts(aside, headings, spellings)
    elif aside.beside in (Beside.TABLE, Beside.CHART, Beside.LINK):
        rows = _rows(aside.lines, spellings, keep_lines=aside.beside is not Beside.TABLE)
        yield _Draft(kind=kind, blocks=rows, headings=headings)
    else:
        yield _Draft(kind=kind, blocks=(_one(aside.lines, spellings),), headings=headings, name=aside.name)


def _one(lines: Sequence[Line], spellings: Spellings, role: Role = Role.PARAGRAPH) -> Block:
    text, marks = join(lines, spellings)
    return Block(role=role, text=text, marks=marks, first=lines[0].at, last=lines[-1].at)


def _box_drafts(aside: Aside, headings: Headings, spellings: Spellings) -> Iterator[_Draft]:
    """The box's heading, which names it, and what it says."""
    own = blocks(aside.lines, spellings, in_box=True)
    if own[0].role is Role.HEADING:
        headings, above = (*headings, _name(_BOX_PREFIX.sub("", own[0].text))), headings
        if not _completes_heading(own):
            yield _Draft(kind=None, blocks=own[:1], headings=above)
            own = own[1:]
    yield _Draft(kind=Kind.BOX, blocks=own, headings=headings)


def _completes_heading(own: Sequence[Block]) -> bool:
    """True if the heading is the beginning of a sentence that the list below it ends."""
    return len(own) > 1 and own[1].role is Role.ITEM and re.match(r"\W*[a-zæøå]", own[1].text) is not None


def _rows(lines: Sequence[Line], spellings: Spellings, *, keep_lines: bool) -> tuple[Block, ...]:
    """A table's caption, rows and notes, one to a line of text."""
    groups: list[list[Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        caption = last is not None and len(groups) == 1 and last.is_caps and line.is_caps
        note = bool(groups) and _TABLE_NOTE.match(groups[-1][0].text) and not _TABLE_NOTE.match(line.text)
        broken = last is not None and last.text.endswith("-")
        if not keep_lines and (caption or note or broken):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_one(group, spellings, Role.ITEM) for group in groups)


def _column_drafts(aside: Aside, headings: Headings, spellings: Spellings) -> Iterator[_Draft]:
    """One part for each column: its k'th cell of every sort, read downwards."""
    caption, cells = _cells(aside)
    if caption:
        block = _one(caption, spellings, Role.HEADING)
        yield _Draft(kind=None, blocks=(block,), headings=headings)
        headings = (*headings, block.text)
    columns: dict[int, list[Block]] = {}
    seen = dict.fromkeys(aside.cells, 0)
    for sort, lines in cells:
        columns.setdefault(seen[sort], []).extend(_cell_blocks(lines, spellings))
        seen[sort] += 1
    for column in columns.values():
        yield _Draft(kind=Kind.TABLE, blocks=tuple(column), headings=headings, name=aside.name)


def _cells(aside: Aside) -> tuple[list[Line], list[tuple[str, list[Line]]]]:
    caption: list[Line] = []
    cells: list[tuple[str, list[Line]]] = []
    for line in aside.lines:
        sort = next((word for word in aside.cells if line.text.startswith(word)), None)
        if sort:
            cells.append((sort, [line]))
        else:
            (cells[-1][1] if cells else caption).append(line)
    return caption, cells


def _cell_blocks(lines: Sequence[Line], spellings: Spellings) -> Iterator[Block]:
    groups: list[list[Line]] = []
    for line in lines:
        if not groups or line.text.startswith(("- ", "• ")):
            groups.append([line])
        else:
            groups[-1].append(line)
    for group in groups:
        yield _one(group, spellings, Role.ITEM)


def _merged(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Running text under the same headings, uninterrupted, is one part; a quotation is its own."""
    merged: list[_Draft] = []
    for draft in drafts:
        last = merged[-1] if merged else None
        if last and draft.kind is Kind.BODY and last.kind is Kind.BODY and last.headings == draft.headings:
            merged[-1] = replace(last, blocks=(*last.blocks, *draft.blocks))
        else:
            merged.append(draft)
    return merged


def _placed(drafts: Sequence[_Draft]) -> Composed:
    text = ""
    last: Block | None = None
    parts: list[Part] = []
    for draft in drafts:
        placed: list[Placed] = []
        for index, block in enumerate(draft.blocks):
            if last is not None:
                text += "\n" if index and block.role is last.role is Role.ITEM else "\n\n"
            placed.append(Placed(block=block, start=len(text)))
            text += block.text
            last = block
        parts.append(Part(kind=draft.kind, blocks=tuple(placed), headings=draft.headings, name=draft.name))
    return Composed(text=text, parts=tuple(parts))
