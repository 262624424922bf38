"""The folder and its record: what is written, what the next run asks for, and what is refused."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from corpus.errors import CorpusError
from ingest.fetch import Outcome, State, fetch_documents
from ingest.fetch_command import summed_up, told
from ingest.fetched import RECORD, read_record
from ingest.retsinformation import ClientSettings
from tests.ingest.fetching import (
    BAB,
    BAB_PATH,
    BAB_XML,
    LAB,
    LAB_PATH,
    LAB_XML,
    LATER,
    ON,
    UNKNOWN,
    Fetch,
    document,
    only,
    states,
    target,
)
from tests.ingest.http_server import Asked, Say, Server

# --- what comes, and the record of it


def test_document_is_written_as_it_came_and_recorded(server: Server, fetch: Fetch, tmp_path: Path) -> None:
    modified = "Mon, 09 Feb 2026 10:00:00 GMT"
    server.scripts[f"{LAB_PATH}/xml"] = [Say(200, LAB_XML, {"ETag": '"a1"', "Last-Modified": modified})]
    assert only(fetch(LAB)).state is State.FETCHED
    assert (tmp_path / "lab-2024-280.xml").read_bytes() == LAB_XML
    (row,) = json.loads((tmp_path / RECORD).read_text(encoding="utf-8"))["document"]
    assert row == {
        "id": "lab-2024-280",
        "file": "lab-2024-280.xml",
        "eli": "https://www.retsinformation.dk/eli/lta/2024/280",
        "type": "LBK",
        "year": 2024,
        "number": 280,
        "title": "Bekendtgørelse af lov om en aktiv beskæftigelsesindsats",
        "sha256": hashlib.sha256(LAB_XML).hexdigest(),
        "size": len(LAB_XML),
        "fetched_on": "2026-11-20",
        "checked_on": "2026-11-20",
        "http_status": 200,
        "etag": '"a1"',
        "last_modified": modified,
        "status": "Valid",
        "historic_on": None,
        "changes": [
            {
                "accession": "A20250175030",
                "issued": "2025-12-29",
                "title": "Lov om ændring af lov om en aktiv beskæftigelsesindsats",
            }
        ],
    }


def test_nothing_half_written_is_left(fetch: Fetch, tmp_path: Path) -> None:
    (tmp_path / "lab-2024-280.xml.part").write_bytes(b"<Dok")
    fetch(LAB, BAB)
    seen = {path.name for path in tmp_path.iterdir()} - {".fetch.lock"}
    assert seen == {"lab-2024-280.xml", "bab-2023-1216.xml", RECORD}


def test_request_names_the_project(server: Server, fetch: Fetch) -> None:
    fetch(LAB)
    headers = server.asked[0].headers
    assert headers["User-Agent"].startswith("Praktikvejleder/")
    assert "If-None-Match" not in headers
    assert headers["Accept-Encoding"] == "identity"


def test_documents_are_asked_for_one_at_a_time_with_a_pause(server: Server, fetch: Fetch, slept: list[float]) -> None:
    fetch(LAB, BAB)
    assert server.paths == [f"{LAB_PATH}/xml", f"{BAB_PATH}/xml"]
    assert slept == [1.0]


def test_each_document_is_told_as_it_is_done(settings: ClientSettings, server: Server, tmp_path: Path) -> None:
    seen: list[tuple[str, int]] = []
    fetch_documents(
        (LAB, BAB), tmp_path, settings, lambda done: seen.append((done.target.id, len(server.asked))), on=ON
    )
    assert seen == [("lab-2024-280", 1), ("bab-2023-1216", 2)]


def test_document_without_address_is_skipped_and_says_why(server: Server, fetch: Fetch) -> None:
    result = fetch(UNKNOWN, LAB)
    assert states(result) == [State.SKIPPED, State.FETCHED]
    assert told(result.outcomes[0]) == (
        "principmeddelelse-34-20 (principmeddelelse-34-20): sprunget over; dens nummer på Retsinformation kendes ikke"
    )
    assert server.paths == [f"{LAB_PATH}/xml"]


def test_outcome_is_told_in_one_danish_line(fetch: Fetch) -> None:
    result = fetch(LAB, UNKNOWN)
    assert told(result.outcomes[0]) == "lab-2024-280 (lab-2024-280): hentet, 1 KiB, gældende, 1 senere ændring."
    assert summed_up(result) == "1 hentet, 1 sprunget over"


# --- the next run


def conditional(content: bytes, etag: str = '"a1"') -> Callable[[Asked], Say]:
    """A server that keeps track of what it has sent."""

    def answer(asked: Asked) -> Say:
        known = asked.headers.get("If-None-Match") == etag
        return Say(304, headers={"ETag": etag}) if known else Say(200, content, {"ETag": etag})

    return answer


def test_unchanged_document_is_not_sent_again(server: Server, fetch: Fetch, tmp_path: Path) -> None:
    server.scripts[f"{LAB_PATH}/xml"] = conditional(LAB_XML)
    fetch(LAB)
    assert only(fetch(LAB, on=LATER)).state is State.UNCHANGED
    row = read_record(tmp_path)["lab-2024-280"]
    assert (row.fetched_on, row.checked_on, row.http_status, row.etag) == (ON, LATER, 304, '"a1"')
    assert (tmp_path / "lab-2024-280.xml").read_bytes() == LAB_XML


def test_date_of_last_change_is_sent_back(server: Server, fetch: Fetch) -> None:
    modified = "Mon, 09 Feb 2026 10:00:00 GMT"
    server.scripts[f"{LAB_PATH}/xml"] = [Say(200, LAB_XML, {"Last-Modified": modified}), Say(304)]
    fetch(LAB)
    assert only(fetch(LAB)).state is State.UNCHANGED
    assert server.asked[1].headers["If-Modified-Since"] == modified


def test_same_bytes_from_a_server_without_memory_are_unchanged(fetch: Fetch, tmp_path: Path) -> None:
    fetch(LAB)
    assert only(fetch(LAB, on=LATER)).state is State.UNCHANGED
    row = read_record(tmp_path)["lab-2024-280"]
    assert (row.fetched_on, row.checked_on, row.http_status) == (ON, LATER, 200)


def test_changed_document_replaces_the_old_one(server: Server, fetch: Fetch, tmp_path: Path) -> None:
    changed = document("LBK H#LOKDOK03", 2024, 280, "Personer skal have tilbud.")
    fetch(LAB)
    server.scripts[f"{LAB_PATH}/xml"] = conditional(changed, '"a2"')
    assert only(fetch(LAB, on=LATER)).state is State.FETCHED
    assert (tmp_path / "lab-2024-280.xml").read_bytes() == changed
    row = read_record(tmp_path)["lab-2024-280"]
    assert (row.fetched_on, row.etag, row.changes) == (LATER, '"a2"', ())


@pytest.mark.parametrize("harm", ["missing", "edited", "recorded-for-another-address"])
def test_document_that_is_not_the_recorded_one_is_fetched_again(
    server: Server, fetch: Fetch, tmp_path: Path, harm: str
) -> None:
    server.scripts[f"{LAB_PATH}/xml"] = conditional(LAB_XML)
    fetch(LAB)
    file, record = tmp_path / "lab-2024-280.xml", tmp_path / RECORD
    if harm == "missing":
        file.unlink()
    elif harm == "edited":
        file.write_bytes(LAB_XML + b"\n")
    else:
        record.write_text(record.read_text(encoding="utf-8").replace("2024/280", "2022/701"), encoding="utf-8")
    assert only(fetch(LAB, on=LATER)).state is State.FETCHED
    assert "If-None-Match" not in server.asked[1].headers
    assert file.read_bytes() == LAB_XML


def test_run_after_a_broken_one_asks_only_for_what_is_missing(server: Server, fetch: Fetch) -> None:
    server.scripts = {f"{LAB_PATH}/xml": conditional(LAB_XML), f"{BAB_PATH}/xml": [Say(403), Say(200, BAB_XML)]}
    assert states(fetch(LAB, BAB)) == [State.FETCHED, State.FAILED]
    assert states(fetch(LAB, BAB)) == [State.UNCHANGED, State.FETCHED]


def test_run_that_is_broken_off_keeps_what_it_had(server: Server, settings: ClientSettings, tmp_path: Path) -> None:
    def break_off(_: Outcome) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_documents((LAB, BAB), tmp_path, settings, break_off, on=ON)
    assert set(read_record(tmp_path)) == {"lab-2024-280"}
    assert server.paths == [f"{LAB_PATH}/xml"]


def test_record_keeps_documents_that_were_not_asked_for(fetch: Fetch, tmp_path: Path) -> None:
    fetch(LAB)
    fetch(BAB)
    assert set(read_record(tmp_path)) == {"lab-2024-280", "bab-2023-1216"}


@pytest.mark.parametrize("content", ["{", "[]", '{"document": [{"id": "lab"}]}', '{"document": [], "mere": 1}'])
def test_damaged_record_is_one_line_that_says_what_to_do(fetch: Fetch, tmp_path: Path, content: str) -> None:
    (tmp_path / RECORD).write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match="slet filen") as error:
        fetch(LAB)
    assert "\n" not in str(error.value)


def test_header_that_could_smuggle_is_refused_with_the_record(fetch: Fetch, tmp_path: Path) -> None:
    fetch(LAB)
    record = tmp_path / RECORD
    raw = json.loads(record.read_text(encoding="utf-8"))
    raw["document"][0]["etag"] = '"a"\r\nX: y'
    record.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(CorpusError, match="etag"):
        fetch(LAB)


def test_two_runs_in_one_folder_do_not_mix(server: Server, fetch: Fetch, tmp_path: Path) -> None:
    with FileLock(tmp_path / ".fetch.lock"), pytest.raises(CorpusError, match="En anden hentning"):
        fetch(LAB)
    assert server.asked == []


# --- what is not the document


WRONG = document("LBK H#LOKDOK03", 2022, 701)
HTML = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Cloudflare</body></html>"
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><Dokument>&c;</Dokument>'
NO_TEXT = LAB_XML[: LAB_XML.index(b"<DokumentIndhold>")] + b"</Dokument>"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param(WRONG, "der kom LBK 701/2022, men der blev spurgt om LBK 280/2024", id="another-act"),
        pytest.param(document("BEK H#LOKDOK04", 2024, 280), "der kom BEK 280/2024", id="another-type"),
        pytest.param(document("LBK H#LOKDOK03", 2023, 280), "der kom LBK 280/2023", id="another-year"),
        pytest.param(document("LBK H#LOKDOK03", 2024, 281), "der kom LBK 281/2024", id="another-number"),
        pytest.param(HTML, "webside (HTML)", id="web-page"),
        pytest.param(BOMB, "dokumenttype eller entiteter", id="entities"),
        pytest.param(LAB_XML[:600], "ikke hel og gyldig XML", id="half-a-document"),
        pytest.param(LAB_XML.decode().encode("latin-1"), "ikke UTF-8", id="another-encoding"),
        pytest.param(b"No document found matching ELI request", "ikke hel og gyldig XML", id="plain-text"),
        pytest.param(b"", "XML", id="nothing"),
        pytest.param(b"<Dokument/>", "<Meta>", id="without-metadata"),
        pytest.param(NO_TEXT, "ingen tekst", id="metadata-only"),
    ],
)
def test_what_is_not_the_document_is_refused_and_nothing_written(
    server: Server, fetch: Fetch, tmp_path: Path, body: bytes, words: str
) -> None:
    server.scripts[f"{LAB_PATH}/xml"] = [Say(200, body)]
    outcome = only(fetch(LAB))
    assert outcome.state is State.FAILED
    assert words in outcome.why
    assert "\n" not in told(outcome)
    assert not (tmp_path / "lab-2024-280.xml").exists()
    assert read_record(tmp_path) == {}


def test_wrong_document_leaves_the_right_one_from_last_time(server: Server, fetch: Fetch, tmp_path: Path) -> None:
    fetch(LAB)
    server.scripts[f"{LAB_PATH}/xml"] = [Say(200, WRONG)]
    assert only(fetch(LAB, on=LATER)).state is State.FAILED
    assert (tmp_path / "lab-2024-280.xml").read_bytes() == LAB_XML
    assert read_record(tmp_path)["lab-2024-280"].checked_on == ON


def test_uncertain_address_is_told_with_the_failure(fetch: Fetch) -> None:
    guidance = target("/eli/retsinfo/2022/9641", "VEJ", note="adressen er ikke set i en kilde")
    why = only(fetch(guidance)).why
    assert why == "findes ikke på Retsinformation (404). Bemærk: adressen er ikke set i en kilde."


# --- real documents


@pytest.mark.parametrize(
    ("file", "kind", "status", "historic_on", "changes"),
    [
        ("2020-1061", "LOV", "Valid", None, []),
        ("2023-1547", "LOV", "Historic", date(2024, 1, 23), []),
        ("2024-1709", "BEK", "Historic", date(2025, 6, 20), []),
        ("2024-434", "LBK", "Historic", date(2024, 11, 7), ["A20240048130", "A20240066130", "A20240066530"]),
        ("2024-62", "LBK", "Valid", None, []),
    ],
)
def test_real_document_is_recorded_with_its_status_and_later_changes(
    server: Server,
    fetch: Fetch,
    shared: Path,
    tmp_path: Path,
    file: str,
    kind: str,
    status: str,
    historic_on: date | None,
    changes: list[str],
) -> None:
    content = (shared / "official" / "lexdania" / f"{file}.xml").read_bytes()
    path = f"/eli/lta/{file.replace('-', '/')}"
    server.scripts[f"{path}/xml"] = [Say(200, content)]
    assert only(fetch(target(path, kind, file))).state is State.FETCHED
    row = read_record(tmp_path)[file]
    assert (row.status, row.historic_on) == (status, historic_on)
    assert [change.accession for change in row.changes] == changes
    assert (tmp_path / f"{file}.xml").read_bytes() == content
