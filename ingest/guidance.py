"""Guidance and principal decisions as sources, where a person or `praktik fetch` has brought their text.

A file is a row of `corpus/law/documents.toml` by the type, year and number it states itself; a
principal decision also by its own number ("34-20"), which stands in its title. Such a file is
quoted word for word and weighs what its row says: less than the law.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from corpus.act_text import ActText
from corpus.errors import CorpusError
from corpus.passage import Authority, Passage, Source, Wording
from corpus.targets import DocumentRow
from ingest.guidance_cut import Cut, cut
from ingest.guidance_print import Print, read_print
from ingest.wording import raise_fault

# A decision's own number where its title names it first: "principmeddelelse 34-20", "principafgørelse N-2-08".
_OWN_NUMBER = re.compile(
    r"princip(?:meddelelse|afgørelse)\w*\s+(?:nr\.\s*)?((?:[A-ZÆØÅ]-)?\d{1,4}-\d{2})\b", re.IGNORECASE
)
_HISTORIC = "Historic"
_PUBLISHER = "Retsinformation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """The documents read, each a source with its passages, and the files that are none we know."""

    names: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    passages: tuple[Passage, ...] = ()
    unknown: tuple[str, ...] = ()


def read_prints(
    folder: Path, rows: Sequence[DocumentRow], on_fault: Callable[[Path, CorpusError], None] = raise_fault
) -> dict[str, Print]:
    """The PDF files in `folder` that say on their first page that they are one of the documents, by file name.

    `on_fault` is told of each that cannot be read; it may raise the error, as it does by default.

    Raises:
        CorpusError: the folder cannot be read, or a PDF.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".pdf")
    except OSError as exc:
        raise CorpusError(f"{folder} kan ikke læses ({exc.strerror}); ret stien til mappen med lovtekster.") from exc
    prints: dict[str, Print] = {}
    for path in paths:
        try:
            found = read_print(path, rows)
        except CorpusError as exc:
            on_fault(path, exc)
        else:
            prints |= {path.name: found} if found else {}
    return prints


def join_guidance(texts: Mapping[str, ActText], prints: Mapping[str, Print], rows: Iterable[DocumentRow]) -> Guidance:
    """The documents among the texts and prints, each by its file's name.

    Raises:
        CorpusError: two files hold the same document.
    """
    known = tuple(rows)
    found = {name: row for name, text in texts.items() if (row := document_of(text, known))}
    found |= {name: print_.row for name, print_ in prints.items()}
    _no_twins(found)
    read = [
        _from_text(texts[name], row) if name in texts else _from_print(prints[name], row)
        for name, row in sorted(found.items(), key=lambda item: item[1].id)
    ]
    return Guidance(
        names=tuple(row.name for row in sorted(found.values(), key=lambda row: row.id)),
        sources=tuple(source for source, _ in read),
        passages=tuple(passage for _, passages in read for passage in passages),
        unknown=tuple(name for name in texts if name not in found),
    )


def document_of(text: ActText, rows: Iterable[DocumentRow]) -> DocumentRow | None:
    """The row that the text is; None if it is none of them."""
    own = _OWN_NUMBER.search(text.title)
    for row in rows:
        if row.type != text.type:
            continue
        if row.year_and_number == (text.year, text.number):
            return row
        if row.authority is Authority.PRINCIPMEDDELELSE and own and own[1].casefold() == row.act.casefold():
            return row
    return None


def _no_twins(found: Mapping[str, DocumentRow]) -> None:
    names: dict[str, str] = {}
    for name, row in found.items():
        if row.id in names:
            raise CorpusError(f"{name}: {row.name} ligger også i {names[row.id]}; fjern den ene fil.")
        names[row.id] = name


def _from_text(text: ActText, row: DocumentRow) -> tuple[Source, tuple[Passage, ...]]:
    # The publisher's "Historic" ends it; a mere end date does not.
    ended = text.historic_on if text.status == _HISTORIC else None
    days = _days(row, text.signed, ended)
    source = _source(row, text.text, text.publisher, text.signed, text.url)
    return source, tuple(_passage(piece, text.text, row, days) for piece in cut(text, row))


def _from_print(print_: Print, row: DocumentRow) -> tuple[Source, tuple[Passage, ...]]:
    days = _days(row, print_.signed, None)
    source = _source(row, print_.text, "", print_.signed, row.eli or "")
    return source, tuple(_passage(piece, print_.text, row, days) for piece in print_.pieces)


def _days(row: DocumentRow, signed: date | None, ended: date | None) -> tuple[date | None, date | None]:
    """From when, and until when, it may be used: what the row says, else what the document says of itself."""
    first = row.in_force_from or signed
    until = row.until or ended
    return first, max(until, first + timedelta(days=1)) if first and until else until


def _source(row: DocumentRow, text: str, publisher: str, signed: date | None, url: str) -> Source:
    return Source(
        id=row.id,
        title=row.title,
        publisher=row.publisher or publisher or _PUBLISHER,
        authority=row.authority,
        wording=Wording.ORDLYD,
        text=text,
        issued=signed,
        url=row.eli or url or None,
        law_as_of=row.in_force_from or signed,
    )


def _passage(piece: Cut, text: str, row: DocumentRow, days: tuple[date | None, date | None]) -> Passage:
    return Passage(
        id=f"{row.id}#{piece.name}",
        source=row.id,
        locator=piece.locator,
        text=text[piece.start : piece.end],
        start=piece.start,
        end=piece.end,
        kind=piece.kind,
        authority=row.authority,
        wording=Wording.ORDLYD,
        headings=piece.headings,
        page=piece.page,
        valid_from=days[0],
        valid_until=days[1],
    )
