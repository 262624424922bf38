"""The rules against the wording of every version of the law in which they hold.

A rule's version may span several versions of an act. On each day on which one of them
changes, its references must exist, its values must stand in the provisions that set them,
and what its texts say in weeks, months or years must stand in one of its references.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from corpus.act_text import ActText
from corpus.acts import ActVersion
from corpus.provisions import Law, Status
from corpus.reference import LawRef
from corpus.rule import Quantity, Rule, RuleVersion
from ingest.law.difference import Difference
from ingest.law.numbers import Amount, amounts
from ingest.law.words import own_words, read_provision

Texts = Mapping[str, ActText]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A version of a rule on one day."""

    rule: Rule
    number: int
    on: date

    def version(self) -> RuleVersion:
        return self.rule.versions[self.number - 1]

    def differs(self, version: ActVersion, what: str) -> Difference:
        return Difference(
            version=version.id,
            provision=f"{self.rule.id}, version {self.number}",
            differs=what,
            file=f"corpus/rules/{self.rule.id}.toml",
        )


def check_rules(rules: Iterable[Rule], law: Law, texts: Texts) -> Iterator[Difference]:
    """Every reference that is not there, and every amount that none of the references state."""
    for rule in rules:
        for number, version in enumerate(rule.versions, start=1):
            for on in _days(version, law):
                place = _Place(rule=rule, number=number, on=on)
                yield from _missing(place, law, texts)
                yield from _unstated_values(place, law, texts)
                yield from _unstated_in_texts(place, law, texts)


def all_references(version: RuleVersion) -> tuple[LawRef, ...]:
    """Every provision that the version names, once, in the order of the acts."""
    values = (ref for quantity in version.quantities for ref in _rests_on(quantity))
    rows = (ref for row in version.rows for ref in row.references)
    return tuple(sorted({*version.references, *values, *rows}))


def _days(version: RuleVersion, law: Law) -> list[date]:
    """The days on which the version, or an act that it names, begins to be as it is."""
    acts = {ref.act for ref in all_references(version)}
    begins = {known.in_force_from for act in acts for known in law.versions(act)}
    return sorted(day for day in begins | {version.starts} if version.holds_on(day))


def _missing(place: _Place, law: Law, texts: Texts) -> Iterator[Difference]:
    for ref in all_references(place.version()):
        found = law.lookup(ref, place.on)
        if found.version is None:
            continue
        if found.status is not Status.EXISTS:
            yield place.differs(found.version, f"{ref} findes ikke i strukturen")
        text = texts.get(found.version.id)
        if text is not None and not found.version.partial and own_words(text, ref) is None:
            yield place.differs(found.version, f"{ref} findes ikke i ordlyden")


def _unstated_values(place: _Place, law: Law, texts: Texts) -> Iterator[Difference]:
    for quantity in place.version().quantities:
        read = _read(_rests_on(quantity), place.on, law, texts)
        amount = Amount(quantity.value, quantity.unit)
        if read and not _is_stated(amount, read.words):
            yield place.differs(read.version, f"{quantity.name}: {amount} står ikke i {quantity.reference}")


def _unstated_in_texts(place: _Place, law: Law, texts: Texts) -> Iterator[Difference]:
    version = place.version()
    read = _read(all_references(version), place.on, law, texts)
    if read is None:
        return
    said = (version.general, *version.texts.values(), *(row.text for row in version.rows), *version.weigh)
    stated = (*amounts(read.words), *(Amount(quantity.value, quantity.unit) for quantity in version.quantities))
    for amount in amounts("\n".join((*said, *version.notices))):
        if amount.unit and not amount.stands_in(stated):
            yield place.differs(read.version, f"{amount} i teksten står ikke i reglens bestemmelser")


def _is_stated(amount: Amount, words: str) -> bool:
    """True if the words state it; what is counted in persons or employees may be named otherwise there."""
    stated = amounts(words)
    known_unit = any(amount.unit == other.unit for other in amounts(str(amount)))
    return amount.stands_in(stated if known_unit else (Amount(other.value) for other in stated))


def _rests_on(quantity: Quantity) -> tuple[LawRef, ...]:
    return (quantity.reference, *quantity.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The wording of several references on a day; `version` is that of the first."""

    version: ActVersion
    words: str


def _read(refs: tuple[LawRef, ...], on: date, law: Law, texts: Texts) -> _Read | None:
    """The wording of the references; None if that of one is not at hand, so that nothing is missed for want of it."""
    found = [(ref, version) for ref in refs if (version := law.version(ref.act, on))]
    if not found or any(version.id not in texts for _, version in found):
        return None
    readings = [read_provision(texts[version.id], ref) for ref, version in found]
    if any(reading is None and version.partial for reading, (_, version) in zip(readings, found, strict=True)):
        return None
    return _Read(version=found[0][1], words="\n".join(reading.words for reading in readings if reading))
