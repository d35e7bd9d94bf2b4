"""What a manager does for a mentorship from the dashboard: the deeds of Slack's buttons, each once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.mentorships.mentorships import MentorshipState
from bot.usecases.managing.helping import YOUR_OWN
from tests.situations.silent_pairs import add_quiet_pairs
from tests.web.tables import links_of, plain

PAGE = "/programs/{program}/mentorships/{mentorship}"


async def now(house):
    async with house.deps.db.reading() as repos:
        return await repos.mentorships.get(house.town.workspace_id, house.ids["mentorship"])


async def manage(house, *roles):
    """Have these manage the program of the house."""
    async with house.deps.db.transaction() as repos:
        found = await repos.programs.get(house.town.workspace_id, house.ids["program"])
        await repos.programs.save(replace(found, managers=tuple(house.id_of(one) for one in roles)))


async def test_the_page_says_how_it_goes_and_leads_to_what_one_can_do(house):
    mona = await house.sign_in("manager")
    page = await mona.get(house.path(PAGE))
    assert "Nia Nurse and Omar Mentor" in page.words
    assert "Status: getting started since the week of" in page.words
    for deed in ("write", "offer", "pause", "end"):
        assert house.path(f"{PAGE}/{deed}") in links_of(page.text)
        asked = await mona.get(house.path(f"{PAGE}/{deed}"))
        assert (asked.status, "Nia Nurse" in asked.words) == (200, True)
    assert (await now(house)).state is MentorshipState.ACTIVE


async def test_writing_opens_slack_and_sends_nothing(house):
    mona = await house.sign_in("manager")
    page = await mona.get(house.path(PAGE + "/write"))
    assert f"slack://user?team={house.town.workspace_id}&amp;id={house.id_of('mentee')}" in page.text
    assert "We send nothing from here" in page.words


async def test_a_pause_asks_for_a_day_and_keeps_what_was_typed(house):
    mona = await house.sign_in("manager")
    today = house.deps.clock().date()
    for typed, why in (
        ("", "Choose a day."),
        ("soon", "Choose a day."),
        (today.isoformat(), "Choose a day after today."),
        ((today + timedelta(weeks=9)).isoformat(), "Choose a day within eight weeks."),
    ):
        page = await mona.post(house.path(PAGE + "/pause"), until=typed)
        assert (page.status, why in page.words, f'value="{typed}"' in page.text) == (422, True, True)
    until = (today + timedelta(weeks=2)).isoformat()
    for _ in range(2):
        done = await mona.post(house.path(PAGE + "/pause"), until=until)
        assert (done.status, done.leads_to) == (303, house.path(PAGE + "?done=paused"))
    assert "Paused until" in (await mona.get(done.leads_to)).words
    other = await mona.post(house.path(PAGE + "/pause"), until=(today + timedelta(weeks=3)).isoformat())
    assert (other.status, "it's paused" in other.words) == (409, True)


async def test_an_offer_is_made_once(house):
    mona = await house.sign_in("manager")
    done = await mona.post(house.path(PAGE + "/offer"))
    assert (done.status, done.leads_to) == (303, house.path(PAGE + "?done=offered"))
    page = await mona.get(done.leads_to)
    assert "Offered. We ask each of them in private" in page.words
    assert house.path(PAGE + "/offer") not in links_of(page.text)
    again = await mona.post(house.path(PAGE + "/offer"))
    assert (again.status, "in the last four weeks" in again.words) == (409, True)


async def test_it_ends_kindly_and_only_after_a_page_has_asked(house):
    mona = await house.sign_in("manager")
    asked = await mona.get(house.path(PAGE + "/end"))
    assert "This ends the mentorship of Nia Nurse and Omar Mentor." in plain(asked.text)
    assert (await now(house)).state is MentorshipState.ACTIVE
    done = await mona.post(house.path(PAGE + "/end"))
    page = await mona.get(done.leads_to)
    assert "Ended. Each of them gets a kind note" in page.words
    assert "It has ended, so there's nothing more to do." in page.words
    again = await mona.post(house.path(PAGE + "/end"))
    assert (again.status, "it has ended" in again.words) == (409, True)


async def test_one_takes_it_in_hand_and_gives_it_back(house):
    async with house.deps.db.transaction() as repos:
        [pair] = await add_quiet_pairs(
            repos,
            workspace_id=house.town.workspace_id,
            program_id=house.ids["program"],
            count=1,
            now=house.deps.clock(),
        )
    page = f"/programs/{house.ids['program']}/mentorships/{pair.id}"
    mona = await house.sign_in("manager")
    listed = await mona.get(house.path("/programs/{program}/mentorships"))
    assert "may need support" in listed.words
    assert f'action="/dashboard{page}/take"' in listed.text
    done = await mona.post(page + "/take")
    assert "You have this in hand." in (await mona.get(done.leads_to)).words
    await mona.post(page + "/take")
    assert "in hand with Mona Manager" in (await mona.get(page)).words
    done = await mona.post(page + "/back")
    assert "It's with all managers again." in (await mona.get(done.leads_to)).words


async def test_who_is_in_it_themself_is_told_where_to_go(house):
    await manage(house, "manager", "mentor")
    omar = await house.sign_in("mentor")
    page = await omar.get(house.path(PAGE))
    assert (page.status, YOUR_OWN in page.words) == (409, True)
    listed = await omar.get(house.path("/programs/{program}/mentorships"))
    assert "You're in this one, so another manager can help." in listed.words
    assert house.path(PAGE) not in links_of(listed.text)


@pytest.mark.parametrize("deed", ["offer", "pause", "end", "take", "back"])
async def test_a_mentorship_of_others_is_not_here_under_ones_own_program(house, deed):
    mona = await house.sign_in("manager")
    for whose in (house.others, house.theirs):
        page = f"/programs/{house.ids['program']}/mentorships/{whose['mentorship']}"
        until = (house.deps.clock().date() + timedelta(weeks=1)).isoformat()
        assert (await mona.post(f"{page}/{deed}", until=until)).status == 404
        assert (await mona.get(page)).status == 404
