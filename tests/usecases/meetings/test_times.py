"""Finding a time: set once whoever clicks at once, re-checked, and forgotten when it has passed."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.joining.enrolments import Role
from bot.domain.meetings.meetings import MEETING_KINDS, Meeting
from bot.domain.mentorships.mentorships import Member, MentorshipState
from bot.domain.people import Person
from bot.errors import NotNow, NotYours
from bot.nudges.meetings import meeting_reminder, time_set
from bot.usecases.meetings.times import (
    cancel_time,
    find_time,
    keep_meetings,
    move_time,
    tick_times,
)
from bot.usecases.privacy.retention import forget_in_time
from bot.views.meetings.times import Note, slot_value
from tests.nudges.situations import about_time
from tests.people import (
    CYCLE,
    DAY,
    EVE,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    TODAY,
    WS,
    move_in,
    question,
    send_due,
)

PEERS = tuple(f"UPEER{n}" for n in range(5))
CIRCLE = replace(PAIR, members=tuple(Member(who, Role.PEER) for who in PEERS))


def in_office(*user_ids):
    return [Person(WS, who, tz="Europe/London", preset_id="office") for who in user_ids]


@pytest.fixture
async def pair(db):
    await move_in(db, *in_office(NIA, OMAR), PAIR, CYCLE)
    return db


def asked(content, by, now=MONDAY):
    return {"act": Act(WS, by, now), "mentorship_id": "M1", "content": content}


async def offered(db, content, by=NIA, now=MONDAY):
    return [one.slot for one in (await find_time(db, **asked(content, by, now))).offers]


async def ticks(db, content, by, slots, now=MONDAY):
    values = [slot_value(slot) for slot in slots]
    return await tick_times(db, ticks=values, **asked(content, by, now))


async def planned(db):
    async with db.transaction() as repos:
        return await repos.meetings.find(WS, "M1")


async def is_set(db, content):
    """Both tick all three; the first is set."""
    slots = await offered(db, content)
    await ticks(db, content, NIA, slots)
    return slots, await ticks(db, content, OMAR, slots)


async def messages(db, kind):
    async with db.transaction() as repos:
        return await repos.outbox.list_about(WS, kind, ["M1"])


async def test_both_are_offered_the_same_three(pair, content):
    assert len(await offered(pair, content)) == 3
    assert await offered(pair, content, OMAR) == await offered(pair, content)


async def test_the_first_common_one_is_set_and_who_ticked_what_is_forgotten(pair, content):
    slots, answer = await is_set(pair, content)
    found = await planned(pair)
    assert answer.is_set
    assert (found.time, found.sequence, found.slots, found.picks) == (slots[0], 0, (), {})
    assert [one.recipient for one in await messages(pair, "time_set")] == [NIA]
    assert {one.recipient for one in await messages(pair, "meeting_reminder")} == {NIA, OMAR}


async def test_two_who_click_at_once_set_one_time_once(pair, content):
    slots = await offered(pair, content)
    answers = await asyncio.gather(
        *(ticks(pair, content, who, slots) for who in (NIA, OMAR, NIA, OMAR, NIA, OMAR))
    )
    assert sum(one.is_set for one in answers) == 1
    assert (await planned(pair)).sequence == 0
    assert len(await messages(pair, "time_set")) == 1
    assert len(await messages(pair, "meeting_reminder")) == 2


async def test_who_answers_late_sees_the_time_that_is_set(pair, content):
    slots, _ = await is_set(pair, content)
    late = await ticks(pair, content, OMAR, slots[1:])
    assert (late.is_set, late.times.meeting.time) == (False, slots[0])


async def test_nobody_is_asked_twice_about_the_same_times(pair, content):
    slots = await offered(pair, content)
    first = await ticks(pair, content, NIA, slots[:1])
    again = await ticks(pair, content, NIA, slots[:2])
    assert (first.are_asked, again.are_asked) == (True, False)
    assert [one.recipient for one in await messages(pair, "time_question")] == [OMAR]
    assert (await planned(pair)).picks == {NIA: tuple(slot.start for slot in slots[:2])}


async def test_ticks_from_an_older_page_are_not_taken_for_others(pair, content):
    slots = await offered(pair, content)
    await ticks(pair, content, NIA, [])
    answer = await ticks(pair, content, OMAR, slots)
    assert answer.times.note is Note.CHANGED
    assert OMAR not in (await planned(pair)).picks


async def test_none_of_them_brings_others_and_asks_who_had_answered(pair, content):
    slots = await offered(pair, content)
    await ticks(pair, content, NIA, slots[:1])
    answer = await ticks(pair, content, OMAR, [])
    assert answer.times.note is Note.NO_COMMON
    assert not {slot.start for slot in slots} & {one.slot.start for one in answer.times.offers}
    assert NIA in {one.recipient for one in await messages(pair, "time_question")}


async def test_a_slot_somebody_is_away_from_meanwhile_is_not_set(pair, content):
    slots = await offered(pair, content)
    await ticks(pair, content, NIA, slots)
    day = slots[0].start.date()
    async with pair.transaction() as repos:
        [away] = in_office(NIA)
        await repos.people.save(replace(away, leave_from=day, leave_until=day))
    answer = await ticks(pair, content, OMAR, slots)
    assert answer.times.meeting.time == slots[1]


async def test_a_time_that_is_moved_stands_until_another_is_found(pair, content):
    slots, _ = await is_set(pair, content)
    moving = await move_time(pair, **asked(content, NIA))
    assert (await planned(pair)).time == slots[0]
    others = [one.slot for one in moving.offers]
    await ticks(pair, content, NIA, others)
    await ticks(pair, content, OMAR, others)
    moved = await planned(pair)
    assert (moved.time, moved.sequence) == (others[0], 1)
    assert len({(await planned(pair)).uid, moved.uid}) == 1
    waiting = [one for one in await messages(pair, "meeting_reminder") if one.state == "pending"]
    assert {one.expires_at for one in waiting} == {others[0].start}


async def test_calling_off_twice_is_once(pair, content):
    await is_set(pair, content)
    await cancel_time(pair, **asked(content, NIA))
    with pytest.raises(NotNow, match="No time is set"):
        await cancel_time(pair, **asked(content, OMAR))
    assert [one.recipient for one in await messages(pair, "time_off")] == [OMAR]
    assert (await planned(pair)).sequence == 1


async def test_a_stranger_finds_moves_and_calls_off_nothing(pair, content):
    await is_set(pair, content)
    for ask in (find_time, move_time, cancel_time):
        with pytest.raises(NotYours):
            await ask(pair, **asked(content, EVE))


async def test_whether_they_met_is_asked_the_day_after_and_as_before_when_it_is_off(pair, content):
    for who in (NIA, OMAR):
        due = MONDAY + 2 * DAY
        async with pair.transaction() as repos:
            await repos.outbox.plan([question(recipient=who, due_at=due)])
    slots, _ = await is_set(pair, content)
    asked_at = {one.recipient: one.due_at.date() for one in await messages(pair, "check_in")}
    assert asked_at == {NIA: slots[0].start.date() + DAY, OMAR: slots[0].start.date() + 3 * DAY}
    await cancel_time(pair, **asked(content, NIA))
    first = min(one.due_at for one in await messages(pair, "check_in"))
    assert first.date() == TODAY + timedelta(weeks=2)


async def test_what_rests_meets_no_more_and_both_are_told(pair, content):
    await is_set(pair, content)
    async with pair.transaction() as repos:
        await repos.mentorships.save(replace(PAIR, state=MentorshipState.PAUSED))
    for _ in range(2):
        await keep_meetings(pair, now=MONDAY)
    assert (await planned(pair)).called_off
    assert sorted(one.recipient for one in await messages(pair, "time_off")) == [NIA, OMAR]


async def test_nothing_is_kept_of_a_time_that_has_passed(pair, content):
    slots, _ = await is_set(pair, content)
    await keep_meetings(pair, now=slots[0].end)
    assert await planned(pair)
    await send_due(pair, slots[0].start)
    later = slots[0].start + 3 * DAY
    await keep_meetings(pair, now=later)
    await forget_in_time(pair, now=later)
    assert await planned(pair) is None
    assert [one for kind in MEETING_KINDS for one in await messages(pair, kind) if one.state == "sent"] == []


async def test_the_reminder_looks_again_and_calls_off_what_no_longer_suits(pair, content):
    slots, _ = await is_set(pair, content)
    now = slots[0].start - DAY
    known = about_time(content, "meeting_reminder", now=now, meeting=await planned(pair))
    async with pair.transaction() as repos:
        assert await meeting_reminder.fits(repos, known)
        [omar] = in_office(OMAR)
        await repos.people.save(replace(omar, leave_from=now.date(), leave_until=now.date() + 5 * DAY))
    async with pair.transaction() as repos:
        assert not await meeting_reminder.fits(repos, known)
    assert (await planned(pair)).called_off
    assert sorted(one.recipient for one in await messages(pair, "time_off")) == [NIA, OMAR]


async def test_a_circle_meets_when_more_than_half_and_three_can(db, content):
    await move_in(db, *in_office(*PEERS), CIRCLE, CYCLE)
    slots = await offered(db, content, PEERS[0])
    for who in PEERS[:2]:
        assert not (await ticks(db, content, who, slots[1:])).is_set
    assert (await ticks(db, content, PEERS[2], slots)).is_set
    assert (await planned(db)).time == slots[1]
    assert len(await messages(db, "time_set")) == 4


async def test_a_trio_needs_all_three(db, content):
    trio = replace(PAIR, members=tuple(Member(who, Role.BOTH) for who in PEERS[:3]))
    await move_in(db, *in_office(*PEERS[:3]), trio, CYCLE)
    slots = await offered(db, content, PEERS[0])
    answers = [await ticks(db, content, who, slots) for who in PEERS[:3]]
    assert [one.is_set for one in answers] == [False, False, True]


async def test_where_no_hour_is_shared_nothing_is_kept(db, content):
    patterns = zip((NIA, OMAR), ("nights_12", "days_12"), strict=True)
    await move_in(db, *(Person(WS, who, preset_id=name) for who, name in patterns), PAIR, CYCLE)
    assert await offered(db, content) == []
    assert await planned(db) is None


def test_news_of_a_time_is_true_only_of_that_time(content):
    known = about_time(content, "time_set")
    of_it = replace(known.message, expires_at=known.meeting.starts_at)
    assert time_set.still_true(replace(known, message=of_it))
    later: datetime = known.meeting.starts_at + DAY
    moved: Meeting = replace(known.meeting, starts_at=later)
    assert not time_set.still_true(replace(known, message=of_it, meeting=moved))
