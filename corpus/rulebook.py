"""The rules as data with dates: one TOML file a rule, read, checked and frozen.

A rule's id is its path under `corpus/rules`. Its versions follow each other without gap
or overlap, and the last one is open: repeal is a version that is not in force. Every
mistake in a file is a `CorpusError` of one line that names file, version and mend.
"""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import Any

from corpus.errors import CorpusError
from corpus.lexicon import Lexicon, load_lexicon
from corpus.reference import LawRef
from corpus.rule import Condition, LawLookup, Quantity, Row, Rule, Rulebook, RuleVersion, Vocabulary
from corpus.rulefile import read_rule

__all__ = [
    "Condition",
    "LawLookup",
    "Quantity",
    "Row",
    "Rule",
    "RuleVersion",
    "Rulebook",
    "Vocabulary",
    "load_rulebook",
]

TOPICS = "topics.toml"


def load_rulebook(
    root: Traversable | Path | None = None,
    law: LawLookup | None = None,
    *,
    vocabulary: Vocabulary | None = None,
    lexicon: Lexicon | None = None,
) -> Rulebook:
    """The rules under `root` (the package's own by default).

    References are held against `law`, facts, shapes and placeholders against
    `vocabulary`, where these are given; target groups against `lexicon` (the package's
    own by default).

    Raises:
        CorpusError: a file cannot be used; one line naming file, version and mend.
    """
    root = root or files("corpus") / "rules"
    topics = tuple(_toml(root / TOPICS, TOPICS).get("topics", ()))
    lexicon = lexicon or load_lexicon()
    rules = [read_rule(name, _toml(path, name)) for name, path in _rule_files(root)]
    for rule in rules:
        _check_periods(rule)
        _check_groups(rule, lexicon.keys)
        _check_words(rule, topics, vocabulary)
    _check_uses(rules)
    if law is not None:
        _check_references(rules, law)
    rules.sort(key=lambda rule: (min(topics.index(topic) for topic in rule.topics), rule.id))
    return Rulebook(rules=tuple(rules), topics=topics, lexicon=lexicon)


def _rule_files(folder: Traversable | Path, prefix: str = "") -> Iterator[tuple[str, Traversable | Path]]:
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.is_dir():
            yield from _rule_files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".toml") and entry.name != TOPICS:
            yield prefix + entry.name, entry


def _toml(path: Traversable | Path, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except FileNotFoundError as exc:
        raise CorpusError(f"{name}: filen findes ikke; den skal ligge i corpus/rules.") from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise CorpusError(f"{name}: kan ikke læses som TOML ({exc}); ret filen.") from exc


def _check_periods(rule: Rule) -> None:
    name, versions = f"{rule.id}.toml", rule.versions
    for number, (this, following) in enumerate(pairwise(versions), 1):
        if this.until != following.starts:
            fault = "overlapper" if this.until is None or this.until > following.starts else "efterlader et hul før"
            raise CorpusError(
                f"{name}: version {number} {fault} version {number + 1}, der begynder {following.starts}; "
                f"skriv until = {following.starts} i version {number}."
            )
    if versions[-1].until is not None:
        raise CorpusError(
            f"{name}: version {len(versions)} slutter {versions[-1].until}, og ingen version følger efter; "
            f"fjern 'until', eller tilføj en version med in_force = false."
        )


def _check_groups(rule: Rule, known: tuple[str, ...]) -> None:
    versions = rule.versions
    used = {group for version in versions for groups in version.groups.values() for group in groups}
    used |= {group for version in versions for quantity in version.quantities for group in quantity.groups}
    for version in versions:
        for condition in (c for row in version.rows for c in row.when if c.fact.endswith("target_group")):
            used |= {str(value) for value in condition.any_of}
    if unknown := sorted(used - set(known)):
        raise CorpusError(
            f"{rule.id}.toml: målgruppen {unknown[0]!r} kendes ikke; brug en nøgle fra target_groups.toml."
        )


def _check_words(rule: Rule, topics: tuple[str, ...], vocabulary: Vocabulary | None) -> None:
    where = f"{rule.id}.toml"
    if unknown := [topic for topic in rule.topics if topic not in topics]:
        raise CorpusError(f"{where}: emnet {unknown[0]!r} kendes ikke; brug et af emnerne i {TOPICS}.")
    asked = {condition.fact for version in rule.versions for row in version.rows for condition in row.when}
    if undeclared := sorted((asked | set(rule.triggers)) - set(rule.facts)):
        raise CorpusError(f"{where}: {undeclared[0]!r} bruges, men står ikke i 'facts'; tilføj feltet dér.")
    if vocabulary is None:
        return
    if unknown := [fact for fact in rule.facts if fact not in vocabulary.facts]:
        raise CorpusError(f"{where}: feltet {unknown[0]!r} findes ikke i CaseFacts; ret navnet.")
    if rule.shape not in vocabulary.placeholders:
        known = ", ".join(sorted(vocabulary.placeholders))
        raise CorpusError(f"{where}: formen {rule.shape!r} kendes ikke; brug en af: {known}.")
    for number, version in enumerate(rule.versions, 1):
        _check_texts(f"{where}: version {number}", rule, version, vocabulary)


def _check_texts(where: str, rule: Rule, version: RuleVersion, vocabulary: Vocabulary) -> None:
    if version.in_force and (missing := sorted(vocabulary.texts[rule.shape] - set(version.texts))):
        raise CorpusError(f"{where}: mangler teksten {missing[0]!r}; skriv den under [version.texts].")
    if version.in_force and rule.shape == "decision_table" and not (version.rows and not version.rows[-1].when):
        raise CorpusError(f"{where}: tabellen kan løbe tør; slut med en række, hvor when = {{}}.")
    allowed = vocabulary.placeholders[rule.shape]
    rows = [(row.text, allowed | {condition.fact for condition in row.when}) for row in version.rows]
    for text, names in [*((text, allowed) for text in version.texts.values()), *rows, (version.general, frozenset())]:
        if unknown := sorted({field for _, field, _, _ in Formatter().parse(text) if field is not None} - names):
            raise CorpusError(f"{where}: pladsholderen {unknown[0]!r} kendes ikke her; ret eller fjern den.")


def _check_uses(rules: list[Rule]) -> None:
    known = {rule.id for rule in rules}
    for rule in rules:
        for number, version in enumerate(rule.versions, 1):
            if unknown := [used for used in version.uses if used not in known]:
                raise CorpusError(
                    f"{rule.id}.toml: version {number}: reglen {unknown[0]!r} findes ikke; ret navnet under 'uses'."
                )


def _check_references(rules: list[Rule], law: LawLookup) -> None:
    """Each reference exists on every day of its version on which any rule changes."""
    days = sorted({version.starts for rule in rules for version in rule.versions})
    for rule in rules:
        for number, version in enumerate(rule.versions, 1):
            for day in (d for d in days if version.holds_on(d)):
                for ref in _all_references(version):
                    if law.lookup(ref.without_pkt(), day).status.name != "EXISTS":
                        raise CorpusError(
                            f"{rule.id}.toml: version {number}: {ref} findes ikke i den version, der gælder {day}; "
                            f"ret henvisningen, eller del versionen ved den dag."
                        )


def _all_references(version: RuleVersion) -> Iterator[LawRef]:
    yield from version.references
    for quantity in version.quantities:
        yield from (quantity.reference, *quantity.also)
    for row in version.rows:
        yield from row.references
