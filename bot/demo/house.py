"""The hospital as a local workspace with its page, before any bot is in it.

The page is to be there at once, so that nothing here loads the bot.
"""

import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.clock import system_clock
from bot.demo.cast import Cast, move_in
from bot.demo.first_steps import first_steps
from bot.demo.hospital import invent_hospital
from bot.demo.rosters import add_roster_links
from bot.demo.routine import routine
from bot.demo.small_talk import talk
from bot.demo.visitors import invite_visitors
from bot.errors import UserFacingError
from bot.sandbox.clock import SandboxClock
from bot.sandbox.keeping import put_back
from bot.sandbox.model import Json
from bot.sandbox.people import Crowd, Habit, Span, sleeps_at_night
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.showing.opening import Opening
from bot.sandbox.timeline import Timeline
from bot.sandbox.ui.routes import add_routes
from bot.slack.manifest import read_manifest
from bot.views.ids import Action

BEGINS_AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
WEEKS_OF_SHIFTS = 60
CHOICES: dict[str, float] = {
    Action.WE_MET: 0.74,
    Action.MOVED: 0.1,
    Action.NOT_THIS_MONTH: 0.12,
    Action.PAUSE: 0.04,
    Action.KEEP_GOING: 0.5,
    Action.END: 0.2,
    Action.WAVE_START: 0.25,
    Action.THANKS: 0.7,
    Action.THANK: 1.0,
    Action.CERTIFICATE: 0.3,
    Action.NEXT_TIME: 0.5,
    Action.NEXT_TIME_NO: 0.5,
}
NOT_OPENED = "The hospital couldn't be opened. The terminal says why; start the demo there again."


@dataclass(frozen=True, slots=True)
class House:
    """`rng` has invented the hospital and goes on to tell its story."""

    sandbox: Sandbox
    timeline: Timeline
    cast: Cast
    opening: Opening
    rng: random.Random


@asynccontextmanager
async def house(
    *, seed: int, port: int = 0, at: datetime | None = None, said: Json | None = None
) -> AsyncIterator[House]:
    """Served on loopback with everybody in it, and not open yet.

    `at` is the time there, `said` what was said before.
    """
    rng = random.Random(seed)
    hospital = invent_hospital(rng, start=BEGINS_AT.date() - timedelta(days=14), weeks=WEEKS_OF_SHIFTS)
    clock, manifest = SandboxClock(at or BEGINS_AT), read_manifest()
    sandbox = Sandbox(manifest, clock=clock, wall=system_clock, seed=seed, workspace_name=hospital.name)
    cast = move_in(hospital, sandbox)
    invite_visitors(sandbox, cast)
    if at:
        sandbox.workspace.rng.seed(kept_seed(seed, at))
    if said:
        put_back(sandbox.workspace, said)
    talk(sandbox, cast, since=clock.now())
    crowd = _crowd(sandbox, cast, random.Random(seed))
    timeline = Timeline(sandbox, people=crowd)
    timeline.tour, timeline.is_fresh = partial(first_steps, cast), at is None
    app = sandbox.app()
    add_routes(app, sandbox, timeline, manifest=manifest)
    add_roster_links(app, shifts_of=cast.shifts_behind, clock=clock.now)
    opening = sandbox.workspace.begin_opening()
    async with sandbox.serve(port=port, app=app):
        with told_if_it_fails(opening):
            yield House(sandbox, timeline, cast, opening, rng)
    crowd.close()


def kept_seed(seed: int, at: datetime) -> str:
    """For a hospital that goes on: what is new there must not have the id of what was new before."""
    return f"{seed} from {at.isoformat()} on"


@contextmanager
def told_if_it_fails(opening: Opening) -> Iterator[None]:
    """Whoever waits in front of the page hears of it; the error itself goes on."""
    try:
        yield
    except Exception as problem:
        opening.fail(str(problem) if isinstance(problem, UserFacingError) else NOT_OPENED)
        raise


def _crowd(sandbox: Sandbox, cast: Cast, rng: random.Random) -> Crowd:
    people = cast.by_id
    habits = {person_id: Habit(one.keenness, CHOICES) for person_id, one in people.items()}

    at_night = sleeps_at_night(sandbox)

    def what_they_do(person_id: str, start: datetime, end: datetime) -> list[Span]:
        if person_id not in people:
            return at_night(person_id, start, end)
        return routine(people[person_id], start, end, zone=cast.hospital.zone)

    return Crowd(sandbox, rng, habits, routine=what_they_do)
