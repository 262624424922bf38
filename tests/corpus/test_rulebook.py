"""The rule files load, hold together, and every mistake in one is told in one line."""

import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from assistant.check import SHAPES, open_rulebook, vocabulary
from corpus.errors import CorpusError
from corpus.provisions import load_law
from corpus.rulebook import TOPICS, load_rulebook

BROKEN = Path(__file__).parents[1] / "broken" / "rules"
RULES = Path(str(files("corpus") / "rules"))


def _mistakes() -> dict[str, list[str]]:
    lines = (BROKEN / "messages.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split("|") for line in lines if line and not line.startswith("#"))
    return {name.strip(): [word.strip() for word in words.split(";")] for name, words in rows}


@pytest.mark.parametrize(("mistake", "words"), _mistakes().items())
def test_broken_rule_file_is_told_in_one_line(mistake: str, words: list[str], tmp_path: Path) -> None:
    shutil.copy(RULES / TOPICS, tmp_path)
    shutil.copy(BROKEN / f"{mistake}.toml", tmp_path)
    with pytest.raises(CorpusError) as caught:
        open_rulebook(tmp_path, load_law())
    message = str(caught.value)
    assert message.startswith(f"{mistake}.toml: ")
    assert "\n" not in message
    assert message.endswith((".", "…"))
    assert [word for word in words if word not in message] == [], message


def test_every_broken_file_has_a_message_and_no_more() -> None:
    assert {path.stem for path in BROKEN.glob("*.toml")} == set(_mistakes())


def test_missing_list_of_topics_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"topics\.toml: filen findes ikke"):
        load_rulebook(tmp_path)


def test_shipped_rules_hold_against_law_and_vocabulary() -> None:
    assert len(open_rulebook(law=load_law()).rules) == 71


def test_every_topic_has_a_rule() -> None:
    book = load_rulebook()
    assert {topic for rule in book.rules for topic in rule.topics} == set(book.topics)


def test_every_shape_is_used_and_described() -> None:
    assert {rule.shape for rule in load_rulebook().rules} == set(SHAPES) == set(vocabulary().placeholders)


def test_version_begins_on_its_day_and_not_before() -> None:
    rule = load_rulebook().rule("varighed/hoejeste_varighed")
    last, first = rule.version(date(2019, 12, 31)), rule.version(date(2020, 1, 1))
    assert last is not None
    assert first is not None
    assert (last.starts, first.starts) == (date(2016, 11, 21), date(2020, 1, 1))
    assert rule.version(date(2016, 11, 20)) is None


def test_every_version_says_where_the_law_changed_or_the_corpus_begins() -> None:
    law = load_law()
    known = {version.in_force_from for act in law.acts for version in law.versions(act)}
    # Days on which a rule changes without a new version of an act in our corpus.
    known |= {
        date(2018, 1, 1),  # the trial Job-bro
        date(2020, 4, 1),  # the day after it
        date(2022, 4, 1),  # the day after NExTWORK, as the order of that day has it
        date(2022, 11, 17),  # the day after the trial for graduates
        date(2023, 1, 11),  # eight weeks after it
        date(2023, 2, 25),  # eight weeks after the trial for long-term unemployed
        date(2023, 11, 1),  # the day after NExTWORK in the first municipalities
        date(2024, 2, 1),  # NExTWORK in three others
        date(2025, 1, 1),  # the duty to work
        date(2025, 7, 1),  # the benefits were renamed
        date(2025, 9, 1),  # the day after NExTWORK in the three others
    }
    starts = {version.starts for rule in load_rulebook().rules for version in rule.versions}
    assert starts <= known
