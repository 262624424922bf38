"""The wording that a reference stands for: its own words, and those that it is read with."""

from dataclasses import dataclass, replace

from corpus.act_text import ActText, Provision, ProvisionKind, State
from corpus.reference import LawRef
from ingest.law.numbers import references

# A section's own words are those of its stk.; above it stand headings only.
_ABOVE = frozenset({ProvisionKind.SECTION, ProvisionKind.STK, ProvisionKind.NR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that a provision is read with.

    `own` are its words alone; `words` those too that lead into it and those of the provisions
    of the same act that it names; `named` every provision that these name, without act;
    `listed` how many nr. stand under it.
    """

    own: str
    words: str
    named: frozenset[LawRef]
    listed: int


def read_provision(text: ActText, ref: LawRef) -> Reading | None:
    """The reading of the provision; None where the act has no such provision, or only its number."""
    found, own = _present(text, ref), own_words(text, ref)
    if found is None or own is None:
        return None
    around = "\n".join((*_leads(text, found), own))
    others = sorted(references(around, ref, own=text.act))
    told = [(ref, around), *((other, _with_lead(text, replace(other, act=text.act))) for other in others)]
    return Reading(
        own=own,
        words="\n".join(words for _, words in told),
        named=frozenset().union(*(references(words, place) for place, words in told)),
        listed=_listed(text, found),
    )


def own_words(text: ActText, ref: LawRef) -> str | None:
    """The provision's words, a punktum's being those of all that holds it; None where the act has none."""
    found = _present(text, ref)
    return text.quote(found) if found is not None else None


def _present(text: ActText, ref: LawRef) -> Provision | None:
    found = text.lookup(ref.without_pkt())
    return found if found is not None and found.state is State.PRESENT else None


def _with_lead(text: ActText, ref: LawRef) -> str:
    found = _present(text, ref)
    return "\n".join((*_leads(text, found), text.quote(found))) if found is not None else ""


def _leads(text: ActText, provision: Provision) -> tuple[str, ...]:
    """The words above a nr. or litra that lead into its list, without the other ones."""
    above = text.at(provision.parent) if provision.parent else None
    if above is None or above.kind not in _ABOVE:
        return ()
    return (*_leads(text, above), _without_parts(text, above))


def _without_parts(text: ActText, provision: Provision) -> str:
    position, kept = provision.body, []
    for part in text.within(provision):
        kept.append(text.text[position : part.start])
        position = part.end
    return "".join((*kept, text.text[position : provision.end])).strip()


def _listed(text: ActText, provision: Provision) -> int:
    below = text.within(provision)
    lists = (text.within(part) for part in below if part.kind is ProvisionKind.STK)
    return sum(part.kind is ProvisionKind.NR for part in (*below, *(nr for found in lists for nr in found)))
