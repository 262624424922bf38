"""Documents as Retsinformation sends them, made by hand, and what a test asks for."""

from collections.abc import Callable
from datetime import date

from corpus.passage import Authority
from corpus.targets import Target
from ingest.fetch import FetchResult, Outcome, State

ON = date(2026, 11, 20)
LATER = date(2026, 12, 1)
LAB_PATH, BAB_PATH = "/eli/lta/2024/280", "/eli/lta/2023/1216"
CHANGE = """
    <Change id="change_1" />
    <Ref_Accn REFid="change_1">A20250175030</Ref_Accn>
    <Ref_Af REFid="change_1">2025-12-29</Ref_Af>
    <Ref_Text REFid="change_1">Lov om ændring af lov om en aktiv beskæftigelsesindsats</Ref_Text>"""


def target(path: str, kind: str = "LBK", id_: str = "", note: str = "") -> Target:
    _, _, _, year, number = path.split("/") if path else ("", "", "", "", "")
    id_ = id_ or f"{kind.lower()}-{year}-{number}"
    authority = Authority.LOV
    return Target(
        id=id_, act=id_, name=id_, type=kind, title=id_, authority=authority, names=(), path=path, address_note=note
    )


LAB = target(LAB_PATH, "LBK", "lab-2024-280")
BAB = target(BAB_PATH, "BEK", "bab-2023-1216")
UNKNOWN = target("", "KEN", "principmeddelelse-34-20", "dens nummer på Retsinformation kendes ikke")


def document(kind: str, year: int, number: int, text: str = "Personer kan få tilbud.", meta: str = "") -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Dokument>
  <Meta>
    <DocumentType>{kind}</DocumentType>
    <DocumentTitle>Bekendtgørelse af lov om en aktiv beskæftigelsesindsats</DocumentTitle>
    <Year>{year}</Year>
    <DiesSigni>2024-03-01</DiesSigni>
    <Status>Valid</Status>
    <Number>{number}</Number>{meta}
  </Meta>
  <DokumentIndhold><Kapitel localId="1"><ParagrafGruppe><Paragraf localId="1"><Explicatus>§ 1.</Explicatus>
    <Stk><Exitus><Linea><Char>{text}</Char></Linea></Exitus></Stk></Paragraf></ParagrafGruppe></Kapitel></DokumentIndhold>
</Dokument>""".encode()


LAB_XML = document("LBK H#LOKDOK03", 2024, 280, meta=CHANGE)
BAB_XML = document("BEK H#LOKDOK04", 2023, 1216)

Fetch = Callable[..., FetchResult]


def only(result: FetchResult) -> Outcome:
    (outcome,) = result.outcomes
    return outcome


def states(result: FetchResult) -> list[State]:
    return [outcome.state for outcome in result.outcomes]
