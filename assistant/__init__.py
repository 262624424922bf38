"""Understand, check, retrieve, compose, verify: the assistant and its public contract."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.service import Assistant
    from assistant.settings import Settings


def open_assistant(settings: "Settings | None" = None) -> "Assistant":
    """The assistant on the built index; see `assistant.service.open_assistant`.

    Imported when called, so that `from assistant.case import …` costs nothing more.
    """
    from assistant.service import open_assistant as opened

    return opened(settings)


__all__ = ["open_assistant"]
