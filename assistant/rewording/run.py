"""Draft, check, ask once more with the reasons, else keep our own words.

Findings, status, questions and quotations are never touched: only the sentences on rules are
exchanged, or a sentence put before the quotations where no rule answers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.cite import Claim
from assistant.guard import holds_cpr
from assistant.render import Block
from assistant.rewording.check import Checked, Kept, check_draft
from assistant.rewording.material import Material, material
from assistant.rewording.prompt import NO_DRAFT, again, anonymous, first_messages
from assistant.rewording.schema import ChatModel, Message, Session, Usage
from corpus.errors import ModelUnavailable
from corpus.passage import Source
from corpus.quantities import Language

DRAFTS = 2
NOTHING_USED = Usage()
REFUSED = "modellens udkast ikke kunne bekræftes i kilderne"
PERSONAL = "materialet kan indeholde et CPR-nummer, som ikke må sendes"
_NOTICE: dict[Language, str] = {
    "da": "Svaret er formuleret uden sprogmodel, fordi {reason}.",
    "en": "The answer is worded without the language model, which gave nothing that could be used.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A verified answer that may be worded anew; `known` tells of a word's stem whether the sources have it."""

    question: str
    language: Language
    blocks: tuple[Block, ...]
    sources: Mapping[str, Source]
    known: Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """The blocks to show, the model that worded them ("" where none did), why not, and what asking took."""

    blocks: tuple[Block, ...]
    by: str = ""
    notice: str = ""
    usage: Usage = NOTHING_USED

    @property
    def timings(self) -> dict[str, float]:
        """What asking took, for the record; empty where no model was asked."""
        used = self.usage
        if not used.calls:
            return {}
        return {
            "model": used.ms,
            "model_calls": float(used.calls),
            "model_tokens_in": float(used.tokens_in),
            "model_tokens_out": float(used.tokens_out),
        }


def reword(wanted: Wanted, model: ChatModel) -> Worded:
    """The blocks in the model's words where those hold, else as they were, with a notice."""
    given = material(wanted.blocks, wanted.sources)
    if not given:
        return Worded(blocks=wanted.blocks)
    question = anonymous(wanted.question, given, wanted.known, wanted.language)
    messages = first_messages(question, given, wanted.language)
    if any(holds_cpr(message.text) for message in messages):
        return plain(wanted, PERSONAL)
    try:
        session = model.session()
    except ModelUnavailable as exc:
        return plain(wanted, str(exc))
    try:
        checked = _drafted(session, messages, given, wanted.language)
    except ModelUnavailable as exc:
        return plain(wanted, str(exc), session.usage)
    if not checked.usable:
        return plain(wanted, REFUSED, session.usage)
    return Worded(blocks=_exchanged(wanted.blocks, checked, given), by=model.name, usage=session.usage)


def plain(wanted: Wanted, reason: str, usage: Usage | None = None) -> Worded:
    """The blocks as they were, with the reason."""
    notice = _NOTICE[wanted.language].format(reason=reason)
    return Worded(blocks=wanted.blocks, notice=notice, usage=usage or NOTHING_USED)


def _drafted(session: Session, messages: tuple[Message, ...], given: Material, language: Language) -> Checked:
    """The first draft that can be used; the last one where none can."""
    checked = Checked()
    for left in reversed(range(DRAFTS)):
        reply = session.ask(messages)
        checked = check_draft(reply.draft, given, language) if reply.draft else Checked()
        if checked.usable or not left:
            break
        reasons = checked.reasons if reply.draft else (NO_DRAFT,)
        messages = again(messages, reply.text, reasons or (NO_DRAFT,), language)
    return checked


def _exchanged(blocks: Sequence[Block], checked: Checked, given: Material) -> tuple[Block, ...]:
    """The blocks with every finding that is told in full in the model's words."""
    texts = {
        (told.block, told.place): " ".join(_ended(one.text) for one in checked.kept if one.told == told)
        for told in given.told
        if told.id in checked.whole
    }
    found: list[Block] = []
    for number, block in enumerate(blocks):
        claims = [_said(claim, texts.get((number, place))) for place, claim in enumerate(block.claims)]
        before = [_sentence(one) for one in checked.kept if one.told is None and one.block == number]
        found.append(replace(block, claims=(*before, *claims)))
    return tuple(found)


def _said(claim: Claim, text: str | None) -> Claim:
    return replace(claim, text=text) if text else claim


def _sentence(kept: Kept) -> Claim:
    return Claim(text=_ended(kept.text), part="rule", quotes=kept.quotes)


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text.rstrip(' ,;:')}."
