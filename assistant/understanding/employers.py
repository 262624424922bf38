"""Where the citizen has worked, in which order, and whether the placement lies there.

Only employment counts, with or without wage subsidy; of several the last one. What the order of the words leaves
open stays unknown, so that it is asked for.
"""

import re
from dataclasses import dataclass
from typing import Any

from assistant.understanding.numbers import is_number

# Small words, times and states that follow "i" and "hos" or a name, but are no name.
_NO_NAME = frozenset(
    """
    andet anden andre arbejde arbejdet arbejder afklaring bagefter barsel butik butikker dag dagpenge den denne der
    deres derefter det dette efter efteraret efterfolgende ellers endnu engang en et ferie firma firmaer fleksjob
    for foraret forrige forst fra fire fem fuldtid gang ham han hans har hende hendes herefter hun hver hvis hvor
    hvornar igen ikke inden indtil job jobbet kontanthjalp kan kun ledig ledighed lontilskud mange maned maneder med
    men min mit mere senere netop nogle nogen nu ny nye nyt nytteindsats og ogsa om over periode praktik praktikken
    samme seks sidst sidste siden sin sine sit skal skole som sommeren sted stedet stilling sygdom sygemeldt syg
    tidligere til time timer tilbud tilbage to tre uddannelse uge uger under uden var vikariat vil vinteren
    virksomhed virksomheder virksomhedspraktik vores ydelse ar arene dagpengemodtager januar februar marts april maj
    juni juli august september oktober november december
    """.split()  # noqa: SIM905
)
_PLACE = r"(?P<name>[^\W\d]\w{2,})(?:\W+(?:(?:i|pa)\W+)?(?P<area>[^\W\d]\w{2,}))?"
_LINK = r"(?:i|hos|pa|fra|ved)"
_WORKED = re.compile(
    rf"(?P<latest>\b(?:senest|sidst|seneste|sidste)\W+(?:\w+\W+)?)?"
    rf"\b(?:ansat|arbejdede|arbejdet|job|ansattelse\w*|fyret|opsagt|stopped?e|stoppet)"
    rf"(?:\W+(?:som\W+\w+|sidst|senest))?\W+{_LINK}\W+{_PLACE}"
)
_AFTERWARDS = r"(?:derefter|derpa|bagefter|efterfolgende|herefter|siden|senere)"
_THEN = re.compile(
    rf"\b{_AFTERWARDS}\W+(?:(?:har|var|hun|han|borgeren|varet|haft|fik|fast|job|ansat|arbejdede|arbejdet)\W+){{0,4}}"
    rf"(?P<link>{_LINK}\W+)?{_PLACE}"
)
# "Netto 2022, Rema bagefter": the time after the name, at the end of the clause.
_LAST_OF_ALL = re.compile(rf"\b{_LINK} +(?P<name>[^\W\d]\w{{2,}}) +{_AFTERWARDS}(?=\W*(?:$|[.,;?!]))")
_PLACEMENT = re.compile(rf"\b(?:praktik\w*|tilbage|retur)\W+(?:(?:igen|tilbage|nu)\W+)?(?:i|hos|pa|ved|til)\W+{_PLACE}")

_SAME_PLACE = re.compile(
    r"\b(?:samme|det|den) (?:sted|virksomhed|arbejdsgiver|arbejdsplads|firma|butik|institution|plads|afdeling)\w*\b"
    r"|\bhos (?:dem|samme)\b|\bder\W*(?:$|[.?!,]|bagefter|efter|nu\b|igen)"
)
_PLACED_AFTER = re.compile(
    r"\bpraktik\w*\b[^.?!]*\b(?:efter|oven pa|ovenpa|i forlangelse af)\W+(?:\w+\W+){0,4}?lontilskud"
)
_SUBSIDY_BEFORE = re.compile(
    r"\b(?:forst|har (?:\w+ )?(?:varet|haft|fat)|var|efter|(?:afslut|slut|stop|ophor|udlob)\w*|lige|netop|tidligere"
    r"|kommer fra)\b[^.?!]*\blontilskud\w*\b.*\bpraktik"
    r"|\blontilskud\w*\b.*\b(?:sa|derefter|bagefter|herefter|efterfolgende|nu|slut\w*|udlob\w*|ophor\w*)\b.*\bpraktik"
    r"|\blontilskud\w*\b.*\bpraktik\w*\b.*\b(?:bagefter|derefter|efterfolgende|herefter)\b",
    re.DOTALL,
)
_SUBSIDY_AFTER = re.compile(
    r"\b(?:lontilskud\w*\W+(?:\w+\W+){0,4}?efter\W+(?:\w+\W+){0,3}?praktik"
    r"|praktik\w*\b.*\b(?:sa|derefter|bagefter|herefter|efterfolgende|forud for|inden)\W+(?:\w+\W+){0,4}?lontilskud)",
    re.DOTALL,
)

# An employment once, of which nothing says that it was the last.
_FORMERLY = re.compile(
    r"\bhar\W+(?:\w+\W+){0,2}?(?:tidligere|forud|engang)\W+(?:varet\W+)?ansat\b"
    r"|\b(?:tidligere|forud|engang)\W+har\W+varet\W+ansat\b"
    r"|\bhar\W+(?:\w+\W+){0,2}?varet\W+ansat\W+(?:\w+\W+){0,3}?(?:tidligere|forud|engang)\b"
)
_OF_THE_LAST = re.compile(
    r"\b(?:senest\w*|sidst\w*|forrige|indtil|frem til|fyret|opsagt|afskediget|stoppe\w*|fratrad\w*|lontilskud\w*|siden"
    r"|gamle|tidligere (?:arbejdsgiver|arbejdsplads|job)\w*|(?:19|20)\d\d)\b"
)


@dataclass(frozen=True, slots=True)
class _Job:
    """An employment at a named place; `sure` where the words say that it is one, `latest` that it was the last."""

    name: str
    area: str | None
    start: int
    sure: bool
    later: bool
    latest: bool = False


def employer_facts(plain: str) -> dict[str, Any]:
    """What the order of the employments says of the placement's place; None for what it leaves open.

    >>> employer_facts("var ansat i netto, senere ansat i rema. praktik i rema?")
    {'latest_employer': True}
    >>> employer_facts("var ansat i netto, senere ansat i rema. praktik i netto?")
    {'latest_employer': False}
    """
    if _after_subsidy(plain):
        return {"latest_employer": True}
    place = next((found for match in _PLACEMENT.finditer(plain) if (found := _named(match))), None)
    jobs = _jobs(plain)
    last = _last(jobs)
    if last is None or place is None:
        return {}
    name, area = place
    if last.name == name:
        other = area is not None and last.area is not None and area != last.area
        return {"latest_employer": True, "other_p_number": True} if other else {"latest_employer": True}
    if any(job.name == name for job in jobs):
        return {"latest_employer": False if last.sure else None}
    return {"latest_employer": None}


def formerly(plain: str) -> bool:
    """True where an employment is told of that may have been followed by others: only the latest one bars.

    >>> formerly("har tidligere varet ansat i virksomheden"), formerly("var ansat i virksomheden indtil maj")
    (True, False)
    """
    return bool(_FORMERLY.search(plain)) and not _OF_THE_LAST.search(plain)


def _after_subsidy(plain: str) -> bool:
    """True for a placement where the citizen was in wage subsidy before: that was an employment."""
    if _SUBSIDY_AFTER.search(plain) or not _SAME_PLACE.search(plain):
        return False
    return bool(_PLACED_AFTER.search(plain) or _SUBSIDY_BEFORE.search(plain))


def _jobs(plain: str) -> list[_Job]:
    """The employments at named places, as they stand in the text."""
    jobs: list[_Job] = []
    for match in _WORKED.finditer(plain):
        if named := _named(match):
            later = bool(re.search(rf"\b{_AFTERWARDS}\W+(?:\w+\W+){{0,4}}$", plain[: match.start()]))
            jobs.append(_Job(*named, match.start(), sure=True, later=later, latest=bool(match["latest"])))
    if not jobs:
        return []
    for pattern in (_THEN, _LAST_OF_ALL):
        for match in pattern.finditer(plain):
            if (named := _named(match)) and match.start() > jobs[0].start:
                sure = pattern is _LAST_OF_ALL or bool(match["link"])
                jobs.append(_Job(*named, match.start(), sure=sure, later=True))
    return jobs


def _last(jobs: list[_Job]) -> _Job | None:
    """The last employment, where the words say which it is."""
    latest = next((job for job in jobs if job.latest), None)
    return latest or next((job for job in reversed(jobs) if job.later), None)


def _named(match: re.Match[str]) -> tuple[str, str | None] | None:
    name, area = match["name"], match.groupdict().get("area")
    if not _is_name(name):
        return None
    return name, area if area and _is_name(area) else None


def _is_name(word: str) -> bool:
    return word not in _NO_NAME and not is_number(word)
