"""What verdicts and the topics of the rules are called where a person sees them."""

from collections.abc import Mapping

from assistant.finding import Verdict

VERDICTS: Mapping[Verdict, str] = {
    Verdict.MET: "Opfyldt",
    Verdict.BREACHED: "Ikke opfyldt",
    Verdict.NEEDS_ASSESSMENT: "Kræver vurdering",
    Verdict.MISSING_FACT: "Mangler oplysning",
    Verdict.NOT_APPLICABLE: "Ikke relevant",
    Verdict.NOT_IN_FORCE: "Gælder ikke denne dag",
}

TOPICS: Mapping[str, str] = {
    "target_group": "Målgrupper",
    "conditions": "Betingelser",
    "purpose": "Formål",
    "purposes_outside": "Formål uden for loven",
    "availability_test": "Afprøvning af rådighed",
    "agreement": "Aftalen",
    "duration": "Varighed",
    "extension": "Forlængelse",
    "repeated": "Gentagen praktik",
    "absence": "Fravær",
    "trial_8_weeks": "Forsøg med 8 uger",
    "benefit_shift": "Skift af ydelse",
    "benefit_end": "Ydelsens udløb",
    "self_found": "Selvfunden praktik",
    "latest_employer": "Seneste arbejdsgiver",
    "paid_hours": "Løntimer ved siden af",
    "weekly_hours": "Timer om ugen",
    "fair_ratio": "Rimeligt forhold",
    "employee_involvement": "Inddragelse af medarbejderne",
    "competition": "Konkurrence",
    "application": "Ansøgning",
    "terms": "Vilkår",
    "expenses": "Befordring og udgifter",
    "job_search": "Jobsøgning",
    "duty": "Pligt til tilbud",
    "right_and_duty": "Ret og pligt",
    "work_duty": "Arbejdspligt",
    "insurance": "Erstatning",
    "min_plan": "Min plan",
    "follow_up": "Opfølgning",
    "decision": "Afgørelsen",
    "complaint": "Klage",
    "ai_support": "Støtte fra kunstig intelligens",
    "wage_subsidy": "Løntilskud",
    "nytteindsats": "Nytteindsats",
    "integration": "Integration",
    "education_placement": "Praktik i uddannelse",
    "future_law": "Den kommende lov",
}
