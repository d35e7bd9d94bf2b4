"""The ticks: what the scheduler calls, and what the demo calls when its clock has moved."""

import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.delivery.placing import place_due
from bot.deps import Deps
from bot.logs import note_failure
from bot.nudges import all_kinds
from bot.planning.cycles import LAST_CALL
from bot.storage.work import Work
from bot.usecases.care.leads import ask_to_sign_again
from bot.usecases.care.telling import pass_on_advice
from bot.usecases.digest.planning import plan_monday_lists
from bot.usecases.joining.charter import ask_again
from bot.usecases.managing.champion import plan_months
from bot.usecases.managing.summary_schedule import plan_summaries
from bot.usecases.matching.approving import publish_due
from bot.usecases.matching.looking_again import look_again
from bot.usecases.matching.mentor_answers import settle_requests
from bot.usecases.matching.offering import offer_to_newcomers
from bot.usecases.meetings.times import keep_meetings
from bot.usecases.mentorships.cycles import UNANSWERED_AFTER_DAYS, keep_rhythm
from bot.usecases.mentorships.releasing import release_silent
from bot.usecases.mentorships.silence import ask_the_silent
from bot.usecases.privacy.retention import forget_in_time
from bot.usecases.programs.keeping import CLOSING_FOR, keep_programs
from bot.usecases.signing_in.links import clear_away

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Step:
    work: Work
    what: str
    take: Callable[[Deps, datetime], Awaitable[object]]


def _lately_asked(now: datetime) -> datetime:
    """Whose time to answer ended within a day; `keep_house` looks at those who could not be released then."""
    return now - LAST_CALL - timedelta(days=1)


STEPS = (
    _Step(Work.PROGRAMS, "closing programs", lambda deps, now: keep_programs(deps.db, now=now)),
    _Step(
        Work.RHYTHM,
        "turning cycles",
        lambda deps, now: keep_rhythm(deps.db, content=deps.content, now=now),
    ),
    _Step(Work.WATCHED, "asking about silences", lambda deps, now: ask_the_silent(deps.db, now=now)),
    _Step(
        Work.PROPOSALS,
        "publishing proposals",
        lambda deps, now: publish_due(deps.db, content=deps.content, now=now),
    ),
    _Step(Work.MEETINGS, "keeping times to meet", lambda deps, now: keep_meetings(deps.db, now=now)),
    _Step(
        Work.REQUESTS,
        "settling what mentors were asked",
        lambda deps, now: settle_requests(deps.db, content=deps.content, now=now, new_id=deps.new_id),
    ),
    _Step(
        Work.SILENCE,
        "releasing who stays silent",
        lambda deps, now: release_silent(deps.db, now=now, since=_lately_asked(now)),
    ),
    _Step(Work.LEFT_BEHIND, "settling what was left behind", lambda deps, now: deps.sender.recover(now)),
    _Step(
        Work.UNPLACED,
        "finding welcome moments",
        lambda deps, now: place_due(deps.db, kinds=all_kinds(), content=deps.content, now=now),
    ),
)


async def tick(deps: Deps) -> int:
    """Turn the mentorships, settle what was left behind, send what is due. Returns how many messages left."""
    now = deps.clock()
    waiting = await _waiting(deps, now)
    first = next((number for number, step in enumerate(STEPS) if step.work in waiting), len(STEPS))
    # What one step does may be work for those after it.
    for step in STEPS[first:]:
        await _guarded(step.what, step.take(deps, now))
    return await deps.sender.deliver_due(deps.clock)


async def tick_in_time(deps: Deps) -> timedelta | None:
    """Tick, and say in how long the next message is due that is not due yet: a tick then is in time for it.

    None while none waits.
    """
    await tick(deps)
    now = deps.clock()
    async with deps.db.statement() as repos:
        due = await repos.outbox.next_due_at(after=now)
    return due - now if due else None


async def _waiting(deps: Deps, now: datetime) -> Collection[Work]:
    """The steps that have something to do: on most ticks none. Where nobody can tell, each looks itself."""
    try:
        async with deps.db.statement() as repos:
            return await repos.work.list_waiting(
                now,
                closing_until=now.date() - CLOSING_FOR,
                lapsed_by=now.date() - timedelta(days=UNANSWERED_AFTER_DAYS),
                asked_since=_lately_asked(now),
                asked_before=now - LAST_CALL,
            )
    except Exception as error:
        note_failure(logger, "what waits could not be asked", error)
        return frozenset(Work)


async def _guarded(what: str, step: Awaitable[object]) -> None:
    """What fails here must not keep back what other people wait for."""
    try:
        await step
    except Exception as error:
        note_failure(logger, f"{what} failed; the next tick tries again", error)


async def keep_house(deps: Deps) -> None:
    """What need not happen at every tick: a few times a day."""
    await _guarded("forgetting in time", forget_in_time(deps.db, now=deps.clock()))
    await _guarded("ending sessions", clear_away(deps.db, wall=deps.wall()))
    await _guarded("releasing who stays silent", release_silent(deps.db, now=deps.clock()))
    await _ask_for_the_charter(deps)
    looking = look_again(deps.db, content=deps.content, now=deps.clock(), new_id=deps.new_id)
    await _guarded("looking again at who waits", looking)
    offering = offer_to_newcomers(deps.db, content=deps.content, now=deps.clock(), rng=Random(deps.new_id()))
    await _guarded("showing mentors to newcomers", offering)
    await _guarded(
        "asking leads to sign again", ask_to_sign_again(deps.db, content=deps.content, now=deps.clock())
    )
    await _guarded("passing on what mentors ask", pass_on_advice(deps.db, now=deps.clock()))
    lists = plan_monday_lists(deps.db, deps.slack, now=deps.clock())
    await _guarded("planning managers' lists", lists)
    await _guarded("planning summaries", plan_summaries(deps.db, now=deps.clock()))
    await _guarded("planning champions' months", plan_months(deps.db, now=deps.clock()))
    await deps.db.look_at_tables()


async def _ask_for_the_charter(deps: Deps) -> None:
    """A new version comes with a new release, so this is soon enough."""
    while await ask_again(deps.db, content=deps.content, now=deps.clock()):
        pass
