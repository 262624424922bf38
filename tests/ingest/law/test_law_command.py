"""`praktik law` as it is typed, on the shipped law."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import praktik
from tests.ingest.http_server import Say, Server
from tests.ports import free_port

Run = Callable[..., tuple[int, str, str]]
FEED = """<?xml version="1.0" encoding="utf-16"?><feed xmlns="http://www.w3.org/2005/Atom">
<entry><id>https://retsinformation.dk/eli/lta/2031/501</id><title>Lov om ændring af lov om en aktiv
beskæftigelsesindsats</title><updated>2031-07-29</updated><reasonForChange>NewDocument</reasonForChange></entry>
<entry><id>https://retsinformation.dk/eli/lta/2031/5</id><title>Lov om får</title><updated>2031-07-28</updated></entry>
</feed>"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("PRAKTIK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PRAKTIK_OFFICIAL", raising=False)

    def typed(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            praktik.main(("law", *arguments))
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return typed


@pytest.fixture
def feed(tmp_path: Path) -> str:
    path = tmp_path / "feed.atom"
    path.write_text(FEED, encoding="utf-8")
    return str(path)


def test_status_lists_every_version_and_says_that_we_render(run: Run) -> None:
    code, out, err = run("status")
    assert (code, err) == (0, "")
    assert "LBK nr. 280 af 01/03/2024" in out
    assert "fra 2024-01-01 (nu)" in out
    assert "2022-05-22 – 2023-12-31" in out
    assert "Ingen officiel ordlyd er hentet" in out


def test_status_as_json_is_one_object(run: Run) -> None:
    code, out, _ = run("status", "FVL", "--json")
    (version,) = json.loads(out)["versions"]
    assert code == 0
    assert (version["id"], version["wording"], version["later"]) == ("fvl-2014-433", "gengivelse", None)
    assert version["in_force_until"] is None


def test_diff_without_wording_compares_renderings_and_says_so(run: Run) -> None:
    code, out, err = run("diff", "LAB", "2022/701", "2024/280", "58")
    assert (code, err) == (0, "")
    assert "gengivelser og strukturen, fordi ordlyden mangler for lab-2022-701, lab-2024-280" in out
    assert "Ændret: § 58, stk. 2" in out
    assert "der har et uddannelsespålæg efter § 30" in out


def test_diff_as_json_holds_the_marked_words(run: Run) -> None:
    _, out, _ = run("diff", "BAB", "2019/1180", "2020/2006", "61", "--json")
    found = json.loads(out)
    assert found["wording"] == "gengivelse"
    assert ("moved", "BAB § 61, stk. 1", "BAB § 61, stk. 2") in [
        (change["kind"], change["old"], change["new"]) for change in found["changes"]
    ]


def test_check_without_wording_is_one_line_and_code_2(run: Run) -> None:
    code, out, err = run("check")
    assert (code, out) == (2, "")
    assert "praktik fetch" in err
    assert "--official DIR" in err
    assert err.count("\n") == 1


def test_check_of_a_folder_without_our_acts_is_code_2(run: Run, tmp_path: Path) -> None:
    assert run("check", "--official", str(tmp_path))[0] == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(("status", "XYZ"), "skriv en af: LAB", id="unknown act"),
        pytest.param(("status", "--official", "/findes/ikke"), "er ikke en mappe", id="no folder"),
        pytest.param(("diff", "LAB", "2022/701", "2024/281"), "2016/1342, 2019/548", id="unknown version"),
        pytest.param(("diff", "LAB", "2022/701", "2024/280", "hej"), "kan ikke læses", id="no section"),
        pytest.param(("watch", "--feed", "/findes/ikke"), "den findes ikke", id="no feed"),
    ],
)
def test_mistake_of_the_user_is_one_line_and_code_2(run: Run, arguments: tuple[str, ...], words: str) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    assert words in err
    assert err.count("\n") == 1


def test_watch_reads_a_saved_feed(run: Run, feed: str) -> None:
    code, out, err = run("watch", "--feed", feed)
    assert (code, err) == (0, "")
    assert "https://retsinformation.dk/eli/lta/2031/501" in out
    assert "nævner loven i titlen" in out
    assert "får" not in out
    assert "2 poster læst; 1 om LAB." in out


def test_watch_as_json(run: Run, feed: str) -> None:
    found = json.loads(run("watch", "--feed", feed, "--json")[1])
    assert (found["entries"], [change["act"] for change in found["changes"]]) == (2, ["LAB"])
    assert found["changes"][0]["entry"]["updated"] == "2031-07-29"


def test_watch_asks_the_server_for_the_feed(run: Run, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRAKTIK_RETSINFORMATION_URL", server.url)
    server.scripts["/eli/eli-update-feed.atom"] = [Say(body=FEED.encode("utf-8"))]
    code, out, _ = run("watch")
    assert code == 0
    assert "2 poster læst" in out


def test_watch_without_network_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRAKTIK_RETSINFORMATION_URL", f"http://127.0.0.1:{free_port()}")
    code, out, err = run("watch")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1


def test_law_alone_shows_its_commands(run: Run) -> None:
    code, out, err = run()
    assert (code, err) == (0, "")
    assert all(name in out for name in ("status", "diff", "check", "watch", "structure"))


def test_other_commands_do_not_import_the_group() -> None:
    asked = "import sys, praktik; praktik.cli.get_command(None, 'ask'); print('praktik_law' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
