import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import Gap, Line, Spellings, ends_sentence, join, join_texts, page_lines, tidy

NOTHING = Spellings("")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param("til per-", "soner, som", "til personer, som", id="printerens bindestreg"),
        pytest.param("KOMMUNER-", "NES BRUG", "KOMMUNERNES BRUG", id="versaler"),
        pytest.param("formåls-felt i VI-", "TAS, som", "formåls-felt i VITAS, som", id="navn i versaler"),
        pytest.param("står for 11-", "14 procent", "står for 11-14 procent", id="tal"),
        pytest.param("i perioden 2017-", "2019 er der", "i perioden 2017-2019 er der", id="årstal"),
        pytest.param("passer på job-", "eller praktikbeskrivelsen", "passer på job- eller praktikbeskrivelsen",
                     id="udeladt led"),
        pytest.param("handel-", "og detailbranchen", "handel- og detailbranchen", id="udeladt led med og"),
        pytest.param("dial-", "ogen med", "dialogen med", id="og er kun begyndelsen"),
        pytest.param("hvor A-", "målet er", "hvor A-målet er", id="enkelt bogstav"),
        pytest.param("værktøjet ABC-", "jobplan er", "værktøjet ABC-jobplan er", id="forkortelse"),
        pytest.param("af KLV-li-", "sten med", "af KLV-listen med", id="rigtig og falsk bindestreg"),
        pytest.param("borgmester Jens-", "Kristian Lütken", "borgmester Jens-Kristian Lütken", id="dobbeltnavn"),
        pytest.param("får praktik-", "”ordrer” med", "får praktik-”ordrer” med", id="citationstegn"),
        pytest.param("job-/", "uddannelsesmål", "job-/uddannelsesmål", id="skråstreg"),
        pytest.param("https://vi-", "tas.bm.dk", "https://vitas.bm.dk", id="adresse"),
        pytest.param("en praksis -", "som også", "en praksis - som også", id="tankestreg"),
        pytest.param("op til", "fire uger", "op til fire uger", id="ingen bindestreg"),
    ],
)  # fmt: skip
def test_broken_line_is_joined_as_it_was_written(first: str, second: str, expected: str) -> None:
    assert join_texts(first, second, NOTHING) == expected


def test_document_itself_decides_a_doubtful_hyphen() -> None:
    with_hyphen = Spellings.of(["en såkaldt snuse-praktik i", "bygge"])
    without = Spellings.of(["en såkaldt snusepraktik i", "bygge"])
    assert join_texts("såkaldte snuse-", "praktikker", with_hyphen) == "såkaldte snuse-praktikker"
    assert join_texts("såkaldte snuse-", "praktikker", without) == "såkaldte snusepraktikker"


def test_broken_word_is_no_evidence_for_itself() -> None:
    assert Spellings.of(["om snuse-", "praktikker i"]).running == "om\ni"


def test_soft_hyphen_is_removed_and_the_word_joined() -> None:
    assert join(page_lines(["virksom\u00ad", "heds\u00adpraktik"], 1), NOTHING)[0] == "virksomhedspraktik"


def test_join_tells_where_each_page_begins() -> None:
    lines = [
        Line(text="at aftale det", page=4, at=0, gap=Gap.NONE),
        Line(text="præcise formål", page=5, at=1, gap=Gap.WIDE),
    ]
    assert join(lines, NOTHING) == ("at aftale det præcise formål", ((0, 4), (14, 5)))


@given(st.lists(st.from_regex(r"[a-zæøå.,”§]{1,12}[a-zæøå]-?", fullmatch=True), min_size=1, max_size=8))
def test_joining_loses_nothing_but_hyphens_at_line_ends(texts: list[str]) -> None:
    lines = [Line(text=text, page=1, at=at, gap=Gap.NONE) for at, text in enumerate(texts)]
    joined = join(lines, NOTHING)[0].replace(" ", "")
    assert joined.replace("-", "") == "".join(texts).replace("-", "")


@pytest.mark.parametrize(
    "text", ["i LAB.", "følgende formål:", "er du klar?", "sagde hun.” ", "(Leder i Vejle Kommune)"]
)
def test_finished_sentence_is_seen(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["antal forløb pr.", "jf.", "efter § 6, nr.", "herunder bl.a.", "som er", "formål,"])
def test_abbreviation_or_open_sentence_does_not_end_one(text: str) -> None:
    assert not ends_sentence(text)


def test_tidy_replaces_private_bullets_and_strange_spaces() -> None:
    assert tidy("\uf0a7\u00a0Virk\u200bsomheder\t skal ﬁnde ") == "• Virksomheder skal finde"


def test_lone_bullet_belongs_to_the_line_below() -> None:
    assert [line.text for line in page_lines(["formål:", "\x7f", " ", "at afklare mål"], 1)] == [
        "formål:",
        "• at afklare mål",
    ]


def test_gap_tells_the_writers_blank_line_from_the_extractors() -> None:
    lines = page_lines(
        ["et to tre fire", "fem seks syv", "", "otte ni ti", " ", "elleve tolv tretten", "fjorten og femten"], 1
    )
    assert [line.gap for line in lines] == [Gap.NONE, Gap.NONE, Gap.LOOSE, Gap.WIDE, Gap.NONE]


def test_page_with_air_between_all_lines_is_closed_up() -> None:
    lines = page_lines(["en to tre", "", "fire fem seks", "", "syv otte ni", "", "ti elleve tolv"], 1)
    assert {line.gap for line in lines} == {Gap.NONE}
