"""Hurried questions and conversations as a table; what is right is taken from the law, not from the program."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.service import Assistant
from tests.assistant.test_conversation import NOW

_ROWS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "hard_questions.toml").read_text("utf-8"), parse_float=Decimal
)["cases"]


def test_table_is_large_enough() -> None:
    assert len(_ROWS) >= 60


@pytest.mark.parametrize("row", [pytest.param(row, id=" | ".join(row["ask"])[:90]) for row in _ROWS])
def test_hurried_question_is_understood(assistant: Assistant, row: dict[str, Any]) -> None:
    conversation = assistant.conversation(on=NOW)
    answers = [conversation.ask(turn) for turn in row["ask"]]
    assert mistakes(row, answers[-1]) == []


def mistakes(row: dict[str, Any], answer: Answer) -> list[str]:
    """What the answer has otherwise than the row says; empty if all is right."""
    text = "\n".join((answer.text, *answer.questions))
    found = [
        *_wrong_facts(row, answer),
        *_wrong_verdicts(row, answer),
        *(f"{words!r} not said" for words in row.get("says", []) if words not in text),
        *(f"{ref!r} not shown" for ref in row.get("refs", []) if not _shown(ref, answer)),
    ]
    rules = {_name(finding.rule) for finding in answer.findings}
    seen = {"on": answer.on.isoformat(), "begun": answer.new_case, "status": answer.status}
    found += [f"{name}: {value}" for name, value in seen.items() if row.get(name, value) != value]
    return found + (
        [f"rules: {sorted(rules)}"] if row.get("topic", next(iter(rules), None)) not in {*rules, None} else []
    )


def _wrong_facts(row: dict[str, Any], answer: Answer) -> list[str]:
    known = {name: _plain(value) for name, value in answer.case.items()}
    exact = {name: _plain(value) for name, value in row.get("case", known).items()}
    found = [f"case: {known}"] if known != exact else []
    found += [
        f"{name}: {known.get(name)}" for name, value in row.get("some", {}).items() if known.get(name) != _plain(value)
    ]
    said = {*known, *(f"{name}={value}" for name, value in known.items())}
    found += [f"{name} is known" for name in row.get("never", []) if name in said]
    return found + _wrong_citizens(row.get("cases", []), answer)


def _wrong_citizens(wanted: list[dict[str, Any]], answer: Answer) -> list[str]:
    if wanted and len(wanted) != len(answer.cases):
        return [f"cases: {answer.cases}"]
    pairs = zip(wanted, answer.cases, strict=False)
    return [f"{got}" for want, got in pairs if any(_plain(got.get(name)) != _plain(v) for name, v in want.items())]


def _wrong_verdicts(row: dict[str, Any], answer: Answer) -> list[str]:
    found = []
    for rule, wanted in row.get("v", {}).items():
        got = [finding.verdict.value for finding in answer.findings if _name(finding.rule) == rule]
        if got != (wanted if isinstance(wanted, list) else [wanted]):
            found.append(f"{rule}: {got}")
    return found


def _shown(ref: str, answer: Answer) -> bool:
    refs = {*(r for finding in answer.findings for r in finding.references), *(c.reference for c in answer.citations)}
    return any(shown == ref or str(shown).startswith(f"{ref}, ") for shown in refs)


def _name(rule: str) -> str:
    return rule.rsplit("/", 1)[-1]


def _plain(value: object) -> object:
    """The value as JSON has it: numbers as text."""
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value
