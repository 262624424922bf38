"""A made-up main act from 1 January 2027, put into a copy of the corpus as data and nothing else.

Its numbers are other than today's on purpose: the groups stand in § 3 in another order, the limits are 5 and 15 weeks
in § 20, and a placement may be extended to 30 weeks and then by 10 at a time.
"""

import json
import re
import shutil
from pathlib import Path

import corpus

FIRST_DAY = "2027-01-01"
VERSION = "lab-2027-9999"
# Group key -> its number in the made-up § 3.
NUMBERS = {
    "sygedagpenge": 1,
    "dagpenge": 2,
    "kontanthjaelp_aktivitetsparat": 3,
    "kontanthjaelp_jobparat": 4,
}
_ROW = f"""
[[version]]
id = "{VERSION}"
act = "LAB"
name = "LOV nr. 9999 af 01/12/2026"
title = "Lov om en beskæftigelsesindsats, opdigtet til denne prøve"
short_title = "Beskæftigelsesindsatsloven (LAB)"
authority = "lov"
issued = 2026-12-01
in_force_from = {FIRST_DAY}
eli = "https://www.retsinformation.dk/eli/lta/2026/9999"
checked_on = 2026-12-15
numbering = 3
last_verified = {FIRST_DAY}
"""
_SECTIONS = {"3": [4], "18": [0], "20": [2, 0]}
_RENDERINGS = f"""
act = "LAB"

[[provision]]
subject = "Målgrupper"
at = {{ "§ 3" = ["{VERSION}"] }}
text = "Loven gælder sygemeldte (nr. 1), dagpengemodtagere (nr. 2), aktivitetsparate (nr. 3) og jobparate (nr. 4)."

[[provision]]
subject = "Tilbud om virksomhedspraktik"
at = {{ "§ 18" = ["{VERSION}"] }}
text = "Alle i lovens målgrupper kan få tilbud om virksomhedspraktik."

[[provision]]
subject = "Varighed, 5 uger"
at = {{ "§ 20, stk. 1, nr. 1" = ["{VERSION}"] }}
text = "En virksomhedspraktik kan højst vare 5 uger for dagpengemodtagere og jobparate kontanthjælpsmodtagere."

[[provision]]
subject = "Varighed, 15 uger"
at = {{ "§ 20, stk. 1, nr. 2" = ["{VERSION}"] }}
text = "En virksomhedspraktik kan i første omgang højst vare 15 uger for sygedagpengemodtagere og aktivitetsparate."

[[provision]]
subject = "Forlængelse"
at = {{ "§ 20, stk. 2" = ["{VERSION}"] }}
text = "Praktik efter stk. 1, nr. 2, kan forlænges til 30 uger i alt og derefter med højst 10 uger ad gangen."
"""
_CLOSED = """
[[version]]
from = {day}
verified_on = 2026-12-15
in_force = false
general = "Reglen er ikke fundet i den nye lov."
"""
_DURATION = """
[[version.value]]
name = "limit"
value = 5
unit = "uger"
reference = "LAB § 20, stk. 1, nr. 1"
groups = ["dagpenge", "kontanthjaelp_jobparat"]

[[version.value]]
name = "first_period"
value = 15
unit = "uger"
reference = "LAB § 20, stk. 1, nr. 2"
groups = ["sygedagpenge", "kontanthjaelp_aktivitetsparat"]
"""
_EXTENSION = """
[[version.value]]
name = "total"
value = 30
unit = "uger"
reference = "LAB § 20, stk. 2"
groups = ["sygedagpenge", "kontanthjaelp_aktivitetsparat"]

[[version.value]]
name = "step"
value = 10
unit = "uger"
reference = "LAB § 20, stk. 2"
"""
_GENERAL = {
    "hoejeste_varighed": "En virksomhedspraktik kan vare op til 5 uger for nogle grupper og op til 15 uger for andre.",
    "forlaengelse": "Grupper med 15 uger kan få perioden forlænget op til 30 uger og derefter 10 uger ad gangen.",
}


def corpus_with_new_act(folder: Path) -> Path:
    """A copy of the corpus package in `folder` with the made-up act; returns what to put on PYTHONPATH."""
    root = folder / "corpus"
    shutil.copytree(Path(corpus.__file__).parent, root, ignore=shutil.ignore_patterns("__pycache__"))
    _add_act(root / "law")
    for path in sorted((root / "rules").rglob("*.toml")):
        if path.name != "topics.toml" and "LAB §" in _last_version(path.read_text(encoding="utf-8")):
            path.write_text(_rule(path), encoding="utf-8")
    _add_groups(root / "lexicon" / "target_groups.toml")
    bank = root / "questions" / "lab.toml"
    bank.write_text("numbered_on = 2026-01-01\n" + bank.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def _add_act(law: Path) -> None:
    acts = law / "acts.toml"
    text = acts.read_text(encoding="utf-8")
    before = 'id = "lab-2024-280"\n'
    closed = text.replace(before, f"{before}in_force_until = {FIRST_DAY}\n", 1)
    acts.write_text(_ROW + closed, encoding="utf-8")
    sections = {number: {"stk": stk} for number, stk in _SECTIONS.items()}
    (law / "structure" / f"{VERSION}.json").write_text(json.dumps({"sections": sections}), encoding="utf-8")
    (law / "renderings" / "lab-2027.toml").write_text(_RENDERINGS, encoding="utf-8")


def _last_version(text: str) -> str:
    return text[text.rindex("[[version]]") :]


def _rule(path: Path) -> str:
    """The rule closed on the first day of the new act, and told anew where the new act has it."""
    text = path.read_text(encoding="utf-8")
    last = _last_version(text)
    closed = text[: -len(last)] + last.replace("verified_on", f"until = {FIRST_DAY}\nverified_on", 1)
    if path.stem == "maalgruppe":
        return closed + _target_groups()
    values = {"hoejeste_varighed": _DURATION, "forlaengelse": _EXTENSION}.get(path.stem)
    return closed + (_CLOSED.format(day=FIRST_DAY) if values is None else _like_today(last, path.stem) + values)


def _like_today(last: str, stem: str) -> str:
    """Today's texts under the new act's references, without today's values."""
    head = last.split("[[version.value]]")[0]
    head = re.sub(r"from = .*", f"from = {FIRST_DAY}", head, count=1)
    head = re.sub(r"general = .*", f'general = "{_GENERAL[stem]}"', head)
    head = re.sub(r"references = .*", 'references = ["LAB § 20, stk. 1", "LAB § 20, stk. 2"]', head)
    head = re.sub(r"(?m)^(uses|notices) = .*\n", "", head)
    return f"\n{head}"


def _target_groups() -> str:
    rows = "".join(
        f'\n[[version.row]]\nwhen = {{ target_group = "{key}" }}\nverdict = "met"\n'
        'text = "En {group} kan få tilbud om virksomhedspraktik."\n'
        f'references = ["LAB § 3, nr. {number}", "LAB § 18"]\n'
        for key, number in NUMBERS.items()
    )
    other = '\n[[version.row]]\nwhen = {}\nverdict = "not_applicable"\ntext = "Gruppen står ikke i loven."\n'
    return (
        f"\n[[version]]\nfrom = {FIRST_DAY}\nverified_on = 2026-12-15\n"
        'general = "Alle målgrupper kan få tilbud om virksomhedspraktik."\nreferences = ["LAB § 3", "LAB § 18"]\n'
        f"{rows}{other}"
    )


def _add_groups(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for key, number in NUMBERS.items():
        start = text.index(f'key = "{key}"')
        open_row = re.compile(r"\{ from = 2020-01-01, reference = (\"LAB § 6, nr\. \d+\") \}")
        new = (
            rf"{{ from = 2020-01-01, until = {FIRST_DAY}, reference = \1 }},"
            rf'{{ from = {FIRST_DAY}, reference = "LAB § 3, nr. {number}" }}'
        )
        text = text[:start] + open_row.sub(new, text[start:], count=1)
    path.write_text(text, encoding="utf-8")
