"""Counted things that are no stretch of time: the citizen's age, hours a week, employees, people placed."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.understanding.numbers import WORDED, Quantity, number, quantities, rounded
from assistant.understanding.staff import Staff, blanked_staff, blanked_whole, staff

_OLDEST = 120
_HOURS_A_WEEK = 168
# Hours told without "om ugen" are taken for a week's only where they can be.
_FEWEST, _MOST = 5, 60
_MOST_PEOPLE = 100_000

_AFTER_AGE = r"(?=\W*(?:$|[.,?!;]| og| skal| har| uden| med| er| som| der| i | kan| vil| pa))"
# Whom an age without "på" or "-årig" may follow: "mand 52 år", "APK 34 år".
_AGED = (
    r"(?:mand|kvinde|borger|person|dame|fyr|ung|ledig|\w*modtager|\w*parat|\w*visiteret|revalidend|sygemeldt"
    r"|s?dp|[aj]pk?|a?up|kth|kontanthjalp|jaf|fleks|ly|rf)"
)
_AGE = re.compile(
    rf"\b(?P<a>\d{{1,3}})[ -]*arig\w*|\b(?P<b>\d{{1,3}}) ar gammel"
    rf"|(?:^|,|\bog|\bmen|\b{_AGED})\W*(?P<d>\d{{2}}) ar\b(?! (?:i|pa|med|siden))"
    rf"|\b(?P<of>pa|er|fyldt|fylder|alder\w*) (?P<c>\d{{1,3}})(?! ?(?:%|pct|procent))(?: ar\b)?{_AFTER_AGE}"
    r"|\b(?:en|kvinde|mand|borger|person) (?:\w+ )?(?:pa|i alderen) (?P<e>\d{2}) ar\b"
    r"|(?:parat|borger|mand|kvinde|modtager|ledig) og (?P<f>\d{2})(?=\W*(?:$|[.,?!;]))"
    r"|(?:^|[,.]|fylder|bliver)\W*(?P<h>\d{2}) (?:ar )?pa (?:man|tirs|ons|tors|fre|lor|son)dag\b"
    r"|\b(?:mand|kvinde|borger|person|dame|fyr)\W+(?P<g>\d{2})(?=\W*(?:$|[.,?!;]))"
)
_NOT_AGED = re.compile(
    r"\b(?:praktik\w*|forlob\w*|afdeling\w*|tilbud\w*|stk|nr|uge|uger|der|det|de|vi|ialt|alt)\W+(?:er |kun )?$"
)
_YOUNGEST = 12
_ONE = re.compile(rf"\b(?:en|{_AGED})\W+$")
# "under 30" and "over 30" say no age, but they decide the group as one.
_BOUND = re.compile(
    r"\b(?P<side>under|over|fyldt|mindst) (?P<age>\d{2})(?: ar\b|(?=\W*(?:$|[.,?!;]| \w)))"
    r"(?! (?:uge|time|ansat|maned|dag|procent|pct))"
)
_WEEKLY = re.compile(
    r"^\W*(?:s )?(?:om ugen|ugentlig\w*|pr uge|i ugen|uge\b|arbejdsuge|a week|per week|weekly|praktik)|^/uge"
)
_WEEKLY_BEFORE = re.compile(r"(?:ugentligt?|om ugen|fuldtid|fuld tid)\W*$")
_IN_PLACEMENT = re.compile(r"praktik\w*\W+(?:\w+\W+){0,2}$")
_OTHER_SPAN = re.compile(r"^\W*(?:om dagen|i alt|pr|om maneden|dagligt)")
# Hours of a job beside the placement are not the placement's; those beside a job are.
_BESIDE = r"(?:ved siden af(?! (?:sit|et|jobbet|arbejdet|studiet|hans|hendes))|sidelobende|samtidig)"
_BESIDE_IT = re.compile(rf"^[^.?!;,\d]{{0,50}}?\b{_BESIDE}")
_AT_WORK = re.compile(r"\b(?:arbejder|arbejde|job|jobbet|ansat|lonnet)\W+(?:(?:pa|i|med|ca|kun|ogsa|er)\W+){0,2}$")
_PER = re.compile(r"\b(?:pr|for hver|per)\W*$")
_EMPLOYER = re.compile(
    r"\b(?:virksomhed(?!sprakti)\w*|arbejdsgiver\w*|ansatte|medarbejdere|arsvark|butik\w*|firma\w*|company|employees)\b"
)
# "et firma med 25": no more is said of what it has 25 of.
_COMPANY_OF = re.compile(
    r"\b(?:firma|virksomhed|butik|arbejdsgiver|arbejdsplads|forretning)\w* (?:med|pa) (?P<n>\d{1,5})\b"
    r"(?=\W*(?:$|[.?!,]|(?:have|tage|i praktik|ma|kan|og|skal)\b))"
)
# "vi er 22 på plejehjemmet, 3 i praktik", "3 mand, plads til en praktikant?", "plejehjemmet 40".
_HEADS = re.compile(
    rf"\b(?:vi|de|der|arbejdspladsen|stedet) er (?:kun |i alt |ca |omkring )?(?P<n>\d{{1,5}}|{WORDED})"
    r"(?= (?:mand|mennesker|personer|kolleger|i alt|pa (?!\d|s?dp|kontant|dagpenge|syge)\w+|hos|ialt|faste"
    r"|i (?:butik|firma|virksomhed|afdeling|bornehav|hus|kokken|alt)\w*)\b| ?[,.?])"
    rf"|(?:^|\b(?:med|har|har kun|pa|firma|virksomhed)\W+|[.?!,]\W*)(?P<m>\d{{1,4}}|{WORDED}) mand\b(?! i praktik)"
    r"|\b(?:plejehjemmet|bornehaven|butikken|afdelingen|skolen|stedet|institutionen|varkstedet|p\W?(?:nummeret|nr))"
    r"(?: har| er| kun| pa){0,2} (?P<o>\d{1,4})(?=\W*(?:$|[.?!,;]|hvor|kan|ma|er der|tager|og (?:der|vi|de)))"
)
_OF_RATIO = re.compile(
    r"\b(?:i praktik|praktikant\w*|lontilskud|nytteindsats|forholdstal\w*|rimelig\w* forhold|plads(?:er)? til|plads\b"
    r"|hvor mange)\b"
)
# "hvor mange ansatte skal der være for 3 praktikanter?": the number is wished for, the staff is asked for.
_STAFF_ASKED = re.compile(
    r"\bhvor (?:mange|stor\w*|fa)\b(?:\W+\w+){0,3}?\W+(?:ansatte|medarbejdere|arsvark|fuldtids\w*|folk|personale"
    r"|firma\w*|virksomhed\w*|arbejdsplads\w*|employees|mand|stor)\b[^?]*?"
    r"\b(?:skal|kraver|kraves|ma|bor|have|brug|for at|needed)\b"
    r"|\b(?:krav|kraves|kraver)\b[^?]*\bhvor mange (?:ansatte|medarbejdere|arsvark)\b"
)
_ALREADY = re.compile(r"\b(?:har|have|er)\W+allerede\b|\bi forvejen\b")
# Part of a full-time place: known for half a day and for a percentage, unknown for "deltid" and a number of hours.
_SHARE = re.compile(
    r"^\W*(?:\w+\W+){0,3}?(?:pa|i|med|a)\W+"
    r"(?:(?P<half>halv tid|halvtid|halv\W?dags?\w*)|(?P<pct>\d{1,3}) ?(?:%|pct|procent)"
    r"|(?P<part>deltid|nedsat tid|\d{1,2}(?:,\d)? timer))"
)
_PART = re.compile(
    rf"\b(?P<n>\d{{1,3}}|{WORDED}) (?:(?:er|praktikant\w*|borger\w*|person\w*) ){{0,2}}(?:i praktik )?pa "
    r"(?:(?P<half>halv tid|halvtid)|(?P<pct>\d{1,3}) ?(?:%|pct|procent))(?: i praktik| i lontilskud)?"
)
# "må vi tage 3 praktikanter?": those are yet to come; "have 3 i praktik" may include those who are there already.
_TAKING = r"(?:tager?|fa|modtage|optage|tage imod|plads til|sende|placere|take)"
_YET_TO_COME = re.compile(
    rf"\b(?P<take>{_TAKING}|have|onsker|huse|rumme) (?:(?!har\b|er\b|og\b|nar\b|hvis\b|have\b)\w+ ){{0,2}}"
    rf"(?:(?:\d{{1,3}}|{WORDED}) (?:i praktik|praktikant(?:er)?) og )?$"
)
_COMING = re.compile(r"\b(?:komme|vare|starte|begynde)\b")
_MORE = r"(?:mere|flere|til|nye|ekstra|yderligere|more)"
_WANTED = re.compile(
    rf"\b(?:{_TAKING})(?: (?:yderligere|endnu|ekstra|imod|ind))* (?P<n>\d{{1,3}}|{WORDED})"
    rf"(?=\W*(?:$|[.?!,;])| (?:{_MORE}|praktikant\w*|borgere|personer|ledige|ind|i praktik|i virksomhedspraktik)\b)"
    rf"|\b(?P<m>\d{{1,3}}|{WORDED}) (?:praktikanter |borgere |personer |ledige )?{_MORE}"
    r"(?! \w*(?:uge|time|dag|maned|\d))\b"
)
_HAVING = re.compile(
    r"\b(?:(?:har|og|allerede|has|and)\W*(?:\w+\W+)?|(?:i praktik|lontilskud|nytteindsats|praktikant\w*),\W*)$"
)


@dataclass(slots=True)
class Counts:
    """The counted things of a question; None where nothing is said. `age_bound` decides a group as an age does."""

    age: int | None = None
    age_bound: int | None = None
    weekly_hours: Decimal | None = None
    employees: Decimal | None = None
    placed: Decimal | None = None
    wanted: Decimal | None = None

    def facts(self) -> dict[str, Decimal | int]:
        """The facts of a case that the counts are; impossible ones left out."""
        limits: dict[str, tuple[Decimal | int | None, int, int]] = {
            "age": (self.age, 0, _OLDEST),
            "weekly_hours": (self.weekly_hours, 1, _HOURS_A_WEEK),
            "employees": (self.employees, 0, _MOST_PEOPLE),
            "placed": (self.placed, 0, _MOST_PEOPLE),
            "wanted": (self.wanted, 2, _MOST_PEOPLE),
        }
        return {
            name: value for name, (value, low, high) in limits.items() if value is not None and low <= value <= high
        }


def counts(plain: str, without_dates: str, about: Collection[str] = ()) -> Counts:
    """The counted things of a question.

    Args:
        plain: the folded text.
        without_dates: the same with its dates blanked.
        about: the topics of the turn before: after one on the hours of the week, bare hours are those; after one on
            how many a company may have, people placed are its.
    """
    found = Counts()
    of_staff = staff(plain, about)
    without_dates = blanked_whole(blanked_staff(without_dates, of_staff))
    _age(found, without_dates)
    without_dates = _without_ages(without_dates)
    for quantity in quantities(without_dates):
        before = plain[max(0, quantity.start - 30) : quantity.start]
        match quantity.unit:
            case "hour":
                _hours(found, quantity, before, plain, asked="weekly_hours" in about)
            case "employee" if not _PER.search(before):
                found.employees = quantity.value
            case "placed":
                _placed(found, quantity, before, plain, of_ratio="fair_ratio" in about)
    if found.employees is None:
        found.employees = _headcount(without_dates)
    _of_staff(found, of_staff)
    if found.wanted is None and (found.employees is not None or found.placed is not None or "fair_ratio" in about):
        found.wanted = _to_come(without_dates)
    if found.placed is None and found.employees is not None and (part := _PART.search(without_dates)):
        found.placed = rounded(number(part["n"]) * _shared(part))
    return found


def _headcount(text: str) -> Decimal | None:
    """The staff told without the word for it, where people in placement are spoken of."""
    if company := _COMPANY_OF.search(text):
        return Decimal(company["n"])
    heads = _HEADS.search(text) if _OF_RATIO.search(text) else None
    return number(next(heads[name] for name in "nmo" if heads[name])) if heads else None


def _without_ages(text: str) -> str:
    """The text with the ages blanked that are told with years, of the same length: they count no people."""
    return _AGE.sub(lambda age: "·" * len(age[0]) if _of_a_citizen(age, text) else age[0], text)


def _of_a_citizen(age: re.Match[str], text: str) -> bool:
    return "ar" in age[0] or (age["of"] == "pa" and bool(_ONE.search(text[: age.start()])))


def _to_come(text: str) -> Decimal | None:
    """How many people the employer wishes to take besides those it has."""
    told = [number(match["n"] or match["m"]) for match in _WANTED.finditer(text)]
    return told[0] if len(set(told)) == 1 else None


def _of_staff(found: Counts, parts: Sequence[Staff]) -> None:
    """The staff that does not count as ordinary taken off; those with a subsidy count among the placed."""
    for part in parts:
        if found.employees is not None and part.excluded and part.count < found.employees:
            found.employees -= part.count
        if part.placed:
            found.placed = (found.placed or Decimal(0)) + part.count


def _shared(share: re.Match[str]) -> Decimal:
    """The part of a full-time place that the words name."""
    return Decimal("0.5") if share["half"] else Decimal(share["pct"]) / 100


def _age(found: Counts, text: str) -> None:
    for match in _AGE.finditer(text):
        if match["of"] and _NOT_AGED.search(text[max(0, match.start() - 20) : match.start()]):
            continue
        if match["of"] and int(match["c"]) < _YOUNGEST:
            continue
        found.age = next(int(match[name]) for name in "abcdefgh" if match[name])
        return
    if bound := _BOUND.search(text):
        found.age_bound = int(bound["age"]) - (bound["side"] == "under")


def _hours(found: Counts, quantity: Quantity, before: str, plain: str, *, asked: bool) -> None:
    """The hours of the placement; `asked` where the turn before was about them, and bare hours are those."""
    after = plain[quantity.end : quantity.end + 80]
    placement = _IN_PLACEMENT.search(re.split(r"[.?!;]", before)[-1])
    beside_something = _BESIDE_IT.match(after) or (_AT_WORK.search(before) and re.search(_BESIDE, plain))
    if beside_something and not placement:
        return
    in_placement = bool(placement or asked) and not _OTHER_SPAN.match(after)
    named = "ugentlig" in plain[quantity.start : quantity.end] or _WEEKLY_BEFORE.search(before)
    if in_placement or named or _WEEKLY.match(after) or _told_alone(quantity, before, after, plain):
        found.weekly_hours = quantity.value


def _told_alone(quantity: Quantity, before: str, after: str, plain: str) -> bool:
    """True for hours told as a thing of their own beside the weeks: "13 uger i Bilka, 25 timer"."""
    apart = re.search(r"(?:^|[,;–-])\W*$", before) and re.match(r"\W*(?:$|[,.;?!–-])", after)
    return bool(apart) and _FEWEST <= quantity.value <= _MOST and bool(re.search(r"\d\W*uger?\b", plain))


def _placed(found: Counts, quantity: Quantity, before: str, plain: str, *, of_ratio: bool) -> None:
    """People already placed; "en i praktik" counts only where an employer has them, and not those yet to come."""
    if _STAFF_ASKED.search(plain) and not _ALREADY.search(plain):
        found.wanted = quantity.value
        return
    if _YET_TO_COME.search(before) or _COMING.search(plain[quantity.start : quantity.end]):
        return
    article = plain[quantity.start : quantity.end].split()[0] in ("en", "et")
    employer = of_ratio or _EMPLOYER.search(plain) or _ALREADY.search(plain) or _headcount(plain) is not None
    if not employer or "hvor mange" in before or (article and not _HAVING.search(before)):
        return
    share = _SHARE.match(plain[quantity.end : quantity.end + 40])
    if share is None:
        found.placed = (found.placed or Decimal(0)) + quantity.value
    elif not share["part"]:
        found.placed = (found.placed or Decimal(0)) + rounded(quantity.value * _shared(share))
