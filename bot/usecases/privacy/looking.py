"""A manager's look at names: noted before they are shown, or there is no page. So is a sign-in."""

from typing import TypeVar

from bot.domain.acts import Act
from bot.domain.privacy.named import NamesPeople
from bot.domain.programs.programs import Program, require_manager
from bot.storage.repositories import Repositories

Page = TypeVar("Page", bound=NamesPeople)


async def noted(repos: Repositories, act: Act, program: Program, what: str, page: Page) -> Page:
    """Give the page back once it is noted that this manager sees it; one that names nobody is no look.

    Raises NotYours for who does not manage the program.
    """
    require_manager(program, user_id=act.by)
    if page.whom:
        await _note(repos, act, what, program.id)
    return page


async def note_log_read(repos: Repositories, act: Act) -> None:
    """Somebody reads the log itself, whoever it is about: of no program, so that nobody in one is told."""
    await _note(repos, act, "access log", "")


async def note_sign_in(repos: Repositories, act: Act) -> None:
    """Somebody is let in to the dashboard: of no program either."""
    await _note(repos, act, "signed in to the dashboard", "")


async def _note(repos: Repositories, act: Act, what: str, program_id: str) -> None:
    await repos.access_log.add(act.workspace_id, user_id=act.by, what=what, program_id=program_id, at=act.now)
