"""What the model is given to word: the verified claims of an answer under opaque ids.

F1, F2 … are sentences that report a rule; P1, P2 … are the passages behind them or, where no
rule answers, the quotations that do. Nothing else of the answer can be reworded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.cite import Claim, Quote
from assistant.finding import Finding, Verdict
from assistant.render import Block
from corpus.passage import Source
from corpus.reference import LawRef

WORDED_PARTS = frozenset({"verdict", "rule", "date"})
# What must not be lost, however the answer is worded.
_IMPORTANT = frozenset({Verdict.BREACHED, Verdict.NEEDS_ASSESSMENT, Verdict.MISSING_FACT})
# A model reads no further than this; longer passages are cut at a sentence by who shows them.
MAX_PASSAGES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence of the verified answer that reports a rule; `block` and `place` say where it stands."""

    id: str
    block: int
    place: int
    claim: Claim
    finding: Finding

    @property
    def important(self) -> bool:
        """True if the answer may not be shown without it."""
        return self.claim.part == "verdict" or self.finding.verdict in _IMPORTANT

    @property
    def references(self) -> tuple[LawRef, ...]:
        """The provisions that may be named in a sentence on it."""
        quoted = (quote.passage.reference for quote in self.claim.quotes)
        return tuple(dict.fromkeys([*self.finding.references, *(ref for ref in quoted if ref)]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A passage that may be quoted; `quote` is the stretch that the answer quotes."""

    id: str
    block: int
    quote: Quote
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that a draft may rest on."""

    told: tuple[Told, ...] = ()
    shown: tuple[Shown, ...] = ()

    def __bool__(self) -> bool:
        """True if there is anything to word."""
        return bool(self.told or self.shown)

    def told_by(self, ids: Iterable[str]) -> tuple[Told, ...]:
        """The findings among the ids."""
        wanted = set(ids)
        return tuple(one for one in self.told if one.id in wanted)

    def shown_by(self, key: str) -> Shown | None:
        """The passage with the id; None where there is none."""
        return next((one for one in self.shown if one.id == key), None)

    @property
    def ids(self) -> frozenset[str]:
        """Every id there is."""
        return frozenset([*(one.id for one in self.told), *(one.id for one in self.shown)])


def material(blocks: Sequence[Block], sources: Mapping[str, Source]) -> Material:
    """The material of verified blocks."""
    told: list[Told] = []
    quotes: dict[tuple[str, int, int], tuple[int, Quote]] = {}
    for number, block in enumerate(blocks):
        for place, claim in enumerate(block.claims):
            if claim.finding is not None and claim.part in WORDED_PARTS:
                key = f"F{len(told) + 1}"
                told.append(Told(id=key, block=number, place=place, claim=claim, finding=claim.finding))
            for quote in claim.quotes:
                quotes.setdefault((quote.passage.source, quote.start, quote.end), (number, quote))
    shown = tuple(
        Shown(id=f"P{place}", block=number, quote=quote, source=sources[quote.passage.source])
        for place, (number, quote) in enumerate(list(quotes.values())[:MAX_PASSAGES], 1)
    )
    return Material(told=tuple(told), shown=shown)
