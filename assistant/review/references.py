"""Each reference of a decision: does it exist that day, is it precise, and does it fit the citizen?

What the corpus does not hold is "unchecked", never wrong. A provision about which the
corpus does not say whom it speaks of is only held against the structure of the act.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.review import texts
from assistant.review.fit import Grounds, is_group_number, unfit
from assistant.review.kinds import Kind
from assistant.review.letter import Letter, Sentence
from assistant.review.report import Problem, ReferenceReview, ReferenceVerdict
from corpus.locate import locate
from corpus.provisions import ActVersion, Status
from corpus.reference import ChapterMention, LawRef, Mention

_UNCHECKED = {Status.ACT_UNKNOWN: "unknown_act", Status.NO_VERSION_KNOWN: "no_version"}
_MAX_PARTS = 3
_ON_TO = re.compile(r"[\s,:(]*(?:jf\.?|nærmere)?\s*")
_LAWS = ("LAB", "BAB")
# A § and those after it.
_AND_ON = re.compile(r"\s*(?:ff|og følgende|m\.?\s?fl)\b", re.IGNORECASE)
# Where one statement of a sentence ends and the next begins.
_CLAUSE_END = re.compile(r"[;:]|,? (?:men|hvorfor|således at)\b|, (?:og|så) (?:vi|du|derfor|afgørelsen)\b|\bderfor\b")
_NOT_APPLIED = re.compile(
    r"\b(?:gælder|omfatter|finder|anvendes|bruges|giver|dækker|passer) (?:\w+ ){0,3}?(?:ikke|hverken)\b"
    r"|\bikke (?:\w+ ){0,2}"
    r"(?:ret\b|mulighed|anvendelse|omfattet|bruge[ts]?\b|anvende[ts]?\b|forlænge|opfylder?|opfyldt)"
    r"|\bingen (?:ret|mulighed|adgang)\b|\bhar (?:\w+ )?ikke (?:\w+ ){0,2}(?:ret|krav)\b|\bopfylder (?:\w+ ){0,2}ikke\b"
    r"|\b(?:heller ikke|undtaget fra|i modsætning til|til forskel fra)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A provision that the decision names, with where; one mention may name several ("nr. 1-3")."""

    mention: Mention
    ref: LawRef
    also: tuple[LawRef, ...] = ()

    @property
    def refs(self) -> tuple[LawRef, ...]:
        """Every provision that is named here."""
        return (self.ref, *self.also)


def named_provisions(letter: Letter, grounds: Grounds) -> tuple[Named, ...]:
    """The provisions that the letter names, each with the act that it must be of."""
    return tuple(_named(mention, letter, grounds) for mention in letter.mentions)


def judge(letter: Letter, named: Sequence[Named], grounds: Grounds, *, complete: bool) -> tuple[ReferenceReview, ...]:
    """The verdict on every reference and chapter, in the order of the letter.

    `complete` says that duration and conditions are named precisely; a chapter or a whole §
    named beside them is then no fault.
    """
    precise = {ref for one in named for ref in one.refs}
    reviews = [_reference(one, letter, precise, grounds, complete=complete) for one in named]
    reviews += [
        _chapter(chapter, letter, grounds, complete=complete)
        for chapter in letter.chapters
        if not _leads_on(chapter, letter)
    ]
    return tuple(sorted(reviews, key=lambda review: review.start))


def canonical(ref: LawRef, grounds: Grounds) -> LawRef:
    """The precise form of the reference on that day (as it is where it does not exist)."""
    return grounds.law.lookup(ref, grounds.on).canonical


def _named(mention: Mention, letter: Letter, grounds: Grounds) -> Named:
    ref = mention.ref
    if not ref.act or (mention.inherited and not _of_that_act(mention, letter)):
        ref = replace(ref, act="LAB")
    if mention.inherited or not mention.ref.act:
        ref = _in_the_other(ref, grounds)
    last = mention.last_part or 0
    start = ref.nr or ref.stk or 0
    rest = range(start + 1, min(last, start + 20) + 1)
    also = tuple(replace(ref, nr=n) if ref.nr else replace(ref, stk=n) for n in rest)
    return Named(mention=mention, ref=ref, also=also)


def _in_the_other(ref: LawRef, grounds: Grounds) -> LawRef:
    """The reference in the order where the act cannot have it, and a target group's number in the act."""
    law, order = replace(ref, act="LAB"), replace(ref, act="BAB")
    if ref.act not in _LAWS or _status(ref, grounds) in (Status.EXISTS, Status.NO_VERSION_KNOWN):
        return ref
    if ref.act == "BAB":
        return law if is_group_number(law, grounds, grounds.on) else ref
    return order if _exists(order, grounds) else ref


def _of_that_act(mention: Mention, letter: Letter) -> bool:
    """True if the act that the reference takes over was named in the same sentence, or is the one all is about."""
    if mention.ref.act in _LAWS:
        return True
    sentence = letter.around(mention.start)
    before = [m for m in letter.mentions if sentence and sentence.start <= m.start < mention.start]
    return any(m.ref.act == mention.ref.act and not m.inherited for m in before)


def _status(ref: LawRef, grounds: Grounds) -> Status:
    return grounds.law.lookup(ref.without_pkt(), grounds.on).status


def _exists(ref: LawRef, grounds: Grounds) -> bool:
    return _status(ref, grounds) is Status.EXISTS


def _reference(one: Named, letter: Letter, named: set[LawRef], grounds: Grounds, *, complete: bool) -> ReferenceReview:
    problems = list(_problems(one, letter, named, grounds, complete=complete))
    unchecked = any(problem.code in _UNCHECKED.values() for problem in problems)
    verdict: ReferenceVerdict = "unchecked" if unchecked else "problem" if problems else "ok"
    rendering = grounds.law.rendering(one.ref, grounds.on) if len(one.refs) == 1 else None
    mention = one.mention
    return ReferenceReview(
        written=letter.text[mention.start : mention.end],
        start=mention.start,
        end=mention.end,
        reference=_printed(one),
        verdict=verdict,
        problems=tuple(problems),
        rendering=rendering.text if rendering else None,
    )


def _printed(one: Named) -> str:
    if one.mention.last_section:
        return f"{one.ref.act} §§ {one.ref.section}-{one.mention.last_section}"
    return f"{one.ref}-{one.mention.last_part}" if one.also else str(one.ref)


def _problems(one: Named, letter: Letter, named: set[LawRef], grounds: Grounds, *, complete: bool) -> Iterator[Problem]:
    status = _status(one.ref, grounds)
    if status in _UNCHECKED:
        yield Problem(code=_UNCHECKED[status], text=grounds.law.explain(one.ref, grounds.on))
        return
    gone = _gone(one, status, letter, grounds)
    if gone:
        yield gone
        return
    if one.mention.last_section:
        if _in_scope(one, grounds) and not complete:
            yield Problem(code="too_broad", text=texts.TOO_BROAD_RANGE)
        return
    if letter.quotes(one.mention) or _only_told(one, letter, grounds):
        return
    if _AND_ON.match(letter.text, one.mention.end) and _in_chapter(one, grounds) and not complete:
        yield Problem(code="too_broad", text=texts.TOO_BROAD_RANGE)
        return
    yield from _imprecise(one, named, grounds)
    yield from (problem for ref in one.refs for problem in unfit(canonical(ref, grounds), grounds))


def _only_told(one: Named, letter: Letter, grounds: Grounds) -> bool:
    """True if the decision says of the provision that it does not apply, or names a group that all of them may have."""
    sentence = letter.around(one.mention.start)
    if sentence is None:
        return False
    if sentence.kind is Kind.LAW and is_group_number(one.ref, grounds, grounds.on):
        return True
    return _NOT_APPLIED.search(_clause(one, sentence, letter)) is not None


def _clause(one: Named, sentence: Sentence, letter: Letter) -> str:
    """The clause that the reference stands in, in small letters."""
    start, end = one.mention.start, one.mention.end
    before = _CLAUSE_END.split(letter.text[sentence.start : start].lower())[-1]
    after = _CLAUSE_END.split(letter.text[end : sentence.end].lower())[0]
    return " ".join(f"{before} § {after}".split())


def _gone(one: Named, status: Status, letter: Letter, grounds: Grounds) -> Problem | None:
    """Why the reference does not point at anything that day, or at something else than it did."""
    version = grounds.law.version(one.ref.act, grounds.on)
    if version is None:
        return None
    edition = _edition(one, grounds)
    if edition and edition.numbering != version.numbering:
        text = texts.OLD_EDITION.format(edition=edition.name, current=version.name)
        return Problem(code="not_in_force", text=text)
    old = _old_numbering(one, version, letter, grounds)
    if old:
        text = texts.OLD_NUMBERING.format(ref=one.ref, old=old.name, current=version.name)
        return Problem(code="not_in_force", text=text)
    if status is Status.EXISTS:
        return None
    known = status is Status.REPEALED or _elsewhere(one.ref, status, version, grounds)
    return Problem(code="not_in_force" if known else "not_found", text=grounds.law.explain(one.ref, grounds.on))


def _edition(one: Named, grounds: Grounds) -> ActVersion | None:
    """The version that the text names by its number, where it is one we know."""
    kind, _, number = one.mention.edition.partition(" ")
    number, _, year = number.partition("/")
    named = f"{kind} nr. {number} af "
    versions = grounds.law.versions(one.ref.act)
    return next((v for v in versions if v.name.startswith(named) and str(v.issued.year) == year), None)


def other_editions(named: Sequence[Named], grounds: Grounds) -> tuple[str, ...]:
    """What to say where a decision names another version than the one in force, though the number is the same."""
    notices = []
    for one in named:
        edition, version = _edition(one, grounds), grounds.law.version(one.ref.act, grounds.on)
        if edition and version and edition is not version and edition.numbering == version.numbering:
            notices.append(texts.OTHER_EDITION.format(edition=edition.name, current=version.name))
    return tuple(dict.fromkeys(notices))


def _old_numbering(one: Named, version: ActVersion, letter: Letter, grounds: Grounds) -> ActVersion | None:
    """The version of another numbering in which the reference is about placements, where it no longer is."""
    scope, section = grounds.audiences.scope(version), one.ref.section
    if scope is None or section in scope.sections or is_group_number(one.ref, grounds, grounds.on):
        return None
    sentence = letter.around(one.mention.start)
    # Today's § 42 is on Min Plan, and may be named as such.
    if sentence is None or "plan" in sentence.plain:
        return None
    for other in grounds.law.versions(one.ref.act):
        before = grounds.audiences.scope(other)
        if (
            other.numbering == version.numbering
            or before is None
            or locate(other.sections, one.ref)[0] is not Status.EXISTS
        ):
            continue
        on_placements = {s for s in before.sections if other.sections[s].chapter == before.chapter} - {*scope.sections}
        if section in on_placements or (section in before.sections and _beside(sentence, letter) & on_placements):
            return other
        if is_group_number(one.ref, grounds, other.in_force_from):
            return other
    return None


def _beside(sentence: Sentence, letter: Letter) -> set[str]:
    """The sections named in the same sentence."""
    return {m.ref.section for m in letter.mentions if sentence.start <= m.start < sentence.end}


def _elsewhere(ref: LawRef, status: Status, version: ActVersion, grounds: Grounds) -> bool:
    """True if another version has it; below the § only one with the same numbering tells."""
    others = [v for v in grounds.law.versions(ref.act) if v is not version]
    if status is not Status.NO_SUCH_SECTION:
        others = [v for v in others if v.numbering == version.numbering]
    return any(locate(v.sections, ref)[0] is Status.EXISTS for v in others)


def _in_scope(one: Named, grounds: Grounds) -> bool:
    version = grounds.law.version(one.ref.act, grounds.on)
    scope = grounds.audiences.scope(version) if version else None
    if scope is None or one.mention.last_section is None:
        return False
    last = LawRef(one.ref.act, one.mention.last_section)
    return any(one.ref.key <= LawRef(one.ref.act, section).key <= last.key for section in scope.sections)


def _in_chapter(one: Named, grounds: Grounds) -> bool:
    """True if the § is one of those that must be referred to precisely."""
    version = grounds.law.version(one.ref.act, grounds.on)
    scope = grounds.audiences.scope(version) if version else None
    return scope is not None and one.ref.section in scope.sections


def _imprecise(one: Named, named: set[LawRef], grounds: Grounds) -> Iterator[Problem]:
    version = grounds.law.version(one.ref.act, grounds.on)
    scope = grounds.audiences.scope(version) if version else None
    if version is None or scope is None or one.ref.section not in scope.sections:
        return
    ref = canonical(one.ref, grounds)
    parts = sorted({row.ref for row in grounds.audiences.within(ref, version)})
    # Named precisely elsewhere in the letter, the whole § is no riddle.
    if not parts or any(ref != other and ref.contains(canonical(other, grounds)) for other in named):
        return
    examples = ", ".join(part.path for part in parts[:_MAX_PARTS])
    yield Problem(code="imprecise", text=texts.IMPRECISE.format(ref=one.ref, parts=examples))


def _leads_on(chapter: ChapterMention, letter: Letter) -> bool:
    """True if the chapter only leads on to a § in it: "kapitel 11, § 61, stk. 1, nr. 1"."""
    following = next((m for m in letter.mentions if m.start >= chapter.end), None)
    return following is not None and _ON_TO.fullmatch(letter.text, chapter.end, following.start) is not None


def _chapter(chapter: ChapterMention, letter: Letter, grounds: Grounds, *, complete: bool) -> ReferenceReview:
    act = chapter.act if chapter.act and not (chapter.inherited and chapter.act not in _LAWS) else "LAB"
    problems: tuple[Problem, ...] = ()
    verdict: ReferenceVerdict = "ok"
    if not grounds.law.versions(act):
        problems, verdict = (Problem(code="unknown_act", text=texts.CHAPTER_ACT_UNKNOWN),), "unchecked"
    elif act in _LAWS and not complete:
        problems, verdict = (Problem(code="too_broad", text=texts.TOO_BROAD_CHAPTER),), "problem"
    return ReferenceReview(
        written=letter.text[chapter.start : chapter.end],
        start=chapter.start,
        end=chapter.end,
        reference=None,
        verdict=verdict,
        problems=problems,
    )
