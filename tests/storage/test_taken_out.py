"""What looks over all workspaces and acts passes over those that the app was taken out of."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.delivery.outbox import DeliveryState
from bot.domain.mentorships.mentorships import MentorshipState, Outcome
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from tests.storage.directory_asks import DIRECTORY_OF_ALL
from tests.storage.hospital import (
    BEN,
    CYCLE,
    ENROLMENT,
    HOUR,
    INSTALLATION,
    LEASE,
    MEETING,
    NOW,
    PAIR,
    PROGRAM,
    QUESTION,
    TODAY,
    WEEK,
    WS,
)
from tests.storage.test_isolation import OVER_ALL_WORKSPACES

Ask = Callable[[Repositories], Awaitable[Any]]
DAY = timedelta(days=1)


async def _paused(repos: Repositories) -> Any:
    await repos.mentorships.save(replace(PAIR, state=MentorshipState.PAUSED, paused_until=TODAY))
    return await repos.mentorships.list_paused_past(TODAY, 9)


async def _unanswered(repos: Repositories) -> Any:
    await repos.mentorships.save(replace(PAIR, state=MentorshipState.APPROVED, answer_by=TODAY - DAY))
    return await repos.mentorships.list_unanswered(TODAY, 9)


async def _asked_twice(repos: Repositories) -> Any:
    await repos.outbox.plan([replace(QUESTION, kind="still_there", recipient=who) for who in PAIR.user_ids])
    # Before the app was taken out, if it was.
    taken_out = await repos.installations.taken_out_at(WS)
    await repos.installations.save(INSTALLATION)
    for message in await repos.outbox.claim(NOW, 9, LEASE):
        await repos.outbox.finish(message, DeliveryState.SENT, outcome="sent", now=NOW)
    if taken_out:
        await repos.installations.take_out(WS, taken_out)
    return await repos.mentorships.list_asked_twice(NOW + HOUR, since=NOW - HOUR, after=("", ""), limit=9)


async def _past_their_end(repos: Repositories) -> Any:
    await repos.programs.save(replace(PROGRAM, ends_on=TODAY - DAY))
    return await repos.programs.list_past_their_end(today=TODAY, closing_until=TODAY, limit=9)


async def _look_again(repos: Repositories) -> Any:
    await repos.programs.save(replace(PROGRAM, look_again_on=TODAY))
    return await repos.programs.list_to_look_again(today=TODAY, limit=9)


async def _unfollowed(repos: Repositories) -> Any:
    await repos.cycles.answer(
        WS, mentorship_id="M1", number=1, user_id="UADA", outcome=Outcome.MET, iso_week=WEEK
    )
    return await repos.cycles.list_unfollowed(9)


async def _to_look_at(repos: Repositories) -> Any:
    await repos.cycles.look_on(WS, {CYCLE: TODAY})
    return await repos.cycles.list_to_look_at(TODAY, 9)


async def _orphaned(repos: Repositories) -> Any:
    await repos.meetings.save(replace(MEETING, slots=(), offered=(), picks={}, starts_at=NOW + HOUR))
    await repos.mentorships.save(replace(PAIR, state=MentorshipState.PAUSED, paused_until=TODAY + DAY))
    return await repos.meetings.list_orphaned(NOW, 9)


async def _waiting(repos: Repositories) -> Any:
    await _unfollowed(repos)
    return await repos.work.list_waiting(
        NOW, closing_until=TODAY, lapsed_by=TODAY, asked_since=NOW, asked_before=NOW
    )


async def _send_all_again(repos: Repositories) -> int:
    [message] = await repos.outbox.list_stale(NOW + 24 * HOUR, 9)
    await repos.outbox.finish(message, DeliveryState.FAILED, outcome="refused", now=NOW)
    return await repos.undelivered.send_all_again(["check_in"], now=NOW, until=NOW + HOUR)


STAND_STILL: dict[str, Ask] = {
    "dashboard_sessions.find_link": lambda repos: repos.dashboard_sessions.find_link("of a link"),
    "dashboard_sessions.find": lambda repos: repos.dashboard_sessions.find("of a session"),
    "mentorships.list_paused_past": _paused,
    "mentorships.list_unanswered": _unanswered,
    "mentorships.list_asked_twice": _asked_twice,
    "programs.list_matchable": lambda repos: repos.programs.list_matchable(),
    "programs.list_past_their_end": _past_their_end,
    "programs.list_to_look_again": _look_again,
    "enrolments.list_outdated": lambda repos: repos.enrolments.list_outdated("another", 9, 1),
    "cycles.list_unfollowed": _unfollowed,
    "cycles.list_to_look_at": _to_look_at,
    "cycles.list_lapsed": lambda repos: repos.cycles.list_lapsed(TODAY + 99 * DAY, 1, 9),
    "meetings.list_orphaned": _orphaned,
    "advice.list_unseen": lambda repos: repos.advice.list_unseen(),
    "proposals.list_due": lambda repos: repos.proposals.list_due(NOW + 2 * HOUR, limit=9),
    "rosters.list_due": lambda repos: repos.rosters.list_due(NOW, 9),
    "outbox.claim": lambda repos: repos.outbox.claim(NOW, 9, LEASE),
    "outbox.list_unplaced": lambda repos: repos.outbox.list_unplaced(NOW, 9),
    "work.list_waiting": _waiting,
    "outbox.next_due_at": lambda repos: repos.outbox.next_due_at(),
    "undelivered.send_all_again": _send_all_again,
}
# Time goes on for what is kept only so long, for keys, and for what is told to whoever runs Lamplight.
GO_ON = {
    "dashboard_sessions.use_link",
    "dashboard_sessions.keep_seen",
    "dashboard_sessions.end",
    "dashboard_sessions.clear_away",
    "forgetting.list_noted",
    "goals.require_readable",
    "goals.rotate",
    *DIRECTORY_OF_ALL,
    "events.begin",
    "events.finish",
    "events.first_time",
    "events.is_done",
    "events.leave_mark",
    "events.take_back",
    "installations.list_all",
    "installations.list_taken_out",
    "installations.rotate",
    "meetings.forget_past",
    "outbox.list_stale",
    "rosters.rotate",
    "undelivered.tally",
    "wave_answers.require_readable",
    "wave_answers.rotate",
    "workspaces.list_ids",
}


def test_every_look_over_all_workspaces_is_accounted_for() -> None:
    assert STAND_STILL.keys() | GO_ON == OVER_ALL_WORKSPACES


@pytest.mark.parametrize("method", STAND_STILL)
@pytest.mark.parametrize("is_out", [False, True])
async def test_without_the_app_nothing_of_a_workspace_is_due(
    hospital: Database, method: str, is_out: bool
) -> None:
    async with hospital.transaction() as repos:
        await repos.enrolments.save(replace(ENROLMENT, user_id=BEN.user_id))
        if method == "undelivered.send_all_again":
            await repos.outbox.claim(NOW, 9, LEASE)
        if is_out:
            await repos.installations.take_out(WS, NOW)
        assert bool(await STAND_STILL[method](repos)) is not is_out
