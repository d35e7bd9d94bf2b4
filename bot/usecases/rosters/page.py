"""What a person is shown of their roster."""

from datetime import timedelta

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.local_time import local_date
from bot.domain.roster_days import counted, days_from
from bot.domain.rosters import AHEAD, Horizon, RosterKind, RosterSource
from bot.errors import NotFound
from bot.rosters.links import Reader
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.rosters.reading import reader_for
from bot.views.rosters.rosters import RosterPage

DAYS_SHOWN = 14
# So many more of a pattern, before it is kept.
PATTERN_SHOWN = 28
MOMENT = timedelta(seconds=1)
GONE = "You don't have a roster here any more. Type `/mentor roster` to add one."


async def read_roster(
    db: Database,
    *,
    act: Act,
    content: Content,
) -> RosterPage | None:
    """As it was understood last; None where there is none. Raises NotNow for who has joined nothing."""
    async with db.reading() as repos:
        reader = await reader_for(repos, act.workspace_id, act.by, content=content, now=act.now)
        source = await repos.rosters.find(act.workspace_id, act.by)
        return await page_of(repos, source, reader) if source else None


async def page_of(repos: Repositories, source: RosterSource, reader: Reader, *, note: str = "") -> RosterPage:
    ws, who, now = source.workspace_id, source.user_id, reader.now
    found = await repos.shifts.list_between(ws, [who], now - timedelta(days=1), now + AHEAD)
    shifts, known = found.get(who, ()), Horizon(source.known_from, source.known_until)
    last = local_date(reader.zone, source.known_until - MOMENT)
    days = days_from(reader.today, AHEAD.days, shifts=shifts, known=known, zone=reader.zone)
    return RosterPage(
        kind=source.kind,
        days=days[:DAYS_SHOWN],
        later=days[DAYS_SHOWN:PATTERN_SHOWN] if source.kind is RosterKind.PATTERN else (),
        counts=counted(days),
        known_until=last if last >= reader.today else None,
        zone=reader.zone.key,
        unknown=source.unknown,
        codes={code: reader.codes[code] for code in source.codes if code in reader.codes},
        unclear=source.unclear,
        undated=source.undated,
        zones=source.zones,
        assumed=source.assumed,
        changes=source.changes,
        read_at=source.read_at,
        is_failing=source.is_failing,
        is_agreed=source.agreed,
        corrections=source.corrections,
        usual_hours=reader.words.usual_hours,
        note=note,
    )


async def mine(repos: Repositories, workspace_id: str, user_id: str, *, lock: bool = False) -> RosterSource:
    """Raises NotFound."""
    source = await repos.rosters.find(workspace_id, user_id, lock=lock)
    if source is None:
        raise NotFound(GONE)
    return source
