"""The one file that asks a chat model, through langchain; it is imported only where a model is configured.

Whatever a provider does, the caller gets a reply within its time or a `ModelUnavailable` with one
line in Danish. Nothing is logged, nothing is traced elsewhere, and the key is taken from the
settings only.
"""

import json
import queue
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

from langchain.chat_models import init_chat_model
from langsmith.run_helpers import tracing_context
from pydantic import ValidationError

from assistant.rewording.schema import Message, Reply, Usage, WordedDraft
from assistant.settings import ModelSettings
from corpus.errors import ModelUnavailable, QuestionError

MAX_TOKENS = 1_500
SEED = 20_240_301
# One more try after a passing fault; the time limit holds for all tries together.
TRIES = 2
PAUSE_SECONDS = 0.5
# After so many failures in a row nobody waits for the model for a while.
FAILURES = 3
REST_SECONDS = 60.0
# A longer reply than this is no answer; it is not even read.
_MAX_REPLY = 60_000
_PASSING = frozenset({408, 409, 429, 500, 502, 503, 504, 529})
_STATUS: Mapping[int, str] = {
    400: "sprogmodellens server forstår ikke forespørgslen",
    401: "nøglen til sprogmodellen ikke bliver godkendt",
    403: "nøglen til sprogmodellen ikke giver adgang",
    404: "sprogmodellen ikke findes på den angivne adresse",
    408: "sprogmodellen er for langsom",
    413: "teksten er for lang til sprogmodellen",
    429: "sprogmodellen har for travlt, eller kvoten er brugt",
}
_SLOW = "sprogmodellen ikke svarede inden for {seconds} sekunder"
_RESTING = "sprogmodellen har svigtet flere gange og først prøves igen om lidt"
_UNREACHABLE = "der ikke er forbindelse til sprogmodellen"
_FAULT = "sprogmodellen gav et svar, der ikke kan læses"
# By what the providers call their errors, the first that fits.
_KINDS: Mapping[str, str] = {
    "connect": _UNREACHABLE,
    "lengthfinish": "sprogmodellens svar blev skåret af",
    "contentfilter": "sprogmodellens filter afviste teksten",
}
# Not a key: servers of one's own want none, and the libraries refuse to start without one.
_NO_KEY = "ingen"
_OPENAI = "https://api.openai.com/v1"
_AZURE_API = "2024-10-21"
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
# Written out here and not made from the models: the strict mode of some servers takes no lengths.
SCHEMA: Mapping[str, Any] = {
    "title": "draft",
    "description": "The claims of an answer.",
    "type": "object",
    "additionalProperties": False,
    "required": ["claims"],
    "properties": {
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["text", "ids", "quotations"],
                "properties": {
                    "text": {"type": "string"},
                    "ids": {"type": "array", "items": {"type": "string"}},
                    "quotations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["id", "text"],
                            "properties": {"id": {"type": "string"}, "text": {"type": "string"}},
                        },
                    },
                },
            },
        }
    },
}


@dataclass(slots=True)
class Breaker:
    """Lets nobody wait for a model that keeps failing: open for a while after `FAILURES` in a row."""

    clock: Callable[[], float] = monotonic
    failures: int = 0
    until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def check(self) -> None:
        """Pass, or raise `ModelUnavailable` while the model rests; after the rest one caller tries."""
        with self._lock:
            if self.clock() < self.until:
                raise ModelUnavailable(_RESTING)
            if self.failures >= FAILURES:
                self.until = self.clock() + REST_SECONDS

    def tell(self, *, failed: bool) -> None:
        """Count a failure, or forget them all."""
        with self._lock:
            self.failures = self.failures + 1 if failed else 0
            self.until = self.clock() + REST_SECONDS if self.failures >= FAILURES else 0.0


class LangchainModel:
    """A chat model by its langchain name ("openai:gpt-4o-mini", "ollama:llama3.1"). Shared by all threads."""

    def __init__(
        self,
        settings: ModelSettings,
        clock: Callable[[], float] = monotonic,
        schema: Mapping[str, Any] = SCHEMA,
    ) -> None:
        """Prepare the model to return objects of `schema`; nothing is sent yet.

        Raises:
            ModelUnavailable: a package is missing, or the provider is not known.
            QuestionError: the address cannot be used.
        """
        self.name = settings.name
        self.seconds = settings.seconds
        self.clock = clock
        self.breaker = Breaker(clock)
        provider = settings.name.partition(":")[0] if ":" in settings.name else ""
        self.model, self._runnable = _prepared(settings, provider, schema)

    def session(self) -> "LangchainSession":
        """The asking for one answer, which begins now."""
        return LangchainSession(self)

    def invoke(self, messages: list[tuple[str, str]]) -> Any:
        """The provider's own result, with tracing to other servers switched off."""
        with tracing_context(enabled=False):
            return self._runnable.invoke(messages)


class LangchainSession:
    """The exchange about one answer; its time runs from when it is made."""

    def __init__(self, model: LangchainModel) -> None:
        """Begin the exchange."""
        self._model = model
        self._until = model.clock() + model.seconds
        self.usage = Usage()

    def ask(self, messages: tuple[Message, ...]) -> Reply:
        """The model's reply (see `assistant.rewording.schema.Session`)."""
        return _reply(self._asked(messages))

    def fields(self, messages: tuple[Message, ...]) -> Mapping[str, Any] | None:
        """The object that the model returned; None where it is none.

        Raises:
            ModelUnavailable: it did not answer; one line in Danish.
        """
        parsed = self._asked(messages).get("parsed")
        return parsed if isinstance(parsed, Mapping) else None

    def _asked(self, messages: tuple[Message, ...]) -> Any:
        """The provider's result, counted."""
        self._model.breaker.check()
        begun = self._model.clock()
        try:
            result = self._answered([(message.role, message.text) for message in messages])
        except ModelUnavailable:
            self._model.breaker.tell(failed=True)
            self._spent(begun, {})
            raise
        self._model.breaker.tell(failed=False)
        self._spent(begun, _tokens(result))
        return result

    def _answered(self, messages: list[tuple[str, str]]) -> Any:
        """The provider's result, tried once more after a passing fault."""
        for tried in range(1, TRIES + 1):
            result = self._within(messages)
            if not isinstance(result, Exception):
                return result
            if tried == TRIES or not _passes(result) or self._left() <= PAUSE_SECONDS:
                raise ModelUnavailable(reason(result, self._model.seconds)) from result
            sleep(PAUSE_SECONDS)
        raise ModelUnavailable(_FAULT)

    def _left(self) -> float:
        return self._until - self._model.clock()

    def _within(self, messages: list[tuple[str, str]]) -> Any:
        """The result or the exception; a server that drips its answer is left behind when the time is up."""
        box: queue.Queue[Any] = queue.Queue(maxsize=1)

        def call() -> None:
            try:
                box.put(self._model.invoke(messages))
            # Every provider has errors of its own, and none of them may leave this thread.
            except Exception as exc:
                box.put(exc)

        threading.Thread(target=call, daemon=True, name="sprogmodel").start()
        try:
            return box.get(timeout=max(self._left(), 0.0))
        except queue.Empty:
            return TimeoutError()

    def _spent(self, begun: float, tokens: Mapping[str, int]) -> None:
        took = Usage(
            calls=1,
            tokens_in=tokens.get("input_tokens", 0),
            tokens_out=tokens.get("output_tokens", 0),
            ms=round((self._model.clock() - begun) * 1000, 2),
        )
        self.usage = self.usage.plus(took)


def reason(error: Exception, seconds: int) -> str:
    """Why the model did not answer, in Danish, to stand after "fordi"."""
    status = _status(error)
    if status is not None:
        return _STATUS.get(status, f"sprogmodellens server meldte fejl {status}")
    kinds = " ".join(kind.__name__ for kind in type(error).__mro__).lower()
    if "timeout" in kinds:
        return _SLOW.format(seconds=seconds)
    return next((said for kind, said in _KINDS.items() if kind in kinds), _FAULT)


def _status(error: Exception) -> int | None:
    found = getattr(error, "status_code", None)
    found = found if found is not None else getattr(getattr(error, "response", None), "status_code", None)
    # A reply that cannot be read is a fault, too, though its server calls it a success.
    return found if isinstance(found, int) and found >= 400 else None


def _passes(error: Exception) -> bool:
    """True for a fault that may be gone in a moment; a time that is up is not."""
    status = _status(error)
    if status is not None:
        return status in _PASSING
    return reason(error, 0) == _UNREACHABLE


def _prepared(settings: ModelSettings, provider: str, schema: Mapping[str, Any]) -> tuple[Any, Any]:
    """The langchain model, and the same made to return the schema."""
    try:
        model = init_chat_model(settings.name, **_options(settings, provider))
        method = {"method": "json_schema"} if provider in ("openai", "azure_openai", "ollama") else {}
        return model, model.with_structured_output(dict(schema), include_raw=True, **method)
    except ImportError as exc:
        raise ModelUnavailable(f"{settings.variable}={settings.name!r}: {_missing(exc)}") from exc
    except (ValueError, TypeError, NotImplementedError):
        # The text of these may hold the options, and with them the key.
        raise ModelUnavailable(
            f"{settings.variable}={settings.name!r} kan ikke bruges; skriv udbyder:model, fx openai:gpt-4o-mini, "
            "og se docs/sprogmodel.md."
        ) from None


def _missing(error: ImportError) -> str:
    named = re.search(r"pip install -?U? ?`?([A-Za-z0-9_.-]+)", str(error))
    package = named[1] if named else (error.name or "langchain").replace("_", "-")
    return f"pakken {package} mangler; installér den med: pip install {package}"


def _options(settings: ModelSettings, provider: str) -> dict[str, Any]:
    """The settings in the words of the provider; every choice is as repeatable as the provider allows."""
    address = _address(settings)
    if provider == "ollama":
        limits = {"num_predict": MAX_TOKENS, "client_kwargs": {"timeout": settings.seconds}}
        return {"temperature": 0, "seed": SEED, **limits, **({"base_url": address} if address else {})}
    options: dict[str, Any] = {
        "temperature": 0,
        "max_tokens": MAX_TOKENS,
        "timeout": settings.seconds,
        "max_retries": 0,
    }
    if provider == "azure_openai":
        azure, query = _without_query(address or "")
        version = parse_qs(query).get("api-version", [_AZURE_API])[0]
        options |= {"azure_endpoint": azure, "api_version": version, "seed": SEED, "api_key": settings.key or _NO_KEY}
    elif provider == "openai":
        # The address and the key are always given, so that none is taken from elsewhere.
        options |= {"base_url": address or _OPENAI, "api_key": settings.key or _NO_KEY, "seed": SEED}
        options |= {"use_responses_api": False}
    else:
        options |= {"api_key": settings.key} if settings.key else {}
        options |= {"base_url": address} if address else {}
    return options


def _without_query(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")), parts.query


def _address(settings: ModelSettings) -> str | None:
    """The server's address; a key is never sent unencrypted to another machine."""
    if settings.url is None:
        return None
    parts = urlsplit(settings.url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise QuestionError(f"{settings.variable}_URL er ikke en webadresse; skriv fx https://model.kommune.dk/v1.")
    if parts.scheme == "http" and settings.key and parts.hostname not in _LOCAL:
        raise QuestionError(
            f"{settings.variable}_URL er ukrypteret (http), og nøglen kan blive læst; brug en https-adresse."
        )
    return settings.url


def _tokens(result: Any) -> Mapping[str, int]:
    raw = result.get("raw") if isinstance(result, Mapping) else None
    return getattr(raw, "usage_metadata", None) or {}


def _reply(result: Any) -> Reply:
    """The draft in the provider's result; none where it is not of the form."""
    raw, parsed = result.get("raw"), result.get("parsed")
    content = getattr(raw, "content", "")
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, default=str)
    if len(text) > _MAX_REPLY:
        return Reply(draft=None)
    if parsed is None:
        return Reply(draft=None, text=text)
    try:
        return Reply(draft=WordedDraft.model_validate(parsed), text=text)
    except ValidationError:
        return Reply(draft=None, text=text)
