"""What every program of a hospital shows: kept with who changed it, and told to the other managers."""

from datetime import timedelta

from bot.domain.acts import Act
from bot.domain.delivery.outbox import Planned
from bot.domain.people import Workspace
from bot.domain.programs.hospital import HospitalVersion, changes_between
from bot.domain.programs.states import OVER
from bot.storage.repositories import Repositories

TELL_WITHIN = timedelta(days=14)


async def keep_hospital(repos: Repositories, before: Workspace, after: Workspace, *, act: Act) -> Workspace:
    """The next version; without a change there is none. `before` must be locked, and `act` an admin's."""
    was, now = changes_between(before, after)
    if not now:
        return before
    await repos.workspaces.save(after)
    number = await repos.hospital_versions.last_number(act.workspace_id) + 1
    await repos.hospital_versions.add(HospitalVersion(act.workspace_id, number, act.now, act.by, was, now))
    await repos.outbox.plan(await _notes(repos, act, number))
    return after


async def _notes(repos: Repositories, act: Act, number: int) -> list[Planned]:
    """One for each manager, about the first of their programs that is not over."""
    about: dict[str, str] = {}
    for program in await repos.programs.list_all(act.workspace_id):
        if program.state not in OVER:
            for manager in program.managers:
                about.setdefault(manager, program.id)
    about.pop(act.by, None)
    return [
        Planned(
            workspace_id=act.workspace_id,
            kind="hospital_changed",
            subject=program_id,
            cycle=number,
            recipient=manager,
            due_at=act.now,
            expires_at=act.now + TELL_WITHIN,
            budgeted=False,
        )
        for manager, program_id in sorted(about.items())
    ]
