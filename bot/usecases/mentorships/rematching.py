"""Asking for another match: no fault, no reason, and nobody is told who asked."""

from dataclasses import replace
from datetime import datetime

from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.managing.requests import Request, Topic
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState
from bot.domain.programs.states import MATCHABLE
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.mentorships.lifecycle import lock_current, part

NOTE = "rematch_note"
INTRODUCED = (MentorshipState.ACTIVE, MentorshipState.PAUSED)


async def ask_for_another(
    db: Database,
    *,
    act: Act,
    mentorship_id: str,
) -> Mentorship:
    """It ends here, and whoever asked waits for another match, or has their place free after a while.

    The managers see that this person asked, and no more; the other one gets a neutral note. Returns the
    mentorship as it was.
    """
    async with db.transaction() as repos:
        mentorship = await lock_current(repos, act.workspace_id, mentorship_id, act.by)
        if mentorship.state is MentorshipState.APPROVED:
            raise NotNow("Your introduction is still on its way. You can ask once it has arrived.")
        program = await repos.programs.get(act.workspace_id, mentorship.program_id)
        if program.state not in MATCHABLE:
            raise NotNow(f"{program.name} makes no new matches any more. You can end this one kindly.")
        await part(repos, mentorship, act.by, now=act.now, kind=NOTE)
        await _mark(repos, mentorship)
        await _ask(repos, mentorship, act.by, act.now)
    return mentorship


async def read_matches(db: Database, *, act: Act, program_id: str) -> list[Mentorship]:
    """List this person's matches in a program that they may ask to change. Raises NotNow for none."""
    async with db.reading() as repos:
        mine = await repos.mentorships.list_for_person(act.workspace_id, act.by, INTRODUCED)
    found = [one for one in mine if one.program_id == program_id and not one.is_circle]
    if not found:
        raise NotNow("You don't have a match in this program now, so there's nothing to change.")
    return found


async def _mark(repos: Repositories, was: Mentorship) -> None:
    """Its mentors have some rest before their places are filled again."""
    mentorship = await repos.mentorships.get(was.workspace_id, was.id)
    if mentorship.state is MentorshipState.ENDED:
        await repos.mentorships.save(replace(mentorship, rematched=True))


async def _ask(repos: Repositories, mentorship: Mentorship, user_id: str, now: datetime) -> None:
    workspace_id, program_id = mentorship.workspace_id, mentorship.program_id
    mine = await repos.enrolments.find(workspace_id, program_id, user_id)
    if mine is not None and mine.state is EnrolmentState.ACTIVE:
        request = Request(workspace_id, program_id, user_id, Topic.REMATCH, now.date())
        await repos.requests.save(request)
