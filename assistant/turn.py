"""One question in its conversation: what carries over, what starts afresh, what is meant."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from pydantic import TypeAdapter, ValidationError

from assistant.case import CaseFacts
from assistant.documents import asks_documents
from assistant.guard import Guarded
from assistant.texts import FACT_QUESTIONS
from assistant.understand import Understanding, gone_back
from assistant.understanding.cues import plain_text
from assistant.understanding.groups import Person, by_age
from assistant.understanding.numbers import rounded
from assistant.understanding.returning import MOST_LEFT, Left
from assistant.understanding.turns import GroupSaid
from corpus.rulebook import Rulebook

# What tells who the citizen is, and nothing yet of the placement.
WHO = frozenset({"target_group", "graduate", "obviously_ready", "age", "has_education"})
# Who asks how long a placement may last wants to know whether it can go on, too; who asks for
# more time wants to know of a new offer, where there is no more time to give.
_COMPANIONS = {"duration": ("extension",), "extension": ("repeated",)}
# The topic of the law to come, and what a case is about that names nothing else.
_AWAITED, _OF_THE_LENGTH = "future_law", ("duration", "extension")
# More candidates than this are asked about, not answered side by side.
MAX_CANDIDATES = 3


class Start(StrEnum):
    """Whether a turn goes on with the case, and if not, why a new one is begun."""

    SAME = "same"
    ASKED_FOR = "asked_for"
    OTHER_GROUP = "other_group"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a conversation remembers: the case, the last understanding, the day of the law.

    `cases` are those of several citizens spoken of side by side; else it is empty.
    """

    case: CaseFacts = field(default_factory=CaseFacts)
    cases: tuple[CaseFacts, ...] = ()
    previous: Understanding | None = None
    on: date | None = None


_STATE = TypeAdapter(State)


def state_json(state: State) -> str:
    """What a conversation remembers, to be kept as text."""
    return _STATE.dump_json(state).decode()


def state_from(kept: str) -> State | None:
    """What was kept of a conversation; None where it was kept by another version and does not fit."""
    try:
        return _STATE.validate_json(kept)
    except ValidationError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question, resolved against the conversation.

    `cases` are checked side by side: one for each citizen or target group, at least one. `case` is
    what holds for all of them. `before` is the turn before in the same case, `left` the citizens left for another.
    """

    question: str
    understood: Understanding
    case: CaseFacts
    cases: tuple[CaseFacts, ...]
    topics: tuple[str, ...]
    on: date
    about_documents: bool
    start: Start = Start.SAME
    before: Understanding | None = None
    left: tuple[Left, ...] = ()

    @property
    def side_by_side(self) -> bool:
        """True if there are several citizens or groups to answer for."""
        return len(self.cases) > 1


def resolve(guarded: Guarded, understood: Understanding, state: State, rulebook: Rulebook, on: date) -> Turn:
    """The turn that the words mean in this conversation."""
    left, state = _gone_back(understood, state)
    start = _start(understood, state)
    if start is not Start.SAME:
        left = (*left, *_leaving(state))[-MOST_LEFT:]
    kept = state if start is Start.SAME else State()
    understood = _moved(understood, kept)
    case, cases = _cases(understood, kept)
    if len(cases) < len(kept.cases):
        left = (*left, *_not_meant(kept, cases))[-MOST_LEFT:]
    case, cases = _settled(case, understood, rulebook), tuple(_settled(one, understood, rulebook) for one in cases)
    topics = understood.topics
    # The years of a statistic are not the day of a case.
    about_documents = asks_documents(guarded.text) and not _case_stated(understood)
    day = _day_of_law(understood, kept, on, about_documents=about_documents)
    if understood.law_now and kept.on and day < kept.on:
        # "Og lige nu?" asks for the rules there are, not for those that were awaited.
        topics = tuple(topic for topic in topics if topic != _AWAITED) or _OF_THE_LENGTH
    if not topics and not understood.mentions:
        previous = None if start is Start.ASKED_FOR else state.previous
        topics = _topics_without_words(understood, previous, rulebook)
    if any(one.new_target_group for one in cases) and set(topics) & {"duration", "extension"}:
        # How long it may last hangs on the time before the shift, too (LAB § 55, stk. 3).
        topics = tuple(dict.fromkeys(("benefit_shift", *topics)))
    companions = tuple(other for topic in topics[:1] for other in _COMPANIONS.get(topic, ()) if other not in topics)
    return Turn(
        question=guarded.text,
        understood=replace(understood, topics=topics),
        case=case,
        cases=cases,
        topics=topics + companions,
        about_documents=about_documents,
        on=day,
        start=start,
        before=kept.previous,
        left=left,
    )


def _day_of_law(understood: Understanding, kept: State, on: date, *, about_documents: bool) -> date:
    """The day whose law the turn asks for; "i dag" said after another day's law is the day of the question."""
    if understood.law_now and understood.on in (None, kept.on, on):
        return on
    named = None if about_documents else understood.on
    said = understood.facts
    if kept.on is None:
        return named or on
    if said.start is not None:
        return named or _of_new_start(said.start, kept.on, on)
    # A last day alone, told after the day of the law, does not move it.
    return kept.on if named is None or named == said.end else named


def _of_new_start(start: date, kept: date, on: date) -> date:
    """The day whose law a new first day asks for, after the law of the day `kept`: a coming law's, or today's."""
    return kept if on < kept <= start else on


def _moved(understood: Understanding, kept: State) -> Understanding:
    """The turn, with a day told alone as the first day of a placement that had another ("og hvis det var 1. maj?")."""
    if not understood.bare_day or understood.facts.known() or kept.case.start is None:
        return understood
    return replace(understood, facts=CaseFacts(start=understood.on))


def _gone_back(understood: Understanding, state: State) -> tuple[tuple[Left, ...], State]:
    """The citizens left, and what is remembered of the one spoken of: another where the turn goes back to one."""
    left = state.previous.left if state.previous else ()
    place = understood.returns_to
    if state.previous is None or place is None:
        return left, state
    back = State(
        case=left[place].case, cases=left[place].cases, previous=gone_back(state.previous, place), on=left[place].on
    )
    return (*left[:place], *left[place + 1 :], *_leaving(state)), back


def _not_meant(state: State, meant: Sequence[CaseFacts]) -> tuple[Left, ...]:
    """The citizens spoken of side by side until one of them was taken up."""
    topics = state.previous.topics if state.previous else ()
    labels = _labels(state)
    same = [one for one in state.cases if any(_is_of(one, case) for case in meant)][: len(meant)]
    others: dict[int, list[CaseFacts]] = {}
    for place, one in enumerate(state.cases):
        if one not in same:
            others.setdefault(labels.index(labels[place]) if labels else place, []).append(one)
    return tuple(_left_at(place, cases, state, topics) for place, cases in others.items())


def _is_of(one: CaseFacts, meant: CaseFacts) -> bool:
    """True if the case meant is that citizen's, with what was said since."""
    return one.target_group == meant.target_group and one.merged(meant) == meant


def _left_at(place: int, cases: Sequence[CaseFacts], state: State, topics: tuple[str, ...]) -> Left:
    """A citizen left, who has several cases where the benefit is not told."""
    case, several = (cases[0], ()) if len(cases) == 1 else (state.case, tuple(cases))
    return Left(case=case, cases=several, topics=topics, on=state.on, place=place)


def _labels(state: State) -> tuple[str, ...]:
    """The label of each of the cases side by side; empty where they were told of under none."""
    labels = state.previous.labels if state.previous else ()
    return labels if len(labels) == len(state.cases) else ()


def _leaving(state: State) -> tuple[Left, ...]:
    """What is known of the citizen spoken of so far; nothing where nobody was spoken of."""
    if not state.case.known() and not state.cases:
        return ()
    before = state.previous or Understanding()
    said, place = plain_text(before.query), None if state.cases and _whole(state) else before.pointed
    return (Left(case=state.case, cases=state.cases, topics=before.topics, on=state.on, said=said, place=place),)


def _start(understood: Understanding, state: State) -> Start:
    """Whether the words turn to another case: said outright, or by telling of a citizen of another group."""
    if not state.case.known() and not state.cases:
        return Start.SAME
    if understood.new_case:
        return Start.ASKED_FOR
    named = understood.facts.target_group
    known = {case.target_group for case in (state.case, *state.cases)} - {None}
    other = bool(named and known and named not in known) or bool(understood.people and not understood.follow_up)
    return Start.OTHER_GROUP if other and understood.group_said is GroupSaid.ASSERTED else Start.SAME


def _cases(understood: Understanding, state: State) -> tuple[CaseFacts, tuple[CaseFacts, ...]]:
    """The case that holds for all, and the case of each citizen or group to be answered for."""
    if understood.people:
        common = state.case.merged(understood.facts).model_copy(update={"target_group": None})
        return common, tuple(common.merged(one) for one in understood.people)
    named = understood.groups or understood.candidates
    if state.cases and not named:
        return _of_those_before(understood, state)
    case = _with_weeks_more(state.case.merged(understood.facts), understood)
    if named and understood.facts.target_group is None:
        case = case.model_copy(update={"target_group": None})
    if case.target_group is None:
        named = named or understood.known_candidates
    several = len(named) > 1 and (bool(understood.groups) or len(named) <= MAX_CANDIDATES)
    return case, tuple(case.model_copy(update={"target_group": key}) for key in named) if several else (case,)


def _settled(case: CaseFacts, understood: Understanding, rulebook: Rulebook) -> CaseFacts:
    """The case without what the turn's own facts put an end to, in the group that age and education decide."""
    said = understood.facts
    ended: dict[str, object] = {"benefit_until": None} if understood.benefit_open else {}
    if said.employed is False and said.employed_there is None and case.employed_there:
        ended["employed_there"] = None
    if said.new_target_group is not None and said.benefit_until is None:
        ended["benefit_until"] = None
    if said.start is not None and said.end is None and case.end and case.end < said.start:
        ended["end"] = None
    if said.weeks is not None and said.end is None and said.start is None and not case.extension:
        ended["end"] = None
    if said.end is not None and said.weeks is None and not case.extension:
        ended["weeks"] = None
    return _of_age(case.model_copy(update=ended), rulebook)


def _of_age(case: CaseFacts, rulebook: Rulebook) -> CaseFacts:
    """The case in the group that age and education, told in another turn, decide."""
    if case.target_group not in rulebook.lexicon.keys:
        return case
    person = Person(age=case.age, has_education=case.has_education, education_order=case.education_order)
    key = by_age(str(case.target_group), rulebook.lexicon, person)
    return case.model_copy(update={"target_group": key})


def _of_those_before(understood: Understanding, state: State) -> tuple[CaseFacts, tuple[CaseFacts, ...]]:
    """The citizens of the turn before with what is said now: of the one who is named, or of all."""
    named, place = understood.facts.target_group, understood.pointed
    if place is not None and place < len(state.cases) and named is None and _whole(state):
        labels = _labels(state)
        own = [one for at, one in enumerate(state.cases) if at == place or (labels and labels[at] == labels[place])]
        cases = tuple(_with_weeks_more(one.merged(understood.facts), understood) for one in own)
        return (cases[0] if len(cases) == 1 else state.case.merged(understood.facts)), cases
    meant = [case for case in state.cases if named in (None, case.target_group)] or [state.case]
    cases = tuple(_with_weeks_more(case.merged(understood.facts), understood) for case in meant)
    return (cases[0] if len(cases) == 1 else state.case.merged(understood.facts)), cases


def _whole(state: State) -> bool:
    """False where the cases left side by side are those of one citizen only, told of under a label."""
    return state.previous is None or not state.previous.labels or bool(_labels(state))


def _topics_without_words(
    understood: Understanding, previous: Understanding | None, rulebook: Rulebook
) -> tuple[str, ...]:
    """What a turn is about that names no topic: what its facts trigger, else what was talked of."""
    facts = {name for one in (understood.facts, *understood.people) for name in one.known()}
    facts |= {"target_group"} if understood.groups or understood.candidates else set()
    telling = facts - WHO
    triggered = [topic for rule in rulebook.rules if telling & set(rule.triggers) for topic in rule.topics]
    if previous and previous.topics and (understood.follow_up or facts):
        return previous.topics
    return tuple(dict.fromkeys(triggered)) or (_OF_THE_LENGTH if facts else ())


def _case_stated(understood: Understanding) -> bool:
    """True if the question tells of a case, more than who the citizen is."""
    return bool(set(understood.facts.known()) - WHO - {"self_found", "extension", "repeated"})


def _with_weeks_more(case: CaseFacts, understood: Understanding) -> CaseFacts:
    """The case in which "so many weeks more" is counted from the weeks used, or asked for, so far."""
    used, more = _weeks_so_far(case), understood.weeks_more
    elsewhere = case.same_company is False or case.repeated
    if more is None or elsewhere:
        return case
    if case.start and case.end and case.start <= case.end:
        return _beyond_its_days(case, case.start, case.end, None if understood.facts.end else more)
    if used is None:
        return case
    return case.merged(CaseFacts(weeks_used=used, weeks=used + more, extension=True))


def _beyond_its_days(case: CaseFacts, start: date, end: date, more: Decimal | None) -> CaseFacts:
    """The case in which weeks come on top of the days told; None where the turn told the last day of the whole."""
    if more is None:
        return case.merged(CaseFacts(extension=True))
    used = rounded(Decimal((end - start).days + 1) / 7)
    last = end + timedelta(days=int(more * 7))
    longer = CaseFacts(weeks_used=used, end=last, extension=True)
    return case.model_copy(update={"weeks": None}).merged(longer)


def _weeks_so_far(case: CaseFacts) -> Decimal | None:
    """The weeks used and asked for until now; the checker, too, adds an extension's own length to the weeks used."""
    if case.weeks is None or case.weeks_used is None:
        return case.weeks or case.weeks_used
    added = case.extension and case.weeks <= case.weeks_used
    return case.weeks + case.weeks_used if added else max(case.weeks, case.weeks_used)


def asked_facts(questions: tuple[str, ...]) -> tuple[str, ...]:
    """The facts that clarifying questions ask for, by name."""
    wanted = {text: fact for fact, text in FACT_QUESTIONS.items()}
    return tuple(wanted[question] for question in questions if question in wanted)


def remembered(turn: Turn, questions: tuple[str, ...], open_facts: tuple[str, ...]) -> Understanding:
    """The understanding for the next turn, which may be a bare answer to what was asked or left open."""
    asked = asked_facts(questions)
    topics = turn.understood.topics or (turn.before.topics if turn.before else ())
    decided = turn.understood.decided or (turn.before.decided if turn.before else None)
    understood = replace(turn.understood, topics=topics, decided=decided)
    return replace(understood, asked=asked, open_facts=asked + open_facts, left=turn.left)
