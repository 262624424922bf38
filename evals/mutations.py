"""Good decisions spoiled on purpose: what a review must notice, one named mistake at a time.

Every mutation is a row in `MUTATIONS`: how the text is changed, in which decisions it makes
a mistake in law, and the codes of which at least one must appear that the unspoiled decision
did not get. A mutation that does not apply to a decision is skipped. Nothing is random.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

Kind = Literal["offer", "granted", "refused"]
Where = Literal["all", "body", "complaint"]

# No kind may drown the others: of the decisions it fits, these many are drawn by their hash.
MOST_OF_A_KIND = 12

FOUR = frozenset({"dagpenge", "kontanthjaelp_jobparat", "uddannelsesparat", "selvforsoergende_jobparat"})
SICK = frozenset({"sygedagpenge", "jobafklaring"})
YOUNG = frozenset({"uddannelsesparat", "uddannelse_aktivitetsparat"})
ACTIVE = frozenset({"kontanthjaelp_aktivitetsparat", "selvforsoergende_aktivitetsparat"})
REST = frozenset({"ressourceforloeb", "fleksjob", "revalidering", "foertidspension", "ung_under_18"})
GROUPS = FOUR | SICK | YOUNG | ACTIVE | REST
INSURED = frozenset({"dagpenge"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A good decision: `on` is None where the text states its own date, `day` is the day it was made."""

    id: str
    split: str
    text: str
    on: date | None
    day: date
    kind: Kind
    group: str
    purposes: frozenset[str] = frozenset()
    latest_employer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutated:
    """A spoiled decision and the codes of which the review must give at least one more than before."""

    mutation: str
    decision: str
    split: str
    text: str
    on: date | None
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the text; one that is not `optional` must change something."""

    change: Callable[[str], str]
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """One mistake. `needs` and `unless` are patterns in the text; the edits must all change it.

    `moves` tells that the day of the decision changes with the text, so that the text must
    state it; `latest_employer` None means either way.
    """

    name: str
    codes: tuple[str, ...]
    edits: tuple[Edit, ...]
    groups: frozenset[str] = GROUPS
    kinds: frozenset[Kind] = frozenset({"offer"})
    since: date = date(2020, 1, 1)
    purpose: str = ""
    needs: str = ""
    unless: str = ""
    latest_employer: bool | None = None
    moves: bool = False

    def fits(self, decision: Decision) -> bool:
        """True if the mistake is one in law in this decision."""
        return (
            decision.group in self.groups
            and decision.kind in self.kinds
            and decision.day >= self.since
            and (not self.purpose or self.purpose in decision.purposes)
            and self.latest_employer in (None, decision.latest_employer)
            and not (self.moves and decision.on)
            and re.search(self.needs, decision.text) is not None
            and not (self.unless and re.search(self.unless, decision.text))
        )


def ref(section: str, stk: str = "", nr: str = "") -> str:
    """A pattern for a reference however carelessly it is typed; groups in the arguments are kept.

    >>> bool(re.search(ref("61", "1", "1"), "§ 61 stk 1 nr 1"))
    True
    """
    parts = [rf"(?<!\d){section}"]
    parts += [rf"\s*,?\s*stk\.?\s*{stk}"] if stk else []
    parts += [rf"\s*,?\s*nr\.?\s*{nr}"] if nr else []
    return "".join(parts) + r"(?!\d)"


def swap(pattern: str, by: str | Mapping[str, str], where: Where = "all") -> Edit:
    """Every match replaced; a mapping changes the first group only and leaves unknown values."""

    def change(match: re.Match[str]) -> str:
        if isinstance(by, str):
            return match.expand(by)
        start, end = match.start(1) - match.start(), match.end(1) - match.start()
        return match[0][:start] + by.get(match[1], match[1]) + match[0][end:]

    def edit(text: str) -> str:
        return "\n\n".join(
            re.sub(pattern, change, block) if _chosen(block, where) else block for block in _blocks(text)
        )

    return Edit(edit)


def maybe(edit: Edit) -> Edit:
    """The edit, which may also leave the text as it is."""
    return replace(edit, optional=True)


def complaint(by: str) -> Edit:
    """The complaint guidance replaced; dropped where `by` is empty."""

    def edit(text: str) -> str:
        blocks = (by if _chosen(block, "complaint") else block for block in _blocks(text))
        return "\n\n".join(block for block in blocks if block)

    return Edit(edit)


def insert(sentence: str) -> Edit:
    """A sentence in a block of its own, before the complaint guidance or last."""

    def edit(text: str) -> str:
        blocks = _blocks(text)
        place = next((i for i, block in enumerate(blocks) if _chosen(block, "complaint")), len(blocks))
        return "\n\n".join([*blocks[:place], sentence, *blocks[place:]])

    return Edit(edit)


def legal_lines(by: str, where: Where = "body") -> Edit:
    """The lines that name a provision replaced by one sentence."""

    def edit(text: str) -> str:
        kept: list[str] = []
        for block in _blocks(text):
            lines = block.split("\n")
            kept.append("\n".join(line for line in lines if "§" not in line or not _chosen(block, where)))
        return insert(by).change("\n\n".join(block for block in kept if block.strip()))

    return Edit(edit)


def mutated(decisions: Iterable[Decision]) -> tuple[Mutated, ...]:
    """Every decision spoiled in every way that fits it, in the order of the table."""
    held = tuple(decisions)
    return tuple(one for mutation in MUTATIONS for one in _drawn(mutation, held))


def _drawn(mutation: Mutation, decisions: tuple[Decision, ...]) -> list[Mutated]:
    found = [one for decision in decisions if (one := _spoiled(mutation, decision))]
    drawn = sorted(found, key=lambda one: hashlib.sha256(f"{one.mutation} {one.decision}".encode()).hexdigest())
    return sorted(drawn[:MOST_OF_A_KIND], key=lambda one: one.decision)


def _spoiled(mutation: Mutation, decision: Decision) -> Mutated | None:
    if not mutation.fits(decision):
        return None
    text = decision.text.strip()
    for edit in mutation.edits:
        changed = edit.change(text)
        if changed == text and not edit.optional:
            return None
        text = changed
    return Mutated(
        mutation=mutation.name,
        decision=decision.id,
        split=decision.split,
        text=text,
        on=decision.on,
        codes=frozenset(mutation.codes),
    )


def _blocks(text: str) -> list[str]:
    return text.split("\n\n")


def _chosen(block: str, where: Where) -> bool:
    return where == "all" or (where == "complaint") == ("klag" in block.casefold())


ANY: frozenset[Kind] = frozenset({"offer", "granted", "refused"})
GIVEN: frozenset[Kind] = frozenset({"offer", "granted"})
# Whoever is not given all that was asked for must have a complaint guidance.
NOT_ALL: frozenset[Kind] = frozenset({"offer", "refused"})
_ACT = "lov om en aktiv beskæftigelsesindsats"
_ORDER = "bekendtgørelse om en aktiv beskæftigelsesindsats"
_LAB = r"\blov om en aktiv beskæftigelsesindsats"
_BAB = r"\bbekendtgørelse(?: nr\. \d+ af \d+\. \w+ \d{4})? om en aktiv beskæftigelsesindsats"
_FIRST = ref("61", "1", "1")
_SECOND = ref("61", "1", "2")
_DURATION = ref("61", "1", "[12]")
_PURPOSE = ref("60", "2", "([123])")
_MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_YEAR = rf"(?:\d\d?\. (?:{_MONTHS}) |\d\d\.\d\d\.)(20\d\d)"
_TO = r" (?:til og med|til) (?:den )?"
_DATE = rf"\d\d?\. (?:{_MONTHS}) 20\d\d"
_EXTENDED = "(?i)forlæng|26 uger"
# From LBK 701/2022 § 53, stk. 6, is what stk. 5 was.
_RENUMBERED = date(2022, 5, 22)
_NO_FLEX = GROUPS - {"fleksjob"}
_PROCEDURE = "Klagen sendes til kommunen, som vurderer sagen igen og sender den til Ankestyrelsen."
_DEADLINE = r"(?i)(senest|inden|fristen er)(\s+)4(\s+)uger"
_INSTANCE = r"(?i)Ankestyrelsens Beskæftigelsesudvalg|Ankestyrelsen"
_STATED = r"\bFormål(?:et)?\b[^.§\n]*\b(?:optræning|afklar\w*|ordinære løntimer)\b[^.§\n]*\."
_OUTSIDE = "purpose_outside_law|rule_breached|wrong_facts"
_TEST = "Formålet er alene at afprøve din rådighed."
# A text that names another last job would contradict the sentence after this.
_LAST_JOB = "(?i)sidste stilling|senest (?:på|i|ansat)"
_LATEST = "Praktikken ligger i den virksomhed, hvor du senest var ansat."
_PAID = "Sideløbende med praktikken får du 5 ordinære løntimer om ugen i samme arbejdsfunktion."
_TOO_LONG = "rule_breached|contradiction"
_EVER: Mapping[str, Any] = {"kinds": GIVEN, "since": date.min}
_MAIN_WEEKS = r"(?<!inden )(?<!senest )(?<!er )(?<!højst vare )\b{}( uger)"


def _row(name: str, codes: str, *edits: Edit, **where: Any) -> Mutation:
    return Mutation(name=name, codes=tuple(codes.split("|")), edits=edits, **where)


def _swap(name: str, codes: str, pattern: str, by: str, **where: Any) -> Mutation:
    return _row(name, codes, swap(pattern, by), **where)


def _add(name: str, codes: str, sentence: str, **where: Any) -> Mutation:
    return _row(name, codes, insert(sentence), **where)


def _complaint(name: str, code: str, edit: Edit, **where: Any) -> Mutation:
    return _row(name, code, edit, kinds=NOT_ALL, since=date.min, **where)


def _deadline(name: str, by: str) -> Mutation:
    return _complaint(name, "wrong_deadline", swap(_DEADLINE, rf"\1\g<2>{by}", "complaint"))


def _instance(name: str, by: str, code: str = "wrong_instance") -> Mutation:
    return _complaint(name, code, swap(_INSTANCE, by))


_REFERENCES: tuple[Mutation, ...] = (
    _swap("nr_1_to_nr_2", "wrong_group", _FIRST, "61, stk. 1, nr. 2", kinds=ANY),
    _swap("nr_2_to_nr_1", "wrong_group", _SECOND, "61, stk. 1, nr. 1", kinds=ANY),
    _swap("no_such_section", "not_found", ref("57", "1"), "457, stk. 1"),
    _swap("no_such_stk", "not_found", _DURATION, "61, stk. 7", kinds=ANY),
    _swap("no_such_nr", "not_found", _DURATION, "61, stk. 1, nr. 5", kinds=ANY),
    _swap("no_such_purpose", "not_found", _PURPOSE, "60, stk. 2, nr. 7"),
    _swap("purpose_in_the_act", "not_found", _BAB, "lov om en aktiv beskæftigelsesindsats", needs=_PURPOSE),
    _swap("duration_in_the_order", "not_found", _LAB, _ORDER, needs=_DURATION, unless="bekendtgørelse af lov"),
    _swap("other_act", "unknown_act", _LAB, "lov om aktiv socialpolitik", needs=_DURATION),
    _row("chapter_11", "too_broad", legal_lines(f"Afgørelsen er truffet efter kapitel 11 i {_ACT}."), needs=_DURATION),
    _row("chapter_without_duration", "missing_duration", legal_lines(f"Regler: {_ACT}, kap. 11."), needs=_DURATION),
    _row("sections_57_to_62", "too_broad", legal_lines(f"Afgørelsen bygger på §§ 57-62 i {_ACT}."), needs=_DURATION),
    _row("no_provision", "no_reference", legal_lines(f"Afgørelsen er truffet efter {_ACT}.", "all"), needs="§"),
    _swap("purpose_to_p_number", "missing_purpose", _PURPOSE, "60, stk. 1"),
    _swap("duration_to_benefit", "missing_duration", _DURATION, "62, stk. 1", unless=_EXTENDED),
    _swap("conditions_to_kinds", "missing_conditions", ref("5[3789]", r"\d"), "52, stk. 1", unless="§ 54"),
    _swap("bare_61", "imprecise", _DURATION, "61", unless=_EXTENDED),
    _swap("61_without_nr", "missing_duration", _DURATION, "61, stk. 1", unless=_EXTENDED),
    _swap("bare_57", "imprecise", ref("57", r"\d"), "57"),
    _swap("purpose_without_nr", "imprecise", _PURPOSE, "60, stk. 2"),
    _swap("retention_for_others", "wrong_group", ref("58", "1"), "58, stk. 3", groups=GROUPS - SICK),
    _swap("education_for_others", "wrong_group", ref("58", "1"), "58, stk. 2", groups=GROUPS - YOUNG),
    _swap("ties_for_others", "wrong_group", ref("53", "1"), "53, stk. 6", groups=GROUPS - SICK, since=_RENUMBERED),
    _swap("54_for_others", "wrong_group", ref("53", r"\d"), "54", groups=GROUPS - INSURED),
    _swap("54_without_doubt", "wrong_facts", ref("53", "1"), "54", groups=INSURED),
    _swap("self_found_right_for_an_offer", "wrong_facts|wrong_group", ref("57", "1"), "57, stk. 3"),
    _swap("education_effort_for_others", "wrong_group", ref("57", "1"), "57, stk. 2", groups=GROUPS - YOUNG),
    _swap("extension_rule_unneeded", "wrong_facts", _SECOND, "61, stk. 2", unless=_EXTENDED),
    _swap("extension_rule_for_four_weeks", "wrong_group", _FIRST, "61, stk. 2", kinds=GIVEN),
    _swap("availability_purpose", "wrong_group|wrong_facts", _PURPOSE, "60, stk. 4"),
    _swap("retention_purpose_for_others", "wrong_group", _PURPOSE, "60, stk. 3", groups=GROUPS - SICK),
    _swap("skills_as_paid_hours", "wrong_facts", _PURPOSE, "60, stk. 2, nr. 1", purpose="skills"),
    _swap("clarification_as_paid_hours", "wrong_facts", _PURPOSE, "60, stk. 2, nr. 1", purpose="clarification"),
    _add(
        "no_latest_employer",
        "wrong_facts|wrong_group",
        f"Vi har brugt § 61, stk. 2, i {_ORDER}.",
        latest_employer=False,
    ),
    _add("quick_answer", "wrong_group", f"Ankestyrelsen følger § 205 i {_ACT}.", groups=GROUPS - INSURED),
    _add("other_number", "wrong_group", f"Du er omfattet af § 6, nr. 9, i {_ACT}.", groups=_NO_FLEX, unless=r"§\s*6\b"),
    _swap("old_duration", "not_in_force|not_found|wrong_facts", _DURATION, "44, stk. 1, nr. 1", kinds=ANY),
    _swap("old_self_found", "not_in_force", ref("57", r"\d"), "42 b", kinds=ANY),
)

_TWO = swap(_MAIN_WEEKS.format("(?:4|13)"), r"2\1", "body")
_TO_2019 = swap(_YEAR, {str(year): "2019" for year in range(2020, 2027)})
_TIME: tuple[Mutation, ...] = (
    _row(
        "before_the_act",
        "not_in_force|not_found",
        _TO_2019,
        kinds=ANY,
        needs=_DURATION,
        unless=r"nr\. \d+ af",
        moves=True,
    ),
    _row(
        "another_version_of_the_order",
        "wrong_group|wrong_facts|not_in_force",
        maybe(swap(_BAB, _ORDER)),
        swap(_YEAR, {"2020": "2022", "2021": "2024", "2022": "2024", "2024": "2022", "2025": "2022"}),
        kinds=ANY,
        latest_employer=True,
        moves=True,
    ),
    _swap("end_before_start", "contradiction", rf"({_DATE})({_TO})({_DATE})", r"\3\2\1", kinds=GIVEN),
    _row("weeks_against_dates", "contradiction", _TWO, kinds=GIVEN, needs=_DATE + _TO + _DATE, unless="26 uger"),
)

_FORTYFIVE = swap(_MAIN_WEEKS.format("(?:6|8|10|12|13)"), r"45\1", "body")
_FACTS: tuple[Mutation, ...] = (
    _row(
        "dagpenge_to_sygedagpenge",
        "wrong_group",
        swap(r"(?<!syge)dagpenge", "sygedagpenge"),
        maybe(swap(r"§ 6, nr\. 1", "§ 6, nr. 6")),
        groups=INSURED,
        kinds=ANY,
        needs="§",
    ),
    _swap("jobparat_to_aktivitetsparat", "wrong_group", r"\bjobparat", "aktivitetsparat", groups=FOUR, kinds=ANY),
    _row(
        "aktivitetsparat_to_jobparat",
        "wrong_group|rule_breached",
        swap(r"\baktivitetsparat", "jobparat"),
        maybe(swap(r"§ 6, nr\. 3", "§ 6, nr. 2")),
        groups=ACTIVE,
    ),
    _row(
        "thirteen_weeks_to_dagpenge",
        "wrong_group|rule_breached",
        swap(
            r"\bDu (?:er (?:i ressourceforløb|revalidend|visiteret til fleksjob)"
            r"|modtager sygedagpenge)(?: og (?:får|modtager) (?:ressourceforløbsydelse|ledighedsydelse))?",
            "Du er dagpengemodtager",
        ),
        maybe(swap(r"Sygedagpengeafdelingen|Sygedagpenge og fastholdelse", "Arbejdsmarked")),
        maybe(swap(r" som led i din revalidering| under revalidering", "")),
        maybe(swap("været sygemeldt", "haft det svært")),
        maybe(swap("fleksjob", "job")),
    ),
    _row("nine_weeks", _TOO_LONG, swap(_MAIN_WEEKS.format("[234]"), r"9\1", "body"), groups=FOUR, **_EVER),
    _row("fortyfive_weeks", _TOO_LONG, _FORTYFIVE, groups=GROUPS - FOUR, kinds=GIVEN, unless=_EXTENDED),
    _add("at_the_latest_employer", "rule_breached", _LATEST, groups=FOUR, unless=_LAST_JOB, **_EVER),
    _add("paid_hours_in_same_function", "rule_breached", _PAID, groups=GROUPS - SICK, latest_employer=False),
    _swap("only_network", _OUTSIDE, _STATED, "Formålet er alene, at du får et større netværk.", needs=_PURPOSE),
    _swap("only_availability", _OUTSIDE, _STATED, _TEST, groups=GROUPS - INSURED, needs=_PURPOSE),
)

_COMPLAINT: tuple[Mutation, ...] = (
    _complaint("no_complaint_guidance", "missing_complaint", complaint("")),
    _complaint("no_procedure", "incomplete_complaint", complaint("Du kan klage til Ankestyrelsen inden 4 uger.")),
    _complaint("a_right_and_no_more", "incomplete_complaint", complaint("Du har ret til at klage over afgørelsen.")),
    _complaint("deadline_in_words", "wrong_deadline", complaint(f"Klagefristen er seks uger. {_PROCEDURE}")),
    _complaint(
        "no_deadline",
        "incomplete_complaint",
        swap(r"(?i)\b(?:klage)?fristen er 4 uger[^.]*\.|\b(?:senest|inden)\s+4\s+uger", "hurtigst muligt", "complaint"),
    ),
    _instance("no_instance", "klageinstansen", "incomplete_complaint"),
    _deadline("two_weeks", "2 uger"),
    _deadline("six_weeks", "6 uger"),
    _deadline("eight_weeks", "8 uger"),
    _deadline("fourteen_days", "14 dage"),
    _deadline("three_months", "3 måneder"),
    _instance("state_administration", "Statsforvaltningen"),
    _instance("employment_appeal_board", "Beskæftigelsesankenævnet"),
    _instance("ombudsman", "Folketingets Ombudsmand"),
)

MUTATIONS: tuple[Mutation, ...] = (*_REFERENCES, *_TIME, *_FACTS, *_COMPLAINT)
