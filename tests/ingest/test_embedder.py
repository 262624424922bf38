import json
import lzma
import random
from pathlib import Path

import numpy as np
import pytest

from corpus.embedding import StaticEmbedder
from corpus.errors import CorpusError, ModelUnavailable
from corpus.passage import Authority, Kind, Passage, Wording
from ingest.embedder import Training, read_acts, train_embedder
from ingest.pairs import Act, choose, pairs_of_act, pairs_of_passages, sentences, stks

SMALL = Training(vocabulary=300, dim=16, batch=8, epochs=1)
ACT = Act(
    id="2020-1",
    title="Lov om praktik i private og offentlige virksomheder",
    sections=(
        "§ 1. Loven gælder for alle ledige i kommunerne. Den gælder også for sygemeldte borgere. "
        "Stk. 2. Ministeren kan fastsætte nærmere regler om praktik. Reglerne kan fraviges i særlige tilfælde.",
        "§ 2 a. Loven træder i kraft den 1. januar i det følgende år.",
    ),
)


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    text = "".join(json.dumps(row) + "\n" for row in rows)
    if path.suffix == ".xz":
        with lzma.open(path, "wt", encoding="utf-8") as out:
            out.write(text)
    else:
        path.write_text(text, encoding="utf-8")
    return path


def acts(count: int) -> list[dict[str, object]]:
    return [
        {"id": f"a{i}", "title": f"{ACT.title} nummer {i}", "sections": [f"{s} Sag {i}." for s in ACT.sections]}
        for i in range(count)
    ]


def test_stk_are_cut_and_lose_their_numbers() -> None:
    assert stks(ACT.sections[0]) == [
        "Loven gælder for alle ledige i kommunerne. Den gælder også for sygemeldte borgere.",
        "Ministeren kan fastsætte nærmere regler om praktik. Reglerne kan fraviges i særlige tilfælde.",
    ]
    assert stks(ACT.sections[1]) == ["Loven træder i kraft den 1. januar i det følgende år."]


def test_sentences_keep_dates_and_numbers_whole() -> None:
    found = sentences("Fristen er den 1. januar. Den kan forlænges.")
    assert found == ["Fristen er den 1. januar.", "Den kan forlænges."]


def test_pairs_are_neighbouring_stk_and_sentence_with_rest() -> None:
    found = set(pairs_of_act(ACT, random.Random(1)))
    first, second = stks(ACT.sections[0])
    assert (first, second) in found
    rest = {"Loven gælder for alle ledige i kommunerne.", "Den gælder også for sygemeldte borgere."}
    assert any({one, two} == rest for one, two in found)
    assert any(one == ACT.title for one, _ in found)


def test_passage_gives_its_heading_and_questions() -> None:
    passage = Passage(
        id="p",
        source="s",
        locator="",
        text="Praktikken varer fire uger.",
        start=0,
        end=27,
        kind=Kind.BODY,
        authority=Authority.RAPPORT,
        wording=Wording.ORDLYD,
        headings=("Varighed",),
        questions=("Hvor lang tid?",),
    )
    assert list(pairs_of_passages([passage])) == [
        ("Varighed", "Praktikken varer fire uger."),
        ("Hvor lang tid?", "Praktikken varer fire uger."),
    ]


def test_choose_keeps_no_text_twice_on_a_side() -> None:
    long = ["a" * 50, "b" * 50, "c" * 50]
    pairs = [(long[0], long[1]), (long[0], long[2]), (long[2], long[1]), ("kort", "kort")]
    assert choose(pairs, 10, random.Random(1)) == [(long[0], long[1])]


def test_training_gives_a_model_that_loads(tmp_path: Path) -> None:
    texts = write(tmp_path / "lov.jsonl.xz", acts(20))
    steps: list[tuple[str, int, int]] = []
    result = train_embedder(texts, tmp_path / "model", training=SMALL, progress=lambda *step: steps.append(step))
    assert result.acts == 20
    assert steps[-1][0] == "Træning"
    assert steps[-1][1] == steps[-1][2]
    vectors = StaticEmbedder(tmp_path / "model").embed(["praktik for ledige", "praktik for ledige"])
    assert vectors.shape == (2, 16)
    assert np.isfinite(vectors).all()
    record = json.loads((tmp_path / "model" / "training.json").read_text(encoding="utf-8"))
    assert record["training"]["seed"] == SMALL.seed


def test_training_twice_gives_the_same_table(tmp_path: Path) -> None:
    texts = write(tmp_path / "lov.jsonl", acts(20))
    for name in ("a", "b"):
        train_embedder(texts, tmp_path / name, training=SMALL)
    first, second = ((tmp_path / name / "model.safetensors").read_bytes() for name in ("a", "b"))
    assert first == second


def test_excluded_acts_are_not_trained_on(tmp_path: Path) -> None:
    texts = write(tmp_path / "lov.jsonl", acts(20))
    result = train_embedder(texts, tmp_path / "m", training=SMALL, excluded=frozenset({"a0", "a1"}))
    assert result.acts == 18


def test_stop_words_have_zero_rows(tmp_path: Path) -> None:
    train_embedder(write(tmp_path / "lov.jsonl", acts(20)), tmp_path / "m", training=SMALL)
    assert not StaticEmbedder(tmp_path / "m").embed(["og i for."]).any()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"{}\n", "linje 1 er ikke en lov", id="not-an-act"),
        pytest.param(b'{"id": "a", "title": "t", "sections": []}\nsludder\n', "linje 2", id="second-line"),
        pytest.param(b"\xff\xfe\n", "ikke en lov", id="binary"),
    ],
)
def test_wrong_training_text_is_told_with_its_line(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "lov.jsonl").write_bytes(content)
    with pytest.raises(CorpusError, match=words):
        list(read_acts(tmp_path / "lov.jsonl"))


def test_truncated_archive_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "lov.jsonl.xz", acts(200))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(CorpusError, match="hent filen igen"):
        list(read_acts(path))


def test_missing_training_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="ret stien"):
        train_embedder(tmp_path / "nej.jsonl", tmp_path / "m", training=SMALL)


def test_too_few_texts_are_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="for få tekster"):
        train_embedder(write(tmp_path / "lov.jsonl", []), tmp_path / "m", training=SMALL)


def test_unwritable_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("", encoding="utf-8")
    with pytest.raises(ModelUnavailable, match="vælg en anden mappe"):
        train_embedder(write(tmp_path / "lov.jsonl", acts(20)), tmp_path / "fil", training=SMALL)
