"""References to Danish law: read, print, order and contain them.

A reference is what the whole product hangs on, so there is one type for it and one
way to print it. `parse` refuses what it cannot read; `find` reads running text, with
ranges, lists and acts named by word, and returns what it saw and where.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import total_ordering

from corpus.actnames import ActName, acts_in
from corpus.errors import QuestionError

# "§ 53 i loven" is § 53; a lone "i" is a letter of the section only when glued to the number, and a letter
# with a point after it is an abbreviation ("§ 61 f.eks.") unless the sentence ends there.
_NO_WORD = r"(?![a-zæøå]|\.(?!\s*$|\s+(?-i:[A-ZÆØÅ])|\n))"
_SECTION = rf"\d+(?:i(?![a-zæøå])|[a-hj-zæøå](?![a-zæøå]|\.\w)|\s[a-hj-zæøå]{_NO_WORD})?"
_AND = r"\s*(?:,\s*(?:og|eller|samt)?|og|eller|samt)\s*"
# What is counted and not numbered: "§ 61 og 4 uger".
_COUNTED = r"\s*(?:uger?|dage|år|måned|pct|%|\.?\s*(?:pkt|\w+ \d{4}))"
_TAIL = re.compile(
    r"""(?:,?\s*(?:(?:stk\.?|stykke)\s*(?P<stk>\d+)|(?P<first>\d)\.\s*stk\b\.?|\((?P<bracket>\d)\)(?=,?\s*nr\b)))?
        (?:,?\s*(?:nr\.?|nummer)\s*(?P<nr>\d+))?
        (?:,?\s*litra\s*(?P<litra>[a-zæøå])\b)?
        (?:,?\s*(?P<pkt>\d+)\.\s*pkt\.?)?""",
    re.VERBOSE | re.IGNORECASE,
)
_HEAD = re.compile(rf"(?:§{{1,2}}|\bparagraf(?:fen|fer|ferne)?)\s*(?P<section>{_SECTION})", re.IGNORECASE)
_RANGE = re.compile(rf"\s*(?:-|–|—|til)\s*(?:§\s*)?(?P<last>{_SECTION})(?!{_COUNTED})", re.IGNORECASE)
_LIST = re.compile(rf"{_AND}(?:§{{1,2}}\s*)?(?P<section>{_SECTION})(?!{_COUNTED})", re.IGNORECASE)
# After a single §, only a number with a stk. of its own is a further section.
_LIST_WITH_STK = re.compile(rf"{_AND}(?P<section>{_SECTION})(?=,?\s*stk\b)", re.IGNORECASE)
# "stk. 1 og 2", "nr. 1, 2 og 4", "nr. 1-3", "stk. 1, nr. 2, og stk. 2": a bare number must end the phrase it stands in.
_PART = re.compile(
    r"""(?:(?P<reach>\s*(?:-|–|til)\s*)|\s*,?\s*jf\.?\s*(?=stk\b)|\s*(?:,\s*(?:og|eller|samt)?|og|eller|samt)\s*)
        (?:(?P<word>stk|nr)\b\.?\s*)?(?P<number>\d{1,2})(?![\d/])(?!\s*pkt|\.\s*(?:(?:,|og|eller|samt|til|-|–)\s*\d+\.\s*)*pkt)
        (?(word)|(?=\s*(?:$|[.,;:)\]]\s*(?!\d|pkt|stk)|\b(?:og|eller|samt|i|jf|efter|for|af|om|er|i|har|skal|kan|som)\b|[-–]\s*\d|lab\b|bab\b)))""",
    re.VERBOSE | re.IGNORECASE,
)
_STK = re.compile(r",?\s*stk\b", re.IGNORECASE)
_NR = re.compile(r",?\s*nr\.?\s*(\d{1,2})(?!\d)", re.IGNORECASE)
_PKT = re.compile(r",?\s*(\d+)\.\s*pkt\b\.?", re.IGNORECASE)
# More than any stk. or list of nr. has in the acts we know; a higher number before a stk. is a section.
_MOST_PARTS = 30
_CHAPTER = re.compile(
    r"\b(?:kapitel|kapitlerne|kap\.?)\s*(?P<number>\d+(?:\s?[a-e]\b)?)(?:\s*(?:-|–|til)\s*(?P<last>\d+(?:\s?[a-e]\b)?))?",
    re.IGNORECASE,
)
# What may stand between the name of an act and its §, and between a § and the name after it.
_JOINT = re.compile(r"[\s)\]»”\"’']*")
_LOOSE_JOINT = re.compile(r"[\s)\]»”\"’',:]*(?:s\s)?")
_LEAD = re.compile(r"[\s,)]*\(?(?:(?P<in>i|efter)\s+)?(?:(?:den|det)\s+)?(?:(?:da|nu)?gældende\s+)?", re.IGNORECASE)
_ANOTHER = re.compile(r"[\s,]*(?:og|eller|samt)?[\s§]*")
_MARK = re.compile(r"[\s)\]]*(?:§|paragraf|kap)", re.IGNORECASE)


@total_ordering
@dataclass(frozen=True, slots=True)
class LawRef:
    """One provision: an act and a path down to stk., nr., litra and punktum.

    `act` is a short name (LAB, BAB, FVL, RSL) or, for an order without one, its
    number ("BEK 902/2021"). `section` is canonical: "61", "30 a".

    >>> str(LawRef("LAB", "61", 1, 1))
    'LAB § 61, stk. 1, nr. 1'
    """

    act: str
    section: str
    stk: int | None = None
    nr: int | None = None
    litra: str | None = None
    pkt: int | None = None

    def __post_init__(self) -> None:
        """Refuse a path with a hole in it, such as a litra without a number or stk."""
        if not re.fullmatch(r"\d+(?: [a-zæøå])?", self.section):
            raise QuestionError(f"§ {self.section!r} er ikke et paragrafnummer; skriv fx '61' eller '30 a'.")

    def __str__(self) -> str:
        """The reference as it is written in an answer."""
        return f"{self.act} {self.path}"

    @property
    def path(self) -> str:
        """The reference without its act: "§ 61, stk. 1, nr. 1"."""
        parts = [f"§ {self.section}"]
        parts += [f"stk. {self.stk}"] if self.stk is not None else []
        parts += [f"nr. {self.nr}"] if self.nr is not None else []
        parts += [f"litra {self.litra}"] if self.litra is not None else []
        parts += [f"{self.pkt}. pkt."] if self.pkt is not None else []
        return ", ".join(parts)

    @property
    def key(self) -> tuple[str, int, str, int, int, str, int]:
        """Sort key: the order in which the provisions stand in the act."""
        number, _, letter = self.section.partition(" ")
        return (self.act, int(number), letter, self.stk or 0, self.nr or 0, self.litra or "", self.pkt or 0)

    def __lt__(self, other: "LawRef") -> bool:
        """True where this provision stands before the other."""
        return self.key < other.key

    def contains(self, other: "LawRef") -> bool:
        """True if `other` is this provision or a part of it.

        >>> parse("LAB § 61").contains(parse("LAB § 61, stk. 1, nr. 2"))
        True
        """
        if (self.act, self.section) != (other.act, other.section):
            return False
        pairs = ((self.stk, other.stk), (self.nr, other.nr), (self.litra, other.litra), (self.pkt, other.pkt))
        return all(mine is None or mine == theirs for mine, theirs in pairs)

    def without_pkt(self) -> "LawRef":
        """The provision that holds this punktum; corpus structure ends at nr. and litra."""
        return replace(self, pkt=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A reference seen in running text.

    `ref.act` is "" where the text names no act; `inherited` is True where the act is the
    last one named and not one beside the reference. `edition` is the version that the text
    gives by number ("LBK 280/2024"). `last_section` is set for a range ("§§ 57-62"): the
    reference then stands for the sections from `ref` to it; `last_part` likewise for a
    range of its last stk. or nr. ("nr. 1-3"). `start` and `end` are offsets into the text
    that was read.
    """

    ref: LawRef
    start: int
    end: int
    last_section: str | None = None
    last_part: int | None = None
    edition: str = ""
    inherited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterMention:
    """A chapter (or, with `last`, a range of them) named in running text; `act` as in `Mention`."""

    act: str
    number: str
    start: int
    end: int
    last: str | None = None
    inherited: bool = False


def canonical_section(text: str) -> str:
    """The section number as the corpus writes it.

    >>> canonical_section("30A"), canonical_section("30 a"), canonical_section("61")
    ('30 a', '30 a', '61')
    """
    match = re.fullmatch(r"(\d+)\s*([a-zæøåA-ZÆØÅ]?)", text.strip())
    if not match:
        raise QuestionError(f"{text!r} er ikke et paragrafnummer; skriv fx '61' eller '30 a'.")
    return f"{int(match[1])} {match[2].lower()}".strip()


def parse(text: str) -> LawRef:
    """The single reference that `text` is.

    Raises:
        QuestionError: the text is not exactly one reference with its act.

    >>> parse("LAB § 61, stk. 1, nr. 1").nr
    1
    >>> parse("BEK 902/2021 § 9 a").section
    '9 a'
    """
    mentions = find(text)
    ranged = any(mention.last_section or mention.last_part for mention in mentions)
    if len(mentions) != 1 or ranged or not mentions[0].ref.act:
        raise QuestionError(f"{text!r} kan ikke læses som én henvisning; skriv fx 'LAB § 61, stk. 1, nr. 1'.")
    return mentions[0].ref


def find(text: str) -> list[Mention]:
    """Every reference in running Danish text, in the order in which it stands.

    The act is the one named closest: just before the §, or just after it ("§ 61 i lov
    om en aktiv beskæftigelsesindsats"). A list shares its act.

    >>> [str(m.ref) for m in find("efter LAB § 61, stk. 2, og § 53 i forvaltningsloven")]
    ['LAB § 61, stk. 2', 'FVL § 53']
    >>> [m.last_section for m in find("jf. §§ 57-62 i LAB")]
    ['62']
    >>> [str(m.ref) for m in find("efter LAB § 53, § 61, samt § 60 i bekendtgørelsen")]
    ['LAB § 53', 'LAB § 61', 'BAB § 60']
    >>> [str(m.ref) for m in find("BAB § 60, stk. 2, nr. 1 og 3")]
    ['BAB § 60, stk. 2, nr. 1', 'BAB § 60, stk. 2, nr. 3']
    """
    groups: list[list[Mention]] = []
    for head in _HEAD.finditer(text):
        if not groups or head.start() >= groups[-1][-1].end:
            groups.append(list(_read_from(text, head)))
    acts = acts_in(text)
    named = [_named_beside(text, [(m.start, m.end) for m in group], acts) for group in groups]
    for place in range(len(groups) - 2, -1, -1):
        following = named[place + 1]
        # "§ 53 og § 54 i <act>": what leads on to the next group shares the act named after it.
        if named[place] is None and following and following.start >= groups[place + 1][-1].end:
            leads_on = _ANOTHER.fullmatch(_between(text, groups, place)) and place >= _first_sharing(
                text, groups, named, place + 1
            )
            named[place] = following if leads_on else None
    return [_with_act(m, name, acts) for group, name in zip(groups, named, strict=True) for m in group]


def _between(text: str, groups: Sequence[Sequence[Mention]], place: int) -> str:
    """What stands between that group and the next."""
    return text[groups[place][-1].end : groups[place + 1][0].start]


def _first_sharing(text: str, groups: Sequence[Sequence[Mention]], named: Sequence[ActName | None], last: int) -> int:
    """The first group of the list ending in group `last` that shares the act named after it.

    A list that begins with an act of its own ("LAB § 53, § 61, samt § 60 i bekendtgørelsen") passes to the other act
    at "samt", else where the sections fall, else at its last group; one that does not is all of that act.
    """
    first = last
    while first and _ANOTHER.fullmatch(_between(text, groups, first - 1)) and named[first - 1] is None:
        first -= 1
    head = named[first - 1] if first else None
    leads = head is not None and _ANOTHER.fullmatch(_between(text, groups, first - 1))
    if not leads or head is None or head.end > groups[first - 1][0].start:
        return first
    turns = [place for place in range(first, last + 1) if "samt" in _between(text, groups, place - 1).lower()]
    falls = [place for place in range(first, last + 1) if _section(groups[place][0]) < _section(groups[place - 1][-1])]
    return max(turns or falls, default=last)


def _section(mention: Mention) -> LawRef:
    return LawRef("", mention.ref.section)


def find_chapters(text: str) -> list[ChapterMention]:
    """Every chapter named in running Danish text, with its act as in `find`.

    >>> [(c.act, c.number) for c in find_chapters("efter kapitel 11 i lov om en aktiv beskæftigelsesindsats")]
    [('LAB', '11')]
    """
    acts = acts_in(text)
    found = []
    for match in _CHAPTER.finditer(text):
        beside = _named_beside(text, [match.span()], acts)
        name = beside or _last_named(match.start(), acts)
        found.append(
            ChapterMention(
                act=name.act if name else "",
                number=_chapter_number(match["number"]),
                last=_chapter_number(match["last"]) if match["last"] else None,
                start=match.start(),
                end=match.end(),
                inherited=beside is None and name is not None,
            )
        )
    return found


def _chapter_number(text: str) -> str:
    return "".join(text.lower().split())


def _read_from(text: str, head: re.Match[str]) -> Iterator[Mention]:
    """The reference at `head`, and the ones listed after it."""
    plural = head[0].startswith("§§") or "fer" in head[0].lower()
    further = _LIST if plural else _LIST_WITH_STK
    mention, position = _one(text, head.start(), head["section"], head.end())
    while True:
        mention, others = _with_parts(text, mention, plural=plural)
        yield mention
        yield from others
        position = max(position, mention.end, *(other.end for other in others))
        more = further.match(text, position)
        # A section with a § of its own may be of another act: "LAB §§ 57 og 61 samt § 60 i bekendtgørelsen".
        if more is None or ("samt" in more[0].lower() and "§" in more[0]):
            return
        mention, position = _one(text, more.start("section"), more["section"], more.end())


def _one(text: str, start: int, section: str, position: int) -> tuple[Mention, int]:
    reach = _RANGE.match(text, position)
    if reach and LawRef("", canonical_section(reach["last"])) > LawRef("", canonical_section(section)):
        ref, last = LawRef("", canonical_section(section)), canonical_section(reach["last"])
        return Mention(ref=ref, start=start, end=reach.end(), last_section=last), reach.end()
    tail = _TAIL.match(text, position)
    fields = tail.groupdict() if tail else {}
    end = tail.end() if tail else position
    # "§ 61, 1. stk." and "§ 61 (1), nr. 1" are "§ 61, stk. 1".
    fields["stk"] = fields.get("stk") or fields.get("first") or fields.get("bracket")
    numbers = {name: int(number) for name in ("stk", "nr", "pkt") if (number := fields.get(name))}
    litra = fields["litra"].lower() if fields.get("litra") else None
    return Mention(ref=LawRef("", canonical_section(section), litra=litra, **numbers), start=start, end=end), end


def _with_parts(text: str, mention: Mention, *, plural: bool) -> tuple[Mention, list[Mention]]:
    """The mention, reaching over a range of its last part, and the further stk. or nr. listed with it."""
    others: list[Mention] = []
    last = mention
    while (more := _next_part(text, last, plural=plural)) is not None:
        ref, reaches = _part_of(last, more)
        if ref is None:
            break
        if reaches:
            reached = replace(last, end=more.end(), last_part=int(more["number"]))
            mention, others = (reached, others) if last is mention else (mention, [*others[:-1], reached])
            last = reached
        else:
            last = Mention(ref=ref, start=more.start("word" if more["word"] else "number"), end=more.end())
            last = _tailed(text, last)
            others.append(last)
    return mention, others


def _next_part(text: str, last: Mention, *, plural: bool) -> re.Match[str] | None:
    if last.last_section or last.ref.pkt or last.ref.litra or last.ref.stk is last.ref.nr is None:
        return None
    more = _PART.match(text, last.end)
    if more is None or more["word"]:
        return more
    number, with_stk = int(more["number"]), _STK.match(text, more.end()) is not None
    # In "§§ 57, stk. 1, 58 og 61" the sections rise; a number below the section is a part of it.
    if plural and number > int(last.ref.section.partition(" ")[0]):
        return None
    return None if with_stk and not _rises(last, number) else more


def _rises(last: Mention, number: int) -> bool:
    """True if a number before a stk. is a part ("nr. 1 og 2, stk. 4") and no section ("§ 57, stk. 1, 61, stk. 2")."""
    present = last.last_part or last.ref.nr or last.ref.stk or 0
    return present < number <= min(_MOST_PARTS, int(last.ref.section.partition(" ")[0]))


def _part_of(last: Mention, more: re.Match[str]) -> tuple[LawRef | None, bool]:
    """The part that `more` adds to the list that `last` stands in, and whether it is the end of a range."""
    ref, number, word = last.ref, int(more["number"]), (more["word"] or "").lower()
    level = word or ("nr" if ref.nr is not None else "stk")
    present = ref.nr if level == "nr" else ref.stk
    if number == 0 or (more["reach"] and (present is None or last.last_part or number <= present)):
        return None, False
    # After "stk. 1-3" a nr. belongs to none of them alone.
    if last.last_part and (number <= last.last_part if not word else level == "nr" and present is None):
        return None, False
    part = replace(ref, nr=number) if level == "nr" else replace(ref, stk=number, nr=None)
    return part, bool(more["reach"])


def _tailed(text: str, mention: Mention) -> Mention:
    """The mention with the nr. and the punktum that follow it: "stk. 1 og stk. 2, nr. 1", "nr. 2 og 3, 1. pkt."."""
    more = _NR.match(text, mention.end) if mention.ref.nr is None else None
    if more:
        mention = replace(mention, ref=replace(mention.ref, nr=int(more[1])), end=more.end())
    point = _PKT.match(text, mention.end)
    return replace(mention, ref=replace(mention.ref, pkt=int(point[1])), end=point.end()) if point else mention


def _named_beside(text: str, spans: Sequence[tuple[int, int]], acts: Sequence[ActName]) -> ActName | None:
    """The act named right before the spans, or right after them."""
    start, end = spans[0][0], spans[-1][1]
    before = max((name for name in acts if name.end <= start), key=lambda name: name.end, default=None)
    if before and _JOINT.fullmatch(text, before.end, start):
        return before
    after = next((name for name in acts if name.start >= end), None)
    lead = _LEAD.fullmatch(text, end, after.start) if after else None
    # In "§ 57, BAB § 60" the act belongs to the § that follows it.
    if after and lead and (lead["in"] or not _MARK.match(text, after.end)):
        return after
    return before if before and _LOOSE_JOINT.fullmatch(text, before.end, start) else None


def _with_act(mention: Mention, beside: ActName | None, acts: Sequence[ActName]) -> Mention:
    name = beside or _last_named(mention.start, acts)
    if name is None:
        return mention
    ref = replace(mention.ref, act=name.act)
    return replace(mention, ref=ref, edition=name.edition, inherited=beside is None)


def _last_named(start: int, acts: Sequence[ActName]) -> ActName | None:
    return max((name for name in acts if name.end <= start and name.carries), key=lambda name: name.end, default=None)
