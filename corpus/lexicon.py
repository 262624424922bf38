"""The words people use, as data: what they call the target groups, and what else they say for the law's terms.

A word is written once, in the folder `corpus/lexicon`, and belongs to one group, to one set of
candidates or to one term; the loader refuses anything else. Nothing is read from a
question here: the lexicon knows the words, `assistant` finds them.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import CorpusError, QuestionError
from corpus.reference import LawRef, parse
from corpus.tokens import fold, normalise

FactValue = bool | int | Decimal | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A word or phrase for a group; `facts` is what it says of the case beyond the group."""

    word: str
    facts: Mapping[str, FactValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """What a group is called from `since` (None: from the beginning), as the words stand in a sentence."""

    name: str
    plural: str
    definite: str
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """Where the act defines the group, from `start` until `until` (half open; None: open)."""

    reference: LawRef
    start: date
    until: date | None = None

    def applies(self, on: date) -> bool:
        """True if this is the group's place in the act on that day."""
        return self.start <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """Age (in years) and education (erhvervskompetencegivende) that a group demands; None demands nothing."""

    age_from: int | None = None
    age_below: int | None = None
    has_education: bool | None = None

    def fits(self, age: int | None, has_education: bool | None) -> bool:
        """False only if what is known of the person rules it out."""
        old_enough = age is None or self.age_from is None or age >= self.age_from
        young_enough = age is None or self.age_below is None or age < self.age_below
        educated = has_education is None or self.has_education is None or has_education == self.has_education
        return old_enough and young_enough and educated


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetGroup:
    """A target group by our stable key, with its words, its names by date and its place in the act by date."""

    key: str
    forms: tuple[Forms, ...]
    names: tuple[Name, ...]
    numbers: tuple[Number, ...]
    admissions: tuple[Admission, ...]

    def called(self, on: date) -> Forms:
        """The group's names on that day."""
        return next(form for form in reversed(self.forms) if form.since is None or form.since <= on)

    def number(self, on: date) -> LawRef | None:
        """Where the act defines the group on that day; None where it does not, or our law does not reach."""
        return next((number.reference for number in self.numbers if number.applies(on)), None)

    def admits(self, age: int | None, has_education: bool | None) -> bool:
        """False only if the person's known age and education rule the group out."""
        return not self.admissions or any(rule.fits(age, has_education) for rule in self.admissions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The groups a word can mean from `since`, and the question that settles it."""

    candidates: tuple[str, ...]
    question: str
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous:
    """Words that fit several groups."""

    words: tuple[str, ...]
    choices: tuple[Choice, ...]

    def choice(self, on: date) -> Choice:
        """What the words can mean on that day."""
        return next(choice for choice in reversed(self.choices) if choice.since is None or choice.since <= on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A professional term: the words for it, what they add to a search, and the topics they hint at."""

    term: str
    words: tuple[str, ...]
    expand: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All groups, ambiguous words and terms; immutable."""

    groups: tuple[TargetGroup, ...]
    ambiguous: tuple[Ambiguous, ...]
    terms: tuple[Term, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The target group keys in the order of the file."""
        return tuple(group.key for group in self.groups)

    def group(self, key: str) -> TargetGroup:
        """The group with that key.

        Raises:
            QuestionError: no group has it.
        """
        found = next((group for group in self.groups if group.key == key), None)
        if found is None:
            raise QuestionError(f"Målgruppen {key!r} findes ikke; vælg en af {', '.join(self.keys)}.")
        return found

    def number(self, key: str, on: date) -> LawRef | None:
        """Where the act defines the group on that day: "LAB § 6, nr. 4"; None where it does not."""
        return self.group(key).number(on)

    def display(self, key: str, on: date) -> str:
        """The group's name in the singular, as it stands after "en", on that day."""
        return self.group(key).called(on).name


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Number(_Model):
    start: date = Field(alias="from")
    until: date | None = None
    reference: str


class _Meaning(_Model):
    names: tuple[str, ...] = Field(min_length=1)
    facts: dict[str, FactValue] = Field(min_length=1)


class _Named(_Model):
    name_from: date
    name: str
    plural: str
    definite: str


class _Admits(_Model):
    age_from: int | None = None
    age_below: int | None = None
    has_education: bool | None = None


class _Group(_Model):
    key: str
    name: str
    plural: str
    definite: str
    names: tuple[str, ...] = Field(min_length=1)
    numbers: tuple[_Number, ...] = Field(min_length=1)
    admits: tuple[_Admits, ...] = ()
    meaning: tuple[_Meaning, ...] = ()
    named: tuple[_Named, ...] = ()


class _Later(_Model):
    since: date = Field(alias="from")
    candidates: tuple[str, ...] = Field(min_length=2)
    question: str


class _Ambiguous(_Model):
    words: tuple[str, ...] = Field(min_length=1)
    candidates: tuple[str, ...] = Field(min_length=2)
    question: str
    later: _Later | None = None


class _GroupsFile(_Model):
    group: tuple[_Group, ...] = Field(min_length=1)
    ambiguous: tuple[_Ambiguous, ...] = ()


class _Term(_Model):
    term: str
    words: tuple[str, ...] = Field(min_length=1)
    expand: tuple[str, ...] = Field(min_length=1)
    topics: tuple[str, ...] = ()


class _TermsFile(_Model):
    term: tuple[_Term, ...] = ()


_GROUPS, _TERMS = "target_groups.toml", "terms.toml"
_File = TypeVar("_File", bound=BaseModel)


def load_lexicon(root: Traversable | Path | None = None) -> Lexicon:
    """The lexicon from the folder `root` (default: the package's own), read anew at each call.

    Raises:
        CorpusError: a file is missing or wrong; the message names the file and the mend.
    """
    folder = root if root is not None else files("corpus") / "lexicon"
    groups = read_word_file(folder / _GROUPS, _GroupsFile)
    terms = read_word_file(folder / _TERMS, _TermsFile)
    _check_keys(groups)
    _check_words(_GROUPS, _group_words(groups))
    _check_words(_TERMS, ((word, term.term) for term in terms.term for word in term.words))
    return Lexicon(
        groups=tuple(_group(group) for group in groups.group),
        ambiguous=tuple(_ambiguous(entry) for entry in groups.ambiguous),
        terms=tuple(Term(term=t.term, words=t.words, expand=t.expand, topics=t.topics) for t in terms.term),
    )


def read_word_file(path: Traversable | Path, model: type[_File]) -> _File:
    """A file of `corpus/lexicon` as `model`.

    Raises:
        CorpusError: it cannot be read or does not fit; names file, field and mend.
    """
    where = f"corpus/lexicon/{path.name}"
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))
    except OSError as exc:
        raise CorpusError(f"{where} kan ikke læses ({exc}); læg filen på plads igen.") from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise CorpusError(f"{where} er ikke gyldig TOML i UTF-8 ({exc}); ret filen.") from exc
    except ValidationError as exc:
        first = exc.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise CorpusError(f"{where}: {field}: {first['msg']}; ret eller fjern feltet.") from exc


def _check_keys(file: _GroupsFile) -> None:
    """Each key once, and every candidate one of them."""
    keys = [group.key for group in file.group]
    if double := next((key for key in keys if keys.count(key) > 1), None):
        raise CorpusError(f"corpus/lexicon/{_GROUPS}: målgruppen {double!r} står to gange; saml den i én [[group]].")
    for entry in file.ambiguous:
        named = entry.candidates + (entry.later.candidates if entry.later else ())
        if unknown := next((key for key in named if key not in keys), None):
            raise CorpusError(
                f"corpus/lexicon/{_GROUPS}: {entry.words[0]!r} peger på målgruppen {unknown!r}, som ikke findes; "
                f"brug en af {', '.join(keys)}."
            )


def _group_words(file: _GroupsFile) -> Iterator[tuple[str, str]]:
    """Every word with what it stands under."""
    for group in file.group:
        yield from ((word, group.key) for word in group.names)
        yield from ((word, group.key) for meaning in group.meaning for word in meaning.names)
    for entry in file.ambiguous:
        yield from ((word, f"flertydig: {entry.words[0]}") for word in entry.words)


def _check_words(file: str, words: Iterable[tuple[str, str]]) -> None:
    """Each word once, however it is spelt: with capitals or with ae for æ."""
    owners: dict[str, str] = {}
    for word, owner in words:
        spelt = fold(normalise(word)).strip()
        if not spelt:
            raise CorpusError(f"corpus/lexicon/{file}: {owner} har et tomt ord; slet det.")
        if spelt in owners:
            raise CorpusError(
                f"corpus/lexicon/{file}: ordet {word!r} står både under {owners[spelt]!r} og {owner!r}; "
                "lad det stå ét sted."
            )
        owners[spelt] = owner


def _group(group: _Group) -> TargetGroup:
    forms = [Forms(name=group.name, plural=group.plural, definite=group.definite)]
    forms += [Forms(name=n.name, plural=n.plural, definite=n.definite, since=n.name_from) for n in group.named]
    names = [Name(word=word, facts=MappingProxyType({})) for word in group.names]
    names += [Name(word=word, facts=MappingProxyType(m.facts)) for m in group.meaning for word in m.names]
    return TargetGroup(
        key=group.key,
        forms=tuple(forms),
        names=tuple(names),
        numbers=_numbers(group),
        admissions=tuple(
            Admission(age_from=a.age_from, age_below=a.age_below, has_education=a.has_education) for a in group.admits
        ),
    )


def _numbers(group: _Group) -> tuple[Number, ...]:
    """The group's places in the act by period, each ending before the next begins."""
    numbers = sorted(group.numbers, key=lambda number: number.start)
    if empty := next((n for n in numbers if n.until is not None and n.until <= n.start), None):
        raise CorpusError(
            f"corpus/lexicon/{_GROUPS}: {group.key}: {empty.reference!r} slutter, før den begynder; ret until."
        )
    for earlier, later in pairwise(numbers):
        if earlier.until is None or later.start < earlier.until:
            raise CorpusError(
                f"corpus/lexicon/{_GROUPS}: {group.key} har to numre fra {later.start}; "
                f"sæt until = {later.start} på {earlier.reference!r}."
            )
    return tuple(Number(reference=_ref(group.key, n.reference), start=n.start, until=n.until) for n in numbers)


def _ref(key: str, reference: str) -> LawRef:
    try:
        return parse(reference)
    except QuestionError as exc:
        raise CorpusError(f"corpus/lexicon/{_GROUPS}: {key}: {exc}") from exc


def _ambiguous(entry: _Ambiguous) -> Ambiguous:
    choices = [Choice(candidates=entry.candidates, question=entry.question)]
    if entry.later:
        choices.append(
            Choice(candidates=entry.later.candidates, question=entry.later.question, since=entry.later.since)
        )
    return Ambiguous(words=entry.words, choices=tuple(choices))
