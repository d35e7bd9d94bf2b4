"""Announcing a program: the form, the preview, and the post."""

import logging

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.recruiting.announcements import Announcement, Readers, Typed
from bot.errors import UserFacingError
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.members import zone_of
from bot.handlers.replies import Reply, open_modal, replace, stack_page, update_modal, whisper
from bot.slack.errors import RateLimited, Refused, Unclear
from bot.slack.gateway import SlackGateway
from bot.usecases.programs.planning import list_managed
from bot.usecases.recruiting.announcing import (
    confirm_announcement,
    draft_announcement,
    start_announcing,
    start_recruiting,
    withdraw_announcement,
)
from bot.views.ids import Action, Callback, Field
from bot.views.message import Message, Modal
from bot.views.notices import SORRY, plainly
from bot.views.recruiting.announcement import announcement
from bot.views.recruiting.announcing import (
    TEXT_OF,
    announced,
    announcement_form,
    announcement_preview,
    choose_announced,
)

logger = logging.getLogger(__name__)

NOT_IN_CHANNEL = (
    "Lamplight isn't in <#{channel}> yet, so it can't post there. Go to the channel, type `/invite "
    "@Lamplight`, then "
    "go back here and try again."
)
REFUSALS = {
    "not_in_channel": NOT_IN_CHANNEL,
    "channel_not_found": NOT_IN_CHANNEL,
    "is_archived": "<#{channel}> is archived. Go back and choose another channel.",
    "restricted_action": "Lamplight isn't allowed to post in <#{channel}>. Ask the channel's owners to "
    "allow it, or choose another channel.",
}
UNCLEAR = (
    "Slack gave no clear answer, so it may have been posted. Look into the channel before you try again."
)


def register(app: AsyncApp) -> None:
    app.action(Action.ANNOUNCE)(listening(on_announce))
    app.action(Action.RECRUIT)(listening(on_recruit))
    app.action(Action.ANNOUNCE_FOR)(listening(on_readers_chosen))
    app.view(Callback.ANNOUNCE_FORM)(listening(on_typed))
    app.action(Action.ANNOUNCE_POST)(listening(on_post))
    app.action(Action.ANNOUNCE_CANCEL)(listening(on_cancel))


async def on_announce(click: Click, deps: Deps) -> Reply:
    """From a button with a program's id, or from the command, where one program needs no choosing."""
    program_id = click.value
    if not program_id:
        managed = await list_managed(deps.db, workspace_id=click.workspace_id, user_id=click.user_id)
        if len(managed) > 1:
            return whisper(choose_announced(managed))
        program_id = managed[0].id
    return open_modal(await _form(click, deps, program_id))


COMMANDS = (
    Command(
        Slash.MENTORING,
        "announce",
        does="tell people about a program, now or later",
        order=20,
        listener=on_announce,
    ),
)


async def on_recruit(click: Click, deps: Deps) -> Reply:
    """From the cover, which it replaces: Slack stacks no more than three."""
    form = await start_recruiting(deps.db, act=click.act, program_id=click.value, content=deps.content)
    return update_modal(announcement_form(form))


async def on_readers_chosen(click: Click, deps: Deps) -> Reply:
    """Other readers: the words for them."""
    return update_modal(await _form(click, deps, click.context, readers=_readers(click.value)))


async def on_typed(click: Click, deps: Deps) -> Reply:
    drafted = await draft_announcement(
        deps.db,
        act=click.act,
        announcement_id=deps.new_id(),
        typed=_typed(click),
        tz=await zone_of(click, deps),
        content=deps.content,
    )
    return stack_page(
        announcement_preview(drafted.announcement, elsewhere=drafted.elsewhere, is_late=drafted.is_late)
    )


async def on_post(click: Click, deps: Deps) -> Reply:
    """What goes wrong is said in the preview's place: three modals may be open already."""
    try:
        one = await confirm_announcement(deps.db, act=click.act, announcement_id=click.value)
    except UserFacingError as error:
        return replace(plainly(str(error)))
    if one.post_at:
        return replace(announced(one))

    async def after(click: Click, slack: SlackGateway) -> None:
        shown = replace(await _posted(one, click, deps)).after
        assert shown is not None
        await shown(click, slack)

    return Reply(after=after)


async def on_cancel(click: Click, deps: Deps) -> Reply:
    program_id = await withdraw_announcement(
        deps.db, workspace_id=click.workspace_id, announcement_id=click.value, by=click.user_id
    )
    readers = click.form.choice(Field.ROLE)
    return update_modal(await _form(click, deps, program_id, readers=_readers(readers)))


async def _posted(one: Announcement, click: Click, deps: Deps) -> Message:
    """What came of it, in words. What was clearly refused is taken back, and may be tried again."""
    try:
        await deps.slack.post(one.workspace_id, one.channel_id, announcement(one).to_dict())
    except Unclear:
        return plainly(UNCLEAR)
    except (Refused, RateLimited) as problem:
        await withdraw_announcement(
            deps.db, workspace_id=one.workspace_id, announcement_id=one.id, by=click.user_id
        )
        return plainly(refusal_in_words(problem, channel_id=one.channel_id))
    return announced(one)


def refusal_in_words(problem: Refused | RateLimited, *, channel_id: str) -> str:
    """Say why a post did not get into its channel, and what to do about it."""
    if isinstance(problem, RateLimited):
        return "Slack asks to wait a little. Go back and try again in a minute."
    sentence = REFUSALS.get(problem.error)
    if sentence is None:
        logger.error("a post was refused: %s", problem)
    return (sentence or SORRY).format(channel=channel_id)


async def _form(click: Click, deps: Deps, program_id: str, *, readers: Readers | None = None) -> Modal:
    return announcement_form(
        await start_announcing(
            deps.db, act=click.act, program_id=program_id, content=deps.content, readers=readers
        )
    )


def _readers(chosen: str | None) -> Readers | None:
    return Readers(chosen) if chosen in frozenset(Readers) else None


def _typed(click: Click) -> Typed:
    form = click.form
    readers = _readers(form.choice(Field.ROLE)) or Readers.EVERYONE
    return Typed(
        program_id=click.context,
        readers=readers,
        channel_id=form.conversation(Field.CHANNEL) or "",
        text=form.text(TEXT_OF[readers]),
        day=form.date(Field.POST_ON) or "",
        at=form.choice(Field.POST_AT) or "",
        repeat=form.choice(Field.REPEAT) or "",
    )
