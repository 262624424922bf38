"""What else hangs on the law: the question bank's references, and the report passages placed beside the rules."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from corpus.act_text import ActText
from corpus.acts import ActVersion
from corpus.errors import CorpusError
from corpus.passage import Passage
from corpus.practice import load_practice
from corpus.provisions import Law, Status
from corpus.questions import load_questions
from corpus.reference import parse
from ingest.law.difference import Difference
from ingest.law.words import own_words


def check_bank(
    law: Law, texts: Mapping[str, ActText], folder: Traversable | Path | None = None
) -> Iterator[Difference]:
    """Every reference of the question bank that its act does not have on the day that the bank's numbers are from.

    Raises:
        CorpusError: a file of the bank cannot be read; `check_loading` tells it for the package's own.
    """
    bank = files("corpus") / "questions" if folder is None else folder
    for path in sorted((p for p in bank.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name):
        act = next((act for act in law.acts if f"{act.lower()}.toml" == path.name), None)
        if act is None:
            continue
        content = _content(path)
        version = _numbered(law, act, content)
        for number, entry in enumerate(content.get("passage", ()), start=1):
            if version and entry.get("reference"):
                yield from _missing(path.name, number, entry["reference"], law, version, texts)


def check_loading(passages: Sequence[Passage]) -> Iterator[Difference]:
    """What `praktik ingest` would refuse in the question bank and beside the rules, the first mistake of each."""
    loaders: dict[str, Callable[[], object]] = {
        "corpus/questions": lambda: load_questions(passages),
        "corpus/practice.toml": lambda: load_practice(tuple(passages)),
    }
    for file, load in loaders.items():
        try:
            load()
        except CorpusError as error:
            yield Difference(version="", provision="indlæsning", differs=str(error), file=file)


def _missing(
    name: str, number: int, reference: str, law: Law, version: ActVersion, texts: Mapping[str, ActText]
) -> Iterator[Difference]:
    ref, text = parse(reference), texts.get(version.id)
    in_structure = law.lookup(ref, version.in_force_from).status is Status.EXISTS
    in_wording = text is None or own_words(text, ref) is not None
    places = {"strukturen": in_structure, "ordlyden": in_wording}
    for place in (place for place, there in places.items() if not there):
        yield Difference(
            version=version.id,
            provision=f"spørgsmål {number}",
            differs=f"{ref} findes ikke i {place}",
            file=f"corpus/questions/{name}",
        )


def _numbered(law: Law, act: str, content: dict[str, Any]) -> ActVersion | None:
    """The version whose numbers the file uses: that of its day, else today's, which has no end."""
    day = content.get("numbered_on")
    versions = law.versions(act)
    return next((v for v in versions if (v.in_force(day) if day else v.in_force_until is None)), None)


def _content(path: Traversable | Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise CorpusError(f"corpus/questions/{path.name}: filen kan ikke læses ({exc}); ret den.") from exc
