"""Did you meet? The four answers, and taking one back."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.mentorships.mentorships import Outcome
from bot.handlers.click import Click
from bot.handlers.guard import Listener, listening
from bot.handlers.replies import Reply, replace, replace_when_ready
from bot.usecases.meetings.check_in import CycleAnswered, LookAhead, answer_cycle, look_ahead, undo_answer
from bot.usecases.meetings.turnout import tell_turnout
from bot.views.ids import Action
from bot.views.meetings.check_in import MEETING_ANSWERS, already_answered, check_in_question, meeting_recorded
from bot.views.meetings.turnout import ANSWERS as TURNOUT_ANSWERS
from bot.views.message import Message
from bot.views.refs import CycleRef

# "We met" is what most people click.
ASKED_FIRST = True


def register(app: AsyncApp) -> None:
    for action, (_, outcome) in MEETING_ANSWERS.items():
        app.action(action)(listening(on_answer(outcome)))
    for action, (_, enough) in TURNOUT_ANSWERS.items():
        app.action(action)(listening(on_turnout(enough)))
    app.action(Action.UNDO)(listening(on_undo))


def on_answer(outcome: Outcome) -> Listener:
    async def on_answered(click: Click, deps: Deps) -> Reply:
        ref = CycleRef.parse(click.value)
        answered = await answer_cycle(
            deps.db,
            act=click.act,
            mentorship_id=ref.mentorship_id,
            cycle=ref.cycle,
            outcome=outcome,
        )
        if not answered.is_first and not answered.asks_turnout:
            return replace(already_answered())
        return replace_when_ready(lambda: _recorded(click, deps, answered))

    return on_answered


def on_turnout(enough: bool) -> Listener:
    async def on_told(click: Click, deps: Deps) -> Reply:
        ref = CycleRef.parse(click.value)
        told = await tell_turnout(
            deps.db, act=click.act, mentorship_id=ref.mentorship_id, cycle=ref.cycle, enough=enough
        )
        if not told.is_first:
            return replace(already_answered())
        met = CycleAnswered(ref.mentorship_id, ref.cycle, Outcome.MET, told.every_weeks, is_first=True)
        return replace_when_ready(lambda: _recorded(click, deps, met, turnout=enough))

    return on_told


async def _recorded(
    click: Click, deps: Deps, answered: CycleAnswered, *, turnout: bool | None = None
) -> Message:
    """With what is offered after a talk that took place; looked for once Slack has its answer."""
    ahead = LookAhead()
    if answered.outcome is Outcome.MET:
        ahead = await look_ahead(
            deps.db,
            act=click.act,
            mentorship_id=answered.mentorship_id,
            cycle=answered.cycle,
            content=deps.content,
        )
    return meeting_recorded(
        outcome=answered.outcome,
        every_weeks=answered.every_weeks,
        mentorship_id=answered.mentorship_id,
        cycle=answered.cycle,
        guide=ahead.guide,
        offers_goals=ahead.has_goals,
        asks_turnout=ahead.asks_turnout and turnout is None,
        turnout=turnout,
    )


async def on_undo(click: Click, deps: Deps) -> Reply:
    ref = CycleRef.parse(click.value)
    undone = await undo_answer(deps.db, act=click.act, mentorship_id=ref.mentorship_id, cycle=ref.cycle)
    others = undone.mentorship.others(click.user_id)
    return replace(check_in_question(others=others, mentorship_id=ref.mentorship_id, cycle=ref.cycle))
