"""English beside Danish: what the assistant says, in the language of the one who asks.

The texts are written in Danish, where they belong: in the rule files, in the notices on
the law, in the lexicon and among the assistant's own sentences. `corpus/english` holds
their translation, a row a text: `da` exactly as it stands there, `en` with the same
{placeholders}. The loader holds the two together: no text without its twin, no twin of
a text that is gone, the same placeholders and the same numbers in both. No two texts
share a twin, so that what differs in Danish differs in English, and a case has the same
findings in both languages.

References and quotations are never translated. A term of art stands in Danish beside
its explanation. A target group has no article in the catalogue; `named` gives it one,
and an English template therefore has "{group}" where the Danish has "en {group}".
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Formatter
from typing import Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.acts import load_acts
from corpus.dates import danish_date, stated_dates, without_dates
from corpus.errors import CorpusError
from corpus.lexicon import Lexicon
from corpus.quantities import Language, number_text, stated_numbers, written_numbers
from corpus.rule import Row, Rule, Rulebook, RuleVersion

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_LONG = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})\b")


class Phrasebook(Protocol):
    """A language to answer in: it says what is written in Danish, and reads what it has said."""

    @property
    def language(self) -> Language:
        """The language's short name."""

    def say(self, text: str) -> str:
        """The text or template in the language."""

    def named(self, name: str) -> str:
        """A target group's Danish name as it stands in a sentence of the language, for "{group}"."""

    def dated(self, day: date) -> str:
        """The day in words."""

    def number(self, value: Decimal) -> str:
        """The number as it is written."""

    def numbers_in(self, text: str) -> frozenset[Decimal]:
        """The numbers that a text in the language states, those of whole dates left out."""

    def dates_in(self, text: str) -> frozenset[date]:
        """The whole dates in a text in the language."""


@dataclass(frozen=True, slots=True)
class _Danish:
    """The texts as they are written."""

    language: Language = "da"

    def say(self, text: str) -> str:
        return text

    def named(self, name: str) -> str:
        return name

    def dated(self, day: date) -> str:
        return danish_date(day)

    def number(self, value: Decimal) -> str:
        return number_text(value)

    def numbers_in(self, text: str) -> frozenset[Decimal]:
        return stated_numbers(without_dates(text))

    def dates_in(self, text: str) -> frozenset[date]:
        return stated_dates(text)


DANISH: Phrasebook = _Danish()


@dataclass(frozen=True, slots=True, kw_only=True)
class English:
    """The texts by their twins."""

    twins: Mapping[str, str] = field(repr=False, hash=False)
    language: Language = "en"

    def say(self, text: str) -> str:
        """The English twin of a Danish text.

        Raises:
            CorpusError: it has none.
        """
        if text not in self.twins:
            raise CorpusError(f"corpus/english: {_shown(text)} er ikke oversat; tilføj en [[row]] med teksten.")
        return self.twins[text]

    def named(self, name: str) -> str:
        """The group with its article: "an aktivitetsparat kontanthjælpsmodtager (activity-ready …)"."""
        english = self.say(name)
        return f"{'an' if english[0].lower() in 'aeiouæøå' else 'a'} {english}"

    def dated(self, day: date) -> str:
        """The day in words: "1 September 2026"."""
        return english_date(day)

    def number(self, value: Decimal) -> str:
        """The number with a decimal point."""
        return number_text(value, "en")

    def numbers_in(self, text: str) -> frozenset[Decimal]:
        """The numbers that an English text states."""
        return stated_numbers(_LONG.sub(" ", text), "en")

    def dates_in(self, text: str) -> frozenset[date]:
        """The whole dates in an English text, as `dated` writes them."""
        return frozenset(date(int(y), MONTHS.index(m) + 1, int(d)) for d, m, y in _LONG.findall(text))


def english_date(day: date) -> str:
    """The day in English words.

    >>> english_date(date(2026, 9, 1))
    '1 September 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    da: str
    en: str


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    row: tuple[_Row, ...]


def load_english(danish: Iterable[str], folder: Traversable | Path | None = None) -> English:
    """The catalogue in `folder` (the package's own by default), held against the Danish texts that are said.

    Raises:
        CorpusError: a file or row cannot be used, or a Danish text has no twin; one line with file, row and mend.
    """
    root = files("corpus") / "english" if folder is None else folder
    said = dict.fromkeys(danish)
    twins: dict[str, str] = {}
    places: dict[str, str] = {}
    for where, row in _rows(root):
        _check_row(where, row, said)
        if row.da in twins:
            raise CorpusError(f"{where}: {_shown(row.da)} er oversat før ({places[row.da]}); slet den ene række.")
        if row.en in places:
            raise CorpusError(
                f"{where}: {_shown(row.en)} er også oversættelsen i {places[row.en]}; "
                "oversæt de to danske tekster forskelligt."
            )
        twins[row.da] = row.en
        places |= {row.da: where, row.en: where}
    if missing := next((text for text in said if text not in twins), None):
        raise CorpusError(f"corpus/english: {_shown(missing)} er ikke oversat; tilføj en [[row]] med teksten.")
    return English(twins=twins)


def _rows(root: Traversable | Path) -> Iterator[tuple[str, _Row]]:
    for path in sorted(root.iterdir(), key=lambda item: item.name):
        if path.name.endswith(".toml"):
            where = f"corpus/english/{path.name}"
            yield from ((f"{where}: række {n}", row) for n, row in enumerate(_read(path, where), 1))


def _read(path: Traversable | Path, where: str) -> tuple[_Row, ...]:
    try:
        return _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).row
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise CorpusError(f"{where}: filen kan ikke læses ({exc}); ret den.") from exc
    except ValidationError as exc:
        first = exc.errors()[0]
        place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"])
        raise CorpusError(f"{where}: {place}: {first['msg']}; hver række har 'da' og 'en' og ikke andet.") from exc


def _check_row(where: str, row: _Row, said: Collection[str]) -> None:
    if row.da not in said:
        raise CorpusError(f"{where}: {_shown(row.da)} siges ikke længere; ret 'da' til den nye tekst, eller slet den.")
    if not row.en.strip():
        raise CorpusError(f"{where}: {_shown(row.da)} har en tom oversættelse; skriv 'en'.")
    if (danish := _placeholders(row.da)) != (english := _placeholders(row.en)):
        raise CorpusError(
            f"{where}: pladsholderne {', '.join(sorted(danish)) or '(ingen)'} er blevet til "
            f"{', '.join(sorted(english)) or '(ingen)'} i {_shown(row.en)}; brug de samme."
        )
    if (numbers := written_numbers(row.da)) != (others := written_numbers(row.en, "en")):
        raise CorpusError(
            f"{where}: tallene {_listed(numbers)} er blevet til {_listed(others)} i {_shown(row.en)}; brug de samme."
        )


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _listed(numbers: Iterable[Decimal]) -> str:
    return ", ".join(map(number_text, numbers)) or "(ingen)"


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:59]}…")


def rule_texts(rules: Iterable[Rule]) -> Iterator[str]:
    """Every text of the rules that reaches a person, in the order of the rules."""
    for rule in rules:
        yield rule.title
        for version in rule.versions:
            yield from (version.general, *version.notices, *version.weigh, *version.texts.values())
            for row in version.rows:
                yield from (row.text, *row.notices, *row.weigh)


def lexicon_texts(lexicon: Lexicon) -> Iterator[str]:
    """What the groups are called, and the questions that settle which one is meant."""
    yield from (form.name for group in lexicon.groups for form in group.forms)
    yield from (choice.question for entry in lexicon.ambiguous for choice in entry.choices)


def law_texts(root: Traversable | Path | None = None) -> Iterator[str]:
    """What is told of the law as uncertain."""
    _, uncertainties = load_acts(root or files("corpus") / "law")
    return (uncertainty.text for uncertainty in uncertainties)


def constant_texts(namespace: Mapping[str, object]) -> Iterator[str]:
    """The texts among a module's constants: NAME = "…" and NAME = {key: "…"}."""
    for name, value in namespace.items():
        if name.startswith("_") or not name.isupper():
            continue
        values = value.values() if isinstance(value, Mapping) else (value,)
        yield from (text for text in values if isinstance(text, str))


def all_texts(rulebook: Rulebook) -> Iterator[str]:
    """Every Danish text of the corpus that reaches a person."""
    yield from rule_texts(rulebook.rules)
    yield from lexicon_texts(rulebook.lexicon)
    yield from law_texts()


def worded(version: RuleVersion, words: Phrasebook) -> RuleVersion:
    """The version with its texts in the language; what it asks and what it rests on are the same."""
    if words.language == "da":
        return version
    return replace(
        version,
        general=words.say(version.general),
        notices=tuple(map(words.say, version.notices)),
        weigh=tuple(map(words.say, version.weigh)),
        texts={name: words.say(text) for name, text in version.texts.items()},
        rows=tuple(_worded_row(row, words) for row in version.rows),
    )


def _worded_row(row: Row, words: Phrasebook) -> Row:
    return replace(
        row,
        text=words.say(row.text),
        notices=tuple(map(words.say, row.notices)),
        weigh=tuple(map(words.say, row.weigh)),
    )
