"""The hours of a mentor: how many talks in which program, self-reported, and no mentee's name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Mentorship
from bot.domain.programs.programs import Program


@dataclass(frozen=True, slots=True)
class ProgramHours:
    """The talks of one person in one program, from their first introduction on.

    `until` is None while one of their mentorships there is current. `talks` are the weeks in which a meeting
    was noted, of each mentorship; `minutes_each` is what was planned for one.
    """

    program_name: str
    role: Role
    since: date
    until: date | None
    talks: int
    minutes_each: int

    @property
    def minutes(self) -> int:
        return self.talks * self.minutes_each


@dataclass(frozen=True, slots=True)
class HoursStatement:
    """What somebody gave as a mentor or host, the earliest program first."""

    made_on: date
    programs: tuple[ProgramHours, ...]

    @property
    def talks(self) -> int:
        return sum(one.talks for one in self.programs)

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.programs)


def hours_of(
    user_id: str,
    *,
    mentorships: Iterable[Mentorship],
    cycles: Mapping[str, Sequence[Cycle]],
    programs: Mapping[str, Program],
    today: date,
) -> HoursStatement:
    """Add up what this person gave in these mentorships, of which only those they mentor or host count."""
    theirs = [one for one in mentorships if one.introduced_on and one.is_given_by(user_id)]
    by_program = {
        one.program_id: [each for each in theirs if each.program_id == one.program_id] for one in theirs
    }
    found = [_hours(user_id, programs[key], group, cycles) for key, group in by_program.items()]
    return HoursStatement(today, tuple(sorted(found, key=lambda one: (one.since, one.program_name))))


def _hours(
    user_id: str, program: Program, group: Sequence[Mentorship], cycles: Mapping[str, Sequence[Cycle]]
) -> ProgramHours:
    weeks = {(one.id, each.iso_week) for one in group for each in cycles.get(one.id, ()) if each.iso_week}
    ended = [one.ended_on for one in group if one.ended_on]
    return ProgramHours(
        program_name=program.name,
        role=role_in(group[0], user_id),
        since=min(one.introduced_on for one in group if one.introduced_on),
        until=max(ended) if len(ended) == len(group) else None,
        talks=len(weeks),
        minutes_each=program.minutes,
    )


def role_in(mentorship: Mentorship, user_id: str) -> Role:
    """Find as what somebody is in a mentorship. Raises StopIteration for who is not in it."""
    return next(one.role for one in mentorship.members if one.user_id == user_id)
