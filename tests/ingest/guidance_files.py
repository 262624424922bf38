"""Made-up guidance and decisions as the publisher writes them: the structure is real, the words are ours."""

from pathlib import Path

from tests.ingest.official.made import TITLE, document, exitus, points, styled

SENTENCE = "Kommunen beskriver målet, så borgeren og virksomheden ved, hvad forløbet skal føre til. "
CONTENTS = (
    '<Exitus><Table><Tr><Td><Exitus><Linea><Char formaChar="Bold">INDHOLD</Char></Linea></Exitus></Td></Tr>'
    "<Tr><Td><Exitus><Linea><Char>Formål</Char></Linea></Exitus></Td><Td><Exitus><Linea><Char>1.</Char></Linea>"
    "</Exitus></Td></Tr></Table></Exitus>"
)
NOTE = (
    "<Exitus><Linea><Char>Længden aftales</Char><Nota><Explicatus>1)</Explicatus><Exitus><Linea>"
    "<Char>Se også planen.</Char></Linea></Exitus></Nota><Char> for hvert forløb.</Char></Linea></Exitus>"
)
ANNEX = (
    "<Bilag localId='1'><Explicatus>Bilag 1</Explicatus><BilagIndhold><TekstGruppe>"
    f"{styled('Bold', 'Skema')}{exitus('Skemaet udfyldes af virksomheden.')}</TekstGruppe></BilagIndhold></Bilag>"
)
REPEATED = (
    "Et nyt forløb hos den samme arbejdsgiver bør ligge i en anden funktion, og planen bør vise, hvordan det nye "
    "forløb adskiller sig fra det gamle."
)
WELCOME = "Kommunen kan aftale med virksomheden, at borgeren får en rundvisning den første dag."
BODY = "".join([
    "<TekstGruppe>", CONTENTS,
    styled("Bold", "1. Formål"), "<Exitus/>", styled("Bold", "1.1. Hovedformål"),
    exitus(SENTENCE * 3), exitus(SENTENCE * 20), styled("Italic", "Eksempel"), exitus("En borger prøver et fag."),
    styled("Bold", "1.2. Varighed"), NOTE, exitus("Følgende aftales:"),
    points(*[("•", exitus(SENTENCE * 2)) for _ in range(10)]),
    styled("Bold", "2. Gentagne praktikker"), exitus(REPEATED),
    styled("Bold", "3. Rundvisning"), styled("Bold", "DEN FØRSTE DAG"), exitus(WELCOME),
    "</TekstGruppe>",
])  # fmt: skip
RULING = "Kommunen skal først se på de kvalifikationer, som borgeren allerede har, og som kan bruges i et nyt job."
DECISION = (
    f"<Resume>{styled('Bold', 'Principmeddelelsen fastslår')}{exitus(RULING)}</Resume>"
    f"<TekstGruppe>{styled('Bold', 'Reglerne')}{exitus('Reglerne står i loven.')}</TekstGruppe>"
)


def guidance(year: int = 2022, number: int = 9641, *, body: str = BODY, more: str = "", after: str = ANNEX) -> str:
    """A guidance with that number, signed on 17 June of the year."""
    text = document(body, kind="VEJ#LOKDOK15", series="Retsinformation", more=more, after=after)
    return _called(text, year, number, "Vejledning om virksomhedspraktik")


def decision(own: str = "34-20") -> str:
    """A principal decision with its own number in its title, and another one at the publisher's."""
    text = document(
        DECISION,
        kind="KEN#LOKDOK23",
        series="Retsinformation",
        more="<AdministrativeAuthority>Ankestyrelsen</AdministrativeAuthority>",
    )
    return _called(text, 2020, 9999, f"Ankestyrelsens principmeddelelse {own} om tilbud - ønsker - skøn")


def _called(text: str, year: int, number: int, title: str) -> str:
    numbered = text.replace("<Year>2031", f"<Year>{year}").replace("<Number>77<", f"<Number>{number}<")
    return numbered.replace(TITLE, title).replace("2031-05-06", f"{year}-06-17")


def write(folder: Path, **files: str) -> Path:
    """The folder with those XML files in it."""
    for name, text in files.items():
        (folder / f"{name}.xml").write_text(text, encoding="utf-8")
    return folder
