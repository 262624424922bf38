"""The facts of a case: what is known of a citizen and a placement, and nothing else.

Every field is optional; None means "not known", never "no". Facts come from the
question (`understand`), from a form, or from a JSON file (`praktik check --case`).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import QuestionError

Purpose = Literal[
    "ordinary_hours",  # BAB § 60, stk. 2, nr. 1
    "skills",  # BAB § 60, stk. 2, nr. 2
    "clarification",  # BAB § 60, stk. 2, nr. 3
    "retention",  # BAB § 60, stk. 3
    "availability",  # BAB § 60, stk. 4
    "network",  # outside the law: network, having a look at each other
    "self_confidence",  # outside the law: contact with working life, self-confidence
]
Weeks = Annotated[Decimal, Field(gt=0, le=520)]
People = Annotated[Decimal, Field(ge=0, le=100_000)]


class CaseFacts(BaseModel):
    """What is known of one case.

    Weeks are calendar weeks; people are full-time equivalents (årsværk); hours are per
    week. `target_group` is a key of `corpus/lexicon/target_groups.toml`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    # The citizen
    target_group: str | None = None
    obviously_ready: bool | None = None  # åbenlyst uddannelsesparat
    education_order: bool | None = None  # uddannelsespålæg (LAB § 30)
    job_oriented: bool | None = None  # jobrettet indsats (LAB § 30 a)
    age: Annotated[int, Field(ge=0, le=120)] | None = None
    has_education: bool | None = None  # erhvervskompetencegivende uddannelse
    graduate: bool | None = None  # dimittend på dimittendvilkår
    higher_education: bool | None = None  # mindst kort videregående uddannelse
    worked_since_education: bool | None = None  # ordinært job efter uddannelsen
    worked_in_field: bool | None = None  # ordinært arbejde inden for uddannelsens fag
    tasks_in_field: bool | None = None  # opgaver inden for uddannelsens fag
    months_on_benefit: Annotated[Decimal, Field(ge=0, le=600)] | None = None
    hard_to_place: bool | None = None  # før 2020: ingen erfaring, langtidsledig, svær at få i løntilskud
    willing: bool | None = None  # False: tvivl om viljen til at medvirke (LAB § 54)
    benefit_until: date | None = None  # sidste dag med ret til ydelsen
    new_target_group: str | None = None  # målgruppen efter et ydelsesskift

    # The placement
    purposes: tuple[Purpose, ...] = ()
    availability_test: bool | None = None  # rådighedsafprøvende tilbud
    self_found: bool | None = None
    start: date | None = None
    end: date | None = None
    weeks: Weeks | None = None  # the whole period asked for, from its first day
    weeks_used: Weeks | None = None  # already served in this placement
    extension: bool | None = None  # an extension is asked for
    special_need: bool | None = None  # "helt særligt behov" er konkret vurderet
    repeated: bool | None = None  # a new placement after an earlier one
    same_company: bool | None = None  # as the earlier placement
    same_function: bool | None = None  # as the earlier placement or job
    weekly_hours: Annotated[Decimal, Field(gt=0, le=168)] | None = None
    paid_hours: bool | None = None  # ordinære løntimer ved siden af
    paid_hours_same_function: bool | None = None

    # The employer
    latest_employer: bool | None = None  # the company where the citizen was last employed
    employed_there: bool | None = None  # still employed with that employer
    employed: bool | None = None  # i et ansættelsesforhold
    citizen_agrees: bool | None = None
    other_p_number: bool | None = None
    employees: People | None = None  # ordinært ansatte, årsværk
    placed: People | None = None  # already in placement, wage subsidy or nytteindsats
    wanted: People | None = None  # yet to come to the employer; one where nothing is said
    employees_involved: bool | None = None  # medarbejderrepræsentant inddraget skriftligt

    # The decision
    decision_has_references: bool | None = None
    full_approval: bool | None = None  # fuldt medhold

    @property
    def planned_end(self) -> date | None:
        """The last day of the placement as asked for: D + 7·N - 1 for whole weeks from a known first day.

        None, too, for a last day beyond what the calendar holds.
        """
        if self.start is None or self.weeks is None or self.weeks != self.weeks.to_integral_value():
            return None
        days = 7 * int(self.weeks) - 1
        return self.start + timedelta(days=days) if days <= (date.max - self.start).days else None

    def merged(self, later: "CaseFacts") -> "CaseFacts":
        """This case with everything that `later` knows put on top."""
        return self.model_copy(update=later.known())

    def known(self) -> dict[str, Any]:
        """The facts that are known, by name."""
        return {name: value for name, value in self if value is not None and value != ()}


def case_from(data: object, where: str = "sagen") -> CaseFacts:
    """The case that `data` (parsed JSON) describes.

    Raises:
        QuestionError: an unknown fact, or a value that cannot be; names the field.
    """
    try:
        return CaseFacts.model_validate(data)
    except ValidationError as exc:
        first = exc.errors()[0]
        field = ".".join(str(part) for part in first["loc"])[:60] or "filen"
        raise QuestionError(f"{where}: {field} {_fault(first)}; ret værdien eller fjern feltet.") from exc


# pydantic's error types, by how they begin, in Danish; `{}` is the bound or the choices it names.
_FAULTS: Mapping[str, str] = {
    "extra_forbidden": "er ikke et faktum, vi kender",
    "model_type": 'skal være et objekt med sagens fakta, fx {{"weeks": 6}}',
    "greater_than_equal": "skal være mindst {}",
    "greater_than": "skal være større end {}",
    "less_than_equal": "må højst være {}",
    "literal_error": "skal være {}",
    "bool": "skal være true eller false",
    "date": "skal være en dato som 2026-11-20",
    "decimal": "skal være et tal",
    "finite": "skal være et tal",
    "int": "skal være et helt tal",
    "string": "skal være tekst",
    "tuple": "skal være en liste i []",
}


def _fault(error: Any) -> str:
    words = next((danish for kind, danish in _FAULTS.items() if error["type"].startswith(kind)), None)
    if words is None:
        return f"kan ikke bruges ({error['msg']})"
    named = next((error["ctx"][key] for key in ("ge", "gt", "le", "expected") if key in error.get("ctx", {})), "")
    return words.format(str(named).replace(" or ", " eller "))
