"""Half a year at Slack's side: what was tapped there, and when, gives every cell and every status."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.demo import keeping_step
from bot.domain.disclosure.kinds import KINDS
from bot.domain.disclosure.noise import Seeded
from bot.facts.status_rows import INTRODUCED, read_status_bases
from bot.jobs import FreezeNumbers
from bot.sandbox.elements import walk
from bot.views.ids import PLACE, Action, Callback
from tests.examples import some
from tests.town import MONDAY, small_town
from tests.usecases.disclosure.recomputed import Story, recompute, status
from tests.usecases.disclosure.test_recomputed import LEFT_OUT

PAIRS, WEEKS = 8, 36
ANSWERS = {Action.WE_MET: "met", Action.MOVED: "moved", Action.NOT_THIS_MONTH: "not_this_time"}
ENDS = {Callback.END_SURE: "end", Callback.NEW_MATCH_SURE: "another"}
WEEK = timedelta(weeks=1)


# It takes minutes.
@pytest.mark.parametrize("seed", some([7], 0))
async def test_the_taps_of_half_a_year_give_every_cell_and_status(monkeypatch, seed):
    def with_a_seed(deps, *, chance):
        return FreezeNumbers(deps, chance=Seeded(random.Random(seed)))

    monkeypatch.setattr(keeping_step, "FreezeNumbers", with_a_seed)
    async with small_town() as town:
        story = await begin(town)
        record(town, story)
        rng, statuses = random.Random(seed), []
        # On Tuesdays, so that what a tap opens is of the same week.
        await town.let_pass(timedelta(days=1))
        for number in range(WEEKS):
            see_introductions(town, story)
            await everybody(town, rng, number)
            await town.let_pass(WEEK)
            statuses.append((today(town), await statuses_of(town)))
        see_questions(town, story)
        cells = await kept(town)
    mondays = [MONDAY.date() + WEEK * number for number in range(WEEKS + 1)]
    assert cells == recompute(story, mondays, seed=seed)
    for day, found in statuses:
        assert found == {one: status(story, one, day) for one in found}
    seen = {one for _, found in statuses for one in found.values()}
    assert seen >= {"on track", "may need support", "ended"}


def today(town):
    return town.sandbox.clock.now().date()


async def begin(town) -> Story:
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager)
    [program] = await town.programs()
    program = await let_nobody_go(town, program)
    story = Story(
        "nurse_leadership", program.every_weeks, program.ends_on, signup_ends_on=program.signup_ends_on
    )
    for number in range(PAIRS):
        mentee, mentor = town.person(f"mentee {number}"), town.person(f"mentor {number}")
        await town.join(mentee)
        await town.join(mentor, role="mentor", wanted=(), offered=("leadership",), capacity="1")
        story.joined[mentee.person.id] = today(town)
    await town.match(manager)
    return story


async def let_nobody_go(town, program):
    """As a manager may plan it: however long a pair is silent, its places stay; and it ends on a Friday.

    On a Monday it would close at the first thing that is due that day, before or after the numbers.
    """
    plan = replace(program.plan, release_after_weeks=0)
    planned = replace(program, plan=plan, ends_on=program.ends_on - timedelta(days=3))
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(planned)
    return planned


def record(town, story):
    """Who tapped what on which day, as Slack tells the bot; of a question the first answer counts."""
    told, answered = town.sandbox.delivery.interaction, set()

    async def interaction(payload):
        for one in payload.get("actions", ()):
            action, value = one["action_id"].partition(PLACE)[0], one.get("value") or ""
            if action in ANSWERS and value not in answered:
                answered.add(value)
                story.taps[value.split(":")[0]].append((today(town), ANSWERS[action], None))
        view = payload.get("view") or {}
        if payload["type"] == "view_submission" and view["callback_id"] in ENDS:
            one = view["private_metadata"].split(":")[0]
            story.taps[one].append((today(town), ENDS[view["callback_id"]], None))
        return await told(payload)

    town.sandbox.delivery.interaction = interaction


def day_of(message) -> date:
    return datetime.fromtimestamp(float(message.ts), UTC).date()


def groups_of(actor):
    return [one for one in actor.conversations() if one.kind == "mpim"]


def see_introductions(town, story):
    """The day of the first message in a conversation of two and the bot; its id stands in their questions."""
    for number in range(PAIRS):
        mentee, mentor = town.person(f"mentee {number}"), None
        for group in groups_of(mentee):
            [mentor] = [
                one
                for one in (town.person(f"mentor {n}") for n in range(PAIRS))
                if one.person.id in group.members
            ]
            for one in ids_told(mentee):
                people = {mentee.person.id: "mentee", mentor.person.id: "mentor"}
                story.introduced[one] = (day_of(mentee.messages(group)[0]), people)


def ids_told(actor):
    found = [
        element.element.get("value", "")
        for message in actor.messages(actor.dm)
        for element in walk(message.blocks)
        if element.action_id.partition(PLACE)[0] in ANSWERS
    ]
    return {str(value).split(":")[0] for value in found}


def see_questions(town, story):
    """When the bot asked about a silence, of whomever it asked last."""
    for one, (_, people) in story.introduced.items():
        actors = [actor for actor in town.actors.values() if actor.person.id in people]
        story.asked[one] = [
            day_of(message)
            for actor in actors
            for message in actor.messages(actor.dm)
            if "It's been quiet between" in str(message.blocks)
        ]


async def everybody(town, rng, number):
    """Pairs are as keen as their number says; one of the first ends, and one asks for another match."""
    for pair in range(PAIRS):
        who = town.person(f"{rng.choice(['mentee', 'mentor'])} {pair}")
        if (number, pair) in ((9, 0), (15, 1)):
            await part(town, town.person(f"mentee {pair}"), Action.END if pair else Action.ANOTHER_MATCH)
        elif rng.random() < (0.0, 0.05, 0.15, 0.4)[pair % 4]:
            await say_so(town, who)


async def say_so(town, who):
    """They met, and say it on Home while a question is open there."""
    await town.do(who.open_home())
    if any(one.action_id.partition(PLACE)[0] == Action.WE_MET for one in walk(who.home.blocks)):
        await town.do(who.click(who.home, Action.WE_MET))


async def part(town, who, action):
    await town.do(who.open_home())
    await town.do(who.click(who.home, action))
    await town.do(who.submit())
    await who.close(everything=True)


async def statuses_of(town):
    [program] = await town.programs()
    async with town.deps.db.reading() as repos:
        found = await read_status_bases(
            repos, town.workspace_id, [program.id], today=today(town), states=INTRODUCED
        )
    return {one.mentorship_id: one.status(today=today(town)).value for one in found[program.id]}


async def kept(town):
    [program] = await town.programs()
    async with town.deps.db.reading() as repos:
        found = await repos.cells.list_for_programs(town.workspace_id, [program.id], since=date(2020, 1, 1))
    return {
        (one.kind, one.group, one.week): (one.value, one.could)
        for one in found[program.id]
        if KINDS[one.kind].is_record and KINDS[one.kind].every and one.kind not in LEFT_OUT
    }
