"""The review of letters in the shapes that municipalities send them: tables, annexes of law, part approvals, endings,
and letters whose words leave the target group open."""

from datetime import date

import pytest

from assistant.review.layout import plain_layout, ticked
from assistant.review.letter import decision_date
from assistant.review.report import Review
from assistant.service import Assistant
from corpus.reference import find

SERIOUS = {"fejl", "mangel"}
COMPLAINT = "Du kan klage til Ankestyrelsen. Klagen sendes til kommunen inden 4 uger."
GROUNDS = (
    "LAB § 53, stk. 1, § 57, stk. 1, § 58, stk. 1, § 59, stk. 1, § 61, stk. 1, nr. {nr}, "
    "BAB § 60, stk. 2, nr. {purpose}."
)
OFFER = """\
Dato: 5. oktober 2026
Afgørelse om virksomhedspraktik
{group} Du skal i virksomhedspraktik hos Matas fra den 12. oktober 2026 til den 8. november 2026. {told}
Vi har lagt vægt på, at du har arbejdet i parfumeri i fem år og ønsker at vende tilbage.
{grounds}
{complaint}
{after}"""


def offer(told: str = "", after: str = "", group: str = "Du er dagpengemodtager.") -> str:
    grounds = "Afgørelsen er truffet efter " + GROUNDS.format(nr=1, purpose=2)
    return OFFER.format(group=group, told=told, grounds=grounds, complaint=COMPLAINT, after=after)


def short(text: str, dated: str = "5. oktober 2026") -> str:
    return f"Dato: {dated}\nAfgørelse. {text}"


def codes(review: Review) -> set[str]:
    return {remark.code for remark in review.remarks}


def serious(review: Review) -> set[str]:
    return {remark.code for remark in review.remarks if remark.severity in SERIOUS}


def problems(review: Review) -> list[tuple[str | None, str]]:
    return [(one.reference, problem.code) for one in review.references for problem in one.problems]


ANNEX = """Bilag: Uddrag af loven
LAB § 57, stk. 3: Personer omfattet af § 6, nr. 1-5, har ret til selvfunden praktik.
LAB § 61. Praktikken kan være op til 1) 4 uger for personer omfattet af § 6, nr. 1, 2, 4 og 12, der er jobparate, og \
2) 13 uger for personer omfattet af § 6, nr. 3, 5-11. Stk. 2. Perioden kan forlænges op til 26 uger.
LAB § 58, stk. 2: For personer i § 6, nr. 4 og 5, med uddannelsespålæg er formålet uddannelsesmål."""


@pytest.mark.parametrize(
    "after",
    [
        ANNEX,
        "LAB § 61, stk. 2: For personer, der er nævnt i § 6, nr. 3, kan perioden forlænges op til 26 uger.",
        "Praktikken kan være op til 4 uger for jobparate og 13 uger for aktivitetsparate.",
    ],
)
def test_the_law_quoted_beside_a_right_decision_is_not_what_was_decided(assistant: Assistant, after: str) -> None:
    review = assistant.review(offer(after=after))
    assert not problems(review)
    assert not serious(review)
    assert review.case["target_group"] == "dagpenge"
    assert "self_found" not in review.case


def test_a_wrong_ground_is_no_quotation(assistant: Assistant) -> None:
    text = short("Du er dagpengemodtager og skal i virksomhedspraktik hos Matas. Den er givet efter LAB § 61, stk. 2.")
    assert ("LAB § 61, stk. 2", "wrong_group") in problems(assistant.review(text))
    alone = (
        short("Du er dagpengemodtager og skal i virksomhedspraktik hos Matas.") + "\nLAB § 61, stk. 1, nr. 2: 13 uger"
    )
    assert ("LAB § 61, stk. 1, nr. 2", "wrong_group") in problems(assistant.review(alone))


def test_references_in_an_annex_are_no_grounds(assistant: Assistant) -> None:
    text = short("Du er dagpengemodtager og skal i virksomhedspraktik hos Matas i 4 uger.") + "\n" + ANNEX
    assert {"no_reference", "missing_duration"} <= codes(assistant.review(text))


@pytest.mark.parametrize(
    ("decided", "weeks"),
    [
        ("Du har selv fundet praktikken og aftalt 4 uger med arbejdsgiveren. Vi godkender kun 2 uger.", "2"),
        ("Du har selv fundet praktikken og aftalt 4 uger med ejeren. Vi kan imødekomme 2 uger.", "2"),
        ("Du har selv fundet praktikken. Vi bevilger 2 uger i stedet for de 4, du har aftalt.", "2"),
        ("Du og Jysk har aftalt 4 ugers praktik, som du selv har fundet. Vi imødekommer ansøgningen med 3 uger.", "3"),
        ("Du har selv fundet praktikken. Vi godkender den på betingelse af, at du søger fire job om ugen.", None),
    ],
)
def test_less_than_was_agreed_is_no_full_approval(assistant: Assistant, decided: str, weeks: str | None) -> None:
    review = assistant.review(short(f"Du er dagpengemodtager. {decided} LAB § 57, stk. 3."))
    assert "no_written_duty" not in codes(review)
    assert {"refusal_needs_reason", "missing_complaint"} <= codes(review)
    assert review.case.get("weeks") == weeks


@pytest.mark.parametrize(
    "decided",
    [
        "Du har selv fundet praktikken og aftalt 4 uger med ejeren. Vi godkender praktikken fra den 19. oktober 2026.",
        "Du har selv fundet praktikken. Vi godkender den i 4 uger i stedet for et tilbud om vejledning.",
        "Du har selv fundet praktikken. Vi godkender den i 4 uger. Den kan kun vare 4 uger.",
    ],
)
def test_what_was_agreed_and_approved_needs_no_reasons(assistant: Assistant, decided: str) -> None:
    review = assistant.review(short(f"Du er dagpengemodtager. {decided} LAB § 57, stk. 3."))
    assert "no_written_duty" in codes(review)
    assert not serious(review)


def test_a_right_that_the_citizen_has_not_is_no_placement_of_the_citizens_own(assistant: Assistant) -> None:
    told = (
        "Du modtager sygedagpenge. Du har ikke ret til selvfunden praktik efter LAB § 57, stk. 3, men vi tilbyder dig"
    )
    review = assistant.review(short(f"{told} virksomhedspraktik hos Netto i 8 uger, LAB § 61, stk. 1, nr. 2."))
    assert not problems(review)
    assert "self_found" not in review.case
    assert "missing_complaint" in codes(review)


@pytest.mark.parametrize(
    ("ref", "dated", "code"),
    [
        ("LAB § 105 a", "5. juni 2026", "no_version"),
        ("LAB § 105 b, stk. 1", "5. juni 2026", "no_version"),
        ("LAB § 36 a", "5. august 2025", "no_version"),
        ("LAB § 105 a", "5. juni 2024", "not_found"),
        ("LAB § 61 a", "5. juni 2026", "not_found"),
    ],
)
def test_a_section_put_in_later_is_unchecked_and_not_missing(
    assistant: Assistant, ref: str, dated: str, code: str
) -> None:
    text = f"Du er jobparat kontanthjælpsmodtager og skal i virksomhedspraktik hos Netto i 4 uger efter {ref}."
    (found,) = assistant.review(short(text, dated)).references
    assert [problem.code for problem in found.problems] == [code]
    assert found.verdict == ("unchecked" if code == "no_version" else "problem")


@pytest.mark.parametrize(
    ("group", "weeks", "nr", "limit"),
    [("jobparat", 13, 2, "4 uger"), ("visiteret jobparat", 6, 2, "4 uger"), ("aktivitetsparat", 20, 1, "13 uger")],
)
def test_groups_that_agree_are_judged_together(
    assistant: Assistant, group: str, weeks: int, nr: int, limit: str
) -> None:
    text = f"Du er {group}. Du skal i virksomhedspraktik hos Rema i {weeks} uger efter LAB § 61, stk. 1, nr. {nr}."
    review = assistant.review(short(text))
    assert (f"LAB § 61, stk. 1, nr. {nr}", "wrong_group") in problems(review)
    assert any(one.code == "rule_breached" and limit in one.text for one in review.remarks)
    assert "missing_group" not in codes(review)


def test_a_group_that_is_not_told_at_all_is_still_missed(assistant: Assistant) -> None:
    review = assistant.review(short("Du skal i virksomhedspraktik hos Rema i 13 uger efter LAB § 61, stk. 1, nr. 2."))
    assert "missing_group" in codes(review)
    assert not problems(review)


def test_the_number_of_a_group_is_of_the_act_after_the_order(assistant: Assistant) -> None:
    text = "Den er truffet efter BAB § 60, stk. 2, nr. 2. Du er omfattet af § 6, nr. 1. Praktikken varer 6 uger."
    review = assistant.review(short(f"{text} Du skal i virksomhedspraktik hos Stark efter LAB § 61, stk. 1, nr. 1."))
    assert review.case["target_group"] == "dagpenge"
    assert not problems(review)
    assert "rule_breached" in codes(review)


def test_a_discussion_is_not_the_ratio_and_must_be_in_writing(assistant: Assistant) -> None:
    told = "Du er aktivitetsparat kontanthjælpsmodtager. Vi forlænger virksomhedspraktikken fra 13 til 26 uger. Du har"
    text = f"{told} været i praktik i 13 uger. Forlængelsen er drøftet med tillidsrepræsentanten{{}}. LAB § 61, stk. 2."
    spoken = assistant.review(short(text.format("")))
    written = assistant.review(short(text.format(", og begge har bekræftet det skriftligt")))
    assert "not_discussed" in codes(spoken)
    assert "not_discussed" not in codes(written)
    for review in (spoken, written):
        assert "arbejdsgiver/skriftlig_tilkendegivelse" not in {finding.rule for finding in review.findings}


@pytest.mark.parametrize(
    "told",
    [
        "Samtidig ansættes du 5 timer om ugen i samme arbejdsfunktion.",
        "Matas ansætter dig samtidig 8 timer om ugen med samme opgaver.",
        "Ved siden af praktikken får du løn for 5 timer om ugen i samme funktion.",
    ],
)
def test_paid_work_in_the_same_function_is_a_breach(assistant: Assistant, told: str) -> None:
    review = assistant.review(offer(told))
    assert "arbejdstid/sideloebende_loentimer" in {remark.rule for remark in review.remarks}
    assert "weekly_hours" not in review.case


def test_paid_work_in_another_function_is_none(assistant: Assistant) -> None:
    review = assistant.review(offer("Samtidig ansættes du 5 timer om ugen i en anden arbejdsfunktion."))
    assert not serious(review)


def test_a_rule_that_the_letter_says_does_not_apply_is_not_blamed(assistant: Assistant) -> None:
    text = """Afslag på forlængelse af virksomhedspraktik. Du er dagpengemodtager. Vi kan ikke imødekomme dit ønske om \
at forlænge praktikken hos Netto. Du har været i praktik i 4 uger, og det er det højeste for dagpengemodtagere efter \
LAB § 61, stk. 1, nr. 1. Muligheden for forlængelse i § 61, stk. 2, gælder ikke for dig. Klagen sendes til kommunen \
inden 4 uger og behandles af Ankestyrelsen."""
    review = assistant.review(short(text))
    assert not problems(review)
    assert not serious(review)
    assert "breached" not in {finding.verdict for finding in review.findings}


@pytest.mark.parametrize(
    "sentence",
    [
        "Du får virksomhedspraktik i Imerco i 4 uger fra den 12. oktober 2026.",
        "Virksomhedspraktik i Imerco i 4 uger fra den 12. oktober 2026.",
        "Vi har aftalt virksomhedspraktik i Imerco i 4 uger fra den 12. oktober 2026.",
        "Du starter i virksomhedspraktik i Imerco i 4 uger fra den 12. oktober 2026.",
        "Du er visiteret til virksomhedspraktik i Imerco i 4 uger fra den 12. oktober 2026.",
    ],
)
def test_a_placement_with_its_grounds_and_guidance_is_a_decision(assistant: Assistant, sentence: str) -> None:
    grounds = GROUNDS.format(nr=1, purpose=2)
    told = "Vi har lagt vægt på din erfaring som butiksassistent."
    text = f"Dato: 5. oktober 2026\nDu er dagpengemodtager. {sentence} {grounds} {told} {COMPLAINT}"
    review = assistant.review(text)
    assert review.status == "reviewed"
    assert not serious(review)
    assert review.case["weeks"] == "4"
    assert review.case["start"] == "2026-10-12"


@pytest.mark.parametrize(
    "text",
    [
        "Hej Poul. Du spørger, hvornår din praktik starter. Den starter mandag d. 9. november kl. 8. Hilsen Anne",
        "Du kan komme i virksomhedspraktik i op til 4 uger, jf. LAB § 61, stk. 1, nr. 1. Klag til Ankestyrelsen.",
    ],
)
def test_a_mail_or_a_leaflet_is_no_decision(assistant: Assistant, text: str) -> None:
    assert assistant.review(text).status == "declined"


ROWS = (
    ("Målgruppe", "§ 6, nr. 9 – visiteret til fleksjob"),
    ("Tilbud", "Virksomhedspraktik hos Jem & Fix, Vejen"),
    ("Start", "23. november 2026"),
    ("Slut", "21. februar 2027"),
    ("Formål", "Afklaring af jobmål (BAB § 60, stk. 2, nr. 3)"),
    ("Lovgrundlag", "LAB § 53, stk. 1, § 57, stk. 1, § 58, stk. 1, § 59, stk. 1, § 61, stk. 1, nr. 2"),
    ("Begrundelse", "Peter har rygskade, er tidligere tømrer, og ønsker at afprøve lettere butiksarbejde"),
    ("Klage", "Ankestyrelsen via jobcentret, 4 uger"),
)


@pytest.mark.parametrize("form", ["{}\t{}", "{}: {}", "- {}: {}", "| {} | {} |", "{}      {}"])
def test_a_form_is_read_by_its_fields(assistant: Assistant, form: str) -> None:
    text = "\n".join(["AFGØRELSE OM TILBUD", "Dato: 9. november 2026", *(form.format(*row) for row in ROWS)])
    review = assistant.review(text)
    assert review.case["target_group"] == "fleksjob"
    assert review.case["purposes"] == ["clarification"]
    assert (review.case["start"], review.case["end"]) == ("2026-11-23", "2027-02-21")
    assert not serious(review)
    assert not problems(review)


@pytest.mark.parametrize(
    "reason",
    [
        "Begrundelse: Peter har rygskade, er tidligere tømrer, og ønsker at afprøve lettere butiksarbejde.",
        "Årsagen er, at du har søgt 40 stillinger uden held.",
        "Vi har valgt Rema, fordi du selv pegede på dagligvarer, og fordi du har stået i kiosk i seks år.",
    ],
)
def test_a_reason_in_the_caseworkers_own_words_is_a_reason(assistant: Assistant, reason: str) -> None:
    text = f"Du er dagpengemodtager og skal i virksomhedspraktik hos Rema i 4 uger, LAB § 61, stk. 1, nr. 1. {reason}"
    assert not {"missing_considerations", "missing_facts"} & codes(assistant.review(short(text)))


@pytest.mark.parametrize(
    "reason",
    ["", "Det sker, fordi du er dagpengemodtager og har pligt til at deltage.", "Begrundelse: Reglerne er opfyldt."],
)
def test_that_the_conditions_are_fulfilled_is_no_reason(assistant: Assistant, reason: str) -> None:
    text = f"Du er dagpengemodtager og skal i virksomhedspraktik hos Rema i 4 uger, LAB § 61, stk. 1, nr. 1. {reason}"
    assert {"missing_considerations", "missing_facts"} <= codes(assistant.review(short(text)))


@pytest.mark.parametrize(
    "reason",
    [
        ", fordi du skal starte på FGU den 2. november 2026",
        ", fordi din læge fraråder fysisk arbejde",
        ". Vi har lagt vægt på, at Normal allerede har to personer i praktik og kun otte ordinært ansatte",
    ],
)
def test_a_refusal_that_says_why_lacks_no_reason(assistant: Assistant, reason: str) -> None:
    text = f"Vi giver afslag på din ansøgning om virksomhedspraktik hos Normal{reason}. LAB § 57, stk. 1. {COMPLAINT}"
    review = assistant.review(short(f"Du er jobparat kontanthjælpsmodtager. {text}"))
    assert not serious(review)


def test_a_refusal_without_a_word_of_why_is_told_so_in_its_own_terms(assistant: Assistant) -> None:
    text = (
        f"Du er dagpengemodtager. Vi giver afslag på din ansøgning om virksomhedspraktik. LAB § 57, stk. 3. {COMPLAINT}"
    )
    (remark,) = [one for one in assistant.review(short(text)).remarks if one.code == "missing_considerations"]
    assert "afslag" in remark.text
    assert "praktik passer" not in remark.text


@pytest.mark.parametrize(
    "ending",
    [
        "Vi stopper din virksomhedspraktik hos Power fra 9. oktober 2026, fordi du er udeblevet fire dage.",
        "Afgørelse om ophør af virksomhedspraktik. Du blev den 1. oktober 2026 ændret fra aktivitetsparat til jobparat "
        "kontanthjælpsmodtager. Praktikken kan derfor ikke fortsætte, jf. LAB § 55, stk. 3, og § 61, stk. 1, nr. 1.",
    ],
)
def test_an_ending_gives_no_placement(assistant: Assistant, ending: str) -> None:
    review = assistant.review(short(f"Du er jobparat kontanthjælpsmodtager. {ending} {COMPLAINT}"))
    assert review.understood[0] == "afgørelse: praktikken ophører før tiden"
    assert review.case["target_group"] == "kontanthjaelp_jobparat"
    assert "start" not in review.case
    assert not {"missing_purpose", "missing_duration", "missing_conditions", "missing_dates"} & codes(review)
    assert not review.suggested


@pytest.mark.parametrize(
    "told", ["Når praktikken ophører, holder vi en samtale.", "Praktikken ophører den 8. november 2026."]
)
def test_the_last_day_of_a_placement_is_no_ending(assistant: Assistant, told: str) -> None:
    assert assistant.review(offer(told)).understood[0] == "afgørelse: praktikken gives"


def test_a_placement_named_without_its_place_is_no_law(assistant: Assistant) -> None:
    text = "Peter er jobparat kontanthjælpsmodtager. Peter skal i virksomhedspraktik i 13 uger fra 19. oktober 2026."
    review = assistant.review(short(f"{text} LAB § 61, stk. 1, nr. 1."))
    assert review.case["weeks"] == "13"
    assert "rule_breached" in codes(review)


def test_only_the_ticked_purpose_is_told() -> None:
    leading = "Formål (sæt kryds): [ ] ordinære løntimer [ ] optræning [x] afklaring"
    trailing = "Formål: Ordinære løntimer [ ] Optræning [x] Afklaring [ ]"
    assert "løntimer" not in ticked(leading)
    assert "optræning" not in ticked(leading)
    assert "afklaring" in ticked(leading)
    assert "løntimer" not in ticked(trailing)
    assert "Afklaring" not in ticked(trailing)
    assert "Optræning" in ticked(trailing)
    assert ticked("Formål: [ ] optræning [ ] afklaring") == "Formål: [ ] optræning [ ] afklaring"


@pytest.mark.parametrize(
    "text",
    ["fra 16. novem-\nber 2026. Du", "job-\nog uddannelsesmål", "| Formål | Afklaring |\n|---|---|", "Start\t23. juni"],
)
def test_the_layout_made_plain_is_as_long_as_the_text(text: str) -> None:
    assert len(plain_layout(text)) == len(text)


def test_words_split_by_the_line_are_read(assistant: Assistant) -> None:
    text = """Du er dagpenge-
modtager. Du skal i virk-
somhedspraktik hos Stark fra 16. novem-
ber 2026 til 13. decem-
ber 2026. LAB § 61, stk. 1, nr. 1. Klage til Anke-
styrelsen inden 4 uger, sendes til jobcentret."""
    review = assistant.review(short(text))
    assert (review.case["start"], review.case["end"]) == ("2026-11-16", "2026-12-13")
    assert "incomplete_complaint" not in codes(review)


def test_an_applicant_may_have_found_the_place(assistant: Assistant) -> None:
    text = (
        "Du er dagpengemodtager. Du har søgt om virksomhedspraktik hos et galleri. Vi giver afslag, fordi der ikke er"
    )
    review = assistant.review(short(f"{text} gode jobmuligheder for gallerister. LAB § 57, stk. 3. {COMPLAINT}"))
    assert not problems(review)


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("LAB § 61, 1. stk., nr. 1", ["LAB § 61, stk. 1, nr. 1"]),
        ("LAB § 61 (1) nr. 1", ["LAB § 61, stk. 1, nr. 1"]),
        ("LAB § 61, stk. 1, nr. 1, jf. stk. 2.", ["LAB § 61, stk. 1, nr. 1", "LAB § 61, stk. 2"]),
        ("LAB § 61, stk. 1, 1. pkt.", ["LAB § 61, stk. 1, 1. pkt."]),
    ],
)
def test_references_in_other_ways_of_writing(text: str, refs: list[str]) -> None:
    assert [str(mention.ref) for mention in find(text)] == refs


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Vi har d. 20. oktober 2020 besluttet, at du skal i praktik.", date(2020, 10, 20)),
        ("Den 3. marts 2021 har vi besluttet, at du skal i praktik.", date(2021, 3, 3)),
        ("Vi har den 3. marts 2021 modtaget din ansøgning.", None),
    ],
)
def test_the_day_that_it_was_decided_is_the_day_of_the_letter(text: str, day: date | None) -> None:
    assert decision_date(text) == day


def test_a_letter_without_a_date_on_an_old_placement_is_told_what_it_was_held_against(assistant: Assistant) -> None:
    text = "Afgørelse. Du er dagpengemodtager og skal i virksomhedspraktik hos Netto fra den 6. maj 2019 i 4 uger."
    assert any("Angiv dagen for afgørelsen" in notice for notice in assistant.review(text).notices)
    assert not any("Angiv dagen" in notice for notice in assistant.review(f"Dato: 2. maj 2019\n{text}").notices)


def test_days_are_counted_where_weeks_are_not_told(assistant: Assistant) -> None:
    text = "Du er dagpengemodtager og skal i virksomhedspraktik hos Netto i 30 dage fra den 19. oktober 2026."
    review = assistant.review(short(text))
    assert review.case["end"] == "2026-11-17"
    assert "rule_breached" in codes(review)


def test_a_complaint_does_not_put_the_decision_off(assistant: Assistant) -> None:
    wrong = offer().replace(COMPLAINT, f"{COMPLAINT} Klagen har opsættende virkning.")
    right = offer().replace(COMPLAINT, f"{COMPLAINT} Klagen har ikke opsættende virkning.")
    (remark,) = [one for one in assistant.review(wrong).remarks if one.code == "wrong_effect"]
    assert remark.references == ("RSL § 72, stk. 1",)
    assert not serious(assistant.review(right))


def test_the_weeks_of_an_extension_are_not_the_whole(assistant: Assistant) -> None:
    text = "Vi har besluttet at forlænge din virksomhedspraktik hos Elgiganten med 2 uger til 15. november 2026."
    review = assistant.review(short(f"{text} Du er dagpengemodtager. LAB § 61, stk. 1, nr. 1."))
    assert "weeks" not in review.case
    assert "varighed/forlaengelse" in {remark.rule for remark in review.remarks}


def test_a_section_and_those_after_it_is_too_broad(assistant: Assistant) -> None:
    text = "Du er dagpengemodtager og skal i virksomhedspraktik hos Netto i 4 uger efter LAB § 57 ff."
    assert problems(assistant.review(short(text))) == [("LAB § 57", "too_broad")]


def test_a_period_with_the_year_at_its_end_only_is_read(assistant: Assistant) -> None:
    period = "19. oktober til 27. december 2026"
    text = f"Du er jobparat kontanthjælpsmodtager og skal i virksomhedspraktik hos Rema i perioden {period}."
    review = assistant.review(short(text))
    assert (review.case["start"], review.case["end"]) == ("2026-10-19", "2026-12-27")
    assert "varighed/hoejeste_varighed" in {remark.rule for remark in review.remarks}
