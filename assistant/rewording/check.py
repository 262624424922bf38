"""The checker of drafts: what a model has written is held against what it was given, claim by claim.

Nothing is repaired. A claim passes only if its ids are known, its quotations stand word for word,
its references belong to what it names and are in force, and it says the same as a whole stretch
of the finding (or, where no rule answers, of the quotation) that it rests on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.cite import Quote
from assistant.rewording.compare import same, sentences
from assistant.rewording.material import Material, Shown, Told
from assistant.rewording.meaning import meaning
from assistant.rewording.schema import DraftClaim, DraftQuotation, WordedDraft
from assistant.sentences import sentence_spans
from corpus.quantities import Language, stated_numbers
from corpus.reference import LawRef

# Everything else is Markdown, an address, a question or letters of another script.
_PLAIN = re.compile(r"[A-Za-zÆØÅæøåÉéÖöÜüÄä0-9 ,.;:()§%–\-'’/]+")
_ADDRESS = re.compile(r"www\.|https?:|\w\.(?:dk|com|org|net|eu|io)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A claim that holds: its text, the finding it words or the quotations that it rests on, and what it says."""

    text: str
    told: Told | None = None
    quotes: tuple[Quote, ...] = ()
    block: int = 0
    sentences: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A claim that does not hold, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The outcome of one draft; `lost` are the findings that it must tell and does not."""

    kept: tuple[Kept, ...] = ()
    refused: tuple[Refused, ...] = ()
    lost: tuple[Told, ...] = ()
    whole: frozenset[str] = field(default_factory=frozenset)

    @property
    def usable(self) -> bool:
        """True if there is something to show and nothing of weight is lost."""
        return bool(self.kept) and not self.lost

    @property
    def reasons(self) -> tuple[str, ...]:
        """What to tell the model, one line a fault."""
        faults = [f"»{one.text[:120]}«: {one.reason}" for one in self.refused]
        return (*faults, *(f"{one.id} mangler, eller noget af det mangler: {one.claim.text}" for one in self.lost))


def check_draft(draft: WordedDraft, given: Material, language: Language) -> Checked:
    """The claims of the draft that hold, and the ones that do not."""
    kept: list[Kept] = []
    refused: list[Refused] = []
    for claim in draft.claims:
        outcome = _checked(claim, given, language)
        if isinstance(outcome, Refused):
            refused.append(outcome)
        elif not any(_repeats(outcome, before) for before in kept):
            kept.append(outcome)
    whole = frozenset(one.id for one in given.told if _told_in_full(one, kept))
    lost = tuple(one for one in given.told if one.important and one.id not in whole)
    # What is told in part only would stand beside our own sentence, which tells it all.
    shown = tuple(one for one in kept if one.told is None or one.told.id in whole)
    return Checked(kept=shown, refused=tuple(refused), lost=lost, whole=whole)


def _repeats(one: Kept, before: Kept) -> bool:
    """True if the claim tells nothing that the other has not told."""
    if one.told is None:
        return one.text == before.text
    return before.told == one.told and one.sentences <= before.sentences


def _told_in_full(told: Told, kept: Sequence[Kept]) -> bool:
    said = frozenset().union(*(one.sentences for one in kept if one.told == told))
    return len(said) == len(sentences(told.claim.text))


def _checked(claim: DraftClaim, given: Material, language: Language) -> Kept | Refused:
    text = " ".join(claim.text.split())
    fault = _form_fault(text) or _id_fault(claim, given)
    if fault:
        return Refused(text=text, reason=fault)
    quotes, fault = _quotations(claim.quotations, claim.ids, given)
    if fault:
        return Refused(text=text, reason=fault)
    told = given.told_by(claim.ids)
    return _by_finding(text, told[0], language) if told else _by_quotation(text, quotes, language)


def _form_fault(text: str) -> str:
    if not text or not _PLAIN.fullmatch(text):
        return "skriv kun almindelig tekst uden Markdown, links, spørgsmål og særlige tegn"
    if _ADDRESS.search(text):
        return "skriv ingen netadresser"
    return ""


def _id_fault(claim: DraftClaim, given: Material) -> str:
    unknown = sorted({*claim.ids, *(quotation.id for quotation in claim.quotations)} - given.ids)
    if unknown:
        return f"{', '.join(unknown)[:60]} findes ikke i materialet"
    findings = {key for key in claim.ids if key.startswith("F")}
    if given.told and len(findings) != 1:
        return "nævn netop ét F-id; fund må hverken blandes eller forbigås"
    return "" if findings or claim.quotations else "angiv et citat, der støtter påstanden"


def _quotations(
    quotations: Sequence[DraftQuotation], ids: Sequence[str], given: Material
) -> tuple[tuple[tuple[Shown, Quote], ...], str]:
    """The quotations widened to whole sentences, or why one of them does not hold."""
    found: list[tuple[Shown, Quote]] = []
    for quotation in quotations:
        shown = given.shown_by(quotation.id)
        quote = _standing(quotation.text, shown.quote) if shown and quotation.id in ids else None
        if shown is None or quote is None:
            return (), f"citatet står ikke ordret i {quotation.id[:8]}, eller {quotation.id[:8]} mangler i ids"
        found.append((shown, quote))
    return tuple(found), ""


def _standing(text: str, within: Quote) -> Quote | None:
    """Where the words stand in the passage, widened to the sentences they stand in; line breaks count as spaces."""
    words = text.split()
    if not words:
        return None
    match = re.search(r"\s+".join(map(re.escape, words)), within.text)
    if match is None:
        return None
    spans = [span for span in sentence_spans(within.text) if span[0] < match.end() and match.start() < span[1]]
    first, last = spans[0][0], spans[-1][1]
    return replace(within, start=within.start + first, end=within.start + last, text=within.text[first:last])


def _by_finding(text: str, told: Told, language: Language) -> Kept | Refused:
    fault = _reference_fault(text, told, language)
    if fault:
        return Refused(text=text, reason=fault)
    match = same(text, told.claim.text, language)
    if match.reason:
        return Refused(text=text, reason=match.reason)
    return Kept(text=text, told=told, block=told.block, sentences=match.sentences)


def _by_quotation(text: str, quotes: Sequence[tuple[Shown, Quote]], language: Language) -> Kept | Refused:
    """A claim on what a source says; only where no rule answers, so that none can be spoken against."""
    reason = "angiv et citat, der støtter påstanden"
    for shown, quote in quotes:
        if meaning(text, language).references:
            return Refused(text=text, reason="skriv ingen paragraffer; de vises ved citatet")
        match = same(text, " ".join(quote.text.split()), language)
        if not match.reason:
            return Kept(text=text, quotes=(quote,), block=shown.block)
        reason = match.reason
    return Refused(text=text, reason=reason)


def _reference_fault(text: str, told: Told, language: Language) -> str:
    """Why the provisions named do not fit: not those of the finding, or not the ones that hold its numbers."""
    read = meaning(text, language)
    if read.unread:
        return "en paragraf kan ikke læses; skriv den som i materialet, eller lad den være"
    support = [ref for ref in told.references if any(_names(named, ref) for named in read.references)]
    if any(not any(_names(named, ref) for ref in told.references) for named in read.references):
        return "en paragraf hører ikke til fundet; lad paragraffer være, de vises ved sætningen"
    if not read.references or meaning(told.claim.text, language).references:
        return ""
    held = _numbers_of(told, support) | set(told.finding.computed)
    numbers = stated_numbers(text, language) & _numbers_of(told, told.references)
    return "" if numbers <= held else "tallet står ikke i den paragraf, der nævnes"


def _names(named: LawRef, ref: LawRef) -> bool:
    """True if the reference as written is the provision or what it stands in; the act may be left out."""
    return (replace(named, act=ref.act) if not named.act else named).contains(ref)


def _numbers_of(told: Told, refs: Sequence[LawRef]) -> frozenset[object]:
    texts: Iterator[str] = (
        quote.text
        for quote in told.claim.quotes
        if quote.passage.reference and any(_meet(ref, quote.passage.reference) for ref in refs)
    )
    return frozenset(number for text in texts for number in stated_numbers(text))


def _meet(one: LawRef, other: LawRef) -> bool:
    return one.contains(other) or other.contains(one)
