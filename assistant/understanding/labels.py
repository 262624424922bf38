"""The names and letters that several citizens are told of under: "Anna er på dagpenge, Berit er sygemeldt".

A label is one single word of the text as the guard has left it; surnames and full names never come this far.
"""

import re
from collections.abc import Sequence

from assistant.understanding.cues import plain_text

_CAPITAL = re.compile(r"(?<![\w\[])[A-ZÆØÅ](?:[a-zæøåéöü]{1,19})?(?!\w)")
_LETTER = re.compile(r"\b(?:borger|person|sag|deltager|kursist|ledig|citizen|case) (?:nr )?(?P<label>[a-hx-z])\b")
_SENTENCE = re.compile(r"[.?!;]\s")
# Words that begin a sentence or a clause and name nobody.
_NO_LABEL = frozenset(
    """
    hun han de den det en et jeg vi man i du der som hvor hvad hvem hvis hvornar hvordan nar da nu sa og men samt mens
    borger borgeren person personen vedkommende kvinden manden sag sagen min vores to tre begge forst forste senere
    sidst anden andre for forud efter ny kan ma skal vil er har far bor dels bade enten eller maj dag praktik praktikken
    jobcentret kommunen virksomheden ydelsen ledig ledige ung unge she he the who when how if and an they is
    """.split()  # noqa: SIM905
)
# So many letters before the group a name may stand.
_NEAR = 40
_CALLED = r"(?:^|[.?!,;:] |\b(?:og|men|med|for|om|til|hos|kan|ma|skal|vil|far|er|har|sa|borger|sag|person|nr) )"


def labels(original: str, plain: str, places: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The label of each citizen, in order; empty unless each of them has one of its own.

    Args:
        original: the guarded text, whose capitals show the names.
        plain: the folded text.
        places: where the target groups of the citizens are named, in order.
    """
    names = {plain_text(word) for word in _CAPITAL.findall(original)} - _NO_LABEL
    gaps = [(end, start) for end, (start, _) in zip([0, *(end for _, end in places)], places, strict=False)]
    before = tuple(_before(plain[end:start], plain[end : start + 2], names) for end, start in gaps)
    found = before if all(before) else tuple(_after(plain[end:], names) for _, end in places)
    return found if len(places) > 1 and all(found) and len(set(found)) == len(found) else ()


def labelled(plain: str, known: Sequence[str]) -> int | None:
    """The place of the one citizen whose label stands in the folded text; None for none or several.

    >>> labelled("berit i 20 uger?", ("anna", "berit")), labelled("anna og berit?", ("anna", "berit"))
    (1, None)
    >>> labelled("og b i 10?", ("a", "b")), labelled("hun er i en a-kasse", ("a", "b"))
    (1, None)
    """
    said = {label for label in known if _stands(label, plain)}
    return known.index(said.pop()) if len(said) == 1 else None


def _stands(label: str, plain: str) -> bool:
    lead = _CALLED if len(label) == 1 else r"\b"
    return re.search(rf"{lead}{re.escape(label)}s?\b(?!-)", plain) is not None


def _before(text: str, lettered: str, names: set[str]) -> str:
    """The label in the words before a group, the nearest one; "" for none.

    In "borger A dagpenge" the letter has been read as the group's own, so `lettered` reaches into its name.
    """
    clause = _SENTENCE.split(text)[-1]
    if letters := _LETTER.findall(_SENTENCE.split(lettered)[-1]):
        return str(letters[-1])
    return next((word for word in reversed(re.findall(r"\w+", clause[-_NEAR:])) if word in names), "")


def _after(text: str, names: set[str]) -> str:
    """The name that stands right behind a group ("dagpengemodtageren Anna"); "" for none."""
    match = re.match(r"\W{1,3}(\w+)", text)
    return match[1] if match and match[1] in names else ""
