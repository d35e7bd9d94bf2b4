"""Everything one person's Settings show, read in one go."""

from functools import partial
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.local_time import local_date
from bot.domain.pausing import back_on
from bot.domain.timing import describe_windows
from bot.domain.timing_picture import draw_week
from bot.facts.welcome import read_times
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.home.home import places_of_mentor
from bot.usecases.home.reader import Reader, read_reader
from bot.views.home.settings import MyPlace, Settings
from bot.views.joining.as_what import JOINED_AS


async def read_settings(db: Database, *, act: Act, content: Content) -> Settings | None:
    """None for who takes no part in anything."""
    return await db.read_in_one_trip(partial(_read, act=act, content=content))


async def _read(repos: Repositories, *, act: Act, content: Content) -> Settings | None:
    reader = await read_reader(repos, act=act, content=content)
    mine = _mine(reader)
    person = reader.person
    if person is None or not mine:
        return None
    times = await read_times(repos, act.workspace_id, [act.by], now=act.now, read={act.by: person})
    known = times.availability(act.by, now=act.now, content=content)
    zone, rules = ZoneInfo(person.tz), content.quiet_rules
    until = known.roster_known_until
    return Settings(
        when=describe_windows(known, rules),
        picture=draw_week(known, now=act.now, rules=rules),
        pattern=known.preset.label,
        roster_until=local_date(zone, until) if until and until > act.now else None,
        today=local_date(zone, act.now),
        is_on_nights=known.nights is not None,
        away_until=back_on(person, today=local_date(zone, act.now)),
        programs=mine,
        places=await places_of_mentor(repos, reader),
        mentors=any(one.role.gives for one in reader.places if one.state is EnrolmentState.ACTIVE),
    )


def _mine(reader: Reader) -> list[MyPlace]:
    return [
        MyPlace(
            reader.programs[one.program_id],
            JOINED_AS[one.role],
            is_asked_for=one.state is EnrolmentState.APPLIED,
        )
        for one in reader.places
        if one.state.has_a_place and reader.programs[one.program_id].is_live
    ]
