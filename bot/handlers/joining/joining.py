"""The enrolment form: opened, turned page by page, agreed to."""

from dataclasses import replace
from datetime import datetime

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.joining.joining import check_shifts, check_topics
from bot.errors import InvalidInput
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.joining.pages import Carried, carried, with_about, with_needs
from bot.handlers.members import (
    require_may_ask_to_take_part,
    require_may_take_part,
    zone_as_known,
    zone_of_newcomer,
)
from bot.handlers.replies import Reply, last_page, next_page, open_modal, open_then_fill, update_modal
from bot.usecases.directory.staff_numbers import claim_number
from bot.usecases.joining.form import JoinStarted, start_joining, turn_page
from bot.usecases.joining.joining import WelcomeTimes, enrol, when_to_write
from bot.views.ids import Action, Callback, Field
from bot.views.joining.first_page import TITLE, JoinForm, about_page, no_program_open
from bot.views.joining.joined import answers_saved, applied, charter_page, joined, whole_charter
from bot.views.joining.needs import ABOUT, needs_page
from bot.views.message import Modal


def register(app: AsyncApp) -> None:
    app.action(Action.JOIN)(listening(on_join))
    app.action(Action.JOIN_PROGRAM)(listening(on_program_chosen))
    app.action(Action.JOIN_DIRECTORY)(listening(on_number))
    app.action(Action.JOIN_PRESET)(listening(on_pattern_changed))
    app.action(Action.JOIN_BACK)(listening(on_back))
    app.action(Action.CHARTER_WHOLE)(listening(on_charter_whole))
    app.view(Callback.JOIN_ABOUT)(listening(on_about_submitted))
    app.view(Callback.JOIN_NEEDS)(listening(on_needs_submitted))
    app.view(Callback.JOIN_CHARTER)(listening(on_charter_agreed))


async def on_join(click: Click, deps: Deps) -> Reply:
    """From the command, or from a button that names a program this person is in already."""

    async def build() -> Modal:
        tz = await zone_of_newcomer(click, deps)
        return await _first_page(click, deps, opened_at=click.now, tz=tz)

    return open_then_fill(TITLE, build)


COMMANDS = (
    Command(Slash.MENTOR, "join", does="join a program, or change your answers", order=10, listener=on_join),
)


async def on_program_chosen(click: Click, deps: Deps) -> Reply:
    """Another program: show what this person said there before."""
    before = carried(click)
    return update_modal(
        await _first_page(click, deps, opened_at=before.opened_at, tz=before.tz, asked=before.asked)
    )


async def on_number(click: Click, deps: Deps) -> Reply:
    """The same answer whatever they type: the form says nothing about who is in the staff directory."""
    await require_may_ask_to_take_part(click, deps)
    memory = carried(click).with_page(with_about, click)
    await claim_number(deps.db, act=click.act, number=click.form.text(Field.STAFF_NUMBER))
    started = await _opened(click, deps, memory.answers.program_id)
    if started is None:
        return update_modal(no_program_open())
    return update_modal(about_page(_form(started, replace(memory, asked=True), deps), content=deps.content))


async def _first_page(
    click: Click, deps: Deps, *, opened_at: datetime, tz: str, asked: bool = False
) -> Modal:
    started = await _opened(click, deps, click.value)
    if started is None:
        return no_program_open()
    memory = Carried(
        started.answers,
        opened_at,
        deps.content.charter.version,
        asked=asked,
        tz=tz,
        was_in=started.is_edit,
    )
    return about_page(_form(started, memory, deps), content=deps.content)


async def on_about_submitted(click: Click, deps: Deps) -> Reply:
    memory = carried(click).with_page(with_about, click)
    started = await _turned(click, deps, memory)
    if memory.answers.role not in started.roles:
        raise InvalidInput({click.form.block(Field.ROLE): "Choose how you join again."})
    return next_page(await _needs(click, deps, memory))


async def on_pattern_changed(click: Click, deps: Deps) -> Reply:
    """Another pattern: show at once when we would write."""
    return update_modal(await _needs(click, deps, carried(click).with_page(with_needs, click)))


async def on_back(click: Click, deps: Deps) -> Reply:
    """To the page before, with all that was said on this one."""
    memory = carried(click)
    if click.value != ABOUT:
        return update_modal(await _needs(click, deps, memory))
    memory = memory.with_page(with_needs, click)
    started = await _opened(click, deps, memory.answers.program_id)
    if started is None:
        return update_modal(no_program_open())
    return update_modal(about_page(_form(started, memory, deps), content=deps.content))


async def on_needs_submitted(click: Click, deps: Deps) -> Reply:
    memory = carried(click).with_page(with_needs, click)
    started = await _turned(click, deps, memory)
    check_topics(memory.answers, most_mentees=started.most_mentees)
    if not memory.answers.preset_id:
        raise InvalidInput({Field.PRESET: "Choose what comes closest. It decides when we don't message you."})
    check_shifts(memory.answers, user_id=click.user_id)
    form = _form(started, memory, deps)
    if form.is_complete:
        return last_page(await _enrolled(click, deps, memory, started))
    return next_page(charter_page(form, content=deps.content))


async def on_charter_whole(click: Click, deps: Deps) -> Reply:
    return open_modal(whole_charter(deps.content))


async def on_charter_agreed(click: Click, deps: Deps) -> Reply:
    memory = carried(click)
    started = await _turned(click, deps, memory)
    return last_page(await _enrolled(click, deps, memory, started))


async def _enrolled(click: Click, deps: Deps, memory: Carried, started: JoinStarted) -> Modal:
    """Slack is asked once more who they are, behind its acknowledgement where it has to be."""
    tz = (await require_may_take_part(click, deps)).tz
    enrolled = await enrol(
        deps.db,
        act=click.act,
        form=memory.submission(with_charter=not started.has_accepted),
        tz=tz,
        content=deps.content,
    )
    when = _times(click, deps, memory, started, tz=tz).words
    program, role = enrolled.program, enrolled.role
    # A repeat of the press that took effect says what the first one said.
    if not enrolled.is_new and memory.was_in:
        return answers_saved(when=when, has_kept=enrolled.has_kept)
    if enrolled.state is EnrolmentState.APPLIED:
        return applied(program, role=role, when=when)
    return joined(program, role=role, when=when, today=click.now.date(), is_briefed=enrolled.is_briefed)


async def _needs(click: Click, deps: Deps, memory: Carried) -> Modal:
    """In the zone that is known: Slack is not asked between two pages."""
    started = await _turned(click, deps, memory)
    tz = zone_as_known(click, deps) or memory.tz or started.availability.tz
    times = _times(click, deps, memory, started, tz=tz)
    form = _form(started, memory, deps)
    return needs_page(form, content=deps.content, picture=times.picture, when=times.words)


def _times(click: Click, deps: Deps, memory: Carried, started: JoinStarted, *, tz: str) -> WelcomeTimes:
    """When the bot would write to them."""
    return when_to_write(started.availability, memory.answers, tz=tz, content=deps.content, now=click.now)


async def _opened(click: Click, deps: Deps, program_id: str) -> JoinStarted | None:
    return await start_joining(deps.db, act=click.act, content=deps.content, program_id=program_id)


async def _turned(click: Click, deps: Deps, memory: Carried) -> JoinStarted:
    return await turn_page(deps.db, act=click.act, content=deps.content, program_id=memory.answers.program_id)


def _form(started: JoinStarted, memory: Carried, deps: Deps) -> JoinForm:
    form = JoinForm(
        programs=started.programs,
        program=started.program,
        roles=started.roles,
        sites=started.sites,
        answers=memory.answers,
        is_edit=started.is_edit,
        has_accepted=started.has_accepted,
        most_mentees=started.most_mentees,
        context=memory.packed(),
        can_link=started.can_link,
        asked=memory.asked,
    )
    return replace(form, confirmed=started.to_confirm(form.role, content=deps.content))
