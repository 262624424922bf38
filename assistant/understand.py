"""What a question means: its facts, its topic, its day, its references, and whether it belongs here.

Deterministic and pure: the same words in the same conversation on the same day mean the same.
Facts are only what this question says; what is carried over from earlier turns is the
conversation's matter. Nothing raises on any text.
"""

from collections.abc import Sequence, Sized
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from assistant.case import CaseFacts
from assistant.understanding.acts import with_acts
from assistant.understanding.context import added, anew, of_the_hours, only_counted, recounted, shifted
from assistant.understanding.counts import counts
from assistant.understanding.cues import plain_text
from assistant.understanding.echo import echo, search_query
from assistant.understanding.ellipsis import bare_number, bare_weeks, last_counted
from assistant.understanding.extended import extended
from assistant.understanding.facts import stated_facts
from assistant.understanding.followed import answered, asks_a_right, followed, ours
from assistant.understanding.groups import GroupReading, Person, group_reading
from assistant.understanding.labels import labels
from assistant.understanding.likeness import default_likeness
from assistant.understanding.meaning import Understanding, gone_back
from assistant.understanding.people import Span, divided, stretches
from assistant.understanding.periods import Periods, blanked, periods, reached_weeks
from assistant.understanding.reading import Reading, read
from assistant.understanding.returning import Return, may_return, pointed, returned
from assistant.understanding.scope import Scope, ScopeReading, Signs, scope_reading
from assistant.understanding.shifts import first_days
from assistant.understanding.staff import of_citizens
from assistant.understanding.tables import Tables, default_tables
from assistant.understanding.timeline import Timeline, timeline
from assistant.understanding.topics import Topics, topics
from assistant.understanding.turns import (
    asks,
    asks_for_grounds,
    asks_the_law_now,
    continues,
    corrects,
    follow_up,
    group_said,
    is_short,
    language,
    new_case,
    only_dated,
    only_supposed,
    spoken,
)
from assistant.understanding.unread import unread
from corpus.lexicon import Lexicon
from corpus.reference import Mention

__all__ = ["Scope", "Stated", "Understanding", "gone_back", "stated", "understand"]

# Facts of a placement, and the lengths that are of one where a citizen is named.
_OF_A_PLACEMENT = {"self_found", "latest_employer", "paid_hours", "employed_there", "availability_test"}
_LENGTHS = {"start", "end", "weeks", "weeks_used"}


def understand(
    question: str,
    lexicon: Lexicon,
    on: date,
    previous: Understanding | None = None,
    tables: Tables | None = None,
    *,
    asked_on: date | None = None,
) -> Understanding:
    """The meaning of `question`, asked after the turn `previous` while the law of the day `on` is spoken of.

    Args:
        question: the guarded text; any text is understood somehow.
        lexicon: the names of the target groups and the field's terms.
        on: the day whose law is spoken of; dates without a year lie nearest to it.
        previous: the turn before, in the same conversation.
        tables: the words of facts, topics and scope; by default the package's own.
        asked_on: the day of the question, from which "i dag" and "på mandag" are counted; by default `on`.
    """
    tables = tables or default_tables()
    reading = read(question, lexicon, asked_on)
    reading, before, back = _after(reading, lexicon, on, previous)
    heard = _heard(reading, lexicon, on, before, tables)
    told, mentions, about, people = heard.told, heard.mentions, heard.about, heard.people
    own, leans, scope = _meant(reading, told, about, mentions, before, tables, returns=back is not None)
    loose = told.line.loose and (before is not None or not told.facts.keys() & (_OF_A_PLACEMENT | _LENGTHS))
    result = Understanding(
        facts=CaseFacts(**heard.shared),
        people=people,
        groups=tuple(one.target_group for one in people if one.target_group) or told.group.groups,
        candidates=told.group.candidates,
        candidate_question=told.group.question,
        topics=own,
        mentions=mentions,
        on=told.line.law if own or mentions or not loose else None,
        scope=scope.scope,
        scope_reason=scope.reason,
        nearest=scope.nearest,
        language=language(reading.words),
        follow_up=leans,
        law_now=asks_the_law_now(reading.plain),
        bare_day=told.only_a_day and not told.line.loose and only_supposed(reading.plain),
        asks_grounds=leans and asks_for_grounds(reading.plain, reading.words),
        new_case=before is None and new_case(reading.plain),
        group_said=group_said(reading.plain, reading.words, leans=leans),
        notes=told.line.notes + told.lengths.notes,
        weeks_more=told.lengths.more,
        counted=last_counted(told.facts, before.counted if before else ""),
        returns_to=back.place if back else None,
        pointed=_pointed(reading, told, before, people),
        labels=_labels(reading, told, previous),
        decided=told.line.decided,
        benefit_open=told.line.benefit_open,
        known_group=told.group.group or (before.known_group if before and not told.group.groups else None),
        known_candidates=told.group.candidates or (before.known_candidates if before else ()),
    )
    query = search_query(question, reading.plain, lexicon, result, before.query if before and leans else "")
    days = (result.on, on, asked_on, told.line.decided)
    return replace(
        result,
        echo=echo(result, lexicon, on, told.lengths),
        query=query,
        unread=unread(question, people or (result.facts,), days, told.lengths.more),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What one sentence tells of a case; see the fields of the same names in `Understanding`."""

    facts: CaseFacts
    candidates: tuple[str, ...]
    weeks_more: Decimal | None


def stated(sentence: str, lexicon: Lexicon, on: date, tables: Tables | None = None) -> Stated:
    """What the sentence of a letter tells of the case: as `understand` reads a first question, and nothing more."""
    heard = _heard(read(sentence, lexicon, None), lexicon, on, None, tables or default_tables())
    told = heard.told
    return Stated(facts=CaseFacts(**heard.shared), candidates=told.group.candidates, weeks_more=told.lengths.more)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """What a question tells, by itself and in its conversation: `shared` of all citizens, `people` of each."""

    told: "_Told"
    mentions: tuple[Mention, ...]
    about: Topics
    shared: dict[str, Any]
    people: tuple[CaseFacts, ...]


def _heard(reading: Reading, lexicon: Lexicon, on: date, before: Understanding | None, tables: Tables) -> _Heard:
    first = _told(reading, lexicon, on, before, tables)
    mentions = with_acts(reading) or _asked_before(reading, before)
    about = _topics(reading, first, mentions, before, tables)
    told = _in_conversation(first, about, before)
    shared, people = _people(reading, told, lexicon, on, tables)
    about = about if told.facts == first.facts else _topics(reading, told, mentions, before, tables)
    return _Heard(told=told, mentions=mentions, about=about, shared=shared, people=people)


def _after(
    reading: Reading, lexicon: Lexicon, on: date, previous: Understanding | None
) -> tuple[Reading, Understanding | None, Return | None]:
    """What is read, the turn it comes after, and the citizen left before that it goes back to, if any."""
    before = None if new_case(reading.plain) else previous
    back = _back(reading, lexicon, on, before)
    if back is None or before is None:
        return reading, before, None
    reading = replace(reading, plain=blanked(reading.plain, [(back.start, back.end)]))
    return reading, gone_back(before, back.place), back


def _back(reading: Reading, lexicon: Lexicon, on: date, before: Understanding | None) -> Return | None:
    """The citizen left before that the words go back to, if any."""
    if before is None or before.side_by_side or not may_return(reading.plain, before.left, before.labels):
        return None
    named = group_reading(reading.plain, lexicon, on, Person(), ())
    keys = {key for key in (named.group, *named.groups, *named.candidates) if key}
    return returned(reading.plain, before.left, keys, before.known_group, before.pointed, before.labels)


def _pointed(reading: Reading, told: "_Told", before: Understanding | None, people: Sized) -> int | None:
    """The place of the citizen meant of several; kept until another is spoken of."""
    if before is None or people:
        return None
    stays = before.pointed if not (told.group.group or told.group.groups) else None
    return stays if (found := pointed(reading.plain, before.labels)) is None else found


def _labels(reading: Reading, told: "_Told", before: Understanding | None) -> tuple[str, ...]:
    """The labels of the citizens told of side by side, one for each group; kept until others are told of."""
    group = told.group
    if len(group.groups) < 2:
        return before.labels if before else ()
    found = labels(reading.original, reading.plain, group.places)
    return tuple(found[place] for place in group.owners or range(len(group.groups))) if found else ()


def _asked_before(reading: Reading, before: Understanding | None) -> tuple[Mention, ...]:
    """The provision that the turn before asked for, where a short turn leans on that ("også for sygemeldte?")."""
    return () if before is None or before.topics or not is_short(reading.words) else before.mentions


def _topics(
    reading: Reading, told: "_Told", mentions: tuple[Mention, ...], before: Understanding | None, tables: Tables
) -> Topics:
    measured, asked = told.lengths.months is not None, before.topics if before else ()
    return topics(reading.plain, tables, mentions, told.facts, measured=measured, before=asked)


def _resolved(about: Topics, reading: Reading, before: Understanding | None, *, counted: bool) -> tuple[str, ...]:
    """The topics; a follow-up that names none, or asks for the grounds, is about what the turn before was about."""
    if before is None:
        return ours(about.all, reading.plain)
    if asks_a_right(about, reading.plain, before.facts, before.topics):
        return ("self_found",)
    return before.topics if counted else followed(about, reading.plain, reading.words, before.topics)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What the words of one question tell."""

    facts: dict[str, Any]
    group: GroupReading
    line: Timeline
    lengths: Periods
    only_a_day: bool = False

    @property
    def only_one_day(self) -> bool:
        """True if a single day is all that is told: that is told of anything ("går bussen på fredag?")."""
        return len(self.facts) == 1 and not self.facts.keys() - {"start", "end"}

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
    *,
    returns: bool,
) -> tuple[tuple[str, ...], bool, ScopeReading]:
    """The topics asked about, whether the turn leans on the one before, and whether it is ours to answer."""
    says = told.says or bool(about.all) or told.only_a_day
    # "2 er i praktik, en i løntilskud" counts people; it asks nothing of wage subsidy.
    counted = before is not None and "fair_ratio" in before.topics and bool(told.facts.keys() & {"placed", "employees"})
    leans = (
        counted or returns or (before is not None and follow_up(reading.plain, reading.words, states_something=says))
    )
    own = _resolved(about, reading, before if leans else None, counted=counted)
    spoken_of = () if told.only_one_day and not (about.named or leans) else own
    signs = _signs(reading, told, spoken_of, mentions, leans=leans, within=before is not None)
    signs = replace(signs, named=told.says or bool(about.named))
    scope = scope_reading(reading.plain, tables, signs, reading.words)
    goes_on = says or continues(reading.plain, reading.words)
    if before and scope.scope in (Scope.UNCLEAR, Scope.IN) and not own and goes_on:
        return _resolved(about, reading, before, counted=counted), True, replace(scope, scope=Scope.IN)
    return own, leans, scope


def _told(reading: Reading, lexicon: Lexicon, on: date, before: Understanding | None, tables: Tables) -> _Told:
    plain = blanked(reading.plain, first_days(reading.plain, before.known_group if before else None))
    line, dated = timeline(blanked(plain, reached_weeks(plain)), on, reading.asked_on)
    without = blanked(plain, [(one.start, one.end) for one in dated])
    if before and len(dated) == 1 and only_dated(without):
        line.answer(before.asked, dated[0], before.facts.known(), without)
    lengths = periods(reading.plain, without, line.start)
    extended(line, lengths, reading.plain, dated, asked=reading.asked_on is not None)
    counted = counts(reading.plain, without, before.topics if before else ())
    facts = stated_facts(reading.plain, tables, _citizen(before, lexicon, on))
    facts = anew(facts | line.facts() | lengths.facts() | counted.facts(), reading.plain, lengths)
    if lengths.elsewhere:
        # "Må han få 4 uger mere i Føtex?" wishes for a new placement, not a longer one.
        facts.pop("extension", None)
    if lengths.benefit_days is not None:
        facts["benefit_until"] = (reading.asked_on or on) + timedelta(days=lengths.benefit_days)
    person = Person(
        age=facts.get("age", counted.age_bound),
        has_education=facts.get("has_education"),
        education_order=facts.get("education_order"),
        known=before.known_group if before else None,
        candidates=(before.known_candidates or before.groups) if before and not before.known_group else (),
    )
    told_of = of_citizens(reading.plain, before.topics if before else ())
    group = group_reading(told_of, lexicon, line.law or on, person, reading.mentions)
    if only_counted(reading.plain, group):
        group = GroupReading()
    named = dict(group.facts) if not group.groups else {}
    decided = {"target_group": group.group, "new_target_group": group.new_group}
    if group.new_group:
        # The placement follows the next benefit, not the one that ends (LAB § 55, stk. 3).
        facts.pop("benefit_until", None)
    if before and lengths.more is None:
        facts |= bare_number(without, reading.words, facts, before.open_facts, before.counted)
        facts = added(reading.plain, facts, before.facts.placed)
        facts = recounted(facts, before.counted, corrects=corrects(reading.plain))
    said = answered(reading.plain, before.asked, before.topics) if before else {}
    known = named | facts | {name: key for name, key in decided.items() if key} | said
    only_a_day = bool(dated) and only_dated(without)
    return _Told(facts=known, group=group, line=line, lengths=lengths, only_a_day=only_a_day)


def _citizen(before: Understanding | None, lexicon: Lexicon, on: date) -> str:
    """Folded words for the citizen known from the turns before, and that a placement is spoken of; "" for neither."""
    group = plain_text(lexicon.display(before.known_group, on)) if before and before.known_group else ""
    return f"{group} praktik" if before and before.topics else group


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
    own = [bare_weeks(facts, own[0], reading.plain[a:b]) for facts, (a, b) in zip(own, found.own, strict=True)]
    groups = [facts.pop("target_group", shared.get("target_group")) for facts in own]
    parts = divided(own, [reading.plain[a:b] for a, b in found.own], marked=found.marked)
    keys = _keys(groups, told.group)
    if parts is None or not keys:
        return told.facts, ()
    people = (
        CaseFacts(**shared | part | {"target_group": key})
        for part, own_keys in zip(parts, keys, strict=True)
        for key in own_keys
    )
    return {name: value for name, value in shared.items() if name != "target_group"}, tuple(people)


def _keys(decided: Sequence[str | None], group: GroupReading) -> list[tuple[str, ...]]:
    """The group of each citizen, several where the benefit is not told; empty where one has none."""
    if None not in decided:
        return [(str(key),) for key in decided]
    if len(decided) != len(group.places) or not group.owners:
        return []
    return [
        tuple(key for key, owner in zip(group.groups, group.owners, strict=True) if owner == place)
        for place in range(len(decided))
    ]


def _signs(
    reading: Reading, told: _Told, own: tuple[str, ...], mentions: tuple[Mention, ...], *, leans: bool, within: bool
) -> Signs:
    group = bool(told.group.group or told.group.candidates or told.group.groups)
    # The banks are Danish.
    danish = spoken(reading.words) == "da"
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
        likeness=default_likeness().of(reading.plain) if danish else 0.0,
        strange=default_likeness().strange(reading.plain) if danish else (),
        typical=danish and default_likeness().typical(reading.plain),
    )
