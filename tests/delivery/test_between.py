"""Between the reading of a batch and the mark of a message: whoever changes what was read lets go of it."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.content.choosing import number_of
from bot.domain.acts import Act
from bot.domain.delivery.outbox import LEASE, DeliveryState
from bot.domain.joining.enrolments import Role
from bot.domain.joining.joining import JoinAnswers
from bot.domain.mentorships.mentorships import Member, MentorshipState, Outcome
from bot.usecases.availability.pausing import pause_person
from bot.usecases.availability.quiet_hours import save_quiet_hours
from bot.usecases.delivery.sends import hold_kind
from bot.usecases.joining.leaving import leave_program
from bot.usecases.journey.reflection import stop_prompts
from bot.usecases.managing.holds import begin_hold
from bot.usecases.meetings.check_in import answer_cycle
from bot.usecases.mentorships.lifecycle import end_mentorship
from bot.usecases.mentorships.pausing import pause_mentorship
from tests import people
from tests.delivery.houses import Meeting, house_of
from tests.people import CYCLE, DAY, MIA, MONDAY, NIA, OMAR, PAIR, TODAY, WS, move_in

NOW = Act(WS, NIA, MONDAY)
QUESTION = people.question()
JOINED = (people.enrolment(NIA), people.enrolment(OMAR, Role.MENTOR, capacity=3))
APPROVED = replace(PAIR, state=MentorshipState.APPROVED, channel_id=None, introduced_on=None)
INTRODUCTION = people.question("introduction", "M1", cycle=0, budgeted=False)


@pytest.fixture
async def house(db, content):
    async with house_of(db, content) as made:
        made.know(NIA, OMAR)
        yield made


async def answers(db, content):
    await answer_cycle(db, act=Act(WS, OMAR, MONDAY), mentorship_id="M1", cycle=1, outcome=Outcome.MET)


async def pauses_the_mentorship(db, content):
    await pause_mentorship(db, act=Act(WS, OMAR, MONDAY), mentorship_id="M1")


async def pauses_everything(db, content):
    await pause_person(db, act=NOW, until=TODAY + 7 * DAY)


async def ends(db, content):
    await end_mentorship(db, act=Act(WS, OMAR, MONDAY), mentorship_id="M1")


async def leaves(db, content):
    await leave_program(db, act=NOW, program_id="P1")


async def holds(db, content):
    manager, until = Act(WS, MIA, MONDAY), TODAY + 7 * DAY
    await begin_hold(db, act=manager, program_id="P1", choice="everybody", until=until, new_id=lambda: "Q1")


async def holds_the_kind(db, content):
    await hold_kind(db, workspace_id=WS, program_id="P1", kind="check_in", by=MIA, on_hold=True)


async def wants_quiet(db, content):
    hours = JoinAnswers(quiet_from="11:00", quiet_until="13:00")
    await save_quiet_hours(db, act=NOW, answers=hours, long_recovery=False, content=content)


WAYS = [
    answers,
    pauses_the_mentorship,
    pauses_everything,
    ends,
    leaves,
    holds,
    holds_the_kind,
    wants_quiet,
]


@pytest.mark.parametrize("somebody", WAYS)
async def test_what_was_read_before_somebody_changed_it_is_not_posted(house, content, somebody):
    await move_in(house.db, *JOINED, PAIR, CYCLE, QUESTION)
    changed = []

    async def changes():
        await somebody(house.db, content)
        changed.append(True)

    assert await house.deliver(between=changes) == 0
    assert len(changed) == 1
    assert house.posted() == 0
    assert not {DeliveryState.CLAIMED, DeliveryState.SENDING} & set(await house.states())
    await house.deliver(MONDAY + timedelta(minutes=1))
    assert DeliveryState.SENT not in {row.state for row in await house.rows() if row.kind == "check_in"}


async def test_a_prompt_is_not_posted_to_somebody_who_just_stopped_them(house, content):
    prompt = replace(QUESTION, kind="reflection", cycle=number_of(next(iter(content.reflections))))
    await move_in(house.db, *JOINED, PAIR, CYCLE, prompt)
    stopped = []

    async def stops():
        await stop_prompts(house.db, workspace_id=WS, user_id=NIA)
        stopped.append(True)

    assert await house.deliver(between=stops) == 0
    assert len(stopped) == 1
    assert house.posted() == 0


async def test_an_introduction_is_let_go_of_when_one_of_the_two_pauses_and_comes_later(house):
    good_for = replace(INTRODUCTION, expires_at=MONDAY + 40 * DAY)
    await move_in(house.db, *JOINED, APPROVED, good_for)
    back = TODAY + 7 * DAY
    paused = []

    async def pauses():
        paused.append(await pause_person(house.db, act=Act(WS, OMAR, MONDAY), until=back))

    assert await house.deliver(between=pauses) == 0
    assert len(paused) == 1
    assert await house.deliver(MONDAY + DAY) == 0
    assert await house.deliver(MONDAY + 7 * DAY) == 1


async def test_what_is_let_go_of_and_still_true_leaves_at_the_next_tick(house):
    """Omar changes nothing about what Nia is asked."""
    await move_in(house.db, *JOINED, PAIR, CYCLE, QUESTION)

    async def lets_go():
        async with house.db.transaction() as repos:
            assert await repos.outbox.let_go(WS, "M1") == 1

    assert await house.deliver(between=lets_go) == 0
    assert await house.deliver() == 1
    assert house.posted() == 1


async def test_two_processes_that_hold_a_row_each_do_not_write_to_one_person_at_once(house):
    """Both have read that nothing was sent to her; the second is judged anew, and comes an hour later."""
    second = replace(QUESTION, subject="M2")
    await move_in(house.db, *JOINED, PAIR, replace(PAIR, id="M2"), CYCLE, replace(CYCLE, mentorship_id="M2"))
    both = Meeting(2)
    await house.plan(QUESTION)
    one = asyncio.create_task(house.deliver(between=both.wait))
    await both.somebody_waits.wait()
    await house.plan(second)
    other = asyncio.create_task(house.deliver(between=both.wait))
    assert sorted(await asyncio.gather(one, other)) == [0, 1]
    assert house.posted() == 1
    assert await house.deliver() == 0
    assert await house.deliver(MONDAY + timedelta(hours=1)) == 1


async def test_what_another_process_is_marking_at_this_moment_is_waited_for(house):
    """Its mark is not committed yet, so that nobody can read it."""
    second = replace(QUESTION, subject="M2")
    await move_in(house.db, *JOINED, PAIR, replace(PAIR, id="M2"), CYCLE, replace(CYCLE, mentorship_id="M2"))
    await house.plan(QUESTION)
    async with house.db.transaction() as repos:
        [theirs] = await repos.outbox.claim(MONDAY, 1, LEASE)
    await house.plan(second)
    both = Meeting(2)
    delivering = asyncio.create_task(house.deliver(between=both.wait))
    await both.somebody_waits.wait()
    async with house.db.transaction() as repos:
        await repos.outbox.lock_recipient(WS, NIA)
        assert await repos.outbox.start_counted(theirs, MONDAY, since=MONDAY - DAY, known=[])
        await both.wait()
        _, waiting = await asyncio.wait({delivering}, timeout=0.5)
        assert waiting
    assert await delivering == 0
    assert house.posted() == 0


async def test_what_just_left_counts_for_the_next_row_of_the_same_batch(house):
    """One that was refused before goes by itself, and so does the other, but not at once."""
    pairs = [replace(PAIR, id=f"M{number}") for number in (1, 2)]
    await move_in(house.db, *JOINED, *pairs, *(replace(CYCLE, mentorship_id=one.id) for one in pairs))
    await house.plan(QUESTION)
    async with house.db.transaction() as repos:
        [message] = await repos.outbox.claim(MONDAY, 9, LEASE)
        await repos.outbox.reschedule_all([(message, MONDAY)], refused=True)
    await house.plan(replace(QUESTION, subject="M2"))
    assert await house.deliver() == 1
    waiting = [row for row in await house.rows() if row.state is DeliveryState.PENDING]
    assert [row.due_at for row in waiting] == [MONDAY + timedelta(hours=1)]


async def test_a_process_that_dies_between_reading_and_mark_costs_nothing_but_its_lease(house):
    await move_in(house.db, *JOINED, PAIR, CYCLE, QUESTION, people.question(recipient=OMAR))
    reached = asyncio.Event()

    async def dies():
        reached.set()
        await asyncio.Event().wait()

    dying = asyncio.create_task(house.deliver(between=dies))
    await reached.wait()
    dying.cancel()
    with suppress(asyncio.CancelledError):
        await dying
    assert await house.states() == {DeliveryState.CLAIMED: 2}
    sender, later = house.sender(), MONDAY + LEASE
    await sender.recover(later)
    assert await sender.deliver_due(lambda: later) == 2
    assert await sender.deliver_due(lambda: later) == 0
    assert house.posted() == 2


async def test_a_batch_that_cannot_be_read_together_is_read_one_by_one(house, caplog):
    """Another's row makes no sense to anybody: its neighbours leave all the same."""
    nonsense = people.question("asked_again", subject="no number", budgeted=False)
    await move_in(house.db, *JOINED, PAIR, CYCLE, nonsense, people.question(recipient=OMAR))
    assert await house.deliver() == 1
    assert "could not be read together" in caplog.text
    assert await house.states() == {DeliveryState.SENT: 1, DeliveryState.PENDING: 1}


async def test_of_two_introductions_to_a_mentor_with_one_place_the_batch_makes_one(house):
    """Both are read at once, and neither may be while both stand; with the first the second has room."""
    mentees = [f"UNIA{number}" for number in range(2)]
    pairs = [
        replace(APPROVED, id=f"M{number}", members=(Member(who, Role.MENTEE), Member(OMAR, Role.MENTOR)))
        for number, who in enumerate(mentees)
    ]
    house.know(*mentees)
    mentor = people.enrolment(OMAR, Role.MENTOR, capacity=1)
    await move_in(house.db, mentor, *(people.enrolment(one) for one in mentees), *pairs)
    await house.plan(*(replace(INTRODUCTION, subject=one.id, recipient=one.id) for one in pairs))
    assert await house.deliver() == 1
    found = [(await people.mentorship_now(house.db, one.id)).state for one in pairs]
    assert sorted(found) == [MentorshipState.ACTIVE, MentorshipState.DROPPED]
