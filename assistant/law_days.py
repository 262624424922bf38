"""Which days' law a case needs: one, or several where a rule changes while the placement is going on.

The answer then holds a part for each law, drafted and verified on a day of its own.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.draft import HITS, Draft, Judged, check_cases, compose
from assistant.knowledge import Knowledge
from assistant.render import Block
from assistant.texts import LAW_BETWEEN, LAW_FROM, LAW_UNTIL
from assistant.turn import Turn
from corpus.english import Phrasebook
from corpus.targets import GUIDANCE

# A rule is told under each law, since its references differ even where its words do not.
_ALWAYS_SAID = ("verdict", "rule")
_ONE_DAY = timedelta(days=1)


def law_days(turn: Turn, used: Sequence[Judged]) -> tuple[date, ...]:
    """The days whose law answers the turn, in order, at least one.

    A placement during which a rule of the answer changes is judged by the law of its first day and
    by that of each change; every other case by the law of the turn's own day.
    """
    changes = {day for one in used for day in one.finding.changes}
    starts = [one.case.start for one in used if one.case.start and one.finding.changes]
    return (min(starts), *sorted(changes)) if starts else (turn.on,)


def draft_by_law(turn: Turn, days: Sequence[date], knowledge: Knowledge) -> Draft:
    """One draft of the parts for each of the `days`, two or more; what an earlier part has quoted is not repeated."""
    words = knowledge.words(turn.understood.language)
    drafts = [_draft_on(day, turn, knowledge) for day in days]
    blocks: list[Block] = []
    for place, (day, draft) in enumerate(zip(days, drafts, strict=True)):
        heading = _heading(days, place, words)
        blocks += [_part(block, heading, day, blocks) for block in draft.blocks]
    return replace(
        drafts[0],
        blocks=tuple(blocks),
        findings=tuple(one for draft in drafts for one in draft.findings),
        days=tuple(days),
    )


def _draft_on(day: date, turn: Turn, knowledge: Knowledge) -> Draft:
    that_day = replace(turn, on=day)
    # Guidance is quoted once, below all parts.
    hits = [h for h in knowledge.search(turn.understood.query, HITS, day) if h.passage.authority not in GUIDANCE]
    return compose(that_day, check_cases(that_day, knowledge), hits, knowledge, knowledge.library(day))


def _part(block: Block, heading: str, day: date, before: Sequence[Block]) -> Block:
    said = {(claim.part, claim.text) for other in before for claim in other.claims if claim.part not in _ALWAYS_SAID}
    claims = tuple(claim for claim in block.claims if (claim.part, claim.text) not in said)
    name = f"{heading}: {block.name}" if block.name else heading
    return replace(block, name=name, claims=claims, on=day)


def _heading(days: Sequence[date], place: int, words: Phrasebook) -> str:
    first, last = words.dated(days[place]), None
    if place + 1 < len(days):
        last = words.dated(days[place + 1] - _ONE_DAY)
    if place == 0:
        return words.say(LAW_UNTIL).format(day=last)
    return words.say(LAW_BETWEEN).format(day=first, last=last) if last else words.say(LAW_FROM).format(day=first)
