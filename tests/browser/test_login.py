"""Signing in at a real provider on this machine: who sees what, whose conversations, and which tokens are refused."""

import re
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from playwright.sync_api import expect

from tests.browser import serving
from tests.browser.oidc_provider import CLIENT, SECRET, Fault, Person, Provider, running
from tests.browser.test_access import serious, settled
from tests.ports import free_port

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
ANNE = Person(sub="17", name="Anne Sagsbehandler")
BO = Person(sub="18", name="Bo Sagsbehandler", more={"roles": ["andet"]})
MAJA = Person(sub="19", name="Maja Vedligeholder", more={"roles": ["andet", "praktik-vedligeholder"]})
SPOILT = {fault: Person(sub=fault.name, name=fault.value, fault=fault) for fault in Fault}
DOCS = Path(__file__).resolve().parents[2] / "docs" / "login.md"
QUESTION = "Hvor længe kan en dagpengemodtager være i virksomhedspraktik?"
SignedIn = Callable[..., Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The app with sign-in, its provider, and the secret that its cookies are signed with."""

    address: str
    provider: Provider
    cookie_secret: str


@pytest.fixture(scope="module")
def site(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("login")
    copytree(home, folder / "home")
    port = free_port()
    address, cookie_secret = f"http://127.0.0.1:{port}", secrets.token_hex(32)
    with running((ANNE, BO, MAJA, *SPOILT.values()), f"{address}/oauth2callback") as provider:
        (folder / ".streamlit").mkdir()
        (folder / ".streamlit" / "secrets.toml").write_text(
            f'[auth]\nredirect_uri = "{provider.redirect_uri}"\ncookie_secret = "{cookie_secret}"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{provider.issuer}/.well-known/openid-configuration"\n'
        )
        with serving.running(folder / "home", port=port, cwd=folder):
            yield Site(address=address, provider=provider, cookie_secret=cookie_secret)


@pytest.fixture
def visitor(browser: Any, site: Site) -> Iterator[SignedIn]:
    """Opens an address of the app in a browser that has never been there."""
    contexts = []

    def opened(path: str = "", cookies: list[dict[str, str]] | None = None) -> Any:
        context = browser.new_context(locale="da-DK")
        context.add_cookies(cookies or [])
        contexts.append(context)
        page = context.new_page()
        page.goto(site.address + path)
        page.get_by_role("heading", level=1).wait_for(timeout=60_000)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def signed_in(visitor: SignedIn, site: Site) -> SignedIn:
    """A page of the app for somebody who has signed in."""

    def opened(person: Person, path: str = "") -> Any:
        cookies = [{"name": name, "value": value, "url": site.address} for name, value in cookies_of(site, person)]
        page = visitor(path, cookies)
        page.get_by_role("button", name="Log ud").wait_for(timeout=30_000)
        return page

    return opened


def sees_only_the_login_page(page: Any) -> None:
    page.get_by_role("button", name="Log ind").wait_for(timeout=30_000)
    assert page.get_by_role("heading").all_inner_texts() == ["Praktikvejleder"]
    assert page.get_by_test_id("stSidebarNavLink").count() == 0
    assert page.get_by_role("textbox").count() == 0
    assert page.get_by_role("tab").count() == 0


def pages_of(page: Any) -> list[str]:
    page.get_by_test_id("stSidebarNavLink").first.wait_for(timeout=30_000)
    return [text.split("\n")[-1] for text in page.get_by_test_id("stSidebarNavLink").all_inner_texts()]


def ask(page: Any, question: str) -> None:
    page.get_by_placeholder("Stil dit spørgsmål").fill(question)
    page.get_by_placeholder("Stil dit spørgsmål").press("Enter")
    page.get_by_role("button", name="Kopiér").first.wait_for(timeout=30_000)


def history_of(page: Any) -> str:
    page.locator("summary", has_text="Tidligere samtaler").click()
    page.get_by_label("Søg i dine samtaler").wait_for(timeout=30_000)
    shown: str = page.get_by_test_id("stSidebar").inner_text()
    return shown


def test_nobody_sees_a_page_before_signing_in(visitor: SignedIn, site: Site) -> None:
    page = visitor("/?samtale=1")
    sees_only_the_login_page(page)
    page.goto(f"{site.address}/kvalitet")
    sees_only_the_login_page(page)
    settled(page)
    assert serious(page) == []


def test_caseworker_asks_finds_the_question_again_and_nobody_else_does(signed_in: SignedIn, visitor: SignedIn) -> None:
    anne = visitor()
    anne.get_by_role("button", name="Log ind").click()
    anne.get_by_role("link", name=ANNE.name).click()
    anne.get_by_role("button", name="Log ud").wait_for(timeout=30_000)
    assert "Anne Sagsbehandler" in anne.get_by_test_id("stSidebar").inner_text()
    assert pages_of(anne) == ["Spørg", "Regler", "Varighed", "Begrundelse", "Kilder"]
    ask(anne, QUESTION)
    anne.wait_for_url(re.compile("samtale="))
    conversation = anne.url

    bo = signed_in(BO)
    assert "Ingen endnu." in history_of(bo)
    bo.goto(conversation)
    bo.get_by_text("Samtalen findes ikke").wait_for(timeout=30_000)
    expect(bo.get_by_test_id("stChatMessage")).to_have_count(0, timeout=15_000)

    anne.get_by_role("button", name="Log ud").click()
    sees_only_the_login_page(anne)
    anne.goto(conversation)
    sees_only_the_login_page(anne)

    again = signed_in(ANNE)
    assert "Hvor længe kan en dagpengemodtager" in history_of(again)


def test_caseworker_is_refused_the_maintainers_pages(signed_in: SignedIn) -> None:
    page = signed_in(BO, "/kvalitet")
    page.get_by_text("Siden er for vedligeholdere.").wait_for(timeout=30_000)
    assert page.get_by_role("tab").count() == 0
    page.get_by_role("link", name="Kilder").click()
    page.get_by_role("tab", name="Læs").wait_for(timeout=30_000)
    assert page.get_by_role("tab").all_inner_texts() == ["Søg", "Læs"]


def test_maintainer_has_them_under_the_documented_security_headers(signed_in: SignedIn, site: Site) -> None:
    page = signed_in(MAJA)
    written = re.findall(r'add_header (\S+) "([^"]+)"', DOCS.read_text(encoding="utf-8"))
    headers = {name.lower(): value for name, value in written}
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None)

    def answer(route: Any) -> None:
        if route.request.resource_type != "document":
            route.fallback()
            return
        response = route.fetch()
        route.fulfill(response=response, headers=response.headers | headers)

    page.context.route(f"{site.address}/**", answer)
    # Chromium takes a document that a test hands it for one from another network than the app's.
    page.context.grant_permissions(["local-network-access"], origin=site.address)
    page.goto(f"{site.address}/regler")
    for title in ("Varighed", "Begrundelse", "Kilder"):
        page.get_by_role("link", name=title).click()
        page.get_by_role("heading", level=1, name=title).wait_for(timeout=30_000)
    page.get_by_role("tab", name="Tilføj dokument").wait_for(timeout=30_000)
    page.get_by_role("link", name="Kvalitet").click()
    page.get_by_role("tab", name="Tilbagemeldinger").wait_for(timeout=30_000)
    page.get_by_role("link", name="Spørg").click()
    ask(page, QUESTION)
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert refused == []


def test_cookie_that_was_changed_or_made_up_is_refused(visitor: SignedIn, site: Site) -> None:
    value = dict(cookies_of(site, ANNE))["_streamlit_user"]
    half = len(value) // 2
    changed = value[:half] + ("A" if value[half] != "A" else "B") + value[half + 1 :]
    for forged in (changed, '{"is_logged_in":true,"sub":"19"}'):
        sees_only_the_login_page(visitor("", [{"name": "_streamlit_user", "value": forged, "url": site.address}]))


def cookies_of(site: Site, person: Person) -> list[tuple[str, str]]:
    """The cookies that a browser holds after it has gone the whole way through the provider as that person."""
    claims = {"provider": "default", "exp": int(time.time()) + 60}
    started = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(site.cookie_secret))
    with httpx.Client() as client:
        to_provider = client.get(f"{site.address}/auth/login", params={"provider": started})
        chosen = httpx.URL(to_provider.headers["Location"]).copy_add_param("login_hint", person.sub)
        assert "code_challenge" in chosen.params
        back = client.get(chosen).headers["Location"]
        assert client.get(back).headers["Location"] == "/"
        return list(client.cookies.items())


def test_whole_token_gives_a_cookie(site: Site) -> None:
    assert "_streamlit_user" in dict(cookies_of(site, ANNE))


@pytest.mark.parametrize("fault", list(Fault), ids=lambda fault: fault.value)
def test_spoilt_token_gives_none(site: Site, fault: Fault) -> None:
    assert "_streamlit_user" not in dict(cookies_of(site, SPOILT[fault]))
