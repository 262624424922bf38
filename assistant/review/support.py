"""What stands behind each remark: quotations of the law and of Ankestyrelsen's report, verified before shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.cite import Claim, Evidence, Quote, objection
from assistant.compose import Library
from assistant.finding import Finding
from assistant.knowledge import Knowledge
from assistant.review.fit import Grounds
from assistant.review.requirements import Draft, provisions_of
from corpus.audience import Report
from corpus.reference import LawRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Supported:
    """A remark that may be shown, with its references and quotations."""

    draft: Draft
    references: tuple[LawRef, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What may be quoted that day."""

    knowledge: Knowledge
    library: Library
    grounds: Grounds

    def remarks(self, drafts: Iterable[Draft]) -> tuple[Supported, ...]:
        """The remarks that the verifier lets through, in order."""
        prepared = (self._prepared(draft) for draft in drafts)
        return tuple(remark for remark in prepared if self._holds(remark))

    def findings(self, found: Sequence[Finding]) -> tuple[tuple[Finding, tuple[Quote, ...]], ...]:
        """The findings whose sentence the verifier lets through, with what they rest on."""
        quoted = ((finding, self._quotes(finding.references)) for finding in found)
        return tuple(
            (finding, quotes) for finding, quotes in quoted if not self._objection(finding.reason, quotes, finding)
        )

    def reports(self, codes: Iterable[str]) -> tuple[Quote, ...]:
        """What Ankestyrelsen's report says of decisions with these codes, word for word."""
        wanted = set(codes)
        rows = (row for row in self.grounds.audiences.reports if wanted & set(row.codes))
        quotes = (quote for row in rows for quote in self._report(row))
        return tuple(quote for quote in quotes if not self._objection("", (quote,), None))

    def _prepared(self, draft: Draft) -> Supported:
        refs = tuple(ref for point in draft.points for ref in provisions_of(point, self.grounds))
        refs += draft.finding.references if draft.finding else ()
        quotes = self._quotes(refs) + self.reports((draft.code,))
        return Supported(draft=draft, references=tuple(dict.fromkeys(refs)), quotes=tuple(dict.fromkeys(quotes)))

    def _holds(self, remark: Supported) -> bool:
        return not self._objection(remark.draft.text, remark.quotes, remark.draft.finding)

    def _objection(self, text: str, quotes: tuple[Quote, ...], finding: Finding | None) -> str:
        claim = Claim(text=text, part="rule", quotes=quotes, finding=finding)
        return objection(claim, self._evidence())

    def _evidence(self) -> Evidence:
        grounds = self.grounds
        return Evidence(sources=self.knowledge.store.sources, law=grounds.law, case=grounds.case, on=grounds.on)

    def _quotes(self, refs: Iterable[LawRef]) -> tuple[Quote, ...]:
        return tuple(quote for ref in refs for quote in self.library.quotes_for(ref))

    def _report(self, row: Report) -> tuple[Quote, ...]:
        """The quotation where it stands; none if the report describes the law under other numbers than that day's."""
        source = self.knowledge.store.sources.get(row.source)
        law, on = self.grounds.law, self.grounds.on
        described = law.version("LAB", source.law_as_of) if source and source.law_as_of else None
        now = law.version("LAB", on)
        if described and now and described.numbering != now.numbering:
            return ()
        passages = (p for p in self.knowledge.store.passages.values() if p.source == row.source)
        found = next((p for p in passages if row.quote in p.text), None)
        if found is None:
            return ()
        start = found.start + found.text.index(row.quote)
        return (Quote(passage=found, start=start, end=start + len(row.quote), text=row.quote),)
