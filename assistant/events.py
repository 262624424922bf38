"""The steps from question to answer, as the app and `stream()` see them.

Declining is not an error: it is the event `Declined`.
"""

from dataclasses import dataclass

from assistant.answer import Answer, FindingOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What the question was taken to mean, in Danish, one fact a line."""

    echo: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The rule checker has run; it always runs before anything is composed."""

    findings: tuple[FindingOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """The passages found, by id, best first."""

    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """How many drafted claims passed the verifier, and how many were dropped."""

    kept: int
    dropped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """The assistant does not answer: why, and the nearest thing it can answer."""

    reason: str
    nearest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The finished answer; always the last event."""

    answer: Answer


Event = Understood | Checked | Retrieved | Verified | Declined | Answered

# The step that each event ends; declining ends the one it stops in.
STEPS: dict[type[Event], str] = {
    Understood: "understand",
    Checked: "check",
    Retrieved: "retrieve",
    Verified: "compose_and_verify",
    Declined: "decline",
    Answered: "answer",
}


def finished(event: Event, notice: tuple[str, ...], timings: dict[str, float]) -> Event:
    """The event; an answer with what was taken out of its question, and how long each step took in milliseconds."""
    if not isinstance(event, Answered):
        return event
    answer = event.answer
    update = {"notices": (*notice, *answer.notices), "timings": answer.timings | timings}
    return Answered(answer=answer.model_copy(update=update))
