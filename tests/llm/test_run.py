"""The exchange with a model that is a value: what is kept of it, and what never leaves."""

from dataclasses import dataclass, field
from datetime import date

from assistant.cite import Claim
from assistant.finding import Finding, Verdict
from assistant.render import Block
from assistant.rewording.run import Wanted, Worded, reword
from assistant.rewording.schema import DraftClaim, Message, Reply, Usage, WordedDraft

FIRST = "Perioden kan ikke forlænges for en dagpengemodtager."
SECOND = "En dagpengemodtager kan højst være i virksomhedspraktik i 4 uger."
OTHER = "For en dagpengemodtager kan perioden ikke forlænges."


@dataclass
class FakeModel:
    """Says the same each time, and remembers what it was sent."""

    claims: tuple[tuple[str, str], ...] = ()
    name: str = "fake:model"
    usage: Usage = field(default_factory=lambda: Usage(calls=1))
    sent: list[tuple[Message, ...]] = field(default_factory=list)

    def session(self) -> "FakeModel":
        return self

    def ask(self, messages: tuple[Message, ...]) -> Reply:
        self.sent.append(messages)
        claims = tuple(DraftClaim(text=text, ids=(key,), quotations=()) for text, key in self.claims)
        return Reply(draft=WordedDraft(claims=claims), text="{}")


def told(text: str, verdict: Verdict = Verdict.BREACHED, part: str = "rule") -> Claim:
    finding = Finding(rule="r", title="t", topics=(), verdict=verdict, reason=text, on=date(2026, 11, 20))
    return Claim(text=text, part=part, finding=finding)


def worded(model: FakeModel, *claims: Claim, question: str = "Kan perioden forlænges?") -> Worded:
    blocks = (Block(name="", claims=claims),)
    return reword(Wanted(question=question, language="da", blocks=blocks, sources={}, known=lambda _: False), model)


def texts(answer: Worded) -> list[str]:
    return [claim.text for block in answer.blocks for claim in block.claims]


def test_material_with_a_cpr_number_is_not_sent() -> None:
    model = FakeModel(claims=((OTHER, "F1"),))
    answer = worded(model, told(f"{FIRST} Se sag 010190-1234."))
    assert not model.sent
    assert answer.by == ""
    assert "CPR-nummer" in answer.notice


def test_important_finding_that_is_left_out_costs_the_wording() -> None:
    model = FakeModel(claims=((OTHER, "F1"),))
    answer = worded(model, told(FIRST), told(SECOND, Verdict.NEEDS_ASSESSMENT))
    assert texts(answer) == [FIRST, SECOND]
    assert len(model.sent) == 2
    assert "F2 mangler" in model.sent[1][-1].text


def test_other_finding_that_is_left_out_is_told_in_our_words() -> None:
    answer = worded(FakeModel(claims=((OTHER, "F1"),)), told(FIRST), told(SECOND, Verdict.MET))
    assert texts(answer) == [OTHER, SECOND]
    assert answer.by == "fake:model"


def test_claim_under_the_id_of_another_finding_is_refused() -> None:
    answer = worded(FakeModel(claims=((SECOND, "F1"), (OTHER, "F2"))), told(FIRST), told(SECOND))
    assert texts(answer) == [FIRST, SECOND]


def test_what_is_to_be_weighed_is_never_worded() -> None:
    model = FakeModel(claims=((OTHER, "F1"),))
    weigh = told("Hvorfor er tiden ikke nok?", part="weigh")
    assert texts(worded(model, told(FIRST), weigh)) == [OTHER, weigh.text]
    assert weigh.text not in model.sent[0][-1].text


def test_answer_without_material_is_not_sent() -> None:
    model = FakeModel()
    assert worded(model).notice == ""
    assert not model.sent


def test_question_is_sent_without_names_numbers_and_days() -> None:
    model = FakeModel(claims=((OTHER, "F1"),))
    worded(model, told(FIRST), question="Kan Ole på Byvej 7, født 1.2.1990, sag 123456, få perioden forlænget?")
    sent = model.sent[0][1].text
    assert all(private not in sent for private in ("Ole", "Byvej", "1990", "123456"))
    assert "perioden" in sent
