"""A PostgreSQL server of the tests' own: made in a temporary folder, reached on this machine only, gone afterwards."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.ports import free_port

# The server refuses to run as root; packages of it bring this user along.
_USER = "postgres"
_ROOT = 0
_NAMES = count(1)


def program(name: str) -> str | None:
    """The path of one of PostgreSQL's programs; Debian keeps them off the search path."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(name) or next((str(place / name) for place in places if (place / name).is_file()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that can be stopped and started again."""

    folder: Path
    port: int
    password: str
    user: str | None

    def url(self, database: str, password: str | None = None) -> str:
        """The address of a database."""
        return f"postgresql://praktik:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def schema(self) -> str:
        """The address of a new, empty schema: a database of its own to who goes there, and sooner made than one."""
        import psycopg

        name = f"records_{next(_NAMES)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}".encode())
        return f"{self.url('postgres')}?options=-csearch_path%3D{name}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        # It is thrown away, so nothing need survive a power cut.
        settings = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self.control("start", "-w", "-o", settings, "-l", str(self.folder / "log"))

    def stop(self) -> None:
        """Stop it at once, whoever is connected."""
        self.control("stop", "-m", "immediate")

    def control(self, *arguments: str) -> None:
        """Run pg_ctl on it."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), *arguments)

    def run(self, name: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs as the user that owns the server."""
        path = program(name)
        if path is None:
            raise FileNotFoundError(name)
        quiet = subprocess.DEVNULL
        subprocess.run([path, *arguments], check=True, cwd=self.folder, user=self.user, stdout=quiet, stderr=quiet)


@contextmanager
def served() -> Iterator[Server]:
    """A running server."""
    folder = Path(tempfile.mkdtemp(prefix="praktik-postgres-"))
    server = Server(folder=folder, port=free_port(), password=secrets.token_hex(8), user=_owner())
    (folder / "password").write_text(server.password)
    for path in (folder, folder / "password"):
        if server.user:
            shutil.chown(path, server.user)
    try:
        own = ("-D", str(folder / "data"), "-U", "praktik", "-A", "scram-sha-256")
        server.run("initdb", *own, "-E", "UTF8", "--no-sync", f"--pwfile={folder / 'password'}")
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> str | None:
    return _USER if hasattr(os, "geteuid") and os.geteuid() == _ROOT else None
