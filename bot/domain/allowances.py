"""What a person may do only so often in a day: counted without keeping whom or what it was about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

A_DAY = timedelta(days=1)


class Counted(StrEnum):
    """The things that are counted, each over all programs of a workspace."""

    STAFF_NUMBER = "staff_number"
    SUGGESTION = "suggestion"
    DASHBOARD_LINK = "dashboard_link"


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much of it somebody has used `since` the first time within a day."""

    since: datetime
    used: int

    @property
    def again_at(self) -> datetime:
        """When the day is over, and it begins anew."""
        return self.since + A_DAY
