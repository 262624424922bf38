"""The review of drafts as caseworkers write them: what an extension comes to, where the citizen last worked,
which act a list of references is of, and what is given in the place of what is refused."""

from datetime import date

import pytest

from assistant.review.extension import read_lengths
from assistant.review.letter import read_letter
from assistant.review.report import Review
from assistant.service import Assistant
from corpus.reference import find

COMPLAINT = """\
Klagevejledning
Du kan klage til Ankestyrelsens Beskæftigelsesudvalg. Klagen skal du sende til kommunen inden 4 uger efter, at du har \
modtaget afgørelsen. Vi vurderer så sagen igen.
"""
EXTENDED = """\
Kolding Kommune
Dato: 10. marts 2025

Afgørelse om forlængelse af virksomhedspraktik

{length}

Begrundelse
Du er aktivitetsparat kontanthjælpsmodtager (LAB § 6, nr. 3), 44 år, og har arbejdet som lagermedarbejder.
Vi har lagt vægt på dit ønske om at komme tilbage til lageret, og at der er brug for arbejdskraft dér. {told}
Formålet med praktikken er at afklare dit jobmål gennem typiske opgaver på lageret.

Afgørelsen er truffet efter LAB § 53, stk. 1, § 57, stk. 1, § 58, stk. 1, § 59, stk. 1, § 61, stk. 1, nr. 2, og \
stk. 2, samt § 60, stk. 2, nr. 3, i bekendtgørelse om en aktiv beskæftigelsesindsats.

{complaint}"""
FIRST = """\
Kolding Kommune
Dato: 18. maj 2026

Afgørelse om virksomhedspraktik

Du får tilbud om virksomhedspraktik hos Nordlager i Kolding fra den 1. juni 2026 til den 28. juni 2026, i alt 4 uger.

Begrundelse
{group} Du har kørekort til truck. {job}
Vi har lagt vægt på, at du ønsker at arbejde på lager, og at der er behov for arbejdskraft.
Formålet med praktikken er optræning af specifikke kompetencer, som du kan bruge i dit cv.

Afgørelsen er truffet efter LAB § 53, stk. 1, § 57, stk. 1, § 58, stk. 1, § 59, stk. 1, § 61, stk. 1, nr. 1, samt \
§ 60, stk. 2, nr. 2, i bekendtgørelse om en aktiv beskæftigelsesindsats.

{complaint}"""
SICK = """\
Dato: 18. maj 2026

Du får tilbud om virksomhedspraktik hos Nordlager fra den 1. juni 2026 til den 30. august 2026 (13 uger).
Du modtager sygedagpenge. Du blev opsagt i februar 2026 og er ikke længere i et ansættelsesforhold. {job}
Vi har lagt vægt på, at din læge støtter det. Formålet er afklaring af jobmål gennem typiske opgaver.
Retsgrundlag: LAB § 53, stk. 1, § 57, stk. 1, § 58, stk. 1, § 59, stk. 1, § 61, stk. 1, nr. 2, og BAB § 60, stk. 2, \
nr. 3, og § 61, stk. {stk}.
{complaint}"""
REFUSED = """\
Randers Kommune
Dato: 18. maj 2026

{decided}
Du er dagpengemodtager og har arbejdet som sælger i ti år. Pladsen har du selv fundet.
Vi har lagt vægt på, at du ønsker at skifte til kontor. Formålet er optræning af specifikke kompetencer.
Afgørelsen er truffet efter LAB § 53, stk. 1, § 57, stk. 3, § 58, stk. 1, § 59, stk. 1, og § 61, stk. 1, nr. 1, og \
BAB § 60, stk. 2, nr. 2.
{complaint}"""
DISCUSSED = "Praktikken er drøftet med tillidsrepræsentanten på lageret, som har bekræftet det skriftligt."
NEED = "Vi har konkret vurderet, at du har et helt særligt behov for længere tid."
DAYS = "fra den 24. marts 2025 til den 22. juni 2025"
SERIOUS = {"fejl", "mangel", "boer"}
INSURED = "Du er dagpengemodtager og har været ledig i 3 måneder."
EMPLOYER = "arbejdsgiver/seneste_arbejdsgiver"


def extended(length: str, told: str = "") -> str:
    return EXTENDED.format(length=length, told=told, complaint=COMPLAINT)


def first(job: str, group: str = INSURED) -> str:
    return FIRST.format(job=job, group=group, complaint=COMPLAINT)


def sick(job: str, stk: int) -> str:
    return SICK.format(job=job, stk=stk, complaint=COMPLAINT)


def refused(decided: str) -> str:
    return REFUSED.format(decided=decided, complaint=COMPLAINT)


def faults(review: Review) -> list[tuple[str, str | None]]:
    return [(remark.code, remark.rule) for remark in review.remarks if remark.severity in SERIOUS]


def problems(review: Review) -> dict[str, list[str]]:
    return {ref.reference or ref.written: [p.code for p in ref.problems] for ref in review.references if ref.problems}


@pytest.mark.parametrize(
    "length",
    [
        f"Praktikken hos Nordlager forlænges med 13 uger {DAYS}. Du har allerede været i praktik dér i 26 uger.",
        f"Vi forlænger din virksomhedspraktik {DAYS}. Du har nu brugt 26 uger i praktikken.",
        f"Din praktik forlænges {DAYS}, i alt 13 uger. Den har indtil nu varet 26 uger.",
        "Din virksomhedspraktik forlænges til den 22. juni 2025, så den samlet varer 39 uger.",
        f"Vi forlænger din praktik {DAYS}. Den er tidligere forlænget til 26 uger.",
        f"Perioden på 26 uger i din praktik udløber den 23. marts 2025. Vi forlænger den med tretten uger, {DAYS}.",
    ],
)
def test_beyond_26_weeks_a_special_need_must_be_told(assistant: Assistant, length: str) -> None:
    review = assistant.review(extended(length, DISCUSSED))
    assert (faults(review), review.case["weeks"]) == ([("rule_breached", "varighed/forlaengelse")], "39")
    (remark,) = review.remarks
    assert "helt særligt behov" in remark.text
    assert "LAB § 61, stk. 2" in remark.references
    assert faults(assistant.review(extended(length, f"{DISCUSSED} {NEED}"))) == []


@pytest.mark.parametrize(
    "length",
    [
        "Praktikken forlænges med 26 uger fra den 24. marts 2025 til den 21. september 2025. Du har allerede været i "
        "praktik dér i 26 uger.",
        "Praktikken forlænges med 26 uger, så den i alt varer 52 uger. Du har været i praktik i 26 uger.",
        "Vi forlænger praktikken med yderligere 14 uger. De første 26 uger slutter den 23. marts 2025.",
    ],
)
def test_beyond_26_weeks_no_more_than_13_are_given_at_a_time(assistant: Assistant, length: str) -> None:
    review = assistant.review(extended(length, f"{DISCUSSED} {NEED}"))
    assert ("rule_breached", "varighed/forlaengelse") in faults(review)


@pytest.mark.parametrize(
    "length",
    [
        f"Din virksomhedspraktik hos Nordlager forlænges med 13 uger {DAYS}, så den i alt varer 26 uger.",
        f"Din virksomhedspraktik hos Nordlager forlænges {DAYS}. Du har været i praktik i 13 uger.",
        "Vi forlænger din virksomhedspraktik fra 13 til 26 uger.",
        "Din praktik begyndte den 23. december 2024 og slutter den 23. marts 2025. Vi forlænger den til den 22. juni "
        "2025.",
    ],
)
def test_26_weeks_in_all_need_no_special_need_but_must_be_discussed(assistant: Assistant, length: str) -> None:
    silent = assistant.review(extended(length))
    assert [(r.code, r.severity) for r in silent.remarks] == [("not_discussed", "oplysning")]
    assert "LAB § 63, stk. 2" in silent.remarks[0].references
    assert assistant.review(extended(length, DISCUSSED)).remarks == ()
    denied = assistant.review(extended(length, "Forlængelsen er ikke drøftet med tillidsrepræsentanten."))
    assert ("rule_breached", "arbejdsgiver/droeftelse_over_13_uger") in faults(denied)


def test_weeks_yet_to_be_discussed_are_not_told_to_be(assistant: Assistant) -> None:
    length = f"Din virksomhedspraktik forlænges {DAYS}. Du har været i praktik i 13 uger."
    review = assistant.review(extended(length, "Praktikken skal drøftes med tillidsrepræsentanten."))
    assert [r.code for r in review.remarks] == ["not_discussed"]


def test_where_the_weeks_served_are_not_told_the_whole_is_not_known(assistant: Assistant) -> None:
    review = assistant.review(extended(f"Vi forlænger din virksomhedspraktik med 13 uger {DAYS}."))
    verdicts = {finding.rule: finding.verdict for finding in review.findings}
    assert verdicts["varighed/hoejeste_varighed"] == "missing_fact"
    assert verdicts["varighed/forlaengelse"] == "needs_assessment"


@pytest.mark.parametrize(
    ("text", "used", "more", "total"),
    [
        ("Praktikken forlænges med 13 uger til i alt 26 uger.", 13, 13, 26),
        ("Du har været ledig i 40 uger. Praktikken forlænges med 13 uger.", None, 13, None),
        ("Du har i alt haft 26 ugers praktik hos os. Vi giver yderligere 13 uger.", 26, 13, 39),
        ("Praktikken kan ikke ses.", None, None, None),
    ],
)
def test_of_two_lengths_follows_the_third(text: str, used: int | None, more: int | None, total: int | None) -> None:
    lengths = read_lengths(read_letter(text).sentences, None, None, date(2025, 3, 10))
    assert (lengths.used, lengths.more, lengths.total) == (used, more, total)


@pytest.mark.parametrize(
    "job",
    [
        "Du var indtil februar 2026 ansat hos Nordlager som lagermedarbejder.",
        "Din seneste arbejdsgiver er Nordlager.",
        "Din seneste ansættelse var hos Nordlager.",
        "Nordlager er din seneste arbejdsgiver.",
        "Du var indtil februar 2026 ansat i samme virksomhed.",
        "Du har senest arbejdet hos Nordlager ApS.",
        "Du fratrådte din stilling hos Nordlager i februar 2026 og har ikke haft andet arbejde siden.",
        "Virksomheden er din seneste arbejdsgiver.",
        "Du var indtil februar 2026 ansat hos Nordlager på kontoret og skal nu ud på lageret.",
    ],
)
def test_the_latest_employer_is_barred_for_the_insured(assistant: Assistant, job: str) -> None:
    review = assistant.review(first(job))
    assert faults(review) == [("rule_breached", EMPLOYER)]
    assert review.suggested[-1] == "BAB § 61, stk. 1"
    assert "worked_since_education" not in review.case


@pytest.mark.parametrize(
    "job",
    [
        "Din seneste arbejdsgiver er Rema.",
        "Rema er din seneste arbejdsgiver.",
        "Du var indtil 2020 ansat hos Nordlager og derefter hos Rema.",
        "Du var indtil 2020 ansat hos Nordlager. Senest var du ansat hos Rema.",
        "Du har tidligere været i praktik hos Nordlager.",
        "Du har ikke tidligere været ansat hos Nordlager.",
        "Du var senest ansat som lagermand i Kolding hos Rema.",
        "Nordlager er ikke din seneste arbejdsgiver.",
        "Du er i praktik hos Nordlager frem til den 28. juni 2026 og kan derefter blive ansat dér.",
        "Du kan være hos Nordlager indtil sommerferien og blive ansat hos Nordlager, hvis det går godt.",
        "Nordlager er ikke den virksomhed, hvor du senest var ansat.",
        "Praktikken ligger ikke hos en arbejdsgiver, hvor du senest har været ansat.",
        "Du var ansat hos Nordlager indtil 2021. I 2023 arbejdede du hos Rema indtil nytår.",
    ],
)
def test_another_employer_an_earlier_one_or_a_placement_bars_nothing(assistant: Assistant, job: str) -> None:
    review = assistant.review(first(job))
    assert (faults(review), problems(review)) == ([], {})
    assert "latest_employer" not in review.case


def test_another_branch_of_the_latest_employer_is_left_open(assistant: Assistant) -> None:
    review = assistant.review(first("Du var indtil februar 2026 ansat hos Nordlager i Vejle."))
    assert faults(review) == []
    assert {f.rule: f.verdict for f in review.findings}[EMPLOYER] == "needs_assessment"


@pytest.mark.parametrize(
    ("told", "new"),
    [
        ("Du har tidligere været ansat på lageret og skal nu arbejde i en ny arbejdsfunktion på kontoret.", True),
        ("Du har tidligere haft truck; nu skal du have andre opgaver end før.", True),
        ("Du skal have de samme opgaver som før.", False),
    ],
)
def test_a_new_function_is_read_beside_the_old_job(assistant: Assistant, told: str, new: bool) -> None:
    job = f"Du var indtil februar 2026 ansat hos Nordlager. {told}"
    review = assistant.review(first(job, "Du er aktivitetsparat kontanthjælpsmodtager og 45 år."))
    assert review.case["same_function"] is not new
    assert (("rule_breached", EMPLOYER) in faults(review)) is not new


def test_a_sick_citizen_back_in_the_same_function_by_consent_rests_on_stk_3(assistant: Assistant) -> None:
    job = "Du var senest ansat hos Nordlager. Du skal arbejde i den samme arbejdsfunktion som før, og du er enig i det."
    assert problems(assistant.review(sick(job, 2))) == {"BAB § 61, stk. 2": ["wrong_facts"]}
    right = assistant.review(sick(job, 3))
    assert (problems(right), faults(right), right.suggested[-1]) == ({}, [], "BAB § 61, stk. 3")


@pytest.mark.parametrize(
    "decided",
    [
        "Afslag på 8 ugers virksomhedspraktik. Du får i stedet 4 uger fra den 1. juni 2026.",
        "Vi giver dig afslag på 8 ugers praktik. I stedet kan du komme i praktik i 4 uger fra den 1. juni 2026.",
        "Du får afslag på 8 ugers praktik hos Kontorhuset, men i stedet 4 uger.",
        "Vi kan kun godkende 4 uger af de 8 ugers praktik, du har søgt om.",
    ],
)
def test_less_in_the_place_of_what_is_refused_is_a_restriction(assistant: Assistant, decided: str) -> None:
    review = assistant.review(refused(decided))
    assert review.understood[0] == "afgørelse: praktikken gives, men ikke helt som ønsket"
    assert (review.case["weeks"], faults(review)) == ("4", [])
    assert "refusal_needs_reason" in {remark.code for remark in review.remarks}


@pytest.mark.parametrize(
    "decided",
    [
        "Du får afslag på 8 ugers virksomhedspraktik. I stedet tilbyder vi dig et kursus i 4 uger.",
        "Du får afslag på virksomhedspraktik i 8 uger i stedet for 4 uger.",
        "Vi afslår din ansøgning om 8 ugers virksomhedspraktik. Du kan i stedet få løntilskud.",
        "Vi afslår din ansøgning om virksomhedspraktik. I stedet skal du søge job de næste 4 uger.",
        "Vi afslår 8 ugers virksomhedspraktik. Loven giver adgang til praktik, men kun i 4 uger.",
    ],
)
def test_another_offer_instead_leaves_the_refusal_one(assistant: Assistant, decided: str) -> None:
    assert assistant.review(refused(decided)).understood[0] == "afgørelse: praktikken afslås"


@pytest.mark.parametrize(
    "group",
    [
        "Du har modtaget dagpenge i 8 måneder.",
        "Du har modtaget dagpenge siden den 1. oktober 2025.",
        "Du har modtaget dagpenge.",
    ],
)
def test_a_benefit_received_up_to_now_tells_the_group(assistant: Assistant, group: str) -> None:
    text = first("", group).replace("hos Nordlager i Kolding fra", "hos Nordlager ApS fra")
    assert assistant.review(text).case["target_group"] == "dagpenge"
    longer = text.replace("til den 28. juni 2026, i alt 4 uger", "til den 12. juli 2026, i alt 6 uger")
    assert faults(assistant.review(longer)) == [("rule_breached", "varighed/hoejeste_varighed")]
    other = assistant.review(longer.replace("§ 61, stk. 1, nr. 1", "§ 61, stk. 1, nr. 2"))
    assert problems(other) == {"LAB § 61, stk. 1, nr. 2": ["wrong_group"]}


@pytest.mark.parametrize(
    ("group", "key"),
    [
        ("Du har modtaget dagpenge, men er nu sygedagpengemodtager.", "sygedagpenge"),
        (
            "Du har tidligere modtaget dagpenge. Du modtager kontanthjælp, er 40 år og aktivitetsparat.",
            "kontanthjaelp_aktivitetsparat",
        ),
    ],
)
def test_a_benefit_of_before_does_not(assistant: Assistant, group: str, key: str) -> None:
    assert assistant.review(first("", group)).case["target_group"] == key


@pytest.mark.parametrize("joint", [", samt", " samt", ", og", " og"])
def test_a_leading_lab_is_not_lost_to_the_order_named_last(assistant: Assistant, joint: str) -> None:
    text = first("").replace(", samt § 60", f"{joint} § 60")
    review = assistant.review(text)
    assert (problems(review), faults(review)) == ({}, [])
    assert [ref.reference for ref in review.references][-2:] == ["LAB § 61, stk. 1, nr. 1", "BAB § 60, stk. 2, nr. 2"]


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("LAB § 61, stk. 1, samt § 60, stk. 2, og § 61, stk. 1, i bekendtgørelsen", "LAB61 BAB60 BAB61"),
        ("LAB § 53, § 61, § 60, stk. 2, og § 61, stk. 2, i bekendtgørelsen", "LAB53 LAB61 BAB60 BAB61"),
        ("LAB §§ 57 og 61 samt § 60, stk. 2, nr. 2, i bekendtgørelsen", "LAB57 LAB61 BAB60"),
        ("BAB § 60, stk. 2, og § 53, stk. 1, § 57, stk. 1, i LAB", "BAB60 LAB53 LAB57"),
        ("LAB § 57, stk. 3, og § 22 og § 24 i forvaltningsloven", "LAB57 FVL22 FVL24"),
        ("§ 53 og § 54 i bekendtgørelsen", "BAB53 BAB54"),
        ("§ 53, § 57 og § 61 i LAB samt § 60 i bekendtgørelsen", "LAB53 LAB57 LAB61 BAB60"),
    ],
)
def test_a_list_passes_to_the_next_act_where_it_turns(text: str, refs: str) -> None:
    assert " ".join(f"{m.ref.act}{m.ref.section}" for m in find(text)) == refs
