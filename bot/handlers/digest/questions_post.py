"""The post about questions that close soon: opened from the Monday list, changed, posted."""

import dataclasses

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.errors import NotNow
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.page import Page
from bot.handlers.recruiting.announcing import UNCLEAR, refusal_in_words
from bot.handlers.replies import Reply, next_page, open_modal, update_modal
from bot.slack.errors import RateLimited, Refused, Unclear
from bot.slack.gateway import SlackGateway
from bot.usecases.digest.questions_post import check_post, read_open_questions
from bot.usecases.managing.summary import give_back_use, is_first_use
from bot.views.digest.questions_post import TITLE, QuestionsPost, questions_form, questions_post
from bot.views.ids import Callback, Field
from bot.views.message import Modal
from bot.views.notices import loading, notice, plainly

USED = "This was posted, or is on its way. Look into the channel before you post another."


def register(app: AsyncApp) -> None:
    app.view(Callback.QUESTIONS_POST)(listening(on_post))


async def open_questions_post(click: Click, deps: Deps) -> Reply:
    form = questions_form(await read_open_questions(deps.db, act=click.act, program_id=click.value))
    return update_modal(form) if click.view_type == "modal" else open_modal(form)


async def on_post(click: Click, deps: Deps) -> Reply:
    text, channel_id = click.form.text(Field.TEXT_EVERYONE), click.form.conversation(Field.CHANNEL) or ""
    about = await read_open_questions(deps.db, act=click.act, program_id=click.context)
    check_post(text, channel_id, act=click.act, hint=deps.content.lines.phi_hint)
    if not await is_first_use(deps.db, what=_use(click), now=click.now):
        raise NotNow(USED)

    async def after(click: Click, slack: SlackGateway) -> None:
        came_of_it = await _posted(click, deps, about, text=text, channel_id=channel_id)
        page = click.waiting or Page(click.workspace_id, click.view_id)
        await page.fill(slack, came_of_it.to_dict())

    return dataclasses.replace(next_page(loading(TITLE)), after=after)


async def _posted(click: Click, deps: Deps, about: QuestionsPost, *, text: str, channel_id: str) -> Modal:
    """What came of it. What was clearly refused may be tried again, with what was typed."""
    try:
        await deps.slack.post(click.workspace_id, channel_id, questions_post(text).to_dict())
    except Unclear:
        return notice(plainly(UNCLEAR))
    except (Refused, RateLimited) as problem:
        await give_back_use(deps.db, what=_use(click))
        said = refusal_in_words(problem, channel_id=channel_id)
        return questions_form(about, text=text, channel_id=channel_id, above=said)
    return notice(plainly(f"Posted to <#{channel_id}>."))


def _use(click: Click) -> str:
    """What makes it one post, however often the form is sent."""
    return f"questions:{click.workspace_id}:{click.view_id}"
