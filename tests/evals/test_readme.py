"""README's generated parts are what the assistant says today."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.provisions import load_law
from evals.readme import filled

if TYPE_CHECKING:
    from assistant.service import Assistant

README = Path(__file__).resolve().parents[2] / "README.md"
PARTS = ("example", "corpus", "scores")


def part(text: str, name: str) -> str:
    return text.split(f"<!-- begin:{name} -->\n")[1].split(f"<!-- end:{name} -->")[0]


@pytest.mark.parametrize("name", PARTS)
def test_readme_is_as_the_assistant_answers_today(assistant: "Assistant", name: str) -> None:
    written = README.read_text(encoding="utf-8")
    fresh = filled(written, assistant, load_law())
    assert part(written, name) == part(fresh, name), f"README.md ({name}) is stale: run `python -m evals.readme`"


def test_filling_changes_only_the_generated_parts(assistant: "Assistant") -> None:
    text = "før\n<!-- begin:corpus -->\ngammelt\n<!-- end:corpus -->\nefter\n"
    fresh = filled(text, assistant, load_law())
    assert fresh.startswith("før\n<!-- begin:corpus -->\n| Kilde | Gælder | Kontrolleret |\n")
    assert fresh.endswith("\n<!-- end:corpus -->\nefter\n")
    assert "gammelt" not in fresh
