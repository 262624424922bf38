"""The facts of the case as the decision tells them.

Each sentence about the citizen is read as if it were a question (`assistant.understand.stated`); then the
sentences are put together. What the law says of everybody, what was asked for and what
lies in the past does not become a fact of this placement.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from pydantic import ValidationError

from assistant.case import CaseFacts
from assistant.review import cues
from assistant.review.decision import Decision, Outcome, refused, requested_weeks, weeks_instead
from assistant.review.employer import agrees, function, latest_employer, left
from assistant.review.extension import read_lengths
from assistant.review.hours import is_paid, labelled_hours, paid_hours, speaks_of_pay
from assistant.review.kinds import Kind
from assistant.review.letter import Letter, Sentence, ends_before_start
from assistant.understand import Stated, stated
from corpus.lexicon import Lexicon

_ABOUT_THE_CITIZEN = (
    "obviously_ready", "education_order", "job_oriented", "age", "has_education", "graduate", "higher_education",
    "worked_since_education", "worked_in_field", "tasks_in_field", "months_on_benefit", "hard_to_place", "willing",
    "benefit_until",
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
    r"\b(?:du|borgeren|hun|han|dig)\b.{0,40}\b(?:er|modtager|får|hører|visiteret|omfattet)\b|^(?:målgruppe|ydelse|forsørgelse\w*|visitation|visiteret|status)\b"
    r"|\bda du\b|\bsom (?:\w+ )?\w*(?:modtager|parat)"
)
# A doubt about the citizen's will, not the citizen's own about what to do.
_AVAILABILITY = re.compile(
    r"\brådighed\w*.{0,60}(?:afprøv|test|tvivl|prøve)|(?:afprøv|test|tvivl|prøve).{0,60}\brådighed"
    r"|\brådigheds(?:afprøv|tilbud)\w*|\btvivl\w*.{0,60}(?:vilje|medvirk|motiv)|(?:vilje|medvirk).{0,40}tvivl"
)
_PAST = re.compile(r"\b(?:tidligere|indtil|førhen|modtog|har (?:\w+ ){0,3}(?:været|modtaget|haft)|var du|du var)\b")
_EDUCATED = re.compile(
    r"\buddann\w+|\w*uddannelse\w*|\bcand\b|\bkandidat\w*|\bbachelor\w*|\bdimittend\w*|\beksamen\b|\bstudie\w*"
)
_ANOTHER_JOB = re.compile(
    r"\b(?:andet|andre|nyt) (?:\w+ )?(?:arbejde|job|ansættelse)\b|\b(?:ansat|arbejdede|opsagt|fratrådte?)\b"
)
# What a citizen has been given up to now is what the citizen has: "har modtaget dagpenge siden maj", "i 8 måneder".
_ONGOING = re.compile(
    r"\bhar\b(?!.*\b(?:tidligere|førhen|indtil)\b).*"
    r"\b(?:siden|gennem|de seneste|i (?:\w+ ){1,2}(?:uger?|måned(?:er)?|år))\b"
)
# Of a change only the new group is of today: "ændret fra aktivitetsparat til jobparat".
_CHANGED = re.compile(
    r"\b(?:ændre\w*|skifte\w*|omvisitere\w*|overg\w+|visiter\w+) (?:\w+ ){0,3}?fra (?:at være )?"
    r"(?:(?!\btil\b)[^.;]){3,60}?\btil\b"
)
# Only what comes after "men … nu" is of today: "har modtaget dagpenge, men er nu på sygedagpenge".
_UNTIL_NOW = re.compile(r"^.*\b(?:har|var|modtog|fik)\b.*?\b(?:men|og) (?=(?:\w+ ){0,3}nu\b)")
_TIMED = re.compile(
    r"\b(?:start\w*|begynd\w*|slut\w*|første dag|var(?:er|ig\w*)|bevilg\w*)\b|^(?:hvor længe|hvornår|længde|tidsrum)\b"
)
_BEFORE = re.compile(r"\bde første\b|\bperioden? på\b|\bvaret\b|\budløb\w*\b")
_DAYS = re.compile(r"\b(?:i|på|varer|varighed:?) (\d{1,3}) (?:kalender)?dage\b")
_COUNTED = re.compile(r"\w+(?:\s|-)*(?:uge|måned)")


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
    understood: Stated
    facts: dict[str, Any]


def read_facts(letter: Letter, decision: Decision, lexicon: Lexicon, on: date, given: CaseFacts) -> Told:
    """The facts that the letter tells, with those `given` put on top."""
    read = [_read(sentence, lexicon, on) for sentence in letter.of(Kind.CASE)]
    facts: dict[str, Any] = {}
    for name in (*_ABOUT_THE_CITIZEN, *_ABOUT_THE_PLACEMENT):
        _take_first(facts, name, (r for r in read if _may_tell(r, name)))
    facts |= _group(letter, read, facts, lexicon, on)
    candidates = facts.pop("candidates", ())
    sentences = [r.sentence for r in read]
    facts |= labelled_hours(sentences) if "weekly_hours" not in facts else {}
    facts = paid_hours(sentences) | facts
    extends = decision.placed and _extends(read)
    facts |= _length(read, decision, extends=extends, on=on) | _purposes(read) | _employment(read)
    facts |= _workplace(sentences, facts)
    facts |= left(sentences) if facts.get("latest_employer") and "employed" not in facts else {}
    facts |= {"extension": extends} if extends or _is_first(letter) else {}
    facts |= {} if decision.self_found is None else {"self_found": decision.self_found}
    case = _possible(facts).merged(given)
    return Told(
        case=case,
        candidates=() if case.target_group else candidates,
        speaks_of=_speaks_of(letter, case),
        backwards=any(ends_before_start(r.sentence.text) for r in read),
    )


def _read(sentence: Sentence, lexicon: Lexicon, on: date) -> _Read:
    understood = stated(_unlimited(sentence.plain), lexicon, on)
    return _Read(sentence=sentence, understood=understood, facts=understood.facts.known())


def _unlimited(plain: str) -> str:
    """The sentence without the limits of the law that it mentions, and without what was wished for and not given."""
    plain = cues.INSTEAD_OF.sub(" ", plain) if cues.CUTS.search(plain) else plain
    return _LIMIT.sub(" ", plain) if _MAY.search(plain) else plain


def _may_tell(read: _Read, name: str) -> bool:
    """True if the sentence may tell that fact: the past of the citizen does not tell of the placement."""
    if name in ("weekly_hours", "same_function") and is_paid(read.sentence):
        return False
    if name == "paid_hours_same_function" and not speaks_of_pay(read.sentence):
        return False
    if name == "weekly_hours" and requested_weeks(read.sentence):
        return False
    if name in _ABOUT_THE_PLACEMENT and name not in ("repeated", "availability_test"):
        return not _PAST.search(read.sentence.plain)
    if name == "worked_since_education":
        return _since_education(read.sentence.plain)
    return name not in ("willing", "availability_test") or _AVAILABILITY.search(read.sentence.plain) is not None


def _since_education(plain: str) -> bool:
    """True if "arbejde siden" is since the education, and not since another job: "ikke haft andet arbejde siden"."""
    return bool(_EDUCATED.search(plain)) or not (_ANOTHER_JOB.search(plain) or cues.LATEST_EMPLOYER.search(plain))


def _take_first(facts: dict[str, Any], name: str, read: Iterable[_Read]) -> None:
    value = next((r.facts[name] for r in read if name in r.facts), None)
    if value is not None:
        facts[name] = value


def _group(letter: Letter, read: Sequence[_Read], facts: dict[str, Any], lexicon: Lexicon, on: date) -> dict[str, Any]:
    """The target group, or the candidates that the words leave."""
    today = [_of_today(r, lexicon, on) for r in read]
    telling = [r for r in today if r.understood.facts.target_group or r.understood.candidates]
    now = [r for r in telling if not _PAST.search(r.sentence.plain) or _ONGOING.search(r.sentence.plain)]
    # A word that leaves the group open tells less than the group that the citizen has had.
    now = now if any(r.understood.facts.target_group or _of_a_member(r) for r in now) else telling
    ranked = [r for r in now if _of_a_member(r)] or now
    joined = stated(". ".join(r.sentence.plain.rstrip(".") for r in ranked), lexicon, on) if ranked else None
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


def _of_a_member(read: _Read) -> bool:
    """True if the sentence says of the citizen which group it is."""
    heading = read.sentence.heading
    return _MEMBER.search(read.sentence.plain) is not None or heading.startswith(("målgruppe", "ydelse", "visitation"))


def _of_today(read: _Read, lexicon: Lexicon, on: date) -> _Read:
    """The sentence without what it says was so before: "har modtaget dagpenge, men er nu på sygedagpenge"."""
    rest = _UNTIL_NOW.sub("", _CHANGED.sub(" er nu ", read.sentence.plain))
    if rest == read.sentence.plain:
        return read
    return _read(replace(read.sentence, plain=rest), lexicon, on)


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
        if (m.inherited or m.ref.act in ("LAB", "")) and m.ref.section in sections and m.ref.nr and not m.last_part
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
    applied = (m for m in letter.mentions if not letter.quotes(m))
    named = any(m.ref.act in ("LAB", "") and (m.ref.section, m.ref.stk) in on_extension for m in applied)
    return not named and not letter.says(cues.EXTENDS, Kind.CASE, Kind.LAW, Kind.CONDITION)


def _length(read: Sequence[_Read], decision: Decision, *, extends: bool, on: date) -> dict[str, Any]:
    """First and last day and length, from the sentences that speak of this placement."""
    facts: dict[str, Any] = {}
    # Of a placement that is ended early, what is left is not what the law's limits are on.
    if decision.outcome is Outcome.ENDED:
        return facts
    telling = [r for r in read if _tells_length(r, extends=extends)]
    given = [r for r in telling if not _not_given(r.sentence, decision)] or telling
    _take_first(facts, "start", telling)
    # The last day is that of the extension, and not that of the period which it prolongs.
    longer = [r for r in telling if extends and cues.EXTENDS.search(r.sentence.plain)]
    _take_first(facts, "end", [*longer, *(r for r in telling if not extends or not _BEFORE.search(r.sentence.plain))])
    if extends:
        _take_first(facts, "weeks_used", telling)
    _take_first(facts, "weeks", (r for r in given if _COUNTED.search(r.sentence.plain)))
    instead = next((weeks for r in read if (weeks := weeks_instead(r.sentence))), None)
    facts |= {"weeks": instead} if instead and decision.placed else {}
    facts |= _by_days(given, facts)
    return facts | _extended(read, telling, facts, on) if extends else facts


def _by_days(given: Sequence[_Read], facts: dict[str, Any]) -> dict[str, Any]:
    """The last day where the letter counts days from the first: "i 30 dage fra den 19. oktober"."""
    counted = next((match for r in given if (match := _DAYS.search(r.sentence.plain))), None)
    start = facts.get("start")
    if counted is None or start is None or {"weeks", "end"} & facts.keys():
        return {}
    return {"end": start + timedelta(days=int(counted[1]) - 1)}


def _extended(read: Sequence[_Read], telling: Sequence[_Read], facts: dict[str, Any], on: date) -> dict[str, Any]:
    """The whole of an extended placement and what is served of it, where the letter tells two of the three lengths."""
    more = next((r.understood.weeks_more for r in telling if r.understood.weeks_more), None)
    added = {"weeks": facts["weeks_used"] + more} if more and "weeks_used" in facts and "weeks" not in facts else {}
    sentences = [r.sentence for r in read if not requested_weeks(r.sentence)]
    lengths = read_lengths(sentences, facts.get("start"), facts.get("end"), on)
    # The weeks on top of a period of unknown length are not the whole of it.
    only_more = not added and lengths.used is None and lengths.more is not None and facts.get("weeks") == lengths.more
    return added | ({"weeks": None} if only_more else lengths.facts)


def _not_given(sentence: Sentence, decision: Decision) -> bool:
    """True if the weeks in the sentence are those asked for, or those refused where others are given."""
    return requested_weeks(sentence) or (decision.placed and refused(sentence))


def _tells_length(read: _Read, *, extends: bool) -> bool:
    plain = read.sentence.plain
    patterns = (cues.PLACEMENT, _TIMED, cues.GRANTS, *((cues.EXTENDS,) if extends else ()))
    spoken = any(pattern.search(plain) for pattern in patterns)
    past = cues.HISTORY.search(plain) is not None and not cues.GRANTS.search(plain)
    return spoken and (not past or (extends and "praktik" in plain))


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


def _workplace(sentences: Sequence[Sentence], facts: dict[str, Any]) -> dict[str, Any]:
    """The latest employer, and what the placement there depends on where `facts` do not hold it."""
    found = latest_employer(sentences)
    if found:
        found = (function(sentences) if "same_function" not in facts else {}) | found
        found = (agrees(sentences) if "citizen_agrees" not in facts else {}) | found
    if not {"employees_involved"} & facts.keys():
        heard = any(cues.HEARD.search(s.plain) for s in sentences)
        refused = any(cues.NOT_HEARD.search(s.plain) for s in sentences)
        found |= {"employees_involved": not refused} if heard or refused else {}
    return found


def _employment(read: Sequence[_Read]) -> dict[str, Any]:
    for r in read:
        if cues.NOT_EMPLOYED.search(r.sentence.plain):
            return {"employed": False}
    for r in read:
        if cues.EMPLOYED.search(r.sentence.plain) and not cues.FORMER.search(r.sentence.plain):
            return {"employed": True}
    return {}


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
    # Whoever applies for a placement at a place of one's own choice may well have found it.
    if "self_found" not in spoken and letter.says(cues.APPLIED, Kind.CASE):
        spoken.add("self_found")
    return frozenset(spoken)


def _possible(facts: dict[str, Any]) -> CaseFacts:
    """The case of the facts, without a value that no case can have."""
    try:
        return CaseFacts(**facts)
    except ValidationError as exc:
        wrong = {str(error["loc"][0]) for error in exc.errors()}
        return CaseFacts(**{name: value for name, value in facts.items() if name not in wrong})
