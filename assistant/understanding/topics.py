"""What a question is about, most certain first, by scored words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.understanding.cues import found
from assistant.understanding.employers import job_there
from assistant.understanding.staff import of_the_whole
from assistant.understanding.tables import STRONG, WEAK, Tables, TopicRow
from corpus.reference import LawRef, Mention

_ENOUGH = 2
_LENGTH_FACTS = ("weeks", "weeks_used", "end", "start")
# Facts that only a citizen's own case has; with them, the name of a municipality does not make it a report's question.
_CASE_FACTS = ("weeks_used", "start", "end", "latest_employer", "employees", "weekly_hours", "new_target_group", "age")
# A fact by itself makes its topic one of the topics, last in line.
_BY_FACT = {
    "self_found": "self_found",
    "latest_employer": "latest_employer",
    "extension": "extension",
    "paid_hours": "paid_hours",
}
_BY_FACT |= {"availability_test": "availability_test", "weekly_hours": "weekly_hours", "benefit_until": "benefit_end"}
_BY_FACT |= {
    "employed_there": "latest_employer",
    "new_target_group": "benefit_shift",
    "repeated": "repeated",
    "employees": "fair_ratio",
    "wanted": "fair_ratio",
}
# What is told without being known brings its topic along, so that it is asked for.
_BY_WORDS: dict[str, Callable[[str], bool]] = {"latest_employer": job_there, "fair_ratio": of_the_whole}


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics that the words name, foremost first, and those that only the facts bring along."""

    named: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """All of them, the named ones first."""
        return self.named + self.implied


def topics(
    plain: str,
    tables: Tables,
    mentions: Sequence[Mention],
    facts: Mapping[str, Any],
    *,
    measured: bool = False,
    before: Sequence[str] = (),
) -> Topics:
    """The topics of the question; none where a report is asked about.

    A topic that stands alone brings no other.
    A topic's score is its words' (strong 3, weak 1) plus 3 for a provision about it. Ties go to the
    order of the table, which runs from the particular to the general. `measured` is True where a
    length is named that is not among the facts ("tre måneder"). `before` are the topics of the turn before: of those
    a weak word speaks as well as a strong one ("hvad er fristen?", after a complaint).
    """
    if found(tables.reports, plain) and not any(fact in facts for fact in _CASE_FACTS):
        return Topics()
    scores = {row.key: _score(row, plain, mentions, bool(facts)) for row in tables.topics}
    scores |= {key: score + WEAK for key, score in scores.items() if score == WEAK and key in before[:1]}
    first = {row.key for row in tables.topics if row.first}
    alone = {row.key for row in tables.topics if row.alone}
    if facts.get("employed_there") and "repeated" not in facts:
        # "tilbage samme sted" is to the job.
        scores.pop("repeated", None)
    if facts.get("repeated") and facts.get("same_function") is False and "extension" not in facts:
        # "4 uger mere i en anden funktion" is a new placement.
        scores.pop("extension", None)
    enough = (key for key in scores if scores[key] >= _ENOUGH)
    named = tuple(sorted(enough, key=lambda key: (key not in alone, key not in first, -scores[key])))
    if alone & set(named[:1]):
        return Topics(named[:1])
    implied = [topic for fact, topic in _BY_FACT.items() if facts.get(fact) and topic not in named]
    implied += [topic for topic, told in _BY_WORDS.items() if topic not in (*named, *implied) and told(plain)]
    if "duration" not in named and (measured or any(fact in facts for fact in _LENGTH_FACTS)):
        implied.append("duration")
    return Topics(named, tuple(implied))


def _score(row: TopicRow, plain: str, mentions: Sequence[Mention], with_case: bool) -> int:
    if found(row.unless, plain) and not found(row.keep, plain):
        return 0
    if row.needs and not found(row.needs, plain):
        return 0
    strong = sum(STRONG for cue in row.strong if cue.search(plain))
    weak = sum(WEAK for cue in row.weak if cue.search(plain))
    return min(strong, 2 * STRONG) + weak + _section_score(row, mentions, with_case or bool(strong))


def _section_score(row: TopicRow, mentions: Sequence[Mention], with_case: bool) -> int:
    sections: tuple[LawRef, ...] = row.sections_alone + (row.sections if with_case else ())
    return STRONG * any(section.contains(mention.ref) for section in sections for mention in mentions)
