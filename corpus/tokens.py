"""What the lexical search sees of a text: its words, stems, compound parts, references and letters.

Danish hides words in compounds and endings, and people write without æøå. Each word
therefore gives several tokens, and documents and questions are read by the same pure
functions, so that the two always meet. Words and letter runs are kept apart: they are
two indexes, weighed against each other in `assistant.rank`.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

from corpus.reference import LawRef, Mention, find

# Letters and digits with inner hyphens: "a-dagpenge", "3-parts-aftale".
_WORD = re.compile(r"[^\W_]+(?:[-–][^\W_]+)*")
# "ae" and "æ" and a plain "a" must meet, so all three become "a"; "aa"/"å" and "oe"/"ø" likewise.
_FOLDS = (("æ", "a"), ("ø", "o"), ("å", "a"), ("ae", "a"), ("oe", "o"), ("aa", "a"))
# Shorter runs occur in every text, longer ones miss inflected and misspelt words (five measured best: tech note 10).
_GRAM = 5
_MIN_REST = 4

# The words that the field's compounds are made of. A fixed list, because a splitter by corpus
# frequency would make the tokens depend on the corpus they index.
_PART_WORDS = """
aftale ansat ansøgning arbejde arbejdsgiver arbejdsmarked barsel begrundelse beskæftigelse bistand borger
dagpenge fleksjob forlængelse forløb forsikring forsørgelse formål frist funktion førtidspension gruppe handicap
hjælp indsats integration job jobafklaring jobcenter kandidat klage kommune kompetence kontakt kontanthjælp
kontrakt kursus ledighed løn lønmodtager løntilskud medarbejder mentor myndighed nytteindsats opfølgning
opkvalificering orlov partshøring pension periode plads plan pligt praktik prøve rådighed ramme refusion
rehabilitering ressourceforløb revalidering samtale samtykke sagsbehandler sanktion skole støtte sygdom
sygedagpenge tilbud tilskud timer uddannelse udbetaling udvidelse uger varighed vejledning virksomhed ydelse
"""
# Words that carry the sentence and not the matter. Reports use them as freely as questions do, so
# "hvordan gør man det" would find whoever talks most; law text uses them less, which hides it there.
_STOP_WORDS = """
ad af al alle allerede alligevel alt altid altså anden andet andre at bare begge blandt blev blevet bli blir blive
bliver burde bør både da de dem den denne dens der deres derfor derved det dets dette dig din dine disse dit dog du
efter eftersom egentlig eller ellers en end endnu enhver er et fik for fordi fra få får fået før først gerne gik giv
give giver givet gå går gør gøre gjorde gjort ham han hans har hav have havde haft helt hen hende hendes her heraf
herved hos hun hvad hvem hver hvilke hvilken hvilket hvis hvor hvordan hvorfor hvornår hvorvidt i igen ikke ind ingen
intet ja jeg jer jeres jo kan kom komme kommer kun kunne lade lader lav lave laver lidt lige ligesom man mange med
meget mellem men mens mere mest mig min mindre mine mit mod må måske måtte når ned nej netop nogen noget nogle nok nu
og også om omkring op os over overfor på samme samt se selv selvom ser sig sin sine sit siden skal skulle slet som
sige siger sagde sagt stadig så sådan således tag tage tager til tit under ud ude uden undtagen var ved vi vil ville
vor vores være været
"""
_local = threading.local()


def normalise(text: str) -> str:
    """The text in lower case and composed letters, with ordinary spaces and no soft hyphens.

    >>> normalise("§\u00a061 Å")
    '§ 61 å'
    """
    return unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u00ad", "").lower()


def fold(word: str) -> str:
    """The word as one who has no æøå on the keyboard would write it, shortest way.

    >>> fold("afgørelse") == fold("afgoerelse") == fold("afgorelse")
    True
    """
    for letters, plain in _FOLDS:
        word = word.replace(letters, plain)
    return word


def words(text: str) -> list[str]:
    """The words of a text in lower case, in order; hyphenated words whole.

    >>> words("A-dagpenge i 4 uger")
    ['a-dagpenge', 'i', '4', 'uger']
    """
    return _WORD.findall(normalise(text))


def content_words(text: str) -> list[str]:
    """The words of a text that say what it is about.

    >>> content_words("Hvor længe må han være der?")
    ['længe']
    """
    return [word for word in words(text) if not is_stop_word(word)]


@lru_cache(maxsize=100_000)
def is_stop_word(word: str) -> bool:
    """True for a lower-case word that says nothing of the matter, also when written without æøå."""
    return fold(word) in _folded_stop_words()


@lru_cache(maxsize=1)
def _folded_stop_words() -> frozenset[str]:
    return frozenset(fold(word) for word in _STOP_WORDS.split())


def stem(word: str) -> str:
    """The Danish Snowball stem of a lower-case word."""
    # A Stemmer keeps a buffer of its own, so each thread has one.
    if not hasattr(_local, "stemmer"):
        _local.stemmer = Stemmer.Stemmer("danish")
    return str(_local.stemmer.stemWord(word))


def word_tokens(text: str) -> list[str]:
    """Surface words, stems ("~"), compound parts ("+") and references ("§"), with repeats.

    >>> word_tokens("praktikperioden")
    ['praktikperioden', '~praktikperiod', '+praktik', '+period']
    """
    found = [token for word in content_words(text) for token in _tokens_of_word(word)]
    # Looking for references is slow, and each has a number.
    mentions = find(text) if any(map(str.isdigit, text)) else ()
    return [*found, *(token for mention in mentions for token in _mention_tokens(mention))]


def gram_tokens(text: str) -> list[str]:
    """Runs of five letters within each word, edges marked, æøå folded; short words whole.

    >>> gram_tokens("uge praktik")
    ['_uge_', '_prak', 'prakt', 'rakti', 'aktik', 'ktik_']
    """
    return [gram for word in content_words(text) for gram in _grams_of_word(word)]


def reference_tokens(ref: LawRef) -> list[str]:
    """The tokens of a reference, from its section down to itself, without and with its act.

    >>> reference_tokens(LawRef("LAB", "61", 1, 2))
    ['§61', 'LAB§61', '§61.1', 'LAB§61.1', '§61.1.2', 'LAB§61.1.2']
    """
    levels = [ref.section.replace(" ", ""), *(str(part) for part in (ref.stk, ref.nr, ref.litra) if part is not None)]
    paths = ["§" + ".".join(levels[: depth + 1]) for depth in range(len(levels))]
    return [token for path in paths for token in ([path, ref.act + path] if ref.act else [path])]


def _mention_tokens(mention: Mention) -> Iterator[str]:
    yield from reference_tokens(mention.ref)
    first, last = mention.ref.section, mention.last_section
    # "§§ 57-62" names each section between; a slip of the pen ("§§ 6-999") does not.
    if last and first.isdigit() and last.isdigit() and int(first) < int(last) <= int(first) + 20:
        for number in range(int(first) + 1, int(last) + 1):
            yield from reference_tokens(LawRef(mention.ref.act, str(number)))


@lru_cache(maxsize=100_000)
def _tokens_of_word(word: str) -> tuple[str, ...]:
    pieces = re.split(r"[-–]", word)
    glued = "".join(pieces)
    folded = fold(stem(glued))
    tokens = [word, f"~{folded}", *(f"+{part}" for part in _parts(folded))]
    if len(pieces) > 1:
        tokens += [f"~{fold(stem(piece))}" for piece in pieces if len(piece) > 2]
    return tuple(tokens)


def _parts(folded: str) -> tuple[str, ...]:
    """Head and rest of a compound stem, or nothing.

    "virksomhedspraktik" is "praktik" after "virksomhed", the linking s taken off.
    """
    for part in _part_stems():
        if folded == part:
            return ()
        rest = len(folded) - len(part)
        if rest >= _MIN_REST and folded.endswith(part):
            return _unlinked(folded[:rest]), part
        if rest >= _MIN_REST and folded.startswith(part):
            return part, fold(stem(folded[len(part) :].removeprefix("s")))
    return ()


@lru_cache(maxsize=1)
def _part_stems() -> tuple[str, ...]:
    """The parts as folded stems, longest first: "virksomhedspraktik" before "praktik"."""
    stems = {fold(stem(word)) for word in _PART_WORDS.split()}
    return tuple(sorted(stems, key=lambda part: (-len(part), part)))


def _unlinked(first: str) -> str:
    return first[:-1] if len(first) > _MIN_REST and first[-1] in "se" else first


@lru_cache(maxsize=100_000)
def _grams_of_word(word: str) -> tuple[str, ...]:
    marked = f"_{fold(word)}_"
    if len(marked) <= _GRAM:
        return (marked,)
    return tuple(marked[start : start + _GRAM] for start in range(len(marked) - _GRAM + 1))
