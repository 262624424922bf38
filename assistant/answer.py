"""The public answer: what other programs receive, as frozen models with a JSON form.

Nothing reaches these models that the verifier (`assistant.cite`) has not passed.
"""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from assistant.finding import Finding, Verdict
from corpus.passage import Authority, Wording

Status = Literal["answered", "needs_facts", "declined"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LawVersion(_Frozen):
    """An act as it stood on the day of the answer, or on `on` where the answer holds the law of several days."""

    act: str
    version: str
    wording: Wording
    checked_on: date
    note: str = ""
    on: date | None = None


class FindingOut(_Frozen):
    """A rule's verdict on the case by the law of `on`; `references` are printed, `missing` are names of facts."""

    rule: str
    title: str
    verdict: Verdict
    reason: str
    references: tuple[str, ...]
    missing: tuple[str, ...]
    weigh: tuple[str, ...] = ()
    limit_weeks: int | None = None
    latest_end: date | None = None
    group: str | None = None
    on: date | None = None


class Citation(_Frozen):
    """A quotation that stands in its source: `source.text[start:end] == quote`.

    `on` is the day whose law is quoted, where the answer holds the law of several days; else None.
    """

    marker: int
    reference: str | None
    source: str
    title: str
    locator: str
    quote: str
    start: int
    end: int
    authority: Authority
    wording: Wording
    url: str | None = None
    verified: Literal[True] = True
    on: date | None = None


class Answer(_Frozen):
    """One answer, as in the public contract.

    `text` is Danish Markdown in which claims carry markers [1], [2] …; `asked` names the facts that `questions` ask
    for; `case` holds the facts known after this turn, `cases` those of each citizen or group where several are
    answered side by side; `new_case` is True where the turn left the earlier facts behind; `timings` are
    milliseconds per step, and where a chat model was asked also its calls and tokens. `worded_by` names the model
    whose sentences are shown, "" where they are our own.
    """

    status: Status
    text: str
    on: date
    law: tuple[LawVersion, ...] = ()
    findings: tuple[FindingOut, ...] = ()
    citations: tuple[Citation, ...] = ()
    questions: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    case: dict[str, Any] = {}
    cases: tuple[dict[str, Any], ...] = ()
    new_case: bool = False
    understood: tuple[str, ...] = ()
    timings: dict[str, float] = {}
    worded_by: str = ""


def finding_out(finding: Finding, group: str | None = None) -> FindingOut:
    """The printed form of a finding."""
    return FindingOut(
        rule=finding.rule,
        title=finding.title,
        verdict=finding.verdict,
        reason=finding.reason,
        references=tuple(str(ref) for ref in finding.references),
        missing=finding.missing,
        weigh=finding.weigh,
        limit_weeks=finding.limit_weeks,
        latest_end=finding.latest_end,
        group=group,
        on=finding.on,
    )
