"""An assistant whose model is a server on this machine."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.answer import Answer
from assistant.service import Assistant
from assistant.settings import ModelSettings, Settings
from tests.llm.server import Play, Stage, serving

ON = date(2026, 11, 20)
KEY = "noegle-123-hemmelig"


@dataclass(frozen=True)
class Played:
    """An assistant and the server that plays its model."""

    assistant: Assistant
    stage: Stage

    def ask(self, question: str) -> Answer:
        return self.assistant.conversation(on=ON).ask(question)


@pytest.fixture
def with_model(home: Path) -> Iterator[Callable[..., Played]]:
    """Open an assistant whose model plays a part; `seconds` is the time limit."""
    with ExitStack() as open_things:

        def opened(play: Play, seconds: int = 20) -> Played:
            stage = open_things.enter_context(serving(play))
            model = ModelSettings(name="openai:en-model", url=stage.url, seconds=seconds, key=KEY)
            assistant = open_things.enter_context(open_assistant(Settings(home=home, model=model)))
            return Played(assistant=assistant, stage=stage)

        yield opened
