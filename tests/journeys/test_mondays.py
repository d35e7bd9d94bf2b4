"""Half a year of Mondays: what two managers of one program were told, when, and that each line was true."""

import os
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.mentorships.mentorships import MentorshipState
from bot.facts.matters.reading import read_waiting
from bot.sandbox.elements import walk
from bot.usecases.delivery.undelivered import kinds_that_matter
from bot.views.digest.monday_list import ON_LOCK_SCREEN, QUIET_ON_LOCK_SCREEN
from bot.views.ids import Action
from tests.examples import some
from tests.situations import what_waits
from tests.town import small_town

GOLDEN = Path(__file__).parent / "golden" / "mondays.txt"
DAY, WEEKS = timedelta(days=1), 26
LISTS = (ON_LOCK_SCREEN, QUIET_ON_LOCK_SCREEN)
OFFICE = ("09:59", "16:31")


@pytest.mark.parametrize("weeks", some([WEEKS], 1))
async def test_half_a_year_of_lists_is_short_true_and_on_time(weeks):
    async with small_town() as place:
        managers, program_id = await begin(place)
        for week in range(weeks):
            await happens(place, managers[0], program_id, week)
            for _ in range(7):
                known = {one: len(lists(one)) for one in managers}
                await place.let_pass(DAY)
                for one in managers:
                    for at, message in list(zip(told(one), lists(one), strict=True))[known[one] :]:
                        assert lines(message) == await true_at(place, one, at)
        story = transcript(managers)
        for one in managers:
            is_on_time(one)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(story, encoding="utf-8")
    assert story == GOLDEN.read_text(encoding="utf-8")


async def begin(place):
    """It is a Sunday morning, and nobody takes part yet."""
    mona = place.person("Mona Manager", is_admin=True)
    jon = place.person("Jon in New York", tz="America/New_York")
    program_id = await place.new_program(mona)
    plan = {"managers": (mona.person.id, jon.person.id), "ends_on": None}
    await what_waits.change(place, program_id, **plan)
    await place.let_pass(6 * DAY)
    return (mona, jon), program_id


async def happens(place, mona, program_id, week):
    """On the Sunday before; what is not settled goes on waiting."""
    if play := HAPPENS.get(week):
        await play(place, mona, program_id)


async def ends(place, mona, program_id):
    async with place.deps.db.transaction() as repos:
        active = [MentorshipState.ACTIVE]
        for one in await repos.mentorships.list_for_program(place.workspace_id, program_id, active):
            await repos.mentorships.save(replace(one, state=MentorshipState.ENDED, ended_on=today(place)))


def today(place):
    return place.sandbox.clock.now().date()


async def matched(place, mona, program_id):
    await place.match(mona)


async def goes_away(place, mona, program_id):
    """She is on leave until Thursday, and a message gets lost."""
    await what_waits.not_delivered(place, mona, program_id)
    async with place.deps.db.transaction() as repos:
        person = await repos.people.get(place.workspace_id, mona.person.id)
        away = {"leave_from": today(place), "leave_until": today(place) + 3 * DAY}
        await repos.people.save(replace(person, **away))


async def send_again(place, mona, program_id):
    await place.do(mona.click(lists(mona)[-1], Action.MATTER, value=button(lists(mona)[-1], "undelivered")))
    await place.do(mona.click(mona.modal, Action.SEND_AGAIN))
    await mona.close(everything=True)


HAPPENS = {
    1: what_waits.waits,
    5: matched,
    8: what_waits.held,
    9: goes_away,
    11: send_again,
    16: what_waits.questions,
    18: ends,
    20: what_waits.led_by_nobody,
}


def lists(actor):
    return [one for one in actor.messages(actor.dm) if one.text in LISTS]


def button(message, matter):
    values = [one.element["value"] for one in walk(message.blocks) if one.action_id == Action.MATTER]
    return next(one for one in values if one.startswith(f"{matter}:"))


def lines(message):
    return [block["text"]["text"] for block in message.blocks if "accessory" in block]


async def true_at(place, actor, at):
    """Nothing has happened since the message left."""
    async with place.deps.db.reading() as repos:
        found = await read_waiting(
            repos,
            place.workspace_id,
            {actor.person.id},
            content=place.deps.content,
            now=at,
            must_arrive=set(kinds_that_matter()),
        )
    return [one.text for one in found.lines_for(actor.person.id)]


def told(actor):
    return [one.at for one in actor.notifications if one.text in LISTS]


def is_on_time(actor):
    """On weekdays in office hours, once a week at most, never with nothing in it, a name or a number."""
    zone = ZoneInfo(actor.person.tz)
    moments = [at.astimezone(zone) for at in told(actor)]
    weeks = [at.isocalendar()[:2] for at in moments]
    assert len(set(weeks)) == len(weeks) > 0
    for at in moments:
        assert at.weekday() < 5
        assert OFFICE[0] < f"{at:%H:%M}" < OFFICE[1]
    assert len(lists(actor)) == len(moments)
    for message in lists(actor):
        assert bool(lines(message)) is (message.text == ON_LOCK_SCREEN)
        assert not re.search(r"<@|\d", " ".join(lines(message)))


def transcript(managers):
    """Local time, and every word of each list with its buttons."""
    story = []
    for actor in managers:
        zone = ZoneInfo(actor.person.tz)
        story.append(f"{actor.person.name} ({zone.key})")
        for at, message in zip(told(actor), lists(actor), strict=True):
            story.append(f"  {at.astimezone(zone):%a %d %b %H:%M}  {message.text}")
            story += [f"      {words(block)}" for block in message.blocks]
        story.append("")
    return "\n".join(story)


def words(block):
    text = block.get("text") or block["elements"][0]
    press = block.get("accessory", {}).get("text", {}).get("text")
    said = re.sub(r"\s+", " ", text["text"])
    return f"{said} [{press}]" if press else said
