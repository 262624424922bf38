"""The note for the case file holds what was asked and found, on which law, and that it is no decision."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document

from assistant.journal import Asked, Line, as_docx, as_markdown, journal_note
from assistant.service import Assistant

NOW = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
QUESTION = "Borgeren 010190-1234 er på dagpenge og begynder den 1. december 2026. Kan hun være der i 6 uger?"


@pytest.fixture(scope="module")
def note(assistant: Assistant) -> tuple[Line, ...]:
    conversation = assistant.conversation(on=NOW)
    answer = conversation.ask(QUESTION)
    return journal_note([Asked(question=QUESTION, answer=answer)], assistant.describe(conversation.case, NOW), AT)


def test_note_holds_question_facts_findings_quotations_and_law(note: tuple[Line, ...]) -> None:
    text = as_markdown(note)
    assert "AI-understøttet vejledning, ikke en afgørelse" in text
    assert "Dannet den 20. november 2026 kl. 14.05." in text
    assert "- Målgruppe: dagpengemodtager" in text
    assert "Ikke opfyldt – Højeste varighed: 6 uger er for længe" in text
    assert "LAB § 61, stk. 1, nr. 1" in text
    assert "LAB: LBK nr. 280 af 01/03/2024, gengivet med egne ord, kontrolleret den 20. november 2026" in text


def test_note_holds_no_cpr_number(note: tuple[Line, ...]) -> None:
    assert "1234" not in as_markdown(note)


def test_word_document_says_the_same(note: tuple[Line, ...]) -> None:
    document = Document(BytesIO(as_docx(note)))
    assert [paragraph.text for paragraph in document.paragraphs] == [line.text for line in note]
    assert document.core_properties.language == "da-DK"


def test_declined_question_is_noted_as_declined(assistant: Assistant) -> None:
    question = "Hvad er satsen for kontanthjælp?"
    answer = assistant.conversation(on=NOW).ask(question)
    note = journal_note([Asked(question=question, answer=answer)], {}, AT)
    assert note[-1].text == answer.text
    assert "Oplysninger om sagen" not in as_markdown(note)


def test_markdown_in_a_question_is_shown_and_not_obeyed(assistant: Assistant) -> None:
    question = "Må en dagpengemodtager <b>være</b> der i 4 uger? # Overskrift"
    answer = assistant.conversation(on=NOW).ask(question)
    text = as_markdown(journal_note([Asked(question=question, answer=answer)], {}, AT))
    assert "\\<b\\>være\\</b\\>" in text
    assert "\n# Overskrift" not in text
