"""The invented hospital when its page opens: every stage of a program, and people in every situation."""

import os
import random
from collections import Counter
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.demo.hospital import invent_hospital
from bot.demo.house import BEGINS_AT
from bot.demo.staff import addresses
from bot.demo.world import world
from bot.domain.acts import Act
from bot.domain.feedback.waves import WaveKind
from bot.domain.joining.enrolments import EnrolmentState, NominationState
from bot.domain.mentorships.mentorships import MentorshipState, this_monday
from bot.domain.recruiting.cover import Dimension
from bot.domain.rosters import RosterKind
from bot.sandbox.elements import walk
from bot.usecases.recruiting.cover import read_cover
from tests.databases import KEY

SEED = 1
GOLDEN = Path(__file__).parent / "golden" / "story.txt"
# One hospital for all of them: only the last moves its clock on.
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def made():
    async with world(seed=SEED, key=KEY, database_url="sqlite://") as made:
        yield made


@pytest.fixture(scope="module")
def told(made):
    """What had lit up on whose phone when the page opened."""
    return list(notifications(made))


def notifications(made):
    for person in made.sandbox.people:
        for seen in made.sandbox.actor(person).notifications:
            yield person, seen.at, seen.text


async def test_nobody_got_more_than_two_budgeted_messages_in_seven_days(told):
    asked: Counter = Counter()
    for person, at, text in told:
        if "a question" in text:
            asked[person.id, at.date().isocalendar()[:2]] += 1
    assert max(asked.values()) <= 2


async def test_another_seed_is_another_hospital():
    ours, other = (
        invent_hospital(random.Random(seed), start=BEGINS_AT.date(), weeks=1) for seed in (SEED, SEED + 1)
    )
    assert [one.name for one in ours.people] != [one.name for one in other.people]


async def test_the_page_opens_on_programs_at_every_stage_and_people_in_every_situation(made):
    deps, team = made.bot.deps, made.bot.workspace_id
    today = deps.clock().date()
    async with deps.db.transaction() as repos:
        programs = {one.id: one for one in await repos.programs.list_all(team)}
        enrolments = [one for each in programs for one in await repos.enrolments.list_for_program(team, each)]
        people = await repos.people.list_by_ids(team, [one.user_id for one in enrolments])
        mentorships = [
            one for each in programs for one in await repos.mentorships.list_for_program(team, each)
        ]
        briefings = await repos.briefings.list_finished(team, list(people))
        nominated = await repos.nominations.list_for_person(team, made.cast.titled("Ward clerk")[0][0].id)
    states = sorted((one.template_id, one.state.value) for one in programs.values())
    assert states == [
        ("coaching_sprint", "recruiting"),
        ("cross_functional", "enrolling"),
        ("nurse_leadership", "archived"),
        ("nurse_leadership", "running"),
        ("onboarding", "draft"),
        ("peer_circle", "enrolling"),
        ("specialist_resident", "enrolling"),
    ]
    [running] = [one for one in programs.values() if one.state == "running"]
    assert programs[running.follows].state == "archived"
    assert made.cast.champion_of("nurse_leadership").id == running.champion
    asked = [one for one in enrolments if one.state is EnrolmentState.APPLIED]
    assert {programs[one.program_id].template_id for one in asked} == {"cross_functional"}
    assert len(asked) == 2
    assert [one.state for one in nominated] == [NominationState.ASKED]
    assert {MentorshipState.ACTIVE, MentorshipState.PAUSED} <= {one.state for one in mentorships}
    assert [one for one in people.values() if one.paused_from and one.is_away(today)]
    assert [one for one in people.values() if one.leave_from and one.is_away(today)]
    assert [one for one in enrolments if one.role.comes_first and not briefings[one.user_id]]


async def test_some_have_answered_some_have_stopped_and_some_have_not_begun(made):
    """Those asked in waves that are still open; the first is counted already."""
    deps, team = made.bot.deps, made.bot.workspace_id
    async with deps.db.transaction() as repos:
        programs = [one.id for one in await repos.programs.list_all(team)]
        waves = await repos.waves.list_for_programs(team, programs)
        places = [one for wave in waves for one in await repos.waves.list_places(wave)]
    assert [wave.kind for wave in waves if wave.frozen_on] == [WaveKind.BASELINE]
    assert {(one.is_opened, one.is_finished) for one in places} >= {(True, True), (False, False)}


async def test_a_residents_roster_comes_by_a_link_and_is_what_they_really_work(made):
    deps, team = made.bot.deps, made.bot.workspace_id
    person, invented = made.cast.linked()
    async with deps.db.transaction() as repos:
        source = await repos.rosters.find(team, person.id)
        known = await repos.shifts.list_between(team, [person.id], source.read_at, source.known_until)
    assert (source.kind, source.failures) == (RosterKind.FEED, 0)
    assert deps.clock() - source.read_at < timedelta(days=1)
    really = [(one.start, one.end) for one in invented.shifts if one.start < source.known_until]
    assert [(one.start, one.end) for one in known[person.id]] == really[-len(known[person.id]) :]
    assert known[person.id]


async def test_the_recruiting_manager_sees_where_mentors_are_missing(made):
    deps, manager = made.bot.deps, made.cast.manager_of("coaching_sprint")
    async with deps.db.transaction() as repos:
        live = await repos.programs.list_live(made.bot.workspace_id)
    [program] = [one for one in live if one.template_id == "coaching_sprint"]
    found = await read_cover(
        deps.db,
        act=Act(made.bot.workspace_id, manager.id, deps.clock()),
        program_id=program.id,
        content=deps.content,
    )
    assert found.as_of == this_monday(deps.clock().date())
    assert found.unbriefed.text == "fewer than 5"
    assert found.lines[Dimension.SPECIALTY]


async def test_the_newcomers_form_is_filled_in_from_the_staff_directory(made):
    nurse = made.sandbox.actor(made.cast.newcomer())
    await nurse.command("/mentor", "join")
    await made.bot.background.drain()
    chosen = {
        one.action_id: one.element["initial_option"]["value"]
        for one in walk(nurse.modal.blocks)
        if "initial_option" in one.element
    }
    about = made.cast.by_id[nurse.person.id]
    for name in ("profession", "specialty", "department", "site", "career_stage"):
        assert chosen[name] == getattr(about, name)


async def test_every_address_is_one_persons_and_its_row_says_what_they_are(made):
    given = addresses(made.cast.hospital.people)
    assert len(set(given)) == len(given) == len(made.cast.people)
    async with made.bot.deps.db.transaction() as repos:
        linked = [
            (one, entry)
            for person, one in made.cast.people
            if (entry := await repos.directory.find_by_user(made.bot.workspace_id, person.id))
        ]
    assert len(linked) > 40
    for one, entry in linked:
        assert (entry.profession, entry.specialty, entry.site) == (one.profession, one.specialty, one.site)


async def test_the_same_seed_tells_the_same_story_and_then_nobody_is_written_to_asleep_or_on_shift(
    made, told
):
    """The same as it was told when the file was written, by another process on another day."""
    story = "".join(f"{at:%a %d %b %H:%M}  {person.name}: {text}\n" for person, at, text in told)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(story, encoding="utf-8")
    assert story == GOLDEN.read_text(encoding="utf-8")
    await made.timeline.run(weeks=4)
    seen = list(notifications(made))
    kinds = Counter(doing(made, person, at) for person, at, _ in seen)
    local = [at.astimezone(ZoneInfo(person.tz)).time() for person, at, _ in seen]
    assert set(kinds) == {"off", "at_work"}
    assert kinds["off"] > 100
    assert time(9) <= min(local) <= max(local) < time(21)


def doing(made, person, at):
    return made.timeline.routine(person.id, at, at + timedelta(seconds=1))[0].kind
