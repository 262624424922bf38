"""What each provision says, in our own words, and where it says it in each version.

One text serves every version in which the law means the same; `at` maps the place it
has there. A text is put into the canonical text of its version, so that a citation of a
provision has an address like any other.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.acts import ActVersion, Section, first_mistake, read_text
from corpus.errors import CorpusError, QuestionError
from corpus.locate import Status, locate
from corpus.passage import Kind, Passage, Source, Wording
from corpus.reference import LawRef, parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """A provision of one version in our own words; `start` and `end` are offsets into its source's text."""

    ref: LawRef
    version: str
    subject: str
    text: str
    chapter_title: str
    start: int
    end: int


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Chapter(_Model):
    number: str
    title: str
    versions: tuple[str, ...]


class _Provision(_Model):
    subject: str
    at: dict[str, tuple[str, ...]]
    text: str


class _File(_Model):
    act: str
    chapter: tuple[_Chapter, ...] = ()
    provision: tuple[_Provision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text bound to its place in one version, before its offsets are known."""

    ref: LawRef
    subject: str
    text: str
    file: str


def load_renderings(
    root: Traversable | Path, versions: Mapping[str, ActVersion]
) -> tuple[Mapping[str, Source], Mapping[str, tuple[Rendering, ...]]]:
    """Each version's canonical text and its renderings in the order of the act, by version id.

    Raises:
        CorpusError: a file is wrong, names an unknown version or a provision that the
            version does not hold, or gives a provision two texts.
    """
    files = [(path.name, _read(path)) for path in _files(root / "renderings")]
    texts: dict[str, list[_Text]] = {version: [] for version in versions}
    chapters: dict[tuple[str, str], str] = {}
    for name, file in files:
        chapters |= _chapters(name, file, versions)
        for version, text in _bound(name, file, versions):
            texts[version].append(text)
    composed = {id_: _compose(versions[id_], _sorted(id_, found), chapters) for id_, found in texts.items()}
    return {id_: source for id_, (source, _) in composed.items()}, {id_: found for id_, (_, found) in composed.items()}


def passages(version: ActVersion, renderings: tuple[Rendering, ...]) -> tuple[Passage, ...]:
    """The renderings as passages that are found, quoted and cited."""
    return tuple(_passage(version, rendering) for rendering in renderings)


def _passage(version: ActVersion, rendering: Rendering) -> Passage:
    return Passage(
        id=f"{version.id}#{_anchor(rendering.ref)}",
        source=version.id,
        locator=rendering.ref.path,
        text=rendering.text,
        start=rendering.start,
        end=rendering.end,
        kind=Kind.PROVISION,
        authority=version.authority,
        wording=Wording.GENGIVELSE,
        headings=tuple(h for h in (version.short_title, rendering.chapter_title, rendering.subject) if h),
        reference=rendering.ref,
        valid_from=version.in_force_from,
        valid_until=version.in_force_until,
    )


def _anchor(ref: LawRef) -> str:
    parts = [f"p{ref.section.replace(' ', '')}"]
    parts += [f"{name}{value}" for name, value in (("stk", ref.stk), ("nr", ref.nr), ("litra", ref.litra)) if value]
    return "-".join(parts)


def _files(folder: Traversable | Path) -> list[Traversable | Path]:
    try:
        found = [path for path in folder.iterdir() if path.name.endswith(".toml")]
    except OSError as exc:
        raise CorpusError(f"corpus/law/renderings kan ikke læses ({exc}); læg mappen på plads igen.") from exc
    return sorted(found, key=lambda path: path.name)


def _read(path: Traversable | Path) -> _File:
    try:
        return _File.model_validate(tomllib.loads(read_text(path)))
    except tomllib.TOMLDecodeError as exc:
        raise CorpusError(f"corpus/law/renderings/{path.name} er ikke gyldig TOML ({exc}); ret filen.") from exc
    except ValidationError as exc:
        raise CorpusError(f"corpus/law/renderings/{path.name}: {first_mistake(exc)}; ret filen.") from exc


def _chapters(name: str, file: _File, versions: Mapping[str, ActVersion]) -> dict[tuple[str, str], str]:
    titles = {}
    for chapter in file.chapter:
        for id_ in chapter.versions:
            known = {section.chapter for section in _version(name, file.act, id_, versions).sections.values()}
            if chapter.number not in known:
                raise CorpusError(
                    f"corpus/law/renderings/{name}: kapitel {chapter.number} findes ikke i {id_}; "
                    "ret number eller versions."
                )
            titles[id_, chapter.number] = chapter.title
    return titles


def _bound(name: str, file: _File, versions: Mapping[str, ActVersion]) -> Iterator[tuple[str, _Text]]:
    for provision in file.provision:
        text = " ".join(provision.text.split())
        if not text or not provision.subject.strip() or not provision.at:
            raise CorpusError(
                f"corpus/law/renderings/{name}: {provision.subject!r} mangler tekst, emne eller sted; "
                "udfyld text, subject og at."
            )
        for place, ids in provision.at.items():
            for id_ in ids:
                ref = _place(name, place, _version(name, file.act, id_, versions))
                yield id_, _Text(ref=ref, subject=provision.subject.strip(), text=text, file=name)


def _version(name: str, act: str, id_: str, versions: Mapping[str, ActVersion]) -> ActVersion:
    version = versions.get(id_)
    if version is None or version.act != act:
        raise CorpusError(
            f"corpus/law/renderings/{name}: {id_!r} er ikke en version af {act}; "
            "ret id'et, eller skriv versionen i acts.toml."
        )
    return version


def _place(name: str, place: str, version: ActVersion) -> LawRef:
    """The canonical reference of a place written as "§ 61, stk. 1", checked against the version."""
    try:
        ref = parse(f"{version.act} {place}")
    except QuestionError as exc:
        raise CorpusError(f"corpus/law/renderings/{name}: {exc}") from exc
    status, canonical = locate(version.sections, ref)
    if status is not Status.EXISTS or ref.pkt is not None:
        raise CorpusError(
            f"corpus/law/renderings/{name}: {ref} findes ikke i {version.id}; "
            "ret henvisningen, eller fjern versionen fra at."
        )
    return canonical


def _sorted(id_: str, texts: list[_Text]) -> list[_Text]:
    ordered = sorted(texts, key=lambda text: text.ref)
    for earlier, later in pairwise(ordered):
        if earlier.ref == later.ref:
            raise CorpusError(
                f"corpus/law/renderings/{later.file}: {later.ref} har to tekster i {id_} "
                f"(den anden står i {earlier.file}); behold den ene."
            )
    return ordered


def _compose(
    version: ActVersion, texts: list[_Text], chapters: Mapping[tuple[str, str], str]
) -> tuple[Source, tuple[Rendering, ...]]:
    """The canonical text of the version, provision by provision, and where each stands in it."""
    written = f"{version.title}\n{version.name}. Gengivet med vores egne ord.\n"
    renderings = []
    for text in texts:
        written += f"\n{text.ref.path} – {text.subject}\n"
        start = len(written)
        written += f"{text.text}\n"
        title = _chapter_title(version, version.sections[text.ref.section], chapters)
        renderings.append(
            Rendering(
                ref=text.ref,
                version=version.id,
                subject=text.subject,
                text=text.text,
                chapter_title=title,
                start=start,
                end=start + len(text.text),
            )
        )
    return _source(version, written), tuple(renderings)


def _chapter_title(version: ActVersion, section: Section, chapters: Mapping[tuple[str, str], str]) -> str:
    if section.chapter is None:
        return ""
    title = chapters.get((version.id, section.chapter))
    return f"Kapitel {section.chapter}: {title}" if title else f"Kapitel {section.chapter}"


def _source(version: ActVersion, text: str) -> Source:
    return Source(
        id=version.id,
        title=f"{version.title} ({version.name})",
        publisher="Retsinformation",
        authority=version.authority,
        wording=Wording.GENGIVELSE,
        text=text,
        issued=version.issued,
        url=version.eli,
    )
