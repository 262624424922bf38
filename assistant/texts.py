"""Every Danish sentence that the assistant says in its own voice.

Kept together so that they can be read, and put right, by someone who knows the trade.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from corpus.dates import danish_date
from corpus.passage import Authority

NOT_A_DECISION = "AI-understøttet vejledning, ikke en afgørelse."

FACT_QUESTIONS: dict[str, str] = {
    "target_group": (
        "Hvilken målgruppe er borgeren i (fx dagpengemodtager, jobparat eller aktivitetsparat kontanthjælpsmodtager)?"
    ),
    "obviously_ready": "Er borgeren vurderet åbenlyst uddannelsesparat?",
    "education_order": "Har borgeren et uddannelsespålæg?",
    "job_oriented": "Er borgeren i en jobrettet indsats i stedet for et uddannelsespålæg?",
    "age": "Hvor gammel er borgeren?",
    "has_education": "Har borgeren en erhvervskompetencegivende uddannelse?",
    "graduate": "Er borgeren dimittend?",
    "higher_education": "Har borgeren mindst en kort videregående uddannelse?",
    "worked_since_education": "Har borgeren haft ordinært arbejde efter uddannelsen?",
    "worked_in_field": "Har borgeren haft ordinært arbejde inden for det fag, uddannelsen giver adgang til?",
    "tasks_in_field": "Ligger opgaverne i praktikken inden for borgerens fag?",
    "months_on_benefit": "Hvor mange måneder har borgeren modtaget ydelsen?",
    "hard_to_place": "Mangler borgeren erhvervserfaring, eller har borgeren været ledig længe?",
    "willing": "Er der tvivl om, hvorvidt borgeren vil medvirke i indsatsen?",
    "benefit_until": "Hvornår udløber borgerens ret til ydelsen?",
    "new_target_group": "Hvilken målgruppe skifter borgeren til?",
    "purposes": "Hvad er formålet med praktikken?",
    "availability_test": "Er det et rådighedsafprøvende tilbud?",
    "self_found": "Har borgeren selv fundet praktikken?",
    "start": "Hvornår begynder praktikken?",
    "end": "Hvornår slutter praktikken?",
    "weeks": "Hvor mange uger skal praktikken vare i alt?",
    "weeks_used": "Hvor mange uger har borgeren allerede været i praktikken?",
    "extension": "Er det en forlængelse af en praktik, der er i gang?",
    "special_need": "Er det konkret vurderet, at borgeren har et helt særligt behov for en længere periode?",
    "repeated": "Har borgeren været i praktik dér før?",
    "same_company": "Er det den samme virksomhed som før?",
    "same_function": "Er det den samme arbejdsfunktion som før?",
    "weekly_hours": "Hvor mange timer om ugen skal praktikken være?",
    "paid_hours": "Skal borgeren have ordinære løntimer ved siden af praktikken?",
    "paid_hours_same_function": "Ligger løntimerne i den samme arbejdsfunktion som praktikken?",
    "latest_employer": "Er det den virksomhed, hvor borgeren senest var ansat?",
    "employed_there": "Er borgeren stadig ansat i virksomheden?",
    "employed": "Er borgeren i et ansættelsesforhold?",
    "citizen_agrees": "Er borgeren enig i at komme i praktik dér?",
    "other_p_number": "Har praktikstedet et andet P-nummer end den tidligere arbejdsplads?",
    "employees": "Hvor mange ordinært ansatte har arbejdsgiveren (omregnet til årsværk)?",
    "placed": "Hvor mange er allerede i praktik, løntilskud eller nytteindsats hos arbejdsgiveren?",
    "wanted": "Hvor mange vil arbejdsgiveren tage imod?",
    "employees_involved": "Har medarbejderrepræsentanten givet sin skriftlige tilkendegivelse?",
    "decision_has_references": "Henviser afgørelsen til de præcise bestemmelser?",
    "full_approval": "Får borgeren fuldt medhold?",
}

CAPABILITIES = (
    "Jeg kan svare på spørgsmål om virksomhedspraktik: formål, varighed, forlængelse, gentagne praktikker, seneste "
    "arbejdsgiver, selvfunden praktik, afgørelse og klage."
)

DECLINED: dict[str, str] = {
    "out_of_scope": "Det spørgsmål dækker mine kilder ikke; de handler om virksomhedspraktik.",
    "greeting": "Hej. Du kan spørge mig om virksomhedspraktik.",
    "small_talk": "Jeg svarer kun på spørgsmål om virksomhedspraktik.",
    "instruction": "Jeg svarer altid ud fra loven og kilderne og kan ikke sætte reglerne til side.",
    "no_support": "Det finder jeg ikke svar på i mine kilder, og så vil jeg ikke gætte.",
    "unclear": "Jeg kan ikke se, hvad du spørger om.",
    "not_verified": "Jeg fandt et svar, men kunne ikke bekræfte det i kilderne, og derfor viser jeg det ikke.",
}

GUIDANCE_NOT_LOADED = "Teksten i {name} er ikke indlæst; svaret bygger på lov, bekendtgørelse og rapporter."
GUIDANCE_UNREAD = "Teksten i {name} er ikke indlæst, så jeg kan ikke sige, hvad der står."
GUIDANCE_SILENT = "Jeg finder ikke noget om det i {name}; svaret bygger på lov, bekendtgørelse og rapporter."
GUIDANCE_OTHER_DAY = "{name} kan ikke bruges den {day}; svaret bygger på lov, bekendtgørelse og rapporter."
GUIDANCE_KINDS: dict[Authority, str] = {
    Authority.VEJLEDNING: "vejledningerne ({name})",
    Authority.PRINCIPMEDDELELSE: "Ankestyrelsens principmeddelelser (bl.a. {name})",
}

PARAPHRASE = "Lovens og bekendtgørelsens regler er gengivet med vores egne ord; ordlyden står på Retsinformation."

UNREAD = "Jeg har ikke brugt alt, du skrev: {told}. Skriv det med andre ord, hvis det betyder noget for sagen."

CHANGES = "Reglen ændres {day}, mens praktikken er i gang; her er den vurderet, som den er den {on}."
LAW_UNTIL = "Reglerne til og med {day}"
LAW_FROM = "Reglerne fra {day}"
LAW_BETWEEN = "Reglerne fra {day} til og med {last}"
SEVERAL_LAWS = "Reglerne ændres, mens praktikken er i gang; derfor er sagen vurderet efter reglerne i hver periode."
COMPLAIN_UNTIL = (
    "Har borgeren fået meddelelse om afgørelsen den {day}, er den sidste dag i klagefristen den {last}: 4 uger fra "
    "meddelelsen. Hvad der gælder, hvis det er en weekend eller en helligdag, fremgår ikke af vores grundlag."
)
VERIFIED_UNTIL = "Reglerne er kontrolleret til og med {day}. Om de er ændret siden, er ikke undersøgt."
OVERDUE = (
    "Det er over {days} dage siden, at reglerne blev kontrolleret ({day}). Kontrollér dem på Retsinformation, "
    "før du bruger svaret."
)

NEW_CASE = "Jeg er begyndt på en ny sag; oplysningerne fra før bruges ikke længere."
READY = "Ny sag. Fortæl om borgeren, og stil dit spørgsmål; det, du har fortalt før, bruges ikke længere."
OTHER_GROUP = (
    "Borgeren er i en anden målgruppe end før ({group}), så jeg er begyndt på en ny sag; oplysningerne fra før bruges "
    "ikke længere. Er det den samme borger, så skriv, at det er en rettelse eller et skift."
)

FACT_LABELS: dict[str, str] = {
    "target_group": "Målgruppe",
    "obviously_ready": "Åbenlyst uddannelsesparat",
    "education_order": "Uddannelsespålæg",
    "job_oriented": "Jobrettet indsats",
    "age": "Alder",
    "has_education": "Erhvervskompetencegivende uddannelse",
    "graduate": "Dimittend",
    "higher_education": "Videregående uddannelse",
    "worked_since_education": "Job efter uddannelsen",
    "worked_in_field": "Job inden for faget",
    "tasks_in_field": "Opgaver inden for faget",
    "months_on_benefit": "Måneder på ydelsen",
    "hard_to_place": "Svær at få i job",
    "willing": "Vil medvirke",
    "benefit_until": "Ret til ydelsen til og med",
    "new_target_group": "Ny målgruppe",
    "purposes": "Formål",
    "availability_test": "Rådighedsafprøvende",
    "self_found": "Selvfunden",
    "start": "Første dag",
    "end": "Sidste dag",
    "weeks": "Uger i alt",
    "weeks_used": "Uger brugt",
    "extension": "Forlængelse",
    "special_need": "Helt særligt behov",
    "repeated": "Gentagen praktik",
    "same_company": "Samme virksomhed",
    "same_function": "Samme arbejdsfunktion",
    "weekly_hours": "Timer om ugen",
    "paid_hours": "Løntimer ved siden af",
    "paid_hours_same_function": "Løntimer i samme funktion",
    "latest_employer": "Seneste arbejdsgiver",
    "employed_there": "Ansat i virksomheden",
    "employed": "I ansættelse",
    "citizen_agrees": "Borgeren er enig",
    "other_p_number": "Andet P-nummer",
    "employees": "Ordinært ansatte",
    "placed": "Allerede i praktik m.v.",
    "wanted": "Vil tage imod",
    "employees_involved": "Medarbejderrepræsentant inddraget",
    "decision_has_references": "Præcise henvisninger",
    "full_approval": "Fuldt medhold",
}

AUTHORITIES: dict[Authority, str] = {
    Authority.LOV: "Lov",
    Authority.BEKENDTGOERELSE: "Bekendtgørelse",
    Authority.VEJLEDNING: "Vejledning",
    Authority.PRINCIPMEDDELELSE: "Praksis",
    Authority.RAPPORT: "Rapport",
    Authority.KOMMUNE: "Kommunal praksis",
}

WEIGH = "Det skal du afveje:"

PURPOSES: dict[str, str] = {
    "ordinary_hours": "ordinære løntimer",
    "skills": "optræning af specifikke kompetencer",
    "clarification": "afklaring af job- eller uddannelsesmål",
    "retention": "fastholdelse af ansættelsen",
    "availability": "afprøvning af rådighed",
    "network": "netværk",
    "self_confidence": "kontakt til arbejdsmarkedet og selvtillid",
}


def fact_value(name: str, value: object, groups: Mapping[str, str] = MappingProxyType({})) -> str:
    """A fact of the case in words; `groups` maps target group keys to their names."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):
        return danish_date(value)
    if name == "purposes" and isinstance(value, tuple):
        return ", ".join(PURPOSES[purpose] for purpose in value)
    return groups.get(str(value), str(value)).replace("_", " ")


WORDS_ALONE = (
    "Søgetjenesten svarer ikke. Reglerne er tjekket som altid, men der er kun søgt på ord; "
    "prøv igen senere, hvis svaret ikke rammer det, du spurgte om."
)
REMOVED = "Fjernet fra spørgsmålet, hverken gemt eller brugt: {kinds}. Svaret gælder spørgsmålet uden."
PERSONAL_DATA: dict[str, str] = {
    "cpr": "et CPR-nummer",
    "phone": "et telefonnummer",
    "email": "en e-mailadresse",
    "address": "en adresse",
    "name": "et navn",
}
