"""From findings and passages to a draft: the claims of an answer, each with its support.

Composition is deterministic. It decides what is said and in which order (the verdict
first); it never words the law itself: rule sentences come from the rulebook, everything
else is quoted.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.case import CaseFacts
from assistant.cite import Claim, Quote, whole
from assistant.finding import Finding, Verdict
from assistant.provisions.last_day import last_day_said
from assistant.sentences import MAX_QUOTE, best_stretch
from corpus.english import DANISH, Phrasebook
from corpus.passage import Passage, Source
from corpus.practice import Practice
from corpus.reference import LawRef

MAX_RULE_CLAIMS = 4
# About 120 words: what can be read at a glance.
MAX_FIRST_QUOTE = 800
# That a duty does not apply is an answer, too, where the duty was asked about.
_FREE_OF = frozenset({"employee_involvement", "long_placement_talk"})
_SEVERITY = {
    Verdict.BREACHED: 0,
    Verdict.NEEDS_ASSESSMENT: 1,
    Verdict.MET: 2,
    Verdict.MISSING_FACT: 3,
    Verdict.NOT_IN_FORCE: 4,
    Verdict.NOT_APPLICABLE: 5,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The provisions and sources that a draft may quote, for one day."""

    provisions: Mapping[LawRef, Passage]
    sources: Mapping[str, Source]
    practice: tuple[Practice, ...]
    on: date

    def quotes_for(self, ref: LawRef) -> tuple[Quote, ...]:
        """The rendered provision, or its parts where only they are rendered."""
        exact = self.provisions.get(ref.without_pkt())
        if exact:
            return (whole(exact),)
        parts = sorted(r for r in self.provisions if ref.contains(r))
        return tuple(whole(self.provisions[part]) for part in parts[:3])


def library(
    passages: Iterable[Passage], sources: Mapping[str, Source], practice: tuple[Practice, ...], on: date
) -> Library:
    """The library of what is in force on `on`."""
    provisions = {p.reference: p for p in passages if p.reference is not None and p.in_force(on)}
    return Library(provisions=provisions, sources=sources, practice=practice, on=on)


def relevant(findings: Sequence[Finding], topics: Sequence[str]) -> list[Finding]:
    """The findings that answer the topics: a breach first, then the first topic's, the gravest first within it.

    A rule breached by the facts is told even where it was not asked about.
    """
    # A new offer is the way on only where the period cannot be extended.
    closed = any("extension" in f.topics and f.verdict is Verdict.BREACHED for f in findings)
    asked = [f for f in findings if set(f.topics) & set(topics) and (closed or not _only_companion(f, topics))]
    unasked = [f for f in findings if f not in asked and f.verdict is Verdict.BREACHED]
    speaking = [f for f in asked if f.verdict is not Verdict.NOT_APPLICABLE or _frees(f, topics)]
    ranked = sorted(speaking or asked, key=lambda f: _rank(f, topics))
    breached = [f for f in ranked if f.verdict is Verdict.BREACHED]
    return _once([*breached, *_exempt(asked, topics), *ranked, *unasked])


def _exempt(asked: Sequence[Finding], topics: Sequence[str]) -> list[Finding]:
    """What was asked for first, where it does not apply: that is the answer, whatever else the case brings along."""
    first = sorted((f for f in asked if topics and topics[0] in f.topics), key=lambda f: f.topics.index(topics[0]))
    return first[:1] if all(f.verdict is Verdict.NOT_APPLICABLE for f in first) else []


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without those that say the same, or only why an exception that another has weighed does not hold."""
    first: dict[str, Finding] = {}
    for finding in findings:
        first.setdefault(finding.reason, finding)
    once = list(first.values())
    return [f for f in once if f.verdict is not Verdict.NOT_APPLICABLE or not _told_by_another(f, once)]


def _told_by_another(finding: Finding, findings: Sequence[Finding]) -> bool:
    return any(finding.reason in other.reason for other in findings if other is not finding)


def _frees(finding: Finding, topics: Sequence[str]) -> bool:
    """True if the finding says that what was asked about need not be done."""
    return bool(finding.references) and bool(_FREE_OF & set(finding.topics) & set(topics[:1]))


def _only_companion(finding: Finding, topics: Sequence[str]) -> bool:
    """True for the rule on a new offer where the question was about an extension."""
    return topics[0] == "extension" and topics[-1] == "repeated" and set(finding.topics) & set(topics) == {"repeated"}


def _rank(finding: Finding, topics: Sequence[str]) -> tuple[bool, bool, int, int]:
    place = min((topics.index(t) for t in finding.topics if t in topics), default=len(topics))
    silent = finding.verdict in (Verdict.NOT_IN_FORCE, Verdict.NOT_APPLICABLE) and not _frees(finding, topics)
    return silent, finding.verdict is not Verdict.BREACHED, place, _SEVERITY[finding.verdict]


def rule_claims(findings: Sequence[Finding], case: CaseFacts, lib: Library, words: Phrasebook = DANISH) -> list[Claim]:
    """The claims that report rules: verdict, further rules, what to weigh, calendar dates.

    `words` is the language that the findings are told in.
    """
    claims: list[Claim] = []
    extendable = any("extension" in f.topics and f.latest_end for f in findings)
    for index, finding in enumerate(findings[:MAX_RULE_CLAIMS]):
        quotes = tuple(q for ref in finding.references for q in lib.quotes_for(ref))
        part = "verdict" if index == 0 else "rule"
        claims.append(Claim(text=_statement(finding), part=part, quotes=quotes, finding=finding))
        claims += [Claim(text=item, part="weigh", quotes=quotes, finding=finding) for item in finding.weigh]
        dated = last_day_said(finding, case, words, extendable=extendable)
        claims += [Claim(text=dated, part="date", quotes=quotes, finding=finding)] if dated else []
    return list({(claim.part, claim.text): claim for claim in reversed(claims)}.values())[::-1]


def _statement(finding: Finding) -> str:
    """The sentence to show: the rule itself where facts are missing, else the verdict on the case."""
    if finding.verdict is Verdict.MISSING_FACT and finding.general:
        return finding.general
    return finding.reason


def practice_claims(topics: Sequence[str], group: str | None, first: Finding, lib: Library) -> list[Claim]:
    """What the reports say beside the rules: one quotation, or every side of a conflict."""
    rows = [row for topic in topics[:1] for row in lib.practice if row.concerns(topic, group, first.verdict)]
    rows = [row for row in rows if not set(row.unless) & set(topics)]
    conflict = [row for row in rows if row.role == "conflict"]
    chosen = conflict or rows[:1]
    return [quotation(row.passage, row.start, row.end, lib.sources) for row in chosen]


def source_claims(passages: Sequence[Passage], lib: Library, score: Callable[[str], float]) -> list[Claim]:
    """The best stretch of each passage, quoted word for word; the first, which answers best, at more length."""
    claims: list[Claim] = []
    for passage in passages:
        start, end = best_stretch(passage.text, score, MAX_QUOTE if claims else MAX_FIRST_QUOTE)
        claims.append(quotation(passage, passage.start + start, passage.start + end, lib.sources))
    return claims


def quotation(passage: Passage, start: int, end: int, sources: Mapping[str, Source]) -> Claim:
    """A claim that is nothing but a quotation with where it stands."""
    text = passage.text[start - passage.start : end - passage.start]
    quote = Quote(passage=passage, start=start, end=end, text=text)
    return Claim(text=lead(passage, sources[passage.source]), part="source", quotes=(quote,), show_quote=True)


def lead(passage: Passage, source: Source) -> str:
    """Who says it and where: "Ankestyrelsen, »…«, s. 36"."""
    if passage.reference is not None:
        return f"{passage.reference} ({passage.wording})"
    return f"{source.publisher}, {source.title}, {passage.locator}"
