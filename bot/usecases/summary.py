"""The program's totals, through disclosure: nothing in them names or singles out anybody."""

from datetime import date, datetime, timedelta

from bot.domain.disclosure import (
    NOT_SHOWN,
    Disclosed,
    DisclosureRules,
    disclose_count,
    disclose_series,
    disclose_share,
)
from bot.domain.enrolments import EnrolmentState
from bot.domain.mentorships import MentorshipState, iso_week, this_monday
from bot.domain.programs import require_manager
from bot.domain.status import Status, status_of
from bot.storage.database import Database
from bot.usecases.standing import signs_by_mentorship
from bot.views.summary import Summary

WEEKS = 12
INTRODUCED = (MentorshipState.ACTIVE, MentorshipState.PAUSED, MentorshipState.ENDED)


async def summarise(db: Database, *, workspace_id: str, program_id: str, by: str, now: datetime) -> Summary:
    """Counts, and meetings in each of the twelve weeks that end with this one."""
    rules = DisclosureRules()
    mondays = last_mondays(now.date(), WEEKS)
    async with db.transaction() as repos:
        program = await repos.programs.get(workspace_id, program_id)
        require_manager(program, user_id=by)
        enrolments = await repos.enrolments.list_for_program(workspace_id, program_id)
        mentorships = await repos.mentorships.list_for_program(workspace_id, program_id, INTRODUCED)
        signs = await signs_by_mentorship(repos, workspace_id, mentorships)
        met = await repos.cycles.met_per_week(
            workspace_id, program_id, [iso_week(monday) for monday in mondays]
        )
    statuses = [status_of(one, signs[one.id], today=now.date()) for one in mentorships]
    on_track = statuses.count(Status.ON_TRACK)
    # Many meetings of a few pairs would tell how often each pair met.
    is_small = len(mentorships) < rules.activity_min_group
    weekly = [0 if is_small else met.get(iso_week(monday), 0) for monday in mondays]
    return Summary(
        program=program,
        enrolled=disclose_count(sum(one.state is not EnrolmentState.LEFT for one in enrolments), rules),
        mentorships=disclose_count(len(mentorships), rules),
        on_track=disclose_share(on_track, len(statuses), rules),
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
