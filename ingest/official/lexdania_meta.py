"""What a LexDania file says about its document: what it is, when it was signed, what came later."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.act_text import LaterChange
from corpus.errors import CorpusError
from ingest.official.writer import tidy
from ingest.official.xml_file import Node

ELI = "https://www.retsinformation.dk/eli"
# Before 2008 the type is written out.
_WRITTEN_OUT = {
    "lov": "LOV",
    "lovbekendtgørelse": "LBK",
    "bekendtgørelse": "BEK",
    "vejledning": "VEJ",
    "cirkulære": "CIR",
    "skrivelse": "SKR",
    "kendelse": "KEN",
    "afgørelse": "AFG",
}
_SERIES = {
    "lovtidende a": "lta",
    "lovtidende b": "ltb",
    "lovtidende c": "ltc",
    "ministerialtidende": "mt",
    "retsinformation": "retsinfo",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """The document's particulars; `status` is the publisher's word, "Valid" or "Historic"."""

    type: str
    year: int
    number: int
    title: str
    short_title: str
    publisher: str
    signed: date | None
    announced: date | None
    historic_on: date | None
    status: str
    url: str
    changes: tuple[LaterChange, ...]

    @property
    def name(self) -> str:
        """What its references are called until it is given a short name: "LBK 434/2024"."""
        return f"{self.type} {self.number}/{self.year}"


def read_meta(meta: Node | None, name: str) -> Meta:
    """The particulars in a Meta element; `name` is shown in errors.

    Raises:
        CorpusError: type, year or number is missing or unreadable, or a date is no date.
    """
    if meta is None:
        raise CorpusError(f"{name}: oplysningerne om dokumentet (<Meta>) mangler; hent den fulde XML-fil.")
    year, number = _whole(meta, "Year", name), _whole(meta, "Number", name)
    return Meta(
        type=_type(_said(meta, "DocumentType"), name),
        year=year,
        number=number,
        title=_said(meta, "DocumentTitle"),
        short_title=_said(meta, "PopularTitle"),
        publisher=_said(meta, "AdministrativeAuthority") or _said(meta, "Ministry"),
        signed=_day(_said(meta, "DiesSigni"), name),
        announced=_day(_said(meta, "DiesEdicti"), name),
        historic_on=_day(_said(meta, "DateOfHistoricMark"), name),
        status=_said(meta, "Status"),
        url=_url(_said(meta, "AnnouncedIn"), year, number),
        changes=tuple(_changes(meta, name)),
    )


def _said(meta: Node, tag: str) -> str:
    found = meta.child(tag)
    return tidy("".join(found.words())) if found else ""


def _whole(meta: Node, tag: str, name: str) -> int:
    said = _said(meta, tag)
    if not re.fullmatch(r"[0-9]{1,6}", said):
        raise CorpusError(f"{name}: <{tag}> er {said[:40]!r} og ikke et tal; hent den fulde XML-fil.")
    return int(said)


def _type(said: str, name: str) -> str:
    """LBK from "LBK H#LOKDOK03", and from "Lovbekendtgørelse" as it was written before 2008."""
    kind = _WRITTEN_OUT.get(said.lower(), said.partition("#")[0].split(" ")[0])
    if not re.fullmatch(r"[A-ZÆØÅ]{2,6}", kind):
        raise CorpusError(f"{name}: dokumenttypen {said[:40]!r} kan ikke læses; hent den fulde XML-fil.")
    return kind


def _day(said: str, name: str) -> date | None:
    try:
        return date.fromisoformat(said[:10]) if said else None
    except ValueError as exc:
        raise CorpusError(f"{name}: {said[:40]!r} er ikke en dato; hent den fulde XML-fil.") from exc


def _url(announced_in: str, year: int, number: int) -> str:
    series = _SERIES.get(announced_in.lower())
    return f"{ELI}/{series}/{year}/{number}" if series else ""


def _changes(meta: Node, name: str) -> Iterator[LaterChange]:
    """The later acts that change this one; their fields follow the Change element, tied by its id."""
    tied: dict[str, dict[str, str]] = {}
    for child in meta.children:
        tied.setdefault(child.attributes.get("REFid", ""), {})[child.tag] = tidy("".join(child.words()))
    for change in (child for child in meta.children if child.tag == "Change"):
        said = tied.get(change.attributes.get("id", ""), {})
        yield LaterChange(
            accession=said.get("Ref_Accn", ""),
            issued=_day(said.get("Ref_Af", ""), name),
            title=said.get("Ref_Text", ""),
        )
