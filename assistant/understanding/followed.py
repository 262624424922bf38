"""What a follow-up is about: what it names, what the turn before was about, or what comes next after that."""

from collections.abc import Sequence

from assistant.understanding.topics import Topics
from assistant.understanding.turns import asks_for_grounds, asks_what_next

# What "hvad så bagefter?" asks about, after each topic.
_NEXT = {"duration": ("extension", "repeated"), "extension": ("repeated",), "trial_8_weeks": ("extension", "repeated")}
_OF_TIME = {"duration", "extension", "repeated"}
# Fields beside ours, with their own lengths.
_BESIDE = {"integration", "nytteindsats", "wage_subsidy", "education_placement"}


def followed(about: Topics, plain: str, words: list[str], before: tuple[str, ...]) -> tuple[str, ...]:
    """The topics of a turn that leans on one about `before`.

    Args:
        about: what the turn's own words and facts are about.
        plain: the folded text.
        words: its words.
        before: the topics of the turn before.
    """
    what_next = asks_what_next(plain) and set(about.named) <= _OF_TIME
    if _stays_beside(about.named, plain, before):
        return before
    if about.named and not (asks_for_grounds(plain, words) or what_next):
        return about.all
    after = tuple(following for topic in before for following in _NEXT.get(topic, ())) if what_next else ()
    return tuple(dict.fromkeys(after + before + about.implied))


def _stays_beside(named: Sequence[str], plain: str, before: Sequence[str]) -> bool:
    """True for "hvor længe?" after a question on a field beside ours ("integrationsprogrammet")."""
    beside = before[:1] and set(before[:1]) <= _BESIDE
    return bool(beside and named and set(named) <= _OF_TIME and "praktik" not in plain)
