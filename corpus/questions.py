"""The question bank: what a caseworker asks when a passage is the answer.

Typical questions are searched with their passage and train the models; they are never
shown as the source's words. The plainest stand first. One file a source, `corpus/questions/<source-id>.toml`, or an
act in all its versions, `corpus/questions/<short name of the act>.toml`. Each entry names
its passage by reference or by a snippet that stands in that passage alone, so that a bank
survives a new cutting of the text, and one that no longer fits is refused. The questions are
text, one a line:

    [[passage]]
    reference = "LAB § 85"
    questions = '''
    Hvor længe må nytteindsats vare?
    Er der et loft over nyttejob?
    '''
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus.errors import CorpusError, QuestionError
from corpus.passage import Passage
from corpus.reference import LawRef, parse

# Shorter snippets stand in many passages by chance.
MIN_QUOTE = 20
# So many questions of a passage are its plainest, and stand first. The rest are for search alone: with their rare words
# more typos pass for words, and more questions of other fields for ours (docs/retrieval.md).
PLAINEST = 20


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    questions: str
    reference: str | None = None
    quote: str | None = Field(default=None, min_length=MIN_QUOTE)

    @model_validator(mode="after")
    def _one_address(self) -> Self:
        if (self.reference is None) == (self.quote is None):
            raise ValueError("angiv enten 'reference' eller 'quote', og kun én af dem")
        if not self.lines:
            raise ValueError("der er ingen spørgsmål; skriv ét på hver linje")
        return self

    @property
    def lines(self) -> tuple[str, ...]:
        """The questions."""
        return tuple(line.strip() for line in self.questions.splitlines() if line.strip())


class _File(BaseModel):
    """`numbered_on` is a day on which the act's provisions bore the numbers of the file; left out, they are today's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    numbered_on: date | None = None
    passage: tuple[_Entry, ...]


def load_questions(passages: Sequence[Passage], folder: Traversable | None = None) -> tuple[Passage, ...]:
    """The passages, in their order, with the typical questions of the bank in `folder`.

    An entry by reference belongs to the passage of exactly that provision in that source; in an
    act's file, to the provision as numbered today (or on the file's `numbered_on`) and to every
    other one with the same words.

    Raises:
        CorpusError: a file is not a bank, names an unknown source or provision, or quotes a
            snippet that stands in no passage or in several.
    """
    bank = files("corpus") / "questions" if folder is None else folder
    found: dict[str, list[str]] = {}
    for path in sorted(_banks(bank), key=lambda path: path.name):
        for passage, questions in _read(path, passages):
            found.setdefault(passage.id, []).extend(questions)
    return tuple(replace(p, questions=(*p.questions, *dict.fromkeys(found.get(p.id, ())))) for p in passages)


def typical_questions(folder: Traversable | None = None, most: int | None = None) -> tuple[str, ...]:
    """The questions of the bank, in the order of the files, without their passages; of each the first `most`, or all.

    Raises:
        CorpusError: a file is not a bank.
    """
    bank = files("corpus") / "questions" if folder is None else folder
    paths = sorted(_banks(bank), key=lambda path: path.name)
    entries = (entry for path in paths for entry in _file(path, f"corpus/questions/{path.name}").passage)
    return tuple(question for entry in entries for question in entry.lines[:most])


def _banks(folder: Traversable) -> Iterator[Traversable]:
    if folder.is_dir():
        yield from (path for path in folder.iterdir() if path.name.endswith(".toml"))


def _read(path: Traversable, passages: Sequence[Passage]) -> Iterator[tuple[Passage, tuple[str, ...]]]:
    where = f"corpus/questions/{path.name}"
    source = path.name.removesuffix(".toml")
    own = [passage for passage in passages if passage.source == source]
    act = [passage for passage in passages if passage.reference and passage.reference.act.lower() == source]
    if not own and not act:
        raise CorpusError(f"{where}: kilden {source!r} har ingen passager; ret filens navn til en kildes id.")
    file = _file(path, where)
    numbered = own or [passage for passage in act if _numbered(passage, file.numbered_on)]
    for number, entry in enumerate(file.passage, start=1):
        passage = _passage_of(entry, numbered, f"{where}: [[passage]] nr. {number}")
        questions = entry.lines
        yield passage, questions
        yield from ((other, questions) for other in act if other is not passage and other.text == passage.text)


def _numbered(passage: Passage, on: date | None) -> bool:
    return passage.valid_until is None if on is None else passage.in_force(on)


def _file(path: Traversable, where: str) -> _File:
    try:
        return _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise CorpusError(f"{where}: filen kan ikke læses ({exc}); ret den.") from exc
    except ValidationError as exc:
        first = exc.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise CorpusError(f"{where}: {place}: {first['msg']}; ret filen.") from exc


def _passage_of(entry: _Entry, passages: Sequence[Passage], where: str) -> Passage:
    if entry.reference is not None:
        ref = _reference(entry.reference, where)
        found = [passage for passage in passages if passage.reference == ref]
        address, mend = f"{ref} er ikke en passage i kilden", "ret henvisningen."
    else:
        quote = entry.quote or ""
        found = [passage for passage in passages if quote in passage.text]
        place = f"står i {len(found)} passager, ikke i én"
        address, mend = f"{quote!r} {place}", "citér et stykke, der kun står ét sted."
    if len(found) != 1:
        raise CorpusError(f"{where}: {address}; {mend}")
    return found[0]


def _reference(text: str, where: str) -> LawRef:
    try:
        return parse(text)
    except QuestionError as exc:
        raise CorpusError(f"{where}: {exc}") from exc
