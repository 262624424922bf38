"""The words that tell a person from a company, an authority, a month or a count. Data for `assistant.privacy`."""

import re

# Who is spoken of; after these a capital word is a name.
PERSON = (
    r"borger(?:en)?|(?:den |min )?(?:ledige|sygemeldte|unge|kursist|klient(?:en)?)|praktikant(?:en)?|vedkommende"
    r"|\w{2,20}modtager(?:en)?|revalident(?:en)?|revalidend(?:en)?|førtidspensionist(?:en)?|sagsbehandler(?:en)?"
    r"|citizen"
)
# What may be called something without being a person.
THING = re.compile(
    r"virksomhed|firma|butik|forretning|arbejdsgiver|arbejdsplads|praktik|sted|kommun|jobcent|^by(?:en)?$|lov|regel|regl"
    r"|bekendtgør|paragraf|bestemmels|ydelse|ordning|forløb|projekt|kursus|uddannelse|afdeling|rapport|skole|forening"
    r"|organisation|kasse|forbund|system|blanket|skema|dokument|vejledning|tilbud|indsats|^det$|^den$|^hvad$|kæde"
    r"|institution|myndighed|styrelse|centret|center|caf|^noget$|restaurant|værksted|kontor|^team|sag(?:en)?$|lager|plejehjem"
    r"|company|employer|firm|shop|workplace|^act$|order|provision|municipality|^it$|^what$|scheme|benefit"
)
# A word or ending that only companies have.
COMPANY = re.compile(
    r"(?:^|\s)(?:aps|a/s|i/s|p/s|k/s|ivs|amba|a\.m\.b\.a|& |byg\b|vvs\b|group\b|holding\b)", re.IGNORECASE
)
INSTITUTION = re.compile(
    r"(?:styrelsen|ministeriet|kommunen?|cent(?:er|ret|eret)|nævnet|udvalget|kassen|rådet|retten|loven|modtager(?:en)?)s?$"
)
# Roads of speech, not of a town.
NO_ADDRESS = re.compile(
    r"(?:arbejds|praktik|lære|elev|uddannelses|job|studie|dag|parkerings|p-)plads|(?:om|gen|ud|midt|halv|klage|karriere"
    r"|arbejds|under|hver|begge|for|motor)vej|vej\s\d|(?:be|op|ind)?(?:gave|lave)\b",
    re.IGNORECASE,
)
# What is counted after a number, which is then no house's.
UNITS = (
    r"(?:uge|dag|måned|md\b|mdr|år\b|års|time|t\b|min\b|pct|procent|%|kr\b|kroner|person|borger|gang|stk|nr\b|ansat|praktik"
    r"|sted|virksomhed|medarbejder|plads|week|day|month|hour)"
)
# Months, days, acts and authorities, and companies and towns that questions and reports name.
_NO_NAME = """
januar februar marts april maj juni juli august september oktober november december
mandag tirsdag onsdag torsdag fredag lørdag søndag
lab bab fvl rsl lbk bek lov vej star vitas cvr cpr ast cir gdpr eu kl at sfi vive cabi ky momentum facit nextwork
ankestyrelsen jobcenter jobcentret kommune kommunen borgerservice a-kassen folketinget ombudsmanden datatilsynet
principmeddelelse virksomhedspraktik nytteindsats løntilskud fleksjob kontanthjælp dagpenge sygedagpenge
retsinformation praktikvejleder service danmark dansk danske
bilka netto føtex rema fakta aldi lidl irma kvickly superbrugsen brugsen coop salling ikea elgiganten harald matas
mcdonald's mcdonalds burger jysk silvan bauhaus meny spar magasin novo lego mærsk dsb postnord iss foa
københavn aarhus odense aalborg
"""
NO_NAME = frozenset(_NO_NAME.split())
# Words that begin or end a sentence beside a name, and those that stand where a name could.
_NO_PART = """
kan må skal er har vil bør får var blev hvad hvor hvordan hvornår hvem hvilken hvilke hvorfor hvis når da så og men
eller min mit mine hendes deres den det de der som i på til fra med om af for efter før ved under over han hun
jeg vi borger borgeren sagsbehandler sagsbehandleren vedkommende både også ikke nu her kun fx ifølge kære hej dear
hilsen venlig mvh tak gælder adresse adressen tlf telefon mobil cpr navn navnet født bor hedder alle dette denne
dag efterfølgende sagen jobparat aktivitetsparat uddannelsesparat ledig sygemeldt dagpengemodtager noget nok jo
egentlig altså stadig lige måske the can may must is has she he his her and or who what when if my a an how does
will should hr hr. fru frk frk. tilbud tilbuddet stadigvæk ansøger ønsker søger
"""
NO_PART_OF_NAME = frozenset(_NO_PART.split())
