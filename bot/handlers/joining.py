"""The enrolment form: opened, turned page by page, agreed to."""

import json
from dataclasses import asdict, replace
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.enrolments import Role
from bot.domain.joining import JoinAnswers, check_about, check_shifts
from bot.errors import InvalidInput, NotFound
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, next_page, open_then_fill, update_modal
from bot.usecases.joining import JoinStarted, enrol, start_joining, when_in_words
from bot.views.ids import Action, Callback, Field
from bot.views.join import (
    CAPACITY,
    TITLE,
    JoinForm,
    about_page,
    answers_saved,
    charter_page,
    joined,
    no_program_open,
    shifts_page,
)
from bot.views.message import Modal

CAPACITIES = {value: int(value) for value in CAPACITY}


def register(app: AsyncApp) -> None:
    app.action(Action.JOIN)(listening(on_join))
    app.action(Action.JOIN_PROGRAM)(listening(on_program_chosen))
    app.action(Action.JOIN_PRESET)(listening(on_preset_chosen))
    app.view(Callback.JOIN_ABOUT)(listening(on_about_submitted))
    app.view(Callback.JOIN_SHIFTS)(listening(on_shifts_submitted))
    app.view(Callback.JOIN_CHARTER)(listening(on_charter_agreed))


async def on_join(click: Click, deps: Deps) -> Reply:
    """From the command, or from a button that names a program this person is in already."""

    async def build() -> Modal:
        started = await _started(click, deps, program_id=click.value)
        return about_page(_form(started), content=deps.content) if started else no_program_open()

    return open_then_fill(TITLE, build)


async def on_program_chosen(click: Click, deps: Deps) -> Reply:
    """Another program: show what this person said there before."""
    started = await _started(click, deps, program_id=click.value)
    return update_modal(about_page(_form(started), content=deps.content) if started else no_program_open())


async def on_about_submitted(click: Click, deps: Deps) -> Reply:
    before = _answers(click)
    answers = _about(click, before)
    check_about(answers)
    started = await _started(click, deps, program_id=answers.program_id)
    if started and not answers.preset_id:
        said = started.answers
        answers = replace(answers, preset_id=said.preset_id, excluded=said.excluded)
    return next_page(await _shifts(click, deps, answers, started))


async def on_preset_chosen(click: Click, deps: Deps) -> Reply:
    """Another pattern: say at once when the bot would write."""
    answers = replace(_answers(click), preset_id=click.value, excluded=click.form.users(Field.EXCLUDED))
    started = await _started(click, deps, program_id=answers.program_id)
    return update_modal(await _shifts(click, deps, answers, started))


async def on_shifts_submitted(click: Click, deps: Deps) -> Reply:
    answers = replace(
        _answers(click), preset_id=click.form.choice("preset"), excluded=click.form.users(Field.EXCLUDED)
    )
    if not answers.preset_id:
        raise InvalidInput({"preset": "Choose what comes closest; it decides when I keep silent."})
    check_shifts(answers, user_id=click.user_id)
    started = await _started(click, deps, program_id=answers.program_id)
    if started and started.has_accepted:
        return last_page(await _enrolled(click, deps, answers))
    return next_page(_charter(started, answers, deps))


async def on_charter_agreed(click: Click, deps: Deps) -> Reply:
    return last_page(await _enrolled(click, deps, _answers(click)))


async def _enrolled(click: Click, deps: Deps, answers: JoinAnswers) -> Modal:
    tz = (await deps.slack.member(click.workspace_id, click.user_id)).tz
    enrolled = await enrol(
        deps.db,
        workspace_id=click.workspace_id,
        user_id=click.user_id,
        answers=answers,
        tz=tz,
        content=deps.content,
        now=deps.clock(),
    )
    started = await _started(click, deps, program_id=answers.program_id)
    when = (
        when_in_words(started.availability, answers.preset_id, tz=tz, content=deps.content) if started else ""
    )
    return (
        joined(enrolled.program, role=enrolled.role, when=when, today=deps.clock().date())
        if enrolled.is_new
        else answers_saved(when=when)
    )


async def _shifts(click: Click, deps: Deps, answers: JoinAnswers, started: JoinStarted | None) -> Modal:
    if started is None:
        return no_program_open()
    tz = (await deps.slack.member(click.workspace_id, click.user_id)).tz
    when = when_in_words(started.availability, answers.preset_id, tz=tz, content=deps.content)
    return shifts_page(_form(started, answers), content=deps.content, when=when, last=started.has_accepted)


async def _started(click: Click, deps: Deps, *, program_id: str = "") -> JoinStarted | None:
    return await start_joining(
        deps.db,
        workspace_id=click.workspace_id,
        user_id=click.user_id,
        content=deps.content,
        now=deps.clock(),
        program_id=program_id,
    )


def _charter(started: JoinStarted | None, answers: JoinAnswers, deps: Deps) -> Modal:
    return charter_page(_form(started, answers), content=deps.content) if started else no_program_open()


def _form(started: JoinStarted, answers: JoinAnswers | None = None) -> JoinForm:
    given = answers or started.answers
    return JoinForm(
        programs=started.programs,
        sites=started.sites,
        answers=given,
        is_edit=started.is_edit,
        context=_context(given),
    )


def _about(click: Click, before: JoinAnswers) -> JoinAnswers:
    form = click.form
    return replace(
        before,
        program_id=form.choice("program") or before.program_id,
        role=form.choice(Field.ROLE) or Role.MENTEE,
        profession=form.choice(Field.PROFESSION),
        career_stage=form.choice(Field.STAGE),
        specialty=form.choice(Field.SPECIALTY),
        department=form.choice(Field.DEPARTMENT),
        site=form.choice(Field.SITE),
        topics_wanted=form.choices(Field.WANTED),
        topics_offered=form.choices(Field.OFFERED),
        capacity=CAPACITIES.get(form.choice(Field.CAPACITY) or "1", 0),
    )


def _context(answers: JoinAnswers) -> str:
    """The pages so far, as ids, in the modal's own memory; far under Slack's 3,000 characters."""
    return json.dumps({key: value for key, value in asdict(answers).items() if value}, separators=(",", ":"))


def _answers(click: Click) -> JoinAnswers:
    try:
        given: dict[str, Any] = json.loads(click.context or "{}")
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in given.items()
        }
        return JoinAnswers(**values)
    except (ValueError, TypeError, AttributeError):
        raise NotFound("This form is from before an update. Type `/mentor join` for a new one.") from None
