"""A copy of the database while it is in use, for the day it is lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

from corpus.errors import QuestionError
from records.database import address, told


def back_up(url: str, to: Path) -> None:
    """Copy the SQLite database at `url`, as it is, to the new file `to`, which this user alone may read.

    Others may go on writing meanwhile.

    Raises:
        QuestionError: the file is there already, there is no database, or it is on a server.
        RecordsUnavailable: the database cannot be read whole, or the file cannot be written.
        OSError: the file cannot be made.
    """
    source = _file(url)
    try:
        to.touch(mode=0o600, exist_ok=False)
    except FileExistsError as exc:
        raise QuestionError(f"{to} findes i forvejen; vælg et andet navn.") from exc
    try:
        _copy(source, to)
    except BaseException:
        to.unlink()
        raise


def _file(url: str) -> Path:
    place = address(url)
    if place.get_backend_name() != "sqlite":
        raise QuestionError("Databasen ligger på en server; tag sikkerhedskopien med pg_dump.")
    file = Path(place.database or "").absolute()
    if not file.is_file():
        raise QuestionError(f"{file} er ingen database; ret PRAKTIK_DATABASE_URL eller PRAKTIK_HOME.")
    return file


def _copy(source: Path, to: Path) -> None:
    # "rw": not to be made if it has gone since we looked.
    read = f"{source.as_uri()}?mode=rw"
    with told(), closing(sqlite3.connect(read, uri=True)) as held, closing(sqlite3.connect(to)) as copy:
        held.backup(copy)
        (found,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise sqlite3.DatabaseError(f"malformed: {found}")
