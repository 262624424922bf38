"""Asking a real server on this machine that answers as Retsinformation does, and as it should not."""

import gzip
import inspect
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

import httpx
import pytest

from assistant.settings import DEFAULT_RETSINFORMATION_URL, read_settings
from corpus.errors import GuidanceError, QuestionError
from ingest.fetch import State
from ingest.fetched import read_record
from ingest.retsinformation import (
    RETSINFORMATION,
    ClientSettings,
    DocumentUnavailable,
    Retsinformation,
    RetsinformationUnavailable,
    _ours,
    _TryAgainError,
    download_feed,
)
from tests.ingest.fetching import BAB, BAB_PATH, LAB, LAB_PATH, LAB_XML, Fetch, only, states, target
from tests.ingest.http_server import Say, Server
from tests.ports import free_port

# --- what the server says instead


@pytest.mark.parametrize(
    ("status", "words"),
    [
        pytest.param(404, "findes ikke på Retsinformation (404)", id="missing"),
        pytest.param(403, "adgang nægtet (403)", id="refused"),
        pytest.param(410, "findes ikke længere", id="removed"),
        pytest.param(400, "uventet svar (400)", id="other"),
        pytest.param(304, "uventet svar (304)", id="not-modified-unasked"),
    ],
)
def test_refusal_is_told_for_its_document_and_the_others_go_on(
    server: Server, fetch: Fetch, slept: list[float], status: int, words: str
) -> None:
    server.scripts[f"{LAB_PATH}/xml"] = [Say(status)]
    result = fetch(LAB, BAB)
    assert states(result) == [State.FAILED, State.FETCHED]
    assert words in result.outcomes[0].why
    # Asked once, and only the pause between documents was waited.
    assert (len(server.asked), slept) == (2, [1.0])


def test_busy_server_is_given_the_time_it_asks_for(server: Server, fetch: Fetch, slept: list[float]) -> None:
    server.scripts[f"{LAB_PATH}/xml"] = [Say(429, headers={"Retry-After": "7"}), Say(200, LAB_XML)]
    assert only(fetch(LAB)).state is State.FETCHED
    assert slept == [7.0]


def test_busy_server_may_give_a_time_of_day(server: Server, settings: ClientSettings, fetch: Fetch) -> None:
    waited: list[float] = []
    later = formatdate(1_000_030, usegmt=True)
    server.scripts[f"{LAB_PATH}/xml"] = [Say(503, headers={"Retry-After": later}), Say(200, LAB_XML)]
    patient = replace(settings, clock=lambda: 1_000_000.0, sleep=waited.append)
    assert only(fetch(LAB, with_=patient)).state is State.FETCHED
    assert waited == [30.0]


def test_server_that_asks_for_more_patience_than_we_have_ends_the_run(
    server: Server, fetch: Fetch, slept: list[float], tmp_path: Path
) -> None:
    server.scripts[f"{BAB_PATH}/xml"] = [Say(429, headers={"Retry-After": "3600"})]
    third = target("/eli/lta/2022/701")
    with pytest.raises(RetsinformationUnavailable, match="beder os vente 3600 sekunder"):
        fetch(LAB, BAB, third)
    assert (len(server.asked), slept) == (2, [1.0])
    assert set(read_record(tmp_path)) == {"lab-2024-280"}


def test_faulty_server_is_asked_again_after_growing_waits(server: Server, fetch: Fetch, slept: list[float]) -> None:
    server.scripts[f"{LAB_PATH}/xml"] = [Say(500), Say(502), Say(503), Say(200, LAB_XML)]
    assert only(fetch(LAB)).state is State.FETCHED
    assert slept == [2.0, 4.0, 8.0]


def test_waits_are_spread_but_never_shorter_than_the_pause(
    server: Server, settings: ClientSettings, fetch: Fetch
) -> None:
    waited: list[float] = []
    server.scripts[f"{LAB_PATH}/xml"] = [Say(500), Say(500), Say(500), Say(200, LAB_XML)]
    fetch(LAB, with_=replace(settings, jitter=lambda: 0.0, pause_s=1.5, sleep=waited.append))
    assert waited == [1.5, 2.0, 4.0]


def test_waits_have_a_longest(server: Server, settings: ClientSettings, fetch: Fetch) -> None:
    waited: list[float] = []
    server.scripts[f"{LAB_PATH}/xml"] = [Say(500)]
    fetch(LAB, with_=replace(settings, max_wait_s=3.0, sleep=waited.append))
    assert waited == [2.0, 3.0, 3.0]


def test_server_that_stays_faulty_is_given_up_and_the_others_go_on(server: Server, fetch: Fetch) -> None:
    server.scripts[f"{LAB_PATH}/xml"] = [Say(500)]
    result = fetch(LAB, BAB)
    assert states(result) == [State.FAILED, State.FETCHED]
    assert "optaget eller har en fejl (500)" in result.outcomes[0].why
    assert server.paths.count(f"{LAB_PATH}/xml") == 4


def test_slow_server_is_tried_again_and_then_told(server: Server, settings: ClientSettings, fetch: Fetch) -> None:
    server.scripts[f"{LAB_PATH}/xml"] = [Say(200, LAB_XML, delay_s=30.0)]
    result = fetch(LAB, BAB, with_=replace(settings, timeout_s=0.2, attempts=2))
    assert states(result) == [State.FAILED, State.FETCHED]
    assert "svarer for langsomt" in result.outcomes[0].why
    assert server.paths.count(f"{LAB_PATH}/xml") == 2


def test_slow_server_that_recovers_is_no_failure(server: Server, settings: ClientSettings, fetch: Fetch) -> None:
    server.scripts[f"{LAB_PATH}/xml"] = [Say(200, LAB_XML, delay_s=30.0), Say(200, LAB_XML)]
    assert only(fetch(LAB, with_=replace(settings, timeout_s=0.3))).state is State.FETCHED


def test_document_that_trickles_is_given_up(server: Server, settings: ClientSettings, fetch: Fetch) -> None:
    server.scripts[f"{LAB_PATH}/xml"] = [Say(200, pieces=tuple(b"<a/>" for _ in range(500)), delay_s=0.02)]
    outcome = only(fetch(LAB, with_=replace(settings, deadline_s=0.2, attempts=1)))
    assert (outcome.state, "svarer for langsomt" in outcome.why) == (State.FAILED, True)


def test_answer_that_is_cut_off_is_told(server: Server, fetch: Fetch, tmp_path: Path) -> None:
    server.scripts[f"{LAB_PATH}/xml"] = [Say(200, LAB_XML, length=len(LAB_XML) + 100)]
    outcome = only(fetch(LAB))
    assert (outcome.state, "blev afbrudt" in outcome.why) == (State.FAILED, True)
    assert not (tmp_path / "lab-2024-280.xml").exists()


def test_claim_of_a_gigabyte_is_not_read(server: Server, fetch: Fetch) -> None:
    server.scripts[f"{LAB_PATH}/xml"] = [Say(200, LAB_XML, length=1_000_000_000)]
    assert "større end 20000000 bytes" in only(fetch(LAB)).why


def test_document_that_grows_too_large_is_given_up(server: Server, settings: ClientSettings, fetch: Fetch) -> None:
    # Compressed against our request: the claim is small, what comes out is not.
    body = gzip.compress(b"<a>" + b" " * 2_000_000)
    server.scripts[f"{LAB_PATH}/xml"] = [Say(200, body, {"Content-Encoding": "gzip"})]
    assert "større end 100000 bytes" in only(fetch(LAB, with_=replace(settings, max_bytes=100_000))).why


def test_run_has_a_limit_for_all_documents_together(server: Server, settings: ClientSettings, fetch: Fetch) -> None:
    with pytest.raises(RetsinformationUnavailable, match="mere end alle dokumenterne"):
        fetch(LAB, BAB, with_=replace(settings, max_total_bytes=len(LAB_XML) + 10))
    assert len(server.asked) == 2


# --- redirects


def test_redirect_on_the_same_server_is_followed(server: Server, fetch: Fetch) -> None:
    server.scripts[f"{LAB_PATH}/xml"] = [Say(302, headers={"Location": "/eli/accn/A20240028029/xml"})]
    server.scripts["/eli/accn/A20240028029/xml"] = [Say(200, LAB_XML)]
    assert only(fetch(LAB)).state is State.FETCHED


@pytest.mark.parametrize("where", ["http://localhost:{port}/x", "https://127.0.0.1:{port}/x", "//eksempel.dk/x"])
def test_redirect_to_another_server_is_refused(server: Server, fetch: Fetch, where: str) -> None:
    server.scripts[f"{LAB_PATH}/xml"] = [Say(301, headers={"Location": where.format(port=server.port)})]
    assert "viderestiller til en anden server" in only(fetch(LAB)).why
    assert len(server.asked) == 1


def test_circle_of_redirects_ends(server: Server, fetch: Fetch) -> None:
    server.scripts[f"{LAB_PATH}/xml"] = [Say(302, headers={"Location": f"{LAB_PATH}/xml"})]
    assert "viderestiller for mange gange" in only(fetch(LAB)).why
    assert len(server.asked) == 4


# --- no network, and proxies


def test_no_connection_is_one_line_and_ends_the_run(settings: ClientSettings, fetch: Fetch, tmp_path: Path) -> None:
    nobody = replace(settings, base_url=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(RetsinformationUnavailable, match=r"Der er ingen forbindelse til 127\.0\.0\.1") as error:
        fetch(LAB, BAB, with_=nobody)
    assert "\n" not in str(error.value)
    assert read_record(tmp_path) == {}


def test_proxy_that_is_not_there_is_one_line(
    server: Server, settings: ClientSettings, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://navn:kode@127.0.0.1:{free_port()}")
    with pytest.raises(RetsinformationUnavailable, match="HTTPS_PROXY") as error:
        fetch(LAB)
    assert "kode" not in str(error.value)
    assert server.asked == []


@pytest.mark.parametrize("status", [403, 407])
def test_proxy_that_refuses_is_one_line(
    server: Server, settings: ClientSettings, fetch: Fetch, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    server.scripts["www.retsinformation.dk:443"] = [Say(status)]
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    with pytest.raises(RetsinformationUnavailable, match="Proxyen slipper os ikke igennem"):
        fetch(LAB, with_=replace(settings, base_url=RETSINFORMATION))
    assert server.paths == ["www.retsinformation.dk:443"]


def test_proxy_that_wants_a_login_is_one_line(server: Server, fetch: Fetch) -> None:
    server.scripts[f"{LAB_PATH}/xml"] = [Say(407)]
    with pytest.raises(RetsinformationUnavailable, match="Proxyen kræver, at man logger ind"):
        fetch(LAB)


@pytest.mark.parametrize(
    ("name", "value"), [("HTTPS_PROXY", "gopher://x"), ("ALL_PROXY", "socks5://x:1"), ("SSL_CERT_FILE", "/findes/ikke")]
)
def test_settings_of_the_machine_that_cannot_be_used_are_one_line(
    settings: ClientSettings, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(RetsinformationUnavailable, match="proxy eller certifikater"):
        Retsinformation(settings)


def test_every_error_of_the_library_is_one_of_ours(settings: ClientSettings) -> None:
    kinds = [kind for _, kind in inspect.getmembers(httpx, inspect.isclass) if issubclass(kind, httpx.HTTPError)]
    assert len(kinds) > 15
    for kind in kinds:
        ours = _ours(kind.__new__(kind), settings)
        assert isinstance(ours, (GuidanceError, _TryAgainError)), kind


def test_certificate_that_is_not_trusted_is_told_as_such(settings: ClientSettings) -> None:
    error = httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate")
    assert "SSL_CERT_FILE" in str(_ours(error, settings))


# --- where we may ask


@pytest.mark.parametrize("url", [RETSINFORMATION, "http://127.0.0.1:8080", "http://localhost", "http://[::1]:80/"])
def test_https_and_this_machine_may_be_asked(url: str) -> None:
    assert ClientSettings(base_url=url).base_url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://www.retsinformation.dk",
        "http://127.0.0.1.eksempel.dk",
        "http://10.0.0.1",
        "ftp://127.0.0.1",
        "https://navn:kode@www.retsinformation.dk",
        "https://www.retsinformation.dk/eli",
        "https://www.retsinformation.dk?x=1",
        "https://www.retsinformation.dk:port",
        "https://",
        "www.retsinformation.dk",
        "",
    ],
)
def test_other_addresses_are_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(QuestionError, match="PRAKTIK_RETSINFORMATION_URL"):
        ClientSettings(base_url=url)


def test_address_comes_from_the_settings() -> None:
    assert read_settings({"PRAKTIK_RETSINFORMATION_URL": "https://spejl.dk"}).retsinformation_url == "https://spejl.dk"
    assert read_settings({"PRAKTIK_RETSINFORMATION_URL": ""}).retsinformation_url == DEFAULT_RETSINFORMATION_URL
    assert DEFAULT_RETSINFORMATION_URL == RETSINFORMATION


# --- the change feed


def test_feed_is_downloaded_from_its_address(server: Server, settings: ClientSettings) -> None:
    server.scripts["/eli/eli-update-feed.atom"] = [Say(200, b"<feed/>")]
    assert download_feed(settings) == b"<feed/>"


def test_feed_that_is_missing_is_one_line(settings: ClientSettings) -> None:
    with pytest.raises(DocumentUnavailable, match="404"):
        download_feed(settings)
