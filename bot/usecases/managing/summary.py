"""The program's totals, through disclosure: nothing in them names or singles out anybody."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.domain.acts import Act
from bot.domain.mentorships.mentorships import MentorshipState, iso_week, this_monday
from bot.domain.mentorships.status import Status
from bot.domain.privacy.disclosure import (
    NOT_SHOWN,
    Disclosed,
    DisclosureRules,
    disclose_count,
    disclose_series,
    disclose_share,
)
from bot.domain.programs.programs import Program, require_manager
from bot.facts.status_rows import read_status_bases
from bot.storage.database import Database
from bot.views.managing.summary import Summary

WEEKS = 12
INTRODUCED = (MentorshipState.ACTIVE, MentorshipState.PAUSED, MentorshipState.ENDED)


async def summarise(
    db: Database,
    *,
    act: Act,
    program_id: str,
) -> Summary:
    """Counts, and meetings in each of the twelve weeks that end with this one."""
    mondays = last_mondays(act.now.date(), WEEKS)
    async with db.reading() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        enrolled = await repos.totals.enrolled(act.workspace_id, program_id)
        found = await read_status_bases(repos, act.workspace_id, [program_id], today=act.now.date())
        met = await repos.cycles.met_per_week(
            act.workspace_id, program_id, [iso_week(monday) for monday in mondays]
        )
    return disclosed(
        program,
        enrolled=enrolled,
        statuses=[one.status(today=act.now.date()) for one in found[program_id]],
        met=met,
        mondays=mondays,
    )


def disclosed(
    program: Program,
    *,
    enrolled: int,
    statuses: Sequence[Status],
    met: Mapping[str, int],
    mondays: Sequence[date],
) -> Summary:
    """The same numbers as a manager's channel and a champion may read them. `met` is by ISO week."""
    rules = DisclosureRules()
    # Many meetings of a few pairs would tell how often each pair met.
    is_small = len(statuses) < rules.activity_min_group
    weekly = [0 if is_small else met.get(iso_week(monday), 0) for monday in mondays]
    return Summary(
        program=program,
        enrolled=disclose_count(enrolled, rules),
        mentorships=disclose_count(len(statuses), rules),
        on_track=disclose_share(statuses.count(Status.ON_TRACK), len(statuses), rules),
        meetings=Disclosed(NOT_SHOWN, None) if is_small else disclose_count(sum(weekly), rules),
        weeks=tuple(zip(mondays, disclose_series(weekly, rules), strict=True)),
    )


def last_mondays(today: date, weeks: int) -> list[date]:
    """The Mondays of the last `weeks` weeks, oldest first, this week's last."""
    monday = this_monday(today)
    return [monday - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]


async def is_first_use(db: Database, *, what: str, now: datetime) -> bool:
    """False when this preview was posted before: a double tap posts one summary."""
    async with db.statement() as repos:
        return await repos.events.first_time(what, now)


async def give_back_use(db: Database, *, what: str) -> None:
    """As if it had not been used: nothing has been posted."""
    async with db.statement() as repos:
        await repos.events.take_back(what)
