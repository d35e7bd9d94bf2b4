"""Hold what a program writes to a ward, a site or everybody, and end a hold."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.local_time import local_date
from bot.domain.managing.holds import Hold, Where, require_day
from bot.domain.programs.programs import Program, require_manager
from bot.errors import InvalidInput, NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.views.ids import Field
from bot.views.managing.holds import Held, HoldsPage, place_in_words, places_to_choose, where_of

ENDED = "This hold has ended. Open the page again to see what runs."


async def read_holds(
    db: Database,
    *,
    act: Act,
    program_id: str,
    content: Content,
) -> HoldsPage:
    async with db.reading() as repos:
        program = await _managed(repos, act.workspace_id, program_id, act.by)
        held = await held_in(repos, act.workspace_id, [program_id], content=content, now=act.now)
        sites = (await repos.workspaces.get(act.workspace_id)).sites
    return HoldsPage(program, held[program_id], places_to_choose(sites, content.people.departments))


async def held_in(
    repos: Repositories, workspace_id: str, program_ids: Sequence[str], *, content: Content, now: datetime
) -> dict[str, list[Held]]:
    """What runs now, by program."""
    holds = await repos.holds.list_for_programs(workspace_id, program_ids)
    return {
        one: [_in_words(hold, content) for hold in holds.get(one, ()) if hold.until > now.date()]
        for one in program_ids
    }


def _in_words(hold: Hold, content: Content) -> Held:
    place = place_in_words(hold.where, hold.place, content.people.departments)
    return Held(hold.id, place, hold.until)


async def begin_hold(
    db: Database,
    *,
    act: Act,
    program_id: str,
    choice: str | None,
    until: date | None,
    new_id: Callable[[], str],
) -> Program:
    """From today on. One that runs for the same place ends with it, and one until the same day stays.

    Raises InvalidAnswer and InvalidInput.
    """
    async with db.transaction() as repos:
        program = await _managed(repos, act.workspace_id, program_id, act.by, lock=True)
        where = _chosen(choice)
        today = await _today(repos, act.workspace_id, act.by, act.now)
        new = Hold(act.workspace_id, new_id(), program_id, *where, today, require_day(until, today=today))
        running = await _running_there(repos, new)
        if all(one.until != new.until for one in running):
            for one in running:
                await repos.holds.end(new.workspace_id, program_id, one.id, today)
            await repos.holds.add(new)
            await repos.outbox.let_go_of_program(act.workspace_id, program_id)
    return program


def _chosen(choice: str | None) -> tuple[Where, str]:
    where = where_of(choice or "")
    if where is None:
        raise InvalidInput({Field.WHERE: "Choose who it's for."})
    return where


async def _running_there(repos: Repositories, new: Hold) -> list[Hold]:
    known = await repos.holds.list_for_programs(new.workspace_id, [new.program_id])
    there = [one for one in known.get(new.program_id, ()) if (one.where, one.place) == (new.where, new.place)]
    return [one for one in there if one.runs_on(new.starts_on)]


async def end_hold(
    db: Database,
    *,
    act: Act,
    program_id: str,
    hold_id: str,
) -> Program:
    """Messages leave again from today on; the days of the hold don't count as silence."""
    async with db.transaction() as repos:
        program = await _managed(repos, act.workspace_id, program_id, act.by, lock=True)
        today = await _today(repos, act.workspace_id, act.by, act.now)
        if not await repos.holds.end(act.workspace_id, program_id, hold_id, today):
            raise NotNow(ENDED)
    return program


async def _today(repos: Repositories, workspace_id: str, user_id: str, now: datetime) -> date:
    """Where the manager is."""
    person = await repos.people.find(workspace_id, user_id)
    return local_date(ZoneInfo(person.tz if person else "UTC"), now)


async def _managed(
    repos: Repositories, workspace_id: str, program_id: str, by: str, *, lock: bool = False
) -> Program:
    program = await repos.programs.get(workspace_id, program_id, lock=lock)
    require_manager(program, user_id=by)
    if not program.is_live:
        raise NotNow(f"{program.name} isn't messaging anyone right now, so there's nothing to hold.")
    return program
