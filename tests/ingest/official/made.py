"""Small LexDania documents, made by hand after the publisher's element names."""

from corpus.act_text import ActText
from ingest.official.read import read_content

TITLE = "Lov om eksempler"
META = """
  <Meta><DocumentType>{kind}</DocumentType><DocumentTitle>{title}</DocumentTitle><Year>2031</Year>
  <DiesSigni>2031-05-06</DiesSigni><Status>Valid</Status><Number>77</Number><AnnouncedIn>{series}</AnnouncedIn>
  <DiesEdicti>2031-05-08</DiesEdicti>{more}<Ministry>Eksempelministeriet</Ministry></Meta>"""


def document(
    body: str, *, kind: str = "LOV H#LOKDOK01", series: str = "Lovtidende A", more: str = "", after: str = ""
) -> str:
    """The document whose content is `body`; `after` follows it (signature, annexes), `more` goes into its Meta."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Dokument>{META.format(kind=kind, title=TITLE, series=series, more=more)}
  <TitelGruppe><Titel><Linea><Char>{TITLE}</Char></Linea></Titel></TitelGruppe>
  <DokumentIndhold>{body}</DokumentIndhold>{after}
</Dokument>"""


def act(body: str, **parts: str) -> ActText:
    return read_content(document(body, **parts).encode(), "lov.xml")


def exitus(*lines: str) -> str:
    return "<Exitus>" + "".join(f"<Linea><Char>{line}</Char></Linea>" for line in lines) + "</Exitus>"


def styled(style: str, words: str) -> str:
    return f'<Exitus><Linea><Char formaChar="{style}">{words}</Char></Linea></Exitus>'


def stk(*parts: str, number: str = "") -> str:
    return f"<Stk>{f'<Explicatus>{number}</Explicatus>' if number else ''}{''.join(parts)}</Stk>"


def section(number: str, *stks: str) -> str:
    return f"<Paragraf><Explicatus>{number}</Explicatus>{''.join(stks)}</Paragraf>"


def chapter(number: str, heading: str, *groups: str) -> str:
    rubric = f"<Rubrica><Linea><Char>{heading}</Char></Linea></Rubrica>"
    held = "".join(f"<ParagrafGruppe>{group}</ParagrafGruppe>" for group in groups)
    return f'<Kapitel localId="1"><Explicatus>{number}</Explicatus>{rubric}{held}</Kapitel>'


def points(*items: tuple[str, str]) -> str:
    rows = (f"<Indentatio><Explicatus>{number}</Explicatus>{inner}</Indentatio>" for number, inner in items)
    return f"<Exitus><Index>{''.join(rows)}</Index></Exitus>"
