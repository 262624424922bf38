"""LexDania documents made by hand, each for one thing that the form can hold."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.act_text import ActText, Form, LaterChange, Part, Provision, ProvisionKind, State
from corpus.reference import parse
from ingest.official.read import read_content
from ingest.official.shape import sections
from tests.ingest.official.made import TITLE, act, chapter, document, exitus, points, section, stk, styled

NAME = "LOV 77/2031"


def one(text: ActText, reference: str) -> Provision:
    found = text.lookup(parse(f"{NAME} {reference}"))
    assert found is not None, reference
    return found


def words(text: ActText, reference: str) -> str:
    return text.quote(one(text, reference))


def addresses(text: ActText, kind: ProvisionKind) -> list[str]:
    return [p.address for p in text.provisions if p.kind is kind]


def test_document_says_what_it_is() -> None:
    text = act(section("§ 1.", stk(exitus("Loven gælder eksempler."))))
    assert (text.act, text.type, text.year, text.number, text.title) == (NAME, "LOV", 2031, 77, TITLE)
    assert (text.signed, text.announced, text.status) == (date(2031, 5, 6), date(2031, 5, 8), "Valid")
    assert text.url == "https://www.retsinformation.dk/eli/lta/2031/77"
    assert text.publisher == "Eksempelministeriet"
    assert text.form is Form.LEXDANIA


@pytest.mark.parametrize(
    ("kind", "series", "type_", "path"),
    [
        pytest.param("LBK H#LOKDOK03", "Lovtidende A", "LBK", "lta", id="consolidated act"),
        pytest.param("BEK Æ#LOKDOK05", "Lovtidende A", "BEK", "lta", id="amending order"),
        pytest.param("VEJ#LOKDOK15", "Retsinformation", "VEJ", "retsinfo", id="guidance"),
        pytest.param("KEN#LOKDOK23", "Retsinformation", "KEN", "retsinfo", id="principmeddelelse"),
        pytest.param("Lovbekendtgørelse", "Lovtidende A", "LBK", "lta", id="written out before 2008"),
    ],
)
def test_type_and_address_follow_the_meta_data(kind: str, series: str, type_: str, path: str) -> None:
    text = act(section("§ 1.", stk(exitus("Teksten."))), kind=kind, series=series)
    assert (text.type, text.act) == (type_, f"{type_} 77/2031")
    assert text.url == f"https://www.retsinformation.dk/eli/{path}/2031/77"


def test_later_changes_are_tied_by_their_id() -> None:
    more = """<Change id="change_1"/><Ref_Accn REFid="change_1">A20320001230</Ref_Accn>
      <Ref_Af REFid="change_1">2032-02-03</Ref_Af><Ref_Text REFid="change_1">Lov om ændring</Ref_Text>
      <Concerns id="concerns_1"/><Ref_Accn REFid="concerns_1">A19990009929</Ref_Accn>"""
    text = act(section("§ 1.", stk(exitus("Teksten."))), more=more)
    assert text.changes == (LaterChange(accession="A20320001230", issued=date(2032, 2, 3), title="Lov om ændring"),)


def test_an_end_date_does_not_make_an_act_history() -> None:
    more = "<EndDate>2031-06-01</EndDate>"
    assert act(section("§ 1.", stk(exitus("Teksten."))), more=more).historic_on is None
    more += "<DateOfHistoricMark>2033-01-02</DateOfHistoricMark>"
    assert act(section("§ 1.", stk(exitus("Teksten."))), more=more).historic_on == date(2033, 1, 2)


def test_stk_nr_and_litra_are_found_by_reference() -> None:
    litra = points(("a)", exitus("nemlig her.")))
    listed = points(("1)", exitus("den ene,")), ("2)", exitus("den anden:") + litra))
    text = act(section("§ 4 a.", stk(exitus("Det gælder for")), stk(exitus("Også for"), listed, number="Stk. 2.")))
    assert words(text, "§ 4 a, stk. 1") == "Det gælder for"
    assert words(text, "§ 4 a, stk. 2, nr. 1") == "den ene,"
    assert words(text, "§ 4 a, stk. 2, nr. 2, litra a") == "nemlig her."
    assert words(text, "§ 4 a, stk. 2") == "Også for\n1) den ene,\n2) den anden:\na) nemlig her."
    assert text.lookup(parse(f"{NAME} § 4 a, stk. 3")) is None
    assert text.lookup(parse(f"{NAME} § 4 a, stk. 2, nr. 3")) is None
    assert text.lookup(parse("LBK 77/2031 § 4 a")) is None


def test_a_nr_in_the_only_stk_is_cited_without_it() -> None:
    text = act(section("§ 6.", stk(exitus("Der er:"), points(("1)", exitus("en"))))))
    nr = one(text, "§ 6, stk. 1, nr. 1")
    assert one(text, "§ 6, nr. 1") is nr
    assert nr.address == "§ 6, nr. 1"
    assert str(text.reference(nr)) == "LOV 77/2031 § 6, nr. 1"
    assert str(text.named("LAB").reference(nr)) == "LAB § 6, nr. 1"


def test_text_after_a_list_belongs_to_the_stk_and_not_to_its_last_nr() -> None:
    body = stk(
        exitus("Den, som"), points(("1)", exitus("gør det,")), ("2)", exitus("siger det,"))), exitus("straffes.")
    )
    text = act(section("§ 1.", body))
    assert words(text, "§ 1, nr. 2") == "siger det,"
    assert words(text, "§ 1, stk. 1") == "Den, som\n1) gør det,\n2) siger det,\nstraffes."
    closing = text.own(ProvisionKind.CLOSING)
    assert [(p.address, text.quote(p)) for p in closing] == [("§ 1, afslutning", "straffes.")]


def test_pkt_count_a_list_as_part_of_its_sentence() -> None:
    listed = points(("1)", exitus("A. Og B.")), ("2)", exitus("C.")))
    text = act(section("§ 1.", stk(exitus("Først dette.", "Dernæst:"), listed, exitus("Til sidst gælder stk. 1."))))
    assert words(text, "§ 1, 1. pkt.") == "Først dette."
    assert words(text, "§ 1, stk. 1, 2. pkt.") == "Dernæst:\n1) A. Og B.\n2) C."
    assert words(text, "§ 1, 3. pkt.") == "Til sidst gælder stk. 1."
    assert words(text, "§ 1, nr. 1, 2. pkt.") == "Og B."
    assert text.lookup(parse(f"{NAME} § 1, 4. pkt.")) is None


def test_a_range_of_repealed_sections_answers_for_each_of_them() -> None:
    text = act(section("§§ 28-30.", stk(exitus("(Ophævet)"))) + section("§ 31.", stk(exitus("Gælder."))))
    found = one(text, "§ 29")
    assert (found.address, found.state, text.quote(found)) == ("§§ 28-30", State.REPEALED, "(Ophævet)")
    assert one(text, "§ 31").state is State.PRESENT
    assert [(s.number, s.repealed) for s in sections(text).values()] == [
        ("28", True), ("29", True), ("30", True), ("31", False),
    ]  # fmt: skip


def test_a_range_of_stk_answers_for_each_of_them() -> None:
    text = act(section("§ 3.", stk(exitus("Gælder.")), stk(exitus("(Ophævet)"), number="Stk. 2 og 3.")))
    assert one(text, "§ 3, stk. 3").address == "§ 3, stk. 2-3"
    assert [stk.repealed for stk in sections(text)["3"].stk] == [False, True, True]


def test_chapters_and_headings_stand_above_their_sections() -> None:
    heading = "<Rubrica><Linea><Char>Om varighed</Char></Linea></Rubrica>"
    first, second = section("§ 1.", stk(exitus("Et."))), section("§ 2.", stk(exitus("To.")))
    text = act(chapter("Kapitel 6 a", "Praktik", first, heading + second) + section("§ 3.", stk(exitus("Tre."))))
    assert addresses(text, ProvisionKind.CHAPTER) == ["kapitel 6 a"]
    assert addresses(text, ProvisionKind.GROUP) == ["overskrift før § 2"]
    assert (one(text, "§ 1").chapter, one(text, "§ 1").headings) == ("6 a", ("Kapitel 6 a Praktik",))
    assert one(text, "§ 2").headings == ("Kapitel 6 a Praktik", "Om varighed")
    assert (one(text, "§ 3").chapter, one(text, "§ 3").headings) == (None, ())


def test_chapter_number_may_stand_first() -> None:
    text = act(chapter("12. kapitel", "Straf", section("§ 1.", stk(exitus("Et.")))))
    assert one(text, "§ 1").chapter == "12"


def test_footnotes_stand_apart_and_know_where_they_hang() -> None:
    note = "<Nota><Explicatus>1)</Explicatus>" + exitus("Bekendtgjort senere.") + "</Nota>"
    line = (
        f"<Exitus><Linea><Char>Ministeren</Char></Linea>{note}<Linea><Char>fastsætter regler.</Char></Linea></Exitus>"
    )
    text = act(section("§ 1.", stk(line)))
    assert words(text, "§ 1, stk. 1") == "Ministeren fastsætter regler."
    footnote = text.at("fodnote 1")
    assert footnote is not None
    assert (text.quote(footnote), footnote.part) == ("Bekendtgjort senere.", Part.NOTES)
    assert footnote.anchor is not None
    assert text.text[: footnote.anchor].endswith("Ministeren")


def test_tables_keep_their_cells_apart() -> None:
    cell = "<Td>{}</Td>"
    rows = "".join(
        f"<Tr>{cell.format(exitus(a))}{cell.format(exitus(b))}</Tr>"
        for a, b in (("Bøde", "Straf"), ("0-499 kr.", "2 dage"))
    )
    text = act(section("§ 1.", stk(exitus("Efter skalaen:"), f"<Exitus><Table>{rows}</Table></Exitus>")))
    table = text.at("§ 1, tabel 1")
    assert table is not None
    assert text.quote(table) == "Bøde\tStraf\n0-499 kr.\t2 dage"
    assert words(text, "§ 1, stk. 1").endswith("2 dage")


def test_annexes_are_no_part_of_the_acts_own_sections() -> None:
    annex = f"""<Bilag localId="1"><Explicatus>Bilag 1</Explicatus><BilagIndhold><TekstGruppe>{exitus("Skema")}
      {section("§ 1.", stk(exitus("Traktatens ord.")))}</TekstGruppe></BilagIndhold></Bilag>"""
    text = act(section("§ 1.", stk(exitus("Lovens ord."))), after=annex)
    assert words(text, "§ 1") == "Lovens ord."
    foreign = text.at("bilag 1, § 1")
    assert foreign is not None
    assert (text.quote(foreign), foreign.part) == ("Traktatens ord.", Part.ANNEX)
    assert text.reference(foreign) is None


def test_commencement_rules_of_other_acts_are_not_the_acts_own() -> None:
    rules = """<Ikraft><Exitus><Linea><Char>Lov nr. 438 af 31. maj 2000 indeholder følgende:</Char></Linea></Exitus>
      <IkraftCentreretParagraf><Explicatus>§ 1</Explicatus>{first}{rest}</IkraftCentreretParagraf></Ikraft>"""
    rest = stk(exitus("(Udelades)"), number="Stk. 2-9.")
    later = rules.format(first=stk(exitus("Loven træder i kraft den 1. juli 2000."), number="Stk. 1."), rest=rest)
    text = act(section("§ 1.", stk(exitus("Lovens egne ord."))) + later)
    assert words(text, "§ 1") == "Lovens egne ord."
    assert text.in_force is None
    foreign = text.at("Lov nr. 438 af 31. maj 2000, § 1, stk. 2-9")
    assert foreign is not None
    assert (foreign.part, foreign.state) == (Part.TRANSITION, State.OMITTED)
    assert list(sections(text)) == ["1"]


def test_an_amending_act_keeps_its_own_numbers_and_what_it_inserts() -> None:
    body = f"""<AendringCentreretParagraf localId="1"><Explicatus>§ 1</Explicatus>{exitus("I eksempelloven ændres:")}
      <AendringsNummer><Explicatus>1.</Explicatus><Aendring>
        <AendringDefinition>{exitus("Efter § 53 indsættes:")}</AendringDefinition>
        <AendringAktion><AendringNyTekst>{section("§ 2.", stk(exitus("Nye ord.")))}</AendringNyTekst></AendringAktion>
      </Aendring><Rykningsklausul>{exitus("Stk. 3 bliver stk. 4.")}</Rykningsklausul></AendringsNummer>
      </AendringCentreretParagraf>
      <IkraftCentreretParagraf localId="2"><Explicatus>§ 2</Explicatus>
      {stk(exitus("Loven træder i kraft den 1. januar 2032."))}</IkraftCentreretParagraf>"""
    text = act(body, kind="LOV Æ#LOKDOK02")
    assert words(text, "§ 2") == "Loven træder i kraft den 1. januar 2032."
    assert text.in_force == date(2032, 1, 1)
    assert words(text, "§ 1, nr. 1") == "Efter § 53 indsættes:\n\n§ 2. Nye ord.\nStk. 3 bliver stk. 4."
    inserted = text.at("§ 1, nr. 1, ny tekst, § 2")
    assert inserted is not None
    assert (text.quote(inserted), inserted.part) == ("Nye ord.", Part.INSERTED)


def test_guidance_takes_its_structure_from_bold_and_italic_lines() -> None:
    brief = styled("Bold", "Principmeddelelsen fastslår") + exitus("Kort fortalt.")
    running = "".join([
        styled("Bold", "1. Indledning"), exitus("Vejledningen beskriver reglerne."), "<Exitus/>",
        styled("Italic", "Formål"), exitus("Formålet er klart."), styled("Bold", "Reglerne"),
        points(("•", exitus("§ 4, stk. 1")), ("•", exitus("§ 5"))), exitus("Fremhævet er <b>intet</b>."),
        styled("Bold", "Dette er en hel sætning, som nogen har fremhævet."),
    ])  # fmt: skip
    text = act(f"<Resume>{brief}</Resume><TekstGruppe>{exitus('Først.')}{running}</TekstGruppe>", kind="VEJ#LOKDOK15")
    assert addresses(text, ProvisionKind.HEADING) == ["resumé, overskrift 1", "punkt 1", "overskrift 2", "overskrift 3"]
    paragraphs = [(text.quote(p), p.headings) for p in text.provisions if p.kind is ProvisionKind.PARAGRAPH]
    assert paragraphs == [
        ("Kort fortalt.", ("Principmeddelelsen fastslår",)),
        ("Først.", ()),
        ("Vejledningen beskriver reglerne.", ("1. Indledning",)),
        ("Formålet er klart.", ("1. Indledning", "Formål")),
        ("Fremhævet er intet.", ("Reglerne",)),
        ("Dette er en hel sætning, som nogen har fremhævet.", ("Reglerne",)),
    ]
    assert [text.quote(p) for p in text.provisions if p.kind is ProvisionKind.ITEM] == ["§ 4, stk. 1", "§ 5"]
    assert text.at("resumé") is not None


def test_char_are_joined_without_space_and_an_empty_one_is_a_space() -> None:
    chars = "<Char>I </Char>\n <Char>§ 43,</Char>\n <Char></Char><Char>stk. 6,</Char><Char> ord</Char>"
    line = f"<Exitus><Linea>\n {chars}</Linea><Linea><Char>, og mere.</Char></Linea></Exitus>"
    text = act(section("§ 1.", stk(line)))
    assert words(text, "§ 1") == "I § 43, stk. 6, ord, og mere."


def test_words_in_unknown_elements_are_kept() -> None:
    text = act(section("§ 1.", stk(exitus("Kendt."))) + "<Nyhed>Ukendt <Inderst>element</Inderst> her</Nyhed>")
    assert [text.quote(p) for p in text.provisions if p.kind is ProvisionKind.PARAGRAPH] == ["Ukendt", "element", "her"]


def test_in_force_the_day_after_publication() -> None:
    said = "Loven træder i kraft dagen efter bekendtgørelsen i Lovtidende."
    assert act(section("§ 1.", stk(exitus(said)))).in_force == date(2031, 5, 9)


def test_a_consolidated_act_states_no_day_of_its_own() -> None:
    body = section("§ 1.", stk(exitus("Loven træder i kraft den 1. januar 2020.")))
    assert act(body, kind="LBK H#LOKDOK03").in_force is None
    assert act(body).in_force == date(2020, 1, 1)


def test_namesakes_get_addresses_of_their_own() -> None:
    text = act(section("§ 1.", stk(exitus("Først."))) + section("§ 1.", stk(exitus("Igen."))))
    assert addresses(text, ProvisionKind.SECTION) == ["§ 1", "§ 1 (2)"]
    assert words(text, "§ 1") == "Først."


WORDS = st.sampled_from(
    ["praktik", "uger.", "(Ophævet)", "§ 5,", "stk. 2", "1)", "a)", "Stk. 3.", "»ny«", "&amp;", "m.v."]
)
LINES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
PROSE = st.lists(LINES, min_size=1, max_size=2).map(lambda lines: exitus(*lines))
NOTES = LINES.map(lambda words: f"<Nota><Explicatus>1)</Explicatus>{exitus(words)}</Nota>")
TABLES = LINES.map(lambda words: f"<Exitus><Table><Tr><Td>{exitus(words)}</Td><Td/></Tr></Table></Exitus>")
MARKS = st.sampled_from(["1)", "2)", "a)", "•", "", "aa)", "1."])


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, max_size=3).map("".join)
    numbers = st.sampled_from(
        ["§ 1.", "§ 2 a.", "§§ 3-5.", "§ 1", "Kapitel 2", "3. kapitel", "Stk. 2.", "Stk. 3-4.", "x"]
    )
    tags = st.sampled_from([
        "Paragraf", "Stk", "Kapitel", "ParagrafGruppe", "Ikraft", "IkraftCentreretParagraf", "TekstGruppe", "Resume",
        "AendringsNummer", "AendringNyTekst", "Rubrica", "Indledning", "Bilag", "Afsnit", "Ukendt", "Exitus",
    ])  # fmt: skip
    lists = st.lists(st.tuples(MARKS, inner), min_size=1, max_size=3).map(lambda items: points(*items))
    numbered = st.tuples(tags, numbers, several).map(
        lambda parts: f"<{parts[0]}><Explicatus>{parts[1]}</Explicatus>{parts[2]}</{parts[0]}>"
    )
    return st.one_of(numbered, st.tuples(tags, several).map(lambda p: f"<{p[0]}>{p[1]}</{p[0]}>"), lists)


BODIES = st.lists(st.recursive(st.one_of(PROSE, NOTES, TABLES), nested, max_leaves=12), min_size=1, max_size=4).map(
    "".join
)


def squeezed(text: str) -> str:
    return "".join(sorted(re.sub(r"\s", "", text)))


@given(BODIES)
def test_any_document_keeps_every_character_and_addresses_every_provision(body: str) -> None:
    body += exitus("Til sidst")
    text = read_content(document(body).encode(), "lov.xml")
    plain = re.sub(r"<[^>]*>", "", body).replace("&amp;", "&")
    assert squeezed(text.text) == squeezed(TITLE + plain)
    assert len({p.address for p in text.provisions}) == len(text.provisions)
    assert all(text.at(p.address) is p and p.start <= p.body <= p.end for p in text.provisions)
    covered = bytearray(len(text.text))
    for p in text.provisions:
        covered[p.start : p.end] = b"\1" * (p.end - p.start)
        assert p.parent is None or text.at(p.parent) is not None
    assert all(here or char.isspace() for here, char in zip(covered, text.text, strict=True))


@given(BODIES)
def test_any_reference_printed_is_found_again(body: str) -> None:
    text = act(body + exitus("Til sidst"))
    for provision in text.provisions:
        ref = text.reference(provision)
        found = text.lookup(parse(str(ref))) if ref else None
        assert ref is None or (found is not None and text.reference(found) == ref)
