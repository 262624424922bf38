"""No case is known by its wording: with other nouns and numbers the understanding and the verdict follow."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from evals.cases import Case, load_cases
from evals.result import Row
from evals.run import judge
from evals.scorers import World
from evals.variations import Variation, variations
from evals.world import Judged, world_of

SUITES = ("answers", "conversations", "understanding", "refusals")


@pytest.fixture(scope="module")
def world(assistant: Judged) -> World:
    return world_of(assistant)


# LAB § 61, stk. 1, nr. 1, since 1 January 2020; the other groups of these names have thirteen weeks (nr. 2).
FOUR_WEEKS = frozenset({"dagpenge", "kontanthjaelp_jobparat", "uddannelsesparat", "selvforsoergende_jobparat"})
AFTER_THE_TRIALS = date(2023, 1, 1)
NO_DEMANDS: dict[str, object] = {"verdicts": {}, "must_cite": (), "expect": (), "must_not_say": (), "must_not_cite": ()}


def varied(case: Case, variation: Variation) -> Case:
    """The case in other words. Where the facts change, what the law says of them is asked for in `against_the_law`."""
    facts = dict(variation.facts) if variation.facts is not None else None
    dropped = {} if variation.kind == "nouns" else NO_DEMANDS | {"status": ""}
    return case.model_copy(update={"turns": variation.turns, "facts": facts, **dropped})


def against_the_law(facts: Mapping[str, Any], row: Row) -> str:
    """What the answer says of the length that § 61, stk. 1, does not; "" if nothing."""
    answer = row.answer or {}
    judged = [f["verdict"] for f in answer["findings"] if f["rule"] == "varighed/hoejeste_varighed"]
    if (
        date.fromisoformat(answer["on"]) < AFTER_THE_TRIALS
        or len(judged) != 1
        or not {"target_group", "weeks"} <= facts.keys()
        or set(facts) & {"weeks_used", "extension"}
    ):
        return ""
    limit = 4 if facts["target_group"] in FOUR_WEEKS else 13
    lawful = facts["weeks"] <= limit
    return "" if (judged == ["met"]) == lawful else f"{facts}: {judged}"


def case_of(**given: object) -> Case:
    return Case.model_validate({"id": "en-sag", "split": "dev", **given})


@pytest.mark.parametrize("suite", SUITES)
def test_the_verdict_follows_the_words(assistant: Judged, world: World, suite: str) -> None:
    made = [(case, one) for case in load_cases(suite) for one in variations(case)]  # type: ignore[arg-type]
    right = {case.id: judge(assistant, case, world).scores["right"].value == 1.0 for case, _ in made}
    lost = []
    for case, one in made:
        row = judge(assistant, varied(case, one), world)
        against = against_the_law(one.facts or {}, row)
        if right[case.id] and (row.scores["right"].value == 0.0 or against):
            lost.append((one.kind, one.turns, row.scores["right"].reason or against))
    assert made
    assert lost == []


def made(case: Case) -> Mapping[str, Variation]:
    return {one.kind: one for one in variations(case)}


def test_nouns_change_and_nothing_else() -> None:
    case = case_of(
        turns=("Hun er revalidend og skal i en butik i seks uger.",), facts={"target_group": "revalidering", "weeks": 6}
    )
    one = made(case)["nouns"]
    assert one.turns == ("Han er borger under revalidering og skal i en kantine i seks uger.",)
    assert one.facts == case.facts


def test_a_number_changes_with_its_fact() -> None:
    case = case_of(turns=("Må hun være der i seks uger?",), facts={"weeks": 6})
    one = made(case)["numbers"]
    assert (one.turns, one.facts) == (("Må hun være der i 7 uger?",), {"weeks": 7})


def test_a_group_changes_with_its_name() -> None:
    case = case_of(turns=("Dagpengemodtager i praktik?",), facts={"target_group": "dagpenge"})
    one = made(case)["groups"]
    assert (one.turns, one.facts) == (("Sygedagpengemodtager i praktik?",), {"target_group": "sygedagpenge"})


def test_numbers_that_mean_two_things_are_left_alone() -> None:
    case = case_of(turns=("Har haft 4 uger og vil have 4 til",), facts={"weeks_used": 4, "weeks": 8})
    assert "numbers" not in made(case)
