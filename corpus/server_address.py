"""The address of a server as a setting gives it; apart from the server, so that settings load no client."""

from urllib.parse import urlsplit

from corpus.errors import QuestionError


def checked_url(url: str) -> str:
    """The address of a server, without a path.

    Raises:
        QuestionError: it is not http(s)://host[:port].

    >>> checked_url("http://127.0.0.1:8000/")
    'http://127.0.0.1:8000'
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    beyond = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in ("http", "https") or not parts.hostname or beyond:
        # The address itself is not repeated: it may hold a password.
        raise QuestionError("PRAKTIK_CHROMA_URL er ikke en serveradresse; skriv den som http://127.0.0.1:8000.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")
