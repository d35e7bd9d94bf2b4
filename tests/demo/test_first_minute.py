"""The demo's first minute: where its steps lead, what a run comes to, and that nobody is left waiting."""

import random
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.demo.first_steps import first_steps
from bot.demo.joining import Joining, join
from bot.demo.payoff import Payoff
from bot.demo.world import world
from bot.domain.goals.goals import has_moved_up
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import MentorshipState, Outcome
from bot.sandbox.model import ChannelKind
from bot.sandbox.showing.sent import latest_ts, sent_line
from tests.databases import KEY

# One hospital, whose clock is moved on by one test after another.
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def made():
    async with world(seed=1, key=KEY, database_url="sqlite://") as made:
        yield made


async def running(made):
    async with made.bot.deps.db.transaction() as repos:
        live = await repos.programs.list_live(made.bot.workspace_id)
    return next(one for one in live if one.template_id == "nurse_leadership")


async def pairs_of(made, person):
    program = await running(made)
    async with made.bot.deps.db.transaction() as repos:
        pairs = await repos.mentorships.list_for_program(
            made.bot.workspace_id, program.id, [MentorshipState.ACTIVE]
        )
    return [pair for pair in pairs if pair.includes(person.id)]


async def meetings_of(made):
    async with made.bot.deps.db.transaction() as repos:
        programs = await repos.programs.list_live(made.bot.workspace_id)
        found = []
        for program in programs:
            pairs = await repos.mentorships.list_for_program(made.bot.workspace_id, program.id)
            for pair in pairs:
                found += await repos.cycles.list_for_mentorship(made.bot.workspace_id, pair.id)
    return sum(cycle.outcome is Outcome.MET for cycle in found)


async def test_every_step_leads_to_somebody(made):
    people = {person.id: person for person in made.sandbox.people}
    steps = {step.id: step for step in first_steps(made.cast)}
    titles = {name: people[step.spot.person].title for name, step in steps.items() if step.spot.person}
    assert titles == {
        "join": "Staff nurse",
        "match": "Director of medical education",
        "night": "Staff nurse",
        "dashboard": "Lead for nurse education",
    }
    assert steps["join"].spot.person == steps["night"].spot.person
    assert made.cast.by_id[steps["night"].spot.person].works_nights


async def test_no_channel_is_empty_and_its_members_speak(made):
    space = made.sandbox.workspace
    for channel in made.sandbox.channels:
        if channel.kind is ChannelKind.CHANNEL:
            said = made.sandbox.messages(channel)
            assert len(said) > 1, channel.name
            assert {message.author for message in said} <= {*channel.members, space.bot.id}


async def test_a_champion_has_heard_of_the_month_before(made):
    chief = made.sandbox.actor(made.cast.champion_of("nurse_leadership"))
    months = [one for one in chief.messages(chief.dm) if "your month as a champion" in one.text]
    assert len(months) == 1
    assert "people have joined" in str(months[-1].blocks)


async def test_mentees_have_written_goals_moved_some_on_and_chosen_some_for_their_next_talk(made):
    program = await running(made)
    async with made.bot.deps.db.reading() as repos:
        pairs = await repos.mentorships.list_for_program(program.workspace_id, program.id)
        found = await repos.goals.list_for_mentorships(program.workspace_id, [one.id for one in pairs])
    kept = [one for some in found.values() for one in some]
    written = [goal for one in kept for goal in one.goals]
    assert len(written) > len(kept) > 3
    assert 0 < sum(has_moved_up(one.goals) for one in kept) < len(kept)
    assert any(goal.is_private for goal in written)
    assert any(one.next_talk for one in kept)


async def test_the_newcomer_is_matched_on_a_monday_and_a_run_says_so_in_true_numbers(made):
    newcomer = made.cast.newcomer()
    about = made.cast.by_id[newcomer.id]
    await join(made.bot.deps, await running(made), Joining(newcomer, about, Role.MENTEE), random.Random(1))
    watch, last, met = Payoff(made.cast, made.bot), latest_ts(made.sandbox), await meetings_of(made)
    before = {person.id: len(made.sandbox.actor(person).notifications) for person in made.sandbox.people}
    await watch.begin()
    await made.timeline.advance(timedelta(weeks=2))
    said = {line.words: line.spot for line in await watch.lines()}

    [pair] = await pairs_of(made, newcomer)
    assert said[f"{newcomer.name} has a mentor."].place == pair.channel_id
    assert f"{await meetings_of(made) - met} meetings took place." in said
    sent = sent_line(made.sandbox, made.timeline.routine, after=last)
    # A message to several people lights up as one and the same note on each phone.
    new = {
        id(note)
        for person in made.sandbox.people
        for note in made.sandbox.actor(person).notifications[before[person.id] :]
    }
    assert sent.words == f"{len(new)} messages, none during sleep or a shift."


async def test_who_has_no_shifts_is_at_work_in_office_hours(made):
    manager, monday = made.cast.manager_of("onboarding"), made.sandbox.clock.now()
    monday -= timedelta(days=monday.weekday())
    week = made.timeline.routine(manager.id, monday, monday + timedelta(days=7))
    at_work = [span for span in week if span.kind == "at_work"]
    assert sum((span.end - span.start for span in at_work), timedelta()) == timedelta(hours=40)
    assert not [span for span in week if span.kind == "on_shift"]
