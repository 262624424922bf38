"""One user cannot use up the model for the others."""

import json
from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.rewording.limit import MINUTE, RateLimit
from assistant.settings import ModelSettings, Settings
from corpus.errors import ModelUnavailable
from tests.llm.conftest import ON
from tests.llm.server import Turn, serving

QUESTION = "Må en dagpengemodtager være i praktik i 6 uger?"
THEIRS = (
    "Seks uger er for lang tid. En dagpengemodtager kan nemlig højst være i virksomhedspraktik i fire uger, "
    "og perioden kan ikke forlænges."
)


def test_only_so_many_answers_a_minute_and_user() -> None:
    now = [0.0]
    limit = RateLimit(2, clock=lambda: now[0])
    limit.take("anna")
    now[0] = 30.0
    limit.take("anna")
    with pytest.raises(ModelUnavailable, match="mere end 2 gange inden for et minut"):
        limit.take("anna")
    limit.take("bo")
    now[0] = MINUTE
    limit.take("anna")
    with pytest.raises(ModelUnavailable):
        limit.take("anna")


def test_user_over_the_limit_gets_our_own_words_and_others_the_models(home: Path) -> None:
    drafted = {"claims": [{"text": THEIRS, "ids": ["F1"], "quotations": []}]}
    with serving(lambda _: Turn(content=json.dumps(drafted))) as stage:
        model = ModelSettings(name="openai:en-model", url=stage.url, key="noegle", per_minute=1)
        with open_assistant(Settings(home=home, model=model)) as assistant:
            answers = [assistant.conversation(on=ON, user=user).ask(QUESTION) for user in ("anna", "anna", "bo")]
    assert [answer.worded_by for answer in answers] == ["openai:en-model", "", "openai:en-model"]
    assert "fordi der er spurgt mere end 1 gange inden for et minut." in answers[1].notices[-1]
    assert answers[1].findings == answers[0].findings
    assert len(stage.requests) == 2
