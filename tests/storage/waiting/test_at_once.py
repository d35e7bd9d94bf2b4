"""Many things at the same moment, on a file and on a server with many connections."""

import asyncio
from dataclasses import replace
from typing import Any

from bot.domain.acts import Act
from bot.domain.mentorships.mentorships import MentorshipState, Outcome
from bot.errors import NotNow
from bot.storage.database import Database
from bot.usecases.signing_in.links import make_link, sign_in
from tests.storage.hospital import CYCLE, INSTALLATION, LEASE, NEXT, NOW, PAIR, QUESTION, WEEK, WS


async def answer(db: Database, user_id: str) -> int | None:
    async with db.transaction() as repos:
        return await repos.cycles.answer(
            WS, mentorship_id="M1", number=1, user_id=user_id, outcome=Outcome.MET, iso_week=WEEK
        )


async def test_fifty_answers_at_once_record_one(hospital: Database) -> None:
    answers = await asyncio.gather(*(answer(hospital, user) for user in ["UADA", "UBEN"] * 25))
    assert [one for one in answers if one is not None] == [PAIR.every_weeks]


async def test_fifty_reads_then_writes_at_once_all_succeed(hospital: Database) -> None:
    async def rename(number: int) -> None:
        async with hospital.transaction() as repos:
            person = await repos.people.get(WS, "UADA")
            await repos.people.save(replace(person, site=str(number)))

    await asyncio.gather(*(rename(number) for number in range(50)))


async def test_no_message_is_claimed_by_two(hospital: Database) -> None:
    async def drain() -> list[int]:
        mine: list[int] = []
        while True:
            async with hospital.transaction() as repos:
                claimed = await repos.outbox.claim(NOW, 7, LEASE)
            if not claimed:
                return mine
            mine += [one.id for one in claimed]

    async with hospital.transaction() as repos:
        await repos.outbox.plan([replace(QUESTION, cycle=cycle) for cycle in range(2, 201)])
    claimed = sum(await asyncio.gather(*(drain() for _ in range(8))), [])
    assert len(claimed) == len(set(claimed)) == 200


async def test_two_planners_write_a_message_once(hospital: Database) -> None:
    async def plan() -> int:
        async with hospital.transaction() as repos:
            return await repos.outbox.plan([replace(QUESTION, cycle=2)])

    assert sum(await asyncio.gather(*(plan() for _ in range(10)))) == 1


async def test_two_managers_approve_once(hospital: Database) -> None:
    async def approve() -> int:
        async with hospital.transaction() as repos:
            return len(await repos.mentorships.approve_proposed(WS, "P1", ["N0", "N1"]))

    proposed = [replace(PAIR, id=name, state=MentorshipState.PROPOSED) for name in ("N0", "N1")]
    async with hospital.transaction() as repos:
        await repos.mentorships.add_many(proposed)
    assert sorted(await asyncio.gather(approve(), approve())) == [0, 2]


async def test_two_replicas_follow_a_cycle_once(hospital: Database) -> None:
    async def follow() -> bool:
        async with hospital.transaction() as repos:
            return bool(await repos.cycles.follow(WS, [(CYCLE, NEXT)]))

    await answer(hospital, "UADA")
    assert sorted(await asyncio.gather(follow(), follow())) == [False, True]


async def has_to_wait(task: asyncio.Task[Any]) -> bool:
    """A quarter of a second is long enough for whoever would not wait to be done."""
    done, _ = await asyncio.wait({task}, timeout=0.25)
    return not done


async def test_taking_back_while_the_next_is_being_opened_removes_it_again(hospital: Database) -> None:
    async def reopen() -> bool:
        async with hospital.transaction() as repos:
            return await repos.cycles.reopen(WS, "M1", 1)

    await answer(hospital, "UADA")
    async with hospital.transaction() as repos:
        await repos.cycles.follow(WS, [(CYCLE, NEXT)])
        reopening = asyncio.create_task(reopen())
        assert await has_to_wait(reopening)
    assert await reopening
    async with hospital.transaction() as repos:
        assert await repos.cycles.list_for_mentorship(WS, "M1") == [CYCLE]


async def test_whoever_locks_a_mentorship_is_waited_for(hospital: Database) -> None:
    async def state_seen() -> MentorshipState:
        async with hospital.transaction() as repos:
            return (await repos.mentorships.get(WS, "M1", lock=True)).state

    async with hospital.transaction() as repos:
        mentorship = await repos.mentorships.get(WS, "M1", lock=True)
        seeing = asyncio.create_task(state_seen())
        assert await has_to_wait(seeing)
        await repos.mentorships.save(replace(mentorship, state=MentorshipState.ENDED))
    assert await seeing is MentorshipState.ENDED


async def test_an_event_is_new_to_one_of_many(hospital: Database) -> None:
    async def first_time() -> bool:
        async with hospital.transaction() as repos:
            return await repos.events.first_time("Ev1", NOW)

    assert sum(await asyncio.gather(*(first_time() for _ in range(20)))) == 1


async def test_who_installs_while_the_app_is_being_taken_out_has_it(hospital: Database) -> None:
    async def install() -> None:
        async with hospital.transaction() as repos:
            await repos.installations.save(INSTALLATION)

    await install()
    async with hospital.transaction() as repos:
        assert await repos.installations.take_out(WS, NOW)
        installing = asyncio.create_task(install())
        assert await has_to_wait(installing)
    await installing
    async with hospital.transaction() as repos:
        assert await repos.installations.find(WS)
        assert await repos.installations.taken_out_at(WS) is None


async def test_who_takes_the_app_out_while_it_is_being_installed_is_rid_of_it(hospital: Database) -> None:
    async def take_out() -> bool:
        async with hospital.transaction() as repos:
            return await repos.installations.take_out(WS, NOW)

    async with hospital.transaction() as repos:
        await repos.installations.save(INSTALLATION)
    async with hospital.transaction() as repos:
        await repos.installations.save(INSTALLATION)
        taking = asyncio.create_task(take_out())
        assert await has_to_wait(taking)
    assert await taking
    async with hospital.transaction() as repos:
        assert await repos.installations.find(WS) is None
        assert await repos.installations.taken_out_at(WS) == NOW


async def test_of_ten_devices_with_the_same_link_one_is_let_in(hospital: Database) -> None:
    await make_link(hospital, act=Act(WS, "UADA", NOW), secret="link", wall=NOW)

    async def enter(device: int) -> bool:
        try:
            await sign_in(hospital, link="link", secret=f"device {device}", now=NOW, wall=NOW)
        except NotNow:
            return False
        return True

    assert sum(await asyncio.gather(*(enter(one) for one in range(10)))) == 1
