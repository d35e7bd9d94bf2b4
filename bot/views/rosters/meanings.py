"""What a day of a roster and a code are, in words."""

from collections.abc import Mapping

from bot.domain.roster_days import RosterDay
from bot.domain.rosters import Assumed, CodeChange, Meaning, Work
from bot.views.parts import escape

WORK_IN_WORDS: Mapping[Work, str] = {
    Work.DAY: "A day shift",
    Work.EVENING: "An evening shift",
    Work.NIGHT: "A night shift",
    Work.ON_CALL: "On call",
    Work.AWAY: "Away: leave or anything else",
    Work.OFF: "A day off",
}
SHORTLY: Mapping[Work, str] = {
    Work.DAY: "day",
    Work.EVENING: "evening",
    Work.NIGHT: "night",
    Work.ON_CALL: "on call",
    Work.AWAY: "away",
    Work.OFF: "a day off",
}
ASSUMED: Mapping[Assumed, str] = {
    Assumed.USUAL_HOURS: "usual hours",
    Assumed.NEXT_DAY: "it seems to end the next day",
    Assumed.WHOLE_DAY: "no time was given",
    Assumed.UNREADABLE: "we couldn't read this, so it counts as away",
    Assumed.UNKNOWN_CODE: "unknown code, so it counts as away",
}


def meaning_in_words(meaning: Meaning) -> str:
    """As "night 19:00-07:30"; without hours of its own it has the usual ones."""
    work = SHORTLY[meaning.work]
    return f"{work} {meaning.hours[0]:%H:%M}-{meaning.hours[1]:%H:%M}" if meaning.hours else work


def day_in_words(day: RosterDay, assumed: Assumed | None = None) -> str:
    """What is done on a day, with what was assumed of it."""
    parts = [
        f"{part.kind.value} {part.start:%H:%M}-{part.end:%H:%M}"
        if part.start and part.end
        else part.kind.value
        for part in day.parts
    ]
    return ", ".join(parts) + (f", _{ASSUMED[assumed]}_" if assumed else "")


def change_in_words(change: CodeChange) -> str:
    after = meaning_in_words(change.after) if change.after else "not known any more"
    before = meaning_in_words(change.before) if change.before else "nothing known"
    return f"*{escape(change.code)}*  {after} (before: {before})"
