"""How many were at a circle's talk: three or more, or fewer. Its host tells it once, or leaves it."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.acts import Act
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import (
    Cycle,
    Mentorship,
    MentorshipState,
    Outcome,
    monday_of,
    require_member,
)
from bot.errors import NotNow, NotYours
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.home.reader import Reader
from bot.views.home.todo import Todo
from bot.views.meetings.turnout import turnout_todo

# So long Home asks after the week in which they met.
ASKED_FOR = timedelta(weeks=2)


@dataclass(frozen=True, slots=True)
class TurnoutTold:
    """`is_first` False when it had been told before; `every_weeks` is the circle's rhythm."""

    every_weeks: int
    is_first: bool


def asks_turnout_of(mentorship: Mentorship, user_id: str) -> bool:
    return mentorship.is_circle and user_id in mentorship.with_role(Role.HOST)


async def tell_turnout(
    db: Database, *, act: Act, mentorship_id: str, cycle: int, enough: bool
) -> TurnoutTold:
    """Keep a yes or a no with the talk, and never who was there."""
    async with db.transaction() as repos:
        mentorship = await repos.mentorships.get(act.workspace_id, mentorship_id)
        require_member(mentorship, user_id=act.by)
        if not asks_turnout_of(mentorship, act.by):
            raise NotYours("Only the host of this circle is asked that.")
        is_first = await repos.cycles.tell_turnout(
            act.workspace_id, mentorship_id, cycle, user_id=act.by, enough=enough
        )
        if not is_first:
            await _require_met(repos, mentorship, cycle)
    return TurnoutTold(mentorship.every_weeks, is_first)


async def _require_met(repos: Repositories, mentorship: Mentorship, number: int) -> None:
    cycle = await repos.cycles.get(mentorship.workspace_id, mentorship.id, number)
    if cycle.outcome is not Outcome.MET:
        raise NotNow("This talk isn't marked as one that took place. Home shows where you are.")


async def turnout_due(repos: Repositories, reader: Reader) -> Todo | None:
    """For Home: somebody else said that they met, or the host passed the question over."""
    hosted = [
        one
        for one in reader.current
        if one.state is MentorshipState.ACTIVE and asks_turnout_of(one, reader.user_id)
    ]
    if not hosted:
        return None
    cycles = await repos.cycles.list_for_mentorships(reader.workspace_id, [one.id for one in hosted])
    for one in hosted:
        met = _last_met(cycles.get(one.id, []), reader)
        if met and await repos.cycles.waits_for_turnout(reader.workspace_id, one.id, met.number):
            return turnout_todo(one.id, met.number)
    return None


def _last_met(cycles: list[Cycle], reader: Reader) -> Cycle | None:
    """The last talk, if it was not long ago."""
    met = [one for one in cycles if one.iso_week]
    if not met or not met[-1].iso_week:
        return None
    is_recent = reader.now.date() - monday_of(met[-1].iso_week) < ASKED_FOR
    return met[-1] if is_recent else None
