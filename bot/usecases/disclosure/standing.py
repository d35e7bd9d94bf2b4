"""Which mentorships could meet: not those that an absence, or a ward on hold, stopped all the time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.joining.enrolments import Role
from bot.domain.managing.holds import Hold, stopped_by
from bot.domain.mentorships.mentorships import SMALLEST_CIRCLE
from bot.domain.people import Person, days_outside
from bot.domain.programs.programs import Program
from bot.storage.repositories import Repositories

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stops:
    """What stops the mentorships of one program; `people` by mentorship, with what they are in it.

    Rosters are not asked: how many could is shown to be few or not, and shifts are private.
    """

    people: Mapping[str, Sequence[tuple[Role, Person]]]
    holds: Sequence[Hold]
    is_circle: bool

    def all_days(self, mentorship_id: str, first: date, last: date) -> bool:
        """Whether it could meet on none of these days. In a circle two are enough to meet."""
        people = [person for _, person in self.people.get(mentorship_id, ())]
        if not self.is_circle:
            return self._never_free(people, first, last)
        gone = sum(self._never_free([one], first, last) for one in people)
        return gone > 0 and len(people) - gone < SMALLEST_CIRCLE

    def host_all_days(self, mentorship_id: str, first: date, last: date) -> bool:
        """Whether none of its hosts was there on any of these days."""
        hosts = [one for role, one in self.people.get(mentorship_id, ()) if role is Role.HOST]
        return bool(hosts) and all(self._never_free([one], first, last) for one in hosts)

    def _never_free(self, people: Iterable[Person], first: date, last: date) -> bool:
        known = list(people)
        spans = [*(days for one in known for days in one.away), *stopped_by(self.holds, known)]
        return not days_outside(spans, first, last + DAY)


async def read_stops(
    repos: Repositories, program: Program, first: date, last: date, *, is_circle: bool
) -> Stops:
    """Of the mentorships that stood on one of these days."""
    workspace_id = program.workspace_id
    kept = (await repos.holds.list_for_programs(workspace_id, [program.id])).get(program.id, [])
    holds = [one for one in kept if one.starts_on <= last and one.until > first]
    # Who is there all the time stops nothing, unless it is counted who is left.
    people = await repos.counting.people_of(
        workspace_id, program.id, first=first, last=last, away_only=not holds and not is_circle
    )
    return Stops(people, holds, is_circle)
