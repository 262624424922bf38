"""The tab Tilføj dokument on the page Kilder, for maintainers: own documents, added, ingested and removed.

A change and the ingest after it are one: if the ingest fails, the folder is as it was and the old index serves.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from assistant.settings import Settings, read_settings
from assistant.texts import AUTHORITIES
from corpus.dates import danish_date
from corpus.errors import GuidanceError
from corpus.manifest import ManifestRow
from corpus.passage import Authority
from ingest.additions import KINDS, add_document, addition_from, own_rows, remove_document
from ingest.run import CorpusFolders, Report, ingest_corpus
from ui import login, shell

_LOG = logging.getLogger("praktikvejleder")
_TURN, _SAID, _SURE = "additions-turn", "additions-said", "additions-sure"
# Streamlit would offer ten years to each side of today.
_FIRST_DAY = date(1990, 1, 1)
_LEAD = (
    "For vedligeholdere. Et dokument, der tilføjes her, kan alle søge i og få citeret. "
    "Tilføj ikke dokumenter med oplysninger om borgere."
)
_STAY = "Bliv på siden, til det er færdigt; ellers ændres intet."
_RUNNING_TALKS = "En samtale, der er i gang, bruger de nye kilder efter »Ny sag«."
# The steps of an ingest: where each begins on the bar, how much of it it fills, and what it is called there.
_STEPS: Mapping[str, tuple[float, float, str]] = {
    "Læser kilderne": (0.0, 0.4, "Læser kilderne"),
    "Ordindeks": (0.4, 0.3, "Bygger ordindekset"),
    "Vektorer": (0.7, 0.1, "Beregner betydninger"),
    "Chroma": (0.8, 0.2, "Gemmer og efterprøver"),
}

Change = Callable[[Callable[[], object]], object]


def draw() -> None:
    """The tab."""
    login.maintainers_only()
    settings = read_settings()
    st.caption(_LEAD)
    if _SAID in st.session_state:
        st.success(st.session_state.pop(_SAID))
    _add(settings)
    _own(settings)


def progress_of(step: str, done: int, total: int) -> tuple[float, str]:
    """How far an ingest is, from 0 to 1, and what it does.

    >>> progress_of("Vektorer", 1, 2)
    (0.75, 'Beregner betydninger')
    """
    begin, share, label = _STEPS.get(step, (0.0, 0.0, step))
    return round(min(begin + share * done / max(total, 1), 1.0), 2), label


def _add(settings: Settings) -> None:
    # A new turn is a new, empty form; after a mistake the old one stays as it was filled in.
    turn = st.session_state.setdefault(_TURN, 0)
    with st.form(f"addition-{turn}"):
        file = st.file_uploader("Fil (PDF)", type=["pdf"], key=f"addition-file-{turn}")
        fields = _fields(turn)
        asked = st.form_submit_button("Tilføj og indlæs", type="primary")
    if asked and file is None:
        st.info("Vælg en PDF-fil.")
    elif asked and file is not None:
        _ingest_added(settings, file.name, file.getvalue(), fields)


def _fields(turn: int) -> dict[str, Any]:
    """The row's fields, as they are filled in."""
    return {
        "title": st.text_input("Titel", max_chars=200, key=f"addition-title-{turn}"),
        "publisher": st.text_input("Udgiver", max_chars=200, key=f"addition-publisher-{turn}"),
        "issued": st.date_input(
            "Dato (hvis dokumentet bærer en)",
            value=None,
            min_value=_FIRST_DAY,
            format="DD.MM.YYYY",
            key=f"addition-issued-{turn}",
        ),
        "kind": st.selectbox(
            "Slags", KINDS, format_func=lambda kind: AUTHORITIES[Authority(kind)], key=f"addition-kind-{turn}"
        ),
        "url": st.text_input("Link (kan udelades)", max_chars=2000, key=f"addition-url-{turn}"),
    }


def _ingest_added(settings: Settings, name: str, content: bytes, fields: Mapping[str, Any]) -> None:
    def change(then: Callable[[], object]) -> str:
        return add_document(settings.added, name, content, addition_from(fields), then).stem

    identity = _changed(settings, change, "Dokumentet tilføjes …", "Dokumentet blev ikke tilføjet")
    if identity is not None:
        found = next((source.passages for source in shell.opened().sources() if source.id == identity), 0)
        noun = "passage" if found == 1 else "passager"
        st.session_state[_TURN] += 1
        _say(f"{found} {noun} fra dokumentet kan nu søges. {_RUNNING_TALKS}")


def _changed(settings: Settings, change: Change, label: str, failed: str) -> object:
    """What `change` gives once the index is built on it; None if it was refused, and then nothing is changed."""
    with st.status(label, expanded=True) as status:
        st.caption(_STAY)
        bar = st.progress(0.0, "Læser dokumentet")

        def report(step: str, done: int, total: int) -> None:
            bar.progress(*progress_of(step, done, total))

        try:
            changed = change(partial(_ingest, settings, report))
        except GuidanceError as error:
            _LOG.warning("%s", error, exc_info=True)
            status.update(label=failed, state="error", expanded=False)
            refused = str(error)
        else:
            status.update(label="Færdig", state="complete")
            # Every user's next page opens the new index; a page under way reads on in the old one.
            shell.opened.clear()
            return changed
    st.error(refused, icon=":material/error:")
    return None


def _ingest(settings: Settings, report: Report) -> None:
    # Asked for now: the folder may have got its first document, or lost its last.
    folders = CorpusFolders(documents=settings.own_documents, official=settings.official)
    ingest_corpus(settings.home, settings.embedder, folders, report, force=False, server=settings.chroma_url)


def _own(settings: Settings) -> None:
    rows = own_rows(settings.added)
    if not rows:
        return
    st.header("Egne dokumenter")
    for row in rows:
        told, action = st.columns([4, 1])
        told.text(_line(row))
        action.button(f"Slet {row.id}", key=f"remove-{row.id}", on_click=_ask, args=(row.id,), width="stretch")
        if st.session_state.get(_SURE) == row.id:
            _confirm(settings, row)


def _line(row: ManifestRow) -> str:
    issued = [danish_date(row.issued)] if row.issued else []
    return " · ".join([row.title, row.publisher, AUTHORITIES[row.authority], *issued])


def _ask(identity: str | None) -> None:
    st.session_state[_SURE] = identity


def _confirm(settings: Settings, row: ManifestRow) -> None:
    st.warning("Skal dokumentet slettes? Filen fjernes også fra disken, og dokumentet kan ikke længere søges.")
    sure = st.button("Ja, slet dokumentet", type="primary", key=f"sure-{row.id}")
    st.button("Nej, behold det", key=f"keep-{row.id}", on_click=_ask, args=(None,))
    if not sure:
        return

    def change(then: Callable[[], object]) -> str:
        remove_document(settings.added, row.id, then)
        return row.id

    if _changed(settings, change, "Dokumentet slettes …", "Dokumentet blev ikke slettet") is not None:
        _ask(None)
        _say(f"Dokumentet er slettet. {_RUNNING_TALKS}")


def _say(line: str) -> None:
    """Tell it on the page drawn anew, which shows the new index."""
    st.session_state[_SAID] = line
    st.rerun()
