"""The planned end of a mentorship: when it has come, and what was done until then."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Mentorship
from bot.domain.programs.programs import Program
from bot.errors import NotNow

# So long from its end on, thanks can be told and the certificate is made.
OPEN_FOR = timedelta(days=90)
# In how many weeks people met is said from so many on.
FEWEST_WEEKS = 3
NOT_YET = "There's nothing here yet: this is for the end of your mentoring."
TOO_LATE = "It's been more than 90 days since the end, and we've deleted what this is made from."


@dataclass(frozen=True, slots=True)
class Ending:
    """A mentorship that has come to its planned end, and the day on which it did."""

    mentorship: Mentorship
    on: date

    def is_open(self, today: date) -> bool:
        return today <= self.on + OPEN_FOR


@dataclass(frozen=True, slots=True)
class Certificate:
    """What somebody took part in. `weeks` are those in which they met; 0 where they were too few to say."""

    program_name: str
    roles: tuple[Role, ...]
    since: date
    until: date
    weeks: int


def ending_of(
    mentorship: Mentorship, program: Program, *, last_day: date | None, today: date
) -> Ending | None:
    """Find the end that a mentorship has come to. None before it, and for one that ended early.

    `last_day` is the planned one. Where a program has no end, people may carry on behind it: then the end is
    the day on which they stopped.
    """
    ended = mentorship.ended_on
    if mentorship.introduced_on is None or last_day is None or today < last_day:
        return None
    if ended is not None and ended < last_day:
        return None
    carried_on = program.ends_on is None and ended is not None
    return Ending(mentorship, ended if carried_on and ended else last_day)


def require_open(endings: Iterable[Ending], *, today: date) -> None:
    """Raises NotNow before the end of all of these, and when the last of them is long past."""
    found = list(endings)
    if not found:
        raise NotNow(NOT_YET)
    if not any(one.is_open(today) for one in found):
        raise NotNow(TOO_LATE)


def certificate_of(
    user_id: str,
    program: Program,
    endings: Sequence[Ending],
    cycles: Mapping[str, Sequence[Cycle]],
) -> Certificate:
    """Say what somebody took part in; `endings` are of all their mentorships in the program."""
    roles = [one.role for end in endings for one in end.mentorship.members if one.user_id == user_id]
    weeks = {
        cycle.iso_week for end in endings for cycle in cycles.get(end.mentorship.id, ()) if cycle.iso_week
    }
    return Certificate(
        program_name=program.name,
        roles=tuple(dict.fromkeys(roles)),
        since=min(end.mentorship.introduced_on or end.on for end in endings),
        until=max(end.on for end in endings),
        weeks=len(weeks) if len(weeks) >= FEWEST_WEEKS else 0,
    )
