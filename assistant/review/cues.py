"""The words by which a decision tells what `understand`, which reads questions, is not made to read.

Each pattern is matched against the plain text of one sentence: small letters, no references.
"""

import re

from assistant.review.weeks import NUMBER, WEEKS

_I = re.IGNORECASE


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern that finds any of these."""
    return re.compile("|".join(rf"(?:{pattern})" for pattern in patterns), _I)


PLACEMENT = any_of(r"\w*praktik\w*", r"\btilbud\w*", r"\bforløb\w*", r"\bperiode\w*")
DECIDES = any_of(
    r"\baftale om (?:\w+ )?\w*praktik",
    r"^praktikaftale\b",
    r"\bafgør\w*",
    r"\bbevil(?:g|ling)\w*",
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
    r"\b(?:du|borgeren|hun|han) (?:får|har fået) (?:[\w,-]+ ){0,3}\w*praktik\b",
    r"\bvisiteret til (?:\w+ ){0,2}\w*praktik\b",
    r"\b(?:vi|jobcent(?:ret|eret)|kommunen) (?:stopper|afbryder|afslutter|afkorter|ophører)\b",
)
# Told of one placement, which with the provisions that it rests on is a decision: a place, or a first day.
PLACED_IN = any_of(
    r"\w*praktik\w* (?:\w+ ){0,2}(?:hos|i|på|ved|fra)\b",
    r"\w*praktik\w* (?:\w+ ){0,3}(?:start|begynd|løb|var)\w*",
)
ENDS = any_of(
    r"\b(?:vi|jobcent(?:ret|eret)|kommunen) (?:har )?(?:\w+ )?"
    r"(?:stopper|stoppet|afbryder|afbrudt|afslutter|afkorter|afkortet)\b[^.;]*(?:praktik|forløb|tilbud)",
    r"\b(?:stopper|afbryder|afkorter) (?:vi|jobcent(?:ret|eret)|kommunen)\b",
    r"\bafgørelse om (?:\w+ )?(?:ophør|afbrydelse|afkortning|stop)\b",
    r"\bpraktik\w* (?:[\w,]+ ){0,4}(?:bringes til ophør|afbrydes|stoppes|afkortes)\b",
    r"\bpraktik\w* (?:[\w,]+ ){0,4}(?:ophører|slutter|stopper)\b[^.;]{0,40}"
    r"\b(?:før tid\w*|før planlagt|allerede|førtidigt)",
    r"\bpraktik\w* (?:[\w,]+ ){0,4}ikke (?:\w+ )?fortsætte\b",
    r"\b(?:ophør|afbrydelse|afkortning) af (?:\w+ ){0,2}\w*praktik",
    r"\bbesluttet,? at (?:\w+ ){0,4}(?:stoppe|afbryde|afkorte|afslutte)\b",
)
GRANTS = any_of(
    r"\b(?:får|fået|giver dig|gives|tilbydes|tilbyder) (?:[\w,-]+ ){0,3}(?:tilbud|\w*praktik)\b",
    r"\bbevilg(?:er|es|et|et)\b",
    r"\b(?:godkender|godkendes|godkendt)\b",
    r"\bimødekomme(?:r|s)\b",
    r"\bimødekommet\b",
    r"\bkan (?:(?!ikke)\w+ ){0,2}(?:imødekomme|godkende|bevilge)\b",
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
REFUSES = any_of(
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
NOT_THE_DECISION = any_of(
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
RESTRICTS = any_of(
    r"\b(?:kun|i stedet(?: for)?|dog (?:kun|højst)|færre|kortere|delvist)\b",
    r"\bikke (?:\w+ ){0,4}fuldt ud\b",
    r"\bbegræns\w*",
    r"\bnedsæt\w*",
)
# Of a refusal: less of the same, "i stedet får du 4 uger"; another offer instead, or in place of what, is not.
# The weeks given, where they are told, are the only group that matches.
INSTEAD = any_of(
    rf"\b(?:i stedet(?! for)|men (?:kun|alene|gerne)|dog (?:kun|gerne))\b[^.;]{{0,60}}?\b{WEEKS}",
    rf"\b(?:får|giver|bevilger|bevilges|tilbyder|tilbydes|godkender|godkendes|kan)\b(?:(?!afslag)[^.;]){{0,40}}?"
    rf"\b{WEEKS}[^.;]{{0,30}}\bi stedet\b(?! for)",
    r"\bi stedet(?! for)\b[^.;]{0,30}\b(?:får|giver|bevilger|bevilges|tilbyder|tilbydes|godkender|godkendes)\b"
    r"[^.;]{0,40}\b(?:kortere|en anden|\w*praktik)",
    rf"\b(?:kun|højst) (?:\w+ ){{0,2}}(?:godkende|bevilge|give|imødekomme|få)\b[^.;]{{0,40}}?\b{WEEKS}",
)
THE_LAW_SAYS = any_of(r"\b(?:lov(?:en|ens|givningen)|regl\w*|tillade[rs]?\w*|grænse\w*|målgruppe\w*)\b")
OTHER_OFFER = any_of(
    r"\bkurs(?:us|er)\b|\w*vejled\w+|\bløntilskud\w*|\bnytteindsats\w*|\bmentor\w*|\bopkvalificering\w*|\bsamtale\w*",
    r"\bsøg\w*|\bjob\w*|\bklag\w*|\bvent\w*|\bferie\w*",
)
# Less than was wished is given, told in one sentence: "kun 2 uger", "2 uger i stedet for de 4, du har aftalt".
_GIVES = r"\b(?:godkend\w*|bevilg\w*|imødekomm\w*|giver|tilbyder|får|gives)\b"
_WISHED = r"(?:aftalt|søgt|ansøgt|ønsket|bedt|foreslået|anmodet)"
CUTS = any_of(
    rf"{_GIVES}[^.;]{{0,50}}?\b(?:kun|alene|dog|højst|men kun) (?:\w+ ){{0,3}}"
    rf"(?:\d+|{NUMBER})(?:-| )*(?:uge|time|dag|måned)",
    rf"\b(?:kan|vil) (?:kun|alene|højst) (?:\w+ ){{0,2}}{_GIVES}",
    rf"{_GIVES}[^.;]{{0,60}}?\b(?:i stedet for|frem for|ud af|og ikke) (?:de |det |den )?"
    rf"(?:\w+ ){{0,3}}[^.;]{{0,30}}\b{_WISHED}\b",
    rf"{_GIVES}[^.;]{{0,60}}?"
    r"\b(?:på (?:den )?(?:betingelse|vilkår)|under (?:den )?forudsætning|forudsat|på det vilkår)\b",
    rf"{_GIVES}[^.;]{{0,60}}?\b(?:delvist?|i et mindre omfang|i en kortere periode|ikke i det fulde omfang)\b",
)
# The weeks that were wished, beside those that are given: "i stedet for de 4, du har aftalt".
INSTEAD_OF = re.compile(r"\b(?:i stedet for|frem for|ud af|og ikke)\b[^.;]*", _I)
ASKS = any_of(
    r"\b(?:du|borgeren|virksomheden|arbejdsgiveren|hun|han)\b[^.;]{0,90}\baftalt\b[^.;]{0,40}\buger?s?\b",
    r"\baftalt\b[^.;]{0,40}\buger?s?\b[^.;]{0,40}\bmed (?:virksomheden|arbejdsgiveren|praktikstedet|butikken|ejeren)",
    r"\b(?:har|havde) (?:\w+ )?(?:søgt|ansøgt|bedt|anmodet|ønsket)\b",
    r"\b(?:din|dit) (?:ansøgning|anmodning|ønske) om\b",
    r"\bdu (?:ønsker|ønskede|vil gerne)\b",
    r"\bansøgt om\b",
)

APPLIED = any_of(
    r"\b(?:har|havde) (?:\w+ ){0,4}(?:søgt|ansøgt|anmodet|bedt) om\b[^.;]{0,40}(?:praktik|forlæng)",
    r"\b(?:din|dit|borgerens|hendes|hans) (?:ansøgning|anmodning|ønske) om\b[^.;]{0,40}praktik",
)
SELF_FOUND = any_of(
    r"\bselv (?:har )?(?:fundet|skaffet|aftalt|kontaktet)\b",
    r"(?<!ret til )(?<!ret til en )\bselvfund\w*",
    r"\bfundet (?:\w+ ){0,3}selv\b",
    r"\bdu har (?:selv )?fundet\b",
)
NOT_SELF_FOUND = any_of(
    r"\b(?:jobcent(?:ret|eret)|kommunen|vi|(?:virksomheds|job)konsulent\w*|anden aktør) (?:har |er |\w+ ){0,3}fundet\b",
    r"\bfundet af (?:jobcent|kommunen|os|en|vores|virksomhed|job)",
    r"\bikke selv(?: har)? fundet\b",
    r"\b(?:har vi|har jobcent(?:ret|eret)|har kommunen) (?:\w+ ){0,3}fundet\b",
    r"\bikke selvfund",
)


EXTENDS = any_of(
    r"\bforlænge[rs]?\b", r"\bforlænget\b", r"\bforlængelse\w*", r"\byderligere \w+ uger\b", r"\bi \w+ uger mere\b"
)
# "Praktikken kan ikke forlænges" says what the law is, not what is decided.
NOT_EXTENDED = any_of(
    r"\bkan (?:\w+ ){0,4}(?:forlænge|få forlænget)",
    r"\bikke\b",
    r"\bmulighed\w* for\b",
    r"\bhvis\b",
    r"\bevt\b",
    r"\beventuel\w*",
    r"\buden forlængelse\b",
    r"\bkrav\w*",
)
SPECIAL_NEED = any_of(r"\bsærlig\w* behov")
# Who speaks for the employees, and that they have been heard; what shall yet be discussed is not.
EMPLOYEES = (
    r"(?:tillids(?:repræsentant|mand)\w*|medarbejderrepræsentant\w*|\btr\b"
    r"|repræsentant\w* for (?:de ansatte|medarbejderne))"
)
HEARD = any_of(
    rf"\b(?:er|har|blev|været)\b.{{0,60}}\b(?:drøftet|hørt|inddraget|tilkendegivet|bekræftet)\b.{{0,60}}{EMPLOYEES}",
    rf"{EMPLOYEES}.{{0,60}}\b(?:er|har|blev)\b.{{0,40}}\b(?:drøftet|hørt|inddraget|tilkendegivet|bekræftet|udtalt)\b",
    rf"\bdrøftede\b.{{0,60}}{EMPLOYEES}",
)
NOT_HEARD = any_of(
    rf"\bikke (?:\w+ ){{0,2}}(?:drøftet|hørt|inddraget)\b.{{0,60}}{EMPLOYEES}",
    rf"{EMPLOYEES}.{{0,60}}\bikke (?:\w+ ){{0,2}}(?:drøftet|hørt|inddraget)\b",
)
LATEST_EMPLOYER = any_of(
    r"\b(?:seneste|sidste|tidligere) (?:arbejdsgiver|arbejdsplads|ansættelsessted|virksomhed)",
    r"\b(?:senest|sidst) (?:\w+ )?(?:var |har været |været )?(?:ansat|arbejdede)\b",
    r"\b(?:senest|sidst|tidligere) ansat\b",
    r"\btidligere (?:har )?været ansat (?:i virksomheden|der|dér|samme sted|på stedet)\b",
    r"\b(?:seneste|sidste) (?:ansættelse|job|stilling|arbejde)\b",
    r"\b(?:senest|sidst) (?:\w+ ){0,2}(?:arbejdet|beskæftiget|job)\b",
)
# Called the latest, and not merely a former one.
LATEST_JOB = any_of(
    r"\b(?:seneste|sidste) (?:arbejdsgiver|arbejdsplads|ansættelsessted|virksomhed|ansættelse|job|stilling|arbejde)\b",
    r"\b(?:senest|sidst) (?:\w+ ){0,3}(?:ansat|arbejdede|arbejdet|beskæftiget|job)\b",
    r"\b(?:ansat|arbejdede) (?:\w+ ){0,2}(?:senest|sidst)\b",
)
JOB_ENDED = any_of(
    r"\b(?:indtil|frem til|til og med)\b.{0,40}\b(?:ansat|arbejdede)\b",
    r"\b(?:ansat|arbejdede)\b.{0,60}\b(?:indtil|frem til|til og med)\b",
    r"\b(?:fratrådte|fratrådt|opsagt|afskediget|fyret|ophørte|ophørt)\b.{0,50}\b(?:stilling|job|arbejde|ansættelse|hos|ved)\b",
    r"\b(?:stilling|job|arbejde|ansættelse)\b.{0,50}\b(?:fratrådte|fratrådt|opsagt|ophørte|ophørt|sluttede)\b",
)
# A job after the one that ended.
JOB_SINCE = any_of(
    r"\b(?:derefter|efterfølgende|senere|siden|herefter)\b(?! \w+ \d)(?:(?!ikke|ledig)[^.;]){0,40}?"
    r"\b(?:ansat|arbejdede|arbejdet|job|hos|vikar\w*)\b",
    r"\b(?:har|havde) siden (?:\w+ ){0,2}(?:arbejdet|været ansat|haft (?:\w+ )?(?:job|arbejde))\b",
)
# The placement is with that employer, and not merely the latest job a piece of the citizen's story.
PLACED_THERE = any_of(
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
NEW_FUNCTION = any_of(
    r"(?<!haft en )(?<!havde en )(?<!ikke en )(?<!ingen )\b(?:ny|nye|anden|andre|et andet) (?:\w+ )?"
    r"(?:arbejdsfunktion\w*|funktion\w*|arbejdsområde)",
    r"\b(?:andre|nye) (?:arbejds)?opgaver end\b",
)
OLD_FUNCTION = any_of(r"(?<!ikke )\b(?:den |de |i )?samme (?:arbejds)?(?:funktion|opgaver)\b(?! må| kan)")
AGREES = any_of(
    r"\b(?:du|borgeren|hun|han) (?:er|har erklæret) (?:\w+ ){0,3}(?:enig|indforstået)\b",
    r"\b(?:enig|indforstået) (?:i|med)\b",
    r"\b(?:efter|på) (?:dit )?eget ønske\b",
    r"\bdu (?:ønsker selv|har selv (?:bedt|ønsket|foreslået))\b.{0,60}"
    r"\b(?:tilbage|dér|hos|praktik\w*|stedet|virksomheden)\b",
)
DISAGREES = any_of(r"\b(?:ikke (?:\w+ )?(?:enig|indforstået)|uenig)\b", r"\bønsker ikke\b")
TRIAL = any_of(r"\bforsøg\w*", r"\bnextwork\b", r"\bjob-?bro\b")
WORK_SHARING = any_of(r"\barbejdsfordeling\w*")
EMPLOYED = any_of(
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
NOT_EMPLOYED = any_of(
    r"\bikke (?:\w+ )?(?:i )?(?:et |noget )?(?:ansættelsesforhold|ansat|ansættelse|job|arbejde)\b",
    r"\buden (?:et )?(?:ansættelse|job|arbejde|arbejdsgiver)",
    r"\b(?:opsagt|fyret|afskediget|fratrådte?|ophørte?)\b",
    r"\bingen (?:ansættelse|arbejdsgiver)\b",
    r"\bsygemeldt fra ledighed",
    r"\bledig sygemeldt",
)
FORMER = any_of(r"\b(?:seneste|sidste|tidligere|forrige) (?:arbejd|job|ansæt)", r"\bsenest\b")

PURPOSE = any_of(r"\bformål\w*", r"\bsigte[rt]?\b")
HISTORY = any_of(
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
