"""Every sentence that the review says in its own voice.

Each can be read alone. A number in a remark must stand in the provision quoted beside it.
"""

from assistant.texts import NOT_A_DECISION

DECLINED = (
    "Jeg kan ikke se en afgørelse om virksomhedspraktik i teksten. Indsæt hele brevet til borgeren, også "
    "begrundelsen og "
    "klagevejledningen."
)
SUGGESTION_NOTE = (
    "Forslaget er vores læsning af loven, ikke Ankestyrelsens. Listerne er et forslag; Ankestyrelsen har "
    "ikke godkendt dem."
)
CPR_REMOVED = "Et CPR-nummer blev fjernet fra teksten; det er hverken gemt eller brugt."
GROUP_NOT_TOLD = (
    "Teksten siger ikke, hvilken målgruppe borgeren er i, og derfor er det ikke kontrolleret, om "
    "bestemmelserne passer til "
    "målgruppen."
)
OTHER_EDITION = (
    "Afgørelsen henviser til {edition}; den dag gjaldt {current}. Bestemmelsen findes i begge med samme nummer."
)
UNDATED = (
    "Teksten fortæller ikke, hvilken dag afgørelsen er fra. Den er holdt op mod reglerne den {on}, men praktikken "
    "begynder den {start}, og da gjaldt en anden udgave af reglerne. Angiv dagen for afgørelsen."
)
END = NOT_A_DECISION

# The problem with one reference, by code.
TOO_BROAD_CHAPTER = (
    "En henvisning til et helt kapitel er for bred: ikke alle bestemmelser i kapitlet gælder for afgørelsen. Nævn de "
    "bestemmelser, som afgørelsen hviler på."
)
TOO_BROAD_RANGE = (
    "En henvisning til en hel række paragraffer er for bred: ikke alle bestemmelser i rækken gælder for "
    "afgørelsen. Nævn "
    "de bestemmelser, som afgørelsen hviler på."
)
IMPRECISE = (
    "{ref} har flere dele for forskellige målgrupper eller formål, fx {parts}. Nævn den, der er brugt, så "
    "borgeren kan se, "
    "hvad afgørelsen hviler på."
)
WRONG_GROUP = "{ref} gælder {speaks_of}. Borgeren er {group}."
WRONG_NUMBER = "{ref} er en anden målgruppe end borgerens. Borgeren er {group}, som står i {own}."
OLD_NUMBERING = (
    "{ref} er om virksomhedspraktik i {old}, som ikke gjaldt den dag. I {current} har reglen et andet nummer."
)
OLD_EDITION = "{edition} gjaldt ikke den dag; der gjaldt {current}, hvor bestemmelserne har andre numre."
OTHER_PURPOSE = (
    "{ref} er formålet »{named}«, men afgørelsen begrunder praktikken med »{stated}«. De to skal passe sammen."
)
# What a provision needs and the decision does not tell, by fact.
NEEDS = {
    "work_sharing": "{ref} handlede den dag om arbejdsfordeling på grund af covid-19, og det taler afgørelsen ikke om.",
    "extension": "{ref} handler om forlængelse, men afgørelsen forlænger ikke en praktik.",
    "availability_test": (
        "{ref} er til rådighedsafprøvende tilbud, men afgørelsen begrunder ikke tilbuddet med tvivl om rådighed."
    ),
    "self_found": "{ref} er til praktik, som borgeren selv har fundet, men det er den ikke efter afgørelsen.",
    "latest_employer": "{ref} er til praktik hos borgerens seneste arbejdsgiver, men det taler afgørelsen ikke om.",
    "employed": (
        "{ref} er til sygemeldte, der er i et ansættelsesforhold, men afgørelsen fortæller ikke om en ansættelse."
    ),
    "education_order": (
        "{ref} gælder {speaks_of}, men afgørelsen fortæller ikke om et uddannelsespålæg. Borgeren er {group}."
    ),
}
RULED_OUT = {
    "same_function": "{ref} kræver en ny arbejdsfunktion, men borgeren skal arbejde i den samme som før.",
    "employed": "{ref} er til sygemeldte uden et ansættelsesforhold, men borgeren er ansat.",
    "obviously_ready": "{ref} gælder {speaks_of}. Borgeren er vurderet åbenlyst uddannelsesparat.",
    "education_order": (
        "{ref} gælder {speaks_of}, og det passer ikke med det, som afgørelsen siger om uddannelsespålæg."
    ),
    "job_oriented": "{ref} gælder {speaks_of}, og det passer ikke med det, som afgørelsen siger om jobrettet indsats.",
}
CHAPTER_ACT_UNKNOWN = "Kapitlet kan ikke kontrolleres: loven er ikke blandt de regler, som vejledningen bygger på."

# The remarks on the whole decision, by code.
REMARKS = {
    "no_reference": (
        "Afgørelsen nævner ingen bestemmelser. Begrundelsen skal henvise til de retsregler, som afgørelsen "
        "er truffet efter."
    ),
    "missing_purpose": (
        "Afgørelsen nævner ikke den bestemmelse i bekendtgørelsen, der rummer praktikkens formål. Nævn det "
        "nummer, som svarer "
        "til formålet."
    ),
    "missing_duration": (
        "Afgørelsen nævner ikke bestemmelsen om varighed med stykke og nummer, så borgeren kan ikke se, "
        "hvilken grænse der gælder."
    ),
    "missing_conditions": (
        "Afgørelsen nævner ingen af de bestemmelser, der siger, hvem der kan få praktik, og hvad den skal føre til."
    ),
    "missing_considerations": (
        "Afgørelsen fortæller ikke, hvad der er lagt vægt på. Skriv, hvorfor netop denne praktik passer til "
        "borgerens ønsker, "
        "forudsætninger og mål og til arbejdsmarkedets behov."
    ),
    "missing_considerations_refused": (
        "Afgørelsen fortæller ikke, hvorfor borgeren får afslag. Skriv, hvad der er lagt vægt på."
    ),
    "missing_considerations_ended": (
        "Afgørelsen fortæller ikke, hvorfor praktikken ophører før tiden. Skriv, hvad der er lagt vægt på."
    ),
    "missing_facts": (
        "Afgørelsen nævner ingen oplysninger om borgeren, fx fag, erfaring, ledighed, helbred eller "
        "uddannelse. Gengiv kort dem, "
        "der har haft betydning."
    ),
    "missing_group": GROUP_NOT_TOLD,
    "missing_dates": "Afgørelsen fortæller hverken, hvornår praktikken begynder, eller hvor længe den varer.",
    "missing_complaint": (
        "Afgørelsen har ingen klagevejledning. Den er nødvendig, når borgeren ikke får fuldt medhold."
    ),
    "incomplete_complaint": "Klagevejledningen mangler {missing}.",
    "wrong_deadline": "Klagefristen i afgørelsen er forkert: fristen er 4 uger, fra borgeren har fået afgørelsen.",
    "wrong_effect": (
        "Klagevejledningen siger, at klagen har opsættende virkning. Det har den som hovedregel ikke: afgørelsen "
        "gælder, mens klagen behandles."
    ),
    "wrong_instance": (
        "Klagevejledningen peger på en forkert instans. Kommunens afgørelser om praktik påklages til Ankestyrelsens "
        "Beskæftigelsesudvalg."
    ),
    "no_written_duty": (
        "Borgeren får den praktik, som borgeren selv har fundet, og dermed fuldt medhold. Der er derfor ikke "
        "krav om en skriftlig "
        "afgørelse med begrundelse og klagevejledning."
    ),
    "refusal_needs_reason": (
        "Borgeren får ikke den selvfundne praktik, som borgeren har bedt om. Afgørelsen skal derfor have "
        "begrundelse og "
        "klagevejledning."
    ),
    "contradiction_order": "Datoerne modsiger hinanden: den sidste dag ligger før den første.",
    "contradiction_length": (
        "Varigheden modsiger datoerne: antallet af uger passer ikke med den første og den sidste dag."
    ),
}
NO_EXCEPTION = "Afgørelsen nævner ikke noget, der kan give længere tid."
NO_SPECIAL_NEED = "Afgørelsen nævner ikke noget helt særligt behov."
NOT_DISCUSSED = "Afgørelsen fortæller ikke, om det er sket."
NOT_WRITTEN = (
    "Afgørelsen fortæller, at praktikken er drøftet med medarbejdernes repræsentant, men ikke, at både "
    "arbejdsgiveren og repræsentanten har bekræftet det skriftligt."
)
# The deadline where our law does not reach back to the day of the decision.
DEADLINE_UNCHECKED = (
    "Klagefristen i afgørelsen er en anden end den, som retssikkerhedsloven har i dag. Hvad fristen var den "
    "dag, kan vi ikke "
    "kontrollere."
)
COMPLAINT_PARTS = {
    "instance": "klageinstansen (Ankestyrelsens Beskæftigelsesudvalg)",
    "procedure": "fremgangsmåden (klagen afleveres til kommunen, som først vurderer sagen igen)",
    "deadline": "klagefristen",
}

# What was decided, by outcome.
OUTCOMES = {
    "granted": "afgørelse: praktikken gives",
    "restricted": "afgørelse: praktikken gives, men ikke helt som ønsket",
    "refused": "afgørelse: praktikken afslås",
    "ended": "afgørelse: praktikken ophører før tiden",
}
SEVERITIES = {"fejl": "Fejl", "mangel": "Mangel", "boer": "Bør rettes", "oplysning": "Oplysning"}
UNKNOWN_ACTS = "De er ikke blandt de regler, som vejledningen bygger på."
VERDICTS = {"ok": "i orden", "problem": "problem", "unchecked": "ikke kontrolleret"}
NO_REMARKS = "Jeg har ingen bemærkninger til afgørelsen. Det betyder ikke, at den er rigtig; det er stadig dit skøn."
HEADINGS = {
    "understood": "Det har jeg læst i afgørelsen",
    "references": "Henvisningerne",
    "remarks": "Bemærkninger",
    "findings": "Reglerne på det, der står i afgørelsen",
    "suggested": "Forslag til henvisninger",
}
FINDINGS = {
    "met": "Opfyldt",
    "breached": "Ikke opfyldt",
    "needs_assessment": "Kræver vurdering",
    "missing_fact": "Mangler oplysning",
}
