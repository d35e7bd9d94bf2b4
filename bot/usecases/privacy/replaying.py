"""After a backup was restored: what was deleted since is deleted again, and nobody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import UserFacingError
from bot.storage.database import Database
from bot.storage.encryption import Cipher
from bot.storage.privacy.deletions import Deletion, as_hashed
from bot.storage.repositories import Repositories
from bot.usecases.privacy.forgetting import forget

OTHER_KEYS = (
    "{count} of these deletions were written under a key that isn't in ENCRYPTION_KEYS now. Put the key of "
    "that time at the end of the list for this command, and try again. Nothing was deleted."
)


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many deletions the file holds, how many came after the backup, and what that became here."""

    noted: int
    since: int
    people: int
    workspaces: int
    without_manager: Sequence[str]


async def replay(db: Database, *, deletions: Sequence[Deletion], cipher: Cipher, now: datetime) -> Replayed:
    """Idempotent. Raises UserFacingError, before anything is deleted, where a key is missing."""
    async with db.reading() as repos:
        noted = await repos.forgetting.list_noted()
        workspace_ids = await repos.workspaces.list_ids()
    since = [one for one in deletions if one.id not in noted]
    _require_keys(since, cipher)
    gone = sorted({one.mark for one in since if one.is_of_workspace} & set(workspace_ids))
    for workspace_id in gone:
        async with db.transaction() as repos:
            await repos.forgetting.note_workspace(workspace_id)
            await repos.installations.delete(workspace_id)
    people = await _people(db, [one for one in workspace_ids if one not in gone], since, cipher)
    alone: list[str] = []
    for workspace_id, user_id in people:
        async with db.transaction() as repos:
            await repos.forgetting.lock(workspace_id, user_id)
            alone += await _managed_alone(repos, workspace_id, user_id)
            await forget(repos, workspace_id, user_id, now=now)
    async with db.transaction() as repos:
        await repos.forgetting.remember_noted([one.id for one in since])
    await db.leave_nothing_behind()
    return Replayed(len(deletions), len(since), len(people), len(gone), alone)


def _require_keys(since: Sequence[Deletion], cipher: Cipher) -> None:
    known = {key for key, _ in cipher.marks("")}
    strange = [one for one in since if not one.is_of_workspace and one.key not in known]
    if strange:
        raise UserFacingError(OTHER_KEYS.format(count=len(strange)))


async def _people(
    db: Database, workspace_ids: Sequence[str], since: Sequence[Deletion], cipher: Cipher
) -> list[tuple[str, str]]:
    wanted: Mapping[str, Deletion] = {one.mark: one for one in since if not one.is_of_workspace}
    found = []
    for workspace_id in workspace_ids:
        async with db.reading() as repos:
            ids = await repos.personal_data.list_ids(workspace_id)
        for user_id in sorted(ids):
            if any(mark in wanted for _, mark in cipher.marks(as_hashed(workspace_id, user_id))):
                found.append((workspace_id, user_id))
    return found


async def _managed_alone(repos: Repositories, workspace_id: str, user_id: str) -> list[str]:
    managed = await repos.programs.list_managed_by(workspace_id, user_id)
    return [one.name for one in managed if one.is_live and one.managers == (user_id,)]
