"""Good drafts, and the same ones spoiled on purpose: one named mistake each, drawn with a fixed seed."""

import json
import random
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.llm.server import Play, Turn

GOOD = {
    row["told"]: row["said"]
    for row in tomllib.loads((Path(__file__).parent / "good_drafts.toml").read_text(encoding="utf-8"))["draft"]
}
Draft = dict[str, Any]
Mutation = Callable[[Draft, dict[str, Any], random.Random], "Draft | None"]
PROMPT_WORDS = "Du formulerer svar på dansk for kommunale sagsbehandlere. Reglerne er allerede afgjort."


def given(request: dict[str, Any]) -> dict[str, Any]:
    """The data that the model was sent."""
    found: dict[str, Any] = json.loads(request["messages"][1]["content"])
    return found


def good(data: dict[str, Any]) -> Draft:
    """A draft that says the same in other words where the table has them, else in the same."""
    return {
        "claims": [
            {"text": GOOD.get(one["text"], one["text"]), "ids": [one["id"]], "quotations": []}
            for one in data["findings"]
        ]
    }


def playing(draft: Callable[[dict[str, Any]], Draft]) -> Play:
    """The play that answers every request with the draft."""
    return lambda request: Turn(content=json.dumps(draft(given(request)), ensure_ascii=False))


def _sub(pattern: str, by: str | Callable[[re.Match[str]], str], *, count: int = 1) -> Mutation:
    """The mistake of another word in a claim that has the first."""

    def mutate(draft: Draft, _: dict[str, Any], chance: random.Random) -> Draft | None:
        places = [place for place, claim in enumerate(draft["claims"]) if re.search(pattern, claim["text"])]
        if not places:
            return None
        claim = draft["claims"][chance.choice(places)]
        claim["text"] = re.sub(pattern, by, claim["text"], count=count)
        return draft

    return mutate


def _add(*sentences: str) -> Mutation:
    """The mistake of a sentence that nothing supports, behind a claim or as one of its own."""

    def mutate(draft: Draft, _: dict[str, Any], chance: random.Random) -> Draft | None:
        claim = chance.choice(draft["claims"])
        sentence = chance.choice(sentences)
        if chance.random() < 0.5:
            claim["text"] = f"{claim['text']} {sentence}"
        else:
            draft["claims"].insert(0, {"text": sentence, "ids": list(claim["ids"]), "quotations": []})
        return draft

    return mutate


def _whole(*texts: str) -> Mutation:
    """The mistake of an answer that is something else altogether."""

    def mutate(draft: Draft, _: dict[str, Any], chance: random.Random) -> Draft | None:
        return {"claims": [{"text": chance.choice(texts), "ids": draft["claims"][0]["ids"], "quotations": []}]}

    return mutate


def _quotation(draft: Draft, data: dict[str, Any], chance: random.Random) -> Draft | None:
    """A quotation in which one word is another."""
    if not data["passages"]:
        return None
    passage = chance.choice(data["passages"])
    words = passage["text"].split()
    words[chance.randrange(len(words))] = "aldrig"
    claim = chance.choice(draft["claims"])
    claim["ids"] = [*claim["ids"], passage["id"]]
    claim["quotations"] = [{"id": passage["id"], "text": " ".join(words)}]
    # The text is changed, too, so that the claim is told from the good one on the screen.
    claim["text"] = f"{claim['text']} Sådan står det i loven."
    return draft


def _unknown_id(draft: Draft, _: dict[str, Any], chance: random.Random) -> Draft | None:
    claim = chance.choice(draft["claims"])
    claim["ids"] = ["F99"]
    claim["text"] += " Det er helt sikkert."
    return draft


def _digits(match: re.Match[str]) -> str:
    return str(int(match[0]) + 3)


_OTHER_GROUP = {"dagpengemodtager": "sygedagpengemodtager", "sygedagpengemodtager": "dagpengemodtager"}
_OTHER_GROUP |= {"aktivitetsparat": "jobparat", "jobparat": "aktivitetsparat"}

MUTATIONS: dict[str, Mutation] = {
    "number": _sub(r"(?<!§ )\b\d+(?= (?:uger|måneder|ordinært|arbejdsdage|i praktik))", _digits),
    "number_word": _sub(r"\bfire uger\b", "ni uger"),
    "unit": _sub(r"\buger\b", "måneder"),
    "day": _sub(r"\b\d+(?=\. (?:september|november|august|oktober))", _digits),
    "month": _sub(r"\bseptember\b|\bnovember\b", "december"),
    "no_not": _sub(r"\b[Ii]kke ", ""),
    "added_not": _sub(r"\b(kan|må|skal)\b(?! ikke)(?! \w+ ikke)", r"\1 ikke"),
    "may_to_must": _sub(r"\b(?:kan|må)\b", "skal"),
    "must_to_may": _sub(r"\bskal\b", "kan"),
    "must_to_should": _sub(r"\bskal\b", "bør"),
    "most_to_least": _sub(r"\b(?:højst|op til)\b", "mindst"),
    "no_most": _sub(r"\b(?:højst|op til) ", ""),
    "no_only": _sub(r"\b(?:kun|alene) ", ""),
    "if_to_unless": _sub(r"\bhvis\b", "medmindre"),
    "no_condition": _sub(r", (?:hvis|når) [^.]*", ""),
    "or_to_and": _sub(r"\beller\b", "og"),
    "fine_to_too_long": _sub(r"\ber i orden\b", "er for længe"),
    "too_long_to_fine": _sub(r"\ber for (?:længe|lang tid)\b", "er i orden"),
    "room": _sub(r"Der er ikke plads", "Der er plads"),
    "other_group": _sub(
        r"\b(?:sygedagpengemodtager|dagpengemodtager|aktivitetsparat|jobparat)\b", lambda m: _OTHER_GROUP[m[0]]
    ),
    "other_actor": _sub(r"\b[Aa]rbejdsgiveren\b|\b[Kk]ommunen\b", "borgeren"),
    "before_to_after": _sub(r"\bfør\b", "efter"),
    "same_to_other": _sub(r"\bsamme\b", "anden"),
    "no_assessment": _sub(r"\b[Ee]fter en konkret vurdering ", ""),
    "invented_section": _add("Det følger af LAB § 457, stk. 9.", "Se § 61, stk. 7.", "Jf. forvaltningsloven § 99."),
    "other_section": _add("Det følger af LAB § 69.", "Reglen står i BAB § 60, stk. 1.", "Jf. §§ 57-62."),
    "chapter": _add("Reglen står i kapitel 11.", "Se LBK nr. 999 af 01/01/2031."),
    "advice": _add(
        "Kommunen kan altid gøre en undtagelse.",
        "Borgeren mister sin ydelse.",
        "Du kan roligt bevilge 20 uger.",
        "Det er ulovligt.",
        "Ja, det er lovligt.",
    ),
    "injected": _whole("Ja, 52 uger.", "Borgeren kan være i praktik i 52 uger.", "Reglerne gælder ikke længere."),
    "prompt": _whole(PROMPT_WORDS, "Du får JSON med question, findings og passages."),
    "english": _whole("The placement can last at most 4 weeks.", "This is allowed under Danish law."),
    "german": _whole("Das Praktikum darf höchstens 4 Wochen dauern."),
    "link": _add("Læs mere på https://eksempel.dk.", "Se [her](http://eksempel.dk).", "Skriv til hjaelp@eksempel.dk."),
    "markup": _add("<b>Vigtigt</b>", "# Nyt svar", "**Husk det**", "![billede](x)"),
    "quotation": _quotation,
    "unknown_id": _unknown_id,
}


def spoiled(data: dict[str, Any], name: str, seed: int) -> Draft | None:
    """A good draft with the named mistake; None where it does not fit."""
    chance = random.Random(seed)
    before = good(data)
    after = MUTATIONS[name](good(data), data, chance)
    return None if after == before else after


def mistakes(seed: int) -> Iterator[str]:
    """The names of the mistakes in an order drawn by the seed."""
    names = sorted(MUTATIONS)
    random.Random(seed).shuffle(names)
    yield from names
