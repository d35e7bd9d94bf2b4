"""Why a roster cannot be taken: sentences that never hold anything of it."""

from bot.errors import UserFacingError

MOST_ENTRIES = 5_000

NO_CALENDAR = (
    "What the link gives is not a calendar. Look for one that is called iCal, ICS, subscribe or sync; "
    "it often ends in .ics."
)
CUT_OFF = "The calendar ends in the middle of something. Try again later."
TOO_MANY = (
    f"The calendar holds more than {MOST_ENTRIES:,} entries. Use the link to your own shifts, "
    "not that of a whole department."
)
SEVERAL_PEOPLE = (
    "The calendar holds shifts that overlap, so it seems to be the roster of several people. "
    "Use the link to your own shifts."
)
TOO_OFTEN = "The calendar has an entry that comes back every hour or more often, which is not a shift."


class RosterRefused(UserFacingError):
    """Nothing of the roster was taken."""


class WrongLines(RosterRefused):
    """What is wrong with a typed roster, line by line."""
