"""What an operator does to the database by hand: its version, its keys, a program, a workspace."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from bot.config import Settings
from bot.content import load_content
from bot.content.program_files import read_program_file
from bot.domain.programs.programs import Program
from bot.errors import UserFacingError
from bot.storage.database import Database
from bot.storage.encryption import Cipher
from bot.storage.opening import opened
from bot.storage.privacy.deletions import read_deletions
from bot.usecases.delivery.undelivered import send_all_again
from bot.usecases.installation.uninstalling import count_kept, forget_workspace
from bot.usecases.measures.targets import notes_in_words
from bot.usecases.privacy.replaying import Replayed, replay
from bot.usecases.programs.sharing import export_by_hand, import_program

BEHIND = "The database isn't up to date. Run `lamplight migrate` first."


async def migrate_database(settings: Settings) -> list[str]:
    """Returns the names of the migrations that were carried out."""
    async with opened(settings) as db:
        pending = await db.pending_migrations()
        await db.migrate()
    return pending


async def rotate_keys(settings: Settings) -> int:
    """Encrypt every stored token, link, list of goals and key of answers anew; how many there were."""
    async with opened(settings) as db, db.transaction() as repos:
        secrets = (repos.installations, repos.rosters, repos.goals, repos.wave_answers)
        return sum([await one.rotate() for one in secrets])


@asynccontextmanager
async def _up_to_date(settings: Settings) -> AsyncIterator[Database]:
    async with opened(settings) as db:
        if await db.pending_migrations():
            raise UserFacingError(BEHIND)
        yield db


async def program_as_file(settings: Settings, *, wanted: str, workspace_id: str) -> str:
    """`wanted` is an id or a name. Raises UserFacingError."""
    async with _up_to_date(settings) as db:
        return await export_by_hand(db, wanted=wanted, workspace_id=workspace_id, content=load_content())


async def program_from_file(
    settings: Settings, *, path: Path, manager: str, workspace_id: str, now: datetime
) -> Program:
    """Raises UserFacingError with everything that is wrong with the file, by line."""
    content = load_content()
    file = read_program_file(path, content=content)
    async with _up_to_date(settings) as db:
        return await import_program(
            db,
            file=file,
            shown_as=path.name,
            workspace_id=workspace_id,
            manager=manager,
            program_id=uuid4().hex,
            content=content,
            now=now,
        )


def targets_not_read(program: Program) -> list[str]:
    """What its file aimed at and is no number, in words."""
    return list(notes_in_words(program.plan.targets, load_content().measures))


async def count_of_workspace(settings: Settings, *, workspace_id: str) -> Mapping[str, int]:
    """How many rows of each table are kept. Raises UserFacingError for an unknown workspace."""
    async with _up_to_date(settings) as db:
        return await count_kept(db, workspace_id=workspace_id)


async def delete_workspace(settings: Settings, *, workspace_id: str) -> None:
    """All that is kept of it. Idempotent."""
    async with _up_to_date(settings) as db:
        await forget_workspace(db, workspace_id=workspace_id)


async def replay_deletions(settings: Settings, *, path: Path, now: datetime) -> Replayed:
    """Delete again what was deleted since a restored backup was made. Raises UserFacingError."""
    deletions = read_deletions(path)
    async with _up_to_date(settings) as db:
        return await replay(db, deletions=deletions, cipher=Cipher(settings.encryption_keys), now=now)


async def replay_outbox(settings: Settings, *, now: datetime) -> int:
    """Try everything again that matters and could not be delivered; returns how many messages that are."""
    async with _up_to_date(settings) as db:
        return await send_all_again(db, now=now)
