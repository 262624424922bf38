"""The target group: every name of the lexicon, found whole or in pieces.

A group is often said in two words far apart ("på kontanthjælp … aktivitetsparat"). Each word
narrows the candidates; age and education narrow them further; one left is the group.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from assistant.understanding.cues import denied
from assistant.understanding.names import Named, named_in
from assistant.understanding.people import told_of_another
from corpus.lexicon import FactValue, Lexicon
from corpus.reference import LawRef, Mention

# LAB § 6, nr. 13, and the age from which education no longer decides the group (LAB § 6, nr. 2-5).
_GROWN_UP, _NOT_YOUNG = 18, 30
_READY = ("_jobparat", "_aktivitetsparat")
# "Han er jobparat. Nej undskyld, aktivitetsparat": said right before the name that holds.
_PUT_RIGHT = re.compile(
    r"(?:^|[.,;:!?–-])\W*(?:(?:nej|nah|ej|hov|ups|rettelse|undskyld|forkert|jeg mente|mente jeg|jeg mener"
    r"|rettere sagt|eller rettere|sorry|i mean|no)\b\W*)+"
    r"(?:(?:hun|han|borgeren|vedkommende|den|det|she|he|er|var|far|is|pa|i|en|et|jo|da|faktisk|egentlig|selvfolgelig"
    r"|altsa|skulle vare|mente|sagt)\b\W*)*$"
)
# "bliver sygemeldt" tells of an illness, not of another benefit; one on these keeps the benefit while ill.
_ILLNESS = re.compile(r"sygemeld\w*|sick\W?listed|sick leave")
_ILL_ON_OWN_BENEFIT = re.compile(
    r"kontanthjaelp|uddannelse|selvforsoergende|ressourceforloeb|fleksjob|revalidering|foertidspension|ung_under_18"
)
_SHIFT = re.compile(
    r"\b(?:overga\w*|overgang|skift\w*|flyttes?|gar|ga|gik|bliver|blev|blevet|visiteres|omvisiter\w*|raskmeld\w*"
    r"|kommer? over|over pa|andre\w*|changes?|moves?|switch\w*|becomes?)\b"
)
_MOVES = re.compile(r"\b(?:ga|gar|skift\w*|overga\w*|flytt\w*|over)\b[^.?!]*$")
_BECOMES = re.compile(
    r"\b(?:bliver|blev|blevet|visiteres|omvisiteres|vurderes|becomes)"
    r"(?:\W+(?:nu|pludselig|vurderet|visiteret|til|som)){0,3}\W*$"
)
_TOWARDS = re.compile(r"\b(?:til|over pa|pa|to)\W+(?:at vare |modtage |fa |en |et )?$")
# "går på dagpenge" is a shift only beside another benefit: alone it tells what the citizen receives.
_GOES_ON = re.compile(
    r"\b(?:ga|gar|kommer?|ryger?|overga\w*|skift\w*|vender?)(?:\W+(?:nu|sa|over|derefter|tilbage)){0,3}\W*$"
)
# "nu er hun vurderet jobparat", beside another group.
_IS_NOW = re.compile(
    r"\b(?:nu er|er nu|er netop|er lige|er siden|now|is now)"
    r"(?:\W+(?:hun|han|borgeren|vedkommende|de|she|he|is|blevet|vurderet|visiteret|omvisiteret|revurderet|til|som|en)){0,4}\W*$"
)
_IS = re.compile(r"\b(?:er|far|fra|modtager|is)\W+(?:(?:nu|pt|lige) )*$")
_FROM = re.compile(r"\bfra\W+(?:en\W+)?$")
_OWN_HELP = re.compile(r"kontanthjaelp|uddannelse")
_OF_ONE = re.compile(r"\s+|[ ,]*(?:(?:der|som|men|og|hun|han|who) )*(?:er|pa|is|on)(?: (?:nu|ogsa|pt))? ")
_YOUNG_ONLY = re.compile(r"unge?(?:s|n)?(?: (?:borger|ledig)\w*)?")
_APART = re.compile(r"\b(?:eller|og|samt|mod|kontra|versus|or|and|vs)\b|[?;/]")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReading:
    """The groups of a question: `group` if exactly one, `groups` if several, `candidates` if unsure.

    `places` is where the words of each of several stand. `shifts` are the groups before and after a shift of
    readiness whose benefit is not told.
    """

    group: str | None = None
    places: tuple[tuple[int, int], ...] = ()
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
    known: str | None = None
    candidates: tuple[str, ...] = ()


def group_reading(plain: str, lexicon: Lexicon, on: date, person: Person, mentions: Sequence[Mention]) -> GroupReading:
    """The groups that the folded text names."""
    named = _as_put_right(_without_descriptions(named_in(plain, lexicon, on), plain), plain)
    denied_keys = {key for name in named if denied(plain, name.start) for key in name.wide}
    said = [name for name in named if not denied(plain, name.start)]
    people = [_without(name, denied_keys) for name in _joined(said, plain)]
    people = [_narrowed(name, lexicon, person) for name in people]
    reading = _decided(people, plain, person)
    numbered = _by_number_or_age(lexicon, on, person, mentions)
    reading = _both(reading, numbered) if people else numbered
    facts = {fact: value for name in said for fact, value in name.facts.items()}
    return replace(reading, facts=facts, spans=tuple((name.start, name.end) for name in named))


def _as_put_right(named: Sequence[Named], plain: str) -> list[Named]:
    """The names without those that a later one puts right: readiness by readiness, benefit by benefit."""
    kept: list[Named] = []
    for name in named:
        if kept and _PUT_RIGHT.search(plain[kept[-1].end : name.start]):
            kept = [other for other in (_before_right(one, name) for one in kept) if other]
        kept.append(name)
    return kept


def _before_right(old: Named, right: Named) -> Named | None:
    """What is left of a name once the other puts it right; None for nothing."""
    if old.readiness or right.readiness:
        if old.readiness == right.readiness:
            return None
        family = {_family(key) for key in old.wide}
        keys = tuple(key for key in right.wide if _family(key) in family)
        return replace(old, keys=keys, wide=keys) if right.readiness and keys and _other_readiness(old, right) else old
    return None


def _without_descriptions(named: list[Named], plain: str) -> list[Named]:
    """The names without a "sygemeldt" or "ung" that only describes a citizen whom another name tells of."""
    pairs = [pair for pair in pairwise(named) if _ill_on_own_benefit(*pair, plain)]
    ill = [name for pair in pairs for name in pair if _ILLNESS.fullmatch(plain[name.start : name.end])]
    return _without_the_young([name for name in named if name not in ill], plain)


def _ill_on_own_benefit(one: Named, other: Named, plain: str) -> bool:
    """True for "jobparat kontanthjælpsmodtager, der er sygemeldt", said of one citizen."""
    said = [name for name in (one, other) if not _ILLNESS.fullmatch(plain[name.start : name.end])]
    own = len(said) == 1 and all(_OWN_HELP.match(key) for key in said[0].keys) and not said[0].readiness
    return own and bool(_OF_ONE.fullmatch(plain[one.end : other.start]))


def _without_the_young(named: list[Named], plain: str) -> list[Named]:
    """The names without a "ung" that only describes whom another tells of ("ung, kontanthjælp, jobparat")."""
    young = [index for index, name in enumerate(named) if _YOUNG_ONLY.fullmatch(plain[name.start : name.end])]
    beside = [
        index
        for index in young
        for other in named[index + 1 : index + 2] or named[index - 1 : index]
        if _decides(named, young) and not _APART.search(plain[min(named[index].end, other.end) : other.start])
    ]
    return [name for index, name in enumerate(named) if index not in beside]


def _decides(named: Sequence[Named], young: Sequence[int]) -> bool:
    """True if the names beside "ung" tell enough without it."""
    others = [name for index, name in enumerate(named) if index not in young]
    return len(others) > 1 or any(len(name.keys) == 1 for name in others)


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
    apart = _APART.search(between) and len(person.keys) == 1
    return bool(apart or (_SHIFT.search(between) and not re.search(r"\bsom\W*$", between)))


def _common(one: Named, other: Named) -> tuple[str, ...]:
    """The groups both can mean, in the sense they had from the first if possible."""
    pairs = ((one.keys, other.keys), (one.wide, other.wide), (one.keys, other.wide), (one.wide, other.keys))
    found = (tuple(key for key in left if key in right) for left, right in pairs)
    return next((common for common in found if common), ())


def _absorbed(one: Named, other: Named) -> tuple[str, ...]:
    """The definite group that a readiness right beside it only describes ("jobparat dagpengemodtager")."""
    if _other_readiness(one, other):
        return ()
    if one.readiness and len(other.keys) == 1:
        return other.keys
    return one.keys if other.readiness and len(one.keys) == 1 else ()


def _other_readiness(one: Named, other: Named) -> bool:
    """True if each says how near work the citizen is, and they differ ("jobparate kth, aktivitetsparate …")."""
    said = [{ending for key in name.keys for ending in _READY if key.endswith(ending)} for name in (one, other)]
    return all(said) and not said[0] & said[1]


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
    if person.age is not None or person.has_education is not None:
        benefit = tuple(key for key in wide if not key.startswith("selvforsoergende"))
        wide = benefit or wide
        keys = tuple(key for key in keys if key in wide) or wide
    return replace(name, keys=keys or name.keys, wide=wide or name.wide)


def _admitted(lexicon: Lexicon, key: str, person: Person) -> bool:
    return lexicon.group(key).admits(person.age, person.has_education)


_YOUNG = {"kontanthjaelp_aktivitetsparat": "uddannelse_aktivitetsparat"}
_OLD = {young: old for old, young in _YOUNG.items()}


def by_age(key: str, lexicon: Lexicon, person: Person) -> str:
    """The target group of a citizen of the group `key`, once age and education are known (LAB § 6, nr. 3 and 5)."""
    return _swapped(Named(keys=(key,), wide=(key,), facts={}), lexicon, person).keys[0]


def _swapped(name: Named, lexicon: Lexicon, person: Person) -> Named:
    """The group beside it in the act where age and education rule the named one out."""
    key = name.keys[0]
    other = _YOUNG.get(key) or _OLD.get(key)
    known = person.age is not None and (person.has_education is not None or person.age >= _NOT_YOUNG)
    if other and known and not _admitted(lexicon, key, person) and _admitted(lexicon, other, person):
        return replace(name, keys=(other,), wide=(other,))
    return name


def _decided(people: Sequence[Named], plain: str, person: Person) -> GroupReading:
    if not people:
        return GroupReading()
    old, new = _shifted(people, plain, person.known)
    if new is not None:
        if _falls_ill(old, new, plain, person.known):
            return _single(old, person) if old else GroupReading()
        fresh = _one(new, old.keys[0] if old and len(old.keys) == 1 else person.known)
        if fresh is None and old and len(old.keys) > 1:
            return GroupReading(shifts=_kin_shifts(old, new), question=old.question)
        rest = _single(old, person) if old else GroupReading()
        return replace(rest, new_group=fresh)
    if len(people) == 1:
        return _single(people[0], person)
    sure = next((name.keys[0] for name in people if len(name.keys) == 1), None)
    places = tuple((name.start, name.end) for name in people)
    if any(name.readiness and _of_another(name, plain, people[0]) for name in people[1:]):
        told = dict.fromkeys(key for name in people for key in (name.keys if len(name.keys) == 1 else name.wide))
        return GroupReading(groups=tuple(told), places=places)
    keys = tuple(dict.fromkeys(key for name in people if (key := _one(name, sure if name.readiness else None))))
    unsure = [name for name in people if len(name.keys) > 1 and not (name.readiness and keys)]
    if keys and not unsure:
        return GroupReading(group=keys[0]) if len(keys) == 1 else GroupReading(groups=keys, places=places)
    merged = tuple(dict.fromkeys(key for name in people for key in name.wide))
    if all(name.readiness for name in people):
        # "jobparate og aktivitetsparate": told side by side, whatever the benefit.
        return GroupReading(groups=tuple(dict.fromkeys(key for name in people for key in name.keys)), places=places)
    return GroupReading(candidates=merged, question=next((name.question for name in unsure), ""))


def _falls_ill(old: Named | None, new: Named, plain: str, known: str | None) -> bool:
    """True if the citizen is told to fall ill on a benefit that goes on during illness."""
    groups = old.keys if old else (known,) if known else ()
    ill = _ILLNESS.fullmatch(plain[new.start : new.end])
    return bool(ill and groups and all(_ILL_ON_OWN_BENEFIT.match(key) for key in groups))


def _of_another(name: Named, plain: str, first: Named) -> bool:
    """True if the name stands in a clause of another citizen's ("Anna er på dagpenge, Bo er aktivitetsparat")."""
    return name.start > first.end and told_of_another(plain, first.end, name.start)


def _kin_shifts(old: Named, new: Named) -> tuple[tuple[str, str], ...]:
    """Each group before the shift with the group of the same benefit after it."""
    return tuple((before, after) for before in old.keys for after in new.keys if _family(before) == _family(after))


def _family(key: str) -> str:
    return key.split("_")[0]


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
    kin = [key for key in name.keys if known and _family(key) == _family(known)]
    return kin[0] if len(kin) == 1 else None


def _shifted(people: Sequence[Named], plain: str, known: str | None) -> tuple[Named | None, Named | None]:
    """The group before and after a shift of benefit, where the text tells of one."""
    if len(people) == 2 and _from_to(people[0], people[1], plain):
        return people[0], people[1]
    for index, name in enumerate(people):
        before = plain[max(0, name.start - 50) : name.start]
        if _BECOMES.search(before) or (_TOWARDS.search(before) and _MOVES.search(plain[: name.start])):
            return (people[index - 1] if index else _told_after(people[1:], plain)), name
        moves = _GOES_ON.search(before) and plain[name.start :].startswith(("pa ", "i "))
        if (moves or _IS_NOW.search(before)) and _other(people[:index], name, known):
            return (people[index - 1] if index else None), name
    return None, None


def _told_after(later: Sequence[Named], plain: str) -> Named | None:
    """The group the citizen is in, told after the one shifted to ("overgår til ressourceforløb, er på dagpenge nu")."""
    return next((name for name in later if _IS.search(plain[: name.start])), None)


def _other(said: Sequence[Named], name: Named, known: str | None) -> bool:
    """True if another group is known for the citizen than the one named here."""
    return bool(said) or (known is not None and known not in name.wide)


def _from_to(one: Named, other: Named, plain: str) -> bool:
    """True for "fra kontanthjælp til dagpenge"."""
    between = plain[one.end : other.start]
    return bool(_FROM.search(plain[: one.start]) and re.fullmatch(r"\W*til\W*(?:en\W*)?", between))


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
