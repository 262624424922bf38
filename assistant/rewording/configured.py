"""The chat model that the settings name, or none: the door to the one file that knows langchain."""

from assistant.rewording.schema import ChatModel
from assistant.settings import ModelSettings
from corpus.errors import ModelUnavailable


def chat_model(settings: ModelSettings | None) -> ChatModel | None:
    """The model that may word the answers; its libraries are imported only where one is configured.

    Raises:
        ModelUnavailable: a model is configured that cannot be used.
    """
    if settings is None:
        return None
    try:
        from assistant.llm import open_chat_model
    except ImportError as exc:
        raise ModelUnavailable(
            f"PRAKTIK_MODEL kræver pakken {exc.name}; installér den med: pip install 'praktikvejleder[llm]'."
        ) from exc
    return open_chat_model(settings)
