"""One difference between our data and the official wording, as a maintainer reads it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Difference:
    """Where our data and the wording of a version part.

    `provision` is the place in the act ("§ 61, stk. 2") or in a rule ("varighed/forlaengelse, version 2");
    `differs` says what in a few Danish words; `file` is ours, relative to the package.
    """

    version: str
    provision: str
    differs: str
    file: str
