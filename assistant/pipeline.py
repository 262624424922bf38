"""From question to answer, step by step, without a clock, a disk or a model.

guard → understand → check → retrieve → compose → verify. The rule checker always runs
before anything is composed, and nothing is shown that the verifier has not passed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.answer import Answer, finding_out
from assistant.case import CaseFacts
from assistant.cite import Evidence, verify
from assistant.draft import HITS, Draft, check_cases, compose
from assistant.events import Answered, Checked, Declined, Event, Retrieved, Understood, Verified
from assistant.guard import Guarded
from assistant.guidance import Asked, apart, asked_guidance, unread, with_guidance, within_scope
from assistant.knowledge import Knowledge
from assistant.law_days import draft_by_law, law_days
from assistant.render import Block
from assistant.reply import answer, known, search_notices, told_as
from assistant.rewording.run import REFUSED, Wanted, Worded, plain, reword
from assistant.store import Hit
from assistant.texts import CAPABILITIES, DECLINED, FACT_QUESTIONS, READY
from assistant.turn import State, Turn, remembered, resolve
from assistant.understand import Scope, Understanding, understand
from assistant.understanding.courtesy import essence
from assistant.understanding.echo import echo
from assistant.understanding.periods import Periods
from corpus.english import Phrasebook

_DECLINING = {Scope.OUT: "out_of_scope", Scope.SMALL_TALK: "small_talk", Scope.INSTRUCTION: "instruction"}

_UNREAD = "guidance_not_loaded"
_HITS_AMONG_ALL = 4 * HITS


def answer_events(guarded: Guarded, state: State, knowledge: Knowledge, on: date) -> Iterator[tuple[Event, State]]:
    """The events of one turn, each with the state after it; a declined turn leaves no trace."""
    asked = asked_guidance(guarded.text)
    guarded = replace(guarded, text=knowledge.spelling.mended(essence(guarded.text)))
    understood = _understood(guarded, asked, state, knowledge, on)
    yield Understood(echo=understood.echo), state
    if understood.scope in _DECLINING:
        words = knowledge.words(understood.language)
        missing = unread(asked, on, knowledge, words) if understood.scope is Scope.OUT else ""
        greets = understood.scope is Scope.SMALL_TALK and understood.scope_reason == "greeting"
        reason = _UNREAD if missing else "greeting" if greets else _DECLINING[understood.scope]
        yield from _declined(reason, missing or understood.nearest, state, on, words)
        return
    if understood.new_case and understood.tells_nothing:
        yield Answered(answer=_ready(state, on, knowledge.words(understood.language))), State()
        return
    turn = resolve(guarded, understood, state, knowledge.rulebook, on)
    yield from _turn_events(turn, asked, state, knowledge, on)


def corrected_events(case: CaseFacts, state: State, knowledge: Knowledge, on: date) -> Iterator[tuple[Event, State]]:
    """The last question answered again with these facts of the case in place of those that were understood.

    Nothing is yielded where nothing has been asked yet; the caller keeps the facts.
    """
    before = state.previous
    if before is None or not before.topics:
        return
    read_no_facts = replace(
        before, facts=case, people=(), groups=(), candidates=(), candidate_question="", on=state.on, mentions=(),
        notes=(), unread=(),
    )  # fmt: skip
    read_no_facts = replace(read_no_facts, echo=echo(read_no_facts, knowledge.lexicon, on, Periods()))
    yield Understood(echo=read_no_facts.echo), state
    guarded = Guarded(text=before.query)
    kept = State(case=case, previous=before, on=state.on)
    turn = resolve(guarded, read_no_facts, kept, knowledge.rulebook, on)
    yield from _turn_events(turn, Asked(), kept, knowledge, on)


def _turn_events(
    turn: Turn, asked: Asked, state: State, knowledge: Knowledge, on: date
) -> Iterator[tuple[Event, State]]:
    """The events from the check of a resolved turn to its answer."""
    understood = turn.understood
    checked = check_cases(turn, knowledge)
    yield Checked(findings=tuple(finding_out(one.finding, one.group) for one in checked)), state
    hits = _hits(turn, knowledge)
    yield Retrieved(passages=tuple(hit.passage.id for hit in hits)), state
    others, guiding = apart(hits, asked, turn)
    draft = compose(turn, checked, others, knowledge, knowledge.library(turn.on))
    days = law_days(turn, draft.findings)
    draft = draft_by_law(turn, days, knowledge) if len(days) > 1 else draft
    draft = with_guidance(draft, turn, asked, guiding, knowledge)
    blocks, dropped = verify_blocks(draft.blocks, turn, knowledge)
    kept = sum(len(block.claims) for block in blocks)
    yield Verified(kept=kept, dropped=dropped), state
    if not kept:
        words = knowledge.words(understood.language)
        missing = unread(asked, turn.on, knowledge, words)
        reason = _UNREAD if missing else _why_nothing(draft, dropped)
        told = search_notices(knowledge, words)
        yield from _declined(reason, missing or " ".join(draft.preface), state, turn.on, words, told)
        return
    fixed = turn.on if turn.on != on else None
    cases = turn.cases if turn.side_by_side and not turn.understood.candidates else ()
    later = State(case=turn.case, cases=cases, previous=remembered(turn, draft.questions, _left_open(draft)), on=fixed)
    worded = _worded(turn, blocks, knowledge)
    yield Answered(answer=told_as(worded, answer(turn, draft, worded.blocks, knowledge, state))), later


def _understood(guarded: Guarded, asked: Asked, state: State, knowledge: Knowledge, on: date) -> Understanding:
    """What the words mean; the number of a guidance or a decision is never read as weeks or a day."""
    text = knowledge.spelling.mended(essence(asked.plain)) if asked else guarded.text
    understood = understand(text, knowledge.lexicon, state.on or on, state.previous, asked_on=on)
    return within_scope(understood, asked, state, knowledge) if asked else understood


def verify_blocks(blocks: Sequence[Block], turn: Turn, knowledge: Knowledge) -> tuple[tuple[Block, ...], int]:
    """The blocks with only what holds, and how many claims were dropped."""
    words = knowledge.words(turn.understood.language)

    def evidence(block: Block) -> Evidence:
        return Evidence(
            sources=knowledge.store.sources,
            law=knowledge.law,
            case=block.case or turn.case,
            on=block.on or turn.on,
            phrasebook=words,
        )

    verified = [(block, *verify(block.claims, evidence(block))) for block in blocks]
    kept = tuple(replace(block, claims=claims) for block, claims, _ in verified if claims)
    return kept, sum(len(dropped) for _, _, dropped in verified)


def _hits(turn: Turn, knowledge: Knowledge) -> Sequence[Hit]:
    """What search finds; where the documents are asked, they are not crowded out by the provisions they are about."""
    hits = knowledge.search(turn.understood.query, _HITS_AMONG_ALL if turn.about_documents else HITS, turn.on)
    return [*hits[:HITS], *(hit for hit in hits[HITS:] if hit.passage.reference is None)]


def _worded(turn: Turn, blocks: tuple[Block, ...], knowledge: Knowledge) -> Worded:
    """The verified blocks in a chat model's words, where one is configured and those are verified, too."""
    if knowledge.model is None:
        return Worded(blocks=blocks)
    weights = knowledge.weights
    wanted = Wanted(
        question=turn.question,
        language=knowledge.words(turn.understood.language).language,
        blocks=blocks,
        sources=knowledge.store.sources,
        # A word that no passage has weighs the most there is.
        known=lambda stem: weights.of(stem) < weights.of(""),
    )
    worded = reword(wanted, knowledge.model)
    _, dropped = verify_blocks(worded.blocks, turn, knowledge)
    return plain(wanted, REFUSED, worded.usage) if dropped else worded


def _ready(state: State, on: date, words: Phrasebook) -> Answer:
    """The answer to a bare "ny sag"."""
    begun = bool(state.case.known() or state.cases)
    question = words.say(FACT_QUESTIONS["target_group"])
    return Answer(
        status="needs_facts",
        text=words.say(READY),
        on=on,
        questions=(question,),
        asked=("target_group",),
        new_case=begun,
    )


def _why_nothing(draft: Draft, dropped: int) -> str:
    if draft.preface:
        return "unknown_reference"
    return "not_verified" if dropped else "no_support"


def _declined(
    reason: str, nearest: str, state: State, on: date, words: Phrasebook, notices: tuple[str, ...] = ()
) -> Iterator[tuple[Event, State]]:
    yield Declined(reason=reason, nearest=nearest), state
    said = [words.say(DECLINED[reason])] if reason in DECLINED else []
    # What lies nearest is told in the words of the scope table, which are Danish only.
    offered = nearest if nearest and (words.language == "da" or reason not in DECLINED) else words.say(CAPABILITIES)
    text = "\n\n".join([*said, offered])
    yield Answered(answer=Answer(status="declined", text=text, on=on, case=known(state.case), notices=notices)), state


def _left_open(draft: Draft) -> tuple[str, ...]:
    """The facts that the foremost rule would have liked to know."""
    return draft.findings[0].finding.missing if draft.findings else ()
