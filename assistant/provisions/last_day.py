"""What a rule on time comes to in the calendar: the day on which the placement ends, or must end."""

from decimal import Decimal

from assistant.case import CaseFacts
from assistant.finding import Finding, Verdict
from assistant.provisions.application import fill
from assistant.provisions.period import weeks_text
from assistant.provisions.wording import ENDS, EXTENDED, LAST_DAY, LAST_DAY_OPEN, LAST_DAY_UNEXTENDED
from corpus.english import DANISH, Phrasebook


def last_day_said(finding: Finding, case: CaseFacts, words: Phrasebook = DANISH, *, extendable: bool) -> str:
    """The calendar in a sentence: when the placement asked for ends, or else the last day that the rule allows.

    "" without a first day and a limit. `extendable` tells that the period can be extended beyond the limit.
    """
    if case.start is None or finding.limit_weeks is None or finding.latest_end is None:
        return ""
    within = case.planned_end and not (finding.later_end and case.planned_end > finding.latest_end)
    if case.weeks and case.planned_end and within and finding.verdict is not Verdict.BREACHED:
        period = weeks_text(case.weeks, words)
        return fill(words.say(ENDS), {"period": period, "start": case.start, "end": case.planned_end}, words)
    if "extension" in finding.topics:
        total = weeks_text(Decimal(finding.limit_weeks), words)
        return fill(words.say(EXTENDED), {"total": total, "latest": finding.latest_end}, words)
    if finding.later_end:
        days = {"start": case.start, "latest": finding.latest_end, "later": finding.later_end}
        return fill(words.say(LAST_DAY_OPEN), days, words)
    template = words.say(LAST_DAY_UNEXTENDED if extendable else LAST_DAY)
    return fill(template, {"start": case.start, "latest": finding.latest_end}, words)
