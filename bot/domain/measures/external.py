"""External results: what HR works out outside the bot, as a manager types it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ExternalResult:
    """One version of a result; the one with the highest `number` counts.

    `percent` of so many `people` who took part, and that of `comparable` staff, None where HR gave none; as
    of the day `as_of`. `by` is who typed it, empty once they had themselves deleted.
    """

    workspace_id: str
    program_id: str
    measure_id: str
    number: int
    percent: int
    people: int
    as_of: date
    comparable: int | None
    by: str
    at: datetime

    def says(self, other: "ExternalResult") -> bool:
        """Whether both say the same, whoever typed them and when."""
        mine = (self.measure_id, self.percent, self.people, self.as_of, self.comparable)
        return mine == (other.measure_id, other.percent, other.people, other.as_of, other.comparable)
