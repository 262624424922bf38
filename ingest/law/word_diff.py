"""Two texts compared word by word, cut to the places where they part."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

# As many words on each side make a change readable without the rest of a long stk.; nearer changes stand together.
_CONTEXT = 6
_CUT = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of the two texts that answer to each other; equal where nothing is changed."""

    old: str
    new: str

    @property
    def is_changed(self) -> bool:
        """True if the texts part here."""
        return self.old != self.new


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunk:
    """A place where the texts part, with some words around it; `minus` and `plus` mark what is gone and what is new."""

    stretches: tuple[Stretch, ...]
    starts_text: bool
    ends_text: bool

    @property
    def minus(self) -> str:
        """The place as it was, what is gone in [-…-]."""
        return self._joined(f"[-{s.old}-]" if s.is_changed and s.old else s.old for s in self.stretches)

    @property
    def plus(self) -> str:
        """The place as it is, what is new in {+…+}."""
        return self._joined(f"{{+{s.new}+}}" if s.is_changed and s.new else s.new for s in self.stretches)

    def _joined(self, parts: Iterator[str]) -> str:
        edges = ("" if self.starts_text else _CUT, *parts, "" if self.ends_text else _CUT)
        return " ".join(part for part in edges if part)


def word_hunks(old: str, new: str) -> tuple[Hunk, ...]:
    """Each place where the words differ, in order; changes near each other are one place.

    >>> [(hunk.minus, hunk.plus) for hunk in word_hunks("højst 4 uger i alt", "højst 8 uger i alt")]
    [('højst [-4-] uger i alt', 'højst {+8+} uger i alt')]
    """
    a, b = old.split(), new.split()
    # Without autojunk, because words such as "og" are as good an anchor as any in texts this short.
    groups = SequenceMatcher(None, a, b, autojunk=False).get_grouped_opcodes(_CONTEXT)
    return tuple(
        Hunk(
            stretches=tuple(Stretch(old=" ".join(a[i1:i2]), new=" ".join(b[j1:j2])) for _, i1, i2, j1, j2 in group),
            starts_text=group[0][1] == 0 and group[0][3] == 0,
            ends_text=group[-1][2] == len(a) and group[-1][4] == len(b),
        )
        for group in groups
    )
