"""The names by which Danish texts call the acts, and where a text says them.

A decision may write "LAB", "lov om en aktiv beskæftigelsesindsats (LAB)", "lovbekendtgørelse
nr. 280 af 1. marts 2024" or just "loven". Each comes to one short name; an act that has
none goes by its number ("BEK 902/2021") or by its own name in capitals.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from corpus.dates import MONTHS

# Longest first: "retssikkerhedsloven" must not be read as a mere "loven".
_WORDS: tuple[tuple[str, str], ...] = (
    (r"lov om (?:en )?aktiv besk(?:æ|ae)ftigelsesindsats", "LAB"),
    (r"besk(?:æ|ae)ftigelsesindsatslov(?:en|ens)?", "LAB"),
    (r"lab(?:-loven|-lovens|['’]?s)?", "LAB"),
    (r"bekendtg(?:ø|oe|o)relse af lov om (?:en )?aktiv besk(?:æ|ae)ftigelsesindsats", "LAB"),
    (r"bekendtg(?:ø|oe|o)relse(?:n|ns)?(?: om (?:en )?aktiv besk(?:æ|ae)ftigelsesindsats)?", "BAB"),
    (r"besk(?:æ|ae)ftigelsesbekendtg(?:ø|oe|o)relse(?:n|ns)?", "BAB"),
    (r"bab['’]?s?", "BAB"),
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
_NAMED = re.compile(
    "|".join(rf"(?P<a{i}>\b(?:{words})(?!\w))" for i, (words, _) in enumerate(_WORDS)).replace(" ", r"\s+"),
    re.IGNORECASE,
)
# Any other act by its own name: "serviceloven", "rådighedsbekendtgørelsens". It counts only right beside a §.
_OTHER = re.compile(r"\b(?P<stem>[a-zæøå]{3,}?)(?P<kind>lov|bekendtgørelse)en(?:s)?\b", re.IGNORECASE)
_LOVEN = re.compile(r"\b(?:loven|lovens|denne lovs?|samme lovs?)\b", re.IGNORECASE)
_DATE = rf"(?:den\s+)?\d{{1,2}}(?:[./-]\s?\d{{1,2}}[./-]?\s?|\.\s*(?:{'|'.join(MONTHS)})\s+)(?P<issued>\d{{4}})"
_NUMBERED = re.compile(
    rf"""\b(?P<kind>BEK|LOV|LBK|(?:lov)?bekendtgørelse|lov)\s*(?:nr\.?\s*)?(?P<number>\d+)(?:/(?P<year>\d{{4}})|\s+af\s+{_DATE})
        (?P<title>\s*(?:,\s*)?(?:af\s+lov\s+)?om\s+(?:en\s+)?aktiv\s+besk(?:æ|ae)ftigelsesindsats)?""",
    re.VERBOSE | re.IGNORECASE,
)
_KINDS = {"bekendtgørelse": "BEK", "lovbekendtgørelse": "LBK"}
# The versions of the acts that have a short name; `acts.toml` says when each was in force.
EDITIONS: Mapping[str, str] = MappingProxyType(
    {
        "LBK 1342/2016": "LAB",
        "LOV 548/2019": "LAB",
        "LBK 701/2022": "LAB",
        "LBK 280/2024": "LAB",
        "BEK 977/2018": "BAB",
        "BEK 1180/2019": "BAB",
        "BEK 2006/2020": "BAB",
        "BEK 2636/2021": "BAB",
        "BEK 1216/2023": "BAB",
        "LBK 433/2014": "FVL",
        "LBK 354/2025": "RSL",
    }
)
_LAWS = ("LAB", "FVL", "RSL", "LAS", "INTEGRATIONSLOVEN", "SYGEDAGPENGELOVEN", "ALF")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActName:
    """An act named at `start:end`.

    `edition` is the version where the text gives its number ("LBK 280/2024"). `carries` is
    False for a name that counts only right beside a §, and not for a later § alone.
    """

    start: int
    end: int
    act: str
    edition: str = ""
    carries: bool = True


def acts_in(text: str) -> tuple[ActName, ...]:
    """Every act named in the text, in order, none inside another.

    >>> [name.act for name in acts_in("lovbekendtgørelse nr. 280 af 1. marts 2024 og serviceloven")]
    ['LAB', 'SERVICELOVEN']
    """
    found: list[ActName] = []
    for names in (_by_number(text), _by_word(text), _by_own_name(text)):
        found += [name for name in names if not any(o.start < name.end and name.start < o.end for o in found)]
    found += [_the_act(match, text, found) for match in _LOVEN.finditer(text)]
    return tuple(sorted(found, key=lambda name: name.start))


def _by_number(text: str) -> Iterator[ActName]:
    for match in _NUMBERED.finditer(text):
        kind = _KINDS.get(match["kind"].lower(), match["kind"].upper())
        title = match["title"] or ""
        if kind == "BEK" and "af lov" in " ".join(title.lower().split()):
            kind = "LBK"
        edition = f"{kind} {int(match['number'])}/{match['year'] or match['issued']}"
        titled = ("BAB" if kind == "BEK" else "LAB") if title else edition
        yield ActName(start=match.start(), end=match.end(), act=EDITIONS.get(edition, titled), edition=edition)


def _by_word(text: str) -> Iterator[ActName]:
    for match in _NAMED.finditer(text):
        index = next(i for i in range(len(_WORDS)) if match[f"a{i}"])
        yield ActName(start=match.start(), end=match.end(), act=_WORDS[index][1])


def _by_own_name(text: str) -> Iterator[ActName]:
    for match in _OTHER.finditer(text):
        name = f"{match['stem']}{match['kind']}en".upper()
        yield ActName(start=match.start(), end=match.end(), act=name, carries=False)


def _the_act(match: re.Match[str], text: str, found: list[ActName]) -> ActName:
    """A mere "loven" is the law that the sentence has named, and else LAB, which all here is about."""
    sentence = max(text.rfind(". ", 0, match.start()), text.rfind("\n\n", 0, match.start()))
    named = [n for n in found if sentence < n.start < match.start() and n.act in _LAWS]
    act = max(named, key=lambda name: name.start).act if named else "LAB"
    return ActName(start=match.start(), end=match.end(), act=act, carries=False)
