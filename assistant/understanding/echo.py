"""Facts as they are shown back to whoever told them, and the words a question is searched with."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from assistant.case import CaseFacts
from assistant.texts import FACT_LABELS, fact_value
from assistant.understanding.cues import plain_text
from assistant.understanding.numbers import rounded
from assistant.understanding.periods import Periods
from corpus.lexicon import Lexicon


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


def search_query(question: str, plain: str, lexicon: Lexicon, groups: Sequence[str], leaned_on: str) -> str:
    """The text to search with: the question, the groups' names, the sources' own words for it, and what it leans on.

    Args:
        question: as it was asked.
        plain: the folded question.
        lexicon: the field's terms.
        groups: the names of the groups that are spoken of.
        leaned_on: the search of the turn that it leans on, or "".
    """
    words = [*groups, *search_words(plain, lexicon)]
    return " ".join(dict.fromkeys([question, *words, *([leaned_on] if leaned_on else [])]))


def search_words(plain: str, lexicon: Lexicon) -> list[str]:
    """The sources' own words for the terms that the folded text names."""
    padded = f" {plain} "
    named = (term for term in lexicon.terms if any(f" {plain_text(word)} " in padded for word in term.words))
    return [more for term in named for more in term.expand]
