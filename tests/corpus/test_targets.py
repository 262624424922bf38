"""The manifest of official documents: what it knows, what it says it does not know, and what it refuses."""

import shutil
from pathlib import Path

import pytest

from corpus.acts import load_acts
from corpus.errors import CorpusError, QuestionError
from corpus.passage import Authority
from corpus.targets import DOCUMENTS, Target, chosen_targets, load_targets

LAW = Path(__file__).resolve().parents[2] / "corpus" / "law"


@pytest.fixture(scope="module")
def targets() -> tuple[Target, ...]:
    return load_targets()


@pytest.fixture
def law(tmp_path: Path) -> Path:
    return shutil.copytree(LAW, tmp_path / "law")


def test_every_version_of_every_act_is_asked_for_by_its_eli(targets: tuple[Target, ...]) -> None:
    versions, _ = load_acts(LAW)
    by_id = {target.id: target for target in targets}
    for version in versions:
        assert f"https://www.retsinformation.dk{by_id[version.id].path}" == version.eli
        assert version.name.startswith(f"{by_id[version.id].type} nr. {by_id[version.id].number} af ")


def test_act_knows_what_must_come(targets: tuple[Target, ...]) -> None:
    lab = next(target for target in targets if target.id == "lab-2024-280")
    assert (lab.act, lab.type, lab.year, lab.number) == ("LAB", "LBK", 2024, 280)
    assert lab.names == ("lov om en aktiv beskæftigelsesindsats", "beskæftigelsesindsatsloven")


def test_guidance_and_decisions_say_what_is_not_known_of_them(targets: tuple[Target, ...]) -> None:
    documents = [target for target in targets if target.authority not in (Authority.LOV, Authority.BEKENDTGOERELSE)]
    assert [(d.name, d.type, d.path, d.authority) for d in documents] == [
        ("VEJ nr. 9641 af 17/06/2022", "VEJ", "/eli/retsinfo/2022/9641", Authority.VEJLEDNING),
        ("VEJ nr. 9117 af 16/01/2026", "VEJ", "/eli/retsinfo/2026/9117", Authority.VEJLEDNING),
        ("Principmeddelelse 34-20", "KEN", "", Authority.PRINCIPMEDDELELSE),
    ]
    assert all(document.address_note for document in documents)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (["lab"], ["lab-2016-1342", "lab-2019-548", "lab-2022-701", "lab-2024-280"]),
        (["BEK 902/2021", "fvl-2014-433"], ["fvl-2014-433", "forsog-2021-902"]),
        (["vej 9641/2022"], ["vej-2022-9641"]),
        (["34-20"], ["principmeddelelse-34-20"]),
        (["LBK nr. 354 af 02/04/2025"], ["rsl-2025-354"]),
    ],
)
def test_documents_are_chosen_by_act_id_or_name(
    targets: tuple[Target, ...], wanted: list[str], expected: list[str]
) -> None:
    assert [target.id for target in chosen_targets(targets, wanted)] == expected


def test_no_name_means_all(targets: tuple[Target, ...]) -> None:
    assert chosen_targets(targets, ()) == targets


def test_unknown_name_is_the_users_mistake(targets: tuple[Target, ...]) -> None:
    with pytest.raises(QuestionError, match="'lov' er ikke et dokument, vi kender"):
        chosen_targets(targets, ["LAB", "lov"])


ELI = "https://www.retsinformation.dk/eli/retsinfo/2022/1"


def row(id_: str = "x", kind: str = "VEJ", eli: str = ELI, more: str = "") -> str:
    address = f'eli = "{eli}"' if eli else ""
    return f"""[[document]]
id = "{id_}"
act = "XX"
name = "VEJ 1"
title = "Titel"
authority = "vejledning"
type = "{kind}"
{address}
{more}
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("[[document]", "ikke gyldig TOML", id="not-toml"),
        pytest.param(row(eli=""), "uden eli skal eli_note sige hvorfor", id="unknown-without-reason"),
        pytest.param(row(eli="https://eksempel.dk/1"), "eli skal være som", id="other-address"),
        pytest.param(row(more="farve = 1"), "farve", id="unknown-field"),
        pytest.param(row(kind="vej"), "type", id="type"),
        pytest.param(row(id_="../x"), "→ id", id="path-as-id"),
        pytest.param(row() + row(), "'x' bruges af to", id="twice"),
        pytest.param(row(id_="lab-2024-280"), "'lab-2024-280' bruges af to", id="an-acts-id"),
    ],
)
def test_wrong_row_is_refused_with_its_mend(law: Path, text: str, words: str) -> None:
    (law / DOCUMENTS).write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=words):
        load_targets(law)


def test_missing_manifest_is_told(law: Path) -> None:
    (law / DOCUMENTS).unlink()
    with pytest.raises(CorpusError, match=r"documents\.toml kan ikke læses"):
        load_targets(law)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('eli = "https://www.retsinformation.dk/eli/lta/2024/280"', 'eli = "https://www.lovtidende.dk/x"'),
        ('name = "LBK nr. 280 af 01/03/2024"', 'name = "Lovbekendtgørelse 280"'),
    ],
)
def test_act_that_cannot_be_asked_for_is_a_load_error(law: Path, old: str, new: str) -> None:
    acts = law / "acts.toml"
    acts.write_text(acts.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(CorpusError, match="lab-2024-280 skal have en eli"):
        load_targets(law)
