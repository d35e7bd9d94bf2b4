"""What Slack says of people: a new time zone, a closed account, an open one again."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.people import LeftBy, Person, known_zone
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.joining.leaving import release_leaver, withdraw_asked


@dataclass(frozen=True, slots=True)
class SlackSays:
    """Of one person, as of `at`: Slack's own time of their last change, also when the event is late.

    A guest `may_take_part` only where the hospital lets guests.
    """

    user_id: str
    tz: str
    has_left: bool
    at: datetime
    may_take_part: bool = True

    def of(self, person: Person) -> Person:
        """As they are kept from now on. That somebody is here does not count if they have left since."""
        now_as = replace(person, tz=known_zone(self.tz, otherwise=person.tz))
        if self.has_left:
            return now_as.gone(LeftBy.SLACK, at=self.at)
        is_older = person.left_at is not None and self.at <= person.left_at
        return now_as if is_older else now_as.back(LeftBy.SLACK)


async def says_news(db: Database, *, workspace_id: str, said: SlackSays) -> bool:
    """Ask whether anything that is kept has changed. Writes nothing, and of a stranger reads one row.

    Who manages a program without being in one is no stranger.
    """
    async with db.statement() as repos:
        person = await repos.people.find(workspace_id, said.user_id)
    if person is not None and not said.may_take_part and await _is_asked(db, workspace_id, said.user_id):
        return True
    if person is not None or not said.has_left:
        return person is not None and said.of(person) != person
    async with db.statement() as repos:
        return bool(await repos.programs.list_managed_by(workspace_id, said.user_id))


async def _is_asked(db: Database, workspace_id: str, user_id: str) -> bool:
    async with db.reading() as repos:
        if await repos.nominations.list_for_person(workspace_id, user_id):
            return True
        places = await repos.enrolments.list_for_person(workspace_id, user_id)
    return any(one.state is EnrolmentState.APPLIED for one in places)


async def follow_slack(db: Database, *, workspace_id: str, said: SlackSays, now: datetime) -> bool:
    """Keep it, of people who are known here; nobody is added because Slack mentions them.

    Returns whether anything has changed. Who comes back to Slack is here again, and in no program: that is
    theirs to decide.
    """
    async with db.transaction() as repos:
        return await _follow(repos, workspace_id, said, now)


async def _follow(repos: Repositories, workspace_id: str, said: SlackSays, now: datetime) -> bool:
    person = await repos.people.find(workspace_id, said.user_id, lock=True)
    withdrew = not said.may_take_part and await withdraw_asked(repos, workspace_id, said.user_id)
    if withdrew:
        person = await repos.people.find(workspace_id, said.user_id)
    if person is not None:
        now_as = said.of(person)
        if now_as == person:
            return withdrew
        # That they have left is for the release to note: it looks at whether they had before.
        await repos.people.save(replace(person, tz=now_as.tz) if said.has_left else now_as)
    if said.has_left:
        by = LeftBy.SLACK
        await release_leaver(repos, workspace_id, said.user_id, now, by=by, left_at=said.at)
    return withdrew or person is not None
