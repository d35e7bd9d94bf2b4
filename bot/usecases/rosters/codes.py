"""What codes mean: said by whoever has them, settled for everybody, told to those whom it changes."""

from collections.abc import Collection
from dataclasses import replace

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.rosters import Codes, RosterSource, RosterWords
from bot.domain.shifts.codes import CodeTable, Settled, added_up, agreed, changes_for, to_ask_again
from bot.errors import NotFound
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.rosters.page import mine
from bot.usecases.rosters.telling import telling

NO_LIST = "This list is from before an update. Type `/mentor roster` to open your roster again."


async def explain_codes(
    db: Database, *, act: Act, meanings: Codes, content: Content, is_sure: bool = False
) -> frozenset[str]:
    """Only codes that stand in a roster of theirs. They count for this person at once, for others once two
    wards agree; whoever's roster that changes is told.

    Returns the codes they call a day off although they are work to others: unless `is_sure`, those wait.
    """
    ws, who = act.workspace_id, act.by
    async with db.transaction() as repos:
        source = await mine(repos, ws, who)
        before = await code_table(repos, ws)
        asked = {code: meaning for code, meaning in meanings.items() if _is_asked(code, source)}
        new = {code: one for code, one in asked.items() if one != before.meaning_to(who, code)}
        waiting = to_ask_again(new, table=before, lists=content.code_lists, by=who)
        said = {code: one for code, one in new.items() if is_sure or code not in waiting}
        await repos.roster_codes.say(ws, who, said)
        await _settle(repos, ws, said, words=content.roster_words)
        await tell_changes(repos, before, said, act=act, words=content.roster_words)
    return frozenset() if is_sure else waiting


def _is_asked(code: str, source: RosterSource) -> bool:
    return code in source.unknown or code in source.codes


async def take_usual_codes(db: Database, *, act: Act, country: str, content: Content) -> frozenset[str]:
    """All codes of their roster that nobody has explained, as they are usual in a country.

    Returns what `explain_codes` does. Raises NotFound.
    """
    usual = content.code_lists.get(country)
    if usual is None:
        raise NotFound(NO_LIST)
    async with db.reading() as repos:
        source = await mine(repos, act.workspace_id, act.by)
    meanings = {one.code: one.meaning for one in usual.among(source.unknown)}
    return await explain_codes(db, act=act, meanings=meanings, content=content)


async def code_table(repos: Repositories, workspace_id: str) -> CodeTable:
    common = await repos.roster_codes.list_common(workspace_id)
    return CodeTable(common, await repos.roster_codes.list_said(workspace_id))


async def _settle(
    repos: Repositories, workspace_id: str, codes: Collection[str], *, words: RosterWords
) -> None:
    """Whatever two wards agree on counts for everybody, unless somebody has decided otherwise."""
    table = await code_table(repos, workspace_id)
    for code in sorted(codes):
        common, found = table.common.get(code), agreed(table.said_of(code), words=words)
        if common and common.settled is Settled.DECIDED:
            continue
        if found is not None:
            await repos.roster_codes.settle(workspace_id, code, found, settled=Settled.AGREED)
        elif common:
            await repos.roster_codes.unsettle(workspace_id, code)


async def tell_changes(
    repos: Repositories, before: CodeTable, codes: Collection[str], *, act: Act, words: RosterWords
) -> None:
    """Have rosters with these codes read again where they mean something else now, and tell their people."""
    if not codes:
        return
    after = await code_table(repos, act.workspace_id)
    for source in await repos.rosters.list_with_codes(act.workspace_id, codes):
        touched = {*source.codes, *source.unknown}.intersection(codes)
        changes = changes_for(source.user_id, touched, before=before, after=after, words=words)
        if not changes:
            continue
        changed = replace(source, next_refresh_at=act.now)
        if source.user_id != act.by:
            changed = replace(changed, changes=added_up(source.changes, changes), changed=source.changed + 1)
            number, now = changed.changed, act.now
            told = await telling(repos, changed, "code_changed", number=number, due_at=now, budgeted=False)
            await repos.outbox.plan(told)
        await repos.rosters.save(changed)
