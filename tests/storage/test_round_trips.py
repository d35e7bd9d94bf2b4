"""What goes into the database comes out as it was."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.delivery.outbox import DeliveryState
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.mentorships.mentorships import Cycle, Member, MentorshipState
from bot.domain.oversight.roles import OversightRole
from bot.domain.people import Person, Workspace
from bot.domain.programs.states import ProgramState
from bot.errors import NotFound
from bot.storage.database import Database
from bot.usecases.privacy.retention import forget_in_time
from tests.storage.hospital import (
    ADA,
    ANNOUNCEMENT,
    BEN,
    CYCLE,
    ENROLMENT,
    HOUR,
    INSTALLATION,
    LEASE,
    NIGHT,
    NOW,
    PAIR,
    PROGRAM,
    QUESTION,
    READER,
    WS,
)


async def test_installation(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        assert await repos.installations.find(WS) == INSTALLATION
        assert await repos.installations.list_all() == [INSTALLATION]


async def test_saving_an_installation_again_replaces_its_token(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.installations.save(replace(INSTALLATION, bot_token="xoxb-new"))
        assert (await repos.installations.list_all())[0].bot_token == "xoxb-new"


async def test_workspace(hospital: Database) -> None:
    changed = Workspace(WS, "St Elsewhere", signposts={"wellbeing": "Ext. 1"}, sites=("North", "South"))
    async with hospital.transaction() as repos:
        await repos.workspaces.save(changed)
        await repos.workspaces.ensure(WS, "another name")
        assert await repos.workspaces.get(WS) == changed


async def test_person(hospital: Database) -> None:
    moved = replace(BEN, tz="Europe/Paris", site="North")
    async with hospital.transaction() as repos:
        assert await repos.people.get(WS, "UADA") == ADA
        await repos.people.save(moved)
        assert await repos.people.list_by_ids(WS, ["UADA", "UBEN", "UNO"]) == {"UADA": ADA, "UBEN": moved}


async def test_shifts_are_found_by_the_time_they_touch(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        during = await repos.shifts.list_between(WS, ["UADA", "UBEN"], NIGHT.start + HOUR, NIGHT.end + HOUR)
        until_its_start = await repos.shifts.list_between(WS, ["UADA"], NOW, NIGHT.start)
        from_its_end = await repos.shifts.list_between(WS, ["UADA"], NIGHT.end, NIGHT.end + HOUR)
        assert await repos.shifts.known_until(WS, ["UADA", "UBEN"]) == {"UADA": NIGHT.end}
    assert (during, until_its_start, from_its_end) == ({"UADA": (NIGHT,)}, {}, {})


async def test_replacing_shifts_forgets_the_old_ones_and_keeps_equal_ones_once(hospital: Database) -> None:
    later = replace(NIGHT, start=NIGHT.end, end=NIGHT.end + HOUR)
    async with hospital.transaction() as repos:
        await repos.shifts.replace(WS, "UADA", [later, later])
        assert await repos.shifts.list_between(WS, ["UADA"], NOW, NOW + 100 * HOUR) == {"UADA": (later,)}


async def test_program_with_its_managers_in_order(hospital: Database) -> None:
    closed = replace(PROGRAM, id="P2", state=ProgramState.CLOSED, managers=("UZOE", "UANN"))
    async with hospital.transaction() as repos:
        await repos.programs.add(closed)
        assert await repos.programs.get(WS, "P1") == PROGRAM
        assert await repos.programs.list_all(WS) == [PROGRAM, closed]
        assert await repos.programs.list_live(WS) == [PROGRAM]
        assert await repos.programs.list_managed_by(WS, "UADA") == [PROGRAM]
        assert await repos.programs.manages_any(WS, "UZOE")
        assert not await repos.programs.manages_any(WS, "UBEN")


async def test_saving_a_program_changes_its_managers(hospital: Database) -> None:
    changed = replace(PROGRAM, name="Leading", managers=("UNEW", "UMIA"))
    async with hospital.transaction() as repos:
        await repos.programs.save(changed)
        assert await repos.programs.find(WS, "P1") == changed


async def test_a_program_without_managers_is_still_found(hospital: Database) -> None:
    alone = replace(PROGRAM, managers=())
    async with hospital.transaction() as repos:
        await repos.programs.save(alone)
        assert await repos.programs.get(WS, "P1") == alone


async def test_enrolment(hospital: Database) -> None:
    paused = replace(ENROLMENT, state=EnrolmentState.RELEASED, topics_wanted=("rota",), role=Role.BOTH)
    async with hospital.transaction() as repos:
        assert await repos.enrolments.find(WS, "P1", "UADA") == ENROLMENT
        await repos.enrolments.save(paused)
        assert await repos.enrolments.list_for_program(WS, "P1") == [paused]
        assert await repos.enrolments.list_for_person(WS, "UADA") == [paused]


async def test_exclusions(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.exclusions.replace(WS, "UADA", ["UMIA", "UBEN", "UMIA"])
        assert await repos.exclusions.list_of(WS, "UADA") == ("UBEN", "UMIA")
        among = await repos.exclusions.list_among(WS, ["UADA", "UBEN"])
    assert among == {"UADA": frozenset({"UBEN"})}


async def test_mentorship(hospital: Database) -> None:
    changed = replace(
        PAIR,
        state=MentorshipState.PAUSED,
        paused_until=date(2026, 12, 24),
        members=(Member("UCAT", Role.PEER), *PAIR.members),
    )
    async with hospital.transaction() as repos:
        assert await repos.mentorships.get(WS, "M1") == PAIR
        await repos.mentorships.save(changed)
        assert await repos.mentorships.find(WS, "M1") == changed
        assert await repos.mentorships.get(WS, "M1", lock=True) == changed


async def test_cycle(hospital: Database) -> None:
    second = Cycle("M1", 2, starts_on=date(2026, 11, 16))
    async with hospital.transaction() as repos:
        assert await repos.cycles.get(WS, "M1", 1) == CYCLE
        assert await repos.cycles.open(WS, second)
        assert not await repos.cycles.open(WS, replace(second, starts_on=NOW.date()))
        assert await repos.cycles.current(WS, "M1") == second
        assert await repos.cycles.list_for_mentorship(WS, "M1") == [CYCLE, second]
        assert await repos.cycles.list_for_mentorships(WS, ["M1", "M2"]) == {"M1": [CYCLE, second]}


async def test_outbox_message(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        (message,) = await repos.outbox.claim(NOW, 10, LEASE)
    assert message.due_at == QUESTION.due_at
    assert message.expires_at == QUESTION.expires_at
    assert (message.workspace_id, message.kind, message.subject) == (WS, "check_in", "M1")
    assert (message.cycle, message.recipient, message.budgeted) == (1, "UADA", True)
    assert (message.state, message.attempts) == (DeliveryState.CLAIMED, 1)
    assert message.lease_until == NOW + LEASE


async def test_access_log_comes_oldest_first(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.access_log.add(WS, user_id="UADA", what="export", program_id="P1", at=NOW - HOUR)
        seen = await repos.access_log.list_for_program(WS, "P1")
    assert [(one.user_id, one.what, one.at) for one in seen] == [
        ("UADA", "export", NOW - HOUR),
        ("UMIA", "quiet list", NOW),
    ]


async def test_looks_at_lists_come_newest_first_from_a_day_on(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        for what, at, about in (("list", NOW + HOUR, None), ("role", NOW, "UADA"), ("old", NOW - HOUR, None)):
            await repos.access_log.add(WS, user_id="UMIA", what=what, program_id="P1", at=at, about=about)
        looks = await repos.access_log.list_looks(WS, ["P1"], since=NOW, limit=9)
    assert [one.what for one in looks] == ["list", "quiet list"]


async def test_a_page_of_the_log_is_every_line_newest_first(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        for user_id, program_id in (("UMIA", "P2"), ("UADA", "P1"), ("UMIA", "")):
            await repos.access_log.add(WS, user_id=user_id, what="list", program_id=program_id, at=NOW)
        everything = await repos.access_log.list_page(WS, program_id="", user_id="", before=0, limit=9)
        assert [one.event.program_id for one in everything] == ["", "P1", "P2", "P1"]
        before = everything[1].id
        older = await repos.access_log.list_page(WS, program_id="P1", user_id="UMIA", before=before, limit=9)
        assert [one.event.what for one in older] == ["quiet list"]
        first = await repos.access_log.list_page(WS, program_id="", user_id="UMIA", before=0, limit=1)
        assert first == everything[:1]


async def test_a_role_comes_back_as_it_was_until_it_is_taken(hospital: Database) -> None:
    owner = replace(READER, role=OversightRole.OWNER, program_id="", user_id="UBEN")
    async with hospital.transaction() as repos:
        assert await repos.roles.add_first(owner)
        assert not await repos.roles.add_first(replace(owner, given_by="UADA"))
        roles = await repos.roles.list_held(WS)
        assert set(roles.held) == {READER, owner}
        assert roles.owners == ("UBEN",)
        assert roles.reads("UADA") == {"P1"}
        assert await repos.roles.take(owner)
        assert not await repos.roles.take(owner)
        assert (await repos.roles.list_held(WS)).held == (READER,)


async def test_old_looks_are_forgotten(hospital: Database) -> None:
    year = timedelta(days=365)
    assert "looks" not in await forget_in_time(hospital, now=NOW + year)
    assert (await forget_in_time(hospital, now=NOW + year + HOUR))["looks"] == 1
    async with hospital.transaction() as repos:
        assert await repos.access_log.list_for_program(WS, "P1") == []


async def test_an_event_is_new_once_until_it_is_forgotten(db: Database) -> None:
    async with db.transaction() as repos:
        assert await repos.events.first_time("Ev1", NOW)
        assert not await repos.events.first_time("Ev1", NOW + HOUR)
    assert "events" not in await forget_in_time(db, now=NOW + 25 * HOUR)
    assert (await forget_in_time(db, now=NOW + 26 * HOUR))["events"] == 1
    async with db.transaction() as repos:
        assert await repos.events.first_time("Ev1", NOW)


async def test_an_event_is_begun_by_one_until_it_is_done_taken_back_or_was_left_behind(
    hospital: Database,
) -> None:
    async with hospital.transaction() as repos:
        assert await repos.events.begin("Ev2", NOW, until=NOW + HOUR)
        assert not await repos.events.begin("Ev2", NOW, until=NOW + HOUR)
        assert not await repos.events.is_done("Ev2")
        await repos.events.take_back("Ev2")
        assert await repos.events.begin("Ev2", NOW, until=NOW + HOUR)
        assert await repos.events.begin("Ev2", NOW + HOUR, until=NOW + 2 * HOUR)
        await repos.events.finish("Ev2")
        assert await repos.events.is_done("Ev2")
        assert not await repos.events.begin("Ev2", NOW + 9 * HOUR, until=NOW + 10 * HOUR)


async def test_what_must_exist_says_so_when_it_does_not(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        for missing in (
            repos.workspaces.get("T9"),
            repos.people.get(WS, "U9"),
            repos.programs.get(WS, "P9"),
            repos.mentorships.get(WS, "M9"),
            repos.cycles.get(WS, "M1", 9),
            repos.cycles.current(WS, "M9"),
        ):
            with pytest.raises(NotFound, match=r"\w+ .*\."):
                await missing


async def test_announcement(hospital: Database) -> None:
    preview = replace(ANNOUNCEMENT, id="A2", post_at=None, repeat_at=NOW, confirmed=False)
    async with hospital.transaction() as repos:
        for one in (ANNOUNCEMENT, preview):
            await repos.announcements.add(one)
        assert await repos.announcements.find(WS, "A1") == ANNOUNCEMENT
        assert await repos.announcements.find(WS, "A2") == preview
        assert await repos.announcements.list_for_program(WS, "P1") == [ANNOUNCEMENT]
        assert await repos.announcements.confirm(WS, "A2", by="UMAX")
        assert not await repos.announcements.confirm(WS, "A2", by="UMIA")
        assert not await repos.announcements.confirm(WS, "A3", by="UMIA")


async def test_somebody_known_stays_as_they_are_and_only_who_is_bare_is_forgotten(hospital: Database) -> None:
    bare = Person(WS, "UNEW", tz="Europe/London")
    async with hospital.transaction() as repos:
        assert not await repos.people.add_first(replace(ADA, profession=None))
        assert await repos.people.get(WS, "UADA") == ADA
        assert await repos.people.add_first(bare)
        assert not await repos.people.delete_bare(WS, "UADA")
        assert await repos.people.delete_bare(WS, "UNEW")
        assert await repos.people.find(WS, "UNEW") is None
