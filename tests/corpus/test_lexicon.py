from datetime import date
from pathlib import Path

import pytest

from assistant.case import CaseFacts
from corpus.errors import CorpusError, QuestionError
from corpus.lexicon import Lexicon, load_lexicon
from corpus.provisions import Status, load_law
from corpus.reference import LawRef
from corpus.rulebook import load_rulebook

TODAY = date(2026, 11, 20)
LAST_OLD, FIRST_NEW = date(2019, 12, 31), date(2020, 1, 1)

# LAB § 2 (LBK 1342/2016) and LAB § 6 (LOV 548/2019 and later).
NUMBERS = {
    "dagpenge": (1, 1),
    "kontanthjaelp_jobparat": (2, 2),
    "kontanthjaelp_aktivitetsparat": (3, 3),
    "uddannelsesparat": (12, 4),
    "uddannelse_aktivitetsparat": (13, 5),
    "sygedagpenge": (5, 6),
    "jobafklaring": (14, 7),
    "ressourceforloeb": (11, 8),
    "fleksjob": (7, 9),
    "revalidering": (4, 10),
    "foertidspension": (6, 11),
    "selvforsoergende_jobparat": (10, 12),
    "selvforsoergende_aktivitetsparat": (10, 12),
    "ung_under_18": (9, 13),
    "handicap_nyuddannet": (8, None),
}

GROUP = """
[[group]]
key = "dagpenge"
name = "dagpengemodtager"
plural = "dagpengemodtagere"
definite = "dagpengemodtageren"
names = ["dagpengemodtager"]
numbers = [{ from = 2020-01-01, reference = "LAB § 6, nr. 1" }]
"""
OTHER = GROUP.replace('"dagpenge"', '"revalidering"').replace('["dagpengemodtager"]', '["revalidend"]')
TERM = '[[term]]\nterm = "klage"\nwords = ["klage"]\nexpand = ["klage"]\n'


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def broken(folder: Path, groups: str, terms: str = TERM) -> Path:
    (folder / "target_groups.toml").write_text(groups, encoding="utf-8")
    (folder / "terms.toml").write_text(terms, encoding="utf-8")
    return folder


def meaning_of(lexicon: Lexicon, word: str) -> tuple[str, object]:
    found = [(g.key, dict(n.facts)) for g in lexicon.groups for n in g.names if n.word == word]
    assert len(found) == 1, word
    return found[0]


def candidates_of(lexicon: Lexicon, word: str, on: date) -> tuple[str, ...]:
    entry = next(entry for entry in lexicon.ambiguous if word in entry.words)
    return entry.choice(on).candidates


def test_keys_are_the_fifteen_groups(lexicon: Lexicon) -> None:
    assert lexicon.keys == tuple(NUMBERS)


@pytest.mark.parametrize(("key", "old", "new"), [(key, *numbers) for key, numbers in NUMBERS.items()])
def test_number_changes_on_the_first_of_january_2020(lexicon: Lexicon, key: str, old: int, new: int | None) -> None:
    assert lexicon.number(key, LAST_OLD) == LawRef("LAB", "2", nr=old)
    assert lexicon.number(key, FIRST_NEW) == (LawRef("LAB", "6", nr=new) if new else None)


def test_number_is_unknown_before_our_first_version_of_the_act(lexicon: Lexicon) -> None:
    assert lexicon.number("dagpenge", date(2016, 11, 20)) is None
    assert lexicon.number("dagpenge", date(2016, 11, 21)) == LawRef("LAB", "2", nr=1)


@pytest.mark.parametrize("on", [date(2016, 11, 21), LAST_OLD, FIRST_NEW, date(2022, 5, 22), date(2024, 1, 1), TODAY])
def test_number_exists_in_the_act_of_the_day(lexicon: Lexicon, on: date) -> None:
    law = load_law()
    references = [ref for key in lexicon.keys if (ref := lexicon.number(key, on))]
    assert len(references) >= 14
    assert {law.lookup(ref, on).status for ref in references} == {Status.EXISTS}


@pytest.mark.parametrize(
    ("word", "key", "facts"),
    [
        ("forsikret ledig", "dagpenge", {}),
        ("a-dagpenge", "dagpenge", {}),
        ("a-kassemedlem", "dagpenge", {}),
        ("dimittend", "dagpenge", {"graduate": True}),
        ("jobparat på kontanthjælp", "kontanthjaelp_jobparat", {}),
        ("uddannelsesparat", "uddannelsesparat", {}),
        ("åbenlyst uddannelsesparat", "uddannelsesparat", {"obviously_ready": True}),
        ("ikke åbenlyst uddannelsesparat", "uddannelsesparat", {"obviously_ready": False}),
        ("jaf", "jobafklaring", {}),
        ("fleksjobvisiteret", "fleksjob", {}),
        ("flexjob", "fleksjob", {}),
        ("sygemeldt", "sygedagpenge", {}),
        ("sygemeldt fra job", "sygedagpenge", {"employed": True}),
        ("sygemeldt uden job", "sygedagpenge", {"employed": False}),
        ("isbryder", "handicap_nyuddannet", {}),
    ],
)
def test_word_means_one_group(lexicon: Lexicon, word: str, key: str, facts: dict[str, object]) -> None:
    assert meaning_of(lexicon, word) == (key, facts)


@pytest.mark.parametrize(
    ("word", "candidates"),
    [
        ("jobparat", ("kontanthjaelp_jobparat", "selvforsoergende_jobparat")),
        ("uddannelseshjælp", ("uddannelsesparat", "uddannelse_aktivitetsparat")),
        ("selvforsørgende", ("selvforsoergende_jobparat", "selvforsoergende_aktivitetsparat")),
        ("ressourceforløbsydelse", ("ressourceforloeb", "jobafklaring")),
        (
            "aktivitetsparat",
            ("kontanthjaelp_aktivitetsparat", "uddannelse_aktivitetsparat", "selvforsoergende_aktivitetsparat"),
        ),
    ],
)
def test_ambiguous_word_has_candidates(lexicon: Lexicon, word: str, candidates: tuple[str, ...]) -> None:
    assert candidates_of(lexicon, word, TODAY) == candidates


def test_kontanthjaelp_covers_the_education_groups_from_the_first_of_july_2025(lexicon: Lexicon) -> None:
    before = ("kontanthjaelp_jobparat", "kontanthjaelp_aktivitetsparat")
    assert candidates_of(lexicon, "kontanthjælpsmodtager", date(2025, 6, 30)) == before
    after = candidates_of(lexicon, "kontanthjælpsmodtager", date(2025, 7, 1))
    assert set(after) == {*before, "uddannelsesparat", "uddannelse_aktivitetsparat"}


def test_every_ambiguous_word_comes_with_a_question(lexicon: Lexicon) -> None:
    questions = [choice.question for entry in lexicon.ambiguous for choice in entry.choices]
    assert questions
    assert all(question.endswith("?") for question in questions)


def test_display_follows_the_renaming_of_the_benefits(lexicon: Lexicon) -> None:
    assert lexicon.display("uddannelsesparat", date(2025, 6, 30)) == "uddannelsesparat uddannelseshjælpsmodtager"
    assert lexicon.display("uddannelsesparat", date(2025, 7, 1)) == "uddannelsesparat kontanthjælpsmodtager"
    assert lexicon.display("dagpenge", TODAY) == "dagpengemodtager"


@pytest.mark.parametrize("on", [date(2019, 6, 1), date(2025, 6, 30), date(2025, 7, 1)])
def test_display_never_gives_two_groups_the_same_name(lexicon: Lexicon, on: date) -> None:
    names = [lexicon.display(key, on) for key in lexicon.keys]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("key", "age", "has_education", "fits"),
    [
        pytest.param("kontanthjaelp_aktivitetsparat", 30, False, True, id="30 uden uddannelse er nr. 3"),
        pytest.param("kontanthjaelp_aktivitetsparat", 29, False, False, id="29 uden uddannelse er ikke nr. 3"),
        pytest.param("kontanthjaelp_aktivitetsparat", 29, True, True, id="29 med uddannelse er nr. 3"),
        pytest.param("uddannelse_aktivitetsparat", 29, False, True, id="29 uden uddannelse er nr. 5"),
        pytest.param("uddannelse_aktivitetsparat", 30, False, False, id="30 er ikke nr. 5"),
        pytest.param("uddannelse_aktivitetsparat", 29, None, True, id="ukendt uddannelse udelukker ikke"),
        pytest.param("uddannelse_aktivitetsparat", None, True, False, id="uddannelse udelukker nr. 5"),
        pytest.param("ung_under_18", 17, None, True, id="17 er nr. 13"),
        pytest.param("ung_under_18", 18, None, False, id="18 er ikke nr. 13"),
        pytest.param("dagpenge", 64, True, True, id="dagpenge har ingen krav til alder"),
    ],
)
def test_admits_by_age_and_education(
    lexicon: Lexicon, key: str, age: int | None, has_education: bool | None, fits: bool
) -> None:
    assert lexicon.group(key).admits(age, has_education) is fits


def test_facts_of_a_word_are_fields_of_a_case(lexicon: Lexicon) -> None:
    facts = [name.facts for group in lexicon.groups for name in group.names if name.facts]
    assert facts
    for known in facts:
        assert CaseFacts.model_validate(dict(known)).known() == dict(known)


def test_terms_hint_at_topics_the_rules_know(lexicon: Lexicon) -> None:
    assert {topic for term in lexicon.terms for topic in term.topics} <= set(load_rulebook().topics)


@pytest.mark.parametrize(
    ("word", "topic"),
    [
        ("gratis arbejdskraft", "competition"),
        ("partshøring", "decision"),
        ("vitas", "application"),
        ("jobplan", "min_plan"),
        ("tr", "employee_involvement"),
        ("snusepraktik", "purpose"),
    ],
)
def test_term_word_leads_to_its_topic(lexicon: Lexicon, word: str, topic: str) -> None:
    assert topic in next(term for term in lexicon.terms if word in term.words).topics


def test_unknown_group_is_the_users_error(lexicon: Lexicon) -> None:
    with pytest.raises(QuestionError, match=r"Målgruppen 'folkepension' findes ikke; vælg en af dagpenge, "):
        lexicon.display("folkepension", TODAY)


@pytest.mark.parametrize(
    ("groups", "terms", "message"),
    [
        pytest.param(GROUP + GROUP, TERM, r"target_groups\.toml: målgruppen 'dagpenge' står to gange", id="key twice"),
        pytest.param(
            GROUP + OTHER.replace('["revalidend"]', '["Dagpengemodtager"]'),
            TERM,
            r"ordet 'Dagpengemodtager' står både under 'dagpenge' og 'revalidering'; lad det stå ét sted",
            id="word in two groups, other capitals",
        ),
        pytest.param(
            GROUP.replace('1" }]', '1" }, { from = 2024-01-01, reference = "LAB § 6, nr. 2" }]'),
            TERM,
            r"dagpenge har to numre fra 2024-01-01; sæt until = 2024-01-01 på 'LAB § 6, nr. 1'",
            id="overlapping periods",
        ),
        pytest.param(
            GROUP.replace("from = 2020-01-01,", "from = 2020-01-01, until = 2020-01-01,"),
            TERM,
            r"dagpenge: 'LAB § 6, nr. 1' slutter, før den begynder",
            id="empty period",
        ),
        pytest.param(
            GROUP + '[[ambiguous]]\nwords = ["ung"]\ncandidates = ["dagpenge", "unge"]\nquestion = "Hvem?"\n',
            TERM,
            r"'ung' peger på målgruppen 'unge', som ikke findes; brug en af dagpenge",
            id="unknown candidate",
        ),
        pytest.param(GROUP.replace("LAB § 6", "§ 6"), TERM, r"dagpenge: .*kan ikke læses", id="reference without act"),
        pytest.param(
            GROUP + 'kaldenavn = "x"\n', TERM, r"target_groups\.toml: group\.0\.kaldenavn: .*; ret eller", id="field"
        ),
        pytest.param(GROUP + "[[", TERM, r"target_groups\.toml er ikke gyldig TOML", id="no TOML"),
        pytest.param(
            GROUP, TERM + TERM.replace('"klage"\n', '"anke"\n', 1), r"terms\.toml: ordet 'klage' står både", id="term"
        ),
        pytest.param(GROUP, TERM.replace('["klage"]', '[" "]', 1), r"terms\.toml: klage har et tomt ord", id="blank"),
    ],
)
def test_wrong_data_is_refused_with_file_and_mend(tmp_path: Path, groups: str, terms: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        load_lexicon(broken(tmp_path, groups, terms))


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"corpus/lexicon/target_groups\.toml kan ikke læses"):
        load_lexicon(tmp_path)


def test_right_data_in_another_folder_loads(tmp_path: Path) -> None:
    assert load_lexicon(broken(tmp_path, GROUP + OTHER)).keys == ("dagpenge", "revalidering")
