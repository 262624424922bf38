"""One rule applied to one case on one day, and the finding it ends in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from assistant.case import CaseFacts
from assistant.finding import Finding, Verdict
from assistant.provisions.period import weeks_text, whole_period
from assistant.provisions.wording import CITIZEN
from corpus.english import DANISH, Phrasebook
from corpus.reference import LawRef
from corpus.rulebook import Rule, Rulebook, RuleVersion

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """A rule, its version of the day, and the case it is applied to.

    `judge` applies another rule of the rulebook to a case, on the same day. `name_of`
    gives a target group as it stands in a sentence on that day. `words` is the language
    of the finding; the texts of `rule` and `version` are in it already.
    """

    rule: Rule
    version: RuleVersion
    case: CaseFacts
    on: date
    rulebook: Rulebook
    judge: Callable[[str, CaseFacts], Finding]
    name_of: Callable[[str], str]
    words: Phrasebook = DANISH

    @property
    def group(self) -> str | None:
        """The target group of the case."""
        return self.case.target_group

    def text(self, name: str, **values: Any) -> str:
        """The version's text of that name, filled in."""
        return self.fill(self.version.texts[name], values)

    def fill(self, template: str, values: dict[str, Any]) -> str:
        """The template with the group and the values in it."""
        return fill(template, {"group": self.group_name(self.group)} | values, self.words)

    def weeks(self, weeks: Decimal) -> str:
        """The number of weeks as it stands in a sentence."""
        return weeks_text(weeks, self.words)

    def group_name(self, group: str | None) -> str:
        """The group as it stands in a sentence; "borger" where it is not known."""
        return self.name_of(group) if group else self.words.named(CITIZEN)

    def finding(self, verdict: Verdict, reason: str, **more: Any) -> Finding:
        """The finding of this rule, with what the version says where `more` does not."""
        base = Finding(
            rule=self.rule.id,
            title=self.rule.title,
            topics=self.rule.topics,
            verdict=verdict,
            reason=reason,
            on=self.on,
            references=self.version.references,
            general=self.version.general,
            notices=self.version.notices,
        )
        return replace(base, **more)

    def missing(self, *facts: str) -> Finding:
        """The finding that the rule cannot say more before these facts are known."""
        return self.finding(Verdict.MISSING_FACT, self.version.general, missing=facts)


def fill(template: str, values: dict[str, Any], words: Phrasebook = DANISH) -> str:
    """The template with its placeholders filled in, as the language prints them, its first letter a capital."""
    text = template.format_map({name: printed(value, words) for name, value in values.items()})
    return text[:1].upper() + text[1:]


def printed(value: Any, words: Phrasebook = DANISH) -> str:
    """A fact as it stands in a sentence."""
    if isinstance(value, date):
        return words.dated(value)
    if isinstance(value, Decimal | int):
        return words.number(Decimal(value))
    return str(value)


def known_facts(case: CaseFacts) -> dict[str, Any]:
    """The known facts, and those that follow from them: weeks from dates, employment from place of work."""
    facts = case.known()
    period = whole_period(case)
    if period is not None:
        facts["weeks"] = period.weeks
    if facts.get("employed_there"):
        facts |= {"employed": True, "latest_employer": True}
    if facts.get("employed") is False:
        facts["employed_there"] = False
    return facts


def ordered(*items: T) -> tuple[T, ...]:
    """The references or notices without repeats, in the order in which they were given."""
    return tuple(dict.fromkeys(items))


def specific(*references: LawRef) -> tuple[LawRef, ...]:
    """The references without those that another, more precise one makes needless."""
    return tuple(ref for ref in ordered(*references) if not any(ref != r and ref.contains(r) for r in references))
