"""From what the verifier has kept to the public answer: its text, its law, its notices and the case."""

from collections.abc import Sequence
from datetime import date
from typing import Any, assert_never

from assistant.answer import Answer, LawVersion, Status, finding_out
from assistant.case import CaseFacts
from assistant.draft import Draft
from assistant.knowledge import Knowledge
from assistant.render import Block, render
from assistant.texts import CPR_REMOVED, NEW_CASE, OTHER_GROUP, PARAPHRASE
from assistant.turn import Start, State, Turn
from corpus.english import Phrasebook
from corpus.passage import Wording
from corpus.reference import parse


def answer(turn: Turn, draft: Draft, blocks: Sequence[Block], knowledge: Knowledge, state: State) -> Answer:
    """The answer of verified blocks, with what a reader must know of the law and of the case."""
    words = knowledge.words(turn.understood.language)
    text, citations = render(blocks, knowledge.store.sources, words)
    refs = [ref for one in draft.findings for ref in one.finding.references]
    refs += [parse(c.reference) for c in citations if c.reference]
    named = list(dict.fromkeys(ref.act for ref in refs))
    acts = list(dict.fromkeys(["LAB", *named]))
    status: Status = "needs_facts" if draft.needs_facts else "answered"
    paraphrased = any(c.reference and c.wording is Wording.GENGIVELSE for c in citations)
    # A placement that reaches into another period of the law is told what is uncertain there, too.
    days = dict.fromkeys(day for day in (turn.on, *(d for case in turn.cases for d in _days(case))) if day)
    notices = [
        words.say(n)
        for day in days
        for act in named
        for n in knowledge.law.notices(act, day, [r for r in refs if r.act == act])
    ]
    notices += [n for one in draft.findings for n in one.finding.notices]
    notices += turn.understood.notes
    notices += [words.say(PARAPHRASE)] if paraphrased else []
    notices += [words.say(CPR_REMOVED)] if turn.cpr_removed else []
    return Answer(
        status=status,
        text="\n\n".join([*_about_start(turn, state, knowledge, words), *draft.preface, text]),
        on=turn.on,
        law=tuple(version for act in acts if (version := _law_version(act, turn.on, knowledge))),
        findings=tuple(finding_out(one.finding, one.group) for one in draft.findings),
        citations=citations,
        questions=tuple(words.say(question) for question in draft.questions),
        notices=tuple(dict.fromkeys(notices)),
        case=known(turn.case),
        cases=tuple(known(case) for case in turn.cases) if turn.side_by_side else (),
        new_case=turn.start is not Start.SAME,
        understood=turn.understood.echo,
    )


def known(case: CaseFacts) -> dict[str, Any]:
    """The facts of a case that are known, as JSON values by their names."""
    return case.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


def _days(case: CaseFacts) -> tuple[date | None, ...]:
    return case.start, case.planned_end, case.end


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


def _law_version(act: str, on: date, knowledge: Knowledge) -> LawVersion | None:
    version = knowledge.law.version(act, on)
    if version is None:
        return None
    source = knowledge.store.sources.get(version.id)
    wording = source.wording if source else Wording.GENGIVELSE
    return LawVersion(act=act, version=version.name, wording=wording, checked_on=version.checked_on)
