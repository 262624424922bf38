"""What one question means in its conversation: the value that understanding ends in."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from assistant.case import CaseFacts
from assistant.understanding.returning import Left
from assistant.understanding.scope import Scope
from assistant.understanding.turns import GroupSaid
from corpus.reference import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """One question, understood.

    `facts` holds only what this question says; `people` what it says of each of several citizens, where they
    differ in more than their group (`facts` is then what it says of all); `known_group` and `known_candidates`
    what the conversation knows of the group so far. `weeks_more` is a wish for so many weeks more where the
    question does not say how many were used. `asks_grounds` marks a follow-up that asks where the answer before stands
    written, or why it is so; `bare_day` names one day and nothing else; `law_now` goes back from another day's law to
    today's. `asked` and `open_facts` are filled in by the conversation: the facts it asked for after this turn, and
    those that would have told more, so that a bare "ja" or "35" can be read; `counted` is the fact that the last number
    stated.
    `left` are the citizens that the conversation left for another, and `returns_to` the place among those left by the
    turn before of the one gone back to; `pointed` is the place of the one meant of several.
    `labels` are the names or letters under which the several were told of, in the order of their cases.
    `decided` is the day of the decision; `benefit_open` tells that the benefit ends on another day, not yet said.
    `notes` say what could not be used or counted, and `unread` are the numbers that no fact of this question has.
    """

    facts: CaseFacts = field(default_factory=CaseFacts)
    people: tuple[CaseFacts, ...] = ()
    groups: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    candidate_question: str = ""
    topics: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    on: date | None = None
    scope: Scope = Scope.UNCLEAR
    scope_reason: str = ""
    nearest: str = ""
    language: str = "da"
    follow_up: bool = False
    asks_grounds: bool = False
    law_now: bool = False
    bare_day: bool = False
    new_case: bool = False
    group_said: GroupSaid = GroupSaid.ASSERTED
    echo: tuple[str, ...] = ()
    query: str = ""
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    weeks_more: Decimal | None = None
    known_group: str | None = None
    known_candidates: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    open_facts: tuple[str, ...] = ()
    counted: str = ""
    left: tuple[Left, ...] = ()
    returns_to: int | None = None
    pointed: int | None = None
    labels: tuple[str, ...] = ()
    decided: date | None = None
    benefit_open: bool = False

    @property
    def side_by_side(self) -> bool:
        """True if several citizens are told of."""
        return bool(self.people) or len(self.groups) > 1

    @property
    def tells_nothing(self) -> bool:
        """True if the words neither tell of a case nor name anything to ask about."""
        told = (self.facts.known(), self.people, self.groups, self.candidates, self.topics, self.mentions, self.on)
        return not any(told)


def gone_back(before: Understanding, place: int) -> Understanding:
    """The turn before, as if it had spoken of the citizen at `place` among those left."""
    left = before.left[place]
    return replace(
        before,
        topics=left.topics,
        known_group=left.case.target_group,
        known_candidates=(),
        asked=(),
        open_facts=(),
        counted="" if left.place is None else before.counted,
        pointed=left.place,
    )
