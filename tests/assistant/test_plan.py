"""The plan of a placement: its days, what may follow, and the provisions; values from LAB § 61 and rule-facts."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from assistant.calendar_file import calendar
from assistant.finding import Verdict
from assistant.plan import Plan
from assistant.service import Assistant

NOW = date(2026, 11, 20)
FOUR = ("dagpenge", "kontanthjaelp_jobparat", "uddannelsesparat", "selvforsoergende_jobparat")
THIRTEEN = (
    "kontanthjaelp_aktivitetsparat",
    "uddannelse_aktivitetsparat",
    "sygedagpenge",
    "jobafklaring",
    "ressourceforloeb",
    "fleksjob",
    "revalidering",
    "foertidspension",
    "selvforsoergende_aktivitetsparat",
    "ung_under_18",
)


def planned(assistant: Assistant, group: str, start: date, on: date = NOW, **facts: object) -> Plan:
    return assistant.plan({"target_group": group, "start": start.isoformat(), **facts}, on=on)


@pytest.mark.parametrize("group", FOUR)
def test_four_weeks_and_no_extension(assistant: Assistant, group: str) -> None:
    plan = planned(assistant, group, date(2026, 12, 1))
    assert [(s.kind, s.first, s.last, s.weeks) for s in plan.stretches] == [
        ("first", date(2026, 12, 1), date(2026, 12, 28), 4)
    ]
    assert plan.stretches[0].references[0] == "LAB § 61, stk. 1, nr. 1"
    assert [finding.rule for finding in plan.next] == ["varighed/gentagen_praktik"]
    assert plan.next[0].verdict is Verdict.NEEDS_ASSESSMENT


@pytest.mark.parametrize("group", THIRTEEN)
def test_thirteen_then_twenty_six_then_thirteen_more(assistant: Assistant, group: str) -> None:
    plan = planned(assistant, group, date(2026, 12, 1))
    assert [(s.kind, s.first, s.last, s.weeks) for s in plan.stretches] == [
        ("first", date(2026, 12, 1), date(2027, 3, 1), 13),
        ("extension", date(2027, 3, 2), date(2027, 5, 31), 26),
        ("further", date(2027, 6, 1), date(2027, 8, 30), 39),
    ]
    assert [s.verdict for s in plan.stretches] == [Verdict.MET, Verdict.NEEDS_ASSESSMENT, Verdict.NEEDS_ASSESSMENT]
    assert all("LAB § 61, stk. 2" in s.references for s in plan.stretches)
    assert plan.latest_end == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("start", "last"),
    [
        pytest.param(date(2028, 2, 10), date(2028, 3, 8), id="over the leap day"),
        pytest.param(date(2026, 12, 14), date(2027, 1, 10), id="over the turn of the year"),
        pytest.param(date(2025, 3, 17), date(2025, 4, 13), id="over summer time, in the past"),
    ],
)
def test_four_weeks_are_twenty_eight_days(assistant: Assistant, start: date, last: date) -> None:
    assert planned(assistant, "dagpenge", start).latest_end == last


@pytest.mark.parametrize(
    ("weeks", "verdict"),
    [
        pytest.param("4", Verdict.MET, id="at the limit"),
        pytest.param("4.5", Verdict.BREACHED, id="half a week over"),
    ],
)
def test_wanted_length_is_judged(assistant: Assistant, weeks: str, verdict: Verdict) -> None:
    plan = planned(assistant, "dagpenge", date(2026, 12, 1), weeks=weeks)
    assert plan.wanted[0].verdict is verdict


def test_graduate_in_the_trial_has_eight_weeks(assistant: Assistant) -> None:
    # BEK 1755/2021 § 10: a graduate on dagpenge who has not worked in the field, with tasks in the field.
    facts = {"graduate": True, "higher_education": True, "worked_since_education": False, "tasks_in_field": True}
    plan = planned(assistant, "dagpenge", date(2021, 9, 6), on=date(2021, 9, 1), **facts)
    assert [(s.weeks, s.last) for s in plan.stretches] == [(8, date(2021, 10, 31))]


def test_before_2020_the_references_are_of_the_old_act(assistant: Assistant) -> None:
    plan = planned(assistant, "dagpenge", date(2019, 3, 4), on=date(2019, 3, 1))
    assert plan.stretches[0].references[0] == "LAB § 44, stk. 1, nr. 1"
    assert plan.law[0].version == "LBK nr. 1342 af 21/11/2016"


def test_earlier_placements_stand_on_the_time_line(assistant: Assistant) -> None:
    facts = {"target_group": "dagpenge", "start": "2026-12-01"}
    plan = assistant.plan(facts, earlier=[(date(2026, 3, 2), date(2026, 3, 29))], on=NOW)
    assert [(s.kind, s.first) for s in plan.stretches] == [("earlier", date(2026, 3, 2)), ("first", date(2026, 12, 1))]


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        pytest.param({}, ("target_group",), id="no group"),
        pytest.param({"target_group": "dagpenge"}, ("start",), id="no first day"),
    ],
)
def test_without_the_facts_nothing_is_guessed(assistant: Assistant, facts: dict[str, str], missing: tuple[str]) -> None:
    plan = assistant.plan(facts, on=NOW)
    assert plan.stretches == ()
    assert plan.latest_end is None
    assert plan.missing == missing


def test_plan_that_reaches_2027_says_what_is_not_known(assistant: Assistant) -> None:
    plan = planned(assistant, "sygedagpenge", date(2026, 12, 1))
    assert any("ny hovedlov" in notice for notice in plan.notices)


def test_calendar_file_has_the_last_day_of_each_stretch(assistant: Assistant) -> None:
    plan = planned(assistant, "sygedagpenge", date(2026, 12, 1))
    written = calendar(plan, datetime(2026, 11, 20, 12, tzinfo=UTC))
    events = Calendar.from_ical(written).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [date(2027, 3, 1), date(2027, 5, 31), date(2027, 8, 30)]
    assert str(events[0]["summary"]) == "Sidste dag uden forlængelse: 13 uger"
    assert b"\r\n" in written
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert calendar(plan, datetime(2026, 11, 20, 12, tzinfo=UTC)) == written
