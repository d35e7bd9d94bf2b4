"""The review on the dashboard: read by who may, held once, taken along, and read again as it was."""

from dataclasses import replace

import pytest

from bot.usecases.review.holding import CHOOSE
from bot.views.review.form import BY_ANOTHER, KEPT
from tests.web.feedback.said import add_wave

REVIEW = "/programs/{program}/review"
YES = {"number": "1", "review_length": "right", "review_rhythm": "right", "review_decision": "continue"}
NIGHTS = "Nights make it too short."
CHANGE = {**YES, "review_decision": "change", "review_length": "too short", "review_note": NIGHTS}


async def held(house, visitor, **answers):
    return await visitor.post(house.path(REVIEW), **{**YES, **answers})


async def reviews(house):
    async with house.deps.db.reading() as repos:
        return await repos.reviews.list_for_program(house.town.workspace_id, house.ids["program"])


async def let_another_manage(house, who):
    async with house.deps.db.transaction() as repos:
        program = await repos.programs.get(house.town.workspace_id, house.ids["program"], lock=True)
        await repos.programs.save(replace(program, managers=(*program.managers, house.id_of(who))))


async def test_what_people_said_is_read_with_what_it_may_lie_between_and_names_nobody(house):
    await add_wave(house)
    mona = await house.sign_in("manager")
    page = await mona.get(house.path(REVIEW))
    assert page.status == 200
    assert (
        "I have someone at work I can talk things through with. agree about 80 % likely 70 to 90 %"
        in page.words
    )
    assert "Nia Nurse" not in page.text
    assert "Omar Mentor" not in page.text


async def test_it_is_held_and_then_read_at_its_number(house):
    mona = await house.sign_in("manager")
    kept = await held(house, mona, **CHANGE)
    assert (kept.status, kept.leads_to) == (303, house.path(REVIEW + "/1?done=kept"))
    page = await mona.get(house.path(REVIEW + "/1?done=kept"))
    assert KEPT in page.words
    assert "Change something. Length: too short. Rhythm: right." in page.words
    assert NIGHTS in page.words
    assert "Three questions" not in page.words
    assert house.path(REVIEW + "/1") in (await mona.get(house.path(REVIEW))).text


async def test_the_same_form_twice_keeps_one(house):
    mona = await house.sign_in("manager")
    first, again = await held(house, mona), await held(house, mona)
    assert first.leads_to == again.leads_to == house.path(REVIEW + "/1?done=kept")
    assert [one.number for one in await reviews(house)] == [1]


async def test_of_two_managers_the_second_reads_what_the_first_kept(house):
    await let_another_manage(house, "other_manager")
    mona, otto = await house.sign_in("manager"), await house.sign_in("other_manager")
    await held(house, mona, **CHANGE)
    late = await held(house, otto, review_decision="stop")
    assert late.leads_to == house.path(REVIEW + "/1?done=by_another")
    page = await otto.get(late.leads_to)
    assert BY_ANOTHER in page.words
    assert NIGHTS in page.words


async def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(house):
    mona = await house.sign_in("manager")
    page = await held(house, mona, review_rhythm="", review_note="Ask NHS 943 476 5919.")
    assert page.status == 422
    assert CHOOSE in page.words
    assert "Ask NHS 943 476 5919." in page.text
    assert 'value="continue" checked' in page.text
    assert 'id="review_rhythm-wrong"' in page.text
    assert 'name="number" value="1"' in page.text
    assert await reviews(house) == []


@pytest.mark.parametrize("role", ["champion", "reader", "owner"])
async def test_readers_read_what_was_held_and_hold_none(house, role):
    visitor = await house.sign_in(role)
    none = await visitor.get(house.path(REVIEW))
    assert (none.status, "No review of" in none.words) == (200, True)
    await held(house, await house.sign_in("manager"), **CHANGE)
    page = await visitor.get(house.path(REVIEW))
    assert NIGHTS in page.words
    assert "<textarea" not in page.text
    assert "Three questions" not in page.words
    assert (await held(house, visitor, number="2")).status == 403


async def test_an_admin_reads_it_while_there_is_no_owner(house):
    async with house.deps.db.transaction() as repos:
        for one in (await repos.roles.list_held(house.town.workspace_id)).held:
            await repos.roles.take(one)
    admin = house.town.sandbox.add_person("Ada Admin", is_admin=True)
    visitor = await house.sign_in(admin.id)
    assert (await visitor.get(house.path(REVIEW))).status == 200


@pytest.mark.parametrize("number", ["9", "x", "-1"])
async def test_of_a_number_that_is_none_it_says_so(house, number):
    mona = await house.sign_in("manager")
    page = await mona.get(house.path(f"{REVIEW}/{number}"))
    assert page.status == 404
    assert "no review of this number" in page.words


async def test_it_is_taken_along_as_a_pdf_with_a_plain_name(house):
    mona = await house.sign_in("manager")
    paper = await mona.get(house.path(REVIEW + "/0/paper"))
    assert (paper.status, paper.headers["Content-Type"]) == (200, "application/pdf")
    assert paper.headers["Content-Disposition"] == 'attachment; filename="program-review.pdf"'
    assert paper.text.startswith("%PDF")


async def test_the_history_says_who_changed_what_and_goes_on_from_a_version(house):
    mona = await house.sign_in("manager")
    await held(house, mona)
    page = await mona.get(house.path("/programs/{program}/history"))
    assert "Review held. Continue as planned." in page.words
    assert "by Mona Manager" in page.words
    older = await mona.get(house.path("/programs/{program}/history?before=2"))
    assert "Review held" not in older.words
    assert "Started from the template" in older.words
    assert (await mona.get(house.path("/programs/{program}/history?before=x"))).words == page.words
