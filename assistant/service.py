"""The public contract: open the assistant, hold a conversation, search, check, read a source.

This is the shell around the pure steps. It holds the opened index, asks the clock once
per turn, and hands values to the core.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from time import perf_counter
from types import TracebackType
from typing import Self

from pydantic import BaseModel, ConfigDict

from assistant.answer import Answer, FindingOut, finding_out
from assistant.case import CaseFacts, case_from
from assistant.catalogue.facts import FactField, fact_fields
from assistant.catalogue.rules import (
    Cell,
    GroupOut,
    ProvisionOut,
    RuleOut,
    Trace,
    groups_out,
    matrix_out,
    rules_out,
    trace_out,
)
from assistant.catalogue.sources import (
    SectionOut,
    SourceOut,
    provisions_out,
    sections_out,
    sources_out,
    typical_questions,
)
from assistant.catalogue.tour import TourAnswer, TourCase, case_of, judged, tour_out
from assistant.check import check, open_phrasebook, open_rulebook
from assistant.events import STEPS, Answered, Event, Verified, finished
from assistant.guard import Guarded, guard
from assistant.knowledge import Knowledge
from assistant.pipeline import answer_events, corrected_events
from assistant.plan import Plan, plan
from assistant.privacy import told
from assistant.review.report import Review
from assistant.review.run import Basis, review
from assistant.rewording.configured import chat_model
from assistant.rewording.limit import RateLimit
from assistant.settings import Settings, read_settings, today
from assistant.store import open_store
from assistant.support import Weights
from assistant.texts import FACT_LABELS, fact_value
from assistant.turn import State, state_from, state_json
from assistant.understanding.courtesy import essence
from assistant.understanding.cues import plain_text
from assistant.understanding.likeness import outside_questions
from assistant.understanding.spelling import Spelling
from assistant.understanding.turns import language
from corpus.audience import default_audiences
from corpus.embedding import load_embedder
from corpus.english import rule_texts
from corpus.errors import QuestionError
from corpus.lexicon import Lexicon, load_lexicon
from corpus.passage import Authority, Passage, Source
from corpus.practice import load_practice
from corpus.provisions import load_law
from corpus.questions import PLAINEST
from corpus.reference import parse
from corpus.rulebook import Rulebook


class SearchHit(BaseModel):
    """One passage found: where it stands, its text and its score (higher is better)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    title: str
    locator: str
    reference: str | None
    text: str
    score: float
    authority: Authority
    start: int
    end: int


class Conversation:
    """One case, turn by turn. Not shared between users or threads."""

    def __init__(self, knowledge: Knowledge, on: date | None, state: State) -> None:
        """Go on from `state`; `on` fixes the day whose law is used (default: today)."""
        self._knowledge = knowledge
        self._on = on
        self._state = state
        self._verified: Verified | None = None

    @property
    def verified(self) -> Verified | None:
        """What the verifier counted in the last answer; None where it had nothing to verify."""
        return self._verified

    @property
    def case(self) -> CaseFacts:
        """What is known of the case so far."""
        return self._state.case

    @case.setter
    def case(self, case: CaseFacts) -> None:
        self._state = replace(self._state, case=case, cases=())

    def moved(self, on: date | None) -> "Conversation":
        """This conversation on the law of another day (None: the day of each question); what it remembers stays."""
        return Conversation(self._knowledge, on, replace(self._state, on=None))

    @property
    def cases(self) -> tuple[CaseFacts, ...]:
        """The case of each citizen spoken of side by side; of one citizen, the case alone."""
        return self._state.cases or (self._state.case,)

    @property
    def state(self) -> str:
        """What is remembered, as text: `Assistant.conversation` goes on from it, also in another process."""
        return state_json(self._state)

    def stream(self, question: str) -> Iterator[Event]:
        """The steps of the next turn; the last event is `Answered`.

        Raises:
            QuestionError: the question is empty, too long or not text. Nothing is remembered of it.
        """
        guarded = guard(question).to_read()
        notice, timings = self._told(guarded), dict[str, float]()
        begun = perf_counter()
        self._verified = None
        for event, state in answer_events(guarded, self._state, self._knowledge, self._on or today()):
            self._take(event, state)
            timings[STEPS[type(event)]] = round((perf_counter() - begun) * 1000, 2)
            yield finished(event, notice, timings)
            begun = perf_counter()

    def ask(self, question: str) -> Answer:
        """The answer to the next turn (see `stream`)."""
        *_, last = self.stream(question)
        if not isinstance(last, Answered):
            raise TypeError(f"the stream ended with {last!r}, not with an answer")
        return last.answer

    def corrected(self, case: CaseFacts) -> Answer | None:
        """The last answer again with the facts of `case` and no others; None where no rule was asked about yet.

        The facts are kept for the turns to come.
        """
        self._state = replace(self._state, case=case, cases=())
        answer = None
        self._verified = None
        for event, state in corrected_events(case, self._state, self._knowledge, self._on or today()):
            self._take(event, state)
            if isinstance(event, Answered):
                answer = event.answer
        return answer

    def _told(self, guarded: Guarded) -> tuple[str, ...]:
        """What was taken out of the question, in its language."""
        if not guarded.removed:
            return ()
        return told(guarded.removed, self._knowledge.words(language(plain_text(guarded.text).split())))

    def _take(self, event: Event, state: State) -> None:
        self._state = state
        if isinstance(event, Verified):
            self._verified = event


class Assistant:
    """The opened assistant. Conversations may run in several threads."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Serve from `knowledge`; use `open_assistant` to read it from disk."""
        self._knowledge = knowledge

    def __enter__(self) -> Self:
        """The assistant itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the index."""
        self.close()

    def close(self) -> None:
        """Close the index; the assistant cannot be used afterwards."""
        self._knowledge.store.close()

    def conversation(
        self, on: date | None = None, case: CaseFacts | None = None, state: str | None = None, user: str = ""
    ) -> Conversation:
        """A conversation on the law of the day `on` (default: the day of each question).

        Args:
            on: the day whose law is used.
            case: facts known from the start.
            state: `Conversation.state` of an earlier conversation to go on with, instead of `case`.
            user: whose conversation it is; a chat model is asked only so often for each. "" has no limit.

        Raises:
            QuestionError: the state was kept by another version and cannot be gone on with.
        """
        kept = state_from(state) if state is not None else State(case=case or CaseFacts())
        if kept is None:
            raise QuestionError("Samtalen er fra en anden udgave af programmet og kan kun læses; begynd en ny sag.")
        return Conversation(self._knowledge.of(user), on, kept)

    def search(self, query: str, k: int = 10, on: date | None = None) -> tuple[SearchHit, ...]:
        """The `k` passages that answer `query` best, best first."""
        if k < 1:
            raise QuestionError(f"k={k} er for lidt; bed om mindst 1 fund.")
        words = self._knowledge.spelling.mended(essence(guard(query).to_read().text))
        hits = self._knowledge.search(words, k, on or today())
        return tuple(
            SearchHit(
                source=hit.passage.source,
                title=self.source(hit.passage.source).title,
                locator=hit.passage.locator,
                reference=str(hit.passage.reference) if hit.passage.reference else None,
                text=hit.passage.text,
                score=hit.score,
                authority=hit.passage.authority,
                start=hit.passage.start,
                end=hit.passage.end,
            )
            for hit in hits
        )

    def check(self, case: CaseFacts | dict[str, object], on: date | None = None) -> tuple[FindingOut, ...]:
        """Every rule that the facts of `case` concern, without a question.

        Raises:
            QuestionError: a fact or target group that is not known, or a value that cannot be.
        """
        facts = self._facts(case)
        findings = check(facts, self._knowledge.rulebook, on or today(), lexicon=self._knowledge.lexicon)
        return tuple(finding_out(finding, facts.target_group) for finding in findings)

    def _facts(self, case: CaseFacts | dict[str, object]) -> CaseFacts:
        facts = case if isinstance(case, CaseFacts) else case_from(case)
        for key in (facts.target_group, facts.new_target_group):
            if key is not None:
                self._knowledge.lexicon.group(key)
        return facts

    def review(self, text: str, case: CaseFacts | dict[str, object] | None = None, on: date | None = None) -> Review:
        """The review of a decision: its references, what it lacks, and what the rules say of its own facts.

        Args:
            text: the letter to the citizen, with its line breaks.
            case: facts known better than the letter tells them.
            on: the day of the decision; by default the day that the letter gives, else today.

        Raises:
            QuestionError: the text is empty, too long or not text, or a fact is not one we know.
        """
        facts = case if isinstance(case, CaseFacts) else case_from(case or {})
        if facts.target_group is not None:
            self._knowledge.lexicon.group(facts.target_group)
        basis = Basis(knowledge=self._knowledge, audiences=default_audiences(), today=today(), on=on, case=facts)
        return review(text, basis)

    def rules(self) -> tuple[RuleOut, ...]:
        """Every rule with its versions, in the order in which findings are given."""
        return rules_out(self._knowledge)

    def groups(self, on: date | None = None) -> tuple[GroupOut, ...]:
        """The target groups that the law knows on that day (default: today), in its order."""
        return groups_out(self._knowledge, on or today())

    def matrix(self, on: date | None = None) -> tuple[Cell, ...]:
        """What each rule that treats the groups differently says of each group on that day."""
        return matrix_out(self._knowledge, on or today())

    def trace(self, rule_id: str, case: CaseFacts | dict[str, object], on: date | None = None) -> Trace:
        """How one rule comes to its finding on the case, step by step.

        Raises:
            QuestionError: a fact or target group that is not known, or a value that cannot be.
            CorpusError: no rule has the id.
        """
        return trace_out(rule_id, self._facts(case), self._knowledge, on or today())

    def plan(
        self,
        case: CaseFacts | dict[str, object],
        earlier: Sequence[tuple[date, date]] = (),
        on: date | None = None,
    ) -> Plan:
        """How long the placement may last and what may follow; `earlier` are placements before it, first and last day.

        Raises:
            QuestionError: a fact or target group that is not known, or a value that cannot be.
        """
        return plan(self._facts(case), earlier, self._knowledge, on or today())

    def tour(self) -> tuple[TourCase, ...]:
        """The cases of the guided tour for new staff, from the simple to the hard."""
        return tour_out(self._knowledge)

    def tour_answer(self, case_id: str, option_number: int) -> TourAnswer:
        """Whether an option (counted from 1) of a case of the tour is right, and why, by the rule checker.

        Raises:
            QuestionError: there is no such case or option.
        """
        return judged(case_of(case_id, self.tour()), option_number, self._knowledge)

    def fact_fields(self, on: date | None = None) -> tuple[FactField, ...]:
        """The facts of a case as a form."""
        return fact_fields({group.key: group.name for group in self.groups(on)})

    def sources(self) -> tuple[SourceOut, ...]:
        """Every source, the strongest authority first."""
        return sources_out(self._knowledge)

    def sections(self, source_id: str) -> tuple[SectionOut, ...]:
        """The pieces of a source in the order of its text.

        Raises:
            QuestionError: there is no such source.
        """
        return sections_out(self.source(source_id).id, self._knowledge)

    def provision(self, reference: str, on: date | None = None) -> tuple[ProvisionOut, ...]:
        """The text of a provision on that day, or of its parts; empty where it has none.

        Raises:
            QuestionError: the reference cannot be read.
        """
        return provisions_out(parse(reference), self._knowledge, on or today())

    def suggestions(self, references: Sequence[str], on: date | None = None) -> tuple[str, ...]:
        """What is typically asked of these provisions, from the question bank, the foremost first.

        Raises:
            QuestionError: a reference cannot be read.
        """
        return typical_questions(references, self._knowledge, on or today())

    def describe(self, case: CaseFacts, on: date | None = None) -> dict[str, str]:
        """The known facts of a case in Danish words, label to value, in the order of the form."""
        day, lexicon = on or today(), self._knowledge.lexicon
        groups = {key: lexicon.display(key, day) for key in lexicon.keys}
        return {FACT_LABELS[name]: fact_value(name, value, groups) for name, value in case.known().items()}

    def source(self, source_id: str) -> Source:
        """A source with its canonical text, into which citations' offsets point."""
        try:
            return self._knowledge.store.sources[source_id]
        except KeyError:
            known = ", ".join(sorted(self._knowledge.store.sources))
            raise QuestionError(f"Kilden {source_id!r} findes ikke; kendte kilder: {known}.") from None


def open_assistant(settings: Settings | None = None) -> Assistant:
    """The assistant on the built index.

    Raises:
        IndexUnavailable: no index, or one that does not fit; the message names the command that mends it.
        ModelUnavailable: a chat model is configured that cannot be used.
    """
    chosen = settings or read_settings()
    law = load_law()
    store = open_store(chosen.home, load_embedder(chosen.embedder), server=chosen.chroma_url)
    passages, rulebook, lexicon = tuple(store.passages.values()), open_rulebook(law=law), load_lexicon()
    return Assistant(
        Knowledge(
            law=law,
            rulebook=rulebook,
            lexicon=lexicon,
            store=store,
            practice=load_practice(passages),
            weights=Weights(passages, store.sources),
            spelling=Spelling(lambda: _words_of(passages, rulebook, lexicon)),
            # Read when it is first asked for: few ask in English, and reading it takes 75 ms.
            english=cache(lambda: open_phrasebook(rulebook)),
            max_age_days=chosen.max_age_days,
            model=chat_model(chosen.model),
            model_limit=RateLimit(chosen.model.per_minute) if chosen.model else None,
        )
    )


def _words_of(passages: Sequence[Passage], rulebook: Rulebook, lexicon: Lexicon) -> Iterator[str]:
    """Everything whose words are spelt rightly: sources, typical questions, rules, the field's words, other fields'."""
    for passage in passages:
        yield from (passage.text, *passage.headings, *passage.questions[:PLAINEST])
    yield from rule_texts(rulebook.rules)
    yield from (name.word for group in lexicon.groups for name in group.names)
    yield from (word for term in lexicon.terms for word in term.words)
    yield from outside_questions()
