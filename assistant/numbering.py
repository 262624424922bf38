"""Citations numbered in the order in which an answer or a review first uses them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from assistant.answer import Citation
from assistant.cite import Quote
from corpus.passage import Source


@dataclass(slots=True)
class Citations:
    """Numbers quotations in the order in which they are first used.

    `on` is the day whose law is quoted from now on, where it is not that of the whole answer.
    """

    sources: Mapping[str, Source]
    on: date | None = None
    rows: dict[tuple[str, int, int], Citation] = field(default_factory=dict)

    def markers(self, quotes: Iterable[Quote]) -> tuple[int, ...]:
        """The numbers of the quotations, without repeats."""
        return tuple(dict.fromkeys(self._number(quote) for quote in quotes))

    def all(self) -> tuple[Citation, ...]:
        """Every citation used, by its number."""
        return tuple(self.rows.values())

    def _number(self, quote: Quote) -> int:
        key = (quote.passage.source, quote.start, quote.end)
        if key not in self.rows:
            self.rows[key] = self._citation(len(self.rows) + 1, quote)
        return self.rows[key].marker

    def _citation(self, marker: int, quote: Quote) -> Citation:
        passage, source = quote.passage, self.sources[quote.passage.source]
        return Citation(
            marker=marker,
            reference=str(passage.reference) if passage.reference else None,
            source=passage.source,
            title=source.title,
            locator=passage.locator,
            quote=quote.text,
            start=quote.start,
            end=quote.end,
            authority=passage.authority,
            wording=passage.wording,
            url=source.url,
            on=self.on,
        )
