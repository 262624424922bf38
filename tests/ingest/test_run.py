"""One ingest of everything shipped: it is built once, and what the editors wrote fits the texts."""

import time
from pathlib import Path

import pytest

from assistant.settings import DEFAULT_EMBEDDER
from corpus.index_files import current_folder
from corpus.passage import Passage, Source
from corpus.practice import load_practice
from ingest.run import CorpusFolders, ingest_corpus, read_corpus


@pytest.fixture(scope="module")
def everything() -> tuple[tuple[Source, ...], tuple[Passage, ...]]:
    corpus = read_corpus()
    return corpus.sources, corpus.passages


def test_second_ingest_of_the_same_corpus_builds_nothing(home: Path) -> None:
    before, steps = current_folder(home), []
    begun = time.perf_counter()
    result = ingest_corpus(home, DEFAULT_EMBEDDER, CorpusFolders(), lambda step, *_: steps.append(step), force=False)
    # Measured at one second; the second start of the app as a whole has 15.
    assert time.perf_counter() - begun < 5
    assert not result.built
    assert set(steps) == {"Læser kilderne"}
    assert current_folder(home) == before


def test_force_builds_again_and_counts_the_same(tmp_path: Path, home: Path) -> None:
    first = ingest_corpus(tmp_path, DEFAULT_EMBEDDER, CorpusFolders(), lambda *_: None, force=False)
    before = current_folder(tmp_path)
    second = ingest_corpus(tmp_path, DEFAULT_EMBEDDER, CorpusFolders(), lambda *_: None, force=True)
    assert second == first
    assert second.built
    assert current_folder(tmp_path) != before


def test_corpus_holds_the_five_documents_and_every_act(
    everything: tuple[tuple[Source, ...], tuple[Passage, ...]],
) -> None:
    sources = {source.id for source in everything[0]}
    assert {
        "ankestyrelsen-2021-kommunernes-brug",
        "ankestyrelsen-2022-minianalyse",
        "koebenhavn-faelles-koncept",
        "koebenhavn-2019-svar",
        "koebenhavn-2023-virksomhedernes-erfaringer",
        "lab-2016-1342",
        "lab-2019-548",
        "lab-2022-701",
        "lab-2024-280",
        "bab-2018-977",
        "bab-2019-1180",
        "bab-2020-2006",
        "bab-2021-2636",
        "bab-2023-1216",
        "fvl-2014-433",
        "rsl-2025-354",
    } <= sources
    assert {passage.source for passage in everything[1]} == sources


def test_every_passage_is_its_span_of_its_source(everything: tuple[tuple[Source, ...], tuple[Passage, ...]]) -> None:
    texts = {source.id: source.text for source in everything[0]}
    for passage in everything[1]:
        assert texts[passage.source][passage.start : passage.end] == passage.text, passage.id


def test_question_bank_reaches_reports_and_todays_law(
    everything: tuple[tuple[Source, ...], tuple[Passage, ...]],
) -> None:
    asked = {passage.source for passage in everything[1] if passage.questions}
    assert {"ankestyrelsen-2021-kommunernes-brug", "koebenhavn-faelles-koncept", "lab-2024-280"} <= asked


def test_every_practice_quotation_is_verbatim(everything: tuple[tuple[Source, ...], tuple[Passage, ...]]) -> None:
    texts = {source.id: source.text for source in everything[0]}
    table = load_practice(everything[1])
    quoted = [texts[row.passage.source][row.start : row.end] for row in table]
    assert "Praktikforløb for dagpengemodtagere kan ikke forlænges ud over fire uger." in quoted
    for row, quote in zip(table, quoted, strict=True):
        assert row.passage.text[row.start - row.passage.start : row.end - row.passage.start] == quote
        assert quote == quote.strip() != ""


def test_both_sides_of_the_conflict_over_availability_are_in_the_table(
    everything: tuple[tuple[Source, ...], tuple[Passage, ...]],
) -> None:
    # The 2021 report contradicts itself on LAB § 54: its footnote 4 (p. 29) and its box (p. 36).
    conflict = {row.passage.page for row in load_practice(everything[1]) if row.role == "conflict"}
    assert {29, 36} <= conflict
