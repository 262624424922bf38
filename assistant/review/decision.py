"""What was decided: a placement given, refused or given in part, and whether the citizen found it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.review import cues
from assistant.review.kinds import Kind
from assistant.review.letter import Letter, Sentence, stated_days
from assistant.review.weeks import WEEKS, number

# What may happen later is not what is decided.
_WHEN = re.compile(
    r"^(?:når|inden|efter at)\b|\b(?:når|hvis) (?:\w+ )?(?:praktik|forløb|tilbud)|\bkan (?:\w+ )?(?:stoppe|afbryde)"
)
_WEEKS = re.compile(rf"\b{WEEKS}")


# The sections of the act on placements that tell who, what for and how long, before 2020 and since.
_ON_PLACEMENTS = ("42", "44", "57", "58", "61")


class Outcome(StrEnum):
    """What the citizen gets."""

    GRANTED = "granted"
    RESTRICTED = "restricted"
    REFUSED = "refused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The outcome, and `self_found` as the letter tells it (None: it does not)."""

    outcome: Outcome
    self_found: bool | None

    @property
    def placed(self) -> bool:
        """True if the citizen is given a placement, wished for or not."""
        return self.outcome not in (Outcome.REFUSED, Outcome.ENDED)

    @property
    def full_approval(self) -> bool:
        """True if the citizen gets the placement that the citizen found, as asked for."""
        return self.self_found is True and self.outcome is Outcome.GRANTED


def is_decision(letter: Letter) -> bool:
    """True if the text decides something about a placement (or says which section on placements it rests on).

    A text without a word of deciding is one if it tells of one placement with the provisions and how to complain.
    """
    grounds = any(m.ref.section in _ON_PLACEMENTS and not letter.quotes(m) for m in letter.mentions)
    placed = letter.says(re.compile(r"praktik")) or grounds
    if not (placed or letter.chapters):
        return False
    guided = any("klag" in s.plain for s in letter.of(Kind.COMPLAINT))
    told = letter.says(cues.PLACED_IN, Kind.CASE) and any(stated_days(s.text) for s in letter.of(Kind.CASE))
    return letter.says(cues.DECIDES) or (grounds and guided and told)


def read_decision(letter: Letter) -> Decision:
    """What the letter decides."""
    sentences = letter.of(Kind.CASE)
    refuses = any(refused(sentence) for sentence in sentences)
    grants = any((cues.GRANTS.search(s.plain) and not refused(s)) or _instead(s) for s in sentences)
    self_found = _self_found(letter)
    ends = any(ended(sentence) for sentence in sentences)
    return Decision(
        outcome=Outcome.ENDED if ends else _outcome(sentences, refuses=refuses, grants=grants),
        self_found=self_found,
    )


def requested_weeks(sentence: Sentence) -> bool:
    """True if the length in the sentence is what the citizen asked for, not what is given."""
    return bool(cues.ASKS.search(sentence.plain)) and not cues.GRANTS.search(sentence.plain)


def _outcome(sentences: tuple[Sentence, ...], *, refuses: bool, grants: bool) -> Outcome:
    if refuses and not grants:
        return Outcome.REFUSED
    if refuses or _given_less(sentences):
        return Outcome.RESTRICTED
    return Outcome.GRANTED


def _given_less(sentences: tuple[Sentence, ...]) -> bool:
    """True if fewer weeks are given than were asked for."""
    asked = [weeks for s in sentences if requested_weeks(s) for weeks in _weeks(s)]
    instead = [weeks for s in sentences if (weeks := weeks_instead(s))]
    if instead and asked:
        return min(instead) < max(asked)
    given = [weeks for s in sentences if not requested_weeks(s) and _tells_length(s) for weeks in _weeks(s)]
    if any(_cuts(s) for s in sentences):
        return True
    restricted = any(cues.RESTRICTS.search(s.plain) and cues.GRANTS.search(s.plain) for s in sentences)
    return bool(asked) and ((bool(given) and max(given) < max(asked)) or (restricted and not given))


def _cuts(sentence: Sentence) -> bool:
    """True if the sentence itself says that less is given than was wished, or with a condition."""
    plain = sentence.plain
    return bool(cues.CUTS.search(plain)) and not cues.THE_LAW_SAYS.search(plain)


def _tells_length(sentence: Sentence) -> bool:
    plain = sentence.plain
    return cues.PLACEMENT.search(plain) is not None or cues.GRANTS.search(plain) is not None


def _weeks(sentence: Sentence) -> list[Decimal]:
    return [number(match[1]) for match in _WEEKS.finditer(sentence.plain)]


def ended(sentence: Sentence) -> bool:
    """True if the sentence ends a placement before its time."""
    plain = sentence.plain
    return bool(cues.ENDS.search(plain)) and not (cues.NOT_THE_DECISION.search(plain) or _WHEN.search(plain))


def refused(sentence: Sentence) -> bool:
    """True if the sentence refuses something that was asked for."""
    plain = sentence.plain
    return bool(cues.REFUSES.search(plain)) and not cues.NOT_THE_DECISION.search(plain)


def weeks_instead(sentence: Sentence) -> Decimal | None:
    """The weeks that are given in the place of more that is refused: "i stedet får du 4 uger"."""
    given = _instead(sentence)
    return number(next(filter(None, given.groups()))) if given and any(given.groups()) else None


def _instead(sentence: Sentence) -> re.Match[str] | None:
    """Where the sentence gives less of the same in the place of what is refused."""
    plain = sentence.plain
    given = cues.INSTEAD.search(plain)
    if given is None or cues.NOT_THE_DECISION.search(plain) or cues.THE_LAW_SAYS.search(plain):
        return None
    return None if cues.OTHER_OFFER.search(given[0]) else given


def _self_found(letter: Letter) -> bool | None:
    sentences = letter.of(Kind.CASE)
    if any(cues.NOT_SELF_FOUND.search(s.plain) for s in sentences):
        return False
    found = [s for s in sentences if cues.SELF_FOUND.search(s.plain)]
    return True if found else None
