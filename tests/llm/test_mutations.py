"""Three hundred drafts with one mistake each, through the real protocol: none of them reaches the screen."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from assistant.service import Assistant
from tests.llm.conftest import ON, Played
from tests.llm.drafts import GOOD, MUTATIONS, given, mistakes, playing, spoiled
from tests.llm.drafts import good as good_draft
from tests.llm.server import Turn

SEEDS = range(300)
QUESTIONS = (
    "Må en dagpengemodtager være i praktik i 6 uger?",
    "Må en dagpengemodtager være i praktik i 4 uger fra 1. september 2026?",
    "Hvor længe kan en aktivitetsparat kontanthjælpsmodtager være i praktik, og kan den forlænges?",
    "Kan en sygedagpengemodtager få perioden forlænget?",
    "Må en sygedagpengemodtager være i praktik i 12 uger?",
    "En virksomhed har 12 ordinært ansatte og 2 i praktik i forvejen. Er der plads til en mere?",
    "Kan en dagpengemodtager få praktik hos sin seneste arbejdsgiver?",
    "Har en dagpengemodtager ret til en praktik, som han selv har fundet?",
    "Har en sygedagpengemodtager ret til en selvfunden praktik?",
    "Kan kommunen give et rådighedsafprøvende tilbud til en dagpengemodtager?",
    "Hvordan klager borgeren over afgørelsen om praktik?",
    "Må kommunen lade kunstig intelligens træffe afgørelsen om praktik?",
    "En dagpengemodtager får løntimer i samme arbejdsfunktion som praktikken. Er det i orden?",
    "Skal en tillidsrepræsentant tilkendegive, om forholdstallet er overholdt?",
    "Hvad skal arbejdsgiveren gøre i VITAS, og hvor hurtigt skal kommunen behandle ansøgningen?",
)


def in_our_words(text: str) -> str:
    """The answer's text with every good rewording put back to what it rewords."""
    for told, said in GOOD.items():
        text = text.replace(said, told)
    return text


def plain_answers(assistant: Assistant) -> dict[str, str]:
    return {question: assistant.conversation(on=ON).ask(question).text for question in QUESTIONS}


def test_no_spoiled_draft_reaches_the_screen(with_model: Callable[..., Played], assistant: Assistant) -> None:
    drawn: Counter[str] = Counter()
    now: list[int] = []
    names: list[str] = []

    def play(request: dict[str, Any]) -> Turn:
        data, seed = given(request), now[-1]
        fitting = {name: bad for name in mistakes(seed) if (bad := spoiled(data, name, seed))}
        # The rarest so far, so that every mistake gets its turn.
        name = min(fitting, key=lambda one: drawn[one]) if len(request["messages"]) == 2 else names[-1]
        draft = fitting[name]
        names.append(name)
        drawn[name] += len(request["messages"]) == 2
        return Turn(content=json.dumps(draft, ensure_ascii=False))

    played = with_model(play)
    plain = plain_answers(assistant)
    for seed in SEEDS:
        now.append(seed)
        question = QUESTIONS[seed % len(QUESTIONS)]
        text = played.ask(question).text
        assert in_our_words(text) == plain[question], (seed, question, played.stage.requests[-1]["messages"][-2:])
    assert drawn.total() == 300
    assert set(drawn) == set(MUTATIONS)


def test_the_unspoiled_drafts_are_shown(with_model: Callable[..., Played], assistant: Assistant) -> None:
    played = with_model(playing(good_draft))
    plain = plain_answers(assistant)
    worded = [answer for question in QUESTIONS if (answer := played.ask(question)).worded_by]
    assert len(worded) == len(QUESTIONS)
    assert sum(answer.text not in plain.values() for answer in worded) >= 8
