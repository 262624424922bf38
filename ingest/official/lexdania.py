"""LexDania 2.1, the publisher's own XML: laws, consolidated acts, orders, amending acts, guidance, decisions.

The document is walked once, in order. An element we do not know is walked through, so
that no word is lost with it. A footnote is taken out where it hangs and written at the end.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from corpus.act_text import ActText, Form, Provision, ProvisionKind
from corpus.errors import CorpusError
from ingest.official.lexdania_meta import Meta, read_meta
from ingest.official.numbers import Printed, read_chapter, read_item, read_section, read_stk
from ingest.official.stated import stated_in_force
from ingest.official.writer import Writer, tidy
from ingest.official.xml_file import Node, read_xml

# A line set in bold or italics is a heading; longer than this it is a sentence that someone stressed.
_LONGEST_HEADING = 200
_NUMBERED = re.compile(r"(\d+(?:\.\d+)*)\.?\s+\S")
_AMENDING_ACT = re.compile(r"((?:Lov|Bekendtgørelse|Lovbekendtgørelse) nr\. \d+ af \d+\. \w+ \d{4})")
_LISTS = (ProvisionKind.NR, ProvisionKind.LITRA, ProvisionKind.ITEM)
# Where each Exitus is a paragraph by itself, and may be a heading.
_RUNNING = frozenset({None, ProvisionKind.ANNEX, ProvisionKind.SUMMARY})
_ROOTS = {
    "html": "en webside (HTML)",
    "rss": "en nyhedsstrøm (RSS)",
    "feed": "en ændringsliste (Atom)",
    "akomaNtoso": "et dokument i formatet Akoma Ntoso",
}


def read_lexdania(content: bytes, name: str) -> ActText:
    """The act in a LexDania file; `name` is shown in errors.

    Raises:
        CorpusError: The file is hostile or damaged, is another document, or holds no text.
    """
    root = read_xml(content, name)
    if root.tag != "Dokument":
        what = _ROOTS.get(root.tag.rpartition("}")[2], f"et andet XML-dokument (<{root.tag[:40]}>)")
        raise CorpusError(f"{name}: filen er {what}, ikke LexDania; hent lovens XML fra adressen, der ender på /xml.")
    meta = read_meta(root.child("Meta"), name)
    reader = _Reader()
    reader.read(root)
    text, provisions = reader.writer.result()
    # No text, or nothing but the title.
    if not any(p.kind is not ProvisionKind.TITLE for p in provisions):
        raise CorpusError(
            f"{name}: {meta.name} har kun oplysninger om dokumentet og ingen tekst (typisk fra før 2008); "
            "hent dokumentet som PDF."
        )
    return _act(meta, text, provisions)


def _act(meta: Meta, text: str, provisions: tuple[Provision, ...]) -> ActText:
    act = ActText(
        act=meta.name,
        type=meta.type,
        year=meta.year,
        number=meta.number,
        title=meta.title,
        short_title=meta.short_title,
        publisher=meta.publisher,
        signed=meta.signed,
        announced=meta.announced,
        historic_on=meta.historic_on,
        status=meta.status,
        url=meta.url,
        changes=meta.changes,
        form=Form.LEXDANIA,
        text=text,
        provisions=provisions,
    )
    return stated_in_force(act)


class _Reader:
    """Walks the document and tells the writer what it meets."""

    def __init__(self) -> None:
        self.writer = Writer()
        self._notes: list[tuple[Node, int]] = []
        self._handlers: Mapping[str, Callable[[Node], None]] = {
            "Meta": lambda _: None,
            "TitelGruppe": self._lines(ProvisionKind.TITLE, "titel"),
            "Indledning": self._lines(ProvisionKind.PREAMBLE, "indledning"),
            "Hymne": self._lines(ProvisionKind.PREAMBLE, "indledning"),
            "UnderskriftGruppe": self._lines(ProvisionKind.SIGNATURE, "underskrift"),
            "Bog": self._part,
            "Afsnit": self._part,
            "Kapitel": self._chapter,
            "ParagrafGruppe": self._group,
            "Rubrica": self._rubric,
            "Paragraf": self._section,
            "AendringCentreretParagraf": self._section,
            "IkraftCentreretParagraf": self._section,
            "Stk": self._stk,
            "Exitus": self._exitus,
            "Linea": self._line,
            "Explicatus": self._line,
            "Char": self._line,
            "Nota": self._note,
            "Index": self._list,
            "Table": self._table,
            "Ikraft": self._transition,
            "AendringsNummer": self._amendment,
            "AendringNyTekst": self._new_text,
            "Resume": self._summary,
            "Bilag": self._annex,
        }

    def read(self, root: Node) -> None:
        """Write the whole document, and the footnotes after it."""
        self._inside(root)
        position = 0
        while position < len(self._notes):
            self._footnote(*self._notes[position], position + 1)
            position += 1

    def _walk(self, node: Node) -> None:
        handler = self._handlers.get(node.tag)
        if handler:
            handler(node)
        else:
            self._inside(node)

    def _inside(self, node: Node, *, without: tuple[str, ...] = ()) -> None:
        self._loose(node.text)
        for child in node.children:
            if child.tag not in without:
                self._walk(child)
            self._loose(child.tail)

    def _loose(self, text: str) -> None:
        """Words that stand where no words are expected: kept, and addressable."""
        if not text.strip():
            return
        if self.writer.kind is None:
            with self.writer.provision(ProvisionKind.PARAGRAPH, self._paragraph_step()):
                self.writer.words(text)
        else:
            self.writer.words(text)

    def _paragraph_step(self) -> str:
        return f"tekststykke {self.writer.held(ProvisionKind.PARAGRAPH) + 1}"

    def _lines(self, kind: ProvisionKind, step: str) -> Callable[[Node], None]:
        """A handler for what is read as lines of one provision."""

        def read(node: Node) -> None:
            with self.writer.provision(kind, step):
                self._inside(node)

        return read

    def _part(self, node: Node) -> None:
        level = 1 if node.tag == "Bog" else 2
        number = node.attributes.get("localId", "")
        self._titled(node, ProvisionKind.PART, level, f"{node.tag.lower()} {number}".strip())
        self._inside(node, without=("Explicatus", "Rubrica"))
        self.writer.heading(level)

    def _chapter(self, node: Node) -> None:
        printed = node.child("Explicatus")
        local = re.sub(r"(?<=\d)(?=[a-zæøå])", " ", node.attributes.get("localId", ""))
        number = read_chapter(printed.text) if printed else None
        number = number or (local if re.fullmatch(r"\d{1,4}(?: [a-zæøå])?", local) else None)
        self.writer.chapter(number)
        self._titled(node, ProvisionKind.CHAPTER, 3, f"kapitel {number}" if number else "kapitel")
        self._inside(node, without=("Explicatus", "Rubrica"))
        self.writer.heading(3)
        self.writer.chapter(None)

    def _titled(self, node: Node, kind: ProvisionKind, level: int, step: str) -> None:
        """The element's own heading: its number and its words, one line each."""
        heads = [child for child in node.children if child.tag in ("Explicatus", "Rubrica")]
        self.writer.heading(level)
        with self.writer.provision(kind, step):
            for head in heads:
                if head.tag == "Explicatus":
                    self.writer.number(_joined(head))
                else:
                    self._inside(head)
                self.writer.gap("\n")
        self.writer.heading(level, " ".join(_joined(head) for head in heads))

    def _group(self, node: Node) -> None:
        self.writer.heading(4)
        self._inside(node)
        self.writer.heading(4)

    def _rubric(self, node: Node) -> None:
        if self.writer.kind not in _RUNNING and self.writer.kind is not ProvisionKind.NEW_TEXT:
            self.writer.gap("\n")
            self._inside(node)
            self.writer.gap("\n")
            return
        with self.writer.provision(ProvisionKind.GROUP, "overskrift"):
            self._inside(node)
        self.writer.heading(4, _joined(node))

    def _section(self, node: Node) -> None:
        explicatus = node.child("Explicatus")
        printed = read_section(_joined(explicatus)) if explicatus else Printed("paragraf")
        with self.writer.provision(ProvisionKind.SECTION, printed.step, place=printed.place, last=printed.last):
            self._numbered(node)

    def _stk(self, node: Node) -> None:
        explicatus = node.child("Explicatus")
        due = self.writer.held(ProvisionKind.STK) + 1
        printed = read_stk(_joined(explicatus) if explicatus else "", self.writer.place, due)
        with self.writer.provision(ProvisionKind.STK, printed.step, place=printed.place, last=printed.last):
            self._numbered(node)

    def _numbered(self, node: Node) -> None:
        """The element's printed number and what it holds; a second number is text."""
        explicatus = node.child("Explicatus")
        for child in node.children:
            if child is explicatus:
                self.writer.number(_joined(child))
            else:
                self._walk(child)
            self._loose(child.tail)

    def _exitus(self, node: Node) -> None:
        if self.writer.kind in _RUNNING:
            self._paragraph(node)
        elif self.writer.held(*_LISTS) and not any(child.tag in ("Index", "Table") for child in node.children):
            with self.writer.provision(ProvisionKind.CLOSING, "afslutning"):
                self._inside(node)
        else:
            flows = self.writer.begins or self.writer.kind in _FLOWING
            self.writer.gap(" " if flows else "\n")
            self._inside(node)

    def _paragraph(self, node: Node) -> None:
        if any(child.tag in ("Index", "Table") for child in node.children):
            self._inside(node)
        elif _is_heading(node):
            self._heading(node)
        else:
            with self.writer.provision(ProvisionKind.PARAGRAPH, self._paragraph_step()):
                self._inside(node)

    def _heading(self, node: Node) -> None:
        words = _joined(node)
        numbered = _NUMBERED.match(words)
        order = self.writer.held(ProvisionKind.HEADING) + 1
        level = 5 if _styled(node, "Bold") else 6
        self.writer.heading(level)
        with self.writer.provision(
            ProvisionKind.HEADING, f"punkt {numbered[1]}" if numbered else f"overskrift {order}"
        ):
            self._inside(node)
        self.writer.heading(level, words)

    def _line(self, node: Node) -> None:
        """A line's words as they flow, with its footnotes taken out."""
        flow: list[str] = []
        for piece in _pieces(node):
            if isinstance(piece, str):
                flow.append(piece)
                continue
            self._loose("".join(flow))
            flow = []
            self._walk(piece)
        self._loose("".join(flow))

    def _note(self, node: Node) -> None:
        self._notes.append((node, self.writer.position))

    def _footnote(self, node: Node, anchor: int, order: int) -> None:
        explicatus = node.child("Explicatus")
        number = re.sub(r"\W", "", _joined(explicatus)) if explicatus else ""
        with self.writer.provision(ProvisionKind.FOOTNOTE, f"fodnote {number or order}"):
            self.writer.anchor(anchor)
            self._numbered(node)

    def _list(self, node: Node) -> None:
        for child in node.children:
            if child.tag == "Indentatio":
                self._item(child)
            else:
                self._walk(child)

    def _item(self, node: Node) -> None:
        explicatus = node.child("Explicatus")
        due = self.writer.held(*_LISTS) + 1
        kind, printed = read_item(_joined(explicatus) if explicatus else "", self.writer.place, due)
        with self.writer.provision(kind, printed.step, place=printed.place, last=printed.last):
            self._numbered(node)

    def _table(self, node: Node) -> None:
        with self.writer.provision(ProvisionKind.TABLE, f"tabel {self.writer.held(ProvisionKind.TABLE) + 1}"):
            for row in node.children:
                self.writer.gap("\n")
                if row.tag == "Tr":
                    self._row(row)
                else:
                    self._inside(row)

    def _row(self, row: Node) -> None:
        for cell in row.children:
            self.writer.gap("\t")
            for child in cell.children:
                self._inside(child) if child.tag == "Exitus" else self._walk(child)
            self._loose(cell.text)

    def _transition(self, node: Node) -> None:
        named = _AMENDING_ACT.search(_joined(node.children[0])) if node.children else None
        order = self.writer.held(ProvisionKind.TRANSITION) + 1
        with self.writer.provision(ProvisionKind.TRANSITION, named[1] if named else f"ikrafttræden {order}"):
            self._inside(node)

    def _amendment(self, node: Node) -> None:
        explicatus = node.child("Explicatus")
        number = re.match(r"\d+", _joined(explicatus)) if explicatus else None
        due = self.writer.held(ProvisionKind.AMENDMENT) + 1
        _, printed = read_item(f"{number[0] if number else due})", self.writer.place, due)
        with self.writer.provision(ProvisionKind.AMENDMENT, printed.step, place=printed.place):
            self._numbered(node)

    def _new_text(self, node: Node) -> None:
        with self.writer.provision(ProvisionKind.NEW_TEXT, "ny tekst"):
            self._inside(node)

    def _summary(self, node: Node) -> None:
        with self.writer.provision(ProvisionKind.SUMMARY, "resumé"):
            self._inside(node)
        # What follows does not stand under the summary's last heading.
        self.writer.heading(4)

    def _annex(self, node: Node) -> None:
        number = node.attributes.get("localId") or str(self.writer.held(ProvisionKind.ANNEX) + 1)
        with self.writer.provision(ProvisionKind.ANNEX, f"bilag {number}"):
            self._numbered(node)


# Inside these, an Exitus goes on in the line where the last one ended.
_FLOWING = frozenset(
    {
        ProvisionKind.SECTION,
        ProvisionKind.STK,
        ProvisionKind.NR,
        ProvisionKind.LITRA,
        ProvisionKind.ITEM,
        ProvisionKind.CLOSING,
        ProvisionKind.FOOTNOTE,
        ProvisionKind.TABLE,
    }
)


def _pieces(node: Node) -> Iterator[str | Node]:
    """The line's words in order, and the elements in it that are no words.

    Spaces between two Char are the file's layout. An empty Char is a space that the publisher's
    program has emptied: "<Char>§ 43,</Char><Char></Char><Char>stk. 6,</Char>".
    """
    yield node.text
    for child in node.children:
        if child.tag in ("Nota", "Index", "Table", "Exitus"):
            yield child
        elif child.tag == "Char" or not child.children:
            yield "".join(child.words()) or " "
        else:
            yield from _pieces(child)
        yield child.tail if child.tail.strip() else ""


def _joined(node: Node) -> str:
    """The element's words in one line, without its footnotes."""
    if node.tag in ("Linea", "Char", "Explicatus"):
        return tidy("".join(piece for piece in _pieces(node) if isinstance(piece, str)))
    return tidy(" ".join(_joined(child) for child in node.children if child.tag != "Nota"))


def _is_heading(node: Node) -> bool:
    """True for a short paragraph set in bold or italics from end to end."""
    words = _joined(node)
    if not words or len(words) > _LONGEST_HEADING or words.endswith("."):
        return False
    return _styled(node, "Bold") or _styled(node, "Italic") or _styled(node, "Bold", "Italic")


def _styled(node: Node, *styles: str) -> bool:
    """True if every word in the element is set in one of the styles."""
    if node.tag == "Char" and "".join(node.words()).strip():
        return any(style in node.attributes.get("formaChar", "") for style in styles)
    if node.text.strip():
        return False
    return all(_styled(child, *styles) for child in node.children)
