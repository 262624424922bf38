"""The review of decisions: good ones come out clean, and each fault is seen for what it is."""

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.case import CaseFacts
from assistant.review.letter import decision_date, read_letter
from assistant.review.masking import MASK, masked
from assistant.review.report import Review
from assistant.service import Assistant
from assistant.texts import NOT_A_DECISION
from corpus.audience import POINTS, load_audiences
from corpus.errors import CorpusError, QuestionError
from corpus.lexicon import load_lexicon
from corpus.provisions import load_law

INSURED = """\
Aalborg Kommune
Navn: Mette Holm, CPR-nr.: 010190-1234
Dato: 5. maj 2025

Afgørelse om virksomhedspraktik

Kære Mette Holm

Du får tilbud om virksomhedspraktik hos Kvickly i Hasseris fra den 12. maj 2025 til den 8. juni 2025, i alt 4 uger.

Begrundelse
Du er dagpengemodtager og har været ledig i 5 måneder. Du er uddannet butiksassistent.
Vi har lagt vægt på, at du ønsker at vende tilbage til detailhandlen, og at der er gode jobmuligheder i området.

Formålet med praktikken er optræning af specifikke kompetencer, som du kan bruge i dit cv.

Afgørelsen er truffet efter LAB § 53, stk. 1, § 57, stk. 1, § 58, stk. 1, § 59, stk. 1, og § 61, stk. 1, nr. 1, samt
BAB § 60, stk. 2, nr. 2.

Klagevejledning
Du kan klage til Ankestyrelsens Beskæftigelsesudvalg. Klagen skal du sende til Jobcenter Aalborg inden 4 uger
efter, at du har modtaget afgørelsen. Vi vurderer så sagen igen.
"""
EXTENDED = """\
Odense Kommune, den 12. maj 2024

Din virksomhedspraktik hos Bilka forlænges med 13 uger fra den 20. maj 2024 til den 18. august 2024. Du har været i \
praktik i 13 uger, og praktikken bliver dermed på i alt 26 uger.

Du er aktivitetsparat kontanthjælpsmodtager (LAB § 6, nr. 3). Du er 41 år og har ryggener. Vi har vurderet, at du har \
brug for mere tid, og at der er behov for arbejdskraft på lageret.
Formålet er at afklare dit jobmål inden for lager.

Vi har brugt disse regler i lov om en aktiv beskæftigelsesindsats:
- § 53, stk. 1
- § 57, stk. 1
- § 58, stk. 1
- § 59, stk. 1
- § 61, stk. 1, nr. 2, og stk. 2
og i bekendtgørelsen § 60, stk. 2, nr. 3.

Du kan klage til Ankestyrelsen. Du skal sende klagen til os senest 4 uger efter, at du har fået brevet.
"""
SICK = """\
Dato: 05.02.2023
Du er sygemeldt fra dit job som pædagog og modtager sygedagpenge. Du får tilbud om virksomhedspraktik hos din egen \
arbejdsgiver i perioden 13. februar 2023 til 14. maj 2023 (13 uger).
Vi har lagt vægt på dit ønske om at komme tilbage. Formålet er at fastholde dit job gennem en gradvis tilbagevenden.
Retsgrundlag: LAB §§ 53, stk. 6, 57, stk. 1, 58, stk. 3, 59, stk. 2, og 61, stk. 1, nr. 2, og BAB § 60, stk. 3.
Du kan klage til Ankestyrelsens Beskæftigelsesudvalg inden 4 uger. Klagen sendes til jobcentret.
"""
TESTED = """\
Afgørelse af 12. maj 2021
Du er dagpengemodtager. Du skal deltage i virksomhedspraktik hos Aarhus Festuge i perioden 17.05.2021 - 13.06.2021.
Du er to gange udeblevet fra samtaler. Vi er derfor i tvivl om din vilje til at medvirke, og tilbuddet gives for at \
afprøve din rådighed.
Regler: LAB § 54, § 59, stk. 1, § 61, stk. 1, nr. 1, og BAB § 60, stk. 4.
Du kan klage over afgørelsen til Ankestyrelsen via jobcenteret inden fire uger.
"""
YOUNG = """\
Dato: 20. juni 2024
Du modtager uddannelseshjælp, er 23 år og aktivitetsparat uden uddannelse. Du har et uddannelsespålæg.
Du bevilges 13 ugers virksomhedspraktik i Netto Gellerup fra den 24. juni 2024, hvor du senest var ansat. Praktikken \
ligger i en ny arbejdsfunktion: Du skal arbejde med regnskab, mens du før sad ved kassen.
Vi har lagt vægt på, at du ønsker at blive kontorassistent. Formålet er afklaring af dit uddannelsesmål.
Vi har truffet afgørelsen efter LAB § 53, stk. 5, § 57, stk. 2, § 58, stk. 2, § 59, stk. 1, § 61, stk. 1, nr. 2, og \
BAB § 60, stk. 2, nr. 3, og § 61, stk. 2.
Du kan klage til Ankestyrelsens Beskæftigelsesudvalg inden 4 uger. Du skal aflevere klagen hos os.
"""
BEFORE_2020 = """\
Dato: 11. februar 2019
Du får dagpenge på dimittendvilkår. Du er cand.mag. fra 2018 og har ikke haft ordinært arbejde siden.
Du får tilbud om 8 ugers virksomhedspraktik på et forlag fra den 18. februar 2019. Vi har lagt vægt på dit ønske.
Tilbuddet er givet efter § 22, stk. 3, § 42, stk. 1 og 3, og § 44, stk. 1, nr. 1, i lov om en aktiv \
beskæftigelsesindsats (lovbekendtgørelse nr. 1342 af 21. november 2016).
Du kan klage til Ankestyrelsens Beskæftigelsesudvalg inden 4 uger. Klagen sendes til jobcentret.
"""
GOOD = {"insured": INSURED, "extended": EXTENDED, "sick": SICK, "tested": TESTED, "young": YOUNG, "2019": BEFORE_2020}
REFUSED = """\
Dato: 5. maj 2025
Du har søgt om virksomhedspraktik i 4 uger hos Rema 1000, som du selv har fundet. Vi afslår din ansøgning, fordi du \
senest var ansat hos Rema 1000. Du er dagpengemodtager og har arbejdet som kasseassistent.
Vi har lagt vægt på, at praktik dér er forbudt. Afgørelsen er truffet efter LAB § 57, stk. 3, og BAB § 61, stk. 1.
Du kan klage til Ankestyrelsens Beskæftigelsesudvalg inden 4 uger. Klagen afleveres til jobcentret.
"""
SELF_FOUND = """\
Dato: 5. maj 2025
Vi godkender den virksomhedspraktik hos Elgiganten, som du selv har fundet. Den varer fra den 12. maj 2025 til den \
8. juni 2025. Du er dagpengemodtager.
"""


def remarks(review: Review) -> dict[str, str]:
    return {remark.code: remark.severity for remark in review.remarks}


def problems(review: Review) -> dict[str, list[str]]:
    return {ref.reference or ref.written: [p.code for p in ref.problems] for ref in review.references if ref.problems}


def replaced(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_a_good_decision_comes_out_clean(assistant: Assistant, text: str) -> None:
    review = assistant.review(text)
    assert (review.status, problems(review)) == ("reviewed", {})
    assert not {"fejl", "mangel", "boer"} & set(remarks(review).values()), review.remarks


@pytest.mark.parametrize("text", [*GOOD.values(), REFUSED, SELF_FOUND])
def test_every_word_shown_has_its_place(assistant: Assistant, text: str) -> None:
    review = assistant.review(text)
    for ref in review.references:
        assert text[ref.start : ref.end] == ref.written
    for row in review.citations:
        assert assistant.source(row.source).text[row.start : row.end] == row.quote
    markers = {row.marker for row in review.citations}
    assert all(remark.markers and set(remark.markers) <= markers for remark in review.remarks)
    assert review.text.endswith(NOT_A_DECISION)
    assert assistant.review(text) == review


def test_the_facts_of_the_letter_are_read_and_not_those_of_the_law(assistant: Assistant) -> None:
    said = "Praktik kan vare op til 13 uger for aktivitetsparate, og over 13 uger skal drøftes med de ansatte. "
    text = replaced(INSURED, "Afgørelsen er truffet", f"{said}Afgørelsen er truffet")
    case = assistant.review(text).case
    assert (case["target_group"], case["weeks"], case["start"]) == ("dagpenge", "4", "2025-05-12")
    assert case["purposes"] == ["skills"]


def test_the_four_weeks_of_the_complaint_are_not_the_length(assistant: Assistant) -> None:
    text = replaced(INSURED, " fra den 12. maj 2025 til den 8. juni 2025, i alt 4 uger", "")
    review = assistant.review(text)
    assert "weeks" not in review.case
    assert remarks(review) == {"missing_dates": "boer"}


def test_a_case_given_overrides_the_letter(assistant: Assistant) -> None:
    review = assistant.review(INSURED, case=CaseFacts(target_group="sygedagpenge"))
    assert problems(review) == {"LAB § 61, stk. 1, nr. 1": ["wrong_group"]}


@pytest.mark.parametrize(
    ("old", "new", "reference", "code"),
    [
        ("§ 61, stk. 1, nr. 1", "§ 61, stk. 1, nr. 2", "LAB § 61, stk. 1, nr. 2", "wrong_group"),
        ("§ 61, stk. 1, nr. 1", "§ 61, stk. 2", "LAB § 61, stk. 2", "wrong_group"),
        ("§ 61, stk. 1, nr. 1", "§ 61", "LAB § 61", "imprecise"),
        ("§ 61, stk. 1, nr. 1", "§ 61, stk. 1", "LAB § 61, stk. 1", "imprecise"),
        ("§ 61, stk. 1, nr. 1", "§ 61, stk. 4", "LAB § 61, stk. 4", "not_found"),
        ("§ 61, stk. 1, nr. 1", "§ 44, stk. 1, nr. 1", "LAB § 44, stk. 1, nr. 1", "not_in_force"),
        ("§ 57, stk. 1", "§ 57, stk. 3", "LAB § 57, stk. 3", "wrong_facts"),
        ("§ 57, stk. 1", "§ 57", "LAB § 57", "imprecise"),
        ("§ 57, stk. 1", "§ 57, stk. 2", "LAB § 57, stk. 2", "wrong_group"),
        ("§ 58, stk. 1", "§ 58, stk. 3", "LAB § 58, stk. 3", "wrong_group"),
        ("§ 53, stk. 1", "§ 53, stk. 5", "LAB § 53, stk. 5", "wrong_group"),
        ("§ 53, stk. 1", "§ 54", "LAB § 54", "wrong_facts"),
        ("§ 59, stk. 1", "§ 6, nr. 2", "LAB § 6, nr. 2", "wrong_group"),
        ("§ 60, stk. 2, nr. 2", "§ 60, stk. 2, nr. 1", "BAB § 60, stk. 2, nr. 1", "wrong_facts"),
        ("§ 60, stk. 2, nr. 2", "§ 60, stk. 2", "BAB § 60, stk. 2", "imprecise"),
        ("§ 60, stk. 2, nr. 2", "§ 60, stk. 4", "BAB § 60, stk. 4", "wrong_facts"),
        ("§ 60, stk. 2, nr. 2", "§ 61, stk. 1", "BAB § 61, stk. 1", "wrong_facts"),
        ("§ 60, stk. 2, nr. 2", "§ 61, stk. 4", "BAB § 61, stk. 4", "not_in_force"),
        ("LAB § 53, stk. 1,", "aktivlovens § 13, stk. 1, LAB § 53, stk. 1,", "LAS § 13, stk. 1", "unknown_act"),
    ],
)
def test_a_wrong_reference_is_seen_for_what_it_is(
    assistant: Assistant, old: str, new: str, reference: str, code: str
) -> None:
    review = assistant.review(replaced(INSURED, old, new))
    assert problems(review) == {reference: [code]}


def test_what_the_corpus_does_not_know_is_unchecked_and_never_wrong(assistant: Assistant) -> None:
    text = replaced(INSURED, "Vi vurderer så sagen igen.", "Se retssikkerhedslovens § 67.")
    review = assistant.review(replaced(text, "5. maj 2025", "5. maj 2024"))
    found = {ref.reference: (ref.verdict, [p.code for p in ref.problems]) for ref in review.references}
    assert found["RSL § 67"] == ("unchecked", ["no_version"])


def test_chapters_and_ranges_are_too_broad_and_the_report_is_quoted(assistant: Assistant) -> None:
    broad = re.sub(r"LAB § 53.*?nr\. 2\.", "kapitel 11 i LAB og §§ 57-62.", INSURED, flags=re.DOTALL)
    review = assistant.review(broad)
    assert [(ref.written, [p.code for p in ref.problems]) for ref in review.references] == [
        ("kapitel 11", ["too_broad"]),
        ("§§ 57-62", ["too_broad"]),
    ]
    assert {"missing_purpose", "missing_duration", "missing_conditions"} <= set(remarks(review))
    assert any("kapitel 11" in row.quote and row.source.startswith("ankestyrelsen") for row in review.citations)
    assert any("72 sager" in row.quote for row in review.citations)


def test_a_chapter_beside_precise_references_is_no_fault(assistant: Assistant) -> None:
    review = assistant.review(replaced(INSURED, "om virksomhedspraktik\n", "om virksomhedspraktik (LAB kapitel 11)\n"))
    assert problems(review) == {}


@pytest.mark.parametrize(
    ("old", "new", "code", "severity"),
    [
        (r"Afgørelsen er truffet.*?nr\. 2\.", "", "no_reference", "mangel"),
        (r", samt\nBAB.*?nr\. 2", "", "missing_purpose", "mangel"),
        (r" og § 61, stk\. 1, nr\. 1", "", "missing_duration", "mangel"),
        (r"§ 53.*?§ 59, stk\. 1, og ", "", "missing_conditions", "mangel"),
        (r"Vi har lagt vægt.*?området\.", "", "missing_considerations", "mangel"),
        (r" og har været ledig.*?butiksassistent\.", ".", "missing_facts", "mangel"),
        (r"Du er dagpengemodtager og har", "Du har", "missing_group", "oplysning"),
        (r"Klagevejledning.*", "", "missing_complaint", "mangel"),
        (r"Klagen skal du.*", "Klag inden 4 uger.", "incomplete_complaint", "mangel"),
        (r"til Jobcenter Aalborg inden 4 uger", "til Jobcenter Aalborg", "incomplete_complaint", "mangel"),
        (r"inden 4 uger", "inden 6 uger", "wrong_deadline", "fejl"),
        (r"Ankestyrelsens Beskæftigelsesudvalg", "Det Sociale Nævn", "wrong_instance", "fejl"),
        (r"til den 8\. juni 2025, i alt 4", "til den 22. juni 2025, i alt 6", "rule_breached", "fejl"),
        (r"i alt 4 uger", "i alt 3 uger", "contradiction", "fejl"),
        (r"til den 8\. juni 2025, i alt 4 uger", "til den 8. april 2025", "contradiction", "fejl"),
        (r"Formålet med.*?cv\.", "Formålet er, at du får et netværk.", "purpose_outside_law", "fejl"),
    ],
)
def test_what_is_lacking_or_wrong_is_remarked(
    assistant: Assistant, old: str, new: str, code: str, severity: str
) -> None:
    text, changes = re.subn(old, new, INSURED, flags=re.DOTALL)
    assert changes
    assert remarks(assistant.review(text))[code] == severity


def test_a_breach_names_its_rule(assistant: Assistant) -> None:
    text = replaced(INSURED, "til den 8. juni 2025, i alt 4 uger", "i 9 uger")
    (remark,) = assistant.review(text).remarks
    assert (remark.code, remark.rule) == ("rule_breached", "varighed/hoejeste_varighed")
    assert "LAB § 61, stk. 1, nr. 1" in remark.references


def test_a_deadline_before_our_law_reaches_is_told_and_not_called_wrong(assistant: Assistant) -> None:
    review = assistant.review(replaced(SICK, "inden 4 uger", "inden 6 uger"))
    assert remarks(review) == {"wrong_deadline": "oplysning"}


def test_a_self_found_placement_granted_needs_no_reasons(assistant: Assistant) -> None:
    assert remarks(assistant.review(SELF_FOUND)) == {"no_written_duty": "oplysning"}


def test_a_self_found_placement_refused_needs_them_and_breaches_nothing(assistant: Assistant) -> None:
    review = assistant.review(REFUSED)
    assert (remarks(review), problems(review)) == ({"refusal_needs_reason": "oplysning"}, {})


def test_a_refusal_without_them_lacks_them(assistant: Assistant) -> None:
    text = "Dato: 5. maj 2025\nVi kan ikke imødekomme din ansøgning om den virksomhedspraktik, du selv har fundet."
    lacking = {"no_reference", "missing_considerations", "missing_facts", "missing_complaint", "refusal_needs_reason"}
    assert lacking <= set(remarks(assistant.review(text)))


def test_a_shorter_placement_than_asked_for_is_a_restriction(assistant: Assistant) -> None:
    text = (
        "Dato: 5. maj 2025\nDu har søgt om 8 ugers praktik, som du selv har fundet. Vi giver dig praktikken i 4 uger."
    )
    assert "refusal_needs_reason" in remarks(assistant.review(text))


def test_the_latest_job_of_the_story_is_not_the_place_of_the_placement(assistant: Assistant) -> None:
    text = replaced(INSURED, "Du er uddannet", "Du var senest ansat hos Bilka. Du er uddannet")
    assert "latest_employer" not in assistant.review(text).case
    there = assistant.review(replaced(text, "hos Bilka", "hos Kvickly i Hasseris"))
    assert [remark.rule for remark in there.remarks] == ["arbejdsgiver/seneste_arbejdsgiver"]


def test_the_suggested_references_are_said_to_be_ours(assistant: Assistant) -> None:
    review = assistant.review(YOUNG)
    assert review.suggested == (
        *("LAB § 53, stk. 5", "LAB § 57, stk. 2", "LAB § 58, stk. 2", "LAB § 59, stk. 1", "LAB § 61, stk. 1, nr. 2"),
        *("BAB § 60, stk. 2, nr. 3", "BAB § 61, stk. 2"),
    )
    assert "ikke Ankestyrelsens" in review.suggestion_note
    assert review.suggestion_note in review.text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Dato: 3. marts 2025\nAfgørelse", date(2025, 3, 3)),
        ("Afgørelse af 12.05.2021", date(2021, 5, 12)),
        ("Vejle Kommune\n\nden 7-11-22\n", date(2022, 11, 7)),
        ("Afgørelsen er truffet den 2024-06-01.", date(2024, 6, 1)),
        ("Født 1. januar 1990. Startdato: 3. marts 2025", None),
        ("Din ansøgning af 3. marts 2025 er modtaget.", None),
        ("Dato: 31. februar 2025", None),
    ],
)
def test_the_day_of_the_decision_is_the_one_it_gives_as_its_own(text: str, day: date | None) -> None:
    assert decision_date(text) == day


def test_the_day_given_goes_before_the_day_of_the_letter(assistant: Assistant) -> None:
    assert assistant.review(INSURED, on=date(2022, 1, 1)).on == date(2022, 1, 1)


def test_a_cpr_number_is_masked_where_it_stood(assistant: Assistant) -> None:
    review = assistant.review(INSURED)
    assert "1234" not in review.model_dump_json()
    assert any("CPR" in notice for notice in review.notices)
    assert len(masked(INSURED).text) == len(INSURED)
    assert f"{MASK * 6}-{MASK * 4}" in masked(INSURED).text


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab 1\n-.,æ"), max_size=4_200), st.integers(0, 4_200))
def test_masking_changes_nothing_but_the_number(filler: str, at: int) -> None:
    text = f"{filler[:at]} x 010190-1234 x {filler[at:]}"
    safe = masked(text).text
    assert len(safe) == len(text)
    assert "010190-1234" not in safe
    assert all(now in (before, MASK) for now, before in zip(safe, text, strict=True))


@pytest.mark.parametrize("text", ["Opskrift på boller: bland mel og vand.", "Hvor længe må man være i praktik?"])
def test_what_is_no_decision_is_declined(assistant: Assistant, text: str) -> None:
    assert assistant.review(text).status == "declined"


@pytest.mark.parametrize("text", ["", " \n ", "a\x00b", "x" * 40_001])
def test_what_is_no_text_is_refused_in_words(assistant: Assistant, text: str) -> None:
    with pytest.raises(QuestionError):
        assistant.review(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_as_some_letter(text: str) -> None:
    letter = read_letter(text)
    assert all(0 <= s.start < s.end <= len(text) for s in letter.sentences)


def test_whom_a_provision_speaks_of_agrees_with_its_text() -> None:
    """Every § 6 number of the groups named for a provision of LAB stands in our text of it, where that lists them."""
    law, lexicon = load_law(), load_lexicon()
    audiences = load_audiences(law=law, lexicon=lexicon, facts={*CaseFacts.model_fields, "work_sharing"})
    checked = 0
    for row in audiences.rows:
        version = law.version_by_id(row.version)
        assert version is not None
        rendering = law.rendering(row.ref, version.in_force_from)
        if row.ref.act != "LAB" or row.version == "lab-2016-1342" or not rendering or "§ 6, nr." not in rendering.text:
            continue
        numbers = {n for key in row.groups if (n := lexicon.number(key, version.in_force_from))}
        spans = re.findall(r"(?:nr\.|og|eller)\s+(\d+)(?:-(\d+))?", rendering.text)
        said = {n for first, last in spans for n in range(int(first), int(last or first) + 1)}
        assert {n.nr for n in numbers} <= said | {None}, (row.ref, row.version)
        checked += 1
    assert checked > 20


def test_every_point_has_a_provision_today() -> None:
    law, audiences = load_law(), load_audiences()
    assert all(audiences.point(name, law, date(2026, 11, 20)) for name in POINTS)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"§ 61, stk. 1, nr. 1" = ["@lab"] }', '"§ 61, stk. 9" = ["@lab"] }', "LAB § 61, stk. 9 findes ikke"),
        ('fire = ["dagpenge"', 'fire = ["dagpengee"', "målgruppen 'dagpengee' kendes ikke"),
        ('groups = ["@fire"]', 'groups = ["@fem"]', "sættet '@fem' findes ikke"),
        ("needs = { extension = true }", "needs = { extendion = true }", "'extendion' er ikke et faktum"),
        ('speaks_of = "revalidender med en Min Plan"', "", "mangler speaks_of"),
        ('lab = ["lab-2019-548"', 'lab = ["lab-2019-549"', "'lab-2019-549' er ikke en version af LAB"),
        ('name = "reasons"', 'name = "grounds"', "punktet"),
        ('chapter = "11"', 'chapter = "99"', "kapitel 99 findes ikke"),
        ('sections = ["60", "61"]', 'sections = ["60", "999"]', "§ 999 findes ikke"),
        ("[sets]", "[sets", "ikke gyldig TOML"),
        ("[sets]", "[sæt]", "ret filen"),
    ],
)
def test_a_mistake_in_the_audience_file_names_the_row_and_the_mend(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    path = tmp_path / "audience.toml"
    shipped = (files("corpus") / "law" / "audience.toml").read_text(encoding="utf-8")
    path.write_text(replaced(shipped, old, new), encoding="utf-8")
    with pytest.raises(CorpusError, match=re.escape(words)) as told:
        load_audiences(path, facts={*CaseFacts.model_fields, "work_sharing"})
    assert "corpus/law" in str(told.value)
