"""The review itself: read the letter, judge its references, say what it lacks, and verify what is said.

Pure: the same text, knowledge, day and case give the same review.
"""

from dataclasses import dataclass, field
from datetime import date

from assistant.answer import LawVersion, finding_out
from assistant.case import CaseFacts
from assistant.knowledge import Knowledge
from assistant.numbering import Citations
from assistant.review import texts
from assistant.review.complaint import read_guidance
from assistant.review.decision import is_decision, read_decision
from assistant.review.facts import read_facts
from assistant.review.fit import Grounds
from assistant.review.letter import Letter, read_letter
from assistant.review.masking import masked
from assistant.review.references import judge, named_provisions, other_editions
from assistant.review.render import Parts, report
from assistant.review.report import Remark, Review
from assistant.review.requirements import Reviewed, is_complete, remarks
from assistant.review.rules import findings
from assistant.review.suggest import suggestions
from assistant.review.support import Support, Supported
from assistant.texts import CHANGES, FACT_LABELS, PARAPHRASE, fact_value
from corpus.audience import Audiences
from corpus.dates import danish_date
from corpus.passage import Wording
from corpus.reference import LawRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a decision is reviewed on.

    `today` is used where neither `on` nor the letter tells the day of the decision; `case`
    holds facts that are known better than the letter tells them.
    """

    knowledge: Knowledge
    audiences: Audiences
    today: date
    on: date | None = None
    case: CaseFacts = field(default_factory=CaseFacts)


def review(text: str, basis: Basis) -> Review:
    """The review of the decision `text`, a letter with its line breaks.

    Raises:
        QuestionError: the text is empty, too long or not text.
    """
    safe = masked(text)
    letter = read_letter(safe.text)
    day = basis.on or letter.dated or basis.today
    if not is_decision(letter):
        return Review(status="declined", on=day, text=f"{texts.DECLINED}\n\n{texts.END}")
    undated = basis.on is None and letter.dated is None
    return _review(_read(letter, basis, day), basis.knowledge, undated=undated, cpr_removed=safe.cpr_removed)


def _read(letter: Letter, basis: Basis, on: date) -> Reviewed:
    decision = read_decision(letter)
    told = read_facts(letter, decision, basis.knowledge.lexicon, on, basis.case)
    grounds = Grounds(
        law=basis.knowledge.law,
        lexicon=basis.knowledge.lexicon,
        audiences=basis.audiences,
        on=on,
        case=told.case,
        speaks_of=told.speaks_of,
        candidates=told.candidates,
    )
    return Reviewed(
        letter=letter,
        decision=decision,
        told=told,
        guidance=read_guidance(letter, on),
        named=named_provisions(letter, grounds),
        grounds=grounds,
    )


def _review(reviewed: Reviewed, knowledge: Knowledge, *, undated: bool, cpr_removed: bool) -> Review:
    grounds = reviewed.grounds
    support = Support(knowledge=knowledge, library=knowledge.library(grounds.on), grounds=grounds)
    citations = Citations(sources=knowledge.store.sources)
    references = judge(reviewed.letter, reviewed.named, grounds, complete=is_complete(reviewed))
    found = [finding for finding, _ in support.findings(findings(reviewed.letter, grounds, knowledge.rulebook))]
    remarked = support.remarks(remarks(reviewed, found))
    spoken = {problem.code for one in references for problem in one.problems}
    markers = citations.markers(support.reports(spoken & {"too_broad", "imprecise"}))
    said = tuple(_remark(remark, citations) for remark in remarked)
    refused = not reviewed.decision.placed
    suggested = () if refused else tuple(str(ref) for ref in suggestions(grounds, knowledge.rulebook))
    parts = Parts(
        understood=_understood(reviewed),
        references=references,
        reports=tuple(row for row in citations.all() if row.marker in markers),
        remarks=said,
        findings=tuple(finding_out(f, grounds.case.target_group) for f in found),
        suggested=suggested,
    )
    return Review(
        status="reviewed",
        on=grounds.on,
        case=grounds.case.model_dump(mode="json", exclude_none=True, exclude_defaults=True),
        understood=parts.understood,
        references=references,
        remarks=said,
        findings=parts.findings,
        suggested=suggested,
        suggestion_note=texts.SUGGESTION_NOTE if suggested else "",
        law=_law(reviewed, knowledge),
        citations=citations.all(),
        notices=(
            *_another_day(reviewed, undated=undated),
            *_notices(reviewed, remarked, citations, cpr_removed=cpr_removed),
        ),
        text=report(parts),
    )


def _remark(remark: Supported, citations: Citations) -> Remark:
    draft = remark.draft
    return Remark(
        code=draft.code,
        severity=draft.severity,
        text=draft.text,
        references=tuple(str(ref) for ref in remark.references),
        rule=draft.finding.rule if draft.finding else None,
        markers=citations.markers(remark.quotes),
    )


def _understood(reviewed: Reviewed) -> tuple[str, ...]:
    grounds, told = reviewed.grounds, reviewed.told
    names = {key: grounds.lexicon.display(key, grounds.on) for key in grounds.lexicon.keys}
    lines = [
        f"{FACT_LABELS[name].lower()}: {fact_value(name, value, names)}" for name, value in told.case.known().items()
    ]
    if told.candidates:
        lines.insert(0, "målgruppe: enten " + " eller ".join(names[key] for key in told.candidates))
    return (texts.OUTCOMES[reviewed.decision.outcome], *lines)


def _acts(reviewed: Reviewed) -> dict[str, list[LawRef]]:
    """The acts that the decision names and we hold, with what it names of each; LAB always."""
    acts: dict[str, list[LawRef]] = {"LAB": []}
    for one in reviewed.named:
        acts.setdefault(one.ref.act, []).extend(one.refs)
    return {act: refs for act, refs in acts.items() if reviewed.grounds.law.versions(act)}


def _law(reviewed: Reviewed, knowledge: Knowledge) -> tuple[LawVersion, ...]:
    rows = []
    for act in _acts(reviewed):
        version = knowledge.law.version(act, reviewed.grounds.on)
        if version is not None:
            source = knowledge.store.sources.get(version.id)
            wording = source.wording if source else Wording.GENGIVELSE
            rows.append(LawVersion(act=act, version=version.name, wording=wording, checked_on=version.checked_on))
    return tuple(rows)


def _another_day(reviewed: Reviewed, *, undated: bool) -> tuple[str, ...]:
    """What to say of a letter without a date, whose placement begins under another version of the rules."""
    grounds, start = reviewed.grounds, reviewed.told.case.start
    if not undated or start is None:
        return ()
    differs = any(grounds.law.version(act, start) is not grounds.law.version(act, grounds.on) for act in ("LAB", "BAB"))
    said = texts.UNDATED.format(on=danish_date(grounds.on), start=danish_date(start))
    return (said,) if differs and start < grounds.on else ()


def _notices(
    reviewed: Reviewed, remarked: tuple[Supported, ...], citations: Citations, *, cpr_removed: bool
) -> tuple[str, ...]:
    grounds = reviewed.grounds
    notices = [n for act, refs in _acts(reviewed).items() for n in grounds.law.notices(act, grounds.on, refs)]
    found = [remark.draft.finding for remark in remarked if remark.draft.finding]
    notices += [n for finding in found for n in finding.notices]
    notices += [CHANGES.format(day=danish_date(day), on=danish_date(f.on)) for f in found for day in f.changes[:1]]
    notices += other_editions(reviewed.named, grounds)
    unknown_group = reviewed.told.case.target_group is None
    notices += [texts.GROUP_NOT_TOLD] if unknown_group and reviewed.decision.full_approval else []
    paraphrased = any(row.reference and row.wording is Wording.GENGIVELSE for row in citations.all())
    notices += [PARAPHRASE] if paraphrased else []
    notices += [texts.CPR_REMOVED] if cpr_removed else []
    return tuple(dict.fromkeys(notices))
