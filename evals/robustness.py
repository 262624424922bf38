"""Every case asked again as people really write: the verdict must not hang on spelling or politeness.

Five disturbances, the same on every run: slips of the pen, capitals, no æøå, another name of the group, and words
around the question. A case counts where the undisturbed answer was given; a disturbed answer is the same if it has the
same status, the same verdict of the foremost rule and the same target group.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from corpus.errors import QuestionError
from evals.cases import Case, Split
from evals.measure import Measure, measure
from evals.run import as_json
from evals.scorers import AnswerJson, Score
from evals.variations import NAMES, swapped
from evals.world import Judged

_PLAIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})
_LONG = re.compile(r"(?<![\w§/.@-])[a-zæøå]{8,}(?![\w@])")
_PADDING = "Hej, jeg sidder lige med en sag her på kontoret. {turn} På forhånd tak for hjælpen!"


def with_slips(turn: str) -> str:
    """Two inner letters of the longest lower-case word swapped.

    >>> with_slips("Kan praktikken forlænges?")
    'Kan prakitkken forlænges?'
    """
    words = sorted(_LONG.finditer(turn), key=lambda match: (-len(match[0]), match.start()))
    if not words:
        return turn
    word, middle = words[0][0], len(words[0][0]) // 2
    slip = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    return turn[: words[0].start()] + slip + turn[words[0].end() :]


DISTURBANCES: Mapping[str, Callable[[str], str]] = {
    "typos": with_slips,
    "capitals": str.upper,
    "no_danish_letters": lambda turn: turn.translate(_PLAIN),
    "other_name": partial(swapped, words=NAMES),
    "padding": lambda turn: _PADDING.format(turn=turn),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbed:
    """One case under one disturbance, and whether its answer stood."""

    case: Case
    kind: str
    turns: tuple[str, ...]
    score: Score


def disturbed(assistant: Judged, cases: Iterable[Case]) -> tuple[Disturbed, ...]:
    """Every case under every disturbance that changes its words; those that are declined undisturbed are left out."""
    rows: list[Disturbed] = []
    for case in cases:
        before = _answer(assistant, case, case.turns)
        if before["status"] == "declined":
            continue
        for kind, change in DISTURBANCES.items():
            turns = tuple(change(turn) for turn in case.turns)
            if turns != case.turns:
                score = _stands(before, _answer(assistant, case, turns))
                rows.append(Disturbed(case=case, kind=kind, turns=turns, score=score))
    return tuple(rows)


def robustness(rows: Iterable[Disturbed], split: Split | None = None) -> dict[str, Measure]:
    """The share of answers that stood, by disturbance, of one half of the cases or of both."""
    chosen = [row for row in rows if split in (None, row.case.split)]
    found = {kind: measure(row.score for row in chosen if row.kind == kind) for kind in DISTURBANCES}
    return {kind: one for kind, one in found.items() if one.value is not None}


def _answer(assistant: Judged, case: Case, turns: Sequence[str]) -> AnswerJson:
    conversation = assistant.conversation(on=case.on)
    answer: AnswerJson = {"status": "declined"}
    for turn in turns:
        try:
            answer = as_json(conversation.ask(turn))
        except QuestionError:
            answer = {"status": "declined"}
    return answer


def _stands(before: AnswerJson, after: AnswerJson) -> Score:
    was, now = _said(before), _said(after)
    changed = [f"{name}: {now[name]} i stedet for {was[name]}" for name in was if was[name] != now[name]]
    return Score(float(not changed), "; ".join(changed))


def _said(answer: AnswerJson) -> dict[str, object]:
    first = next(iter(answer.get("findings", ())), None)
    return {
        "svartype": answer["status"],
        "udfald": (first["rule"], first["verdict"]) if first else None,
        "målgruppe": answer.get("case", {}).get("target_group"),
    }
