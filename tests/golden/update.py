"""The golden files: what the segmenter makes of real pages, as a person would read it.

`python -m tests.golden.update` writes them anew; the difference is reviewed like code.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.passage import Passage
from ingest.documents import read_documents

GOLDEN = Path(__file__).resolve().parent
_REPORT = "ankestyrelsen-2021-kommunernes-brug"
# File -> document and the pages that begin in it; no pages: the whole document.
FILES: Mapping[str, tuple[str, range | None]] = {
    "rapport-2021-side-05-07.txt": (_REPORT, range(5, 8)),
    "rapport-2021-side-14.txt": (_REPORT, range(14, 15)),
    "rapport-2021-side-26.txt": (_REPORT, range(26, 27)),
    "rapport-2021-side-29-30.txt": (_REPORT, range(29, 31)),
    "rapport-2021-side-36-38.txt": (_REPORT, range(36, 39)),
    "rapport-2021-side-46-49.txt": (_REPORT, range(46, 50)),
    "rapport-2021-side-52-54.txt": (_REPORT, range(52, 55)),
    "minianalyse-2022.txt": ("ankestyrelsen-2022-minianalyse", None),
    "faelles-koncept.txt": ("koebenhavn-faelles-koncept", None),
    "svar-2019.txt": ("koebenhavn-2019-svar", None),
    "bilag-4-2023.txt": ("koebenhavn-2023-virksomhedernes-erfaringer", None),
}


def rendered(passages: Sequence[Passage], pages: range | None) -> str:
    """Id, locator, kind and headings of each passage above its text."""
    chosen = [passage for passage in passages if pages is None or passage.page in pages]
    return (
        "\n\n".join(
            f"## {passage.id} | {passage.locator} | {passage.kind}\n## {' > '.join(passage.headings)}\n{passage.text}"
            for passage in chosen
        )
        + "\n"
    )


def main() -> None:
    """Write every golden file from the documents as they are read now."""
    passages = {document.source.id: document.passages for document in read_documents()}
    for name, (source, pages) in FILES.items():
        (GOLDEN / name).write_text(rendered(passages[source], pages), encoding="utf-8")


if __name__ == "__main__":
    main()
