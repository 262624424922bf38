"""The words by which a decision tells what `understand`, which reads questions, is not made to read.

Each pattern is matched against the plain text of one sentence: small letters, no references.
"""

import re

from assistant.review.weeks import WEEKS

_I = re.IGNORECASE


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{pattern})" for pattern in patterns), _I)


PLACEMENT = _any(r"\w*praktik\w*", r"\btilbud\w*", r"\bforløb\w*", r"\bperiode\w*")
DECIDES = _any(
    r"\baftale om (?:\w+ )?\w*praktik",
    r"\bafgør\w*",
    r"\bbevilg\w*",
    r"\btilbud\w*",
    r"\btilbyd\w*",
    r"\bafsl(?:ag|å)\w*",
    r"\bimødekom\w*",
    r"\bgodkend\w*",
    r"\bpålæg\w*",
    r"\bdu skal\b",
    r"\bhar besluttet\b",
    r"\bhenvis(?:er|es|t)\b",
    r"\bforlæng\w*",
    r"\bgiver dig\b",
    r"\bafvis\w*",
)
GRANTS = _any(
    r"\b(?:får|fået|giver dig|gives|tilbydes|tilbyder) (?:[\w,-]+ ){0,3}(?:tilbud|\w*praktik)\b",
    r"\bbevilg(?:er|es|et|et)\b",
    r"\b(?:godkender|godkendes|godkendt)\b",
    r"\bimødekomme(?:r|s)\b",
    r"\bimødekommet\b",
    r"\bpålægge(?:r|s)\b",
    r"\bskal (?:\w+ ){0,3}(?:i|deltage i|møde i|begynde i|starte i) (?:\w+ ){0,2}\w*praktik",
    r"\bkan komme i \w*praktik",
    r"\bhenvises? til\b",
    r"\bforlænge(?:r|s)\b",
    r"\bbesluttet,? at (?:du|give|forlænge|bevilge)\b",
    r"\bet tilbud om\b",
    r"\bfår (?:du )?medhold\b",
    r"\bvi giver\b",
)
REFUSES = _any(
    r"\bafslag\b",
    r"\bvi (?:\w+ )?afslår\b",
    r"\bafslår (?:vi|at|din|dit|kommunen|jobcent)",
    r"\bafvise[rs] (?:vi|din|dit|at)",
    r"\bvi (?:\w+ )?afviser\b",
    r"\b(?:har|er blevet|er) (?:vi )?(?:afslået|afvist)\b",
    r"\b(?:kan|vil) (?:vi |jobcentret |kommunen )?(?:desværre |derfor |således )*ikke (?:\w+ ){0,2}"
    r"(?:imødekomme|godkende|bevilge|give|få|tilbyde|forlænge)",
    r"\bikke (?:imødekommet|godkendt|bevilget|imødekommes|godkendes|bevilges)\b",
    r"\bbesluttet ikke at\b",
    r"\bdu (?:får|kan) (?:\w+ )?ikke (?:få |komme i |begynde i |starte i )?(?:\w+ ){0,3}\w*praktik",
    r"\bgiver dig ikke\b",
)
# The citizen who refuses, and what follows from it, decides nothing.
NOT_THE_DECISION = _any(
    r"\bhvis\b",
    r"\bsanktion\w*",
    r"\bmist(?:e|er)\b",
    r"\bkarantæne\w*",
    r"\bdu (?:selv )?(?:afslår|afviser)\b",
    r"\b(?:tidligere|sidste) (?:afslag|afgørelse|ansøgning)\b",
    r"\bkonsekvens\w*",
    r"\bafslag på (?:dine )?(?:job)?ansøgning",
    r"\bkan ikke forlænges\b",
)
RESTRICTS = _any(
    r"\b(?:kun|i stedet(?: for)?|dog (?:kun|højst)|færre|kortere|delvist)\b",
    r"\bikke (?:\w+ ){0,4}fuldt ud\b",
    r"\bbegræns\w*",
    r"\bnedsæt\w*",
)
# Of a refusal: less of the same, "i stedet får du 4 uger"; another offer instead, or in place of what, is not.
# The weeks given, where they are told, are the only group that matches.
INSTEAD = _any(
    rf"\b(?:i stedet(?! for)|men (?:kun|alene|gerne)|dog (?:kun|gerne))\b[^.;]{{0,60}}?\b{WEEKS}",
    rf"\b(?:får|giver|bevilger|bevilges|tilbyder|tilbydes|godkender|godkendes|kan)\b(?:(?!afslag)[^.;]){{0,40}}?"
    rf"\b{WEEKS}[^.;]{{0,30}}\bi stedet\b(?! for)",
    r"\bi stedet(?! for)\b[^.;]{0,30}\b(?:får|giver|bevilger|bevilges|tilbyder|tilbydes|godkender|godkendes)\b"
    r"[^.;]{0,40}\b(?:kortere|en anden|\w*praktik)",
    rf"\b(?:kun|højst) (?:\w+ ){{0,2}}(?:godkende|bevilge|give|imødekomme|få)\b[^.;]{{0,40}}?\b{WEEKS}",
)
THE_LAW_SAYS = _any(r"\b(?:lov(?:en|ens|givningen)|regl\w*|tillade[rs]?\w*|grænse\w*|målgruppe\w*)\b")
OTHER_OFFER = _any(
    r"\bkurs(?:us|er)\b|\w*vejled\w+|\bløntilskud\w*|\bnytteindsats\w*|\bmentor\w*|\bopkvalificering\w*|\bsamtale\w*",
    r"\bsøg\w*|\bjob\w*|\bklag\w*|\bvent\w*|\bferie\w*",
)
ASKS = _any(
    r"\b(?:har|havde) (?:\w+ )?(?:søgt|ansøgt|bedt|anmodet|ønsket)\b",
    r"\b(?:din|dit) (?:ansøgning|anmodning|ønske) om\b",
    r"\bdu (?:ønsker|ønskede|vil gerne)\b",
    r"\bansøgt om\b",
)

SELF_FOUND = _any(
    r"\bselv (?:har )?(?:fundet|skaffet|aftalt|kontaktet)\b",
    r"\bselvfund\w*",
    r"\bfundet (?:\w+ ){0,3}selv\b",
    r"\bdu har (?:selv )?fundet\b",
)
NOT_SELF_FOUND = _any(
    r"\b(?:jobcent(?:ret|eret)|kommunen|vi|(?:virksomheds|job)konsulent\w*|anden aktør) (?:har |er |\w+ ){0,3}fundet\b",
    r"\bfundet af (?:jobcent|kommunen|os|en|vores|virksomhed|job)",
    r"\bikke selv(?: har)? fundet\b",
    r"\b(?:har vi|har jobcent(?:ret|eret)|har kommunen) (?:\w+ ){0,3}fundet\b",
    r"\bikke selvfund",
)


EXTENDS = _any(
    r"\bforlænge[rs]?\b", r"\bforlænget\b", r"\bforlængelse\w*", r"\byderligere \w+ uger\b", r"\bi \w+ uger mere\b"
)
# "Praktikken kan ikke forlænges" says what the law is, not what is decided.
NOT_EXTENDED = _any(
    r"\bkan (?:\w+ ){0,4}(?:forlænge|få forlænget)",
    r"\bikke\b",
    r"\bmulighed\w* for\b",
    r"\bhvis\b",
    r"\bevt\b",
    r"\beventuel\w*",
    r"\buden forlængelse\b",
    r"\bkrav\w*",
)
SPECIAL_NEED = _any(r"\bsærlig\w* behov")
# Who speaks for the employees, and that they have been heard; what shall yet be discussed is not.
EMPLOYEES = (
    r"(?:tillids(?:repræsentant|mand)\w*|medarbejderrepræsentant\w*|\btr\b"
    r"|repræsentant\w* for (?:de ansatte|medarbejderne))"
)
HEARD = _any(
    rf"\b(?:er|har|blev|været)\b.{{0,60}}\b(?:drøftet|hørt|inddraget|tilkendegivet|bekræftet)\b.{{0,60}}{EMPLOYEES}",
    rf"{EMPLOYEES}.{{0,60}}\b(?:er|har|blev)\b.{{0,40}}\b(?:drøftet|hørt|inddraget|tilkendegivet|bekræftet|udtalt)\b",
    rf"\bdrøftede\b.{{0,60}}{EMPLOYEES}",
)
NOT_HEARD = _any(
    rf"\bikke (?:\w+ ){{0,2}}(?:drøftet|hørt|inddraget)\b.{{0,60}}{EMPLOYEES}",
    rf"{EMPLOYEES}.{{0,60}}\bikke (?:\w+ ){{0,2}}(?:drøftet|hørt|inddraget)\b",
)
LATEST_EMPLOYER = _any(
    r"\b(?:seneste|sidste|tidligere) (?:arbejdsgiver|arbejdsplads|ansættelsessted|virksomhed)",
    r"\b(?:senest|sidst) (?:\w+ )?(?:var |har været |været )?(?:ansat|arbejdede)\b",
    r"\b(?:senest|sidst|tidligere) ansat\b",
    r"\b(?:seneste|sidste) (?:ansættelse|job|stilling|arbejde)\b",
    r"\b(?:senest|sidst) (?:\w+ ){0,2}(?:arbejdet|beskæftiget|job)\b",
)
# Called the latest, and not merely a former one.
LATEST_JOB = _any(
    r"\b(?:seneste|sidste) (?:arbejdsgiver|arbejdsplads|ansættelsessted|virksomhed|ansættelse|job|stilling|arbejde)\b",
    r"\b(?:senest|sidst) (?:\w+ ){0,3}(?:ansat|arbejdede|arbejdet|beskæftiget|job)\b",
    r"\b(?:ansat|arbejdede) (?:\w+ ){0,2}(?:senest|sidst)\b",
)
JOB_ENDED = _any(
    r"\b(?:indtil|frem til|til og med)\b.{0,40}\b(?:ansat|arbejdede)\b",
    r"\b(?:ansat|arbejdede)\b.{0,60}\b(?:indtil|frem til|til og med)\b",
    r"\b(?:fratrådte|fratrådt|opsagt|afskediget|fyret|ophørte|ophørt)\b.{0,50}\b(?:stilling|job|arbejde|ansættelse|hos|ved)\b",
    r"\b(?:stilling|job|arbejde|ansættelse)\b.{0,50}\b(?:fratrådte|fratrådt|opsagt|ophørte|ophørt|sluttede)\b",
)
# A job after the one that ended.
JOB_SINCE = _any(
    r"\b(?:derefter|efterfølgende|senere|siden|herefter)\b(?! \w+ \d)(?:(?!ikke|ledig)[^.;]){0,40}?"
    r"\b(?:ansat|arbejdede|arbejdet|job|hos|vikar\w*)\b",
    r"\b(?:har|havde) siden (?:\w+ ){0,2}(?:arbejdet|været ansat|haft (?:\w+ )?(?:job|arbejde))\b",
)
# The placement is with that employer, and not merely the latest job a piece of the citizen's story.
PLACED_THERE = _any(
    r"\b(?:hos|på|i|ved) (?:din|borgerens|hans|hendes|den|samme) (?:\w+ )?(?:seneste|sidste|tidligere) "
    r"(?:arbejdsgiver|arbejdsplads|virksomhed)",
    r"\bhvor (?:du|borgeren|hun|han) (?:senest|sidst|tidligere) (?:\w+ )?(?:ansat|arbejdede)",
    r"\bhvor (?:du|borgeren|hun|han) .{0,20}\bsenest\b",
    r"\b(?:senest|sidst) (?:\w+ ){0,2}ansat (?:i virksomheden|dér|der|på stedet|samme sted|hos dem|i samme)",
    r"\bhvor (?:du|borgeren|hun|han) (?:\w+ )?(?:indtil|frem til)\b.{0,40}\b(?:ansat|arbejdede)",
    r"\bhvor (?:du|borgeren|hun|han) (?:\w+ ){0,2}(?:ansat|arbejdede) (?:indtil|frem til)\b",
    r"\b(?:ansat|arbejdede|ansættelse|job|stilling|arbejde|arbejdet)\b (?:\w+ ){0,4}"
    r"(?:(?:i|hos|på|ved) (?:den |det )?samme (?:virksomhed|sted|butik|arbejdsplads|arbejdsgiver)|samme sted|hos dem)",
)
NEW_FUNCTION = _any(
    r"(?<!haft en )(?<!havde en )(?<!ikke en )(?<!ingen )\b(?:ny|nye|anden|andre|et andet) (?:\w+ )?"
    r"(?:arbejdsfunktion\w*|funktion\w*|arbejdsområde)",
    r"\b(?:andre|nye) (?:arbejds)?opgaver end\b",
)
OLD_FUNCTION = _any(r"(?<!ikke )\b(?:den |de |i )?samme (?:arbejds)?(?:funktion|opgaver)\b(?! må| kan)")
AGREES = _any(
    r"\b(?:du|borgeren|hun|han) (?:er|har erklæret) (?:\w+ ){0,3}(?:enig|indforstået)\b",
    r"\b(?:enig|indforstået) (?:i|med)\b",
    r"\b(?:efter|på) (?:dit )?eget ønske\b",
    r"\bdu (?:ønsker selv|har selv (?:bedt|ønsket|foreslået))\b.{0,60}"
    r"\b(?:tilbage|dér|hos|praktik\w*|stedet|virksomheden)\b",
)
DISAGREES = _any(r"\b(?:ikke (?:\w+ )?(?:enig|indforstået)|uenig)\b", r"\bønsker ikke\b")
TRIAL = _any(r"\bforsøg\w*", r"\bnextwork\b", r"\bjob-?bro\b")
WORK_SHARING = _any(r"\barbejdsfordeling\w*")
EMPLOYED = _any(
    r"\bdit (?:nuværende |ordinære |faste )?(?:job|arbejde|ansættelsesforhold) (?:som|i|hos|på|ved)\b",
    r"\b(?:din|egen|nuværende) (?:egen |nuværende )?(?:arbejdsgiver|arbejdsplads)",
    r"\bdu er (?:stadig |fortsat |fast |stadigvæk )*ansat\b",
    r"\ber (?:stadig |fortsat |fast |stadigvæk )*ansat (?:som|hos|i|på|ved)\b",
    r"\bi (?:et |dit )?ansættelse(?:sforhold)?\b",
    r"\bsygemeldt fra (?:dit|en|et|jobbet|stillingen)\b",
    r"\bfasthold\w* .{0,25}\b(?:job|ansættelse|arbejdsplads)",
    r"\bgradvis\w* tilbage",
    r"\bdin stilling\b",
    r"\bdelvist? (?:syge|rask)meld",
)
NOT_EMPLOYED = _any(
    r"\bikke (?:\w+ )?(?:i )?(?:et |noget )?(?:ansættelsesforhold|ansat|ansættelse|job|arbejde)\b",
    r"\buden (?:et )?(?:ansættelse|job|arbejde|arbejdsgiver)",
    r"\b(?:opsagt|fyret|afskediget|fratrådte?|ophørte?)\b",
    r"\bingen (?:ansættelse|arbejdsgiver)\b",
    r"\bsygemeldt fra ledighed",
    r"\bledig sygemeldt",
)
FORMER = _any(r"\b(?:seneste|sidste|tidligere|forrige) (?:arbejd|job|ansæt)", r"\bsenest\b")

PURPOSE = _any(r"\bformål\w*", r"\bsigte[rt]?\b")
HISTORY = _any(
    r"\btidligere\b",
    r"\bsenest\b",
    r"\b(?:har|havde) (?:\w+ ){0,3}(?:været|arbejdet|haft|modtaget|gennemført|deltaget|taget)\b",
    r"\bvar (?:du )?(?:ansat|i praktik|i job|sygemeldt)\b",
    r"\barbejdede\b",
    r"\bsiden\b",
    r"\buddannet\b",
    r"\b(?:mødte|modtog|talte)\b",
    r"\bsamtale\w* den\b",
)

# What the caseworker weighed.
STRESSED = _any(
    r"\blagt? (?:\w+ ){0,2}vægt\b",
    r"\blægger (?:\w+ ){0,2}vægt\b",
    r"\btaget hensyn\b",
)
WEIGHED = _any(
    r"\bhensyn til\b",
    r"\bvi (?:har )?(?:\w+ )?vurder(?:er|et)\b",
    r"\bvurdere[rts]*\b",
    r"\bvurdering\w*",
    r"\bdet er (?:jobcent(?:ret|eret)s|kommunens|vores|min) (?:opfattelse|skøn)",
    r"\bbegrunde[rnt]\w*",
    r"\bfordi\b",
    r"\bderfor\b",
)
CONSIDERATION = _any(
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
ON_THE_CITIZEN = _any(r"\bvurder\w*.*\b(?:du|dig|din|dit|dine|praktik\w*)\b")
PLAIN_CONSIDERATION = _any(
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
BOILERPLATE = _any(
    r"\b(?:omfattet af|hører til) (?:\w+ )?målgruppe\w*",
    r"\ber berettiget\b",
    r"\b(?:sagens|foreliggende|de samlede) (?:oplysninger|forhold|omstændigheder)\b",
    r"\bbetingelserne (?:i|for|efter)\b",
    r"\bopfylder (?:\w+ )?betingels",
    r"\bvedlagt\b",
)
# What the decision tells of this citizen.
PERSONAL_FACT = _any(
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
    r"\bafbrudt\b",
    r"\bpasse\b .{0,20}\bbørn\b",
    r"\bdansk\w*niveau\w*",
    r"\brygproblem\w*",
    r"\b(?:bror|syge)meld\w* siden\b",
)
