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
_POST = (
    r"(?:(?:fast|deltids|time|maneds)?ansat|\w*job|\w*jobbet|vikar\w*|afloser\w*|lareplads\w*|elevplads\w*|larling"
    r"|elev|timelonnet|stilling|arbejde)"
)
_WORKED = re.compile(
    rf"(?P<latest>\b(?:senest|sidst|seneste|sidste)\W+(?:\w+\W+)?)?"
    rf"\b(?:{_POST}|arbejdede|arbejdet|ansattelse\w*|fyret|opsagt|stopped?e|stoppet|(?:sygemeldt|orlov)"
    r"(?= (?:fra|hos) (?!sit\b|sin\b|et\b|en\b|hendes|hans|deres|job)))"
    rf"(?:\W+(?:som\W+\w+|sidst|senest|endnu|stadig))?\W+{_LINK}\W+{_PLACE}"
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
_ONCE = r"(?:tidligere|forud|engang|for\W+\w+(?:\W+\w+)?\W+(?:ar|maneder|mdr)\W+siden)"
_WAS_EMPLOYED = r"(?:(?:varet|var) ansat|arbejdet|arbejdede|(?:haft|havde) (?:et )?\w*job)"
_FORMERLY = re.compile(
    rf"\b(?:har\W+(?:\w+\W+){{0,2}}?{_ONCE}\W+(?:(?:varet|haft)\W+)?(?:et\W+)?(?:ansat|arbejdet|\w*job)"
    rf"|{_ONCE}\W+(?:\w+\W+)?(?:har\W+)?(?:{_WAS_EMPLOYED}|ansat)|{_WAS_EMPLOYED}\W+(?:\w+\W+){{0,4}}?{_ONCE}"
    r"|used to work|(?:previously|once) (?:worked|employed)"
    r"|(?:tidligere|gamle?|gammel|eks|former|old)\W+(?:arbejds(?:giver|plads|sted)|ansattelse|chef|mester|ag\b|job|arbejde"
    r"|stilling|plads|butik|employer|workplace|boss|company|firm\b|manager|place)\w*)\b"
)
_OLD_ONE = re.compile(
    r"\b(?:hos|til|pa|i|ved|for)\W+(?:(?:sin|sit|en|et|hendes|hans|deres)\W+)?"
    r"(?:gammel|gamle|eks|tidligere)\W+(?:arbejds(?:giver|plads|sted)|chef|mester|leder)\w*"
    r"|\b(?:her|his|their|a|an|the)\W+(?:old|former|ex)\W+(?:boss|employer|workplace|manager|job|company)\b"
)
# "der hvor hun var i løntilskud": an employment, and the place of the placement.
_SUBSIDY_THERE = re.compile(
    r"\b(?:hvor|virksomhed\w*|sted\w*|der|som)\W+(?:(?:han|hun|borgeren|vedkommende|de|jeg|tidligere|for|har|da)\W+){0,3}"
    r"(?:var|varet|havde|haft|er|kom fra)\W+(?:\w+\W+){0,3}?lontilskud\w*"
)
_OF_THE_LAST = re.compile(
    r"\b(?:senest\w*|sidst(?!e ar)\w*|forrige|indtil|frem til|fyret|opsagt|afskediget|stoppe\w*|fratrad\w*"
    r"|lontilskud\w*|(?<!ar )(?<!maneder )(?<!mdr )siden|last|latest)\b"
)
# The employment goes on, has come to an end, or will.
_GOES_ON = re.compile(
    rf"\b(?:(?:er|og|stadig\w*|fortsat|endnu|fast|sygedagpenge\w*|sygemeldt|jobafklaring\w*|jaf|sdp)\W+"
    rf"(?:fast\W*)?ansat|(?:sygemeldt|orlov) (?:fra|hos) (?!ledig)\w+|ansat\W+(?:endnu|stadig\w*|fortsat)"
    rf"|(?:sygemeld\w*|sygedagpenge\w*|orlov|syg|jobafklaring\w*|jaf)\W+(?:\w+\W+){{0,2}}?(?:fra|i|med)\W+"
    rf"(?:(?:sit|et|hendes|hans|fast|deltids?)\W+){{0,2}}{_POST})\b"
)
_ENDED = re.compile(
    r"\b(?:indtil|frem til|til (?:sommer\w*|efterar\w*|forar\w*|vinter\w*|nytar|jul|pask\w*"
    r"|(?:\d+\W+)?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*)|stoppet|stoppede|fyret|opsagt|afskediget"
    r"|fratradt\w*|ophort\w*|sluttet|sluttede|holdt op|sagde op|sagt op|mistede|mistet|afbrod|afbrudt\w*|ophavet)\b"
)
_LEAVES = re.compile(
    r"\b(?:fratrader|fratrade|(?:stopper|slutter) (?:i|pa|hos|med) (?:sit |sin )?(?:job|arbejd|stilling)\w*"
    r"|sidste arbejdsdag|i opsigelse\w*|(?:er|blev|blevet) (?:sagt op|opsagt|fyret) (?:til|pr|med|per))\b"
)
_PAST = re.compile(
    r"\b(?:var|havde|har (?:\w+ ){0,2}?(?:haft|varet|arbejdet)|arbejdede|arbejdet|tidligere|kommer fra|efter"
    r"|sidste ar)\b"
)
# "dér", "samme sted": the one workplace that has been named.
_THERE = re.compile(
    r"\b(?:praktik\w*|tilbage|retur)\W+(?:(?:igen|nu|tilbage|ud|ind|retur|i|pa|hos|\d+ uger?)\W+){0,3}"
    r"(?:der\b(?!\W+(?:hvor|som|er|har|ikke)\b)|(?:samme|det samme) (?:sted|firma)|(?:den )?samme "
    r"(?:virksomhed|butik|plads|afdeling|arbejdsgiver|arbejdsplads)|hos (?:dem|ham|hende|samme))"
)
# A second placement at a place named before: "praktik hos Netto i september, nu 4 uger hos Netto igen".
_PLACED_AGAIN = re.compile(
    r"\bpraktik\w*\b[^?!]*?\b(?:i|hos|pa|ved) (?P<name>[^\W\d]\w{2,})\b[^?!]*?"
    r"\b(?:i|hos|pa|ved) (?P=name)\W+(?:igen|en gang til|pa ny)\b"
)
# The answer to whether it was the last one.
_THAT_ONE = re.compile(
    r"^\W*(?:(?:ja|nej|jo|nah)\W+)?(?:det|den)\W+(?:er|var)\W+(?P<no>ikke\W+)?"
    r"(?:den|det|hendes|hans|borgerens)\W+(?:seneste|sidste)\W*$"
)
# "tæller han som ansat" and "kan det blive et job" tell of no employment that was.
_HOPED = re.compile(r"\b(?:fore til|far|fa|blive|bliver|soger|tilbudt|lovet|onsker|habe\w*)\W+(?:\w+\W+){0,3}$")


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
    if that := _THAT_ONE.match(plain):
        return {"latest_employer": not that["no"]}
    plain = _spelt(plain)
    again = {"repeated": True, "same_company": True} if _again(plain) else {}
    return again | _of_the_jobs(plain)


def _of_the_jobs(plain: str) -> dict[str, Any]:
    if _after_subsidy(plain):
        return {"latest_employer": True}
    jobs = _jobs(plain)
    last, place = _last(jobs), _place(plain, jobs)
    if place is None:
        return _elsewhere_since(plain, last)
    if last is None:
        return _of_the_only(plain, jobs, place[0])
    name, area = place
    if last.name == name:
        other = area is not None and last.area is not None and area != last.area
        return {"latest_employer": True, "other_p_number": True} if other else {"latest_employer": True}
    if any(job.name == name for job in jobs):
        return {"latest_employer": False if last.sure else None}
    return {"latest_employer": None}


def job_there(plain: str) -> bool:
    """True where the placement lies at the only place that an employment is told of: whether it bars is asked about.

    >>> job_there("har arbejdet i fakta. vp i fakta?"), job_there("har arbejdet i fakta. vp i rema?")
    (True, False)
    """
    plain = _spelt(plain)
    jobs = _jobs(plain)
    place = _place(plain, jobs)
    told_once = place is not None and {job.name for job in jobs} == {place[0]} and bool(_PAST.search(plain))
    return told_once or bool(_OLD_ONE.search(plain) or _SUBSIDY_THERE.search(plain))


def formerly(plain: str) -> bool:
    """True where an employment is told of that may have been followed by others: only the latest one bars.

    >>> formerly("har tidligere varet ansat i virksomheden"), formerly("var ansat i virksomheden indtil maj")
    (True, False)
    """
    return bool(_FORMERLY.search(plain)) and not _OF_THE_LAST.search(plain)


def _spelt(plain: str) -> str:
    return re.sub(r"\bvp\b", "praktik", plain)


def _again(plain: str) -> bool:
    """True for a second placement where one has been before, not for one where the citizen was employed."""
    match = _PLACED_AGAIN.search(plain)
    return match is not None and _is_name(match["name"]) and not _jobs(plain)


def _place(plain: str, jobs: list[_Job]) -> tuple[str, str | None] | None:
    """The named place of the placement; "dér" is the only place that an employment is told of."""
    named = next((found for match in _PLACEMENT.finditer(plain) if (found := _named(match))), None)
    if named is None and len({job.name for job in jobs}) == 1 and _THERE.search(plain):
        return jobs[0].name, None
    return named


def _of_the_only(plain: str, jobs: list[_Job], name: str) -> dict[str, Any]:
    """What is told by a placement at the only place of employment that is named."""
    if {job.name for job in jobs} != {name}:
        return {}
    if _LEAVES.search(plain):
        return {"latest_employer": True, "employed_there": None, "employed": None}
    if _GOES_ON.search(plain) and not _ENDED.search(plain):
        return {"employed_there": True, "latest_employer": None, "repeated": None}
    if _ENDED.search(plain):
        return {"latest_employer": True}
    return {}


def _elsewhere_since(plain: str, last: _Job | None) -> dict[str, Any]:
    """A former employer, where an employment at a named place is told to have come after it."""
    told_once = last is not None and len(re.findall(rf"\b{re.escape(last.name)}\b", plain)) == 1
    return {"latest_employer": False} if told_once and _FORMERLY.search(plain) else {}


def _after_subsidy(plain: str) -> bool:
    """True for a placement where the citizen was in wage subsidy before: that was an employment."""
    if _SUBSIDY_AFTER.search(plain) or not _SAME_PLACE.search(plain):
        return False
    return bool(_PLACED_AFTER.search(plain) or _SUBSIDY_BEFORE.search(plain))


def _jobs(plain: str) -> list[_Job]:
    """The employments at named places, as they stand in the text."""
    jobs: list[_Job] = []
    for match in _WORKED.finditer(plain):
        if (named := _named(match)) and not _HOPED.search(plain[: match.start()]):
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
