"""Scorers: (case, answer as JSON) -> Score, pure, one question each.

A value of None leaves the mean and is counted apart: the case did not ask. Answers are
read in the form of the public contract, so that the evals judge what a user receives
and not what the assistant meant.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.case import case_from
from corpus.reference import find
from evals.cases import DEFAULT_ON, Case, is_reference, reference
from evals.compare import normalised, numbers, says, squashed, weeks

AnswerJson = Mapping[str, Any]
HitJson = Mapping[str, Any]
_MARKER = re.compile(r"\[(\d+)\]")
# What a source says of other provisions is the source's word.
_QUOTED = re.compile(r"^> ».*$", re.MULTILINE)
_QUOTE_LINE = re.compile(r"^>.*$", re.MULTILINE)
# A passage is quoted by its most telling sentences; so near stand the others.
_BESIDE = 200
_CLAIM = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_APPROVED = re.compile(r"[^.!?\n]*\b(?:er i orden|is fine|are fine|is in order|are in order)\b")
_YES = re.compile(r"^(?:ja\b|jo\b)")
_NEGATION = re.compile(
    r"\b(?:nej|ikke|kun|højst|overskrider|ingen|intet|udelukket|forbud|breached)\b|for l(?:a|æ)ng"
    r"|\b(?:not|cannot|no|only|at most)\b|too "
)


@dataclass(frozen=True, slots=True)
class Score:
    """A value from 0 to 1, or None where the case does not ask; and why."""

    value: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What answers are held against.

    `source_text` gives the canonical text of a source, or None. `exists` tells whether a
    printed reference exists in the law in force on a day. `in_force` tells whether a source
    may be cited on a day. `topics` maps the id of a rule to its topics.
    """

    source_text: Callable[[str], str | None]
    exists: Callable[[str, date], bool]
    in_force: Callable[[str, date], bool] = field(default=lambda source, on: True)
    topics: Mapping[str, frozenset[str]] = field(default_factory=dict)


def shown(answer: AnswerJson) -> str:
    """Everything of the answer that a reader takes for the assistant's own words."""
    return "\n".join([answer["text"], *answer.get("notices", ()), *answer.get("questions", ())])


def facts(case: Case, answer: AnswerJson) -> Score:
    """How many of the facts that a right answer holds are said."""
    if not case.expect:
        return Score(None)
    missing = [wish for wish in case.expect if not says(shown(answer), wish)]
    return Score(1 - len(missing) / len(case.expect), f"siger ikke {missing}" if missing else "")


def gold_citations(case: Case, answer: AnswerJson) -> Score:
    """How many of the sources that a right answer rests on are cited."""
    if not case.must_cite:
        return Score(None)
    missing = [wish for wish in case.must_cite if not any(_cited(name, answer) for name in wish.split("|"))]
    return Score(1 - len(missing) / len(case.must_cite), f"citerer ikke {missing}" if missing else "")


def forbidden(case: Case, answer: AnswerJson) -> Score:
    """1 if nothing is said or cited that must not be."""
    said = [
        wish for wish in case.must_not_say if says(shown(answer), wish) or normalised(wish) in normalised(shown(answer))
    ]
    cited = [name for name in case.must_not_cite if _cited(name, answer) or _in_findings(name, answer)]
    if not case.must_not_say and not case.must_not_cite:
        return Score(None)
    return Score(float(not said and not cited), f"forbudt: {said + cited}" if said or cited else "")


def verdicts(case: Case, answer: AnswerJson, world: World) -> Score:
    """How many of the rules that the case names have the right verdict."""
    if not case.verdicts:
        return Score(None)
    wrong = [
        f"{topic}: {got or 'intet fund'}, ikke {wanted}"
        for topic, wanted in case.verdicts.items()
        if not _verdict_right(got := verdicts_on(topic, answer, world), wanted)
    ]
    return Score(1 - len(wrong) / len(case.verdicts), "; ".join(wrong))


def verdicts_on(topic: str, answer: AnswerJson, world: World) -> list[str]:
    """The verdicts of the answer's findings on the topics (`|` between alternatives)."""
    wanted = set(topic.split("|"))
    findings = answer.get("findings", ())
    return [found["verdict"] for found in findings if world.topics.get(found["rule"], frozenset()) & wanted]


def case_recall(case: Case, answer: AnswerJson) -> Score:
    """How many of the facts that the words state are in the case, with the right value."""
    if not case.facts:
        return Score(None)
    wanted, got = stated(case.facts), stated(answer.get("case", {}))
    missing = {name: value for name, value in wanted.items() if got.get(name) != value and name not in case.may}
    known = {name: got.get(name) for name in missing}
    return Score(1 - len(missing) / len(wanted), f"ikke forstået: {missing}; fik {known}" if missing else "")


def case_precision(case: Case, answer: AnswerJson) -> Score:
    """How many of the facts in the case the words state; those in `may` count neither way."""
    if case.facts is None:
        return Score(None)
    wanted = stated(case.facts)
    got = {name: value for name, value in stated(answer.get("case", {})).items() if name not in case.may}
    invented = {name: value for name, value in got.items() if wanted.get(name) != value}
    return Score(1 - len(invented) / max(1, len(got)), f"står der ikke: {invented}" if invented else "")


def people(case: Case, answer: AnswerJson) -> Score:
    """How many of the citizens are answered for, each with exactly the facts told of that one."""
    if not case.people:
        return Score(None)
    got = [_without(stated(person), case.may) for person in answer.get("cases", ())]
    missing = [person for person in case.people if _without(stated(person), case.may) not in got]
    strangers = max(0, len(got) - len(case.people))
    value = max(0.0, 1 - (len(missing) + strangers) / len(case.people))
    return Score(value, f"mangler {missing}; fik {got}" if value < 1 else "")


def fresh_case(case: Case, answer: AnswerJson) -> Score:
    """1 if a new case is begun, and said to be, exactly where one is."""
    if case.fresh_case is None:
        return Score(None)
    began = bool(answer.get("new_case"))
    return Score(float(began == case.fresh_case), "" if began == case.fresh_case else f"ny sag: {began}")


def stated(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as values that can be compared: numbers as numbers, dates as dates, purposes in any order."""
    known = case_from(dict(facts)).known()
    return {name: frozenset(value) if name == "purposes" else value for name, value in known.items()}


def _without(facts: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name not in names}


def declining(case: Case, answer: AnswerJson) -> Score:
    """1 if the assistant declines exactly what it should."""
    if case.may_decline:
        return Score(None)
    declined = answer["status"] == "declined"
    if declined == case.must_decline:
        return Score(1.0)
    return Score(0.0, "svarer på det, den skal afvise" if case.must_decline else "afviser det, den skal svare på")


def status(case: Case, answer: AnswerJson) -> Score:
    """1 if the answer has one of the statuses that the case allows."""
    if not case.status:
        return Score(None)
    right = answer["status"] in case.status.split("|")
    return Score(float(right), "" if right else f"status er {answer['status']}, ikke {case.status}")


def right(case: Case, answer: AnswerJson, world: World) -> Score:
    """1 if verdict, reference, status and declining are all right: the caseworker is not led astray."""
    scores = (
        gold_citations(case, answer),
        verdicts(case, answer, world),
        forbidden(case, answer),
        declining(case, answer),
        status(case, answer),
        case_recall(case, answer),
        case_precision(case, answer),
        people(case, answer),
        fresh_case(case, answer),
    )
    wrong = [score.reason for score in scores if score.value is not None and score.value < 1]
    asked = any(score.value is not None for score in scores)
    return Score(float(not wrong) if asked else None, "; ".join(wrong))


def law_of_day(case: Case, answer: AnswerJson, world: World) -> Score:
    """1 if a question of another day is answered rightly and by the law of that day; None for a question of today."""
    if case.on == DEFAULT_ON and answer["on"] == DEFAULT_ON.isoformat():
        return Score(None)
    scores = (right(case, answer, world), citations_valid(case, answer, world))
    wrong = [score.reason for score in scores if score.value is not None and score.value < 1]
    return Score(float(not wrong), "; ".join(wrong))


def citations_valid(case: Case, answer: AnswerJson, world: World) -> Score:
    """1 if every citation, marker and reference of the answer holds on the day that the answer says it is for."""
    on = date.fromisoformat(answer["on"])
    faults = [fault for citation in answer["citations"] for fault in citation_faults(citation, on, world)]
    faults += _marker_faults(answer) + _reference_faults(case, answer, world)
    return Score(float(not faults), "; ".join(faults))


def citation_faults(citation: Mapping[str, Any], on: date, world: World) -> list[str]:
    """What is wrong with one citation by the law of its own day, else of `on`; empty if nothing."""
    on = _own_day(citation, on)
    text = world.source_text(citation["source"])
    if text is None:
        return [f"kilden {citation['source']!r} findes ikke"]
    faults = []
    if not citation["quote"].strip() or text[citation["start"] : citation["end"]] != citation["quote"]:
        faults.append(f"citatet {citation['quote'][:40]!r} står ikke i {citation['source']} på sin plads")
    if citation.get("verified") is not True:
        faults.append(f"citat [{citation['marker']}] er ikke kontrolleret")
    if not world.in_force(citation["source"], on):
        faults.append(f"{citation['source']} gælder ikke den {on}")
    if citation["reference"] and not world.exists(citation["reference"], on):
        faults.append(f"{citation['reference']} findes ikke den {on}")
    return faults


def _marker_faults(answer: AnswerJson) -> list[str]:
    used = {int(number) for number in _MARKER.findall(answer["text"])}
    given = [citation["marker"] for citation in answer["citations"]]
    faults = [f"[{number}] har intet citat" for number in sorted(used - set(given))]
    return faults + (["et mærke bruges to gange"] if len(set(given)) < len(given) else [])


def _reference_faults(case: Case, answer: AnswerJson, world: World) -> list[str]:
    """References of findings and text that do not exist; the user's own wrong ones may be repeated.

    A finding's must exist on its own day; one of the text on any day that the answer tells the law of.
    """
    on = date.fromisoformat(answer["on"])
    findings = answer.get("findings", ())
    faults = [(name, _own_day(found, on)) for found in findings for name in found["references"]]
    asked = {mention.ref.path for turn in case.turns for mention in find(turn)}
    own = _QUOTED.sub("", _MARKER.sub("", answer["text"]))
    said = {mention.ref.without_pkt() for mention in find(own) if mention.ref.act in _ACTS}
    quoted = " ".join(citation["quote"] for citation in answer["citations"])
    days = {on, *(_own_day(row, on) for row in (*findings, *answer["citations"]))}
    printed = {str(ref) for ref in said if ref.path not in asked and ref.path not in quoted}
    faults += [(name, on) for name in printed if not any(world.exists(name, day) for day in days)]
    return [f"{name} findes ikke den {day}" for name, day in sorted(set(faults)) if not world.exists(name, day)]


def _own_day(row: Mapping[str, Any], on: date) -> date:
    """The day whose law a citation or finding is of: its own where it has one."""
    own = row.get("on")
    return date.fromisoformat(own) if own else on


_ACTS = ("LAB", "BAB", "FVL", "RSL")


def agreement(case: Case, answer: AnswerJson) -> Score:
    """1 if the text claims nothing that its findings and quotations do not carry."""
    faults = _unsupported_weeks(case, answer) + _against_findings(answer)
    return Score(float(not faults), "; ".join(faults))


def _unsupported_weeks(case: Case, answer: AnswerJson) -> list[str]:
    texts = [citation["quote"] for citation in answer["citations"]]
    texts += [found["reason"] for found in answer.get("findings", ())]
    texts += [*case.turns, *(str(value) for value in answer.get("case", {}).values())]
    limits = (found.get("limit_weeks") for found in answer.get("findings", ()))
    known = numbers(texts) | {Decimal(limit) for limit in limits if limit is not None}
    return [f"{number} uger har ingen støtte" for number in sorted(weeks(answer["text"]) - known)]


def _against_findings(answer: AnswerJson) -> list[str]:
    findings = answer.get("findings", ())
    if answer["status"] != "answered" or all(finding["verdict"] != "breached" for finding in findings):
        return []
    own = _QUOTED.sub("", _QUOTE_LINE.sub("", answer["text"]))
    if _YES.match(normalised(own)):
        return ["svaret begynder med ja, men en regel er ikke opfyldt"]
    # Of several citizens each has a limit; what is above all of them is in order for none.
    limits = [Decimal(found["limit_weeks"]) for found in findings if found.get("limit_weeks") is not None]
    told = [said[0] for said in _APPROVED.finditer(own) if limits and any(n > max(limits) for n in weeks(said[0]))]
    if told:
        return [f"svaret siger »{told[0]}«, men grænsen er {max(limits)} uger"]
    # What is claimed stands in bold; "kun" and "højst" in what is told around it deny nothing.
    claims = " ".join(_CLAIM.findall(own)) or own
    return [] if _NEGATION.search(normalised(claims)) else ["svaret nævner ikke, at en regel ikke er opfyldt"]


def rank(case: Case, hits: Sequence[HitJson]) -> int | None:
    """The place of the first hit that answers, from 1; None if none does."""
    places = (place for place, hit in enumerate(hits, start=1) if any(_found(gold, hit) for gold in case.gold))
    return next(places, None)


def recall_at(case: Case, hits: Sequence[HitJson], k: int) -> Score:
    """1 if one of the first k hits answers."""
    place = rank(case, hits)
    return Score(float(place is not None and place <= k), "" if place else f"ikke blandt {len(hits)} fund")


def reciprocal_rank(case: Case, hits: Sequence[HitJson]) -> Score:
    """1 divided by the place of the first hit that answers; 0 if none does."""
    place = rank(case, hits)
    return Score(1 / place if place else 0.0)


def cited(case: Case, answer: AnswerJson, world: World) -> Score:
    """1 if the answer cites a passage that answers, or stands beside the words that do."""
    shown = any(_shows(gold, citation, world) for gold in case.gold for citation in answer["citations"])
    return Score(float(shown), "" if shown else f"ikke blandt {len(answer['citations'])} citater")


def _shows(gold: str, citation: Mapping[str, Any], world: World) -> bool:
    if is_reference(gold):
        return bool(citation["reference"]) and reference(gold).contains(reference(citation["reference"]))
    text = world.source_text(citation["source"]) or ""
    around = text[max(0, citation["start"] - _BESIDE) : citation["end"] + _BESIDE]
    return squashed(gold) in squashed(around) or squashed(gold) in squashed(citation["quote"])


def _found(gold: str, hit: HitJson) -> bool:
    if is_reference(gold):
        shown = hit.get("references") or ([hit["reference"]] if hit["reference"] else [])
        return any(reference(gold).contains(reference(name)) for name in shown)
    return squashed(gold) in squashed(hit["text"])


def _cited(name: str, answer: AnswerJson) -> bool:
    if not is_reference(name):
        return any(citation["source"] == name for citation in answer["citations"])
    printed = (citation["reference"] for citation in answer["citations"] if citation["reference"])
    return any(reference(name).contains(reference(text)) for text in printed)


def _in_findings(name: str, answer: AnswerJson) -> bool:
    printed = (text for found in answer.get("findings", ()) for text in found["references"])
    return is_reference(name) and any(reference(name).contains(reference(text)) for text in printed)


def _verdict_right(got: list[str], wanted: str) -> bool:
    """One of the findings says what is wanted, and none says the opposite of "met"."""
    allowed = set(wanted.split("|"))
    return bool(allowed & set(got)) and not ("breached" not in allowed and "breached" in got)
