"""The English catalogue: complete, held to the Danish texts, and read apart from them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.check import open_phrasebook, open_rulebook
from corpus.english import DANISH, English, constant_texts, english_date, law_texts, load_english, rule_texts
from corpus.errors import CorpusError
from corpus.quantities import number_text, stated_numbers, written_numbers
from corpus.rulebook import load_rulebook

WEEKS = "En {group} kan højst få {limit}, og de 4 uger kan ikke forlænges."
ENGLISH_WEEKS = "{group} can have at most {limit}, and the 4 weeks cannot be extended."


def catalogue(folder: Path, *rows: tuple[str, str], name: str = "rules.toml") -> Path:
    text = "".join(f'[[row]]\nda = "{da}"\nen = "{en}"\n' for da, en in rows)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def message(folder: Path, *said: str) -> str:
    with pytest.raises(CorpusError) as caught:
        load_english(said, folder)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("corpus/english")
    return str(caught.value)


def test_catalogue_is_complete_and_says_nothing_more() -> None:
    rulebook = open_rulebook()
    english = open_phrasebook(rulebook)
    assert all(english.say(text) for text in rule_texts(rulebook.rules))
    assert all(english.say(text) for text in law_texts())


def test_no_two_texts_share_a_twin() -> None:
    twins = open_phrasebook(load_rulebook()).twins
    assert len(set(twins.values())) == len(twins)


def test_no_reference_is_translated() -> None:
    for danish, english in open_phrasebook(load_rulebook()).twins.items():
        for word in ("§", "stk.", "nr.", "LAB", "BAB", "virksomhedspraktik"):
            assert danish.lower().count(word.lower()) <= english.lower().count(word.lower()), danish


@pytest.mark.parametrize(
    ("danish", "english"),
    [
        pytest.param("må ikke", "must not", id="forbidden"),
        pytest.param("kan ikke", "cannot", id="impossible"),
        pytest.param(" bør ", "should", id="recommended"),
        pytest.param(" skal ", ("must", "is to", "are to", "need to"), id="required"),
        pytest.param("højst", ("at most", "maximum"), id="at most"),
        pytest.param("mindst", ("at least", "minimum"), id="at least"),
        pytest.param("behøver ikke", "need not", id="not needed"),
    ],
)
def test_what_a_rule_demands_is_demanded_in_english(danish: str, english: str | tuple[str, ...]) -> None:
    wanted = (english,) if isinstance(english, str) else english
    rulebook = load_rulebook()
    words = open_phrasebook(rulebook)
    for text in rule_texts(rulebook.rules):
        if danish in text.lower() and not text.endswith("?"):
            assert any(word in words.say(text).lower() for word in wanted), text


def test_text_without_twin_is_told(tmp_path: Path) -> None:
    said = message(catalogue(tmp_path, (WEEKS, ENGLISH_WEEKS)), WEEKS, "Praktikken er ikke selvfunden.")
    assert "'Praktikken er ikke selvfunden.' er ikke oversat" in said


def test_twin_of_a_text_that_is_gone_is_told_with_file_and_row(tmp_path: Path) -> None:
    folder = catalogue(tmp_path, ("Klage", "Appeal"), (WEEKS, ENGLISH_WEEKS))
    said = message(folder, "Klage")
    assert said.startswith("corpus/english/rules.toml: række 2: ")
    assert "siges ikke længere" in said


def test_other_placeholders_are_told(tmp_path: Path) -> None:
    said = message(catalogue(tmp_path, (WEEKS, ENGLISH_WEEKS.replace("{limit}", "{total}"))), WEEKS)
    assert "pladsholderne group, limit er blevet til group, total" in said


@pytest.mark.parametrize("other", ["the 5 weeks", "the weeks", "the five weeks", "the 4 of 26 weeks"])
def test_other_numbers_are_told(tmp_path: Path, other: str) -> None:
    said = message(catalogue(tmp_path, (WEEKS, ENGLISH_WEEKS.replace("the 4 weeks", other))), WEEKS)
    assert "tallene 4 er blevet til " in said
    assert said.endswith("brug de samme.")


def test_other_section_is_told(tmp_path: Path) -> None:
    text = "Se LAB § 61, stk. 1."
    assert "tallene 1, 61 er blevet til 1, 60" in message(catalogue(tmp_path, (text, "See LAB § 60, stk. 1.")), text)


def test_text_translated_twice_is_told(tmp_path: Path) -> None:
    catalogue(tmp_path, ("Klage", "Appeal"), name="a.toml")
    catalogue(tmp_path, ("Klage", "Complaint"), name="b.toml")
    assert "er oversat før (corpus/english/a.toml: række 1)" in message(tmp_path, "Klage")


def test_twin_of_two_texts_is_told(tmp_path: Path) -> None:
    folder = catalogue(tmp_path, ("Klage", "Appeal"), ("Anke", "Appeal"))
    assert "er også oversættelsen i corpus/english/rules.toml: række 1" in message(folder, "Klage", "Anke")


def test_empty_twin_is_told(tmp_path: Path) -> None:
    assert "tom oversættelse" in message(catalogue(tmp_path, ("Klage", " ")), "Klage")


@pytest.mark.parametrize(
    "content", ['[[row]]\nda = "Klage"\n', "row = 1", "[[row", '[[row]]\nda = "a"\nen = "b"\nde = "c"\n']
)
def test_file_that_is_no_catalogue_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "rules.toml").write_text(content, encoding="utf-8")
    assert message(tmp_path, "Klage").startswith("corpus/english/rules.toml: ")


def test_text_outside_the_catalogue_is_refused() -> None:
    with pytest.raises(CorpusError, match="ikke oversat"):
        English(twins={}).say("Klage")


def test_danish_is_said_as_it_is_written() -> None:
    assert DANISH.say(WEEKS) == WEEKS
    assert DANISH.named("borger") == "borger"
    assert DANISH.dated(date(2026, 9, 1)) == "1. september 2026"
    assert DANISH.number(Decimal("37.5")) == "37,5"
    assert DANISH.numbers_in("4,5 uger fra 1. september 2026") == {Decimal("4.5")}
    assert DANISH.dates_in("fra 1. september 2026") == {date(2026, 9, 1)}


@pytest.mark.parametrize(
    ("key", "on", "name"),
    [
        (
            "kontanthjaelp_aktivitetsparat",
            date(2026, 11, 20),
            "an aktivitetsparat kontanthjælpsmodtager (activity-ready recipient of cash benefit)",
        ),
        (
            "uddannelsesparat",
            date(2025, 6, 30),
            "an uddannelsesparat uddannelseshjælpsmodtager (education-ready recipient of education benefit)",
        ),
        (
            "uddannelsesparat",
            date(2025, 7, 1),
            "an uddannelsesparat kontanthjælpsmodtager (education-ready recipient of cash benefit)",
        ),
        ("dagpenge", date(2026, 11, 20), "a dagpengemodtager (recipient of unemployment benefit)"),
    ],
)
def test_group_keeps_its_danish_name_of_the_day(key: str, on: date, name: str) -> None:
    rulebook = load_rulebook()
    assert open_phrasebook(rulebook).named(rulebook.lexicon.display(key, on)) == name


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("for at most four weeks", {4}, id="word"),
        pytest.param("up to 13 weeks, then 26", {13, 26}, id="digits"),
        pytest.param("up to 26 weeks.", {26}, id="end of sentence"),
        pytest.param("twenty-five people and 1,000 kr.", {25, 1000}, id="compound word and thousands"),
        pytest.param("4.5 weeks", {Decimal("4.5")}, id="decimal point"),
        pytest.param("it is 4 weeks, has 8 places and lasts 13 days", {4, 8, 13}, id="after a word in s"),
        pytest.param("LAB § 61, stk. 1, nr. 2, and §§ 57-62 [3], p. 36", set(), id="addresses are not statements"),
        pytest.param("LBK nr. 280 af 01/03/2024", set(), id="an act's number is not a statement"),
        pytest.param("under § 61, 26 weeks and 4 days", {26, 4}, id="numbers after a section"),
        pytest.param("the 4-week groups", {4}, id="joined to its unit"),
        pytest.param("to one of ten companies", {10}, id="to and one are no numbers"),
    ],
)
def test_stated_numbers_in_english(text: str, numbers: set[Decimal]) -> None:
    assert stated_numbers(text, "en") == {Decimal(n) for n in numbers}


def test_every_number_that_is_printed_is_read_again() -> None:
    english = English(twins={})
    for value in map(Decimal, ("4", "4.5", "37.5", "1000", "0.43")):
        assert english.numbers_in(f"for {english.number(value)} weeks") == {value}
        assert number_text(value, "en") == str(value)


def test_every_date_that_is_printed_is_read_again() -> None:
    english = English(twins={})
    for month in range(1, 13):
        day = date(2026, month, 28)
        assert english.dates_in(f"from {english.dated(day)}.") == {day}
        assert english.numbers_in(f"4 weeks from {english_date(day)}") == {4}


def test_written_numbers_keep_addresses_and_repeats() -> None:
    assert written_numbers("§ 61: 4 weeks and 4 days", "en") == tuple(map(Decimal, (4, 4, 61)))


def test_constants_are_the_texts_in_capitals() -> None:
    module = {"ONE": "et", "MANY": {"a": "to"}, "_OWN": "tre", "small": "fire", "SIZE": 5}
    assert list(constant_texts(module)) == ["et", "to"]
