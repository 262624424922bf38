"""The checker as a whole: what it applies, in which order, and what it can never do."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.case import CaseFacts, Purpose
from assistant.check import apply_rule, check
from assistant.cite import case_numbers
from assistant.finding import Finding, Verdict
from corpus.dates import stated_dates, without_dates
from corpus.errors import CorpusError
from corpus.provisions import Status
from corpus.quantities import stated_numbers
from tests.assistant.rule_cases import law, rulebook

TODAY = date(2026, 11, 20)
DURATION = "varighed/hoejeste_varighed"


def findings(on: date = TODAY, topics: tuple[str, ...] | None = None, **facts: object) -> dict[str, Finding]:
    return {f.rule: f for f in check(CaseFacts.model_validate(facts), rulebook(), on, topics)}


def test_check_without_facts_or_topics_finds_nothing() -> None:
    assert check(CaseFacts(), rulebook(), TODAY) == ()


def test_check_applies_the_rules_that_the_facts_call_for() -> None:
    found = findings(target_group="dagpenge", weeks=6, latest_employer=True)
    assert list(found) == [
        "maalgruppe/maalgruppe",
        DURATION,
        "varighed/forlaengelse",
        "arbejdsgiver/seneste_arbejdsgiver",
        "arbejdsgiver/droeftelse_over_13_uger",
    ]


def test_check_on_a_topic_gives_only_its_rules() -> None:
    found = findings(topics=("latest_employer",), target_group="dagpenge", weeks=6, latest_employer=True)
    assert list(found) == ["arbejdsgiver/seneste_arbejdsgiver"]


def test_check_on_a_topic_says_the_rule_without_facts() -> None:
    assert findings(topics=("competition",))["arbejdsgiver/konkurrence"].verdict is Verdict.NEEDS_ASSESSMENT


def test_check_on_duration_today_is_silent_on_what_was_before_2020() -> None:
    assert list(findings(topics=("duration",), target_group="dagpenge")) == [DURATION]


def test_check_tells_a_graduate_that_the_trial_is_over() -> None:
    found = findings(target_group="dagpenge", weeks=8, graduate=True)
    assert found["forsoeg/dimittender"].verdict is Verdict.NOT_IN_FORCE


def test_check_on_the_trial_says_that_it_is_over() -> None:
    found = findings(topics=("trial_8_weeks",))
    assert {f.verdict for f in found.values()} == {Verdict.NOT_IN_FORCE}


def test_duration_in_the_trial_period_says_4_weeks_and_8_on_conditions() -> None:
    found = findings(date(2022, 3, 1), target_group="dagpenge")[DURATION]
    assert found.reason.startswith("En dagpengemodtager kan højst være i virksomhedspraktik i 4 uger")
    assert "op til 8 uger. Det kræver, at" in found.reason
    assert found.limit_weeks == 4


def test_duration_says_the_verdict_first() -> None:
    found = findings(target_group="dagpenge", weeks=6)[DURATION]
    assert found.reason == (
        "6 uger er for længe: en dagpengemodtager kan højst være i virksomhedspraktik i 4 uger. "
        "Perioden kan ikke forlænges."
    )


def test_duration_counts_the_days_of_the_calendar() -> None:
    found = findings(target_group="dagpenge", start=date(2026, 9, 1), end=date(2026, 9, 29))[DURATION]
    assert found.reason.startswith("4 uger og 1 dag er for længe")
    assert found.computed == (Decimal(4), Decimal(1))


def test_group_is_called_what_it_is_called_on_the_day() -> None:
    before, after = (
        findings(on, target_group="uddannelsesparat", weeks=4)[DURATION].reason
        for on in (date(2025, 6, 30), date(2025, 7, 1))
    )
    assert "uddannelsesparat uddannelseshjælpsmodtager" in before
    assert "uddannelsesparat kontanthjælpsmodtager" in after


def test_placement_across_a_change_of_law_is_told() -> None:
    start, end = date(2019, 12, 16), date(2020, 1, 12)
    found = findings(start, target_group="dagpenge", start=start, end=end)[DURATION]
    assert found.changes == (date(2020, 1, 1),)


def test_unknown_target_group_is_asked_for() -> None:
    found = findings(topics=("duration",), target_group="direktør", weeks=4)[DURATION]
    assert (found.verdict, found.missing) == (Verdict.MISSING_FACT, ("target_group",))


def test_apply_rule_refuses_a_rule_that_is_not_there() -> None:
    with pytest.raises(CorpusError, match="findes ikke"):
        apply_rule("varighed/findes_ikke", CaseFacts(), rulebook(), TODAY)


def test_general_findings_state_every_topic() -> None:
    for topic in rulebook().topics:
        found = check(CaseFacts(), rulebook(), TODAY, (topic,))
        assert found, topic
        assert all(f.general.endswith(".") for f in found), topic


@pytest.mark.parametrize("on", sorted({v.starts for r in rulebook().rules for v in r.versions}), ids=str)
def test_every_topic_can_be_stated_on_the_day_a_rule_changes(on: date) -> None:
    for found in check(CaseFacts(), rulebook(), on, rulebook().topics):
        assert found.general
        assert all(law().lookup(ref, on).status is Status.EXISTS for ref in found.references)


GROUPS = [None, *rulebook().lexicon.keys, "direktør"]
WEEKS = st.none() | st.decimals("0.5", 520, places=1) | st.integers(1, 60).map(Decimal)
DAYS = st.none() | st.dates(date(2016, 1, 1), date(2028, 12, 31)) | st.just(date.max)
PURPOSES: list[Purpose] = ["ordinary_hours", "skills", "clarification", "retention", "availability", "network"]
FLAGS = [name for name, field in CaseFacts.model_fields.items() if field.annotation == (bool | None)]
CASES = st.builds(
    CaseFacts,
    target_group=st.sampled_from(GROUPS),
    new_target_group=st.sampled_from(GROUPS),
    purposes=st.lists(st.sampled_from(PURPOSES), max_size=3, unique=True).map(tuple),
    weeks=WEEKS,
    weeks_used=WEEKS,
    start=DAYS,
    end=DAYS,
    benefit_until=DAYS,
    age=st.none() | st.integers(0, 120),
    months_on_benefit=st.none() | st.integers(0, 60).map(Decimal),
    weekly_hours=st.none() | st.integers(1, 60).map(Decimal),
    employees=st.none() | st.decimals(0, 500, places=1),
    placed=st.none() | st.integers(0, 60).map(Decimal),
    **{flag: st.none() | st.booleans() for flag in FLAGS},
)
ANY_DAY = st.dates(date(2016, 1, 1), date(2027, 12, 31))


@settings(max_examples=150, deadline=None)
@given(case=CASES, on=ANY_DAY)
def test_check_never_raises_and_only_cites_what_is_in_force(case: CaseFacts, on: date) -> None:
    everything = check(case, rulebook(), on, rulebook().topics)
    assert everything == check(case, rulebook(), on, rulebook().topics)
    for found in (*everything, *check(case, rulebook(), on)):
        assert found.reason.endswith(".")
        assert all(law().lookup(ref, on).status is Status.EXISTS for ref in found.references)


@settings(max_examples=100, deadline=None)
@given(case=CASES, on=st.dates(date(2020, 1, 1), date(2027, 12, 31)))
def test_every_number_said_stands_in_the_law_the_case_or_is_marked_as_computed(case: CaseFacts, on: date) -> None:
    for found in check(case, rulebook(), on):
        texts = [part.text for ref in found.references for part in law().parts(ref, on)]
        texts += [near.text for ref in found.references if (near := law().nearest(ref, on))]
        known = {number for text in texts for number in stated_numbers(text)} | case_numbers(case) | set(found.computed)
        said = stated_numbers(without_dates(found.reason))
        assert said <= known, f"{found.rule} {on}: {found.reason}"
        dates = {case.start, case.end, case.benefit_until, found.latest_end, on}
        dates |= {day for text in texts for day in stated_dates(text)}
        assert stated_dates(found.reason) <= dates, found.reason


@settings(max_examples=100, deadline=None)
@given(case=CASES, on=st.dates(date(2020, 1, 1), date(2026, 12, 31)))
def test_a_longer_placement_is_never_better(case: CaseFacts, on: date) -> None:
    rank = {Verdict.MET: 0, Verdict.NEEDS_ASSESSMENT: 1, Verdict.MISSING_FACT: 1, Verdict.BREACHED: 2}
    plain = case.model_copy(update={"start": None, "end": None, "weeks_used": None, "extension": None})
    found = [
        apply_rule(DURATION, plain.model_copy(update={"weeks": Decimal(weeks)}), rulebook(), on)
        for weeks in (4, 5, 8, 9, 13, 14, 26, 27)
    ]
    ranks = [rank[f.verdict] for f in found if f.verdict in rank]
    if plain.special_need is not True:
        assert ranks == sorted(ranks)
