"""From question to answer, step by step, without a clock, a disk or a model.

guard → understand → check → retrieve → compose → verify. The rule checker always runs
before anything is composed, and nothing is shown that the verifier has not passed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never

from assistant.answer import Answer, LawVersion, Status, finding_out
from assistant.case import CaseFacts
from assistant.check import check
from assistant.cite import Claim, Evidence, verify
from assistant.compose import Library, library, practice_claims, quotation, relevant, rule_claims, source_claims
from assistant.events import Answered, Checked, Declined, Event, Retrieved, Understood, Verified
from assistant.finding import Finding, Verdict
from assistant.guard import Guarded
from assistant.render import Block, render
from assistant.store import Hit, Store
from assistant.support import ENOUGH_IN_FIELD, ENOUGH_OTHERWISE, Weights, stems
from assistant.texts import (
    CAPABILITIES,
    CPR_REMOVED,
    DECLINED,
    FACT_QUESTIONS,
    NEW_CASE,
    OTHER_GROUP,
    PARAPHRASE,
    READY,
)
from assistant.turn import WHO, Start, State, Turn, remembered, resolve
from assistant.understand import Scope, understand
from corpus.english import DANISH, Phrasebook
from corpus.lexicon import Lexicon
from corpus.passage import Kind, Passage, Wording
from corpus.practice import Practice
from corpus.provisions import Law
from corpus.provisions import Status as Existence
from corpus.reference import LawRef, parse
from corpus.rulebook import Rulebook

HITS = 30
MAX_SOURCES_QUOTED = 2
MAX_PROVISIONS_QUOTED = 6
MAX_GROUNDS = 3
# A provision shown beside the rules must be found this high and share this much of the question.
BESIDE_RANK = 3
ENOUGH_BESIDE = 0.4
# One word that may be about anything is no question.
MIN_WORDS = 2
MAX_QUESTIONS = 2
_DECLINING = {Scope.OUT: "out_of_scope", Scope.SMALL_TALK: "small_talk", Scope.INSTRUCTION: "instruction"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """Everything the steps read: law, rules, words, passages. Shared by all conversations."""

    law: Law
    rulebook: Rulebook
    lexicon: Lexicon
    store: Store
    practice: tuple[Practice, ...]
    weights: Weights
    english: Callable[[], Phrasebook] = lambda: DANISH

    def words(self, language: str) -> Phrasebook:
        """The language to answer in."""
        return self.english() if language == "en" else DANISH

    def search(self, query: str, k: int, on: date) -> tuple[Hit, ...]:
        """The best passages in force on `on`."""
        return self.store.search(query, k, on)

    def library(self, on: date) -> Library:
        """What may be quoted on `on`."""
        practice = tuple(row for row in self.practice if self._describes(row, on))
        return library(self.store.passages.values(), self.store.sources, practice, on)

    def _describes(self, row: Practice, on: date) -> bool:
        """True if the report describes the law under the same numbering as on `on`."""
        described = self.store.sources[row.passage.source].law_as_of
        then = self.law.version("LAB", described) if described else None
        now = self.law.version("LAB", on)
        return then is None or now is None or then.numbering == now.numbering


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A finding on one of the turn's cases; `place` is that case's place among them, from 0."""

    place: int
    case: CaseFacts
    finding: Finding

    @property
    def group(self) -> str | None:
        """The target group it was judged for."""
        return self.case.target_group


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What composition made of one turn, before verification."""

    blocks: tuple[Block, ...]
    findings: tuple[Judged, ...] = ()
    preface: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    needs_facts: bool = False


def answer_events(guarded: Guarded, state: State, knowledge: Knowledge, on: date) -> Iterator[tuple[Event, State]]:
    """The events of one turn, each with the state after it; a declined turn leaves no trace."""
    understood = understand(guarded.text, knowledge.lexicon, state.on or on, state.previous)
    yield Understood(echo=understood.echo), state
    if understood.scope in _DECLINING:
        words = knowledge.words(understood.language)
        yield from _declined(_DECLINING[understood.scope], understood.nearest, state, on, words)
        return
    if understood.new_case and understood.tells_nothing:
        yield Answered(answer=_ready(state, on, knowledge.words(understood.language))), State()
        return
    turn = resolve(guarded, understood, state, knowledge.rulebook, on)
    checked = check_cases(turn, knowledge)
    yield Checked(findings=tuple(finding_out(one.finding, one.group) for one in checked)), state
    hits = knowledge.search(understood.query, HITS, turn.on)
    yield Retrieved(passages=tuple(hit.passage.id for hit in hits)), state
    lib = knowledge.library(turn.on)
    draft = compose(turn, checked, hits, knowledge, lib)
    blocks, dropped = verify_blocks(draft.blocks, turn, knowledge)
    kept = sum(len(block.claims) for block in blocks)
    yield Verified(kept=kept, dropped=dropped), state
    if not kept:
        yield from _declined(
            _why_nothing(draft, dropped), " ".join(draft.preface), state, turn.on, knowledge.words(understood.language)
        )
        return
    fixed = turn.on if turn.on != on else None
    cases = turn.cases if turn.side_by_side and not turn.understood.candidates else ()
    later = State(case=turn.case, cases=cases, previous=remembered(turn, draft.questions, _left_open(draft)), on=fixed)
    yield Answered(answer=_answer(turn, draft, blocks, knowledge, state)), later


def check_cases(turn: Turn, knowledge: Knowledge) -> tuple[Judged, ...]:
    """The findings on each case of the turn."""
    words = knowledge.words(turn.understood.language)

    def found(case: CaseFacts) -> tuple[Finding, ...]:
        topics = turn.topics or None
        return check(case, knowledge.rulebook, turn.on, topics, lexicon=knowledge.lexicon, phrasebook=words)

    return tuple(
        Judged(place=place, case=case, finding=finding)
        for place, case in enumerate(turn.cases)
        for finding in found(case)
    )


def compose(
    turn: Turn,
    checked: Sequence[Judged],
    hits: Sequence[Hit],
    knowledge: Knowledge,
    lib: Library,
) -> Draft:
    """The draft: rules where rules apply, else what the sources say, word for word."""
    missing = _unknown_references(turn, knowledge)
    unread = [] if missing or turn.topics else _without_content(turn, knowledge, lib)
    if unread:
        return Draft(blocks=(), preface=tuple(unread))
    if missing:
        return Draft(blocks=(Block(name="", claims=tuple(_neighbours(turn, lib))),), preface=missing)
    practice = _practice(turn, knowledge, lib) if turn.about_documents else []
    if practice:
        return Draft(blocks=(Block(name="", claims=tuple(practice)),))
    told = _from_reports(turn, hits, knowledge) if turn.about_documents else []
    if told:
        claims = source_claims(told, lib, knowledge.weights.scorer(turn.understood.query))
        return Draft(blocks=(Block(name="", claims=tuple(claims)),))
    blocks, used = _rule_blocks(turn, checked, knowledge, lib)
    words = knowledge.words(turn.understood.language)
    if used and turn.understood.asks_grounds:
        return Draft(blocks=(Block(name="", claims=tuple(_grounds(turn, used, lib, words))),), findings=used)
    if used:
        asked = _questions(turn, used)
        decided = used[0].finding.verdict in (Verdict.MET, Verdict.BREACHED)
        blocks += () if decided else _beside(turn, blocks, hits, knowledge, lib)
        return Draft(blocks=blocks, findings=used, questions=asked, needs_facts=_needs_facts(turn, used))
    passages = _named_passages(turn, lib) or _supporting(turn, hits, knowledge)
    claims = source_claims(passages, lib, knowledge.weights.scorer(turn.understood.query))
    return Draft(blocks=(Block(name="", claims=tuple(claims)),))


def _from_reports(turn: Turn, hits: Sequence[Hit], knowledge: Knowledge) -> list[Passage]:
    """The report passages that answer a question about the reports."""
    reports = [hit for hit in hits if hit.passage.reference is None]
    return _supporting(turn, reports, knowledge)


def _practice(turn: Turn, knowledge: Knowledge, lib: Library) -> list[Claim]:
    """What the reports say of the topic talked of, for a follow-up ("hvad siger Ankestyrelsen om det?")."""
    if not turn.understood.follow_up:
        return []
    group = turn.case.target_group
    rows = [row for topic in turn.topics[:1] for row in lib.practice if topic in row.topics]
    own = [row for row in rows if not row.groups or group is None or group in row.groups] or rows
    score = knowledge.weights.scorer(turn.understood.query)
    best = sorted(own, key=lambda row: -score(row.quote))
    return [quotation(row.passage, row.start, row.end, lib.sources) for row in best[:MAX_SOURCES_QUOTED]]


def _named_passages(turn: Turn, lib: Library) -> list[Passage]:
    refs = [ref for named in _named(turn) for ref in sorted(lib.provisions) if named.contains(ref)]
    return [lib.provisions[ref] for ref in dict.fromkeys(refs)][:MAX_PROVISIONS_QUOTED]


def _supporting(turn: Turn, hits: Sequence[Hit], knowledge: Knowledge) -> list[Passage]:
    """The passages worth quoting: found high up, and holding enough of the question's words."""
    in_field = turn.understood.scope is Scope.IN
    if not in_field and len(stems(turn.question)) < MIN_WORDS:
        return []
    least = ENOUGH_IN_FIELD if in_field else ENOUGH_OTHERWISE
    covered = [(knowledge.weights.coverage(turn.question, hit.passage), hit.passage) for hit in hits]
    # Rank and coverage weighed alike: on the dev half 36 % right first passages against 31 % and 34 % alone.
    scored = [(coverage + 1 / (1 + rank / 5), coverage, passage) for rank, (coverage, passage) in enumerate(covered)]
    best = sorted(scored, key=lambda entry: -entry[0])
    enough = [passage for _, coverage, passage in best if coverage >= least and passage.kind is not Kind.MARGIN]
    return enough[:MAX_SOURCES_QUOTED]


def _beside(
    turn: Turn, blocks: Sequence[Block], hits: Sequence[Hit], knowledge: Knowledge, lib: Library
) -> tuple[Block, ...]:
    """The provision that search finds first, where the rules have not cited it already.

    A rule answers for its topic; the question may be about a detail that another stk. settles.
    """
    cited = {quote.passage.reference for block in blocks for claim in block.claims for quote in claim.quotes}
    found = next((hit.passage for hit in hits[:BESIDE_RANK] if hit.passage.reference), None)
    if found is None or any(_overlap(ref, found.reference) for ref in cited):
        return ()
    if knowledge.weights.coverage(turn.question, found) < ENOUGH_BESIDE:
        return ()
    return (Block(name="", claims=tuple(source_claims([found], lib, lambda _: 0.0))),)


def _overlap(one: LawRef | None, other: LawRef | None) -> bool:
    return one is not None and other is not None and (one.contains(other) or other.contains(one))


def _rule_blocks(
    turn: Turn, checked: Sequence[Judged], knowledge: Knowledge, lib: Library
) -> tuple[tuple[Block, ...], tuple[Judged, ...]]:
    blocks: list[Block] = []
    used: list[Judged] = []
    for place, case in enumerate(turn.cases):
        findings = relevant([one.finding for one in checked if one.place == place], turn.topics)
        if not findings:
            continue
        used += [Judged(place=place, case=case, finding=finding) for finding in findings]
        claims = rule_claims(findings, case, lib, knowledge.words(turn.understood.language))
        if not turn.side_by_side:
            claims += practice_claims(turn.topics, case.target_group, findings[0], lib)
        blocks.append(Block(name=_name(place, turn, knowledge), claims=tuple(claims), case=case))
    return _merged(blocks), tuple(used)


def _name(place: int, turn: Turn, knowledge: Knowledge) -> str:
    """The heading of one citizen's answer where there are several: the group, numbered where they share it."""
    group = turn.cases[place].target_group
    if not turn.side_by_side or group is None:
        return ""
    name = knowledge.words(turn.understood.language).say(knowledge.lexicon.display(group, turn.on))
    shared = [case.target_group for case in turn.cases].count(group) > 1
    return f"{place + 1}. {name}" if shared else name


def _merged(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with groups that get the same answer told together, in the words for the first of them."""
    same: dict[tuple[object, ...], list[Block]] = {}
    for block in blocks:
        same.setdefault((_circumstances(block), *map(_outcome, block.claims)), []).append(block)
    return tuple(
        Block(name=" · ".join(b.name for b in alike), claims=alike[0].claims, case=alike[0].case)
        for alike in same.values()
    )


def _circumstances(block: Block) -> object:
    """The facts that one answer to two groups must share."""
    known = block.case.known() if block.case else {}
    return tuple((name, value) for name, value in known.items() if not name.endswith("target_group"))


def _outcome(claim: Claim) -> object:
    found = claim.finding
    return (claim.part, found.rule, found.verdict, found.limit_weeks, found.references) if found else claim


def _grounds(turn: Turn, used: Sequence[Judged], lib: Library, words: Phrasebook) -> list[Claim]:
    """Where the answer before stands written: the verdict again, then the provisions themselves and a report."""
    refs = dict.fromkeys(ref for one in used for ref in one.finding.references)
    passages = [lib.provisions[ref.without_pkt()] for ref in refs if ref.without_pkt() in lib.provisions]
    smallest = [one for one in passages if not any(_inside(other, one) for other in passages)]
    verdict = rule_claims([used[0].finding], used[0].case, lib, words)[:1]
    claims = verdict + source_claims(smallest[:MAX_GROUNDS], lib, lambda _: 0.0)
    return claims + practice_claims(turn.topics, used[0].group, used[0].finding, lib)


def _named(turn: Turn) -> list[LawRef]:
    return [mention.ref for mention in turn.understood.mentions if mention.ref.act]


def _unknown_references(turn: Turn, knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(
        knowledge.law.explain(ref, turn.on)
        for ref in _named(turn)
        if knowledge.law.lookup(ref.without_pkt(), turn.on).status is not Existence.EXISTS
    )


def _without_content(turn: Turn, knowledge: Knowledge, lib: Library) -> list[str]:
    """What to say of a provision that exists, but whose content the corpus does not hold."""
    return [
        f"{knowledge.law.explain(ref, turn.on)} Indholdet er ikke med i mine kilder; se Retsinformation: {version.eli}"
        for ref in _named(turn)
        if (version := knowledge.law.version(ref.act, turn.on)) and not lib.quotes_for(ref)
    ]


def _neighbours(turn: Turn, lib: Library) -> list[Claim]:
    """What does exist of the sections named: the nearest thing that can be shown."""
    claims: list[Claim] = []
    for ref in _named(turn):
        section = LawRef(ref.act, ref.section)
        passages = [lib.provisions[r] for r in sorted(lib.provisions) if section.contains(r)]
        smallest = [p for p in passages if not any(_inside(other, p) for other in passages)]
        claims += source_claims(smallest[:MAX_PROVISIONS_QUOTED], lib, lambda _: 0.0)
    return claims


def _inside(part: Passage, whole: Passage) -> bool:
    if part is whole or part.reference is None or whole.reference is None:
        return False
    return whole.reference.contains(part.reference)


def _needs_facts(turn: Turn, used: Sequence[Judged]) -> bool:
    """True if the answer hangs on a target group that is not known."""
    if turn.understood.candidates and turn.side_by_side:
        firsts = {one.place: one.finding for one in reversed(used)}.values()
        return len({(finding.verdict, finding.limit_weeks) for finding in firsts}) > 1
    first = used[0].finding
    return first.verdict is Verdict.MISSING_FACT and "target_group" in first.missing


def _questions(turn: Turn, used: Sequence[Judged]) -> tuple[str, ...]:
    needed = _needs_facts(turn, used)
    if turn.understood.candidate_question and turn.case.target_group is None:
        return (turn.understood.candidate_question,) if needed or not turn.side_by_side else ()
    # A question about the rule itself ("how long may …") is answered; only a case has more to tell.
    if not needed and not any(set(case.known()) - WHO for case in turn.cases):
        return ()
    # A limit that is already stated needs no length to be of use.
    missing = (one.finding for one in used if one.finding.verdict is Verdict.MISSING_FACT)
    facts = dict.fromkeys(fact for finding in missing if finding.limit_weeks is None for fact in finding.missing)
    return tuple(FACT_QUESTIONS[fact] for fact in list(facts)[:MAX_QUESTIONS])


def verify_blocks(blocks: Sequence[Block], turn: Turn, knowledge: Knowledge) -> tuple[tuple[Block, ...], int]:
    """The blocks with only what holds, and how many claims were dropped."""

    def evidence(case: CaseFacts) -> Evidence:
        words = knowledge.words(turn.understood.language)
        return Evidence(sources=knowledge.store.sources, law=knowledge.law, case=case, on=turn.on, phrasebook=words)

    verified = [(block, *verify(block.claims, evidence(block.case or turn.case))) for block in blocks]
    kept = tuple(replace(block, claims=claims) for block, claims, _ in verified if claims)
    return kept, sum(len(dropped) for _, _, dropped in verified)


def _ready(state: State, on: date, words: Phrasebook) -> Answer:
    """The answer to a bare "ny sag"."""
    begun = bool(state.case.known() or state.cases)
    question = words.say(FACT_QUESTIONS["target_group"])
    return Answer(status="needs_facts", text=words.say(READY), on=on, questions=(question,), new_case=begun)


def _why_nothing(draft: Draft, dropped: int) -> str:
    if draft.preface:
        return "unknown_reference"
    return "not_verified" if dropped else "no_support"


def _declined(reason: str, nearest: str, state: State, on: date, words: Phrasebook) -> Iterator[tuple[Event, State]]:
    yield Declined(reason=reason, nearest=nearest), state
    said = [words.say(DECLINED[reason])] if reason in DECLINED else []
    # What lies nearest is told in the words of the scope table, which are Danish only.
    offered = nearest if nearest and (words.language == "da" or reason not in DECLINED) else words.say(CAPABILITIES)
    text = "\n\n".join([*said, offered])
    yield Answered(answer=Answer(status="declined", text=text, on=on, case=_known(state.case))), state


def _answer(turn: Turn, draft: Draft, blocks: Sequence[Block], knowledge: Knowledge, state: State) -> Answer:
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
        case=_known(turn.case),
        cases=tuple(_known(case) for case in turn.cases) if turn.side_by_side else (),
        new_case=turn.start is not Start.SAME,
        understood=turn.understood.echo,
    )


def _left_open(draft: Draft) -> tuple[str, ...]:
    """The facts that the foremost rule would have liked to know."""
    return draft.findings[0].finding.missing if draft.findings else ()


def _known(case: CaseFacts) -> dict[str, Any]:
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
