"""The complaint guidance of a decision: whom to complain to, how, and by when."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.review.kinds import Kind
from assistant.review.letter import Letter, Sentence, stated_days

DEADLINE_DAYS = 28
_COMPLAIN = re.compile(r"\bklag\w*")
_INSTANCE = re.compile(r"\bankestyrels\w*")
# Bodies that a complaint about a placement does not go to.
_OTHER = re.compile(
    r"\bbeskæftigelsesankenævn\w*|\b(?:sociale? )?nævn(?:et)?\b|\bankenævn\w*|\bstatsforvaltning\w*|\bombudsmand\w*"
    r"|\b(?:by|lands)ret(?:ten)?\b|\bdomstol\w*|\bcenter for klager\b|\bstyrelsen for \w+|\bbeskæftigelsesministeri\w*"
    r"|\bfamilieretshus\w*|\bnævnenes hus\b|\barbejdsmarkedsstyrelse\w*|\bborgmester\w*|\bbyråd\w*|\barbejdsskade\w*"
    r"|\bkommunalbestyrelse\w*|\bsocialministeri\w*|\barbejdstilsyn\w*|\bfolketing\w*"
)
_PROCEDURE = re.compile(
    r"\b(?:til|hos|i|via|gennem) (?:\w+ ){0,3}"
    r"(?:kommune\w*|jobcent\w*|borgerservice|os|ydelsesservice|forvaltning\w*)\b|@"
    r"|\b(?:vi|kommunen|jobcent(?:ret|eret)) (?:\w+ ){0,4}vurdere[r]?\b|\bgenvurder\w*|\bremonstr\w*"
    r"|\bvurdere[rs]? (?:vi|kommunen|jobcent(?:ret|eret)|\w+ )?(?:\w+ ){0,4}igen\b|\bskriv til os\b|\bkontakt os\b"
)
_SUSPENDS = re.compile(
    r"\bhar (?:\w+ )?opsættende virkning|\btillægges opsættende|\bbehøver (?:\w+ )?ikke (?:\w+ ){0,4}mens klagen"
)
_NOT_SUSPENDED = re.compile(r"\b(?:ikke|ingen|som hovedregel|normalt|undtagelse\w*|kan)\b[^.;]*\bopsættende|\bhvis\b")
_NUMBERS = {
    "to": 2,
    "tre": 3,
    "fire": 4,
    "fem": 5,
    "seks": 6,
    "otte": 8,
    "ti": 10,
    "tolv": 12,
    "fjorten": 14,
    "en": 1,
    "én": 1,
}
_COUNT = rf"(?P<number>\d+|{'|'.join(_NUMBERS)})(?:\s|-)*(?P<unit>uge|dag|måned|kalenderdag|hverdag)\w*"
# The period that is the deadline, not any period in the sentence: "inden 4 uger", "4 ugers frist".
_PERIODS = (
    re.compile(rf"(?:\b(?:inden(?: for)?|senest|under|har(?: \w+)?)|\w*frist\w*(?: \w+){{0,4}}?):? {_COUNT}"),
    re.compile(rf"\b{_COUNT} (?:klage)?frist"),
)
# In a form the period alone is the deadline: "Klage: Ankestyrelsen via jobcentret, 4 uger".
_FORM = re.compile(r"^klage\w*:")
_IN_A_FORM = re.compile(rf"[:,;] {_COUNT}")
_DAYS = {"uge": 7, "dag": 1, "kalenderdag": 1, "måned": 30, "hverdag": 1}
_BY = re.compile(
    r"\binden\b|\bsenest\b|\bfrist\w*|\bklagefrist\w*|\bfra (?:du|den dag|modtag)"
    r"|\befter (?:at )?du (?:har )?(?:fået|modtaget|modtog)"
)
# How long the authority takes is no deadline for the citizen.
_HANDLING = re.compile(
    r"\b(?:ankestyrelsen|vi|kommunen|jobcent(?:ret|eret)|udvalget) (?:\w+ ){0,3}"
    r"(?:behandle|afgøre|svare|træffe|sende|vurdere)\w*|\bsagsbehandlingstid\w*|\bsvar(?:er)? (?:du|dig)\b"
    r"|\b(?:behandle[rs]?|afgøre[rs]?|genvurdere[rs]?|videresende[rs]?) (?:\w+ ){0,4}inden\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """What the complaint guidance of a decision holds; all False where there is none.

    `right_deadline` is None where no deadline is told; `suspends` says that it tells the complaint to put the
    decision off.
    """

    given: bool
    instance: bool
    other_instance: bool
    procedure: bool
    right_deadline: bool | None
    suspends: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that are not there; a wrong part is there."""
        has = {
            "instance": self.instance or self.other_instance,
            "procedure": self.procedure,
            "deadline": self.right_deadline is not None,
        }
        return tuple(name for name, present in has.items() if not present)


def read_guidance(letter: Letter, on: date) -> Guidance:
    """The complaint guidance of the letter."""
    sentences = letter.of(Kind.COMPLAINT)
    given = any(_COMPLAIN.search(s.plain) for s in sentences)
    instance = any(_INSTANCE.search(s.plain) for s in sentences)
    return Guidance(
        given=given,
        instance=instance,
        other_instance=not instance and any(_OTHER.search(s.plain) for s in sentences),
        procedure=any(_PROCEDURE.search(s.plain) for s in sentences) or _names(letter, "RSL", "66"),
        right_deadline=_deadline(sentences, letter.dated or on),
        suspends=any(_SUSPENDS.search(s.plain) and not _NOT_SUSPENDED.search(s.plain) for s in sentences),
    )


def _names(letter: Letter, act: str, section: str) -> bool:
    return any(m.ref.act == act and m.ref.section == section for m in letter.mentions)


def _deadline(sentences: tuple[Sentence, ...], decided: date) -> bool | None:
    """True if the deadline told is the right one, None where none is told."""
    spoken = (s for s in sentences if _BY.search(s.plain) or _FORM.match(s.plain))
    told = [right for s in spoken for right in _periods(s, decided)]
    return all(told) if told else None


def _periods(sentence: Sentence, decided: date) -> list[bool]:
    """Of each deadline in the sentence, whether it is right."""
    plain = sentence.plain
    if _HANDLING.search(plain):
        return []
    patterns = (*_PERIODS, _IN_A_FORM) if _FORM.match(plain) else _PERIODS
    days = [_days(match) for pattern in patterns for match in pattern.finditer(plain)]
    # A date is right if it is four weeks on, give or take the days the letter is under way.
    first, last = decided + timedelta(days=DEADLINE_DAYS - 1), decided + timedelta(days=DEADLINE_DAYS + 10)
    dates = [first <= day <= last for day in stated_days(sentence.text) if day > decided]
    return [count == DEADLINE_DAYS for count in days] + dates


def _days(match: re.Match[str]) -> int:
    number = match["number"]
    return (int(number) if number.isdigit() else _NUMBERS[number]) * _DAYS[match["unit"]]
