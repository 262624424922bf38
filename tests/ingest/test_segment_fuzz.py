"""Whatever stands in a document: passages that are exact pieces of its text, in order, or one clear line."""

import hashlib
import os
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.manifest import ManifestRow
from ingest.clean import Line, Spellings, page_lines
from ingest.compose import Composed, compose
from ingest.extract import read_pages
from ingest.layout import Layout
from ingest.page import split
from ingest.segment import segment

# `make soak` asks for more.
_EXAMPLES = int(os.environ.get("PRAKTIK_FUZZ", "150"))
_LINES = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="aæø. ,:;•–-§()”»«0123456789\u00ad\u200b\u2028\x0c", max_size=120),
    st.sampled_from(
        ["KAPITEL 1 Om praktik", "BOKS: REGLER", "TABEL 1.1 ANTAL", "2", "", " ", "• et punkt", "Note: Tal"]
    ),
    # One sentence that is longer than any passage may be.
    st.integers(1, 400).map(lambda count: "ord " * count + "slut."),
)


def read(content: bytes, name: str) -> Composed:
    """The canonical text, made as an ingest makes it."""
    pages = read_pages(content, name)
    lines: list[Line] = []
    for page in pages:
        lines += page_lines(page.lines, page.number, len(lines))
    body, asides = split(lines, Layout(), name)
    return compose(body, asides, Spellings.of(line for page in pages for line in page.lines), "Prøve")


@settings(max_examples=_EXAMPLES, deadline=None)
@given(lines=st.lists(_LINES, min_size=1, max_size=40), paged=st.booleans())
def test_any_text_becomes_exact_passages_in_order(lines: list[str], *, paged: bool) -> None:
    content = "\n".join(lines).encode(errors="replace")
    row = ManifestRow(
        id="proeve", file="proeve.txt", title="Prøve", publisher="Eksempelby", kind="vejledning",
        date_note="Kun til prøven.", sha256=hashlib.sha256(content).hexdigest(), first_page=1,
    )  # fmt: skip
    try:
        composed = read(content, row.file)
    except CorpusError as exc:
        refused = str(exc)
        assume(not refused.startswith("proeve.txt: ") or "\n" in refused)
        raise
    passages = segment(composed, row, paged=paged)
    assert all(composed.text[p.start : p.end] == p.text and p.text for p in passages)
    assert all(first.end <= second.start for first, second in pairwise(passages))
    assert len({p.id for p in passages}) == len(passages)
