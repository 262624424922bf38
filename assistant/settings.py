"""Settings: the only place that reads the environment.

| variable | what it sets | default |
|---|---|---|
| PRAKTIK_HOME | folder of the index | the user's data folder |
| PRAKTIK_EMBEDDER | name or path of the embedding model | the shipped Danish-law model |
| PRAKTIK_DOCUMENTS | folder with further documents and their manifest | none |
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

DEFAULT_EMBEDDER = "danish-law-static"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the index lies, which model it uses, and which documents come on top of the shipped ones."""

    home: Path
    embedder: str = DEFAULT_EMBEDDER
    documents: Path | None = None


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process, from `environment` (default: the real one)."""
    env = os.environ if environment is None else environment  # noqa: TID251  # this is the one reader
    documents = env.get("PRAKTIK_DOCUMENTS")
    return Settings(
        home=Path(env["PRAKTIK_HOME"]) if env.get("PRAKTIK_HOME") else _user_data(env),
        embedder=env.get("PRAKTIK_EMBEDDER") or DEFAULT_EMBEDDER,
        documents=Path(documents) if documents else None,
    )


def today() -> date:
    """The day of the clock; only shells call it."""
    return datetime.now(tz=UTC).astimezone().date()  # noqa: TID251  # the shell's one clock


def _user_data(env: Mapping[str, str]) -> Path:
    if sys.platform == "win32":
        return Path(env.get("LOCALAPPDATA", str(Path.home()))) / "Praktikvejleder"
    return Path(env.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / "praktikvejleder"
