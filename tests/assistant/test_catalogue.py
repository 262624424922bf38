"""Rules, groups and sources as they can be browsed; expected values from the law."""

from datetime import date

import pytest

from assistant.case import CaseFacts
from assistant.catalogue.names import TOPICS
from assistant.catalogue.rules import RuleOut
from assistant.finding import Verdict
from assistant.service import Assistant
from corpus.errors import CorpusError, QuestionError
from corpus.passage import Wording

NOW = date(2026, 11, 20)
DURATION = "varighed/hoejeste_varighed"


def rule(assistant: Assistant, rule_id: str) -> RuleOut:
    return next(one for one in assistant.rules() if one.id == rule_id)


def test_every_topic_of_a_rule_has_a_danish_name(assistant: Assistant) -> None:
    used = {topic for one in assistant.rules() for topic in one.topics}
    assert used == set(TOPICS)


def test_versions_tell_the_law_before_and_after_2020(assistant: Assistant) -> None:
    before, after = (rule(assistant, DURATION).version(day) for day in (date(2019, 12, 31), date(2020, 1, 1)))
    assert before is not None
    assert after is not None
    assert (before.until, after.starts) == (date(2020, 1, 1), date(2020, 1, 1))
    assert before.references[0] == "LAB § 44, stk. 1"
    limits = {(value.reference, int(value.value)) for value in after.values}
    assert limits == {("LAB § 61, stk. 1, nr. 1", 4), ("LAB § 61, stk. 1, nr. 2", 13)}


def test_rule_has_no_version_before_what_is_covered(assistant: Assistant) -> None:
    assert rule(assistant, DURATION).version(date(2010, 1, 1)) is None


@pytest.mark.parametrize(
    ("on", "first", "count"),
    [
        pytest.param(NOW, ("dagpenge", "LAB § 6, nr. 1"), 14, id="today: nr. 12 is two groups"),
        pytest.param(date(2019, 1, 1), ("dagpenge", "LAB § 2, nr. 1"), 15, id="before 2020: nyuddannede med handicap"),
    ],
)
def test_groups_follow_the_act(assistant: Assistant, on: date, first: tuple[str, str], count: int) -> None:
    groups = assistant.groups(on)
    assert (groups[0].key, groups[0].reference) == first
    assert len(groups) == count


def test_matrix_tells_four_and_thirteen_weeks_apart(assistant: Assistant) -> None:
    limits = {cell.group: cell.limit_weeks for cell in assistant.matrix(NOW) if cell.rule == DURATION}
    four = {"dagpenge", "kontanthjaelp_jobparat", "uddannelsesparat", "selvforsoergende_jobparat"}
    assert {group for group, weeks in limits.items() if weeks == 4} == four
    assert {group for group, weeks in limits.items() if weeks == 13} == set(limits) - four


def test_matrix_has_a_cell_for_each_group_of_each_rule(assistant: Assistant) -> None:
    cells = assistant.matrix(NOW)
    groups = {group.key for group in assistant.groups(NOW)}
    for rule_id in {cell.rule for cell in cells}:
        assert {cell.group for cell in cells if cell.rule == rule_id} == groups


def test_trace_ends_in_the_row_that_decides(assistant: Assistant) -> None:
    trace = assistant.trace(
        "arbejdsgiver/seneste_arbejdsgiver", {"target_group": "dagpenge", "latest_employer": True}, NOW
    )
    assert trace.finding.verdict is Verdict.BREACHED
    assert [step.decides for step in trace.steps] == [False] * (len(trace.steps) - 1) + [True]
    assert "Seneste arbejdsgiver er ja" in trace.steps[-1].text


def test_trace_shows_where_a_fact_is_missing(assistant: Assistant) -> None:
    trace = assistant.trace("arbejdsgiver/seneste_arbejdsgiver", {"target_group": "dagpenge"}, NOW)
    assert trace.finding.verdict is Verdict.MISSING_FACT
    assert trace.finding.missing == ("latest_employer",)
    assert not any(step.decides for step in trace.steps)
    assert any(step.holds is None for step in trace.steps)


def test_trace_of_a_limit_names_the_number_and_its_provision(assistant: Assistant) -> None:
    trace = assistant.trace(DURATION, CaseFacts(target_group="dagpenge", weeks=6), NOW)
    assert trace.finding.verdict is Verdict.BREACHED
    assert "Loven siger 4 uger (LAB § 61, stk. 1, nr. 1)" in {step.text for step in trace.steps}
    assert not any("13 uger" in step.text for step in trace.steps)


def test_trace_of_an_unknown_rule_or_group_is_refused(assistant: Assistant) -> None:
    with pytest.raises(CorpusError, match="findes ikke"):
        assistant.trace("ingen/regel", {}, NOW)
    with pytest.raises(QuestionError, match="konge"):
        assistant.trace(DURATION, {"target_group": "konge"}, NOW)


def test_sources_come_with_the_law_first_and_their_periods(assistant: Assistant) -> None:
    sources = {source.id: source for source in assistant.sources()}
    ranks = [source.authority.rank for source in assistant.sources()]
    assert ranks == sorted(ranks)
    assert (sources["lab-2019-548"].in_force_from, sources["lab-2019-548"].in_force_until) == (
        date(2020, 1, 1),
        date(2022, 5, 22),
    )
    assert sources["ankestyrelsen-2022-minianalyse"].wording is Wording.ORDLYD


def test_sections_stand_in_their_source(assistant: Assistant) -> None:
    for source in assistant.sources():
        text = assistant.source(source.id).text
        sections = assistant.sections(source.id)
        assert len(sections) == source.passages
        assert all(text[section.start : section.end] == section.text for section in sections)


def test_provision_of_the_day(assistant: Assistant) -> None:
    (before,) = assistant.provision("LAB § 44, stk. 2", date(2019, 6, 1))
    assert before.source == "lab-2016-1342"
    parts = assistant.provision("LAB § 61", NOW)
    assert {part.reference for part in parts} >= {"LAB § 61, stk. 1", "LAB § 61, stk. 2"}
    assert assistant.provision("LAB § 999", NOW) == ()


def test_form_has_a_field_for_every_fact(assistant: Assistant) -> None:
    fields = {field.name: field for field in assistant.fact_fields(NOW)}
    assert set(fields) == set(CaseFacts.model_fields)
    assert fields["target_group"].options["dagpenge"] == "dagpengemodtager"
    assert (fields["weeks"].kind, fields["start"].kind, fields["self_found"].kind) == ("number", "date", "yes_no")
    assert "netværk" in fields["purposes"].options.values()
