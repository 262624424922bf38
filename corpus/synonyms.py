"""Words that mean about the same, for search: a question's words are looked for with the others of their groups."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from corpus.lexicon import read_word_file
from corpus.tokens import fold, stem, words

_LONGEST_PHRASE = 4


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    groups: tuple[tuple[str, ...], ...]

    @model_validator(mode="after")
    def _groups_of_several(self) -> Self:
        lonely = [group for group in self.groups if len(set(group)) < 2]
        if lonely:
            raise ValueError(f"gruppen {list(lonely[0])} har kun ét ord; tilføj et ord, eller fjern den")
        return self


@dataclass(frozen=True, slots=True, eq=False)
class Synonyms:
    """Groups of words; `by_phrase` maps a phrase in its stems to the groups it stands in."""

    groups: tuple[tuple[str, ...], ...]
    by_phrase: Mapping[str, tuple[int, ...]]

    def of(self, text: str) -> tuple[str, ...]:
        """The other words of every group that a phrase of the text stands in.

        >>> Synonyms.made([("chef", "leder")]).of("Må chefen skrive under?")
        ('leder',)
        """
        stems = [_key(word) for word in words(text)]
        phrases = {
            " ".join(stems[at : at + length])
            for length in range(1, _LONGEST_PHRASE + 1)
            for at in range(len(stems) - length + 1)
        }
        found = sorted({number for phrase in phrases for number in self.by_phrase.get(phrase, ())})
        others = (word for number in found for word in self.groups[number] if _phrase(word) not in phrases)
        return tuple(dict.fromkeys(others))

    @classmethod
    def made(cls, groups: Iterable[Iterable[str]]) -> Self:
        """The synonyms of these groups."""
        kept = tuple(tuple(group) for group in groups)
        places: dict[str, list[int]] = {}
        for number, group in enumerate(kept):
            for word in group:
                places.setdefault(_phrase(word), []).append(number)
        return cls(groups=kept, by_phrase={phrase: tuple(dict.fromkeys(found)) for phrase, found in places.items()})


@lru_cache(maxsize=1)
def default_synonyms() -> Synonyms:
    """The synonyms of the package, read once.

    Raises:
        CorpusError: the file cannot be read, or a group holds one word.
    """
    return Synonyms.made(read_word_file(files("corpus") / "lexicon" / "synonyms.toml", _File).groups)


def _phrase(text: str) -> str:
    return " ".join(_key(word) for word in words(text))


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    return fold(stem(word))
