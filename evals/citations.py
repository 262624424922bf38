"""Search measured on how other acts cite one: the sentence without its reference must find the section it cites.

`praktik bench --citations LAB.json QUESTIONS.json` cuts the act by stk., indexes it, and prints nDCG@10 by section,
cross-validated: the weights for each fifth of the questions are chosen on the other four. Neither file is in the
repository.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from assistant.rank import Weights
from assistant.store import Store
from corpus.errors import CorpusError
from corpus.passage import Authority, Kind, Passage, Source, Wording
from evals.measure import Measure, measure
from evals.scorers import Score

_FOLDS = 5
_DEEP = 100
_K = 10
_ON = date(2024, 6, 1)
WORDS_ALONE = Weights(grams=0, expansion=0, dense=0, trained=0)
_GRID = tuple(
    Weights(grams=grams, expansion=expansion, dense=dense)
    for grams, expansion, dense in product((0, 0.3), (0, 0.1, 0.3), (0.3, 0.6, 0.9, 1.2))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A sentence without its reference, and the section it cites."""

    question: str
    section: str


def act_passages(path: Path) -> tuple[Source, tuple[Passage, ...]]:
    """The act in the JSON form {provisions: [{section, content}]} as a source, cut by stk.

    Raises:
        CorpusError: the file cannot be read.
    """
    text, pieces = "", []
    for provision in _json(path)["provisions"]:
        for number, stk in enumerate(re.split(r"\s(?=Stk\. \d+\. )", provision["content"])):
            pieces.append((f"{section_key(provision['section'])}#{number}", len(text), stk))
            text += stk + "\n"
    source = Source(
        id="lov", title="", publisher="", authority=Authority.LOV, wording=Wording.ORDLYD, text=text, issued=None
    )
    return source, tuple(_passage(id_, start, stk) for id_, start, stk in pieces)


def _passage(id_: str, start: int, text: str) -> Passage:
    return Passage(
        id=id_,
        source="lov",
        locator=id_,
        text=text,
        start=start,
        end=start + len(text),
        kind=Kind.PROVISION,
        authority=Authority.LOV,
        wording=Wording.ORDLYD,
    )


def cited_sections(path: Path) -> tuple[Cited, ...]:
    """The questions with their sections.

    Raises:
        CorpusError: the file cannot be read.
    """
    return tuple(Cited(question=row["question"], section=section_key(row["section"])) for row in _json(path))


def section_key(section: str) -> str:
    """A section's number as one word: "113 A" and "113a" are the same."""
    return section.replace(" ", "").lower()


def ndcg(store: Store, case: Cited, weights: Weights) -> float:
    """The gain of the place of the right section among the first ten: 1 for the first, 0 for none."""
    hits = store.search(case.question, _DEEP, _ON, weights=weights)
    sections = list(dict.fromkeys(hit.passage.id.split("#")[0] for hit in hits))[:_K]
    return 1 / math.log2(sections.index(case.section) + 2) if case.section in sections else 0.0


def cross_validated(store: Store, cases: Sequence[Cited]) -> tuple[Measure, Mapping[str, Measure]]:
    """nDCG@10 with the weights of each fold chosen on the others; and beside it, the weights in use and words alone."""
    gains = {weights: [ndcg(store, case, weights) for case in cases] for weights in (*_GRID, Weights(), WORDS_ALONE)}
    held: list[Score] = []
    for fold in range(_FOLDS):
        others = [n for n in range(len(cases)) if n % _FOLDS != fold]
        best = max(_GRID, key=lambda weights: sum(gains[weights][n] for n in others))
        held += [Score(gains[best][n]) for n in range(fold, len(cases), _FOLDS)]
    beside = {"vægtene i brug": Weights(), "kun BM25": WORDS_ALONE}
    return measure(held), {name: measure(Score(one) for one in gains[weights]) for name, weights in beside.items()}


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise CorpusError(f"{path} kan ikke læses ({exc}); ret stien.") from exc
