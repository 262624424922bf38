"""Every rule case, read as a sentence, and what must hold of every finding in them."""

from datetime import date, timedelta

import pytest

from assistant.finding import Finding, Verdict
from corpus.provisions import Status
from corpus.rulebook import Rule
from tests.assistant.rule_cases import RuleCase, all_cases, law, rulebook

by_name = pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in all_cases()])


@by_name
def test_rule_case_holds(case: RuleCase) -> None:
    for facts, on, found in case.findings():
        where = f"{facts.target_group}, {on}: {found.reason}"
        assert found.verdict == case.verdict, where
        assert _as_expected(found, case) == _expected(case), where
        assert case.expected.get("reason", "").casefold() in found.reason.casefold(), where
        assert case.expected.get("notice", "") in " ".join(found.notices), where


def _expected(case: RuleCase) -> dict[str, object]:
    return {key: case.expected[key] for key in ("references", "limit", "latest_end", "missing") if key in case.expected}


def _as_expected(found: Finding, case: RuleCase) -> dict[str, object]:
    values = {
        "references": [str(ref) for ref in found.references],
        "limit": found.limit_weeks,
        "latest_end": found.latest_end,
        "missing": list(found.missing),
    }
    return {key: value for key, value in values.items() if key in case.expected}


@by_name
def test_rule_case_rests_on_provisions_in_force_on_the_day(case: RuleCase) -> None:
    for _, on, found in case.findings():
        assert found.references or found.verdict is Verdict.NOT_IN_FORCE
        for ref in found.references:
            assert law().lookup(ref, on).status is Status.EXISTS, f"{ref}, {on}"


@by_name
def test_rule_case_says_a_whole_sentence(case: RuleCase) -> None:
    for _, _, found in case.findings():
        assert found.reason[0].isupper() or found.reason[0].isdigit(), found.reason
        assert found.reason.endswith("."), found.reason
        assert "{" not in found.reason
        assert "§" not in found.reason


@by_name
def test_missing_fact_names_what_is_missing(case: RuleCase) -> None:
    for facts, _, found in case.findings():
        assert bool(found.missing) == (found.verdict is Verdict.MISSING_FACT)
        assert not set(found.missing) & (set(facts.known()) - {"end"}), found.missing


def _starts(rule: Rule, on: date) -> date | None:
    version = rule.version(on)
    return version.starts if version else None


def test_every_rule_has_a_case_file_and_no_more() -> None:
    assert {case.rule for case in all_cases()} == {rule.id for rule in rulebook().rules}


@pytest.mark.parametrize("rule", rulebook().rules, ids=lambda rule: rule.id)
def test_cases_cover_the_first_day_of_each_version_and_the_day_before(rule: Rule) -> None:
    days = {on for case in all_cases() if case.rule == rule.id for on in case.on}
    for version in rule.versions:
        assert version.starts in days, f"mangler {version.starts}"
        assert version.starts - timedelta(days=1) in days, f"mangler dagen før {version.starts}"


@pytest.mark.parametrize("rule", rulebook().rules, ids=lambda rule: rule.id)
def test_cases_reach_every_row_of_every_version(rule: Rule) -> None:
    reached = {
        (_starts(rule, on), found.verdict, found.references)
        for case in all_cases()
        if case.rule == rule.id
        for _, on, found in case.findings()
    }
    for number, version in enumerate(rule.versions, 1):
        for row in version.rows[:-1]:
            assert (version.starts, row.verdict, row.references) in reached, f"version {number}: {row.text}"


@pytest.mark.parametrize("rule", rulebook().rules, ids=lambda rule: rule.id)
def test_cases_cover_every_group_of_every_version(rule: Rule) -> None:
    if rule.shape not in ("max_duration", "extension", "benefit_end"):
        pytest.skip("the rows of a decision table are covered one by one")
    groups = set(rulebook().lexicon.keys)
    seen = {
        (_starts(rule, on), group)
        for case in all_cases()
        if case.rule == rule.id
        for on in case.on
        for group in case.groups
    }
    for version in rule.versions:
        for quantity in version.quantities:
            assert {(version.starts, group) for group in quantity.groups} <= seen
    assert groups >= {group for _, group in seen if group}
