import errno
import multiprocessing
import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings

from corpus.embedding import Embedder, Vectors
from corpus.errors import CorpusError, IndexUnavailable
from corpus.index_files import (
    COLLECTION,
    POINTER,
    corpus_hash,
    current_folder,
    meaning,
    passage_from,
    passage_line,
    read_stamp,
    searched,
    source_from,
    source_line,
)
from corpus.passage import Authority, Kind, Passage, Source, Wording
from corpus.reference import LawRef
from ingest.index import build_index, is_current


class LetterEmbedder(Embedder):
    """A vector of letter counts: no model, and equal texts are equal."""

    id = "bogstaver@1"
    dim = 32

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for letter in text.lower():
                row[ord(letter) % self.dim] += 1
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1), dtype=np.float32)

    def embed_question(self, text: str) -> Vectors:
        return np.asarray(self.embed([text])[0], dtype=np.float32)


TEXT = "Praktikken varer højst fire uger. Borgeren finder selv en plads. Kommunen skriver en begrundelse."


def corpus(text: str = TEXT) -> tuple[tuple[Source, ...], tuple[Passage, ...]]:
    source = Source(
        id="rapport",
        title="Rapporten",
        publisher="Os",
        authority=Authority.RAPPORT,
        wording=Wording.ORDLYD,
        text=text,
        issued=date(2021, 5, 1),
    )
    passages, start = [], 0
    for number, sentence in enumerate(text.split(". ")):
        start = text.index(sentence, start)
        passages.append(
            Passage(
                id=f"rapport#{number}",
                source="rapport",
                locator=f"s. {number}",
                text=sentence,
                start=start,
                end=start + len(sentence),
                kind=Kind.BODY,
                authority=Authority.RAPPORT,
                wording=Wording.ORDLYD,
                questions=("Hvor lang tid må det tage?",) if number == 0 else (),
            )
        )
    return (source,), tuple(passages)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    build_index(tmp_path, *corpus(), LetterEmbedder())
    return tmp_path


def test_build_stamps_what_it_indexed(tmp_path: Path) -> None:
    steps: list[str] = []
    stamp = build_index(tmp_path, *corpus(), LetterEmbedder(), lambda step, _done, _total: steps.append(step))
    assert (stamp.sources, stamp.passages) == (1, 3)
    assert (stamp.embedder, stamp.dim) == ("bogstaver@1", 32)
    assert read_stamp(current_folder(tmp_path)) == stamp
    assert set(steps) == {"Ordindeks", "Vektorer", "Chroma"}


def test_second_build_replaces_texts_of_the_same_ids(built: Path) -> None:
    old = current_folder(built)
    sources, passages = corpus(TEXT.replace("fire", "otte"))
    build_index(built, sources, passages, LetterEmbedder())
    new = current_folder(built)
    assert new != old
    assert not old.exists()
    client = chromadb.PersistentClient(str(new / "chroma"), settings=Settings(anonymized_telemetry=False))
    stored = client.get_collection(COLLECTION, embedding_function=None).get(ids=["rapport#0"], include=["embeddings"])
    assert stored["embeddings"] is not None
    assert stored["embeddings"][0] == pytest.approx(LetterEmbedder().embed([passages[0].text])[0], abs=1e-6)


def test_typical_questions_are_searched_with_their_passage() -> None:
    assert [searched(passage) for passage in corpus()[1]] == [
        "Praktikken varer højst fire uger Hvor lang tid må det tage?",
        "Borgeren finder selv en plads",
        "Kommunen skriver en begrundelse.",
    ]


def test_words_carry_headings_and_reference_and_vectors_the_nearest_heading() -> None:
    passage = replace(corpus()[1][1], headings=("Kapitel 11", "Plads"), reference=LawRef("LAB", "57", 3))
    assert searched(passage) == "Kapitel 11 Plads LAB § 57, stk. 3 Borgeren finder selv en plads"
    assert meaning(passage) == "Plads Borgeren finder selv en plads"


def test_is_current_knows_the_corpus_and_the_model(built: Path) -> None:
    same = corpus_hash(*corpus())
    assert is_current(built, same, "bogstaver@1")
    assert not is_current(built, same, "bogstaver@2")
    assert not is_current(built, corpus_hash(*corpus(TEXT + " Slut.")), "bogstaver@1")


def test_is_current_is_false_without_an_index(tmp_path: Path) -> None:
    assert not is_current(tmp_path, corpus_hash(*corpus()), "bogstaver@1")


@pytest.mark.parametrize("name", ["stamp.json", "passages.jsonl", "sources.jsonl", "words", "grams", "chroma"])
def test_is_current_is_false_where_a_part_is_gone(built: Path, name: str) -> None:
    part = current_folder(built) / name
    shutil.rmtree(part) if part.is_dir() else part.unlink()
    assert not is_current(built, corpus_hash(*corpus()), "bogstaver@1")


def test_corpus_hash_does_not_depend_on_order_but_on_questions() -> None:
    sources, passages = corpus()
    assert corpus_hash(sources, passages[::-1]) == corpus_hash(sources, passages)
    other = (replace(passages[0], questions=("Hvor lang tid?",)), *passages[1:])
    assert corpus_hash(sources, other) != corpus_hash(sources, passages)


def test_index_is_the_same_whatever_order_passages_come_in(tmp_path: Path) -> None:
    sources, passages = corpus()
    build_index(tmp_path / "a", sources, passages, LetterEmbedder())
    build_index(tmp_path / "b", sources, passages[::-1], LetterEmbedder())
    for name in ("passages.jsonl", "words/data.csc.index.npy", "stamp.json"):
        assert (current_folder(tmp_path / "a") / name).read_bytes() == (
            current_folder(tmp_path / "b") / name
        ).read_bytes()


def test_passage_and_source_survive_being_written() -> None:
    (source,), (passage, *_) = corpus()
    law = replace(
        passage,
        reference=LawRef("LAB", "30 a", 1, 2, "b"),
        valid_from=date(2020, 1, 1),
        valid_until=date(2024, 1, 1),
        headings=("Kapitel 11", "Længste\nvarighed\u2028og"),
        page=7,
    )
    assert passage_from(passage_line(law), {"rapport": source}) == law
    assert passage_from(passage_line(passage), {"rapport": source}) == passage
    assert passage_line(law).count("\n") == 1
    assert source_from(source_line(source)) == source


@pytest.mark.parametrize(
    ("mistake", "words"),
    [
        pytest.param("twin", "To passager har id 'rapport#0'", id="two-of-one-id"),
        pytest.param("stranger", "kilden 'andet', som ikke findes", id="unknown-source"),
        pytest.param("moved", "står ikke på 1-", id="not-in-its-source"),
        pytest.param("none", "ingen passager", id="empty"),
    ],
)
def test_wrong_corpus_is_refused_and_the_old_index_serves(built: Path, mistake: str, words: str) -> None:
    sources, passages = corpus()
    wrong = {
        "twin": (*passages, passages[0]),
        "stranger": (replace(passages[0], source="andet"),),
        "moved": (replace(passages[0], start=1),),
        "none": (),
    }[mistake]
    before = current_folder(built)
    with pytest.raises(CorpusError, match=words):
        build_index(built, sources, wrong, LetterEmbedder())
    assert current_folder(built) == before


class FailingEmbedder(LetterEmbedder):
    """Fails with the error it is given."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise self.error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        pytest.param(OSError(errno.ENOSPC, "No space left"), "ikke plads på disken", id="disk-full"),
        pytest.param(PermissionError(errno.EACCES, "denied"), "ikke adgang til at skrive", id="no-access"),
        pytest.param(OSError(errno.EROFS, "Read-only"), "skrivebeskyttet", id="read-only"),
        pytest.param(OSError(errno.EIO, "Input/output error"), "Input/output error", id="other"),
    ],
)
def test_failed_build_is_one_danish_line_and_leaves_nothing(built: Path, error: OSError, words: str) -> None:
    before = current_folder(built)
    with pytest.raises(IndexUnavailable, match=words) as caught:
        build_index(built, *corpus(), FailingEmbedder(error))
    assert "\n" not in str(caught.value)
    assert [folder.name for folder in built.glob("index-*")] == [before.name]


def test_interrupted_build_leaves_the_old_index(built: Path) -> None:
    before = current_folder(built)
    with pytest.raises(KeyboardInterrupt):
        build_index(built, *corpus(), FailingEmbedder(KeyboardInterrupt()))
    assert current_folder(built) == before


def test_home_that_is_a_file_is_one_danish_line(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("", encoding="utf-8")
    with pytest.raises(IndexUnavailable, match="PRAKTIK_HOME"):
        build_index(tmp_path / "fil", *corpus(), LetterEmbedder())
    with pytest.raises(IndexUnavailable, match="PRAKTIK_HOME"):
        build_index(tmp_path / "fil" / "under", *corpus(), LetterEmbedder())


class BlindEmbedder(LetterEmbedder):
    """Gives vectors that Chroma cannot find again."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.full((len(texts), self.dim), np.nan, dtype=np.float32)


def test_index_that_does_not_find_itself_is_never_pointed_to(built: Path) -> None:
    before = current_folder(built)
    with pytest.raises(IndexUnavailable):
        build_index(built, *corpus(), BlindEmbedder())
    assert current_folder(built) == before


class WaitingEmbedder(LetterEmbedder):
    """Says that it has begun, and then takes its time."""

    def __init__(self, begun: Path) -> None:
        self.begun = begun

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.begun.touch()
        time.sleep(60)
        return super().embed(texts)


def build_slowly(home: Path) -> None:
    """Run in a process of its own."""
    build_index(home, *corpus(), WaitingEmbedder(home / "begyndt"))


@pytest.fixture
def slow_build(built: Path) -> "multiprocessing.process.BaseProcess":
    process = multiprocessing.get_context("spawn").Process(target=_run_slowly, args=(str(built), __file__))
    process.start()
    deadline = time.monotonic() + 30
    while not (built / "begyndt").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (built / "begyndt").exists()
    return process


def _run_slowly(home: str, file: str) -> None:
    import runpy

    runpy.run_path(file)["build_slowly"](Path(home))


def test_second_build_is_refused_and_a_kill_frees_the_lock(
    built: Path, slow_build: "multiprocessing.process.BaseProcess"
) -> None:
    before = current_folder(built)
    with pytest.raises(IndexUnavailable, match="En anden indlæsning er i gang"):
        build_index(built, *corpus(), LetterEmbedder())
    slow_build.kill()
    slow_build.join()
    assert current_folder(built) == before
    assert len(list(built.glob("index-*"))) == 2
    build_index(built, *corpus(), LetterEmbedder())
    assert [folder.name for folder in built.glob("index-*")] == [current_folder(built).name]


@pytest.mark.parametrize("content", ["", "index-findes-ikke", "..", "../andet", "/etc"])
def test_pointer_to_nothing_or_elsewhere_names_the_command(built: Path, content: str) -> None:
    (built / POINTER).write_text(content, encoding="utf-8")
    with pytest.raises(IndexUnavailable, match="praktik ingest"):
        current_folder(built)


def test_pointer_is_replaced_in_one_step(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, _target: Path) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))

    before = (built / POINTER).read_bytes()
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(IndexUnavailable, match="ikke plads"):
        build_index(built, *corpus(), LetterEmbedder())
    assert (built / POINTER).read_bytes() == before
