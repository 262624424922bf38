"""Cases that cannot be trusted must not load, and the shipped ones must."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from corpus.errors import CorpusError, QuestionError
from evals.cases import DEFAULT_ON, Case, load_cases, sources, split_of
from evals.evaluation import cases_of
from evals.generated import COUNT, generated_cases, headings

GOOD = """
[[case]]
id = "en-sag"
split = "{split}"
turns = ["Hvor længe kan en dagpengemodtager være i praktik?"]
must_cite = ["LAB § 61, stk. 1, nr. 1"]
"""


def _folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "answers.toml").write_text(text.format(split=split_of("en-sag")), encoding="utf-8")
    return tmp_path


def test_good_case_loads(tmp_path: Path) -> None:
    (case,) = load_cases("answers", _folder(tmp_path, GOOD))
    assert (case.id, case.on) == ("en-sag", DEFAULT_ON)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "der er ingen sager", id="tom fil"),
        pytest.param("[[case]", "ikke gyldig TOML", id="ødelagt TOML"),
        pytest.param("[[sag]]\n", "må kun rumme", id="fremmed tabel"),
        pytest.param(GOOD + "must_decline = true\n", "modsiger", id="afvis og citér"),
        pytest.param(
            GOOD + 'must_not_cite = ["LAB § 61, stk. 1, nr. 1"]\n', "både krævet og forbudt", id="citér og ikke"
        ),
        pytest.param(GOOD + 'expect = ["4 uger"]\nmust_not_say = ["4 uger"]\n', "både krævet og", id="sig og ikke"),
        pytest.param(GOOD.replace("must_cite", "note_") + "", "note_", id="ukendt felt"),
        pytest.param(GOOD.replace('must_cite = ["LAB § 61, stk. 1, nr. 1"]', ""), "kræver intet", id="ingen krav"),
        pytest.param(GOOD.replace("LAB § 61, stk. 1, nr. 1", "ukendt-kilde"), "hverken en", id="ukendt kilde"),
        pytest.param(GOOD.replace("LAB § 61, stk. 1, nr. 1", "LAB § x"), "hverken|kan ikke læses", id="ulæselig §"),
        pytest.param(GOOD + GOOD, "gentager", id="samme id to gange"),
        pytest.param(GOOD.replace('"Hvor', '" ", "Hvor'), "en replik er tom", id="tom replik"),
        pytest.param(GOOD + 'gold = ["kort"]\n', "for kort", id="kort uddrag"),
        pytest.param(GOOD + 'gold = ["dette står ikke i noget af dokumenterne"]\n', "står ikke", id="opdigtet uddrag"),
    ],
)
def test_untrustworthy_case_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(CorpusError, match=words):
        load_cases("answers", _folder(tmp_path, text))


def test_case_moved_between_halves_is_refused(tmp_path: Path) -> None:
    other = "dev" if split_of("en-sag") == "gate" else "gate"
    (tmp_path / "answers.toml").write_text(GOOD.format(split=other), encoding="utf-8")
    with pytest.raises(CorpusError, match="split er"):
        load_cases("answers", tmp_path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="kan ikke læses"):
        load_cases("retrieval", tmp_path)


def test_unknown_suite_is_the_users_mistake() -> None:
    with pytest.raises(QuestionError, match="intet sæt 'svar'"):
        cases_of("svar")


def test_shipped_cases_are_many_enough() -> None:
    count = Counter(case.suite for case in cases_of(None))
    assert count["answers"] >= 110
    assert count["retrieval"] >= 120
    assert count["conversations"] >= 20
    assert count["generated"] == 200
    assert sum(case.must_decline for case in load_cases("answers")) >= 25


def test_both_halves_hold_every_larger_topic() -> None:
    answers = load_cases("answers")
    large = {topic for topic, count in Counter(case.topic for case in answers).items() if count >= 8}
    for split in ("dev", "gate"):
        assert large <= {case.topic for case in answers if case.split == split}


def test_conversations_have_two_to_six_turns() -> None:
    assert {len(case.turns) for case in load_cases("conversations")} == {2, 3, 4, 5, 6}


def test_retrieval_questions_do_not_repeat_their_passage() -> None:
    for case in load_cases("retrieval"):
        assert not any(gold.casefold() in case.turns[0].casefold() for gold in case.gold), case.id


def test_generated_cases_are_the_same_every_time() -> None:
    assert generated_cases() == generated_cases()
    assert len({(case.turns, case.on) for case in generated_cases()}) == COUNT


@pytest.mark.parametrize(
    ("group", "weeks", "wanted"),
    [
        pytest.param("dagpengemodtager", 4, {"duration": "met"}, id="fire uger"),
        pytest.param("dagpengemodtager", 5, {"duration|extension": "breached"}, id="fem uger"),
        pytest.param("revalidend", 13, {"duration": "met"}, id="tretten uger"),
        pytest.param("revalidend", 14, {"duration|extension": "needs_assessment|missing_fact|breached"}, id="fjorten"),
    ],
)
def test_generated_limits_are_the_laws(group: str, weeks: int, wanted: dict[str, str]) -> None:
    about = rf"(?:en|En) {group}\b"
    drawn = [case for case in generated_cases(2000, seed=7) if re.search(about, case.turns[0])]
    found = [case.verdicts for case in drawn if re.search(rf"\b{weeks} uge", case.turns[0])]
    assert found
    assert all(verdicts == wanted for verdicts in found)


def test_headings_come_from_the_documents() -> None:
    assert "ønske om otte" in headings()
    assert len(sources()) == 5


def test_case_is_frozen() -> None:
    case = load_cases("answers")[0]
    with pytest.raises(ValidationError):
        case.on = date(2020, 1, 1)  # type: ignore[misc]


def test_every_target_group_has_a_duration_case() -> None:
    turns = " ".join(case.turns[0].lower() for case in load_cases("answers") if case.topic == "duration")
    words = (
        "dagpenge",
        "jobparat",
        "aktivitetsparat",
        "uddannelsesparat",
        "sygedagpenge",
        "jobafklaring",
        "ressourceforløb",
        "fleksjob",
        "revalidend",
        "førtidspension",
        "selvforsørgende",
        "17 år",
    )
    assert [word for word in words if word not in turns] == []


def test_case_with_nothing_to_hold_it_to_is_refused() -> None:
    with pytest.raises(ValidationError, match="kræver intet"):
        Case(id="tom", turns=("Hvad?",), split="dev")
