"""The passage: the smallest piece of a source that is found, quoted and cited.

`source.text[start:end] == passage.text` holds for every passage; a citation's address
is its offset into the canonical text of its source.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.reference import LawRef


class Authority(StrEnum):
    """What kind of source stands behind a passage, strongest first."""

    LOV = "lov"
    BEKENDTGOERELSE = "bekendtgoerelse"
    VEJLEDNING = "vejledning"
    PRINCIPMEDDELELSE = "principmeddelelse"
    RAPPORT = "rapport"
    KOMMUNE = "kommune"

    @property
    def rank(self) -> int:
        """0 for the law, rising as the authority falls."""
        return list(Authority).index(self)


class Wording(StrEnum):
    """Whether a text is the source's own words or our rendering of them."""

    ORDLYD = "ordlyd"
    GENGIVELSE = "gengivelse"


class Kind(StrEnum):
    """What a passage was on its page."""

    BODY = "body"
    BOX = "box"
    MARGIN = "margin"
    FOOTNOTE = "footnote"
    TABLE = "table"
    QUOTE = "quote"
    PROVISION = "provision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document or one version of an act, with its canonical text.

    `law_as_of` is the day whose law a document describes, where that can be told from it:
    a report from 2021 is no witness to the law of today.
    """

    id: str
    title: str
    publisher: str
    authority: Authority
    wording: Wording
    text: str
    issued: date | None = None
    url: str | None = None
    law_as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of a source.

    `headings` is the path of headings above it, outermost first. `locator` is what a
    person looks it up by ("s. 36", "§ 61, stk. 1, nr. 1"). `valid_from`/`valid_until`
    is the half-open period in which a provision is in force; None means unbounded.
    `questions` are the question bank's typical questions to it: searched, never shown
    as the source's words.
    """

    id: str
    source: str
    locator: str
    text: str
    start: int
    end: int
    kind: Kind
    authority: Authority
    wording: Wording
    headings: tuple[str, ...] = ()
    page: int | None = None
    reference: LawRef | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    questions: tuple[str, ...] = ()

    def in_force(self, on: date) -> bool:
        """True if the passage may be used for a case decided on that day."""
        after_start = self.valid_from is None or self.valid_from <= on
        return after_start and (self.valid_until is None or on < self.valid_until)
