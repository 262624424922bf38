"""Our data held against the wording: what is found, what is not said wrongly, and what a review explains."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.act_text import ActText
from corpus.errors import CorpusError, QuestionError
from corpus.passage import Passage
from corpus.provisions import Law
from corpus.reference import parse
from corpus.rule import Quantity, Rule, RuleVersion
from ingest.law.check import Checked, CheckReport, check
from ingest.law.check_bank import check_bank, check_loading
from ingest.law.difference import Difference
from ingest.law.report import check_lines
from ingest.law.reviewed import Review, load_reviewed
from tests.ingest.law.made import CAP, NEW, OLD, RENDERINGS, made_law, wording

DAY = date(2031, 2, 1)


@pytest.fixture
def law(tmp_path: Path) -> Law:
    return made_law(tmp_path / "law")


@pytest.fixture
def both() -> dict[str, ActText]:
    return {OLD: wording(OLD), NEW: wording(NEW)}


def run(law: Law, texts: dict[str, ActText], *rules: Rule, reviews: tuple[Review, ...] = ()) -> CheckReport:
    passages: tuple[Passage, ...] = ()
    report = check(Checked(law=law, rules=rules, passages=passages), texts, reviews)
    # The question bank and the report passages are the shipped ones and belong to the shipped law.
    ours = tuple(d for d in report.differences if d.file.startswith(("corpus/law", "corpus/rules")))
    return replace(report, differences=ours)


def found(report: CheckReport) -> list[tuple[str, str, str]]:
    return [(d.version, d.provision, d.differs) for d in report.differences]


def rule(*quantities: Quantity, general: str = "", references: tuple[str, ...] = ("LAB § 2, stk. 1",)) -> Rule:
    version = RuleVersion(
        starts=date(2030, 1, 1),
        until=None,
        verified_on=DAY,
        in_force=True,
        general=general,
        references=tuple(parse(ref) for ref in references),
        notices=(),
        weigh=(),
        uses=(),
        texts={},
        groups={},
        quantities=quantities,
        rows=(),
    )
    return Rule(
        id="varighed/eksempel",
        title="Eksempel",
        question="?",
        topics=(),
        facts=(),
        triggers=(),
        shape="",
        versions=(version,),
    )


def quantity(value: int, unit: str, reference: str) -> Quantity:
    return Quantity(name="limit", value=Decimal(value), unit=unit, reference=parse(reference))


def test_corpus_that_tells_the_law_rightly_has_no_differences(law: Law, both: dict[str, ActText]) -> None:
    assert found(run(law, both)) == []


def test_nothing_to_check_against_is_the_users_to_mend(law: Law) -> None:
    with pytest.raises(QuestionError, match=r"praktik fetch.*--official DIR") as refused:
        run(law, {})
    assert refused.value.exit_code == 2
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("sections", "provision", "words"),
    [
        pytest.param({"_3": f"§ 3. {CAP} Stk. 2. Beløbet reguleres."}, "§ 3", "1 stk. hos os, 2 i ordlyden", id="stk"),
        pytest.param({"_4": "§ 4. Loven gælder ikke her."}, "§ 4", "ophævet hos os, ikke i ordlyden", id="repealed"),
        pytest.param({"_5": "§ 5. Loven gælder straks."}, "§ 5", "paragraffen findes kun i ordlyden", id="more"),
        pytest.param({"_3": ""}, "§ 3", "paragraffen findes kun hos os", id="fewer"),
        pytest.param({"_3": ""}, "§ 3", "gengivelsens sted findes ikke i ordlyden", id="rendered"),
        pytest.param(
            {"_1": "§ 1. Loven gælder 1) ledige over 30 år, 2) personer, som er sygemeldte, og 3) unge."},
            "§ 1",
            "stk. 1 har 2 nr. hos os, 3 i ordlyden",
            id="nr",
        ),
    ],
)
def test_structure_that_differs_is_told(
    law: Law, both: dict[str, ActText], sections: dict[str, str], provision: str, words: str
) -> None:
    report = run(law, {**both, OLD: wording(OLD, **sections)})
    assert (OLD, provision, words) in found(report)


@pytest.mark.parametrize(
    ("position", "text", "expected"),
    [
        pytest.param(
            0,
            "Ledige over 30 år (§ 1, nr. 1) kan være i tilbud i 5 uger.",
            ["5 uger står kun hos os", "4 uger står kun i ordlyden"],
            id="weeks",
        ),
        pytest.param(
            0,
            "Ledige over 30 år (§ 1, nr. 1) kan være i tilbud i 4 måneder.",
            ["4 måneder står kun hos os", "4 uger står kun i ordlyden"],
            id="unit",
        ),
        pytest.param(
            0,
            "Ledige over 25 år (§ 1, nr. 1) kan være i tilbud i 4 uger.",
            ["25 år står kun hos os"],
            id="age-of-the-group",
        ),
        pytest.param(
            0,
            "Ledige (§ 1, nr. 2) kan være i tilbud i 4 uger.",
            ["§ 1, nr. 2 nævnes kun hos os", "§ 1, nr. 1 nævnes kun i ordlyden"],
            id="group",
        ),
        pytest.param(
            0, "Ledige (§ 1, nr. 1) kan være i tilbud i lang tid.", ["4 uger står kun i ordlyden"], id="left-out"
        ),
        pytest.param(
            4,
            "Der betales op til 1.500 kr. hver måned.",
            ["1500 kr. står kun hos os", "1000 kr. står kun i ordlyden"],
            id="amount",
        ),
        pytest.param(
            0,
            "Ledige (§ 1, nr. 1) kan efter kapitel 7 være i tilbud i 4 uger.",
            ["kapitel 7 nævnes kun hos os"],
            id="chapter",
        ),
        pytest.param(
            0,
            "Ledige (§ 1, nr. 1) kan fra den 1. maj 2030 være i tilbud i 4 uger.",
            ["1. maj 2030 står kun hos os"],
            id="day",
        ),
        pytest.param(0, "Ledige (§ 1, nr. 1) kunne i 2030 være i tilbud i 4 uger.", [], id="year-of-the-version"),
        pytest.param(0, "Ledige i to grupper (§ 1, nr. 1) kan få 4 uger.", ["2 står kun hos os"], id="count"),
    ],
)
def test_rendering_that_says_another_number_is_told(
    tmp_path: Path, both: dict[str, ActText], position: int, text: str, expected: list[str]
) -> None:
    old, new, _ = RENDERINGS[position]
    rows = (*RENDERINGS[:position], (old, new, text), *RENDERINGS[position + 1 :])
    told = found(run(made_law(tmp_path / "law", rows), both))
    assert [differs for version, _, differs in told if version == OLD] == expected


def test_rendering_may_count_the_nr_of_its_provision(tmp_path: Path, both: dict[str, ActText]) -> None:
    rows = (*RENDERINGS, ("§ 1", "§ 1", "Loven har to målgrupper, og ledige skal være fyldt 30 år."))
    assert found(run(made_law(tmp_path / "law", rows), both)) == []


def test_rule_whose_values_and_texts_stand_in_the_law_has_no_differences(law: Law, both: dict[str, ActText]) -> None:
    four = quantity(4, "uger", "LAB § 2, stk. 1, nr. 1")
    assert found(run(law, both, rule(four, general="Ledige kan få fire uger."))) == []


def test_value_is_checked_in_every_version_of_its_period(law: Law, both: dict[str, ActText]) -> None:
    thirteen = quantity(13, "uger", "LAB § 2, stk. 1, nr. 2")
    # From 2031 the made-up act says 15 weeks.
    assert found(run(law, both, rule(thirteen))) == [
        (NEW, "varighed/eksempel, version 1", "limit: 13 uger står ikke i LAB § 2, stk. 1, nr. 2")
    ]


def test_value_in_another_unit_is_told(law: Law, both: dict[str, ActText]) -> None:
    months = quantity(4, "måneder", "LAB § 2, stk. 1, nr. 1")
    assert {version for version, _, _ in found(run(law, both, rule(months)))} == {OLD, NEW}


def test_what_is_counted_in_persons_is_compared_by_its_number(law: Law, both: dict[str, ActText]) -> None:
    assert found(run(law, both, rule(quantity(4, "ordinært ansatte", "LAB § 2, stk. 1, nr. 1")))) == []


def test_text_of_a_rule_may_say_only_what_its_provisions_say(law: Law, both: dict[str, ActText]) -> None:
    told = found(run(law, both, rule(general="Ledige kan få 4 uger, og der er 6 måneders ventetid.")))
    assert {differs for _, _, differs in told} == {"6 måneder i teksten står ikke i reglens bestemmelser"}


def test_reference_that_a_version_does_not_have_is_told_for_that_version(law: Law, both: dict[str, ActText]) -> None:
    told = found(run(law, both, rule(references=("LAB § 3",))))
    assert told == [
        (NEW, "varighed/eksempel, version 1", "LAB § 3 findes ikke i strukturen"),
        (NEW, "varighed/eksempel, version 1", "LAB § 3 findes ikke i ordlyden"),
    ]


def test_rule_is_not_blamed_where_the_wording_is_not_at_hand(law: Law) -> None:
    report = run(law, {OLD: wording(OLD)}, rule(quantity(13, "uger", "LAB § 2, stk. 1, nr. 2")))
    assert found(report) == []
    assert (report.checked, report.without) == ((OLD,), (NEW,))


def review(differs: str, version: str = OLD, provision: str = "§ 3") -> Review:
    return Review(version=version, provision=provision, differs=differs, why="Set efter.", reviewed_on=DAY)


def test_reviewed_difference_is_explained_and_the_check_is_clean(law: Law, both: dict[str, ActText]) -> None:
    texts = {**both, OLD: wording(OLD, _3="§ 3. Godtgørelsen kan højst udgøre 1.200 kr. om måneden.")}
    rows = tuple(review(differs) for differs in ("1000 kr. står kun hos os", "1200 kr. står kun i ordlyden"))
    assert not run(law, texts).is_clean
    report = run(law, texts, reviews=rows)
    assert report.is_clean
    assert [row.review for row in report.explained] == list(rows)


def test_review_of_what_no_longer_differs_is_reported(law: Law, both: dict[str, ActText]) -> None:
    stale = review("900 kr. står kun hos os")
    report = run(law, both, reviews=(stale,))
    assert report.stale == (stale,)
    assert not report.is_clean
    assert "passer ikke længere" in next(check_lines(report))


def test_review_of_a_version_without_wording_is_not_stale(law: Law) -> None:
    rows = (review("x", version=NEW), review("y", provision="varighed/eksempel, version 1"))
    assert run(law, {OLD: wording(OLD)}, reviews=rows).stale == ()


def write_reviews(folder: Path, text: str) -> Path:
    (folder / "reviewed.toml").write_text(text, encoding="utf-8")
    return folder


ROW = """
[[reviewed]]
versions = ["lab-2030-10", "lab-2031-20"]
provision = "§ 3"
differs = "900 kr. står kun hos os"
why = "Beløbet er reguleret siden."
reviewed_on = 2031-02-01
"""


def test_reviews_are_read_one_for_each_version(law: Law, tmp_path: Path) -> None:
    assert [row.version for row in load_reviewed(law, write_reviews(tmp_path, ROW))] == [OLD, NEW]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(ROW.replace("lab-2031-20", "lab-2032-1"), "'lab-2032-1'.*findes ikke i acts.toml", id="version"),
        pytest.param(ROW + ROW, "står to gange", id="twice"),
        pytest.param(ROW.replace("why", "hvorfor"), "reviewed.toml: reviewed", id="no-reason"),
        pytest.param("[[", "ikke gyldig TOML", id="not-toml"),
    ],
)
def test_review_file_that_cannot_be_used_is_refused(law: Law, tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(CorpusError, match=words) as refused:
        load_reviewed(law, write_reviews(tmp_path, text))
    assert "\n" not in str(refused.value)


def test_question_bank_that_names_a_provision_that_is_gone_is_told(
    law: Law, tmp_path: Path, both: dict[str, ActText]
) -> None:
    bank = tmp_path / "questions"
    bank.mkdir()
    (bank / "lab.toml").write_text(
        '[[passage]]\nreference = "LAB § 2, stk. 3"\nquestions = "?"\n'
        '[[passage]]\nreference = "LAB § 3"\nquestions = "?"\n',
        encoding="utf-8",
    )
    told = [(d.version, d.provision, d.differs) for d in check_bank(law, both, bank)]
    assert told == [
        (NEW, "spørgsmål 2", "LAB § 3 findes ikke i strukturen"),
        (NEW, "spørgsmål 2", "LAB § 3 findes ikke i ordlyden"),
    ]


def test_what_ingest_would_refuse_is_told_as_a_difference() -> None:
    told: list[Difference] = list(check_loading(()))
    assert [d.file for d in told] == ["corpus/questions", "corpus/practice.toml"]
