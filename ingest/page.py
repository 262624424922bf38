"""What is running text on a page, and what stands beside it.

Margin notes, boxes, footnotes, figures and bare links stand between the lines of a
sentence in an extracted text, but not on the page. Each is taken out here with the number
of its first line, so that it can be put back after the paragraph it interrupted.
Nothing is dropped: running text and asides together are all the lines.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby

from corpus.errors import CorpusError
from ingest.clean import Gap, Line, ends_sentence
from ingest.layout import BoxHint, ColumnsHint, Layout, region

_LINK = re.compile(r"(?:https?://|mailto:|www\.)\S+$")
_FOOTNOTE = re.compile(r"(\d{1,2}) \S")
_NUMERIC = re.compile(r"[\d.,%–\- ]+$")
_BOX_START = re.compile(r"[A-ZÆØÅ]*BOKS: ")
_BOX_END = re.compile(r"\b[a-zæøå]*boks slut\.$", re.IGNORECASE)
_CAPTION = re.compile(r"(?:FIGUR|TABEL|Figur|Tabel) \d+(?:\.\d+)*\b")
# A label on a box, not a note to the text.
_BOX_LABEL = re.compile(r"(?:[A-ZÆØÅ]+ )?EKSEMP(?:EL|LER)$")
# A margin note that ends or begins with one of these goes on in the next lines, whatever the gap.
_OPEN_WORDS = frozenset(
    re.findall(r"\w+", "AF AT DEN DENNE DER DET EN ET FOR FRA FØRSTE I MED MELLEM OG OM PÅ SOM TIL UNDER VED")
)
_GOES_ON = frozenset(("ER", "FOR", "HAR", "KAN", "MED", "OG", "SKAL", "SOM", "TIL", "VED"))
# Share of the body's line length below which a column is a margin: 28 of 63 characters in the 2021 report.
_MARGIN_SHARE = 0.45
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Beside(Enum):
    """What stands beside the running text."""

    BOX = auto()
    COLUMNS = auto()
    MARGIN = auto()
    LABEL = auto()
    FOOTNOTE = auto()
    TABLE = auto()
    LINK = auto()
    CHART = auto()
    SYMBOL = auto()
    RUNNING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """Lines that are not running text; `name` is a footnote's number or a column table's locator."""

    beside: Beside
    lines: tuple[Line, ...]
    name: str | None = None
    cells: tuple[str, ...] = ()

    @property
    def at(self) -> int:
        """The number of its first line: it stood after the line before that."""
        return self.lines[0].at


Split = tuple[list[Line], list[Aside]]


def split(lines: Sequence[Line], layout: Layout, name: str) -> tuple[tuple[Line, ...], tuple[Aside, ...]]:
    """The running text, and the asides in the order they stood.

    Raises:
        CorpusError: A layout hint points at lines that are not there.
    """
    body, asides = _hinted_boxes(list(lines), layout.box, name)
    margin = _MARGIN_SHARE * measure(lines)
    steps: tuple[Callable[[Sequence[Line]], Split], ...] = (
        _running_heads,
        _links,
        _charts,
        lambda rest: _margins(rest, margin),
        lambda rest: _footnotes(rest, lines),
        _symbols,
        _named_boxes,
    )
    for step in steps:
        body, found = step(body)
        asides += found
    body, asides = _raise_markers(body, asides)
    for columns in layout.columns:
        body, found = _columns(body, columns, name)
        asides += found
    body, found = _tables(body)
    return tuple(body), tuple(sorted([*asides, *found], key=lambda aside: aside.at))


def measure(lines: Sequence[Line]) -> int:
    """The length in characters of a full line: nine in ten are no longer."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def chunks(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in groups without a gap between them."""
    found: list[list[Line]] = []
    for line in lines:
        if line.gap == Gap.NONE and not line.top and found and found[-1][-1].at == line.at - 1:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _pages(lines: Sequence[Line]) -> Iterator[list[Line]]:
    for _, own in groupby(lines, key=lambda line: line.page):
        yield list(own)


def _without(lines: Sequence[Line], asides: Sequence[Aside]) -> list[Line]:
    taken = {line.at for aside in asides for line in aside.lines}
    return [line for line in lines if line.at not in taken]


def _hinted_boxes(lines: list[Line], hints: Sequence[BoxHint], name: str) -> Split:
    boxes: list[Aside] = []
    for hint in hints:
        where = f"{name}, boksen på side {hint.page}"
        own = [line for line in _without(lines, boxes) if line.page == hint.page]
        start, end = region(own, hint.starts, hint.ends, where=where)
        if not hint.continues:
            boxes.append(Aside(beside=Beside.BOX, lines=tuple(own[start:end])))
        elif boxes:
            boxes[-1] = replace(boxes[-1], lines=(*boxes[-1].lines, *own[start:end]))
        else:
            raise CorpusError(f"{where}: 'continues' kræver en boks før; fjern feltet i layoutfilen.")
    return _without(lines, boxes), boxes


def _running_heads(lines: Sequence[Line]) -> Split:
    """Lines that come back, numbers aside, first or last on most pages and are no sentence."""
    pages = list(_pages(lines))
    asides = []
    for edge in (0, -1):
        forms = [re.sub(r"\d+", "#", page[edge].text) for page in pages]
        for page, form in zip(pages, forms, strict=True):
            comes_back = len(pages) > 1 and forms.count(form) > len(pages) / 2
            if comes_back and len(page) > 1 and not ends_sentence(form):
                asides.append(Aside(beside=Beside.RUNNING, lines=(page[edge],)))
    return _without(lines, asides), asides


def _links(lines: Sequence[Line]) -> Split:
    """The addresses a PDF lists at the foot of a page, one to a line."""
    asides = [
        Aside(beside=Beside.LINK, lines=tuple(chunk))
        for chunk in chunks(lines)
        if all(_LINK.match(line.text) for line in chunk)
    ]
    return _without(lines, asides), asides


def _charts(lines: Sequence[Line]) -> Split:
    """The numbers and labels of a drawn figure, which an extractor puts last on the page."""
    asides = []
    for page in _pages(lines):
        start = len(page)
        while start and _is_label(page[start - 1].text):
            start -= 1
        while start < len(page) and not _NUMERIC.match(page[start].text):
            start += 1
        labels = page[start:]
        if sum(bool(_NUMERIC.match(line.text)) for line in labels) >= max(5, len(labels) / 2):
            asides.append(Aside(beside=Beside.CHART, lines=tuple(labels)))
    return _without(lines, asides), asides


def _is_label(text: str) -> bool:
    return bool(_NUMERIC.match(text)) or (len(text.split()) <= 4 and not text.isupper() and not ends_sentence(text))


def _margins(lines: Sequence[Line], width: float) -> Split:
    tails = [_tail(chunks(page), width) for page in _pages(lines)]
    # One short line in capitals at the foot of a page or two is a heading cut off, not a margin.
    tails = [tail for tail in tails if len(tail) > 1 or sum(map(bool, tails)) >= 3]
    asides = [aside for tail in tails for aside in _tail_asides(tail)]
    return _without(lines, asides), asides


def _tail(page: list[list[Line]], width: float) -> list[list[Line]]:
    """The chunks at the foot of the page that are set in a margin's width."""
    start = len(page)
    while start:
        chunk, above = page[start - 1], page[start - 2] if start > 1 else []
        if max(len(line.text) for line in chunk) > width:
            break
        if _is_caps(chunk) or _is_pull_quote(chunk):
            start -= 1
        elif len(chunk) >= 3 and _is_caps(above) and max(len(line.text) for line in above) <= width:
            start -= 2
        else:
            break
    return page[start:]


def _is_caps(chunk: Sequence[Line]) -> bool:
    return bool(chunk) and all(line.is_caps for line in chunk)


def _is_pull_quote(chunk: Sequence[Line]) -> bool:
    return chunk[0].text.startswith("”") and chunk[-1].text.endswith("”")


def _tail_asides(tail: Sequence[list[Line]]) -> Iterator[Aside]:
    notes: list[list[list[Line]]] = []
    for chunk in tail:
        if not _is_caps(chunk) and not _is_pull_quote(chunk):
            yield Aside(beside=Beside.BOX, lines=(*notes.pop()[-1], *chunk))
        elif notes and _continues(notes[-1], chunk):
            notes[-1].append(chunk)
        else:
            notes.append([chunk])
    for note in notes:
        lines = tuple(line for chunk in note for line in chunk)
        label = _BOX_LABEL.match(" ".join(line.text for line in lines))
        yield Aside(beside=Beside.LABEL if label else Beside.MARGIN, lines=lines)


def _continues(note: Sequence[Sequence[Line]], chunk: Sequence[Line]) -> bool:
    """True if the chunk is the rest of the note above it: the extractor puts a gap after every second line."""
    last, first = note[-1][-1].text, chunk[0].text
    if _is_pull_quote(chunk) or _is_pull_quote(note[-1]) or _BOX_LABEL.match(first) or _BOX_LABEL.match(last):
        return False
    if last.endswith("-") or last.split()[-1] in _OPEN_WORDS or first.split()[0] in _GOES_ON:
        return True
    return len(note) == 1 and len(note[0]) >= 2 and len(chunk) == 1


def _footnotes(lines: Sequence[Line], everything: Sequence[Line]) -> Split:
    whole = {page[0].page: "\n".join(line.text for line in page) for page in _pages(everything)}
    asides = [aside for page in _pages(lines) for aside in _page_footnotes(page, whole[page[0].page])]
    return _without(lines, asides), asides


def _page_footnotes(page: list[Line], text: str) -> Iterator[Aside]:
    """A footnote starts with a number that some word on the page carries, and ends where its sentence does."""
    index = 0
    while index < len(page):
        match = _FOOTNOTE.match(page[index].text)
        start = index
        index += 1
        if not match or page[start].gap == Gap.NONE or not _marker(match[1]).search(text):
            continue
        while index < len(page) and not _ends_note(page[index - 1], page[index]):
            index += 1
        yield Aside(beside=Beside.FOOTNOTE, lines=tuple(page[start:index]), name=match[1])


def _ends_note(last: Line, line: Line) -> bool:
    finished = ends_sentence(last.text) or _LINK.match(last.text.split()[-1]) is not None
    return _FOOTNOTE.match(line.text) is not None or (line.gap != Gap.NONE and finished and not last.text.endswith("-"))


def _marker(number: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=[A-Za-zÆØÅæøå”)]){number}(?![\w])")


def _raise_markers(body: Sequence[Line], asides: Sequence[Aside]) -> Split:
    """Footnote numbers glued to a word, as superscripts: "rådighed4" is not a word."""
    notes = {(note.lines[0].page, note.name) for note in asides if note.beside is Beside.FOOTNOTE}

    def raised(line: Line) -> Line:
        text = line.text
        for page, number in notes:
            if page == line.page and number:
                text = _marker(number).sub(number.translate(_SUPERSCRIPT), text)
        return replace(line, text=text)

    kept = (Beside.FOOTNOTE, Beside.LINK)
    return [raised(line) for line in body], [
        aside if aside.beside in kept else replace(aside, lines=tuple(map(raised, aside.lines))) for aside in asides
    ]


def _symbols(lines: Sequence[Line]) -> Split:
    """Icons that were drawn with a character: a line without a letter or digit."""
    asides = [Aside(beside=Beside.SYMBOL, lines=(line,)) for line in lines if not any(map(str.isalnum, line.text))]
    return _without(lines, asides), asides


def _named_boxes(lines: Sequence[Line]) -> Split:
    """Boxes that say so: "BOKS: …" to "Boks slut."."""
    asides = []
    for index, line in enumerate(lines):
        if _BOX_START.match(line.text):
            for end in range(index + 1, len(lines)):
                if _BOX_END.search(f"{lines[end - 1].text} {lines[end].text}"):
                    asides.append(Aside(beside=Beside.BOX, lines=tuple(lines[index : end + 1])))
                    break
    return _without(lines, asides), asides


def _columns(lines: Sequence[Line], hint: ColumnsHint, name: str) -> Split:
    start, end = region(lines, hint.starts, hint.ends, where=f"{name}, {hint.locator}")
    aside = Aside(beside=Beside.COLUMNS, lines=tuple(lines[start:end]), name=hint.locator, cells=hint.cells)
    return _without(lines, [aside]), [aside]


def _tables(lines: Sequence[Line]) -> Split:
    """Figures and tables: from the caption in capitals to the line that names the source."""
    asides = []
    for page in _pages(lines):
        for index, line in enumerate(page):
            if _CAPTION.match(line.text) and line.is_caps:
                asides.append(Aside(beside=Beside.TABLE, lines=tuple(page[index : _table_end(page, index)])))
    return _without(lines, asides), asides


def _table_end(page: Sequence[Line], caption: int) -> int:
    end = caption + 1
    while end < len(page) and page[end].gap == Gap.NONE:
        end += 1
    for index in range(end, len(page)):
        if _CAPTION.match(page[index].text) and page[index].is_caps:
            break
        if page[index].text.startswith("Kilde:"):
            end = index + 1
            while end < len(page) and page[end].gap == Gap.NONE:
                end += 1
            break
    return end
