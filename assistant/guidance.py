"""Guidance and principal decisions in an answer: below the law, and never guessed at.

A question may ask what the guidance says. Where its text is not loaded, the answer says so in one
sentence, by name, and tells what law, order and reports say. Where it is loaded, its own words are
quoted after the rest. Which documents there are, and what they are called, stands in
`corpus/law/documents.toml`; which are loaded, the sources tell.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from assistant.compose import source_claims
from assistant.draft import MAX_SOURCES_QUOTED, Draft
from assistant.knowledge import Knowledge
from assistant.render import Block
from assistant.store import Hit
from assistant.support import ENOUGH_IN_FIELD, ENOUGH_OTHERWISE
from assistant.texts import (
    CAPABILITIES,
    GUIDANCE_KINDS,
    GUIDANCE_NOT_LOADED,
    GUIDANCE_OTHER_DAY,
    GUIDANCE_SILENT,
    GUIDANCE_UNREAD,
)
from assistant.turn import State, Turn
from assistant.understand import Scope, Understanding
from assistant.understanding.cues import Cue, compiled, found, plain_text
from corpus.english import Phrasebook
from corpus.passage import Authority, Passage, Source
from corpus.targets import GUIDANCE, DocumentRow, load_documents
from corpus.tokens import content_words

# A guidance is shown beside the rules unasked only where it is found this high and shares this much of the question.
BESIDE_RANK = 3
ENOUGH_BESIDE = 0.5
# Where a document is asked for, its passages are looked for this far down.
DEEP = 300
_DAY = r"(?:\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*|\d{1,2}\.?\s+\w+\s+)?"
# "VEJ 9641", "vejledning nr. 9641 af 17/06/2022", "guidance no. 9641/2022".
_NUMBERED = re.compile(
    rf"\b(?P<word>vej|vejledning(?:en)?|guidance)\s*(?:nr\.?|no\.?|nummer|number)?\s*(?P<number>\d{{3,6}})"
    rf"(?:\s*(?:/|af|fra|from|of)\s*(?:den\s+)?{_DAY}\d{{4}})?(?!\d)",
    re.IGNORECASE,
)
_OWN = r"(?:[A-ZÆØÅ]-)?\d{1,4}-\d{2}(?![\d-])"
# "principmeddelelse 34-20 og 12-19", "principafgørelse N-2-08", "principal decision 34-20".
_DECISIONS = re.compile(
    rf"\b(?P<word>princip(?:meddelelse|afgørelse|al\s+decision)\w*)\s*(?:nr\.?|no\.?)?\s*{_OWN}(?:\s*(?:,|og|and)\s*{_OWN})*",
    re.IGNORECASE,
)
_WORDS = {Authority.VEJLEDNING: "vejledningen", Authority.PRINCIPMEDDELELSE: "principmeddelelsen"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a question asks for: documents we know of, others by their number, or a kind of them.

    `plain` is the question as it is to be understood: the numbers taken out, so that none is read as weeks or a
    day, and "vejledningen" read as "reglerne". `about` are its words without those that ask for the document: what
    it wants to know of it, empty where it names nothing.
    """

    rows: tuple[DocumentRow, ...] = ()
    others: tuple[tuple[Authority, str], ...] = ()
    kinds: tuple[Authority, ...] = ()
    plain: str = ""
    about: str = ""

    def __bool__(self) -> bool:
        """True if guidance or a decision is asked for."""
        return bool(self.rows or self.others or self.kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """The words of `documents.toml`, compiled."""

    rows: tuple[tuple[DocumentRow, tuple[Cue, ...]], ...]
    kinds: tuple[tuple[Authority, tuple[Cue, ...]], ...]
    asking: tuple[Cue, ...]
    readings: tuple[tuple[tuple[Cue, ...], str], ...]


def asked_guidance(question: str) -> Asked:
    """The guidance and the decisions that a question asks for.

    >>> [row.act for row in asked_guidance("Hvad siger VEJ nr. 9641 om varighed?").rows]
    ['VEJ 9641/2022']
    >>> asked_guidance("Kan man få vejledning om praktik?").rows
    ()
    """
    names = _names()
    numbers = _numbers(question)
    by_number = {key: row for row, _ in names.rows for key in _keys(row)}
    plain = _without_numbers(question)
    folded = plain_text(plain)
    rows = [row for row, cues in names.rows if found(cues, folded) or any(by_number.get(key) == row for key in numbers)]
    rows += [row for row, _ in names.rows if row not in rows and _bare(row).search(question)]
    others = [key for key in numbers if key not in by_number]
    kinds = [] if rows or others else [authority for authority, cues in names.kinds if found(cues, folded)]
    about = [word for word in content_words(plain) if not found(names.asking, plain_text(word))]
    return Asked(rows=tuple(rows), others=tuple(others), kinds=tuple(kinds), plain=_read(plain), about=" ".join(about))


def _numbers(question: str) -> list[tuple[Authority, str]]:
    """The numbers named, each with the kind of document that is numbered so."""
    found_ = [(Authority.VEJLEDNING, match["number"]) for match in _NUMBERED.finditer(question)]
    for match in _DECISIONS.finditer(question):
        found_ += [(Authority.PRINCIPMEDDELELSE, own.upper()) for own in re.findall(_OWN, match[0], re.IGNORECASE)]
    return list(dict.fromkeys(found_))


def _keys(row: DocumentRow) -> list[tuple[Authority, str]]:
    number = [str(row.year_and_number[1])] if row.year_and_number else []
    return [(row.authority, name) for name in (row.act, *number)]


def _bare(row: DocumentRow) -> re.Pattern[str]:
    """A known document by its number alone: "34-20", "9641/2022"."""
    own = row.act if row.year_and_number is None else f"{row.year_and_number[1]}/{row.year_and_number[0]}"
    return re.compile(rf"(?<![\w/-]){re.escape(own)}(?![\w/-])")


def _without_numbers(question: str) -> str:
    """The question in which a document is called by what it is, in the language of the question."""
    text = _DECISIONS.sub(lambda match: match["word"], _NUMBERED.sub(_kept_word, question))
    for row, _ in _names().rows:
        text = _bare(row).sub(_WORDS[row.authority], text)
    return text


def _read(text: str) -> str:
    """The text with the words for a document read as `documents.toml` says."""

    def read(match: re.Match[str]) -> str:
        word = plain_text(match[0])
        return next((other for cues, other in _names().readings if found(cues, word)), match[0])

    return re.sub(r"[^\W\d_]+", read, text)


def _kept_word(match: re.Match[str]) -> str:
    # "vej" alone is a road.
    return _WORDS[Authority.VEJLEDNING] if match["word"].casefold() == "vej" else match["word"]


@lru_cache(maxsize=1)
def _names() -> _Names:
    table = load_documents()
    return _Names(
        rows=tuple((row, compiled(row.names)) for row in table.document),
        kinds=tuple((kind.authority, compiled(kind.names)) for kind in table.kind),
        asking=compiled(table.asking),
        readings=tuple((compiled(row.words), row.reads_as) for row in table.reading),
    )


def within_scope(understood: Understanding, asked: Asked, state: State, knowledge: Knowledge) -> Understanding:
    """The understanding of a question that asks for guidance, which is ours to answer.

    One that names nothing else is about what was talked of, or else the topics of the document's row. What only
    the guidance can answer is left to the search where its text is loaded.
    """
    numbers = [number for _, number in asked.others] + [row.act for row in asked.rows]
    understood = replace(understood, query=" ".join([understood.query, *numbers]))
    if understood.scope not in (Scope.IN, Scope.OUT, Scope.UNCLEAR):
        return understood
    if asked.about:
        return _in_scope(understood, asked, knowledge)
    before = state.previous.topics if state.previous else ()
    loaded = _loaded_rows(asked, knowledge.store.sources)
    named = () if loaded else tuple(topic for row in _meant(asked) for topic in row.topics)
    return replace(understood, scope=Scope.IN, topics=understood.topics or before or tuple(dict.fromkeys(named)))


def _in_scope(understood: Understanding, asked: Asked, knowledge: Knowledge) -> Understanding:
    """The scope of what is asked of the document; of one that is loaded the search tells."""
    if understood.scope is Scope.OUT and _loaded_rows(asked, knowledge.store.sources):
        return replace(understood, scope=Scope.UNCLEAR)
    return understood


def _meant(asked: Asked) -> tuple[DocumentRow, ...]:
    """The rows asked for, by name or by their kind."""
    return asked.rows + tuple(row for row, _ in _names().rows if row.authority in asked.kinds)


def _loaded_rows(asked: Asked, sources: Mapping[str, Source]) -> list[str]:
    """The ids of the sources asked for that are loaded."""
    found_ = [row.id for row in _meant(asked) if row.id in sources]
    found_ += [source.id for source in sources.values() if source.authority in asked.kinds]
    found_ += [id_ for key in asked.others if (id_ := _source_of(key, sources))]
    return list(dict.fromkeys(found_))


def _source_of(key: tuple[Authority, str], sources: Mapping[str, Source]) -> str:
    """The source of that kind whose title has the number; empty if there is none."""
    number = re.compile(rf"(?<![\w-]){re.escape(key[1])}(?![\w-])")
    return next((id_ for id_, s in sources.items() if s.authority is key[0] and number.search(s.title)), "")


def apart(hits: Sequence[Hit], asked: Asked, turn: Turn) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    """The hits in law, order and reports, and those in guidance and decisions: these never push the others out.

    What the words of a question that names nothing but a document find is chance: where rules answer it, none of it
    is used, and else only what speaks of that document.
    """
    others = [hit for hit in hits if hit.passage.authority not in GUIDANCE]
    if asked and not asked.about and (turn.topics or not asked.kinds):
        others = [hit for hit in others if not turn.topics and any(name in hit.passage.text for name in _cited(asked))]
    return tuple(others), tuple(hit for hit in hits if hit.passage.authority in GUIDANCE)


def _cited(asked: Asked) -> list[str]:
    """The numbers by which other texts cite what is asked for."""
    return [number for _, number in [*asked.others, *(key for row in asked.rows for key in _keys(row))]]


def with_guidance(draft: Draft, turn: Turn, asked: Asked, hits: Sequence[Hit], knowledge: Knowledge) -> Draft:
    """The draft with the passages of guidance that speak to the question, below all else, and what is not loaded."""
    words = knowledge.words(turn.understood.language)
    notices = not_loaded(asked, turn.on, knowledge, words)
    if draft.preface and not draft.blocks:
        return replace(draft, preface=(*notices, *draft.preface))
    quoted = _asked_for(asked, turn, hits, knowledge) if asked else _beside(draft, turn, hits, knowledge)
    if any(block.claims for block in draft.blocks) and not (quoted or notices):
        notices = _silent(asked, knowledge, words)
    return replace(draft, blocks=_below(draft.blocks, quoted, turn, knowledge), preface=(*notices, *draft.preface))


def _below(
    blocks: tuple[Block, ...], passages: Sequence[Passage], turn: Turn, knowledge: Knowledge
) -> tuple[Block, ...]:
    """The blocks with the passages quoted under the law: in the only block, which sorts its sources, or after all."""
    if not passages:
        return blocks
    scorer = knowledge.weights.scorer(turn.understood.query)
    claims = tuple(source_claims(passages, knowledge.library(turn.on), scorer))
    if len(blocks) == 1 and not blocks[0].name and blocks[0].on is None:
        return (replace(blocks[0], claims=blocks[0].claims + claims),)
    return (*blocks, Block(name="", claims=claims))


def _asked_for(asked: Asked, turn: Turn, hits: Sequence[Hit], knowledge: Knowledge) -> list[Passage]:
    """The passages of the documents asked for: those that speak to the question, or where a document begins."""
    wanted = _loaded_rows(asked, knowledge.store.sources)
    if not wanted:
        return []
    if not asked.about and not turn.before:
        return _openings(wanted, turn, knowledge)
    own = [hit.passage for hit in hits if hit.passage.source in wanted]
    if len(own) < MAX_SOURCES_QUOTED:
        deep = knowledge.search(turn.understood.query, DEEP, turn.on)
        own = [hit.passage for hit in deep if hit.passage.source in wanted]
    about = asked.about or turn.understood.query
    return _covering(about, own, ENOUGH_IN_FIELD, knowledge)[:MAX_SOURCES_QUOTED]


def _openings(wanted: Sequence[str], turn: Turn, knowledge: Knowledge) -> list[Passage]:
    """The first passage of each document."""
    usable = [p for p in knowledge.store.passages.values() if p.source in wanted and p.in_force(turn.on)]
    first = {passage.source: passage for passage in sorted(usable, key=lambda p: -p.start)}
    return [first[id_] for id_ in wanted if id_ in first]


def _beside(draft: Draft, turn: Turn, hits: Sequence[Hit], knowledge: Knowledge) -> list[Passage]:
    """The guidance that speaks to a question that did not ask for it."""
    if draft.findings:
        first = [hit.passage for hit in hits[:1] if hit.lexical_rank is not None and hit.lexical_rank <= BESIDE_RANK]
        return _covering(turn.question, first, ENOUGH_BESIDE, knowledge)
    least = ENOUGH_IN_FIELD if turn.understood.scope is Scope.IN else ENOUGH_OTHERWISE
    held = sum(len(block.claims) for block in draft.blocks)
    found_ = _covering(turn.question, [hit.passage for hit in hits], least, knowledge)
    return found_[: 1 if held else MAX_SOURCES_QUOTED]


def _covering(question: str, passages: Iterable[Passage], least: float, knowledge: Knowledge) -> list[Passage]:
    """The passages, in the order found, that hold enough of the question's words."""
    return [passage for passage in passages if knowledge.weights.coverage(question, passage) >= least]


def not_loaded(asked: Asked, on: date, knowledge: Knowledge, words: Phrasebook) -> tuple[str, ...]:
    """For an answer: that a text asked for is not loaded, or not for that day, and what the answer rests on."""
    missing = _missing(asked, on, knowledge, words)
    said = [words.say(GUIDANCE_NOT_LOADED).format(name=missing)] if missing else []
    return (*said, *_not_that_day(asked, on, knowledge, words))


def _silent(asked: Asked, knowledge: Knowledge, words: Phrasebook) -> tuple[str, ...]:
    """That what is asked for is loaded, and that nothing in it was found to speak to the question."""
    titles = ", ".join(knowledge.store.sources[id_].title for id_ in _loaded_rows(asked, knowledge.store.sources))
    return (words.say(GUIDANCE_SILENT).format(name=titles),) if titles else ()


def unread(asked: Asked, on: date, knowledge: Knowledge, words: Phrasebook) -> str:
    """For a refusal: that the text asked for is not loaded, and what can be answered; empty if it is not that."""
    missing = _missing(asked, on, knowledge, words)
    return f"{words.say(GUIDANCE_UNREAD).format(name=missing)}\n\n{words.say(CAPABILITIES)}" if missing else ""


def _missing(asked: Asked, on: date, knowledge: Knowledge, words: Phrasebook) -> str:
    """The names of what is asked for and not loaded."""
    sources = knowledge.store.sources
    names = [row.label for row in asked.rows if row.id not in sources]
    names += [_called(key) for key in asked.others if not _source_of(key, sources)]
    loaded = {source.authority for source in sources.values()}
    names += [_kind_named(kind, asked, on, words) for kind in asked.kinds if kind not in loaded]
    return ", ".join(names)


def _kind_named(kind: Authority, asked: Asked, on: date, words: Phrasebook) -> str:
    rows = [row for row in _meant(asked) if row.authority is kind]
    usable = [row for row in rows if row.usable(on)] or rows
    return words.say(GUIDANCE_KINDS[kind]).format(name=", ".join(row.name for row in usable))


def _not_that_day(asked: Asked, on: date, knowledge: Knowledge, words: Phrasebook) -> list[str]:
    """That what is loaded may not be used for a case of that day."""
    wanted = _loaded_rows(asked, knowledge.store.sources)
    usable = {p.source for p in knowledge.store.passages.values() if p.source in wanted and p.in_force(on)}
    if not wanted or usable:
        return []
    titles = ", ".join(knowledge.store.sources[id_].title for id_ in wanted)
    return [words.say(GUIDANCE_OTHER_DAY).format(name=titles, day=words.dated(on))]


def _called(key: tuple[Authority, str]) -> str:
    return f"VEJ nr. {key[1]}" if key[0] is Authority.VEJLEDNING else f"Principmeddelelse {key[1]}"
