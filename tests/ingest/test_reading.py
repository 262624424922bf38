"""The general rules, on pages made for the purpose: what any document dropped in is read with."""

import hashlib
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.manifest import ManifestRow
from corpus.passage import Kind, Passage, Source
from ingest.documents import read_document, read_documents
from ingest.extract import printed_number
from tests.ingest.test_extract import guidance


def passages_of(text: str, folder: Path) -> tuple[Passage, ...]:
    """The passages of a text file with a manifest row and no layout."""
    return read(text, folder)[1]


def read(text: str, folder: Path) -> tuple[Source, tuple[Passage, ...]]:
    """The source and passages of such a file."""
    content = text.encode()
    (folder / "proeve.txt").write_bytes(content)
    row = ManifestRow(
        id="proeve", file="proeve.txt", title="Prøve", publisher="Eksempelby", kind="vejledning",
        date_note="Kun til prøven.", sha256=hashlib.sha256(content).hexdigest(), first_page=1,
    )  # fmt: skip
    return read_document(row, folder)


def test_margin_note_is_taken_out_of_the_sentence_it_interrupts(tmp_path: Path) -> None:
    pages = [
        " Kommunen skal sørge for, at formålet med praktikken er klart, og at det er aftalt med\n"
        "den enkelte borger, inden forløbet begynder, så alle parter ved, hvad de skal, og\n\n"
        "FOKUS PÅ \nFORMÅLET\n",
        " hvornår de skal det. Det gælder alle målgrupper, og det gælder alle slags virksomheder,\n"
        "både offentlige og private, når der skal indgås aftale om praktik for en ledig\n\n"
        "OGSÅ DE \nPRIVATE\n",
        " borger i kommunen. Det samme gælder, når aftalen bliver forlænget, eller når den skal\n"
        "afbrydes, fordi borgeren har fundet et arbejde, eller fordi forløbet ikke\n\n"
        "HVIS DET \nGÅR GALT\n",
        " gik som aftalt med parterne.\nDet kan ske for enhver.\n",
    ]
    passages = passages_of("".join(pages), tmp_path)
    assert [p.text for p in passages if p.kind is Kind.MARGIN] == [
        "FOKUS PÅ FORMÅLET",
        "OGSÅ DE PRIVATE",
        "HVIS DET GÅR GALT",
    ]
    body = " ".join(p.text for p in passages if p.kind is Kind.BODY)
    assert "hvad de skal, og hvornår de skal det." in body
    assert "for en ledig borger i kommunen." in body
    assert "fordi forløbet ikke gik som aftalt" in body


def test_numbered_items_are_a_list_and_a_numbered_line_alone_a_heading(tmp_path: Path) -> None:
    text = (
        " 1. Hvem kan komme i praktik\n \nPraktik kan have et af disse formål:\n \n"
        "1. Ordinære løntimer\n2. Optræning af kompetencer\n3. Afklaring af mål\n \n"
        "2. Varighed\n \nPraktikken må højst vare fire uger.\n"
    )
    passages = passages_of(text, tmp_path)
    assert [(p.headings[-1], p.text.count("\n")) for p in passages] == [
        ("1. Hvem kan komme i praktik", 4),
        ("2. Varighed", 0),
    ]


def test_date_at_the_start_of_a_line_is_no_list_item(tmp_path: Path) -> None:
    text = " Reglerne blev skærpet den\n1. januar 2020, så der nu skal være et klarere formål.\n"
    assert passages_of(text, tmp_path)[0].text == (
        "Reglerne blev skærpet den 1. januar 2020, så der nu skal være et klarere formål."
    )


def test_long_list_is_one_passage_an_item_under_its_lead_in(tmp_path: Path) -> None:
    item = (
        "kommunen skal vurdere, om forløbet bringer borgeren tættere på arbejdsmarkedet, og hvad der ellers taler for "
    )
    text = " Der er mange hensyn. Disse er de vigtigste:\n" + "".join(
        f"• Hensyn {n}: {item * 2}\n" for n in range(1, 6)
    )
    passages = passages_of(text, tmp_path)
    assert passages[0].text == "Der er mange hensyn. Disse er de vigtigste:"
    assert [p.text[:9] for p in passages[1:]] == [f"Hensyn {n}:" for n in range(1, 6)]
    assert {p.headings for p in passages[1:]} == {("Disse er de vigtigste:",)}


def test_quotation_is_its_own_passage_with_its_speaker(tmp_path: Path) -> None:
    text = " En leder siger:\n \n”Vi gør det kun, når det giver mening.” (Leder i\nEksempelby)\n \nSådan er det.\n"
    quotes = [p.text for p in passages_of(text, tmp_path) if p.kind is Kind.QUOTE]
    assert quotes == ["”Vi gør det kun, når det giver mening.” (Leder i Eksempelby)"]


def test_long_paragraph_is_parted_between_sentences_and_never_at_an_abbreviation(tmp_path: Path) -> None:
    sentence = (
        "Jobcenteret skal efter reglerne i bl.a. LAB vurdere, om betingelserne er opfyldt, jf. LAB § 58 og BAB § 60."
    )
    text = " " + "\n".join([sentence] * 14) + "\n"
    parts = [p.text for p in passages_of(text, tmp_path)]
    assert len(parts) == 2
    assert all(part.startswith("Jobcenteret") and part.endswith("BAB § 60.") and len(part) <= 900 for part in parts)


def test_running_head_interrupts_no_sentence(tmp_path: Path) -> None:
    text = (
        " Vejledning om praktik\nJobcenteret skal vurdere, om praktikken er\n"
        " Vejledning om praktik\nden rette vej til arbejde, og om den er\n"
        " Vejledning om praktik\nkort nok.\nDet er afgørende.\n"
    )
    assert "om praktikken er den rette vej til arbejde, og om den er kort nok." in passages_of(text, tmp_path)[0].text


def test_signature_is_kept_and_never_cited(tmp_path: Path) -> None:
    text = " Kære Jens\n \nTak for dit brev om praktik.\n \nMed venlig hilsen\n \nAnne Hansen\nDirektør\n"
    assert [p.text for p in passages_of(text, tmp_path)] == ["Tak for dit brev om praktik."]


def test_ids_survive_a_change_in_another_section(tmp_path: Path) -> None:
    first = " 1. Formål\n \nFormålet skal være klart.\n \n2. Varighed\n \nPraktikken må højst vare fire uger.\n"
    changed = first.replace("klart.\n", "klart.\n \n• ét\n• to\n")
    before, after = passages_of(first, tmp_path), passages_of(changed, tmp_path)
    assert before[-1].id == after[-1].id == "proeve#2-varighed-01"


def test_dropped_pdf_is_read_with_pages_headings_and_lists(tmp_path: Path) -> None:
    content = guidance()
    (tmp_path / "vejledning.pdf").write_bytes(content)
    (tmp_path / "manifest.toml").write_text(
        '[[document]]\nid = "vejledning"\nfile = "vejledning.pdf"\ntitle = "Vejledning"\n'
        'publisher = "Eksempelby"\nkind = "vejledning"\ndate = 2024-05-01\n'
        f'sha256 = "{hashlib.sha256(content).hexdigest()}"\n',
        encoding="utf-8",
    )
    (document,) = read_documents(tmp_path)
    assert {p.locator for p in document.passages} == {"s. 1", "s. 2"}
    assert {p.headings for p in document.passages} == {("1. Hvem kan komme i praktik",), ("Varighed og forlængelse",)}
    assert sum("• at afklare mål\n• at optræne kompetencer" in p.text for p in document.passages) == 4
    assert not [p for p in document.passages if "Eksempelby" in p.text]


# What the rules look for, in any order: the worst page an extractor could hand us.
SAMPLES = (
    "", " ", "KAPITEL 1 Om praktik", "FOKUS PÅ", "FORMÅLET", "• et punkt", "1. et punkt", "2", "15 ", "§", "1. 2. 3.",
    "-", "TABEL 1.1 ANTAL", "Formålet skal være klart.", "og aftalt med borge-", "ren, jf. nr. 2.", "1,49",
    "BOKS: REGLER", "”Det er godt.” (Leder i Vejle)", "Det gælder. Boks slut.", "1  En note om ord1", "ord1 og mere",
    " Ny side", "•", "https://star.dk", "Kilde: STAR", "Note: Tal", "”Fire uger", "er kort”", "Kære Jens",
    "Med venlig hilsen", "\u00ad",
)  # fmt: skip
LINES = st.lists(st.sampled_from(SAMPLES), min_size=1, max_size=40).filter(
    lambda lines: any(character.isalpha() for line in lines for character in line)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
@given(LINES)
def test_any_page_is_read_without_loss_and_with_exact_offsets(tmp_path: Path, lines: list[str]) -> None:
    source, passages = read("\n".join(lines), tmp_path)
    assert all(source.text[p.start : p.end] == p.text and p.text for p in passages)
    assert all(first.end <= second.start for first, second in pairwise(passages))
    marks = {line.strip() for line in lines if printed_number(line) is not None}
    expected = Counter(unicodedata.normalize("NFKC", "".join(line for line in lines if line.strip() not in marks)))
    found = Counter(unicodedata.normalize("NFKC", source.text))
    assert not {c: n for c, n in expected.items() if c.isalpha() and found[c] < n}
