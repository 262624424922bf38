"""The app in the browser: its pages and their order. Each page stands in `ui`."""

from collections.abc import Callable
from functools import partial
from importlib.resources import files

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from assistant.private_logs import keep_logs_private
from assistant.service import Assistant
from assistant.texts import NOT_A_DECISION
from ui import ask, duration, login, quality, review, rules, shell, sources

_STYLE = """
<style>
[data-testid="stMainBlockContainer"] { padding-top: 3rem; max-width: 64rem; }
[data-testid="stCaptionContainer"] { color: inherit; opacity: 0.85; }
/* The box for the question stays in view, and the page does not scroll away from the answer's first words. */
[data-testid="stLayoutWrapper"]:has(> .st-key-ask-box) { position: sticky; bottom: 0.75rem; z-index: 5; }
[data-testid="stMarkdownContainer"] :is(blockquote, blockquote p) { color: inherit !important; opacity: 0.95; }
[data-testid="stChatMessage"] { scroll-margin-top: 4rem; }
[data-testid^="stBaseButton-primary"] p { color: light-dark(#ffffff, #10151c); }
/* Streamlit's own words for choosing a file, in Danish. */
[data-testid="stFileUploaderDropzone"] button p,
[data-testid="stFileUploaderDropzoneInstructions"] span { font-size: 0; }
[data-testid="stFileUploaderDropzone"] button p::after { content: "Vælg fil"; font-size: 1rem; }
[data-testid="stFileUploaderDropzoneInstructions"] span::after {
  content: "eller træk den hertil, højst 20 MB"; font-size: 0.875rem;
}
mark.citat { background: #fff3c4; color: #1b1b1b; }
mark.ok { background: #d7f0dc; color: #1b1b1b; }
mark.problem { background: #fbd9d3; color: #1b1b1b; text-decoration: underline wavy; }
mark.unchecked { background: #e6e6e6; color: #1b1b1b; }
.udkast { white-space: pre-wrap; line-height: 1.6; border-left: 3px solid #1d4e89; padding-left: 1rem; }
</style>
"""


def main() -> None:
    """Draw the chosen page."""
    keep_logs_private()
    st.set_page_config(page_title="Praktikvejleder", page_icon="⚖️", layout="wide")
    st.html(_STYLE)
    st.logo(files("ui").joinpath("logo.svg").read_text(encoding="utf-8"), size="large")
    user = login.current()
    maintains = user is not None and user.maintains
    chosen = st.navigation(
        [
            _page("Spørg", f"Spørg om reglerne for virksomhedspraktik. {NOT_A_DECISION}", ask.draw, "spoerg", "forum"),
            _page("Regler", "Find en regel, og prøv den med dine egne oplysninger.", rules.draw, "regler", "gavel"),
            _page("Varighed", "Se, hvor længe en praktik kan vare.", duration.draw, "varighed", "event"),
            _page("Begrundelse", "Få et udkast kontrolleret.", review.draw, "begrundelse", "fact_check"),
            _page("Kilder", "Læs og søg i det, svarene bygger på.", sources.draw, "kilder", "menu_book"),
            _page(
                "Kvalitet",
                "Se, hvor rigtigt der svares, og hvad der fejler.",
                quality.draw,
                "kvalitet",
                "monitoring",
                listed=maintains,
            ),
        ],
        position="hidden" if user is None else "sidebar",
    )
    chosen.run()


def _page(
    title: str, lead: str, draw: Callable[[Assistant], None], path: str, icon: str, *, listed: bool = True
) -> StreamlitPage:
    return st.Page(
        partial(shell.page, title, lead, draw),
        title=title,
        url_path=path,
        icon=f":material/{icon}:",
        default=path == "spoerg",
        visibility="visible" if listed else "hidden",
    )


if __name__ == "__main__":
    main()
