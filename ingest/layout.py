"""What a page shows and its extracted text does not say: where a box ends, which column a cell is in.

General rules read most of a page. The rest is data in `<id>.layout.toml` beside the
document, so that a document can be read better without touching the code.
"""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import CorpusError
from ingest.clean import Line


class _Hint(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    starts: str = Field(min_length=3)
    ends: str = Field(min_length=3)


class BoxHint(_Hint):
    """A box on one page, from the line that starts so to the line that ends so, or more of the box before it."""

    page: int
    continues: bool = False


class ColumnsHint(_Hint):
    """A table set in columns: `cells` are the words its cells start with, `locator` its name in a citation."""

    cells: tuple[str, ...] = Field(min_length=1)
    locator: str = Field(min_length=2)


class Layout(BaseModel):
    """All hints for one document; an empty one for a document that needs none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    box: tuple[BoxHint, ...] = ()
    columns: tuple[ColumnsHint, ...] = ()


def load_layout(folder: Path, document: str) -> Layout:
    """The hints for the document, none if it has no layout file.

    Raises:
        CorpusError: The file is not TOML or has a wrong field.
    """
    path = folder / f"{document}.layout.toml"
    if not path.exists():
        return Layout()
    try:
        return Layout.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise CorpusError(f"{path}: filen er ikke gyldig TOML i UTF-8 ({exc}); ret den nævnte linje.") from exc
    except ValidationError as exc:
        fault = exc.errors()[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise CorpusError(f"{path}: {where} er forkert ({fault['msg']}); ret feltet eller fjern det.") from exc


def region(lines: Sequence[Line], starts: str, ends: str, *, where: str) -> tuple[int, int]:
    """The half-open range of lines from the first that starts so to the first after it that ends in these whole words.

    Raises:
        CorpusError: No such lines; `where` tells the reader which hint.
    """
    for start, line in enumerate(lines):
        if line.text.startswith(starts):
            for end in range(start, len(lines)):
                if re.search(rf"(?<!\w){re.escape(ends)}$", lines[end].text):
                    return start, end + 1
            raise CorpusError(f"{where}: ingen linje efter {starts!r} ender med {ends!r}; ret 'ends' i layoutfilen.")
    raise CorpusError(f"{where}: ingen linje begynder med {starts!r}; ret 'starts' i layoutfilen.")
