"""Any file with an official text, read by what is in it and not by what it is called."""

from pathlib import Path

from corpus.act_text import ActText
from corpus.errors import CorpusError
from ingest.official.json_form import read_json
from ingest.official.lexdania import read_lexdania
from ingest.official.pdf_form import read_pdf

# A PDF of an act with pictures is the largest; more is never read into memory.
MAX_BYTES = 50_000_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_official(path: Path) -> ActText:
    """The act in a file: LexDania XML, the JSON form or a PDF.

    Raises:
        CorpusError: The file cannot be opened, is too large, is none of these, or is damaged.
    """
    return read_content(_content(path), path.name)


def read_content(content: bytes, name: str) -> ActText:
    """The act in those bytes; `name` is shown in errors.

    Raises:
        CorpusError: It is too large, is none of the known forms, or is damaged.
    """
    start = content.removeprefix(_BYTE_ORDER_MARK)[:1024].lstrip()
    if not start:
        raise CorpusError(f"{name}: filen er tom; hent den igen.")
    if start.startswith(b"%PDF-"):
        return read_pdf(content, name)
    if start.startswith(b"{"):
        return read_json(content, name)
    if start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return read_lexdania(content, name)
    raise CorpusError(
        f"{name}: filen er hverken LexDania-XML, JSON eller PDF; hent loven fra Retsinformation i en af de former."
    )


def _content(path: Path) -> bytes:
    """The file's bytes; no more than the limit is read, whatever the file claims to hold."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as exc:
        raise CorpusError(
            f"{path.name}: filen kan ikke åbnes ({exc.strerror}); kontrollér sti og rettigheder."
        ) from exc
    if len(content) > MAX_BYTES:
        raise CorpusError(f"{path.name}: filen er større end {MAX_BYTES} bytes; en lov er mindre, så hent den igen.")
    return content
