"""A list with names handed over in Slack, to whoever fetched it: nowhere else does it leave Lamplight."""

import asyncio
from collections.abc import Collection

from bot.content import People
from bot.domain.acts import Act
from bot.slack.errors import SlackProblem, Unclear, passes_by_itself
from bot.slack.gateway import COMPLETE, SlackGateway
from bot.slack.pacing import patiently
from bot.storage.database import Database
from bot.usecases.exports.fetching import give_back, keep_file
from bot.views.exports.messages import list_note
from bot.views.exports.named_list import NamedList, list_tables
from bot.views.exports.tables import xlsx_file

FILENAME = "lamplight-list.xlsx"
# Of Slack's hundred a minute; the others are for those who click.
NAMES_AT_ONCE = 5


async def hand_over(db: Database, slack: SlackGateway, page: NamedList, *, act: Act, people: People) -> bool:
    """Put it into the conversation of whoever fetched it with the app. What Slack refused is given back.

    False where it may be there or not: it is not sent twice.
    """
    try:
        await _into_conversation(db, slack, page, act=act, people=people)
    except Unclear as unclear:
        if unclear.method == COMPLETE:
            return False
        await give_back(db, act=act, list_id=page.named.id)
        raise
    except Exception:
        await give_back(db, act=act, list_id=page.named.id)
        raise
    return True


async def _into_conversation(
    db: Database, slack: SlackGateway, page: NamedList, *, act: Act, people: People
) -> None:
    """Until Slack shows it nobody has it."""
    ws = act.workspace_id
    names = await _names(slack, ws, page.called_by_name)
    made = list_tables(page, names=names, lists=people, made_on=act.now.date())
    content = await asyncio.to_thread(xlsx_file, made, made_at=act.now)
    note = await slack.post(ws, act.by, list_note().to_dict())
    file_id = await slack.hand_over(ws, FILENAME, content)
    await keep_file(db, act=act, list_id=page.named.id, file_id=file_id)
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
