"""The target group: every name of the lexicon, found whole or in pieces.

A group is often said in two words far apart ("på kontanthjælp … aktivitetsparat"). Each word
narrows the candidates; age and education narrow them further; one left is the group.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.understanding.cues import denied
from assistant.understanding.described import APART, as_put_right, without_descriptions, without_former
from assistant.understanding.names import Named, family, named_in, other_readiness
from assistant.understanding.people import marked, marks_another, told_of_another
from assistant.understanding.shifts import SHIFT, falls_ill, kin_shifts, shifted
from corpus.lexicon import FactValue, Lexicon
from corpus.reference import LawRef, Mention

# LAB § 6, nr. 13, and the age from which education no longer decides the group (LAB § 6, nr. 2-5).
_GROWN_UP, _NOT_YOUNG = 18, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReading:
    """The groups of a question: `group` if exactly one, `groups` if several, `candidates` if unsure.

    `places` is where the words of each of several stand, and `owners` tells for each of the groups which of them it is
    of: one whose benefit is not told may have several. `shifts` are the groups before and after a shift of
    readiness whose benefit is not told.
    """

    group: str | None = None
    places: tuple[tuple[int, int], ...] = ()
    owners: tuple[int, ...] = ()
    shifts: tuple[tuple[str, str], ...] = ()
    groups: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    question: str = ""
    new_group: str | None = None
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What else is known that decides a group, and the group known from the turn before."""

    age: int | None = None
    has_education: bool | None = None
    education_order: bool | None = None
    known: str | None = None
    candidates: tuple[str, ...] = ()


def group_reading(plain: str, lexicon: Lexicon, on: date, person: Person, mentions: Sequence[Mention]) -> GroupReading:
    """The groups that the folded text names."""
    spoken = named_in(plain, lexicon, on)
    named = as_put_right(without_descriptions(without_former(spoken, plain), plain), plain)
    denied_keys = {key for name in named if denied(plain, name.start) for key in name.wide}
    said = [name for name in named if not denied(plain, name.start)]
    people = [_without(name, denied_keys) for name in _joined(said, plain)]
    people = [_narrowed(name, lexicon, person) for name in people]
    reading = _decided(people, plain, person)
    numbered = _by_number_or_age(lexicon, on, person, mentions)
    reading = _both(reading, numbered) if people else numbered
    facts = {fact: value for name in said for fact, value in name.facts.items()}
    return replace(reading, facts=facts, spans=tuple((name.start, name.end) for name in spoken))


def _joined(names: Iterable[Named], plain: str) -> list[Named]:
    """The names put together where two of them speak of one person."""
    people: list[Named] = []
    for name in names:
        partner = _partner(people, name, plain)
        if partner is None:
            people.append(name)
            continue
        common = _common(people[partner], name) or _absorbed(people[partner], name)
        people[partner] = replace(
            people[partner], keys=common, wide=common, end=max(people[partner].end, name.end), readiness=False
        )
        if len(common) == 1 and not name.readiness:
            _share(people, name)
    return _distinct(people)


def _partner(people: Sequence[Named], name: Named, plain: str) -> int | None:
    """The person said before whom this name also describes."""
    for index in range(len(people) - 1, -1, -1):
        between = plain[people[index].end : name.start]
        if _common(people[index], name) and not _new_person(people[index], between):
            return index
        if _absorbed(people[index], name) and re.fullmatch(r"\W*(?:der er|som er|er|pa|med)?\W*", between):
            return index
    return None


def _new_person(person: Named, between: str) -> bool:
    """True if the words between lead over to someone else, or to what the citizen becomes."""
    apart = (APART.search(between) and len(person.keys) == 1) or marks_another(between)
    return bool(apart or (SHIFT.search(between) and not re.search(r"\bsom\W*$", between)))


def _common(one: Named, other: Named) -> tuple[str, ...]:
    """The groups both can mean, in the sense they had from the first if possible."""
    pairs = ((one.keys, other.keys), (one.wide, other.wide), (one.keys, other.wide), (one.wide, other.keys))
    found = (tuple(key for key in left if key in right) for left, right in pairs)
    return next((common for common in found if common), ())


def _absorbed(one: Named, other: Named) -> tuple[str, ...]:
    """The definite group that a readiness right beside it only describes ("jobparat dagpengemodtager")."""
    if other_readiness(one, other):
        return ()
    if one.readiness and len(other.keys) == 1:
        return other.keys
    return one.keys if other.readiness and len(one.keys) == 1 else ()


def _share(people: list[Named], name: Named) -> None:
    """In "jobparate og aktivitetsparate kontanthjælpsmodtagere" the benefit belongs to both."""
    for index, person in enumerate(people):
        common = tuple(key for key in person.keys if key in name.keys)
        if person.readiness and common:
            people[index] = replace(person, keys=common, wide=common, readiness=False)


def _distinct(people: Sequence[Named]) -> list[Named]:
    distinct: list[Named] = []
    for person in people:
        if not any(person.keys == other.keys for other in distinct):
            distinct.append(person)
    return distinct


def _without(name: Named, denied_keys: set[str]) -> Named:
    keys = tuple(key for key in name.keys if key not in denied_keys)
    return replace(name, keys=keys or name.keys, wide=tuple(k for k in name.wide if k not in denied_keys) or name.wide)


def _narrowed(name: Named, lexicon: Lexicon, person: Person) -> Named:
    """The name with the groups that age and education rule out taken away."""
    if len(name.wide) == 1 and len(name.keys) == 1:
        return _swapped(name, lexicon, person)
    wide = tuple(key for key in name.wide if _admitted(lexicon, key, person))
    keys = tuple(key for key in name.keys if key in wide)
    if person.age is not None or person.has_education is not None or person.education_order:
        benefit = tuple(key for key in wide if not key.startswith("selvforsoergende"))
        wide = benefit or wide
        keys = tuple(key for key in keys if key in wide) or wide
    return replace(name, keys=keys or name.keys, wide=wide or name.wide)


def _admitted(lexicon: Lexicon, key: str, person: Person) -> bool:
    if _ordered(person) and key in _WITHOUT_ORDER:
        return False
    return lexicon.group(key).admits(person.age, person.has_education)


def _ordered(person: Person) -> bool:
    """True for a citizen told to take an education: nr. 4 and 5, unless age or education says otherwise."""
    young = person.age is None or person.age < _NOT_YOUNG
    return bool(person.education_order) and young and not person.has_education


# "Anna: dagpenge, Bo: aktivitetsparat"
_HEADED = re.compile(r"(?:^|[.,;?!/]\s|\bog )\w+\s?[:(]\s?(?:pa |i )?$")
_YOUNG = {"kontanthjaelp_aktivitetsparat": "uddannelse_aktivitetsparat"}
_OLD = {young: old for old, young in _YOUNG.items()}
# Of those who receive kontanthjælp, only nr. 4 and 5 have an uddannelsespålæg (LAB § 53, stk. 5, and § 58, stk. 2).
_WITHOUT_ORDER = {
    "kontanthjaelp_jobparat",
    "kontanthjaelp_aktivitetsparat",
    "selvforsoergende_jobparat",
    "selvforsoergende_aktivitetsparat",
}


def by_age(key: str, lexicon: Lexicon, person: Person) -> str:
    """The target group of a citizen of the group `key`, once age and education are known (LAB § 6, nr. 3 and 5)."""
    return _swapped(Named(keys=(key,), wide=(key,), facts={}), lexicon, person).keys[0]


def _swapped(name: Named, lexicon: Lexicon, person: Person) -> Named:
    """The group beside it in the act where age and education rule the named one out."""
    key = name.keys[0]
    other = _YOUNG.get(key) or _OLD.get(key)
    known = person.age is not None and (person.has_education is not None or person.age >= _NOT_YOUNG)
    if (
        other
        and (known or _ordered(person))
        and not _admitted(lexicon, key, person)
        and _admitted(lexicon, other, person)
    ):
        return replace(name, keys=(other,), wide=(other,))
    return name


def _decided(people: Sequence[Named], plain: str, person: Person) -> GroupReading:
    if not people:
        return GroupReading()
    old, new = shifted(people, plain, person.known)
    if new is not None:
        if falls_ill(old, new, plain, person.known):
            return _single(old, person) if old else GroupReading()
        fresh = _one(new, old.keys[0] if old and len(old.keys) == 1 else person.known)
        if fresh is None and old and len(old.keys) > 1:
            return GroupReading(shifts=kin_shifts(old, new), question=old.question)
        rest = _single(old, person) if old else GroupReading()
        return replace(rest, new_group=fresh)
    if len(people) == 1:
        return _single(people[0], person)
    sure = next((name.keys[0] for name in people if len(name.keys) == 1), None)
    places = tuple((name.start, name.end) for name in people)
    if _told_apart(people, plain):
        told = [(key, place) for place, name in enumerate(people) for key in _all_of(name)]
        return GroupReading(groups=tuple(k for k, _ in told), owners=tuple(p for _, p in told), places=places)
    keys = tuple(dict.fromkeys(key for name in people if (key := _one(name, sure if name.readiness else None))))
    unsure = [name for name in people if len(name.keys) > 1 and not (name.readiness and keys)]
    if keys and not unsure:
        return GroupReading(group=keys[0]) if len(keys) == 1 else GroupReading(groups=keys, places=places)
    merged = tuple(dict.fromkeys(key for name in people for key in name.wide))
    if all(name.readiness for name in people):
        # "jobparate og aktivitetsparate": told side by side, whatever the benefit.
        return GroupReading(groups=tuple(dict.fromkeys(key for name in people for key in name.keys)), places=places)
    return GroupReading(candidates=merged, question=next((name.question for name in unsure), ""))


def _told_apart(people: Sequence[Named], plain: str) -> bool:
    """True if a word for readiness alone tells of a citizen beside another ("A jobparat, B revalidend")."""
    if any(name.readiness and _of_another(name, plain, people[0]) for name in people[1:]):
        return True
    headed = all(_HEADED.search(plain[: name.start]) for name in people)
    return any(name.readiness for name in people) and (marked(plain) or headed)


def _all_of(name: Named) -> tuple[str, ...]:
    """Every group the name can mean."""
    return name.keys if len(name.keys) == 1 else name.wide


def _of_another(name: Named, plain: str, first: Named) -> bool:
    """True if the name stands in a clause of another citizen's ("Anna er på dagpenge, Bo er aktivitetsparat")."""
    return name.start > first.end and told_of_another(plain, first.end, name.start)


def _single(name: Named, person: Person) -> GroupReading:
    group = _one(name, person.known)
    if group is None and person.candidates:
        fitting = tuple(key for key in person.candidates if key in name.keys) or tuple(
            key for key in person.candidates if key in name.wide
        )
        group = fitting[0] if len(fitting) == 1 else _preferred(fitting, name)
    if group:
        return GroupReading(group=group)
    return GroupReading(candidates=name.wide, question=name.question)


def _preferred(fitting: Sequence[str], name: Named) -> str | None:
    """Of "kontanthjælp" and "aktivitetsparat" in two turns, the group that both words name."""
    own = [key for key in fitting if key.startswith("kontanthjaelp")]
    return own[0] if len(own) == 1 and name.readiness else None


def _one(name: Named, known: str | None) -> str | None:
    """The only group it can mean; of several, the one of the same benefit as the group known before."""
    if len(name.keys) == 1:
        return name.keys[0]
    kin = [key for key in name.keys if known and family(key) == family(known)]
    return kin[0] if len(kin) == 1 else None


def _both(named: GroupReading, numbered: GroupReading) -> GroupReading:
    """The one group that a name and a § 6 number agree on ("aktivitetsparat efter § 6, nr. 12")."""
    by_number = numbered.candidates or ((numbered.group,) if numbered.group else ())
    common = [key for key in named.candidates if key in by_number]
    return GroupReading(group=common[0]) if len(common) == 1 else named


def _by_number_or_age(lexicon: Lexicon, on: date, person: Person, mentions: Sequence[Mention]) -> GroupReading:
    """The group that a § 6 number names, or that an age under 18 does."""
    for mention in mentions:
        keys = tuple(group.key for group in lexicon.groups if _is_number(mention, group.number(on)))
        if len(keys) == 1:
            return GroupReading(group=keys[0])
        if keys:
            return GroupReading(candidates=keys, question="Er borgeren jobparat eller aktivitetsparat?")
    if person.age is not None and person.age < _GROWN_UP:
        return GroupReading(group="ung_under_18")
    return GroupReading()


def _is_number(mention: Mention, number: LawRef | None) -> bool:
    """True if the mention is the group's place in the act; an act left out is that act."""
    return number is not None and replace(mention.ref, act=mention.ref.act or number.act) == number
