"""Who can be put together by hand: those who wait and are in no match, and all who mentor."""

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.mentorships.mentorships import CURRENT, MentorshipState, matched_in
from bot.domain.privacy.visible_to_managers import VisiblePost
from bot.domain.programs.programs import require_manager
from bot.storage.database import Database
from bot.usecases.matching.waiting import require_open
from bot.usecases.privacy.looking import noted
from bot.usecases.privacy.visible_to_managers import PEOPLE_LIST
from bot.views.managing.posts import post_in_words
from bot.views.matching.by_hand import WhoCanBePaired


async def read_who_can_be_paired(
    db: Database, *, act: Act, program_id: str, content: Content
) -> WhoCanBePaired:
    """Nobody is left off for a reason that managers don't see, like being away. The look is noted."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        require_open(program)
        enrolments = await repos.enrolments.list_for_program(act.workspace_id, program_id)
        states = [MentorshipState.PROPOSED, *CURRENT]
        matched = matched_in(await repos.mentorships.list_for_program(act.workspace_id, program_id, states))
        active = [one for one in enrolments if one.state is EnrolmentState.ACTIVE]
        mentees = [one.user_id for one in active if one.role.wants and one.user_id not in matched]
        mentors = [one.user_id for one in active if one.role.offers]
        people = await repos.people.list_by_ids(act.workspace_id, sorted({*mentees, *mentors}))
        posts = {who: post_in_words(VisiblePost.of(one), content.people) for who, one in people.items()}
        return await noted(repos, act, program, PEOPLE_LIST, WhoCanBePaired(program, mentees, mentors, posts))
