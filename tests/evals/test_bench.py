import json
import sys
from datetime import date
from pathlib import Path

import pytest

from corpus.embedding import load_embedder
from corpus.errors import CorpusError, IndexUnavailable, QuestionError
from evals.bench import law_filler, run_bench
from ingest.index import build_index

ON = date(2026, 11, 20)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "lov.jsonl"
    rows = [
        {"id": f"{i}", "title": f"Lov {i}", "sections": [f"§ 1. Regel {i} om noget.", "§ 2. Mere."]} for i in range(20)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_filler_gives_as_many_passages_as_asked(texts: Path) -> None:
    sources, passages = law_filler(texts, 5)
    assert len(passages) == 5
    by_id = {source.id: source.text for source in sources}
    assert all(by_id[p.source][p.start : p.end] == p.text for p in passages)


def test_filler_that_is_too_short_is_told(texts: Path) -> None:
    with pytest.raises(CorpusError, match="kun 40 paragraffer, ikke 50"):
        law_filler(texts, 50)


def test_bench_measures_both_pipelines_on_the_same_questions(texts: Path, tmp_path: Path) -> None:
    embedder = load_embedder()
    build_index(tmp_path / "home", *law_filler(texts, 40), embedder)
    asked: list[str] = []
    report = run_bench(
        tmp_path / "home",
        embedder,
        ["regel", "mere"],
        ON,
        answer=asked.append,
        cold_command=[sys.executable, "-c", "pass"],
        rounds=2,
    )
    assert (report.passages, report.naive_chunks) == (40, 20)
    assert report.search.count == report.naive_search.count == 4
    assert report.answer is not None
    assert report.cold_s is not None
    assert 0 < report.search.p50_ms <= report.search.p95_ms
    assert asked == ["regel", "regel", "mere", "regel", "mere"]
    assert report.index_bytes > report.searched_bytes > report.text_bytes > 0


def test_bench_without_an_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable):
        run_bench(tmp_path, load_embedder(), ["regel"], ON)


def test_bench_without_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionError):
        run_bench(tmp_path, load_embedder(), [], ON)
