"""The acts' official wording in place of our renderings, where a person or `praktik fetch` has brought it.

A file is recognised by the type, year and number it states itself. What we have rendered is cut in the same
pieces as the rendering, so that every rule finds the provision it names; what we have not rendered is cut into
its stk. The canonical text is the document's own, and every passage is `text[start:end]` of it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.act_text import ActText, Provision, ProvisionKind, State
from corpus.errors import CorpusError
from corpus.passage import Kind, Passage, Source, Wording
from corpus.provisions import ActVersion, Law
from corpus.reference import LawRef
from ingest.fetched import RECORD
from ingest.official.read import read_official

_SUFFIXES = frozenset({".xml", ".json", ".pdf"})
_ELI = re.compile(r"/(?P<year>\d{4})/(?P<number>\d+)/?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """What a folder of official texts holds: a source and its passages for each version.

    `others` are the texts, by file name, that are no version of an act that we know.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    others: Mapping[str, ActText] = field(default_factory=dict)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The files of `others`."""
        return tuple(self.others)


def raise_fault(_path: Path, error: CorpusError) -> None:
    """What is done with a file that cannot be read, unless another is asked for."""
    raise error


def read_wordings(
    folder: Path,
    law: Law,
    leave: Collection[str] = (),
    on_fault: Callable[[Path, CorpusError], None] = raise_fault,
) -> Official:
    """The official texts in `folder` of the versions that the corpus knows; files named in `leave` are not opened.

    `on_fault` is told of each file that cannot be read; it may raise the error, as it does by default.

    Raises:
        CorpusError: The folder cannot be read, a file is damaged, or two files hold the same version.
    """
    texts, others = texts_of(_files(folder), law, leave, on_fault)
    found = {id_: _read(text, law, _version(law, id_)) for id_, text in texts.items()}
    return Official(
        sources={id_: source for id_, (source, _) in found.items()},
        passages={id_: passages for id_, (_, passages) in found.items()},
        others=others,
    )


def texts_of(
    paths: Iterable[Path],
    law: Law,
    leave: Collection[str] = (),
    on_fault: Callable[[Path, CorpusError], None] = raise_fault,
) -> tuple[dict[str, ActText], dict[str, ActText]]:
    """The texts by the id of the version that each is, and by file name those that are none; `leave` is not opened.

    Raises:
        CorpusError: A file is damaged, or two files hold the same version.
    """
    versions = {key: version for act in law.acts for version in law.versions(act) if (key := _year_number(version))}
    texts: dict[str, ActText] = {}
    others: dict[str, ActText] = {}
    for path in paths:
        if path.name in leave:
            continue
        try:
            text = read_official(path)
        except CorpusError as exc:
            on_fault(path, exc)
            continue
        version = versions.get((text.year, text.number))
        if version is None:
            others[path.name] = text
        elif version.id in texts:
            raise CorpusError(f"{path.name}: {version.name} ligger i to filer i {path.parent}; fjern den ene.")
        else:
            texts[version.id] = text.named(version.act)
    return texts, others


def with_wordings(
    sources: tuple[Source, ...], passages: tuple[Passage, ...], official: Official
) -> tuple[tuple[Source, ...], tuple[Passage, ...]]:
    """The sources and passages with renderings replaced by wording, version by version."""
    kept = tuple(passage for passage in passages if passage.source not in official.passages)
    worded = tuple(passage for found in official.passages.values() for passage in found)
    return tuple(official.sources.get(source.id, source) for source in sources), kept + worded


def official_files(folder: Path) -> list[Path]:
    """The files in the folder that may hold official texts, by name.

    Raises:
        CorpusError: The folder cannot be read.
    """
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES and path.name != RECORD)
    except OSError as exc:
        raise CorpusError(f"{folder} kan ikke læses ({exc.strerror}); ret stien til mappen med lovtekster.") from exc


def _files(folder: Path) -> list[Path]:
    found = official_files(folder)
    if not found:
        raise CorpusError(f"{folder} rummer ingen lovtekster (.xml, .json eller .pdf); hent dem med 'praktik fetch'.")
    return found


def _year_number(version: ActVersion) -> tuple[int, int] | None:
    match = _ELI.search(version.eli)
    return (int(match["year"]), int(match["number"])) if match else None


def _version(law: Law, id_: str) -> ActVersion:
    version = law.version_by_id(id_)
    if version is None:
        raise CorpusError(f"corpus/law/acts.toml: versionen {id_!r} findes ikke.")
    return version


def _read(text: ActText, law: Law, version: ActVersion) -> tuple[Source, tuple[Passage, ...]]:
    rendered = next(source for source in law.sources() if source.id == version.id)
    source = replace(rendered, text=text.text, wording=Wording.ORDLYD)
    pieces = dict(_pieces(text, law, version))
    return source, tuple(_passage(ref, piece, text, version) for ref, piece in sorted(pieces.items()))


def _pieces(text: ActText, law: Law, version: ActVersion) -> Iterator[tuple[LawRef, Provision]]:
    """Every provision to be found and quoted, by its reference."""
    rendered = [r.ref for r in law.renderings(version.id)]
    for ref in rendered:
        provision = text.lookup(ref)
        if provision is not None and provision.state is State.PRESENT:
            yield ref, provision
    for provision in (*text.own(ProvisionKind.SECTION), *text.own(ProvisionKind.STK)):
        own = text.reference(provision)
        whole = provision.kind is ProvisionKind.STK or not _has_several_stk(text, provision)
        if own and whole and provision.state is State.PRESENT and not any(_overlap(own, ref) for ref in rendered):
            yield own, provision


def _has_several_stk(text: ActText, provision: Provision) -> bool:
    return sum(1 for part in text.within(provision) if part.kind is ProvisionKind.STK) > 1


def _overlap(one: LawRef, other: LawRef) -> bool:
    return one.contains(other) or other.contains(one)


def _passage(ref: LawRef, provision: Provision, text: ActText, version: ActVersion) -> Passage:
    return Passage(
        id=f"{version.id}#{ref.path}",
        source=version.id,
        locator=ref.path,
        text=text.text[provision.body : provision.end],
        start=provision.body,
        end=provision.end,
        kind=Kind.PROVISION,
        authority=version.authority,
        wording=Wording.ORDLYD,
        headings=(version.short_title, *provision.headings),
        reference=ref,
        valid_from=version.in_force_from,
        valid_until=version.in_force_until,
    )
