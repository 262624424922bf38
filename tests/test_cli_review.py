"""`praktik review` as it is typed."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

import praktik

TEXT = """\
Dato: 5. maj 2025
Du er dagpengemodtager. Du får tilbud om virksomhedspraktik i 6 uger fra den 12. maj 2025 efter kapitel 11 i LAB.
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `praktik` in this process on the session's index: exit code, stdout, stderr."""
    monkeypatch.setenv("PRAKTIK_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "400")

    def typed(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            praktik.main(arguments)
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return typed


@pytest.fixture
def letter(tmp_path: Path) -> str:
    path = tmp_path / "afgoerelse.txt"
    path.write_text(TEXT, encoding="utf-8-sig")
    return str(path)


def test_review_shows_the_report(run: Run, letter: str) -> None:
    code, out, err = run("review", letter)
    assert (code, err) == (0, "")
    for words in ("kapitel 11", "6 uger er for længe", "ingen klagevejledning", "ikke en afgørelse", "Kilder"):
        assert words in out


def test_review_as_json_is_the_contract(run: Run, letter: str) -> None:
    code, out, _ = run("review", letter, "--json")
    review = json.loads(out)
    assert (code, review["status"], review["on"]) == (0, "reviewed", "2025-05-05")
    assert review["references"][0]["problems"][0]["code"] == "too_broad"
    assert {"rule_breached", "missing_complaint"} <= {remark["code"] for remark in review["remarks"]}


def test_review_reads_stdin_and_another_day(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    _, out, _ = run("review", "-", "--json", "--on", "2024-05-05")
    assert json.loads(out)["on"] == "2024-05-05"


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "den findes ikke"), (b"\xff\xfe\x00", "ikke tekst i UTF-8"), (b"  ", "tom")],
    ids=["missing", "binary", "empty"],
)
def test_review_tells_in_one_line_what_is_wrong_with_the_file(
    run: Run, tmp_path: Path, content: bytes | None, words: str
) -> None:
    path = tmp_path / "brev.txt"
    if content is not None:
        path.write_bytes(content)
    code, out, err = run("review", str(path))
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1
