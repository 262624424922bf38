"""Every rule's words must survive the verifier: a rule that is dropped is a rule nobody sees."""

from datetime import date

import pytest

from assistant.case import CaseFacts
from assistant.check import check
from assistant.cite import Evidence, verify
from assistant.compose import rule_claims
from assistant.service import Assistant

DAYS = [date(2019, 6, 1), date(2020, 3, 1), date(2021, 9, 1), date(2022, 6, 1), date(2024, 6, 1), date(2026, 11, 20)]
SITUATIONS = [
    CaseFacts(),
    CaseFacts(weeks=6, start=date(2026, 12, 1)),
    CaseFacts(weeks=30, weeks_used=26, extension=True, special_need=True),
    CaseFacts(latest_employer=True, same_function=False, repeated=True, same_company=True),
    CaseFacts(employees=70, placed=3, weekly_hours=30, purposes=("skills", "network"), self_found=True),
]


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_no_statement_of_a_rule_is_dropped_by_the_verifier(assistant: Assistant, on: date) -> None:
    knowledge = assistant._knowledge
    topics = sorted({topic for rule in knowledge.rulebook.rules for topic in rule.topics})
    library = knowledge.library(on)
    lost = set()
    for group in (None, *knowledge.lexicon.keys):
        for situation in SITUATIONS:
            case = situation.model_copy(update={"target_group": group})
            for finding in check(case, knowledge.rulebook, on, topics, lexicon=knowledge.lexicon):
                evidence = Evidence(sources=knowledge.store.sources, law=knowledge.law, case=case, on=on)
                _, dropped = verify(rule_claims([finding], case, library), evidence)
                lost |= {(finding.rule, drop.reason, drop.claim.text) for drop in dropped}
    assert lost == set()
