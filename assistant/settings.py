"""Settings: the only place that reads the environment.

| variable | what it sets | default |
|---|---|---|
| PRAKTIK_HOME | folder of the index | the user's data folder |
| PRAKTIK_EMBEDDER | name or path of the embedding model | the shipped Danish-law model |
| PRAKTIK_DOCUMENTS | folder with further documents and their manifest | `documents` in PRAKTIK_HOME, if it holds any |
| PRAKTIK_OFFICIAL | folder with the acts' official wording | `official` in PRAKTIK_HOME, if it is there |
| PRAKTIK_MAX_AGE_DAYS | days after their last check that the rules are used without a warning | 90 |
| PRAKTIK_DATABASE_URL | database of conversations and feedback | `records.sqlite3` in PRAKTIK_HOME |
| PRAKTIK_CHROMA_URL | Chroma server that keeps the vectors | none: they lie in PRAKTIK_HOME |
| PRAKTIK_RETENTION_DAYS | days that a conversation is kept after its last turn | 90 |
| PRAKTIK_HOST | address that the app listens on; another than this machine's needs sign-in | 127.0.0.1 |
| PRAKTIK_ROLE_CLAIM | claim in which the sign-in provider tells a user's roles | roles |
| PRAKTIK_MAINTAINER_ROLE | the role of those who see Kvalitet and add documents | praktik-vedligeholder |
| PRAKTIK_RETSINFORMATION_URL | server of the official texts: https, or http to this machine | Retsinformation |
| PRAKTIK_MODEL | chat model that may word the answers, as "provider:name" | none |
| PRAKTIK_MODEL_URL | the model's server | the provider's own |
| PRAKTIK_MODEL_TIMEOUT | seconds that an answer may wait for the model in all | 20 |
| PRAKTIK_MODEL_PER_MINUTE | answers a minute that one user may have it word | 20 |
| PRAKTIK_MODEL_KEY | the model's key; never logged or shown | none |
| PRAKTIK_JUDGE, and _URL, _TIMEOUT, _KEY | chat model that `praktik evals --judge` asks about the answers | none |
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from corpus.errors import QuestionError
from corpus.manifest import MANIFEST
from corpus.server_address import checked_url

DEFAULT_EMBEDDER = "danish-law-static"
DEFAULT_MAX_AGE_DAYS = 90
DEFAULT_RETENTION_DAYS = 90
DEFAULT_RETSINFORMATION_URL = "https://www.retsinformation.dk"
DEFAULT_MODEL_SECONDS = 20
DEFAULT_MODEL_PER_MINUTE = 20
DEFAULT_HOST = "127.0.0.1"
DEFAULT_ROLE_CLAIM = "roles"
DEFAULT_MAINTAINER_ROLE = "praktik-vedligeholder"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """The chat model that may word the answers.

    `seconds` is what one answer may wait for it in all; `per_minute` how many answers one user may have it word.
    `variable` is the setting that names it.
    """

    name: str
    url: str | None = None
    seconds: int = DEFAULT_MODEL_SECONDS
    per_minute: int = DEFAULT_MODEL_PER_MINUTE
    key: str | None = field(default=None, repr=False)
    variable: str = "PRAKTIK_MODEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the index lies, which model it uses, which documents come on top, and whom we ask for the law's wording."""

    home: Path
    embedder: str = DEFAULT_EMBEDDER
    documents: Path | None = None
    official_folder: Path | None = None
    retsinformation_url: str = DEFAULT_RETSINFORMATION_URL
    max_age_days: int = DEFAULT_MAX_AGE_DAYS
    database_url: str | None = None
    chroma_url: str | None = None
    retention_days: int = DEFAULT_RETENTION_DAYS
    model: ModelSettings | None = None
    judge: ModelSettings | None = None
    host: str = DEFAULT_HOST
    role_claim: str = DEFAULT_ROLE_CLAIM
    maintainer_role: str = DEFAULT_MAINTAINER_ROLE

    @property
    def database(self) -> str:
        """Where conversations and feedback are kept, as SQLAlchemy wants it."""
        return self.database_url or f"sqlite:///{self.home / 'records.sqlite3'}"

    @property
    def added(self) -> Path:
        """The folder that the page Kilder adds documents to."""
        return self.documents or self.home / "documents"

    @property
    def own_documents(self) -> Path | None:
        """The folder to read further documents from; None where there are none.

        A folder that was named and has no manifest is a mistake, which the ingest tells, unless it is empty;
        so is a PDF in the folder that has no row.
        """
        if (self.added / MANIFEST).is_file() or any(self.added.glob("*.[pP][dD][fF]")):
            return self.added
        # Hidden files are those of a change under way.
        empty = self.added.is_dir() and not any(self.added.glob("[!.]*"))
        return None if empty else self.documents

    @property
    def fetched(self) -> Path:
        """The folder that `praktik fetch` fills."""
        return self.official_folder or self.home / "official"

    @property
    def official(self) -> Path | None:
        """The folder to read the acts' official wording from; None where there is none."""
        return self.fetched if self.official_folder or self.fetched.is_dir() else None


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process, from `environment` (default: the real one)."""
    env = os.environ if environment is None else environment  # noqa: TID251  # this is the one reader
    documents, official = env.get("PRAKTIK_DOCUMENTS"), env.get("PRAKTIK_OFFICIAL")
    return Settings(
        home=Path(env["PRAKTIK_HOME"]) if env.get("PRAKTIK_HOME") else _user_data(env),
        embedder=env.get("PRAKTIK_EMBEDDER") or DEFAULT_EMBEDDER,
        documents=Path(documents) if documents else None,
        official_folder=Path(official) if official else None,
        retsinformation_url=env.get("PRAKTIK_RETSINFORMATION_URL") or DEFAULT_RETSINFORMATION_URL,
        max_age_days=_days(env, "PRAKTIK_MAX_AGE_DAYS", DEFAULT_MAX_AGE_DAYS),
        model=_model(env, "PRAKTIK_MODEL"),
        judge=_model(env, "PRAKTIK_JUDGE"),
        database_url=env.get("PRAKTIK_DATABASE_URL") or None,
        chroma_url=checked_url(env["PRAKTIK_CHROMA_URL"]) if env.get("PRAKTIK_CHROMA_URL") else None,
        retention_days=_days(env, "PRAKTIK_RETENTION_DAYS", DEFAULT_RETENTION_DAYS),
        host=env.get("PRAKTIK_HOST") or DEFAULT_HOST,
        role_claim=env.get("PRAKTIK_ROLE_CLAIM") or DEFAULT_ROLE_CLAIM,
        maintainer_role=env.get("PRAKTIK_MAINTAINER_ROLE") or DEFAULT_MAINTAINER_ROLE,
    )


def moment() -> datetime:
    """The time of the clock, in the zone of this machine; only shells call it."""
    return datetime.now(tz=UTC).astimezone()  # noqa: TID251  # the shell's one clock


def today() -> date:
    """The day of the clock; only shells call it."""
    return moment().date()


def _days(env: Mapping[str, str], name: str, default: int) -> int:
    """A setting that is a whole number of days, at least 1."""
    return _whole(env, name, default, "dage")


def _whole(env: Mapping[str, str], name: str, default: int, unit: str) -> int:
    given = env.get(name)
    if not given:
        return default
    if not given.isascii() or not given.isdigit() or int(given) < 1:
        raise QuestionError(
            f"{name}={given!r} er ikke et antal {unit}; skriv et helt tal på mindst 1, fx {name}={default}."
        )
    return int(given)


def _model(env: Mapping[str, str], variable: str) -> ModelSettings | None:
    """The chat model that `variable` asks for; None where it names none."""
    if not env.get(variable):
        return None
    return ModelSettings(
        name=env[variable],
        url=env.get(f"{variable}_URL") or None,
        seconds=_whole(env, f"{variable}_TIMEOUT", DEFAULT_MODEL_SECONDS, "sekunder"),
        per_minute=_whole(env, "PRAKTIK_MODEL_PER_MINUTE", DEFAULT_MODEL_PER_MINUTE, "svar"),
        key=env.get(f"{variable}_KEY") or None,
        variable=variable,
    )


def _user_data(env: Mapping[str, str]) -> Path:
    if sys.platform == "win32":
        return Path(env.get("LOCALAPPDATA", str(Path.home()))) / "Praktikvejleder"
    return Path(env.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / "praktikvejleder"
