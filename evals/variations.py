"""The same cases in other words: what is asked stays, the nouns and numbers change, and the answer must follow.

An assistant that knows a case by its wording fails here. Three kinds of change:

* nouns: another workplace, another pronoun, another name of the same target group; nothing may change;
* groups: another target group; the understood group must be the new one and everything else the same;
* numbers: another length or count; exactly that fact must change with it.

The words below are written here, not taken from the lexicon, so that a gap there is seen.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from evals.cases import Case

# Words that say where or who without saying anything the law asks about.
_NOUNS: Mapping[str, str] = {
    "Netto": "Irma",
    "Føtex": "Bilka",
    "Bilka": "Matas",
    "Rema": "Lidl",
    "butik": "kantine",
    "butikken": "kantinen",
    "lager": "værksted",
    "lageret": "værkstedet",
    "børnehave": "vuggestue",
    "børnehaven": "vuggestuen",
    "plejehjem": "hospice",
    "plejehjemmet": "hospicet",
    "bager": "slagter",
    "bageriet": "slagteriet",
    "café": "gartneri",
    "caféen": "gartneriet",
    "kontor": "bibliotek",
    "kontoret": "biblioteket",
    "hun": "han",
    "hende": "ham",
    "hendes": "hans",
    "kvinde": "mand",
}
# Other names of the same group; only for a name that says it alone.
NAMES: Mapping[str, str] = {
    "dagpengemodtager": "forsikret ledig",
    "forsikret ledig": "dagpengemodtager",
    "sygedagpengemodtager": "person på sygedagpenge",
    "revalidend": "borger under revalidering",
    "førtidspensionist": "person på førtidspension",
    "JAF": "jobafklaring",
}
# The names that can stand for each other, and the group each of them is.
_GROUPS: Mapping[str, str] = {
    "dagpengemodtager": "dagpenge",
    "sygedagpengemodtager": "sygedagpenge",
    "revalidend": "revalidering",
    "førtidspensionist": "foertidspension",
}
_BENEFIT = re.compile(r"dagpenge|dimittend|revalid|pension|kontanthjælp|a-kasse|forsikret", re.IGNORECASE)
# Facts that only citizens of one group have.
_BOUND_TO_GROUP = {
    "graduate",
    "higher_education",
    "months_on_benefit",
    "benefit_until",
    "availability_test",
    "employed",
}
_COUNTED = ("weeks", "weeks_used", "weekly_hours", "employees", "placed")
_WORDS = {2: "to", 3: "tre", 4: "fire", 5: "fem", 6: "seks", 7: "syv", 8: "otte", 9: "ni", 10: "ti", 11: "elleve"}
_WORDS |= {12: "tolv", 13: "tretten"}
_OTHER_NUMBERS = (7, 3, 9, 11, 5, 14, 18)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """A case in other words: its turns, and the facts that must be understood now."""

    of: Case
    kind: str
    turns: tuple[str, ...]
    facts: Mapping[str, Any] | None


def variations(case: Case) -> Iterator[Variation]:
    """Every variation that the case's words admit; none for a case without such words."""
    yield from _made("nouns", case, partial(swapped, words={**_NOUNS, **NAMES}), case.facts)
    yield from _other_groups(case)
    yield from _other_numbers(case)


def _other_groups(case: Case) -> Iterator[Variation]:
    group = (case.facts or {}).get("target_group")
    if _BOUND_TO_GROUP & (case.facts or {}).keys() or _benefit_named_twice(case.turns):
        return
    named = [name for name, key in _GROUPS.items() if key == group and _times(case.turns, name) == 1]
    for name in named:
        other = next(candidate for candidate in _GROUPS if candidate != name)
        facts = {**(case.facts or {}), "target_group": _GROUPS[other]}
        yield from _made("groups", case, partial(swapped, words={name: other}), facts)


def _benefit_named_twice(turns: Sequence[str]) -> bool:
    """True if the benefit is spoken of besides the group's name: the two would no longer agree."""
    return len(_BENEFIT.findall(" ".join(turns))) > 1


def _other_numbers(case: Case) -> Iterator[Variation]:
    for fact in _COUNTED:
        value = (case.facts or {}).get(fact)
        if value is None or Decimal(str(value)) != int(value) or _meant_twice(case, int(value)):
            continue
        said = [word for word in (str(int(value)), _WORDS.get(int(value), "")) if word]
        places = [word for word in said for _ in range(_times(case.turns, word))]
        if len(places) == 1:
            number = next(n for n in _OTHER_NUMBERS if n != int(value) and not _times(case.turns, str(n)))
            yield from _numbered(case, fact, places[0], number)


def _numbered(case: Case, fact: str, word: str, number: int) -> Iterator[Variation]:
    facts = {**(case.facts or {}), fact: number}
    yield from _made("numbers", case, partial(swapped, words={word: str(number)}), facts)


def _meant_twice(case: Case, value: int) -> bool:
    """True if two facts have the number, or one is counted from another: then it is not clear which would change."""
    facts = case.facts or {}
    same = [name for name in _COUNTED if name in facts and facts[name] == value]
    return len(same) > 1 or {"weeks", "weeks_used"} <= facts.keys()


def _made(kind: str, case: Case, change: Callable[[str], str], facts: Mapping[str, Any] | None) -> Iterator[Variation]:
    turns = tuple(change(turn) for turn in case.turns)
    if turns != case.turns:
        yield Variation(of=case, kind=kind, turns=turns, facts=facts)


def swapped(text: str, words: Mapping[str, str]) -> str:
    """The text with whole words swapped, a capital kept."""
    pattern = re.compile(rf"(?<![\w§/.-])(?:{'|'.join(map(re.escape, words))})(?![\w/]|\.\d)", re.IGNORECASE)
    folded = {word.casefold(): other for word, other in words.items()}

    def other(match: re.Match[str]) -> str:
        found = folded[match[0].casefold()]
        return found.capitalize() if match[0][0].isupper() and found[0].islower() else found

    return pattern.sub(other, text)


def _times(turns: Sequence[str], word: str) -> int:
    text = " ".join(turns)
    return len(re.findall(rf"(?<![\w§/.-]){re.escape(word)}(?![\w/]|\.\d)", text, re.IGNORECASE))
