"""A manager's page about one program, whichever way they asked for it."""

from collections.abc import Awaitable, Callable, Sequence

from bot.deps import Deps
from bot.domain.programs.programs import Program
from bot.handlers.click import Click
from bot.handlers.replies import Reply, open_then_fill
from bot.usecases.programs.planning import list_managed
from bot.views.message import Modal


def about_one_program(
    click: Click,
    deps: Deps,
    *,
    title: str,
    choose: Callable[[Sequence[Program]], Modal],
    page: Callable[[str], Awaitable[Modal]],
) -> Reply:
    """From a button with a program's id, or from the command, where one program needs no choosing."""

    async def build() -> Modal:
        if click.value:
            return await page(click.value)
        managed = await list_managed(deps.db, workspace_id=click.workspace_id, user_id=click.user_id)
        return choose(managed) if len(managed) > 1 else await page(managed[0].id)

    return open_then_fill(title, build)
