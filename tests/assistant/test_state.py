"""A conversation that is put away can be gone on with."""

from datetime import date

import pytest

from assistant.service import Assistant
from assistant.turn import state_from
from corpus.errors import QuestionError
from evals.cases import load_cases

ON = date(2026, 11, 20)


def test_conversation_goes_on_from_its_kept_state(assistant: Assistant) -> None:
    first = assistant.conversation(on=ON)
    first.ask("Hun er på dagpenge. Kan hun være i praktik i 6 uger?")
    resumed = assistant.conversation(on=ON, state=first.state)
    assert resumed.case == first.case
    answer = resumed.ask("Og hvis hun er aktivitetsparat?")
    assert answer.status == "answered"
    assert "13 uger" in answer.text


def test_each_conversation_of_the_suite_goes_on_alike_from_its_kept_state(assistant: Assistant) -> None:
    for case in load_cases("conversations"):
        straight, resumed = assistant.conversation(on=case.on), assistant.conversation(on=case.on)
        for turn in case.turns:
            resumed = assistant.conversation(on=case.on, state=resumed.state)
            there, here = straight.ask(turn), resumed.ask(turn)
            assert here.model_dump(exclude={"timings"}) == there.model_dump(exclude={"timings"}), case.id


@pytest.mark.parametrize("kept", ["", "{", '{"case": {"no_such_fact": true}}', "[]"])
def test_state_of_another_version_is_refused_in_one_line(assistant: Assistant, kept: str) -> None:
    assert state_from(kept) is None
    with pytest.raises(QuestionError, match="begynd en ny sag"):
        assistant.conversation(state=kept)
