"""The JSON form of an official text: one run of text for each section, with its chapter.

It holds neither headings nor preamble. In an act divided into chapters, a section without
one is a commencement rule of an amending act, whatever its number.
"""

import json
import re
from datetime import date

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.act_text import ActText, Form, ProvisionKind
from corpus.acts import first_mistake
from corpus.errors import CorpusError
from corpus.reference import canonical_section
from ingest.official.printed import Note, write_notes, write_section
from ingest.official.stated import stated_in_force
from ingest.official.writer import Writer, tidy

# The largest of the texts we know has 203 kB.
MAX_BYTES = 20_000_000
_ELI = re.compile(r"/eli/(?P<series>[a-z]+)/(?P<year>\d{4})/(?P<number>\d{1,6})$")


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    chapter: str | None = Field(default=None, pattern=r"^\d{1,4} ?[a-zæøå]?$")
    section: str = Field(pattern=r"^\d{1,4}[a-zæøå]?(-\d{1,4}[a-zæøå]?)?$")
    content: str


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    act: str
    type: str
    title: str
    issued_date: date
    url: str
    provisions: tuple[_Row, ...]


def read_json(content: bytes, name: str) -> ActText:
    """The act in a JSON file; `name` is shown in errors.

    Raises:
        CorpusError: The file is too large, is not JSON in UTF-8, or is not an act in this form.
    """
    if len(content) > MAX_BYTES:
        raise CorpusError(
            f"{name}: filen fylder {len(content)} bytes, og grænsen er {MAX_BYTES}; en lov er mindre, så hent den igen."
        )
    file = _file(content, name)
    eli = _ELI.search(file.url)
    if not eli or not file.provisions:
        raise CorpusError(
            f"{name}: {'adressen ' + repr(file.url[:80]) if not eli else 'listen over paragraffer'} "
            "kan ikke bruges; en lov har en adresse på /eli/…/år/nummer og mindst én paragraf, så hent filen igen."
        )
    kind = document_type(file.title)
    text, provisions = _write(file, name).result()
    act = ActText(
        act=f"{kind} {int(eli['number'])}/{eli['year']}",
        type=kind,
        year=int(eli["year"]),
        number=int(eli["number"]),
        title=file.title,
        signed=file.issued_date,
        url=file.url,
        form=Form.JSON,
        text=text,
        provisions=provisions,
    )
    return stated_in_force(act)


def document_type(title: str) -> str:
    """What kind of document a title announces.

    >>> [document_type(t) for t in ("Bekendtgørelse af forvaltningsloven", "Lov om dyr", "Bekendtgørelse om praktik")]
    ['LBK', 'LOV', 'BEK']
    """
    if re.match(r"Bekendtgørelse af\b", title, re.IGNORECASE):
        return "LBK"
    kinds = {"lov": "LOV", "bekendtgørelse": "BEK", "vejledning": "VEJ", "cirkulære": "CIR"}
    return kinds.get(title.split(" ", 1)[0].lower(), "LOV")


def _file(content: bytes, name: str) -> _File:
    try:
        return _File.model_validate(json.loads(content.decode("utf-8-sig")))
    except UnicodeDecodeError as exc:
        raise CorpusError(
            f"{name}: filen er ikke UTF-8 (byte {exc.start}); hent den igen uden at ændre dens tegnsæt."
        ) from exc
    except ValidationError as exc:
        mistake = tidy(first_mistake(exc))[:120]
        raise CorpusError(f"{name}: filen er ikke en lov i JSON-form ({mistake}); hent den igen.") from exc
    except (ValueError, RecursionError) as exc:
        raise CorpusError(
            f"{name}: filen er ikke hel og gyldig JSON; den er måske afkortet, så hent den igen."
        ) from exc


def _write(file: _File, name: str) -> Writer:
    writer = Writer()
    notes: list[Note] = []
    with writer.provision(ProvisionKind.TITLE, "titel"):
        writer.words(file.title)
    chaptered = any(row.chapter for row in file.provisions)
    for row in file.provisions:
        if row.chapter or not chaptered:
            writer.chapter(canonical_section(row.chapter) if row.chapter else None)
            notes += _section(writer, row, name)
        else:
            order = writer.held(ProvisionKind.TRANSITION) + 1
            with writer.provision(ProvisionKind.TRANSITION, f"ikrafttræden {order}"):
                notes += _section(writer, row, name)
    write_notes(writer, notes)
    return writer


def _section(writer: Writer, row: _Row, name: str) -> tuple[Note, ...]:
    notes = write_section(writer, row.section, row.content)
    if notes is None:
        raise CorpusError(
            f"{name}: § {row.section[:20]} har en tekst, der begynder med {row.content[:20]!r} og ikke med sit nummer; "
            "hent filen igen."
        )
    return notes
