"""The question as the other parts read it: folded, its references set aside, its typos mended.

Folding (`corpus.tokens.fold`) makes "å", "aa" and "a" one letter, so whoever has no Danish
keyboard is understood. References are taken out first: "§ 61, stk. 2, nr. 1" holds no weeks.
Typos are mended towards the lexicon's own words only, never towards a general dictionary.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.understanding.cues import plain_text
from corpus.lexicon import Lexicon
from corpus.reference import Mention, find

# Words that stand for a reference in the text, so that a cue can speak of one.
ONE_SECTION, MANY_SECTIONS = "paragrafnavn", "paragrafraekke"
_ORDER = re.compile(
    r"\b(?:LBK|LOV|BEK|VEJ|lov|bekendtgørelse)\s*(?:nr\.?)?\s*\d+(?:/\d{4}|\s+af\s+[\d./-]+\d)", re.IGNORECASE
)
_ABBREVIATION = re.compile(
    r"\b(p-nr|nr|stk|maks|max|min|ca|pr|evt|fx|f\.eks|mv|m\.v|t\.o\.m|tlf|inkl|kap|jf|bl\.a|hhv|d|s|kl)\.(?=\s|\d|$)",
    re.IGNORECASE,
)
# "1. juni" is one thing, not the end of a sentence.
_ORDINAL = re.compile(r"\b(\d{1,2})\.(?=\s*(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))")
# Words of the trade cut short, with or without a full stop; and "den første december".
_ORDINALS = ("forste", "anden", "tredje", "fjerde", "femte", "sjette", "syvende", "ottende", "niende", "tiende")
_CUT_SHORT = (
    (re.compile("é"), "e"),
    *(
        (re.compile(rf"\b{word} (?=(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))"), f"{day} ")
        for day, word in enumerate(_ORDINALS, start=1)
    ),
    (re.compile(r"\btidl\b\.?"), "tidligere"),
    (re.compile(r"\barb\W?giver"), "arbejdsgiver"),
    (re.compile(r"\barb\W?plads"), "arbejdsplads"),
    (re.compile(r"\bvirks?(?:omh)?\.(?=\W)"), "virksomhed"),
    (re.compile(r"\budd\W?(?=parat|hjalp|palag)"), "uddannelses"),
    (re.compile(r"\bakt\W?(?=parat)"), "aktivitets"),
    (re.compile(r"\budd\.(?=\W)"), "uddannelse"),
    (re.compile(r"\b([mv])\. (?=[a-z])"), r"\1ed "),
    (re.compile(r"(?<=\d)\s?u\b(?![./])"), " uger"),
    (re.compile(r"(?<=\d)\s?t\b(?![./])"), " timer"),
)
_WORD = re.compile(r"[^\W\d_]{7,}")
_COUNTED_WORD = re.compile(r"(?<=\d )[a-z]{2,8}\b")
_UNITS = ("uger", "ugers", "uge", "timer", "time", "dage", "maneder", "maned", "ansatte")
# In a short word a slip makes another word (formel, formål), in a longer one two do (afgørende, afgørelse).
_LONG_WORD = 11
_MAX_ENDING, _VERB_ENDING = 5, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A question, folded. `mentions` are offsets into the original, `asked_on` is the day of the question."""

    original: str
    plain: str
    mentions: tuple[Mention, ...]
    asked_on: date | None = None

    @property
    def words(self) -> list[str]:
        """The folded words in order."""
        return re.findall(r"\w+", self.plain)


def read(question: str, lexicon: Lexicon, asked_on: date | None = None) -> Reading:
    """The reading of a question."""
    mentions = tuple(find(question))
    masked = _ORDER.sub(" ", _without(question, mentions))
    spelt = _ABBREVIATION.sub(lambda match: match[1].replace(".", "") + " ", masked)
    folded = _ORDINAL.sub(r"\1 ", plain_text(spelt))
    for pattern, whole in _CUT_SHORT:
        folded = pattern.sub(whole, folded)
    known = vocabulary(lexicon)
    plain = _COUNTED_WORD.sub(_unit_mended, _WORD.sub(lambda match: mended(match[0], known), folded))
    return Reading(original=question, plain=plain, mentions=mentions, asked_on=asked_on)


def _unit_mended(match: re.Match[str]) -> str:
    """A unit with a letter left out or two swapped, right after its number ("6 ugr"), mended."""
    word = match[0]
    near = (unit for unit in _UNITS if len(word) <= len(unit) and OSA.distance(word, unit) == 1)
    # "3 mand" are three people, not months.
    return word if word in (*_UNITS, "mand") else next(near, word)


def _without(text: str, mentions: tuple[Mention, ...]) -> str:
    pieces, position = [], 0
    for mention in mentions:
        if mention.start < position:
            continue
        pieces += [text[position : mention.start], MANY_SECTIONS if mention.last_section else ONE_SECTION]
        position = mention.end
    return "".join([*pieces, text[position:]])


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words that typos are mended towards, folded; one object per lexicon."""

    words: frozenset[str]
    by_initial: dict[str, tuple[str, ...]]


@lru_cache(maxsize=4)
def _vocabulary(phrases: tuple[str, ...]) -> Vocabulary:
    text = plain_text(" ".join(phrases) + _FIELD_WORDS)
    words = frozenset(_WORD.findall(text))
    initials = {word[0] for word in words}
    return Vocabulary(words, {letter: tuple(sorted(w for w in words if w[0] == letter)) for letter in initials})


def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The vocabulary of the lexicon and of the cues' own words."""
    groups = [name.word for group in lexicon.groups for name in group.names]
    ambiguous = [word for entry in lexicon.ambiguous for word in entry.words]
    terms = [word for term in lexicon.terms for word in term.words]
    return _vocabulary((*groups, *ambiguous, *terms))


# The words of the cues that are misspelt most easily.
_FIELD_WORDS = """
    virksomhedspraktik praktikken praktikplads forlænge forlænges forlænget forlængelse varighed begrundelse afgørelse
    arbejdsgiver arbejdsplads virksomhed rådighed rådighedsafprøvende tillidsrepræsentant medarbejderrepræsentant
    formålet løntimer klagefrist klagevejledning opfølgning uddannelse selvfunden uddannelsespålæg ansættelse
    jobansøgning
"""


@lru_cache(maxsize=20_000)
def mended(word: str, known: Vocabulary) -> str:
    """The known word that a folded word is a slip of the pen for; else the word itself.

    A first letter is hardly ever wrong, so only words with the same one are compared.
    """
    if _known(word, known):
        return word
    slips = 2 if len(word) >= _LONG_WORD else 1
    near = known.by_initial.get(word[0], ())
    best = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=slips)
    return best[0] if best else word


def _known(word: str, known: Vocabulary) -> bool:
    """True for a known word with at most an ending more or less ("beholde" of "beholder")."""
    if any(
        longer.startswith(word) and len(longer) - len(word) <= _VERB_ENDING
        for longer in known.by_initial.get(word[0], ())
    ):
        return True
    return any(word[: len(word) - ending] in known.words for ending in range(min(_MAX_ENDING, len(word)) + 1))
