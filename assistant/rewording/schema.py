"""What a chat model is asked and must return, as values; and the port it is asked through.

The shell (`assistant.llm`) implements `ChatModel`; nothing here knows a provider.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

# Longer texts are no rewording of what was found.
MAX_CLAIM = 1_200
MAX_CLAIMS = 24


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DraftQuotation(_Frozen):
    """A stretch of a passage, word for word."""

    id: str
    text: str = Field(max_length=4 * MAX_CLAIM)


class DraftClaim(_Frozen):
    """One sentence or two, the ids they rest on, and the quotations that support them."""

    text: str = Field(min_length=1, max_length=MAX_CLAIM)
    ids: tuple[str, ...]
    quotations: tuple[DraftQuotation, ...]


class WordedDraft(_Frozen):
    """A model's draft of an answer."""

    claims: tuple[DraftClaim, ...] = Field(max_length=MAX_CLAIMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to the model."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What asking the model took."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    ms: float = 0.0

    def plus(self, other: "Usage") -> "Usage":
        """Both together."""
        return Usage(
            calls=self.calls + other.calls,
            tokens_in=self.tokens_in + other.tokens_in,
            tokens_out=self.tokens_out + other.tokens_out,
            ms=round(self.ms + other.ms, 2),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the model returned: a draft, or None where the text was none, with that text."""

    draft: WordedDraft | None
    text: str = ""
    usage: Usage = Usage()


class ChatModel(Protocol):
    """A configured chat model."""

    @property
    def name(self) -> str:
        """The model's name, as it was configured."""

    def session(self) -> "Session":
        """The asking for one answer, within one time limit.

        Raises:
            ModelUnavailable: it may not be asked now; one line in Danish.
        """


class Session(Protocol):
    """The exchange about one answer."""

    @property
    def usage(self) -> Usage:
        """What the exchange has taken so far, failures included."""

    def ask(self, messages: tuple[Message, ...]) -> Reply:
        """The model's reply.

        Raises:
            ModelUnavailable: it does not answer, or may not be asked; one line in Danish.
        """
