"""The chat model that the settings name, or none: the door to the one file that knows langchain."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assistant.rewording.schema import ChatModel
from assistant.settings import ModelSettings
from corpus.errors import ModelUnavailable

if TYPE_CHECKING:
    from assistant.llm import LangchainModel


def chat_model(settings: ModelSettings | None) -> ChatModel | None:
    """The model that may word the answers; its libraries are imported only where one is configured.

    Raises:
        ModelUnavailable: a model is configured that cannot be used.
    """
    return None if settings is None else open_model(settings)


def open_model(settings: ModelSettings, schema: Mapping[str, Any] | None = None) -> "LangchainModel":
    """The model, to return objects of `schema`; left out, drafts of an answer.

    Raises:
        ModelUnavailable: its libraries are missing, or it cannot be used.
        QuestionError: its address cannot be used.
    """
    try:
        from assistant.llm import SCHEMA, LangchainModel
    except ImportError as exc:
        raise ModelUnavailable(
            f"{settings.variable} kræver pakken {exc.name}; installér den med: pip install 'praktikvejleder[llm]'."
        ) from exc
    return LangchainModel(settings, schema=SCHEMA if schema is None else schema)
