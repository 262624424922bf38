"""200 generated questions: enough variety that a citation which can go wrong somewhere does.

Templates × groups × weeks × dates × the documents' own headings, drawn with a fixed seed.
Where the law leaves no doubt about the duration, the verdict is demanded as well; the
limits below are the law's (LAB § 61, since 1 January 2020), not the program's.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import cycle

from evals.cases import DEFAULT_ON, Case, split_of

COUNT = 200
_SEED = 61
_FOUR_WEEKS = (
    "dagpengemodtager",
    "jobparat kontanthjælpsmodtager",
    "uddannelsesparat uddannelseshjælpsmodtager",
    "jobparat selvforsørgende",
)
_THIRTEEN_WEEKS = (
    "aktivitetsparat kontanthjælpsmodtager",
    "sygedagpengemodtager",
    "person i jobafklaringsforløb",
    "person i ressourceforløb",
    "person, der er visiteret til fleksjob",
    "revalidend",
    "førtidspensionist",
    "aktivitetsparat selvforsørgende",
)
# Days on which the two-step limit of § 61 applied and no national trial departed from it.
_DAYS = (date(2020, 1, 1), date(2020, 9, 30), date(2021, 4, 20), date(2023, 5, 1), date(2024, 1, 1), DEFAULT_ON)
_WEEK_TEMPLATES = (
    "Kan en {group} være i virksomhedspraktik i {weeks} uger?",
    "Må vi bevilge {weeks} ugers praktik til en {group}?",
    "En {group} er tilbudt praktik i {weeks} uger. Holder det?",
)
_DATE_TEMPLATES = (
    "En {group} starter i praktik den {start}. Hvornår skal den senest slutte?",
    "Hvad er sidste dag i praktik for en {group}, der begynder {start}?",
)
_OPEN_TEMPLATES = (
    "Kan en {group} komme i praktik hos sin seneste arbejdsgiver?",
    "Har en {group} ret til en praktik, som vedkommende selv har fundet?",
    "Kan praktikken forlænges for en {group}?",
    "Hvad er formålet med praktik for en {group}?",
    "Må en {group} have løntimer ved siden af praktikken?",
    "Hvor kan en {group} klage over en praktik?",
)
_HEADING_TEMPLATES = ("Hvad siger rapporterne om {heading}?", "{heading} – hvad gælder?", "fortæl om {heading}")
_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)


# BEK 1464/2019 and its followers: Job-bro, then NExTWORK twice; first and last day.
_LOCAL_TRIALS = (
    (date(2018, 1, 1), date(2020, 3, 31)),
    (date(2020, 1, 1), date(2023, 10, 31)),
    (date(2024, 2, 1), date(2025, 8, 31)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A question before it is a case; `verdicts` is empty where the law leaves room."""

    turn: str
    on: date
    verdicts: dict[str, str] = field(default_factory=dict)


def generated_cases(count: int = COUNT, seed: int = _SEED) -> tuple[Case, ...]:
    """The same `count` questions for the same seed; there are about 9,000 to draw from."""
    draw = random.Random(seed)
    makers = cycle((_weeks_case, _date_case, _open_case, _heading_case))
    drawn: dict[tuple[str, date], Drawn] = {}
    while len(drawn) < count:
        one = next(makers)(draw)
        drawn.setdefault((one.turn, one.on), one)
    return tuple(_case(number, one) for number, one in enumerate(drawn.values()))


@cache
def headings() -> tuple[str, ...]:
    """Lines in capitals in the shipped documents: their headings and boxes."""
    return tuple(sorted(set(_headings())))


def _headings() -> Iterator[str]:
    for file in sorted(files("corpus").joinpath("sources").iterdir(), key=lambda entry: entry.name):
        lines = (" ".join(line.split()) for line in file.read_text(encoding="utf-8").splitlines())
        yield from (line.lower() for line in lines if re.fullmatch(r"[A-ZÆØÅ][A-ZÆØÅ ,:-]{11,70}[A-ZÆØÅ]", line))


def _case(number: int, drawn: Drawn) -> Case:
    name = f"genereret-{number:03d}"
    return Case(
        id=name,
        suite="generated",
        split=split_of(name),
        turns=(drawn.turn,),
        on=drawn.on,
        verdicts=drawn.verdicts,
        may_decline=True,
    )


def _weeks_case(draw: random.Random) -> Drawn:
    short = draw.choice((True, False))
    group = draw.choice(_FOUR_WEEKS if short else _THIRTEEN_WEEKS)
    weeks = draw.randint(1, 30)
    turn = draw.choice(_WEEK_TEMPLATES).format(group=group, weeks=weeks)
    on = draw.choice(_DAYS)
    may_extend = not short or (group.startswith("uddannelsesparat") and _local_trial(on))
    return Drawn(turn=turn, on=on, verdicts=_verdict(weeks, 4 if short else 13, may_extend=may_extend))


def _local_trial(on: date) -> bool:
    """True where some municipalities could give uddannelsesparate 13 weeks and more (Job-bro, NExTWORK)."""
    return any(first <= on <= last for first, last in _LOCAL_TRIALS)


def _verdict(weeks: int, limit: int, *, may_extend: bool) -> dict[str, str]:
    """Within the limit it is met; above it, the four-week groups breach it and the others need a reason."""
    if weeks <= limit:
        return {"duration": "met"}
    return {"duration|extension": "needs_assessment|missing_fact|breached" if may_extend else "breached"}


def _date_case(draw: random.Random) -> Drawn:
    start = date(2026, 1, 5) + timedelta(weeks=draw.randint(0, 40))
    shown = f"{start.day}. {_MONTHS[start.month - 1]} {start.year}"
    group = draw.choice(_FOUR_WEEKS + _THIRTEEN_WEEKS)
    return Drawn(turn=draw.choice(_DATE_TEMPLATES).format(group=group, start=shown), on=DEFAULT_ON)


def _open_case(draw: random.Random) -> Drawn:
    group = draw.choice(_FOUR_WEEKS + _THIRTEEN_WEEKS)
    return Drawn(turn=draw.choice(_OPEN_TEMPLATES).format(group=group), on=draw.choice(_DAYS))


def _heading_case(draw: random.Random) -> Drawn:
    heading = draw.choice(headings())
    return Drawn(turn=draw.choice(_HEADING_TEMPLATES).format(heading=heading), on=draw.choice(_DAYS))
