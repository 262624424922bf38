"""Whether a question asks what a report says, so that the report answers and not the rule."""

from functools import lru_cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from assistant.understanding.cues import Cue, compiled, found
from corpus.lexicon import read_word_file
from corpus.tokens import fold, normalise


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    cues: tuple[str, ...]


def asks_documents(question: str) -> bool:
    """True if the words ask for what the reports or a municipality say.

    >>> asks_documents("Hvor mange sager gennemgik Ankestyrelsen?"), asks_documents("Hvor længe må hun være der?")
    (True, False)
    """
    return found(_cues(), fold(normalise(question))) is not None


@lru_cache(maxsize=1)
def _cues() -> tuple[Cue, ...]:
    file = files("corpus").joinpath("lexicon").joinpath("documents.toml")
    return compiled(read_word_file(file, _File).cues)
