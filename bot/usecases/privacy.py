"""What a program's managers can see about one person, worked out by the code that shows it to them."""

from datetime import datetime

from bot.content import Content
from bot.domain.mentorships import MentorshipState
from bot.domain.status import status_of
from bot.storage.database import Database
from bot.usecases.standing import signs_by_mentorship
from bot.views.parts import mentions
from bot.views.privacy import SeenByManagers

NAMED = (MentorshipState.APPROVED, MentorshipState.ACTIVE, MentorshipState.PAUSED, MentorshipState.ENDED)


async def read_seen_by_managers(
    db: Database, *, workspace_id: str, user_id: str, content: Content, now: datetime
) -> list[SeenByManagers]:
    async with db.transaction() as repos:
        programs = {program.id: program for program in await repos.programs.list_all(workspace_id)}
        enrolments = await repos.enrolments.list_for_person(workspace_id, user_id)
        mentorships = await repos.mentorships.list_for_person(workspace_id, user_id, NAMED)
        signs = await signs_by_mentorship(repos, workspace_id, mentorships)
    seen = [
        SeenByManagers(programs[one.program_id].name, f"joined as {one.role.value}") for one in enrolments
    ]
    for one in mentorships:
        status = status_of(one, signs[one.id], today=now.date())
        line = f"matched with {mentions(one.others(user_id))}; status: {status.value}"
        seen.append(SeenByManagers(programs[one.program_id].name, line))
    return seen
