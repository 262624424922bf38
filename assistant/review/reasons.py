"""The reasons of a decision: what was weighed, and what it tells of the citizen (FVL § 24).

A sentence that says why ("fordi", "Begrundelse:", "årsagen er") gives a reason if it says something of this citizen;
that the citizen belongs to a target group, or that the conditions are fulfilled, is none.
"""

import re

from assistant.review import cues
from assistant.review.cues import any_of
from assistant.review.decision import Decision
from assistant.review.kinds import Kind
from assistant.review.letter import Letter, Sentence

# What the caseworker weighed.
_STRESSED = any_of(
    r"\blagt? (?:\w+ ){0,2}vægt\b",
    r"\blægger (?:\w+ ){0,2}vægt\b",
    r"\btaget hensyn\b",
)
_WEIGHED = any_of(
    r"\bhensyn til\b",
    r"\bvi (?:har )?(?:\w+ )?vurder(?:er|et)\b",
    r"\bvurdere[rts]*\b",
    r"\bvurdering\w*",
    r"\bdet er (?:jobcent(?:ret|eret)s|kommunens|vores|min) (?:opfattelse|skøn)",
    r"\bbegrunde[rnt]\w*",
    r"\bfordi\b",
    r"\bderfor\b",
)
_CONSIDERATION = any_of(
    r"\bønske\w*",
    r"\bforudsætning\w*",
    r"\bjobmål\w*",
    r"\buddannelsesmål\w*",
    r"\bmål\b",
    r"\barbejdskraft\w*",
    r"\bjobmulighed\w*",
    r"\bbeskæftigelsesmulighed\w*",
    r"\bkompetence\w*",
    r"\berfaring\w*",
    r"\bkvalifikation\w*",
    r"\btættere på\b",
    r"\bhelbred\w*",
    r"\bskåne\w*",
    r"\btvivl\b",
    r"\bhurtigste vej\b",
    r"\bvarig\w* (?:job|beskæftigelse|arbejde)\b",
    r"\bmang(?:el på|ler)\b",
    r"\bgerne vil\b",
    r"\bbehov\b",
    r"\bmulighed\w*",
    r"\budeblev\w*",
    r"\barbejdsmarked\w*",
    r"\barbejdsevne\w*",
    r"\bmotivation\w*",
    r"\bbranche\w*",
    r"\bfagområde\w*",
    r"\bansat der\b",
    r"\bsenest\b",
    r"\bløntimer\b",
    r"\bfasthold\w*",
    r"\bopgaver\b",
)
_ON_THE_CITIZEN = any_of(r"\bvurder\w*.*\b(?:du|dig|din|dit|dine|praktik\w*)\b")
_PLAIN_CONSIDERATION = any_of(
    r"\bdu har selv (?:foreslået|peget|valgt|nævnt|bedt|ønsket)\b",
    r"\b(?:lægen|din læge|praktiserende læge) (?:støtter|anbefaler|vurderer)\b",
    r"\bdu (?:ønsker|har ønsket|vil gerne|har selv ønsket)\b",
    r"\bdit ønske\b",
    r"\bdine (?:ønsker|forudsætninger)\b",
    r"\b(?:mangel på|behov for|brug for) (?:\w+ )?arbejdskraft\b",
    r"\b(?:gode|rigtig gode) (?:job|beskæftigelses)\w*",
    r"\bhurtigst muligt? .{0,30}\bjob\b",
    r"\bdit jobmål er\b",
)
_BOILERPLATE = any_of(
    r"\b(?:omfattet af|hører til) (?:\w+ )?målgruppe\w*",
    r"\ber berettiget\b",
    r"\b(?:sagens|foreliggende|de samlede) (?:oplysninger|forhold|omstændigheder)\b",
    r"\bbetingelserne (?:i|for|efter)\b",
    r"\bopfylder (?:\w+ )?betingels",
    r"\bvedlagt\b",
)
# What the decision tells of this citizen.
_PERSONAL_FACT = any_of(
    r"\bcand\b|\bkandidat\w*|\bbachelor\w*|\b\w*certifikat\w*|\bfolkeskole\w*|\bgymnasi\w*|\b10\. klasse\b",
    r"\b(?:haft|uden) (?:\w+ )?(?:arbejde|job)\b",
    r"\bopera(?:tion|eret)\w*|\b\w*sygdom\w*|\b\w*gener\b|\b\w*lidelse\w*|\b\w*skade\b|\badhd\b|\bptsd\b",
    r"\bhar været i (?:\w+ )?\w*praktik",
    r"\barbejdet\b",
    r"\barbejdede\b",
    r"\berfaring\w*",
    r"\buddann(?:et|else)\b",
    r"\buddannelsen\b",
    r"\b\w+uddannelse\b",
    r"\bledig (?:i|siden|gennem|fra)\b",
    r"\bværet ledig\b",
    r"\bhelbred\w*",
    r"\bdiagnos\w*",
    r"\bskåne\w*",
    r"\bsmerte\w*",
    r"\bstress\b",
    r"\bdepression\b",
    r"\bangst\b",
    r"\bkørekort\b",
    r"\bcv\b",
    r"\beksamen\b",
    r"\bkurs(?:us|er)\b",
    r"\b\d+ år(?: gammel)?\b",
    r"\b\d+-årig\b",
    r"\budeblev\w*",
    r"\bfaglært\b",
    r"\bufaglært\b",
    r"\bsygemeldt (?:fra|siden|med|på grund)\b",
    r"\blæge\w*",
    r"\bsenest ansat\b",
    r"\b(?:senest|sidst|tidligere) (?:\w+ ){0,2}(?:ansat|job|arbejde)\w*",
    r"\bdu har (?:\w+ ){0,4}(?:gået|boet|bestået|afsluttet|gennemført|deltaget|passet|solgt)\b",
    r"\b\w+assistent\b",
    r"\bhjemmegående\b",
    r"\bafbrudte?\b|\budlært\b|\b\w*grundforløb\w*|\b\w*svend\b|\b\w*gigt\b|\bhjernerystelse\b",
    r"\bpasse\b .{0,20}\bbørn\b",
    r"\bdansk\w*niveau\w*",
    r"\brygproblem\w*",
    r"\b(?:bror|syge)meld\w* siden\b",
)

# Where a sentence turns to why.
_WHY = re.compile(
    r"\b(?:fordi|eftersom|idet|årsagen(?: hertil)? er,?(?: at)?|grunden(?: hertil)? er,?(?: at)?|på grund af"
    r"|på baggrund af|(?:vores |kommunens )?begrundelsen?(?: er)?(?:, at|:)|lagt vægt på:"
    r"|da (?=du|din|dit|dine|borger|hun|han|der|virksomhed)|grundet|henset til|begrundet i)"
)
# What follows from the sentence before, which is then the reason.
_HENCE = re.compile(r"\b(?:kan|må|skal|er|bliver) (?:\w+ )?derfor (?:ikke|stoppe|ophøre|afslutte|give|afvise|afslå)\w*")
# What is no reason: the group, the conditions, the duty or what the law allows.
_NO_REASON = re.compile(
    r"\b(?:omfattet af|målgruppe\w*|berettiget|opfyld\w*|betingelse\w*|har (?:ret|pligt)"
    r"|skal (?:have|deltage|i|stå)|reglerne|loven|lovgivningen"
    r"|er (?:\w+ )?(?:\w*parat|\w+modtager|ledig|forsikret ledig|revalidend|sygemeldt)\b[ .,]*$"
    r"|(?:modtager|får|er på) \w*(?:dagpenge|kontanthjælp|uddannelseshjælp|ydelse)\b[ .,]*$)"
)
_ABOUT = re.compile(
    r"\b(?:du|dig|din|dit|dine|borger\w*|hun|han|hende|ham|hendes|hans)\b|\b(?:har|er|var|ønsker|mangler|kan ikke) "
)
_PARTS = re.compile(r",? og (?:fordi|at|da)\b|[;]|,\s")
_LIFE = re.compile(
    r"\b(?:har|havde|haft|været|gået|stået|sagt|søgt|mødt?|mangler|kan ikke|bor|passer|fået|arbejder|ikke)\b"
)
_FEWEST_WORDS = 3
_ON_THE_EMPLOYER = re.compile(
    r"\b(?:virksomheden|arbejdsgiveren|butikken|stedet|ansatte|i praktik|medarbejder\w*|konkurs\w*|stillinger|job\w*)\b"
)


def weighed(letter: Letter, decision: Decision) -> bool:
    """True if the decision tells what was weighed, and not only that the conditions are fulfilled."""
    return any(_weighs(sentence, decision) for sentence in letter.of(Kind.CASE))


def _weighs(sentence: Sentence, decision: Decision) -> bool:
    plain = sentence.plain
    if _gives_reason(sentence, decision):
        return True
    if _BOILERPLATE.search(plain) and not _PLAIN_CONSIDERATION.search(plain):
        return False
    if _STRESSED.search(plain):
        return True
    if _WEIGHED.search(plain) and (_CONSIDERATION.search(plain) or _ON_THE_CITIZEN.search(plain)):
        return True
    return _PLAIN_CONSIDERATION.search(_before_the_purpose(sentence)) is not None


def facts_told(letter: Letter, decision: Decision) -> bool:
    """True if the decision tells facts of the citizen's case."""
    sentences = letter.of(Kind.CASE)
    if any(_PERSONAL_FACT.search(_before_the_purpose(s)) for s in sentences):
        return True
    told = [part for s in sentences for part in _reasons(s)]
    if not decision.placed:
        # What is refused or ended may turn on the company, and then nothing of the citizen is needed.
        return bool(told) or any(_ON_THE_EMPLOYER.search(_weight(s)) for s in sentences)
    return any(_LIFE.search(part) and _ABOUT.search(part) for part in told)


def _weight(sentence: Sentence) -> str:
    """What the sentence says that weight was put on."""
    stressed = _STRESSED.search(sentence.plain)
    return sentence.plain[stressed.end() :] if stressed else ""


def _gives_reason(sentence: Sentence, decision: Decision) -> bool:
    """True if the sentence says why in words of its own; to refuse or end, anything said of the case is a reason."""
    if not decision.placed and _HENCE.search(sentence.plain):
        return True
    return any(not decision.placed or _ABOUT.search(part) for part in _reasons(sentence))


def _reasons(sentence: Sentence) -> list[str]:
    """What the sentence gives as reasons, without what is none."""
    why = _WHY.search(sentence.plain)
    if why is None:
        return []
    parts = (part.strip(" .:") for part in _PARTS.split(sentence.plain[why.end() :]))
    return [part for part in parts if len(part.split()) >= _FEWEST_WORDS and not _NO_REASON.search(part)]


def _before_the_purpose(sentence: Sentence) -> str:
    """What the sentence says before it comes to the purpose, which tells what will be and not what is."""
    if cues.PURPOSE.match(sentence.heading):
        return ""
    purpose = cues.PURPOSE.search(sentence.plain)
    return sentence.plain[: purpose.start()] if purpose else sentence.plain
