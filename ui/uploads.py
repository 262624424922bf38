"""The text of a file that a user has chosen: txt, docx or pdf."""

from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError

from corpus.errors import CorpusError, QuestionError
from ingest.extract import Limits, read_pages

KINDS = ("txt", "docx", "pdf")
# A decision is a few pages; more is another document, chosen by mistake.
_LIMITS = Limits(file_bytes=5_000_000, pages=50, chars=200_000)


def text_of(name: str, content: bytes) -> str:
    """The text of the file with its line breaks.

    Raises:
        QuestionError: too large, damaged, encrypted, or of a kind that cannot be read.
    """
    if len(content) > _LIMITS.file_bytes:
        raise QuestionError(f"{name} er større end 5 MB; vælg selve afgørelsen.")
    if PurePath(name).suffix.lower() == ".docx":
        return _word(name, content)
    try:
        pages = read_pages(content, name, limits=_LIMITS)
    except CorpusError as exc:
        raise QuestionError(str(exc)) from exc
    return "\n".join(line for page in pages for line in page.lines)


def _word(name: str, content: bytes) -> str:
    try:
        document = Document(BytesIO(content))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as exc:
        raise QuestionError(f"{name} kan ikke læses som et Word-dokument; gem det igen som .docx eller .pdf.") from exc
    return "\n".join(paragraph.text for paragraph in document.paragraphs)
