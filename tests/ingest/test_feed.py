"""The change feed: read as the publisher sends it, and sorted by what concerns us."""

from datetime import date

import pytest

from corpus.errors import CorpusError
from corpus.targets import load_targets
from ingest.feed import ChangeKind, FeedEntry, changes_to, read_feed


def entry(path: str, title: str, updated: str = "2026-07-29", reason: str = "NewDocument") -> str:
    # The publisher's addresses in the feed are without www.
    return f"""<entry><id>https://retsinformation.dk{path}</id><title>{title}</title><updated>{updated}</updated>
        <link href="https://retsinformation.dk{path}"/><published_in>Lovtidende A</published_in>
        <reasonForChange>{reason}</reasonForChange><changeDate>{updated}</changeDate><images/></entry>"""


def feed(*entries: str, declaration: str = '<?xml version="1.0" encoding="utf-16"?>') -> str:
    return f"""{declaration}<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:retsinformation-dk:eli:eli-update-feed</id>
        <title>Update feed</title><updated>2026-07-29</updated>{"".join(entries)}</feed>"""


ORDER = entry("/eli/lta/2026/500", "Bekendtgørelse om noget")
LATER = entry("/eli/lta/2026/501", "Lov om noget andet", "2026-07-30T13:45:00Z", "")


def test_feed_that_says_utf_16_and_is_utf_8_is_read() -> None:
    assert read_feed(feed(ORDER).encode("utf-8")) == (
        FeedEntry(
            title="Bekendtgørelse om noget",
            eli="https://retsinformation.dk/eli/lta/2026/500",
            updated=date(2026, 7, 29),
            reason="NewDocument",
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_feed_is_read_in_the_encoding_it_has(encoding: str) -> None:
    assert [read.title for read in read_feed(feed(ORDER).encode(encoding))] == ["Bekendtgørelse om noget"]


def test_newest_comes_first_and_a_missing_reason_is_empty() -> None:
    first, second = read_feed(feed(ORDER, LATER).encode())
    assert (first.updated, first.reason) == (date(2026, 7, 30), "")
    assert second.updated == date(2026, 7, 29)


def test_empty_feed_has_no_entries() -> None:
    assert read_feed(feed().encode()) == ()


BOMB = '<!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(BOMB.encode() + feed(declaration="").encode(), "entiteter", id="entities"),
        pytest.param(b"<!doctype html><html></html>", "webside", id="web-page"),
        pytest.param(feed(ORDER).encode()[:300], "ikke hel og gyldig XML", id="half"),
        pytest.param(b"", "XML", id="nothing"),
        pytest.param(b"<rss/>", "ikke et Atom-feed", id="another-kind"),
        pytest.param(feed(ORDER).encode("latin-1"), "ikke UTF-8", id="latin-1"),
        pytest.param(b"\xff\xfe\x00", "hverken UTF-8 eller UTF-16", id="broken-utf-16"),
        pytest.param(feed(entry("/x", "T", "snart")).encode(), "har dagen 'snart'", id="no-day"),
        pytest.param(feed("<entry><title>T</title></entry>").encode(), "mangler sin adresse", id="no-address"),
    ],
)
def test_what_is_no_feed_is_refused_in_one_line(content: bytes, words: str) -> None:
    with pytest.raises(CorpusError, match=words) as error:
        read_feed(content)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("path", "title", "expected"),
    [
        pytest.param(
            "/eli/lta/2024/280",
            "Bekendtgørelse af lov om en aktiv beskæftigelsesindsats",
            [("LAB", ChangeKind.OURS, "lab-2024-280")],
            id="our-version",
        ),
        pytest.param(
            "/eli/lta/2026/900",
            "Bekendtgørelse af lov om en aktiv beskæftigelsesindsats",
            [("LAB", ChangeKind.NAMES, "")],
            id="new-consolidation",
        ),
        pytest.param(
            "/eli/lta/2025/1750",
            "Lov om ændring af lov om en aktiv beskæftigelsesindsats, lov om sygedagpenge og forskellige andre love",
            [("LAB", ChangeKind.NAMES, "")],
            id="amending-act",
        ),
        pytest.param(
            "/eli/lta/2026/12",
            "Bekendtgørelse om ændring af bekendtgørelse om en aktiv beskæftigelsesindsats",
            [("BAB", ChangeKind.NAMES, "")],
            id="amending-order",
        ),
        pytest.param(
            "/eli/lta/2024/655",
            "Lov om ændring af forvaltningsloven og lov om retssikkerhed og administration på det sociale område",
            [("FVL", ChangeKind.NAMES, ""), ("RSL", ChangeKind.NAMES, "")],
            id="two-acts",
        ),
        pytest.param(
            "/eli/retsinfo/2027/9001",
            "Vejledning om virksomhedspraktik",
            [("VEJ 9641/2022", ChangeKind.NAMES, "")],
            id="new-guidance",
        ),
        pytest.param("/eli/lta/2026/500", "Lov om havne", [], id="not-ours"),
        pytest.param("/eli/lta/2026/501", "Lov om ændring af skatteforvaltningsloven", [], id="longer-compound"),
    ],
)
def test_change_is_told_once_for_each_act_it_concerns(
    path: str, title: str, expected: list[tuple[str, ChangeKind, str]]
) -> None:
    entries = read_feed(feed(entry(path, title)).encode())
    assert [(c.act, c.kind, c.document) for c in changes_to(entries, load_targets())] == expected
