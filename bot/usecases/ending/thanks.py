"""Thanks at the end: one of a few lines, once, to the others of a mentorship."""

from collections.abc import Sequence

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.ending.endings import require_open
from bot.domain.ending.thanks import Thanks
from bot.domain.mentorships.mentorships import Mentorship, require_member
from bot.errors import NotFound, NotNow
from bot.planning.ending import plan_thanks_told
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.ending.endings import endings_of
from bot.views.ending.thanks import ALREADY
from bot.views.refs import OLDER_MESSAGE

NOBODY_THERE = "The other person is no longer here, so there's nobody to thank."


async def read_whom_to_thank(
    db: Database, *, act: Act, mentorship_id: str, content: Content
) -> Sequence[str]:
    """Before a line is chosen. Raises NotNow when it isn't the time, or it is done already."""
    async with db.reading() as repos:
        mentorship = await repos.mentorships.get(act.workspace_id, mentorship_id)
        await _require_time(repos, mentorship, act, content)
        told = await repos.thanks.list_for_mentorships(act.workspace_id, [mentorship_id])
    if any(one.user_id == act.by for one in told.get(mentorship_id, ())):
        raise NotNow(ALREADY)
    return mentorship.others(act.by)


async def tell_thanks(
    db: Database, *, act: Act, mentorship_id: str, line: int, content: Content
) -> tuple[Sequence[str], bool]:
    """The others, and whether they hear it now: a second time changes nothing.

    Who asked to be kept apart from this person is not written to, and nobody learns of it.
    """
    if not 0 < line <= len(content.lines.thanks):
        raise NotFound(OLDER_MESSAGE)
    ws = act.workspace_id
    async with db.transaction() as repos:
        mentorship = await repos.mentorships.get(ws, mentorship_id, lock=True)
        await _require_time(repos, mentorship, act, content)
        others = mentorship.others(act.by)
        told = (await repos.thanks.list_for_mentorships(ws, [mentorship_id])).get(mentorship_id, [])
        number = max((one.number for one in told), default=0) + 1
        thanks = Thanks(ws, mentorship_id, act.by, number, line, act.now.date())
        is_new = await repos.thanks.add_first(thanks)
        if is_new:
            to = await _who_hears_it(repos, mentorship, act.by)
            await repos.outbox.plan(plan_thanks_told(thanks, to=to, now=act.now))
    return others, is_new


async def _require_time(repos: Repositories, mentorship: Mentorship, act: Act, content: Content) -> None:
    require_member(mentorship, user_id=act.by)
    program = await repos.programs.get(act.workspace_id, mentorship.program_id)
    endings = endings_of([mentorship], {program.id: program}, content=content, today=act.now.date())
    require_open(endings, today=act.now.date())
    if not mentorship.others(act.by):
        raise NotNow(NOBODY_THERE)


async def _who_hears_it(repos: Repositories, mentorship: Mentorship, by: str) -> list[str]:
    apart = await repos.exclusions.list_among(mentorship.workspace_id, mentorship.user_ids)
    return [
        one for one in mentorship.others(by) if by not in apart.get(one, ()) and one not in apart.get(by, ())
    ]
