"""Everything that the corpus says of the law, held against the official wording at hand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus.act_text import ActText
from corpus.errors import QuestionError
from corpus.passage import Passage
from corpus.provisions import Law
from corpus.rule import Rule
from ingest.law.check_bank import check_bank, check_loading
from ingest.law.check_renderings import check_renderings
from ingest.law.check_rules import check_rules
from ingest.law.check_structure import check_structure
from ingest.law.difference import Difference
from ingest.law.reviewed import Review, key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A difference and the review that says why it is right."""

    difference: Difference
    review: Review


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What a check found.

    `checked` are the versions with wording at hand and `without` the others. `stale` are
    reviews of a difference that is no longer there.
    """

    checked: tuple[str, ...]
    without: tuple[str, ...]
    differences: tuple[Difference, ...]
    explained: tuple[Explained, ...]
    stale: tuple[Review, ...]

    @property
    def is_clean(self) -> bool:
        """True if nothing is left to look at."""
        return not self.differences and not self.stale


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is held against the wording: the law, the rules, and the passages of all documents."""

    law: Law
    rules: tuple[Rule, ...]
    passages: tuple[Passage, ...]


def check(ours: Checked, texts: Mapping[str, ActText], reviews: Iterable[Review]) -> CheckReport:
    """Every difference between our data and the texts, by version id, sorted into open and explained.

    Raises:
        QuestionError: there is no text to check against.
    """
    if not texts:
        raise QuestionError(
            "Der er ingen officiel ordlyd at kontrollere mod; hent den med 'praktik fetch', "
            "eller peg på en mappe med --official DIR."
        )
    found = tuple(dict.fromkeys(_differences(ours, texts)))
    by_key = {review.key: review for review in reviews}
    met = {key_of(difference) for difference in found}
    known = [version.id for act in ours.law.acts for version in ours.law.versions(act)]
    without = tuple(id_ for id_ in known if id_ not in texts)
    return CheckReport(
        checked=tuple(id_ for id_ in known if id_ in texts),
        without=without,
        differences=tuple(d for d in found if key_of(d) not in by_key),
        explained=tuple(Explained(difference=d, review=by_key[key_of(d)]) for d in found if key_of(d) in by_key),
        stale=tuple(
            review for key, review in by_key.items() if key not in met and _could_be_met(review, texts, without)
        ),
    )


def _differences(ours: Checked, texts: Mapping[str, ActText]) -> Iterator[Difference]:
    for id_, text in texts.items():
        version = ours.law.version_by_id(id_)
        if version is not None:
            yield from check_structure(version, text)
            yield from check_renderings(version, ours.law.renderings(id_), text)
    yield from check_rules(ours.rules, ours.law, texts)
    yield from check_bank(ours.law, texts)
    yield from check_loading(ours.passages)


def _could_be_met(review: Review, texts: Mapping[str, ActText], without: tuple[str, ...]) -> bool:
    """True if the check has looked there; a rule may rest on another act too, so all wording must be at hand."""
    return review.version in texts and (review.provision.startswith("§") or not without)
