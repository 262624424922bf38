"""XML from a stranger, as a plain tree: the only place that knows the XML library.

Nothing in the file is obeyed: no document type, no entity, no network, and limits on
size, elements and depth are checked before or while it is read.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from corpus.errors import CorpusError

# The largest document known to us, a bill, is 8 MB; an act is below 1 MB.
MAX_BYTES = 20_000_000
# The criminal code has 30,000 tags; a file of our largest size that is real stays below this.
_MAX_TAGS = 1_000_000
# LexDania nests to about 25 levels.
_MAX_DEPTH = 100
_ENCODING = re.compile(r"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_OWN_RULES = re.compile(r"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST)", re.IGNORECASE)
_WEB_PAGE = re.compile(r"^\s*(?:<!doctype\s+html|<html\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Node:
    """An element: `text` stands before its first child, `tail` after the element itself."""

    tag: str
    attributes: Mapping[str, str]
    text: str
    children: tuple["Node", ...]
    tail: str = ""

    def child(self, tag: str) -> "Node | None":
        """The first child with that tag."""
        return next((child for child in self.children if child.tag == tag), None)

    def words(self) -> Iterator[str]:
        """Every piece of text in the element, in order."""
        yield self.text
        for child in self.children:
            yield from child.words()
            yield child.tail


def read_xml(content: bytes, name: str) -> Node:
    """The root of an XML file; `name` is shown in errors.

    Raises:
        CorpusError: Too large, not UTF-8, a web page, with a document type or entities, or not well-formed.
    """
    if len(content) > MAX_BYTES:
        raise CorpusError(
            f"{name}: filen fylder {len(content)} bytes, og grænsen er {MAX_BYTES}; en lov er mindre, så hent den igen."
        )
    text = _decoded(content, name)
    if _WEB_PAGE.match(text):
        raise CorpusError(f"{name}: filen er en webside (HTML), ikke lovens XML; hent adressen, der ender på /xml.")
    if _OWN_RULES.search(text):
        raise CorpusError(
            f"{name}: filen har sin egen dokumenttype eller entiteter, som kan skade læseren, og er derfor ikke læst; "
            "hent XML-filen fra Retsinformation igen."
        )
    if text.count("<") > _MAX_TAGS:
        raise CorpusError(f"{name}: filen har flere end {_MAX_TAGS} tags; en lov har færre, så hent den igen.")
    return _node(_root(text, name), name, depth=1)


def _decoded(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise CorpusError(
            f"{name}: filen er ikke UTF-8 (byte {exc.start}); hent den igen uden at ændre dens tegnsæt."
        ) from exc
    declared = _ENCODING.match(text)
    if declared and declared[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise CorpusError(
            f"{name}: filen siger, at dens tegnsæt er {declared[1][:40]!r}, men det skal være UTF-8; hent den igen."
        )
    return text


def _root(text: str, name: str) -> "etree._Element":
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        return etree.fromstring(_DECLARATION.sub("", text).encode("utf-8"), parser)
    except etree.XMLSyntaxError as exc:
        raise CorpusError(
            f"{name}: filen er ikke hel og gyldig XML (linje {exc.lineno or 1}); er den afkortet, så hent den igen."
        ) from exc


def _node(element: "etree._Element", name: str, depth: int) -> Node:
    if depth > _MAX_DEPTH:
        raise CorpusError(f"{name}: filen har elementer i mere end {_MAX_DEPTH} lag; hent den igen.")
    return Node(
        tag=str(element.tag),
        attributes={str(key): str(value) for key, value in element.attrib.items()},
        text=element.text or "",
        children=tuple(_node(child, name, depth + 1) for child in element),
        tail=element.tail or "",
    )
