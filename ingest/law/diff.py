"""What changed from one version of an act to another, provision by provision."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.act_text import ActText
from corpus.acts import ActVersion
from corpus.errors import QuestionError
from corpus.passage import Wording
from corpus.provisions import Law
from corpus.reference import LawRef, parse
from ingest.law.align import align
from ingest.law.pieces import Piece, pieces_of
from ingest.law.word_diff import Hunk, word_hunks


class ChangeKind(StrEnum):
    """What became of a provision; UNKNOWN is one whose words we have in only one of the versions."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"
    MOVED_CHANGED = "moved_changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A provision that is not as it was; `old` or `new` is None where it was not there.

    `words` are those of the one that is there, for an added or removed one; `hunks` what was
    replaced, for a changed one; `note` says it in words where there is only the structure.
    """

    kind: ChangeKind
    old: LawRef | None
    new: LawRef | None
    words: str = ""
    hunks: tuple[Hunk, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDiff:
    """All changes, in the order of the later version.

    `wording` says whether the acts' own words were compared or our renderings of them;
    `unworded` which of the two versions has no official wording at hand; `unchanged` how many
    provisions stand as they stood, `untold` how many have no words in either version.
    """

    old: ActVersion
    new: ActVersion
    wording: Wording
    unworded: tuple[str, ...]
    changes: tuple[Change, ...]
    unchanged: int
    untold: int


def diff(
    law: Law, texts: Mapping[str, ActText], old: ActVersion, new: ActVersion, within: LawRef | None = None
) -> ActDiff:
    """The changes from `old` to `new`; with `within`, only those of that provision and its parts.

    Raises:
        QuestionError: neither version has the provision `within`.
    """
    unworded = tuple(version.id for version in (old, new) if version.id not in texts)
    before, after = (pieces_of(v, law.renderings(v.id), texts, worded=not unworded) for v in (old, new))
    renumbered = bool(unworded) and old.numbering != new.numbering
    if renumbered:
        # The structure says nothing where the numbers are new: only what we have rendered can be compared.
        before, after = (_with_words(pieces) for pieces in (before, after))
    if within is not None and not any(_concerns(within, ref) for ref in (*before, *after)):
        raise QuestionError(f"{within} findes hverken i {old.name} eller i {new.name}; ret paragraffen.")
    pairs = align(before, after)
    changes = (*_kept(pairs), *_gone(before, pairs, after), *_new(after, pairs, before))
    if renumbered:
        changes = tuple(_untold_elsewhere(change) for change in changes)
    told = tuple(change for change in changes if within is None or _is_within(change, within))
    same = [pair for pair in pairs if within is None or _concerns(within, pair[0].ref)]
    return ActDiff(
        old=old,
        new=new,
        wording=Wording.GENGIVELSE if unworded else Wording.ORDLYD,
        unworded=unworded,
        changes=tuple(sorted(told, key=_order)),
        unchanged=sum(one.ref == other.ref and one.words == other.words is not None for one, other in same),
        untold=sum(one.words is None and other.words is None for one, other in same),
    )


def find_version(law: Law, act: str, name: str) -> ActVersion:
    """The version of the act that a person means by "2022/701", "701/2022" or its id.

    Raises:
        QuestionError: the act or the version is unknown; the message lists those that are not.
    """
    known = {short.casefold(): short for short in law.acts}
    if act.casefold() not in known:
        raise QuestionError(f"{act[:40]!r} er ikke en lov, vi kender; skriv en af: {', '.join(law.acts)}.")
    versions = law.versions(known[act.casefold()])
    for version in versions:
        year, number = version.eli.rsplit("/", 2)[1:]
        if name.casefold() in (version.id, version.name.casefold(), f"{year}/{number}", f"{number}/{year}"):
            return version
    there = ", ".join("/".join(version.eli.rsplit("/", 2)[1:]) for version in versions)
    raise QuestionError(f"{name[:40]!r} er ikke en version af {known[act.casefold()]}; skriv en af: {there}.")


def find_provision(act: str, text: str) -> LawRef:
    """The provision that a person means by "58", "§ 58" or "58, stk. 2".

    Raises:
        QuestionError: it is no provision.
    """
    return parse(f"{act} § {text.strip().removeprefix('§').strip()}")


def _kept(pairs: list[tuple[Piece, Piece]]) -> Iterator[Change]:
    for one, other in pairs:
        moved = one.ref != other.ref
        if one.words is None and other.words is None:
            if one.shape != other.shape:
                note = f"{one.shape} nr. er blevet til {other.shape} nr."
                yield Change(kind=ChangeKind.CHANGED, old=one.ref, new=other.ref, note=note)
        elif one.words is None or other.words is None:
            note = "gengivet i kun den ene version, så teksterne kan ikke sammenlignes"
            yield Change(kind=ChangeKind.UNKNOWN, old=one.ref, new=other.ref, note=note)
        elif one.words != other.words:
            kind = ChangeKind.MOVED_CHANGED if moved else ChangeKind.CHANGED
            hunks = word_hunks(one.words, other.words)
            yield Change(kind=kind, old=one.ref, new=other.ref, hunks=hunks)
        elif moved:
            yield Change(kind=ChangeKind.MOVED, old=one.ref, new=other.ref)


def _gone(
    before: Mapping[LawRef, Piece], pairs: list[tuple[Piece, Piece]], after: Mapping[LawRef, Piece]
) -> Iterator[Change]:
    kept = {one.ref for one, _ in pairs}
    for ref in (ref for ref in before if ref not in kept):
        words = before[ref].words or ""
        yield Change(kind=ChangeKind.REMOVED, old=ref, new=None, words=words, note=_rendered_around(ref, after, words))


def _new(
    after: Mapping[LawRef, Piece], pairs: list[tuple[Piece, Piece]], before: Mapping[LawRef, Piece]
) -> Iterator[Change]:
    kept = {other.ref for _, other in pairs}
    for ref in (ref for ref in after if ref not in kept):
        words = after[ref].words or ""
        yield Change(kind=ChangeKind.ADDED, old=None, new=ref, words=words, note=_rendered_around(ref, before, words))


def _with_words(pieces: Mapping[LawRef, Piece]) -> dict[LawRef, Piece]:
    return {ref: piece for ref, piece in pieces.items() if piece.words is not None}


def _untold_elsewhere(change: Change) -> Change:
    """The change, with what is rendered in one version only as unknown: it may stand unrendered in the other."""
    if change.old is not None and change.new is not None:
        return change
    note = "kun gengivet i den ene version; om den findes i den anden under et nyt nummer, kan ikke siges uden ordlyd"
    return replace(change, kind=ChangeKind.UNKNOWN, note=note)


def _rendered_around(ref: LawRef, others: Mapping[LawRef, Piece], words: str) -> str:
    """A nr. that we have rendered in one version only is not therefore new or gone."""
    part = ref.nr is not None and replace(ref, nr=None, litra=None) in others
    return "stykket findes i begge versioner, men dette nr. er kun gengivet i den ene" if part and words else ""


def _order(change: Change) -> tuple[object, ...]:
    ref = change.new or change.old
    return ref.key if ref is not None else ()


def _is_within(change: Change, within: LawRef) -> bool:
    return any(ref is not None and _concerns(within, ref) for ref in (change.old, change.new))


def _concerns(within: LawRef, ref: LawRef) -> bool:
    return within.contains(ref) or ref.contains(within)
