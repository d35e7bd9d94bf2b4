"""The table of people on the dashboard: filters in the address, and several at once."""

from dataclasses import replace

from bot.domain.joining.enrolments import EnrolmentState
from bot.web.listing import LEFT_OUT
from tests.web.tables import links_of, rows_of

PEOPLE = "/programs/{program}/people"


def who(page):
    return {row[1] for row in rows_of(page.text)}


async def place_of(house, role, **changed):
    async with house.deps.db.transaction() as repos:
        ids = house.town.workspace_id, house.ids["program"], house.id_of(role)
        place = await repos.enrolments.find(*ids)
        if changed:
            await repos.enrolments.save(replace(place, **changed))
        return place


async def test_filters_stand_in_the_address_and_what_is_unknown_is_left_out(house):
    mona = await house.sign_in("manager")
    everyone = await mona.get(house.path(PEOPLE))
    assert who(everyone) == {"Nia Nurse", "Omar Mentor"}
    assert house.path("/programs/{program}/mentorships/{mentorship}") in links_of(everyone.text)
    assert who(await mona.get(house.path(PEOPLE + "?role=mentor&show=matched"))) == {"Omar Mentor"}
    nobody = await mona.get(house.path(PEOPLE + "?show=waiting"))
    assert (nobody.status, "No one right now." in nobody.words) == (200, True)
    odd = await mona.get(house.path(PEOPLE + "?role=king&sort=name&after=zzz"))
    assert (odd.status, who(odd), LEFT_OUT in odd.words) == (200, who(everyone), True)


async def test_several_are_named_before_they_are_put_on_hold(house):
    mona = await house.sign_in("manager")
    ids = [house.id_of("mentee"), house.id_of("mentor")]
    asked = await mona.post(house.path(PEOPLE + "/several"), who=ids, deed="hold")
    assert asked.status == 200
    assert "Nia Nurse" in asked.words
    assert "They won't be matched until you end the hold." in asked.words
    assert not (await place_of(house, "mentee")).on_hold
    for _ in range(2):
        done = await mona.post(house.path(PEOPLE + "/several/sure"), who=ids, deed="hold")
        assert (done.status, done.leads_to) == (303, house.path(PEOPLE + "?done=hold"))
    assert (await place_of(house, "mentee")).on_hold
    assert "They're on hold." in (await mona.get(done.leads_to)).words


async def test_who_has_changed_meanwhile_is_left_alone_and_that_is_said(house):
    mona = await house.sign_in("manager")
    await place_of(house, "mentor", state=EnrolmentState.LEFT)
    ids = [house.id_of("mentee"), house.id_of("mentor")]
    asked = await mona.post(house.path(PEOPLE + "/several"), who=ids, deed="hold")
    assert "Nothing changes for them: Omar Mentor" in asked.words
    done = await mona.post(house.path(PEOPLE + "/several/sure"), who=ids, deed="hold")
    assert "nothing was changed for those" in (await mona.get(done.leads_to)).words


async def test_applications_are_answered_together(house):
    mona = await house.sign_in("manager")
    await place_of(house, "mentee", state=EnrolmentState.APPLIED)
    listed = await mona.get(house.path(PEOPLE + "?place=applied"))
    assert who(listed) == {"Nia Nurse"}
    assert 'value="accept"' in listed.text
    assert 'value="hold"' not in listed.text
    about = {"who": [house.id_of("mentee")], "deed": "decline"}
    assert "Nia Nurse" in (await mona.post(house.path(PEOPLE + "/several"), **about)).words
    await mona.post(house.path(PEOPLE + "/several/sure"), **about)
    assert (await place_of(house, "mentee")).state is EnrolmentState.DECLINED
    again = await mona.post(house.path(PEOPLE + "/several/sure"), **about)
    assert again.leads_to == house.path(PEOPLE + "?done=decline_some")


async def test_nobody_chosen_shows_the_list_again_and_an_unknown_deed_is_none(house):
    mona = await house.sign_in("manager")
    page = await mona.post(house.path(PEOPLE + "/several"), deed="hold")
    assert (page.status, "Choose at least one person." in page.words, len(who(page))) == (422, True, 2)
    for path in ("/several", "/several/sure"):
        page = await mona.post(house.path(PEOPLE + path), who=[house.id_of("mentee")], deed="delete")
        assert (page.status, "Choose what to do for them." in page.words) == (422, True)


async def test_nobody_outside_the_program_is_named_or_changed_by_a_form(house):
    """With the id of somebody who is in another program, or in none."""
    mona = await house.sign_in("manager")
    strangers = [house.id_of("other_manager"), "UMOTHERSMENTEE", "U<b>"]
    asked = await mona.post(house.path(PEOPLE + "/several"), who=strangers, deed="hold")
    assert "Otto Other" not in asked.words
    assert not any(one in asked.text for one in strangers)
    done = await mona.post(house.path(PEOPLE + "/several/sure"), who=strangers, deed="hold")
    assert done.leads_to == house.path(PEOPLE + "?done=hold_some")
