"""An act's PDF, as Retsinformation prints it: lines become chapters, headings and sections by how they look.

Only the print is at hand, so less is certain than from the XML: headings are told by the
space around them, and what follows a list counts as its last nr. Prefer the XML.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from itertools import groupby

from corpus.act_text import ActText, Form, ProvisionKind
from corpus.dates import stated_dates
from corpus.errors import CorpusError
from corpus.reference import LawRef, canonical_section
from ingest.clean import Gap, Line, Spellings, ends_sentence, join, page_lines
from ingest.extract import read_pages
from ingest.official.numbers import read_chapter
from ingest.official.printed import Note, printed_head, write_notes, write_section
from ingest.official.stated import stated_in_force
from ingest.official.writer import Writer

_IDENTITY = re.compile(
    r"\b(?P<type>LBK|LOV|BEK|VEJ|CIR)\s+nr\.?\s+(?P<number>\d{1,6})\s+af\s+"
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"
)
_WRITTEN = re.compile(
    r"\b(?P<type>Lovbekendtgørelse|Lov|Bekendtgørelse|Vejledning|Cirkulære)\s+nr\.\s+(?P<number>\d{1,6})\s+af\s+"
    r"(?:den\s+)?(?P<day>\d{1,2}\.\s+\w+\s+\d{4})"
)
_TYPES = {"Lovbekendtgørelse": "LBK", "Lov": "LOV", "Bekendtgørelse": "BEK", "Vejledning": "VEJ", "Cirkulære": "CIR"}
_TITLE = re.compile(r"(?:Bekendtgørelse (?:af|om)|Lov om|Vejledning (?:om|til)|Cirkulære om)\b(?! nr)")
_CHAPTER = re.compile(r"(?:Kapitel\s+\d{1,4}(?:\s*[a-zæøå])?|\d{1,4}(?:\s*[a-zæøå])?\.\s*kapitel)", re.IGNORECASE)
_ANNEX = re.compile(r"Bilag(?:\s+(?P<number>\d{1,4}))?")
_OTHER_LAW = re.compile(r"(?P<name>Lov nr\. \d{1,6} af \d{1,2}\. \w+ \d{4})")
_SIGNED = re.compile(r".*,\s+den\s+\d{1,2}\.\s+\w+\s+\d{4}|Givet\b.*")
# Longer is a sentence; a jump this wide in the numbers is a reference at the start of a line.
_LONGEST_HEADING = 200
_WIDEST_JUMP = 20


class _Role(Enum):
    """What a piece of the print is, by its first line."""

    TEXT = auto()
    TITLE = auto()
    CHAPTER = auto()
    GROUP = auto()
    SECTION = auto()
    TRANSITION = auto()
    SIGNATURE = auto()
    ANNEX = auto()


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines that belong together; `label` is a section's number as "31a" or "28-30"."""

    role: _Role
    lines: tuple[Line, ...]
    label: str = ""


def read_pdf(content: bytes, name: str) -> ActText:
    """The act in a PDF; `name` is shown in errors.

    Raises:
        CorpusError: The PDF cannot be read, does not say which act it is, or has no sections.
    """
    pages = read_pages(content, name if name.lower().endswith(".pdf") else f"{name}.pdf")
    lines: list[Line] = []
    for page in pages:
        lines += page_lines(page.lines, page.number, len(lines))
    body = _without_running_heads(lines)
    identity = _identity("\n".join(line.text for line in lines), name)
    pieces = _in_order(_pieces(body))
    if not any(piece.role is _Role.SECTION for piece in pieces):
        raise CorpusError(f"{name}: der er ingen paragraffer i PDF-filen; hent dokumentet som XML fra Retsinformation.")
    return _act(pieces, identity, Spellings.of(line.text for line in lines))


def _act(pieces: Sequence[_Piece], identity: tuple[str, int, date], spellings: Spellings) -> ActText:
    kind, number, signed = identity
    title = next((join(piece.lines, spellings)[0] for piece in pieces if piece.role is _Role.TITLE), "")
    text, provisions = _Print(spellings).write(pieces).result()
    act = ActText(
        act=f"{kind} {number}/{signed.year}",
        type=kind,
        year=signed.year,
        number=number,
        title=title,
        signed=signed,
        url=f"https://www.retsinformation.dk/eli/{'lta' if kind != 'VEJ' else 'retsinfo'}/{signed.year}/{number}",
        form=Form.PDF,
        text=text,
        provisions=provisions,
    )
    return stated_in_force(act)


def _identity(text: str, name: str) -> tuple[str, int, date]:
    """The type, number and date of the act: the first ones printed."""
    short, written = _IDENTITY.search(text), _WRITTEN.search(text)
    try:
        if short and (not written or short.start() < written.start()):
            return short["type"], int(short["number"]), date(*(int(short[part]) for part in ("year", "month", "day")))
        if written and (days := stated_dates(written["day"])):
            return _TYPES[written["type"]], int(written["number"]), min(days)
    except ValueError as exc:
        raise CorpusError(f"{name}: lovens dato er ikke en dato; hent PDF-filen igen.") from exc
    raise CorpusError(
        f"{name}: PDF-filen siger ikke, hvilken lov den er ('LBK nr. 280 af 01/03/2024'); hent den fra Retsinformation."
    )


def _without_running_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines without those that stand, but for their numbers, at the top or foot of most pages."""
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    edges = [line for page in pages for line in dict.fromkeys([*page[:2], *page[-2:]])]
    often = Counter(re.sub(r"\d+", "#", line.text) for line in edges)
    heads = {text for text, count in often.items() if count > 1 and count * 2 >= len(pages)}
    dropped = {line.at for line in edges if re.sub(r"\d+", "#", line.text) in heads}
    return [line for line in lines if line.at not in dropped]


def _pieces(lines: Sequence[Line]) -> Iterator[_Piece]:
    """The print cut where there is air, where a page begins, and where a line shows what it begins."""
    last: LawRef | None = None
    current: _Piece | None = None
    for line in lines:
        role, label = _role(line, current, last)
        if role is _Role.SECTION:
            last = LawRef("", canonical_section(label.rpartition("-")[2]))
        if current and role is _Role.TEXT and _continues(current, line):
            current = replace(current, lines=(*current.lines, line))
            continue
        if current:
            yield current
        current = _Piece(role, (line,), label)
    if current:
        yield current


def _continues(piece: _Piece, line: Line) -> bool:
    return not _stands_apart(line) and piece.role is not _Role.CHAPTER


def _stands_apart(line: Line) -> bool:
    return line.gap is Gap.WIDE or line.top


def _role(line: Line, above: _Piece | None, last: LawRef | None) -> tuple[_Role, str]:
    afresh = above is None or _stands_apart(line) or ends_sentence(above.lines[-1].text) or _is_head(above)
    label = printed_head(line.text) if afresh else None
    if label and _is_next(label, last):
        return _Role.SECTION, label
    if last is None and afresh and _TITLE.match(line.text):
        return _Role.TITLE, ""
    patterns = [(_CHAPTER, _Role.CHAPTER), (_ANNEX, _Role.ANNEX)]
    if last is not None and afresh:
        patterns += [(_SIGNED, _Role.SIGNATURE)]
    role = next((role for pattern, role in patterns if pattern.fullmatch(line.text)), _Role.TEXT)
    if role is _Role.TEXT and last is not None and _stands_apart(line) and _OTHER_LAW.match(line.text):
        role = _Role.TRANSITION
    return role, ""


def _is_head(piece: _Piece) -> bool:
    """True for what a new section may follow without air: a heading, or a repealed section."""
    return piece.role in (_Role.CHAPTER, _Role.GROUP) or piece.lines[-1].text.endswith("(Ophævet)")


def _is_next(label: str, last: LawRef | None) -> bool:
    """True if the section can be the next one: after the last, and not far after it."""
    ref = LawRef("", canonical_section(label.partition("-")[0]))
    return last is None or (last.key < ref.key and ref.key[1] - last.key[1] <= _WIDEST_JUMP)


def _in_order(pieces: Iterator[_Piece]) -> list[_Piece]:
    """The pieces with each text given to what it belongs to: a chapter's title, a heading, more of a section."""
    waiting = list(pieces)
    found: list[_Piece] = []
    for index, piece in enumerate(waiting):
        following = waiting[index + 1] if index + 1 < len(waiting) else None
        above = found[-1] if found else None
        if piece.role is not _Role.TEXT or above is None:
            found.append(piece)
        elif above.role is _Role.CHAPTER and len(above.lines) == 1:
            found[-1] = replace(above, lines=above.lines + piece.lines)
        elif following and following.role is _Role.SECTION and _is_heading(piece, above):
            found.append(replace(piece, role=_Role.GROUP))
        elif above.role in (_Role.TEXT, _Role.TITLE, _Role.CHAPTER):
            found.append(piece)
        else:
            found[-1] = replace(above, lines=above.lines + piece.lines)
    return found


def _is_heading(piece: _Piece, above: _Piece) -> bool:
    words = " ".join(line.text for line in piece.lines)
    short = len(words) <= _LONGEST_HEADING and words[:1].isupper() and not words.endswith((".", ",", ";"))
    return short and (above.role is not _Role.SECTION or ends_sentence(above.lines[-1].text) or _is_head(above))


class _Print:
    """Writes the pieces of a print."""

    def __init__(self, spellings: Spellings) -> None:
        self._writer = Writer()
        self._spellings = spellings
        self._notes: list[Note] = []

    def write(self, pieces: Sequence[_Piece]) -> Writer:
        """The writer, with everything written."""
        for piece in pieces:
            self._piece(piece)
        write_notes(self._writer, self._notes)
        return self._writer

    def _piece(self, piece: _Piece) -> None:
        match piece.role:
            case _Role.SECTION:
                self._section(piece)
            case _Role.CHAPTER:
                self._chapter(piece)
            case _Role.GROUP:
                self._plain(ProvisionKind.GROUP, "overskrift", piece)
                self._writer.heading(4, self._words(piece))
            case _Role.TITLE:
                self._plain(ProvisionKind.TITLE, "titel", piece)
            case _Role.SIGNATURE:
                self._plain(ProvisionKind.SIGNATURE, "underskrift", piece)
            case _Role.TRANSITION:
                named = _OTHER_LAW.match(piece.lines[0].text)
                self._plain(ProvisionKind.TRANSITION, named["name"] if named else "ikrafttræden", piece)
            case _Role.ANNEX:
                number = _ANNEX.match(piece.lines[0].text)
                self._plain(ProvisionKind.ANNEX, f"bilag {(number and number['number']) or 1}", piece)
            case _Role.TEXT:
                order = self._writer.held(ProvisionKind.PARAGRAPH) + 1
                self._plain(ProvisionKind.PARAGRAPH, f"tekststykke {order}", piece)

    def _section(self, piece: _Piece) -> None:
        self._notes += write_section(self._writer, piece.label, self._words(piece)) or ()

    def _chapter(self, piece: _Piece) -> None:
        number = read_chapter(piece.lines[0].text)
        self._writer.heading(3)
        self._writer.chapter(number)
        with self._writer.provision(ProvisionKind.CHAPTER, f"kapitel {number}"):
            self._writer.number(piece.lines[0].text)
            self._writer.gap("\n")
            if piece.lines[1:]:
                self._writer.words(join(piece.lines[1:], self._spellings)[0])
        self._writer.heading(3, self._words(piece))

    def _plain(self, kind: ProvisionKind, step: str, piece: _Piece) -> None:
        with self._writer.provision(kind, step):
            self._writer.words(self._words(piece))

    def _words(self, piece: _Piece) -> str:
        return join(piece.lines, self._spellings)[0]
