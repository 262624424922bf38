"""What the guidance says: told by name where its text is not loaded, quoted below the law where it is."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.answer import Answer
from assistant.finding import Verdict
from assistant.guidance import asked_guidance
from assistant.service import Assistant
from assistant.settings import DEFAULT_EMBEDDER, Settings
from corpus.passage import Authority
from corpus.rulebook import load_rulebook
from corpus.targets import GUIDANCE, load_documents
from ingest.run import CorpusFolders, ingest_corpus
from tests.ingest.guidance_files import REPEATED, RULING, WELCOME, decision, guidance, write

NOW = date(2026, 11, 20)
VEJ = "Vejledning om virksomhedspraktik (VEJ nr. 9641 af 17/06/2022)"
NOT_LOADED = "er ikke indlæst; svaret bygger på lov, bekendtgørelse og rapporter."


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant with the guidance and the decision, and without the guidance of 2026."""
    folder: Path = write(tmp_path_factory.mktemp("official"), v=guidance(), k=decision())
    home = tmp_path_factory.mktemp("guided")
    ingest_corpus(home, DEFAULT_EMBEDDER, CorpusFolders(official=folder), lambda *_: None, force=False)
    with open_assistant(Settings(home=home)) as opened:
        yield opened


def ask(assistant: Assistant, *turns: str, on: date = NOW) -> Answer:
    conversation = assistant.conversation(on=on)
    return [conversation.ask(turn) for turn in turns][-1]


def authorities(answer: Answer) -> list[Authority]:
    """The kinds of source quoted, in the order of the text."""
    labels = {"Lov": Authority.LOV, "Bekendtgørelse": Authority.BEKENDTGOERELSE, "Vejledning": Authority.VEJLEDNING}
    labels |= {"Praksis": Authority.PRINCIPMEDDELELSE, "Rapport": Authority.RAPPORT}
    signed = [
        line.removeprefix("> – ").partition(":")[0] for line in answer.text.splitlines() if line.startswith("> – ")
    ]
    return [labels[label] for label in signed]


# ---------------------------------------------------------------- what is asked for


@pytest.mark.parametrize(
    ("question", "rows", "others", "kinds"),
    [
        ("Hvad siger VEJ 9641 om varighed?", ["VEJ 9641/2022"], [], []),
        ("Hvad siger vejledning nr. 9641 af 17/06/2022?", ["VEJ 9641/2022"], [], []),
        ("Hvad står der i 9641/2022?", ["VEJ 9641/2022"], [], []),
        ("What does guidance no. 9641 say?", ["VEJ 9641/2022"], [], []),
        ("Hvad står der i startvejledningen?", ["VEJ 9117/2026"], [], []),
        ("Hvad siger principmeddelelse 34-20?", ["34-20"], [], []),
        ("Hvad fastslår 34-20?", ["34-20"], [], []),
        ("Er principmeddelelse 34-20 og 12-19 til hjælp?", ["34-20"], ["12-19"], []),
        ("Hvad siger principafgørelse N-2-08?", [], ["N-2-08"], []),
        ("Hvad siger VEJ nr. 10123 fra 2023?", [], ["10123"], []),
        ("Hvad siger vejledningen om gentagne praktikker?", [], [], [Authority.VEJLEDNING]),
        ("Hvad står der i STARs vejledning?", [], [], [Authority.VEJLEDNING]),
        ("What does the guidance say about duration?", [], [], [Authority.VEJLEDNING]),
        ("Hvad siger principmeddelelserne om varighed?", [], [], [Authority.PRINCIPMEDDELELSE]),
    ],
)
def test_documents_are_known_by_number_name_and_kind(
    question: str, rows: list[str], others: list[str], kinds: list[Authority]
) -> None:
    asked = asked_guidance(question)
    assert [row.act for row in asked.rows] == rows
    assert [number for _, number in asked.others] == others
    assert list(asked.kinds) == kinds


@pytest.mark.parametrize(
    "question",
    [
        "Skal der klagevejledning på afgørelsen?",
        "Kan man få vejledning og opkvalificering i stedet for praktik?",
        "Må praktikken vare 4 uger fra 01-20?",
        "Hun er på vej 4 uger i praktik",
        "Borgeren er 34, kan hun være i praktik i 20 uger?",
        "",
    ],
)
def test_other_words_ask_for_no_document(question: str) -> None:
    assert not asked_guidance(question)


def test_number_of_a_document_is_never_weeks_or_a_day(assistant: Assistant) -> None:
    answer = ask(assistant, "Hvad siger VEJ nr. 9641 af 17/06/2022 om varigheden for en dagpengemodtager?")
    assert answer.case == {"target_group": "dagpenge"}
    assert answer.on == NOW


def test_topics_told_in_place_of_a_document_are_those_of_rules() -> None:
    known = {topic for rule in load_rulebook().rules for topic in rule.topics}
    assert {topic for row in load_documents().document for topic in row.topics} <= known


# ---------------------------------------------------------------- not loaded


@pytest.mark.parametrize(
    ("question", "name"),
    [
        pytest.param("Hvad siger VEJ 9641 om varighed?", VEJ, id="by number"),
        pytest.param(
            "Hvad siger startvejledningen om varighed?", "Startvejledning (VEJ nr. 9117 af 16/01/2026)", id="by name"
        ),
        pytest.param(
            "Hvad siger vejledningen om varighed?",
            "VEJ nr. 9641 af 17/06/2022, VEJ nr. 9117 af 16/01/2026",
            id="generic",
        ),
        pytest.param(
            "Hvad siger principmeddelelse 12-19 om varighed?", "Principmeddelelse 12-19", id="not in the table"
        ),
        pytest.param(
            "Hvad siger principmeddelelserne om varighed?",
            "Ankestyrelsens principmeddelelser (bl.a. Principmeddelelse 34-20)",
            id="decisions",
        ),
    ],
)
def test_what_is_not_loaded_is_told_by_name_and_the_rule_answers(
    assistant: Assistant, question: str, name: str
) -> None:
    answer = ask(assistant, question)
    first = answer.text.split("\n\n")[0]
    assert name in first
    assert first.endswith(NOT_LOADED)
    assert answer.status != "declined"
    # LAB § 61, stk. 1.
    assert "op til 4 uger for dagpengemodtagere" in answer.text
    assert not GUIDANCE & {citation.authority for citation in answer.citations}


def test_guidance_of_another_time_is_not_named(assistant: Assistant) -> None:
    first = ask(assistant, "Hvad siger vejledningen om varighed?", on=date(2024, 6, 1)).text.split("\n\n")[0]
    assert "VEJ nr. 9641" in first
    assert "VEJ nr. 9117" not in first


@pytest.mark.parametrize(
    "question", ["Hvad står der i startvejledningen?", "Hvad siger VEJ 9641?", "Hvad siger vejledningen?"]
)
def test_question_of_nothing_but_guidance_gets_the_rules(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert answer.status == "answered"
    assert NOT_LOADED in answer.text
    assert {finding.rule.partition("/")[0] for finding in answer.findings} >= {"formaal", "varighed"}


def test_follow_up_keeps_to_the_case(assistant: Assistant) -> None:
    answer = ask(assistant, "Må en dagpengemodtager være i praktik i 5 uger?", "Hvad siger startvejledningen?")
    assert NOT_LOADED in answer.text
    assert answer.findings[0].verdict is Verdict.BREACHED
    assert answer.case["target_group"] == "dagpenge"


def test_report_that_tells_of_a_decision_is_quoted(assistant: Assistant) -> None:
    answer = ask(assistant, "Hvad siger principmeddelelse 34-20?")
    assert NOT_LOADED in answer.text
    assert all("34-20" in citation.quote for citation in answer.citations)
    assert authorities(answer) == [Authority.RAPPORT]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Hvad siger principmeddelelse 12-19?", "Principmeddelelse 12-19"),
        ("Hvad siger VEJ 9641 om vejret?", VEJ),
        ("Hvad siger startvejledningen om kørekort?", "Startvejledning"),
    ],
)
def test_nothing_is_guessed_where_nothing_else_answers(assistant: Assistant, question: str, name: str) -> None:
    answer = ask(assistant, question)
    assert answer.status == "declined"
    assert name in answer.text
    assert "er ikke indlæst, så jeg kan ikke sige, hvad der står." in answer.text
    assert not answer.citations


def test_english_question_is_told_in_english(assistant: Assistant) -> None:
    answer = ask(assistant, "What does the guidance say about how long a placement may last?")
    assert "VEJ nr. 9641 af 17/06/2022" in answer.text
    assert "has not been loaded; the answer rests on the act" in answer.text


def test_question_that_asks_for_no_guidance_is_told_nothing_of_it(assistant: Assistant) -> None:
    assert "indlæst" not in ask(assistant, "Hvor længe kan en dagpengemodtager være i praktik?").text


# ---------------------------------------------------------------- loaded


def test_loaded_guidance_is_quoted_under_the_law_and_above_the_reports(loaded: Assistant) -> None:
    answer = ask(loaded, "Hvad siger vejledningen om gentagne praktikker hos samme arbejdsgiver?")
    assert "indlæst" not in answer.text
    assert REPEATED in [citation.quote for citation in answer.citations]
    assert f"> »{REPEATED}«\n>\n> – Vejledning: " in answer.text
    assert answer.text.index("(Lov: LAB § 61, stk. 2") < answer.text.index("– Vejledning: ")
    kinds = authorities(answer)
    assert kinds == sorted(kinds, key=lambda kind: kind.rank)
    assert Authority.VEJLEDNING in kinds


def test_loaded_decision_is_quoted_as_practice(loaded: Assistant) -> None:
    answer = ask(loaded, "Hvad siger principmeddelelse 34-20?")
    assert authorities(answer) == [Authority.PRINCIPMEDDELELSE, Authority.RAPPORT]
    assert answer.citations[0].quote == RULING
    assert (
        "– Praksis: Ankestyrelsen, Ankestyrelsens principmeddelelse 34-20, Principmeddelelsen fastslår" in answer.text
    )


def test_what_only_the_guidance_answers_is_answered(assistant: Assistant, loaded: Assistant) -> None:
    question = "Hvad siger vejledningen om rundvisning?"
    assert ask(assistant, question).status == "declined"
    answer = ask(loaded, question)
    assert answer.status == "answered"
    assert [citation.quote for citation in answer.citations] == [WELCOME]


def test_question_of_nothing_but_a_loaded_guidance_shows_how_it_begins(loaded: Assistant) -> None:
    answer = ask(loaded, "Hvad siger VEJ 9641?")
    assert [citation.source for citation in answer.citations] == ["vej-2022-9641"]
    assert answer.citations[0].locator == "VEJ nr. 9641 af 17/06/2022, 1.1. Hovedformål"


def test_loaded_guidance_says_when_it_has_nothing(loaded: Assistant) -> None:
    answer = ask(loaded, "Hvad siger VEJ 9641 om seneste arbejdsgiver?")
    assert answer.text.startswith("Jeg finder ikke noget om det i Vejledning om virksomhedspraktik; ")
    assert "BAB § 61" in answer.text


def test_loaded_guidance_is_not_used_before_its_day(loaded: Assistant) -> None:
    answer = ask(loaded, "Hvad siger vejledningen om varighed?", on=date(2021, 11, 20))
    assert "Vejledning om virksomhedspraktik kan ikke bruges den 20. november 2021" in answer.text
    assert Authority.VEJLEDNING not in authorities(answer)


def test_the_one_that_is_not_loaded_is_still_told(loaded: Assistant) -> None:
    answer = ask(loaded, "Hvad siger startvejledningen om varighed?")
    assert "Startvejledning (VEJ nr. 9117 af 16/01/2026) er ikke indlæst" in answer.text
    assert Authority.VEJLEDNING not in authorities(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Hvor længe kan en aktivitetsparat kontanthjælpsmodtager være i praktik?",
        "Hvad er reglerne for gentagne praktikker hos samme arbejdsgiver?",
        "Må en dagpengemodtager og en sygemeldt være i praktik i 6 uger?",
        "Hvad skal aftalen om praktikken rumme?",
    ],
)
def test_guidance_never_stands_above_the_law(assistant: Assistant, loaded: Assistant, question: str) -> None:
    """Nor does it take the place of anything: what is said without it is said with it."""
    answer, before = ask(loaded, question), ask(assistant, question)
    kinds = authorities(answer)
    lawful = [place for place, kind in enumerate(kinds) if kind in (Authority.LOV, Authority.BEKENDTGOERELSE)]
    guiding = [place for place, kind in enumerate(kinds) if kind in GUIDANCE]
    assert not (lawful and guiding) or max(lawful) < min(guiding)
    assert [finding.verdict for finding in answer.findings] == [finding.verdict for finding in before.findings]
    assert {citation.quote for citation in before.citations} <= {citation.quote for citation in answer.citations}


def test_search_finds_guidance_with_its_authority(loaded: Assistant) -> None:
    first = loaded.search("rundvisning den første dag", k=1, on=NOW)[0]
    assert (first.text, first.authority) == (WELCOME, Authority.VEJLEDNING)
