"""Keeping a changed program: a new version with what changed in words, and who was given or lost a role."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from bot.content import Content
from bot.domain.care.leads import SignOff
from bot.domain.programs.hospital import HospitalVersion
from bot.domain.programs.programs import Program, require_manager
from bot.domain.programs.versions import WHY, ProgramVersion
from bot.domain.review.reviews import HeldReview
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.views.programs.hospital import SHOWN
from bot.views.programs.words import changes_in_words

NAMED_MANAGER, REMOVED_MANAGER = "named a manager", "removed a manager"
NOTHING_ELSE: Mapping[str, str] = MappingProxyType({})
NAMED_CHAMPION, REMOVED_CHAMPION = "named the champion", "removed the champion"
NAMED_LEAD, REMOVED_LEAD = "named a lead", "removed a lead"


@dataclass(frozen=True, slots=True)
class ProgramHistory:
    """Versions newest first: the program's own, and the latest of what every program here shows."""

    program: Program
    versions: tuple[ProgramVersion, ...]
    hospital: tuple[HospitalVersion, ...] = ()
    signed: tuple[SignOff, ...] = ()
    reviews: tuple[HeldReview, ...] = ()


async def keep_new(
    repos: Repositories,
    program: Program,
    *,
    by: str,
    origin: str,
    now: datetime,
    changes: Mapping[str, str] = NOTHING_ELSE,
) -> bool:
    """The first version. `origin` says where it comes from; False when it was kept before."""
    if not await repos.programs.add_first(program):
        return False
    await _add_version(repos, program, by=by, changes={"origin": origin, **changes}, now=now)
    nobody = replace(program, managers=(), champion=None, lead=None, deputy=None)
    await _log_grants(repos, nobody, program, by=by, now=now)
    return True


async def keep_change(
    repos: Repositories,
    before: Program,
    after: Program,
    *,
    by: str,
    content: Content,
    now: datetime,
    why: str = "",
) -> Program:
    """The next version; without a change there is none. `before` must be locked."""
    changes = changes_in_words(before, after, content=content)
    if not changes:
        return before
    kept = replace(after, version=before.version + 1)
    await repos.programs.save(kept)
    because = {WHY: why} if why else {}
    await _add_version(repos, kept, by=by, changes={**changes, **because}, now=now)
    await _log_grants(repos, before, kept, by=by, now=now)
    return kept


async def keep_line(
    repos: Repositories, program: Program, *, name: str, line: str, by: str, now: datetime
) -> Program:
    """The next version, in which nothing but this line is new. `program` must be locked."""
    kept = replace(program, version=program.version + 1)
    await repos.programs.save(kept)
    await _add_version(repos, kept, by=by, changes={name: line}, now=now)
    return kept


async def changes_since(repos: Repositories, program: Program, version: int) -> tuple[str, ...]:
    """What later versions changed, in words, oldest first."""
    versions = await repos.program_versions.list_for_program(program.workspace_id, program.id)
    later = [one for one in reversed(versions) if one.number > version]
    return tuple(line for one in later for line in one.lines)


async def read_history(db: Database, *, workspace_id: str, program_id: str, by: str) -> ProgramHistory:
    async with db.reading() as repos:
        program = await repos.programs.get(workspace_id, program_id)
        require_manager(program, user_id=by)
        versions = await repos.program_versions.list_for_program(workspace_id, program_id)
        hospital = await repos.hospital_versions.list_latest(workspace_id, limit=SHOWN)
        signed = (await repos.leads.list_signed(workspace_id, [program_id])).get(program_id, ())
        reviews = await repos.reviews.list_for_program(workspace_id, program_id)
    return ProgramHistory(program, tuple(versions), tuple(hospital), tuple(signed), tuple(reviews))


async def _add_version(
    repos: Repositories, program: Program, *, by: str, changes: Mapping[str, str], now: datetime
) -> None:
    await repos.program_versions.add(
        ProgramVersion(program.workspace_id, program.id, program.version, at=now, by=by, changes=changes)
    )


async def _log_grants(
    repos: Repositories, before: Program, after: Program, *, by: str, now: datetime
) -> None:
    added = [one for one in after.managers if one not in before.managers]
    gone = [one for one in before.managers if one not in after.managers]
    events = [(NAMED_MANAGER, one) for one in added] + [(REMOVED_MANAGER, one) for one in gone]
    if before.champion != after.champion:
        events += [(REMOVED_CHAMPION, before.champion)] if before.champion else []
        events += [(NAMED_CHAMPION, after.champion)] if after.champion else []
    was, led = {before.lead, before.deputy}, {after.lead, after.deputy}
    events += [(REMOVED_LEAD, one) for one in sorted(one for one in was - led if one)]
    events += [(NAMED_LEAD, one) for one in sorted(one for one in led - was if one)]
    for what, about in events:
        await repos.access_log.add(
            after.workspace_id, user_id=by, what=what, program_id=after.id, at=now, about=about
        )
