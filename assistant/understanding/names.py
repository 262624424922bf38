"""The names of target groups in a text: each word of the lexicon, whole, inflected or shortened."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from assistant.understanding.cues import SEPARATOR, plain_text
from corpus.lexicon import Ambiguous, FactValue, Lexicon

# Endings that Danish puts on a group's name, and heads of compounds that keep its meaning.
_ENDING = r"(?:e|en|er|ere|erne|ernes|ens|s|et|ets|ne|n|r)?"
_READINESS = re.compile(
    r"jobparat|aktivitetsparat|jobklar|(?:job|activity)\W?ready|(?:jp|ap|jobp|aktp|jobpar|aktpar|aktivp)\b"
)
# Shortened names, which take an ending only as one is written to a shortening ("AP'er", "SDP'en", "LYere"): "ApS"
# is a company and "lys" a light. Written after "hos" they are a company, too ("hos RF Murer").
_CODES = frozenset(
    (
        *("ap", "jp", "dp", "sdp", "sgdp", "rf", "ly", "jaf", "apk", "jpk", "apkth", "jpkth", "kth", "kthj", "uhj"),
        *("up", "aup", "fop", "dagp", "dagpm", "adp", "sygedp", "sygedagp", "reval", "revalid"),
        *("jobp", "jobpar", "aktp", "aktpar", "aktivp"),
    )
)
_CODE_ENDING = r"(?:['’-]?(?:ere[nr]?|erne|er|en)s?|['’]s)?"
READY = ("_jobparat", "_aktivitetsparat")
_AT_A_COMPANY = re.compile(r"\b(?:hos|firmaet|virksomheden|butikken)\W+$")
_COMPANY = re.compile(r"\W*(?:aps|a/s|i/s|k/s|p/s|ivs)(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name in the text: the groups it can mean, what else it says, where it stands.

    `keys` are the groups the word meant from the first, `wide` those it can mean on the day; `readiness`
    marks a word for how near the citizen is to work, which goes with several benefits.
    """

    keys: tuple[str, ...]
    wide: tuple[str, ...]
    facts: Mapping[str, FactValue]
    question: str = ""
    start: int = 0
    end: int = 0
    readiness: bool = False
    entry: Ambiguous | None = None


@dataclass(frozen=True, eq=False)
class _Names:
    pattern: re.Pattern[str]
    meanings: Mapping[str, Named]


def named_in(plain: str, lexicon: Lexicon, on: date) -> list[Named]:
    """Every name of a group in the folded text, with the groups it can mean on the day."""
    names = _names(_Key(lexicon))
    found = []
    for match in names.pattern.finditer(plain):
        if _is_company(plain, match.start(), match.end()):
            continue
        name = names.meanings[str(match.lastgroup)]
        if name.entry is not None:
            choice = name.entry.choice(on)
            name = replace(name, wide=choice.candidates, question=choice.question)
        found.append(replace(name, start=match.start(), end=match.end()))
    return found


def _is_company(plain: str, start: int, end: int) -> bool:
    """True where the letters of a group's name are a company's ("hos RF Murer", "Fleks ApS")."""
    code = re.split(r"\W", plain[start:end])[0] in _CODES
    return bool(_COMPANY.match(plain, end) or (code and _AT_A_COMPANY.search(plain[:start])))


class _Key:
    """A lexicon as a cache key: the same object is the same lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __hash__(self) -> int:
        return id(self.lexicon)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.lexicon is other.lexicon


@lru_cache(maxsize=8)
def _names(key: _Key) -> _Names:
    """One pattern for all names, longest first, so that the most telling name wins."""
    rows: dict[str, Named] = {}
    for group in key.lexicon.groups:
        for name in group.names:
            rows[plain_text(name.word)] = _row((group.key,), name.facts)
    for entry in key.lexicon.ambiguous:
        for word in entry.words:
            plain = plain_text(word)
            ready = bool(_READINESS.match(plain))
            rows[plain] = replace(_row(entry.choices[0].candidates, {}), entry=entry, readiness=ready)
    ordered = sorted(rows, key=len, reverse=True)
    parts = (f"(?P<n{index}>{_inflectable(word)})" for index, word in enumerate(ordered))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")
    return _Names(pattern, {f"n{index}": rows[word] for index, word in enumerate(ordered)})


def _row(keys: tuple[str, ...], facts: Mapping[str, FactValue]) -> Named:
    return Named(keys=keys, wide=keys, facts=facts)


def _inflectable(word: str) -> str:
    """The name with endings on each word; the head of a compound may follow ("dagpengeret")."""
    words = re.split(r"[\s-]+", word)
    compound = r"\w*" if len(words) == 1 and len(word) > 6 and not word.endswith("parat") else _ENDING
    last = _CODE_ENDING if words[-1] in _CODES else compound
    return SEPARATOR.join([re.escape(part) + _ENDING for part in words[:-1]] + [re.escape(words[-1]) + last])


def family(key: str) -> str:
    """The benefit of a group, by which "jobparat" and "aktivitetsparat" are kin."""
    return "uddannelse" if key == "uddannelsesparat" else key.split("_")[0]


def other_readiness(one: Named, other: Named) -> bool:
    """True if each says how near work the citizen is, and they differ ("jobparate kth, aktivitetsparate …")."""
    said = [{ending for key in name.keys for ending in READY if key.endswith(ending)} for name in (one, other)]
    return all(said) and not said[0] & said[1]
