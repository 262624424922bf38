"""Retsinformation's change feed: what was published or changed in the last two months, and what of it is ours.

The feed is Atom with a few elements of its own. It names documents by ELI and title only,
so that a change hidden under "forskellige andre love" cannot be seen here; the list of
later changes in each act's own metadata has it (`ingest.fetched`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.errors import CorpusError
from corpus.targets import Target, eli_path
from ingest.official.xml_file import Node, read_xml

FEED = "/eli/eli-update-feed.atom"
_NAME = "ændringslisten"
# The publisher's feed says that it is UTF-16 and is UTF-8.
_DECLARATION = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class ChangeKind(StrEnum):
    """How an entry concerns a document of ours: it is the document, or its title names the act."""

    OURS = "ours"
    NAMES = "names"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One document that was published or changed; `reason` is the publisher's word, empty if it gives none."""

    title: str
    eli: str
    updated: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedChange:
    """An entry that concerns an act we use; `document` is our row's id where the entry is that very document."""

    act: str
    kind: ChangeKind
    entry: FeedEntry
    document: str = ""


def read_feed(content: bytes) -> tuple[FeedEntry, ...]:
    """The entries, newest first.

    Raises:
        CorpusError: not an Atom feed in UTF-8 or UTF-16, one that carries a document type or
            entities, or an entry without address or day.
    """
    root = read_xml(_as_utf8(content), _NAME)
    if _local(root) != "feed":
        raise CorpusError(f"{_NAME}: filen begynder med <{_local(root)[:40]}> og er ikke et Atom-feed; hent den igen.")
    entries = [_entry(node) for node in root.children if _local(node) == "entry"]
    return tuple(sorted(entries, key=lambda entry: entry.updated, reverse=True))


def changes_to(entries: Iterable[FeedEntry], acts: Iterable[Target]) -> tuple[FeedChange, ...]:
    """The entries that are one of our documents, or whose title names one of our acts; each once per act."""
    ours = tuple(acts)
    found = (change for entry in entries for change in _concerning(entry, ours))
    return tuple({(change.act, change.entry): change for change in found}.values())


def _concerning(entry: FeedEntry, ours: tuple[Target, ...]) -> Iterator[FeedChange]:
    path = eli_path(entry.eli)
    for target in ours:
        if path and path == target.path:
            yield FeedChange(act=target.act, kind=ChangeKind.OURS, entry=entry, document=target.id)
            return
    title = " ".join(entry.title.casefold().split())
    for target in ours:
        if any(_mentions(title, name) for name in target.names):
            yield FeedChange(act=target.act, kind=ChangeKind.NAMES, entry=entry)


def _mentions(title: str, name: str) -> bool:
    """True if the name stands there as words of its own, not as the end of a longer compound."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title) is not None


def _as_utf8(content: bytes) -> bytes:
    """The feed without its declaration, whose encoding cannot be believed."""
    if content.startswith(_UTF16_MARKS):
        try:
            content = content.decode("utf-16").encode("utf-8")
        except UnicodeError as exc:
            raise CorpusError(f"{_NAME}: filen er hverken UTF-8 eller UTF-16; hent den igen.") from exc
    return _DECLARATION.sub(b"", content, count=1)


def _entry(node: Node) -> FeedEntry:
    eli, updated = _said(node, "id"), _said(node, "updated")
    if not eli:
        raise CorpusError(
            f"{_NAME}: posten {_said(node, 'title')[:60]!r} mangler sin adresse (<id>); hent feedet igen."
        )
    try:
        day = date.fromisoformat(updated[:10])
    except ValueError as exc:
        raise CorpusError(f"{_NAME}: posten {eli[:80]!r} har dagen {updated[:40]!r}; hent feedet igen.") from exc
    return FeedEntry(title=_said(node, "title"), eli=eli, updated=day, reason=_said(node, "reasonForChange"))


def _said(node: Node, tag: str) -> str:
    found = next((child for child in node.children if _local(child) == tag), None)
    return " ".join("".join(found.words()).split()) if found else ""


def _local(node: Node) -> str:
    """The tag without its namespace: the feed's own elements stand in Atom's, against the ELI specification."""
    return node.tag.rpartition("}")[2]
