"""Whether a reference points at something in an act's structure, and how it is written precisely."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from corpus.acts import Section, Stk
from corpus.reference import LawRef

# The letters of a litra and of a section such as "75 å", in their order.
ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"


class Status(StrEnum):
    """What a reference comes to on a given day.

    NO_VERSION_KNOWN says that the corpus cannot tell: no version of the act covers that
    day, or we know only a part of the version.
    """

    EXISTS = "exists"
    REPEALED = "repealed"
    NO_SUCH_SECTION = "no_such_section"
    NO_SUCH_STK = "no_such_stk"
    NO_SUCH_NR = "no_such_nr"
    NO_SUCH_LITRA = "no_such_litra"
    ACT_UNKNOWN = "act_unknown"
    NO_VERSION_KNOWN = "no_version_known"


def locate(sections: Mapping[str, Section], ref: LawRef) -> tuple[Status, LawRef]:
    """The status of `ref` in that structure and its precise form, without punktum.

    Precise is: "§ 64", not "§ 64, stk. 1", where the section has only one stk.; and with
    its stk. where the section has several and a nr. was named without it. For a
    reference that does not exist the form comes back as it was given.
    """
    asked = ref.without_pkt()
    section = sections.get(asked.section)
    if section is None:
        return Status.NO_SUCH_SECTION, asked
    if section.repealed:
        return Status.REPEALED, asked
    if asked.stk is not None and not 1 <= asked.stk <= len(section.stk):
        return Status.NO_SUCH_STK, asked
    if asked.stk is None and asked.nr is None:
        return (Status.NO_SUCH_LITRA if asked.litra else Status.EXISTS), asked
    position = asked.stk or _stk_with_nr(section, asked.nr or 0)
    status = _status_in(section.stk[position - 1], asked)
    if status is not Status.EXISTS:
        return status, asked
    return status, replace(asked, stk=position if len(section.stk) > 1 else None)


def _stk_with_nr(section: Section, nr: int) -> int:
    """The first stk. that has that nr., else the first."""
    return next((i for i, stk in enumerate(section.stk, start=1) if 1 <= nr <= len(stk.numbers)), 1)


def _status_in(stk: Stk, ref: LawRef) -> Status:
    if stk.repealed:
        return Status.REPEALED
    if ref.nr is None:
        return Status.NO_SUCH_LITRA if ref.litra else Status.EXISTS
    if not 1 <= ref.nr <= len(stk.numbers):
        return Status.NO_SUCH_NR
    if ref.litra is not None and ref.litra not in tuple(ALPHABET[: stk.numbers[ref.nr - 1]]):
        return Status.NO_SUCH_LITRA
    return Status.EXISTS
