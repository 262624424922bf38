import json
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from corpus.embedding import Embedder, StaticEmbedder, load_embedder
from corpus.errors import ModelUnavailable

TEXTS = [
    "Virksomhedspraktik kan højst vare 4 uger.",
    "§ 61, stk. 2: perioden kan forlænges til 26 uger",
    "Å",
    "Hvor længe må en dagpengemodtager være i praktik?",
]


@pytest.fixture(scope="module")
def shipped() -> Embedder:
    return load_embedder()


@pytest.fixture(scope="module")
def shipped_folder() -> Path:
    return Path(str(files("corpus") / "model"))


@pytest.fixture
def small_model(tmp_path: Path) -> Path:
    """A sentence-transformers model of a few words, saved to disk."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    vocabulary = {"[UNK]": 0, "praktik": 1, "uger": 2, "query": 3, "passage": 4, ":": 5}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(strip_accents=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    weights = np.eye(6, 8, dtype=np.float32)
    folder = tmp_path / "lille"
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu").save(str(folder))
    return folder


def test_shipped_vectors_equal_those_of_sentence_transformers(shipped: Embedder, shipped_folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(shipped_folder), device="cpu").encode(TEXTS, normalize_embeddings=True)
    assert np.allclose(shipped.embed(TEXTS), theirs, atol=1e-6)


def test_shipped_model_loads_without_torch() -> None:
    code = "import sys; from corpus.embedding import load_embedder as load; load().embed(['a']);"
    code += "sys.exit(bool({'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_shipped_model_is_small_enough_for_the_wheel(shipped_folder: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in shipped_folder.iterdir()}
    beside = sizes.pop("ranker.safetensors") + sizes.pop("likeness.safetensors")
    assert sum(sizes.values()) <= 10_000_000
    assert beside <= 6_000_000


def test_shipped_model_carries_its_card(shipped_folder: Path) -> None:
    card = (shipped_folder / "README.md").read_text(encoding="utf-8")
    for word in ("licens", "praktik train-embedder", "nDCG@10", "11.391"):
        assert word in card


def test_embed_gives_unit_rows(shipped: Embedder) -> None:
    vectors = shipped.embed(TEXTS)
    assert vectors.shape == (4, shipped.dim)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1, 1], abs=1e-5)


def test_embed_of_nothing_is_an_empty_table(shipped: Embedder) -> None:
    assert shipped.embed([]).shape == (0, shipped.dim)


def test_text_without_word_pieces_is_a_zero_row(shipped: Embedder) -> None:
    assert not shipped.embed([""]).any()


def test_question_words_do_not_move_the_vector(shipped: Embedder) -> None:
    plain, asked = shipped.embed(["praktik", "hvordan er det med praktik"])
    assert float(plain @ asked) == pytest.approx(1.0, abs=1e-5)


def test_one_text_alone_and_in_a_batch_give_the_same_vector(shipped: Embedder) -> None:
    assert np.allclose(shipped.embed(TEXTS)[1], shipped.embed([TEXTS[1]])[0], atol=1e-6)


def test_langchain_forms_give_plain_floats(shipped: Embedder) -> None:
    document = shipped.embed_documents([TEXTS[0]])[0]
    assert document == pytest.approx(shipped.embed_query(TEXTS[0]))
    assert type(document[0]) is float


def test_id_changes_with_the_content(shipped_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kopi"
    shutil.copytree(shipped_folder, folder)
    before = StaticEmbedder(folder).id
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["truncation"] = {"direction": "Right", "max_length": 5, "strategy": "LongestFirst", "stride": 0}
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    assert before == load_embedder().id
    assert StaticEmbedder(folder).id != before


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("damage", ["missing", "truncated", "empty"])
def test_damaged_static_model_is_told_in_one_danish_line(
    shipped_folder: Path, tmp_path: Path, name: str, damage: str
) -> None:
    folder = tmp_path / "kopi"
    shutil.copytree(shipped_folder, folder)
    content = (folder / name).read_bytes()
    (folder / name).unlink()
    if damage != "missing":
        (folder / name).write_bytes(content[:1000] if damage == "truncated" else b"")
    with pytest.raises(ModelUnavailable, match="installer projektet igen") as caught:
        StaticEmbedder(folder)
    assert "\n" not in str(caught.value)


def test_other_model_is_read_from_its_folder(small_model: Path) -> None:
    embedder = load_embedder(str(small_model))
    assert embedder.dim == 8
    assert embedder.embed(["praktik uger"])[0] == pytest.approx([0, 0.5**0.5, 0.5**0.5, 0, 0, 0, 0, 0], abs=1e-5)
    assert embedder.id.startswith(f"{small_model}@")


def test_e5_model_gets_its_prompts(small_model: Path) -> None:
    folder = small_model.rename(small_model.parent / "multilingual-e5-small")
    embedder = load_embedder(str(folder))
    assert embedder.embed_query("praktik")[3] > 0
    assert embedder.embed_query("praktik")[4] == 0
    assert embedder.embed_documents(["praktik"])[0][4] > 0


def test_unknown_model_is_told_in_one_danish_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    missing = tmp_path / "findes-ikke"
    with pytest.raises(ModelUnavailable, match="PRAKTIK_EMBEDDER") as caught:
        load_embedder(str(missing))
    assert str(missing) in str(caught.value)
    assert "\n" not in str(caught.value)
