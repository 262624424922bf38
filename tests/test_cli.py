"""The command line as it is typed: what it prints, what it says when something is wrong, and how it ends."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import praktik

ON = ("--on", "2026-11-20")
QUESTION = "Hvor længe kan en dagpengemodtager være i virksomhedspraktik?"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `praktik` in this process on the session's index: exit code, stdout, stderr."""
    monkeypatch.setenv("PRAKTIK_HOME", str(home))
    monkeypatch.delenv("PRAKTIK_DOCUMENTS", raising=False)
    monkeypatch.delenv("PRAKTIK_EMBEDDER", raising=False)
    # Rich breaks lines at the width of the terminal.
    monkeypatch.setenv("COLUMNS", "400")

    def typed(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            praktik.main(arguments)
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return typed


@pytest.fixture
def case_file(tmp_path: Path) -> Callable[[str], str]:
    """A case file with that content."""

    def written(content: str) -> str:
        path = tmp_path / "sag.json"
        path.write_text(content, encoding="utf-8")
        return str(path)

    return written


def process(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own."""
    environment = {**os.environ, "PRAKTIK_HOME": str(home), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, praktik.__file__, *arguments], capture_output=True, text=True, env=environment, check=False
    )


def test_ask_answers_with_the_rule_and_its_sources(run: Run) -> None:
    code, out, err = run("ask", QUESTION, *ON)
    assert (code, err) == (0, "")
    assert "4 uger" in out
    assert "[1] LAB § 61, stk. 1, nr. 1 (gengivelse)" in out
    assert "LBK nr. 280 af 01/03/2024" in out


def test_ask_as_json_is_one_answer(run: Run) -> None:
    code, out, err = run("ask", QUESTION, *ON, "--json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert (answer["status"], answer["on"]) == ("answered", "2026-11-20")
    assert "LAB § 61, stk. 1, nr. 1" in [citation["reference"] for citation in answer["citations"]]


def test_ask_with_several_turns_is_one_conversation_and_a_list(run: Run) -> None:
    code, out, _ = run("ask", QUESTION, "Og hvis hun i stedet er i fleksjob?", *ON, "--json")
    first, second = json.loads(out)
    assert code == 0
    assert "4 uger" in first["text"]
    # Only the first turn says that it is about how long; the answer is LAB § 61, stk. 1, nr. 2's.
    assert "13 uger" in second["text"]


def test_ask_with_several_turns_shows_each_question(run: Run) -> None:
    _, out, _ = run("ask", QUESTION, "Kan den forlænges?", *ON)
    assert f"› {QUESTION}" in out
    assert "› Kan den forlænges?" in out


def test_search_as_json_gives_verbatim_places(run: Run, assistant: Any) -> None:
    code, out, err = run("search", "kan praktikken forlænges ud over fire uger", "-k", "3", *ON, "--json")
    hits = json.loads(out)
    assert (code, err, len(hits)) == (0, "", 3)
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    for hit in hits:
        assert assistant.source(hit["source"]).text[hit["start"] : hit["end"]] == hit["text"]


def test_search_shows_title_place_and_text(run: Run) -> None:
    code, out, _ = run("search", "Hvad kræver LAB § 61, stk. 2?", "-k", "1", *ON)
    assert code == 0
    assert out.startswith("1. ")
    assert "§ 61, stk. 2" in out.splitlines()[0]
    assert "forlænges" in out


def test_check_as_json_gives_findings_of_the_day(run: Run, case_file: Callable[[str], str]) -> None:
    path = case_file('{"target_group": "dagpenge", "weeks": 6, "start": "2026-12-01"}')
    code, out, err = run("check", "--case", path, *ON, "--json")
    verdicts = {finding["rule"]: finding["verdict"] for finding in json.loads(out)}
    assert (code, err) == (0, "")
    assert verdicts["varighed/hoejeste_varighed"] == "breached"


def test_check_shows_verdicts_in_danish(run: Run, case_file: Callable[[str], str]) -> None:
    code, out, _ = run("check", "--case", case_file('{"target_group": "dagpenge", "weeks": 4}'), *ON)
    assert code == 0
    assert "Opfyldt – " in out
    assert "LAB § 61, stk. 1, nr. 1" in out


def test_ingest_of_the_same_corpus_says_that_nothing_was_needed(run: Run, home: Path) -> None:
    before = (home / "CURRENT").read_text(encoding="utf-8")
    code, out, err = run("ingest")
    assert (code, err) == (0, "")
    assert "Indekset er opdateret i forvejen" in out
    assert (home / "CURRENT").read_text(encoding="utf-8") == before


def test_no_arguments_shows_the_commands(run: Run) -> None:
    code, out, _ = run()
    assert code == 0
    for command in ("ingest", "ask", "search", "check", "evals", "bench", "app"):
        assert command in out


BINARY = bytes(range(256)).decode("latin-1")
# What came in as bytes that are no text, as Python hands them over.
SURROGATES = b"\xff\xfe\x80".decode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["frob"], "praktik: ukendt kommando 'frob'; se 'praktik --help'.", id="command"),
        pytest.param(["--frob"], "praktik: ukendt valg '--frob'; se 'praktik --help'.", id="option"),
        pytest.param(
            ["ask", "hej", "--frob"], "praktik ask: ukendt valg '--frob'; se 'praktik ask --help'.", id="ask-option"
        ),
        pytest.param(["ask"], "praktik ask: der mangler SPØRGSMÅL…; se 'praktik ask --help'.", id="no-question"),
        pytest.param(["search"], "praktik search: der mangler SØGNING", id="no-query"),
        pytest.param(["search", "a", "b"], "praktik search: for mange argumenter: 'b'", id="two-queries"),
        pytest.param(["search", "x", "-k", "0"], "-k skal være et helt tal fra 1 til 100", id="k-out-of-range"),
        pytest.param(["search", "x", "-k", "to"], "-k skal være et helt tal fra 1 til 100", id="k-not-a-number"),
        pytest.param(["search", ""], "Spørgsmålet er tomt", id="empty-query"),
        pytest.param(["check"], "praktik check: der mangler --case", id="no-case"),
        pytest.param(["check", "--case"], "--case mangler en værdi", id="option-without-value"),
        pytest.param(["ask", "hej", "--json=1"], "--json tager ingen værdi", id="flag-with-value"),
        pytest.param(["ask", "hej", "--on", "2026-13-40"], "'2026-13-40' er ikke en dato", id="date"),
        pytest.param(["ask", "hej", "--on", "i går"], "skriv den som 2026-11-20", id="date-in-words"),
        pytest.param(["ask", "hej", "--on", "å" * 100_000], "er ikke en dato", id="long-date"),
        pytest.param(["å" * 100_000], "ukendt kommando", id="long-command"),
        pytest.param(["app", "--port", "0"], "--port skal være et helt tal fra 1 til 65535", id="port"),
        pytest.param(["evals", "nej"], "intet sæt 'nej'", id="suite"),
        pytest.param(["bench", "--passages", "5000"], "--passages kræver --texts", id="bench-without-texts"),
        pytest.param(["ask", "a" * 100_000], "Spørgsmålet er på 100000 tegn", id="long-question"),
        pytest.param(["search", "a" * 100_000], "Spørgsmålet er på 100000 tegn", id="long-search"),
        pytest.param(["ask", BINARY], "tegn, der ikke er tekst", id="binary"),
        pytest.param(["ask", SURROGATES], "tegn, der ikke er tekst", id="not-utf-8"),
        pytest.param(["ask", "   "], "Spørgsmålet er tomt", id="blank"),
    ],
)
def test_users_mistake_is_one_danish_line_and_exit_code_two(run: Run, arguments: list[str], words: str) -> None:
    assert_one_line(run(*arguments), words, code=2)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param('{"weeks": 6', "ikke gyldig JSON (linje 1)", id="not-json"),
        pytest.param("[" * 100_000, "ikke gyldig JSON (for dyb", id="too-deep"),
        pytest.param('{"uger": 6}', "uger er ikke et faktum, vi kender", id="unknown-fact"),
        pytest.param('{"weeks": -1}', "weeks skal være større end 0", id="out-of-range"),
        pytest.param('{"weeks": "mange"}', "weeks skal være et tal", id="not-a-number"),
        pytest.param('{"start": "i morgen"}', "start skal være en dato som 2026-11-20", id="not-a-date"),
        pytest.param('{"self_found": "måske"}', "self_found skal være true eller false", id="not-yes-or-no"),
        pytest.param('{"age": 4.5}', "age skal være et helt tal", id="not-whole"),
        pytest.param('{"purposes": ["hygge"]}', "eller 'self_confidence'", id="unknown-purpose"),
        pytest.param("[]", "filen skal være et objekt med sagens fakta", id="not-an-object"),
        pytest.param('{"target_group": "alle"}', "Målgruppen 'alle' findes ikke", id="unknown-group"),
    ],
)
def test_wrong_case_file_is_one_danish_line(
    run: Run, case_file: Callable[[str], str], content: str, words: str
) -> None:
    assert_one_line(run("check", "--case", case_file(content), *ON), words, code=2)


def test_case_file_that_is_missing_or_binary_is_one_danish_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sag.json").write_bytes(b"\xff\xfe\x00")
    assert_one_line(run("check", "--case", str(tmp_path / "nej.json")), "den findes ikke", code=2)
    assert_one_line(run("check", "--case", str(tmp_path)), "det er en mappe", code=2)
    assert_one_line(run("check", "--case", str(tmp_path / "sag.json")), "ikke tekst i UTF-8 (byte 0)", code=2)


@pytest.mark.parametrize("arguments", [["ask", QUESTION], ["search", "praktik"], ["evals"], ["bench"]])
def test_missing_index_names_the_command_that_builds_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setenv("PRAKTIK_HOME", str(tmp_path))
    assert_one_line(run(*arguments), "kør 'praktik ingest'", code=1)


def test_unknown_model_is_one_danish_line(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PRAKTIK_EMBEDDER", str(tmp_path / "ingen-model"))
    assert_one_line(run("ask", QUESTION), "ingen-model", code=1)


def test_process_answers_and_is_quiet(home: Path) -> None:
    done = process("ask", QUESTION, *ON, "--json", home=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["status"] == "answered"


def test_process_tells_a_mistake_in_one_line(home: Path) -> None:
    done = process("ask", "a" * 100_000, home=home)
    assert_one_line((done.returncode, done.stdout, done.stderr), "Spørgsmålet er på 100000 tegn", code=2)


def test_process_without_index_names_the_command(tmp_path: Path) -> None:
    done = process("ask", QUESTION, home=tmp_path)
    assert_one_line((done.returncode, done.stdout, done.stderr), "kør 'praktik ingest'", code=1)
    assert list(tmp_path.iterdir()) == []


def assert_one_line(ended: tuple[int, str, str], words: str, code: int) -> None:
    assert ended[:2] == (code, "")
    line = ended[2]
    assert line.startswith("praktik")
    assert line.endswith("\n")
    assert line.count("\n") == 1
    assert words in line
    assert "praktik: praktik" not in line
    # A line that one reads, whatever was typed.
    assert len(line) < 600
