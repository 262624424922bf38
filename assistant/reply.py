"""From what the verifier has kept to the public answer: its text, its law, its notices and the case."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, assert_never

from assistant.answer import Answer, Status, finding_out
from assistant.case import CaseFacts
from assistant.draft import Draft, Judged
from assistant.finding import Finding, Verdict
from assistant.knowledge import Knowledge
from assistant.render import Block, render
from assistant.rewording.run import Worded
from assistant.texts import COMPLAIN_UNTIL, NEW_CASE, OTHER_GROUP, PARAPHRASE, SEVERAL_LAWS, UNREAD, WORDS_ALONE
from assistant.turn import Start, State, Turn, asked_facts
from assistant.validity import Grounds, by_act, law_versions, notices
from corpus.english import Phrasebook
from corpus.passage import Wording
from corpus.reference import parse

# "Inden 4 uger" (RSL § 67, stk. 1).
_TIME_TO_COMPLAIN = timedelta(weeks=4)


def answer(turn: Turn, draft: Draft, blocks: Sequence[Block], knowledge: Knowledge, state: State) -> Answer:
    """The answer of verified blocks, with what a reader must know of the law and of the case."""
    words = knowledge.words(turn.understood.language)
    text, citations = render(blocks, knowledge.store.sources, words)
    references = by_act(
        [
            *(ref for one in draft.findings for ref in one.finding.references),
            *(parse(c.reference) for c in citations if c.reference),
        ]
    )
    days = draft.days or (turn.on,)
    grounds = Grounds(references=references, findings=tuple(one.finding for one in draft.findings), days=days)
    status: Status = "needs_facts" if draft.needs_facts else "answered"
    paraphrased = any(c.reference and c.wording is Wording.GENGIVELSE for c in citations)
    told = list(notices(grounds, _reach(turn, draft, days), knowledge, words))
    told += turn.understood.notes
    told += [words.say(UNREAD).format(told=", ".join(turn.understood.unread))] if turn.understood.unread else []
    told += [words.say(PARAPHRASE)] if paraphrased else []
    told += search_notices(knowledge, words)
    about = [*_about_start(turn, state, knowledge, words), *([words.say(SEVERAL_LAWS)] if draft.days else [])]
    about += complain_until(turn, grounds.findings, words)
    return Answer(
        status=status,
        text="\n\n".join([*about, *draft.preface, text]),
        on=turn.on,
        law=law_versions(list(dict.fromkeys(["LAB", *references])), days, knowledge),
        findings=tuple(finding_out(one.finding, one.group) for one in draft.findings),
        citations=citations,
        questions=tuple(words.say(question) for question in draft.questions),
        asked=asked_facts(draft.questions),
        notices=tuple(dict.fromkeys(told)),
        case=known(turn.case),
        cases=tuple(known(case) for case in turn.cases) if turn.side_by_side else (),
        new_case=turn.start is not Start.SAME,
        understood=turn.understood.echo,
    )


def search_notices(knowledge: Knowledge, words: Phrasebook) -> tuple[str, ...]:
    """That only words were searched, while the vectors' server does not answer."""
    return (words.say(WORDS_ALONE),) if knowledge.store.words_alone else ()


def told_as(worded: Worded, given: Answer) -> Answer:
    """The answer with who worded it, or why no model did, and what asking one took."""
    notices = (*given.notices, worded.notice) if worded.notice else given.notices
    return given.model_copy(update={"worded_by": worded.by, "notices": notices, "timings": worded.timings})


def known(case: CaseFacts) -> dict[str, Any]:
    """The facts of a case that are known, as JSON values by their names."""
    return case.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


def _reach(turn: Turn, draft: Draft, days: Sequence[date]) -> tuple[date, ...]:
    """The days of the law, of the placements and of their last possible days: what is uncertain on any is told."""
    placements = (day for case in turn.cases for day in (case.start, case.planned_end, case.end) if day)
    last = (one.finding.latest_end for one in draft.findings if _last_day_told(one))
    return tuple(dict.fromkeys([*days, *placements, *(day for day in last if day)]))


def _last_day_told(one: Judged) -> bool:
    """True where the answer tells the last day that the rule allows, not that of the placement asked for."""
    if one.finding.limit_weeks is None or one.case.start is None:
        return False
    return one.case.planned_end is None or one.finding.verdict is Verdict.BREACHED


def complain_until(turn: Turn, findings: Sequence[Finding], words: Phrasebook) -> list[str]:
    """The last day to complain of the decision that is told of, where that is asked and the time limit is at hand.

    RSL § 67, stk. 1: four weeks from the day on which the citizen was told. How the time is counted where it ends on
    a day off is not in the sources, and the answer says so.
    """
    decided = turn.understood.decided or (turn.before.decided if turn.before else None)
    limited = any(ref.act == "RSL" and ref.section == "67" for one in findings for ref in one.references)
    if decided is None or "complaint" not in turn.topics or not limited:
        return []
    said = words.say(COMPLAIN_UNTIL)
    return [said.format(day=words.dated(decided), last=words.dated(decided + _TIME_TO_COMPLAIN))]


def _about_start(turn: Turn, state: State, knowledge: Knowledge, words: Phrasebook) -> list[str]:
    """That a new case is begun, and why, where one is."""
    match turn.start:
        case Start.SAME:
            return []
        case Start.ASKED_FOR:
            return [words.say(NEW_CASE)]
        case Start.OTHER_GROUP:
            known = state.case.target_group
            if known is None:
                return [words.say(NEW_CASE)]
            name = words.say(knowledge.lexicon.display(known, turn.on))
            return [words.say(OTHER_GROUP).format(group=name)]
        case _:
            assert_never(turn.start)
