"""Every kind of number that leaves: what a record of it says, whom it counts, how often it is frozen.

A record is one yes or no about one mentorship or one person; its count is stored with noise. Who takes part
is no record: such a count is stored rounded to five. A new kind is a new line here, and docs/disclosure.md
shows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from bot.domain.disclosure.noise import OF_A_CHOICE, THIRD, Ratio


class ShownFrom(IntEnum):
    """How many must have been able to, before a number about them is shown alone."""

    ACTIVITY = 5
    GROUP = 10
    SURVEY = 10
    CHOICE = 30


class Every(IntEnum):
    """After how many weeks a kind is frozen again; what is asked in a wave, when that closes."""

    WAVE = 0
    WEEK = 1
    FOUR_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Kind:
    """What one record says, or what is counted; `could` is whom a record is about, and no secret.

    `noise` is the ratio of its noise. `once`: what a record is about enters the cells of this kind once in
    its life, so that cells of several periods are about different ones.
    """

    name: str
    says: str
    could: str = ""
    every: Every = Every.WEEK
    shown_from: ShownFrom = ShownFrom.ACTIVITY
    noise: Ratio = THIRD
    once: bool = False

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
FIRST_TALK: Final = Kind(
    "first_talk",
    says="this mentorship had its first talk by the week of its 21st day, or of its 7th in a program for new "
    "starters",
    could="that day lies in these four weeks; not paused when they are counted, and until that day not away "
    "or on hold all the time",
    every=Every.FOUR_WEEKS,
    once=True,
)
MATCHED: Final = Kind(
    "matched",
    says="this mentee was introduced within 21 days of joining, or of the end of sign-up as they read it "
    "then",
    could="these 21 days were over within these four weeks; has a place when they are counted, and isn't set "
    "aside",
    every=Every.FOUR_WEEKS,
    once=True,
)
STILL_ON_TRACK: Final = Kind(
    "still_on_track",
    says="this mentorship was on track on the Monday after the four weeks in which it was 13 weeks old, or "
    "26",
    could="so old within these four weeks, and before its program's last day; says no if its people ended "
    "it; neither paused, away nor on hold on that Monday",
    every=Every.FOUR_WEEKS,
    once=True,
)
REMATCH_ASKED: Final = Kind(
    "rematch_asked",
    says="this mentorship ended in these four weeks because someone in it asked for a new match",
    could="introduced by their end, and not ended before them; no circle",
    every=Every.FOUR_WEEKS,
)
FIVE_TALKS: Final = Kind(
    "five_talks",
    says="this pair met in five weeks or more by the end of these four weeks",
    could="in a coaching sprint, whose 18 weeks were over for it within these four weeks; not paused when "
    "they are counted, nor ended before by its program",
    every=Every.FOUR_WEEKS,
    once=True,
)
TURNOUT: Final = Kind(
    "turnout",
    says="three people or more were at a talk of this circle in these four weeks, as its host tapped",
    could="introduced by their end, and not ended before them; not paused when they are counted; has a host, "
    "who wasn't away or on hold all the time",
    every=Every.FOUR_WEEKS,
)
ANSWERED: Final = Kind(
    "answered",
    says="this person answered at least one question of this wave",
    could="asked in it, by role, those who left early apart",
    every=Every.WAVE,
    shown_from=ShownFrom.SURVEY,
)
AGREES: Final = Kind(
    "agrees",
    says="this person said yes to this item: the upper two of five, nine or ten of ten, a good match, "
    "a rhythm that is right, a load that is fine",
    could="asked it",
    every=Every.WAVE,
    shown_from=ShownFrom.SURVEY,
)
CHOSEN: Final = Kind(
    "chosen",
    says="this person chose this option of this item",
    could="asked it",
    every=Every.WAVE,
    shown_from=ShownFrom.CHOICE,
    noise=OF_A_CHOICE,
)
MOVED_UP: Final = Kind(
    "moved_up",
    says="this person is more confident of this at the end than at the start",
    could="asked it both times",
    every=Every.WAVE,
    shown_from=ShownFrom.SURVEY,
)
ANSWERED_BOTH: Final = Kind(
    "answered_both",
    says="this person said both at the start and at the end how confident they are of something",
    could="asked it both times",
    every=Every.WAVE,
    shown_from=ShownFrom.SURVEY,
)
GOALS_MOVED: Final = Kind(
    "goals_moved",
    says="at least one of this mentee's goals moved up",
    could="asked in the end wave as a mentee",
    every=Every.WAVE,
    shown_from=ShownFrom.SURVEY,
)
JOINED: Final = Kind("joined", says="people who have a place in the program")
INTRODUCED: Final = Kind("introduced", says="mentorships introduced so far, those that have ended included")
WAITING: Final = Kind("waiting", says="mentees, or people for a circle, without a match")
PLACES: Final = Kind("places", says="free places of mentors and hosts who may be matched")
MENTEES: Final = Kind("mentees", says="mentees, or people for a circle, who have a place")
UNBRIEFED: Final = Kind("unbriefed", says="mentors and hosts who haven't finished their briefing")
WANTED: Final = Kind("wanted", says="mentees who wait or are expected, by specialty, stage or shifts")
FREE: Final = Kind("free", says="free places, by specialty, stage or shifts")
PLACES_OFFERED: Final = Kind("places_offered", says="places that mentors offer, taken or free")
PLACES_TAKEN: Final = Kind("places_taken", says="places of mentors that are taken")
REACHED: Final = Kind("reached", says="people who have a place, by site, profession, stage or shifts")
STAFF: Final = Kind("staff", says="people in the staff directory, by site, profession, stage or shifts")
MISSING: Final = Kind("missing", says="mentees who wait or are expected and have no mentor who suits")

KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        MET,
        WRITTEN_TO,
        ON_TRACK,
        FIRST_TALK,
        MATCHED,
        STILL_ON_TRACK,
        REMATCH_ASKED,
        FIVE_TALKS,
        TURNOUT,
        ANSWERED,
        AGREES,
        CHOSEN,
        MOVED_UP,
        ANSWERED_BOTH,
        GOALS_MOVED,
        JOINED,
        INTRODUCED,
        WAITING,
        PLACES,
        MENTEES,
        UNBRIEFED,
        WANTED,
        FREE,
        MISSING,
        PLACES_OFFERED,
        PLACES_TAKEN,
        REACHED,
        STAFF,
    )
}
