"""Search on how other acts cite LAB: the right section, found without its reference."""

import json
from pathlib import Path

import pytest

from assistant.rank import Weights
from assistant.settings import DEFAULT_EMBEDDER
from assistant.store import Store, open_store
from corpus.embedding import load_embedder
from corpus.errors import CorpusError
from evals.citations import WORDS_ALONE, Cited, act_passages, cited_sections, cross_validated, ndcg
from ingest.index import build_index

ACT = {
    "provisions": [
        {"section": "1", "content": "Formålet er at hjælpe ledige i job. Stk. 2. Kommunen afholder samtaler."},
        {"section": "113 a", "content": "Borgeren har en personlig jobformidler."},
    ]
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("act")
    (folder / "act.json").write_text(json.dumps(ACT), encoding="utf-8")
    asked = [
        {"question": "den personlige jobformidler", "section": "113a"},
        {"question": "hjælpe ledige", "section": "1"},
    ]
    (folder / "questions.json").write_text(json.dumps(asked), encoding="utf-8")
    return folder / "act.json", folder / "questions.json"


def store_of(act: Path, folder: Path) -> Store:
    source, passages = act_passages(act)
    embedder = load_embedder(DEFAULT_EMBEDDER)
    build_index(folder, [source], passages, embedder)
    return open_store(folder, embedder)


def test_act_is_cut_by_stk(files: tuple[Path, Path]) -> None:
    source, passages = act_passages(files[0])
    assert [passage.id for passage in passages] == ["1#0", "1#1", "113a#0"]
    assert all(source.text[passage.start : passage.end] == passage.text for passage in passages)


def test_gain_is_one_for_the_first_section_and_none_for_a_missing_one(files: tuple[Path, Path], tmp_path: Path) -> None:
    store = store_of(files[0], tmp_path)
    assert ndcg(store, Cited(question="personlig jobformidler", section="113a"), Weights()) == 1.0
    assert ndcg(store, Cited(question="personlig jobformidler", section="999"), Weights()) == 0.0


def test_damaged_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{", encoding="utf-8")
    with pytest.raises(CorpusError, match="ret stien"):
        cited_sections(tmp_path / "x.json")


def test_search_finds_what_other_acts_cite(shared: Path, tmp_path: Path) -> None:
    store = store_of(shared / "official" / "lab-2024-280.json", tmp_path)
    cases = cited_sections(shared / "benchmarks" / "lab-citations-dev.json")
    held, beside = cross_validated(store, cases)
    words = sum(ndcg(store, case, WORDS_ALONE) for case in cases) / len(cases)
    assert (held.value or 0) >= 0.52
    assert (beside["vægtene i brug"].value or 0) >= words + 0.02
