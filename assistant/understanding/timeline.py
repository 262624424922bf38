"""What each date in a question is: first day, last day, end of the benefit, or the day whose law is asked about.

A year or a month stands for one day of law. We take 1 July for a year and the first day for a
month: the middle of a year lies far from the turn of the year, when most of the law changed; and the
echo always shows the day, so that it can be corrected.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.understanding.dates import Dated, dates, impossible
from assistant.understanding.day_order import in_order
from assistant.understanding.numbers import WORDED, number
from corpus.dates import danish_date

_WINDOW = 45
_WEEK = timedelta(days=6)
_A_YEAR = timedelta(days=365)
_WEEKDAY = r"(?:mandag|tirsdag|onsdag|torsdag|fredag|lordag|sondag)"
_LEAD = rf"\W*(?:(?:den|det|hun|han|d|pa|i|om|pr|er|bliver|forst|altsa|is|on|{_WEEKDAY})\W+){{0,4}}$"
_END = re.compile(
    r"\b(?:til og med|tom|t o m|til|indtil|slut\w*|stop\w*|afslut\w*|ender|sidste dag\w*|ophor\w*|udlob\w*|senest"
    r"|until|to)(?:\W+og med)?" + _LEAD
)
_START = re.compile(
    r"\b(?:fra|begynd\w*|start\w*|opstart\w*|ivarksat\w*|forste dag\w*|from|starting|begin\w*)(?:\W+og med)?"
    r"(?:\W+i praktik\w*)?" + _LEAD
)
_BENEFIT = r"(?:dagpenge\w*|sygedagpenge\w*|kontanthjalp\w*|ydelse\w*|s?dp|kth|benefit\w*)"
_STOPS = (
    r"(?:udlob\w*|ophor\w*|stop\w*|slut\w*|opbrug\w*|brugt op|lober ud|slipper (?:op|ud)|er slut|rinder ud"
    r"|(?:falder|er) vak|bortfalder|end\w*|expire\w*)"
)
_BENEFIT_END = re.compile(
    rf"\b(?:{_BENEFIT}|ret|retten|ressourceforlob\w*)\b(?:[^\w,.?!]+(?!start|begynd)\w+){{0,6}}?[^\w,.?!]+{_STOPS}\b[^.?!]*$"
    rf"|\b(?:mister|miste|udlob\w*|ophor\w*)\b(?:\W+\w+){{0,4}}?\W+(?:ret\w*|{_BENEFIT})\b[^.?!]*$"
    r"|\bsidste (?:dagpengedag|ydelsesdag|dag (?:med|pa) (?:dagpenge|sygedagpenge|kontanthjalp\w*))\b[^.?!,\d]*$"
    rf"|\b(?:ret til|har) {_BENEFIT}\b[^.?!,]*\b(?:indtil|til|til og med)\W*(?:den\W*)?$"
)
_LAW = re.compile(
    r"\b(?:sag\w*|afgorelse\w*|regler\w*|reglen|lov\w*|gjaldt|galder|galdende|bevilling\w*|ret)"
    r"\W+(?:\w+\W+){0,2}?(?:fra|pr|den|i|om)\W*(?:og med\W*)?(?:den\W*)?$"
)
_ACT = re.compile(
    r"\b(?:minianalyse\w*|analyse\w*|undersogelse\w*|rapport\w*|notat\w*|vejledning\w*|svar\w*|koncept\w*"
    r"|bilag\w*|lbk|bek|lov nr\w*|praksisundersogelse\w*|statistik\w*)\b[^.?!]*$"
)
# A year that something happened to the citizen is not the day of the law ("hvor hun var ansat i 2021").
_LIFE = re.compile(
    r"\b(?:ansat|arbejdede|har arbejdet|uddannet|fodt|fyret|opsagt|afskediget|dimittere\w*|eksamen"
    r"|employed|worked|born)"
    r"(?:\W+(?!praktik|forlob)\w+){0,3}\W*$"
    r"|^(?!.*\b(?:praktik|vp\b)).*\b(?:tidligere|gamle?|gammel) "
    r"(?:arbejdsgiver|arbejdsplads|job|chef|stilling)\w*\W+(?:\w+\W+)?$"
)
# When the citizen leaves a job, no placement begins ("ansat endnu, fratræder 31/12").
_LEAVES = re.compile(
    r"\b(?:fratrad\w*|opsagt|sagt op|fyret|sidste arbejdsdag|opsigelse\w*"
    r"|(?:stopper|slutter) (?:i|pa|hos|med) (?:sit |sin )?(?:job|arbejd|stilling)\w*"
    r"|(?:job|ansattelse)\w* (?:stopper|slutter|ophorer))"
    r"(?:\W+(?:til|pr|per|med|udgangen|af|den|d|er|fra|sit|job|jobbet|virkning)){0,4}\W*$"
)
# An earlier placement is not the day of the law where a new one is asked about ("var i praktik i 2018. Må hun nu …").
_EARLIER = re.compile(r"\b(?:praktik\w*|forlob\w*|placement\w*)(?:\W+(?!gjaldt|regl)\w+){0,4}\W*$")
_ANEW = re.compile(r"\b(?:nu|igen|i dag|en ny|ny praktik|en anden|again|now)\b")
# "siden den 1. juni": since when the placement has gone on, unless the words next to it tell of something else.
_SINCE = re.compile(r"\b(?:siden|since)\W+(?:den\W+|d\W+)?$")
_PLACED = re.compile(
    r"\b(?:\w*praktik\w*|forlob\w*|i gang|begyndt\w*|startet|placement|internship)"
    r"\b(?:\W+(?!ledig|ansat|syg|dagpenge|kontanthjalp|arbejd)\w+){0,5}\W*$"
)
_USED_SINCE = re.compile(
    rf"\b(?:haft|varet|gaet|brugt|faet|allerede)\W+(?:\w+\W+){{0,5}}?(?P<weeks>\d{{1,2}}|{WORDED})\W+uger?\b"
    r"(?:\W+(?!ledig|ansat|syg|dagpenge|kontanthjalp|arbejd)\w+){0,5}\W*$"
)
# The day of a decision ("afgørelsen blev truffet den …") is no day of the placement.
_DECIDED = re.compile(
    r"\b(?:\w*afgorelse\w*|afgjort|\w*breve?(?:t|ts)?|meddel\w*|truffet|traf|bevilget|afslag\w*|afslaet|partshor\w*|dateret"
    r"|decision|dated)\b(?:\W+(?!praktik|forlob|tilbud|start|begynd|fra og med|klag)\w+){0,4}?\W*$"
)
# "26 uger er gået på fredag", "på fredag er der gået 26 uger": when time is spent, nothing begins.
_GONE = re.compile(r"\b(?:gat|gaet|brugt|opbrugt|omme|forbi|ovre|udlobet|afsluttet|fardig\w*|passeret)" + _LEAD)
_GONE_AFTER = re.compile(
    r"^\W*(?:er|har|vil|bliver|have|are)\b(?:\W+\w+){0,5}?\W+(?:gat|gaet|brugt|opbrugt|omme|forbi|ovre|udlobet|passeret)\b"
)
# The day of a time limit or a talk begins no placement.
_DEADLINE = re.compile(r"\b(?:\w*frist\w*|\w*samtale\w*|modet?|opfolgning\w*)\W+(?:(?:er|den|d|pa|udlober)\W+){0,3}$")
# What tells of a placement that it is to last longer than it was to.
_GOES_ON = re.compile(
    r"\b(?:forlang\w*|fortsat\w*|udvid\w*|bliver?|beholde|videre|extend\w*|continue\w*|stay"
    r"|(?:vil|skal|kan|ma|onsker) (?:\w+ ){0,2}?(?:have|beholde) (?:ham|hende|borgeren|vedkommende|dem))\b"
)
_UNTIL = re.compile(r"\b(?:til|indtil|frem til|til og med)\W+$")
_OFF = re.compile(r"\b(?:ferie\w*|fri|syg\w*|lukket|barsel|orlov)\b")
_LENGTH = re.compile(r"\b(?:\d+|to|tre|fire|fem|seks|syv|otte|ni|ti|tretten|seksogtyve)\W+(?:uger|maneder|weeks)\b")
_BENEFIT_OPEN = re.compile(
    r"^\W*(?:(?:nej|undskyld|hov|men|jo|og|hvis)\W+)*(?:den|de|retten)\W+(?:udlob\w*|ophor\w*)\W+(?:forst|senere|tidligere)\b"
    rf"|\b(?:{_BENEFIT}|dagpengeret\w*|ret|retten)\b(?:[^\w,.?!]+\w+){{0,4}}?[^\w,.?!]+{_STOPS}\b(?:[^\w.?!]+\w+){{0,3}}?"
    r"[^\w.?!]+(?:senere|forst|tidligere|en anden dag|jan\w*|feb\w*|mar[ts]\w*|apr\w*|maj|jun\w*|jul\w*|aug\w*|sep\w*"
    r"|okt\w*|nov\w*|dec\w*)\b"
)
_BEFORE = re.compile(r"\b(?:forud|inden|indtil|before)\W+(?:den\W+|d\W+)?$")
_PAST = re.compile(r"\b(?:var|gjaldt|kunne|matte|skulle|blev|fik|havde|ville|was|were|gjalt)\b")
_ASKS_LAW = re.compile(
    r"\b(?:gjaldt|gjalt|galder|galdende|regle[rn]\w*|regel|lov\w*|matte|sag fra|sag"
    r"|(?:hvad|hvordan|hvor \w+) var|var der)\b"
)
_SHIFTS = re.compile(r"\b(?:overga\w*|skift\w*|bliver|raskmeld\w*)\b")
_RANGE = re.compile(r"^\W*(?:til|-|–|og)\W*$")


_SAYS_WHICH = re.compile(r"\b(?:fra|til|start\w*|begynd\w*|slut\w*|from|to|i dag|i morgen)\b")
_WHICH_DAY = "Den {day} er ikke brugt: skriv, om det er første dag, sidste dag eller den dag, ydelsen udløber."


@dataclass(slots=True)
class Timeline:
    """The days of a question by what they are; `loose` if the law's day is only a year or month named in passing.

    `until_now` is the last day so far of a placement that is to last until `end`.
    `decided` is the day of a decision. `benefit_open` tells that the benefit ends on a day that is not said.
    `notes` say in Danish which days could not be used.
    """

    start: date | None = None
    end: date | None = None
    benefit_until: date | None = None
    law: date | None = None
    decided: date | None = None
    benefit_open: bool = False
    loose: bool = False
    until_now: date | None = None
    notes: tuple[str, ...] = ()

    def put(self, name: str, day: date, *, goes_on: bool) -> None:
        """A day in its part; of two last days of a placement that goes on, the first is the one until now."""
        if name == "end" and goes_on and self.end is not None and (self.start or self.end) <= self.end < day:
            self.until_now = self.end
        setattr(self, name, day)

    def answer(self, asked: Sequence[str], dated: Dated, told: Collection[str], words: str) -> None:
        """A bare day is the one that was asked for, unless its words say that it is another of those.

        Where none was asked for, and the turn before told several, the day is none of them until its words say which.

        Args:
            asked: the facts that the turn before asked for.
            dated: the day.
            told: the facts that the turn before told.
            words: the folded words around the day.
        """
        wanted = [name for name in ("benefit_until", "end", "start") if name in asked]
        if dated.kind not in ("day", "relative", "lately"):
            return
        if not wanted and len({"benefit_until", "end", "start"} & set(told)) > 1 and not _SAYS_WHICH.search(words):
            self.start = self.end = self.law = None
            self.notes += (_WHICH_DAY.format(day=danish_date(dated.first)),)
        if not wanted or self.facts().keys() & set(wanted):
            return
        self.start = self.end = self.law = None
        setattr(self, wanted[0], dated.first)

    def facts(self) -> dict[str, date]:
        """The facts of a case that the days are."""
        days = {"start": self.start, "end": self.end, "benefit_until": self.benefit_until}
        return {name: day for name, day in days.items() if day is not None}


def timeline(plain: str, on: date, today: date | None = None) -> tuple[Timeline, tuple[Dated, ...]]:
    """The days of the question, and every date that was read.

    Args:
        plain: the folded text.
        on: the day whose law was spoken of until now.
        today: the day of the question; by default `on`.
    """
    today = today or on
    found = dates(plain, on, today)
    line = Timeline(notes=tuple(f"Datoen {day} findes ikke, så den er ikke brugt." for day in impossible(plain)))
    goes_on = bool(_GOES_ON.search(plain))
    for index in range(len(found)):
        for name, day in _roles(_context(plain, found, index, today), line):
            line.put(name, day, goes_on=goes_on)
    if line.start is not None and line.end is not None:
        line.start, line.end, note = in_order(line.start, line.end, {one.first for one in found if one.guessed})
        line.notes += (note,) if note else ()
    line.notes += tuple(_read_as(line, plain, one) for one in found if one.about and _used(line, one))
    line.law = line.law or line.decided
    line.benefit_open = line.benefit_until is None and bool(_BENEFIT_OPEN.search(plain))
    line.loose = line.law is not None and not _ASKS_LAW.search(plain) and {d.kind for d in found} <= {"year", "month"}
    if line.law is None:
        line.law = _past_case(line, plain, today)
    return line, found


def _used(line: Timeline, dated: Dated) -> bool:
    """True unless a week that is told only about gave no day."""
    return dated.kind != "week" or bool({dated.first, dated.last} & set(line.facts().values()))


def _read_as(line: Timeline, plain: str, dated: Dated) -> str:
    """What a day told only about is read as."""
    said = f"»{plain[dated.start : dated.end]}«".replace("naste", "næste")
    day = dated.last if dated.last in (line.end, line.benefit_until) else dated.first
    return f"{said} er læst som den {danish_date(day)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """A date and the words around it."""

    dated: Dated
    whole: str
    before: str
    after: str
    since: str
    opens: bool
    closes: bool
    past: bool
    asks_now: bool
    asks_law: bool
    shifts: bool
    anew: bool
    lasts: bool
    on: date

    @property
    def starts(self) -> bool:
        return bool(_START.search(self.before))

    @property
    def denies(self) -> bool:
        """True for "før 2020", "indtil den 1. juni"."""
        return bool(re.match(r"(?:forud|inden|indtil|before)\b", self.whole) or _BEFORE.search(self.before))

    @property
    def spent(self) -> bool:
        """True for a day on which so many weeks have gone."""
        return bool(_GONE.search(self.before) or _GONE_AFTER.match(self.after))


_Role = tuple[str, date] | None


def _context(plain: str, found: Sequence[Dated], index: int, on: date) -> _Context:
    dated = found[index]
    after = plain[dated.end : found[index + 1].start] if index + 1 < len(found) else "."
    since = plain[found[index - 1].end : dated.start] if index else "."
    before = re.split(r"[?!;]|\.\s", plain[max(0, dated.start - _WINDOW) : dated.start])[-1]
    return _Context(
        dated=dated,
        whole=plain[dated.start : dated.end],
        before=before,
        after=re.split(r"[.?!;]", plain[dated.end : dated.end + _WINDOW])[0],
        since=since if index else before,
        opens=bool(_RANGE.match(after)),
        closes=bool(_RANGE.match(since)),
        past=bool(_PAST.search(plain)),
        asks_now=bool(re.search(r"\b(?:galder|regl\w*|lov\w*|er det|nu|ma|kan)\b", plain)),
        asks_law=bool(_ASKS_LAW.search(plain)),
        shifts=bool(_SHIFTS.search(plain)),
        anew=bool(_ANEW.search(plain)),
        lasts=bool(_LENGTH.search(plain)),
        on=on,
    )


def _roles(context: _Context, line: Timeline) -> tuple[tuple[str, date], ...]:
    """Every part that the date plays; `line` is what the dates before it have told."""
    match context.dated.kind:
        case "span":
            return ("start", context.dated.first), ("end", context.dated.last)
        case "week":
            return _roles_of_week(context, line)
        case _:
            role = _role(context)
            return (role,) if role else ()


def _roles_of_week(context: _Context, line: Timeline) -> tuple[tuple[str, date], ...]:
    """A week of the calendar: "fra uge 40" begins, "til uge 45" ends, "i uge 40" does both if no length is told."""
    dated = context.dated
    start, end = ("start", dated.first), ("end", dated.last)
    if dated.last - dated.first > _WEEK:
        return start, end
    if dated.about and not (context.starts or _END.search(context.before)):
        return ()
    if context.denies or context.spent or re.search(r"\b(?:efter|siden|after|since)\W+$", context.before):
        return ()
    if context.starts or context.opens:
        return (start,)
    if context.closes or _END.search(context.before):
        return (end,)
    if line.start or _OFF.search(context.before) or _OFF.search(context.after):
        return ()
    return (start,) if context.lasts else (start, end)


def _role(context: _Context) -> _Role:
    """What the date is, as a field of `Timeline` and a day; None where it is nothing of the case's."""
    match context.dated.kind:
        case "day" | "relative":
            return _role_of_day(context)
        case "lately":
            return _role_of_late_day(context)
        case "newyear" if _UNTIL.search(context.before):
            return "end", date(context.on.year, 12, 31)
        case "newyear":
            return ("law", date(context.on.year - 1, 12, 31)) if context.denies and context.past else None
        case "today" if context.starts:
            return "start", context.on
        case "today":
            return ("law", context.on) if context.asks_now else None
        case _:
            return _role_of_stretch(context)


def _role_of_day(context: _Context) -> _Role:
    day, before = context.dated.first, context.before
    # The benefit ends on the first day named after it, not on a later one.
    if _BENEFIT_END.search(context.since):
        return "benefit_until", day
    if context.denies and not context.starts and context.past:
        return "law", day - timedelta(days=1)
    if context.spent or _LEAVES.search(before):
        return None
    if _DECIDED.search(before):
        return "decided", day
    begins = context.starts and day > context.on and not context.asks_law
    if _LAW.search(before) and not begins:
        return "law", day
    if _SINCE.search(before):
        return _role_since(context)
    if context.starts or context.opens:
        return "start", day
    if context.closes or _END.search(before):
        return "end", day
    if context.dated.kind == "relative" or (day > context.on and not context.asks_law):
        return None if context.shifts or _DEADLINE.search(before) else ("start", day)
    return "law", day


def _role_of_late_day(context: _Context) -> _Role:
    """A day gone by ("i mandags"): anything may have happened then, so its words must say what it is."""
    told = context.starts or context.closes or _END.search(context.before) or _DECIDED.search(context.before)
    return _role_of_day(context) if told else None


def _role_since(context: _Context) -> _Role:
    """What "siden den 1. juni" is: the first day of a placement that goes on, or the day of the law asked about."""
    before = _SINCE.sub("", context.before)
    if _PLACED.search(before) or _goes_on(before, context.dated.first, context.on):
        return "start", context.dated.first
    return ("law", context.dated.first) if context.asks_law else None


def _goes_on(before: str, since: date, on: date) -> bool:
    """True for "har haft 3 uger i Netto siden …", where so many weeks have gone since then and no more."""
    told = _USED_SINCE.search(before)
    return told is not None and abs((on - since).days - 7 * number(told["weeks"])) <= _WEEK.days + 1


def _role_of_stretch(context: _Context) -> _Role:
    """A year or a month: the law of that time, unless a document or a start is spoken of."""
    dated, before = context.dated, context.before
    if dated.kind == "year" and _LIFE.search(before) and not context.asks_law:
        return None
    if context.anew and context.past and not context.asks_law and _EARLIER.search(before):
        return None
    begins = context.starts and not _LAW.search(before) and dated.last >= context.on
    if _ACT.search(before) or _END.search(before) or begins:
        return None
    if _SINCE.search(before) and not context.asks_law:
        return None
    if context.denies:
        return "law", dated.first - timedelta(days=1)
    if context.whole.startswith("siden"):
        return None
    if context.whole.startswith("efter"):
        return "law", dated.last + timedelta(days=1)
    if dated.kind == "year" and not re.match(r"fra og med|pr", context.whole):
        return "law", date(dated.first.year, 7, 1)
    return "law", dated.first


def _past_case(line: Timeline, plain: str, on: date) -> date | None:
    """A placement that lies in the past is judged by the law of its first day.

    That it is over must be told, by the tense or by its having begun more than a year ago.
    """
    day = line.start or line.end
    if day is None or (line.end or day) >= on:
        return None
    return day if on - day > _A_YEAR or _PAST.search(plain) else None
