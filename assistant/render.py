"""From verified claims to the Markdown of an answer and its numbered citations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answer import Citation
from assistant.case import CaseFacts
from assistant.cite import Claim
from assistant.numbering import Citations
from assistant.texts import AUTHORITIES, WEIGH
from corpus.english import DANISH, Phrasebook
from corpus.passage import Authority, Source
from corpus.reference import LawRef

# Four references fit on a line. Of more, the parts of one section are told together ("BAB § 65, stk. 1-5"); none is
# left out, for any of them may be the one that decides. Where the references are the answer, each stands by itself.
MAX_REFERENCES = 4
_REFERENCES_ASKED = "sagsbehandling/minimumshenvisninger"
_ORDER = "BAB"
_MARKDOWN = str.maketrans({c: f"\\{c}" for c in "\\`*_<>|#"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The claims about one citizen or target group (or, without a name, about the question as such).

    `case` holds the facts they are verified against, where these are not the whole turn's, and `on` the
    day of their law, where it is not the turn's.
    """

    name: str
    claims: tuple[Claim, ...]
    case: CaseFacts | None = None
    on: date | None = None


def render(
    blocks: Sequence[Block], sources: Mapping[str, Source], words: Phrasebook = DANISH
) -> tuple[str, tuple[Citation, ...]]:
    """The Markdown text of the answer in the language of `words`, and its citations, markers matching."""
    citations = Citations(sources=sources)
    paragraphs: list[str] = []
    for block in blocks:
        citations.on = block.on
        paragraphs += _paragraphs(block, citations, words)
    return "\n\n".join(paragraphs), citations.all()


def escape(text: str) -> str:
    """Text from a document, in which Markdown and HTML are shown and not obeyed."""
    return text.translate(_MARKDOWN)


def _paragraphs(block: Block, citations: Citations, words: Phrasebook) -> list[str]:
    paragraphs: list[str] = [f"#### {escape(block.name)}"] if block.name else []
    paragraphs += [
        _sentence(claim, citations, words) for claim in block.claims if claim.part in ("verdict", "rule", "date")
    ]
    weigh = [claim for claim in block.claims if claim.part == "weigh"]
    if weigh:
        items = "\n".join(f"- {claim.text}" for claim in weigh)
        paragraphs.append(f"**{words.say(WEIGH)}**\n\n{items}")
    sources = sorted((c for c in block.claims if c.part == "source"), key=lambda c: c.quotes[0].passage.authority.rank)
    return paragraphs + [_quotation(claim, citations, words) for claim in sources]


def _sentence(claim: Claim, citations: Citations, words: Phrasebook) -> str:
    text = f"**{claim.text}**" if claim.part == "verdict" else claim.text
    where = (
        f" ({supports(claim, words)})" if claim.finding and claim.finding.references and claim.part != "date" else ""
    )
    return f"{text}{where}{_marked(citations, claim)}"


def _marked(citations: Citations, claim: Claim) -> str:
    return "".join(f" [{number}]" for number in citations.markers(claim.quotes))


def supports(claim: Claim, words: Phrasebook = DANISH) -> str:
    """What the sentence rests on, the strongest kind of source first: "Lov: LAB § 61. Bekendtgørelse: BAB § 60"."""
    found = claim.finding
    references = found.references if found else ()
    folded = len(references) > MAX_REFERENCES and found is not None and found.rule != _REFERENCES_ASKED
    kinds: dict[Authority, list[str]] = {}
    for ref, written in _by_section(references) if folded else ((ref, str(ref)) for ref in references):
        kinds.setdefault(_authority(ref), []).append(written)
    return ". ".join(
        f"{words.say(AUTHORITIES[kind])}: {'; '.join(kinds[kind])}" for kind in sorted(kinds, key=lambda k: k.rank)
    )


def _by_section(references: Sequence[LawRef]) -> Iterator[tuple[LawRef, str]]:
    """Each section once, at the place of its first reference, with the stk. that are named of it in order."""
    sections: dict[tuple[str, str], list[LawRef]] = {}
    for ref in references:
        sections.setdefault((ref.act, ref.section), []).append(ref)
    for refs in sections.values():
        if len(refs) == 1 or any(ref.stk is None or ref.nr is not None or ref.pkt is not None for ref in refs):
            yield from ((ref, str(ref)) for ref in refs)
        else:
            yield refs[0], f"{replace(refs[0], stk=None)}, stk. {_run(sorted({ref.stk or 0 for ref in refs}))}"


def _run(numbers: Sequence[int]) -> str:
    """The numbers as one reads them: "1-5", "1, 3"."""
    if len(numbers) > 1 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}-{numbers[-1]}"
    return ", ".join(map(str, numbers))


def _authority(ref: LawRef) -> Authority:
    """An act without a short name goes by what it is: BEK is an order."""
    order = ref.act == _ORDER or ref.act.startswith("BEK")
    return Authority.BEKENDTGOERELSE if order else Authority.LOV


def _quotation(claim: Claim, citations: Citations, words: Phrasebook) -> str:
    quote = "\n> ".join(escape(line) for line in claim.quotes[0].text.splitlines() if line.strip())
    kind = words.say(AUTHORITIES[claim.quotes[0].passage.authority])
    return f"> »{quote}«\n>\n> – {kind}: {escape(claim.text)}{_marked(citations, claim)}"
