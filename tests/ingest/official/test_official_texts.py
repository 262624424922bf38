"""The real documents: five in LexDania, and every act that the corpus knows in the JSON form."""

import json
import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from corpus.act_text import ActText, Part, Provision, ProvisionKind, State
from corpus.provisions import ActVersion, load_law
from corpus.reference import LawRef, parse
from ingest.official import read_official
from ingest.official.shape import sections

LAW = load_law()
VERSIONS = [version for act in LAW.acts for version in LAW.versions(act)]
XML = ("2020-1061", "2023-1547", "2024-1709", "2024-434", "2024-62")
Open = Callable[[str], ActText]

# own §, own stk., nr. and litra anywhere in the act, footnotes, rules of other acts, inserted texts
COUNTS = {
    "2020-1061": (8, 2, 0, 0, 0, 0, 30),
    "2023-1547": (7, 3, 0, 0, 0, 0, 9),
    "2024-1709": (30, 79, 20, 0, 0, 0, 0),
    "2024-434": (394, 784, 269, 17, 41, 36, 0),
    "2024-62": (93, 196, 38, 46, 26, 24, 0),
}


@pytest.fixture(scope="module")
def lexdania(shared: Path) -> Open:
    acts = {name: read_official(shared / "official" / "lexdania" / f"{name}.xml") for name in XML}
    return acts.__getitem__


def raw(shared: Path, name: str) -> "etree._Element":
    return etree.parse(shared / "official" / "lexdania" / f"{name}.xml").getroot()


def count(act: ActText, kind: ProvisionKind, part: Part = Part.OWN) -> int:
    return sum(p.kind is kind and p.part is part for p in act.provisions)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", XML)
def test_counts_are_the_documents(lexdania: Open, name: str) -> None:
    act = lexdania(name)
    own = tuple(
        count(act, kind) for kind in (ProvisionKind.SECTION, ProvisionKind.STK, ProvisionKind.NR, ProvisionKind.LITRA)
    )
    others = (
        count(act, ProvisionKind.FOOTNOTE, Part.NOTES),
        count(act, ProvisionKind.TRANSITION, Part.TRANSITION),
        count(act, ProvisionKind.NEW_TEXT, Part.INSERTED),
    )
    assert own + others == COUNTS[name]


@pytest.mark.parametrize("name", XML)
def test_counts_are_those_of_the_raw_xml(shared: Path, lexdania: Open, name: str) -> None:
    act, root = lexdania(name), raw(shared, name)
    own = "[not(ancestor::Ikraft) and not(ancestor::AendringNyTekst) and not(ancestor::Bilag)]"
    tags = ("Paragraf", "AendringCentreretParagraf", "IkraftCentreretParagraf")
    assert count(act, ProvisionKind.SECTION) == sum(len(root.xpath(f"//{tag}{own}")) for tag in tags)
    assert count(act, ProvisionKind.STK) == len(root.xpath(f"//Stk{own}"))
    assert sum(p.kind is ProvisionKind.STK for p in act.provisions) == len(root.xpath("//Stk"))
    assert count(act, ProvisionKind.AMENDMENT) == len(root.xpath("//AendringsNummer"))
    for form, kind in (("Nummer", ProvisionKind.NR), ("Litra", ProvisionKind.LITRA)):
        assert count(act, kind) == len(root.xpath(f"//Indentatio[@formaInd='{form}']{own}"))
    assert sum(p.kind is ProvisionKind.TABLE for p in act.provisions) == len(root.xpath("//Table"))


@pytest.mark.parametrize("name", XML)
def test_no_character_is_lost_and_the_order_is_kept(shared: Path, lexdania: Open, name: str) -> None:
    root = raw(shared, name)
    texts = root.xpath("//text()[not(ancestor::Meta) and not(ancestor::Nota)]") + root.xpath("//Nota//text()")
    assert squeezed(lexdania(name).text) == squeezed("".join(texts))


@pytest.mark.parametrize("name", XML)
def test_every_character_stands_in_a_provision_and_every_provision_has_its_own_address(
    lexdania: Open, name: str
) -> None:
    act = lexdania(name)
    covered = bytearray(len(act.text))
    for provision in act.provisions:
        covered[provision.start : provision.end] = b"\1" * (provision.end - provision.start)
        assert act.at(provision.address) is provision
    assert not squeezed("".join(c for c, here in zip(act.text, covered, strict=True) if not here))


def own_references(act: ActText) -> list[tuple[Provision, LawRef]]:
    pairs = ((provision, act.reference(provision)) for provision in act.provisions)
    return [(provision, ref) for provision, ref in pairs if ref is not None]


def is_read_from_print(ref: LawRef) -> bool:
    """A printed "§ 114 i" is read as § 114: in running text it is mostly "§ 114 i loven"."""
    return not ref.section.endswith(" i")


@pytest.mark.parametrize("name", XML)
def test_a_printed_reference_finds_its_provision(lexdania: Open, name: str) -> None:
    act = lexdania(name)
    for provision, ref in own_references(act):
        assert act.lookup(ref) is provision
        if is_read_from_print(ref):
            assert act.lookup(parse(str(ref))) is provision


def test_criminal_code_closing_text_ranges_tables_and_notes(lexdania: Open) -> None:
    act = lexdania("2024-434")
    assert [p.address for p in act.own(ProvisionKind.CLOSING)] == [
        "§ 114 b, afslutning", "§ 188, stk. 1, afslutning", "§ 262 a, stk. 1, afslutning",
    ]  # fmt: skip
    found = act.lookup(LawRef(act.act, "29"))
    assert found is not None
    assert (found.address, found.state) == ("§§ 28-30", State.REPEALED)
    table = act.at("§ 55, stk. 1, tabel 1")
    assert table is not None
    assert act.quote(table).splitlines()[1] == "0 - 499 kr.\t2 dage"
    assert act.short_title == "Straffeloven"
    assert act.historic_on == date(2024, 11, 7)
    assert len(act.changes) == 3


def test_same_number_in_an_act_and_in_the_rules_of_another(lexdania: Open) -> None:
    act = lexdania("2024-434")
    own, other = act.at("§ 2"), act.at("Lov nr. 438 af 31. maj 2000, § 2, stk. 1")
    assert own is not None
    assert other is not None
    assert act.quote(other) == "Loven træder i kraft den 1. juli 2000."
    assert act.lookup(LawRef(act.act, "2")) is own


def test_amending_act_keeps_apart_what_it_inserts(lexdania: Open) -> None:
    act = lexdania("2023-1547")
    change = act.lookup(parse("LOV 1547/2023 § 2, nr. 1"))
    assert change is not None
    assert act.quote(change).startswith("§ 43, stk. 3-5, ophæves, og i stedet indsættes:")
    inserted = act.at("§ 1, nr. 1, ny tekst, § 53 a, stk. 2")
    assert inserted is not None
    assert inserted.part is Part.INSERTED
    assert act.lookup(parse("LOV 1547/2023 § 53 a")) is None
    assert act.in_force == date(2024, 1, 1)


def test_order_has_chapters_headings_and_a_day_in_force(lexdania: Open) -> None:
    act = lexdania("2024-1709")
    assert (count(act, ProvisionKind.CHAPTER), count(act, ProvisionKind.GROUP)) == (11, 7)
    assert act.in_force == date(2025, 1, 1)
    assert act.at("overskrift før § 4") is not None


@pytest.mark.parametrize("name", XML)
def test_an_act_is_read_within_two_seconds(shared: Path, name: str) -> None:
    started = time.process_time()
    read_official(shared / "official" / "lexdania" / f"{name}.xml")
    assert time.process_time() - started < 2


@pytest.mark.parametrize("version", VERSIONS, ids=lambda v: v.id)
def test_json_form_gives_every_section_of_the_file_and_the_structure_of_the_corpus(
    shared: Path, version: ActVersion
) -> None:
    path = shared / "official" / f"{version.id}.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["provisions"]
    act = read_official(path)
    assert sum(p.kind is ProvisionKind.SECTION for p in act.provisions) == len(rows)
    assert sections(act) == dict(version.sections)
    assert list(sections(act)) == list(version.sections)


@pytest.mark.parametrize("version", VERSIONS, ids=lambda v: v.id)
def test_json_form_keeps_every_word_and_finds_every_reference(shared: Path, version: ActVersion) -> None:
    path = shared / "official" / f"{version.id}.json"
    act = read_official(path).named(version.act)
    file = json.loads(path.read_text(encoding="utf-8"))
    notes = "".join(squeezed(p.number + act.quote(p)) for p in act.provisions if p.kind is ProvisionKind.FOOTNOTE)
    ours = squeezed(act.text)
    theirs = squeezed(file["title"] + "".join(row["content"] for row in file["provisions"]))
    assert ours == (theirs if not notes else theirs.replace(notes, "") + notes)
    for provision, ref in own_references(act):
        assert act.lookup(ref) is provision
        assert act.lookup(parse(str(ref))) is provision


@pytest.mark.parametrize(
    ("id_", "reference", "quote"),
    [
        pytest.param("lab-2024-280", "LAB § 61, stk. 2, 2. pkt.", "op til 13 uger ad gangen.", id="pkt"),
        pytest.param("lab-2024-280", "LAB § 61, stk. 1, nr. 2", "personer omfattet af § 6, nr. 13.", id="nr"),
        pytest.param("lab-2024-280", "LAB § 25", "(Ophævet)", id="repealed"),
        pytest.param("lab-2024-280", "LAB § 58, stk. 2", "og indgår i kollegiale sammenhænge.", id="stk"),
    ],
)
def test_a_reference_quotes_the_official_words(shared: Path, id_: str, reference: str, quote: str) -> None:
    act = read_official(shared / "official" / f"{id_}.json").named("LAB")
    found = act.lookup(parse(reference))
    assert found is not None
    assert act.quote(found).endswith(quote)


def test_a_footnote_in_running_text_is_taken_apart(shared: Path) -> None:
    act = read_official(shared / "official" / "lab-2024-280.json").named("LAB")
    stk, note = act.lookup(parse("LAB § 208, stk. 2")), act.at("fodnote 1")
    assert stk is not None
    assert note is not None
    assert note.part is Part.NOTES
    assert note.anchor == stk.end
    assert "1)" not in act.quote(stk)


def test_commencement_rules_in_the_json_form_are_not_the_acts_own(shared: Path) -> None:
    act = read_official(shared / "official" / "lab-2016-1342.json")
    found = act.at("ikrafttræden 1, § 26")
    assert found is not None
    assert found.part is Part.TRANSITION
    assert act.lookup(LawRef(act.act, "26")) is not found


@pytest.mark.parametrize("version", [v for v in VERSIONS if not v.from_note], ids=lambda v: v.id)
def test_the_day_stated_in_the_text_is_the_day_the_corpus_knows(shared: Path, version: ActVersion) -> None:
    act = read_official(shared / "official" / f"{version.id}.json")
    assert act.in_force == version.in_force_from
