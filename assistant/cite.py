"""The verifier: what stands between a draft and the screen.

A claim is a sentence with its support: the finding it reports, or the quotations it
rests on. `verify` lets a claim through only if every quotation stands word for word in
its source, every reference exists in the version in force on the day, and every number
and date in the sentence is supported. It repairs nothing: what fails is dropped, with
its reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.case import CaseFacts
from assistant.finding import Finding, Verdict
from corpus.dates import stated_dates
from corpus.english import DANISH, Phrasebook
from corpus.passage import Passage, Source
from corpus.provisions import Law, Status
from corpus.quantities import stated_numbers
from corpus.reference import LawRef, find


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A stretch of a passage: offsets into the canonical text of its source."""

    passage: Passage
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence of the draft and what it rests on.

    `finding` is set where the sentence reports a rule; `quotes` hold the provisions or
    the report behind it. `part` says where in the answer it belongs.
    """

    text: str
    part: str
    quotes: tuple[Quote, ...] = ()
    finding: Finding | None = None
    show_quote: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A claim that did not pass, and why (for the log and the evals, never for the screen)."""

    claim: Claim
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What claims are verified against: the sources, the law, the case and the day.

    `phrasebook` is the language of the claims; what they rest on is Danish.
    """

    sources: Mapping[str, Source]
    law: Law
    case: CaseFacts
    on: date
    phrasebook: Phrasebook = DANISH


def whole(passage: Passage) -> Quote:
    """The quotation that is the whole passage."""
    return Quote(passage=passage, start=passage.start, end=passage.end, text=passage.text)


def verify(claims: Iterable[Claim], evidence: Evidence) -> tuple[tuple[Claim, ...], tuple[Dropped, ...]]:
    """The claims that hold, in order, and the ones that do not."""
    kept: list[Claim] = []
    dropped: list[Dropped] = []
    for claim in claims:
        reason = objection(claim, evidence)
        if reason:
            dropped.append(Dropped(claim=claim, reason=reason))
        else:
            kept.append(claim)
    return tuple(kept), tuple(dropped)


def objection(claim: Claim, evidence: Evidence) -> str:
    """Why the claim may not be shown; "" if it may."""
    checks = (_no_support, _quote_objection, _reference_objection, _date_objection, _number_objection)
    return next((reason for check in checks if (reason := check(claim, evidence))), "")


def _no_support(claim: Claim, _: Evidence) -> str:
    """A rule that is not in force has no provision to quote; everything else must have one."""
    found = claim.finding
    silent = found is not None and found.verdict is Verdict.NOT_IN_FORCE and not found.references
    return "" if claim.quotes or silent else "no quotation supports it"


def _quote_objection(claim: Claim, evidence: Evidence) -> str:
    for quote in claim.quotes:
        source = evidence.sources.get(quote.passage.source)
        if source is None or source.text[quote.start : quote.end] != quote.text or not quote.text.strip():
            return f"the quotation {quote.text[:60]!r} does not stand in {quote.passage.source}"
        if not quote.passage.in_force(evidence.on):
            return f"{quote.passage.id} is not in force on {evidence.on}"
    return ""


def _reference_objection(claim: Claim, evidence: Evidence) -> str:
    refs = {quote.passage.reference for quote in claim.quotes if quote.passage.reference}
    refs |= set(claim.finding.references) if claim.finding else set()
    refs |= {mention.ref for mention in find(claim.text) if mention.ref.act and not claim.show_quote}
    return next((f"{ref} is not in force on {evidence.on}" for ref in sorted(refs) if not _exists(ref, evidence)), "")


def _exists(ref: LawRef, evidence: Evidence) -> bool:
    return evidence.law.lookup(ref.without_pkt(), evidence.on).status is Status.EXISTS


def _date_objection(claim: Claim, evidence: Evidence) -> str:
    if claim.show_quote:
        return ""
    case = evidence.case
    known = {evidence.on, case.start, case.end, case.benefit_until, case.planned_end}
    known |= {claim.finding.latest_end, claim.finding.later_end} if claim.finding else set()
    known |= {day for quote in claim.quotes for day in stated_dates(quote.text)}
    unknown = evidence.phrasebook.dates_in(claim.text) - known
    return f"the date {min(unknown)} has no support" if unknown else ""


def _number_objection(claim: Claim, evidence: Evidence) -> str:
    if claim.show_quote:
        return ""
    supported = {n for quote in claim.quotes for n in stated_numbers(quote.text)}
    supported |= case_numbers(evidence.case)
    supported |= set(claim.finding.computed) if claim.finding else set()
    unknown = evidence.phrasebook.numbers_in(claim.text) - supported
    return f"the number {min(unknown)} has no support" if unknown else ""


def case_numbers(case: CaseFacts) -> frozenset[Decimal]:
    """Every number among the facts of the case (a bool is not a number)."""
    values = case.known().values()
    return frozenset(Decimal(v) for v in values if isinstance(v, int | Decimal) and not isinstance(v, bool))
