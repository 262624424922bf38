"""The facts of the case as the decision tells them.

Each sentence about the citizen is read by `understand` as if it were a question; then the
sentences are put together. What the law says of everybody, what was asked for and what
lies in the past does not become a fact of this placement.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from assistant.case import CaseFacts
from assistant.review import cues
from assistant.review.decision import Decision, requested_weeks
from assistant.review.letter import Kind, Letter, Sentence, ends_before_start
from assistant.understand import Understanding, understand
from corpus.lexicon import Lexicon

_LENGTH = ("start", "end", "weeks", "weeks_used")
_ABOUT_THE_CITIZEN = (
    "obviously_ready", "education_order", "job_oriented", "age", "has_education", "graduate", "higher_education",
    "worked_since_education", "tasks_in_field", "months_on_benefit", "hard_to_place", "willing", "benefit_until",
)  # fmt: skip
_ABOUT_THE_PLACEMENT = (
    "availability_test", "special_need", "repeated", "same_company", "same_function", "weekly_hours", "paid_hours",
    "paid_hours_same_function", "employed_there", "citizen_agrees", "other_p_number", "employees", "placed",
    "employees_involved",
)  # fmt: skip
# A limit of the law in a sentence about the citizen: "du kan højst være i praktik i 4 uger".
_LIMIT = re.compile(
    r"\b(?:op til|højst|maksimalt|maks\.?|længst)\b[^.;]{0,45}?"
    r"\b(?:\d+|fire|otte|tretten|seksogtyve) (?:uger|måneder)\b"
)
_MAY = re.compile(r"\b(?:kan|må|loven|regl\w*|grænse\w*|ifølge|muligt)\b")
_MEMBER = re.compile(
    r"\b(?:du|borgeren|hun|han|dig)\b.{0,40}\b(?:er|modtager|får|hører|visiteret|omfattet)\b|^(?:målgruppe|ydelse|forsørgelse|visitation)\b"
    r"|\bda du\b|\bsom (?:\w+ )?\w*(?:modtager|parat)"
)
# A doubt about the citizen's will, not the citizen's own about what to do.
_AVAILABILITY = re.compile(
    r"\brådighed\w*.{0,60}(?:afprøv|test|tvivl|prøve)|(?:afprøv|test|tvivl|prøve).{0,60}\brådighed"
    r"|\brådigheds(?:afprøv|tilbud)\w*|\btvivl\w*.{0,60}(?:vilje|medvirk|motiv)|(?:vilje|medvirk).{0,40}tvivl"
)
_PAST = re.compile(r"\b(?:tidligere|indtil|førhen|modtog|har (?:\w+ ){0,3}(?:været|modtaget|haft)|var du|du var)\b")
_NEVER_THERE = re.compile(r"\b(?:ikke|aldrig) (?:\w+ ){0,3}(?:ansat|arbejdet)\b")
_TIMED = re.compile(
    r"\b(?:start\w*|begynd\w*|slut\w*|første dag|var(?:er|ig\w*)|bevilg\w*)\b|^(?:hvor længe|hvornår|længde|tidsrum)\b"
)
_HOURS = re.compile(
    r"\b(?:ugentlige timer|timer (?:pr\.? uge|om ugen|ugentligt)|timetal|ugentlig arbejdstid)\s*:\s*(\d+(?:,\d+)?)"
)
_COUNTED = re.compile(r"\w+(?:\s|-)*(?:uge|måned)")
_NAME = re.compile(r"\b(?:hos|i|på|ved)\s+((?:[A-ZÆØÅ][\wæøåÆØÅ&’'-]*)(?:\s+[A-ZÆØÅ0-9][\wæøåÆØÅ&’'-]*)*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a decision tells: the facts, the groups that its words leave open, and what it speaks of at all."""

    case: CaseFacts
    candidates: tuple[str, ...]
    speaks_of: frozenset[str]
    backwards: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    sentence: Sentence
    understood: Understanding

    @property
    def facts(self) -> dict[str, Any]:
        return self.understood.facts.known()


def read_facts(letter: Letter, decision: Decision, lexicon: Lexicon, on: date, given: CaseFacts) -> Told:
    """The facts that the letter tells, with those `given` put on top."""
    read = [_Read(sentence=s, understood=understand(_unlimited(s.plain), lexicon, on)) for s in letter.of(Kind.CASE)]
    facts: dict[str, Any] = {}
    for name in (*_ABOUT_THE_CITIZEN, *_ABOUT_THE_PLACEMENT):
        _take_first(facts, name, (r for r in read if _may_tell(r, name)))
    facts |= _group(letter, read, facts, lexicon, on)
    candidates = facts.pop("candidates", ())
    facts |= _labelled_hours(read) if "weekly_hours" not in facts else {}
    extends = _extends(read)
    facts |= _length(read, extends=extends) | _purposes(read) | _employment(read) | _latest_employer(read)
    facts |= {"extension": extends} if extends or _is_first(letter) else {}
    facts |= {} if decision.self_found is None else {"self_found": decision.self_found}
    case = _possible(facts).merged(given)
    return Told(
        case=case,
        candidates=() if case.target_group else candidates,
        speaks_of=_speaks_of(letter, case),
        backwards=any(ends_before_start(r.sentence.text) for r in read),
    )


def _unlimited(plain: str) -> str:
    """The sentence without the limits of the law that it mentions."""
    return _LIMIT.sub(" ", plain) if _MAY.search(plain) else plain


def _may_tell(read: _Read, name: str) -> bool:
    """True if the sentence may tell that fact: the past of the citizen does not tell of the placement."""
    if name in _ABOUT_THE_PLACEMENT and name not in ("repeated", "availability_test"):
        return not _PAST.search(read.sentence.plain)
    return name not in ("willing", "availability_test") or _AVAILABILITY.search(read.sentence.plain) is not None


def _take_first(facts: dict[str, Any], name: str, read: Iterable[_Read]) -> None:
    value = next((r.facts[name] for r in read if name in r.facts), None)
    if value is not None:
        facts[name] = value


def _group(letter: Letter, read: Sequence[_Read], facts: dict[str, Any], lexicon: Lexicon, on: date) -> dict[str, Any]:
    """The target group, or the candidates that the words leave."""
    telling = [r for r in read if r.understood.facts.target_group or r.understood.candidates]
    now = [r for r in telling if not _PAST.search(r.sentence.plain)] or telling
    ranked = [r for r in now if _MEMBER.search(r.sentence.plain)] or now
    joined = understand(". ".join(r.sentence.plain.rstrip(".") for r in ranked), lexicon, on) if ranked else None
    if joined and joined.facts.target_group:
        return _admitted(joined.facts.target_group, facts, lexicon)
    named = next((r.understood.facts.target_group for r in ranked if r.understood.facts.target_group), None)
    named = named or next((key for r in ranked if (key := _called(r, lexicon))), None)
    if named:
        return _admitted(named, facts, lexicon)
    left = _shared([set(r.understood.candidates) for r in ranked if r.understood.candidates])
    numbered = _numbered(letter, lexicon, on)
    left = (left & numbered or left) if left and numbered else left or numbered
    age, educated = facts.get("age"), facts.get("has_education")
    left = {key for key in left if lexicon.group(key).admits(age, educated)} or left
    ordered = tuple(key for key in lexicon.keys if key in left)
    return {"target_group": ordered[0]} if len(ordered) == 1 else {"candidates": ordered}


def _called(read: _Read, lexicon: Lexicon) -> str | None:
    """The one candidate that the sentence calls by a name of its own."""
    words = " ".join(re.findall(r"[-\w]+", read.sentence.plain))
    called = [
        key
        for key in read.understood.candidates
        if any(f" {name.word} " in f" {words} " for name in lexicon.group(key).names)
    ]
    return called[0] if len(called) == 1 else None


def _admitted(group: str, facts: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The group; an activity-ready youth with an education order is of the young, whatever the benefit is called."""
    young = group == "kontanthjaelp_aktivitetsparat" and facts.get("education_order") is True
    fits = lexicon.group(group).admits(facts.get("age"), facts.get("has_education"))
    return {"target_group": "uddannelse_aktivitetsparat" if young and not fits else group}


def _shared(sets: Sequence[set[str]]) -> set[str]:
    """What all the sets share; where they share nothing, the first."""
    if not sets:
        return set()
    both = set.intersection(*sets)
    return both or sets[0]


def _numbered(letter: Letter, lexicon: Lexicon, on: date) -> set[str]:
    """The groups of the one number in § 6 (before 2020 § 2) that the letter says the citizen is in."""
    numbers = {lexicon.number(key, on): key for key in lexicon.keys}
    sections = {ref.section for ref in numbers if ref}
    named = {
        (m.ref.section, m.ref.nr)
        for m in letter.mentions
        if m.ref.act in ("LAB", "") and m.ref.section in sections and m.ref.nr and not m.last_part
        and (s := letter.around(m.start)) is not None and s.kind is Kind.CASE
    }  # fmt: skip
    if len(named) != 1:
        return set()
    return {key for key in lexicon.keys if (ref := lexicon.number(key, on)) and (ref.section, ref.nr) in named}


def _extends(read: Sequence[_Read]) -> bool:
    return any(cues.EXTENDS.search(r.sentence.plain) and not cues.NOT_EXTENDED.search(r.sentence.plain) for r in read)


def _is_first(letter: Letter) -> bool:
    """True if the letter neither speaks of extending nor rests on the provision on it: a first period is given."""
    on_extension = {("44", 2), ("61", 2)}
    named = any(m.ref.act in ("LAB", "") and (m.ref.section, m.ref.stk) in on_extension for m in letter.mentions)
    return not named and not letter.says(cues.EXTENDS)


def _length(read: Sequence[_Read], *, extends: bool) -> dict[str, Any]:
    """First and last day and length, from the sentences that speak of this placement."""
    facts: dict[str, Any] = {}
    telling = [r for r in read if _tells_length(r, extends=extends)]
    for name in _LENGTH:
        given = [r for r in telling if not (name == "weeks" and requested_weeks(r.sentence))]
        if name == "weeks_used" and not extends:
            continue
        _take_first(facts, name, [r for r in given or telling if name != "weeks" or _COUNTED.search(r.sentence.plain)])
    more = next((r.understood.weeks_more for r in telling if r.understood.weeks_more), None)
    if extends and more and "weeks_used" in facts and "weeks" not in facts:
        facts["weeks"] = facts["weeks_used"] + more
    return facts


def _tells_length(read: _Read, *, extends: bool) -> bool:
    plain = read.sentence.plain
    spoken = cues.PLACEMENT.search(plain) or _TIMED.search(plain)
    past = cues.HISTORY.search(plain) is not None and not cues.GRANTS.search(plain)
    return bool(spoken) and (not past or (extends and "praktik" in plain))


def _labelled_hours(read: Sequence[_Read]) -> dict[str, Any]:
    """The hours a week where a form tells them: "Ugentlige timer: 32"."""
    found = (_HOURS.search(r.sentence.plain) for r in read)
    return next(({"weekly_hours": match[1].replace(",", ".")} for match in found if match), {})


def _purposes(read: Sequence[_Read]) -> dict[str, Any]:
    """The purposes that the decision gives the placement, told in so many words first."""
    telling = [r for r in read if r.understood.facts.purposes]
    outspoken = [r for r in telling if cues.PURPOSE.search(f"{r.sentence.heading} {r.sentence.plain}")]
    named = outspoken or [r for r in telling if "praktik" in r.sentence.plain]
    purposes = dict.fromkeys(
        purpose
        for r in named
        for purpose in r.understood.facts.purposes
        if purpose != "availability" or _AVAILABILITY.search(r.sentence.plain)
    )
    return {"purposes": tuple(purposes)} if purposes else {}


def _employment(read: Sequence[_Read]) -> dict[str, Any]:
    for r in read:
        if cues.NOT_EMPLOYED.search(r.sentence.plain):
            return {"employed": False}
    for r in read:
        if cues.EMPLOYED.search(r.sentence.plain) and not cues.FORMER.search(r.sentence.plain):
            return {"employed": True}
    return {}


def _latest_employer(read: Sequence[_Read]) -> dict[str, Any]:
    """That the placement is where the citizen was last employed: said outright, or by the same name."""
    spoken = [r.sentence for r in read if cues.LATEST_EMPLOYER.search(r.sentence.plain)]
    if any(_NEVER_THERE.search(s.plain) for s in spoken):
        return {}
    there = any(cues.PLACED_THERE.search(s.plain) for s in spoken)
    last = {name for s in spoken for name in _NAME.findall(s.text)}
    placed = {
        n
        for r in read
        if r.sentence not in spoken and "praktik" in r.sentence.plain
        for n in _NAME.findall(r.sentence.text)
    }
    return {"latest_employer": True} if there or last & placed else {}


def _speaks_of(letter: Letter, case: CaseFacts) -> frozenset[str]:
    """The facts that the letter speaks of, settled or not."""
    spoken = set(case.known())
    patterns = {
        "latest_employer": cues.LATEST_EMPLOYER,
        "self_found": cues.SELF_FOUND,
        "employed": cues.EMPLOYED,
        "work_sharing": cues.WORK_SHARING,
    }
    spoken |= {name for name, pattern in patterns.items() if letter.says(pattern, Kind.CASE)}
    return frozenset(spoken)


def _possible(facts: dict[str, Any]) -> CaseFacts:
    """The case of the facts, without a value that no case can have."""
    try:
        return CaseFacts(**facts)
    except ValidationError as exc:
        wrong = {str(error["loc"][0]) for error in exc.errors()}
        return CaseFacts(**{name: value for name, value in facts.items() if name not in wrong})
