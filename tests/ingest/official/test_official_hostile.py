"""Files that are not what they should be: each is refused with one line that says what to do."""

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import CorpusError
from ingest.official import read_official
from ingest.official.read import read_content
from tests.ingest.official.made import document, exitus, section, stk

LAW = document(section("§ 1.", stk(exitus("Loven gælder."))))
BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><Dokument>&c;</Dokument>"""
LEAK = """<?xml version="1.0"?><!DOCTYPE Dokument [<!ENTITY x SYSTEM "file:///etc/passwd">]><Dokument>&x;</Dokument>"""
FEED = '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Nyt</title></feed>'
NO_TEXT = LAW[: LAW.index("<DokumentIndhold>")] + "</Dokument>"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(BOMB.encode(), "dokumenttype eller entiteter", id="entity bomb"),
        pytest.param(LEAK.encode(), "dokumenttype eller entiteter", id="entity that reads a file"),
        pytest.param(LAW.encode("utf-16"), "ikke UTF-8", id="utf-16"),
        pytest.param(LAW.encode("latin-1"), "ikke UTF-8", id="latin-1 with a utf-8 claim"),
        pytest.param(LAW.replace("utf-8", "iso-8859-1").encode(), "'iso-8859-1'", id="claims latin-1"),
        pytest.param(LAW.encode()[:-40], "ikke hel og gyldig XML", id="truncated"),
        pytest.param(LAW.encode()[: LAW.index("<Paragraf>")] + b"\xc3", "ikke UTF-8", id="truncated in a letter"),
        pytest.param(b"<!doctype html><html><body>403</body></html>", "webside", id="web page"),
        pytest.param(b"<html><head/></html>", "webside", id="well-formed web page"),
        pytest.param(FEED.encode(), "ændringsliste (Atom)", id="atom feed"),
        pytest.param(b"<rss><channel/></rss>", "nyhedsstrøm (RSS)", id="rss feed"),
        pytest.param(b"<svg/>", "et andet XML-dokument (<svg>)", id="picture"),
        pytest.param(b"<Dokument/>", "<Meta>", id="no meta"),
        pytest.param(NO_TEXT.encode(), "ingen tekst", id="only meta and title"),
        pytest.param(LAW.replace("2031</Year>", "i år</Year>").encode(), "<Year> er 'i år'", id="year"),
        pytest.param(LAW.replace(">77<", f">{'7' * 5000}<").encode(), "<Number>", id="endless number"),
        pytest.param(LAW.replace("LOV H#LOKDOK01", "").encode(), "dokumenttypen ''", id="no type"),
        pytest.param(LAW.replace("2031-05-06", "2031-13-45").encode(), "ikke en dato", id="date"),
        pytest.param(LAW.replace("gælder", "g\x08lder").encode(), "gyldig XML", id="control character"),
        pytest.param(LAW.replace("gælder", "g&nbsp;lder").encode(), "gyldig XML", id="undeclared entity"),
        pytest.param(b"", "tom", id="empty"),
        pytest.param(b" \n\t ", "tom", id="blank"),
        pytest.param(b"PK\x03\x04\x14\x00", "hverken LexDania-XML, JSON eller PDF", id="zip"),
        pytest.param(b"Lov om eksempler", "hverken", id="plain text"),
        pytest.param(b"%PDF-1.4\nnothing", "PDF", id="damaged pdf"),
        pytest.param(b'{"id": "2031:77"', "ikke hel og gyldig JSON", id="truncated json"),
        pytest.param(b'{"id": "2031:77"}', "ikke en lov i JSON-form", id="other json"),
        pytest.param(b'{"a\\n' + b"b" * 5000 + b'": 1}', "ikke en lov i JSON-form", id="json with an endless name"),
        pytest.param(b'{"a":' * 100_000, "ikke hel og gyldig JSON", id="deep json"),
    ],
)
def test_is_refused_in_one_line_that_names_the_file(content: bytes, says: str) -> None:
    with pytest.raises(CorpusError) as refused:
        read_content(content, "fil.xml")
    message = str(refused.value)
    assert message.startswith("fil.xml")
    assert says in message
    assert "\n" not in message
    assert len(message) < 300


def test_elements_in_too_many_layers_are_refused() -> None:
    for depth in (150, 100_000):
        deep = document("<Exitus>" * depth + "x" + "</Exitus>" * depth)
        with pytest.raises(CorpusError, match=r"lag|gyldig XML"):
            read_content(deep.encode(), "fil.xml")


def test_a_file_of_a_gigabyte_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "stor.xml"
    with path.open("wb") as file:
        file.write(LAW.encode())
        file.truncate(1 << 30)
    started = time.process_time()
    with pytest.raises(CorpusError, match=r"stor\.xml: filen er større end 50000000 bytes"):
        read_official(path)
    assert time.process_time() - started < 2


def test_too_many_bytes_or_tags_of_xml_are_refused() -> None:
    with pytest.raises(CorpusError, match="grænsen er 20000000"):
        read_content(document("x" * 20_000_000).encode(), "fil.xml")
    with pytest.raises(CorpusError, match="flere end 1000000 tags"):
        read_content(document("<a/>" * 1_000_001).encode(), "fil.xml")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "væk.xml", tmp_path):
        with pytest.raises(CorpusError, match="kan ikke åbnes"):
            read_official(path)


def test_the_form_is_told_by_the_content_and_not_by_the_name(tmp_path: Path) -> None:
    path = tmp_path / "lov.pdf"
    path.write_text(f"\ufeff\n {LAW.partition('?>')[2]}", encoding="utf-8")
    assert read_official(path).act == "LOV 77/2031"


def test_comments_and_instructions_in_the_file_are_left_out() -> None:
    noisy = LAW.replace("Loven gælder.", "Loven <!-- ikke -->gælder<?php hej ?>.")
    assert "Loven gælder." in read_content(noisy.encode(), "lov.xml").text


JSON = b"""{"id": "2031:77", "act": "x", "type": "statute", "title": "Lov om dyr", "issued_date": "2031-05-06",
"url": "https://www.retsinformation.dk/eli/lta/2031/77", "provisions": [{"chapter": "1", "section": "1",
"content": "\xc2\xa7 1. Loven er 1) god og 2) klar. Stk. 2. (Oph\xc3\xa6vet)"}]}"""
CUTS = st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 12), st.binary(max_size=3)), max_size=4)


@given(st.sampled_from([LAW.encode(), JSON]), CUTS)
def test_damage_anywhere_is_read_or_refused_but_never_a_fault(
    content: bytes, cuts: list[tuple[int, int, bytes]]
) -> None:
    for start, length, put in cuts:
        content = content[:start] + put + content[start + length :]
    with contextlib.suppress(CorpusError):
        read_content(content, "fil.xml")
