"""One question in its conversation: what carries over, what starts afresh, what is meant."""

from dataclasses import dataclass, field, replace
from datetime import date

from assistant.case import CaseFacts
from assistant.documents import asks_documents
from assistant.guard import Guarded
from assistant.texts import FACT_QUESTIONS
from assistant.understand import Understanding
from corpus.rulebook import Rulebook

# What tells who the citizen is, and nothing yet of the placement.
WHO = frozenset({"target_group", "graduate", "obviously_ready", "age", "has_education"})
# Who asks how long a placement may last wants to know whether it can go on, too; who asks for
# more time wants to know of a new offer, where there is no more time to give.
_COMPANIONS = {"duration": ("extension",), "extension": ("repeated",)}
# More candidates than this are asked about, not answered side by side.
MAX_CANDIDATES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a conversation remembers: the case, the last understanding, the day of the law."""

    case: CaseFacts = field(default_factory=CaseFacts)
    previous: Understanding | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question, resolved against the conversation."""

    question: str
    understood: Understanding
    case: CaseFacts
    groups: tuple[str | None, ...]
    topics: tuple[str, ...]
    on: date
    about_documents: bool
    cpr_removed: bool


def resolve(guarded: Guarded, understood: Understanding, state: State, rulebook: Rulebook, on: date) -> Turn:
    """The turn that the words mean in this conversation."""
    fresh = understood.new_case
    before = CaseFacts() if fresh else state.case
    previous = None if fresh else state.previous
    case = before.merged(understood.facts)
    case = _with_weeks_more(case, understood)
    named = understood.groups or understood.candidates
    if named and understood.facts.target_group is None:
        case = case.model_copy(update={"target_group": None})
    if case.target_group is None:
        named = named or understood.known_candidates
    groups: tuple[str | None, ...] = named if 1 < len(named) <= MAX_CANDIDATES else (case.target_group,)
    topics = understood.topics
    if not topics and not understood.mentions:
        topics = _topics_without_words(understood, previous, rulebook)
    # The years of a statistic are not the day of a case.
    about_documents = asks_documents(guarded.text) and not _case_stated(understood)
    companions = tuple(other for topic in topics[:1] for other in _COMPANIONS.get(topic, ()) if other not in topics)
    return Turn(
        question=guarded.text,
        understood=replace(understood, topics=topics),
        case=case,
        groups=groups,
        topics=topics + companions,
        about_documents=about_documents,
        on=(None if about_documents else understood.on) or (None if fresh else state.on) or on,
        cpr_removed=guarded.cpr_removed,
    )


def _topics_without_words(
    understood: Understanding, previous: Understanding | None, rulebook: Rulebook
) -> tuple[str, ...]:
    """What a turn is about that names no topic: what its facts trigger, else what was talked of."""
    facts = set(understood.facts.known())
    telling = facts - WHO
    triggered = [topic for rule in rulebook.rules if telling & set(rule.triggers) for topic in rule.topics]
    if previous and previous.topics and (understood.follow_up or facts):
        return previous.topics
    return tuple(dict.fromkeys(triggered)) or (("duration", "extension") if facts else ())


def _case_stated(understood: Understanding) -> bool:
    """True if the question tells of a case, more than who the citizen is."""
    return bool(set(understood.facts.known()) - WHO - {"self_found", "extension", "repeated"})


def _with_weeks_more(case: CaseFacts, understood: Understanding) -> CaseFacts:
    """The case in which "so many weeks more" is counted from the weeks used, or asked for, so far."""
    used = case.weeks_used if case.weeks is None else max(case.weeks, case.weeks_used or case.weeks)
    elsewhere = case.same_company is False or case.repeated
    if understood.weeks_more is None or used is None or elsewhere:
        return case
    return case.merged(CaseFacts(weeks_used=used, weeks=used + understood.weeks_more, extension=True))


def remembered(turn: Turn, questions: tuple[str, ...]) -> Understanding:
    """The understanding for the next turn, which may be a bare answer to what was asked."""
    wanted = {text: fact for fact, text in FACT_QUESTIONS.items()}
    return replace(turn.understood, asked=tuple(wanted[asked] for asked in questions if asked in wanted))
