"""Find a time: offered, ticked, moved, called off; its calendar file; one question each way instead."""

import dataclasses
from collections.abc import Awaitable, Callable, Mapping

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.goals.goals import has_goals
from bot.domain.meetings.meetings import Meeting
from bot.domain.mentorships.mentorships import Mentorship, Outcome
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.replies import After, Reply, last_page, open_modal, open_then_fill, replace, whisper
from bot.slack.gateway import SlackGateway
from bot.usecases.meetings.check_in import answer_cycle
from bot.usecases.meetings.times import (
    TimesTicked,
    begin_question_month,
    cancel_time,
    find_time,
    list_active,
    move_time,
    read_time,
    tick_times,
)
from bot.views.ids import Action, Callback, Field
from bot.views.meetings.calendar_file import calendar_files
from bot.views.meetings.check_in import already_answered
from bot.views.meetings.times import (
    TITLE,
    Times,
    called_off,
    choose_whom,
    file_sent,
    in_touch,
    no_time_page,
    question_month_begun,
    ticked,
    time_off_message,
    time_page,
    time_set_message,
    times_form,
)
from bot.views.message import Message, Modal
from bot.views.refs import CycleRef


def register(app: AsyncApp) -> None:
    app.action(Action.TIME_FIND)(listening(on_find_time))
    app.action(Action.TIME_MOVE)(listening(on_move_time))
    app.action(Action.TIME_CANCEL)(listening(on_cancel_time))
    app.action(Action.TIME_FILE)(listening(on_calendar_file))
    app.action(Action.QUESTION_MONTH)(listening(on_question_month))
    app.action(Action.WE_DID)(listening(on_we_did))
    app.view(Callback.TIMES)(listening(on_times_ticked))


async def on_plan(click: Click, deps: Deps) -> Reply:
    """`/mentor plan`: at once where there is only one mentorship to plan for."""
    mine = await list_active(deps.db, act=click.act)
    if len(mine) == 1:
        return await on_find_time(dataclasses.replace(click, value=mine[0].id), deps)
    return open_modal(choose_whom([(one.id, one.others(click.user_id)) for one in mine]))


COMMANDS = (
    Command(
        Slash.MENTOR, "plan", does="find a time to meet that fits all your shifts", order=50, listener=on_plan
    ),
)


async def on_find_time(click: Click, deps: Deps) -> Reply:
    return _open(click, deps, find_time)


async def on_move_time(click: Click, deps: Deps) -> Reply:
    return _open(click, deps, move_time)


def _open(click: Click, deps: Deps, read: Callable[..., Awaitable[Times]]) -> Reply:
    async def build() -> Modal:
        times = await read(deps.db, act=click.act, mentorship_id=click.value, content=deps.content)
        return _page(times)

    return open_then_fill(TITLE, build)


def _page(times: Times) -> Modal:
    if times.offers:
        return times_form(times)
    is_set = times.meeting is not None and times.meeting.time is not None
    return time_page(times) if is_set else no_time_page(times)


async def on_times_ticked(click: Click, deps: Deps) -> Reply:
    found = await tick_times(
        deps.db,
        act=click.act,
        mentorship_id=click.context,
        ticks=click.form.choices(Field.SLOTS),
        content=deps.content,
    )
    reply = last_page(_outcome(found))
    if not found.is_set or found.times.meeting is None:
        return reply
    message = _is_set(found.times.mentorship, found.times.meeting, click)
    files = calendar_files(found.times.meeting, now=click.now)
    return dataclasses.replace(reply, after=_send(message, files))


def _is_set(mentorship: Mentorship, meeting: Meeting, click: Click) -> Message:
    picks = has_goals(mentorship, click.user_id)
    return time_set_message(meeting, others=mentorship.others(click.user_id), picks=picks)


def _outcome(found: TimesTicked) -> Modal:
    if found.is_set:
        return time_page(found.times, is_new=True)
    return ticked(found.times, is_asked=found.are_asked) if found.is_noted else _page(found.times)


def _send(message: Message, files: Mapping[str, bytes], *, first: After | None = None) -> After:
    """Into the person's own conversation with the app, after what else is to be shown."""

    async def after(click: Click, slack: SlackGateway) -> None:
        if first:
            await first(click, slack)
        posted = await slack.post(click.workspace_id, click.user_id, message.to_dict())
        await slack.upload_files(click.workspace_id, posted.channel, files)

    return after


async def on_cancel_time(click: Click, deps: Deps) -> Reply:
    mentorship, meeting = await cancel_time(
        deps.db, act=click.act, mentorship_id=click.value, content=deps.content
    )
    others = mentorship.others(click.user_id)
    shown = replace(called_off(meeting, others=others))
    note = time_off_message(meeting, others=others, goes_on=False)
    files = calendar_files(meeting, now=click.now)
    return dataclasses.replace(shown, after=_send(note, files, first=shown.after))


async def on_calendar_file(click: Click, deps: Deps) -> Reply:
    """Once more, whatever became of the first."""
    mentorship, meeting = await read_time(deps.db, act=click.act, mentorship_id=click.value)
    shown = whisper(file_sent())
    message = _is_set(mentorship, meeting, click)
    send = _send(message, calendar_files(meeting, now=click.now), first=shown.after)
    return dataclasses.replace(shown, after=send)


async def on_question_month(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        times, cycle = await begin_question_month(
            deps.db, act=click.act, mentorship_id=click.value, content=deps.content
        )
        return question_month_begun(times, cycle=cycle)

    return open_then_fill(TITLE, build)


async def on_we_did(click: Click, deps: Deps) -> Reply:
    """One question each way counts as a meeting does."""
    ref = CycleRef.parse(click.value)
    answered = await answer_cycle(
        deps.db,
        act=click.act,
        mentorship_id=ref.mentorship_id,
        cycle=ref.cycle,
        outcome=Outcome.MET,
    )
    if not answered.is_first:
        return replace(already_answered())
    return replace(
        in_touch(every_weeks=answered.every_weeks, mentorship_id=ref.mentorship_id, cycle=ref.cycle)
    )
