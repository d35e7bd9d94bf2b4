"""What somebody likes and knows, told after they have joined."""

from collections.abc import Collection
from dataclasses import replace

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.joining.enrolments import Role
from bot.domain.joining.joining import JoinAnswers, check_likes
from bot.domain.people import Preferences
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.joining.joining import refuse_unknown

NOT_IN_ANY = "You aren't in a program. `/mentor join` shows what's open."


async def read_likes(db: Database, *, act: Act) -> tuple[Preferences, Collection[Role]]:
    """What they said before, and the roles they have. Raises NotNow for who takes no part."""
    async with db.reading() as repos:
        roles = await _roles(repos, act)
        return await repos.preferences.get(act.workspace_id, act.by), roles


async def save_likes(db: Database, *, act: Act, told: JoinAnswers, content: Content) -> None:
    """Of the answers only what people like counts; what no role of theirs is asked stays as it was."""
    refuse_unknown(told, content)
    check_likes(told)
    async with db.transaction() as repos:
        roles = await _roles(repos, act)
        before = await repos.preferences.get(act.workspace_id, act.by)
        after = replace(
            before,
            languages=told.languages,
            interests=told.interests,
            meets=told.meets,
            patient_setting=told.patient_setting,
            styles=told.styles,
        )
        if any(role.wants for role in roles):
            after = replace(after, heading_for=told.heading_for)
        if any(role.offers for role in roles):
            after = replace(after, been_there=told.been_there)
        if any(role.in_circles for role in roles):
            after = replace(after, mixes_stages=told.mixes_stages)
        await repos.preferences.save(after)


async def _roles(repos: Repositories, act: Act) -> Collection[Role]:
    live = {one.id for one in await repos.programs.list_live(act.workspace_id)}
    places = await repos.enrolments.list_for_person(act.workspace_id, act.by)
    found = {one.role for one in places if one.program_id in live and one.state.has_a_place}
    if not found:
        raise NotNow(NOT_IN_ANY)
    return found
