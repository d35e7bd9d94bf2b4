"""Every kind of number that leaves: what a record of it says, whom it counts, how often it is frozen.

A record is one yes or no about one mentorship; its count is stored with noise. Who takes part is no record:
such a count is stored rounded to five. A new kind is a new line here, and docs/disclosure.md shows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final


class ShownFrom(IntEnum):
    """How many must have been able to, before a number about them is shown alone."""

    ACTIVITY = 5
    GROUP = 10


class Every(IntEnum):
    """After how many weeks a kind is frozen again."""

    WEEK = 1
    FOUR_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Kind:
    """What one record says, or what is counted; `could` is whom a record is about, and no secret."""

    name: str
    says: str
    could: str = ""
    every: Every = Every.WEEK
    shown_from: ShownFrom = ShownFrom.ACTIVITY

    @property
    def is_record(self) -> bool:
        return bool(self.could)


MET: Final = Kind(
    "met",
    says="this mentorship met in this week",
    could="introduced by then, not ended before it, and on a day of it neither paused, away nor on hold",
)
WRITTEN_TO: Final = Kind(
    "written_to",
    says="a message about this mentorship was waiting for the week that began",
    could="approved, active or paused when the week began",
)
ON_TRACK: Final = Kind(
    "on_track",
    says="this mentorship was on track on this Monday",
    could="active, introduced long enough ago to have met, and neither away nor on hold on that day",
    every=Every.FOUR_WEEKS,
)
JOINED: Final = Kind("joined", says="people who have a place in the program")
INTRODUCED: Final = Kind("introduced", says="mentorships introduced so far, those that have ended included")
WAITING: Final = Kind("waiting", says="mentees, or people for a circle, without a match")
PLACES: Final = Kind("places", says="free places of mentors and hosts who may be matched")
MENTEES: Final = Kind("mentees", says="mentees, or people for a circle, who have a place")
UNBRIEFED: Final = Kind("unbriefed", says="mentors and hosts who haven't finished their briefing")
WANTED: Final = Kind("wanted", says="mentees who wait or are expected, by specialty, stage or shifts")
FREE: Final = Kind("free", says="free places, by specialty, stage or shifts")
MISSING: Final = Kind("missing", says="mentees who wait or are expected and have no mentor who suits")

KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        MET,
        WRITTEN_TO,
        ON_TRACK,
        JOINED,
        INTRODUCED,
        WAITING,
        PLACES,
        MENTEES,
        UNBRIEFED,
        WANTED,
        FREE,
        MISSING,
    )
}
