"""The rule checker: facts, rulebook and day in, findings out. It never decides a case.

Pure and deterministic: the same facts, rulebook and day give the same findings in the
same order (that of the rulebook), whatever language the `phrasebook` words them in. A
rule is applied if its topic is asked for, or, with no topic asked for, if the case holds
a fact that triggers it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant import texts
from assistant.case import CaseFacts
from assistant.finding import Finding, Verdict
from assistant.provisions import wording
from assistant.provisions.application import Application
from assistant.provisions.benefit import benefit_end, benefit_shift
from assistant.provisions.duration import DURATION, EXTENSION, extension, max_duration
from assistant.provisions.ratio import fair_ratio
from assistant.provisions.table import decision_table, statement
from assistant.provisions.wording import NOT_COVERED
from corpus.english import DANISH, English, Phrasebook, all_texts, constant_texts, load_english, worded
from corpus.errors import CorpusError
from corpus.lexicon import Lexicon
from corpus.rulebook import LawLookup, Rule, Rulebook, RuleVersion, Vocabulary, load_rulebook

Shape = Callable[[Application], Finding]
SHAPES: Mapping[str, Shape] = {
    "benefit_end": benefit_end,
    "benefit_shift": benefit_shift,
    "decision_table": decision_table,
    "extension": extension,
    "fair_ratio": fair_ratio,
    "max_duration": max_duration,
    "statement": statement,
}
# The texts that each shape says, and with which placeholders.
_TEXTS: Mapping[str, tuple[str, str]] = {
    "benefit_end": ("follows_chapter not_bound met breached", "group until"),
    "benefit_shift": ("breached no_placement missing weighed", "group new_group"),
    "decision_table": ("", "group"),
    "extension": (
        "none open open_further within_first to_total no_special_need step_breached too_early further further_met",
        "group first total step period",
    ),
    "fair_ratio": (
        "exempt needed places met breached breached_wanted breached_all rounding",
        "group employees places placed more wanted needed total",
    ),
    "max_duration": (
        "impossible none limit limit_met limit_breached limit_conditional first first_met first_breached "
        "first_over exception exception_met exception_breached exception_over",
        "group limit period",
    ),
    "statement": ("", "group"),
}
_SILENT = (Verdict.NOT_APPLICABLE, Verdict.NOT_IN_FORCE)
_OPEN = (Verdict.NEEDS_ASSESSMENT, Verdict.MISSING_FACT)
_OF_THE_LENGTH, _SHIFT_RULE = (DURATION, EXTENSION), "varighed/ydelsesskift"


def vocabulary() -> Vocabulary:
    """The facts and shapes that a rule file may name."""
    return Vocabulary(
        facts=frozenset(CaseFacts.model_fields),
        placeholders={shape: frozenset(names.split()) for shape, (_, names) in _TEXTS.items()},
        texts={shape: frozenset(texts.split()) for shape, (texts, _) in _TEXTS.items()},
    )


def open_rulebook(root: Path | None = None, law: LawLookup | None = None) -> Rulebook:
    """The rulebook, held against everything that the assistant can do.

    Raises:
        CorpusError: a rule file cannot be used; names file, version and mend.
    """
    return load_rulebook(root, law, vocabulary=vocabulary())


def open_phrasebook(rulebook: Rulebook) -> English:
    """English, held against every text that the rulebook and the assistant say.

    Raises:
        CorpusError: the catalogue and the Danish texts do not fit; names file, row and mend.
    """
    own = [text for module in (wording, texts) for text in constant_texts(vars(module))]
    return load_english([*all_texts(rulebook), *own])


def check(
    case: CaseFacts,
    rulebook: Rulebook,
    on: date,
    topics: Collection[str] | None = None,
    *,
    lexicon: Lexicon | None = None,
    phrasebook: Phrasebook = DANISH,
) -> tuple[Finding, ...]:
    """The findings of every rule on the topics, or of every rule that the known facts trigger."""
    case = _understood(case, rulebook)
    judge = _judge(rulebook, on, lexicon, phrasebook)
    triggered = {rule.id for rule in rulebook.rules if any(fact in case.known() for fact in rule.triggers)}
    if topics is None:
        found = tuple(judge(rule, case) for rule in rulebook.rules if rule.id in triggered)
        return _after_shift(found, case, rulebook, judge)
    found = _speaking([judge(rule, case) for rule in rulebook.about(topics)], rulebook, on, triggered)
    return _after_shift(found, case, rulebook, judge)


def _after_shift(
    findings: tuple[Finding, ...], case: CaseFacts, rulebook: Rulebook, judge: Callable[[Rule, CaseFacts], Finding]
) -> tuple[Finding, ...]:
    """The findings with the new group's limits in place of the old one's on a period that goes on in a new group.

    »… den samlede varighed af tilbuddet før og efter ydelsesskiftet kan ikke overstige de varighedsbegrænsninger,
    der gælder for denne målgruppe …« (LAB § 55, stk. 3). Only the time before the shift is held against the old
    group's limit, and told of where it was too long in itself.
    """
    shifts = (found for found in findings if found.rule == _SHIFT_RULE and found.verdict not in _SILENT)
    if case.new_target_group in (None, case.target_group) or next(shifts, None) is None:
        return findings
    told = {"weeks": None, "start": None, "end": None, "extension": None}
    before = judge(rulebook.rule(DURATION), case.model_copy(update=told))
    after = judge(rulebook.rule(EXTENSION), case.model_copy(update={"target_group": case.new_target_group}))
    asked = EXTENSION in (found.rule for found in findings)
    own = (
        *((before,) if before.verdict is Verdict.BREACHED else ()),
        *((after,) if asked and after.verdict in _OPEN else ()),
    )
    return tuple(found for found in findings if found.rule not in _OF_THE_LENGTH) + own


def _called_for(findings: Sequence[Finding], rulebook: Rulebook, triggered: Set[str]) -> Sequence[Finding]:
    """The findings without exceptions that the case has not called for, where it has called for another."""
    exceptions = {used for rule in rulebook.rules for version in rule.versions for used in version.uses}
    called = {f.topics for f in findings if f.rule in exceptions & triggered and f.verdict not in _SILENT}
    return [f for f in findings if f.rule not in exceptions - triggered or f.topics not in called]


def _speaking(findings: Sequence[Finding], rulebook: Rulebook, on: date, triggered: Set[str]) -> tuple[Finding, ...]:
    """The findings on a topic without those that the case has not called for and that add nothing.

    These are the exceptions that another finding has already weighed, and rules that do
    not apply where another rule on the topic does.
    """
    versions = [rulebook.rule(finding.rule).version(on) for finding in findings]
    weighed = {used for version in versions if version for used in version.uses}
    findings = _called_for(findings, rulebook, triggered)
    said = {topic for f in findings if f.verdict not in _SILENT for topic in f.topics}
    return tuple(
        finding
        for finding in findings
        if finding.rule in triggered
        or (finding.rule not in weighed and (finding.verdict not in _SILENT or not said & set(finding.topics)))
    )


def apply_rule(
    rule_id: str,
    case: CaseFacts,
    rulebook: Rulebook,
    on: date,
    *,
    lexicon: Lexicon | None = None,
    phrasebook: Phrasebook = DANISH,
) -> Finding:
    """The finding of that one rule.

    Raises:
        CorpusError: no rule has the id.
    """
    return _judge(rulebook, on, lexicon, phrasebook)(rulebook.rule(rule_id), _understood(case, rulebook))


def _understood(case: CaseFacts, rulebook: Rulebook) -> CaseFacts:
    """The case without target groups that no rule knows."""
    fields = ("target_group", "new_target_group")
    unknown = [name for name in fields if getattr(case, name) not in (None, *rulebook.lexicon.keys)]
    return case.model_copy(update=dict.fromkeys(unknown)) if unknown else case


def _judge(
    rulebook: Rulebook, on: date, lexicon: Lexicon | None, words: Phrasebook
) -> Callable[[Rule, CaseFacts], Finding]:
    """What applies one rule to a case on that day, in those words."""

    def name_of(group: str) -> str:
        return words.named((lexicon or rulebook.lexicon).display(group, on))

    def judge(rule: Rule, case: CaseFacts) -> Finding:
        found = rule.version(on)
        rule = replace(rule, title=words.say(rule.title))
        version = worded(found, words) if found else None
        if version is None or not version.in_force:
            return _not_in_force(rule, version, on, words)
        if rule.shape not in SHAPES:
            raise CorpusError(f"{rule.id}.toml: formen {rule.shape!r} kendes ikke; brug en af: {', '.join(SHAPES)}.")
        application = Application(
            rule=rule,
            version=version,
            case=case,
            on=on,
            rulebook=rulebook,
            judge=lambda rule_id, other: judge(rulebook.rule(rule_id), other),
            name_of=name_of,
            words=words,
        )
        return _dated(_with_names(SHAPES[rule.shape](application), application), application)

    return judge


def _not_in_force(rule: Rule, version: RuleVersion | None, on: date, words: Phrasebook) -> Finding:
    reason = version.general if version else words.say(NOT_COVERED)
    return Finding(
        rule=rule.id,
        title=rule.title,
        topics=rule.topics,
        verdict=Verdict.NOT_IN_FORCE,
        reason=reason,
        general=reason,
        on=on,
        references=version.references if version else (),
        notices=version.notices if version else (),
    )


def _with_names(finding: Finding, a: Application) -> Finding:
    """The finding with the numbers that are part of a group's name ("ung under 18 år") among its own."""
    groups = [group for group in (a.case.target_group, a.case.new_target_group) if group]
    numbers = {number for group in groups for number in a.words.numbers_in(a.name_of(group))}
    return replace(finding, computed=(*finding.computed, *sorted(numbers))) if numbers else finding


def _dated(finding: Finding, a: Application) -> Finding:
    """The finding with the days on which the rule changes between the first and the last day of the placement."""
    case = a.case
    start, end = case.start, case.end or case.planned_end
    if start is None or end is None or "start" not in a.rule.facts:
        return finding
    changes = tuple(version.starts for version in a.rule.versions if start < version.starts <= end)
    return replace(finding, changes=changes)
