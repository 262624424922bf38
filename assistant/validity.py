"""What a reader must know of the law behind an answer: which version, and what may have changed.

The one place that words it. Which version of an act and of a rule is in force on a day is decided by
`Law.version` and `Rule.version` alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import LawVersion
from assistant.finding import Finding
from assistant.knowledge import Knowledge
from assistant.texts import OVERDUE, VERIFIED_UNTIL
from corpus.english import Phrasebook
from corpus.passage import Wording
from corpus.reference import LawRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What an answer rests on: its references by act, its findings, and the days whose law it tells."""

    references: Mapping[str, tuple[LawRef, ...]]
    findings: tuple[Finding, ...]
    days: tuple[date, ...]


def by_act(refs: Iterable[LawRef]) -> dict[str, tuple[LawRef, ...]]:
    """The references under the short names of their acts, in the order in which these first come."""
    found: dict[str, tuple[LawRef, ...]] = {}
    for ref in refs:
        found[ref.act] = (*found.get(ref.act, ()), ref)
    return found


def law_versions(acts: Sequence[str], days: Sequence[date], knowledge: Knowledge) -> tuple[LawVersion, ...]:
    """The version of each act on each of the days; an act that we do not have on a day is left out.

    `on` is set where there are several days.
    """
    rows = ((act, day) for day in days for act in acts)
    return tuple(row for act, day in rows if (row := _law_version(act, day, knowledge, several=len(days) > 1)))


def _law_version(act: str, on: date, knowledge: Knowledge, *, several: bool) -> LawVersion | None:
    version = knowledge.law.version(act, on)
    if version is None:
        return None
    source = knowledge.store.sources.get(version.id)
    return LawVersion(
        act=act,
        version=version.name,
        wording=source.wording if source else Wording.GENGIVELSE,
        checked_on=version.checked_on,
        on=on if several else None,
    )


def notices(grounds: Grounds, reach: Iterable[date], knowledge: Knowledge, words: Phrasebook) -> tuple[str, ...]:
    """What may have changed: in the acts on the days of `reach`, in the rules, and since they were verified."""
    law = knowledge.law
    found = [
        words.say(n) for day in reach for act, refs in grounds.references.items() for n in law.notices(act, day, refs)
    ]
    found += [n for finding in grounds.findings for n in finding.notices]
    return tuple(dict.fromkeys([*found, *_since_verified(grounds, knowledge, words)]))


def _since_verified(grounds: Grounds, knowledge: Knowledge, words: Phrasebook) -> list[str]:
    """That the rules are told for a day after they were last verified, and whether that is long ago."""
    verified = list(_verified(grounds, knowledge))
    last = max(grounds.days)
    if not verified or last <= min(verified):
        return []
    day = words.dated(min(verified))
    if (last - min(verified)).days <= knowledge.max_age_days:
        return [words.say(VERIFIED_UNTIL).format(day=day)]
    return [words.say(OVERDUE).format(day=day, days=knowledge.max_age_days)]


def _verified(grounds: Grounds, knowledge: Knowledge) -> Iterable[date]:
    """The days on which the open-ended versions that are used were last verified: a closed one no longer changes."""
    for finding in grounds.findings:
        rule = knowledge.rulebook.rule(finding.rule).version(finding.on)
        if rule and rule.until is None:
            yield rule.verified_on
    for act in grounds.references:
        version = knowledge.law.version(act, max(grounds.days))
        if version and version.in_force_until is None:
            yield version.checked_on
