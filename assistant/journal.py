"""The note for the case file: what was asked, what was found and on which law, as Markdown and as a Word document.

It repeats what has been verified and adds nothing; that it is guidance and not a decision stands at its top.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Literal

from docx import Document

from assistant.answer import Answer, Citation, FindingOut
from assistant.catalogue.names import VERDICTS
from assistant.guard import guard
from assistant.texts import AUTHORITIES
from corpus.dates import danish_date

TITLE = "Notat: vejledning om virksomhedspraktik"
GUIDANCE = "AI-understøttet vejledning, ikke en afgørelse. Sagsbehandleren har ansvaret for vurderingen."
_MARKDOWN = str.maketrans({c: f"\\{c}" for c in "\\`*_<>|#[]"})
_Kind = Literal["title", "heading", "text", "item", "quote"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One turn of the conversation: the question as written, and its answer."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph of the note."""

    kind: _Kind
    text: str


def journal_note(turns: Sequence[Asked], facts: Mapping[str, str], at: datetime) -> tuple[Line, ...]:
    """The note on the turns, made at `at`; `facts` are those of the case in words, label to value.

    Personal data are taken out of the questions.
    """
    return tuple(_lines(turns, facts, at))


def as_markdown(note: Sequence[Line]) -> str:
    """The note as Markdown, in which nothing that was quoted is obeyed."""
    before = {"title": "# ", "heading": "## ", "text": "", "item": "- ", "quote": "> "}
    parts = []
    for line, following in zip(note, [*note[1:], None], strict=True):
        together = line.kind == "item" and following is not None and following.kind == "item"
        parts.append(before[line.kind] + line.text.translate(_MARKDOWN) + ("\n" if together else "\n\n"))
    return "".join(parts).rstrip() + "\n"


def as_plain(question: str, answer: Answer) -> str:
    """One turn as plain text with its references, for a letter or a mail."""
    text = answer.text.replace("**", "")
    where = [f"[{one.marker}] {one.reference or f'{one.title}, {one.locator}'}" for one in answer.citations]
    day = f"Gældende ret pr. {danish_date(answer.on)}. {GUIDANCE}"
    return "\n\n".join(part for part in (question, text, "\n".join(where), day) if part)


def as_docx(note: Sequence[Line]) -> bytes:
    """The note as a Word document."""
    document = Document()
    styles = {
        "title": "Title",
        "heading": "Heading 1",
        "text": "Normal",
        "item": "List Bullet",
        "quote": "Intense Quote",
    }
    for line in note:
        document.add_paragraph(line.text, style=styles[line.kind])
    document.core_properties.title = TITLE
    document.core_properties.author = "Praktikvejleder"
    document.core_properties.language = "da-DK"
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _lines(turns: Sequence[Asked], facts: Mapping[str, str], at: datetime) -> Iterator[Line]:
    yield Line(kind="title", text=TITLE)
    yield Line(kind="text", text=GUIDANCE)
    yield Line(kind="text", text=f"Dannet den {danish_date(at.date())} kl. {at:%H.%M}.")
    if facts:
        yield Line(kind="heading", text="Oplysninger om sagen")
        yield from (Line(kind="item", text=f"{label}: {value}") for label, value in facts.items())
    for turn in turns:
        yield Line(kind="heading", text=f"Spørgsmål: {guard(turn.question).text}")
        yield from _answer(turn.answer)


def _answer(answer: Answer) -> Iterator[Line]:
    if answer.status == "declined":
        yield Line(kind="text", text=answer.text)
        return
    yield Line(kind="text", text=f"Gældende ret pr. {danish_date(answer.on)}.")
    yield from (line for finding in answer.findings for line in _finding(finding))
    yield from (line for citation in answer.citations for line in _citation(citation))
    for law in answer.law:
        kind = "ordlyd" if law.wording == "ordlyd" else "gengivet med egne ord"
        text = f"{law.act}: {law.version}, {kind}, kontrolleret den {danish_date(law.checked_on)}"
        yield Line(kind="item", text=text)
    yield from (Line(kind="item", text=f"Bemærk: {notice}") for notice in answer.notices)


def _finding(finding: FindingOut) -> Iterator[Line]:
    references = f" ({'; '.join(finding.references)})" if finding.references else ""
    yield Line(kind="item", text=f"{VERDICTS[finding.verdict]} – {finding.title}: {finding.reason}{references}")
    yield from (Line(kind="item", text=f"Skal afvejes: {item}") for item in finding.weigh)


def _citation(citation: Citation) -> Iterator[Line]:
    where = citation.reference or f"{citation.title}, {citation.locator}"
    yield Line(kind="text", text=f"[{citation.marker}] {AUTHORITIES[citation.authority]}: {where} ({citation.wording})")
    yield Line(kind="quote", text=" ".join(citation.quote.split()))
