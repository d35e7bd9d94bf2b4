"""Who can be put together by hand: those who wait and are in no match, and all who mentor."""

from functools import partial

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.managing.listed import ListedPlace
from bot.domain.mentorships.mentorships import CURRENT, MentorshipState
from bot.domain.programs.programs import Program, require_manager
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.matching.waiting import require_open
from bot.usecases.privacy.looking import noted
from bot.usecases.privacy.visible_to_managers import PEOPLE_LIST
from bot.views.managing.posts import post_in_words
from bot.views.matching.by_hand import WhoCanBePaired


async def read_who_can_be_paired(
    db: Database, *, act: Act, program_id: str, content: Content
) -> WhoCanBePaired:
    """Nobody is left off for a reason that managers don't see, like being away. The look is noted before it.

    Nobody's click waits while all are read.
    """
    program, matched, active = await db.read_in_one_trip(partial(_read, act=act, program_id=program_id))
    mentees = [who for who, one in active if one.role.wants and who not in matched]
    mentors = [who for who, one in active if one.role.offers]
    # Thousands share a few hundred.
    said = {post: post_in_words(post, content.people) for post in {one.post for _, one in active}}
    named_here = {*mentees, *mentors}
    posts = {who: said[one.post] for who, one in active if who in named_here}
    async with db.transaction() as repos:
        return await noted(repos, act, program, PEOPLE_LIST, WhoCanBePaired(program, mentees, mentors, posts))


async def _read(
    repos: Repositories, *, act: Act, program_id: str
) -> tuple[Program, set[str], list[tuple[str, ListedPlace]]]:
    """Read who is matched or proposed, and the place of everybody who takes part."""
    program = await repos.programs.get(act.workspace_id, program_id)
    require_manager(program, user_id=act.by)
    require_open(program)
    states = [MentorshipState.PROPOSED, *CURRENT]
    matched = await repos.mentorships.matched_in(act.workspace_id, program_id, states)
    places = await repos.listed.list_places(act.workspace_id, program_id)
    return program, matched, [(who, one) for who, one in places if one.state is EnrolmentState.ACTIVE]
