import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.rank import Weights
from assistant.store import Store, open_store
from corpus.embedding import Embedder, Vectors, load_embedder
from corpus.errors import IndexUnavailable
from corpus.index_files import POINTER, corpus_hash, current_folder
from corpus.passage import Authority, Kind, Passage, Source, Wording
from corpus.reference import LawRef
from ingest.index import build_index

ON = date(2026, 11, 20)
REFORM = date(2020, 1, 1)
LEXICAL = Weights(dense=0, trained=0)


class LetterEmbedder(Embedder):
    """A vector of letter counts: no model, and equal texts are equal."""

    def __init__(self, name: str = "bogstaver@1", dim: int = 32) -> None:
        self.id, self.dim = name, dim

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for letter in text.lower():
                row[ord(letter) % self.dim] += 1
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1), dtype=np.float32)

    def embed_question(self, text: str) -> Vectors:
        return np.asarray(self.embed([text])[0], dtype=np.float32)


LINES: tuple[tuple[str, LawRef | None, date | None, date | None, tuple[str, ...]], ...] = (
    ("Et tilbud kan højst vare fire uger.", LawRef("LAB", "61", 1, 1), REFORM, None, ()),
    ("Et tilbud kan højst vare tretten uger.", LawRef("LAB", "61", 1, 2), REFORM, None, ()),
    ("Perioden kan forlænges efter en vurdering.", LawRef("LAB", "61", 2), REFORM, None, ()),
    ("Et tilbud kan højst vare otte uger.", LawRef("LAB", "44", 1), None, REFORM, ()),
    ("Praktikanten må ikke fortrænge ansatte.", LawRef("BAB", "65", 1), REFORM, None, ("Må vi erstatte folk?",)),
    ("Kommunerne oplever gode resultater.", None, None, None, ("Hvordan går det derude i landet?",)),
)


def corpus() -> tuple[tuple[Source, ...], tuple[Passage, ...]]:
    text = " ".join(line[0] for line in LINES)
    source = Source(id="kilde", title="", publisher="", authority=Authority.LOV, wording=Wording.GENGIVELSE, text=text)
    passages = tuple(
        Passage(
            id=f"p{number}",
            source="kilde",
            locator="",
            text=line,
            start=text.index(line),
            end=text.index(line) + len(line),
            kind=Kind.PROVISION,
            authority=Authority.LOV,
            wording=Wording.GENGIVELSE,
            reference=reference,
            valid_from=start,
            valid_until=until,
            questions=questions,
        )
        for number, (line, reference, start, until, questions) in enumerate(LINES)
    )
    return (source,), passages


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("built")
    build_index(home, *corpus(), LetterEmbedder())
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    """An index of one's own, to damage."""
    return Path(shutil.copytree(built, tmp_path / "home"))


@pytest.fixture(scope="module")
def store(built: Path) -> Store:
    return open_store(built, LetterEmbedder())


def ids(store: Store, query: str, k: int = 10, on: date = ON, **more: Sequence[LawRef] | Sequence[str]) -> list[str]:
    return [hit.passage.id for hit in store.search(query, k, on, **more)]  # type: ignore[arg-type]


def test_store_gives_back_what_was_indexed(store: Store) -> None:
    sources, passages = corpus()
    assert dict(store.sources) == {"kilde": sources[0]}
    assert tuple(store.passages.values()) == passages


def test_search_finds_the_words_of_the_question(store: Store) -> None:
    assert ids(store, "Kan perioden forlænges?", k=1) == ["p2"]


def test_search_shows_only_what_is_in_force(store: Store) -> None:
    assert "p3" not in ids(store, "otte uger")
    before = ids(store, "otte uger", on=date(2019, 12, 31))
    assert before[0] == "p3"
    assert set(before) <= {"p3", "p5"}


def test_search_finds_by_typical_question_and_shows_the_passage(store: Store) -> None:
    hit = store.search("Hvordan går det derude i landet?", 1, ON)[0]
    assert hit.passage.id == "p5"


def test_match_on_the_text_itself_stands_first_by_both_signals(store: Store) -> None:
    hit = store.search("Praktikanten må ikke fortrænge ansatte.", 1, ON)[0]
    assert (hit.passage.id, hit.lexical_rank, hit.dense_rank) == ("p4", 1, 1)


def test_named_provision_stands_first_with_its_parts_in_order(store: Store) -> None:
    hits = store.search("Hvad siger LAB § 61 om at fortrænge ansatte?", 10, ON)
    assert [(hit.passage.id, hit.pinned) for hit in hits[:4]] == [
        ("p0", True),
        ("p1", True),
        ("p2", True),
        ("p4", False),
    ]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.passage.id for hit in hits}) == len(hits)


def test_named_provision_is_pinned_at_its_most_exact(store: Store) -> None:
    assert ids(store, "§ 61, stk. 1, nr. 2", k=1) == ["p1"]


def test_provision_that_is_not_in_force_is_not_pinned(store: Store) -> None:
    assert "p3" not in ids(store, "LAB § 44, stk. 1")
    assert ids(store, "LAB § 44, stk. 1", on=date(2019, 12, 31))[0] == "p3"


def test_pinned_argument_comes_before_the_provisions_named(store: Store) -> None:
    found = ids(store, "Hvad siger § 61, stk. 2?", k=2, pinned=(LawRef("BAB", "65"),))
    assert found == ["p4", "p2"]


def test_pins_never_exceed_k(store: Store) -> None:
    assert ids(store, "LAB § 61", k=2) == ["p0", "p1"]


def test_expansion_finds_other_words(store: Store) -> None:
    assert ids(store, "xyzzy", k=1, expand=("fortrænge",)) == ["p4"]


@pytest.mark.parametrize(
    "query", ["", "   ", "???", "\x00", "§", "§§ 1-99999", "og det er da så", "🙂" * 200, "a" * 50_000]
)
def test_odd_query_is_answered_quietly(store: Store, query: str) -> None:
    assert len(store.search(query, 5, ON)) <= 5


def test_by_reference_gives_the_provision_in_force(store: Store) -> None:
    assert [p.id for p in store.by_reference(LawRef("LAB", "61", 1), ON)] == ["p0", "p1"]
    assert [p.id for p in store.by_reference(LawRef("LAB", "61", 2, pkt=1), ON)] == ["p2"]
    assert store.by_reference(LawRef("LAB", "61"), date(2019, 12, 31)) == ()


def test_threads_get_the_same_hits(store: Store) -> None:
    queries = ["otte uger", "fortrænge", "§ 61", "resultater", "forlænges"] * 40
    alone = [store.search(query, 5, ON) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda query: store.search(query, 5, ON), queries)) == alone


def test_open_store_serves_on_after_a_new_build(home: Path) -> None:
    store = open_store(home, LetterEmbedder())
    before = store.search("forlænges", 3, ON)
    build_index(home, *corpus(), LetterEmbedder())
    assert store.search("forlænges", 3, ON) == before


def test_missing_index_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable, match="praktik ingest"):
        open_store(tmp_path, LetterEmbedder())


@pytest.mark.parametrize(
    "embedder",
    [
        pytest.param(LetterEmbedder("bogstaver@2"), id="other-model"),
        pytest.param(LetterEmbedder(dim=16), id="other-length"),
    ],
)
def test_index_of_another_model_is_refused(home: Path, embedder: Embedder) -> None:
    with pytest.raises(IndexUnavailable, match="er valgt; kør 'praktik ingest'"):
        open_store(home, embedder)


def test_index_of_another_corpus_is_refused(home: Path) -> None:
    assert open_store(home, LetterEmbedder(), corpus_hash(*corpus()))
    with pytest.raises(IndexUnavailable, match="Kilderne er ændret"):
        open_store(home, LetterEmbedder(), "en anden")


def test_index_of_another_schema_is_refused(home: Path) -> None:
    path = current_folder(home) / "stamp.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"schema": 0}), encoding="utf-8")
    with pytest.raises(IndexUnavailable, match="skema 0"):
        open_store(home, LetterEmbedder())


def empty(path: Path) -> None:
    path.write_bytes(b"")


def garbage(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("damage", [empty, garbage, halve, Path.unlink])
@pytest.mark.parametrize(
    "name",
    [
        "stamp.json",
        "passages.jsonl",
        "sources.jsonl",
        "words/data.csc.index.npy",
        "words/indices.csc.index.npy",
        "grams/vocab.index.json",
        "grams/params.index.json",
        "chroma/chroma.sqlite3",
        POINTER,
    ],
)
def test_damaged_file_is_told_in_one_danish_line(home: Path, name: str, damage: Callable[[Path], None]) -> None:
    damage(home / POINTER if name == POINTER else current_folder(home) / name)
    with pytest.raises(IndexUnavailable, match="kør 'praktik ingest'") as caught:
        open_store(home, LetterEmbedder())
    assert "\n" not in str(caught.value)


def test_edited_text_is_not_served(home: Path) -> None:
    path = current_folder(home) / "sources.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("fire uger", "ti uger"), encoding="utf-8")
    with pytest.raises(IndexUnavailable, match=r"sources\.jsonl"):
        open_store(home, LetterEmbedder())


def test_missing_vectors_are_noticed(home: Path) -> None:
    import chromadb
    from chromadb.config import Settings

    from corpus.index_files import COLLECTION

    path = str(current_folder(home) / "chroma")
    client = chromadb.PersistentClient(path, settings=Settings(anonymized_telemetry=False))
    client.get_collection(COLLECTION, embedding_function=None).delete(ids=["p2"])
    client.close()  # type: ignore[attr-defined]
    with pytest.raises(IndexUnavailable, match="mangler vektorer"):
        open_store(home, LetterEmbedder())


def test_gone_folder_under_a_stale_pointer_is_refused(home: Path) -> None:
    shutil.rmtree(current_folder(home))
    with pytest.raises(IndexUnavailable, match="som ikke findes"):
        open_store(home, LetterEmbedder())


def test_index_is_read_in_another_process(home: Path) -> None:
    code = "import sys; from corpus.index_files import current_folder; from pathlib import Path; import chromadb;"
    code += "c = chromadb.PersistentClient(str(current_folder(Path(sys.argv[1])) / 'chroma'));"
    code += "sys.exit(c.get_collection('passages', embedding_function=None).count() != 6)"
    assert subprocess.run([sys.executable, "-c", code, str(home)], check=False).returncode == 0


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The shipped documents under the shipped model, without the question bank."""
    from ingest.documents import read_documents

    documents = read_documents()
    sources = [document.source for document in documents]
    passages = [passage for document in documents for passage in document.passages]
    home = tmp_path_factory.mktemp("reports")
    build_index(home, sources, passages, load_embedder())
    return open_store(home, load_embedder())


def mean_reciprocal_rank(store: Store, weights: Weights) -> float:
    cases = tomllib.loads((Path(__file__).parent / "search_dev.toml").read_text(encoding="utf-8"))["case"]
    total = 0.0
    for case in cases:
        hits = store.search(case["question"], 20, ON, weights=weights)
        right = [i for i, hit in enumerate(hits, start=1) if any(q in hit.passage.text for q in case["quotes"])]
        total += 1 / right[0] if right else 0.0
    return total / len(cases)


def test_hybrid_is_at_least_as_good_as_words_alone(reports: Store) -> None:
    assert mean_reciprocal_rank(reports, Weights()) >= mean_reciprocal_rank(reports, LEXICAL)


def test_letter_runs_help_everyday_questions(reports: Store) -> None:
    words_alone = mean_reciprocal_rank(reports, Weights(dense=0, trained=0, grams=0))
    assert mean_reciprocal_rank(reports, LEXICAL) > words_alone


NOTE = (
    "En praktikant kan kun arbejde hjemmefra, hvis en fast kontaktperson i virksomheden kan træffes hele dagen.",
    "Kommunen låner bærbare computere ud til praktikanter, som ikke har en selv; de afleveres igen på sidste dag.",
    "Befordring betales efter kommunens egne takster, når der er mere end 24 kilometer mellem hjem og praktiksted.",
)


@pytest.fixture(scope="module")
def with_a_note(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The shipped corpus with a note of one's own, which has no typical questions."""
    from ingest.run import CorpusFolders, read_corpus

    shipped = read_corpus(CorpusFolders())
    text = "\n".join(NOTE)
    source = Source(
        id="notat", title="Notat", publisher="", authority=Authority.KOMMUNE, wording=Wording.ORDLYD, text=text
    )
    passages = [
        Passage(
            id=f"notat#{number}",
            source="notat",
            locator="",
            text=line,
            start=text.index(line),
            end=text.index(line) + len(line),
            kind=Kind.BODY,
            authority=Authority.KOMMUNE,
            wording=Wording.ORDLYD,
        )
        for number, line in enumerate(NOTE)
    ]
    home = tmp_path_factory.mktemp("note")
    build_index(home, [*shipped.sources, source], [*shipped.passages, *passages], load_embedder())
    return open_store(home, load_embedder())


@pytest.mark.parametrize(
    ("question", "number"),
    [
        pytest.param("Må en praktikant arbejde hjemmefra?", 0, id="home"),
        pytest.param("Kan praktikanten låne en computer af kommunen?", 1, id="computer"),
        pytest.param("Hvor langt skal der være mellem hjem og praktiksted, før befordring betales?", 2, id="transport"),
    ],
)
def test_added_document_without_typical_questions_is_found(with_a_note: Store, question: str, number: int) -> None:
    found = [hit.passage.id for hit in with_a_note.search(question, 5, ON)]
    assert f"notat#{number}" in found
