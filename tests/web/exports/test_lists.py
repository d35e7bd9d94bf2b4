"""A list with names, from the dashboard: asked for, agreed to, and fetched into Slack, by the same rules."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.exports.named import ListState
from bot.storage.exports.rows import named_export

HOUR = timedelta(hours=1)
REASON = "Planning of <study> days & rooms"
TOLD = "A list with your name was taken out"


@pytest.fixture
async def sam(house):
    """A second manager beside Mona."""
    who = house.town.person("Sam Second")
    async with house.deps.db.transaction() as repos:
        program = await repos.programs.get(house.town.workspace_id, house.ids["program"])
        managers = (*program.managers, who.person.id)
        await repos.programs.save(replace(program, managers=managers))
    return await house.sign_in(who.person.id)


async def ask(house, visitor, **fields):
    page = await visitor.get(house.path("/programs/{program}/lists"))
    [list_id] = re.findall(r'name="list_id" value="([^"]*)"', page.text)
    sent = {"list_id": list_id, "list_kind": "status", "reason": REASON} | fields
    return await visitor.post(house.path("/programs/{program}/lists"), **sent)


async def lists(house):
    async with house.deps.db._engine.connect() as connection:
        return (await connection.execute(named_export.select())).all()


def files_of(house, role):
    person = house.town.person(role)
    return [file for message in person.messages(person.dm) for file in message.files]


async def agreed(house, mona, sam):
    await ask(house, mona)
    [one] = await lists(house)
    await sam.post(house.path("/programs/{program}/lists/agree"), list=one.id)
    return one.id


async def export_page(house, visitor):
    return await visitor.get(house.path("/programs/{program}/export"))


async def test_a_list_is_asked_for_with_a_reason_and_shown_to_a_second_manager(house, sam):
    mona = await house.sign_in("manager")
    done = await ask(house, mona)
    assert done.leads_to == house.path("/programs/{program}/export?done=asked")
    assert "waits for a second manager" in (await mona.get(done.leads_to)).words
    shown = await export_page(house, sam)
    assert "Mona Manager asks for a list with names." in shown.words
    assert REASON in shown.words
    assert "<study>" not in shown.text
    assert "Waits for your yes" not in (await export_page(house, mona)).words


async def test_of_two_who_asked_each_reads_the_request_of_the_other_alone(house, sam):
    mona = await house.sign_in("manager")
    await ask(house, sam, reason="The reason that Sam has")
    await ask(house, mona, reason="The reason that Mona has")
    for visitor, shown, hidden in ((mona, "Sam", "Mona"), (sam, "Mona", "Sam")):
        page = (await export_page(house, visitor)).words
        assert f"The reason that {shown} has" in page
        assert f"The reason that {hidden} has" not in page


@pytest.mark.parametrize("who", ["champion", "reader", "owner"])
async def test_who_may_not_agree_is_shown_nothing_of_a_request(house, sam, who):
    """An owner may agree to it, as in Slack, and so reads it."""
    await ask(house, await house.sign_in("manager"))
    shown = await export_page(house, await house.sign_in(who))
    assert (REASON in shown.words) is (who == "owner")
    assert "A list with names" not in shown.text.replace("asks for a list", "")


async def test_what_was_typed_stands_there_again_with_what_is_wrong(house, sam):
    mona = await house.sign_in("manager")
    page = await ask(house, mona, reason="short", list_kind="nothing")
    assert page.status == 422
    assert 'value="short"' in page.text
    assert "Choose what you need." in page.words
    assert "10 to 150 characters" in page.words
    assert await lists(house) == []


async def test_the_same_form_sent_twice_asks_once(house, sam):
    mona = await house.sign_in("manager")
    for _ in range(2):
        done = await ask(house, mona, list_id="a" * 32)
        assert done.status == 303
    assert len(await lists(house)) == 1


async def test_an_id_that_is_no_id_is_none(house, sam):
    mona = await house.sign_in("manager")
    assert (await ask(house, mona, list_id="x" * 4000)).status == 303
    [one] = await lists(house)
    assert re.fullmatch("[0-9a-f]{32}", one.id)


async def test_without_anybody_who_could_agree_the_page_says_so_before_anything_is_typed(house):
    async with house.deps.db.transaction() as repos:
        for held in (await repos.roles.list_held(house.town.workspace_id)).held:
            await repos.roles.take(held)
    page = await (await house.sign_in("manager")).get(house.path("/programs/{program}/lists"))
    assert page.status == 409
    assert "has no second manager" in page.words


async def test_agreeing_asks_first_in_the_words_of_slack(house, sam):
    await ask(house, await house.sign_in("manager"))
    [one] = await lists(house)
    page = await sam.get(house.path("/programs/{program}/lists/agree?list=") + one.id)
    assert "Everyone on it is told. You can't take this back." in page.words
    assert (await lists(house))[0].state == ListState.ASKED


async def test_it_is_handed_over_in_slack_alone_and_told_to_those_on_it(house, sam):
    mona = await house.sign_in("manager")
    list_id = await agreed(house, mona, sam)
    asked = await mona.get(house.path("/programs/{program}/lists/fetch?list=") + list_id)
    assert "They read your reason. You can fetch it once." in asked.words
    done = await mona.post(house.path("/programs/{program}/lists/fetch"), list=list_id)
    assert done.leads_to == house.path("/programs/{program}/export?done=on_its_way")
    await house.deps.background.drain()
    [file] = files_of(house, "Mona Manager")
    assert file.content.startswith(b"PK")
    shown = await mona.get(done.leads_to)
    assert "on its way to your conversation with Lamplight" in shown.words
    assert "Fetch the list" not in shown.words
    nia = house.town.person("Nia Nurse")
    for _ in range(30):
        await house.town.let_pass(HOUR)
        if any(TOLD in str(one.blocks) for one in nia.messages(nia.dm)):
            break
    else:
        raise AssertionError("nobody on the list was told")


async def test_it_is_fetched_once(house, sam):
    mona = await house.sign_in("manager")
    list_id = await agreed(house, mona, sam)
    await mona.post(house.path("/programs/{program}/lists/fetch"), list=list_id)
    await house.deps.background.drain()
    again = await mona.post(house.path("/programs/{program}/lists/fetch"), list=list_id)
    assert again.status == 409
    assert "You fetched this list on" in again.words
    assert "date^" not in again.words
    asked = await mona.get(house.path("/programs/{program}/lists/fetch?list=") + list_id)
    assert "answered or fetched already" in asked.words
    await house.deps.background.drain()
    assert len(files_of(house, "Mona Manager")) == 1


async def test_what_slack_did_not_take_is_there_to_be_fetched_again(house, sam, caplog):
    mona = await house.sign_in("manager")
    list_id = await agreed(house, mona, sam)
    house.town.sandbox.fail("files.getUploadURLExternal", "http_500")
    await mona.post(house.path("/programs/{program}/lists/fetch"), list=list_id)
    await house.deps.background.drain()
    assert files_of(house, "Mona Manager") == []
    assert "Fetch the list" in (await export_page(house, mona)).words
    await mona.post(house.path("/programs/{program}/lists/fetch"), list=list_id)
    await house.deps.background.drain()
    assert len(files_of(house, "Mona Manager")) == 1


@pytest.mark.parametrize("deed", ["agree", "decline", "fetch"])
@pytest.mark.parametrize("list_id", ["", "\x00", "' OR 1=1", "f" * 32, "x" * 4000])
async def test_a_list_that_is_none_is_answered_with_a_sentence(house, deed, list_id):
    mona = await house.sign_in("manager")
    page = await mona.post(house.path("/programs/{program}/lists/") + deed, list=list_id)
    assert (page.status, "This list is gone" in page.words) == (404, True)


async def test_who_asked_alone_fetches_it(house, sam):
    mona = await house.sign_in("manager")
    list_id = await agreed(house, mona, sam)
    page = await sam.post(house.path("/programs/{program}/lists/fetch"), list=list_id)
    assert page.status == 403
    assert files_of(house, "Sam Second") == []


async def test_nobody_agrees_to_their_own(house, sam):
    mona = await house.sign_in("manager")
    await ask(house, mona)
    [one] = await lists(house)
    page = await mona.post(house.path("/programs/{program}/lists/agree"), list=one.id)
    assert page.status == 403
    assert (await lists(house))[0].state == ListState.ASKED


async def test_a_no_ends_it_and_an_answer_is_not_given_twice(house, sam):
    mona = await house.sign_in("manager")
    await ask(house, mona)
    [one] = await lists(house)
    no = await sam.post(house.path("/programs/{program}/lists/decline"), list=one.id)
    assert "the list isn't made" in (await sam.get(no.leads_to)).words
    late = await sam.post(house.path("/programs/{program}/lists/agree"), list=one.id)
    assert (late.status, "was answered already" in late.words) == (409, True)
    assert "Ask for a list" in (await export_page(house, mona)).words


async def test_every_step_is_in_the_log_as_from_slack(house, sam):
    mona = await house.sign_in("manager")
    list_id = await agreed(house, mona, sam)
    await mona.post(house.path("/programs/{program}/lists/fetch"), list=list_id)
    async with house.deps.db.reading() as repos:
        found = await repos.access_log.list_for_program(house.town.workspace_id, house.ids["program"])
    assert [(one.user_id, one.what) for one in found if REASON in one.what] == [
        (mona.user_id, f"asked for a list with names: {REASON}"),
        (sam.user_id, f"agreed to a list with names: {REASON}"),
        (mona.user_id, f"list with names, taken out of Lamplight for: {REASON}"),
    ]
