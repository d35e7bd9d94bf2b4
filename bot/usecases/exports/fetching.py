"""A list with names: fetched once, given back where Slack refused it, and deleted there a day later."""

import logging
from datetime import datetime, timedelta

from bot.domain.acts import Act
from bot.domain.exports.named import FILE_STAYS, ListKind, ListState, NamedExport
from bot.domain.programs.programs import Program
from bot.errors import NotNow, NotYours
from bot.planning.exports import plan_told
from bot.slack.errors import Refused, SlackProblem
from bot.slack.gateway import SlackGateway
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.oversight.reading import may_say_second_yes
from bot.usecases.privacy.looking import noted
from bot.usecases.privacy.visible_to_managers import people_of
from bot.views.exports.named_list import NamedList, people_for
from bot.views.parts import slack_time

logger = logging.getLogger(__name__)

TAKEN_OUT = "list with names, taken out of Lamplight for"
NOT_YOURS = "Only the manager who asked for this list can fetch it."
FETCHED = "You fetched this list on {when}. It's fetched once: ask for a new one if you need it."
NOT_AGREED = "Nobody has agreed to this list yet."
TOO_LATE = "The 24 hours to fetch this list are over. Ask for a new one if you still need it."
LAPSED = (
    "You, or the manager who agreed, no longer look after {name}. So the list isn't made: ask for a new one "
    "if you still need it."
)
DECLINED = "This list wasn't agreed to. Nothing was taken out."
# Slack may never allow it: whoever fetched it was told to keep it safe, and the log says what is left.
GIVE_UP_AFTER = FILE_STAYS + timedelta(days=3)
# What Slack says of a file that is not there.
GONE = ("file_not_found", "file_deleted")


async def fetch_list(db: Database, *, act: Act, list_id: str) -> NamedList:
    """The list as it is now, marked as fetched and logged before anybody has it; everyone on it will be told.

    Raises NotYours, and NotNow where it was fetched before, or can't be.
    """
    async with db.transaction() as repos:
        one = await repos.named_exports.get(act.workspace_id, list_id)
        program = await repos.programs.get(act.workspace_id, one.program_id, lock=True)
        if one.asked_by != act.by:
            raise NotYours(NOT_YOURS)
        refusal = await _refusal(repos, one, program, act)
        page = None if refusal else await _fetched(repos, one, program, act)
    if page is None:
        raise NotNow(refusal or FETCHED.format(when=slack_time(act.now)))
    return page


async def _refusal(repos: Repositories, one: NamedExport, program: Program, act: Act) -> str:
    """Why it can't be fetched, in words. What has lapsed is kept so, whatever is said."""
    if one.state is ListState.FETCHED and one.fetched_at:
        return FETCHED.format(when=slack_time(one.fetched_at))
    if one.state is ListState.ASKED:
        return NOT_AGREED
    if one.state is ListState.DECLINED:
        return DECLINED
    second = Act(act.workspace_id, one.agreed_by or "", act.now)
    stands = await may_say_second_yes(repos, program, act=second, asked_by=one.asked_by)
    if one.state is ListState.LAPSED or act.by not in program.managers or not stands:
        await repos.named_exports.lapse(act.workspace_id, one.id)
        return LAPSED.format(name=program.name)
    return "" if one.is_ready(act.now) else TOO_LATE


async def _fetched(repos: Repositories, one: NamedExport, program: Program, act: Act) -> NamedList | None:
    """None where it was fetched at this very moment."""
    if not await repos.named_exports.fetch(act.workspace_id, one.id, at=act.now):
        return None
    seen = people_for(one.what, await people_of(repos, program, act.now.date()))
    is_hr = one.what is ListKind.HR
    numbers = await _numbers(repos, program, [person.user_id for person in seen]) if is_hr else {}
    what = f"{TAKEN_OUT}: {one.reason}"
    page = await noted(repos, act, program, what, NamedList(program, one, seen, numbers))
    await repos.outbox.plan(plan_told(one, sorted(page.whom), now=act.now))
    return page


async def _numbers(repos: Repositories, program: Program, user_ids: list[str]) -> dict[str, str]:
    """Those of which more than their own word is known."""
    return await repos.directory.proven_numbers(program.workspace_id, user_ids)


async def keep_file(db: Database, *, act: Act, list_id: str, file_id: str) -> None:
    """Before Slack shows it, so that it is deleted there whatever happens next."""
    async with db.statement() as repos:
        await repos.named_exports.keep_file(act.workspace_id, list_id, at=act.now, file_id=file_id)


async def give_back(db: Database, *, act: Act, list_id: str) -> None:
    """It was clearly not handed over: it may be fetched again, and nobody is told of this time."""
    async with db.statement() as repos:
        await repos.named_exports.give_back(act.workspace_id, list_id, at=act.now)


async def take_back_files(db: Database, slack: SlackGateway, *, workspace_id: str, now: datetime) -> int:
    """Delete in Slack what was fetched a day ago; returns how many. What Slack refuses is tried again."""
    async with db.reading() as repos:
        due = await repos.named_exports.list_files(workspace_id, before=now - FILE_STAYS)
    done = 0
    for one in due:
        if await _is_deleted(slack, one) or _is_hopeless(one, now):
            async with db.statement() as repos:
                done += await repos.named_exports.forget_file(workspace_id, one.id)
    return done


def _is_hopeless(one: NamedExport, now: datetime) -> bool:
    if one.fetched_at is None or now < one.fetched_at + GIVE_UP_AFTER:
        return False
    logger.error("Slack refused for days to delete the file %s, a list with names: delete it", one.file_id)
    return True


async def _is_deleted(slack: SlackGateway, one: NamedExport) -> bool:
    try:
        await slack.delete_file(one.workspace_id, one.file_id or "")
    except Refused as refused:
        if refused.error in GONE:
            return True
        logger.warning("a list that was fetched is still in Slack; the next look tries again: %s", refused)
    except SlackProblem as problem:
        logger.warning("a list that was fetched is still in Slack; the next look tries again: %s", problem)
    else:
        return True
    return False
