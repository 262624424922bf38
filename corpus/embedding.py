"""Embedding models behind one port: a text in, a unit vector out.

The shipped model is a table of word pieces. It is read with numpy alone, because
importing torch and sentence-transformers takes seven seconds and an answer from cold may
take three; a test holds that both ways of reading it give the same vectors. Any other
model is a sentence-transformers one, by name or by folder, and loads them when asked for.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus.errors import ModelUnavailable

SHIPPED = "danish-law-static"
Vectors = NDArray[np.float32]

# These models are trained with a word before each text, and lose much without it (model cards of intfloat).
_E5_PROMPTS = ("query: ", "passage: ")
_MODEL_FILES = ("model.safetensors", "tokenizer.json")


class Embedder(Embeddings):
    """A model as the index and the search use it, and as langchain does.

    `id` is the model's name and a hash of its content: vectors of different ids are never
    compared. `dim` is the length of a vector.
    """

    id: str
    dim: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Documents as vectors: `(len(texts), dim)` float32, rows of unit length (zero for an unreadable text)."""
        raise NotImplementedError

    def embed_question(self, text: str) -> Vectors:
        """A question as a vector `(dim,)` float32 of unit length."""
        raise NotImplementedError

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """What langchain calls: see `embed`."""
        return [[float(value) for value in row] for row in self.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        """What langchain calls: see `embed_question`."""
        return [float(value) for value in self.embed_question(text)]


class StaticEmbedder(Embedder):
    """A static model: a text is the mean of the rows of its word pieces."""

    def __init__(self, folder: Path, name: str = SHIPPED) -> None:
        """Read a sentence-transformers StaticEmbedding from `folder`.

        Raises:
            ModelUnavailable: a file is missing or damaged.
        """
        self._tokenizer, self._table = _read_static(folder)
        self.dim = int(self._table.shape[1])
        self.id = f"{name}@{_content_hash(folder, _MODEL_FILES)}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder.embed`."""
        encoded = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        out = np.zeros((len(encoded), self.dim), dtype=np.float32)
        for row, encoding in enumerate(encoded):
            if encoding.ids:
                out[row] = self._table[encoding.ids].mean(axis=0)
        return _unit(out)

    def embed_question(self, text: str) -> Vectors:
        """See `Embedder.embed_question`."""
        return np.asarray(self.embed([text])[0], dtype=np.float32)


class TransformerEmbedder(Embedder):
    """Any sentence-transformers model; texts are encoded 64 at a time on the processor."""

    def __init__(self, name: str, encode: Callable[[Sequence[str], str], Any], content: str) -> None:
        """Wrap `encode(texts, prompt)`; use `load_embedder` to make one."""
        self._encode = encode
        self._prompts = _E5_PROMPTS if "e5" in Path(name).name.lower().replace("_", "-").split("-") else ("", "")
        self.id = f"{name}@{content}"
        self.dim = len(self.embed_question("prøve"))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder.embed`."""
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        return self._run(texts, self._prompts[1])

    def embed_question(self, text: str) -> Vectors:
        """See `Embedder.embed_question`."""
        return np.asarray(self._run([text], self._prompts[0])[0], dtype=np.float32)

    def _run(self, texts: Sequence[str], prompt: str) -> Vectors:
        try:
            return _unit(np.asarray(self._encode(texts, prompt), dtype=np.float32))
        except (RuntimeError, ValueError, MemoryError) as exc:
            reason = _first_line(exc)
            raise ModelUnavailable(f"Søgemodellen {self.id!r} svarer ikke ({reason}); vælg en anden model.") from exc


def load_embedder(name: str = SHIPPED) -> Embedder:
    """The model of that name: the shipped one, or any of sentence-transformers' by name or folder.

    Raises:
        ModelUnavailable: it is not found, not downloaded, damaged, or its library is missing.
    """
    if name == SHIPPED:
        with as_file(files("corpus") / "model") as folder:
            return StaticEmbedder(folder)
    return _load_transformer(name)


def _read_static(folder: Path) -> tuple[Any, NDArray[np.float32]]:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    try:
        table = load_file(folder / "model.safetensors")["embedding.weight"].astype(np.float32)
        text = (folder / "tokenizer.json").read_text(encoding="utf-8")
        # tokenizers raises a bare Exception on a damaged file, so the vocabulary is looked for first.
        size = len(json.loads(text)["model"]["vocab"])
        tokenizer = Tokenizer.from_str(text)
    except (OSError, KeyError, TypeError, ValueError, SafetensorError) as exc:
        raise ModelUnavailable(f"{folder}: søgemodellen kan ikke læses ({_first_line(exc)}); {_MEND}") from exc
    if table.ndim != 2 or len(table) < size:
        raise ModelUnavailable(f"{folder}: tabellen {table.shape} passer ikke til {size} ordstykker; {_MEND}")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer, table


_MEND = "installer projektet igen, eller kør 'praktik train-embedder'."


def _load_transformer(name: str) -> Embedder:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as exc:
        raise ModelUnavailable(f"Modellen {name!r} kræver sentence-transformers; installer projektet igen.") from exc
    try:
        model = SentenceTransformer(name, device="cpu", trust_remote_code=False)
    except (OSError, ValueError, RuntimeError, KeyError, ImportError) as exc:
        reason = _first_line(exc)
        mend = f"ret PRAKTIK_EMBEDDER, eller brug {SHIPPED!r}."
        raise ModelUnavailable(f"Søgemodellen {name!r} kan ikke hentes ({reason}); {mend}") from exc

    def encode(texts: Sequence[str], prompt: str) -> Any:
        return model.encode(list(texts), prompt=prompt or None, batch_size=64, show_progress_bar=False)

    return TransformerEmbedder(name, encode, _weights_hash(model))


def _weights_hash(model: Any) -> str:
    """A hash of the loaded weights: the same name may hold another model next year."""
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.detach().cpu().float().numpy().tobytes())
    return digest.hexdigest()[:12]


def _content_hash(folder: Path, names: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for name in names:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
