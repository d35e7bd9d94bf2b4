"""Delete me: afterwards nothing names the person, others keep what is theirs, and nobody brings them back."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import SQLModel

from bot.domain.acts import Act
from bot.domain.delivery.outbox import DeliveryState
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Member, MentorshipState
from bot.domain.people import Person
from bot.domain.privacy.forgetting import EMAIL, EMPLOYEE, SLACK, known_as
from bot.domain.privacy.visible_to_managers import Show
from bot.domain.programs.states import ProgramState
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.privacy.personal_data import PEOPLELESS
from bot.usecases.home.home import read_home
from bot.usecases.matching import proposals as matching
from bot.usecases.privacy.forgetting import forget_person
from bot.usecases.privacy.visible_to_managers import read_people
from tests.people import (
    EVE,
    MIA,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    PROGRAM,
    TODAY,
    WEEK,
    WS,
    enrolment,
    mentorship_now,
    move_in,
    question,
    send_due,
)
from tests.situations.everywhere import ADDRESS, NUMBER, OMARS_NUMBER, move_in_everywhere, rows_naming


@pytest.fixture
async def everywhere(db: Database) -> Database:
    await move_in_everywhere(db)
    return db


async def forget(db, user_id=NIA):
    await forget_person(db, act=Act(WS, user_id, MONDAY))


async def test_the_person_to_forget_is_in_every_table_that_can_name_somebody(everywhere):
    """Without this, the next test would say nothing about a table that is new."""
    named = await rows_naming(everywhere, NIA)
    expected = {table.name for table in SQLModel.metadata.sorted_tables} - set(PEOPLELESS)
    assert set(named) == expected


async def test_afterwards_no_row_names_the_person(everywhere):
    await forget(everywhere)
    assert await rows_naming(everywhere, NIA, NUMBER, ADDRESS) == {}


async def test_no_conversation_with_them_can_be_found_any_more(everywhere):
    await forget(everywhere)
    assert await rows_naming(everywhere, '"G1"', '"G2"', f"D{NIA}") == {}


async def test_others_keep_everything_of_theirs(everywhere):
    before = await rows_naming(everywhere, OMAR, EVE, MIA)
    await forget(everywhere)
    after = await rows_naming(everywhere, OMAR, EVE, MIA)
    assert {name: len(rows) for name, rows in before.items() if name not in after} == {
        "exclusion": 2,
        "suggestion": 2,
    }
    assert len(after["enrolment"]) == 2
    assert {row["mentorship_id"] for row in after["mentorship_member"]} == {"M1", "M2", "M5"}


async def test_mentorships_stay_as_counts_with_the_other_and_their_dates(everywhere):
    await forget(everywhere)
    ended = await mentorship_now(everywhere)
    assert (ended.state, ended.ended_on, ended.introduced_on) == (MentorshipState.ENDED, TODAY, TODAY)
    assert ended.members == (Member(OMAR, Role.MENTOR),)
    assert (await mentorship_now(everywhere, "M5")).state is MentorshipState.ACTIVE
    async with everywhere.transaction() as repos:
        [cycle] = await repos.cycles.list_for_mentorship(WS, "M1")
        assert cycle.iso_week is not None
        assert await repos.mentorships.find(WS, "M3") is None


async def test_why_they_were_matched_goes_from_the_others_mentorship_as_well(everywhere):
    await forget(everywhere)
    async with everywhere.transaction() as repos:
        kept = await repos.mentorships.list_for_person(WS, OMAR)
    assert {one.id: (one.reasons, one.score) for one in kept if one.id != "M5"} == {
        "M1": ((), 0),
        "M2": ((), 0),
    }
    assert (await mentorship_now(everywhere, "M5")).reasons == PAIR.reasons


async def test_the_other_is_told_kindly_and_once(everywhere):
    await forget(everywhere)
    await forget(everywhere)
    sent = await send_due(everywhere, MONDAY + WEEK)
    assert sent == [("ending_note", OMAR)]


async def test_whoever_was_not_introduced_yet_is_not_told(everywhere):
    await forget(everywhere)
    async with everywhere.transaction() as repos:
        assert await repos.mentorships.find(WS, "M4") is None
    assert EVE not in [who for _, who in await send_due(everywhere, MONDAY + WEEK)]


async def test_the_others_home_says_nothing_more_of_it(everywhere, content):
    await forget(everywhere)
    page = await read_home(everywhere, act=Act(WS, OMAR, MONDAY), is_admin=False, content=content)
    assert [one.mentorship.id for one in page.mine] == ["M5"]
    people = await read_people(everywhere, act=Act(WS, MIA, MONDAY), program_id="P1", show=Show.ALL)
    assert [one.user_id for one in people.seen] == [EVE, OMAR]


async def test_the_only_manager_of_a_live_program_names_another_first(db):
    await move_in(db, enrolment(MIA))
    with pytest.raises(NotNow, match="only manager of Nurse leadership"):
        await forget(db, MIA)
    async with db.transaction() as repos:
        assert await repos.people.find(WS, MIA) is not None


@pytest.mark.parametrize("state", [ProgramState.DRAFT, ProgramState.CLOSED])
async def test_a_program_that_is_not_live_holds_nobody_back(db, state):
    await move_in(db, replace(PROGRAM, state=state))
    await forget(db, MIA)
    async with db.transaction() as repos:
        program = await repos.programs.get(WS, "P1")
    assert (program.managers, program.created_by) == ((), "")


async def test_two_managers_who_delete_themselves_at_once_leave_one(db):
    await move_in(db, replace(PROGRAM, managers=(MIA, NIA)))
    done = await asyncio.gather(forget(db, MIA), forget(db, NIA), return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["NoneType", "NotNow"]


async def test_a_circle_goes_on_without_one_of_its_people(db):
    circle = replace(PAIR, members=tuple(Member(who, Role.PEER) for who in (NIA, OMAR, EVE)))
    await move_in(db, circle)
    await forget(db)
    assert (await mentorship_now(db)).state is MentorshipState.ACTIVE
    await forget(db, EVE)
    left = await mentorship_now(db)
    assert (left.state, left.user_ids, left.channel_id) == (MentorshipState.ENDED, (OMAR,), None)


async def test_a_mark_keeps_the_directory_away_until_they_join_again_themselves(everywhere):
    known = {known_as(WS, SLACK, NIA), known_as(WS, EMPLOYEE, NUMBER), known_as(WS, EMAIL, ADDRESS)}
    await forget(everywhere)
    async with everywhere.transaction() as repos:
        assert set(await repos.forgetting.list_forgotten(WS)) == known
        assert await repos.forgetting.list_forgotten("T2") == {}
        await repos.forgetting.welcome_back(WS, OMAR)
        assert set(await repos.forgetting.list_forgotten(WS)) == known
        await repos.forgetting.welcome_back(WS, NIA)
        assert await repos.forgetting.list_forgotten(WS) == {}


async def test_who_works_for_somebody_who_is_back_is_taken_in_anew(everywhere):
    """The firewall between the two rests on it."""
    async with everywhere.transaction() as repos:
        before = await repos.directory_imports.compare(WS, {OMARS_NUMBER: 2})
        assert not before.changed
    await forget(everywhere)
    async with everywhere.transaction() as repos:
        assert (await repos.directory.find(WS, OMARS_NUMBER)).manager_id == known_as(WS, EMPLOYEE, NUMBER)
        await repos.forgetting.welcome_back(WS, NIA)
        after = await repos.directory_imports.compare(WS, {OMARS_NUMBER: 2})
    assert after.changed == {OMARS_NUMBER}


async def test_a_message_in_hand_at_that_moment_brings_nothing_back(everywhere):
    """Claimed before, sent and recorded after: nothing is written for what is gone or over."""
    later = MONDAY + WEEK
    async with everywhere.transaction() as repos:
        await repos.outbox.plan([question(recipient=OMAR, subject="M5")])
        claimed = await repos.outbox.claim(later, 100, timedelta(minutes=2))
    await forget(everywhere)
    async with everywhere.transaction() as repos:
        for message in claimed:
            is_over = message.recipient == NIA or message.subject == PAIR.id
            assert await repos.outbox.start_sending(message, later) is not is_over
            await repos.outbox.finish(message, DeliveryState.SENT, outcome="sent", now=later)
            await repos.outbox.reschedule_all([(message, later)])
    assert await rows_naming(everywhere, NIA) == {}


async def test_whoever_waits_for_a_mentorship_sees_it_without_the_one_who_is_gone(db):
    """The tick locks what it changes; its members are read only once the wait is over."""
    await move_in(db, replace(PAIR, members=tuple(Member(who, Role.PEER) for who in (NIA, OMAR, EVE))))
    comes = asyncio.Event()

    async def change():
        comes.set()
        async with db.transaction() as repos:
            known = await repos.mentorships.get(WS, "M1", lock=True)
            await repos.mentorships.save(replace(known, every_weeks=9))

    async with db.transaction() as repos:
        await repos.mentorships.get(WS, "M1", lock=True)
        await repos.forgetting.forget(WS, NIA)
        waits = asyncio.create_task(change())
        await comes.wait()
        for _ in range(50):
            await repos.people.find(WS, OMAR)
    await waits
    assert await rows_naming(db, NIA) == {}
    assert (await mentorship_now(db)).every_weeks == 9


async def test_a_proposal_worked_out_before_names_nobody_who_is_gone_after(db, content, monkeypatch):
    """Working it out takes seconds, in which somebody may delete themselves."""
    await move_in(db, enrolment(NIA), enrolment(OMAR, Role.MENTOR), Person(WS, NIA), Person(WS, OMAR))
    solve = matching._solve

    def slowly(*given):
        found = solve(*given)
        asyncio.run_coroutine_threadsafe(forget(db), loop).result()
        return found

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(matching, "_solve", slowly)
    await matching.propose_matches(
        db, act=Act(WS, MIA, MONDAY), program_id="P1", content=content, new_id=lambda: "MNEW"
    )
    assert await rows_naming(db, NIA) == {}
