"""Findings in English: the same law, the same verdicts, other words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.case import CaseFacts
from assistant.check import apply_rule, check, open_phrasebook
from assistant.cite import Claim, Evidence, case_numbers, objection, verify, whole
from assistant.compose import rule_claims
from assistant.finding import Finding, Verdict
from assistant.provisions.last_day import last_day_said
from assistant.provisions.wording import CITIZEN
from assistant.service import Assistant
from corpus.dates import stated_dates
from corpus.english import DANISH, English
from corpus.quantities import stated_numbers
from tests.assistant.rule_cases import RuleCase, all_cases, law, rulebook
from tests.assistant.test_check import CASES
from tests.assistant.test_rules_reach_the_screen import DAYS, SITUATIONS

TODAY = date(2026, 11, 20)
DURATION, EXTENSION = "varighed/hoejeste_varighed", "varighed/forlaengelse"
DAGPENGE = "a dagpengemodtager (recipient of unemployment benefit)"
ACTIVITY_READY = "an aktivitetsparat kontanthjælpsmodtager (activity-ready recipient of cash benefit)"

by_name = pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in all_cases()])


@cache
def english() -> English:
    return open_phrasebook(rulebook())


def finding(rule: str, on: date = TODAY, **facts: object) -> Finding:
    return apply_rule(rule, CaseFacts.model_validate(facts), rulebook(), on, phrasebook=english())


def without_words(found: Finding) -> Finding:
    """The finding without its sentences, but with how many of them there are."""
    counted = {"weigh": len(found.weigh), "notices": len(found.notices), "general": bool(found.general)}
    return replace(found, title="", reason="", general=str(counted), weigh=(), notices=())


@by_name
def test_rule_case_has_the_same_finding_in_english(case: RuleCase) -> None:
    for facts, on, danish in case.findings():
        found = apply_rule(case.rule, facts, rulebook(), on, phrasebook=english())
        assert without_words(found) == without_words(danish)


@by_name
def test_rule_case_says_whole_english_sentences(case: RuleCase) -> None:
    danish = set(english().twins) - set(english().twins.values())
    for facts, on, _ in case.findings():
        found = apply_rule(case.rule, facts, rulebook(), on, phrasebook=english())
        assert found.reason[0].isupper() or found.reason[0].isdigit(), found.reason
        assert found.reason.endswith("."), found.reason
        assert "{" not in found.reason
        assert " en " not in found.reason
        assert not {found.title, found.reason, found.general, *found.weigh, *found.notices} & danish


@by_name
def test_numbers_are_those_of_the_danish_sentence(case: RuleCase) -> None:
    for facts, on, danish in case.findings():
        found = apply_rule(case.rule, facts, rulebook(), on, phrasebook=english())
        assert english().numbers_in(found.reason) >= DANISH.numbers_in(danish.reason), found.reason
        assert english().dates_in(found.reason) == DANISH.dates_in(danish.reason), found.reason


def test_duration_says_the_verdict_first() -> None:
    found = finding(DURATION, target_group="dagpenge", weeks=6)
    assert found.verdict is Verdict.BREACHED
    assert found.reason == (
        f"6 weeks is too long: {DAGPENGE} can be in virksomhedspraktik for at most 4 weeks. "
        "The period cannot be extended."
    )
    assert str(found.references[0]) == "LAB § 61, stk. 1, nr. 1"
    assert found.title == "Maximum duration"


def test_duration_counts_weeks_and_days() -> None:
    found = finding(DURATION, target_group="dagpenge", start=date(2026, 9, 1), end=date(2026, 9, 29))
    assert found.reason.startswith("4 weeks and 1 day is too long")
    assert found.computed == (Decimal(4), Decimal(1))


def test_extension_goes_to_26_weeks_and_then_13_at_a_time() -> None:
    found = finding(EXTENSION, target_group="kontanthjaelp_aktivitetsparat")
    assert found.verdict is Verdict.NEEDS_ASSESSMENT
    assert found.reason == (
        f"{ACTIVITY_READY[0].upper()}{ACTIVITY_READY[1:]} can, after a concrete assessment, have the period extended "
        "to up to 26 weeks in all. After that it can be extended by up to 13 weeks at a time, if there is a very "
        "special need (helt særligt behov). The act sets no ceiling on how many times."
    )
    assert found.weigh[1] == "Why is the time that has passed not enough?"


def test_ratio_has_1_place_for_every_5_employees() -> None:
    found = finding("arbejdsgiver/rimeligt_forhold", employees=50, placed=10)
    assert found.verdict is Verdict.BREACHED
    assert "with 50 ordinary employees there can be at most 10 in placements" in found.reason
    assert "for every 5 ordinary employees up to 50 employees. There is always room for 1, however." in found.general
    assert found.computed == (Decimal(10),)


def test_discussion_is_due_beyond_13_weeks() -> None:
    found = finding("arbejdsgiver/droeftelse_over_13_uger", weeks=14, employees_involved=False)
    assert found.verdict is Verdict.BREACHED
    assert "a placement of more than 13 weeks must first have been discussed" in found.reason


def test_benefit_end_names_the_day_in_english() -> None:
    start, end, benefit_until = date(2026, 9, 1), date(2026, 9, 28), date(2026, 9, 20)
    found = finding(
        "varighed/ydelsens_udloeb", target_group="dagpenge", start=start, end=end, benefit_until=benefit_until
    )
    assert found.verdict is Verdict.BREACHED
    assert "cannot go beyond 20 September 2026, when the right to the benefit ceases" in found.reason


def test_wage_subsidy_asks_for_6_months() -> None:
    found = finding("naboer/loentilskud", target_group="dagpenge", months_on_benefit=5, age=40)
    assert "Before løntilskud (wage subsidy) there is a requirement of at least 6 months of benefit." in found.reason


def test_shift_of_benefit_joins_two_sentences() -> None:
    found = finding("varighed/ydelsesskift", target_group="sygedagpenge", new_target_group="dagpenge", weeks=6)
    assert found.reason.startswith("The placement cannot continue for so long")
    assert f"6 weeks is too long: {DAGPENGE} can" in found.reason


def test_group_that_is_not_known_is_asked_for() -> None:
    found = finding("maalgruppe/maalgruppe")
    assert found.missing == ("target_group",)
    assert found.reason.startswith("Everyone in one of the target groups of the act")
    assert english().named(CITIZEN) == "a citizen"


def test_number_of_a_group_is_its_own_in_english() -> None:
    found = finding("maalgruppe/maalgruppe", target_group="ung_under_18")
    assert "young person under 18 years of age (ung)" in found.reason
    assert Decimal(18) in found.computed


def test_placement_across_a_change_of_law_is_told() -> None:
    found = finding(DURATION, date(2019, 12, 16), target_group="dagpenge", start="2019-12-16", end="2020-01-12")
    assert found.changes == (date(2020, 1, 1),)


def test_day_that_the_corpus_does_not_cover_is_told() -> None:
    found = finding(DURATION, date(2016, 1, 1), target_group="dagpenge")
    assert found.reason.startswith("The rules as they were on that day are not in our material")


def test_doubt_about_the_length_is_told_in_english() -> None:
    found = finding(DURATION, target_group="dagpenge", start=date(2026, 9, 1), end=date(2026, 9, 29), weeks=4)
    assert "The dates make 4 weeks and 1 day and not 4 weeks; we go by the dates." in found.notices


@pytest.mark.parametrize(
    ("facts", "extendable", "danish", "said"),
    [
        (
            {"weeks": 4},
            False,
            "En praktik på 4 uger fra den 1. september 2026 slutter senest den 28. september 2026.",
            "A placement of 4 weeks from 1 September 2026 ends on 28 September 2026 at the latest.",
        ),
        (
            {"weeks": 6},
            False,
            "Begynder praktikken den 1. september 2026, er den sidste mulige dag den 28. september 2026.",
            "If the placement begins on 1 September 2026, the last possible day is 28 September 2026.",
        ),
        (
            {},
            True,
            "Begynder praktikken den 1. september 2026, er den sidste mulige dag uden forlængelse den "
            "28. september 2026.",
            "If the placement begins on 1 September 2026, the last possible day without an extension is "
            "28 September 2026.",
        ),
    ],
)
def test_last_day_is_said(facts: dict[str, object], extendable: bool, danish: str, said: str) -> None:
    case = CaseFacts.model_validate({"target_group": "dagpenge", "start": "2026-09-01", **facts})
    found = apply_rule(DURATION, case, rulebook(), TODAY)
    assert last_day_said(found, case, extendable=extendable) == danish
    assert last_day_said(found, case, english(), extendable=extendable) == said


def test_last_day_of_an_extension_is_said() -> None:
    case = CaseFacts(target_group="sygedagpenge", start=date(2026, 9, 1), extension=True)
    found = apply_rule(EXTENSION, case, rulebook(), TODAY)
    assert last_day_said(found, case, english(), extendable=True) == (
        "If it is extended to 26 weeks in all, the last day is 1 March 2027."
    )


def test_no_last_day_without_a_first() -> None:
    case = CaseFacts(target_group="dagpenge", weeks=Decimal(4))
    assert last_day_said(apply_rule(DURATION, case, rulebook(), TODAY), case, extendable=False) == ""


def test_general_findings_are_english() -> None:
    for found in check(CaseFacts(), rulebook(), TODAY, rulebook().topics, phrasebook=english()):
        assert found.general in english().twins.values(), found.rule


@settings(max_examples=100, deadline=None)
@given(case=CASES, on=st.dates(date(2016, 1, 1), date(2027, 12, 31)))
def test_check_finds_the_same_in_both_languages(case: CaseFacts, on: date) -> None:
    danish = check(case, rulebook(), on, rulebook().topics)
    found = check(case, rulebook(), on, rulebook().topics, phrasebook=english())
    assert [without_words(one) for one in found] == [without_words(one) for one in danish]


@settings(max_examples=100, deadline=None)
@given(case=CASES, on=st.dates(date(2020, 1, 1), date(2027, 12, 31)))
def test_every_number_said_stands_in_the_law_the_case_or_is_marked_as_computed(case: CaseFacts, on: date) -> None:
    for found in check(case, rulebook(), on, phrasebook=english()):
        texts = [part.text for ref in found.references for part in law().parts(ref, on)]
        texts += [near.text for ref in found.references if (near := law().nearest(ref, on))]
        known = {number for text in texts for number in stated_numbers(text)} | case_numbers(case) | set(found.computed)
        assert english().numbers_in(found.reason) <= known, f"{found.rule} {on}: {found.reason}"
        dates = {case.start, case.end, case.benefit_until, found.latest_end, on}
        dates |= {day for text in texts for day in stated_dates(text)}
        assert english().dates_in(found.reason) <= dates, found.reason


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_no_english_statement_of_a_rule_is_dropped_by_the_verifier(assistant: Assistant, on: date) -> None:
    knowledge = assistant._knowledge
    library = knowledge.library(on)
    lost = set()
    for group in (None, *knowledge.lexicon.keys):
        for situation in SITUATIONS:
            case = situation.model_copy(update={"target_group": group})
            evidence = Evidence(
                sources=knowledge.store.sources, law=knowledge.law, case=case, on=on, phrasebook=english()
            )
            for found in check(case, rulebook(), on, rulebook().topics, phrasebook=english()):
                claims = [claim for claim in rule_claims([found], case, library) if claim.part != "date"]
                if day := last_day_said(found, case, english(), extendable=True):
                    claims.append(replace(claims[0], text=day, part="date"))
                _, dropped = verify(claims, evidence)
                lost |= {(found.rule, drop.reason, drop.claim.text) for drop in dropped}
    assert lost == set()


def _objection(text: str, *, phrasebook: English | None) -> str:
    case = CaseFacts(target_group="dagpenge", weeks=Decimal(6), start=date(2026, 9, 1))
    found = apply_rule(DURATION, case, rulebook(), TODAY)
    quotes = tuple(whole(p) for p in law().passages() if p.reference in found.references and p.in_force(TODAY))
    sources = {source.id: source for source in law().sources()}
    evidence = Evidence(sources=sources, law=law(), case=case, on=TODAY, phrasebook=phrasebook or DANISH)
    return objection(Claim(text=text, part="verdict", quotes=quotes, finding=found), evidence)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("6 weeks is too long: at most 4 weeks.", "", id="numbers of the case and the law"),
        pytest.param("At most four weeks can be had.", "", id="number word"),
        pytest.param("The limit is 5 weeks.", "the number 5 has no support", id="after a word in s"),
        pytest.param("At most nine weeks.", "the number 9 has no support", id="unsupported word"),
        pytest.param("The last possible day is 28 September 2026.", "", id="last day"),
        pytest.param("The last day is 29 September 2026.", "the date 2026-09-29 has no support", id="unsupported day"),
        pytest.param("Under LAB § 61, stk. 1, nr. 1, it is 4 weeks.", "", id="reference"),
        pytest.param("Under LAB § 999 it is 4 weeks.", "LAB § 999 is not in force on 2026-11-20", id="no such section"),
    ],
)
def test_verifier_reads_english(text: str, reason: str) -> None:
    assert _objection(text, phrasebook=english()) == reason


def test_verifier_reads_danish_as_before() -> None:
    assert _objection("6 uger er for længe: højst 4 uger.", phrasebook=None) == ""
    assert _objection("Grænsen er 5 uger.", phrasebook=None) == "the number 5 has no support"
