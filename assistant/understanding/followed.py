"""What a follow-up is about: what it names, what the turn before was about, or what comes next after that."""

import re
from collections.abc import Sequence

from assistant.case import CaseFacts
from assistant.understanding.topics import Topics
from assistant.understanding.turns import asks_for_grounds, asks_to_go_on, asks_what_next, citizen_says, yes_or_no

# What "hvad så bagefter?" asks about, after each topic.
_NEXT = {"duration": ("extension", "repeated"), "extension": ("repeated",), "trial_8_weeks": ("extension", "repeated")}
_OF_TIME = {"duration", "extension", "repeated"}
# Fields beside ours, with their own lengths.
_BESIDE = {"integration", "nytteindsats", "wage_subsidy", "education_placement"}
# "ikke i programmet, men på kontanthjælp": the citizen is in our field after all.
_NOT_BESIDE = re.compile(
    r"\b(?:(?:ikke|hverken|aldrig|not)(?:\W+(?:med|langere|omfattet|del|en|gang|nu))*\W+(?:i|af|under|pa|in|on)"
    r"|uden for|udenfor)\W+(?:(?:et|en|den|det|the)\W+)?"
    r"(?:\w*program\w*|integration\w*|nytteindsats\w*|lontilskud\w*|scheme)\b"
)

# "også når borgeren selv har fundet den": the same question of another case.
_ALSO_WHERE = re.compile(
    r"\W*(?:(?:og|men|ok|gelder|galder|skal|kan|ma|er) )*(?:det |jeg |vi |man |den )*(?:ogsa|heller ikke|even|also)"
    r"(?: det)? (?:nar|hvis|selv om|selvom|if|when|where)\b"
)
# "har hun ret til det?", said of a group alone.
_ASKS_A_RIGHT = re.compile(
    r"\b(?:har|have|has|got) (?:\w+ ){0,2}?(?:ret|krav|right) (?:til|pa|to) "
    r"(?:det|den|at fa|et|en|tilbud|praktik\w*|it|one)\b"
)

# "også når borgeren selv har fundet den?": asks whether what was said holds in one more circumstance.
_ALSO_WHEN = re.compile(r"\b(?:ogsa|stadig\w*|samme)\W+(?:\w+\W+)?(?:nar|hvis|ved|selvom|selv om|i)\b")
_CIRCUMSTANCES = {"self_found"}
_PROCEDURE = {"decision", "complaint", "hearing", "oral_decision", "full_consent", "min_plan", "application"}


def ours(topics: tuple[str, ...], plain: str) -> tuple[str, ...]:
    """The topics without the fields beside ours that the citizen is told not to be in."""
    return tuple(topic for topic in topics if topic not in _BESIDE) if _NOT_BESIDE.search(plain) else topics


def followed(about: Topics, plain: str, words: list[str], before: tuple[str, ...]) -> tuple[str, ...]:
    """The topics of a turn that leans on one about `before`.

    Args:
        about: what the turn's own words and facts are about.
        plain: the folded text.
        words: its words.
        before: the topics of the turn before.
    """
    if "benefit_shift" in before and asks_to_go_on(plain):
        return before
    what_next = asks_what_next(plain) and set(about.named) <= _OF_TIME
    if set(before) & _BESIDE and _NOT_BESIDE.search(plain):
        return tuple(dict.fromkeys(ours((*about.all, *before), plain))) or ("duration", "extension")
    if _stays_beside(about.named, plain, before):
        return before
    if before and _ALSO_WHERE.match(plain):
        return tuple(dict.fromkeys((*before, *about.all)))
    if _holds_also(about.named, plain, before):
        return tuple(dict.fromkeys((*before, *about.named)))
    if about.named and not (asks_for_grounds(plain, words) or what_next):
        return _of_the_damage(about.all, before)
    after = tuple(following for topic in before for following in _NEXT.get(topic, ())) if what_next else ()
    return tuple(dict.fromkeys(after + before + about.implied))


def asks_a_right(about: Topics, plain: str, known: CaseFacts, before: Sequence[str]) -> bool:
    """True for "har hun ret til det?" where only the citizen has been told of: a right to a placement is meant."""
    told_of = set(before) <= {"duration", "extension"} and not known.known().keys() & {
        "weeks",
        "weeks_used",
        "extension",
    }
    return told_of and not about.named and bool(_ASKS_A_RIGHT.search(plain))


def _of_the_damage(topics: tuple[str, ...], before: Sequence[str]) -> tuple[str, ...]:
    """The topics of "kan det påklages?" after a question on damage: that decision has its own rule on complaints."""
    ours = "insurance" in before[:1] or "compensation_complaint" in before[:1]
    return tuple("compensation_complaint" if ours and topic == "complaint" else topic for topic in topics)


def _holds_also(named: Sequence[str], plain: str, before: Sequence[str]) -> bool:
    """True for a follow-up that asks of the same procedure in another circumstance."""
    return bool(set(before[:1]) & _PROCEDURE and set(named) <= _CIRCUMSTANCES and _ALSO_WHEN.search(plain))


def _stays_beside(named: Sequence[str], plain: str, before: Sequence[str]) -> bool:
    """True for "hvor længe?" after a question on a field beside ours ("integrationsprogrammet")."""
    beside = before[:1] and set(before[:1]) <= _BESIDE
    return bool(beside and named and set(named) <= _OF_TIME and "praktik" not in plain)


def answered(plain: str, asked: Sequence[str], before: Sequence[str]) -> dict[str, bool]:
    """The fact that a bare yes or no settles, or the citizen's word on a place where that decides.

    Args:
        plain: the folded text.
        asked: the facts that the turn before asked for; the first is the one answered, if it is one of yes or no.
        before: the topics of the turn before.
    """
    agrees = citizen_says(plain) if "latest_employer" in before else None
    if agrees is not None:
        return {"citizen_agrees": agrees}
    answer, fact = yes_or_no(plain), asked[0] if asked else ""
    field = CaseFacts.model_fields.get(fact)
    settles = answer is not None and field is not None and field.annotation == (bool | None)
    return {fact: bool(answer)} if settles else {}
