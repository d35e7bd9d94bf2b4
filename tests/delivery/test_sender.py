"""Whatever happens in between: what matters arrives, nothing nags twice, and nothing comes at a bad time."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.content import Content
from bot.delivery.outcomes import TRY_AGAIN
from bot.delivery.sender import Sender
from bot.domain.acts import Act
from bot.domain.availability import Shift, ShiftKind
from bot.domain.delivery.outbox import LEASE, DeliveryState
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Member as Mentored
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.people import Person
from bot.nudges import all_kinds
from bot.sandbox.clock import SandboxClock
from bot.sandbox.faults import How
from bot.sandbox.model import Person as Member
from bot.sandbox.sandbox import Sandbox
from bot.slack.gateway import SlackGateway, slack_session
from bot.slack.manifest import read_manifest
from bot.slack.pacing import OPEN, Pace
from bot.storage.database import Database
from bot.usecases.mentorships.lifecycle import end_mentorship
from tests import people
from tests.databases import SQLITE
from tests.people import CYCLE, DAY, MONDAY, NIA, OMAR, PAIR, PROGRAM, TODAY, WEEK, WS

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
APPROVED = replace(PAIR, state=MentorshipState.APPROVED, channel_id=None, introduced_on=None)
QUESTION = people.question()
INTRODUCTION = people.question("introduction", "M1", cycle=0, budgeted=False)
JOINED = (people.enrolment(NIA), people.enrolment(OMAR, Role.MENTOR, capacity=3))


@dataclass
class House:
    """A database, a workspace, and what stands between them. Nia and Omar may be written to from 11 to 18."""

    db: Database
    sandbox: Sandbox
    gateway: SlackGateway
    content: Content

    def sender(self, **kinds):
        return Sender(db=self.db, slack=self.gateway, content=self.content, kinds={**all_kinds(), **kinds})

    async def deliver(self, now=MONDAY):
        return await self.sender().deliver_due(lambda: now)

    async def tick(self, now):
        await self.sender().recover(now)
        return await self.deliver(now)

    async def start(self, *nouns):
        await people.move_in(self.db, *nouns)

    def arrived(self, user_id=NIA):
        """What this person got from the bot in their own conversation."""
        actor = self.sandbox.actor(user_id)
        return actor.messages(actor.dm)

    def introductions(self):
        groups = [one.id for one in self.sandbox.channels if {NIA, OMAR} <= set(one.members)]
        return [message for group in groups for message in self.sandbox.messages(group)]

    async def rows(self, kind="check_in"):
        async with self.db.transaction() as repos:
            subjects = [PAIR.id, *(f"M-{number}" for number in range(10))]
            return await repos.outbox.list_about(WS, kind, subjects)

    async def moments(self):
        """When messages left, those that went together counted once."""
        return sorted({row.sent_at for row in await self.rows() if row.sent_at})

    async def left_behind(self, *, sending):
        """What a process that was killed leaves: one claimed message, perhaps already on its way."""
        async with self.db.transaction() as repos:
            [message] = await repos.outbox.claim(MONDAY, 1, LEASE)
            if sending:
                await repos.outbox.start_sending(message, MONDAY)

    async def states(self):
        async with self.db.transaction() as repos:
            return {state: count for state, count in (await repos.outbox.counts(WS)).items() if count}

    async def next_due(self):
        async with self.db.transaction() as repos:
            return await repos.outbox.next_due_at()


def nowhere(gateway):
    """Slack, at an address where nobody listens."""
    return SlackGateway(gateway._session, base_url="http://127.0.0.1:9/api/", token_for=gateway._token_for)


@pytest.fixture
async def house(db, content):
    sandbox = Sandbox(read_manifest(), clock=SandboxClock(MONDAY), wall=lambda: datetime.now(UTC), team_id=WS)
    sandbox.workspace.people.update({user_id: Member(user_id, "Somebody") for user_id in (NIA, OMAR)})

    async def token_for(workspace_id):
        return sandbox.bot_token

    async with sandbox.serve() as address, slack_session(address) as session:
        gateway = SlackGateway(session, base_url=f"{address}/api/", token_for=token_for)
        yield House(db, sandbox, gateway, content)


async def test_what_is_due_arrives_once(house):
    await house.start(PAIR, CYCLE, QUESTION)
    assert await house.deliver(MONDAY - MINUTE) == 0
    assert await house.deliver() == 1
    assert await house.deliver() == 0
    assert len(house.arrived()) == 1
    assert await house.states() == {DeliveryState.SENT: 1}


async def test_many_processes_at_once_send_each_message_once(house):
    await house.start(PAIR, CYCLE, QUESTION, people.question(recipient=OMAR))
    assert sum(await asyncio.gather(*(house.deliver() for _ in range(4)))) == 2
    assert (len(house.arrived()), len(house.arrived(OMAR))) == (1, 1)


async def test_a_message_that_is_no_longer_true_is_dropped(house):
    await house.start(replace(PAIR, state=MentorshipState.PAUSED), CYCLE, QUESTION)
    assert await house.deliver() == 0
    assert await house.states() == {DeliveryState.DROPPED: 1}


async def test_a_message_that_lost_its_point_is_dropped(house):
    await house.start(PAIR, CYCLE, QUESTION)
    assert await house.deliver(QUESTION.expires_at) == 0
    assert await house.states() == {DeliveryState.DROPPED: 1}


# the introduction


async def test_an_introduction_opens_the_pairs_conversation_and_begins_their_mentorship(house):
    await house.start(*JOINED, APPROVED, INTRODUCTION)
    assert await house.deliver() == 1
    [introduction] = house.introductions()
    begun = await people.mentorship_now(house.db)
    assert (begun.state, begun.channel_id) == (MentorshipState.ACTIVE, introduction.channel)
    assert await people.cycles_now(house.db) == [CYCLE]
    assert house.arrived() == []


async def test_an_introduction_without_a_clear_answer_is_said_again_and_begins_once(house):
    await house.start(*JOINED, APPROVED, INTRODUCTION)
    house.sandbox.fail("chat.postMessage", How.DROP_AFTER_RECEIPT)
    assert await house.deliver() == 0
    assert (await people.mentorship_now(house.db)).state is MentorshipState.APPROVED
    assert await house.deliver(MONDAY + TRY_AGAIN - MINUTE) == 0
    assert await house.deliver(MONDAY + TRY_AGAIN) == 1
    assert await house.deliver(MONDAY + HOUR) == 0
    assert len(house.introductions()) == 2
    assert len({message.channel for message in house.introductions()}) == 1
    assert await people.cycles_now(house.db) == [CYCLE]


async def test_an_introduction_that_never_gets_an_answer_stops_after_a_few_tries(house):
    await house.start(*JOINED, APPROVED, INTRODUCTION)
    house.sandbox.fail("chat.postMessage", How.FATAL_ERROR, times=100)
    for number in range(100):
        await house.tick(MONDAY + number * HOUR)
    assert len(house.sandbox.calls("chat.postMessage")) == 8
    assert await house.states() == {DeliveryState.UNKNOWN: 1}


@pytest.mark.parametrize("kind", [SQLITE])
@pytest.mark.parametrize("lost", ["token", "private channel with the app", "private channel", "archived"])
async def test_a_pairs_conversation_that_was_lost_is_opened_again(house, lost):
    """An id from before leads nowhere: the same people get the same conversation, or a new one."""
    space = house.sandbox.workspace
    before = space.open_group([NIA, OMAR])
    if lost == "token":
        space.drop_app_out()
    elif lost == "archived":
        before.archived, before.members = True, [NIA]
    else:
        space.make_private_channel(before.id, with_app=lost.endswith("app"))
    await house.start(*JOINED, replace(APPROVED, channel_id=before.id), INTRODUCTION)

    assert await house.deliver() == 1
    [introduction] = house.introductions()
    assert (introduction.channel == before.id) is (lost == "token")
    assert (await people.mentorship_now(house.db)).channel_id == introduction.channel


@pytest.mark.parametrize("kind", [SQLITE])
async def test_a_conversation_that_stays_closed_is_a_refusal_that_says_so(house, caplog):
    before = house.sandbox.workspace.open_group([NIA, OMAR])
    before.archived = True
    await house.start(*JOINED, APPROVED, INTRODUCTION)
    assert await house.deliver() == 0
    assert len(house.sandbox.calls("conversations.open")) == len(house.sandbox.calls("chat.postMessage")) == 1

    before.archived = False
    assert await house.deliver(MONDAY + 2 * TRY_AGAIN) == 1
    assert len(house.introductions()) == 1


async def test_a_process_that_dies_between_opening_and_posting_says_it_once(house):
    """What it had opened is there when the next one opens it."""
    await house.start(*JOINED, APPROVED, INTRODUCTION)
    slow = house.sandbox.fail("conversations.open", How.SLOW)
    leaving = asyncio.create_task(house.deliver())
    await slow.arrived.wait()
    leaving.cancel()
    with suppress(asyncio.CancelledError):
        await leaving
    slow.release.set()

    assert await house.tick(MONDAY + LEASE + MINUTE) == 0
    assert await house.tick(MONDAY + LEASE + MINUTE + TRY_AGAIN) == 1
    assert len(house.introductions()) == 1


async def test_an_introduction_waits_for_a_moment_that_suits_both(house):
    await house.start(Person(WS, OMAR, tz="America/New_York"), *JOINED, APPROVED, INTRODUCTION)
    assert await house.deliver() == 0
    assert await house.next_due() == MONDAY.replace(hour=16)
    assert await house.deliver(MONDAY.replace(hour=16)) == 1


async def test_a_pair_that_ends_it_while_the_introduction_leaves_does_not_begin(house):
    await house.start(*JOINED, APPROVED, INTRODUCTION)
    slow = house.sandbox.fail("chat.postMessage", How.SLOW)
    leaving = asyncio.create_task(house.deliver())
    await slow.arrived.wait()
    await end_mentorship(house.db, act=Act(WS, NIA, MONDAY), mentorship_id="M1")
    slow.release.set()
    await leaving
    assert (await people.mentorship_now(house.db)).state is MentorshipState.DROPPED
    assert await people.cycles_now(house.db) == []


# when a process was stopped


@pytest.mark.parametrize("sending", [False, True])
async def test_what_another_process_has_in_hand_is_left_to_it(house, sending):
    await house.start(PAIR, CYCLE, QUESTION)
    await house.left_behind(sending=sending)
    assert await house.tick(MONDAY + LEASE - MINUTE) == 0
    assert house.arrived() == []


async def test_a_claim_left_behind_is_sent_after_its_lease(house):
    await house.start(PAIR, CYCLE, QUESTION)
    await house.left_behind(sending=False)
    assert await house.tick(MONDAY + LEASE) == 1
    assert len(house.arrived()) == 1


async def test_a_question_that_may_have_left_is_let_go(house):
    await house.start(PAIR, CYCLE, QUESTION)
    await house.left_behind(sending=True)
    assert await house.tick(MONDAY + LEASE) == 0
    assert await house.tick(MONDAY + DAY) == 0
    assert await house.states() == {DeliveryState.UNKNOWN: 1}


async def test_an_introduction_that_may_have_left_is_sent_again(house):
    await house.start(*JOINED, APPROVED, INTRODUCTION)
    await house.left_behind(sending=True)
    assert await house.tick(MONDAY + LEASE) == 0
    assert await house.tick(MONDAY + LEASE + TRY_AGAIN) == 1
    assert len(house.introductions()) == 1


async def test_a_process_that_slept_through_its_lease_does_not_send_what_another_sent(house):
    await house.start(PAIR, CYCLE, QUESTION)
    slow = house.sandbox.fail("dnd.teamInfo", How.SLOW)
    sleeper = asyncio.create_task(house.deliver())
    await slow.arrived.wait()
    assert await house.tick(MONDAY + LEASE) == 1
    slow.release.set()
    assert await sleeper == 0
    assert len(house.arrived()) == 1


async def test_a_question_that_left_and_could_not_be_recorded_is_not_repeated(house, caplog):
    async def fails(repos, situation, channel_id):
        raise OSError("the disk is full")

    await house.start(PAIR, CYCLE, QUESTION)
    sender = house.sender(check_in=replace(all_kinds()["check_in"], when_sent=fails))
    assert await sender.deliver_due(lambda: MONDAY) == 1
    for number in range(1, 30):
        await sender.recover(MONDAY + number * HOUR)
        await sender.deliver_due(lambda now=MONDAY + number * HOUR: now)
    assert len(house.arrived()) == 1
    assert await house.states() == {DeliveryState.UNKNOWN: 1}
    assert "could not be recorded" in caplog.text


# when Slack says no


async def test_too_many_calls_wait_as_long_as_slack_says(house):
    await house.start(PAIR, CYCLE, QUESTION)
    house.sandbox.rate_limit("chat.postMessage", retry_after=90)
    assert await house.deliver() == 0
    assert await house.deliver(MONDAY + timedelta(seconds=89)) == 0
    assert await house.deliver(MONDAY + timedelta(seconds=90)) == 1
    assert len(house.arrived()) == 1


async def test_what_waits_behind_does_not_try_in_turn(house):
    """One asks, is told to wait, and all others wait with it."""
    sender = house.sender()
    questions = [people.question(recipient=one) for one in (NIA, OMAR)]
    await house.start(PAIR, CYCLE, *questions)
    house.sandbox.rate_limit("chat.postMessage", retry_after=90)
    for seconds in (0, 15, 30, 89):
        assert await sender.deliver_due(lambda now=MONDAY + timedelta(seconds=seconds): now) == 0
    assert len(house.sandbox.calls("chat.postMessage")) == 1
    assert await sender.deliver_due(lambda: MONDAY + timedelta(seconds=90)) == 2


async def test_what_is_beyond_slacks_pace_waits_its_turn(house):
    crowd = [people.pair_number(number) for number in range(100)]
    cycles = [replace(CYCLE, mentorship_id=pair.id) for pair in crowd]
    asked = [
        people.question(recipient=pair.user_ids[0], subject=pair.id, due_at=MONDAY - HOUR) for pair in crowd
    ]
    house.sandbox.workspace.people.update({one.recipient: Member(one.recipient, "N") for one in asked})
    await house.start(*crowd, *cycles, *asked)
    sender = house.sender()
    left = [
        await sender.deliver_due(lambda now=MONDAY + timedelta(seconds=15 * tick): now) for tick in range(3)
    ]
    assert left == [75, 25, 0]
    assert len(house.sandbox.calls("dnd.teamInfo")) <= 4


async def test_an_outage_is_no_fault_of_the_message(house):
    """Nobody can be reached for two weeks; what matters is said then, what nags has lost its point."""
    await house.start(*JOINED, APPROVED, replace(INTRODUCTION, expires_at=MONDAY + 60 * DAY))
    await house.start(*pairs_of_nia(2))
    away = House(house.db, house.sandbox, nowhere(house.gateway), house.content)
    sender = away.sender()
    for quarter in range(14 * 4):
        assert await sender.deliver_due(lambda now=MONDAY + quarter * 6 * HOUR: now) == 0
    assert await house.deliver(MONDAY + 14 * DAY) == 1
    assert len(house.introductions()) == 1
    assert (await house.states())[DeliveryState.DROPPED] == 2


async def test_an_installation_that_needs_mending_costs_nobody_a_message(house):
    await house.start(PAIR, CYCLE, QUESTION)
    house.sandbox.tokens.revoked = True
    sender = house.sender()
    for hour in range(24):
        await sender.deliver_due(lambda now=MONDAY + hour * HOUR: now)
    house.sandbox.tokens.revoked = False
    assert await sender.deliver_due(lambda: MONDAY + DAY) == 1


async def test_after_stop_nothing_new_leaves_and_nothing_stays_in_hand(house):
    await house.start(PAIR, CYCLE, QUESTION)
    sender = house.sender()
    sender.stop()
    assert await sender.deliver_due(lambda: MONDAY) == 0
    assert await house.states() == {DeliveryState.PENDING: 1}


async def test_what_is_on_its_way_when_it_stops_still_gets_its_answer(house):
    await house.start(PAIR, CYCLE, *(people.question(recipient=one) for one in (NIA, OMAR)))
    slow = house.sandbox.fail("chat.postMessage", How.SLOW, times=2)
    sender = house.sender()
    leaving = asyncio.create_task(sender.deliver_due(lambda: MONDAY))
    await slow.arrived.wait()
    sender.stop()
    slow.release.set()
    assert await leaving >= 1
    assert DeliveryState.SENDING not in await house.states()


async def test_a_slow_answer_does_not_hold_up_the_others(house):
    await house.start(PAIR, CYCLE, *(people.question(recipient=one) for one in (NIA, OMAR)))
    slow = house.sandbox.fail("chat.postMessage", How.SLOW)
    leaving = asyncio.create_task(house.deliver())
    async with asyncio.timeout(20):
        while not house.arrived(OMAR):
            await asyncio.wait({leaving}, timeout=0.01)
    slow.release.set()
    assert await leaving == 2


@pytest.mark.parametrize("how", [How.DROP_AFTER_RECEIPT, How.FATAL_ERROR, How.HTTP_500])
async def test_a_question_without_a_clear_answer_is_let_go(house, how):
    await house.start(PAIR, CYCLE, QUESTION)
    house.sandbox.fail("chat.postMessage", how)
    for number in range(20):
        assert await house.tick(MONDAY + number * HOUR) == 0
    assert len(house.arrived()) == (how is How.DROP_AFTER_RECEIPT)
    assert await house.states() == {DeliveryState.UNKNOWN: 1}


async def test_a_clear_no_is_tried_less_and_less_often_and_then_left_for_a_person(house, caplog):
    gone = people.question(recipient="UGONE")
    await house.start(PAIR, CYCLE, gone)
    tries = []
    while (due := await house.next_due()) is not None:
        await house.deliver(due)
        tries.append(due)
    gaps = [later - earlier for earlier, later in zip(tries, tries[1:], strict=False)]
    assert 5 <= len(house.sandbox.calls("chat.postMessage")) <= 8
    assert gaps[:4] == [20 * MINUTE, 40 * MINUTE, 80 * MINUTE, 160 * MINUTE]
    assert await house.states() == {DeliveryState.FAILED: 1}
    assert "refused for good: channel_not_found" in caplog.text


async def test_do_not_disturb_is_waited_for(house):
    await house.start(PAIR, CYCLE, QUESTION)
    until = MONDAY + 2 * HOUR
    house.sandbox.workspace.people[NIA].dnd = (MONDAY - HOUR, until)
    assert await house.deliver() == 0
    assert await house.next_due() == until
    assert await house.deliver(until) == 1


async def test_after_do_not_disturb_it_waits_for_a_welcome_moment(house):
    await house.start(PAIR, CYCLE, QUESTION)
    evening = MONDAY.replace(hour=19)
    house.sandbox.workspace.people[NIA].dnd = (MONDAY - HOUR, evening)
    assert await house.deliver() == 0
    assert await house.deliver(evening) == 0
    assert await house.next_due() == MONDAY.replace(hour=11) + DAY


async def test_an_introduction_waits_for_whoever_of_the_two_is_not_to_be_disturbed(house):
    await house.start(*JOINED, APPROVED, INTRODUCTION)
    until = MONDAY + 2 * HOUR
    house.sandbox.workspace.people[OMAR].dnd = (MONDAY - HOUR, until)
    assert await house.deliver() == 0
    assert await house.deliver(until) == 1


async def test_somebody_who_moved_gets_what_waits_at_a_welcome_moment_where_they_are_now(house):
    await house.start(Person(WS, NIA, tz="UTC"), PAIR, CYCLE, QUESTION)
    async with house.db.transaction() as repos:
        await repos.people.save(Person(WS, NIA, tz="Australia/Sydney"))
    assert await house.deliver() == 0
    assert await house.next_due() == MONDAY.replace(hour=0) + DAY
    assert await house.deliver(MONDAY.replace(hour=0) + DAY) == 1


async def test_do_not_disturb_that_cannot_be_asked_stands_in_nobodys_way(house):
    await house.start(PAIR, CYCLE, QUESTION)
    house.sandbox.rate_limit("dnd.teamInfo")
    assert await house.deliver() == 1


# when it does not suit


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (MONDAY.replace(hour=3), MONDAY.replace(hour=11)),
        (MONDAY.replace(hour=18), MONDAY.replace(hour=11) + DAY),
    ],
)
async def test_what_comes_at_a_bad_time_waits_for_the_next_good_one(house, now, then):
    await house.start(PAIR, CYCLE, replace(QUESTION, due_at=now))
    assert await house.deliver(now) == 0
    assert await house.next_due() == then
    assert await house.deliver(then) == 1


async def test_nothing_comes_on_shift_or_in_the_sleep_after_a_night(house):
    night = Shift(MONDAY + 7 * HOUR, MONDAY + 19 * HOUR, ShiftKind.NIGHT)
    rest = Shift(MONDAY + 5 * DAY, MONDAY + 5 * DAY + HOUR, ShiftKind.AWAY)
    await house.start(Person(WS, NIA), PAIR, CYCLE, replace(QUESTION, due_at=MONDAY + 7 * HOUR))
    async with house.db.transaction() as repos:
        await repos.shifts.replace(WS, NIA, [night, rest])
    hour = MONDAY + 7 * HOUR
    while not await house.deliver(hour):
        hour += HOUR
    assert hour >= night.end + 7 * HOUR


async def test_what_would_come_too_late_is_dropped_at_once(house):
    await house.start(PAIR, CYCLE, replace(QUESTION, expires_at=MONDAY + 22 * HOUR))
    assert await house.deliver(MONDAY + 7 * HOUR) == 0
    assert await house.states() == {DeliveryState.DROPPED: 1}


def pairs_of_nia(count):
    """Nia's pairs in as many programs, each with a question for her."""
    for number in range(count):
        one, program = f"M-{number}", f"P-{number}"
        yield replace(PROGRAM, id=program)
        yield replace(PAIR, id=one, program_id=program)
        yield replace(CYCLE, mentorship_id=one)
        yield replace(QUESTION, subject=one)


def day_after_day(count):
    """Nia's pairs in as many programs, whose questions are due on as many days."""
    for number, noun in enumerate(pairs_of_nia(count)):
        is_question = isinstance(noun, type(QUESTION))
        yield replace(noun, due_at=MONDAY + number // 4 * DAY) if is_question else noun


async def test_nobody_gets_more_than_two_a_week_over_all_programs(house):
    await house.start(*day_after_day(3))
    assert [await house.deliver(MONDAY + number * DAY) for number in range(3)] == [1, 1, 0]
    assert await house.next_due() == MONDAY + WEEK
    assert await house.deliver(MONDAY + WEEK) == 1


async def test_a_message_that_may_have_arrived_counts_as_one_that_did(house):
    await house.start(*day_after_day(3))
    house.sandbox.fail("chat.postMessage", How.DROP_AFTER_RECEIPT, times=2)
    assert [await house.deliver(MONDAY + number * DAY) for number in range(3)] == [0, 0, 0]
    assert len(house.arrived()) == 2
    assert await house.next_due() == MONDAY + WEEK


async def test_an_introduction_does_not_use_up_the_budget(house):
    await house.start(*day_after_day(2), *JOINED, APPROVED, INTRODUCTION)
    assert [await house.deliver(MONDAY + number * DAY) for number in range(2)] == [2, 1]


async def test_what_is_due_at_the_same_time_is_one_message_and_counts_once(house):
    await house.start(*pairs_of_nia(3), replace(QUESTION, subject="M-9", due_at=MONDAY + DAY))
    await house.start(replace(PAIR, id="M-9"), replace(CYCLE, mentorship_id="M-9"))
    assert await house.deliver() == 3
    [one] = house.arrived()
    assert [row.message_ts for row in await house.rows() if row.message_ts] == [one.ts] * 3
    assert await house.moments() == [MONDAY]
    assert str(one.blocks).count("manage to talk recently?") == 3
    assert await house.deliver(MONDAY + DAY) == 1


def members_of(mentee):
    return Mentored(mentee, Role.MENTEE), Mentored(OMAR, Role.MENTOR)


async def test_two_mentees_suggested_at_once_are_one_message_to_their_mentor(house):
    """Their buttons are answered one by one, and each has its days to answer."""
    waiting = replace(PAIR, state=MentorshipState.APPROVED, answer_by=TODAY + 21 * DAY, channel_id=None)
    pairs = [replace(waiting, id=f"M-{n}", members=members_of(f"UNIA{n}")) for n in range(2)]
    asked = [
        people.question("mentor_request", OMAR, subject=pair.id, cycle=0, budgeted=False) for pair in pairs
    ]
    await house.start(*pairs, *asked)
    assert await house.deliver() == 2
    [one] = house.arrived(OMAR)
    assert str(one.blocks).count("Would you mentor") == 2
    async with house.db.transaction() as repos:
        reminders = await repos.outbox.list_about(WS, "mentor_reminder", [pair.id for pair in pairs])
    assert len(reminders) == 2


async def test_two_questions_about_one_pair_do_not_come_together(house):
    await house.start(PAIR, CYCLE, QUESTION, people.question("midpoint"))
    sender = house.sender(midpoint=replace(all_kinds()["midpoint"], still_true=lambda situation: True))
    assert await sender.deliver_due(lambda: MONDAY) == 1
    assert await house.next_due() == MONDAY + DAY
    assert await sender.deliver_due(lambda: MONDAY + DAY) == 1


async def test_what_another_process_is_sending_to_the_same_person_is_kept_apart_from(house):
    await house.start(*pairs_of_nia(2))
    await house.left_behind(sending=True)
    assert await house.deliver() == 0
    assert await house.next_due() == MONDAY + HOUR


async def test_what_would_come_too_late_an_hour_later_is_not_kept_apart(house):
    await house.start(*pairs_of_nia(1))
    await house.left_behind(sending=True)
    await house.start(replace(PAIR, id="M-9"), replace(CYCLE, mentorship_id="M-9"))
    await house.start(replace(QUESTION, subject="M-9", expires_at=MONDAY + HOUR))
    assert await house.deliver() == 1


async def test_after_two_weeks_of_silence_there_is_no_burst_and_nothing_at_a_bad_time(house):
    backlog = [
        replace(noun, due_at=MONDAY - 14 * DAY + number * DAY, expires_at=MONDAY + number * DAY)
        if isinstance(noun, type(QUESTION))
        else noun
        for number, noun in enumerate(pairs_of_nia(6))
    ]
    await house.start(*backlog)
    sent = 0
    for hour in range(30 * 24):
        sent += await house.deliver(MONDAY.replace(hour=3) + hour * HOUR)
    arrived = await house.moments()
    assert sent >= 4
    assert len(house.arrived()) == len(arrived)
    assert all(11 <= when.hour < 18 for when in arrived)
    for when in arrived:
        assert sum(when <= other < when + WEEK for other in arrived) <= 2


# when one row is wrong


@pytest.mark.parametrize(
    ("changes", "ends"),
    [({"subject": "M404"}, {"dropped": 1, "sent": 1}), ({"kind": "retired"}, {"pending": 1, "sent": 1})],
)
async def test_a_row_nobody_understands_does_not_stop_the_others(house, changes, ends):
    await house.start(PAIR, CYCLE, replace(QUESTION, due_at=MONDAY - HOUR, **changes), QUESTION)
    assert await house.deliver() == 1
    assert len(house.arrived()) == 1
    assert await house.states() == ends


async def test_a_kind_that_is_gone_does_not_stop_the_recovery_of_others(house):
    await house.start(PAIR, CYCLE, replace(QUESTION, kind="retired"))
    await house.left_behind(sending=True)
    await house.start(replace(QUESTION, due_at=MONDAY + HOUR))
    assert await house.tick(MONDAY + HOUR) == 1
    assert await house.states() == {DeliveryState.UNKNOWN: 1, DeliveryState.SENT: 1}


async def test_a_message_that_cannot_be_written_stops_neither_the_others_nor_itself_for_good(house):
    retired = replace(PROGRAM, id="P-old", template_id="retired")
    lost = replace(APPROVED, id="M-old", program_id="P-old")
    joined = [replace(one, program_id="P-old") for one in JOINED]
    await house.start(retired, *joined, lost, replace(INTRODUCTION, subject="M-old", recipient="M-old"))
    await house.start(PAIR, CYCLE, QUESTION)
    assert await house.deliver() == 1
    assert await house.next_due() == MONDAY + TRY_AGAIN
    await house.start(replace(retired, template_id="nurse_leadership"))
    assert await house.deliver(MONDAY + TRY_AGAIN) == 1


async def test_an_introduction_that_loses_its_point_in_the_queue_is_left_for_a_person_to_look_at(house):
    await house.start(*JOINED, APPROVED, INTRODUCTION)
    pace = Pace()
    pace.back_off(WS, OPEN, MONDAY, 30 * DAY)
    waiting = Sender(db=house.db, slack=house.gateway, content=house.content, kinds=all_kinds(), pace=pace)
    assert await waiting.deliver_due(lambda: MONDAY) == 0
    assert await house.states() == {DeliveryState.FAILED: 1}
