"""A version of an act cut into the provisions that are compared: its stk., each with its words.

With the official wording every stk. has words. Without it the structure says which stk.
there are, and those that we have rendered, in whole or nr. by nr., have our words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.act_text import ActText, Provision, ProvisionKind, State
from corpus.acts import ActVersion, Section
from corpus.reference import LawRef
from corpus.renderings import Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A provision and its words, None where we have none; `shape` is how many nr. it has, where only that is known."""

    ref: LawRef
    words: str | None
    shape: int | None = None


def worded_pieces(text: ActText) -> dict[LawRef, Piece]:
    """Every stk. that is not repealed, a § with a single one as the §."""
    found = (_worded(text, provision) for provision in text.own(ProvisionKind.STK))
    bare = (_worded(text, section) for section in text.own(ProvisionKind.SECTION) if not _has_stk(text, section))
    pieces = [piece for piece in (*found, *bare) if piece]
    return {piece.ref: piece for piece in sorted(pieces, key=lambda piece: piece.ref)}


def rendered_pieces(version: ActVersion, renderings: tuple[Rendering, ...]) -> dict[LawRef, Piece]:
    """Every stk. of the structure, and our rendering of it or of its nr. where we have one."""
    pieces = {piece.ref: piece for section in version.sections.values() for piece in _shaped(version.act, section)}
    pieces |= {r.ref: Piece(ref=r.ref, words=r.text) for r in renderings}
    return dict(sorted(pieces.items()))


def pieces_of(
    version: ActVersion, renderings: tuple[Rendering, ...], texts: Mapping[str, ActText], *, worded: bool
) -> dict[LawRef, Piece]:
    """The version's provisions, in the order of the act."""
    return worded_pieces(texts[version.id]) if worded else rendered_pieces(version, renderings)


def _worded(text: ActText, provision: Provision) -> Piece | None:
    ref = _whole_reference(text, provision)
    if ref is None or provision.last is not None or provision.state is not State.PRESENT:
        return None
    return Piece(ref=ref, words=" ".join(text.quote(provision).split()))


def _whole_reference(text: ActText, provision: Provision) -> LawRef | None:
    """The reference of a stk., or of its § where it is the only one."""
    above = text.at(provision.parent) if provision.kind is ProvisionKind.STK and provision.parent else None
    alone = above is not None and sum(part.kind is ProvisionKind.STK for part in text.within(above)) == 1
    return text.reference(above if above is not None and alone else provision)


def _has_stk(text: ActText, section: Provision) -> bool:
    return any(part.kind is ProvisionKind.STK for part in text.within(section))


def _shaped(act: str, section: Section) -> Iterator[Piece]:
    for number, stk in enumerate(section.stk, start=1):
        if not stk.repealed:
            ref = LawRef(act, section.number, number if len(section.stk) > 1 else None)
            yield Piece(ref=ref, words=None, shape=len(stk.numbers))
