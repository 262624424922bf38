"""The rule cases in tests/cases/rules: one sentence each, spread over its groups and days."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from assistant.case import CaseFacts, case_from
from assistant.check import apply_rule, open_rulebook
from assistant.finding import Finding
from corpus.provisions import Law, load_law
from corpus.rulebook import Rulebook

CASES = Path(__file__).parents[1] / "cases" / "rules"
_KEYS = {"says", "on", "groups", "case", "verdict", "references", "limit", "latest_end", "missing", "reason", "notice"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCase:
    """What a case file says of a rule, with the groups and days it holds for."""

    rule: str
    says: str
    verdict: str
    on: tuple[date, ...]
    groups: tuple[str | None, ...]
    case: dict[str, Any]
    expected: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.rule}: {self.says}"

    def findings(self) -> Iterator[tuple[CaseFacts, date, Finding]]:
        """The finding for each group on each day."""
        for group in self.groups:
            facts = case_from({**self.case, **({"target_group": group} if group else {})}, self.name)
            for on in self.on:
                yield facts, on, apply_rule(self.rule, facts, rulebook(), on)


@cache
def law() -> Law:
    return load_law()


@cache
def rulebook() -> Rulebook:
    return open_rulebook(law=law())


@cache
def all_cases() -> tuple[RuleCase, ...]:
    return tuple(case for path in sorted(CASES.rglob("*.toml")) for case in _cases(path))


def _cases(path: Path) -> Iterator[RuleCase]:
    for entry in tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["case"]:
        unknown = set(entry) - _KEYS
        assert not unknown, f"{path}: {unknown}"
        yield RuleCase(
            rule=path.relative_to(CASES).with_suffix("").as_posix(),
            says=entry["says"],
            verdict=entry["verdict"],
            on=tuple(entry["on"]),
            groups=tuple(entry.get("groups", (None,))),
            case=entry.get("case", {}),
            expected=entry,
        )
