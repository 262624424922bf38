"""What the record says of an answer and of what was thought of it: the content of one link of its chain."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from typing import Any, get_args

from assistant.events import Verified
from assistant.rewording.material import Material
from assistant.rewording.prompt import again, first_messages
from corpus.quantities import Language
from records.models import FeedbackRow, TurnRow

# What the reader of an answer does not see, and what another part of the content tells.
_LEFT_OUT = {"timings", "understood", "case", "worded_by"}
_FINGERPRINT_CHARS = 16


class EntryKind(StrEnum):
    """What a link tells of."""

    ANSWER = "answer"
    FEEDBACK = "feedback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be recorded of a turn; `content` is JSON and the only part that can be deleted again."""

    kind: EntryKind
    conversation: str
    turn: int
    moment: datetime
    content: dict[str, Any]


def answered(owner: str, turn: TurnRow, verified: Verified | None) -> Entry:
    """Who asked what, and the answer with its grounds, as the turn is kept: without personal data.

    `verification` counts the quotations, which all were found in their sources, and the claims that the verifier
    kept and dropped, where the caller has told.
    """
    answer = turn.answer
    content = {
        **{name: value for name, value in answer.items() if name not in _LEFT_OUT},
        "owner": owner,
        "question": turn.question,
        "facts": answer["case"],
        "model": answer["worded_by"] or None,
        "prompt": prompt_version() if answer["worded_by"] else None,
        "usage": {name: value for name, value in answer["timings"].items() if name.startswith("model")},
        "program": version("praktikvejleder"),
        "verification": {
            "quotations": len(answer["citations"]),
            "claims_kept": verified.kept if verified else None,
            "claims_dropped": verified.dropped if verified else None,
        },
    }
    return _entry(EntryKind.ANSWER, turn, turn.asked, content)


def judged(owner: str, turn: TurnRow, said: FeedbackRow) -> Entry:
    """What the owner thought of the answer of that turn."""
    content = {"owner": owner, "helpful": said.helpful, "kinds": said.kinds, "comment": said.comment}
    return _entry(EntryKind.FEEDBACK, turn, said.given, content)


def _entry(kind: EntryKind, turn: TurnRow, moment: datetime, content: dict[str, Any]) -> Entry:
    return Entry(kind=kind, conversation=turn.conversation_id, turn=turn.number, moment=moment, content=content)


@cache
def prompt_version() -> str:
    """A fingerprint of the instructions to a chat model: another text, another version."""
    texts = [
        message.text
        for language in get_args(Language)
        for message in (*first_messages("", Material(), language), *again((), "", (), language))
    ]
    return sha256("\n".join(texts).encode()).hexdigest()[:_FINGERPRINT_CHARS]
