"""A conversation of a user as the draft of an eval case, for a maintainer to put right and keep."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence

from assistant.answer import Answer
from evals.cases import split_of

_ID_WORDS = 6
_HEAD = (
    "# Udkast. Kravene er det, der blev svaret: ret dem til det rigtige svar, og læg sagen i evals/cases.\n"
    "# Ændres id, skal split følge med; indlæsningen siger til."
)


def draft(turns: Sequence[str], answer: Answer, topics: Mapping[str, Sequence[str]], note: str = "") -> str:
    """The text of a case file with one case, which `evals.cases.load_cases` reads.

    Args:
        turns: the questions up to the one that was answered, without personal data.
        answer: the answer to the last of them; what it cites and finds becomes what is demanded.
        topics: the topics of each rule, by the rule's id.
        note: what was said of the answer.
    """
    key = f"brug-{_slug(turns[-1])}-{answer.on:%Y%m%d}"
    fields: list[tuple[str, object]] = [
        ("id", key),
        ("split", split_of(key)),
        ("turns", list(turns)),
        ("on", answer.on),
    ]
    if answer.status == "declined":
        fields.append(("must_decline", True))
    else:
        fields += [("status", answer.status), ("must_cite", _cited(answer)), ("verdicts", _verdicts(answer, topics))]
    fields.append(("note", note))
    lines = [f"{name} = {_toml(value)}" for name, value in fields if value not in ("", [], {})]
    return "\n".join((_HEAD, "", "[[case]]", *lines, ""))


def _cited(answer: Answer) -> list[str]:
    return list(dict.fromkeys(citation.reference or citation.source for citation in answer.citations))


def _verdicts(answer: Answer, topics: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The first verdict on each topic; where several people are answered for, none: a case holds one."""
    if len(answer.cases) > 1:
        return {}
    found: dict[str, str] = {}
    for finding in answer.findings:
        for topic in topics.get(finding.rule, ())[:1]:
            found.setdefault(topic, finding.verdict)
    return found


def _slug(text: str) -> str:
    """The first words in the letters that an id may have.

    >>> _slug("Hvor længe må hun være på Ærø?")
    'hvor-laenge-maa-hun-vaere-paa'
    """
    danish = text.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = unicodedata.normalize("NFKD", danish).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:_ID_WORDS]) or "uden-ord"


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_toml(held)}" for key, held in value.items()) + " }"
    if isinstance(value, (str, list, bool)):
        # TOML's strings and lists are JSON's, but for this one letter.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)
