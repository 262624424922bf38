"""A new main act is data: a copy of the corpus with a made-up one answers rightly before and after its first day."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.made_up_act import corpus_with_new_act

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("new-act")
    path = f"{corpus_with_new_act(folder)}{os.pathsep}{ROOT}"
    env = {**os.environ, "PYTHONPATH": path, "PRAKTIK_HOME": str(folder / "home"), "PYTHONSAFEPATH": "1"}
    run(env, folder, "ingest")
    return env


def run(env: dict[str, str], folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "praktik", *words], env=env, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def ask(environment: dict[str, str], tmp_path: Path) -> Any:
    def asked(question: str, on: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(run(environment, tmp_path, "ask", question, "--on", on, "--json"))
        return answer

    return asked


def references(answer: dict[str, Any]) -> set[str]:
    return {citation["reference"] for citation in answer["citations"] if citation["reference"]}


@pytest.mark.parametrize(
    ("on", "weeks", "reference"),
    [
        pytest.param("2026-12-31", "4 uger", "LAB § 61, stk. 1, nr. 1", id="the day before"),
        pytest.param("2027-01-01", "5 uger", "LAB § 20, stk. 1, nr. 1", id="the first day"),
    ],
)
def test_limit_and_reference_follow_the_act(ask: Any, on: str, weeks: str, reference: str) -> None:
    answer = ask("Hvor længe kan en dagpengemodtager være i virksomhedspraktik?", on)
    assert answer["status"] == "answered"
    assert f"højst være i virksomhedspraktik i {weeks}" in answer["text"]
    assert reference in references(answer)


def test_extension_follows_the_act(ask: Any) -> None:
    answer = ask("Aktivitetsparat kontanthjælpsmodtager på 40 år, kan praktikken forlænges?", "2027-02-01")
    assert "30 uger" in answer["text"]
    assert "10 uger ad gangen" in answer["text"]
    assert "LAB § 20, stk. 2" in references(answer)
    assert {ref.partition(",")[0] for ref in references(answer)} == {"LAB § 20"}


@pytest.mark.parametrize(
    ("on", "group"),
    [
        pytest.param("2026-12-31", "kontanthjaelp_aktivitetsparat", id="§ 6, nr. 3"),
        pytest.param("2027-01-01", "sygedagpenge", id="§ 3, nr. 1"),
    ],
)
def test_number_of_a_group_follows_the_act(ask: Any, on: str, group: str) -> None:
    section = "§ 6, nr. 3" if on < "2027" else "§ 3, nr. 1"
    answer = ask(f"Borgeren er omfattet af {section}. Hvor længe kan praktikken vare?", on)
    assert answer["case"]["target_group"] == group


def test_old_reference_is_said_not_to_exist(ask: Any) -> None:
    answer = ask("Hvad siger LAB § 61, stk. 1, nr. 1?", "2027-03-01")
    assert "§ 61" in answer["text"]
    assert "findes ikke" in answer["text"]
    assert not {ref for ref in references(answer) if ref.startswith("LAB § 61")}


def test_placement_over_new_year_is_judged_by_both_acts(ask: Any) -> None:
    answer = ask("Dagpengemodtager i praktik fra 14. december 2026 i 5 uger, er det i orden?", "2026-12-01")
    before, after = answer["text"].split("#### Reglerne fra 1. januar 2027")
    assert "5 uger er for længe" in before
    assert "5 uger er i orden" in after
    assert {"LAB § 61, stk. 1, nr. 1", "LAB § 20, stk. 1, nr. 1"} <= references(answer)
    assert [row["version"] for row in answer["law"]] == ["LBK nr. 280 af 01/03/2024", "LOV nr. 9999 af 01/12/2026"]


def test_rule_that_the_new_act_lacks_is_not_guessed(ask: Any) -> None:
    answer = ask("Har en dagpengemodtager ret til selvfunden praktik?", "2027-03-01")
    assert not {ref for ref in references(answer) if ref.startswith("LAB § 57")}
    assert "har ret til" not in answer["text"]
