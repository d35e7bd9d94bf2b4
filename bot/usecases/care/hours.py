"""A mentor's statement of hours, made from what is kept of their mentorships."""

from bot.domain.acts import Act
from bot.domain.care.hours import HoursStatement, hours_of
from bot.storage.database import Database


async def read_hours(db: Database, *, act: Act) -> HoursStatement:
    """Of all programs that are still kept; those of which nothing is left are not in it."""
    async with db.reading() as repos:
        mentorships = await repos.mentorships.list_for_person(act.workspace_id, act.by)
        ids = [one.id for one in mentorships]
        cycles = await repos.cycles.list_for_mentorships(act.workspace_id, ids) if ids else {}
        programs = await repos.programs.list_by_ids(
            act.workspace_id, sorted({one.program_id for one in mentorships})
        )
    return hours_of(act.by, mentorships=mentorships, cycles=cycles, programs=programs, today=act.now.date())
