from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.passage import Authority, Kind, Passage, Wording
from corpus.questions import load_questions
from corpus.reference import LawRef


def passage(source: str, number: int, text: str, reference: LawRef | None = None) -> Passage:
    return Passage(
        id=f"{source}#{number}",
        source=source,
        locator="",
        text=text,
        start=0,
        end=len(text),
        kind=Kind.BODY,
        authority=Authority.RAPPORT,
        wording=Wording.ORDLYD,
        reference=reference,
    )


PASSAGES = (
    passage("rapport", 1, "Kommunerne bruger praktik til flere formål."),
    passage("rapport", 2, "Kommunerne bruger praktik til flere borgere."),
    passage("lov", 1, "Højst fire uger.", LawRef("LAB", "61", 1, 1)),
)


def bank(folder: Path, name: str, content: str) -> Path:
    (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_snippet_gives_its_passage_the_questions(tmp_path: Path) -> None:
    bank(tmp_path, "rapport.toml", '[[passage]]\nquote = "bruger praktik til flere formål"\nquestions = "Hvorfor?"\n')
    assert [p.questions for p in load_questions(PASSAGES, tmp_path)] == [("Hvorfor?",), (), ()]


def test_reference_gives_its_provision_the_questions(tmp_path: Path) -> None:
    text = '[[passage]]\nreference = "LAB § 61, stk. 1, nr. 1"\nquestions = """\nHvor længe?\n\n  Hvor lang tid?\n"""\n'
    found = load_questions(PASSAGES, bank(tmp_path, "lov.toml", text))
    assert found[2].questions == ("Hvor længe?", "Hvor lang tid?")


def test_same_question_twice_counts_once(tmp_path: Path) -> None:
    entry = '[[passage]]\nquote = "bruger praktik til flere formål"\nquestions = "Hvorfor?"\n'
    assert load_questions(PASSAGES, bank(tmp_path, "rapport.toml", entry * 2))[0].questions == ("Hvorfor?",)


def test_no_bank_leaves_the_passages(tmp_path: Path) -> None:
    assert load_questions(PASSAGES, tmp_path) == PASSAGES
    assert load_questions(PASSAGES, tmp_path / "findes-ikke") == PASSAGES


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("x.toml", "", "kilden 'x' har ingen passager", id="unknown-source"),
        pytest.param("rapport.toml", "[[passage]\n", "kan ikke læses", id="not-toml"),
        pytest.param(
            "rapport.toml",
            '[[passage]]\nquote = "bruger praktik til flere"\nquestions = "?"\n',
            "står i 2 passager",
            id="snippet-in-two",
        ),
        pytest.param(
            "rapport.toml",
            '[[passage]]\nquote = "står ingen steder i kilden"\nquestions = "?"\n',
            "står i 0 passager",
            id="snippet-in-none",
        ),
        pytest.param(
            "rapport.toml", '[[passage]]\nquote = "formål"\nquestions = "?"\n', "quote", id="snippet-too-short"
        ),
        pytest.param(
            "lov.toml",
            '[[passage]]\nreference = "LAB § 99"\nquestions = "?"\n',
            "LAB § 99 er ikke en passage",
            id="unknown-provision",
        ),
        pytest.param(
            "lov.toml",
            '[[passage]]\nreference = "paragraf 61"\nquestions = "?"\n',
            "kan ikke læses som én henvisning",
            id="not-a-reference",
        ),
        pytest.param("lov.toml", '[[passage]]\nquestions = "?"\n', "enten 'reference' eller 'quote'", id="neither"),
        pytest.param(
            "lov.toml", '[[passage]]\nreference = "LAB § 61, stk. 1, nr. 1"\nquestions = ""\n', "questions", id="none"
        ),
        pytest.param(
            "lov.toml",
            '[[passage]]\nreference = "LAB § 61, stk. 1, nr. 1"\nquestions = " "\n',
            "ingen spørgsmål",
            id="blank-question",
        ),
        pytest.param(
            "lov.toml",
            '[[passage]]\nreference = "LAB § 61, stk. 1, nr. 1"\nquestion = "?"\n',
            "question",
            id="unknown-key",
        ),
    ],
)
def test_wrong_bank_is_refused_with_its_file(tmp_path: Path, name: str, content: str, words: str) -> None:
    with pytest.raises(CorpusError, match=f"corpus/questions/{name}") as caught:
        load_questions(PASSAGES, bank(tmp_path, name, content))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
