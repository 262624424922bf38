"""`praktik fetch` as it is typed."""

from collections.abc import Callable
from pathlib import Path

import pytest

import praktik
from tests.ingest.fetching import LAB_PATH, LAB_XML
from tests.ingest.http_server import Say, Server
from tests.ports import free_port

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("PRAKTIK_RETSINFORMATION_URL", server.url)
    monkeypatch.setenv("PRAKTIK_HOME", str(tmp_path / "home"))

    def typed(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            praktik.main(arguments)
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return typed


def test_command_fetches_what_is_named(run: Run, server: Server, tmp_path: Path) -> None:
    code, out, err = run("fetch", "lab-2024-280", "--to", str(tmp_path / "ud"))
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "lab-2024-280 (LBK nr. 280 af 01/03/2024): hentet, 1 KiB, gældende, 1 senere ændring.",
        f"1 hentet. Mappe: {tmp_path / 'ud'}",
    ]
    assert (tmp_path / "ud" / "lab-2024-280.xml").read_bytes() == LAB_XML


def test_command_has_a_folder_of_its_own(run: Run, tmp_path: Path) -> None:
    run("fetch", "lab-2024-280")
    assert (tmp_path / "home" / "official" / "lab-2024-280.xml").is_file()


def test_command_ends_with_one_if_a_document_failed(run: Run, server: Server, tmp_path: Path) -> None:
    server.scripts[f"{LAB_PATH}/xml"] = [Say(403)]
    code, out, err = run("fetch", "lab-2024-280", "--to", str(tmp_path))
    assert code == 1
    assert err == (
        "lab-2024-280 (LBK nr. 280 af 01/03/2024): ikke hentet; adgang nægtet (403); prøv igen senere, "
        "eller hent filen i en browser.\n"
    )
    assert out == f"1 ikke hentet. Mappe: {tmp_path}\n"


def test_dry_run_asks_nobody_and_writes_nothing(run: Run, server: Server, tmp_path: Path) -> None:
    code, out, err = run("fetch", "--dry-run", "--to", str(tmp_path / "ud"))
    assert (code, err) == (0, "")
    assert f"lab-2024-280 (LBK nr. 280 af 01/03/2024): {server.url}/eli/lta/2024/280/xml" in out.splitlines()
    assert f"vej-2022-9641 (VEJ nr. 9641 af 17/06/2022): {server.url}/eli/retsinfo/2022/9641/xml" in out.splitlines()
    assert "principmeddelelse-34-20 (Principmeddelelse 34-20): springes over; dens nummer" in out
    assert server.asked == []
    assert not (tmp_path / "ud").exists()


def test_dry_run_tells_what_is_asked_for_only_if_changed(run: Run, tmp_path: Path) -> None:
    run("fetch", "lab-2024-280", "--to", str(tmp_path))
    _, out, _ = run("fetch", "lab-2024-280", "--dry-run", "--to", str(tmp_path))
    assert ", hvis ændret siden 20" in out


def test_command_without_network_is_one_danish_line(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PRAKTIK_RETSINFORMATION_URL", f"http://127.0.0.1:{free_port()}")
    code, out, err = run("fetch", "LAB", "--to", str(tmp_path))
    assert (code, out) == (1, "")
    assert err.startswith("praktik: Der er ingen forbindelse til 127.0.0.1; ")
    assert err.count("\n") == 1


def test_users_mistake_is_one_danish_line(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code, out, err = run("fetch", "XYZ")
    assert (code, out) == (2, "")
    assert err.startswith(
        "praktik: 'xyz' er ikke et dokument, vi kender; skriv et id eller et af: LAB, BAB, FVL, RSL, "
    )
    monkeypatch.setenv("PRAKTIK_RETSINFORMATION_URL", "http://eksempel.dk")
    code, out, err = run("fetch", "LAB")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "PRAKTIK_RETSINFORMATION_URL" in err


def test_folder_that_is_a_file_is_one_danish_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x", encoding="utf-8")
    code, out, err = run("fetch", "LAB", "--to", str(tmp_path / "fil"))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("praktik: ")
