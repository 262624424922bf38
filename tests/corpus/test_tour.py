from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.tour import load_tour

CASE = """[[case]]
id = "en-sag"
title = "En sag"
story = "En mand får dagpenge."
question = "Hvor længe?"
rule = "varighed/hoejeste_varighed"
on = 2026-11-20
options = [
    { text = "Ja.", verdict = "met" },
    { text = "Nej.", verdict = "breached" },
    { text = "Måske.", verdict = "needs_assessment" },
]
lesson = "Begynd med målgruppen."
facts = { target_group = "dagpenge", weeks = 6 }
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "tour.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_tour_has_ten_cases_of_which_one_in_2019_and_one_in_2021() -> None:
    rows = load_tour()
    assert len(rows) == 10
    assert sorted(row.on.year for row in rows) == [2019, 2021, *[2026] * 8]


def test_tour_comes_in_the_order_of_the_file(tmp_path: Path) -> None:
    rows = load_tour(written(tmp_path, CASE + CASE.replace("en-sag", "en-anden")))
    assert [row.id for row in rows] == ["en-sag", "en-anden"]
    assert rows[0].facts == {"target_group": "dagpenge", "weeks": 6}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("[[case]\n", "kan ikke læses", id="not-toml"),
        pytest.param("", "case mangler", id="empty"),
        pytest.param("case = []\n", "case skal have en sag", id="no-case"),
        pytest.param(CASE.replace('title = "En sag"\n', ""), "case 1, title mangler", id="missing-field"),
        pytest.param(CASE.replace("lesson", "moral"), "case 1, lesson mangler", id="misspelt-field"),
        pytest.param(CASE + 'answer = "Ja"\n', "case 1, answer kendes ikke", id="unknown-field"),
        pytest.param(CASE.replace('"En mand får dagpenge."', '" "'), "case 1, story er tom", id="blank-story"),
        pytest.param(CASE.replace("en-sag", "En sag"), "case 1, id skal være små bogstaver", id="bad-id"),
        pytest.param(CASE.replace("2026-11-20", '"i dag"'), "case 1, on", id="not-a-day"),
        pytest.param(CASE.replace('"breached"', '"forkert"'), "options 2, verdict er ikke et udfald", id="no-verdict"),
        pytest.param(
            CASE.replace('    { text = "Ja.", verdict = "met" },\n', ""), "tre eller fire svar", id="two-options"
        ),
        pytest.param(CASE.replace('"Nej."', '"Ja."'), "to svar lyder 'Ja.'", id="same-option-twice"),
        pytest.param(CASE + CASE, "to sager har id 'en-sag'", id="same-id-twice"),
        pytest.param(CASE.replace('{ target_group = "dagpenge", weeks = 6 }', "{}"), "ét faktum", id="no-facts"),
    ],
)
def test_damaged_tour_is_refused_in_one_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(CorpusError, match=r"^corpus/tour\.toml: ") as caught:
        load_tour(written(tmp_path, text))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_tour_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="kan ikke læses"):
        load_tour(tmp_path / "tour.toml")
