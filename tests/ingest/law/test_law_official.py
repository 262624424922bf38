"""`praktik law` on the real texts: everything we say of the law is in it, or a person has said why not."""

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.act_text import ActText, Part, ProvisionKind
from corpus.provisions import load_law
from corpus.rule import Rule
from corpus.rulebook import load_rulebook
from ingest.documents import read_documents
from ingest.law.check import Checked, CheckReport, check
from ingest.law.check_renderings import check_renderings
from ingest.law.check_rules import check_rules
from ingest.law.diff import ChangeKind, diff, find_provision, find_version
from ingest.law.report import diff_lines
from ingest.law.reviewed import load_reviewed
from ingest.law.texts import OfficialTexts, read_texts
from ingest.official.read import read_official

LAW = load_law()
RULES = load_rulebook(law=LAW).rules
IDS = [version.id for act in LAW.acts for version in LAW.versions(act)]
ACTS = [id_ for id_ in IDS if id_.startswith(("lab-", "bab-"))]


@pytest.fixture(scope="module")
def texts(shared: Path) -> OfficialTexts:
    return read_texts(shared / "official", LAW)


@pytest.fixture(scope="module")
def report(texts: OfficialTexts) -> CheckReport:
    read = tuple(passage for document in read_documents() for passage in document.passages)
    ours = Checked(law=LAW, rules=RULES, passages=read + LAW.passages())
    return check(ours, texts.by_version, load_reviewed(LAW))


def test_every_version_is_read(texts: OfficialTexts) -> None:
    assert list(texts.by_version) == IDS
    assert texts.unknown == ()


@pytest.mark.parametrize("version", ACTS)
def test_provisions_are_as_many_as_in_the_file(shared: Path, version: str) -> None:
    path = shared / "official" / f"{version}.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["provisions"]
    act = read_official(path)
    printed = [p for p in act.provisions if p.kind is ProvisionKind.SECTION]
    assert len(printed) == len(rows)
    assert sum(p.part is Part.OWN for p in printed) == sum(bool(row["chapter"]) for row in rows)


def test_check_is_clean(report: CheckReport) -> None:
    assert report.differences == ()
    assert report.stale == ()
    assert report.without == ()


def test_every_reviewed_row_is_needed(report: CheckReport) -> None:
    assert len(report.explained) == len(load_reviewed(LAW))


def test_partial_folder_is_clean_too(shared: Path, tmp_path: Path) -> None:
    for name in ("lab-2024-280", "fvl-2014-433"):
        shutil.copy(shared / "official" / f"{name}.json", tmp_path)
    ours = Checked(law=LAW, rules=RULES, passages=())
    found = check(ours, read_texts(tmp_path, LAW).by_version, load_reviewed(LAW))
    assert [d for d in found.differences if d.version] == []
    assert found.stale == ()
    assert found.checked == ("lab-2024-280", "fvl-2014-433")


VALUES = [
    (rule, v, q) for rule in RULES for v, version in enumerate(rule.versions) for q in range(len(version.quantities))
]


def with_another_value(rule: Rule, version: int, quantity: int) -> Rule:
    """The rule with one more week, person or employee in that value."""
    changed = list(rule.versions[version].quantities)
    changed[quantity] = replace(changed[quantity], value=changed[quantity].value + Decimal(1))
    versions = list(rule.versions)
    versions[version] = replace(versions[version], quantities=tuple(changed))
    return replace(rule, versions=tuple(versions))


@pytest.mark.parametrize(("rule", "version", "quantity"), VALUES, ids=lambda v: getattr(v, "id", str(v)))
def test_value_one_higher_would_be_found(texts: OfficialTexts, rule: Rule, version: int, quantity: int) -> None:
    wrong = with_another_value(rule, version, quantity)
    told = [d.differs for d in check_rules([wrong], LAW, texts.by_version)]
    name = rule.versions[version].quantities[quantity].name
    assert any(differs.startswith(f"{name}: ") for differs in told)


@pytest.mark.parametrize(
    ("place", "right", "wrong", "expected"),
    [
        pytest.param("§ 61, stk. 1, nr. 1", "4 uger", "8 uger", "8 uger står kun hos os", id="weeks"),
        pytest.param("§ 61, stk. 2", "26 uger", "39 uger", "39 uger står kun hos os", id="extension"),
        pytest.param("§ 61, stk. 1, nr. 1", "§ 6, nr. 2", "§ 6, nr. 3", "§ 6, nr. 3 nævnes kun hos os", id="group"),
        pytest.param("§ 61, stk. 1, nr. 2", "nr. 13", "nr. 1", "§ 6, nr. 1 nævnes kun hos os", id="group of 13 weeks"),
        pytest.param("§ 205", "4 uger", "6 uger", "6 uger står kun hos os", id="deadline"),
    ],
)
def test_wrong_number_in_a_rendering_would_be_found(
    texts: OfficialTexts, place: str, right: str, wrong: str, expected: str
) -> None:
    version = LAW.version_by_id("lab-2024-280")
    assert version is not None
    rendering = next(r for r in LAW.renderings(version.id) if r.ref.path == place)
    changed = replace(rendering, text=rendering.text.replace(right, wrong))
    assert changed.text != rendering.text
    told = [d.differs for d in check_renderings(version, (changed,), texts.by_version[version.id])]
    assert expected in told


def section_diff(texts: dict[str, ActText], act: str, old: str, new: str, section: str) -> list[str]:
    found = diff(LAW, texts, find_version(LAW, act, old), find_version(LAW, act, new), find_provision(act, section))
    return list(diff_lines(found))


def test_diff_shows_the_change_of_section_58(texts: OfficialTexts) -> None:
    lines = section_diff(dict(texts.by_version), "LAB", "2022/701", "2024/280", "58")
    assert "Ændret: § 58, stk. 2" in lines
    assert any("{+med uddannelsespålæg efter § 30+}" in line for line in lines)
    assert lines[-1] == "I alt: 1 ændret, 2 uændret."


def test_diff_says_that_the_stk_of_section_61_moved(texts: OfficialTexts) -> None:
    lines = section_diff(dict(texts.by_version), "BAB", "2019/1180", "2020/2006", "61")
    assert "Flyttet: § 61, stk. 1 → § 61, stk. 2" in lines
    assert "Flyttet og ændret: § 61, stk. 2 → § 61, stk. 3" in lines
    assert "Ny: § 61, stk. 1" in lines


def test_section_61_of_the_act_is_the_same_since_2020(texts: OfficialTexts) -> None:
    for old, new in (("2019/548", "2022/701"), ("2022/701", "2024/280")):
        assert section_diff(dict(texts.by_version), "LAB", old, new, "61")[-1] == "I alt: 2 uændret."


def test_new_purposes_of_section_53_are_told_by_their_old_numbers(texts: OfficialTexts) -> None:
    old, new = (find_version(LAW, "LAB", name) for name in ("2019/548", "2022/701"))
    found = diff(LAW, texts.by_version, old, new, find_provision("LAB", "53"))
    moved = {(c.old.stk, c.new.stk) for c in found.changes if c.kind is ChangeKind.MOVED and c.old and c.new}
    assert {(3, 4), (4, 5), (5, 6), (6, 7), (7, 8)} <= moved
