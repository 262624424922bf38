"""A made-up assistant whose answers are exactly what the cases ask for, and ways of damaging them."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from evals.cases import DEFAULT_ON, Case, is_reference
from evals.scorers import World

Damage = Callable[[Case, dict[str, Any]], dict[str, Any]]
LAW = "Loven siger det her om praktik."
NONE_EXIST = "LAB § 61, stk. 7"


@dataclass
class FakeSource:
    text: str


def _untouched(case: Case, answer: dict[str, Any]) -> dict[str, Any]:
    return answer


@dataclass
class FakeAssistant:
    """Answers each case as the case wants it, after `damage` has been at the last answer."""

    cases: Sequence[Case]
    damage: Damage = _untouched
    hits: Callable[[Case], list[dict[str, Any]]] = field(default_factory=lambda: found)

    def conversation(self, on: date | None = None) -> "FakeConversation":
        return FakeConversation(self, on)

    def search(self, query: str, k: int = 10, on: date | None = None) -> list[dict[str, Any]]:
        asked = (case for case in self.cases if case.turns[-1] == query and case.on == on)
        return next((self.hits(case) for case in asked), [])

    def source(self, source_id: str) -> FakeSource:
        return FakeSource(LAW)


class FakeConversation:
    """A conversation that finds its case by what is asked."""

    def __init__(self, owner: FakeAssistant, on: date | None) -> None:
        self._owner = owner
        self._on = on
        self._asked: list[str] = []

    def ask(self, question: str) -> Mapping[str, Any]:
        self._asked.append(question)
        whole = [case for case in self._owner.cases if list(case.turns) == self._asked and case.on == self._on]
        if not whole:
            return answer_to(None)
        return self._owner.damage(whole[0], deepcopy(answer_to(whole[0])))


def answer_to(case: Case | None) -> dict[str, Any]:
    """The answer that the case wants; without a case, an empty one."""
    if case is None or case.must_decline:
        text, on = "Det ligger uden for emnet.", DEFAULT_ON.isoformat()
        return {"status": "declined", "text": text, "on": on, "citations": [], "findings": [], "case": {}}
    wished = [wish.split("|")[0] for wish in (case.must_cite or case.gold[:1])]
    marks = " ".join(f"[{number}]" for number in range(1, len(wished) + 1))
    said = ". ".join(wish.split("|")[0] for wish in case.expect)
    return {
        "status": case.status.split("|")[0] if case.status else "answered",
        "on": case.on.isoformat(),
        "text": f"Reglen er ikke til at tage fejl af: {said} {marks}",
        "citations": [citation(number, name) for number, name in enumerate(wished, start=1)],
        "findings": [finding(topic, wanted, said) for topic, wanted in case.verdicts.items()] or [reason(said)],
        "case": case.facts or {},
        "cases": case.people,
        "new_case": bool(case.fresh_case),
    }


def citation(marker: int, name: str) -> dict[str, Any]:
    law = is_reference(name)
    return {
        "marker": marker,
        "reference": name if law else None,
        "source": "loven" if law else name,
        "quote": name if " " in name and not law else "siger det her",
        "start": 6,
        "end": 19,
        "verified": True,
    }


def finding(topic: str, wanted: str, said: str) -> dict[str, Any]:
    return {"rule": topic.split("|")[0], "verdict": wanted.split("|")[0], "reason": said, "references": []}


def reason(said: str) -> dict[str, Any]:
    return {"rule": "andet", "verdict": "met", "reason": said, "references": []}


def found(case: Case) -> list[dict[str, Any]]:
    gold = case.gold[0] if case.gold else "intet"
    law = is_reference(gold)
    return [{"source": "kilde", "locator": "s. 1", "reference": gold if law else None, "text": "" if law else gold}]


def fake_world(cases: Sequence[Case]) -> World:
    topics = {name for case in cases for topic in case.verdicts for name in topic.split("|")}
    return World(
        source_text=lambda source: LAW,
        exists=lambda printed, on: printed != NONE_EXIST,
        topics={name: frozenset({name}) for name in topics},
    )


def altered_quote(case: Case, answer: dict[str, Any]) -> dict[str, Any]:
    for one in answer["citations"]:
        one["quote"] = one["quote"][:-1] + "X"
    return answer


def changed_number(case: Case, answer: dict[str, Any]) -> dict[str, Any]:
    answer["text"] = answer["text"].replace("4 uger", "9 uger").replace("13 uger", "9 uger")
    return answer


def missing_stk(case: Case, answer: dict[str, Any]) -> dict[str, Any]:
    for one in answer["citations"]:
        one["reference"] = NONE_EXIST
    return answer


def wrong_verdict(case: Case, answer: dict[str, Any]) -> dict[str, Any]:
    for one in answer["findings"]:
        one["verdict"] = "not_in_force"
    return answer


def refuses_all(case: Case, answer: dict[str, Any]) -> dict[str, Any]:
    return {**answer, "status": "declined", "text": "Det ved jeg ikke.", "citations": [], "findings": []}


def answers_all(case: Case, answer: dict[str, Any]) -> dict[str, Any]:
    return {**answer, "status": "answered"}


def stray_marker(case: Case, answer: dict[str, Any]) -> dict[str, Any]:
    return {**answer, "text": answer["text"] + " [99]"}


def yes_to_a_breach(case: Case, answer: dict[str, Any]) -> dict[str, Any]:
    return {**answer, "text": "Ja, det må du gerne. " + answer["text"]}
