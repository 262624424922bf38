"""The law as the product knows it: which provision exists on which day, and what it says.

Everything is asked by day (`on`), because a reference that is right today may be wrong
for last year's decision. What the corpus does not know is said, never guessed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from corpus.acts import ActVersion, Uncertainty, load_acts
from corpus.explain import explain_lookup
from corpus.locate import Status, locate
from corpus.passage import Passage, Source
from corpus.reference import LawRef
from corpus.renderings import Rendering, load_renderings, passages

__all__ = ["ActVersion", "Law", "Lookup", "Rendering", "Status", "Uncertainty", "load_law"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """What a reference comes to on a day.

    `canonical` is its precise form without punktum where it exists, else as asked.
    `version` is None where no version of the act is known for that day.
    """

    status: Status
    ref: LawRef
    canonical: LawRef
    version: ActVersion | None


class Law:
    """All acts in all versions we have; immutable, and cheap to ask."""

    def __init__(
        self,
        versions: tuple[ActVersion, ...],
        uncertainties: tuple[Uncertainty, ...],
        sources: Mapping[str, Source],
        renderings: Mapping[str, tuple[Rendering, ...]],
    ) -> None:
        """Take what `load_law` has read and checked."""
        self._uncertainties = uncertainties
        self._sources = sources
        self._renderings = renderings
        self._by_ref = {(r.version, r.ref): r for found in renderings.values() for r in found}
        self._by_act: dict[str, tuple[ActVersion, ...]] = {}
        for version in versions:
            self._by_act[version.act] = (*self._by_act.get(version.act, ()), version)

    @property
    def acts(self) -> tuple[str, ...]:
        """The short names of the acts: LAB, BAB, FVL, RSL and orders by number."""
        return tuple(self._by_act)

    def versions(self, act: str) -> tuple[ActVersion, ...]:
        """The act's versions by period; empty for an act we do not have."""
        return self._by_act.get(act, ())

    def version(self, act: str, on: date) -> ActVersion | None:
        """The version in force on that day, None where the corpus has none."""
        return next((version for version in self.versions(act) if version.in_force(on)), None)

    def version_by_id(self, id_: str) -> ActVersion | None:
        """The version with that id ("lab-2024-280")."""
        return next((v for found in self._by_act.values() for v in found if v.id == id_), None)

    def lookup(self, ref: LawRef, on: date) -> Lookup:
        """Whether `ref` exists in the version in force on that day."""
        if ref.act not in self._by_act:
            return Lookup(status=Status.ACT_UNKNOWN, ref=ref, canonical=ref.without_pkt(), version=None)
        version = self.version(ref.act, on)
        if version is None:
            return Lookup(status=Status.NO_VERSION_KNOWN, ref=ref, canonical=ref.without_pkt(), version=None)
        status, canonical = locate(version.sections, ref)
        unknown = version.partial or self._inserted(ref, on)
        if unknown and status is not Status.EXISTS:
            status = Status.NO_VERSION_KNOWN
        return Lookup(status=status, ref=ref, canonical=canonical, version=version)

    def explain(self, ref: LawRef, on: date) -> str:
        """The outcome of `lookup` as one Danish sentence."""
        inserted = self._inserted(ref, on)
        found = self.lookup(ref, on)
        if inserted and found.status is Status.NO_VERSION_KNOWN:
            return f"{ref} kan ikke kontrolleres: {' '.join(inserted.text.split())}"
        return explain_lookup(found.status, found.ref, on, found.version, self.versions(ref.act))

    def _inserted(self, ref: LawRef, on: date) -> Uncertainty | None:
        """What says that a later act has put in that §, which the version that we hold is without."""
        version = self.version(ref.act, on)
        if version is None or ref.section in version.sections:
            return None
        whole = LawRef(ref.act, ref.section)
        told = (u for u in self._uncertainties if u.act == ref.act and u.applies(on))
        return next((u for u in told if whole in u.about and not _in_force(u, version)), None)

    def rendering(self, ref: LawRef, on: date) -> Rendering | None:
        """The text of exactly that provision on that day, None where we have not rendered it."""
        found = self.lookup(ref, on)
        if found.version is None or found.status is not Status.EXISTS:
            return None
        return self._by_ref.get((found.version.id, found.canonical))

    def nearest(self, ref: LawRef, on: date) -> Rendering | None:
        """The text of that provision, else of the smallest rendered one that contains it."""
        found = self.lookup(ref, on)
        if found.version is None or found.status is not Status.EXISTS:
            return None
        around = (r for r in self._renderings[found.version.id] if r.ref.contains(found.canonical))
        return max(around, key=lambda r: r.ref.key, default=None)

    def parts(self, ref: LawRef, on: date) -> tuple[Rendering, ...]:
        """The texts of that provision and of everything under it, in the order of the act."""
        found = self.lookup(ref, on)
        if found.version is None or found.status is not Status.EXISTS:
            return ()
        return tuple(r for r in self._renderings[found.version.id] if found.canonical.contains(r.ref))

    def notices(self, act: str, on: date, refs: Iterable[LawRef] | None = None) -> tuple[str, ...]:
        """What may differ from our text of the act on that day.

        With `refs`, only what is about the whole act or about one of them.
        """
        wanted = None if refs is None else tuple(refs)
        applying = (u for u in self._uncertainties if u.act == act and u.applies(on))
        return tuple(u.text for u in applying if wanted is None or u.concerns(wanted))

    def renderings(self, version_id: str) -> tuple[Rendering, ...]:
        """Every provision that we have rendered of that version, in the order of the act."""
        return self._renderings.get(version_id, ())

    def sources(self) -> tuple[Source, ...]:
        """One source per version, with its renderings as canonical text."""
        return tuple(self._sources[version.id] for found in self._by_act.values() for version in found)

    def passages(self) -> tuple[Passage, ...]:
        """Every rendering of every version as a passage with its period."""
        versions = (version for found in self._by_act.values() for version in found)
        return tuple(p for version in versions for p in passages(version, self._renderings[version.id]))


def _in_force(uncertainty: Uncertainty, version: ActVersion) -> bool:
    """True if the version holds some of the provisions that the uncertainty is about."""
    return any(ref.section in version.sections for ref in uncertainty.about)


def load_law(root: Traversable | Path | None = None) -> Law:
    """The law from `root` (default: the package's own `corpus/law`); read anew at each call.

    Raises:
        CorpusError: a file is missing or wrong; the message names file, version and mend.
    """
    folder = root if root is not None else files("corpus") / "law"
    versions, uncertainties = load_acts(folder)
    sources, renderings = load_renderings(folder, {version.id: version for version in versions})
    return Law(versions, uncertainties, sources, renderings)
