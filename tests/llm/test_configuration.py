"""A model is asked only where one is configured, and what is wrong with the configuration is said in one line."""

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.rewording.configured import chat_model
from assistant.settings import ModelSettings, Settings, read_settings
from corpus.errors import ModelUnavailable, QuestionError
from tests.llm.conftest import KEY
from tests.llm.drafts import good, playing
from tests.llm.server import serving

pytest.importorskip("langchain_openai")

from assistant.llm import REST_SECONDS, Breaker, LangchainModel, reason


def test_no_model_is_the_default() -> None:
    assert read_settings({}).model is None
    assert chat_model(None) is None


def test_settings_are_read_from_their_variables() -> None:
    env = {
        "PRAKTIK_MODEL": "ollama:llama3.1",
        "PRAKTIK_MODEL_URL": "http://127.0.0.1:11434",
        "PRAKTIK_MODEL_TIMEOUT": "7",
        "PRAKTIK_MODEL_KEY": KEY,
        "OPENAI_API_KEY": "en-anden",
    }
    assert read_settings(env).model == ModelSettings(
        name="ollama:llama3.1", url="http://127.0.0.1:11434", seconds=7, key=KEY
    )


def test_key_is_not_printed() -> None:
    settings = Settings(home=Path(), model=ModelSettings(name="openai:x", key=KEY))
    assert KEY not in repr(settings) + str(settings)


@pytest.mark.parametrize("given", ["0", "-1", "to", "1.5"])
def test_time_limit_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(QuestionError, match=r"PRAKTIK_MODEL_TIMEOUT=.* er ikke et antal sekunder"):
        read_settings({"PRAKTIK_MODEL": "openai:x", "PRAKTIK_MODEL_TIMEOUT": given})


def test_nothing_of_langchain_is_imported_without_a_model(home: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from assistant import open_assistant; "
        "from assistant.settings import Settings\n"
        f"with open_assistant(Settings(home=Path({str(home)!r}))) as a:\n"
        "    a.conversation().ask('Hvor længe kan en dagpengemodtager være i praktik?')\n"
        "print(sorted(n for n in sys.modules if n in ('assistant.llm', 'langchain', 'langchain_openai', 'openai')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "package"),
    [("ollama:llama3.1", "langchain-ollama"), ("mistralai:mistral-small", "langchain-mistralai")],
)
def test_missing_package_is_named(name: str, package: str) -> None:
    with pytest.raises(ModelUnavailable, match=f"pip install {package}"):
        chat_model(ModelSettings(name=name))


@pytest.mark.parametrize("name", ["noget-ukendt", "ingen:model"])
def test_unknown_provider_is_said_in_one_line(name: str) -> None:
    with pytest.raises(ModelUnavailable, match="skriv udbyder:model") as caught:
        chat_model(ModelSettings(name=name, key=KEY))
    assert KEY not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("url", ["model.kommune.dk", "ftp://x/v1", "https://bruger:kode@x/v1"])
def test_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(QuestionError, match="PRAKTIK_MODEL_URL"):
        chat_model(ModelSettings(name="openai:x", url=url))


def test_key_is_not_sent_unencrypted_to_another_machine() -> None:
    with pytest.raises(QuestionError, match="ukrypteret"):
        chat_model(ModelSettings(name="openai:x", url="http://model.kommune.dk/v1", key=KEY))


def test_address_and_key_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "OPENAI_API_KEY": "fra-miljoeet",
        "OPENAI_BASE_URL": "https://andre.eksempel/v1",
        "OPENAI_API_BASE": "https://andre.eksempel/v1",
        "LANGSMITH_GATEWAY": "true",
        "LANGSMITH_API_KEY": "fra-miljoeet",
    }.items():
        monkeypatch.setenv(name, value)
    model = LangchainModel(ModelSettings(name="openai:x"))
    inner = model.model
    assert str(inner.root_client.base_url) == "https://api.openai.com/v1/"
    assert inner.root_client.api_key == "ingen"


def test_azure_gets_its_address_and_version() -> None:
    url = "https://kommune.openai.azure.com/?api-version=2025-01-01-preview"
    inner = LangchainModel(ModelSettings(name="azure_openai:vores", url=url, key=KEY)).model
    assert inner.azure_endpoint == "https://kommune.openai.azure.com/"
    assert inner.openai_api_version == "2025-01-01-preview"


def test_breaker_rests_after_three_failures_and_lets_one_try_after() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    for _ in range(3):
        breaker.check()
        breaker.tell(failed=True)
    with pytest.raises(ModelUnavailable, match="svigtet flere gange"):
        breaker.check()
    now[0] = REST_SECONDS + 1
    breaker.check()
    with pytest.raises(ModelUnavailable):
        breaker.check()
    breaker.tell(failed=False)
    breaker.check()


def test_nothing_is_traced_to_another_server(home: Path) -> None:
    code = (
        "from assistant import open_assistant\n"
        "with open_assistant() as a:\n"
        "    print(a.conversation().ask('Hvor længe kan en dagpengemodtager være i praktik?').worded_by)"
    )
    with serving(playing(good)) as stage, serving(playing(good)) as tracer:
        env = {
            "PATH": "",
            "HF_HUB_OFFLINE": "1",
            "PYTHONIOENCODING": "utf-8",
            "PRAKTIK_HOME": str(home),
            "PRAKTIK_MODEL": "openai:x",
            "PRAKTIK_MODEL_URL": stage.url,
            "LANGSMITH_TRACING": "true",
            "LANGCHAIN_TRACING_V2": "true",
            "LANGSMITH_API_KEY": "en-noegle",
            "LANGSMITH_ENDPOINT": tracer.url,
        }
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert done.stdout.strip() == "openai:x"
    assert stage.paths == ["/v1/chat/completions"]
    assert tracer.paths == []


class ConnectError(Exception):
    """As httpx and the providers name it."""


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TimeoutError(), "sprogmodellen ikke svarede inden for 20 sekunder"),
        (ConnectError(), "der ikke er forbindelse til sprogmodellen"),
        (ValueError("hemmelig"), "sprogmodellen gav et svar, der ikke kan læses"),
    ],
)
def test_error_of_a_provider_is_said_in_danish(error: Exception, said: str) -> None:
    assert reason(error, 20) == said


def test_every_error_of_the_openai_library_has_its_words() -> None:
    import openai

    statuses = {
        400: openai.BadRequestError,
        401: openai.AuthenticationError,
        403: openai.PermissionDeniedError,
        404: openai.NotFoundError,
        409: openai.ConflictError,
        422: openai.UnprocessableEntityError,
        429: openai.RateLimitError,
        500: openai.InternalServerError,
    }
    for status, kind in statuses.items():
        error = kind.__new__(kind)
        error.status_code = status
        assert reason(error, 20).startswith(("sprogmodel", "nøglen")), kind
    for other, word in ((openai.APITimeoutError, "inden for"), (openai.APIConnectionError, "forbindelse")):
        assert word in reason(other.__new__(other), 20)


def test_no_connection_costs_the_wording_only(home: Path) -> None:
    from assistant import open_assistant

    model = ModelSettings(name="openai:x", url="http://127.0.0.1:9/v1", seconds=5)
    with open_assistant(Settings(home=home, model=model)) as assistant:
        answer = assistant.conversation().ask("Hvor længe kan en dagpengemodtager være i praktik?")
    assert "4 uger" in answer.text
    assert "Svaret er formuleret uden sprogmodel, fordi der ikke er forbindelse til sprogmodellen." in answer.notices
