"""A small OpenID Connect provider on this machine: people choose on its page who they are, and it signs for them.

It demands what a real one does: a known client with its secret, the registered address to return to, a code that is
used once, and the PKCE verifier where a challenge was sent. What it signs may be spoilt on purpose, by `Person.fault`.
"""

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "praktikvejleder", secrets.token_urlsafe(24)


class Fault(Enum):
    """What is wrong with a token."""

    EXPIRED = "expired"
    FOREIGN_KEY = "signed by somebody else"
    UNSIGNED = "not signed at all"
    OTHER_CLIENT = "meant for another client"
    OTHER_NONCE = "an answer to another request"
    OTHER_ISSUER = "from another provider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An account at the provider, and what its tokens say beside who it is."""

    sub: str
    name: str
    more: Mapping[str, object] = field(default_factory=dict)
    fault: Fault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grant:
    person: Person
    asked: Mapping[str, str]


class Provider:
    """The accounts, the keys and the codes given out; `redirect_uri` is the only place that people are sent back to."""

    def __init__(self, people: tuple[Person, ...], redirect_uri: str) -> None:
        self.people = {person.sub: person for person in people}
        self.redirect_uri = redirect_uri
        self.issuer = ""
        self.key, self.foreign_key = (RSAKey.generate_key(2048, {"kid": kid, "use": "sig"}) for kid in "ab")
        self.grants: dict[str, _Grant] = {}
        self.signed_in: dict[str, Person] = {}

    def metadata(self) -> dict[str, object]:
        """What stands at the discovery address."""
        ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo", "end_session": "logout"}
        return {
            "issuer": self.issuer,
            **{f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in ends.items()},
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def code(self, person: Person, asked: Mapping[str, str]) -> str:
        """A code that is exchanged once for a token of the person."""
        code = secrets.token_urlsafe(16)
        self.grants[code] = _Grant(person=person, asked=asked)
        return code

    def token(self, sent: Mapping[str, str], client: tuple[str, str]) -> dict[str, object] | None:
        """The tokens for a code; None if the client, the code or its verifier is not the right one."""
        grant = self.grants.pop(sent.get("code", ""), None)
        if grant is None or client != (CLIENT, SECRET) or sent.get("redirect_uri") != self.redirect_uri:
            return None
        challenge = grant.asked.get("code_challenge")
        if challenge and challenge != _challenge(sent.get("code_verifier", "")):
            return None
        access = secrets.token_urlsafe(16)
        self.signed_in[access] = grant.person
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": self.id_token(grant.person, grant.asked.get("nonce", "")),
        }

    def id_token(self, person: Person, nonce: str) -> str:
        """The signed claims of the person, or what his fault makes of them."""
        fault, issued = person.fault, int(time.time())
        claims: dict[str, Any] = {
            "iss": "https://other.example" if fault is Fault.OTHER_ISSUER else self.issuer,
            "sub": person.sub,
            "aud": "another" if fault is Fault.OTHER_CLIENT else CLIENT,
            "iat": issued - 7200 if fault is Fault.EXPIRED else issued,
            "exp": int(time.time()) + (-3600 if fault is Fault.EXPIRED else 300),
            "nonce": "another" if fault is Fault.OTHER_NONCE else nonce,
            "name": person.name,
            **person.more,
        }
        if fault is Fault.UNSIGNED:
            return ".".join([_b64(json.dumps(part).encode()) for part in ({"alg": "none"}, claims)]) + "."
        key = self.foreign_key if fault is Fault.FOREIGN_KEY else self.key
        return jwt.encode({"alg": "RS256", "kid": "a"}, claims, key)


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _challenge(verifier: str) -> str:
    return _b64(hashlib.sha256(verifier.encode()).digest())


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = dict(parse_qsl(parts.query))
        match parts.path:
            case "/.well-known/openid-configuration":
                self._json(self.provider.metadata())
            case "/jwks":
                self._json(KeySet([self.provider.key]).as_dict(private=False))
            case "/authorize":
                self._authorize(asked)
            case "/userinfo":
                self._userinfo()
            case "/logout":
                known = asked.get("post_logout_redirect_uri") == self.provider.redirect_uri
                self._redirect(self.provider.redirect_uri) if known else self._json({"error": "invalid_request"}, 400)
            case _:
                self._json({"error": "not_found"}, 404)

    def do_POST(self) -> None:
        sent = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        tokens = self.provider.token(sent, self._client(sent)) if self.path == "/token" else None
        self._json(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

    def _authorize(self, asked: dict[str, str]) -> None:
        right = {"client_id": CLIENT, "redirect_uri": self.provider.redirect_uri, "response_type": "code"}
        if not right.items() <= asked.items() or "openid" not in asked.get("scope", "").split():
            self._json({"error": "invalid_request"}, 400)
            return
        person = self.provider.people.get(asked.get("login_hint", ""))
        if person is None:
            self._choose(asked)
            return
        answer = {"code": self.provider.code(person, asked), "state": asked.get("state", "")}
        self._redirect(f"{self.provider.redirect_uri}?{urlencode(answer)}")

    def _choose(self, asked: dict[str, str]) -> None:
        links = [
            f'<p><a href="/authorize?{html.escape(urlencode(asked | {"login_hint": one.sub}))}">{one.name}</a></p>'
            for one in self.provider.people.values()
        ]
        self._send(200, "text/html; charset=utf-8", f"<h1>Hvem er du?</h1>{''.join(links)}".encode())

    def _userinfo(self) -> None:
        person = self.provider.signed_in.get(self.headers.get("Authorization", "").removeprefix("Bearer "))
        if person is None:
            self._json({"error": "invalid_token"}, 401)
        else:
            self._json({"sub": person.sub, "name": person.name, **person.more})

    def _client(self, sent: dict[str, str]) -> tuple[str, str]:
        basic = self.headers.get("Authorization", "")
        if basic.startswith("Basic "):
            name, _, secret = base64.b64decode(basic.removeprefix("Basic ")).decode().partition(":")
            return name, secret
        return sent.get("client_id", ""), sent.get("client_secret", "")

    def _json(self, content: object, status: int = 200) -> None:
        self._send(status, "application/json", json.dumps(content).encode())

    def _redirect(self, address: str) -> None:
        self._send(302, "text/plain", b"", {"Location": address})

    def _send(self, status: int, kind: str, body: bytes, more: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing; the tests tell what they see."""


@contextmanager
def running(people: tuple[Person, ...], redirect_uri: str) -> Iterator[Provider]:
    """The provider, for as long as the block runs."""
    provider = Provider(people, redirect_uri)
    handler = type("Handler", (_Handler,), {"provider": provider})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        provider.issuer = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()
