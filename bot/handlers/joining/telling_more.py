"""Tell us more: opened from Home or Settings, and saved."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.joining.joining import JoinAnswers
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, open_modal
from bot.usecases.joining.telling_more import read_likes, save_likes
from bot.views.ids import Action, Callback, Field
from bot.views.joining.telling_more import ANY_STAGE, STYLE, telling_more, told_more


def register(app: AsyncApp) -> None:
    app.action(Action.TELL_MORE)(listening(on_tell_more))
    app.view(Callback.TELL_MORE)(listening(on_told_more))


async def on_tell_more(click: Click, deps: Deps) -> Reply:
    given, roles = await read_likes(deps.db, act=click.act)
    return open_modal(telling_more(given, roles, content=deps.content))


async def on_told_more(click: Click, deps: Deps) -> Reply:
    await save_likes(deps.db, act=click.act, told=_told(click), content=deps.content)
    return last_page(told_more())


def _told(click: Click) -> JoinAnswers:
    form = click.form
    styles = {name.removeprefix(STYLE): form.choice(name) for name in form.names(STYLE)}
    return JoinAnswers(
        heading_for=form.choices(Field.HEADING_FOR),
        been_there=form.choices(Field.BEEN_THERE),
        interests=form.choices(Field.INTERESTS),
        languages=form.choices(Field.LANGUAGES),
        meets=form.choice(Field.MEETS),
        patient_setting=form.choice(Field.PATIENT_SETTING),
        styles={key: side for key, side in styles.items() if side},
        mixes_stages=form.choice(Field.STAGES) == ANY_STAGE,
    )
