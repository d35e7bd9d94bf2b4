"""Delete me: at once, everything, with a kind note to whoever was matched with this person."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.acts import Act
from bot.domain.mentorships.mentorships import CURRENT, Mentorship
from bot.domain.programs.programs import Program
from bot.errors import NotFound, NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.mentorships.lifecycle import end


async def require_forgettable(db: Database, *, workspace_id: str, user_id: str) -> None:
    """Raises NotNow when a program would be left without a manager."""
    async with db.transaction() as repos:
        await _require_other_managers(repos, workspace_id, user_id)


async def forget_person(
    db: Database,
    *,
    act: Act,
) -> None:
    """Everything or nothing; a second time finds nothing and changes nothing."""
    async with db.transaction() as repos:
        await repos.forgetting.lock(act.workspace_id, act.by)
        await _require_other_managers(repos, act.workspace_id, act.by)
        await forget(repos, act.workspace_id, act.by, now=act.now)
    await db.leave_nothing_behind()


async def forget(repos: Repositories, workspace_id: str, user_id: str, *, now: datetime) -> None:
    """For somebody who is locked: what stands ends kindly, and then nothing names them."""
    for known in await repos.mentorships.list_for_person(workspace_id, user_id):
        mentorship = await _locked(repos, known)
        if mentorship and mentorship.state in CURRENT and not mentorship.goes_on_without(user_id):
            await end(repos, mentorship, told=mentorship.others(user_id), now=now)
    await repos.wave_answers.forget(workspace_id, user_id)
    await repos.forgetting.forget(workspace_id, user_id)


async def _locked(repos: Repositories, known: Mentorship) -> Mentorship | None:
    """As it is now; None where it was a suggestion that has been replaced meanwhile."""
    try:
        return await repos.mentorships.get(known.workspace_id, known.id, lock=True)
    except NotFound:
        return None


async def _require_other_managers(repos: Repositories, workspace_id: str, user_id: str) -> None:
    managed = await repos.programs.list_managed_by(workspace_id, user_id)
    alone = [one for one in managed if one.is_live and one.managers == (user_id,)]
    if alone:
        raise NotNow(_name_another(alone))


def _name_another(programs: Sequence[Program]) -> str:
    names = " and ".join(program.name for program in programs)
    return (
        f"You are the only manager of {names}, and its people would be left without one. Name another "
        f"manager first: Home, More, Edit. Then delete your data here."
    )
