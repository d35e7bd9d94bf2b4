"""Signposts and the regular summary on the dashboard."""

from datetime import timedelta

from bot.usecases.programs.planning import SIGNPOSTS_ARE_SHARED
from bot.web.settings.signposts import TOO_LONG
from bot.web.settings.summary import HOW_OFTEN

SETTINGS = "/programs/{program}/settings"
SUMMARY, SIGNPOSTS = (f"{SETTINGS}/{one}" for one in ("summary", "signposts"))


def in_days(house, days):
    return (house.deps.clock().date() + timedelta(days=days)).isoformat()


async def schedule(house):
    async with house.deps.db.reading() as repos:
        return await repos.schedules.find(house.town.workspace_id, house.ids["program"])


async def test_the_summary_is_posted_regularly_and_stopped(house):
    mona = await house.sign_in("manager")
    async with house.deps.db.reading() as repos:
        channel = (await repos.programs.get(house.town.workspace_id, house.ids["program"])).channel_id
    typed = {"channel": channel, "how_often": "month", "post_on": in_days(house, 3)}
    assert (await mona.post(house.path(SUMMARY), **typed)).leads_to == house.path(SETTINGS + "?done=summary")
    assert "Posted every month" in (await mona.get(house.path(SETTINGS))).words
    for _ in range(2):
        stopped = await mona.post(house.path(SUMMARY + "/stop"))
        assert stopped.leads_to == house.path(SETTINGS + "?done=stopped")
    assert await schedule(house) is None


async def test_a_summary_goes_only_to_a_channel_that_was_chosen_in_slack(house):
    mona = await house.sign_in("manager")
    elsewhere = {"channel": "C0ELSEWHERE", "how_often": "month", "post_on": in_days(house, 3)}
    page = await mona.post(house.path(SUMMARY), **elsewhere)
    assert (page.status, 'id="channel-wrong"' in page.text) == (422, True)
    never = await mona.post(house.path(SUMMARY), **{**elsewhere, "how_often": "never"})
    assert (never.status, HOW_OFTEN in never.words) == (422, True)
    assert await schedule(house) is None


async def test_signposts_are_kept_for_this_program_and_shared_ones_are_an_admins(house):
    mona = await house.sign_in("manager")
    filled = {key: f"Ext. {place}" for place, key in enumerate(house.deps.content.signposts)}
    shared = await mona.post(house.path(SIGNPOSTS), **filled, signposts_for="workspace")
    assert (shared.status, SIGNPOSTS_ARE_SHARED in shared.words, "Ext. 3" in shared.text) == (422, True, True)
    mine = await mona.post(house.path(SIGNPOSTS), **filled, signposts_for="program")
    assert mine.leads_to == house.path(SETTINGS + "?done=signposts")
    assert 'value="Ext. 3"' in (await mona.get(house.path(SIGNPOSTS))).text
    long = {**filled, next(iter(filled)): "x" * 301}
    refused = await mona.post(house.path(SIGNPOSTS), **long, signposts_for="program")
    assert (refused.status, TOO_LONG in refused.words) == (422, True)
    some = {**filled, next(iter(filled)): ""}
    empty = await mona.post(house.path(SIGNPOSTS), **some, signposts_for="program")
    assert (empty.status, "Keep this filled in while a program is open." in empty.words) == (422, True)
