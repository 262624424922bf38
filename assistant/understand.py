"""What a question means: its facts, its topic, its day, its references, and whether it belongs here.

Deterministic and pure: the same words in the same conversation on the same day mean the same.
Facts are only what this question says; what is carried over from earlier turns is the
conversation's matter. Nothing raises on any text.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from assistant.case import CaseFacts
from assistant.texts import FACT_LABELS, fact_value
from assistant.understanding.context import of_the_hours, only_counted, shifted
from assistant.understanding.counts import counts
from assistant.understanding.cues import plain_text
from assistant.understanding.ellipsis import bare_number, last_counted
from assistant.understanding.facts import stated_facts
from assistant.understanding.groups import GroupReading, Person, group_reading
from assistant.understanding.likeness import default_likeness
from assistant.understanding.numbers import rounded
from assistant.understanding.people import Span, divided, stretches
from assistant.understanding.periods import Periods, blanked, periods, reached_weeks
from assistant.understanding.reading import Reading, read
from assistant.understanding.scope import Scope, ScopeReading, Signs, scope_reading
from assistant.understanding.tables import Tables, default_tables
from assistant.understanding.timeline import Timeline, timeline
from assistant.understanding.topics import Topics, topics
from assistant.understanding.turns import (
    GroupSaid,
    asks,
    asks_for_grounds,
    asks_the_law_now,
    asks_what_next,
    continues,
    follow_up,
    group_said,
    is_short,
    language,
    new_case,
    spoken,
    yes_or_no,
)
from corpus.dates import danish_date
from corpus.lexicon import Lexicon
from corpus.reference import LawRef, Mention

__all__ = ["Scope", "Understanding", "understand"]

# A name that is more than "loven" itself: "servicelovens § 85", "§ 7 i lejeloven".
_OTHER_ACT_BEFORE = re.compile(r"\b(?P<act>[a-zæøå]{3,}lov(?:en)?s?)\W*$", re.IGNORECASE)
_OTHER_ACT_AFTER = re.compile(r"\W*(?:i|efter)\s+(?P<act>[a-zæøå]{3,}loven)\b", re.IGNORECASE)
# What "hvad så bagefter?" asks about, after each topic.
_NEXT = {"duration": ("extension", "repeated"), "extension": ("repeated",), "trial_8_weeks": ("extension", "repeated")}
# Facts of a placement, and the lengths that are of one where a citizen is named.
_OF_A_PLACEMENT = {"self_found", "latest_employer", "paid_hours", "employed_there", "availability_test"}
_LENGTHS = {"start", "end", "weeks", "weeks_used"}
_DEFAULT_ACT, _ORDER_ACT = "LAB", "BAB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """One question, understood.

    `facts` holds only what this question says; `people` what it says of each of several citizens, where they
    differ in more than their group (`facts` is then what it says of all); `known_group` and `known_candidates`
    what the conversation knows of the group so far. `weeks_more` is a wish for so many weeks more where the
    question does not say how many were used. `asks_grounds` marks a follow-up that asks where the answer before
    stands written, or why it is so; `law_now` goes back from another day's law to today's. `asked` and
    `open_facts` are filled in by the conversation: the facts it asked for after this turn, and those that would
    have told more, so that a bare "ja" or "35" can be read; `counted` is the fact that the last number stated.
    `notes` say what could not be used or counted.
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
    new_case: bool = False
    group_said: GroupSaid = GroupSaid.ASSERTED
    echo: tuple[str, ...] = ()
    query: str = ""
    notes: tuple[str, ...] = ()
    weeks_more: Decimal | None = None
    known_group: str | None = None
    known_candidates: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    open_facts: tuple[str, ...] = ()
    counted: str = ""

    @property
    def tells_nothing(self) -> bool:
        """True if the words neither tell of a case nor name anything to ask about."""
        told = (self.facts.known(), self.people, self.groups, self.candidates, self.topics, self.mentions, self.on)
        return not any(told)


def understand(
    question: str, lexicon: Lexicon, on: date, previous: Understanding | None = None, tables: Tables | None = None
) -> Understanding:
    """The meaning of `question`, asked on the day `on` after the turn `previous`.

    Args:
        question: the guarded text; any text is understood somehow.
        lexicon: the names of the target groups and the field's terms.
        on: the day of the question; "i dag", "på mandag" and dates without a year are counted from it.
        previous: the turn before, in the same conversation.
        tables: the words of facts, topics and scope; by default the package's own.
    """
    tables = tables or default_tables()
    reading = read(question, lexicon)
    before = None if new_case(reading.plain) else previous
    told = _told(reading, lexicon, on, before, tables)
    mentions = _with_acts(reading)
    about = topics(reading.plain, tables, mentions, told.facts, measured=told.lengths.months is not None)
    told = _in_conversation(told, about, before)
    shared, people = _people(reading, told, lexicon, on, tables)
    about = topics(reading.plain, tables, mentions, told.facts, measured=told.lengths.months is not None)
    own, leans, scope = _meant(reading, told, about, mentions, before, tables)
    result = Understanding(
        facts=CaseFacts(**shared),
        people=people,
        groups=tuple(one.target_group for one in people if one.target_group) or told.group.groups,
        candidates=told.group.candidates,
        candidate_question=told.group.question,
        topics=own,
        mentions=mentions,
        on=told.line.law if own or mentions or not told.line.loose else None,
        scope=scope.scope,
        scope_reason=scope.reason,
        nearest=scope.nearest,
        language=language(reading.words),
        follow_up=leans,
        law_now=asks_the_law_now(reading.plain),
        asks_grounds=leans and asks_for_grounds(reading.plain, reading.words),
        new_case=before is None and new_case(reading.plain),
        group_said=group_said(reading.plain, reading.words, leans=leans),
        notes=told.line.notes + told.lengths.notes,
        weeks_more=told.lengths.more,
        counted=last_counted(told.facts, before.counted if before else ""),
        known_group=told.group.group or (before.known_group if before and not told.group.groups else None),
        known_candidates=told.group.candidates or (before.known_candidates if before else ()),
    )
    query = _query(question, reading, lexicon, result, before if leans else None)
    return replace(result, echo=_echo(result, lexicon, on, told.lengths), query=query)


def _resolved(about: Topics, reading: Reading, before: Understanding | None, *, counted: bool) -> tuple[str, ...]:
    """The topics; a follow-up that names none, or asks for the grounds, is about what the turn before was about."""
    if before is None:
        return about.all
    if counted:
        return before.topics
    if about.named and not (asks_for_grounds(reading.plain, reading.words) or asks_what_next(reading.plain)):
        return about.all
    if asks_what_next(reading.plain):
        after = tuple(topic for before_it in before.topics for topic in _NEXT.get(before_it, ()))
        return tuple(dict.fromkeys(after + before.topics + about.implied))
    return tuple(dict.fromkeys(before.topics + about.implied))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What the words of one question tell."""

    facts: dict[str, Any]
    group: GroupReading
    line: Timeline
    lengths: Periods

    @property
    def says(self) -> bool:
        """True if anything of a case is told."""
        return bool(self.facts or self.group.candidates or self.group.groups)


def _meant(
    reading: Reading,
    told: _Told,
    about: Topics,
    mentions: tuple[Mention, ...],
    before: Understanding | None,
    tables: Tables,
) -> tuple[tuple[str, ...], bool, ScopeReading]:
    """The topics asked about, whether the turn leans on the one before, and whether it is ours to answer."""
    says = told.says or bool(about.all)
    # "2 er i praktik, en i løntilskud" counts people; it asks nothing of wage subsidy.
    counted = before is not None and "fair_ratio" in before.topics and bool(told.facts.keys() & {"placed", "employees"})
    leans = counted or (before is not None and follow_up(reading.plain, reading.words, states_something=says))
    own = _resolved(about, reading, before if leans else None, counted=counted)
    signs = _signs(reading, told, own, mentions, leans=leans, within=before is not None)
    scope = scope_reading(reading.plain, tables, signs, reading.words)
    goes_on = says or continues(reading.plain, reading.words)
    if before and scope.scope in (Scope.UNCLEAR, Scope.IN) and not own and goes_on:
        return _resolved(about, reading, before, counted=counted), True, replace(scope, scope=Scope.IN)
    return own, leans, scope


def _told(reading: Reading, lexicon: Lexicon, on: date, before: Understanding | None, tables: Tables) -> _Told:
    line, dated = timeline(blanked(reading.plain, reached_weeks(reading.plain)), on)
    without = blanked(reading.plain, [(one.start, one.end) for one in dated])
    lengths, counted = periods(reading.plain, without, line.start), counts(reading.plain, without)
    facts = stated_facts(reading.plain, tables) | _days(line) | lengths.facts() | counted.facts()
    if lengths.elsewhere:
        # "Må han få 4 uger mere i Føtex?" wishes for a new placement, not a longer one.
        facts.pop("extension", None)
    if lengths.benefit_days is not None:
        facts["benefit_until"] = on + timedelta(days=lengths.benefit_days)
    person = Person(
        age=facts.get("age", counted.age_bound),
        has_education=facts.get("has_education"),
        known=before.known_group if before else None,
        candidates=before.known_candidates if before and not before.known_group else (),
    )
    group = group_reading(reading.plain, lexicon, line.law or on, person, reading.mentions)
    if only_counted(reading.plain, group):
        group = GroupReading()
    named = dict(group.facts) if not group.groups else {}
    decided = {"target_group": group.group, "new_target_group": group.new_group}
    if before and lengths.more is None:
        facts |= bare_number(without, reading.words, facts, before.open_facts, before.counted)
    known = named | facts | {name: key for name, key in decided.items() if key} | _answered(reading, before)
    return _Told(facts=known, group=group, line=line, lengths=lengths)


def _in_conversation(told: _Told, about: Topics, before: Understanding | None) -> _Told:
    """What is told, read as this conversation means it."""
    facts, group = shifted(told.facts, told.group, about.named, before.known_group if before else None)
    return replace(told, facts=of_the_hours(facts, (*about.named, *(before.topics if before else ()))), group=group)


def _people(
    reading: Reading, told: _Told, lexicon: Lexicon, on: date, tables: Tables
) -> tuple[dict[str, Any], tuple[CaseFacts, ...]]:
    """What the question says of all citizens, and what of each where they differ in more than their group."""
    if told.group.shifts:
        pairs = ({"target_group": old, "new_target_group": new} for old, new in told.group.shifts)
        return told.facts, tuple(CaseFacts(**told.facts | pair) for pair in pairs)
    found = stretches(reading.plain, told.group.places)
    if found is None:
        return told.facts, ()

    def tell(*spans: Span) -> dict[str, Any]:
        plain = ". ".join(reading.plain[start:end] for start, end in spans)
        return _told(replace(reading, plain=plain, mentions=()), lexicon, on, None, tables).facts

    # Where citizens are told apart by "den ene", the group may be named once, before them.
    ahead = found.shared[:1] if found.marked else ()
    shared, own = tell(*found.shared), [tell(*ahead, span) for span in found.own]
    groups = [facts.pop("target_group", shared.get("target_group")) for facts in own]
    parts = divided(own, [len(reading.plain[a:b].split()) for a, b in found.own], marked=found.marked)
    if parts is None or None in groups:
        return told.facts, ()
    people = (CaseFacts(**shared | part | {"target_group": key}) for part, key in zip(parts, groups, strict=True))
    return {name: value for name, value in shared.items() if name != "target_group"}, tuple(people)


def _days(line: Timeline) -> dict[str, date]:
    days = {"start": line.start, "end": line.end, "benefit_until": line.benefit_until}
    return {name: day for name, day in days.items() if day is not None}


def _answered(reading: Reading, before: Understanding | None) -> dict[str, bool]:
    """The fact that a bare yes or no settles: the first one asked for, if it is one of yes or no."""
    answer = yes_or_no(reading.plain)
    if answer is None or before is None or not before.asked:
        return {}
    asked = before.asked[0]
    field_info = CaseFacts.model_fields.get(asked)
    return {asked: answer} if field_info is not None and field_info.annotation == (bool | None) else {}


def _signs(
    reading: Reading, told: _Told, own: tuple[str, ...], mentions: tuple[Mention, ...], *, leans: bool, within: bool
) -> Signs:
    group = bool(told.group.group or told.group.candidates or told.group.groups)
    return Signs(
        topics=own,
        group=group,
        # A day or an age is told of anything.
        facts=bool(told.facts.keys() - {"start", "end", "age"}),
        mentions=bool(mentions),
        follow_up=leans,
        placement=bool(told.facts.keys() & (_OF_A_PLACEMENT | (_LENGTHS if group else set()))),
        within_case=within and is_short(reading.words),
        asks=asks(reading.plain),
        # The banks are Danish.
        likeness=default_likeness().of(reading.plain) if spoken(reading.words) == "da" else 0.0,
    )


def _with_acts(reading: Reading) -> tuple[Mention, ...]:
    """The references; one without its act is of the act the words speak of."""
    default = _ORDER_ACT if "bekendtgor" in reading.plain else _DEFAULT_ACT
    return tuple(replace(mention, ref=_with_act(mention, reading.original, default)) for mention in reading.mentions)


def _with_act(mention: Mention, text: str, default: str) -> LawRef:
    """The reference with its act; "servicelovens § 85" is of an act we do not hold, and of no other."""
    if mention.ref.act:
        return mention.ref
    named = _OTHER_ACT_BEFORE.search(text[: mention.start]) or _OTHER_ACT_AFTER.match(text[mention.end :])
    return replace(mention.ref, act=named["act"].lower().removesuffix("s").upper() if named else default)


def _echo(understood: Understanding, lexicon: Lexicon, on: date, numbers: Periods) -> tuple[str, ...]:
    """What was understood, a line a fact, as it is shown back."""
    names = {key: lexicon.display(key, understood.on or on) for key in lexicon.keys}
    lines = [
        f"{FACT_LABELS[name].lower()}: {_said(name, value, names, numbers)}"
        for name, value in understood.facts.known().items()
    ]
    if understood.people:
        lines += [_person_said(number, one, names, numbers) for number, one in enumerate(understood.people, start=1)]
    elif understood.groups:
        lines.insert(0, "målgrupper: " + " og ".join(names[key] for key in understood.groups))
    elif understood.candidates and understood.facts.target_group is None:
        lines.insert(0, "målgruppe: enten " + " eller ".join(names[key] for key in understood.candidates))
    if understood.on:
        lines.append(f"ret pr. {danish_date(understood.on)}")
    return tuple(lines)


def _person_said(number: int, one: CaseFacts, names: dict[str, str], numbers: Periods) -> str:
    said = (f"{FACT_LABELS[name].lower()}: {_said(name, value, names, numbers)}" for name, value in one.known().items())
    return f"borger {number} – {', '.join(said)}"


def _said(name: str, value: object, names: dict[str, str], numbers: Periods) -> str:
    if isinstance(value, Decimal):
        text = str(rounded(value)).replace(".", ",")
        if name == "weeks" and numbers.over:
            return "mere end " + str(rounded(value).to_integral_value(rounding="ROUND_FLOOR"))
        return f"omkring {text}" if name == "weeks" and numbers.months else text
    return fact_value(name, value, names)


def _query(
    question: str, reading: Reading, lexicon: Lexicon, understood: Understanding, before: Understanding | None
) -> str:
    """The text to search with: the question, the sources' own words for it, and what it leans on."""
    padded = f" {reading.plain} "
    groups = [understood.facts.target_group] if understood.facts.target_group else list(understood.groups)
    words = [lexicon.display(key, understood.on or date.max) for key in groups if key]
    words += [more for term in lexicon.terms if _names_term(padded, term.words) for more in term.expand]
    lean = [before.query] if before else []
    return " ".join(dict.fromkeys([question, *words, *lean]))


def _names_term(padded: str, words: tuple[str, ...]) -> bool:
    return any(f" {plain_text(word)} " in padded for word in words)
