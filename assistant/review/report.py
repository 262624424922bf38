"""The public result of a review: what other programs receive, as frozen models with a JSON form."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from assistant.answer import Citation, FindingOut, LawVersion

ReviewStatus = Literal["reviewed", "declined"]
ReferenceVerdict = Literal["ok", "problem", "unchecked"]
Severity = Literal["fejl", "mangel", "boer", "oplysning"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Problem(_Frozen):
    """What is wrong with one reference, or why it could not be checked."""

    code: str
    text: str


class ReferenceReview(_Frozen):
    """One reference of the decision: `text[start:end] == written` in the text reviewed.

    `reference` is its printed form; None for a chapter. `rendering` is what the provision
    says, in our own words, where we have it.
    """

    written: str
    start: int
    end: int
    reference: str | None
    verdict: ReferenceVerdict
    problems: tuple[Problem, ...] = ()
    rendering: str | None = None


class Remark(_Frozen):
    """A remark on the decision as a whole; `references` are the rule behind it, printed.

    `rule` is the id of the rule that the decision's own facts breach; `markers` number the
    citations that support the remark.
    """

    code: str
    severity: Severity
    text: str
    references: tuple[str, ...] = ()
    rule: str | None = None
    markers: tuple[int, ...] = ()


class Review(_Frozen):
    """The review of one decision on the law of the day `on`.

    `case` holds the facts read in the text, `understood` the same in words, `suggested`
    the references that we would expect; `text` is the whole report as Danish Markdown.
    """

    status: ReviewStatus
    on: date
    case: dict[str, Any] = {}
    understood: tuple[str, ...] = ()
    references: tuple[ReferenceReview, ...] = ()
    remarks: tuple[Remark, ...] = ()
    findings: tuple[FindingOut, ...] = ()
    suggested: tuple[str, ...] = ()
    suggestion_note: str = ""
    law: tuple[LawVersion, ...] = ()
    citations: tuple[Citation, ...] = ()
    notices: tuple[str, ...] = ()
    text: str
