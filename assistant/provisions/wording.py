"""The sentences of the checker that stand in no rule file: lengths, doubts and days of the calendar.

Each has its English twin in `corpus/english/assistant.toml`.
"""

CITIZEN = "borger"

ONE_WEEK = "1 uge"
SOME_WEEKS = "{number} uger"
ONE_DAY = "1 dag"
SOME_DAYS = "{number} dage"
WEEKS_AND_DAYS = "{weeks} og {days}"

NOT_COVERED = "Reglerne, som de var på den dag, er ikke med i grundlaget; derfor kan reglen ikke vurderes."
DATES_WIN = "Datoerne giver {period} og ikke {weeks}; vi regner med datoerne."
ADDED = "Vi har lagt de {weeks} til de {used}, der er brugt."

ENDS = "En praktik på {period} fra den {start} slutter senest den {end}."
EXTENDED = "Forlænges den til {total} i alt, er den sidste dag den {latest}."
LAST_DAY = "Begynder praktikken den {start}, er den sidste mulige dag den {latest}."
LAST_DAY_OPEN = (
    "Begynder praktikken den {start}, er den sidste mulige dag efter hovedreglen den {latest}. "
    "Gælder undtagelsen, er det den {later}."
)
LAST_DAY_UNEXTENDED = "Begynder praktikken den {start}, er den sidste mulige dag uden forlængelse den {latest}."
