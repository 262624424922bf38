"""Retsinformation over HTTP: the only file that asks the network, one polite request at a time.

A request names the project, asks only for what has changed, waits between requests, tries
again only where the server is busy or slow, and stops where the server asks for more
patience than we have. What comes is bounded in size and time, and never from another host.
Whether it is the document that was asked for is judged in `ingest.fetch`.
"""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx

from corpus.errors import GuidanceError, QuestionError
from ingest.feed import FEED
from ingest.official.xml_file import MAX_BYTES

RETSINFORMATION = "https://www.retsinformation.dk"
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_OK, _NOT_MODIFIED, _PROXY_LOGIN, _TOO_MANY, _SERVER_FAULT = 200, 304, 407, 429, 500


class RetsinformationUnavailable(GuidanceError):
    """Nothing can be fetched now: no network, a proxy that refuses, or a server that asks us to wait."""


class DocumentUnavailable(GuidanceError):
    """This one document did not come; others may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSettings:
    """How to ask: where, how patiently, and how much.

    Times are in seconds, sizes in bytes. `sleep`, `jitter` (0 to 1) and `clock` (seconds
    since 1970) are the world's, and a test's own. `max_wait_s` is the longest we wait
    before trying again, also when the server asks for more.

    Raises:
        QuestionError: `base_url` is not https (http is for this machine only), or carries more than a host.
    """

    base_url: str = RETSINFORMATION
    timeout_s: float = 30.0
    # A document that trickles in for longer is given up; the timeout above is between two pieces.
    deadline_s: float = 300.0
    pause_s: float = 1.0
    attempts: int = 4
    backoff_s: float = 2.0
    max_wait_s: float = 120.0
    max_bytes: int = MAX_BYTES
    # All documents of the manifest together fill below 20 MB.
    max_total_bytes: int = 200_000_000
    max_redirects: int = 3
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random
    clock: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        """Refuse an address to which nothing should be sent."""
        if not _is_base(self.base_url):
            raise QuestionError(
                f"PRAKTIK_RETSINFORMATION_URL={self.base_url[:80]!r} kan ikke bruges; skriv en https-adresse uden sti, "
                f"fx {RETSINFORMATION} (http kun til 127.0.0.1)."
            )

    @property
    def host(self) -> str:
        """The name of the server, for messages."""
        return urlsplit(self.base_url).hostname or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server answered: 200 with content, or 304 without, and what to say next time."""

    status: int
    content: bytes = b""
    etag: str = ""
    last_modified: str = ""


class Retsinformation:
    """A connection to the server; close it, or use it as a context manager."""

    def __init__(self, settings: ClientSettings) -> None:
        """Prepare to ask; nothing is sent yet.

        Raises:
            RetsinformationUnavailable: the machine's proxy or certificate settings cannot be used.
        """
        self._settings = settings
        self._client = _client(settings)
        self._rested = True
        self._received = 0

    def __enter__(self) -> Self:
        """The connection itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the connection."""
        self._client.close()

    def get(self, path: str, *, etag: str = "", last_modified: str = "") -> Reply:
        """The document at `path`; with `etag` or `last_modified` from last time, only if it has changed.

        Raises:
            DocumentUnavailable: it does not exist, is refused, too large, cut off or too slow.
            RetsinformationUnavailable: no document can be fetched now.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        for attempt in range(1, self._settings.attempts):
            try:
                return self._once(path, headers)
            except _TryAgainError as again:
                self._wait(again, attempt)
        try:
            return self._once(path, headers)
        except _TryAgainError as again:
            raise again.final from again

    def _once(self, path: str, headers: Mapping[str, str]) -> Reply:
        """One request, with the redirects that it leads to."""
        url = httpx.URL(self._settings.base_url).join(path)
        for _ in range(self._settings.max_redirects + 1):
            self._pause()
            answer = self._ask(url, headers)
            if isinstance(answer, Reply):
                return answer
            url = self._same_host(answer)
        raise DocumentUnavailable(f"{self._settings.host} viderestiller for mange gange; prøv igen senere.")

    def _ask(self, url: httpx.URL, headers: Mapping[str, str]) -> Reply | httpx.URL:
        """The answer to one request: a reply, or the address that it points to."""
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                if response.has_redirect_location:
                    return url.join(response.headers["Location"])
                return self._reply(response, conditional=bool(headers))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _ours(error, self._settings) from error

    def _reply(self, response: httpx.Response, *, conditional: bool) -> Reply:
        status = response.status_code
        if status == _OK:
            return _reply_of(response, self._read(response))
        if status == _NOT_MODIFIED and conditional:
            return _reply_of(response, b"")
        raise _refusal(response, self._settings)

    def _read(self, response: httpx.Response) -> bytes:
        """The body, given up as soon as it is or claims to be too large, or takes too long."""
        settings, begun, content = self._settings, time.monotonic(), bytearray()
        claimed = response.headers.get("Content-Length", "")
        self._check_size(int(claimed) if claimed.isdecimal() else 0)
        for chunk in response.iter_bytes():
            content += chunk
            self._check_size(len(content))
            if time.monotonic() - begun > settings.deadline_s:
                raise httpx.ReadTimeout("slower than the deadline", request=response.request)
        self._received += len(content)
        return bytes(content)

    def _check_size(self, size: int) -> None:
        if size > self._settings.max_bytes:
            limit = self._settings.max_bytes
            raise DocumentUnavailable(f"svaret er større end {limit} bytes og er ikke hentet; en lov er mindre.")
        if self._received + size > self._settings.max_total_bytes:
            raise RetsinformationUnavailable(
                f"Der er hentet over {self._settings.max_total_bytes} bytes på én gang, mere end alle dokumenterne "
                f"fylder; se, hvad {self._settings.host} svarer, før du prøver igen."
            )

    def _same_host(self, url: httpx.URL) -> httpx.URL:
        base = httpx.URL(self._settings.base_url)
        if (url.scheme, url.host, url.port) != (base.scheme, base.host, base.port):
            raise DocumentUnavailable(
                f"{self._settings.host} viderestiller til en anden server ({url.scheme}://{url.netloc.decode()[:80]}); "
                "intet er hentet."
            )
        return url

    def _pause(self) -> None:
        """Leave time between two requests, unless we have just waited."""
        if not self._rested:
            self._settings.sleep(self._settings.pause_s)
        self._rested = False

    def _wait(self, again: "_TryAgainError", attempt: int) -> None:
        """Wait twice as long after each attempt, with jitter, and at least as long as the server asks."""
        settings = self._settings
        if again.retry_after > settings.max_wait_s:
            raise RetsinformationUnavailable(
                f"{settings.host} beder os vente {again.retry_after:.0f} sekunder; prøv igen til den tid. "
                "Det, der er hentet, er gemt."
            ) from again
        # Half to the whole of the step, so that several machines do not come back at once.
        backoff = settings.backoff_s * 2 ** (attempt - 1) * (0.5 + settings.jitter() / 2)
        settings.sleep(max(again.retry_after, min(backoff, settings.max_wait_s), settings.pause_s))
        self._rested = True


def download_feed(settings: ClientSettings) -> bytes:
    """The change feed as it comes; `ingest.feed.read_feed` reads it.

    Raises:
        DocumentUnavailable: the feed is not there, too large, cut off or too slow.
        RetsinformationUnavailable: nothing can be fetched now.
    """
    with Retsinformation(settings) as server:
        return server.get(FEED).content


class _TryAgainError(Exception):
    """The server is busy or slow: wait `retry_after` seconds if it said so; `final` is what to say at last."""

    def __init__(self, final: GuidanceError, retry_after: float = 0.0) -> None:
        super().__init__(str(final))
        self.final = final
        self.retry_after = retry_after


def _client(settings: ClientSettings) -> httpx.Client:
    headers = {
        "User-Agent": f"Praktikvejleder/{_version()} (vejledning om virksomhedspraktik; henter lovtekster)",
        "Accept": "application/xml, text/xml;q=0.9, application/atom+xml;q=0.9",
        # Uncompressed, so that what is counted is what is sent; an act is below 1 MB.
        "Accept-Encoding": "identity",
    }
    # One connection: never two requests at once. The proxy is the machine's own (HTTPS_PROXY, NO_PROXY).
    limits = httpx.Limits(max_connections=1)
    try:
        return httpx.Client(headers=headers, timeout=settings.timeout_s, limits=limits, follow_redirects=False)
    # A proxy address that is none, a kind of proxy that is not installed, a certificate file that is not there.
    except (ValueError, ImportError, OSError, httpx.InvalidURL) as exc:
        raise RetsinformationUnavailable(
            "Maskinens indstillinger for proxy eller certifikater kan ikke bruges; ret HTTPS_PROXY, ALL_PROXY eller "
            "SSL_CERT_FILE."
        ) from exc


def _version() -> str:
    try:
        return version("praktikvejleder")
    except PackageNotFoundError:
        return "0"


def _is_base(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    bare = not (parts.username or parts.password or parts.query or parts.fragment) and parts.path in ("", "/")
    return bool(host) and bare and (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK))


def _reply_of(response: httpx.Response, content: bytes) -> Reply:
    headers = response.headers
    return Reply(
        status=response.status_code,
        content=content,
        etag=_kept(headers.get("ETag", "")),
        last_modified=_kept(headers.get("Last-Modified", "")),
    )


def _kept(header: str) -> str:
    """The header if it can be sent back as it is, else nothing."""
    return header if len(header) <= 500 and header.isascii() and header.isprintable() else ""


# What the server says no with -> the same in Danish, with what to do.
_REFUSALS = {
    403: "adgang nægtet (403); prøv igen senere, eller hent filen i en browser",
    404: "findes ikke på Retsinformation (404)",
    410: "findes ikke længere på Retsinformation (410)",
}


def _refusal(response: httpx.Response, settings: ClientSettings) -> Exception:
    status = response.status_code
    if status == _PROXY_LOGIN:
        return RetsinformationUnavailable(f"Proxyen kræver, at man logger ind ({status}); {_PROXY}")
    if status == _TOO_MANY or status >= _SERVER_FAULT:
        final = DocumentUnavailable(f"serveren er optaget eller har en fejl ({status}); prøv igen senere.")
        return _TryAgainError(final, _retry_after(response.headers.get("Retry-After", ""), settings.clock()))
    return DocumentUnavailable(f"{_REFUSALS.get(status, f'uventet svar ({status})')}.")


def _retry_after(header: str, now: float) -> float:
    """The seconds to wait, from a number or a date; 0 if the header says nothing that can be read.

    >>> _retry_after("7", 0.0), _retry_after("Thu, 01 Jan 1970 00:01:30 GMT", 30.0), _retry_after("snart", 0.0)
    (7.0, 60.0, 0.0)
    """
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - now)
    except (ValueError, OverflowError):
        return 0.0


_BROWSER = "eller hent filerne i en browser og læs dem ind fra en mappe."
_PROXY = f"sæt HTTPS_PROXY til netværkets proxy, {_BROWSER}"


def _ours(error: httpx.HTTPError | httpx.InvalidURL, settings: ClientSettings) -> Exception:
    """The error as ours: no connection stops everything, a slow answer is tried again, a broken one is told."""
    host = settings.host
    match error:
        case httpx.ProxyError():
            return RetsinformationUnavailable(f"Proxyen slipper os ikke igennem til {host}; {_PROXY}")
        case httpx.ConnectTimeout():
            return _TryAgainError(RetsinformationUnavailable(_no_connection(error, host)))
        case httpx.ConnectError():
            return RetsinformationUnavailable(_no_connection(error, host))
        case httpx.TimeoutException():
            return _TryAgainError(DocumentUnavailable(f"{host} svarer for langsomt; prøv igen senere."))
        case httpx.RemoteProtocolError() | httpx.NetworkError():
            return DocumentUnavailable("svaret blev afbrudt, før det var helt; prøv igen.")
        case httpx.DecodingError():
            return DocumentUnavailable("svaret kan ikke pakkes ud; prøv igen.")
        case httpx.InvalidURL():
            return DocumentUnavailable(f"{host} viderestiller til en ugyldig adresse; intet er hentet.")
        case _:
            return DocumentUnavailable(f"forespørgslen mislykkedes ({type(error).__name__}); prøv igen.")


def _no_connection(error: Exception, host: str) -> str:
    if "CERTIFICATE" in str(error).upper():
        return (
            f"Certifikatet fra {host} kan ikke bekræftes; sæt SSL_CERT_FILE til netværkets rodcertifikater, {_BROWSER}"
        )
    return f"Der er ingen forbindelse til {host}; kontrollér netværket, {_PROXY}"
