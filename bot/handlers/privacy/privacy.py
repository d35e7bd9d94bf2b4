"""What is private: live scopes, what managers see about whoever asks, a copy of it all, being deleted."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.acts import Act
from bot.errors import InvalidInput
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, open_then_fill
from bot.usecases.privacy.downloading import make_copy, require_first_use
from bot.usecases.privacy.forgetting import forget_person, require_forgettable
from bot.usecases.privacy.privacy import Privacy, read_privacy
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal
from bot.views.privacy.privacy import (
    SURE,
    TITLE,
    copy_message,
    copy_sent,
    delete_form,
    deleted,
    looks_page,
    privacy_page,
)
from bot.views.refs import LooksRef

TICK_FIRST = "Tick the box first: this can't be undone."


def register(app: AsyncApp) -> None:
    app.action(Action.PRIVACY)(listening(on_privacy))
    app.action(Action.LOOKS)(listening(on_looks))
    app.action(Action.DOWNLOAD)(listening(on_download))
    app.action(Action.DELETE_ME)(listening(on_delete_me))
    app.view(Callback.DELETE_ME)(listening(on_delete_submitted))


async def on_privacy(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        scopes = await deps.slack.granted_scopes(click.workspace_id)
        found = await _privacy(click, deps)
        return privacy_page(
            scopes=sorted(scopes),
            seen=found.seen,
            looks=found.looks,
            lines=deps.content.lines,
            lists=deps.content.people,
            wants_prompts=found.wants_prompts,
            willing=found.willing,
            reads=found.who_reads,
        )

    return open_then_fill(TITLE, build)


COMMANDS = (
    Command(
        Slash.MENTOR,
        "privacy",
        does="what Lamplight can reach, and what others see about you",
        order=130,
        listener=on_privacy,
    ),
)


async def on_looks(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        page = LooksRef.parse(click.value).page
        return looks_page((await _privacy(click, deps)).looks, page=page)

    return open_then_fill("Who looked", build)


async def _privacy(click: Click, deps: Deps) -> Privacy:
    return await read_privacy(deps.db, act=click.act)


async def on_download(click: Click, deps: Deps) -> Reply:
    """The page answers at once; the files follow into the person's own conversation with the app."""
    now = click.now
    await require_first_use(deps.db, workspace_id=click.workspace_id, view_id=click.view_id, now=now)

    async def build() -> Modal:
        ws, who = click.workspace_id, click.user_id
        files = await make_copy(deps.db, act=Act(ws, who, now), content=deps.content)
        posted = await deps.slack.post(ws, who, copy_message().to_dict())
        await deps.slack.upload_files(ws, posted.channel, files)
        return copy_sent()

    return open_then_fill(TITLE, build)


async def on_delete_me(click: Click, deps: Deps) -> Reply:
    """The page turns into the question, so that nothing old is left beneath what comes of it."""

    async def build() -> Modal:
        await require_forgettable(deps.db, workspace_id=click.workspace_id, user_id=click.user_id)
        return delete_form()

    return open_then_fill("Delete your data", build)


async def on_delete_submitted(click: Click, deps: Deps) -> Reply:
    if click.form.choices(Field.SURE) != (SURE,):
        raise InvalidInput({Field.SURE: TICK_FIRST})
    await forget_person(deps.db, act=click.act)
    deps.names.forget(click.workspace_id, click.user_id)
    return last_page(deleted())
