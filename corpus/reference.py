"""References to Danish law: read, print, order and contain them.

A reference is what the whole product hangs on, so there is one type for it and one
way to print it. `parse` refuses what it cannot read; `find` reads running text, with
ranges, lists and acts named by word, and returns what it saw and where.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import total_ordering

from corpus.errors import QuestionError

# "§ 53 i loven" is § 53; a lone "i" is a letter of the section only when glued to the number.
_SECTION = r"\d+(?:i(?![a-zæøå])|\s?[a-hj-zæøå](?![a-zæøå.]))?"
_TAIL = re.compile(
    r"""(?:,?\s*stk\.?\s*(?P<stk>\d+))?
        (?:,?\s*(?:nr\.?|nummer)\s*(?P<nr>\d+))?
        (?:,?\s*litra\s*(?P<litra>[a-zæøå])\b)?
        (?:,?\s*(?P<pkt>\d+)\.\s*pkt\.?)?""",
    re.VERBOSE | re.IGNORECASE,
)
_HEAD = re.compile(rf"§{{1,2}}\s*(?P<section>{_SECTION})", re.IGNORECASE)
_RANGE = re.compile(rf"\s*(?:-|–|—|til)\s*(?:§\s*)?(?P<last>{_SECTION})", re.IGNORECASE)
_LIST = re.compile(
    rf"\s*(?:,\s*(?:og|eller|samt)?|og|eller|samt)\s*(?:§{{1,2}}\s*)?(?P<section>{_SECTION})"
    r"(?!\s*(?:uger?|dage|år|måned|pct|%|\.?\s*(?:pkt|\w+ \d{4})))",
    re.IGNORECASE,
)
_ORDER_NUMBER = re.compile(r"\b(?P<kind>BEK|LOV|LBK)\s*(?:nr\.?\s*)?(?P<number>\d+)/(?P<year>\d{4})")

# Longest first: "retssikkerhedsloven" must not be read as a mere "loven".
_ACT_WORDS: tuple[tuple[str, str], ...] = (
    (r"lov om en aktiv besk(?:æ|ae)ftigelsesindsats", "LAB"),
    (r"lov om aktiv besk(?:æ|ae)ftigelsesindsats", "LAB"),
    (r"besk(?:æ|ae)ftigelsesindsatsloven", "LAB"),
    (r"lab(?:-loven|-lovens|s)?", "LAB"),
    (r"bekendtg(?:ø|oe|o)relse(?:n|ns)?(?: om en aktiv besk(?:æ|ae)ftigelsesindsats)?", "BAB"),
    (r"bab(?:s)?", "BAB"),
    (r"forvaltningslov(?:en|ens)?", "FVL"),
    (r"fvl\.?", "FVL"),
    (r"lov om retssikkerhed og administration p(?:å|aa) det sociale omr(?:å|aa)de", "RSL"),
    (r"retssikkerhedslov(?:en|ens)?", "RSL"),
    (r"rsl\.?", "RSL"),
    (r"lov om aktiv socialpolitik|aktivlov(?:en|ens)?", "LAS"),
    (r"integrationslov(?:en|ens)?", "INTEGRATIONSLOVEN"),
    (r"sygedagpengelov(?:en|ens)?|lov om sygedagpenge", "SYGEDAGPENGELOVEN"),
    (r"lov om arbejdsl(?:ø|oe)shedsforsikring(?: m\.v\.)?", "ALF"),
)
_ACT = re.compile(
    "|".join(rf"(?P<a{i}>\b(?:{words})(?!\w))" for i, (words, _) in enumerate(_ACT_WORDS)),
    re.IGNORECASE,
)


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

    `ref.act` is "" where the text names no act. `last_section` is set for a range
    ("§§ 57-62"): the reference then stands for the sections from `ref` to it.
    `start` and `end` are offsets into the text that was read.
    """

    ref: LawRef
    start: int
    end: int
    last_section: str | None = None


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
    if len(mentions) != 1 or mentions[0].last_section or not mentions[0].ref.act:
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
    """
    acts = list(_acts(text))
    mentions: list[Mention] = []
    for head in _HEAD.finditer(text):
        if mentions and head.start() < mentions[-1].end:
            continue
        mentions.extend(_read_from(text, head))
    return [replace(m, ref=replace(m.ref, act=_act_of(text, m, acts, mentions))) for m in mentions]


def _read_from(text: str, head: re.Match[str]) -> Iterator[Mention]:
    """The reference at `head`, and the ones listed after a double §."""
    mention, position = _one(text, head.start(), head["section"], head.end())
    yield mention
    plural = head[0].startswith("§§")
    while plural and (more := _LIST.match(text, position)):
        mention, position = _one(text, more.start("section"), more["section"], more.end())
        yield mention


def _one(text: str, start: int, section: str, position: int) -> tuple[Mention, int]:
    reach = _RANGE.match(text, position)
    if reach:
        ref = LawRef("", canonical_section(section))
        return Mention(
            ref=ref, start=start, end=reach.end(), last_section=canonical_section(reach["last"])
        ), reach.end()
    tail = _TAIL.match(text, position)
    fields = tail.groupdict() if tail else {}
    end = tail.end() if tail else position
    numbers = {name: int(fields[name]) for name in ("stk", "nr", "pkt") if fields.get(name)}
    litra = fields["litra"].lower() if fields.get("litra") else None
    return Mention(ref=LawRef("", canonical_section(section), litra=litra, **numbers), start=start, end=end), end


def _acts(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _ORDER_NUMBER.finditer(text):
        yield match.start(), match.end(), f"{match['kind'].upper()} {match['number']}/{match['year']}"
    for match in _ACT.finditer(text):
        index = next(i for i in range(len(_ACT_WORDS)) if match[f"a{i}"])
        yield match.start(), match.end(), _ACT_WORDS[index][1]


def _act_of(text: str, mention: Mention, acts: list[tuple[int, int, str]], mentions: list[Mention]) -> str:
    """The act named right before the mention, else "i <act>" after it, else the last one named."""
    before = max(((end, act) for _, end, act in acts if end <= mention.start), default=None)
    if before and not text[before[0] : mention.start].strip(" \n\u00a0"):
        return before[1]
    after = min(((start, act) for start, _, act in acts if start >= mention.end), default=None)
    if after and _leads_to_act(text, mention, after[0], mentions):
        return after[1]
    return before[1] if before else ""


def _leads_to_act(text: str, mention: Mention, act_start: int, mentions: list[Mention]) -> bool:
    """True if only further references, commas and "og" stand between, as in "§ 53 og § 54 i <act>"."""
    pieces = []
    position = mention.end
    for other in (m for m in mentions if mention.end <= m.start < act_start):
        pieces.append(text[position : other.start])
        position = other.end
    last = text[position:act_start]
    joined = all(re.fullmatch(r"[\s,]*(?:og|eller|samt)?[\s§]*", piece) for piece in pieces)
    return joined and re.fullmatch(r",?\s*(?:(?:i|efter)\s+)?(?:den\s+)?", last) is not None
