"""Goals: the page, a goal written, moved on and deleted, and what the next talk is about."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.goals.goals import FULL, Typed
from bot.errors import NotFound, NotNow
from bot.handlers.click import Click, Form
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, next_page, open_modal, update_modal
from bot.usecases.goals.goals import (
    choose_next_talk,
    forget_goal,
    list_with_goals,
    note_progress,
    read_goals,
    save_goal,
)
from bot.views.goals.forms import GOAL, TOPIC, goal_form, next_talk_form
from bot.views.goals.goals import GoalsPage, goals_list, goals_page
from bot.views.ids import Action, Callback, Field
from bot.views.refs import GoalRef, StepRef, read_number


def register(app: AsyncApp) -> None:
    app.action(Action.GOALS)(listening(on_goals))
    app.action(Action.GOAL_ADD)(listening(on_add_goal))
    app.action(Action.GOAL_CHANGE)(listening(on_change_goal))
    app.action(Action.GOAL_STEP)(listening(on_step))
    app.action(Action.GOAL_DELETE)(listening(on_delete_goal))
    app.action(Action.NEXT_TALK)(listening(on_next_talk))
    app.view(Callback.GOAL_FORM)(listening(on_goal_written))
    app.view(Callback.NEXT_TALK)(listening(on_next_talk_chosen))


async def on_goals(click: Click, deps: Deps) -> Reply:
    return open_modal(goals_page(await _read(click, deps, click.value)))


async def on_my_goals(click: Click, deps: Deps) -> Reply:
    """`/mentor goals`: at once where there is only one mentorship with goals to read."""
    mine = await list_with_goals(deps.db, act=click.act)
    if len(mine) == 1:
        return open_modal(goals_page(await _read(click, deps, mine[0].id)))
    return open_modal(goals_list(mine, user_id=click.user_id))


COMMANDS = (
    Command(
        Slash.MENTOR,
        "goals",
        does="what you want to learn, and how far along you are",
        order=55,
        listener=on_my_goals,
    ),
)


async def on_add_goal(click: Click, deps: Deps) -> Reply:
    page = await _read(click, deps, click.value)
    if page.mine is None or page.mine.are_full:
        raise NotNow(FULL)
    return open_modal(goal_form(page, GoalRef(click.value, deps.new_id()), None))


async def on_change_goal(click: Click, deps: Deps) -> Reply:
    ref = GoalRef.parse(click.value)
    page = await _read(click, deps, ref.mentorship_id)
    if page.mine is None or page.has_ended:
        raise NotFound(GoalRef.older)
    return open_modal(goal_form(page, ref, page.mine.get(ref.goal_id)))


async def on_goal_written(click: Click, deps: Deps) -> Reply:
    ref = GoalRef.parse(click.context)
    page = await save_goal(
        deps.db,
        act=click.act,
        mentorship_id=ref.mentorship_id,
        goal_id=ref.goal_id,
        typed=_typed(click.form),
        content=deps.content,
    )
    return next_page(goals_page(page))


async def on_step(click: Click, deps: Deps) -> Reply:
    ref = StepRef.parse(click.value)
    page = await note_progress(
        deps.db,
        act=click.act,
        mentorship_id=ref.mentorship_id,
        goal_id=ref.goal_id,
        progress=ref.progress,
        content=deps.content,
    )
    return update_modal(goals_page(page))


async def on_delete_goal(click: Click, deps: Deps) -> Reply:
    ref = GoalRef.parse(click.value)
    page = await forget_goal(
        deps.db,
        act=click.act,
        mentorship_id=ref.mentorship_id,
        goal_id=ref.goal_id,
        content=deps.content,
    )
    return update_modal(goals_page(page))


async def on_next_talk(click: Click, deps: Deps) -> Reply:
    page = await _read(click, deps, click.value)
    if page.mine is None or page.has_ended:
        raise NotFound(GoalRef.older)
    return open_modal(next_talk_form(page, page.mine))


async def on_next_talk_chosen(click: Click, deps: Deps) -> Reply:
    chosen = click.form.choice(Field.NEXT_TALK) or ""
    page = await choose_next_talk(
        deps.db,
        act=click.act,
        mentorship_id=click.context,
        goal_id=chosen.removeprefix(GOAL) if chosen.startswith(GOAL) else "",
        topic=chosen.removeprefix(TOPIC) if chosen.startswith(TOPIC) else "",
        content=deps.content,
    )
    return next_page(goals_page(page))


async def _read(click: Click, deps: Deps, mentorship_id: str) -> GoalsPage:
    return await read_goals(deps.db, act=click.act, mentorship_id=mentorship_id, content=deps.content)


def _typed(form: Form) -> Typed:
    return Typed(
        text=form.text(Field.GOAL),
        topic=form.choice(Field.GOAL_TOPIC) or "",
        importance=read_number(form.choice(Field.GOAL_MATTERS) or "") or 0,
        progress=read_number(form.choice(Field.GOAL_PROGRESS) or "") or 0,
        is_private=bool(form.choices(Field.GOAL_PRIVATE)),
    )
