"""The program summary: previewed for the manager's eyes, then posted to the channel."""

import asyncio
import dataclasses

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.errors import NotNow
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, replace, whisper
from bot.slack.errors import Refused, Unclear
from bot.slack.gateway import SlackGateway
from bot.usecases.managing.summary import give_back_use, is_first_use, summarise
from bot.usecases.programs.planning import list_managed
from bot.views.charts.activity import activity_chart
from bot.views.charts.block import NOT_DRAWN
from bot.views.ids import Action, Field
from bot.views.managing.summary import (
    Summary,
    activity,
    choose_program,
    summary_cancelled,
    summary_message,
    summary_posted,
    summary_preview,
    summary_text,
)
from bot.views.message import Message
from bot.views.notices import plainly

NOT_IN_CHANNEL = (
    "Lamplight isn't in <#{channel}> yet, so it can't post there. Go to the channel, type `/invite "
    "@Lamplight`, "
    "and then type `/mentoring summary` again."
)
USED = "This was posted to <#{channel}>, or is on its way. Look there before you post another."
UNCLEAR = (
    "Slack gave no clear answer, so it may have been posted. Look into <#{channel}> before you post another."
)
# With these it is there for all to read; what comes before them nobody sees.
POSTING = ("chat.postMessage", "files.completeUploadExternal")
WAYS_IN = ("not_in_channel", "channel_not_found")


def register(app: AsyncApp) -> None:
    app.action(Action.SUMMARY)(listening(on_summary))
    app.action(Action.SUMMARY_POST)(listening(on_post))
    app.action(Action.SUMMARY_CHANNEL)(listening(on_channel_chosen))
    app.action(Action.SUMMARY_CANCEL)(listening(on_cancel))


async def on_summary(click: Click, deps: Deps) -> Reply:
    """From a button with a program's id, or from the command, where one program needs no choosing."""
    program_id = click.value
    if not program_id:
        managed = await list_managed(deps.db, workspace_id=click.workspace_id, user_id=click.user_id)
        if len(managed) > 1:
            return whisper(choose_program(managed))
        program_id = managed[0].id
    return _previewed(await _summary(click, deps, program_id))


def _previewed(summary: Summary) -> Reply:
    """With its chart where Slack draws it there, else with the chart in words: a modal has none."""

    async def after(click: Click, slack: SlackGateway) -> None:
        is_message = bool(click.response_url) and not click.waiting
        try:
            await _shown(summary_preview(summary, is_drawn=is_message), click, slack)
        except Refused as refused:
            if refused.error not in NOT_DRAWN:
                raise
            await _shown(summary_preview(summary, is_drawn=False), click, slack)

    return Reply(after=after)


async def _shown(message: Message, click: Click, slack: SlackGateway) -> None:
    show = whisper(message).after
    assert show is not None
    await show(click, slack)


async def on_channel_chosen(click: Click, deps: Deps) -> Reply:
    """It is read when it is posted."""
    return Reply()


COMMANDS = (
    Command(
        Slash.MENTORING, "summary", does="post totals to the program's channel", order=70, listener=on_summary
    ),
)


async def on_post(click: Click, deps: Deps) -> Reply:
    summary = _to(click.form.conversation(Field.CHANNEL), await _summary(click, deps, click.value))
    use = f"summary:{click.workspace_id}:{click.message_ts or click.view_id}"
    if not await is_first_use(deps.db, what=use, now=click.now):
        raise NotNow(USED.format(channel=summary.program.channel_id))

    async def after(click: Click, slack: SlackGateway) -> None:
        shown = replace(await _posted(summary, deps, use=use)).after
        assert shown is not None
        await shown(click, slack)

    return Reply(after=after)


def _to(channel_id: str | None, summary: Summary) -> Summary:
    """The channel that was chosen in the preview; the program's own otherwise."""
    program = summary.program
    chosen = dataclasses.replace(program, channel_id=channel_id or program.channel_id)
    return dataclasses.replace(summary, program=chosen)


async def on_cancel(click: Click, deps: Deps) -> Reply:
    return replace(summary_cancelled())


async def _summary(click: Click, deps: Deps, program_id: str) -> Summary:
    return await summarise(deps.db, act=click.act, program_id=program_id, content=deps.content)


async def _posted(summary: Summary, deps: Deps, *, use: str) -> Message:
    """What came of it. Where it was clearly not posted, the same preview may be used again."""
    try:
        await _post(summary, deps.slack)
    except Unclear as unclear:
        if unclear.method in POSTING:
            return plainly(UNCLEAR.format(channel=summary.program.channel_id))
        await give_back_use(deps.db, what=use)
        raise
    except Exception:
        await give_back_use(deps.db, what=use)
        raise
    return summary_posted(summary.program)


async def _post(summary: Summary, slack: SlackGateway) -> None:
    try:
        if not await _post_with_block(summary, slack):
            await _post_with_picture(summary, slack)
    except Refused as refused:
        if refused.error in WAYS_IN:
            raise NotNow(NOT_IN_CHANNEL.format(channel=summary.program.channel_id)) from refused
        raise


async def _post_with_block(summary: Summary, slack: SlackGateway) -> bool:
    """Post it as a message; False where Slack can't draw its chart. It needs no invitation to the channel."""
    message = summary_message(summary)
    try:
        await slack.post(summary.program.workspace_id, summary.program.channel_id, message.to_dict())
    except Refused as refused:
        if refused.error in NOT_DRAWN:
            return False
        raise
    return True


async def _post_with_picture(summary: Summary, slack: SlackGateway) -> None:
    chart = activity_chart(activity(summary))
    png = await asyncio.to_thread(lambda: chart.png)
    await slack.upload(
        summary.program.workspace_id,
        summary.program.channel_id,
        filename=chart.filename,
        content=png,
        alt_text=chart.alt_text,
        comment=summary_text(summary),
    )
