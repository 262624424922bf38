"""What a printed number stands for: "§§ 28-30.", "Stk. 2 og 3.", "1)", "Kapitel 6 a"."""

import re
from dataclasses import dataclass, replace

from corpus.act_text import ProvisionKind
from corpus.reference import LawRef, canonical_section

# In new text of an amending act a number may follow the opening mark of a quotation.
_SECTION = re.compile(
    r"[»\"“]?§{1,2}\s*(\d{1,4}\s*[a-zæøå]?)(?:\s*(?:-|–|og)\s*(\d{1,4}\s*[a-zæøå]?))?\s*\.?", re.IGNORECASE
)
_STK = re.compile(r"[»\"“]?Stk\.\s*(\d{1,4})(?:\s*(?:-|–|og)\s*(\d{1,4}))?", re.IGNORECASE)
_CHAPTER = re.compile(
    r"(?:kapitel\s+(\d{1,4})\s*([a-zæøå](?![\w.]))?|(\d{1,4})\s*([a-zæøå])?\.\s*kapitel)", re.IGNORECASE
)
_ITEM = re.compile(r"[(»\"“]?(\d{1,4}|[a-zæøå]{1,2})[.)]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed number read: its step in an address, its place, and the end of its range."""

    step: str
    place: LawRef | None = None
    last: LawRef | None = None


def read_section(text: str) -> Printed:
    """The section or sections that a number names; without place if it is no section number.

    >>> read_section("§ 31 a.").step, read_section("§§ 28-30.").step
    ('§ 31 a', '§§ 28-30')
    """
    match = _SECTION.fullmatch(text.strip())
    if not match:
        return Printed(text.strip(" ."))
    first = canonical_section(match[1])
    if not match[2]:
        return Printed(f"§ {first}", LawRef("", first))
    last = canonical_section(match[2])
    return Printed(f"§§ {first}-{last}", LawRef("", first), LawRef("", last))


def read_stk(text: str, above: LawRef | None, due: int) -> Printed:
    """The stk. or range of stk. that a number names; `due` is the one expected where none is printed.

    >>> read_stk("Stk. 2-9.", LawRef("", "3"), 2).step, read_stk("", LawRef("", "3"), 1).step
    ('stk. 2-9', 'stk. 1')
    """
    match = _STK.match(text.strip())
    first = int(match[1]) if match else due
    place = replace(above, stk=first) if above else None
    if not match or not match[2]:
        return Printed(f"stk. {first}", place)
    return Printed(f"stk. {first}-{match[2]}", place, replace(above, stk=int(match[2])) if above else None)


def read_item(text: str, above: LawRef | None, due: int) -> tuple[ProvisionKind, Printed]:
    """What one line of a list is: nr., litra, or a point without a place of its own.

    `due` counts the points of the list. A number under a number, or under a litra, has no
    name that a reference could use.

    >>> read_item("2)", LawRef("", "6", 1), 2)[1].step, read_item("•", LawRef("", "6", 1), 1)[1].step
    ('nr. 2', 'led 1')
    """
    match = _ITEM.fullmatch(text.strip())
    inside = above is not None and above.litra is not None
    if match and match[1].isdigit() and not inside and (above is None or above.nr is None):
        nr = int(match[1])
        return ProvisionKind.NR, Printed(f"nr. {nr}", replace(above, nr=nr) if above else None)
    if match and len(match[1]) == 1 and not match[1].isdigit() and not inside:
        litra = match[1].lower()
        return ProvisionKind.LITRA, Printed(f"litra {litra}", replace(above, litra=litra) if above else None)
    return ProvisionKind.ITEM, Printed(f"led {due}")


def read_chapter(text: str) -> str | None:
    """The chapter's number as the corpus writes it, None if none is printed.

    >>> read_chapter("Kapitel 6 a"), read_chapter("12. kapitel"), read_chapter("Almindelig del")
    ('6 a', '12', None)
    """
    match = _CHAPTER.match(text.strip())
    return canonical_section("".join(part for part in match.groups() if part)) if match else None
