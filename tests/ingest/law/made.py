"""A made-up act in two versions, small enough to be read here: its wording, and a corpus that tells it rightly."""

import json
from collections.abc import Mapping
from pathlib import Path

from corpus.act_text import ActText
from corpus.provisions import Law, load_law
from ingest.official.read import read_content

OLD, NEW = "lab-2030-10", "lab-2031-20"
ELI = "https://www.retsinformation.dk/eli/lta"
CHAPTERS = {OLD: ("2030", "10"), NEW: ("2031", "20")}
EXTENSION = "For personer efter stk. 1, nr. 2, kan perioden efter en konkret vurdering forlænges op til 26 uger."
WRITTEN = "Tilbuddet skal aftales skriftligt, inden det begynder, og aftalen skal gives til begge parter."
CAP = "Godtgørelsen kan højst udgøre 1.000 kr. om måneden."
SECTIONS: Mapping[str, Mapping[str, str]] = {
    OLD: {
        "1": "§ 1. Loven gælder 1) ledige, som er fyldt 30 år, og 2) personer, som er sygemeldte.",
        "2": "§ 2. Et tilbud kan vare op til 1) fire uger for personer, der er omfattet af § 1, nr. 1, og "
        f"2) 13 uger for personer, der er omfattet af § 1, nr. 2. Stk. 2. {EXTENSION}",
        "3": f"§ 3. {CAP}",
        "4": "§ 4. (Ophævet)",
    },
    NEW: {
        "1": "§ 1. Loven gælder 1) ledige, som er fyldt 30 år, og 2) personer, som er sygemeldte.",
        "2": "§ 2. Et tilbud kan vare op til 1) fire uger for personer, der er omfattet af § 1, nr. 1, og "
        f"2) 15 uger for personer, der er omfattet af § 1, nr. 2. Stk. 2. {WRITTEN} Stk. 3. {EXTENSION}",
        "4": "§ 4. (Ophævet)",
    },
}
STRUCTURE: Mapping[str, Mapping[str, object]] = {
    OLD: {"1": {"stk": [2]}, "2": {"stk": [2, 0]}, "3": {"stk": [0]}, "4": {"repealed": True}},
    NEW: {"1": {"stk": [2]}, "2": {"stk": [2, 0, 0]}, "4": {"repealed": True}},
}
# Place in OLD, place in NEW, text.
RENDERINGS = (
    ("§ 2, stk. 1, nr. 1", "§ 2, stk. 1, nr. 1", "Ledige over 30 år (§ 1, nr. 1) kan være i tilbud i 4 uger."),
    ("§ 2, stk. 1, nr. 2", "", "Sygemeldte (§ 1, nr. 2) kan være i tilbud i 13 uger."),
    ("", "§ 2, stk. 1, nr. 2", "Sygemeldte (§ 1, nr. 2) kan være i tilbud i 15 uger."),
    ("§ 2, stk. 2", "§ 2, stk. 3", "Sygemeldte (§ 1, nr. 2) kan få tilbuddet forlænget til 26 uger."),
    ("§ 3", "", "Der betales op til 1.000 kr. hver måned."),
)


def wording(version: str, **sections: str) -> ActText:
    """The version's official text, with those sections put in place of its own (`_3` is § 3)."""
    return read_content(file(version, **sections), f"{version}.json").named("LAB")


def file(version: str, **sections: str) -> bytes:
    """The same as a file in the JSON form."""
    year, number = CHAPTERS[version]
    texts = {**SECTIONS[version], **{name.removeprefix("_"): text for name, text in sections.items()}}
    content = {
        "id": version,
        "act": "LAB",
        "type": "law",
        "title": "Bekendtgørelse af lov om eksempler",
        "issued_date": f"{year}-01-01",
        "url": f"{ELI}/{year}/{number}",
        "provisions": [{"chapter": None, "section": number, "content": text} for number, text in texts.items() if text],
    }
    return json.dumps(content, ensure_ascii=False).encode("utf-8")


def law_folder(folder: Path, renderings: tuple[tuple[str, str, str], ...] = RENDERINGS) -> Path:
    """A `corpus/law` that holds the act in both versions."""
    (folder / "structure").mkdir(parents=True)
    (folder / "renderings").mkdir()
    for version, sections in STRUCTURE.items():
        (folder / "structure" / f"{version}.json").write_text(json.dumps({"sections": sections}), encoding="utf-8")
    rows = (_row(OLD, "2030-01-01", "in_force_until = 2031-01-01"), _row(NEW, "2031-01-01", ""))
    (folder / "acts.toml").write_text("".join(rows), encoding="utf-8")
    (folder / "renderings" / "lab.toml").write_text(_renderings(renderings), encoding="utf-8")
    return folder


def made_law(folder: Path, renderings: tuple[tuple[str, str, str], ...] = RENDERINGS) -> Law:
    """The act in both versions, as the corpus tells it."""
    return load_law(law_folder(folder, renderings))


def _row(version: str, starts: str, until: str) -> str:
    year, number = CHAPTERS[version]
    return f"""
[[version]]
id = "{version}"
act = "LAB"
name = "LBK nr. {number} af 01/01/{year}"
title = "Bekendtgørelse af lov om eksempler"
short_title = "Eksempelloven"
authority = "lov"
issued = {starts}
in_force_from = {starts}
{until}
eli = "{ELI}/{year}/{number}"
checked_on = 2031-02-01
last_verified = {starts}
"""


def _renderings(rows: tuple[tuple[str, str, str], ...]) -> str:
    written = 'act = "LAB"\n'
    for old, new, text in rows:
        at = ", ".join(f'"{place}" = ["{version}"]' for place, version in ((old, OLD), (new, NEW)) if place)
        both = f'"{old}" = ["{OLD}", "{NEW}"]'
        written += f'\n[[provision]]\nsubject = "Emne"\nat = {{ {both if old == new else at} }}\ntext = "{text}"\n'
    return written
