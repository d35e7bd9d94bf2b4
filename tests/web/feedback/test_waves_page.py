"""What people said on the dashboard: closed waves, what to do next, and a change of the plan."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.feedback.waves import WaveKind
from bot.usecases.programs.forms import NOT_LISTED
from bot.views.feedback.findings import NOTHING_YET
from tests.domain.feedback.closed_waves import TALK, closed
from tests.web.feedback.said import add_wave

WAVES = "/programs/{program}/waves"
RHYTHM, TRAINING = "e10/2", "e10/5"


async def program_of(house):
    async with house.deps.db.reading() as repos:
        return await repos.programs.get(house.town.workspace_id, house.ids["program"])


async def both_waves(house):
    await add_wave(house, WaveKind.BASELINE, days_ago=100)
    await add_wave(house)


async def ask_now(house):
    """A wave that is still open."""
    today = house.deps.clock().date()
    where = {"workspace_id": house.town.workspace_id, "program_id": house.ids["program"]}
    wave = replace(closed(WaveKind.MID), **where, opens_on=today, closes_on=today + timedelta(days=9))
    async with house.deps.db.transaction() as repos:
        await repos.waves.add_first(replace(wave, frozen_on=None))
    return wave


async def test_the_last_closed_wave_stands_with_the_start_beside_it(house):
    await both_waves(house)
    page = await (await house.sign_in("manager")).get(house.path(WAVES))
    assert page.status == 200
    assert "At the start" in page.words
    assert f"{TALK} agree about 80 % likely 70 to 90 % about 45 % likely 25 to 65 %" in page.words
    assert "Rhythm about 40 % likely" in page.words
    assert "Nia Nurse" not in page.text


async def test_another_is_found_by_its_address_and_an_unknown_one_is_the_last(house):
    await both_waves(house)
    mona = await house.sign_in("manager")
    first = await mona.get(house.path(WAVES + "?wave=baseline"))
    assert "Rhythm about 40 %" not in first.words
    last = await mona.get(house.path(WAVES))
    for asked in ("nothing", "end:2031Q9", "", "x:y:z"):
        assert (await mona.get(house.path(f"{WAVES}?wave={asked}"))).words == last.words


async def test_of_an_open_wave_only_the_day_is_said_on_which_it_closes(house):
    wave = await ask_now(house)
    page = await (await house.sign_in("manager")).get(house.path(WAVES))
    assert f"Half way: until {wave.closes_on:%A} {wave.closes_on.day} {wave.closes_on:%B %Y}." in page.words
    assert NOTHING_YET in page.words
    assert "were asked" not in page.words


async def test_a_small_wave_says_why_nothing_is_told(house):
    await add_wave(house, mentees=(4, 6), mentors=(1, 2))
    page = await (await house.sign_in("manager")).get(house.path(WAVES))
    assert "Too few people were asked:" in page.words
    assert "%" not in page.words.partition("Numbers are rounded")[0]


@pytest.mark.parametrize(("role", "status"), [("champion", 200), ("reader", 403), ("owner", 403)])
async def test_who_reads_what_people_said_and_that_only_managers_go_on_from_there(house, role, status):
    visitor = await house.sign_in(role)
    page = await visitor.get(house.path(WAVES))
    assert (page.status, "Waves" in page.words) == (status, status == 200)
    assert "What to do next" not in page.words
    assert (await visitor.get(house.path(WAVES + "/next"))).status == 403
    assert (await visitor.post(house.path(WAVES + "/change"), finding=RHYTHM, typed="4")).status == 403


async def test_a_finding_becomes_a_change_with_why_once(house):
    await add_wave(house)
    mona = await house.sign_in("manager")
    assert f"finding={RHYTHM}" in (await mona.get(house.path(WAVES + "/next"))).text
    form = await mona.get(house.path(WAVES + f"/change?finding={RHYTHM}"))
    assert 'value="4" selected' in form.text
    for _ in range(2):
        done = await mona.post(house.path(WAVES + "/change"), finding=RHYTHM, typed="4")
        assert (done.status, done.leads_to) == (303, house.path(WAVES + "/next?done=changed"))
    program = await program_of(house)
    assert (program.every_weeks, program.version) == (4, 2)
    assert "You said, we changed" in (await mona.get(house.path(WAVES))).words


async def test_what_cannot_be_read_stays_in_the_form(house):
    await add_wave(house)
    mona = await house.sign_in("manager")
    page = await mona.post(house.path(WAVES + "/change"), finding=RHYTHM, typed="soon")
    assert (page.status, NOT_LISTED in page.words) == (422, True)
    gone = await mona.post(house.path(WAVES + "/change"), finding="e99", typed="4")
    assert gone.status == 409


async def test_an_objective_leaves_all_else_as_it_is(house):
    await add_wave(house)
    mona = await house.sign_in("manager")
    before = await program_of(house)
    await mona.post(house.path(WAVES + "/change"), finding=TRAINING, typed="One\r\nBetter: training")
    after = await program_of(house)
    assert after.plan.objectives == ("One", "Better: training")
    assert (after.lead, after.champion, after.managers) == (before.lead, before.champion, before.managers)
