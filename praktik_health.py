"""What `praktik doctor` looks at: each check says how it stands, and what mends it where it is not well.

Nothing is built, fetched or repaired here, and no chat model is asked unless it is wanted. The database is opened
as the app opens it, so one of an older program is brought up to date. Stands above the rooms, as the command line
does, because it looks into all of them.
"""

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from enum import Enum
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from packaging.requirements import Requirement

from assistant.settings import ModelSettings, Settings
from corpus.errors import CorpusError, GuidanceError, ModelUnavailable
from corpus.index_files import LOCK
from praktik_errors import why

if TYPE_CHECKING:
    from ingest.law.status import VersionStatus
    from ingest.run import Corpus

DISTRIBUTION = "praktikvejleder"
_INSTALL = "installér programmet igen med 'pip install -c constraints.txt -e .'"
# An index and the one that replaces it take 60 MB, the app's conversations some more.
LEAST_FREE, LITTLE_FREE = 200_000_000, 1_000_000_000
_MB = 1_000_000


class State(Enum):
    """How it stands; only a problem makes the command fail."""

    FINE = "fine"
    NOTICE = "notice"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at, in Danish; `mend` says what to do and is empty where all is well."""

    name: str
    state: State
    text: str
    mend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to look at, and the day it is."""

    settings: Settings
    on: date
    ask_model: bool = False


def examine(wanted: Wanted) -> Iterator[Check]:
    """Every check in order, each made when it is asked for."""
    settings = wanted.settings
    yield python_check()
    yield packages_check()
    yield home_check(settings.home)
    yield space_check(settings.home)
    yield from _told("Søgemodel", lambda: [embedder_check(settings)])
    yield from corpus_checks(settings)
    yield from _told("Lovens ordlyd", lambda: law_checks(settings, wanted.on))
    yield from _told("Database", lambda: [database_check(settings.database)])
    yield from _told("Sprogmodel", lambda: [chat_check(settings.model, ask=wanted.ask_model)])


def python_check(running: tuple[int, int, int] = sys.version_info[:3]) -> Check:
    """Whether this Python is one that the program says it runs on."""
    told = ".".join(map(str, running))
    try:
        wanted = distribution(DISTRIBUTION).metadata["Requires-Python"]
    except PackageNotFoundError:
        return _notice("Python", f"{told}; programmet er ikke installeret som pakke", _INSTALL)
    if Requirement(f"python{wanted}").specifier.contains(told):
        return _fine("Python", told)
    return _problem("Python", f"{told}, men programmet kræver {wanted}", "installér en af de udgaver")


def packages_check(requires: list[str] | None = None) -> Check:
    """Whether every package is there in a version that the program allows; those of extras are not asked for."""
    try:
        lines = (distribution(DISTRIBUTION).requires or []) if requires is None else requires
    except PackageNotFoundError:
        return _notice("Pakker", "kan ikke slås op, fordi programmet ikke er installeret som pakke", _INSTALL)
    wanted = [one for one in map(Requirement, lines) if not one.marker or one.marker.evaluate({"extra": ""})]
    faults = [fault for one in wanted if (fault := _package_fault(one))]
    if faults:
        return _problem("Pakker", "; ".join(faults), _INSTALL)
    return _fine("Pakker", f"{len(wanted)} pakker i de udgaver, programmet er lavet til")


def _package_fault(wanted: Requirement) -> str:
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        return f"{wanted.name} mangler"
    if wanted.specifier.contains(found, prereleases=True):
        return ""
    return f"{wanted.name} er {found}, men skal være {wanted.specifier}"


def home_check(home: Path) -> Check:
    """Whether the data folder can be written."""
    move = "ryd op, ret adgangen, eller sæt PRAKTIK_HOME til en anden mappe"
    if not home.exists():
        return _notice("Datamappe", f"{home} findes ikke endnu", "kør 'praktik ingest', som laver den")
    if not home.is_dir():
        return _problem("Datamappe", f"{home} er ikke en mappe", "sæt PRAKTIK_HOME til en mappe")
    try:
        with tempfile.TemporaryFile(dir=home) as tried:
            tried.write(b"x")
    except OSError as exc:
        return _problem("Datamappe", f"{home} kan ikke skrives ({why(exc)})", move)
    return _fine("Datamappe", f"{home} kan skrives")


def space_check(home: Path, free: int | None = None) -> Check:
    """Whether the disk has room for another index."""
    there = next((folder for folder in (home, *home.parents) if folder.is_dir()), Path(home.anchor or "."))
    left = shutil.disk_usage(there).free if free is None else free
    told, mend = f"{left // _MB} MB ledig", "ryd op på disken, eller sæt PRAKTIK_HOME til en anden"
    if left < LEAST_FREE:
        return _problem("Diskplads", f"{told}; der skal være {LEAST_FREE // _MB} MB til et nyt indeks", mend)
    return _notice("Diskplads", told, mend) if left < LITTLE_FREE else _fine("Diskplads", told)


def embedder_check(settings: Settings) -> Check:
    """Whether the search model can be read."""
    from corpus.embedding import load_embedder

    return _fine("Søgemodel", load_embedder(settings.embedder).id)


def corpus_checks(settings: Settings) -> Iterator[Check]:
    """Whether everything that an index is built of can be read, and whether the index is whole and built of it."""
    from ingest.run import CorpusFolders, read_corpus

    corpus: Corpus | None = None
    try:
        corpus = read_corpus(CorpusFolders(documents=settings.own_documents, official=settings.official))
    except CorpusError as exc:
        yield _problem("Kilder", *_parted(str(exc)))
    else:
        told = f"{len(corpus.sources)} kilder, {len(corpus.passages)} passager"
        yield _problem("Kilder", *_parted(" ".join(corpus.refused))) if corpus.refused else _fine("Kilder", told)
    yield from _told("Indeks", lambda: [index_check(settings, corpus)])


def index_check(settings: Settings, corpus: "Corpus | None") -> Check:
    """Whether the index is whole and built of that corpus; None where it cannot be read."""
    from assistant.store import open_store
    from corpus.embedding import load_embedder
    from corpus.index_files import corpus_hash

    if _is_building(settings.home):
        return _notice("Indeks", "en indlæsning er i gang", "vent, til den er færdig, og se igen")
    store = open_store(settings.home, load_embedder(settings.embedder), server=settings.chroma_url)
    stamp = store.stamp
    if store.words_alone:
        told = f"Chroma-serveren {settings.chroma_url} svarer ikke; der søges kun på ord"
        return _problem("Indeks", told, "start serveren, eller ret PRAKTIK_CHROMA_URL")
    if corpus is None:
        return _notice("Indeks", "det er helt, men kan ikke sammenlignes med kilderne", "ret kilderne først")
    if stamp.corpus != corpus_hash(corpus.sources, corpus.passages):
        return _problem("Indeks", "det er bygget af andre kilder end dem, der er her nu", "kør 'praktik ingest'")
    return _fine("Indeks", f"{stamp.passages} passager fra {stamp.sources} kilder, helt og opdateret")


def _is_building(home: Path) -> bool:
    """True if an ingest holds the lock; one that begins in this very moment may be refused by our look."""
    if not (home / LOCK).is_file():
        return False
    try:
        with FileLock(home / LOCK, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        # It cannot be written, so no ingest can hold it either; the folder's own check tells why.
        return False


def law_checks(settings: Settings, on: date) -> Iterator[Check]:
    """Whether the acts in force are quoted in their own words, were looked at lately, and have been changed since."""
    from corpus.passage import Wording
    from corpus.provisions import load_law
    from ingest.law.status import status
    from ingest.law.texts import read_texts

    law = load_law()
    found = [one for one in status(law, read_texts(settings.official, law), on) if one.is_in_force]
    rendered = [one.act for one in found if one.wording is not Wording.ORDLYD]
    if rendered:
        told = f"gengivelse af {', '.join(rendered)}; den officielle tekst er ikke hentet"
        yield _notice("Lovens ordlyd", told, "kør 'praktik fetch' og så 'praktik ingest'")
    else:
        yield _fine("Lovens ordlyd", f"officiel tekst til alle {len(found)} gældende love og bekendtgørelser")
    yield _checked_lately(found, on, settings.max_age_days)


def _checked_lately(found: "Sequence[VersionStatus]", on: date, max_age_days: int) -> Check:
    overdue = [one.act for one in found if (on - one.checked_on).days > max_age_days]
    if overdue:
        told = f"ikke kontrolleret i {max_age_days} dage: {', '.join(overdue)}"
        return _notice("Lovversioner", told, "kør 'praktik law watch' og 'praktik fetch', og følg docs/law.md")
    told = f"alle kontrolleret inden for {max_age_days} dage"
    changed = [f"{one.act} ({len(one.later)})" for one in found if one.later]
    if changed:
        return _notice("Lovversioner", f"{told}; senere ændringer af {', '.join(changed)}", "se 'praktik law status'")
    return _fine("Lovversioner", told)


def database_check(url: str) -> Check:
    """Whether the database opens with the tables that this program wants."""
    from records.store import Records

    path = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None
    if path and not path.exists():
        return _unmade_database(path)
    if path and (fault := _damage(path)):
        mend = "hent den fra en sikkerhedskopi, eller flyt den, så laves en ny"
        return _problem("Database", f"{path} er beskadiget ({fault})", mend)
    Records(url).close()
    return _fine("Database", f"{path}, {path.stat().st_size // 1000} kB" if path else "serveren svarer")


def _unmade_database(path: Path) -> Check:
    folder = next((folder for folder in path.absolute().parents if folder.exists()), path.parent)
    if folder.is_dir() and os.access(folder, os.W_OK):
        return _fine("Database", f"{path} findes ikke endnu; den laves, når appen startes")
    told = f"{path} findes ikke og kan ikke laves, fordi {folder} ikke kan skrives"
    return _problem("Database", told, "ret adgangen, eller ret PRAKTIK_DATABASE_URL")


def _damage(path: Path) -> str:
    """What SQLite finds wrong with the pages of the file, in short; empty if nothing."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as database:
            found = str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.OperationalError:
        # Locked or out of reach, which is no damage: the opening tells it.
        return ""
    except sqlite3.DatabaseError as exc:
        found = str(exc)
    return "" if found == "ok" else " ".join(found.split())[:100]


def chat_check(model: ModelSettings | None, *, ask: bool) -> Check:
    """Whether the chat model is set up; it is only asked where that is wanted."""
    from assistant.rewording.configured import chat_model
    from assistant.rewording.schema import Message

    opened = chat_model(model)
    if opened is None or model is None:
        return _fine("Sprogmodel", "ingen; svarene formuleres uden")
    told = f"{model.name} hos {model.url or 'udbyderen'}, højst {model.seconds} sekunder"
    if not ask:
        return _fine("Sprogmodel", f"{told}; ikke spurgt (brug --ask)")
    try:
        opened.session().ask((Message(role="user", text='Svar med {"claims": []}'),))
    except ModelUnavailable as exc:
        return _problem(
            "Sprogmodel", f"{told}: {exc}", "se PRAKTIK_MODEL og PRAKTIK_MODEL_URL; svarene formuleres uden imens"
        )
    return _fine("Sprogmodel", f"{told}; svarer")


def _told(name: str, made: Callable[[], Iterable[Check]]) -> Iterator[Check]:
    """The checks, or the error that they met."""
    try:
        yield from made()
    except GuidanceError as exc:
        yield _problem(name, *_parted(str(exc)))


def _parted(message: str) -> tuple[str, str]:
    """The message's first part, and the mend after its last semicolon."""
    text, _, mend = message.removesuffix(".").rpartition("; ")
    return (text, mend) if text else (mend, "")


def _fine(name: str, text: str) -> Check:
    return Check(name=name, state=State.FINE, text=text)


def _notice(name: str, text: str, mend: str) -> Check:
    return Check(name=name, state=State.NOTICE, text=text, mend=mend)


def _problem(name: str, text: str, mend: str) -> Check:
    return Check(name=name, state=State.PROBLEM, text=text, mend=mend)
