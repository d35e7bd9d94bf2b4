"""Lists with names: asked for, agreed to or declined by a second manager, and fetched once."""

import asyncio
from collections.abc import Collection

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, open_modal, open_then_fill, replace
from bot.slack.errors import SlackProblem, Unclear, passes_by_itself
from bot.slack.gateway import COMPLETE, SlackGateway
from bot.slack.pacing import patiently
from bot.usecases.exports.asking import agree, ask_for_list, decline, require_second
from bot.usecases.exports.fetching import fetch_list, give_back, keep_file
from bot.views.exports.messages import list_note, you_agreed, you_declined
from bot.views.exports.named_list import NamedList, list_tables
from bot.views.exports.page import LIST_TITLE, list_asked_for, list_form, list_sent, list_unclear
from bot.views.exports.tables import xlsx_file
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal
from bot.views.refs import ListRef

FILENAME = "lamplight-list.xlsx"
# Of Slack's hundred a minute; the others are for those who click.
NAMES_AT_ONCE = 5


def register(app: AsyncApp) -> None:
    app.action(Action.LIST_ASK)(listening(on_ask))
    app.view(Callback.LIST_FORM)(listening(on_asked))
    app.action(Action.LIST_AGREE)(listening(on_agree))
    app.action(Action.LIST_DECLINE)(listening(on_decline))
    app.action(Action.LIST_FETCH)(listening(on_fetch))


async def on_ask(click: Click, deps: Deps) -> Reply:
    program = await require_second(deps.db, act=click.act, program_id=click.value)
    return open_modal(list_form(program, list_id=deps.new_id(), hint=deps.content.lines.no_phi))


async def on_asked(click: Click, deps: Deps) -> Reply:
    ref = ListRef.parse(click.context)
    asked = await ask_for_list(
        deps.db,
        act=click.act,
        program_id=ref.program_id,
        list_id=ref.list_id,
        what=click.form.choice(Field.LIST_KIND) or "",
        reason=click.form.text(Field.REASON),
        content=deps.content,
    )
    return last_page(list_asked_for(asked))


async def on_agree(click: Click, deps: Deps) -> Reply:
    return replace(you_agreed(await agree(deps.db, act=click.act, list_id=click.value)))


async def on_decline(click: Click, deps: Deps) -> Reply:
    await decline(deps.db, act=click.act, list_id=click.value)
    return replace(you_declined())


async def on_fetch(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        page = await fetch_list(deps.db, act=click.act, list_id=click.value)
        try:
            await _hand_over(page, click, deps)
        except Unclear as unclear:
            if unclear.method == COMPLETE:
                return list_unclear()
            await give_back(deps.db, act=click.act, list_id=page.named.id)
            raise
        except Exception:
            await give_back(deps.db, act=click.act, list_id=page.named.id)
            raise
        return list_sent()

    return open_then_fill(LIST_TITLE, build)


async def _hand_over(page: NamedList, click: Click, deps: Deps) -> None:
    """Into the conversation of whoever asked with the app. Until Slack shows it nobody has it."""
    ws, slack = click.workspace_id, deps.slack
    names = await _names(slack, ws, page.called_by_name)
    made = list_tables(page, names=names, lists=deps.content.people, made_on=click.now.date())
    content = await asyncio.to_thread(xlsx_file, made, made_at=click.now)
    note = await slack.post(ws, click.user_id, list_note().to_dict())
    file_id = await slack.hand_over(ws, FILENAME, content)
    await keep_file(deps.db, act=click.act, list_id=page.named.id, file_id=file_id)
    await slack.share_file(ws, note.channel, file_id=file_id, filename=FILENAME)


async def _names(slack: SlackGateway, ws: str, user_ids: Collection[str]) -> dict[str, str]:
    """What people call themselves in Slack, at the pace it allows. Without an answer the id stands alone.

    It is fetched once, so that nobody is left without a name in haste.
    """
    found: dict[str, str] = {}
    turns, is_away = asyncio.Semaphore(NAMES_AT_ONCE), False

    async def ask(user_id: str) -> None:
        nonlocal is_away
        async with turns:
            if is_away:
                return
            try:
                names = await patiently(lambda: slack.names(ws, user_id), may_happen_twice=True)
            except SlackProblem as problem:
                # Of one of whom Slack knows nothing it may know others.
                is_away = is_away or passes_by_itself(problem)
            else:
                found[user_id] = next(iter(names), "")

    await asyncio.gather(*map(ask, sorted(user_ids)))
    return found
