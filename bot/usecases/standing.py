"""How mentorships are doing: what every view of a status is worked out from."""

from collections.abc import Sequence

from bot.domain.mentorships import Mentorship
from bot.domain.status import Signs, signs_of
from bot.storage.repositories import Repositories


async def signs_by_mentorship(
    repos: Repositories, workspace_id: str, mentorships: Sequence[Mentorship]
) -> dict[str, Signs]:
    ids = [mentorship.id for mentorship in mentorships]
    cycles = await repos.cycles.list_for_mentorships(workspace_id, ids)
    asked = await repos.outbox.last_sent_on(workspace_id, "quiet_check", ids)
    return {one: signs_of(cycles.get(one, ()), asked_on=asked.get(one)) for one in ids}
