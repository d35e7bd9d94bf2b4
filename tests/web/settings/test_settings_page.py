"""A program's settings on the dashboard: each section saved alone, with the same rules as in Slack."""

from dataclasses import replace

import pytest

from bot.slack.people.who import CHOOSE_OTHERS
from bot.usecases.programs.planning import SITES_ARE_SHARED
from bot.web.settings.people import NO_ID, NOT_KNOWN
from bot.web.settings.settings import SAVED

SETTINGS = "/programs/{program}/settings"
PURPOSE = {
    "version": "1",
    "name": "Leading well",
    "purpose": "",
    "mentees": "",
    "mentors": "",
    "objectives": "",
}
TARGETS = {
    "version": "1",
    "expected_mentees": "12",
    "places_first_percent": "50",
    "minutes_a_month": "60",
    "release_after_weeks": "8",
    "review_every_weeks": "6",
    "target.match_fit": "at least 75",
}


async def program_of(house):
    async with house.deps.db.reading() as repos:
        return await repos.programs.get(house.town.workspace_id, house.ids["program"])


async def times(house, **typed):
    """The form as it stands, with what was typed over it."""
    program = await program_of(house)
    stands = {
        "version": program.version,
        "intake": program.intake,
        "starts_on": program.starts_on.isoformat(),
        "length_weeks": "26",
        "signup_ends_on": "",
        "every_weeks": program.every_weeks,
        "minutes": program.minutes,
        "capacity": program.plan.capacity,
        "by_approval": "open",
    }
    return {key: str(value) for key, value in (stands | typed).items()}


def people(house, **chosen):
    who = {"managers": [house.id_of("manager")], "champion": "", "lead": house.id_of("lead"), "deputy": ""}
    return {"version": "1", **who, **chosen}


async def test_what_it_is_for_is_saved_alone(house):
    mona = await house.sign_in("manager")
    before = await program_of(house)
    done = await mona.post(house.path(SETTINGS + "/purpose"), **{**PURPOSE, "objectives": "One\r\nTwo"})
    assert (done.status, done.leads_to) == (303, house.path(SETTINGS + "?done=purpose"))
    page = await mona.get(done.leads_to)
    assert SAVED in page.words
    assert "One; Two" in page.words
    after = await program_of(house)
    assert (after.name, after.plan.objectives, after.version) == ("Leading well", ("One", "Two"), 2)
    assert (after.managers, after.lead, after.champion) == (before.managers, before.lead, before.champion)
    assert after.plan.targets == before.plan.targets


async def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(house):
    mona = await house.sign_in("manager")
    typed = {**PURPOSE, "name": "", "purpose": "For <b>Ward 4</b>"}
    page = await mona.post(house.path(SETTINGS + "/purpose"), **typed)
    assert (page.status, 'id="name-wrong"' in page.text) == (422, True)
    assert "For &lt;b&gt;Ward 4&lt;/b&gt;" in page.text
    assert (await program_of(house)).version == 1


async def test_what_others_changed_meanwhile_is_said_and_what_was_typed_stands_below(house):
    mona = await house.sign_in("manager")
    await mona.post(house.path(SETTINGS + "/times"), **await times(house, every_weeks="4"))
    late = await mona.post(house.path(SETTINGS + "/purpose"), **PURPOSE)
    assert late.status == 409
    assert "Rhythm: every three weeks → every four weeks" in late.words
    assert 'value="Leading well"' in late.text
    assert 'name="version" value="2"' in late.text
    assert (await program_of(house)).name != "Leading well"
    again = await mona.post(house.path(SETTINGS + "/purpose"), **{**PURPOSE, "version": "2"})
    assert again.status == 303
    after = await program_of(house)
    assert (after.name, after.every_weeks) == ("Leading well", 4)


async def test_the_same_form_twice_is_one_version(house):
    mona = await house.sign_in("manager")
    for _ in range(2):
        assert (await mona.post(house.path(SETTINGS + "/targets"), **TARGETS)).status == 303
    after = await program_of(house)
    assert (after.version, after.plan.expected_mentees, after.plan.targets["match_fit"].low) == (2, 12, 75)


async def test_a_target_that_is_no_number_is_asked_for_again(house):
    mona = await house.sign_in("manager")
    page = await mona.post(house.path(SETTINGS + "/targets"), **{**TARGETS, "target.match_fit": "lots"})
    assert (page.status, 'value="lots"' in page.text) == (422, True)


async def test_the_channel_stays_and_sites_are_an_admins(house):
    mona = await house.sign_in("manager")
    before = await program_of(house)
    await mona.post(house.path(SETTINGS + "/times"), **await times(house, minutes="60", sites="Mine"))
    after = await program_of(house)
    assert (after.minutes, after.channel_id) == (60, before.channel_id)
    async with house.deps.db.reading() as repos:
        assert "Mine" not in (await repos.workspaces.get(house.town.workspace_id)).sites
    assert SITES_ARE_SHARED not in (await mona.get(house.path(SETTINGS + "/times"))).words


async def test_an_admin_changes_the_sites(house):
    admin = house.town.sandbox.add_person("Ada Admin", is_admin=True)
    async with house.deps.db.transaction() as repos:
        program = await repos.programs.get(house.town.workspace_id, house.ids["program"], lock=True)
        await repos.programs.save(replace(program, managers=(*program.managers, admin.id)))
    ada = await house.sign_in(admin.id)
    await ada.post(house.path(SETTINGS + "/times"), **await times(house, sites="Main\r\nNorth"))
    async with house.deps.db.reading() as repos:
        assert (await repos.workspaces.get(house.town.workspace_id)).sites == ("Main", "North")


async def test_people_are_chosen_among_those_who_look_after_it(house):
    mona = await house.sign_in("manager")
    page = await mona.get(house.path(SETTINGS + "/people"))
    for role in ("manager", "champion", "lead"):
        assert house.id_of(role) in page.text
    for role in ("mentee", "mentor", "reader", "other_manager"):
        assert house.id_of(role) not in page.text
    done = await mona.post(house.path(SETTINGS + "/people"), **people(house, champion=""))
    assert done.status == 303
    assert (await program_of(house)).champion is None


async def test_someone_else_is_added_by_their_member_id_and_asked(house):
    mona = await house.sign_in("manager")
    nell = house.id_of("nobody")
    asked = await mona.post(house.path(SETTINGS + "/people"), **people(house, new=nell, add="yes"))
    assert (asked.status, "Nell Newcomer" in asked.words) == (200, True)
    assert f'name="added" value="{nell}"' in asked.text
    done = await mona.post(house.path(SETTINGS + "/people"), **people(house, added=[nell], deputy=nell))
    assert done.status == 303
    assert (await program_of(house)).deputy == nell


@pytest.mark.parametrize("typed", ["", "Nell", "U0NOBODYHERE", "<script>"])
async def test_who_is_nobody_here_is_refused_and_the_form_stays(house, typed):
    mona = await house.sign_in("manager")
    page = await mona.post(
        house.path(SETTINGS + "/people"), **people(house, new=typed, add="yes", champion="")
    )
    assert page.status == 422
    others = CHOOSE_OTHERS.format(chosen="someone from another workspace")
    assert NO_ID in page.words or others in page.words
    forged = await mona.post(house.path(SETTINGS + "/people"), **people(house, deputy=typed or "U0STRANGER"))
    assert forged.status == 422
    assert (await program_of(house)).version == 1


async def test_whoever_takes_themself_out_is_led_to_the_overview(house):
    mona = await house.sign_in("manager")
    alone = await mona.post(house.path(SETTINGS + "/people"), **people(house, managers=[]))
    assert (alone.status, 'id="managers-wrong"' in alone.text) == (422, True)
    handed_on = people(house, managers=[house.id_of("lead")])
    done = await mona.post(house.path(SETTINGS + "/people"), **handed_on)
    assert done.leads_to == "/?done=people"
    assert (await mona.get(house.path(SETTINGS))).status == 401


@pytest.mark.parametrize("role", ["champion", "reader", "owner", "other_manager"])
async def test_nobody_but_its_managers_sets_it_up(house, role):
    visitor = await house.sign_in(role)
    for page in ("", "/purpose", "/people", "/times", "/targets", "/signposts", "/summary"):
        assert (await visitor.get(house.path(SETTINGS + page))).status == 403
    assert (await visitor.post(house.path(SETTINGS + "/purpose"), **PURPOSE)).status == 403


async def test_while_slack_says_nothing_of_someone_the_form_stays(house):
    mona = await house.sign_in("manager")
    nell = house.id_of("nobody")
    house.deps.slack._members.forget(house.town.workspace_id, nell)
    house.town.sandbox.fail("users.info", "fatal_error", times=9)
    page = await mona.post(house.path(SETTINGS + "/people"), **people(house, deputy=nell, champion=""))
    assert (page.status, NOT_KNOWN in page.words) == (422, True)
    assert (await program_of(house)).version == 1
