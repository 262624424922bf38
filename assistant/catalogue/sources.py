"""The sources to be browsed: what they are, when they were in force, and their sections."""

from collections.abc import Iterable
from datetime import date
from itertools import zip_longest

from pydantic import BaseModel, ConfigDict

from assistant.answer import Citation
from assistant.catalogue.rules import ProvisionOut
from assistant.knowledge import Knowledge
from corpus.passage import Authority, Passage, Wording
from corpus.reference import LawRef, parse


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceOut(_Frozen):
    """A document, or one version of an act with the half-open period in which it was in force."""

    id: str
    title: str
    publisher: str
    authority: Authority
    wording: Wording
    issued: date | None
    url: str | None
    in_force_from: date | None
    in_force_until: date | None
    checked_on: date | None
    passages: int


class SectionOut(_Frozen):
    """A piece of a source: `source.text[start:end] == text`."""

    locator: str
    headings: tuple[str, ...]
    reference: str | None
    text: str
    start: int
    end: int


def sources_out(knowledge: Knowledge) -> tuple[SourceOut, ...]:
    """Every source, the strongest authority first, then by name and day."""
    counts: dict[str, int] = {}
    for passage in knowledge.store.passages.values():
        counts[passage.source] = counts.get(passage.source, 0) + 1
    found = [_source(id_, counts.get(id_, 0), knowledge) for id_ in knowledge.store.sources]
    return tuple(sorted(found, key=lambda s: (s.authority.rank, s.publisher, s.in_force_from or date.min, s.id)))


def _source(id_: str, passages: int, knowledge: Knowledge) -> SourceOut:
    source, version = knowledge.store.sources[id_], knowledge.law.version_by_id(id_)
    return SourceOut(
        id=id_,
        title=source.title,
        publisher=source.publisher,
        authority=source.authority,
        wording=source.wording,
        issued=source.issued,
        url=source.url,
        in_force_from=version.in_force_from if version else None,
        in_force_until=version.in_force_until if version else None,
        checked_on=version.checked_on if version else None,
        passages=passages,
    )


def sections_out(source_id: str, knowledge: Knowledge) -> tuple[SectionOut, ...]:
    """The pieces of a source in the order of its text."""
    own = [passage for passage in knowledge.store.passages.values() if passage.source == source_id]
    return tuple(_section(passage) for passage in sorted(own, key=lambda passage: (passage.start, passage.end)))


def _section(passage: Passage) -> SectionOut:
    return SectionOut(
        locator=passage.locator,
        headings=passage.headings,
        reference=str(passage.reference) if passage.reference else None,
        text=passage.text,
        start=passage.start,
        end=passage.end,
    )


def provisions_out(ref: LawRef, knowledge: Knowledge, on: date) -> tuple[ProvisionOut, ...]:
    """The provision on that day, or its parts where only they have a text; empty where there is none."""
    return tuple(_provision(passage) for passage in knowledge.store.by_reference(ref, on) if passage.reference)


def typical_questions(references: Iterable[str], knowledge: Knowledge, on: date) -> tuple[str, ...]:
    """What is typically asked of these provisions on that day: one question of each in turn, until none is left."""
    found = [passage.questions for name in references for passage in knowledge.store.by_reference(parse(name), on)]
    rounds = zip_longest(*found)
    return tuple(dict.fromkeys(question for asked in rounds for question in asked if question))


def _provision(passage: Passage) -> ProvisionOut:
    return ProvisionOut(
        reference=str(passage.reference),
        text=passage.text,
        wording=passage.wording,
        source=passage.source,
        start=passage.start,
        end=passage.end,
    )


def surroundings(citation: Citation, text: str, chars: int) -> tuple[str, str]:
    """What stands before and after a quotation in its source, whole words, at most so many characters each."""
    before = text[max(0, citation.start - chars) : citation.start]
    after = text[citation.end : citation.end + chars]
    begins = before if citation.start <= chars else before.partition(" ")[2]
    ends = after if citation.end + chars >= len(text) else after.rpartition(" ")[0]
    return begins, ends
