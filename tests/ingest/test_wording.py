"""The acts' own words in place of our renderings: what is quoted, what is left out, what is refused."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.service import Assistant
from assistant.settings import DEFAULT_EMBEDDER, Settings
from corpus.errors import CorpusError
from corpus.passage import Wording
from corpus.provisions import load_law
from ingest.run import CorpusFolders, ingest_corpus
from ingest.wording import Official, read_wordings

NOW = date(2026, 11, 20)
NINE = {
    *("lab-2016-1342", "lab-2019-548", "lab-2022-701", "lab-2024-280"),
    *("bab-2018-977", "bab-2019-1180", "bab-2020-2006", "bab-2021-2636", "bab-2023-1216"),
}


@pytest.fixture(scope="module")
def folder(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("official")
    for file in (shared / "official").glob("*.json"):
        shutil.copy(file, made)
    return made


@pytest.fixture(scope="module")
def official(folder: Path) -> Official:
    return read_wordings(folder, load_law())


@pytest.fixture(scope="module")
def worded(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("worded")
    ingest_corpus(home, DEFAULT_EMBEDDER, CorpusFolders(official=folder), lambda *_: None, force=False)
    with open_assistant(Settings(home=home)) as opened:
        yield opened


def test_all_versions_of_the_act_and_the_order_are_read(official: Official) -> None:
    assert official.sources.keys() >= NINE
    assert {source.wording for source in official.sources.values()} == {Wording.ORDLYD}


def test_every_passage_is_a_stretch_of_the_act(official: Official) -> None:
    for id_, passages in official.passages.items():
        text = official.sources[id_].text
        assert all(text[p.start : p.end] == p.text for p in passages)
        assert len({p.id for p in passages}) == len(passages)


def test_what_we_have_rendered_has_its_wording(official: Official) -> None:
    law = load_law()
    for id_ in NINE:
        worded = {passage.reference for passage in official.passages[id_]}
        assert {r.ref for r in law.renderings(id_)} - worded == set(), id_


def test_answer_quotes_the_very_words_of_the_law(worded: Assistant) -> None:
    answer = worded.conversation(on=NOW).ask("Hvor længe kan en aktivitetsparat kontanthjælpsmodtager være i praktik?")
    quoted = {c.reference: c for c in answer.citations if c.reference}
    # LBK nr. 280 af 01/03/2024, § 61, stk. 2, 1. pkt.
    assert "kan perioden efter en konkret vurdering forlænges op til 26 uger" in quoted["LAB § 61, stk. 2"].quote
    assert {c.wording for c in quoted.values()} == {Wording.ORDLYD}
    assert answer.law[0].wording is Wording.ORDLYD
    assert not any("gengivet" in notice for notice in answer.notices)


def test_past_day_quotes_the_words_of_that_day(worded: Assistant) -> None:
    answer = worded.conversation(on=date(2019, 6, 1)).ask("Hvor længe kan en dagpengemodtager være i praktik?")
    assert {c.source for c in answer.citations if c.reference} == {"lab-2016-1342"}


def test_without_the_folder_the_answer_says_that_it_renders(assistant: Assistant) -> None:
    answer = assistant.conversation(on=NOW).ask("Hvor længe kan en dagpengemodtager være i praktik?")
    assert {c.wording for c in answer.citations if c.reference} == {Wording.GENGIVELSE}


def test_act_that_the_corpus_does_not_know_is_named_and_left_out(shared: Path, tmp_path: Path) -> None:
    for name in ("2024-434.xml", "2024-62.xml"):
        shutil.copy(shared / "official" / "lexdania" / name, tmp_path)
    found = read_wordings(tmp_path, load_law())
    assert found.unknown == ("2024-434.xml", "2024-62.xml")
    assert not found.sources


@pytest.mark.parametrize(
    ("files", "words"),
    [
        pytest.param({}, "rummer ingen lovtekster", id="empty folder"),
        pytest.param({"a.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}, "a.xml", id="hostile XML"),
        pytest.param({"a.json": "{}"}, "a.json", id="other JSON"),
        pytest.param({"a.xml": "<rss><channel/></rss>"}, "a.xml", id="another document"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(tmp_path: Path, files: dict[str, str], words: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError) as refused:
        read_wordings(tmp_path, load_law())
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_two_files_of_one_version_are_refused(shared: Path, tmp_path: Path) -> None:
    text = (shared / "official" / "fvl-2014-433.json").read_text(encoding="utf-8")
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(json.dumps(json.loads(text)), encoding="utf-8")
    with pytest.raises(CorpusError, match="i to filer"):
        read_wordings(tmp_path, load_law())
