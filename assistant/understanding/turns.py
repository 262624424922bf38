"""How a turn leans on the one before it: a follow-up, a bare answer, or a new case; and its language."""

import re
from enum import StrEnum

# "jeg har en anden, også på dagpenge": a citizen, not another thing.
_ONE_MORE = (
    r"(?:en anden|en ny|en mere|en til|endnu en)"
    r"(?=\W*(?:$|[,.:;])| (?:der|som|hun|han|pa|borger\w*|ledig\w*|kvinde|mand|person|ung|sygemeldt|\w+parat|s?dp)\b)"
)
_NEW_CASE = re.compile(
    r"\b(?:nye? sag|nyt sporgsmal|anden sag|en anden (?:borger|sag|ledig|person|kvinde|mand)|naste (?:borger|sag)"
    r"|ny borger|(?:new|another|different) (?:case|citizen|person)"
    rf"|(?:(?:jeg|vi) har|har (?:jeg|vi)) (?:(?:ogsa|lige|sa|faktisk|desuden|nu) ){{0,3}}{_ONE_MORE}"
    r"|(?:i|we) have (?:yet )?another(?: one)?(?! (?:placement|internship|question)))\b"
)
_OPENING = re.compile(
    r"^\W*(?:(?:og|men|sa|ok|okay|hvorfor|og sa|jamen|altsa|nej|ja|jo|and|why)\b|ogsa (?:nar|hvis|ved|i|selv)\b"
    r"|hvad (?:sa|med|hvis|nu|mener)\b"
    r"|hvor (?:star|fremgar)|hvilken paragraf|galder det (?:samme|ogsa)|er det (?:ogsa|stadig|sikkert|rigtigt)"
    r"|er du (?:\w+ )?sikker|passer det|uddyb|forklar|kan du (?:uddybe|forklare)|giv (?:mig )?et eksempel"
    r"|what about|what if|where does)"
)
_IN_LANGUAGE = re.compile(r"\b(?:(?P<en>p[aå] engelsk|in english)|(?P<da>p[aå] dansk|in danish))\b")
# "slut?", "senest?": what the answer before tells, asked for once more.
_IN_A_WORD = re.compile(
    r"^\W*(?:(?:og|men|sa|ok|okay) )*(?:slut(?:ter)?|slutdag|slutdato(?:en)?|senest|seneste dag|(?:den )?sidste dag"
    r"|hvor lange?|hvor mange uger|varighed(?:en)?|langden|til hvornar|fra hvornar|latest|last day"
    r"|(?:lige |her )?(?:nu|i dag|idag|for tiden))\W*$"
)
# "i Aarhus?": the law is the same there.
_IN_A_TOWN = re.compile(
    r"^\W*(?:(?:og|men|sa|hvad med|hvis det er) )*i (?:kobenhavn|arhus|odense|alborg|esbjerg|randers|horsens|kolding"
    r"|vejle|roskilde|silkeborg|herning|viborg|sonderborg|nastved|holstebro|hillerod|fredericia|haderslev|svendborg|slagelse"
    r"|hjorring|skive|abenra|kalundborg|favrskov|holbak|koge|helsingor|frederikshavn|thisted|nyborg)\W*$"
)
_GROUNDS = re.compile(
    r"^\W*(?:(?:og|men|ok|okay|jamen) )?(?:hvor (?:star|fremgar|kan jeg (?:lase|finde|se))"
    r"|hvilken (?:paragraf|regel|lov)|hvorfor\b|er du (?:\w+ )?sikker|er det (?:sikkert|rigtigt)"
    r"|uddyb|forklar|where does|why\b|are you sure)"
)
_NEXT = re.compile(
    r"\b(?:bagefter|derefter|efterfolgende|hvad (?:sa|sker der) (?:sa |nu )?(?:efter|nar)"
    r"|nar (?:den|det|de|perioden|praktikken) (?:\w+ ){0,2}(?:er|bliver) (?:slut|omme|brugt|forbi|ovre|udlobet)"
    r"|what (?:then|next)|afterwards|after (?:that|it))\b"
    r"|^\W*(?:og |men |ok |okay )*(?:sa )?efter (?:det|den|dem|de \w+ uger)\W*$"
    r"|^\W*(?:og |men |ok |okay |ja )*(?:hvad sa(?: nu| sa)?|sa hvad|and then)\W*$"
)
_ASKS = re.compile(
    r"\b(?:hvad|hvor\w*|hvem|hvilke\w*|hvis|what|how|who|when|where|which)\b"
    r"|^\W*(?:(?:og|men|sa) )?(?:kan|ma|skal|er|far|har|bor|gar|findes|galder|ved|can|may|must|is|does|do)\b"
)
_NOW = re.compile(
    r"\b(?:star|galder|galdende|lyder|hvad med|hvordan|reglen|reglerne|loven|ret)\b"
    r"(?:\W+\w+){0,3}?\W+(?:nu|i dag|idag)\b"
    r"|^\W*(?:(?:og|men|hvad|sa|hvad sa) ){1,2}(?:med )?(?:lige |her )?(?:nu|i dag|idag|for tiden|aktuelt)\b"
    r"|^\W*(?:lige |her )?(?:nu|i dag|idag|for tiden)\W*$"
)
_POINTING = re.compile(r"\b(?:den|det|hun|han|hende|ham|de|dem|her|der|dette|denne|bagefter|sa|it|she|he|they|that)\b")
# "hvad siger Ankestyrelsen?"
_SAID = re.compile(
    r"^\W*(?:(?:og|men|ok|okay) )?(?:hvad|har|what) (?:\w+ ){0,2}?(?:siger|skriver|mener|gor|skrevet|sagt|say|says)\b"
    r"(?:\W+\w+){0,4}\W*$"
)
_HOW_MANY = re.compile(r"\bhvor (?:\w+ )?(?:uger|lange?|langt|tid|timer|dage|maneder|meget|mange)\b")
# "til hvem?", "og hvornår?"
_ASKED_ALONE = re.compile(
    r"^\W*(?:(?:og|men|ok|okay|ja|jamen|and|but) )?(?:(?:til|hos|med|af|for|fra|i|om|pa|to|by) )?"
    r"(?:hvem|hvad|hvornar|hvordan|hvor|hvilken|hvilket|hvilke|who|whom|when|how|what)(?:\W+(?:sa|da|then|i|den|det))?\W*$"
)
# "kan vi vælge to?": nobody asks that who has not been told of two.
_MAY_WE = re.compile(r"^\W*(?:(?:og|men|ok|okay|sa) )?(?:kan|ma|skal) (?:vi|jeg|man)(?:\W+\w+){1,3}\W*$")
# "kan man vælge flere?", "hvad skal stå?", "hvad er forskellen?": nothing but what was talked of can be meant.
_BARELY_MORE = re.compile(
    r"^\W*(?:(?:og|men|ok|okay|sa) )?(?:(?:kan|ma|skal) (?:vi|jeg|man) (?:godt |sa )?\w+ (?:to|tre|flere|begge|alle)"
    r"(?: (?:tre|af dem|samtidig|pa en gang))?|hvad (?:skal|bor) (?:der |vi |jeg |man )?(?:sa )?(?:sta|skrives?|fremga)"
    r"(?: der)?|hvad er (?:sa )?forskel\w*)\W*$"
)
_NAMING = re.compile(r"\b(?:\w*praktik\w*|borger\w*|\w*modtager\w*|internship\w*|placement\w*)\b")
# "kan praktikken fortsætte?": the placement that was told of.
_GOES_ON = re.compile(
    r"^\W*(?:(?:og|men|ok|okay|sa) )?(?:kan|ma|skal|bor|vil) (?:praktikken|forlobet|tilbuddet|h\w+ praktik)"
    r"(?: (?:godt|sa|nu|stadig|fortsat|bare|gerne|da|alligevel))*"
    r" (?:fortsattes?|(?:kore|ga|lobe) videre|blive ved|stoppe[srt]?|ophore|afbrydes|slutte|afsluttes)"
    r"(?: (?:sa|nu|der|samme sted|videre|bare|uandret|efter skiftet|alligevel))*\W*$"
)
_THAT_IS_SO = r"(?:det (?:er|har) (?:han|hun|det|de)(?: ikke)?)"
_YES_NO = re.compile(rf"^\W*(?:(?P<yes>ja|jo|jep|korrekt|yes|{_THAT_IS_SO})|(?P<no>nej|nah|no))\b\W*{_THAT_IS_SO}?\W*$")
# BAB § 61, stk. 3: what counts is that the citizen agrees, not that the company or the municipality does.
_CITIZEN = r"(?:hun|han|borgeren|vedkommende|personen|den sygemeldte|den ledige|de|she|he|the citizen)"
_SAYS_NO = (
    r"(?:siger|sagde|sagt|svarer|takker) (?:nej|fra)|nagter|afviser|afslar|modsatter sig|protesterer|fortryder"
    r"|er (?:imod|modstander|uenig)|(?:er ikke|ikke er|ikke) (?:enig|med pa|indforstaet)|ikke vil"
    r"|(?:vil|onsker|har lyst)(?: det)? ikke"
    r"|har ikke lyst|says no|refuses|declines|disagrees"
)
_SAYS_YES = (
    r"(?:siger|sagde|sagt|svarer|takker) (?:gerne )?ja|er (?:enig|med pa|indforstaet)|accepterer|says yes|agrees"
)
_OWN_WORD = re.compile(
    rf"\b{_CITIZEN}(?:\W+(?:nu|sa|selv|pludselig|alligevel|bare|har|da|faktisk)){{0,2}}"
    rf"\W+(?:(?P<no>{_SAYS_NO})|(?P<yes>{_SAYS_YES}))\b"
)
_DANISH = frozenset(
    (
        *("og", "er", "det", "en", "et", "af", "til", "jeg", "hvad", "hvor", "kan", "ikke", "der", "vi", "om", "med"),
        *("han", "hun", "skal", "ma", "hvis", "har", "pa", "at", "for", "som", "praktik"),
    )
)
_ENGLISH = frozenset(
    (
        *("the", "is", "are", "what", "how", "can", "could", "should", "must", "when", "where", "who", "why", "does"),
        *("do", "a", "an", "of", "to", "in", "and", "or", "for", "be", "it", "this", "that", "with", "long", "person"),
        *("benefit", "benefits", "unemployment", "unemployed", "weeks", "week", "months", "employer", "placement"),
        *("internship", "starts", "wants", "his", "her", "he", "she", "at", "from", "last", "day", "latest", "work"),
    )
)
_CORRECTS = re.compile(
    r"^\W*(?:nej|nah|ej|hov|ups|arh?|undskyld|rettelse|forkert|no|sorry)\b"
    r"|\b(?:jeg mente|mente jeg|jeg mener|jeg sagde forkert|skrev forkert|rettere sagt|skulle have skrevet"
    r"|(?:faktisk|egentlig|i virkeligheden)"
    r"(?= (?:pa|i|ikke|jobparat|aktivitetsparat|uddannelsesparat|sygemeldt|fa?r|kun|\d))"
    r"|tog fejl|viser sig|actually|my mistake|det var en fejl|ikke \w+,? men|i mean|i meant)\b"
)
_SUPPOSES = re.compile(
    r"\b(?:hvis|saframt|forudsat|hvad med|hvad nu|hvad sa|i stedet|end for|hvordan med|galder det (?:samme|ogsa)|ogsa"
    r"|if|what about|var hun|var han|havde varet)\b|^\W*(?:og|and) (?:for|en|et|hos|hvad|nar|what|for)\b"
)
_ASSERTS = re.compile(
    r"\b(?:hun|han|borgeren|vedkommende|personen|den ledige|she|he|kvinden|manden)\b"
    r"(?:\W+(?:nu|jo|altsa|selv|faktisk))?\W+(?:er|far|modtager|har|kommer|is|gets|receives)\b"
)
# "… Ret eller ej?": a question too short to say what it asks about.
_BARE_TAIL = re.compile(r"[.;:,!]\W*(?P<tail>\w+(?:\W+\w+){0,3})\W*\?\W*$")
# What may stand around a year that alone is new in a turn: "og i 2018?", "sagen er fra 2019".
_AROUND_A_DAY = frozenset(
    """
    og ogsa men hvad med i fra for til sagen sag den det var er ar afgorelsen praktikken galder gjaldt sa nu tilbage
    dengang samme hvis ja nej hun han hele altsa jo ok okay the case is from it was in and what about back der her skete
    helt allerede stadig sadan ej undskyld skulle vare ny dato datoen
    """.split()  # noqa: SIM905
)
_OF_THE_LAW = re.compile(r"\b(?:sag\w*|case|afgorelse\w*|gald\w*|gjaldt|regl\w*|lov\w*)\b")
_TERSE, _BARE, _SHORT_TURN, _SHORT, _TOLD = 3, 5, 8, 12, 25


class GroupSaid(StrEnum):
    """How a turn that names a target group says it."""

    ASSERTED = "asserted"
    SUPPOSED = "supposed"
    CORRECTED = "corrected"


def group_said(plain: str, words: list[str], *, leans: bool) -> GroupSaid:
    """Whether the turn tells what the citizen is, supposes it ("og hvis …"), or puts an earlier word right.

    Args:
        plain: the folded text.
        words: its words.
        leans: the turn is a follow-up, which supposes unless it says outright what the citizen is.
    """
    if corrects(plain):
        return GroupSaid.CORRECTED
    if _SUPPOSES.search(plain) or len(words) <= _TERSE or (leans and not _ASSERTS.search(plain)):
        return GroupSaid.SUPPOSED
    return GroupSaid.ASSERTED


def corrects(plain: str) -> bool:
    """True for a turn that puts an earlier word right ("nej, 8 uger", "jeg mente …")."""
    return bool(_CORRECTS.search(plain))


def new_case(plain: str) -> bool:
    """True if the words turn to another case."""
    return bool(_NEW_CASE.search(plain))


def follow_up(plain: str, words: list[str], *, states_something: bool) -> bool:
    """True for a short turn that cannot be understood without the one before it.

    Args:
        plain: the folded text.
        words: its words.
        states_something: a group, a fact or a topic was found in it.
    """
    if not words or new_case(plain):
        return False
    if yes_or_no(plain) is not None or asks_to_go_on(plain) or _IN_A_WORD.match(plain) or _IN_A_TOWN.match(plain):
        return True
    if len(words) <= _BARE and states_something and not _NAMING.search(plain.replace("modtager", "")):
        return True
    if states_something and len(words) <= _TOLD and _asks_barely(plain):
        return True
    if not states_something and is_short(words) and _SAID.search(plain) and not _NAMING.search(plain):
        return True
    if len(words) > _SHORT:
        return False
    pointing = _POINTING.search(plain) and not _NAMING.search(plain)
    return bool(_OPENING.search(plain) or pointing)


def only_dated(rest: str) -> bool:
    """True if nothing but small words stands around the dates that were taken out of `rest`."""
    return set(re.findall(r"[a-z]+", rest)) <= _AROUND_A_DAY


def only_supposed(plain: str) -> bool:
    """True where a day told alone is no day of a rule or a decision ("og hvis det var 1. december 2022?")."""
    return not _OF_THE_LAW.search(plain)


def continues(plain: str, words: list[str]) -> bool:
    """True for a turn too short to be a question of its own, in a conversation where it names no topic."""
    if asks_barely_more(plain):
        return True
    points = _POINTING.search(plain) or _HOW_MANY.search(plain) or _ASKED_ALONE.search(plain) or _MAY_WE.search(plain)
    return is_short(words) and bool(points) and not new_case(plain)


def asks_barely_more(plain: str) -> bool:
    """True for a question that is nothing without the one before it ("kan man vælge flere?")."""
    return bool(_BARELY_MORE.search(plain))


def is_short(words: list[str]) -> bool:
    """True for a turn that is hardly a question of its own."""
    return len(words) <= _SHORT_TURN


def _asks_barely(plain: str) -> bool:
    """True for something told with a question of a few words after it that names nothing ("går det?")."""
    tail = _BARE_TAIL.search(plain)
    return tail is not None and "praktik" not in plain and not re.search(r"\d", tail["tail"])


def asks_for_grounds(plain: str, words: list[str]) -> bool:
    """True for a short "hvor står det?", "hvorfor?" or "er du sikker?": it asks about the answer before."""
    return len(words) <= _BARE + 1 and bool(_GROUNDS.search(plain))


def asks(plain: str) -> bool:
    """True if the words ask something, rather than only tell of a citizen."""
    return bool(_ASKS.search(plain))


def asks_the_law_now(plain: str) -> bool:
    """True for "og hvor står det nu?", after a turn about the law of another day."""
    return bool(_NOW.search(plain))


def asks_to_go_on(plain: str) -> bool:
    """True for "kan praktikken fortsætte?": whether the placement that was told of goes on."""
    return bool(_GOES_ON.match(plain))


def asks_what_next(plain: str) -> bool:
    """True for "hvad så bagefter?" and "og når den er slut?"."""
    return bool(_NEXT.search(plain))


def yes_or_no(plain: str) -> bool | None:
    """A bare yes (True) or no (False); None for anything else."""
    match = _YES_NO.match(plain)
    return None if match is None else match["no"] is None and " ikke" not in plain


def citizen_says(plain: str) -> bool | None:
    """Whether the citizen is told to say yes or no; None where nothing, or another's word, is told.

    >>> citizen_says("og hvis hun siger nej?"), citizen_says("hvis virksomheden siger nej")
    (False, None)
    """
    match = _OWN_WORD.search(plain)
    return None if match is None else match["no"] is None


def language(words: list[str]) -> str:
    """The language to answer in: the one asked for, else the one spoken.

    >>> language("hvor længe må hun være der, svar på engelsk".split())
    'en'
    """
    if wished := _IN_LANGUAGE.search(" ".join(words)):
        return "en" if wished["en"] else "da"
    return spoken(words)


def spoken(words: list[str]) -> str:
    """The language of the words: "en" where the small English words outnumber the Danish ones, else "da"."""
    english = sum(word in _ENGLISH for word in words)
    danish = sum(word in _DANISH for word in words)
    return "en" if english > danish and english > 1 else "da"
