"""Which official documents we want the wording of, and the address of each on Retsinformation.

The acts come from `acts.toml`, guidance and principal decisions from `documents.toml`. A
new version or document is a row there, and no code.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus.acts import ActVersion, first_mistake, load_acts, read_text
from corpus.errors import CorpusError, QuestionError
from corpus.passage import Authority

DOCUMENTS = "documents.toml"
# With or without www: the publisher's own links leave it out.
_ELI = re.compile(r"https?://(?:www\.)?retsinformation\.dk(/eli/[a-z]+/([0-9]{4})/([0-9]{1,6}))", re.ASCII)
_DOCUMENT_TYPE = re.compile(r"[A-ZÆØÅ]{2,6}")


def eli_path(eli: str) -> str:
    """The part of an ELI that names the document, the same with and without www; empty if it is no such ELI.

    >>> eli_path("https://retsinformation.dk/eli/lta/2024/280")
    '/eli/lta/2024/280'
    """
    match = _ELI.fullmatch(eli)
    return match[1] if match else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A document to ask for: what it must be, and where it is; `path` is empty where nobody knows.

    `act` is what people call it ("LAB", "VEJ 9641/2022"), `type` the publisher's code
    (LOV, LBK, BEK, VEJ, KEN), `names` the words by which titles of other documents mention it
    (lower case), and `address_note` why the address is unknown or uncertain.
    """

    id: str
    act: str
    name: str
    type: str
    title: str
    authority: Authority
    names: tuple[str, ...]
    path: str
    address_note: str = ""

    @property
    def year(self) -> int:
        """The year in its address, 0 without one."""
        return int(self.path.split("/")[3]) if self.path else 0

    @property
    def number(self) -> int:
        """The number in its address, 0 without one."""
        return int(self.path.split("/")[4]) if self.path else 0


class _DocumentRow(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    act: str = Field(min_length=2)
    name: str = Field(min_length=3)
    title: str = Field(min_length=3)
    authority: Authority
    type: str = Field(pattern=rf"^{_DOCUMENT_TYPE.pattern}$")
    eli: str | None = None
    eli_note: str = ""

    @model_validator(mode="after")
    def _address_is_known_or_explained(self) -> "_DocumentRow":
        if self.eli is None and not self.eli_note:
            raise ValueError("uden eli skal eli_note sige hvorfor")
        if self.eli is not None and not eli_path(self.eli):
            raise ValueError("eli skal være som https://www.retsinformation.dk/eli/retsinfo/2022/9641")
        return self


class _Documents(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    document: tuple[_DocumentRow, ...] = ()


def load_targets(root: Traversable | Path | None = None) -> tuple[Target, ...]:
    """Every document we want, the acts first, from `root` (default: the package's own `corpus/law`).

    Raises:
        CorpusError: a file is missing or wrong, or two rows have one id; names file, row and mend.
    """
    folder = root if root is not None else files("corpus") / "law"
    versions, _ = load_acts(folder)
    targets = (*map(_act, versions), *map(_document, _rows(folder / DOCUMENTS)))
    ids = [target.id for target in targets]
    if twice := next((id_ for id_ in ids if ids.count(id_) > 1), None):
        raise CorpusError(f"corpus/law: id {twice!r} bruges af to dokumenter; giv det ene et andet i {DOCUMENTS}.")
    return targets


def chosen_targets(targets: Iterable[Target], wanted: Iterable[str]) -> tuple[Target, ...]:
    """Those of `targets` that somebody named by act, id or full name, in any case; all, if none was named.

    Raises:
        QuestionError: a name fits no document; the message lists those that do.
    """
    known, names = tuple(targets), [name.casefold() for name in wanted]
    for name in names:
        if not any(name in _called(target) for target in known):
            acts = ", ".join(dict.fromkeys(target.act for target in known))
            raise QuestionError(f"{name[:60]!r} er ikke et dokument, vi kender; skriv et id eller et af: {acts}.")
    return tuple(target for target in known if not names or _called(target) & set(names))


def _called(target: Target) -> set[str]:
    return {target.id.casefold(), target.act.casefold(), target.name.casefold()}


def _rows(path: Traversable | Path) -> tuple[_DocumentRow, ...]:
    try:
        return _Documents.model_validate(tomllib.loads(read_text(path))).document
    except tomllib.TOMLDecodeError as exc:
        raise CorpusError(f"corpus/law/{DOCUMENTS} er ikke gyldig TOML ({exc}); ret filen.") from exc
    except ValidationError as exc:
        raise CorpusError(f"corpus/law/{DOCUMENTS}: {first_mistake(exc)}; ret filen.") from exc


def _act(version: ActVersion) -> Target:
    path, kind = eli_path(version.eli), version.name.partition(" ")[0]
    if not path or not _DOCUMENT_TYPE.fullmatch(kind):
        raise CorpusError(
            f"corpus/law/acts.toml: {version.id} skal have en eli på www.retsinformation.dk og et navn, der begynder "
            f"med dokumentets type; den har {version.eli!r} og {version.name!r}."
        )
    return Target(
        id=version.id,
        act=version.act,
        name=version.name,
        type=kind,
        title=version.title,
        authority=version.authority,
        names=_names(version.title, version.short_title),
        path=path,
    )


def _document(row: _DocumentRow) -> Target:
    return Target(
        id=row.id,
        act=row.act,
        name=row.name,
        type=row.type,
        title=row.title,
        authority=row.authority,
        names=_names(row.title),
        path=eli_path(row.eli or ""),
        address_note=row.eli_note,
    )


def _names(title: str, short_title: str = "") -> tuple[str, ...]:
    """What an act is called in the title of one that changes it: "lov om …" without "Bekendtgørelse af".

    >>> _names("Bekendtgørelse af forvaltningsloven", "Forvaltningsloven (FVL)")
    ('forvaltningsloven',)
    """
    full = title.casefold().removeprefix("bekendtgørelse af ")
    return tuple(dict.fromkeys(name for name in (full, short_title.casefold().partition(" (")[0]) if name))
