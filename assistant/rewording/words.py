"""The words that carry a sentence's meaning in law, and the ones that carry none, by language.

A rewording may move words about and exchange the ones in `FREE`; the bearing ones must stay as
they are. A word in neither list must stand in what the sentence rests on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from corpus.quantities import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language's words. `phrases` are rewritten before a text is read word by word.

    `bearing` maps a word to what it means ("må" and "kan" are both MAY), `units` a word after a number to its unit;
    `actors` is how the words for who does something begin, `groups` what the names of target groups hold, `person`
    the words that may stand for the one group that a sentence is about. `generic` are the verbs that say no more
    than "is", `got` what one may get done, `a` the articles that count as one before a unit. `opening` are the verbs
    that make a condition of the sentence which they open ("Er borgeren enig, kan …"), be it after one of `joining`;
    `subordinate` words begin another clause after a comma.
    """

    phrases: tuple[tuple[str, str], ...]
    bearing: Mapping[str, str]
    units: Mapping[str, str]
    actors: tuple[str, ...]
    generic: frozenset[str]
    infinitive: str
    got: frozenset[str]
    free: frozenset[str]
    a: frozenset[str]
    person: frozenset[str]
    groups: str
    opening: frozenset[str]
    joining: frozenset[str]
    subordinate: frozenset[str]


def _bearing(**meanings: str) -> Mapping[str, str]:
    return MappingProxyType({word: meaning for meaning, words in meanings.items() for word in words.split()})


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that may come and go: what they say of a sentence is said by the bearing words, or not at all. Verbs like
# "gælder" are none of them: "det gælder heller ikke, når …" turns a rule round without a word of its own.
_DANISH_FREE = """
af altså at bestemmelse bestemmelsen bl blevet blive bliver både da de dem den denne dens der deres derfor derimod
dermed dertil derudover derved desuden det dets dette disse dog dvs eftersom en endvidere er et for for_at fordi
forløb forløbet fra få får fås gerne giver gives grund gøre gøres haft hans har have hende hendes her heraf hertil
herved hos hvad hvem hvilke hvilken hvilket hvor hvordan hvorvidt i idet ifølge imod jf komme kommer loven med mellem
men mens nemlig nr nu og også om omfattet op os overfor paragraf periode perioden praktik praktikken på regel reglen
reglerne samt sig sin sine sit som stadig stk så således til tilfælde ud var vare varer vares ved vil
virksomhedspraktik virksomhedspraktikken være været yderligere
"""
_ENGLISH_FREE = """
a according act also an and are as at be because been by does for from had has have here how in into is it its last
lasts nr of on out period placement rule rules since so still stk such that the their them there therefore these this
those thus to virksomhedspraktik was were what which while who will with
"""
MODALS = frozenset({"MAY", "MUST", "SHOULD"})
NEGATION = "NOT"

_DANISH = Words(
    phrases=(
        ("det er ikke muligt at", "det kan ikke"),
        ("er det ikke muligt at", "kan ikke"),
        ("det er dog ikke muligt at", "det kan dog ikke"),
        ("det er muligt at", "det kan"),
        ("er det muligt at", "kan"),
        ("har mulighed for at", "kan"),
        ("op til", "højst"),
        ("længst muligt", "længst_muligt"),
        ("ikke mere end", "højst"),
        ("ikke længere end", "højst"),
        ("mere end", "mere_end"),
        ("mindre end", "mindre_end"),
        ("længere end", "mere_end"),
        ("for længe", "for_længe"),
        ("for lang tid", "for_længe"),
        ("i alt", "i_alt"),
        ("ad gangen", "ad_gangen"),
        ("af gangen", "ad_gangen"),
        ("hver gang", "ad_gangen"),
        ("til og med", "til_og_med"),
        ("efter loven", "ifølge loven"),
        ("efter lov", "ifølge lov"),
        ("efter bekendtgørelse", "ifølge bekendtgørelse"),
        ("efter regler", "ifølge regler"),
        ("efter §", "ifølge §"),
        ("efter lab", "ifølge lab"),
        ("efter bab", "ifølge bab"),
        ("i henhold til", "ifølge"),
        ("som følge af", "på grund af"),
        ("for at", "for_at"),
        ("ud over", "ud_over"),
        ("ud fra", "ifølge"),
        ("over for", "overfor"),
    ),
    bearing=_bearing(
        MAY="må kan kunne måtte",
        MUST="skal skulle",
        SHOULD="bør burde",
        NOT="ikke ej",
        NONE="ingen intet",
        NEVER="aldrig",
        NEITHER="hverken",
        WITHOUT="uden",
        MAX="højst maksimalt højest maks",
        MIN="mindst minimum",
        LATEST="senest",
        EARLIEST="tidligst",
        MORE="mere_end over",
        LESS="mindre_end under",
        TOO_LONG="for_længe",
        IN_ALL="i_alt",
        EACH_TIME="ad_gangen",
        UNTIL="til_og_med indtil",
        ONLY="kun alene udelukkende blot",
        ALL="alle alt enhver ethvert altid samtlige",
        IF="hvis såfremt når",
        UNLESS="medmindre undtagen bortset",
        OR="eller",
        BEFORE="før inden forinden",
        AFTER="efter derefter herefter siden",
        FIRST="først første",
        AGAIN="igen",
        ALREADY="allerede forvejen",
        SAME="samme",
        OTHER="anden andet andre",
        IN_WRITING="skriftlig skriftligt skriftlige",
        ORALLY="mundtlig mundtligt mundtlige",
        CONCRETE="konkret konkrete",
        SPECIAL="særlig særligt særlige",
        VERY="helt",
        ORDINARY="ordinær ordinært ordinære",
        EARLIER="tidligere",
        NEW="ny nyt nye",
        ABOUT="cirka ca omkring",
        EXACTLY="præcis præcist præcise netop nøjagtig nøjagtigt",
        DOUBT="måske muligvis formentlig",
        YES="ja",
        NO="nej",
    ),
    units=MappingProxyType(
        {
            **dict.fromkeys(("uge", "uger", "ugers", "ugerne"), "uge"),
            **dict.fromkeys(("dag", "dage", "dages", "dagene"), "dag"),
            **dict.fromkeys(("måned", "måneder", "måneders"), "måned"),
            **dict.fromkeys(("år", "års", "årige"), "år"),
            **dict.fromkeys(("time", "timer", "timers"), "time"),
            **dict.fromkeys(("pct", "procent"), "pct"),
        }
    ),
    actors=(
        "kommun",
        "jobcent",
        "virksomhed",
        "arbejdsgiv",
        "medarbejd",
        "tillidsrepræsentant",
        "ankestyr",
        "kass",
        "borg",
        "ansat",
        "staten",
        "sagsbehandl",
        "læg",
    ),
    generic=_set("være vare have få blive gives give fås ske gøre gøres komme"),
    infinitive=r"(?!\w+(?:erne|ene|ende)$)[a-zæøå]+es?|få|se|gå|stå|bestå",
    got=_set("forlænget udvidet afklaret"),
    free=_set(_DANISH_FREE),
    a=frozenset({"en", "et", "én", "ét"}),
    person=frozenset(
        {"borger", "borgeren", "borgers", "borgerens", "personen", "person", "hun", "han", "man", "vedkommende"}
    ),
    groups=r"modtager|parat|ledig|forsørg|revalidend|dimittend|sygemeldt|fleksjob|pension|jobafklaringsforløb|ressourceforløb|^unge?$",
    opening=_set(
        "er har skal kan må bliver giver kommer bygger begynder viser mangler ønsker får vil slutter gælder tager siger"
    ),
    joining=_set("men og"),
    subordinate=_set("at da der fordi hvis hvor medmindre men mens når og som såfremt så"),
)

_ENGLISH = Words(
    phrases=(
        ("at most", "at_most"),
        ("no more than", "at_most"),
        ("not more than", "at_most"),
        ("a maximum of", "at_most"),
        ("up to", "at_most"),
        ("at least", "at_least"),
        ("no later than", "latest"),
        ("at the latest", "latest"),
        ("more than", "more_than"),
        ("longer than", "more_than"),
        ("less than", "less_than"),
        ("too long", "too_long"),
        ("in total", "in_all"),
        ("in all", "in_all"),
        ("at a time", "each_time"),
        ("each time", "each_time"),
        ("has to", "must"),
        ("have to", "must"),
        ("can't", "can not"),
        ("cannot", "can not"),
        ("mustn't", "must not"),
        ("isn't", "is not"),
    ),
    bearing=_bearing(
        MAY="may can could might",
        MUST="must shall",
        SHOULD="should",
        NOT="not",
        NONE="no none nothing",
        NEVER="never",
        NEITHER="neither nor",
        WITHOUT="without",
        MAX="at_most maximum",
        MIN="at_least minimum",
        LATEST="latest",
        EARLIEST="earliest",
        MORE="more_than over",
        LESS="less_than under",
        TOO_LONG="too_long",
        IN_ALL="in_all",
        EACH_TIME="each_time",
        UNTIL="until",
        ONLY="only solely alone just",
        ALL="all every always any",
        IF="if when",
        UNLESS="unless except",
        OR="or",
        BEFORE="before",
        AFTER="after then afterwards",
        FIRST="first",
        AGAIN="again",
        ALREADY="already",
        SAME="same",
        OTHER="other another different",
        IN_WRITING="written writing",
        ORALLY="oral orally",
        CONCRETE="specific concrete individual",
        SPECIAL="special particular",
        VERY="very quite",
        ORDINARY="ordinary",
        EARLIER="earlier previous",
        NEW="new",
        ABOUT="about approximately",
        EXACTLY="exactly precisely",
        DOUBT="perhaps maybe possibly",
        YES="yes",
    ),
    units=MappingProxyType(
        {
            **dict.fromkeys(("week", "weeks"), "week"),
            **dict.fromkeys(("day", "days"), "day"),
            **dict.fromkeys(("month", "months"), "month"),
            **dict.fromkeys(("year", "years"), "year"),
            **dict.fromkeys(("hour", "hours"), "hour"),
            **dict.fromkeys(("percent", "pct"), "percent"),
        }
    ),
    actors=("municip", "jobcent", "compani", "employ", "representa", "ankestyr", "citizen", "fund", "state"),
    generic=_set("be have get last become"),
    infinitive=r"[a-zæøå]+",
    got=_set("extended"),
    free=_set(_ENGLISH_FREE),
    a=frozenset({"a", "an", "one"}),
    person=frozenset({"citizen", "person", "she", "he", "they"}),
    groups=r"recipient|modtager|parat|unemployed|ledig|citizen|person|graduate",
    opening=_set("is are has have should were had"),
    joining=_set("and but"),
    subordinate=_set("and because but if so that unless when where which who"),
)

WORDS: Mapping[Language, Words] = MappingProxyType({"da": _DANISH, "en": _ENGLISH})
