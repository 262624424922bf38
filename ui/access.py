"""Who uses the app and what they may do, from what the sign-in provider says of them.

Nothing here knows of Streamlit: claims, settings and the time come in, a user comes out. Without sign-in there is one
user, who may do everything; the app then serves the machine it runs on, and no other.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from corpus.errors import GuidanceError

# The provider's role and account are read at sign-in only: whoever loses them is out within a working day.
LONGEST = timedelta(hours=12)
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
# The provider's clock may be ahead of ours.
_AHEAD = timedelta(minutes=2)
_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_CALLBACK = "/oauth2callback"
# 128 bits written in hexadecimal.
_SECRET_CHARS = 32


class AccessRefused(GuidanceError):
    """What was asked for is not this user's, or the sign-in is set up wrongly and nobody is let in."""

    exit_code = 2


class Role(Enum):
    """What a user may do: ask, or keep the assistant right as well."""

    CASEWORKER = "caseworker"
    MAINTAINER = "maintainer"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Whoever sits in front of the page; `owner` is None where nobody signs in and the browser's cookie tells."""

    role: Role
    name: str = ""
    owner: str | None = None

    @property
    def maintains(self) -> bool:
        """True if the page Kvalitet and the upload of documents are this user's."""
        return self.role is Role.MAINTAINER


LOCAL = User(role=Role.MAINTAINER)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleClaim:
    """Where the provider tells a user's roles, and which of them is a maintainer's."""

    claim: str
    maintainer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """What the app is to the provider, and by which names it is reached."""

    client: str
    hosts: tuple[str, ...]


def user_of(claims: Mapping[str, object], client: str, roles: RoleClaim, now: datetime) -> User | None:
    """The user of these verified claims.

    None where nobody is signed in, where they were meant for another client, and longer after than `LONGEST`.
    """
    issuer, subject = claims.get("iss"), claims.get("sub")
    meant = claims.get("is_logged_in") is True and client in _texts(claims.get("aud"))
    if not meant or not issuer or not subject or not _recent(claims.get("iat"), now):
        return None
    role = Role.MAINTAINER if roles.maintainer in _roles(claims, roles.claim) else Role.CASEWORKER
    return User(role=role, name=_name(claims), owner=owner_of(str(issuer), str(subject)))


def owner_of(issuer: str, subject: str) -> str:
    """The name that a person's conversations are kept under: the same at each sign-in, and readable to nobody.

    >>> owner_of("https://login.example", "42") == owner_of("https://login.example", "42")
    True
    >>> len(owner_of("https://login.example", "42"))
    69
    """
    # As JSON, so that no two pairs are written alike.
    return "oidc-" + sha256(json.dumps([issuer, subject]).encode()).hexdigest()


def is_loopback(host: str | None) -> bool:
    """True if only this machine reaches a server that listens there.

    >>> [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "", None)]
    [True, True, True, False, False, False]
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def sign_in_of(auth: Mapping[str, object]) -> SignIn:
    """What the section [auth] of Streamlit's secrets says.

    Raises:
        AccessRefused: it lacks something, or names an address that would send secrets in the clear.
    """
    if faults := _faults(auth):
        raise AccessRefused(f"secrets.toml, [auth]: {'; '.join(faults)}. Se docs/login.md.")
    public = urlsplit(str(auth["redirect_uri"])).hostname or ""
    return SignIn(client=str(auth["client_id"]), hosts=tuple(dict.fromkeys([*LOCAL_HOSTS, public])))


def _faults(auth: Mapping[str, object]) -> list[str]:
    missing = [key for key in _NEEDED if not isinstance(auth.get(key), str) or not auth[key]]
    if missing:
        return [f"der mangler {', '.join(missing)}"]
    given = {key: str(auth[key]) for key in _NEEDED}
    faults = [
        f"{key} skal være en https-adresse (http kun til denne maskine)"
        for key in ("redirect_uri", "server_metadata_url")
        if not _is_safe(given[key])
    ]
    if not given["redirect_uri"].endswith(_CALLBACK):
        faults.append(f"redirect_uri skal ende på {_CALLBACK}")
    if len(given["cookie_secret"]) < _SECRET_CHARS:
        faults.append(f"cookie_secret skal være tilfældig og på mindst {_SECRET_CHARS} tegn")
    return faults


def _is_safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
    )


def _recent(issued: object, now: datetime) -> bool:
    """True if the provider signed the claims at most `LONGEST` ago; `issued` is in seconds since 1970."""
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        return False
    return -_AHEAD.total_seconds() <= now.timestamp() - issued < LONGEST.total_seconds()


def _roles(claims: Mapping[str, object], claim: str) -> tuple[str, ...]:
    """The roles in the claim of that name, or in the one its parts lead to, as Keycloak's realm_access.roles."""
    return _texts(claims[claim] if claim in claims else _inside(claims, claim.split(".")))


def _texts(value: object) -> tuple[str, ...]:
    """The values of a claim that is written as one text or as a list of them."""
    if isinstance(value, str):
        return (value,)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else ()


def _inside(claims: Mapping[str, object], path: Sequence[str]) -> object:
    found: object = claims
    for part in path:
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _name(claims: Mapping[str, object]) -> str:
    told = (claims.get(key) for key in ("name", "preferred_username", "email"))
    return next((name for name in told if isinstance(name, str) and name), "")
