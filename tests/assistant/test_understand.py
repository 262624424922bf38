"""Understanding, on real phrasings as a table, and what must hold for every text."""

import os
import re
import time
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.case import CaseFacts
from assistant.understand import Scope, Understanding, understand
from assistant.understanding.tables import load_tables
from corpus.errors import CorpusError
from corpus.lexicon import load_lexicon

ON = date(2026, 11, 20)
LEXICON = load_lexicon()
HERE = Path(__file__).parent
REFUSED = {"out", "small_talk", "instruction"}


def _cases(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((HERE / name).read_text("utf-8"), parse_float=Decimal)["cases"]
    return rows


CASES, HELD = _cases("understand_cases.toml"), _cases("understand_held.toml")


def asked(question: str, previous: str | None = None, on: date = ON) -> Understanding:
    before = understand(previous, LEXICON, on) if previous else None
    return understand(question, LEXICON, on, before)


def plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return tuple(sorted(value))
    if isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        return Decimal(value)
    return value.isoformat() if isinstance(value, date) else value


def mistakes(case: dict[str, Any]) -> list[str]:
    """What is understood otherwise than the case says; empty if all is right."""
    got = asked(case["q"], case.get("prev"))
    wrong: list[str] = []

    def expect(name: str, value: object, wanted: object) -> None:
        if value != wanted:
            wrong.append(f"{name}: {value!r}, not {wanted!r}")

    refused = case.get("s") in REFUSED
    if "f" in case and not refused:
        known = {name: plain(value) for name, value in got.facts.known().items()}
        expect("facts", known, {name: plain(value) for name, value in case["f"].items()})
        expect("on", got.on.isoformat() if got.on else None, case.get("on"))
    if "t" in case:
        expect("first topic", got.topics[:1], tuple(case["t"][:1]))
        expect("topics", set(case["t"]) <= set(got.topics), True)
    if "g" in case:
        expect("groups", set(got.groups), set(case["g"]))
    if "c" in case:
        expect("candidates", set(case["c"]) <= set(got.candidates), True)
    if "m" in case:
        expect("mentions", [str(mention.ref) for mention in got.mentions], case["m"])
    if "follow_up" in case:
        expect("follow_up", got.follow_up, case["follow_up"])
    if refused:
        expect("scope", got.scope.value, case["s"])
    else:
        expect("language", got.language, case.get("language", "da"))
        expect("scope", got.scope in (Scope.IN, Scope.UNCLEAR), True)
    expect("new_case", got.new_case, case.get("new_case", False))
    return wrong


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{i}-{case['q'][:50]}") for i, case in enumerate(CASES)])
def test_understand_reads_a_real_phrasing(case: dict[str, Any]) -> None:
    assert mistakes(case) == []


def test_understand_reads_phrasings_it_was_not_tuned_on() -> None:
    failed = [f"{case['q']}: {found}" for case in HELD if (found := mistakes(case))]
    assert len(failed) <= len(HELD) * 0.05, "\n".join(failed)


def test_understand_invents_hardly_any_fact() -> None:
    known = right = 0
    for case in HELD:
        if "f" not in case or case.get("s") in REFUSED:
            continue
        wanted = {name: plain(value) for name, value in case["f"].items()}
        got = {name: plain(v) for name, v in asked(case["q"], case.get("prev")).facts.known().items()}
        known += len(got)
        right += sum(wanted.get(name) == value for name, value in got.items())
    assert right / known >= 0.97


def test_bare_yes_settles_what_was_asked() -> None:
    before = asked("Kan praktikken forlænges ud over 26 uger for en revalidend?")
    before = Understanding(topics=before.topics, asked=("special_need",), known_group="revalidering")
    assert understand("ja", LEXICON, ON, before).facts.special_need is True
    assert understand("Nej, det har hun ikke", LEXICON, ON, before).facts.special_need is False


def test_bare_yes_settles_no_fact_that_is_not_yes_or_no() -> None:
    before = Understanding(topics=("duration",), asked=("target_group",))
    assert understand("ja", LEXICON, ON, before).facts == CaseFacts()


def test_weeks_more_without_weeks_used_are_told_apart() -> None:
    got = asked("Kan praktikken forlænges med 13 uger?")
    assert (got.weeks_more, got.facts.weeks, got.facts.extension) == (Decimal(13), None, True)


def test_three_months_are_not_counted_in_weeks_but_noted() -> None:
    got = asked("Kan en sygedagpengemodtager være i praktik i tre måneder?")
    assert got.facts.weeks is None
    assert got.notes == (
        "3 måneder er omkring 13,04 uger alt efter startdatoen; skriv startdatoen eller antallet af uger.",
    )


def test_three_months_from_a_day_end_on_the_day_before() -> None:
    got = asked("Kan en sygedagpengemodtager være i praktik i tre måneder fra 1. marts 2027?")
    assert (got.facts.start, got.facts.end) == (date(2027, 3, 1), date(2027, 5, 31))


def test_echo_shows_what_was_understood() -> None:
    got = asked("Må en dagpengemodtager være i praktik i 6 uger i september 2021?")
    assert got.echo == ("målgruppe: dagpengemodtager", "uger i alt: 6", "ret pr. 1. september 2021")


def test_echo_says_more_than() -> None:
    assert "uger i alt: mere end 4" in asked("Må en dagpengemodtager være i praktik i over 4 uger?").echo


def test_query_holds_the_words_of_the_sources() -> None:
    query = asked("Skal TR høres?").query
    assert query.startswith("Skal TR høres?")
    assert "medarbejderrepræsentant" in query


def test_query_of_a_follow_up_holds_the_turn_before() -> None:
    assert "revalidend" in asked("kan den forlænges?", "Hvor længe kan en revalidend være i praktik?").query


def test_group_is_carried_over_several_turns() -> None:
    first = asked("Må en aktivitetsparat kontanthjælpsmodtager være i praktik i 13 uger?")
    second = understand("kan den forlænges?", LEXICON, ON, first)
    third = understand("og hvis hun er jobparat?", LEXICON, ON, second)
    assert (third.facts.target_group, third.topics[0]) == ("kontanthjaelp_jobparat", "extension")


def test_new_case_forgets_the_group() -> None:
    first = asked("Må en revalidend være i praktik i 13 uger?")
    assert understand("Ny sag: hvor længe kan man være i praktik?", LEXICON, ON, first).known_group is None


def test_number_of_a_group_is_read_by_the_law_of_the_day() -> None:
    assert asked("En borger efter § 6, nr. 4").facts.target_group == "uddannelsesparat"
    assert asked("En borger efter § 2, nr. 12 i 2019, hvilke regler gjaldt?").facts.target_group == "uddannelsesparat"


def test_uncertain_group_asks_for_what_settles_it() -> None:
    assert asked("aktivitetsparat i praktik?").candidate_question.endswith("?")


@pytest.mark.parametrize(
    ("question", "day"),
    [
        pytest.param("Hvad gjaldt i 2021?", date(2021, 7, 1), id="year"),
        pytest.param("Hvad gjaldt i maj 2022?", date(2022, 5, 1), id="month"),
        pytest.param("Hvad gjaldt før den 1. januar 2020?", date(2019, 12, 31), id="before a day"),
        pytest.param("Hvilke regler gælder fra 1. januar 2024?", date(2024, 1, 1), id="from a day"),
        pytest.param("Hvad siger rapporten fra 2021?", None, id="a report's year"),
        pytest.param("Hvad står der i LBK nr. 280 af 01/03/2024?", None, id="an act's date"),
    ],
)
def test_day_of_the_law(question: str, day: date | None) -> None:
    assert asked(question).on == day


@pytest.mark.parametrize(
    ("said", "weeks"),
    [
        pytest.param("4 uger", "4", id="digits"),
        pytest.param("4-ugers praktik", "4", id="hyphen"),
        pytest.param("fire uger", "4", id="word"),
        pytest.param("seksogtyve uger", "26", id="compound word"),
        pytest.param("halvanden uge", "1.5", id="one and a half"),
        pytest.param("to en halv uge", "2.5", id="two and a half"),
        pytest.param("2½ uge", "2.5", id="half sign"),
        pytest.param("28 dage", "4", id="days"),
        pytest.param("29 dage", "4.14", id="a day too many"),
        pytest.param("en måned", "4.35", id="month"),
    ],
)
def test_length_in_weeks(said: str, weeks: str) -> None:
    assert asked(f"Må en dagpengemodtager være i praktik i {said}?").facts.weeks == Decimal(weeks)


@pytest.mark.parametrize(
    "question",
    [
        "Hun har været ledig i 8 uger",
        "Han har modtaget sygedagpenge i 12 uger",
        "Skal vi svare inden 4 uger?",
        "Er 13-ugersgrænsen absolut?",
        "Hvad betyder § 61, stk. 2, nr. 13?",
        "6 ugers løntilskud",
    ],
)
def test_other_weeks_are_no_length_of_a_placement(question: str) -> None:
    assert asked(question).facts.weeks is None


@pytest.mark.parametrize("key", LEXICON.keys)
def test_every_group_is_known_by_its_own_name(key: str) -> None:
    on = date(2019, 6, 1) if key == "handicap_nyuddannet" else date(2025, 6, 1)
    name = LEXICON.display(key, on)
    assert asked(f"Hvor længe kan en {name} være i praktik?", on=on).facts.target_group == key


@pytest.mark.parametrize("spelling", [str.upper, lambda text: text.replace("æ", "ae").replace("å", "aa")])
def test_spelling_does_not_change_the_meaning(spelling: Any) -> None:
    question = "Hvor længe må en aktivitetsparat kontanthjælpsmodtager være i praktik?"
    assert asked(spelling(question)).facts == asked(question).facts
    assert asked(spelling(question)).topics == asked(question).topics


def test_verdict_facts_follow_the_numbers_and_nouns() -> None:
    for key in ("dagpenge", "revalidering", "fleksjob"):
        for weeks in (3, 7, 19):
            got = asked(f"Må en {LEXICON.display(key, ON)} være i praktik i {weeks} uger?").facts
            assert (got.target_group, got.weeks) == (key, Decimal(weeks))


def test_topics_are_those_that_rules_have() -> None:
    rules = tomllib.loads((Path(__file__).parents[2] / "corpus" / "rules" / "topics.toml").read_text("utf-8"))
    assert {row.key for row in load_tables().topics} == set(rules["topics"])


def test_missing_word_list_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"corpus/lexicon/facts\.toml kan ikke læses"):
        load_tables(tmp_path)


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        pytest.param("facts.toml", '[[fact]]\nfact = "x"\n', r"facts\.toml: fact\.0\.value", id="field missing"),
        pytest.param(
            "facts.toml",
            '[[fact]]\nfact = "gruppe"\nvalue = true\ncues = ["a"]\n[[purpose]]\nvalue = "skills"\ncues = ["a"]\n',
            "'gruppe' er ikke et felt i en sag",
            id="no such fact",
        ),
        pytest.param("topics.toml", "[[topic]", r"topics\.toml er ikke gyldig TOML", id="no toml"),
        pytest.param(
            "topics.toml", '[[topic]]\nkey = "a"\nstrong = ["(a"]\n', "ret parenteserne", id="brackets do not fit"
        ),
    ],
)
def test_broken_word_list_is_a_clear_error(tmp_path: Path, file: str, text: str, words: str) -> None:
    source = Path(__file__).parents[2] / "corpus" / "lexicon"
    for name in ("facts.toml", "scope.toml", "topics.toml"):
        (tmp_path / name).write_text((source / name).read_text("utf-8"), "utf-8")
    (tmp_path / file).write_text(text, "utf-8")
    with pytest.raises(CorpusError, match=words):
        load_tables(tmp_path)


_VOCABULARY = """
    dagpengemodtager praktik uger 4 13 i fra til og eller ikke forlænges 1. juni 2022 § 61, stk. 2 ansatte måneder
    sygemeldt job jobparat aktivitetsparat kontanthjælp 24-årig mere selvfunden hvad hvor længe? uge 32-35 31/2 2½ ½ .
    over timer om ugen en halvanden 99999 0 før nytår bliver overgår
"""
_WORDS = st.sampled_from(re.findall(r"\S+", _VOCABULARY))
_TEXTS = st.one_of(st.text(max_size=2_000), st.lists(_WORDS, max_size=60).map(" ".join))
_NUMBER_WORDS = re.compile(
    r"\d|½|²|nul|en|et|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|fjorten|atten|tyve|fyrre|firs|halv|ingen|hundrede"
    r"|zero|one|two|three|four|five|six|seven|eight|nine|ten|twelve",
    re.IGNORECASE,
)


@settings(max_examples=300, deadline=None)
@given(text=_TEXTS, previous=_TEXTS)
def test_understand_never_raises(text: str, previous: str) -> None:
    got = understand(text, LEXICON, ON, understand(previous, LEXICON, ON))
    assert isinstance(got.facts, CaseFacts)


@settings(max_examples=300, deadline=None)
@given(text=_TEXTS)
def test_number_in_a_fact_stands_in_the_question(text: str) -> None:
    if _NUMBER_WORDS.search(text):
        facts = asked(text).facts
        digits = {int(run) for run in re.findall(r"\d+", text)}
        if facts.age is not None:
            assert facts.age in digits
        return
    numbers = [
        v for v in asked(text).facts.known().values() if isinstance(v, int | Decimal) and not isinstance(v, bool)
    ]
    assert numbers == []


@settings(max_examples=100, deadline=None)
@given(weeks=st.integers(1, 200), group=st.sampled_from(["dagpengemodtager", "revalidend", "førtidspensionist"]))
def test_weeks_asked_for_are_read_exactly(weeks: int, group: str) -> None:
    assert asked(f"Kan en {group} være i praktik i {weeks} uger?").facts.weeks == weeks


@pytest.mark.skipif("PRAKTIK_TIMED" not in os.environ, reason="timing is measured on demand, not in the suite")
def test_understand_takes_few_milliseconds() -> None:
    asked("varm op")
    began = time.perf_counter()
    for case in CASES:
        asked(case["q"])
    assert (time.perf_counter() - began) / len(CASES) < 0.005
