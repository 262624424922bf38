"""The review as Danish Markdown, with its citations numbered."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Citation, FindingOut
from assistant.review import texts
from assistant.review.report import ReferenceReview, Remark
from assistant.texts import AUTHORITIES

_MARKDOWN = str.maketrans({c: f"\\{c}" for c in "\\`*_<>|#[]"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything that the report shows, in its final form."""

    understood: tuple[str, ...]
    references: tuple[ReferenceReview, ...]
    reports: tuple[Citation, ...]
    remarks: tuple[Remark, ...]
    findings: tuple[FindingOut, ...]
    suggested: tuple[str, ...]


def report(parts: Parts) -> str:
    """The report as Markdown."""
    sections = [
        _section("understood", [f"- {escape(line)}" for line in parts.understood]),
        _section("references", [*_references(parts.references), *map(_report, parts.reports)]),
        _section("remarks", [_remark(remark) for remark in parts.remarks] or [texts.NO_REMARKS]),
        _section("findings", [_finding(finding) for finding in parts.findings]),
        _section("suggested", _suggested(parts.suggested)),
        texts.END,
    ]
    return "\n\n".join(section for section in sections if section)


def escape(text: str) -> str:
    """Text from the decision, in which Markdown and HTML are shown and not obeyed."""
    return " ".join(text.split()).translate(_MARKDOWN)


def _section(name: str, lines: Sequence[str]) -> str:
    return f"#### {texts.HEADINGS[name]}\n\n" + "\n".join(lines) if lines else ""


def _references(reviews: Sequence[ReferenceReview]) -> list[str]:
    """A line a reference, and one line for all those of acts that we do not hold."""
    foreign = [review for review in reviews if any(problem.code == "unknown_act" for problem in review.problems)]
    lines = [_reference(review) for review in reviews if review not in foreign]
    if len(foreign) < 2:
        return [*lines, *map(_reference, foreign)]
    named = "; ".join(escape(review.reference or review.written) for review in foreign)
    return [*lines, f"- **{named}** – {texts.VERDICTS['unchecked']}. {texts.UNKNOWN_ACTS}"]


def _reference(review: ReferenceReview) -> str:
    named = review.reference or review.written
    why = " ".join(problem.text for problem in review.problems)
    return f"- **{escape(named)}** – {texts.VERDICTS[review.verdict]}{f': {why}' if why else '.'}"


def _report(citation: Citation) -> str:
    kind = AUTHORITIES[citation.authority]
    where = f"{kind}: {escape(citation.title)}, {citation.locator} [{citation.marker}]"
    return f"\n> »{escape(citation.quote)}«\n>\n> – {where}"


def _remark(remark: Remark) -> str:
    refs = f" ({'; '.join(remark.references)})" if remark.references else ""
    markers = "".join(f" [{marker}]" for marker in remark.markers)
    return f"- **{texts.SEVERITIES[remark.severity]}:** {remark.text}{refs}{markers}"


def _finding(finding: FindingOut) -> str:
    return f"- {texts.FINDINGS[finding.verdict]} – {finding.reason} ({'; '.join(finding.references)})"


def _suggested(suggested: Sequence[str]) -> list[str]:
    return [*(f"- {ref}" for ref in suggested), f"\n{texts.SUGGESTION_NOTE}"] if suggested else []
