"""Facts as they are shown back to whoever told them, and the words a question is searched with."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.case import CaseFacts
from assistant.texts import FACT_LABELS, fact_value
from assistant.understanding.cues import plain_text
from assistant.understanding.numbers import rounded
from assistant.understanding.periods import Periods
from corpus.dates import danish_date
from corpus.lexicon import Lexicon

if TYPE_CHECKING:
    from assistant.understanding.meaning import Understanding


def echo(understood: "Understanding", lexicon: Lexicon, on: date, numbers: Periods) -> tuple[str, ...]:
    """What was understood, a line a fact, as it is shown back.

    Args:
        understood: the meaning of the question.
        lexicon: the names of the target groups.
        on: the day of the question, for the names where no other day's law is spoken of.
        numbers: how the lengths were told.
    """
    names = {key: lexicon.display(key, understood.on or on) for key in lexicon.keys}
    lines = told_lines(understood.facts, names, numbers)
    if understood.people:
        own = (", ".join(told_lines(one, names, numbers)) for one in understood.people)
        lines += [f"borger {number} – {said}" for number, said in enumerate(own, start=1)]
    elif understood.groups:
        lines.insert(0, "målgrupper: " + " og ".join(names[key] for key in understood.groups))
    elif understood.candidates and understood.facts.target_group is None:
        lines.insert(0, "målgruppe: enten " + " eller ".join(names[key] for key in understood.candidates))
    if understood.on:
        lines.append(f"ret pr. {danish_date(understood.on)}")
    return tuple(lines)


def told_lines(facts: CaseFacts, names: Mapping[str, str], numbers: Periods) -> list[str]:
    """The known facts, a line each.

    Args:
        facts: what was told.
        names: the target groups' names by key.
        numbers: how the lengths were told ("mere end", "omkring").
    """
    return [f"{FACT_LABELS[name].lower()}: {_said(name, v, names, numbers)}" for name, v in facts.known().items()]


def _said(name: str, value: object, names: Mapping[str, str], numbers: Periods) -> str:
    if isinstance(value, Decimal):
        text = str(rounded(value)).replace(".", ",")
        if name == "weeks" and numbers.over:
            return "mere end " + str(rounded(value).to_integral_value(rounding="ROUND_FLOOR"))
        return f"omkring {text}" if name == "weeks" and numbers.months else text
    return fact_value(name, value, names)


def search_query(question: str, plain: str, lexicon: Lexicon, understood: "Understanding", leaned_on: str) -> str:
    """The text to search with: the question, the groups' names, the sources' own words for it, and what it leans on.

    Args:
        question: as it was asked.
        plain: the folded question.
        lexicon: the names of the target groups and the field's terms.
        understood: the meaning of the question, with the groups that are spoken of.
        leaned_on: the search of the turn that it leans on, or "".
    """
    keys = understood.groups if understood.facts.target_group is None else (understood.facts.target_group,)
    groups = (lexicon.display(key, understood.on or date.max) for key in keys)
    words = [*groups, *search_words(plain, lexicon)]
    return " ".join(dict.fromkeys([question, *words, *([leaned_on] if leaned_on else [])]))


def search_words(plain: str, lexicon: Lexicon) -> list[str]:
    """The sources' own words for the terms that the folded text names."""
    padded = f" {plain} "
    named = (term for term in lexicon.terms if any(word in padded for word in _folded(term.words)))
    return [more for term in named for more in term.expand]


@lru_cache(maxsize=4_000)
def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a term as they stand in folded text, with a space on each side."""
    return tuple(f" {plain_text(word)} " for word in words)
