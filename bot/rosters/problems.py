"""Why a roster cannot be taken: sentences that never hold anything of it."""

from bot.errors import UserFacingError

MOST_ENTRIES = 5_000
# Of what comes back more often than once a year: birthdays may well be older.
OLDEST = 1970

NO_CALENDAR = (
    "The link doesn't lead to a calendar. Look for one called iCal, ICS, subscribe or sync; "
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
TOO_OFTEN = "The calendar has an entry that comes back every hour or more often, so it can't be a shift."
TOO_OLD = f"The calendar has an entry that has come back since before {OLDEST}, so it can't be a shift."
STRANGE_CLOCK = (
    "The calendar has a time zone of its own that we can't read. Set it to your city's time zone, "
    "or paste your rota instead."
)
TOO_LONG = (
    "This calendar takes too long to read. Use a calendar with your shifts only, or paste your rota instead, "
    "one day per line."
)
UNREADABLE = (
    "We can't make sense of this calendar. Use a calendar with your shifts only, or paste your rota instead, "
    "one day per line."
)


class RosterRefused(UserFacingError):
    """Nothing of the roster was taken."""


class WrongLines(RosterRefused):
    """What is wrong with a typed roster, line by line."""


class TakesTooLong(RosterRefused):
    """It was given up: its reading took more time or memory than there is for one."""

    def __init__(self) -> None:
        super().__init__(TOO_LONG)
